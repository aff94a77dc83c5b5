"""Measure our build beside other generators: `bench.py --n 300,1000 --peers hugo eleventy`; `--web`: see bench_web."""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial

import _path
import bench_web
from exemplary.content import today_vn
from exemplary.dialogue import Usage, day
from proof.comparison import TURNS, compare, machine
from proof.peers import PEERS

RESULTS = _path.ROOT / "build" / "bench" / "results.json"


def sizes(text: str) -> list[int]:
    """Read numbers of stories; argparse turns the fault into its own message."""
    parts = text.replace(" ", "").split(",")
    if not all(part.isdigit() and 0 < int(part) <= 100_000 for part in parts):  # noqa: PLR2004 - three provinces
        raise argparse.ArgumentTypeError(f"“{text}” không phải là các số bài, ví dụ 300,1000")
    return [int(part) for part in parts]


def main(arguments: list[str]) -> int:
    """Measure in folders of their own, so that the real site and cache stay as they are."""
    parser = Usage(prog="bench.py", description="Đo thời gian dựng theo số bài; --web: đo trang đã dựng.")
    add = parser.add_argument
    add("--n", type=sizes, default=[300, 1000, 3000, 10_000], metavar="SỐ,SỐ", help="số bài của mỗi lần đo")
    add(
        "--peers",
        nargs="+",
        choices=list(PEERS),
        default=list(PEERS),
        metavar="TÊN",
        help=f"so với: {', '.join(PEERS)}",
    )
    add("--without-peers", action="store_true", help="chỉ đo trang này")
    add("--turns", type=int, choices=range(1, 21), default=TURNS, metavar="SỐ", help="số lượt của việc dưới một phút")
    add("--as-of", type=day, metavar="NGÀY", help="ghi ngày này vào kết quả")
    options = parser.parse_args(arguments)
    peers = [] if options.without_peers else [PEERS[name] for name in options.peers]
    versions = {peer.key: peer.version for peer in peers}
    told = {"date": str(options.as_of or today_vn()), "machine": machine(), "versions": versions}
    done: list[object] = []
    for count in options.n:
        print(f"\n{count} bài: đang soạn …", flush=True)
        done.append(compare(count, peers, options.turns, partial(print, flush=True)))
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        RESULTS.write_text(json.dumps({**told, "sizes": done}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(bench_web.main() if "--web" in sys.argv else main(sys.argv[1:]))
