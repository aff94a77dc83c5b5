"""The picture of a flower as static SVG: `flower_svg` for one alone, `flower_sheet` and `flower_symbol` for many.

A lotus seen from above when open, from the side as a bud or half open. Petals are drawn full, and where they are few,
faint ghosts keep the shape of the bloom. A campaign's colour stands out from white (the checks see to it), so white
edges part the petals; on a dark ground the edges and the pale feet of the petals carry the shape.
Only presentation attributes: a strict Content-Security-Policy holds.
"""

from __future__ import annotations

import math
import re
from typing import Final, NamedTuple

from .flower import FlowerData

_OPEN: Final = 2
_HEIGHT: Final = (55, 54, 37)
"""How long a petal is in a bud, half open, open."""
_GOLD: Final = "#b07d1f"
"""Stands out from paper and from the dark ground alike, 3:1 at least."""
_BRIGHT: Final = 'fill="none" stroke="#e8b94f"'
_POD: Final = 'fill="#f0c765" stroke="#8a5a12"'
_LEAF: Final = "#4f8a5b"
_ROUND: Final = 'stroke-linecap="round"'
_EDGE: Final = 'stroke="#fff" stroke-opacity=".55" stroke-width=".6"'
_VIEW: Final = 'viewBox="-50 -50 100 100"'
_CUP: Final = f'<path d="M0-2C-3-10-8-16-8-21Q0-26 8-21C8-16 3-10 0-2z" {_POD} stroke-width=".6"/>'
_STAMENS: Final = (
    f'<g {_BRIGHT}><path d="M-11-24Q0-30 11-24" stroke-width="8" stroke-dasharray=".8 1.1"/>'
    f'<path d="M-12.5-28Q0-35 12.5-28" stroke-width="1.5" {_ROUND} stroke-dasharray="0 2.9"/></g>'
)
_HEART: Final = (
    f'<g {_BRIGHT} {_ROUND}><circle r="13.4" stroke-width="1.3" stroke-dasharray="0 2.8"/>'
    '<circle r="10.4" stroke-width="4.4" stroke-dasharray=".8 1.05" stroke-linecap="butt"/>'
    f'<g {_POD}><circle r="7.8" stroke-width=".7"/>'
    '<circle r="4.7" stroke-width="1.7" stroke-dasharray="0 4.92"/><path d="M0 0h0" stroke-width="1.7"/></g></g>'
)
_STEM: Final = f'<path d="M0 14.5Q-1 8 0-2" fill="none" stroke="{_LEAF}" stroke-width="2"/>'
_CALYX: Final = f'<path d="M0 2C-10 0-13-7-12.5-15C-6-12-2-8 0-2C2-8 6-12 12.5-15C13-7 10 0 0 2z" fill="{_LEAF}"/>'


class _Place(NamedTuple):
    """Where a petal stands: in front of the heart or behind it, turned by how many degrees, of what size."""

    front: bool
    angle: float
    size: float


def _n(*values: float, digits: int = 1) -> str:
    """Write numbers as a path wants them: rounded, no zero too many, no space before a minus."""
    texts = (f"{value:.{digits}f}".rstrip("0").rstrip(".") for value in values)
    return " ".join("0" if text == "-0" else re.sub(r"^(-?)0\.", r"\1.", text) for text in texts).replace(" -", "-")


def _at(radius: float, degrees: float) -> str:
    """Write the point at `radius` in the direction of `degrees`, clockwise from the top."""
    return _n(radius * math.sin(math.radians(degrees)), -radius * math.cos(math.radians(degrees)))


def _mix(color: str, other: str, share: float) -> str:
    pairs = ((int(color[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _petal(data: FlowerData) -> str:
    """Draw a petal with its foot at the origin and its tip up: the outline, the shade of its right half, two veins."""
    count = max(data.petals, 3)
    breadth = (12 - count / 10, max(9.5, 15 - count / 2), max(7.5, min(13, 30 * math.tan(math.pi / count))))
    w, h, tip = breadth[data.opening] * (1 + data.breadth / 40), _HEIGHT[data.opening], 0.6 * data.curl
    left = f"C{_n(-0.45 * w, -0.12 * h, -w, -0.32 * h, -w, -0.56 * h)}S{_n(tip - 0.1 * w, -0.87 * h, tip, -h)}"
    right = f"C{_n(tip + 0.1 * w, -0.87 * h, w, -0.8 * h, w, -0.56 * h)}S{_n(0.45 * w, -0.12 * h, 0, 0)}"
    ends = ((side * w, tip + side * 0.3 * w) for side in (-1, 1))
    veins = "".join(f"M{_n(x / 5, -0.32 * h)}Q{_n(0.6 * x, -0.52 * h, end, -0.77 * h)}" for x, end in ends)
    return (
        f'<path d="M0 0{left}{right}z"/><path d="M{_n(tip, -h)}{right}z" fill="#000" fill-opacity=".08" stroke="none"/>'
        f'<path d="{veins}" fill="none" stroke-opacity=".35" stroke-width=".5"/>'
    )


def _places(opening: int, count: int) -> list[_Place]:
    """Return where the petals stand, from the hindmost: a whole circle, a fan that fills the disc, or a spiral."""
    if opening == 0:
        step = min(7, 30 / (count / 2 + 0.5))
        return [_Place(False, (i + 1) // 2 * step * (1 if i % 2 else -1), 1 - i / 25) for i in range(count)]
    places = []
    for i in sorted(range(count), key=lambda i: -abs(2 * i + 1 - count)):
        off = i - (count - 1) / 2
    return places
