"""The picture that a page is shared with: 1200 × 630, its title in the site's typeface, its flower, its photograph."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import PIL
from PIL import Image, ImageDraw, ImageOps

from ..cache import Cache, digest
from .lettering import Setting, Typeface
from .variants import FOLDER
from .vector import draw_svg

Typefaces = Mapping[int, Typeface]
"""The weights of the site's typeface."""

SIZE: Final = (1200, 630)
_RECIPE: Final = "2"
"""Raise it when the way of drawing changes, so that kept pictures are made anew."""
_QUALITY: Final = 62
_COLORS: Final = 256

_PAPER: Final = "#fbf6ed"
_WASH: Final = "#f4ebdc"
_INK: Final = "#271b17"
_SOFT: Final = "#66574d"
_LOTUS: Final = "#97173f"
_GOLD: Final = "#bd8f35"
_GOLD_INK: Final = "#765511"
"""The light ground's colours of the theme."""

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

    `read` gives the bytes of the file that `card.photo` names.
    """
    name = kept_name(card.address(faces))
    kept = cache.get_file(name)
    if kept is None:
        stream = io.BytesIO()
        image = drawn(card, faces, read(card.photo) if card.photo else None)
        if card.photo:
            image.save(stream, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
        else:
            image.quantize(_COLORS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
                stream, "PNG", compress_level=6
            )
        kept = stream.getvalue()
        cache.put_file(name, kept)
    return kept


def title_setting(title: str, faces: Typefaces, *, room: float = 330) -> Setting:
    """Set a title for the picture: as large as five lines of it can be, never across the panel."""
    return faces[700].set(title, sizes=_SIZES, width=_WIDE, height=room, most=5)


def drawn(card: ShareCard, faces: Typefaces, photo: bytes | None) -> Image.Image:
    """Draw a card."""
    image = _ground(card.site, faces[700]).copy()
    if photo:
        _put_photo(image, photo)
        _put_flower(image, card.flower.svg(), 208, (_PANEL - 92, SIZE[1] - 208 - 34), disc=True)
    else:
        _put_flower(image, card.flower.svg(), 372, (_PANEL + 34, 112), disc=False)
    regular, bold = faces[400], faces[700]
    top = 66.0
    if above := _uncut(regular, card.above, _WIDE - 32):
        image.paste(card.color, (_LEFT, round(top) + 2), _petal(20))
        top = max(regular.write(image, (_LEFT + 32, top), above, _SOFT), top + 22) + 34
    room = _WIDE - (70 if photo else 0)
    under = [held for text in (card.who, card.unit) if (held := _uncut(regular, text, room))]
    foot = SIZE[1] - 140 - sum(held.height + 20 for held in under) - (56 if card.label else 0)
    at = bold.write(image, (_LEFT, top), title_setting(card.title, faces, room=foot - top), _INK) + 26
    for held, color in zip(under, (_INK, _SOFT), strict=False):
        at = regular.write(image, (_LEFT, at), held, color) + 20
    if card.label:
        _put_label(image, (_LEFT, at + 2), card.label, regular)
    return image


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
    image = Image.new("RGB", SIZE, _PAPER)
    image.paste(_WASH, (_PANEL, 0), _panel())
    image.paste(_LOTUS, (0, 0, SIZE[0], _STRIPE))
    mark = draw_svg(MARK.format(color=_LOTUS), (66, 48))
    image.paste(mark, (_LEFT, SIZE[1] - 106), mark)
    held = bold.set(site, sizes=range(29, 19, -1), width=_WIDE - 90, height=60, most=1)
    bold.draw(image, (_LEFT + 84, SIZE[1] - 70), held.lines[0], held.size, _LOTUS)
    return image


def _put_flower(image: Image.Image, flower: str, size: int, at: tuple[int, int], *, disc: bool) -> None:
    if disc:
        rim = Image.new("L", (size * _FINE, size * _FINE))
        ImageDraw.Draw(rim).ellipse((0, 0, size * _FINE - 1, size * _FINE - 1), 255)
        image.paste(_PAPER, at, rim.reduce(_FINE))
    drawing = draw_svg(flower, (size, size))
    image.paste(drawing, at, drawing)


def _put_photo(image: Image.Image, photo: bytes) -> None:
    """Fill the panel with the photograph, cut to its shape; people's heads are in the upper half more often."""
    wide, high = PANEL
    with Image.open(io.BytesIO(photo), formats=["JPEG"]) as opened:
        opened.draft("RGB", (wide, high))
        fitted = ImageOps.fit(opened.convert("RGB"), (wide, high), Image.Resampling.BICUBIC, centering=(0.5, 0.35))
    image.paste(fitted, (_PANEL, 0), _panel())
    image.paste(_LOTUS, (0, 0, SIZE[0], _STRIPE))


def _put_label(image: Image.Image, at: tuple[float, float], text: str, face: Typeface) -> None:
    """Write the mark of an invented story in its dashed petal."""
    line = face.line(face.readable(text), 22)
    wide, high = round(line.width) + 36, 42
    left, top = round(at[0]), round(at[1])
    big = Image.new("L", (wide * _FINE, high * _FINE))
    ImageDraw.Draw(big).rounded_rectangle(
        (0, 0, wide * _FINE - 1, high * _FINE - 1), 16 * _FINE, outline=255, width=2 * _FINE,
        corners=(False, True, False, True),
    )  # fmt: skip
    image.paste(_GOLD, (left, top), big.reduce(_FINE))
    face.draw(image, (left + 18, top + 29), line, 22, _GOLD_INK)
