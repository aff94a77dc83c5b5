"""The picture of a flower as static SVG: `flower_svg` for one alone; `flower_symbol` and one `flower_sheet` for many.

A lotus seen from above when open, from the side as a bud or half open. Petals are drawn full, and where they are few,
faint ghosts keep the shape of the bloom. A campaign's colour stands out from white (the checks see to it), so white
edges part the petals; on a dark ground the edges and the pale feet of the petals carry the shape.
Only presentation attributes: a strict Content-Security-Policy holds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from ..measure.evidence import COPIED
from .flower import FlowerData

_OPEN: Final = 2
_HEIGHT: Final = (55, 54, 37)
"""How long a petal is in a bud, half open, open."""
_LINE: Final = 'fill="none" stroke="#b07d1f"'
"""A gold that stands out from paper and from the dark ground alike, 3:1 at least."""
_BRIGHT: Final = 'fill="none" stroke="#e8b94f"'
_POD: Final = 'fill="#f0c765" stroke="#8a5a12"'
_LEAF: Final = "#4f8a5b"
_CREAM: Final = "#fff1dc"
_FOOT: Final = 23
"""How far below the middle a bud or a half open flower stands."""
_FULL: Final = 7
"""From so many petals on, a flower is full without ghosts, and those in front are smaller."""
_VIEW: Final = 'viewBox="-50 -50 100 100"'
_REFERENCE: Final = re.compile(r"#(h_\w+)")
_USED: Final = re.compile(r"#h_\w+")
_CUP: Final = f'<path d="M0-2C-3-10-8-16-8-21Q0-26 8-21C8-16 3-10 0-2z" {_POD} stroke-width=".6"/>'
_STAMENS: Final = (
    f'<g {_BRIGHT}><path d="M-11-24Q0-30 11-24" stroke-width="8" stroke-dasharray=".8 1.1" stroke-linecap="butt"/>'
    f'<path d="M-12.5-28Q0-35 12.5-28" stroke-width="1.5" stroke-dasharray="0 2.9"/></g>'
)
_HEART: Final = (
    f'<g {_BRIGHT}><circle r="13.4" stroke-width="1.3" stroke-dasharray="0 2.8"/>'
    '<circle r="10.4" stroke-width="4.4" stroke-dasharray=".8 1.05" stroke-linecap="butt"/>'
    f'<g {_POD}><circle r="7.8" stroke-width=".7"/>'
    '<circle r="4.7" stroke-width="1.7" stroke-dasharray="0 4.92"/><path d="M0 0h0" stroke-width="1.7"/></g></g>'
)
_STEM: Final = f'<path d="M0 14.5Q-1 8 0-2" fill="none" stroke="{_LEAF}" stroke-width="2"/>'
_CALYX: Final = f'<path d="M0 2C-10 0-13-7-12.5-15C-6-12-2-8 0-2C2-8 6-12 12.5-15C13-7 10 0 0 2z" fill="{_LEAF}"/>'


_LEAVES: Final = (
    '<path d="M0 0h150v100H0z" opacity=".15"/><path d="M0 90q40-9 78-2t72-3v15H0z" opacity=".12"/>'
    f'<path d="M75 50c-2 18 3 34-1 56M28 108c-6-20-16-26-32-26M118 110c4-22 14-30 34-28" fill="none" stroke="{_LEAF}" '
    f'stroke-width="1.6" opacity=".75"/><path d="M-20 84c12-14 38-14 52 2-10 9-40 10-52-2zM112 82c10-15 40-16 54-1-12 '
    f'12-42 12-54 1z" fill="{_LEAF}" opacity=".55"/>'
)
"""Where a flower stands in place of a photograph: water, a stem, two leaves; water has the colour of the flower."""


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


@lru_cache(maxsize=256)
def _mix(color: str, other: str, share: float) -> str:
    pairs = ((int(color[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


@lru_cache(maxsize=4096)
def _petal(opening: int, petals: int, breadth: int, curl: int) -> str:
    """Draw a petal with its foot at the origin and its tip up: the outline, the shade of its right half, two veins."""
    count = max(petals, 3)
    widths = (12 - count / 10, max(9.5, 15 - count / 2), max(7.5, min(13, 30 * math.tan(math.pi / count))))
    w, h, tip = widths[opening] * (1 + breadth / 40), _HEIGHT[opening], 0.6 * curl
    left = f"C{_n(-0.45 * w, -0.12 * h, -w, -0.32 * h, -w, -0.56 * h)}S{_n(tip - 0.1 * w, -0.87 * h, tip, -h)}"
    right = f"C{_n(tip + 0.1 * w, -0.87 * h, w, -0.8 * h, w, -0.56 * h)}S{_n(0.45 * w, -0.12 * h, 0, 0)}"
    ends = ((side * w, tip + side * 0.3 * w) for side in (-1, 1))
    veins = "".join(f"M{_n(x / 5, -0.32 * h)}Q{_n(0.6 * x, -0.52 * h, end, -0.77 * h)}" for x, end in ends)
    return (
        f'<path d="M0 0{left}{right}z"/><path d="M{_n(tip, -h)}{right}z" fill="#0001" stroke="none"/>'
        f'<path d="{veins}" fill="none" stroke="#fff6"/>'
    )


def _places(opening: int, count: int) -> list[_Place]:
    """Return where the petals stand, from the hindmost: in a circle, in a fan that fills the disc, or as a spiral."""
    if opening == 0:
        step = min(7, 30 / (count / 2 + 0.5))
        return [_Place(front=False, angle=(i + 1) // 2 * step * (-1) ** (i + 1), size=1 - i / 25) for i in range(count)]
    even = opening == _OPEN and count % 2 == 0
    places = []
    for i in sorted(range(count), key=lambda i: -abs(2 * i + 1 - count)):
        off = i - (count - 1) / 2
        front = (i if even else int(abs(off))) % 2 == 1
        if opening == _OPEN:
            angle, size = (i if even else off) * 360 / count, 0.86 if front and count >= _FULL else 1
        else:
            angle = off * min(36, 156 / max(count - 1, 1))
            low = math.radians(angle)
            reach = _FOOT * math.cos(low) + math.sqrt(36**2 - (_FOOT * math.sin(low)) ** 2)
            size = min(reach / _HEIGHT[1], 1) * (0.83 if front else 1)
        places.append(_Place(front, angle, size))
    return places


def _ghosts(opening: int, count: int) -> list[_Place]:
    """Return where the faint petals stand that fill the bloom up when it has few of its own."""
    if opening == _OPEN:
        each = math.ceil(_FULL / count) if count else 1
        slots = each * count or 8
        return [_Place(front=False, angle=i * 360 / slots, size=1) for i in range(slots) if not count or i % each]
    enough = (3, 5)[opening]
    return _places(opening, enough) if count < enough else []


def _uses(name: str, petal: str, places: Iterable[_Place], more: str = "") -> str:
    """Draw the petal at every place, in a group of that name."""
    scaled = ((angle, "" if size == 1 else f"scale({_n(size, digits=2)})") for _, angle, size in places)
    made = "".join(f'<use href="#{petal}" transform="rotate({_n(angle)}){scale}"/>' for angle, scale in scaled)
    return f'<g class="flower-{name}"{more}>{made}</g>' if made else ""


def _pieces(data: FlowerData, petal: str) -> Mapping[str, str]:
    """Draw the parts of a flower by name; `petal` is the id of its petal. Ground, back and front have no fill yet."""
    return _drawn(data.opening, data.petals, data.ring, data.seeds, petal)


@lru_cache(maxsize=512)
def _drawn(opening: int, count: int, ring: int, seeds: int, petal: str) -> Mapping[str, str]:
    side = opening != _OPEN
    places = _places(opening, count)
    back = _uses("ghosts", petal, _ghosts(opening, count), ' opacity=".3"')
    back += _uses("petals", petal, (place for place in places if not place.front))
    front = _uses("petals", petal, (place for place in places if place.front))
    heart = ("", _CUP if count > _FULL else _STAMENS + _CUP, _HEART)[opening]
    arcs = "".join(f"M{_at(41, 90 * k + 4)}A41 41 0 0 1 {_at(41, 90 * k + 86)}" for k in range(ring))
    dots = "".join(f"M{_at(46.8, 360 * k / seeds)}h0" for k in range(seeds))
    return {
        "ground": f'<circle r="37" opacity=".12"/><circle r="41" {_LINE} opacity=".5" stroke-width=".5"/>',
        "ring": f'<path class="flower-ring" d="{arcs}" {_LINE} stroke-width="2"/>' if arcs else "",
        "seeds": f'<path class="flower-seeds" d="{dots}" {_LINE} stroke-width="4"/>' if dots else "",
        "back": _STEM + back + heart if side else back,
        "front": front + _CALYX if side else front + heart,
    }


def _paints(color: str, back: str, front: str) -> tuple[str, str]:
    """Define the two paints of petals in that colour: pale at the foot, and paler further up for those in front."""
    stops = f'<stop offset=".1" stop-color="{_mix(color, _CREAM, 0.8)}"/><stop offset=".7" stop-color="{color}"/>'
    return (
        f'<linearGradient id="{back}" y1="1" x2="0">{stops}</linearGradient>',
        f'<linearGradient id="{front}" href="#{back}" y2="-.4"/>',
    )


def _disc(data: FlowerData) -> str:
    """Return the colour of the disc behind a flower."""
    return _mix(data.color, "#ffffff", 0.3)


def _pose(data: FlowerData) -> str:
    """Return how the bloom is turned, and that a bud or a half open flower stands below the middle."""
    return f"rotate({2 * data.turn})" if data.opening == _OPEN else f"translate(0 {_FOOT})rotate({data.turn})"


def _checked(prefix: str) -> str:
    if not re.fullmatch("[a-z][a-z0-9-]*", prefix):
        raise ValueError(f"no such prefix of an id: {prefix!r}")
    return prefix


def flower_svg(data: FlowerData, *, title: str, description: str, id_prefix: str) -> str:
    """Draw a flower that stands alone, with its title and description; `id_prefix` is its own on the page."""
    p = _checked(id_prefix)
    pieces, petal = _pieces(data, p), _petal(data.opening, data.petals, data.breadth, data.curl)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="flower" {_VIEW} stroke-linecap="round" role="img" '
        f'aria-labelledby="{p}-t" aria-describedby="{p}-d"><title id="{p}-t">{escape(title)}</title>'
        f'<desc id="{p}-d">{escape(description)}</desc>'
        f'<defs>{"".join(_paints(data.color, f"{p}-b", f"{p}-f"))}<g id="{p}">{petal}</g></defs>'
        f'<g fill="{_disc(data)}">{pieces["ground"]}</g>{pieces["ring"]}{pieces["seeds"]}'
        f'<g transform="{_pose(data)}" stroke="#fff9" stroke-width=".6"><g fill="url(#{p}-b)">{pieces["back"]}</g>'
        f'<g fill="url(#{p}-f)">{pieces["front"]}</g></g></svg>'
    )


def _ids(data: FlowerData) -> dict[str, str]:
    """Return the ids of a flower's parts on any page; an underscore keeps them apart from the anchors of headings."""
    bloom, hue = f"{data.opening}{data.petals}", data.color[1:]
    ids = {"ground": "g", "ring": f"r{data.ring}", "seeds": f"s{data.seeds}", "back": f"b{bloom}", "front": f"f{bloom}"}
    ids |= {"petal": f"p{bloom}", "paint": f"c{hue}", "paler": f"d{hue}"}
    return {name: f"h_{end}" for name, end in ids.items()}


def flower_shapes(flowers: Iterable[FlowerData]) -> dict[str, str]:
    """Return every shape that the symbols of `flowers` are made of, by its id; made once for a site."""
    shapes = {"h_v": f'<g id="h_v">{_LEAVES}</g>'}
    for data in {replace(data, turn=0, breadth=0, curl=0) for data in flowers}:
        ids = _ids(data)
        pieces = {**_pieces(data, ids["petal"]), "petal": _petal(data.opening, data.petals, 0, 0)}
        edges = dict.fromkeys(("back", "front"), ' stroke="#fff9" stroke-width=".6"')
        shapes |= {
            ids[name]: f'<g id="{ids[name]}" stroke-linecap="round"{edges.get(name, "")}>{piece}</g>'
            for name, piece in pieces.items()
        }
        back, front = _paints(data.color, ids["paint"], ids["paler"])
        shapes |= {ids["paint"]: back, ids["paler"]: front}
    return shapes


def shapes_in(text: str) -> list[str]:
    """Return the references to shapes in `text`, each once, in order; their sheet is that of the text."""
    return sorted(set(_USED.findall(text)))


def flower_sheet(text: str, shapes: Mapping[str, str]) -> str:
    """Return the hidden picture with the shapes that the symbols in `text` refer to, each once; "" when none does."""
    wanted: set[str] = set()
    found = set(_REFERENCE.findall(text))
    while found:
        wanted |= found
        found = {name for shape in found for name in _REFERENCE.findall(shapes[shape])} - wanted
    defs = "".join(shapes[name] for name in sorted(wanted))
    return (
        f'<svg class="flower-sheet" width="0" height="0" aria-hidden="true"><defs>{defs}</defs></svg>' if defs else ""
    )


def flower_symbol(data: FlowerData, *, wild: bool = False) -> str:
    """Return a flower made of references to the sheet; what it says must stand beside it as text.

    A `wild` one, as in a garden, has no disc behind it, and gold only when others have copied what it stands for.
    """
    ids = _ids(data)
    gold = "" if wild else f'<use href="#{ids["ground"]}" fill="{_disc(data)}"/>'
    if not wild or data.ring >= COPIED:
        gold += "".join(f'<use href="#{ids[name]}"/>' for name in ("ring", "seeds") if getattr(data, name))
    bloom = "".join(
        f'<use href="#{ids[part]}" fill="url(#{ids[paint]})"/>'
        for part, paint in (("back", "paint"), ("front", "paler"))
    )
    return f'<svg class="flower" {_VIEW} aria-hidden="true">{gold}<g transform="{_pose(data)}">{bloom}</g></svg>'


def flower_cover(data: FlowerData) -> str:
    """Return the ground on which a flower stands in place of a photograph, made of references to the sheet."""
    return (
        '<svg class="cover-ground" viewBox="0 0 150 100" preserveAspectRatio="xMidYMid slice" aria-hidden="true" '
        f'fill="{data.color}"><use href="#h_v"/></svg>'
    )
