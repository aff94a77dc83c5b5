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

WIDTHS: Final = (480, 960, 1600)
_QUALITY: Final = {"webp": 78, "jpg": 80}
_RECIPE: Final = "1"
"""Raise it when the way of making variants changes, so that kept ones are made anew."""

FOLDER: Final = "anh"


@dataclass(frozen=True)
class Variant:
    """One file: its address from the site's root and its width in pixels."""

    address: str
    width: int
    format: str


@dataclass(frozen=True)
class Picture:
    """A photograph ready for a page: variants by format, width and height of the largest, a tiny colour average."""

    variants: tuple[Variant, ...]
    width: int
    height: int
    color: str

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
    red, green, blue = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    picture = _picture(key, widths, *largest, f"#{red:02x}{green:02x}{blue:02x}")
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


def _picture(key: str, widths: list[int], width: int, height: int, color: str) -> Picture:
    variants = tuple(Variant(f"{FOLDER}/{key}-{item}.{kind}", item, kind) for kind in _QUALITY for item in widths)
    return Picture(variants, width, height, color)
