"""Make the variants of a photograph that a page shows: turned upright, without metadata, three widths, two formats."""

from __future__ import annotations

import hashlib
import io
import json
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import PIL
from PIL import Image, ImageCms, ImageOps

from ..cache import Cache, digest

WIDTHS: Final = (480, 720, 1280)
_QUALITY: Final = {"webp": 78, "jpg": 80}
_RECIPE: Final = "3"
"""Raise it when the way of making variants changes, so that kept ones are made anew."""

FOLDER: Final = "anh"
_LEVELS: Final = (32, 96, 160, 224)
TONES: Final = tuple((red, green, blue) for red in _LEVELS for green in _LEVELS for blue in _LEVELS)
"""The colours that may stand in for a photograph: so few that one style sheet names them all."""


@dataclass(frozen=True)
class Variant:
    """One file: its address from the site's root, its width in pixels, its format, the SHA-256 of its bytes."""

    address: str
    width: int
    format: str
    content: str


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
    """Return a photograph as it is seen, with nothing told of it; one much wider than `limit` comes smaller."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(path, formats=["JPEG", "PNG", "WEBP", "MPO"]) as opened:
            if limit:
                opened.draft("RGB", (limit, limit))
            opened.load()
            ImageOps.exif_transpose(opened, in_place=True)
            seen = _opaque(_in_srgb(opened))
    seen.info.clear()
    return seen


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return an image with the colours that its profile means; as it is when it has none that can be read."""
    profile = image.info.get("icc_profile")
    if profile and image.mode == "RGB":
        with suppress(ImageCms.PyCMSError, OSError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB")) or image
    return image


def _opaque(image: Image.Image) -> Image.Image:
    """Return an image as RGB, on white where it can be looked through."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image if image.mode == "RGBA" else image.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer)
        return ground
    return image if image.mode == "RGB" else image.convert("RGB")


def _encode(image: Image.Image, image_format: str) -> bytes:
    """Return the file of an image of which nothing is told; the settings are those that take half the time."""
    stream = io.BytesIO()
    if image_format == "webp":
        image.save(stream, "WEBP", quality=_QUALITY["webp"], method=2)
    else:
        image.save(stream, "JPEG", quality=_QUALITY["jpg"], optimize=True)
    return stream.getvalue()


def without_metadata(path: Path) -> bytes:
    """Return a scanned paper in its own size and format, turned upright, without metadata."""
    image = _upright(path)
    if path.suffix.lower() != ".png":
        return _encode(image, "webp" if path.suffix.lower() == ".webp" else "jpg")
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()


@dataclass(frozen=True)
class Photo:
    """A photograph as read: its picture, and the digest of its bytes."""

    key: str
    picture: Picture
    original: str

    @property
    def names(self) -> set[str]:
        """The names of all that the cache keeps of it."""
        return {_facts_of(self.key), *(variant.address for variant in self.picture.variants)}


def recipe() -> str:
    """Return what the bytes of a variant depend on besides the photograph."""
    return digest(_RECIPE, PIL.__version__, repr(WIDTHS), repr(_QUALITY))


def read_photo(path: Path, cache: Cache, data: bytes | None = None) -> Photo:
    """Make the variants of the photograph at `path`, once for the same bytes and recipe: they are kept in `cache`.

    With `data` these are its bytes.

    What is known of them is kept beside them, written last, so nothing is unpacked again even by another version of
    the core.
    """
    data = path.read_bytes() if data is None else data
    key = digest(data, recipe())[:16]
    row = cache.get_file(_facts_of(key))
    if row is None:
        row = _make(path, key, cache)
        cache.put_file(_facts_of(key), row)
    (width, height), tones, made = json.loads(row)
    variants = tuple(Variant(_address(key, wide, kind), wide, kind, content) for kind, wide, content in made)
    return Photo(key, Picture(variants, width, height, tuple(tones)), hashlib.sha256(data).hexdigest())


def _facts_of(key: str) -> str:
    return f"{FOLDER}/{key}.json"


def _make(path: Path, key: str, cache: Cache) -> bytes:
    """Make and keep every variant of a photograph; returns what is to be known of them."""
    made: list[tuple[str, int, str]] = []
    sizes = list(_sized(_upright(path, WIDTHS[-1])))
    for kind in _QUALITY:
        for sized in reversed(sizes):
            data = _encode(sized, kind)
            cache.put_file(_address(key, sized.width, kind), data)
            made.append((kind, sized.width, hashlib.sha256(data).hexdigest()))
    return json.dumps((sizes[0].size, _tones(sizes[-1]), made)).encode()


def _address(key: str, width: int, kind: str) -> str:
    """Return where a variant stands on the site, and in the cache."""
    return f"{FOLDER}/{key}-{width}.{kind}"


def _sized(image: Image.Image) -> Iterator[Image.Image]:
    """Yield a photograph in every width, widest first; each is made from the one before, as sharp and sooner."""
    sized = image
    for width in sorted({min(width, image.width) for width in WIDTHS}, reverse=True):
        if width != sized.width:
            height = max(1, round(image.height * width / image.width))
            sized = sized.resize((width, height), Image.Resampling.BICUBIC)
        yield sized


def variant_bytes(path: Path, variant: Variant, cache: Cache) -> bytes:
    """Return one variant of the photograph at `path`; made again when the cache has lost it."""
    held = cache.get_file(variant.address, variant.content)
    if held is not None:
        return held
    sized = next(sized for sized in _sized(_upright(path, WIDTHS[-1])) if sized.width == variant.width)
    return _encode(sized, variant.format)


def _tones(image: Image.Image) -> tuple[int, int]:
    """Return the numbers of the tones nearest to the upper and to the lower half of a photograph."""
    halves = image.resize((1, 2), Image.Resampling.BOX).tobytes()
    near = [min(range(len(_LEVELS)), key=lambda i: abs(_LEVELS[i] - value)) for value in halves]
    upper, lower = ((red * len(_LEVELS) + green) * len(_LEVELS) + blue for red, green, blue in (near[:3], near[3:]))
    return upper, lower
