"""Rate people and teams: `scripts/score.py PLAN RESULTS.xlsx [--out FILE]`, or `PLAN --blank FILE` to fill in.

PLAN is the id of the plan whose score sheet is used. Exit code 0 when a workbook was written, 1 when the results are
refused (every cell that is wrong is told), 2 for wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import _path
from exemplary.issues import ExemplaryError
from exemplary.score.desk import rate_file, write_blank


def main(arguments: list[str]) -> int:
    """Rate or write an empty workbook, tell what happened, return the exit code."""
    parser = argparse.ArgumentParser(
        prog="score.py", description="Chấm điểm, xếp loại theo thang bảng điểm đã ban hành."
    )
    parser.add_argument("sheet", help="mã kế hoạch có thang bảng điểm")
    parser.add_argument("results", type=Path, nargs="?", help="tệp .xlsx ghi điểm")
    parser.add_argument("--out", type=Path, default=None, help="tệp kết quả; mặc định đặt cạnh tệp điểm")
    parser.add_argument("--blank", type=Path, default=None, help="ghi một bảng trống để điền điểm")
    parser.add_argument("--root", type=Path, default=_path.ROOT, help="thư mục chứa content/")
    options = parser.parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        if options.blank:
            told, code = write_blank(options.root, options.sheet, options.blank)
        elif options.results:
            told, code = rate_file(options.root, options.sheet, options.results, options.out)
        else:
            told, code = "Ghi thêm tệp điểm .xlsx, hoặc --blank TỆP để có bảng trống.", 2
    except (ExemplaryError, ValueError, OSError) as error:
        told, code = f"Không chấm được: {error}", 2
    print(told)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
