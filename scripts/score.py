"""Rate people and teams: `scripts/score.py PLAN RESULTS.xlsx [--out FILE]`, or `PLAN --blank FILE` to fill in.

PLAN is the id of the plan whose score sheet is used. Exit code 0 when a workbook was written, 1 when the results are
refused (every cell that is wrong is told), 2 for wrong usage.
"""

from __future__ import annotations

import sys
from pathlib import Path

import _path  # noqa: F401 - makes the core importable
from exemplary.dialogue import Usage, Wanting, carry_out, common_flags
from exemplary.score.desk import rate_file, write_blank


def main(arguments: list[str]) -> int:
    """Rate or write an empty workbook, tell what happened, return the exit code."""
    parser = Usage(prog="score.py", description="Chấm điểm, xếp loại theo thang bảng điểm đã ban hành.")
    common_flags(parser)
    parser.add_argument("sheet", metavar="KẾ_HOẠCH", help="mã kế hoạch có thang bảng điểm")
    parser.add_argument("results", type=Path, nargs="?", metavar="TỆP_ĐIỂM", help="tệp .xlsx ghi điểm")
    parser.add_argument("--out", type=Path, metavar="TỆP", help="tệp kết quả; mặc định đặt cạnh tệp điểm")
    parser.add_argument("--blank", type=Path, metavar="TỆP", help="ghi một bảng trống để điền điểm")
    options = parser.parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]

    def work() -> int:
        try:
            if options.blank:
                told, code = write_blank(options.root, options.sheet, options.blank)
            elif options.results:
                told, code = rate_file(options.root, options.sheet, options.results, options.out)
            else:
                raise Wanting("Ghi thêm tệp điểm .xlsx, hoặc --blank TỆP để có bảng trống.")
        except ValueError as error:
            raise Wanting(f"Không chấm được: {error}") from error
        print(told)
        return code

    return carry_out(work, stopped="Đã dừng, chưa chấm xong.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
