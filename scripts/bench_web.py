"""Weigh and time the pages that have a budget, beside those of stock Material with the same content."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import _path  # noqa: F401 - runs on with the project's own Python
from proof import ROOT, MissingToolError
from proof.browsing import opened_browser
from proof.pages import MEASURED, page_types
from proof.serving import served
from proof.stock import make_stock
from proof.table import HEAD, SEARCH_HEAD, row, search_row
from proof.weights import ask_here, ask_stock


def main() -> int:
    """Print the tables; exit code 2 when the site or a tool is missing."""
    site = ROOT / "site"
    if not (site / "index.html").is_file():
        sys.stderr.write("Chưa có trang để đo: hãy chạy python3 scripts/run.py site trước.\n")
        return 2
    pages = page_types(site)
    try:
        with tempfile.TemporaryDirectory() as folder, opened_browser() as browser:
            work = Path(folder)
            stock = make_stock(site, work / "stock")
            with served(site, work / "a") as ours, served(stock, work / "b", policy=False) as theirs:
                print(HEAD)
                for name in MEASURED:
                    for whose, address in (("trang này", ours), ("Material", theirs)):
                        print(row(browser, f"{address}/{pages[name]}", name, whose, work / "report"), flush=True)
                print("Material còn xin phông chữ của Google, ở đây bị chặn nên không tính; chỉ mục tìm kiếm tải sẵn.")
                print(f"\n{SEARCH_HEAD}")
                print(search_row(browser, f"{ours}/", "trang này", ask_here))
                print(search_row(browser, f"{theirs}/", "Material", ask_stock))
    except MissingToolError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
