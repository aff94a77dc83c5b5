"""Photos and other files beside a record: they are there, are what they say, and are not too much for a phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from ..images.inspect import ImageFacts, inspect_image
from ..issues import Code, Finding, Loc, found
from ..library import Library
from ..read.source import leaves
from ..text import fold

PHOTO_SUFFIXES: Final = (".jpg", ".jpeg", ".png", ".webp")
MAX_PHOTO_BYTES: Final = 20_000_000
MAX_PIXELS: Final = 60_000_000
"""More than any phone takes; Pillow would need 180 MB for it."""
MIN_WIDTH: Final = 480
MAX_ATTACHMENT_BYTES: Final = 20_000_000
_EMPTY_ALTS: Final = frozenset(
    {"anh", "anh minh hoa", "hinh anh", "hinh minh hoa", "photo", "image", "anh chup", "hinh"}
)


def _present(library: Library, folder: str, name: str, path: str, loc: Loc, limit: int) -> Finding | None:
    file = library.root / folder / name
    if not file.is_symlink() and not file.exists():
        return found(path, Code.FILE_MISSING, loc, found=name, folder=folder)
    if leaves(library.root, file) or not file.is_file():
        return found(path, Code.FILE_LEAVES_FOLDER, loc, found=name)
    size = file.stat().st_size
    if size > limit:
        return found(path, Code.FILE_TOO_HEAVY, loc, found=f"{size / 1e6:.1f}", limit=f"{limit / 1e6:g}")
    return None


def check_photos(library: Library, today: date) -> Iterator[Finding]:
    """Every photo is there, is an image of the kind its name says, of a sane size, described in words of its own."""
    for entry, record in library.records("exemplar"):
        listed = {photo.file for photo in record.photos}
        for number, photo in enumerate(record.photos):
            loc: Loc = ("photos", number, "file")
            if photo.file.lower().endswith(".svg"):
                yield found(entry.path, Code.SVG_REFUSED, loc, found=photo.file)
                continue
            if not photo.file.lower().endswith(PHOTO_SUFFIXES):
                yield found(entry.path, Code.WRONG_EXTENSION, loc, found=photo.file, choices=", ".join(PHOTO_SUFFIXES))
                continue
            fault = _present(library, entry.folder, photo.file, entry.path, loc, MAX_PHOTO_BYTES)
            if fault:
                yield fault
                continue
            facts = inspect_image(library.root / entry.folder / photo.file)
            yield from _image_faults(entry.path, loc, photo.file, facts)
            alt = fold(photo.alt).strip(" .")
            if alt in _EMPTY_ALTS or alt == fold(photo.file.rsplit(".", 1)[0]) or alt == fold(record.title):
                yield found(entry.path, Code.POOR_ALT, ("photos", number, "alt"), found=photo.alt)
        for name in entry.files:
            if name not in listed and name not in {source.file for source in record.sources} | {
                record.action_plan.file if record.action_plan else None
            }:
                yield found(f"{entry.folder}/{name}", Code.FILE_NOT_LISTED, (), found=name, other=entry.path)


def _image_faults(path: str, loc: Loc, name: str, facts: ImageFacts) -> Iterator[Finding]:
    if facts.fault == "svg":
        yield found(path, Code.SVG_REFUSED, loc, found=name)
    elif facts.fault:
        yield found(path, Code.NOT_AN_IMAGE, loc, found=name)
    elif facts.width * facts.height > MAX_PIXELS:
        yield found(
            path, Code.IMAGE_TOO_LARGE, loc, found=f"{facts.width} × {facts.height}", limit=MAX_PIXELS // 1_000_000
        )
    else:
        suffix = name.rsplit(".", 1)[-1].lower().replace("jpeg", "jpg")
        if facts.format != suffix:
            yield found(path, Code.WRONG_EXTENSION, loc, found=name, choices=f".{facts.format}")
        if facts.width < MIN_WIDTH:
            yield found(path, Code.IMAGE_TOO_SMALL, loc, found=f"{facts.width} × {facts.height}", limit=MIN_WIDTH)
        if facts.located:
            yield found(path, Code.PHOTO_LOCATION, loc, found=name)


def check_attachments(library: Library, today: date) -> Iterator[Finding]:
    """Every attached file is there, and every file beside a record is named by it."""
    for kind in ("plan", "practice"):
        for entry, record in library.records(kind):
            part = "attachments" if kind == "plan" else "documents"
            listed = {item.file for item in getattr(record, part)}
            for number, item in enumerate(getattr(record, part)):
                fault = _present(
                    library, entry.folder, item.file, entry.path, (part, number, "file"), MAX_ATTACHMENT_BYTES
                )
                if fault:
                    yield fault
                elif item.file.lower().endswith((".svg", ".html", ".htm", ".js", ".exe", ".xml")):
                    yield found(
                        entry.path,
                        Code.WRONG_EXTENSION,
                        (part, number, "file"),
                        found=item.file,
                        choices=".pdf, .docx, .xlsx",
                    )
            for name in entry.files:
                if name not in listed:
                    yield found(f"{entry.folder}/{name}", Code.FILE_NOT_LISTED, (), found=name, other=entry.path)
    for entry, record in library.records("exemplar"):
        named = [
            (("sources", number, "file"), source.file) for number, source in enumerate(record.sources) if source.file
        ]
        if record.action_plan and record.action_plan.file:
            named.append((("action_plan", "file"), record.action_plan.file))  # type: ignore[arg-type]
        for loc, name in named:
            fault = _present(library, entry.folder, name, entry.path, loc, MAX_ATTACHMENT_BYTES)
            if fault:
                yield fault
