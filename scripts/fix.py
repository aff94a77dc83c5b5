"""Mend what is safe in the content: `scripts/fix.py [--root DIR] [--check] [--yes] [FILES …]`.

Shows every change before it asks to write it. Exit code 0 when nothing is left to mend, 1 when something is, 2 for
wrong usage or an unreadable folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

import _path  # noqa: F401 - makes the core importable
from exemplary.dialogue import Talk, Usage, carry_out, common_flags
from exemplary.mend.files import mend_files


def main(arguments: list[str]) -> int:
    """Mend, tell, return the exit code."""
    parser = Usage(prog="fix.py", description="Tự sửa những lỗi viết sửa được chắc chắn, cho xem trước khi ghi.")
    common_flags(parser)
    parser.add_argument("--check", action="store_true", help="chỉ báo chỗ cần sửa, không ghi")
    parser.add_argument("--yes", action="store_true", help="ghi mọi chỗ sửa, không hỏi")
    parser.add_argument("files", nargs="*", type=Path, metavar="TỆP", help="chỉ xem những tệp, thư mục này")
    options = parser.parse_args(arguments)
    talk = Talk.at_terminal()
    return carry_out(
        lambda: mend_files(options.root, options.files, talk, check=options.check, yes=options.yes),
        stopped="Đã dừng; những tệp chưa hỏi tới thì để nguyên.",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
