"""Measure how check and build grow with the number of stories: `bench.py --n 300,1000`; `--web`: see bench_web."""

from __future__ import annotations

import argparse
import sys

import _path  # noqa: F401 - makes the core importable
import bench_web
from exemplary.dialogue import Usage
from proof.growth import Cost, measure


def sizes(text: str) -> list[int]:
    """Read numbers of stories; argparse turns the fault into its own message."""
    parts = text.replace(" ", "").split(",")
    if not all(part.isdigit() and 0 < int(part) <= 100_000 for part in parts):  # noqa: PLR2004 - three provinces
        raise argparse.ArgumentTypeError(f"“{text}” không phải là các số bài, ví dụ 300,1000")
    return [int(part) for part in parts]


def main(arguments: list[str]) -> int:
    """Measure in folders of their own, so that the real site and cache stay as they are."""
    parser = Usage(prog="bench.py", description="Đo thời gian dựng theo số bài; --web: đo trang đã dựng.")
    parser.add_argument("--n", type=sizes, default=[300, 1000], metavar="SỐ,SỐ", help="số bài của mỗi lần đo")
    for count in parser.parse_args(arguments).n:
        print(f"\n{count} bài{'':<30} giây  giây máy     MB")

        def tell(what: str, cost: Cost) -> None:
            print(f"{what:<36} {cost.wall:7.2f}  {cost.processors:8.2f} {cost.memory:6.0f}", flush=True)

        measure(count, tell)
    return 0


if __name__ == "__main__":
    sys.exit(bench_web.main() if "--web" in sys.argv else main(sys.argv[1:]))
