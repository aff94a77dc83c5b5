"""Regenerate a derived file of content/registry from an unpacked public package: `harvest.py localities FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

import _path  # noqa: F401
from exemplary.dialogue import Usage
from exemplary.disk import reason_of
from exemplary.importers.localities import localities_csv

REGISTRY = Path(__file__).resolve().parent.parent / "content" / "registry"


def main(arguments: list[str] | None = None) -> int:
    """Write the file that was asked for; return the exit status."""
    parser = Usage(prog="harvest.py", description="Tạo lại danh mục địa bàn toàn quốc từ gói dữ liệu đã giải nén.")
    parser.add_argument("what", choices=["localities"], metavar="DANH_MỤC", help="danh mục cần tạo")
    parser.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="thư mục đã giải nén, có tệp address.json")
    parser.add_argument(
        "--output", type=Path, default=REGISTRY / "localities-vn.csv", metavar="TỆP", help="tệp kết quả"
    )
    options = parser.parse_args(arguments)
    try:
        text = localities_csv((options.folder / "address.json").read_text(encoding="utf-8"))
    except OSError as error:
        print(f"Không đọc được gói địa danh: {reason_of(error)} ({error.filename}).", file=sys.stderr)
        return 1
    except (ValueError, KeyError):
        print(f"Không đọc được gói địa danh: {options.folder / 'address.json'} không đúng dạng.", file=sys.stderr)
        return 1
    options.output.write_text(text, encoding="utf-8", newline="\n")
    print(f"Đã ghi {text.count(chr(10)) - 1} địa bàn vào {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
