"""All records of a content folder, loaded at once and indexed: `load_library(root)`.

Nothing here judges: what is wrong with a file comes back as findings, and a record with a wrong field is kept as an
entry without a record, so that references to it are still good; so is one that lies in the wrong place.
"""

from __future__ import annotations

import csv
import marshal
import os
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache, partial
from pathlib import Path
from sys import intern
from types import MappingProxyType
from typing import Any, Final, cast

from .cache import Cache, digest, fingerprint
from .disk import reason_of
from .issues import Code, ExemplaryError, Finding, Loc, found
from .model.base import Record, day_of, fields_of, packed, put, unpacked
from .model.campaign import Campaign
from .model.document import LegalDocument
from .model.event import Event
from .model.exemplar import Exemplar
from .model.plan import Plan
from .model.practice import Practice, Replication
from .model.registry import Cluster, Locality, Page, Site, Unit
from .model.review import News, Review
from .model.values import ID_PATTERN, RESERVED_IDS
from .read.body import may_link
from .read.front_matter import Document, parse_document, parse_yaml
from .read.kept import Job, Kept
from .read.record import Reading, read_record, shown
from .read.source import MAX_BYTES, decode, leaves, read_bytes, read_source
from .text import near, nfc, slugify

CONTENT: Final = "content"
REGISTRY_LIMIT: Final = 20_000_000
"""Largest registry file that is read: the list of all localities takes 1.5 MB."""


@dataclass(frozen=True)
class Kind:
    """A kind of record: where its files live and under which address its pages stand.

    `dated_by` is the field whose year names the folder, for kinds that lie in folders by year.
    """

    name: str
    record: type[Record]
    folder: str
    address: str
    label: str
    own_folder: bool = False
    dated_by: str = ""

    def place(self, identifier: str, year: str) -> str:
        """Return the path of a record's own file, from the root."""
        if self.folder.endswith(".yml"):
            return f"{CONTENT}/{self.folder}"
        folder = "/".join([CONTENT, self.folder, *([year] if self.dated_by else [])])
        return f"{folder}/{identifier}/index.md" if self.own_folder else f"{folder}/{identifier}.md"


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind(
                "exemplar", Exemplar, "exemplars", "guong", "Gương điển hình", own_folder=True, dated_by="introduced_on"
            ),
            Kind("plan", Plan, "plans", "ke-hoach", "Kế hoạch", own_folder=True),
            Kind("campaign", Campaign, "campaigns", "phong-trao", "Phong trào, lĩnh vực"),
            Kind("practice", Practice, "practices", "mo-hinh", "Mô hình, cách làm", own_folder=True),
            Kind("replication", Replication, "replications", "nhan-rong", "Nhân rộng", dated_by="history"),
            Kind("review", Review, "reviews", "so-ket", "Sơ kết, tổng kết"),
            Kind("news", News, "news", "tin", "Tin về kế hoạch", dated_by="posted_on"),
            Kind("event", Event, "events", "su-kien", "Giao lưu, tham quan, hội nghị", dated_by="held_on"),
            Kind("unit", Unit, "registry/units.yml", "don-vi", "Đơn vị"),
            Kind("locality", Locality, "registry/localities.yml", "dia-ban", "Địa bàn"),
            Kind("cluster", Cluster, "registry/clusters.yml", "", "Cụm, khối thi đua"),
            Kind("document", LegalDocument, "registry/documents.yml", "", "Văn bản căn cứ"),
            Kind("site", Site, "registry/site.yml", "", "Trang"),
            Kind("page", Page, "", "", "Trang viết tay"),
        )
    }
)
"""Every kind of record of the content model, by the name that references use."""

_BY_FOLDER: Final = {kind.folder: kind for kind in KINDS.values() if kind.folder and not kind.folder.endswith(".yml")}
_IGNORED: Final = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", ".gitattributes"})
_FILE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
PROVINCES: Final = frozenset({"tinh", "thanh-pho-tw"})
"""The types of locality that are provinces."""
NATIONAL: Final = "localities-vn.csv"
_VALUES_ALONE: Final = 2
"""The newest form of `marshal` that is the same for equal values: later ones tell which of them are one object."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record in its file: id, place, the record (None when a field is wrong), the body, what it refers to.

    Bodies are most of all that was read and seldom looked at, so they are held compressed.
    """

    kind: str
    id: str
    path: str
    record: Any
    prefix: Loc = ()
    packed_body: bytes = b""
    body_line: int = 1
    body_size: int = 0
    linked: bool = False
    """Whether there may be links or images in its body."""
    refs: tuple[tuple[Loc, str, str], ...] = ()
    days: tuple[tuple[Loc, date], ...] = ()
    files: tuple[str, ...] = ()
    year_folder: str = ""
    digest: str = ""
    facts: str = ""
    """The key of its fields alone; the whole of it, body and all, has the key `digest`."""

    @property
    def body(self) -> str:
        """The Markdown below the fields."""
        return _text_of(self.packed_body) if self.packed_body else ""

    @property
    def fingerprint(self) -> str:
        """The key of all that a page can see of this entry."""
        return self.digest or fingerprint((self.kind, self.id, self.path, self.prefix, self.record, self.body))

    @property
    def folder(self) -> str:
        """The folder of the record's own file, from the root."""
        return self.path.rpartition("/")[0]

    @property
    def address(self) -> str:
        """The public address of the record's page, from the site's root: `guong/ba-hoa/`."""
        return f"{KINDS[self.kind].address}/{self.id}/"

    def __reduce__(self) -> tuple[Callable[[bytes], Entry], tuple[bytes]]:
        """Keep it as plain values; the ways of its references and days, alike in most records, as one."""
        record = None if self.record is None else packed(self.record)
        refs, ids = _apart(self.refs)
        ways, days = _apart(self.days)
        plain = (
            self.kind, self.id, self.path, record, self.prefix, self.packed_body, self.body_line, self.body_size,
            self.linked, refs, ids, ways, tuple(map(date.toordinal, days)), self.files, self.year_folder, self.digest,
            self.facts,
        )  # fmt: skip
        return _entry, (marshal.dumps(plain),)


def _apart(pairs: tuple[tuple[Any, ...], ...]) -> tuple[bytes, tuple[Any, ...]]:
    """Return the beginnings of tuples as one packed value, and what each of them ends with."""
    return marshal.dumps(tuple(pair[:-1] for pair in pairs)), tuple(pair[-1] for pair in pairs)


@lru_cache(maxsize=4096)
def _beginnings(data: bytes) -> tuple[tuple[Any, ...], ...]:
    """Return the beginnings that were set apart; records that are alike share them."""
    return cast("tuple[tuple[Any, ...], ...]", marshal.loads(data))  # noqa: S302 - our own cache


@lru_cache(maxsize=16_384)
def _ended(start: tuple[Any, ...], end: Any) -> tuple[Any, ...]:
    """Return a tuple that was set apart; most stand in many records."""
    return (*start, end)


@lru_cache(maxsize=64)
def _text_of(body: bytes) -> str:
    return zlib.decompress(body).decode()


def _entry(data: bytes) -> Entry:
    """Make an entry from its plain values."""
    plain = marshal.loads(data)  # noqa: S302 - our own cache
    kind, identifier, path, record, prefix, body, line, size, linked, refs, ids, ways, days, *rest = plain
    return Entry(
        kind,
        identifier,
        path,
        None if record is None else unpacked(KINDS[kind].record, record),
        prefix,
        body,
        line,
        size,
        linked,
        tuple(map(_ended, _beginnings(refs), ids)),
        tuple(map(_ended, _beginnings(ways), map(day_of, days))),
        *rest,
    )


@dataclass(frozen=True)
class Library:
    """Everything that was read: entries by kind and id, in the order of ids."""

    root: Path
    entries: Mapping[str, Mapping[str, Entry]]
    national: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()

    def of(self, kind: str) -> Mapping[str, Entry]:
        """Return the entries of one kind by id."""
        return self.entries.get(kind, {})

    def get(self, kind: str, identifier: str) -> Any:
        """Return the record of that kind and id, or None when there is none or a field of it is wrong."""
        if kind == "locality":
            return self.locality(identifier)
        entry = self.of(kind).get(identifier)
        return entry.record if entry else None

    def id_now(self, kind: str, identifier: str) -> str:
        """Return the id that a record has now which had `identifier` before, else `identifier` itself."""
        if self.has(kind, identifier):
            return identifier
        return next((entry.id for entry, held in self.records(kind) if identifier in held.redirect_from), identifier)

    def has(self, kind: str, identifier: str) -> bool:
        """Tell whether a record of that kind and id exists, right or wrong; a kind with a broken file may hold any."""
        return (
            identifier in self.of(kind) or (kind == "locality" and identifier in self.national) or kind in self.broken
        )

    def ids(self, kind: str) -> list[str]:
        """Return the ids of one kind (of localities only those written by hand; the national list is long)."""
        return list(self.of(kind))

    def records(self, kind: str) -> Iterator[tuple[Entry, Any]]:
        """Yield the entries of one kind whose record is right, with it."""
        for entry in self.of(kind).values():
            if entry.record is not None:
                yield entry, entry.record

    @property
    def site(self) -> Site:
        """The site's own record; a plain one when `site.yml` is missing."""
        entry = self.of("site").get("site")
        if entry and entry.record:
            return cast("Site", entry.record)
        return Site.model_validate({"name": "Người tốt, việc tốt", "url": "https://example.org/"})

    @cached_property
    def _localities(self) -> dict[str, Locality | None]:
        return {}

    def locality(self, identifier: str) -> Locality | None:
        """Return a locality: the office's own if it has one of that id, else that of the national list."""
        made = self._localities
        if identifier not in made:
            entry = self.of("locality").get(identifier)
            made[identifier] = entry.record if entry else _from_row(self.national.get(identifier))
        return made[identifier]

    def province_of(self, identifier: str | None) -> str | None:
        """Return the id of the province around a locality (itself when it is one), or None; a circle has none."""
        step, seen = identifier, set[str]()
        while step and step not in seen:
            seen.add(step)
            locality = self.locality(step)
            if locality is None:
                return None
            if locality.type in PROVINCES:
                return step
            step = locality.parent
        return None

    def only(self, **kept: Mapping[str, Entry]) -> Library:
        """Return a copy in which the given kinds hold only the given entries."""
        return replace(self, entries={**self.entries, **kept})


def _from_row(row: tuple[str, ...] | None) -> Locality | None:
    if row is None:
        return None
    name, kind, parent, code, valid_from, valid_to, successors = row
    pairs = [part.partition(":") for part in successors.split()]
    cells = {"name": name, "type": kind, "parent": parent, "code": code, "valid_from": valid_from, "valid_to": valid_to}
    return Locality.model_validate(
        {
            **{key: cell for key, cell in cells.items() if cell},
            "successors": [{"id": pair[0], "share": pair[2] or "whole"} for pair in pairs],
        }
    )


def _shown(name: str) -> str:
    """Return a file name that can be printed: valid UTF-8, no control characters."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)


def _files(root: Path, findings: list[Finding], passed_over: dict[str, list[str]]) -> list[str]:
    """Return every file below content/, as a posix path from the root, in order; tell bad names and links.

    The names that are not read, which a record may name all the same, are put to `passed_over` by folder.
    """
    stack = [CONTENT]
    found_files: list[str] = []
    while stack:
        folder = stack.pop()
        try:
            with os.scandir(root / folder) as listing:
                items = sorted(listing, key=lambda item: item.name)
        except OSError as error:
            findings.append(found(folder, Code.UNREADABLE, found=reason_of(error)))
            continue
        for item in items:
            relative = f"{folder}/{item.name}"
            if item.name in _IGNORED or item.name.startswith(("._", "~$")):
                passed_over.setdefault(folder, []).append(item.name)
                continue
            if not _FILE_NAME.fullmatch(item.name):
                passed_over.setdefault(folder, []).append(item.name)
                shown = f"{_shown(folder)}/{_shown(item.name)}"
                findings.append(found(shown, Code.BAD_FILE_NAME, found=_shown(nfc(item.name))))
                continue
            if item.is_dir(follow_symlinks=False):
                if item.name.endswith((".md", ".yml", ".csv")):
                    findings.append(found(relative, Code.UNREADABLE, found="đây là thư mục"))
                elif relative.count("/") > 6:  # noqa: PLR2004 - deeper than any record lies
                    findings.append(found(relative, Code.STRAY_FILE, near=""))
                else:
                    stack.append(relative)
            elif item.is_symlink() and (leaves(root, root / relative) or item.is_dir()):
                findings.append(found(relative, Code.LINK_OUT_OF_CONTENT))
            else:
                found_files.append(relative)
    return sorted(found_files)


@dataclass(frozen=True)
class _Location:
    """Which record a path is: its kind, id, year folder; `index` tells the record's own file from those beside it."""

    kind: Kind
    id: str
    year: str
    index: bool


def _locate(relative: str) -> _Location | None:
    parts = relative.split("/")[1:]
    kind = _BY_FOLDER.get(parts[0]) if parts else None
    if kind is None:
        return None
    rest = parts[1:]
    year = ""
    if kind.dated_by:
        if not rest or not re.fullmatch(r"\d{4}", rest[0]):
            return None
        year, rest = intern(rest[0]), rest[1:]
    if kind.own_folder:
        if len(rest) != 2:  # noqa: PLR2004 - folder and file
            return None
        return _Location(kind, rest[0], year, rest[1] == "index.md")
    if len(rest) != 1 or not rest[0].endswith(".md"):
        return None
    return _Location(kind, rest[0][:-3], year, index=True)


_REGISTRIES: Final = {
    kind.folder.partition("/")[2]: kind for kind in KINDS.values() if kind.folder.endswith(".yml")
}  # fmt: skip


_STORY: Final = re.compile(r"\.(md|md\.txt|markdown)$", re.IGNORECASE)
"""Endings of a story: editors put others behind or in place of `.md`."""


def _meant_folder(relative: str) -> str:
    """Return the folder of records that a file lies below, or was most likely meant to, or ""."""
    top, _, rest = relative.removeprefix(f"{CONTENT}/").partition("/")
    return top if top in _BY_FOLDER else near(top, tuple(_BY_FOLDER)) or "" if rest and top != "registry" else ""


def _kind_with(fields: Mapping[str, Any]) -> Kind | None:
    """Return the kind of record that has these keys, or None where they may well be those of a hand-written page."""
    fitting: list[tuple[float, Kind]] = []
    for kind in _BY_FOLDER.values():
        own = {key for key, facts in fields_of(kind.record).items() if facts.required} - fields_of(Page).keys()
        there = own & fields.keys()
        if len(there) > 1:
            fitting.append((len(there) / len(own), kind))
    best = max(fitting, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= 1 / 2 else None


def _fields_at(root: Path, relative: str) -> dict[str, Any]:
    """Return what stands in the front matter of a file, as far as it can be read."""
    source, _ = read_source(root, relative)
    document = parse_document(source)[0] if source else None
    return document.fields if document else {}


def _meant(relative: str, fields: Mapping[str, Any]) -> Kind | None:
    """Return the kind of record that a file in the wrong place holds, by its keys, else by where it lies."""
    name = relative.rpartition("/")[2]
    if name.endswith(".yml"):
        return _REGISTRIES.get(near(name, tuple(_REGISTRIES)) or "")
    return (_kind_with(fields) or _BY_FOLDER.get(_meant_folder(relative))) if _STORY.search(name) else None


def _proper_id(kind: Kind, relative: str, fields: Mapping[str, Any]) -> str:
    """Return the id that a misplaced record was most likely meant to have: from its file, its folder, its title."""
    *_, folder, name = _STORY.sub("", relative).split("/")
    taken = {CONTENT, kind.folder, _meant_folder(relative)}
    title = str(fields.get("title") or fields.get("name") or "")
    words = name if name.lower() != "index" else title if folder in taken or folder.isdigit() else folder
    return slugify(words)[:80] or "ma-bai"


def _misplaced(relative: str, fields: Mapping[str, Any]) -> tuple[Finding, Entry | None]:
    """Tell a file that is read by nothing: an error where it plainly is a record, with the place where it should be.

    A record in the wrong place exists all the same, so it comes back as an entry that others may name.
    """
    kind = _meant(relative, fields)
    if kind is None:
        return found(relative, Code.STRAY_FILE, near=""), None
    identifier = _proper_id(kind, relative, fields)
    year = re.search(r"(?:19|20)\d\d", f"{fields.get(kind.dated_by, '')} {relative}")
    wanted = kind.place(identifier, year[0] if year else "<năm>")
    told = found(relative, Code.MISPLACED_RECORD, kind=kind.label.lower(), wanted=wanted)
    return told, Entry(kind.name, identifier, relative, None)


def entry_of(kind: str, identifier: str, document: Document, reading: Reading[Any], **more: Any) -> Entry:
    """Make the entry of a record from its document and its reading; where a field is lost, there is no record."""
    record = None if document.lost else reading.record
    body = document.body.encode()
    return Entry(
        kind, identifier, document.path, record, packed_body=zlib.compress(body, 1) if body else b"",
        body_line=document.body_line, body_size=len(body), linked=may_link(document.body),
        refs=reading.refs, days=reading.days, **more,
    )  # fmt: skip


def _read_markdown(
    root: Path, relative: str, location: _Location, beside: tuple[str, ...], data: bytes | None = None
) -> tuple[Entry, list[Finding]]:
    kind, identifier, year = location.kind, location.id, location.year
    source, told = read_source(root, relative, data)
    findings = list(told)
    if kind.name != "page" and (not ID_PATTERN.fullmatch(identifier) or identifier in RESERVED_IDS):
        findings.append(found(relative, Code.BAD_ID, found=identifier))
    document: Document | None = None
    if source is not None:
        document, syntax = parse_document(source)
        findings += syntax
    if document is None:
        return Entry(kind.name, identifier, relative, None, files=beside, year_folder=year), findings
    document = _with_told_lines(document, findings)
    reading = read_record(kind.record, relative, document.fields)
    findings += _news(document, reading)
    key = digest(kind.name, relative, document.digest, *beside)
    facts = digest(kind.name, identifier, marshal.dumps(document.fields, _VALUES_ALONE))
    entry = entry_of(kind.name, identifier, document, reading, files=beside, year_folder=year, digest=key, facts=facts)
    return entry, findings


def _with_told_lines(document: Document, told: list[Finding]) -> Document:
    """Mark the lines on which a character or the syntax is wrong already: what follows from that is no other fault."""
    lines = frozenset(finding.line for finding in told if finding.line and finding.code is not Code.DUPLICATE_KEY)
    return replace(document, mended=document.mended | lines) if lines else document


def _news(document: Document, reading: Reading[Any]) -> Iterator[Finding]:
    """Yield what a reading found, but for the lines whose one fault is told already."""
    for finding in reading.findings:
        missing = finding.code in {Code.MISSING, Code.MISSING_AT_STAGE}
        if missing and finding.loc[0] in document.lost:
            continue
        if missing or not document.mended or document.locate(finding)[0] not in document.mended:
            yield finding


def _read_registry(
    root: Path, relative: str, kind: Kind, data: bytes | None
) -> tuple[dict[str, Entry] | None, list[Finding]]:
    held, findings = read_bytes(root, relative, REGISTRY_LIMIT, data)
    if held is None:
        return None, findings
    source, encoding = decode(relative, held)
    findings = [*findings, *encoding]
    if source is None:
        return None, findings
    document, syntax = parse_yaml(relative, source.text, 1, source.digest, mend=True)
    findings += syntax
    if document is None:
        return None, findings
    document = _with_told_lines(document, findings)
    if kind.name == "site":
        reading = read_record(kind.record, relative, document.fields)
        entry = entry_of(kind.name, "site", document, reading, digest=digest(relative, source.digest))
        return {"site": entry}, [*findings, *_news(document, reading)]
    entries = {
        identifier: Entry(kind.name, identifier, relative, None, (identifier,))
        for identifier in document.lost
        if ID_PATTERN.fullmatch(identifier) and f"\n{identifier}:" in f"\n{source.text}"
    }
    for identifier, raw in document.fields.items():
        if not ID_PATTERN.fullmatch(identifier) or identifier in RESERVED_IDS:
            findings.append(found(relative, Code.BAD_ID, (identifier,), found=identifier, at="key"))
        if not isinstance(raw, dict):
            findings.append(
                found(relative, Code.NOT_A_GROUP, (identifier,), label=f"Mục {identifier}", found=shown(raw), at="key")
            )
            entries[identifier] = Entry(kind.name, identifier, relative, None, (identifier,))
            continue
        reading = read_record(kind.record, relative, raw, (identifier,))
        findings += _news(document, reading)
        entries[identifier] = Entry(
            kind.name, identifier, relative, reading.record, (identifier,), refs=reading.refs, days=reading.days,
            digest=fingerprint((relative, identifier, raw)),
        )  # fmt: skip
    return entries, findings


_COLUMNS: Final = ["id", "name", "type", "parent", "code", "valid_from", "valid_to", "successors"]
_SUCCESSOR: Final = re.compile(r"[a-z0-9-]{1,80}(:(whole|part))?")


def _read_national(
    root: Path, relative: str, data: bytes | None
) -> tuple[dict[str, tuple[str, ...]] | None, list[Finding]]:
    """Read the national list; None when it cannot be used at all. A wrong row is told and keeps only its id."""
    held, findings = read_bytes(root, relative, REGISTRY_LIMIT, data)
    if held is None:
        return None, findings
    try:
        text = nfc(held.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None, [found(relative, Code.NOT_UTF8)]
    lines = text.replace("\r\n", "\n").split("\n")
    rows = _rows(lines)
    if next(rows, (0, []))[1] != _COLUMNS:
        return None, [found(relative, Code.BAD_TABLE_ROW, line=1, column=1, found="dòng tiêu đề")]
    made: dict[str, tuple[str, ...]] = {}
    for number, row in rows:
        identifier = row[0] if row else ""
        if len(row) != len(_COLUMNS) or identifier in made or not _good_row(row):
            findings.append(found(relative, Code.BAD_TABLE_ROW, line=number, column=1, found=lines[number - 1][:80]))
            if ID_PATTERN.fullmatch(identifier):
                made.setdefault(identifier, (identifier, "", "", "", "", "", ""))
            continue
        made[identifier] = tuple(row[1:])
    return made, findings


def _rows(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of every line that is not empty; no cell of ours goes over the end of its line."""
    for number, line in enumerate(lines, 1):
        if '"' in line:
            yield number, next(csv.reader([line[:10_000]]), [])
        elif line:
            yield number, line.split(",")


def _good_row(row: list[str]) -> bool:
    identifier, name, _, parent, _, valid_from, valid_to, successors = row
    return bool(
        ID_PATTERN.fullmatch(identifier)
        and len(name.strip()) > 1
        and not set(name) & set("<{")
        and (not parent or ID_PATTERN.fullmatch(parent))
        and all(not cell or _good_date(cell) for cell in (valid_from, valid_to))
        and (not successors or all(_SUCCESSOR.fullmatch(item) for item in successors.split()))
    )


@lru_cache(maxsize=4096)
def _good_date(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell and 1900 <= int(cell[:4]) <= 2200  # noqa: PLR2004 - as a Day
    except ValueError:
        return False


CheckEntry = Callable[[Entry, Path], Iterable[Finding]]
"""Finds what is wrong with an entry taken by itself, and with the files that lie beside it below a root.

What it finds is kept with the reading of the file, until that or one of those beside it is another.
"""


def _no_check(entry: Entry, root: Path) -> Iterable[Finding]:
    return ()


@dataclass
class _Loading:
    """What has been read so far of a content folder."""

    root: Path
    kept: Kept
    check: CheckEntry = _no_check
    findings: list[Finding] = field(default_factory=list)
    entries: dict[str, dict[str, Entry]] = field(default_factory=lambda: {name: {} for name in KINDS})
    national: dict[str, tuple[str, ...]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    beside: dict[str, list[str]] = field(default_factory=dict)
    passed_over: dict[str, list[str]] = field(default_factory=dict)
    records: list[tuple[str, _Location]] = field(default_factory=list)
    stand_ins: list[Entry] = field(default_factory=list)

    def file(self, relative: str) -> None:
        """Read a file of the registry or a page; note the files of records, which must know what lies beside them."""
        location = _locate(relative)
        if location and location.index:
            self.records.append((relative, location))
        elif location:
            folder, _, name = relative.rpartition("/")
            self.beside.setdefault(folder, []).append(name)
        elif relative.startswith(f"{CONTENT}/registry/"):
            self.registry(relative, relative.removeprefix(f"{CONTENT}/"))
        elif not relative.endswith(".md"):
            self.misplaced(relative, {})
        elif _meant(relative, fields := _fields_at(self.root, relative)):
            self.misplaced(relative, fields)
        else:
            page = _Location(KINDS["page"], relative[len(CONTENT) + 1 : -3], "", index=True)
            ((entry, told),) = self.kept.read([self.job(relative, page, ())])
            self.entries["page"][entry.id] = entry
            self.findings += told

    def misplaced(self, relative: str, fields: Mapping[str, Any]) -> None:
        """Tell a file in the wrong place; a record of that id in its own place goes before it."""
        told, entry = _misplaced(relative, fields)
        self.findings.append(told)
        if entry and KINDS[entry.kind].folder.endswith(".yml"):
            self.broken.add(entry.kind)
        elif entry:
            self.stand_ins.append(entry)

    def job(self, relative: str, location: _Location, beside: tuple[str, ...]) -> Job:
        def read(data: bytes | None) -> tuple[Entry, list[Finding]]:
            entry, told = _read_markdown(self.root, relative, location, beside, data)
            return entry, [*told, *self.check(entry, self.root)]

        folder = relative.rpartition("/")[0]
        names = [*beside, *self.passed_over.get(folder, ())] if location.kind.own_folder else []
        return Job(relative, self.kept.key_of(folder, names), read)

    def registry(self, relative: str, name: str) -> None:
        kind = next((kind for kind in KINDS.values() if kind.folder == name), None)
        if kind:
            ((held, told),) = self.kept.read([Job(relative, "", partial(self.read_registry, relative, kind))])
            self.entries[kind.name] = held or {}
            self.findings += told
            if held is None:
                self.broken.add(kind.name)
        elif name == f"registry/{NATIONAL}":
            ((rows, told),) = self.kept.read([Job(relative, "", partial(_read_national, self.root, relative))])
            self.national = rows or {}
            self.findings += told
            if rows is None:
                self.broken.add("locality")
        elif not name.endswith(".txt"):
            self.misplaced(relative, _fields_at(self.root, relative) if name.endswith(".md") else {})

    def read_registry(
        self, relative: str, kind: Kind, data: bytes | None
    ) -> tuple[dict[str, Entry] | None, list[Finding]]:
        held, told = _read_registry(self.root, relative, kind, data)
        return held, [*told, *(finding for entry in (held or {}).values() for finding in self.check(entry, self.root))]

    def all_records(self) -> None:
        """Read the noted files of records, in order; the first file of an id keeps it."""
        owned = {relative.rpartition("/")[0] for relative, _ in self.records}
        for folder, names in self.beside.items():
            path = f"{folder}/index.md"
            location = _locate(path)
            if folder not in owned and location:
                self.findings.append(found(f"{folder}/{names[0]}", Code.RECORD_WITHOUT_FILE, found=path))
                self.stand_ins.append(Entry(location.kind.name, location.id, path, None))
            for name in [name for name in names if folder in owned and name.endswith(".md")]:
                fields = _fields_at(self.root, f"{folder}/{name}")
                if _kind_with(fields):
                    names.remove(name)
                    self.misplaced(f"{folder}/{name}", fields)
        jobs = [
            self.job(
                relative,
                location,
                tuple(self.beside.get(relative.rpartition("/")[0], ())) if location.kind.own_folder else (),
            )
            for relative, location in self.records
        ]
        for (relative, location), (entry, told) in zip(self.records, self.kept.read(jobs), strict=True):
            self.findings += told
            known = self.entries[location.kind.name].setdefault(entry.id, entry)
            if known is not entry:
                self.findings.append(found(relative, Code.DUPLICATE_ID, found=location.id, other=known.path))
        for entry in self.stand_ins:
            self.entries[entry.kind].setdefault(entry.id, entry)


def _with_new_ids(
    entries: Mapping[str, Mapping[str, Entry]], national: Mapping[str, object]
) -> Mapping[str, Mapping[str, Entry]]:
    """Return the entries with every reference to the old id of a renamed record led to the new one.

    Whoever wrote the reference need not know of the change; an old id that is still a record's own leads nowhere else.
    """
    new: dict[str, dict[str, str]] = {}
    for kind, held in entries.items():
        for entry in held.values():
            for old in entry.record.redirect_from if entry.record else ():
                if old not in held and not (kind == "locality" and old in national):
                    new.setdefault(kind, {})[old] = entry.id
    if not new:
        return entries
    return {kind: {key: _led(entry, new) for key, entry in held.items()} for kind, held in entries.items()}


def _led(entry: Entry, new: Mapping[str, Mapping[str, str]]) -> Entry:
    refs = tuple((loc, kind, new.get(kind, {}).get(identifier, identifier)) for loc, kind, identifier in entry.refs)
    if refs == entry.refs:
        return entry
    record = entry.record
    for (loc, _, old), (_, _, identifier) in zip(entry.refs, refs, strict=True):
        if record is not None and identifier != old:
            record = put(record, loc[len(entry.prefix) :], identifier)
    keys = [
        digest(key, *(identifier for _, _, identifier in refs)) if key else "" for key in (entry.digest, entry.facts)
    ]
    return replace(entry, record=record, refs=refs, digest=keys[0], facts=keys[1])


def load_library(
    root: Path, cache: Cache | None = None, check: CheckEntry = _no_check, only: Collection[str] | None = None
) -> tuple[Library, list[Finding]]:
    """Read every file below `root`/content, or `only` some; raises `ExemplaryError` when there is no such folder.

    What has not changed since the last time comes from `cache`; `check` looks at every entry by itself.
    """
    if not (root / CONTENT).is_dir():
        raise ExemplaryError(f"Không thấy thư mục {CONTENT}/ trong {root}.")
    loading = _Loading(root, Kept(root, cache, only=only), check)
    for relative in _files(root, loading.findings, loading.passed_over) if only is None else sorted(only):
        loading.file(relative)
    loading.all_records()
    if only is None:
        loading.kept.forget_others()
    ordered = {name: dict(sorted(held.items())) for name, held in loading.entries.items()}
    led = _with_new_ids(ordered, loading.national)
    return Library(root, led, loading.national, frozenset(loading.broken)), loading.findings


def read_again(root: Path, entry: Entry) -> Entry | None:
    """Read the file of a record whose folder is as it was; None unless nothing but its body has changed."""
    location = _locate(entry.path)
    if location is None or not entry.path.endswith(".md"):
        return None
    now, _ = _read_markdown(root, entry.path, location, entry.files)
    return now if now.record is not None and now.facts == entry.facts else None


def document_at(root: Path, relative: str, data: bytes | None = None) -> tuple[Document | None, list[str]]:
    """Read a file again for the places of its fields and for its lines; used only for files that have findings.

    With `data` these are its bytes.
    """
    limit = REGISTRY_LIMIT if relative.endswith((".yml", ".csv")) else MAX_BYTES
    held, _ = read_bytes(root, relative, limit, data)
    if held is None:
        return None, []
    source, _ = decode(relative, held)
    if source is None:
        return None, []
    lines = source.text.split("\n")
    if relative.endswith(".yml"):
        return parse_yaml(relative, source.text, 1, mend=True)[0], lines
    if relative.endswith(".md"):
        return parse_document(source)[0], lines
    return None, lines
