"""The body of a record: headings, length, links, images, and what must never reach a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from ..issues import Code, Finding, found
from ..library import KINDS, Entry, Library
from ..model.choices import Status
from ..read.front_matter import body_place
from ..text import fold, near, slugify, squash, word_count

STORY_HEADINGS: Final = ("Hoàn cảnh", "Việc làm tốt", "Kết quả và sức lan tỏa", "Cách làm, kinh nghiệm")
STORY_WORDS: Final = (400, 2000)
"""The band that portals and contests ask for (research: 400–2,000 words)."""

_CODE: Final = re.compile(r"(^|\n)(```|~~~).*?(\n\2|$)|`[^`\n]+`", re.DOTALL)
_HEADING: Final = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$", re.MULTILINE)
_LINK: Final = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^)\s>]*)>?(?:\s+[\"'(][^)]*[\"')])?\s*\)")
_REFERENCE: Final = re.compile(r"^ {0,3}\[([^\]]+)\]:\s*<?(\S+?)>?(?:\s|$)", re.MULTILINE)
_AUTOLINK: Final = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*)>")
_TAG: Final = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)\b[^<>]*>?|<!--|<[!?]")
_HANDLER: Final = re.compile(r"<[A-Za-z][^<>]*\s+on[a-z]+\s*=", re.IGNORECASE)
_TEMPLATE: Final = re.compile(r"\{\{|\{%|\{#|<%|\$\{")
_DANGEROUS_TAGS: Final = frozenset({
    "script", "style", "iframe", "object", "embed", "form", "input", "button", "textarea", "select", "svg", "math", "link",
    "meta", "base", "template", "noscript", "frame", "frameset", "applet", "video", "audio", "source", "portal", "dialog",
})  # fmt: skip
_SAFE_SCHEMES: Final = frozenset({"http", "https"})
_PRAISE: Final = re.compile(
    r"\b(duy nhất(?: cả nước| toàn tỉnh| toàn quốc)?|số một|nhất cả nước|chưa từng có|thần kỳ|kỳ tích|hoàn hảo|ai cũng|vô tiền khoáng hậu"
    r"|tuyệt vời nhất|vĩ đại|phi thường|hàng nghìn|hàng vạn|100\s?%)",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"“[^”]*”|\"[^\"\n]*\"")


def _blank(match: re.Match[str]) -> str:
    return "".join("\n" if char == "\n" else " " for char in match[0])


def plain_markdown(body: str) -> str:
    """Return `body` with its code blanked out, every character in its place."""
    return _CODE.sub(_blank, body)


def headings_of(body: str) -> list[tuple[int, str, int]]:
    """Return the headings of a body: (level, text, offset)."""
    return [(len(match[1]), squash(match[2]), match.start()) for match in _HEADING.finditer(plain_markdown(body))]


def links_of(body: str) -> Iterator[tuple[str, str, bool, int]]:
    """Yield the links and images of a body: (text, target, is an image, offset)."""
    text = plain_markdown(body)
    for match in _LINK.finditer(text):
        yield match[2], match[3], bool(match[1]), match.start()
    for match in _REFERENCE.finditer(text):
        yield match[1], match[2], False, match.start()
    for match in _AUTOLINK.finditer(text):
        yield match[1], match[1], False, match.start()


def _told(entry: Entry, code: Code, offset: int, **params: object) -> Finding:
    line, column = body_place(entry.body_line, entry.body, offset)
    return found(entry.path, code, (), line=line, column=column, **params)


def check_bodies(library: Library, today: date) -> Iterator[Finding]:
    """A body is safe, its headings stand in order, its links lead somewhere, its images are described, its praise is sober."""
    targets = _targets(library)
    for kind, held in library.entries.items():
        for entry in held.values():
            if not entry.path.endswith(".md"):
                continue
            yield from _markup(entry)
            yield from _links(library, entry, targets)
            yield from _headings(entry)
            if kind == "exemplar" and entry.record is not None:
                yield from _story(entry)


def _markup(entry: Entry) -> Iterator[Finding]:
    text = plain_markdown(entry.body)
    for match in _TEMPLATE.finditer(text):
        yield _told(entry, Code.TEMPLATE_SYNTAX, match.start(), found=match[0])
    for match in _TAG.finditer(text):
        name = (match[1] or "").lower()
        if match[1] and _AUTOLINK.match(text, match.start()):
            continue
        dangerous = name in _DANGEROUS_TAGS or _HANDLER.match(match[0])
        yield _told(
            entry, Code.DANGEROUS_HTML if dangerous else Code.RAW_HTML, match.start(), found=squash(match[0])[:60]
        )


def _scheme(target: str) -> str:
    bare = re.sub(r"[\x00-\x20]|&(?:tab|newline|#\d+|#x[0-9a-f]+);", "", target, flags=re.IGNORECASE)
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", bare)
    return match[1].lower() if match else ""


def _targets(library: Library) -> frozenset[str]:
    known = {"", "guong/", "phong-trao/", "ke-hoach/", "mo-hinh/", "nhan-rong/", "so-ket/", "tin/", "don-vi/", "dia-ban/",
             "loai/", "nam/", "tim-kiem/", "dinh-chinh-thu-hoi/", "du-lieu-mo/", "huong-dan/loi/", "huong-dan/truong/", "api/v1/"}  # fmt: skip
    for kind, held in library.entries.items():
        if kind == "page":
            known |= {
                "" if name == "index" else name.removesuffix("index") if name.endswith("/index") else f"{name}/"
                for name in held
            }
        elif KINDS[kind].address:
            known |= {entry.address for entry in held.values()}
    return frozenset(known)


def _links(library: Library, entry: Entry, targets: frozenset[str]) -> Iterator[Finding]:
    photos = {photo.file for photo in entry.record.photos} if entry.kind == "exemplar" and entry.record else set()
    anchors = {slugify(text) for _, text, _ in headings_of(entry.body)}
    for text, target, image, offset in links_of(entry.body):
        scheme = _scheme(target)
        if image and not text.strip():
            yield _told(entry, Code.IMAGE_WITHOUT_ALT, offset, found=target[:60])
        if scheme:
            if scheme == "mailto" and entry.kind == "page":
                continue
            if scheme not in _SAFE_SCHEMES:
                yield _told(entry, Code.DANGEROUS_LINK, offset, found=target[:60])
            elif image:
                yield _told(entry, Code.FOREIGN_IMAGE, offset, found=target[:60])
            continue
        if target.startswith("//"):
            yield _told(entry, Code.DANGEROUS_LINK, offset, found=target[:60])
            continue
        where, _, anchor = target.partition("#")
        where = where.partition("?")[0]
        if image:
            if where not in photos:
                yield _told(entry, Code.IMAGE_NOT_LISTED, offset, found=where[:60])
        elif not where:
            if anchor and anchor not in anchors:
                yield _told(
                    entry, Code.BROKEN_ANCHOR, offset, found=anchor[:60], near=near(anchor, sorted(anchors)) or ""
                )
        elif where.startswith("/"):
            address = where[1:]
            if address.rstrip("/") + "/" not in targets and address not in targets:
                yield _told(entry, Code.BROKEN_LINK, offset, found=target[:80], near=_like(address, targets))
        else:
            yield from _relative(library, entry, where, offset)


def _like(address: str, targets: frozenset[str]) -> str:
    guess = near(address, sorted(targets))
    return f"/{guess}" if guess else ""


def _relative(library: Library, entry: Entry, where: str, offset: int) -> Iterator[Finding]:
    parts: list[str] = []
    for step in PurePosixPath(entry.path).parent.joinpath(where).parts:
        if step == "..":
            if len(parts) <= 1:
                yield _told(entry, Code.LINK_LEAVES_CONTENT, offset, found=where[:80])
                return
            parts.pop()
        elif step != ".":
            parts.append(step)
    resolved = "/".join(parts)
    if resolved.endswith(".md"):
        if not any(other.path == resolved for held in library.entries.values() for other in held.values()):
            yield _told(entry, Code.BROKEN_LINK, offset, found=where[:80], near="")
    else:
        yield _told(entry, Code.BROKEN_LINK, offset, found=where[:80], near="")


def _headings(entry: Entry) -> Iterator[Finding]:
    level = 1
    for depth, text, offset in headings_of(entry.body):
        if depth == 1:
            yield _told(entry, Code.HEADING_LEVEL, offset, found=text[:60], wanted="##")
            continue
        if depth > level + 1:
            yield _told(entry, Code.HEADING_LEVEL, offset, found=text[:60], wanted="#" * (level + 1))
        level = depth


def _story(entry: Entry) -> Iterator[Finding]:
    record = entry.record
    if record.status is not Status.CONG_BO:
        return
    if not entry.body.strip():
        yield found(entry.path, Code.EMPTY_BODY, (), line=entry.body_line)
        return
    own = [fold(text) for _, text, _ in headings_of(entry.body)]
    missing = [heading for heading in STORY_HEADINGS if fold(heading) not in own]
    if missing:
        yield found(entry.path, Code.HEADING_MISSING, (), line=entry.body_line, found="; ".join(missing))
    count = word_count(entry.body)
    least, most = STORY_WORDS
    if not least <= count <= most:
        yield found(entry.path, Code.BODY_LENGTH, (), line=entry.body_line, found=count, least=least, most=most)
    unquoted = _QUOTED.sub(_blank, plain_markdown(entry.body))
    for match in _PRAISE.finditer(unquoted):
        yield _told(entry, Code.PRAISE, match.start(), found=match[0])
