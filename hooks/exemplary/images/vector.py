"""Turn our own SVG drawings into pixels, so that a flower on a page and the same flower in a picture never disagree.

It reads the few things of SVG that our drawings are made of and refuses everything else: groups, references, paths,
circles, one-way gradients, dashes, opacity, and turns, moves and scales.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree as ET

from PIL import Image, ImageDraw

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f, as SVG writes it: x' = ax + cy + e, y' = bx + dy + f."""
Color = tuple[int, int, int, int]

_FINE: Final = 3
"""How many times finer than asked the edges of a shape are drawn, so that they come out smooth."""
_SPRITE: Final = 2
"""How many times finer a sprite is made than it is used."""
_SVG: Final = "{http://www.w3.org/2000/svg}"
_SILENT: Final = frozenset({"title", "desc", "defs", "linearGradient"})
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
_COMMAND: Final = re.compile(r"([MLHVCSQAZmlhvcsqaz])([^MLHVCSQAZmlhvcsqaz]*)")
_TAKES: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "A": 7, "Z": 0}
_TURN: Final = re.compile(r"(\w+)\(([^)]*)\)")
_STEPS: Final = 10
"""Pieces that a curve is cut into."""
_RAMP: Final = 128
"""Steps of colour from one end of a gradient to the other."""
_REACH: Final = 60
"""How far from its origin, in its own units, a shape that is referred to may go."""
_UNTURNED: Final[Matrix] = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class _Style:
    """What a shape inherits: paints ("" for none), width of the stroke, dashes, whether its ends are round."""

    fill: str = "#000000"
    stroke: str = ""
    width: float = 1
    dashes: tuple[float, ...] = ()
    round: bool = False
    fill_share: float = 1


@dataclass
class _Drawing:
    """One drawing under way: its elements by id, the layer that is drawn on, how fine, the sprites already made."""

    ids: Mapping[str, ET.Element]
    layer: Image.Image
    fine: int = _FINE
    sprites: dict[tuple[str, _Style, float], tuple[Image.Image, Point]] = field(default_factory=dict)


def _times(m: Matrix, n: Matrix) -> Matrix:
    a, b, c, d, e, f = m
    g, h, i, j, k, l = n  # noqa: E741 - the letters of a matrix
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f)


def _apply(m: Matrix, p: Point) -> Point:
    return (m[0] * p[0] + m[2] * p[1] + m[4], m[1] * p[0] + m[3] * p[1] + m[5])


def _numbers(text: str) -> list[float]:
    return [float(item) for item in _NUMBER.findall(text)]


def _matrix(text: str) -> Matrix:
    made = _UNTURNED
    for name, inner in _TURN.findall(text):
        values = _numbers(inner)
        if name == "rotate":
            cos, sin = math.cos(math.radians(values[0])), math.sin(math.radians(values[0]))
            step: Matrix = (cos, sin, -sin, cos, 0, 0)
        elif name == "translate":
            step = (1, 0, 0, 1, values[0], values[1] if len(values) > 1 else 0)
        elif name == "scale":
            step = (values[0], 0, 0, values[-1], 0, 0)
        else:
            raise ValueError(f"no such transform: {name}")
        made = _times(made, step)
    return made


def _color(text: str, share: float = 1) -> Color:
    """Read `#rgb`, `#rgba`, `#rrggbb` or `#rrggbbaa`; `share` is how much of it is left by an opacity."""
    digits = text[1:]
    if not re.fullmatch(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})", text):
        raise ValueError(f"no such colour: {text!r}")
    if len(digits) < 6:  # noqa: PLR2004 - the short form
        digits = "".join(char * 2 for char in digits)
    red, green, blue = (int(digits[i : i + 2], 16) for i in (0, 2, 4))
    return red, green, blue, round(share * (int(digits[6:8], 16) if len(digits) > 6 else 255))  # noqa: PLR2004


def _curve(points: list[Point]) -> Iterator[Point]:
    """Cut a quadratic or cubic curve into points; the first is left out."""
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        held = points
        while len(held) > 1:
            held = [(p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t) for p, q in pairwise(held)]
        yield held[0]


def _arc(start: Point, values: list[float], end: Point) -> Iterator[Point]:
    """Cut an arc of a circle into points (SVG 2, appendix B.2.4); the first is left out."""
    radius, _, _, large, sweep = values[:5]
    dx, dy = (end[0] - start[0]) / 2, (end[1] - start[1]) / 2
    half = math.hypot(dx, dy)
    radius = max(radius, half)
    off = math.sqrt(max(radius**2 - half**2, 0)) / (half or 1) * (-1 if bool(large) == bool(sweep) else 1)
    middle = ((start[0] + end[0]) / 2 - off * dy, (start[1] + end[1]) / 2 + off * dx)
    first = math.atan2(start[1] - middle[1], start[0] - middle[0])
    turn = math.atan2(end[1] - middle[1], end[0] - middle[0]) - first
    turn += 2 * math.pi * ((turn < 0) - (turn > 0)) if (turn > 0) != bool(sweep) else 0
    steps = max(2, math.ceil(abs(turn) / math.radians(6)))
    for step in range(1, steps + 1):
        angle = first + turn * step / steps
        yield middle[0] + radius * math.cos(angle), middle[1] + radius * math.sin(angle)


def outline(path: str) -> list[tuple[list[Point], bool]]:
    """Return the lines that a path's data draws, as points, and whether each is closed."""
    lines: list[tuple[list[Point], bool]] = []
    here: Point = (0, 0)
    handle: Point | None = None
    for letter, rest in _COMMAND.findall(path):
        kind = letter.upper()
        values = _numbers(rest)
        if kind == "Z":
            lines[-1] = (lines[-1][0], True)
            here = lines[-1][0][0]
            continue
        for start in range(0, len(values), _TAKES[kind]):
            part = values[start : start + _TAKES[kind]]
            base = here if letter.islower() else (0.0, 0.0)
            if kind in "HV":
                end = (part[0] + base[0], here[1]) if kind == "H" else (here[0], part[0] + base[1])
                points = [end]
            else:
                tail = part if kind != "A" else part[5:]
                points = [(x + base[0], y + base[1]) for x, y in zip(tail[::2], tail[1::2], strict=True)]
                end = points[-1]
            if kind == "M" and start == 0:
                lines.append(([end], False))
            elif kind == "A":
                lines[-1][0].extend(_arc(here, part, end))
            elif kind in "CSQ":
                if kind == "S":
                    points.insert(0, (2 * here[0] - handle[0], 2 * here[1] - handle[1]) if handle else here)
                lines[-1][0].extend(_curve([here, *points]))
            else:
                lines[-1][0].append(end)
            handle = points[-2] if kind in "CS" else None
            here = end
    return lines


def _styled(element: ET.Element, style: _Style) -> _Style:
    changes: dict[str, object] = {}
    for name, value in element.attrib.items():
        if name in {"fill", "stroke"}:
            changes[name] = "" if value == "none" else value
        elif name == "stroke-width":
            changes["width"] = float(value)
        elif name == "stroke-dasharray":
            changes["dashes"] = tuple(_numbers(value))
        elif name == "stroke-linecap":
            changes["round"] = value == "round"
        elif name == "fill-opacity":
            changes["fill_share"] = float(value)
    return replace(style, **changes) if changes else style  # type: ignore[arg-type]


def _box(points: list[Point], margin: float, layer: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the part of the layer that the points may touch, or None."""
    left = max(0, math.floor(min(x for x, _ in points) - margin))
    top = max(0, math.floor(min(y for _, y in points) - margin))
    right = min(layer.width, math.ceil(max(x for x, _ in points) + margin) + 1)
    bottom = min(layer.height, math.ceil(max(y for _, y in points) + margin) + 1)
    return (left, top, right, bottom) if left < right and top < bottom else None


def _gradient(drawing: _Drawing, name: str) -> tuple[dict[str, float], tuple[tuple[float, Color], ...]]:
    """Return the ends of a gradient in the box of its shape, and its stops."""
    element = drawing.ids[name]
    ends = {"x1": 0.0, "y1": 0.0, "x2": 1.0, "y2": 0.0}
    stops: tuple[tuple[float, Color], ...] = ()
    if "href" in element.attrib:
        ends, stops = _gradient(drawing, element.attrib["href"][1:])
        ends = dict(ends)
    ends |= {key: float(element.attrib[key]) for key in ends if key in element.attrib}
    own = tuple((float(stop.get("offset", "0")), _color(stop.get("stop-color", "#000"))) for stop in element)
    return ends, own or stops


@lru_cache(maxsize=256)
def _ramp(stops: tuple[tuple[float, Color], ...]) -> Image.Image:
    """Return the colours of a gradient from before its start to behind its end, one row for each step."""
    rows = []
    for step in range(3 * _RAMP):
        t = min(max(step / _RAMP - 1, stops[0][0]), stops[-1][0])
        after = next((i for i, (offset, _) in enumerate(stops) if offset >= t), len(stops) - 1)
        (low, first), (high, last) = stops[max(after - 1, 0)], stops[after]
        share = (t - low) / (high - low) if high > low else 0
        rows += [tuple(round(a + (b - a) * share) for a, b in zip(first, last, strict=True))] * 3
    made = Image.new("RGBA", (3, 3 * _RAMP))
    made.putdata(rows)
    return made


def _paint(  # noqa: PLR0913 - what is painted, how, and where
    drawing: _Drawing, paint: str, share: float, mask: Image.Image, *, at: Point, shape: list[Point]
) -> None:
    """Lay a colour or gradient on the layer where the mask is; `shape` is the box that a gradient runs through."""
    if not paint.startswith("url("):
        color = _color(paint, share)
        ink = Image.new("RGBA", mask.size, color[:3])
        ink.putalpha(mask if color[3] == 255 else mask.point([value * color[3] // 255 for value in range(256)]))  # noqa: PLR2004
    else:
        ends, stops = _gradient(drawing, paint[5:-1])
        left, top = min(x for x, _ in shape), min(y for _, y in shape)
        wide, high = max(x for x, _ in shape) - left, max(y for _, y in shape) - top
        ax, ay = left + ends["x1"] * wide - at[0], top + ends["y1"] * high - at[1]
        vx, vy = (ends["x2"] - ends["x1"]) * wide, (ends["y2"] - ends["y1"]) * high
        length = (vx * vx + vy * vy) or 1
        run = (_RAMP * vx / length, _RAMP * vy / length)
        data = (0, 0, 1.5, run[0], run[1], _RAMP - run[0] * ax - run[1] * ay)
        ink = _ramp(stops).transform(mask.size, Image.Transform.AFFINE, data)
        ink.putalpha(mask)
    drawing.layer.alpha_composite(ink, (round(at[0]), round(at[1])))


def _dashed(points: list[Point], dashes: tuple[float, ...]) -> Iterator[list[Point]]:
    """Cut a line into its dashes."""
    place, on, left = 0, True, dashes[0]
    piece = [points[0]]
    for p, q in pairwise(points):
        length = math.dist(p, q)
        done = 0.0
        while length - done > left:
            done += left
            t = done / length
            cut = (p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t)
            if on:
                yield [*piece, cut]
            piece, on, place = [cut], not on, place + 1
            left = dashes[place % len(dashes)]
        left -= length - done
        piece.append(q)
    if on and len(piece) > 1:
        yield piece


def _shape(drawing: _Drawing, lines: list[tuple[list[Point], bool]], style: _Style, matrix: Matrix) -> None:
    """Fill a shape and draw its stroke; `lines` are in the units of its own drawing."""
    scale = math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
    placed = [([_apply(matrix, p) for p in points], closed) for points, closed in lines]
    every = [p for points, _ in placed for p in points]
    width = style.width * scale if style.stroke else 0
    box = _box(every, width / 2 + 1, drawing.layer)
    if box is None:
        return
    fine = drawing.fine
    size = ((box[2] - box[0]) * fine, (box[3] - box[1]) * fine)
    moved = [([((x - box[0]) * fine, (y - box[1]) * fine) for x, y in points], closed) for points, closed in placed]
    if style.fill:
        mask = Image.new("L", size)
        draw = ImageDraw.Draw(mask)
        for points, _ in moved:
            if len(points) > 2:  # noqa: PLR2004 - two points have no inside
                draw.polygon(points, 255)
        _paint(drawing, style.fill, style.fill_share, mask.reduce(fine), at=box[:2], shape=every)
    if style.stroke:
        mask = Image.new("L", size)
        draw = ImageDraw.Draw(mask)
        for points, closed in moved:
            whole = [*points, points[0]] if closed else points
            dashes = tuple(length * scale * fine for length in style.dashes)
            for piece in _dashed(whole, dashes) if dashes else (whole,):
                _stroke(draw, piece, width * fine, round_ends=style.round, closed=closed and not dashes)
        _paint(drawing, style.stroke, 1, mask.reduce(fine), at=box[:2], shape=every)


def _stroke(draw: ImageDraw.ImageDraw, points: list[Point], width: float, *, round_ends: bool, closed: bool) -> None:
    if len(points) > 1 and math.dist(points[0], points[-1]) + len(points) > 2 + 1e-9:
        draw.line([*points, *(points[1:2] if closed else ())], 255, max(1, round(width)), joint="curve")
    if round_ends and not closed:
        for x, y in {points[0], points[-1]}:
            draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), 255)


def _use(drawing: _Drawing, element: ET.Element, style: _Style, matrix: Matrix) -> None:
    """Draw what is referred to: once upright as a sprite, then that sprite turned into every place it is used."""
    name = element.attrib["href"][1:]
    matrix = _times(matrix, _matrix(f"translate({element.get('x', '0')} {element.get('y', '0')})"))
    scale = round(math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])), 4)
    key = (name, style, scale)
    if key not in drawing.sprites:
        own = scale * _SPRITE
        reach = math.ceil(_REACH * own)
        sprite = _Drawing(drawing.ids, Image.new("RGBA", (2 * reach, 2 * reach)), 1, drawing.sprites)
        _draw(sprite, drawing.ids[name], style, (own, 0, 0, own, reach, reach))
        held = sprite.layer.getbbox() or (0, 0, 1, 1)
        drawing.sprites[key] = sprite.layer.crop(held), (held[0] - reach, held[1] - reach)
    image, (left, top) = drawing.sprites[key]
    a, b, c, d = (value / scale / _SPRITE for value in matrix[:4])
    e, f = matrix[4:]
    right, bottom = left + image.width, top + image.height
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    box = _box([_apply((a, b, c, d, e, f), corner) for corner in corners], 1, drawing.layer)
    if box is None:
        return
    area = a * d - b * c
    x, y = box[0] - e, box[1] - f
    back = (d / area, -c / area, (d * x - c * y) / area - left, -b / area, a / area, (a * y - b * x) / area - top)
    size = (box[2] - box[0], box[3] - box[1])
    made = image.transform(size, Image.Transform.AFFINE, back, Image.Resampling.BILINEAR)
    drawing.layer.alpha_composite(made, box[:2])


def _draw(drawing: _Drawing, element: ET.Element, style: _Style, matrix: Matrix) -> None:
    tag = element.tag.removeprefix(_SVG)
    if tag in _SILENT:
        return
    opacity = float(element.get("opacity", "1"))
    if opacity < 1:
        apart = _Drawing(drawing.ids, Image.new("RGBA", drawing.layer.size), drawing.fine, drawing.sprites)
        bare = ET.Element(element.tag, {key: value for key, value in element.attrib.items() if key != "opacity"})
        bare.extend(element)
        _draw(apart, bare, style, matrix)
        box = apart.layer.getbbox()
        if box:
            held = apart.layer.crop(box)
            held.putalpha(held.getchannel("A").point([round(value * opacity) for value in range(256)]))
            drawing.layer.alpha_composite(held, box[:2])
        return
    style = _styled(element, style)
    if "transform" in element.attrib:
        matrix = _times(matrix, _matrix(element.attrib["transform"]))
    if tag in {"svg", "g", "symbol"}:
        for child in element:
            _draw(drawing, child, style, matrix)
    elif tag == "use":
        _use(drawing, element, style, matrix)
    elif tag == "path":
        _shape(drawing, outline(element.attrib["d"]), style, matrix)
    elif tag == "circle":
        x, y, r = (float(element.get(key, "0")) for key in ("cx", "cy", "r"))
        points = [(x + r * math.cos(math.radians(3 * k)), y + r * math.sin(math.radians(3 * k))) for k in range(120)]
        _shape(drawing, [(points, True)], style, matrix)
    else:
        raise ValueError(f"no such element in our drawings: {tag}")


def draw_svg(svg: str, size: tuple[int, int]) -> Image.Image:
    """Return a drawing of ours as pixels on nothing, fitted into `size` (width, height) by its viewBox."""
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    left, top, wide, high = _numbers(root.attrib["viewBox"])
    ids = {element.attrib["id"]: element for element in root.iter() if "id" in element.attrib}
    scale = min(size[0] / wide, size[1] / high)
    offset = ((size[0] - wide * scale) / 2, (size[1] - high * scale) / 2)
    layer = Image.new("RGBA", size)
    place: Matrix = (scale, 0, 0, scale, offset[0] - left * scale, offset[1] - top * scale)
    _draw(_Drawing(ids, layer), root, _Style(), place)
    return layer
