"""Our build beside others on the same stories: runs take turns, and medians, ratios and sizes go into a table."""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import chain, zip_longest
from pathlib import Path
from statistics import median
from typing import Any, Final

from .converted import read_corpus
from .cost import Cost, TooLongError
from .growth import SCENARIOS, make_root
from .peers import MissingPeerError, Peer, Work

TURNS: Final = 5
SLOW: Final = 60.0
"""Seconds from which a run is made once only."""
OURS: Final = "trang này"
FULL: Final = "full"
"""The key of a peer's build of everything."""
BASE: Final = ("Hugo", FULL)
"""What ratios are ratios to."""
PICTURED: Final = ("Hugo cùng ảnh", FULL)
"""The peer that makes as many pictures as we do."""
SEARCH: Final = "chỉ mục tìm kiếm"
"""The stage of our build that makes the search index."""
STAGED: Final = {"cold", "unchanged", "story"}
"""Builds whose stages are printed; the others' are in the file of results."""
_MB: Final = 1024 * 1024
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Run:
    """One thing to measure, of ours or of a peer; `take` is given the number of the turn, from 1 on."""

    whose: str
    key: str
    name: str
    take: Callable[[int], Cost]

    @property
    def id(self) -> tuple[str, str]:
        """What tells it from the others."""
        return self.whose, self.key


Measured = dict[tuple[str, str], dict[int, Cost]]
"""The costs of every run by turn; a run that failed has none."""


@dataclass(frozen=True)
class Row:
    """A line of the table: medians of seconds, the greatest memory, medians of the ratios to the base of each turn.

    `plain_ratio` is that of the seconds without the search index, which Hugo does not make.
    """

    whose: str
    key: str
    name: str
    turns: int
    wall: float
    processors: float
    memory: float
    ratio: float | None
    plain_ratio: float | None
    processor_ratio: float | None


@dataclass(frozen=True)
class Output:
    """What a built site holds."""

    whose: str
    files: int
    megabytes: float


def number(value: float | None, digits: int = 2) -> str:
    """Write a number as Vietnamese does: 1.234,5; nothing measured is a dash."""
    return "–" if value is None else f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def alternating(ours: Sequence[Run], theirs: Sequence[Run]) -> list[Run]:
    """Order runs so that ours and theirs follow each other, each in its own order."""
    return [run for run in chain.from_iterable(zip_longest(ours, theirs)) if run]


def take_turns(runs: Iterable[Run], turns: int, tell: Tell) -> Measured:
    """Measure every run in turn; after the first turn only those that took less than `SLOW` seconds.

    A failure of ours raises; one of a peer is told, and that run is not tried again.
    """
    measured: Measured = {run.id: {} for run in runs}
    for turn in range(1, turns + 1):
        for run in runs:
            known = measured[run.id]
            if turn > 1 and (1 not in known or known[1].wall >= SLOW):
                continue
            try:
                known[turn] = cost = run.take(turn)
            except (RuntimeError, TooLongError, MissingPeerError, OSError) as fault:
                if run.whose == OURS:
                    raise
                why = "lâu quá, đã dừng" if isinstance(fault, TooLongError) else str(fault).strip().split("\n")[0][:200]
                tell(f"  lượt {turn}  {run.whose}, {run.name}: không đo được ({why})")
                continue
            tell(f"  lượt {turn}  {run.whose}, {run.name}: {number(cost.wall)} giây")
    return measured


def _ratio(costs: Mapping[int, Cost], base: Mapping[int, Cost], of: Callable[[Cost], float]) -> float | None:
    """Return the median of the ratios within each turn that measured both; None when none did."""
    shared = [of(cost) / of(base[turn]) for turn, cost in costs.items() if turn in base and of(base[turn])]
    return median(shared) if shared else None


def _without_search(cost: Cost) -> float:
    return cost.wall - sum(wall for name, wall, _ in cost.stages if name == SEARCH)


def rows_of(runs: Iterable[Run], measured: Measured) -> Iterator[Row | Run]:
    """Yield the lines of the table in the order of the runs; a run without any cost is yielded itself."""
    base = measured.get(BASE, {})
    for run in runs:
        costs = measured[run.id]
        if not costs:
            yield run
            continue
        yield Row(
            run.whose,
            run.key,
            run.name,
            len(costs),
            median(cost.wall for cost in costs.values()),
            median(cost.processors for cost in costs.values()),
            max(cost.memory for cost in costs.values()),
            _ratio(costs, base, lambda cost: cost.wall),
            _ratio(costs, base, _without_search),
            _ratio(costs, base, lambda cost: cost.processors),
        )


def output_of(whose: str, site: Path) -> Output:
    """Count the files of a built site and what they weigh."""
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    return Output(whose, len(sizes), sum(sizes) / _MB)


def table(count: int, rows: Iterable[Row | Run], outputs: Iterable[Output]) -> str:
    """Write the table of one number of stories."""
    lines = [
        f"\n{number(count, 0)} bài (trung vị; tỉ lệ so với Hugo dựng cả trang trong cùng lượt)",
        f"{'':<48}{'giây':>9}{'× Hugo':>8}{'trừ tìm kiếm':>14}{'giây máy':>10}{'× Hugo':>8}{'MB':>8}{'lượt':>6}",
    ]
    for row in rows:
        what = f"{row.whose}, {row.name}"
        if isinstance(row, Run):
            lines.append(f"{what:<48}{'không đo được':>17}")
            continue
        lines.append(
            f"{what:<48}{number(row.wall):>9}{number(row.ratio):>8}{number(row.plain_ratio):>14}{number(row.processors):>10}"
            f"{number(row.processor_ratio):>8}{number(row.memory, 0):>8}{row.turns:>6}"
        )
    lines.append(f"{'':<48}{'tệp':>9}{'MB':>10}")
    lines += [
        f"{'kết quả: ' + out.whose:<48}{number(out.files, 0):>9}{number(out.megabytes, 1):>10}" for out in outputs
    ]
    return "\n".join(lines)


def stages_table(rows: Iterable[Row | Run], measured: Measured) -> str:
    """Write how long each stage of our builds takes, and its share, in the first turn of the builds in `STAGED`."""
    lines = []
    for row in rows:
        cost = measured[row.whose, row.key].get(1)
        if cost and cost.stages and row.key in STAGED:
            walls = sum(wall for _, wall, _ in cost.stages) or 1
            useds = sum(used for _, _, used in cost.stages) or 1
            lines.append(f"\n{'Các chặng: ' + row.name:<48}{'giây':>9}{'%':>6}{'giây máy':>10}{'%':>6}")
            lines += [
                f"  {name:<46}{number(wall):>9}{number(100 * wall / walls, 0):>6}"
                f"{number(used):>10}{number(100 * used / useds, 0):>6}"
                for name, wall, used in cost.stages
            ]
    return "\n".join(lines)


def pictures(rows: Iterable[Row | Run], measured: Measured) -> str:
    """Say which part of the first build are the pictures, and how it compares with a peer that makes them as well.

    Nothing when it is not known.
    """
    known = {row.key: row for row in rows if isinstance(row, Row) and row.whose == OURS}
    if not {"cold", "cold-pictures"} <= known.keys():
        return ""
    cold, rest = known["cold"], known["cold-pictures"]
    wall, used = cold.wall - rest.wall, cold.processors - rest.processors
    ratio = _ratio(measured[OURS, "cold"], measured.get(PICTURED, {}), lambda cost: cost.wall)
    return (
        f"Ảnh (cỡ nhỏ của ảnh chụp, ảnh chia sẻ của mọi bài) chiếm {number(wall)} giây"
        f" ({number(100 * wall / cold.wall, 0)} %), {number(used)} giây máy"
        f" ({number(100 * used / cold.processors, 0)} %) của lần dựng đầu; nơi khác chỉ chép ảnh."
        + (f" So với Hugo làm ngần ấy ảnh, lần dựng đầu lâu bằng {number(ratio)} lần." if ratio else "")
    )


def machine() -> dict[str, Any]:
    """Say what was measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // _MB if hasattr(os, "sysconf") else None
    return {
        "system": platform.platform(), "python": platform.python_version(), "processors": os.cpu_count(),
        "memory_mb": memory,
    }  # fmt: skip


def _fail(error: Exception, _: int) -> Cost:
    raise error


def compare(count: int, peers: Iterable[Peer], turns: int, tell: Tell) -> dict[str, Any]:
    """Measure one number of stories in a folder of its own; tells each run and the table, returns them as data."""
    with tempfile.TemporaryDirectory() as folder:
        return _compare(count, peers, Path(folder), turns, tell)


def _compare(count: int, peers: Iterable[Peer], folder: Path, turns: int, tell: Tell) -> dict[str, Any]:
    root = folder / "repo"
    root.mkdir()
    make_root(root, count)
    corpus = read_corpus(root / "content")
    ours = [Run(OURS, item.key, item.name, partial(item.cost, root)) for item in SCENARIOS]
    theirs, works = [], []
    for peer in peers:
        try:
            work = Work.of(peer, corpus, folder / peer.key)
        except MissingPeerError as error:
            theirs.append(Run(peer.name, FULL, "dựng cả trang", partial(_fail, error)))
            continue
        works.append(work)
        theirs.append(Run(peer.name, FULL, "dựng cả trang", work.full))
        if peer.story:
            theirs.append(Run(peer.name, "story", "thêm một câu vào một bài", work.story))
    measured = take_turns(alternating(ours, theirs), turns, tell)
    rows = list(rows_of([*ours, *theirs], measured))
    built = [work for work in works if measured[work.peer.name, FULL]]
    outputs = [output_of(OURS, root / "site"), *(output_of(work.peer.name, work.site) for work in built)]
    tell(table(count, rows, outputs))
    tell(pictures(rows, measured))
    tell(stages_table(rows, measured))
    return {
        "stories": count,
        "runs": [
            {**asdict(row), "turns": [asdict(cost) for cost in measured[row.whose, row.key].values()]}
            for row in rows
            if isinstance(row, Row)
        ],
        "not_measured": [list(row.id) for row in rows if isinstance(row, Run)],
        "outputs": [asdict(out) for out in outputs],
    }
