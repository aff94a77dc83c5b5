"""The body of a record: headings, length, links, images, and what must never reach a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, pairwise
from pathlib import PurePosixPath
from typing import Final

from ..issues import Code, Finding, found
from ..library import KINDS, Entry, Library
from ..model.choices import Stage, Status
from ..read.body import AUTOLINK, Heading, blank, headings_in, links_in, plain_markdown
from ..read.front_matter import body_place
from ..text import Signs, fold, near, slugify, squash, word_count
from .guess import Guesser

STORY_HEADINGS: Final = ("Hoàn cảnh", "Việc làm tốt", "Kết quả và sức lan tỏa", "Cách làm, kinh nghiệm")
_FOLDED_HEADINGS: Final = [fold(heading) for heading in STORY_HEADINGS]
STORY_WORDS: Final = (400, 2000)
"""The band that portals and contests ask for (research: 400–2,000 words)."""
MOST_OF_A_KIND: Final = 40
"""Faults of one kind that are told of one body; whoever has more of them has them by the hundred."""
GENERATED: Final = frozenset({
    "", "guong/", "phong-trao/", "ke-hoach/", "mo-hinh/", "nhan-rong/", "so-ket/", "tin/", "don-vi/", "dia-ban/",
    "van-ban/", "bao-cao/", "lich/", "loai/", "nam/", "ky-yeu/", "tim-kiem/", "dinh-chinh-thu-hoi/", "du-lieu-mo/",
    "hoa/", "huong-dan/loi/", "huong-dan/truong/", "api/v1/",
})  # fmt: skip
"""Addresses that the site makes by itself, besides those of records and hand-written pages."""

_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)\b[^<>]*>?|<!--|<[!?]")
_ACTIVE: Final = re.compile(r"[\s/\"']on[a-z]+\s*=|(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
_TEMPLATE: Final = re.compile(r"\{\{|\{%|\{#|<%|\$\{")
_DANGEROUS_TAGS: Final = frozenset({
    "script", "style", "iframe", "object", "embed", "form", "input", "button", "textarea", "select", "svg", "math",
    "link", "meta", "base", "template", "noscript", "frame", "frameset", "applet", "video", "audio", "source", "portal",
    "dialog",
})  # fmt: skip
_SAFE_SCHEMES: Final = frozenset({"http", "https"})
_HIDDEN_IN_SCHEME: Final = re.compile(r"[\x00-\x20]|&(?:tab|newline|#\d+|#x[0-9a-f]+);", re.IGNORECASE)
_PRAISE: Final = re.compile(
    r"\b(duy nhất(?: cả nước| toàn tỉnh| toàn quốc)?|số một|nhất cả nước|chưa từng có|thần kỳ|kỳ tích|hoàn hảo|ai cũng"
    r"|vô tiền khoáng hậu|tuyệt vời nhất|vĩ đại|phi thường|hàng nghìn|hàng vạn|100\s?%)",
    re.IGNORECASE,
)
_PRAISE_SIGNS: Final = Signs(
    "duy nhất", "số một", "nhất cả nước", "chưa từng", "thần kỳ", "kỳ tích", "hoàn hảo", "ai cũng", "khoáng hậu",
    "tuyệt vời", "vĩ đại", "phi thường", "hàng nghìn", "hàng vạn", "100",
)  # fmt: skip
"""What a text with praise must hold."""
_QUOTED: Final = re.compile(r"“[^“”]*”|\"[^\"\n]*\"")


def _told(entry: Entry, code: Code, offset: int, **params: object) -> Finding:
    line, column = body_place(entry.body_line, entry.body, offset)
    return found(entry.path, code, (), line=line, column=column, **params)


MOST_IN_PARAGRAPH: Final = 15_000
"""Characters of one paragraph: five times the longest story's longest."""
_KNOT: Final = re.compile(r"(?:(?:[-*+>]|\d{1,9}[.)])[ \t]{0,4}){25,}[^\s*+>-]|(?:[\[\](!*_`~<]\s?){60,}")
"""Twenty-five markers of lists or quotes one in another, or sixty opening marks in a row."""
_MARKS: Final = bytes(ord("!" if chr(byte) in "-*+>.)[](!_`~<" else "x") for byte in range(256))
_BETWEEN_MARKS: Final = bytes(byte for byte in range(256) if byte >= 0x80 or chr(byte).isspace() or chr(byte).isdigit())  # noqa: PLR2004
_KNOTTY: Final = b"!" * 25
"""What every knot leaves of itself; a text that has none, as most, needs no second look."""


def check_body(entry: Entry) -> Iterator[Finding]:
    """A body is safe, its headings stand in order, praise is sober."""
    if not entry.path.endswith(".md"):
        return
    text = plain_markdown(entry.body)
    headings = headings_in(text)
    for told in (_tangled(entry, text), _markup(entry, text), _levels(entry, headings)):
        yield from islice(told, MOST_OF_A_KIND)
    if entry.kind == "exemplar" and entry.record is not None and entry.record.status is Status.CONG_BO:
        yield from _story(entry, text, headings)


def check_links(library: Library, today: date) -> Iterator[Finding]:
    """Links lead somewhere, images are described."""
    site = _Addresses.of(library)
    for held in library.entries.values():
        for entry in held.values():
            if entry.linked:
                text = plain_markdown(entry.body)
                yield from islice(_links(site, entry, text, headings_in(text)), MOST_OF_A_KIND)


def _tangled(entry: Entry, text: str) -> Iterator[Finding]:
    """Find what a Markdown converter would choke on: lists in lists in lists, endless brackets, endless paragraphs."""
    marks = text.encode().translate(_MARKS, _BETWEEN_MARKS)
    match = _KNOT.search(text) if _KNOTTY in marks else None
    if match:
        yield _told(entry, Code.TANGLED, match.start(), found=squash(match[0])[:20])
        return
    start = 0
    for paragraph in text.split("\n\n") if len(text) > MOST_IN_PARAGRAPH else ():
        if len(paragraph) > MOST_IN_PARAGRAPH:
            yield _told(entry, Code.TANGLED, start, found=f"{squash(paragraph[:60])[:20]}…")
            return
        start += len(paragraph) + 2


def _markup(entry: Entry, text: str) -> Iterator[Finding]:
    for match in _TEMPLATE.finditer(text) if "{" in text or "<%" in text else ():
        yield _told(entry, Code.TEMPLATE_SYNTAX, match.start(), found=match[0])
    opened: set[str] = set()
    for match in _TAG.finditer(text) if "<" in text else ():
        name = (match[2] or "").lower()
        address = name and (AUTOLINK.match(text, match.start()) or re.fullmatch(r"<[^\s<>]+@[^\s<>]+>", match[0]))
        if address or (match[1] and name in opened):
            continue
        opened.add(name)
        dangerous = name in _DANGEROUS_TAGS or _ACTIVE.search(match[0])
        code = Code.DANGEROUS_HTML if dangerous else Code.RAW_HTML
        yield _told(entry, code, match.start(), found=squash(match[0])[:60])


def _scheme(target: str) -> str:
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", _HIDDEN_IN_SCHEME.sub("", target))
    return match[1].lower() if match else ""


def _hidden(entry: Entry) -> str:
    """Return why an entry has no public page, in a word, or "" when it has one (or that cannot be told)."""
    status = getattr(entry.record, "status", None)
    if not isinstance(status, Status) or status is Status.CONG_BO:
        return ""
    return "" if getattr(entry.record, "stage", None) is Stage.THU_HOI else status.label.lower()


@dataclass
class _Addresses:
    """Where links may lead: the addresses of the site, those among them that are not public, the files behind them."""

    known: set[str] = field(default_factory=lambda: set(GENERATED))
    hidden: dict[str, str] = field(default_factory=dict)
    by_path: dict[str, Entry] = field(default_factory=dict)
    guesser: Guesser = field(default_factory=Guesser)

    @classmethod
    def of(cls, library: Library) -> _Addresses:
        site = cls()
        for kind, held in library.entries.items():
            for entry in held.values():
                site.by_path[entry.path] = entry
                if kind == "page":
                    site.known.add("" if entry.id == "index" else f"{entry.id}/".removesuffix("index/"))
                elif KINDS[kind].address:
                    site.known.add(entry.address)
                    if hidden := _hidden(entry):
                        site.hidden[entry.address] = hidden
        return site

    def near(self, address: str) -> str:
        guess = self.guesser.near(address, sorted(self.known - self.hidden.keys()))
        return f"/{guess}" if guess else ""


def _links(site: _Addresses, entry: Entry, text: str, headings: list[Heading]) -> Iterator[Finding]:
    anchors = [slugify(heading) for _, heading, _ in headings]
    for label, target, image, offset in links_in(text):
        if image and not label.strip():
            yield _told(entry, Code.IMAGE_WITHOUT_ALT, offset, found=target[:60])
        if not target:
            yield _told(entry, Code.BROKEN_LINK, offset, found=f"[{label[:40]}]()", near="")
            continue
        scheme = "//" if target.startswith("//") else _scheme(target)
        where, _, anchor = target.partition("#")
        where = where.partition("?")[0]
        if scheme:
            yield from _outward(entry, scheme, target, offset, image=image)
        elif image:
            yield from _image(entry, where, offset)
        elif not where:
            if anchor and anchor not in anchors:
                guess = near(anchor[:80], sorted(anchors)) or ""
                yield _told(entry, Code.BROKEN_ANCHOR, offset, found=anchor[:60], near=guess)
        else:
            yield from _inward(site, entry, where, offset)


def _outward(entry: Entry, scheme: str, target: str, offset: int, *, image: bool) -> Iterator[Finding]:
    if (scheme == "mailto" and "@" in target) or (scheme == "tel" and re.search(r"\d{8}", target)):
        return  # the address or number itself is told, as personal data
    if scheme not in _SAFE_SCHEMES:
        yield _told(entry, Code.DANGEROUS_LINK, offset, found=squash(target)[:60])
    elif image:
        yield _told(entry, Code.FOREIGN_IMAGE, offset, found=target[:60])


def _image(entry: Entry, name: str, offset: int) -> Iterator[Finding]:
    if entry.kind == "exemplar" and entry.record is None:
        return  # its list of photos could not be read
    photos = {photo.file for photo in entry.record.photos} if entry.kind == "exemplar" else set()
    if name not in photos:
        yield _told(entry, Code.IMAGE_NOT_LISTED, offset, found=name[:60])


def _inward(site: _Addresses, entry: Entry, where: str, offset: int) -> Iterator[Finding]:
    if where.startswith("/"):
        address = where[1:] if where[1:] in site.known else f"{where[1:].rstrip('/')}/"
        if address not in site.known:
            yield _told(entry, Code.BROKEN_LINK, offset, found=where[:80], near=site.near(where[1:]))
            return
    else:
        path = _resolved(entry.path, where)
        if path is None:
            yield _told(entry, Code.LINK_LEAVES_CONTENT, offset, found=where[:80])
            return
        other = site.by_path.get(path)
        if other is None:
            if where not in _attached(entry):
                guess = f"https://{where}" if where.startswith("www.") else ""
                yield _told(entry, Code.BROKEN_LINK, offset, found=where[:80], near=guess)
            return
        address = other.address if KINDS[other.kind].address else ""
    if address in site.hidden and not _hidden(entry):
        yield _told(entry, Code.LINK_TO_UNPUBLISHED, offset, found=where[:80], status=site.hidden[address])


def _attached(entry: Entry) -> set[str]:
    files = [*getattr(entry.record, "attachments", ()), *getattr(entry.record, "documents", ())]
    return {item.file for item in files}


def _resolved(path: str, where: str) -> str | None:
    """Return the file that a relative link names, or None when it climbs out of content/."""
    parts: list[str] = []
    for step in PurePosixPath(path).parent.joinpath(where).parts:
        if step == "..":
            if len(parts) <= 1:
                return None
            parts.pop()
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def _levels(entry: Entry, headings: list[Heading]) -> Iterator[Finding]:
    level = 1
    for depth, text, offset in headings:
        if depth == 1:
            yield _told(entry, Code.HEADING_LEVEL, offset, found=text[:60], wanted="##")
            continue
        if depth > level + 1:
            yield _told(entry, Code.HEADING_LEVEL, offset, found=text[:60], wanted="#" * (level + 1))
        level = depth


def _story(entry: Entry, text: str, headings: list[Heading]) -> Iterator[Finding]:
    if not entry.body.strip():
        yield found(entry.path, Code.EMPTY_BODY, line=entry.body_line, column=1)
        return
    yield from _parts(entry, headings)
    least, most = STORY_WORDS
    count = word_count(entry.body)
    if not least <= count <= most:
        yield found(entry.path, Code.BODY_LENGTH, line=entry.body_line, column=1, found=count, least=least, most=most)
    praised = _PRAISE_SIGNS.stand_in(text)
    for match in islice(_PRAISE.finditer(_QUOTED.sub(blank, text)), MOST_OF_A_KIND) if praised else ():
        yield _told(entry, Code.PRAISE, match.start(), found=match[0])


def _parts(entry: Entry, headings: list[Heading]) -> Iterator[Finding]:
    """Tell which of the four parts of a story are missing, or the first that stands behind a later one."""
    wanted = _FOLDED_HEADINGS
    own = [(wanted.index(folded), text, offset) for _, text, offset in headings if (folded := fold(text)) in wanted]
    there = {number for number, _, _ in own}
    if entry.record.stage is Stage.NHAN_RONG:
        there.add(len(wanted) - 1)  # at this stage its absence is an error of its own
    missing = [heading for number, heading in enumerate(STORY_HEADINGS) if number not in there]
    if missing:
        line, column = entry.body_line, 1
        yield found(entry.path, Code.HEADING_MISSING, line=line, column=column, found="; ".join(missing))
    for (before, _, _), (number, text, offset) in pairwise(own):
        if number < before:
            yield _told(entry, Code.HEADING_ORDER, offset, found=text, choices="; ".join(STORY_HEADINGS))
            return
