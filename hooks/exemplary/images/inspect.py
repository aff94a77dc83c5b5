"""Look at an image file without unpacking it: format, size, whether it tells where it was taken."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, UnidentifiedImageError

_FORMATS: Final = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "MPO": "jpg"}
_GPS_TAG: Final = 0x8825
_ORIENTATION_TAG: Final = 0x0112
_TAIL: Final = 65_536
_HEAD: Final = 65_536
"""How far from the start a thumbnail with an end of its own may stand."""
_TURNED: Final = frozenset({5, 6, 7, 8})


@dataclass(frozen=True)
class ImageFacts:
    """What the header of an image says; `fault` is "" for a usable one. Width and height are those shown (turned)."""

    format: str = ""
    width: int = 0
    height: int = 0
    located: bool = False
    fault: str = ""


def inspect_image(path: Path) -> ImageFacts:
    """Read the header of an image file; anything that is no JPEG, PNG or WebP comes back with a fault."""
    try:
        with path.open("rb") as stream:
            head = stream.read(512)
        if b"<svg" in head.lower() or head.lstrip().startswith(b"<?xml"):
            return ImageFacts(fault="svg")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=["JPEG", "PNG", "WEBP", "MPO"]) as image:
                if _cut_short(path, str(image.format)):
                    return ImageFacts(fault="not-an-image")
                width, height = image.size
                exif = image.getexif()
                if exif.get(_ORIENTATION_TAG) in _TURNED:
                    width, height = height, width
                return ImageFacts(
                    _FORMATS[str(image.format)], width, height, bool(exif.get(_GPS_TAG) or exif.get_ifd(_GPS_TAG))
                )
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        KeyError,
        Image.DecompressionBombError,
        MemoryError,
    ) as error:
        bomb = isinstance(error, Image.DecompressionBombError)
        return ImageFacts("jpg", 100_000, 100_000) if bomb else ImageFacts(fault="not-an-image")


def _cut_short(path: Path, kind: str) -> bool:
    """Tell whether the end of an image file is missing, as after a copy that was broken off."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        if kind == "WEBP":
            return int.from_bytes(stream.read(8)[4:], "little") + 8 > size
        mark = b"IEND" if kind == "PNG" else b"\xff\xd9"
        stream.seek(max(0, size - _TAIL))
        if mark in stream.read():
            return False
        stream.seek(0)
        return mark not in stream.read()[_HEAD:]  # a film behind the picture: some telephones put one there
