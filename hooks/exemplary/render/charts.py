"""Charts as static SVG: columns in lanes, flows between places, grids, bars; every figure in them is written out.

Only presentation attributes and classes, so that a strict Content-Security-Policy holds. What is told apart is told
apart by where it stands and by words; colour only repeats it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

LANES: Final = ("Bắt đầu", "Thành công", "Đã dừng, chưa thành công")
"""What the lanes of the chart of quarters hold, from the top."""
FITTING: Final = 12
"""So many quarters fit on a phone; a longer chart is scrolled."""
_STEP: Final = 28
_LANE: Final = 80
_HIGH: Final = 34
_MARGIN: Final = 3
_ROW: Final = 17
"""Height of a line of a name beside a flow."""
_LETTERS: Final = 16
"""Letters in such a line; a longer name is broken between words."""
_SHARE: Final = 14
"""Height of one copy where flows are few, in units of the drawing."""
_TALLEST: Final = 420
"""How high all flows together may be; beyond it a copy gets less than `_SHARE`."""
_LEFT: Final = 132
_RIGHT: Final = 228
_HALF: Final = 180
_BAR: Final = 7
_WIDE: Final = 360
_READABLE: Final = 10
"""A thinner band has no figure on it: the figures of its neighbours would cover it. The table has them all."""
_NAMES: Final = 120
"""Width of the names beside a grid."""
_CELL: Final = (60, 22)
"""How wide a cell of a grid is at most, and how high at least."""
_LINE: Final = 14
"""Height of a line of a name beside a row of a grid."""
_NARROW: Final = 6.6
"""Width of a letter in the head of a grid."""


def quarter_vi(quarter: str) -> str:
    """Return a quarter as people read it.

    >>> quarter_vi("2026-Q4")
    'quý 4/2026'
    """
    year, _, number = quarter.partition("-Q")
    return f"quý {number}/{year}"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


class _Frame(NamedTuple):
    """What a chart is called on its page, how large it is, how it looks, and what is read out in its place."""

    name: str
    wide: float
    high: float
    look: str
    title: str
    told: str


def _svg(frame: _Frame, shapes: Iterable[str]) -> str:
    name, wide, high = frame.name, _n(frame.wide), _n(frame.high)
    return (
        f'<svg class="chart {frame.look}" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img" '
        f'aria-labelledby="{name}-ten {name}-ta"><title id="{name}-ten">{escape(frame.title)}</title>'
        f'<desc id="{name}-ta">{escape(frame.told)}.</desc>{"".join(shapes)}</svg>'
    )


def quarters_chart(quarters: Sequence[tuple[str, int, int, int]], *, name: str = "theo-quy") -> str:
    """Draw how many began, succeeded and ended in each quarter (`2026-Q1`), a lane for each; "" without quarters."""
    if not quarters:
        return ""
    top = max(1, *(count for _, *counts in quarters for count in counts))
    wide = max(len(quarters), 6) * _STEP + 2 * _MARGIN
    shapes: list[str] = []
    for lane, label in enumerate(LANES):
        floor = (lane + 1) * _LANE
        shapes.append(f'<text class="chart-lane" x="{_MARGIN}" y="{floor - _LANE + 20}">{label}</text>')
        shapes.append(f'<path class="chart-base" d="M0 {floor}h{wide}"/>')
        for place, (_, *counts) in enumerate(quarters):
            x, count = _MARGIN + place * _STEP, counts[lane]
            if not count:
                shapes.append(f'<circle class="chart-none" cx="{_n(x + _STEP / 2)}" cy="{floor - 4}" r="1.2"/>')
                continue
            high = max(4.0, count * _HIGH / top)
            shapes.append(
                f'<path class="lane-{lane + 1}" d="M{x + 5} {floor}v-{_n(high)}h{_STEP - 14}q4 0 4 4v{_n(high - 4)}z"/>'
                f'<text x="{_n(x + _STEP / 2)}" y="{_n(floor - high - 4)}">{count}</text>'
            )
    floor = len(LANES) * _LANE
    for place, (quarter, *_) in enumerate(quarters):
        x = _MARGIN + place * _STEP
        year, _, number = quarter.partition("-Q")
        shapes.append(f'<text class="chart-month" x="{_n(x + _STEP / 2)}" y="{floor + 15}">Q{number}</text>')
        if not place or number == "1":
            shapes.append(f'<text class="chart-year" x="{x + 5}" y="{floor + 30}">{year}</text>')
    told = "; ".join(
        f"{quarter_vi(quarter)}: {begun} bắt đầu, {done} thành công, {ended} dừng hoặc chưa thành công"
        for quarter, begun, done, ended in quarters
        if begun or done or ended
    )
    look = "chart-quarters" + (" fits" if len(quarters) <= FITTING else "")
    return _svg(_Frame(name, wide, floor + 36, look, "Việc làm theo qua từng quý", told), shapes)


class _End(NamedTuple):
    """A place on one side of the flows: its name, how many copies, where it begins and how high it is."""

    name: str
    copies: int
    top: float
    high: float


def flows_chart(flows: Sequence[tuple[str, str, int]], *, name: str = "dong-chay") -> str:
    """Draw flows (from, to, copies) as bands from the origins on the left to the adopters on the right; "" without.

    Places stand in the order in which they first appear; a band is as thick as it has copies.
    """
    if not flows:
        return ""
    share = min(float(_SHARE), _TALLEST / sum(copies for _, _, copies in flows))
    origins = _ends(((origin, copies) for origin, _, copies in flows), share)
    adopters = _ends(((adopter, copies) for _, adopter, copies in flows), share)
    used_from, used_to = dict.fromkeys(origins, 0.0), dict.fromkeys(adopters, 0.0)
    bands: list[str] = []
    counts: list[str] = []
    for origin, adopter, copies in sorted(flows, key=lambda flow: (origins[flow[0]].top, adopters[flow[1]].top)):
        thick = copies * share
        start = _n(_bar_top(origins[origin], share) + used_from[origin] + thick / 2)
        end = _bar_top(adopters[adopter], share) + used_to[adopter] + thick / 2
        used_from[origin] += thick
        used_to[adopter] += thick
        bands.append(
            f'<path class="flow" d="M{_LEFT} {start}C{_HALF} {start} {_HALF} {_n(end)} {_RIGHT} {_n(end)}" '
            f'stroke-width="{_n(max(1.5, thick - 1.5))}"/>'
        )
        if thick >= _READABLE:
            counts.append(f'<text class="flow-count" x="{_RIGHT - 12}" y="{_n(end + 4)}">{copies}</text>')
    shapes = [
        f'<text class="flow-from soft" x="{_LEFT}" y="13">Nơi truyền cách làm</text>',
        f'<text class="flow-to soft" x="{_RIGHT}" y="13">Nơi làm theo</text>',
        *bands,
        *(_end_shape(end, share, _LEFT - _BAR, "flow-from", _LEFT - _BAR - 7) for end in origins.values()),
        *(_end_shape(end, share, _RIGHT, "flow-to", _RIGHT + _BAR + 7) for end in adopters.values()),
        *counts,
    ]
    lowest = max(end.top + end.high for ends in (origins, adopters) for end in ends.values())
    told = "; ".join(f"{origin} đến {adopter}: {copies} lượt" for origin, adopter, copies in flows)
    frame = _Frame(name, _WIDE, lowest + 6, "chart-flows fits", "Cách làm đi từ đâu đến đâu", told)
    return _svg(frame, shapes)


def _end_shape(end: _End, share: float, bar: int, look: str, words: int) -> str:
    """Draw the bar of an end at `bar` and its name and count at `words`."""
    lines = [*_broken(end.name), f"{end.copies} lượt"]
    first = end.top + (end.high - len(lines) * _ROW) / 2 + 12
    texts = (
        f'<text class="{look}{" soft" if number == len(lines) - 1 else ""}" x="{words}" '
        f'y="{_n(first + number * _ROW)}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    top, high = _n(_bar_top(end, share)), _n(end.copies * share)
    return f'<rect class="flow-end" x="{bar}" y="{top}" width="{_BAR}" height="{high}"/>{"".join(texts)}'


def _bar_top(end: _End, share: float) -> float:
    """Return where the bar of an end begins: in the middle of the room that its name needs."""
    return end.top + (end.high - end.copies * share) / 2


def _ends(copied: Iterable[tuple[str, int]], share: float) -> dict[str, _End]:
    """Place the ends of one side below each other, from (place, copies) of each flow."""
    copies: dict[str, int] = {}
    for place, count in copied:
        copies[place] = copies.get(place, 0) + count
    made: dict[str, _End] = {}
    top = 26.0
    for place, count in copies.items():
        high = max(count * share, (len(_broken(place)) + 1) * _ROW)
        made[place] = _End(place, count, top, high)
        top += high + 14
    return made


def _broken(name: str, letters: int = _LETTERS) -> list[str]:
    """Break a name between words into lines of so many letters, those that fit beside a flow."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


class GridRow(NamedTuple):
    """A row of a grid: its name, for each column what is written and its mark ("" for no ground), its anchor."""

    name: str
    cells: Sequence[tuple[str, str]]
    id: str = ""


FILLED: Final = frozenset({"dat", "qua"})
"""Marks whose ground is dark, so that what stands on it is light."""


def grid_chart(name: str, title: str, heads: Sequence[tuple[str, str]], rows: Sequence[GridRow], told: str) -> str:
    """Draw a grid of written cells, names on the left; "" without rows.

    Each head is a word above its column and what begins there (a year). Neighbours of one mark are one shape, and the
    signs of a row one text, so that a grid of many rows stays light.
    """
    if not rows or not heads:
        return ""
    wide = min(float(_CELL[0]), (_WIDE - _NAMES) / len(heads))
    words = [_broken(head, max(2, int(wide / _NARROW))) for head, _ in heads]
    begun = any(begins for _, begins in heads)
    top = max(map(len, words)) * 13 + (14 if begun else 0) + 4
    shapes: list[str] = []
    for place, (lines, (_, begins)) in enumerate(zip(words, heads, strict=True)):
        middle = _n(_NAMES + (place + 0.5) * wide)
        for number, line in enumerate(reversed(lines)):
            shapes.append(f'<text class="chart-month" x="{middle}" y="{top - 5 - number * 13}">{escape(line)}</text>')
        if begins:
            shapes.append(
                f'<text class="chart-year" x="{_n(_NAMES + place * wide + 2)}" y="11">{escape(begins)}</text>'
            )
    grounds: dict[tuple[str, int], list[str]] = {}
    names: list[str] = []
    signs: list[str] = []
    floor = float(top)
    for row in rows:
        lines = _broken(row.name, 19)
        high = max(_CELL[1], len(lines) * _LINE + 6)
        first = floor + (high - (len(lines) - 1) * _LINE) / 2 + 4
        for number, line in enumerate(lines):
            anchor = f' id="{row.id}"' if row.id and not number else ""
            names.append(f'<text{anchor} y="{_n(first + number * _LINE)}">{escape(line)}</text>')
        for mark, start, end in _runs([mark for _, mark in row.cells]):
            band = f"M{_n(_NAMES + start * wide)} {_n(floor + high / 2)}h{_n((end - start) * wide)}"
            grounds.setdefault((mark, high), []).append(band)
        signs += _signs(row.cells, wide, _n(floor + high / 2 + 4))
        floor += high
    lines_between = "".join(f"M{_n(_NAMES + place * wide)} {top}V{_n(floor)}" for place in range(len(heads) + 1))
    shapes += (
        f'<path class="t-{mark}" stroke-width="{high - 2}" d="{"".join(bands)}"/>'
        for (mark, high), bands in grounds.items()
    )
    shapes += [f'<path class="grid-lines" d="{lines_between}"/>', f'<g class="grid-names">{"".join(names)}</g>', *signs]
    return _svg(_Frame(name, _WIDE, floor + 2, "chart-grid fits", title, told), shapes)


def _runs(marks: Sequence[str]) -> Iterable[tuple[str, int, int]]:
    """Yield the runs of one mark as (mark, first place, place after the last), those without a mark left out."""
    start = 0
    for place in range(1, len(marks) + 1):
        if place == len(marks) or marks[place] != marks[start]:
            if marks[start]:
                yield marks[start], start, place
            start = place


def _signs(cells: Sequence[tuple[str, str]], wide: float, y: str) -> Iterable[str]:
    """Yield the texts of a row: one for all signs of one letter on a ground, one for each longer one."""
    for filled in (False, True):
        letters: list[tuple[str, str]] = []
        look = ' class="on"' if filled else ""
        for place, (text, mark) in enumerate(cells):
            middle = _n(_NAMES + (place + 0.5) * wide)
            if (mark in FILLED) is filled and len(text) == 1:
                letters.append((middle, text))
            elif (mark in FILLED) is filled and text:
                yield f'<text{look} x="{middle}" y="{y}">{escape(text)}</text>'
        if letters:
            places = " ".join(middle for middle, _ in letters)
            yield f'<text{look} x="{places}" y="{y}">{escape("".join(text for _, text in letters))}</text>'


class BarRow(NamedTuple):
    """A row of bars: its name, its figures in words, and its lines, each of parts as (how much, mark)."""

    name: str
    words: str
    lines: Sequence[Sequence[tuple[float, str]]]


def bars_chart(name: str, title: str, rows: Sequence[BarRow], told: str) -> str:
    """Draw bars below their names, the longest as wide as the drawing; "" without rows."""
    top = max((sum(much for much, _ in line) for row in rows for line in row.lines), default=0)
    if not rows:
        return ""
    shapes: list[str] = []
    floor = 0.0
    for row in rows:
        shapes.append(
            f'<text class="bar-name" x="0" y="{_n(floor + 14)}">{escape(row.name)}</text>'
            f'<text class="bar-words" x="{_WIDE}" y="{_n(floor + 14)}">{escape(row.words)}</text>'
        )
        floor += 20
        thick = 12 if len(row.lines) == 1 else 7
        for line in row.lines:
            shapes.append(f'<path class="bar-floor" d="M0 {_n(floor + thick)}h{_WIDE}"/>')
            left = 0.0
            for much, mark in line:
                long = much * _WIDE / top if top else 0
                if long:
                    shapes.append(
                        f'<path class="t-{mark}" d="M{_n(left)} {_n(floor)}h{_n(long)}v{thick}h-{_n(long)}z"/>'
                    )
                left += long
            floor += thick + 2
        floor += 10
    return _svg(_Frame(name, _WIDE, floor, "chart-bars fits", title, told), shapes)
