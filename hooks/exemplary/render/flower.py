"""The flower of an exemplar, drawn from its record alone: colour, petals, ring, seeds, opening; nothing is left to chance.

`flower_svg` draws one flower that stands alone. For a page with many, `flower_sheet` holds every shape once and
`flower_symbol` is a flower made of references to it. The checks see to it that a campaign's colour stands out from
white, so white edges part the petals; on a dark ground the edges and the pale feet of the petals carry the shape.
"""

from __future__ import annotations

import colorsys
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, Final
from xml.sax.saxutils import escape

from ..library import Entry, Library
from ..model.choices import Stage

MOST: Final = 12
"""Most petals and most seeds that are drawn, for more could not be counted; the words tell how many there really are."""
LEVELS: Final = (
    "tự kể",
    "có số liệu và minh chứng",
    "được cấp trên xác nhận",
    "một nơi khác làm theo thành công, đã xác nhận",
    "từ ba nơi trở lên làm theo, có nơi duy trì sau 12 tháng",
)
"""What each evidence level means; a flower has as many arcs on its ring."""
OPENINGS: Final = ("còn là nụ: chưa được công nhận", "hé nở: đang được bồi dưỡng", "đã nở: đã được công nhận")
"""What each opening means."""
LOTUS: Final = "#97173f"
"""The colour of a flower whose campaign has none."""

_OPENING: Final = {
    **dict.fromkeys((Stage.PHAT_HIEN, Stage.DANG_KY, Stage.LUA_CHON, Stage.KHONG_CHON), 0),
    Stage.DANG_BOI_DUONG: 1,
    **dict.fromkeys((Stage.CONG_NHAN, Stage.TONG_KET, Stage.NHAN_RONG, Stage.LUU_TRU), 2),
}
_HUES: Final = (
    (12, "đỏ", "đỏ"), (46, "cam", "nâu"), (65, "vàng", "xanh rêu"), (90, "xanh lá", "xanh rêu"),
    (160, "xanh lá", "xanh lá"), (200, "xanh ngọc", "xanh ngọc"), (250, "xanh dương", "xanh dương"),
    (310, "tím", "tím"), (338, "hồng", "tím"), (360, "đỏ", "đỏ"),
)  # fmt: skip
"""Where a hue ends on the circle, its name, and its name when it is dark."""
_GOLD, _PALE_GOLD, _LEAF, _CREAM = "#b07d1f", "#e8b94f", "#4f8a5b", "#fff1dc"
_VIEW: Final = 'viewBox="-50 -50 100 100"'
_SPREAD: Final = 4
"""How far to either side a flower may vary in turn, breadth and curl."""


@dataclass(frozen=True)
class FlowerData:
    """What a flower shows, and how far it turns, broadens and curls so that no two are quite the same.

    `opening` is 0 for a bud, 1 for half open, 2 for open; `campaign` is how the words call it, "" for none.
    """

    color: str
    campaign: str
    achievements: int
    ring: int
    replications: int
    opening: int
    turn: int = 0
    breadth: int = 0
    curl: int = 0

    def __post_init__(self) -> None:
        """Refuse what could not be drawn, or would bring something else than a colour into the picture."""
        varied = all(abs(part) <= _SPREAD for part in (self.turn, self.breadth, self.curl))
        counted = self.achievements >= 0 <= self.replications and self.ring in range(len(LEVELS))
        if not (re.fullmatch("#[0-9a-f]{6}", self.color) and counted and varied and self.opening in range(3)):
            raise ValueError(f"no such flower: {self}")

    @property
    def petals(self) -> int:
        """How many petals are drawn: one for each achievement that has evidence, at most `MOST`."""
        return min(self.achievements, MOST)

    @property
    def seeds(self) -> int:
        """How many seeds are drawn: one for each copy that is alive, at most `MOST`."""
        return min(self.replications, MOST)


def _n(*values: float, digits: int = 1) -> str:
    made = (f"{value:.{digits}f}".rstrip("0").rstrip(".") for value in values)
    return " ".join("0" if text == "-0" else re.sub(r"^(-?)0\.", r"\1.", text) for text in made).replace(" -", "-")


def _at(radius: float, degrees: float) -> str:
    angle = math.radians(degrees)
    return _n(radius * math.sin(angle), -radius * math.cos(angle))


def _mix(color: str, other: str, share: float) -> str:
    pairs = ((int(color[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _petal(data: FlowerData) -> str:
    """Draw a petal with its foot at the origin and its tip up: the outline, the shade of its right half, two veins."""
    count = max(data.petals, 3)
    wide = (12 - count * 0.1, max(9.5, 15 - count * 0.5), max(7.5, min(13, 30 * math.tan(math.pi / count))))[data.opening]
    w, h, tip = wide * (1 + 0.025 * data.breadth), (55, 54, 37)[data.opening], 0.6 * data.curl
    right = f"C{_n(tip + 0.1 * w, -0.87 * h, w, -0.8 * h, w, -0.56 * h)}S{_n(0.45 * w, -0.12 * h, 0, 0)}"
    left = f"C{_n(-0.45 * w, -0.12 * h, -w, -0.32 * h, -w, -0.56 * h)}S{_n(tip - 0.1 * w, -0.87 * h, tip, -h)}"
    veins = "".join(
        f"M{_n(s * 0.2 * w, -0.32 * h)}Q{_n(s * 0.6 * w, -0.52 * h, tip + s * 0.3 * w, -0.77 * h)}" for s in (-1, 1)
    )
    return (
        f'<path d="M0 0{left}{right}z"/><path d="M{_n(tip, -h)}{right}z" fill="#000" fill-opacity=".08" stroke="none"/>'
        f'<path d="{veins}" fill="none" stroke-opacity=".35" stroke-width=".5"/>'
    )


Place = tuple[bool, float, float]


def _places(opening: int, n: int) -> list[Place]:
    """Return where petals stand, from the hindmost: whether in front, at what angle, of what size."""
    if opening == 0:
        step = min(7, 30 / (n / 2 + 0.5))
        return [(False, (k + 1) // 2 * step * (1 if k % 2 else -1), 1 - 0.04 * k) for k in range(n)]
    made = []
    for i in range(n):
        off = i - (n - 1) / 2
        if opening == 2:
            front = bool((i if n % 2 == 0 else int(abs(off))) % 2)
            made.append((abs(off), (front, (i if n % 2 == 0 else off) * 360 / n, 0.86 if front and n > 6 else 1.0)))
        else:
            angle = off * min(36, 156 / max(n - 1, 1))
            front = bool(int(abs(off)) % 2)
            rad = math.radians(angle)
            reach = 22 * math.cos(rad) + math.sqrt(36 * 36 - (22 * math.sin(rad)) ** 2)
            made.append((abs(off), (front, angle, min(reach / 54, 1) * (0.83 if front else 1))))
    return [p for _, p in sorted(made, key=lambda t: (t[1][0], -t[0]))]


def _ghosts(opening: int, n: int) -> list[Place]:
    if opening == 2:
        slots = n * math.ceil(7 / n) if n else 8
        return [(False, i * 360 / slots, 1) for i in range(slots) if not n or i % (slots // n)]
    if opening == 1:
        return _places(1, 5) if n < 5 else []
    return _places(0, 3) if n < 3 else []


def _uses(places: Iterable[Place], petal: str) -> str:
    def one(angle: float, size: float) -> str:
        scale = "" if size > 0.995 else f"scale({_n(size, digits=2)})"
        return f'<use href="#{petal}" transform="rotate({_n(angle)}){scale}"/>'
    return "".join(one(a, s) for _, a, s in places)

def _pieces(data, petal):
    d = data
    n, o = d.petals, d.opening
    arcs = "".join(f"M{_at(41, 90*k+4)}A41 41 0 0 1 {_at(41, 90*k+86)}" for k in range(d.ring))
    dots = "".join(f"M{_at(46.8, 360*k/d.seeds)}h0" for k in range(d.seeds))
    places = _places(o, n)
    ghosts=_ghosts(o,n)
    if o == 2 and n % 2 and n < 7:
        turn = 0
    gh = f'<g class="flower-ghosts" fill-opacity=".2" stroke-opacity=".25">{_uses(ghosts,petal)}</g>' if ghosts else ""
    back = f'<g class="flower-petals">{_uses([p for p in places if not p[0]],petal)}</g>'
    front = f'<g class="flower-petals">{_uses([p for p in places if p[0]],petal)}</g>' if any(p[0] for p in places) else ""
    stem = "" if o==2 else f'<path d="M0 14.5Q-1 8 0-2" fill="none" stroke="{_LEAF}" stroke-width="2"/>'
    calyx = "" if o==2 else f'<path d="M0 2C-10 0-13-7-12.5-15C-6-12-2-8 0-2C2-8 6-12 12.5-15C13-7 10 0 0 2z" fill="{_LEAF}" stroke="none"/>'
    pod = ("",
     f'<g fill="none" stroke="{_PALE_GOLD}"><path d="M-11-24Q0-30 11-24" stroke-width="8" stroke-dasharray=".8 1.1"/><path d="M-12.5-28Q0-35 12.5-28" stroke-width="1.5" stroke-linecap="round" stroke-dasharray="0 2.9"/><path d="M0-2C-3-10-8-16-8-21Q0-26 8-21C8-16 3-10 0-2z" fill="#f0c765" stroke="#8a5a12" stroke-width=".6"/></g>',
     f'<g fill="none" stroke="{_PALE_GOLD}" stroke-linecap="round"><circle r="13.4" stroke-width="1.3" stroke-dasharray="0 2.8"/><circle r="10.4" stroke-linecap="butt" stroke-width="4.4" stroke-dasharray=".8 1.05"/><circle r="7.8" fill="#f0c765" stroke="#8a5a12" stroke-width=".7"/><circle r="4.7" stroke="#8a5a12" stroke-width="1.7" stroke-dasharray="0 4.92"/><path d="M0 0h0" stroke="#8a5a12" stroke-width="1.7"/></g>')[o]
    made={"ground": f'<circle r="37" fill-opacity=".12"/><circle r="41" fill="none" stroke="{_GOLD}" stroke-opacity=".5" stroke-width=".5"/>',
     "ring": f'<path class="flower-ring" d="{arcs}" fill="none" stroke="{_GOLD}" stroke-width="1.8" stroke-linecap="round"/>' if arcs else "",
     "seeds": f'<path class="flower-seeds" d="{dots}" stroke="{_GOLD}" stroke-width="4.2" stroke-linecap="round"/>' if dots else "",
     "back": stem+gh+back + ("" if o==2 else pod), "front": front + (pod if o==2 else calyx)}
    return made

def flower_svg(data: FlowerData, *, title: str, description: str, id_prefix: str) -> str:
    p=id_prefix; c=data.color
    m=_pieces(data, p)
    low = "" if data.opening==2 else "translate(0 23)"
    return (f'<svg xmlns="http://www.w3.org/2000/svg" {_VIEW} role="img" aria-labelledby="{p}-t {p}-d"><title id="{p}-t">{escape(title)}</title><desc id="{p}-d">{escape(description)}</desc>'
      f'<defs><linearGradient id="{p}-b" x1="0" y1="1" x2="0" y2="0"><stop offset=".1" stop-color="{_mix(c,_CREAM,.8)}"/><stop offset=".7" stop-color="{c}"/></linearGradient><linearGradient id="{p}-f" href="#{p}-b" y2="-.4"/><g id="{p}">{_petal(data)}</g></defs>'
      f'<g fill="{_mix(c,"#ffffff",.3)}">{m["ground"]}</g>{m["ring"]}{m["seeds"]}'
      f'<g transform="{low}rotate({data.turn*(2 if data.opening==2 else 1)})" stroke="#fff" stroke-opacity=".55" stroke-width=".6"><g fill="url(#{p}-b)">{m["back"]}</g><g fill="url(#{p}-f)">{m["front"]}</g></g></svg>')
