"""Variants of photographs: nothing is told of them, they stand upright, and they are the same however often made."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from exemplary.cache import Cache
from exemplary.images.variants import read_photo, variant_bytes, without_metadata

TOLD = "Nha ba Hoa"
ORIENTATION, DESCRIPTION = 0x0112, 0x010E


def photograph(folder: Path, suffix: str, size: tuple[int, int] = (600, 400)) -> Path:
    """Write a photograph, red above and blue below once it is turned, that tells a name in every way it can."""
    image = Image.new("RGB", size, "#0000ff")
    image.paste("#ff0000", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ORIENTATION], exif[DESCRIPTION] = 6, TOLD
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", TOLD)
    path = folder / f"anh{suffix}"
    xmp = f"<x:xmpmeta>{TOLD}</x:xmpmeta>".encode()
    if suffix == ".png":
        image.save(path, exif=exif, pnginfo=told, icc_profile=TOLD.encode())
    elif suffix == ".webp":
        image.save(path, exif=exif, xmp=xmp, icc_profile=TOLD.encode())
    else:
        image.save(path, exif=exif, xmp=xmp, comment=TOLD.encode(), icc_profile=TOLD.encode())
    return path


def half(data: bytes, part: float) -> tuple[int, int]:
    """Return how red and how blue a picture is at that part of its height."""
    with Image.open(io.BytesIO(data)) as image:
        color = image.convert("RGB").getpixel((image.width // 2, int(image.height * part)))
    assert isinstance(color, tuple)
    return color[0], color[2]


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
def test_nothing_that_a_photograph_tells_comes_through_and_it_stands_upright(tmp_path: Path, suffix: str) -> None:
    path = photograph(tmp_path, suffix)
    assert TOLD.encode() in path.read_bytes() or suffix == ".png"
    cache = Cache(tmp_path / "cache")
    photo = read_photo(path, cache)
    assert (photo.picture.width, photo.picture.height) == (400, 600)
    for data in (without_metadata(path), *(variant_bytes(path, held, cache) for held in photo.picture.variants)):
        assert TOLD.encode() not in data
        with Image.open(io.BytesIO(data)) as image:
            assert image.size == (400, 600)
            assert not image.getexif()
            assert not {"exif", "icc_profile", "xmp", "comment", "photoshop", "Comment"} & set(image.info)
        (red, no_blue), (no_red, blue) = half(data, 0.2), half(data, 0.8)
        assert min(red, blue) > 200
        assert max(no_red, no_blue) < 60


def test_what_the_cache_has_lost_is_made_again_alike(tmp_path: Path) -> None:
    path = photograph(tmp_path, ".jpg", (2000, 1500))
    cache = Cache(tmp_path / "cache")
    variants = read_photo(path, cache).picture.variants
    assert [held.width for held in variants] == [480, 720, 1280] * 2
    for held in variants:
        assert variant_bytes(path, held, cache) == variant_bytes(path, held, Cache(tmp_path / "empty"))


def test_what_can_be_looked_through_stands_on_white(tmp_path: Path) -> None:
    path = tmp_path / "anh.png"
    Image.new("RGBA", (500, 500), (255, 0, 0, 0)).save(path)
    (data, *_) = (variant_bytes(path, held, Cache(None)) for held in read_photo(path, Cache(None)).picture.variants)
    with Image.open(io.BytesIO(data)) as image:
        assert image.convert("RGB").getpixel((250, 250)) == (255, 255, 255)
