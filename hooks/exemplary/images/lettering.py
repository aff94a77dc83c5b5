"""Set Vietnamese text in the site's own typeface, as a browser does: each letter from the first file that has it.

The theme's style sheet says which file holds which letters; nothing is declared twice. Pillow's wheels read WOFF2.
Letters are placed one by one (no shaping library is asked for), so every machine sets a line alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from ..cache import digest
from ..text import nfc, squash

_FACE: Final = re.compile(r"@font-face\s*\{([^}]*)\}")
_MISSING: Final = "\U0010fffe"
"""A code point that no font may have a letter for: what it is drawn as is the sign for a missing letter."""
_AIR: Final = 0.07
"""Least space between the ink of two lines, as a share of the size, so that stacked marks never touch."""
_LEADING: Final = 1.24
_NAME: Final = 4
"""Most words of a name that are kept on one line."""


@dataclass(frozen=True)
class Face:
    """A font file and the code points that the style sheet takes from it."""

    path: str
    ranges: tuple[tuple[int, int], ...]

    def claims(self, char: str) -> bool:
        """Tell whether the style sheet takes this letter from this file."""
        return any(low <= ord(char) <= high for low, high in self.ranges)


@dataclass(frozen=True)
class Line:
    """One set line: its text, its width, and how far its ink reaches above and below the line it stands on."""

    text: str
    width: float
    above: float
    below: float


@dataclass(frozen=True)
class Setting:
    """A text set in lines at one size; `height` is from the top of the first line's ink to the foot of the last's."""

    size: int
    lines: tuple[Line, ...]

    @property
    def steps(self) -> tuple[float, ...]:
        """How far the foot of each line is below that of the line before it; the first is below the top of the ink."""
        if not self.lines:
            return ()
        least = ((upper.below + lower.above + _AIR * self.size) for upper, lower in pairwise(self.lines))
        apart = (max(_LEADING * self.size, step) for step in least)
        return (self.lines[0].above, *apart)

    @property
    def height(self) -> float:
        """The height of the whole in pixels."""
        return sum(self.steps) + (self.lines[-1].below if self.lines else 0)


@cache
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


Extent = tuple[float, float, float]
"""How wide a letter is, and how far its ink reaches above and below the line."""


@cache
def _extent(path: str, size: int, char: str) -> Extent:
    font = _font(path, size)
    box = font.getbbox(char, anchor="ls")
    return font.getlength(char), -box[1], box[3]


@lru_cache(maxsize=4096)
def _glyph(path: str, size: int, char: str) -> tuple[Image.Image, int, int]:
    """Return the ink of a letter as a mask, and where that stands from the letter's left end on the line."""
    font = _font(path, size)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(char, anchor="ls"))
    ink = Image.new("L", (max(right - left, 1), max(bottom - top, 1)))
    ImageDraw.Draw(ink).text((-left, -top), char, fill=255, font=font, anchor="ls")
    return ink, left, top


@cache
def _shape(path: str, char: str) -> bytes:
    mask = _font(path, 48).getmask(char)
    return bytes(mask) + bytes(mask.size)


@cache
def _has(path: str, char: str) -> bool:
    return char == " " or _shape(path, char) != _shape(path, _MISSING)


@dataclass(frozen=True)
class Typeface:
    """One weight of the site's typeface: its files in the order of the style sheet, those that come later first."""

    faces: tuple[Face, ...] = field(compare=False)
    key: str
    """The digest of its files and of what is taken from them."""
    _found: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)
    _extents: dict[int, dict[str, Extent]] = field(default_factory=dict, compare=False, repr=False)

    def file_for(self, char: str) -> str | None:
        """Return the file that has the letter, or None."""
        if char not in self._found:
            held = (face.path for face in self.faces if face.claims(char) and _has(face.path, char))
            self._found[char] = next(held, None)
        return self._found[char]

    def readable(self, text: str) -> str:
        """Return `text` with what no file has replaced by its nearest plain form, or left out."""
        made = []
        for char in nfc(text):
            if char.isspace():
                made.append(" ")
            elif self.file_for(char):
                made.append(char)
            else:
                made += [part for part in unicodedata.normalize("NFKD", char) if self.file_for(part)]
        return squash("".join(made))

    def _extents_of(self, text: str, size: int) -> list[Extent]:
        """Return the extents of all letters of a text that a file has."""
        known = self._extents.setdefault(size, {})
        for char in text:
            if char not in known and (file := self.file_for(char)):
                known[char] = _extent(file, size, char)
        return [known[char] for char in text if char in known]

    def _width(self, text: str, size: int) -> float:
        return sum(extent[0] for extent in self._extents_of(text, size))

    def line(self, text: str, size: int) -> Line:
        """Measure one line of readable text."""
        extents = self._extents_of(text, size)
        width = sum(extent[0] for extent in extents)
        return Line(text, width, max((e[1] for e in extents), default=0), max((e[2] for e in extents), default=0))

    def set(self, text: str, *, sizes: range, width: float, height: float, most: int) -> Setting:
        """Set `text` at the largest size at which it fits; breaks are at spaces only.

        A text that fits at no size loses its last words, which an ellipsis says; a word is cut only when it is wider
        than the whole line at the smallest size.
        """
        words = _held_together(self.readable(text).split(" "))

        def fitting(size: int) -> Setting | None:
            wide = [(word, self._width(word, size)) for word in words]
            space = self._width(" ", size)
            full = _broken(wide, space, width)
            if len(full) > most:
                return None
            even = _evened(wide, full, space, width, size / 2)
            made = Setting(size, tuple(self.line(text, size) for text, _ in even))
            return made if made.height <= height and all(line.width <= width for line in made.lines) else None

        best, (low, high) = fitting(sizes[-1]), (0, len(sizes) - 1)
        while best and low < high:
            middle = (low + high) // 2
            made = fitting(sizes[middle])
            best, low, high = (made, low, middle) if made else (best, middle + 1, high)
        if best:
            return best
        size = sizes[-1]
        greedy = _broken([(word, self._width(word, size)) for word in words], self._width(" ", size), width)
        kept = Setting(size, tuple(self._cut(text, size, width, more=False) for text, _ in greedy[:most]))
        while len(kept.lines) > 1 and kept.height > height:
            kept = Setting(size, kept.lines[:-1])
        if len(kept.lines) < len(greedy):
            last = self._cut(kept.lines[-1].text, size, width, more=True)
            kept = Setting(size, (*kept.lines[:-1], last))
        return kept

    def _cut(self, text: str, size: int, width: float, *, more: bool) -> Line:
        made = self.line(f"{text}…" if more else text, size)
        while made.width > width and text:
            text = text.rpartition(" ")[0] or text[:-1]
            made = self.line(f"{text}…", size)
        return made

    def draw(self, image: Image.Image, at: tuple[float, float], line: Line, size: int, color: str | int) -> None:
        """Write a line on a picture; `at` is its left end on the line that the letters stand on."""
        x, foot = round(at[0]), round(at[1])
        for char in line.text:
            file = self.file_for(char)
            if file:
                ink, left, top = _glyph(file, size, char)
                image.paste(color, (x + left, foot + top), ink)
                x += round(_extent(file, size, char)[0])

    def write(self, image: Image.Image, at: tuple[float, float], setting: Setting, color: str | int) -> None:
        """Write a setting with the top of its ink at `at`."""
        foot = at[1]
        for line, step in zip(setting.lines, setting.steps, strict=True):
            foot += step
            self.draw(image, (at[0], round(foot)), line, setting.size, color)


def _broken(words: Iterable[tuple[str, float]], space: float, width: float) -> list[tuple[str, float]]:
    """Break words, each with its width, into lines, each as full as it can be; returns those with their widths."""
    lines: list[tuple[str, float]] = []
    for word, wide in words:
        text, used = lines[-1] if lines else ("", width)
        if used + space + wide > width:
            lines.append((word, wide))
        else:
            lines[-1] = (f"{text} {word}", used + space + wide)
    return lines


def _evened(
    words: list[tuple[str, float]], made: list[tuple[str, float]], space: float, width: float, enough: float
) -> list[tuple[str, float]]:
    """Break words into as many lines as in `made`, which are as wide as `width`, as even as they can be."""
    low, high = 0.0, width
    while len(made) > 1 and high - low > enough:
        middle = (low + high) / 2
        evener = _broken(words, space, middle)
        if len(evener) > len(made) or any(used > middle for _, used in evener):
            low = middle
        else:
            made, high = evener, middle
    return made


def _held_together(words: list[str]) -> list[str]:
    """Join the words of a name ("Hồ Chí Minh"), so that no line ends within it; long runs of capitals are no name."""
    made: list[list[str]] = []
    for word in words:
        named = word[:1].isupper() and not word.isupper()
        if made and named and made[-1][-1][:1].isupper() and not made[-1][-1].isupper() and made[-1][-1][-1:].isalpha():
            made[-1].append(word)
        else:
            made.append([word])
    return [item for run in made for item in ([" ".join(run)] if len(run) <= _NAME else run)]


def read_typefaces(theme: Path) -> dict[int, Typeface]:
    """Read the weights of the typeface from the theme's style sheets."""
    faces: dict[int, list[Face]] = {}
    for sheet in sorted((theme / "css").glob("*.css")):
        for rule in _FACE.findall(sheet.read_text(encoding="utf-8")):
            file = re.search(r'url\("fonts/([\w.-]+)"\)', rule)
            weight = re.search(r"font-weight:\s*(\d+)", rule)
            spans = re.search(r"unicode-range:([^;]*)", rule)
            if file and weight and spans:
                held = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", spans[1])
                ranges = tuple((int(low, 16), int(high or low, 16)) for low, high in held)
                faces.setdefault(int(weight[1]), []).append(Face(str(theme / "fonts" / file[1]), ranges))
    return {
        weight: Typeface(
            tuple(reversed(held)),
            digest(*(part for face in held for part in (Path(face.path).read_bytes(), repr(face.ranges)))),
        )
        for weight, held in faces.items()
    }
