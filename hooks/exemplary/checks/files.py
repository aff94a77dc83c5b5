"""Photos and other files beside a record: they are there, are what they say, and are not too much for a phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from ..images.inspect import ImageFacts, inspect_image
from ..issues import Code, Finding, Loc, found
from ..library import Entry, Library
from ..model.exemplar import Exemplar
from ..model.practice import KIT_PLAN, KIT_RECORD, kit_sheet
from ..read.source import leaves
from ..text import fold, near, number_vi

PHOTO_SUFFIXES: Final = (".jpg", ".jpeg", ".png", ".webp")
MAX_PHOTO_BYTES: Final = 20_000_000
MAX_PIXELS: Final = 60_000_000
"""More than any phone takes; Pillow would need 180 MB for it."""
MIN_WIDTH: Final = 480
MAX_ATTACHMENT_BYTES: Final = 20_000_000
ATTACHMENT_SUFFIXES: Final = (
    ".pdf", ".docx", ".doc", ".xlsx", ".xls", ".pptx", ".ppt", ".odt", ".ods", ".odp", ".rtf", ".txt", ".csv", ".zip",
    *PHOTO_SUFFIXES,
)  # fmt: skip
"""What a visitor may be given: nothing that a browser runs, and no source file of ours."""
_PACKED: Final = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".zip")
_SIGNS: Final = {
    ".pdf": b"%PDF-", ".rtf": b"{\\rtf", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".png": b"\x89PNG\r\n",
    ".webp": b"RIFF", **dict.fromkeys(_PACKED, b"PK"), **dict.fromkeys((".doc", ".xls", ".ppt"), b"\xd0\xcf\x11\xe0"),
}  # fmt: skip
"""With what a file of each kind begins; a PDF may have some bytes before it."""
_EMPTY_ALTS: Final = frozenset({
    "anh", "anh minh hoa", "hinh anh", "hinh minh hoa", "photo", "image", "anh chup", "hinh",
})  # fmt: skip


@dataclass(frozen=True)
class _Named:
    """A file that a record names: where, how it is called, and whether it is published as it is."""

    loc: Loc
    name: str
    given_away: bool = False


def _named(kind: str, record: Any) -> list[_Named]:
    """Return the files that a record names besides its photos."""
    made = [
        _Named((part, number, "file"), item.file, given_away=part != "sources")
        for part in ("sources", "attachments", "documents")
        for number, item in enumerate(getattr(record, part, ()))
        if item.file
    ]
    if kind == "exemplar" and record.action_plan and record.action_plan.file:
        made.append(_Named(("action_plan", "file"), record.action_plan.file))
    return made


def _told_as_link(root: Path, entry: Entry, name: str) -> bool:
    """Tell whether a file is a link that leads out of content/: that was told when the folder was read."""
    file = root / entry.folder / name
    return file.is_symlink() and leaves(root, file)


def _present(root: Path, entry: Entry, loc: Loc, name: str, limit: int) -> Finding | None:
    file = root / entry.folder / name
    if not file.is_file():
        guess = near(name, entry.files) or ""
        return found(entry.path, Code.FILE_MISSING, loc, found=name, folder=entry.folder, near=guess)
    size = file.stat().st_size
    if size > limit:
        return found(
            entry.path, Code.FILE_TOO_HEAVY, loc, found=number_vi(round(size / 1e6, 1)), limit=number_vi(limit / 1e6)
        )
    return None


def check_photos(entry: Entry, record: Exemplar, root: Path) -> Iterator[Finding]:
    """Every photo is there once, is an image of the kind its name says, of a sane size."""
    listed: set[str] = set()
    for number, photo in enumerate(record.photos):
        loc: Loc = ("photos", number, "file")
        if photo.file in listed:
            yield found(entry.path, Code.REPEATED_VALUE, loc, label="Tên tệp ảnh", found=photo.file)
            continue
        listed.add(photo.file)
        yield from _photo_faults(root, entry, loc, photo.file)


def _photo_faults(root: Path, entry: Entry, loc: Loc, name: str) -> Iterator[Finding]:
    if name.lower().endswith(".svg"):
        yield found(entry.path, Code.SVG_REFUSED, loc, found=name)
    elif not name.lower().endswith(PHOTO_SUFFIXES):
        yield found(entry.path, Code.WRONG_EXTENSION, loc, found=name, choices=", ".join(PHOTO_SUFFIXES))
    elif not _told_as_link(root, entry, name):
        fault = _present(root, entry, loc, name, MAX_PHOTO_BYTES)
        if fault:
            yield fault
        else:
            yield from _image_faults(entry.path, loc, name, inspect_image(root / entry.folder / name))


def _image_faults(path: str, loc: Loc, name: str, facts: ImageFacts) -> Iterator[Finding]:
    size = f"{facts.width} × {facts.height}"
    if facts.fault:
        yield found(path, Code.SVG_REFUSED if facts.fault == "svg" else Code.NOT_AN_IMAGE, loc, found=name)
    elif facts.width * facts.height > MAX_PIXELS:
        yield found(path, Code.IMAGE_TOO_LARGE, loc, found=size, limit=MAX_PIXELS // 1_000_000)
    else:
        suffix = name.rsplit(".", 1)[-1].lower().replace("jpeg", "jpg")
        if facts.format != suffix:
            yield found(path, Code.WRONG_EXTENSION, loc, found=name, choices=f".{facts.format}")
        if facts.width < MIN_WIDTH:
            yield found(path, Code.IMAGE_TOO_SMALL, loc, found=size, limit=MIN_WIDTH)
        if facts.located:
            yield found(path, Code.PHOTO_LOCATION, loc, found=name)


def check_alts(entry: Entry, record: Exemplar) -> Iterator[Finding]:
    """A photo is described in words of its own, neither "ảnh minh họa" nor the file's name nor the story's title."""
    for number, photo in enumerate(record.photos):
        alt = fold(photo.alt).strip(" .")
        if alt in _EMPTY_ALTS or alt in {fold(photo.file.rsplit(".", 1)[0]), fold(record.title)}:
            yield found(entry.path, Code.POOR_ALT, ("photos", number, "alt"), found=photo.alt)


def check_attachments(entry: Entry, record: Any, root: Path) -> Iterator[Finding]:
    """Every file that a record names is there and is what its name says; what is given away does no harm."""
    for item in _named(entry.kind, record):
        if item.given_away and not item.name.lower().endswith(ATTACHMENT_SUFFIXES):
            choices = ", ".join(ATTACHMENT_SUFFIXES[:6])
            yield found(entry.path, Code.WRONG_EXTENSION, item.loc, found=item.name, choices=choices)
        elif not _told_as_link(root, entry, item.name):
            fault = _present(root, entry, item.loc, item.name, MAX_ATTACHMENT_BYTES)
            path = root / entry.folder / item.name
            if fault is None and not _is_what_it_says(path):
                suffix = path.suffix.lower()
                fault = found(entry.path, Code.WRONG_EXTENSION, item.loc, found=item.name, choices=suffix)
            yield from [fault] if fault else []


def check_names_of_documents(library: Library, today: date) -> Iterator[Finding]:
    """A form to take away is not called like a file that the site makes for the same page."""
    for entry, practice in library.records("practice"):
        taken = {kit_sheet(entry.id), KIT_PLAN, KIT_RECORD}
        for number, item in enumerate(practice.documents):
            if item.file.lower() in taken:
                stem, _, suffix = item.file.rpartition(".")
                own = f"{stem}-cua-don-vi.{suffix}"
                yield found(entry.path, Code.NAME_TAKEN, ("documents", number, "file"), found=item.file, own=own)


def _is_what_it_says(path: Path) -> bool:
    """Tell whether a file begins like one of its kind; a web page that is only called .pdf does not."""
    sign = _SIGNS.get(path.suffix.lower(), b"")
    with path.open("rb") as stream:
        head = stream.read(1024)
    return sign in head if path.suffix.lower() == ".pdf" else head.startswith(sign)


def check_unused_files(library: Library, today: date) -> Iterator[Finding]:
    """Every file beside a record is named by it."""
    for kind in ("exemplar", "plan", "practice"):
        for entry, record in library.records(kind):
            if not entry.files:
                continue
            names = {item.name for item in _named(kind, record)} | {
                photo.file for photo in getattr(record, "photos", ())
            }
            meant = {near(name, entry.files) for name in names if name not in entry.files}
            for name in entry.files:
                if name not in names and name not in meant:
                    yield found(f"{entry.folder}/{name}", Code.FILE_NOT_LISTED, found=name, other=entry.path)
