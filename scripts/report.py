"""Make a report: `scripts/report.py coverage|month|… [--plan ID] [--format text|json|csv|xlsx|docx] [--out FILE]`.

`review PLAN --period 2023-H1` writes a draft review and its paper. Exit code 0 when done, 2 for wrong usage.
"""

from __future__ import annotations

import sys
from pathlib import Path

import _path  # noqa: F401 - makes the core importable
from exemplary.content import today_vn
from exemplary.dialogue import Usage, carry_out, common_flags, month, period, year
from exemplary.report.desk import FORMATS, REPORTS, Wanted, answer
from exemplary.report.review import write_review


def flags() -> Usage:
    """Return the parser: one word for each report, the same flags behind each."""
    parser = Usage(prog="report.py", description="Lập báo cáo từ hồ sơ điển hình.")
    common_flags(parser, dated=True)
    names = parser.add_subparsers(dest="name", required=True, metavar="BÁO_CÁO")
    for name, (label, _) in REPORTS.items():
        command = names.add_parser(name, help=label, description=f"Báo cáo {label}.", allow_abbrev=False)
        common_flags(command, dated=True, again=True)
        command.add_argument("--plan", metavar="MÃ", help="chỉ một kế hoạch")
        command.add_argument("--unit", metavar="MÃ", help="đơn vị")
        command.add_argument("--month", type=month, metavar="NĂM-THÁNG", help="tháng, ví dụ 2026-05")
        command.add_argument("--year", type=year, metavar="NĂM", help="năm của kỷ yếu, ví dụ 2026")
        command.add_argument("--format", choices=FORMATS, default="text", help="dạng của báo cáo")
        command.add_argument("--out", type=Path, metavar="TỆP", help="tệp để ghi; thiếu thì in ra màn hình")
    review = names.add_parser("review", help="bản nháp sơ kết, tổng kết kèm văn bản Word", allow_abbrev=False)
    common_flags(review, dated=True, again=True)
    review.add_argument("plan", metavar="KẾ_HOẠCH", help="mã kế hoạch")
    review.add_argument("--period", type=period, metavar="KỲ", required=True, help="2023, 2023-H1, 2023-Q2")
    review.add_argument("--unit", default="", metavar="MÃ", help="đơn vị báo cáo, nếu khác nơi ban hành")
    review.add_argument("--out", type=Path, metavar="TỆP", help="tệp .docx để ghi")
    return parser


def main(arguments: list[str]) -> int:
    """Make what was asked for, return the exit code."""
    options = flags().parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    today = options.as_of or today_vn()

    def work() -> int:
        narrowed = {flag: getattr(options, flag, None) or "" for flag in ("plan", "unit", "month", "year")}
        wanted = Wanted(options.name, **narrowed, form=getattr(options, "format", "docx"), out=options.out)
        review = options.name == "review"
        print(write_review(options.root, wanted, options.period, today=today) if review
              else answer(options.root, wanted, today=today))  # fmt: skip
        return 0

    return carry_out(work, stopped="Đã dừng, chưa lập xong báo cáo.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
