"""Charts as static SVG: columns over quarters in lanes, and flows between places; every figure in them is written out.

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


def _broken(name: str) -> list[str]:
    """Break a name between words into lines that fit beside a flow."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
