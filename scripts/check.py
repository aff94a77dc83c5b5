"""Check all content: `scripts/check.py [--root DIR] [--format text|json|github|sarif] [--as-of YYYY-MM-DD]`.

Exit code 0 when there is no error (warnings allowed), 1 with errors, 2 for wrong usage or an unreadable folder.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path

import _path  # noqa: F401 - makes the core importable
from exemplary.content import check_content, today_vn
from exemplary.issues import ExemplaryError
from exemplary.reporters import FORMATS


def as_of(text: str) -> date:
    """Read the day that stands for today; argparse turns the fault into its own message."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải là ngày; viết năm-tháng-ngày, ví dụ 2026-03-02"
        ) from None


def main(arguments: list[str]) -> int:
    """Check, report, return the exit code."""
    parser = argparse.ArgumentParser(prog="check.py", description="Kiểm tra toàn bộ nội dung và báo mọi lỗi.")
    parser.add_argument(
        "--root", type=Path, default=Path(__file__).resolve().parent.parent, help="thư mục chứa content/"
    )
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="dạng báo cáo")
    parser.add_argument("--as-of", type=as_of, default=None, help="lấy ngày này làm hôm nay")
    options = parser.parse_args(arguments)
    try:
        content = check_content(options.root, today=options.as_of or today_vn())
    except (ExemplaryError, OSError) as error:
        print(f"Không kiểm tra được: {error}", file=sys.stderr)
        return 2
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        sys.stdout.write(FORMATS[options.format](content))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough, as in `check.py | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0 if content.sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
