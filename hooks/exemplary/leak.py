"""Hunt through the finished site for what is withheld: ids, titles, names, sentences, photographs.

The publishable view already keeps it away from every later stage; this scan proves it on the bytes that go out.
"""

from __future__ import annotations

import ast
import contextlib
import gzip
import hashlib
import html
import io
import json
import marshal
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick

from .cache import Cache, digest
from .issues import Code, Finding, Loc, found
from .library import KINDS, Entry, Library
from .messages_vi import WORDING
from .model.base import fields_of, walk
from .publishable import Public
from .text import bare, fold, nfc, squash, untoned
from .workers import work_through

_SHELF: Final = "sought"
_MIN_SENTENCE: Final = 24
"""Shorter sentences stand in many texts by chance."""
_MIN_NAME: Final = 6
_SENTENCE: Final = re.compile(r"[^.!?…\n“”]+")
_MARKUP: Final = re.compile(r"[*_`#>|\[\]()]|https?://\S+")
_TAG: Final = re.compile(r"<([^>]+)>")
_EMPTY_TAG: Final = re.compile(r"<[^>=]+>")
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"<>"))
_TEXT_SUFFIXES: Final = (".html", ".json", ".xml", ".txt", ".js", ".css", ".svg", ".ics", ".csv", ".md")
_APART: Final = "\n\0\n"
"""Stands between texts that are normalised together; nothing that is looked for goes over it."""
_LARGE: Final = 100_000
"""Characters of a text that is worth remembering."""
_SEAM: Final = b' class="'
"""Stands in a page a hundred times: most of what lies between two of them, others have as well."""
_REMEMBERED: Final = 8192
"""Parts of pages that are remembered, some hundred bytes each."""
_ALWAYS: Final = "\0"
"""Stands in every file that is looked at."""
_BEARS_NAME: Final = frozenset({"name", "author", "fact_checked_by", "approved_by", "credit", "byline"})
"""Fields in which a name stands for someone who may be named."""
_FREE_TEXT: Final = frozenset({
    "title", "name", "summary", "text", "alt", "caption", "note", "effect", "efficiency", "growth", "influence",
    "difficulties", "help_given", "public_note", "detail", "problem", "indicator",
})  # fmt: skip


@dataclass(frozen=True)
class Needle:
    """Something that must not stand in the output, as written; the file of the record that it would give away."""

    text: str
    record: str
    person: bool = False

    def stands_in(self, text: str) -> bool:
        """Tell whether a text that has the folded needle has it indeed.

        Another person's name may be the same without its marks, or only begin like this one.
        """
        if not self.person:
            return True
        spelled = untoned(text)
        ways = {untoned(self.text), fold(self.text)}
        return any(re.search(rf"(?<!\w){re.escape(way)}(?!\w)", spelled) for way in ways)


@dataclass(frozen=True)
class Leak:
    """Something withheld that stands in the output: in which files, and where the published content says it."""

    needle: Needle
    files: tuple[str, ...]
    places: tuple[tuple[str, Loc, int], ...] = ()


def _plain(text: str) -> str:
    return squash(nfc(text))


def _norm(text: str) -> str:
    """Return text as the scan compares it: folded, one line."""
    return fold(_plain(text))


def _pieces(entry: Entry) -> Iterable[str]:
    """Yield what of a record would give it away."""
    yield entry.id
    record = entry.record
    if record is not None:
        for loc, facts, value in walk(record):
            key = next((step for step in reversed(loc) if isinstance(step, str)), "")
            if isinstance(value, str) and not facts.choices and not facts.ref and (key in _FREE_TEXT or facts.private):
                yield value
    yield from _SENTENCE.findall(_MARKUP.sub(" ", entry.body))


Told = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""Which texts of withheld records a public one says, and which it bears as a name, by its fingerprint."""


def needles_of(public: Public, cache: Cache | None = None) -> tuple[dict[str, Needle], Told]:
    """Return what must not stand in the output, by its folded form, and which of it public records say themselves.

    That is no leak. The name of a withheld person that no public record bears is looked for even where public texts
    mention it: nobody may. Which of them a record says, or bears as a name, is kept in `cache` as long as neither
    changes.
    """
    wanted: dict[str, tuple[str, str]] = {}
    for entry in public.withheld:
        for number, piece in enumerate(_pieces(entry)):
            text = _norm(piece)
            least = _MIN_NAME if number == 0 or " " in text else _MIN_SENTENCE
            if len(text) >= max(least, _MIN_NAME) and (
                number == 0 or len(text) >= _MIN_SENTENCE or _is_name(entry, text)
            ):
                wanted.setdefault(text, (_plain(piece), entry.path))
    if not wanted:
        return {}, {}
    told = _told(public, list(wanted), cache or Cache())
    said = set(_finder(list(wanted))(_other_text(public))).union(*(pair[0] for pair in told.values()))
    borne = set[str]().union(*(pair[1] for pair in told.values()))
    people = {
        _norm(entry.record.name)
        for entry in public.withheld
        if entry.record is not None and entry.kind == "exemplar" and entry.record.type in {"ca-nhan", "ho-gia-dinh"}
    }
    people = {name for name in people if " " in name and name not in borne}
    needles = {
        text: Needle(piece, path, text in people)
        for text, (piece, path) in wanted.items()
        if text not in said or text in people
    }
    return needles, told


def _finder(wanted: list[str]) -> Callable[[str], tuple[str, ...]]:
    """Return what tells which of `wanted` stand in a text: the very objects, for many texts have the same."""
    automaton, own = AhoCorasick(wanted), {text: text for text in wanted}

    def found_in(text: str) -> tuple[str, ...]:
        held = set(automaton.find_matches_as_strings(text, overlapping=True))
        return tuple(map(own.__getitem__, sorted(held)))

    return found_in


def _told(public: Public, wanted: list[str], cache: Cache) -> Told:
    """Return what every public record says of `wanted`."""
    found_in = _finder(wanted)
    row = cache.get("told", key := digest(*wanted))
    known: Told = marshal.loads(row) if row else {}  # noqa: S302 - our own cache
    entries = {entry.fingerprint: entry for held in public.library.entries.values() for entry in held.values()}
    fresh = [entry for mark, entry in entries.items() if mark not in known]

    def look(entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
        said, borne = _texts_of(entry)
        return found_in(said), found_in(borne)

    found = work_through(fresh, look)
    now = {mark: known[mark] for mark in entries if mark in known}
    now |= {entry.fingerprint: pair for entry, pair in zip(fresh, found, strict=True)}
    if now.keys() != known.keys():
        cache.put("told", [(key, marshal.dumps(now))], gone=cache.all("told").keys() - {key})
    return now


def text_of(entry: Entry) -> str:
    """Return all that a public record says, normalised."""
    return _texts_of(entry)[0]


def _texts_of(entry: Entry) -> tuple[str, str]:
    """Return all that a public record says, and the names that it bears, normalised."""
    values = [(loc[-1], facts, value) for loc, facts, value in walk(entry.record) if isinstance(value, str)]
    said = (_MARKUP.sub(" ", entry.body), entry.id, *(value for _, facts, value in values if not facts.private))
    borne = (value for key, _, value in values if key in _BEARS_NAME)
    return _norm(_APART.join(said)), _norm(_APART.join(borne))


def _is_name(entry: Entry, text: str) -> bool:
    record = entry.record
    return any(_norm(str(getattr(record, key, "") or "")) == text for key in ("name", "title"))


def _other_text(public: Public) -> str:
    """Return what tombstones, old addresses and help pages say, normalised."""
    parts = [text for wording in WORDING.values() for text in astuple(wording)]
    parts += [
        text
        for kind in KINDS.values()
        for facts in fields_of(kind.record).values()
        for text in (facts.hint, facts.example)
    ]
    for stone in public.tombstones:
        parts += [stone.title, stone.note, stone.decision, stone.id if stone.address_kept else ""]
    parts += [old.rstrip("/").rpartition("/")[2] for old, _ in public.redirects]
    return _norm(_APART.join(parts))


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _unpacked(name: str, data: bytes) -> Iterable[bytes]:
    """Yield the bytes of a file and, when it is packed, of what is inside; of a picture all but its pixels."""
    if data[:4] in _PICTURES:
        yield b"\n".join(_around_pixels(data))
        return
    if data[:3] == _JPEG:
        yield _around_scans(data)
        return
    yield data
    if data[:2] == b"\x1f\x8b":
        try:
            yield gzip.decompress(data)
        except (OSError, zlib.error, EOFError):
            return
    elif data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for item in archive.namelist():
                yield archive.read(item)


_PICTURES: Final = {b"\x89PNG": (8, ">I4s", 12), b"RIFF": (12, "<4sI", 8)}
"""Pictures in chunks: where the first begins, how its head is written, what comes on top of its length."""
_PIXELS: Final = frozenset({b"IDAT", b"VP8 ", b"VP8L", b"ALPH"})


def _around_pixels(data: bytes) -> Iterator[bytes]:
    """Yield the chunks of a PNG or WebP that are no pixels: what a picture can say in words stands in one of them."""
    at, head, more = _PICTURES[data[:4]]
    while at + 8 <= len(data):
        fields = struct.unpack_from(head, data, at)
        kind, length = fields if isinstance(fields[0], bytes) else fields[::-1]
        end = at + more + length + (length % 2 if head[0] == "<" else 0)
        if kind not in _PIXELS:
            yield data[at:end]
        at = end
    yield data[at:]


_JPEG: Final = b"\xff\xd8\xff"
_SCAN: Final = 0xDA
_AFTER_SCAN: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def _around_scans(data: bytes) -> bytes:
    """Return the segments of a JPEG, without the pixels that follow some of them, and what comes after its end."""
    held: list[bytes] = []
    at, end = 2, len(data)
    while at + 4 <= end and data[at] == data[0]:
        after = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        held.append(data[at:after])
        if data[at + 1] == _SCAN:
            found = _AFTER_SCAN.search(data, after)
            after = found.start() if found else end
        at = after
    return b"".join((*held, data[at:]))


def _readable(name: str, data: bytes) -> Iterable[str]:
    """Yield the texts that a file holds, whatever it is written or packed in."""
    yield name
    for raw in _unpacked(name, data):
        text = raw.decode("utf-8", "ignore" if not name.endswith(_TEXT_SUFFIXES) else "replace")
        if name.endswith(".html"):
            parts = _TAG.split(text)
            parts[1::2] = [tag if "=" in tag else "" for tag in parts[1::2]]
            text = html.unescape(" ".join(parts))
        elif name.endswith(".json") and "\\" in text:  # without one, every string stands there as it is
            with contextlib.suppress(ValueError):
                text = "\n".join(_strings(json.loads(text)))
        if "&" in text and not name.endswith(".html"):
            text = html.unescape(text)
        yield text.replace("d\u0335", "đ").replace("D\u0335", "Đ").replace("\\u003c", "<")


def _only_tags(page: bytes) -> bool:
    """Tell whether every bracket in a page begins or ends a tag."""
    brackets = page.translate(None, _NO_BRACKETS)
    return brackets == b"<>" * (len(brackets) // 2)


def _at_a_glance(name: str, data: bytes) -> bytes | None:
    """Return what `_readable` yields of a text file, bare; None for what must be read thoroughly.

    What does not stand in it, bare, does not stand in the file. Brackets that are no tags could be taken for some.
    """
    if not name.endswith(_TEXT_SUFFIXES):
        return None
    text = data.decode("utf-8", "replace")
    if name.endswith(".html"):
        if not _only_tags(data):
            return None
        text = _EMPTY_TAG.sub(" ", text)
    if "\\" in text and (name.endswith(".json") or "\\u003c" in text):
        return None
    if "&" in text:
        text = html.unescape(text)
    try:
        return bare(f"{name}{_ALWAYS}{text}")
    except UnicodeEncodeError:
        return None


def _glanced_for(needles: Iterable[str]) -> Iterator[bytes]:
    """Yield the needles, bare; those that no bare text can have are left out, those without letters are suspected."""
    for needle in needles:
        with contextlib.suppress(UnicodeEncodeError):
            yield bare(needle) or bare(_ALWAYS)


class Scan:
    """Looks into files for what must not be there; withheld photographs come as digest of bytes → file name.

    `interface` returns what the program itself says; it is asked only when something was found. A text of the interface
    is no leak, whatever a draft is called; of a person whom the interface happens to name, only a mention in the
    published content is one. `needles` are those of another scan, where what is withheld is known to be the same.
    """

    def __init__(
        self,
        public: Public,
        withheld_images: Mapping[str, str],
        interface: Callable[[], str] = str,
        cache: Cache | None = None,
        needles: Mapping[str, Needle] | None = None,
    ) -> None:
        self._public, self._images, self._interface = public, withheld_images, interface
        self._needles, self._told = needles_of(public, cache) if needles is None else (dict(needles), {})
        self._automaton = AhoCorasick(list(self._needles)) if self._needles else None
        self._large: dict[str, set[str]] = {}
        glanced = list(_glanced_for(self._needles))
        self._glance = BytesAhoCorasick(glanced)
        self._seams = bool(glanced) and not any(bare(_SEAM.decode()) in needle for needle in glanced)
        self._clean: set[bytes] = set()
        parts = (f"{folded} {needle.text} {needle.person}" for folded, needle in sorted(self._needles.items()))
        self.key = digest(*parts, "", *sorted(withheld_images))

    @classmethod
    def again(cls, cache: Cache) -> Scan | None:
        """Return the scan that was kept in `cache`, for looking into more files; None where there is none."""
        row = cache.get(_SHELF, _SHELF)
        if row is None:
            return None
        _, needles, images = marshal.loads(row)  # noqa: S302 - our own cache
        nobody = Public(Library(Path(), {}), (), (), ())
        return cls(nobody, images, needles={folded: Needle(*parts) for folded, parts in needles.items()})

    def keep(self, cache: Cache) -> None:
        """Keep in `cache` what is looked for."""
        row = cache.get(_SHELF, _SHELF)
        if row is None or marshal.loads(row)[0] != self.key:  # noqa: S302 - our own cache
            needles = {folded: astuple(needle) for folded, needle in self._needles.items()}
            cache.put(_SHELF, [(_SHELF, marshal.dumps((self.key, needles, dict(self._images))))])

    def said_by(self, entry: Entry) -> tuple[str, ...]:
        """Return which texts of withheld records a public record says itself, folded: in it they are no leak."""
        return self._told.get(entry.fingerprint, ((), ()))[0]

    def hits_in(self, name: str, data: bytes) -> list[str]:
        """Return which needles stand in a file, folded, and the digest of its bytes when that is a withheld image's."""
        unseen, parts = self._unseen(data) if self._seams and name.endswith(".html") else (data, set())
        seen = _at_a_glance(name, unseen) if self._automaton else None
        if seen is not None and not self._glance.find_matches_as_indexes(seen):
            if len(self._clean) > _REMEMBERED:
                self._clean.clear()
            self._clean |= parts
            return []  # most are: text, which no photograph is, without anything that even looks like a needle
        hits: set[str] = set()
        content = hashlib.sha256(data).hexdigest() if self._images else ""
        if content in self._images:
            hits.add(content)
        for text in _readable(name, data) if self._automaton else ():
            hits |= self._hits_inside(text) if len(text) < _LARGE else self._hits_inside_large(text)
        return sorted(hits)

    def _unseen(self, page: bytes) -> tuple[bytes, set[bytes]]:
        """Return a page without the parts that were clean in another, and its other parts, but the first and the last.

        Parts lie between seams. A seam is inside a tag that stays in the bare text, and no needle has one in itself;
        so a needle that stands in a page stands in one part of it, with the seams around. A page with brackets that are
        no tags is returned whole: without some of its parts it could look like one that has only tags.
        """
        if not _only_tags(page):
            return page, set()
        first, *middle = page.split(_SEAM)
        if not middle:
            return page, set()
        last = middle.pop()
        parts = set(middle) - self._clean
        return _SEAM.join((first, *parts, last)), parts

    def _hits_inside(self, text: str) -> set[str]:
        """Return which needles stand in a text."""
        if not self._automaton or not self._may_hold(text):
            return set()
        plain = _plain(text)
        found = set(self._automaton.find_matches_as_strings(fold(plain)))
        return {folded for folded in found if self._needles[folded].stands_in(plain)}

    def _hits_inside_large(self, text: str) -> set[str]:
        """Return the same of a text that may come again: all papers have the same styles inside."""
        key = digest(text.encode("utf-8", "surrogatepass"))
        if key not in self._large:
            self._large[key] = self._hits_inside(text)
        return self._large[key]

    def _may_hold(self, text: str) -> bool:
        """Tell at a glance whether there may be a needle in a text; most texts that can be put bare hold none."""
        try:
            return bool(self._glance.find_matches_as_indexes(bare(text) + bare(_ALWAYS)))
        except UnicodeEncodeError:
            return True

    def leaks(self, hits: Mapping[str, Iterable[str]]) -> list[Leak]:
        """Judge what was found, by file."""
        names: dict[str, list[str]] = {}
        for name, held in sorted(hits.items()):
            for hit in held:
                names.setdefault(hit, []).append(name)
        said = _norm(self._interface()) if names else ""
        leaks: list[Leak] = []
        for hit, files in names.items():
            if hit in self._images:
                leaks += [Leak(Needle(name, self._images[hit]), (name,)) for name in files]
                continue
            needle = self._needles[hit]
            places = tuple(_mentions(needle, hit, self._public))
            if hit not in said or (needle.person and places):
                leaks.append(Leak(needle, tuple(files), places))
        return sorted(leaks, key=lambda leak: (leak.needle.record, not leak.needle.person, leak.needle.text))


def _mentions(needle: Needle, folded: str, public: Public) -> Iterator[tuple[str, Loc, int]]:
    """Yield where published content says it: file, field, or line of the body."""
    for held in public.library.entries.values():
        for entry in held.values():
            for loc, _, value in walk(entry.record):
                if isinstance(value, str) and folded in _norm(value) and needle.stands_in(_plain(value)):
                    yield entry.path, (*entry.prefix, *loc), 0
            lines = [_plain(_MARKUP.sub(" ", line)) for line in entry.body.split("\n")]
            text = " ".join(lines)
            at = fold(text).find(folded)
            if at >= 0 and needle.stands_in(text):
                ends = accumulate(len(line) + 1 for line in lines)
                yield entry.path, (), entry.body_line + sum(end <= at for end in ends)


def told(leaks: Iterable[Leak]) -> Iterator[Finding]:
    """Yield the findings that a person reads: at the mention in the content, or else at the file that has the text."""
    for leak in leaks:
        more = f" và {len(leak.files) - 1} tệp khác" if len(leak.files) > 1 else ""
        for path, loc, line in leak.places or ((f"site/{leak.files[0]}", (), 0),):
            yield found(
                path, Code.LEAK, loc, line=line, column=1 if line else 0, found=f"{leak.files[0]}{more}",
                needle=leak.needle.text[:80], record=leak.needle.record,
            )  # fmt: skip


def interface_text(theme: Path) -> str:
    """Return all that the program itself says: the files of the theme, the texts in the modules of the core."""
    parts: list[str] = []
    for path in sorted(theme.rglob("*")):
        if path.suffix in _TEXT_SUFFIXES:
            parts += _readable(path.name, path.read_bytes())
            parts.append(path.read_text(encoding="utf-8"))
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                parts.append(node.value)
    return "\n".join(parts)
