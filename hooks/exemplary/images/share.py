"""The picture that a page is shared with: 1200 × 630, its title in the site's typeface, its flower, its photograph."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final

import PIL
from PIL import Image, ImageColor, ImageDraw, ImageOps

from ..cache import Cache, digest
from .lettering import Setting, Typeface
from .variants import FOLDER
from .vector import draw_svg

Typefaces = Mapping[int, Typeface]
"""The weights of the site's typeface."""

SIZE: Final = (1200, 630)
_RECIPE: Final = "3"
"""Raise it when the way of drawing changes, so that kept pictures are made anew."""
_QUALITY: Final = 62
_PACKING: Final = 3
"""How hard a PNG is packed: in less than half the time that the library's own 6 takes."""
_COLORS: Final = 80
"""Colours that a flower is drawn in; fewer than a page has, and a smaller file."""
_SHADES: Final = 11
"""Steps from the paper to a colour that is laid on it, so that edges are smooth."""

_PAPER: Final = "#fbf6ed"
_LOTUS: Final = "#97173f"
_INKS: Final = {
    "wash": "#f4ebdc", "ink": "#271b17", "soft": "#66574d", "lotus": _LOTUS, "gold": "#bd8f35", "gold-ink": "#765511"
}  # fmt: skip
"""The light ground's colours of the theme. A card lays one more on its paper: its "own"."""
_AROUND: Final = 4
"""Pixels around a text for letters that reach beyond their place."""

_LEFT: Final = 72
_PANEL: Final = 760
"""Where the panel begins that holds the flower or the photograph."""
PANEL: Final = (SIZE[0] - _PANEL, SIZE[1])
"""Width and height of that panel."""
_WIDE: Final = _PANEL - _LEFT - 44
_SIZES: Final = range(76, 27, -2)
_STRIPE: Final = 12
_FINE: Final = 3
MARK: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 2 80 58" fill="{color}">'
    '<path d="M32 55C16 53 4 45-4 28c17-1 30 8 36 27z" fill-opacity=".5"/>'
    '<path d="M32 55c16-2 28-10 36-27-17-1-30 8-36 27z" fill-opacity=".5"/>'
    '<path d="M32 55C19 46 12 33 12 15c14 7 21 20 20 40z" fill-opacity=".72"/>'
    '<path d="M32 55c13-9 20-22 20-40-14 7-21 20-20 40z" fill-opacity=".72"/>'
    '<path d="M32 55C22 43 22 22 32 7c10 15 10 36 0 48z"/></svg>'
)
"""The lotus of the site's own mark."""


@dataclass(frozen=True)
class Drawing:
    """An SVG of ours that is only drawn when it is wanted, and a key that tells it from every other."""

    key: str
    svg: Callable[[], str] = field(compare=False)


@dataclass(frozen=True)
class ShareCard:
    """What a share picture shows; `photo` is the address of a photograph's variant, or ""."""

    title: str
    above: str
    who: str
    unit: str
    site: str
    flower: Drawing
    color: str = _LOTUS
    label: str = ""
    photo: str = ""

    def address(self, faces: Typefaces) -> str:
        """Where the picture stands: a name made from all that it is drawn from, so that nothing is drawn to know it."""
        held = (self.title, self.above, self.who, self.unit, self.site, self.color, self.label, self.photo)
        parts = (*(face.key for face in faces.values()), *held, self.flower.key)
        return f"{FOLDER}/{digest(_RECIPE, PIL.__version__, *parts)[:16]}-chia-se.{'jpg' if self.photo else 'png'}"


def kept_name(address: str) -> str:
    """Return the name under which the picture that stands at an address is kept."""
    return f"share/{address.rpartition('/')[2]}"


def share_picture(card: ShareCard, faces: Typefaces, read: Callable[[str], bytes], cache: Cache) -> bytes:
    """Return the file of a card, JPEG with a photograph and PNG without; drawn once for the same card.

    `read` gives the bytes of the file that `card.photo` names. Cards of one flower are best drawn one after the other.
    """
    name = kept_name(card.address(faces))
    kept = cache.get_file(name)
    if kept is None:
        stream = io.BytesIO()
        if card.photo:
            drawn(card, faces, read(card.photo)).save(stream, "JPEG", quality=_QUALITY, optimize=True)
        else:
            drawn(card, faces, None).save(stream, "PNG", compress_level=_PACKING)
        kept = stream.getvalue()
        cache.put_file(name, kept)
    return kept


def title_setting(title: str, faces: Typefaces, *, room: float = 330) -> Setting:
    """Set a title for the picture: as large as five lines of it can be, never across the panel."""
    return faces[700].set(title, sizes=_SIZES, width=_WIDE, height=room, most=5)


def drawn(card: ShareCard, faces: Typefaces, photo: bytes | None) -> Image.Image:
    """Draw a card: in few colours by their numbers, and in all of them only where there is a photograph."""
    image = _ground(card.site, faces[700]).copy()
    _put_words(image, card, faces, _WIDE - (70 if photo else 0))
    if photo:
        image.putpalette(_palette(card.color))
        image = image.convert("RGB")
        _put_photo(image, photo)
        flower, at = _flower(card.flower, 208), (_PANEL - 92, SIZE[1] - 208 - 34)
        image.paste(_PAPER, at, _disc(208))
        image.paste(flower, at, flower)
        return image
    tile, mask, (left, top), colors = _tile(card.flower, 372)
    image.paste(tile, (_PANEL + 34 + left, 112 + top), mask)
    image.putpalette(_palette(card.color) + colors)
    return image


@lru_cache(maxsize=64)
def _palette(color: str) -> bytes:
    """Return the colours of a card by their numbers: the paper, and each ink from its palest shade to the full one."""
    inks = {**_INKS, "own": color}
    paper = ImageColor.getrgb(_PAPER)
    return bytes(paper) + bytes(
        round(low + (high - low) * step / _SHADES)
        for ink in inks.values()
        for step in range(1, _SHADES + 1)
        for low, high in zip(paper, ImageColor.getrgb(ink), strict=True)
    )


@cache
def _shades(ink: str) -> list[int]:
    """Return the number of the colour for each strength of an ink."""
    first = (*_INKS, "own").index(ink) * _SHADES
    steps = (round(value * _SHADES / 255) for value in range(256))
    return [first + step if step else 0 for step in steps]


def _lay(image: Image.Image, mask: Image.Image, at: tuple[int, int], ink: str) -> None:
    """Lay an ink on the bare paper where a mask is."""
    image.paste(mask.point(_shades(ink)), at)


def _put_words(image: Image.Image, card: ShareCard, faces: Typefaces, room: float) -> None:
    regular, bold = faces[400], faces[700]
    top = 66.0
    if above := _uncut(regular, card.above, _WIDE - 32):
        _lay(image, _petal(20), (_LEFT, round(top) + 2), "own")
        top = max(_write(image, (_LEFT + 32, top), above, regular, "soft"), top + 22) + 34
    under = [held for text in (card.who, card.unit) if (held := _uncut(regular, text, room))]
    foot = SIZE[1] - 140 - sum(held.height + 20 for held in under) - (56 if card.label else 0)
    at = _write(image, (_LEFT, top), title_setting(card.title, faces, room=foot - top), bold, "ink") + 26
    for held, ink in zip(under, ("ink", "soft"), strict=False):
        at = _write(image, (_LEFT, at), held, regular, ink) + 20
    if card.label:
        _put_label(image, (_LEFT, at + 2), card.label, regular)


def _write(image: Image.Image, at: tuple[float, float], setting: Setting, face: Typeface, ink: str) -> float:
    """Write a setting with the top of its ink at `at`; returns where its foot is."""
    left, top = round(at[0]), round(at[1])
    image.paste(_written(setting, face, ink), (left - _AROUND, top - _AROUND))
    return top + setting.height


@lru_cache(maxsize=64)
def _written(setting: Setting, face: Typeface, ink: str) -> Image.Image:
    """Return a text on paper, with some around it; what is the same on many cards is written once."""
    wide = max((line.width for line in setting.lines), default=0) + 2 * _AROUND
    mask = Image.new("L", (math.ceil(wide), math.ceil(setting.height) + 2 * _AROUND))
    face.write(mask, (_AROUND, _AROUND), setting, 255)
    return mask.point(_shades(ink))


@lru_cache(maxsize=512)
def _uncut(face: Typeface, text: str, width: float) -> Setting | None:
    """Set a small text in one line or two; one that would have to be cut is left out, for half a name is no name."""
    made = face.set(text, sizes=range(27, 21, -1), width=width, height=80, most=1)
    if len(made.lines) > 1 or made.lines[0].text != face.readable(text):
        made = face.set(text, sizes=range(24, 19, -1), width=width, height=80, most=2)
    whole = " ".join(line.text for line in made.lines) == face.readable(text)
    return made if whole and made.lines[0].text else None


@cache
def _petal(size: int) -> Image.Image:
    """Return the mask of the site's small petal: a square with two round corners."""
    big = Image.new("L", (size * _FINE, size * _FINE))
    ImageDraw.Draw(big).rounded_rectangle(
        (0, 0, size * _FINE - 1, size * _FINE - 1), size * _FINE // 2, 255, corners=(True, False, True, False)
    )
    return big.reduce(_FINE)


@cache
def _panel() -> Image.Image:
    """Return the mask of the panel on the right, one corner cut like a petal."""
    wide, high = PANEL
    big = Image.new("L", (wide * _FINE, high * _FINE))
    ImageDraw.Draw(big).rounded_rectangle(
        (0, 0, (wide + 400) * _FINE, (high + 400) * _FINE), 150 * _FINE, 255, corners=(True, False, False, False)
    )
    return big.reduce(_FINE)


@cache
def _ground(site: str, bold: Typeface) -> Image.Image:
    """Return what all pictures of a site share: paper, the panel, the line at the top, the name of the site."""
    image = Image.new("L", SIZE)
    _lay(image, _panel(), (_PANEL, 0), "wash")
    _lay(image, Image.new("L", (SIZE[0], _STRIPE), 255), (0, 0), "lotus")
    _lay(image, draw_svg(MARK.format(color=_LOTUS), (66, 48)).getchannel("A"), (_LEFT, SIZE[1] - 106), "lotus")
    held = bold.set(site, sizes=range(29, 19, -1), width=_WIDE - 90, height=60, most=1)
    line = held.lines[0]
    _write(image, (_LEFT + 84, SIZE[1] - 70 - line.above), Setting(held.size, (line,)), bold, "lotus")
    return image


@lru_cache(maxsize=8)
def _flower(flower: Drawing, size: int) -> Image.Image:
    return draw_svg(flower.svg(), (size, size))


@lru_cache(maxsize=8)
def _tile(flower: Drawing, size: int) -> tuple[Image.Image, Image.Image, tuple[int, int], bytes]:
    """Return a flower on the panel in few colours by their numbers, where it has any ink, and the colours."""
    drawing = _flower(flower, size)
    box = drawing.getbbox() or (0, 0, 1, 1)
    inked = drawing.crop(box)
    image = Image.new("RGB", inked.size, _INKS["wash"])
    image.paste(inked, mask=inked)
    few = image.quantize(_COLORS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    first = (len(_INKS) + 1) * _SHADES + 1
    tile = Image.frombytes("L", few.size, few.tobytes()).point([min(first + number, 255) for number in range(256)])
    mask = inked.getchannel("A").point([0] + [255] * 255)
    return tile, mask, box[:2], bytes(few.getpalette() or ())


@cache
def _disc(size: int) -> Image.Image:
    rim = Image.new("L", (size * _FINE, size * _FINE))
    ImageDraw.Draw(rim).ellipse((0, 0, size * _FINE - 1, size * _FINE - 1), 255)
    return rim.reduce(_FINE)


def _put_photo(image: Image.Image, photo: bytes) -> None:
    """Fill the panel with the photograph, cut to its shape; people's heads are in the upper half more often."""
    wide, high = PANEL
    with Image.open(io.BytesIO(photo), formats=["JPEG"]) as opened:
        opened.draft("RGB", (wide, high))
        fitted = ImageOps.fit(opened, (wide, high), Image.Resampling.HAMMING, centering=(0.5, 0.35))
    image.paste(fitted, (_PANEL, 0), _panel())
    image.paste(_LOTUS, (0, 0, SIZE[0], _STRIPE))


def _put_label(image: Image.Image, at: tuple[float, float], text: str, face: Typeface) -> None:
    """Write the mark of an invented story in its petal."""
    line = face.line(face.readable(text), 22)
    wide, high = round(line.width) + 36, 42
    left, top = round(at[0]), round(at[1])
    _lay(image, _rim(wide, high), (left, top), "gold")
    _write(image, (left + 18, top + 29 - line.above), Setting(22, (line,)), face, "gold-ink")


@cache
def _rim(wide: int, high: int) -> Image.Image:
    big = Image.new("L", (wide * _FINE, high * _FINE))
    ImageDraw.Draw(big).rounded_rectangle(
        (0, 0, wide * _FINE - 1, high * _FINE - 1), 16 * _FINE, outline=255, width=2 * _FINE,
        corners=(False, True, False, True),
    )  # fmt: skip
    return big.reduce(_FINE)
