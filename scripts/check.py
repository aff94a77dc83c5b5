"""Check all content: `scripts/check.py [--root DIR] [--format text|json|github|sarif] [--as-of YYYY-MM-DD]`.

Exit code 0 when there is no error (warnings allowed), 1 with errors, 2 for wrong usage or an unreadable folder.
"""

from __future__ import annotations

import os
import sys

import _path  # noqa: F401 - makes the core importable
from exemplary.cache import Cache, code_version
from exemplary.content import check_content, today_vn
from exemplary.dialogue import Usage, carry_out, common_flags, leave
from exemplary.reporters import FORMATS


def main(arguments: list[str]) -> int:
    """Check, report, return the exit code."""
    parser = Usage(prog="check.py", description="Kiểm tra toàn bộ nội dung và báo mọi lỗi.")
    common_flags(parser, dated=True)
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="dạng báo cáo")
    options = parser.parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]

    def work() -> int:
        cache = Cache(options.root / ".cache", code_version())
        content = check_content(options.root, today=options.as_of or today_vn(), cache=cache)
        cache.close()
        try:
            sys.stdout.write(FORMATS[options.format](content))
            sys.stdout.flush()
        except BrokenPipeError:  # the reader has seen enough, as in `check.py | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0 if content.sound else 1

    return carry_out(work, stopped="Đã dừng, chưa kiểm tra xong.")


if __name__ == "__main__":
    leave(main(sys.argv[1:]))
