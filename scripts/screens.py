"""Write a picture of every type of page to build/screens/: 390 and 1440 px, light and dark, dialogs, print."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import _path  # noqa: F401 - runs on with the project's own Python
from exemplary.dialogue import Usage
from proof import ROOT, MissingToolError
from proof.browsing import opened_browser
from proof.pages import page_types
from proof.screens import print_out, shoot
from proof.serving import served

FOLDER = ROOT / "build" / "screens"


def main(arguments: list[str]) -> int:
    """Photograph the site that stands in site/; exit code 2 when it or a tool is missing."""
    parser = Usage(prog="screens.py", description="Chụp mọi loại trang vào build/screens/.")
    parser.add_argument("names", nargs="*", metavar="LOẠI", help="chỉ chụp những loại trang này, ví dụ: home story")
    names = parser.parse_args(arguments).names
    site = ROOT / "site"
    if not (site / "index.html").is_file():
        sys.stderr.write("Chưa có trang để chụp: hãy chạy python3 scripts/run.py site trước.\n")
        return 2
    pages = page_types(site)
    if unknown := [name for name in names if name not in pages]:
        sys.stderr.write(f"Không có loại trang {', '.join(unknown)}: hãy chọn trong {', '.join(pages)}.\n")
        return 2
    shutil.rmtree(FOLDER, ignore_errors=True)
    count = 0
    try:
        with tempfile.TemporaryDirectory() as work, opened_browser() as browser, served(site, Path(work)) as address:
            count += sum(1 for _ in shoot(browser, address, pages, FOLDER, only=names))
            count += sum(1 for _ in print_out(browser, address, pages, FOLDER, only=names))
    except MissingToolError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"Đã ghi {count} ảnh, bản in vào {FOLDER}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
