"""Make the variants of a photograph that a page shows: turned upright, without metadata, three widths, two formats."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageCms, ImageOps

from ..cache import Cache, digest

WIDTHS: Final = (480, 720, 1280)
_QUALITY: Final = {"webp": 78, "jpg": 80}
_RECIPE: Final = "1"
"""Raise it when the way of making variants changes, so that kept ones are made anew."""

FOLDER: Final = "anh"
_LEVELS: Final = (32, 96, 160, 224)
TONES: Final = tuple((red, green, blue) for red in _LEVELS for green in _LEVELS for blue in _LEVELS)
"""The colours that may stand in for a photograph: so few that one style sheet names them all."""


@dataclass(frozen=True)
class Variant:
    """One file: its address from the site's root and its width in pixels."""

    address: str
    width: int
    format: str


@dataclass(frozen=True)
class Picture:
    """A photograph ready for a page: variants by format, width and height of the largest, its two tones."""

    variants: tuple[Variant, ...]
    width: int
    height: int
    tones: tuple[int, int]
    """What stands in for it while it loads: the numbers in `TONES` of its upper and its lower half."""

    def of(self, image_format: str) -> tuple[Variant, ...]:
        """Return the variants of one format, narrowest first."""
        return tuple(variant for variant in self.variants if variant.format == image_format)


def _upright(path: Path, limit: int = 0) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(path, formats=["JPEG", "PNG", "WEBP", "MPO"]) as opened:
            if limit:
                opened.draft("RGB", (limit, limit))
            turned = ImageOps.exif_transpose(opened)
            profile = turned.info.get("icc_profile")
            if profile and turned.mode == "RGB":
                try:
                    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
                    made = ImageCms.profileToProfile(turned, source, ImageCms.createProfile("sRGB"))
                    turned = made if made is not None else turned
                except (ImageCms.PyCMSError, OSError):
                    pass
            if turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info:
                layer = turned.convert("RGBA")
                ground = Image.new("RGB", layer.size, "white")
                ground.paste(layer, mask=layer.getchannel("A"))
                return ground
            return turned.convert("RGB")


def _encode(image: Image.Image, image_format: str) -> bytes:
    stream = io.BytesIO()
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    if image_format == "webp":
        bare.save(stream, "WEBP", quality=_QUALITY["webp"], method=4)
    else:
        bare.save(stream, "JPEG", quality=_QUALITY["jpg"], optimize=True, progressive=True)
    return stream.getvalue()


def without_metadata(path: Path) -> bytes:
    """Return a scanned paper in its own size and format, turned upright, without metadata."""
    image = _upright(path)
    if path.suffix.lower() != ".png":
        return _encode(image, "webp" if path.suffix.lower() == ".webp" else "jpg")
    stream = io.BytesIO()
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    bare.save(stream, "PNG", optimize=True)
    return stream.getvalue()


@dataclass(frozen=True)
class Photo:
    """A photograph as read: its picture, and the digests of its bytes and of all bytes that are made of it."""

    picture: Picture
    original: str
    made: tuple[str, ...]


def read_photo(path: Path, cache: Cache) -> Photo:
    """Make the variants of the photograph at `path`, which are kept in `cache`."""
    data = path.read_bytes()
    key = digest(data, _RECIPE, repr(WIDTHS), repr(_QUALITY))[:16]
    image = _upright(path, WIDTHS[-1] * 2)
    widths = sorted({min(width, image.width) for width in WIDTHS})
    made: list[str] = []
    largest = (0, 0)
    for width in widths:
        height = max(1, round(image.height * width / image.width))
        sized = image if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)
        largest = sized.size
        for kind in _QUALITY:
            name = f"{FOLDER}/{key}-{width}.{kind}"
            held = cache.get_file(name)
            if held is None:
                held = _encode(sized, kind)
                cache.put_file(name, held)
            made.append(hashlib.sha256(held).hexdigest())
    picture = _picture(key, widths, largest, _tones(image))
    return Photo(picture, hashlib.sha256(data).hexdigest(), tuple(made))


def variant_bytes(path: Path, variant: Variant, cache: Cache) -> bytes:
    """Return one variant of the photograph at `path`; made again when the cache has lost it."""
    held = cache.get_file(variant.address)
    if held is not None:
        return held
    image = _upright(path, WIDTHS[-1] * 2)
    height = max(1, round(image.height * variant.width / image.width))
    sized = image if variant.width == image.width else image.resize((variant.width, height), Image.Resampling.LANCZOS)
    return _encode(sized, variant.format)


def _tones(image: Image.Image) -> tuple[int, int]:
    """Return the numbers of the tones nearest to the upper and to the lower half of a photograph."""
    halves = image.resize((1, 2), Image.Resampling.BOX).tobytes()
    near = [min(range(len(_LEVELS)), key=lambda i: abs(_LEVELS[i] - value)) for value in halves]
    upper, lower = ((red * len(_LEVELS) + green) * len(_LEVELS) + blue for red, green, blue in (near[:3], near[3:]))
    return upper, lower


def _picture(key: str, widths: list[int], size: tuple[int, int], tones: tuple[int, int]) -> Picture:
    variants = tuple(Variant(f"{FOLDER}/{key}-{item}.{kind}", item, kind) for kind in _QUALITY for item in widths)
    return Picture(variants, *size, tones)
