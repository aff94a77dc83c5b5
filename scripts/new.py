"""Start something new: `scripts/new.py exemplar|plan|…` makes a draft, `scripts/new.py site` a site of one's own.

Asks for what the flags leave open. Exit code 0 when done, 1 when errors are in the way, 2 for wrong usage or a stop.
"""

from __future__ import annotations

import sys

import _path  # noqa: F401 - makes the core importable
from exemplary.content import today_vn
from exemplary.dialogue import Talk, Usage, carry_out, common_flags
from exemplary.draft import DRAFTED, Wish, questions_of, start_draft
from exemplary.library import KINDS
from exemplary.office import FLAGS, Office, take_over


def flags() -> Usage:
    """Return the parser; the flags of a draft are the questions that would be asked."""
    parser = Usage(
        prog="new.py", description="Tạo bản nháp mới, hoặc làm cho bản sao này thành trang của cơ quan mình."
    )
    common_flags(parser, dated=True)
    kinds = parser.add_subparsers(dest="what", required=True, metavar="LOẠI")
    for kind in (*DRAFTED, "site"):
        label = KINDS[kind].label.lower() if kind != "site" else "trang của cơ quan mình: đặt tên, bỏ bài mẫu"
        command = kinds.add_parser(kind, help=label, description=f"Tạo {label}.", allow_abbrev=False)
        common_flags(command, dated=True, again=True)
        for flag, options in FLAGS.items() if kind == "site" else ():
            command.add_argument(flag, **options)
        if kind == "site":
            continue
        for asked in questions_of(kind):
            command.add_argument(asked.flag, dest=asked.key, action="append", metavar="…", help=asked.help)
        command.add_argument("--set", action="append", default=[], metavar="TRƯỜNG=GIÁ_TRỊ", help="trường khác của mẫu")
        command.add_argument("--id", default="", metavar="MÃ", help="tự đặt mã thay cho mã lấy từ tiêu đề")
    return parser


def main(arguments: list[str]) -> int:
    """Do what was asked for, return the exit code."""
    options = flags().parse_args(arguments)
    given = {key: value for key, value in vars(options).items() if value is not None}
    talk, today = Talk.at_terminal(), options.as_of or today_vn()

    def work() -> int:
        if options.what == "site":
            return take_over(options.root, Office.of_flags(given), talk, today=today)
        answers = {asked.key: given[asked.key] for asked in questions_of(options.what) if asked.key in given}
        return start_draft(options.root, Wish(options.what, answers, options.set, options.id), talk, today=today)

    return carry_out(work, stopped="Đã dừng, không có gì được ghi.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
