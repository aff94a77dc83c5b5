"""Check the content and build the whole site into `site/`; says what was read, published and withheld."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

import _path  # noqa: F401 - makes the core importable
from exemplary.bridge import build_site
from exemplary.dialogue import Usage, day, leave
from exemplary.issues import ExemplaryError


def main(arguments: list[str]) -> int:
    """Build; exit code 0 when the site is there, 1 when content or disk keep it from being published."""
    parser = Usage(prog="build.py", description="Kiểm tra nội dung rồi dựng cả trang vào thư mục site/.")
    parser.add_argument("--as-of", type=day, metavar="NGÀY", help="lấy ngày này làm hôm nay")
    options = parser.parse_args(arguments)
    if options.as_of:
        os.environ["SITE_AS_OF"] = options.as_of.isoformat()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        sys.stdout.write(build_site(Path(__file__).resolve().parent.parent))
    except ExemplaryError as error:
        sys.stderr.write(f"{error}\nTrang CHƯA được dựng lại; bản trước đó (nếu có) vẫn còn nguyên trong site/.\n")
        return 1
    return 0


if __name__ == "__main__":
    leave(main(sys.argv[1:]))
