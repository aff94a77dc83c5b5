"""Split a Markdown file into front matter and body, and read the YAML strictly, keeping the place of every value.

MkDocs prints a front matter that is not valid YAML on the page, and YAML itself turns `0653` into 427 and `no` into
false; so every scalar stays the text that was written and the model converts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, TypeAlias

import yaml

from ..issues import Code, Finding, Loc, found
from ..text import nfc
from .plain_block import NULLS, read_plain
from .source import INVISIBLE, Source

MAX_DEPTH: Final = 12
MAX_VALUES: Final = 200_000
"""More values than any registry file has; a bound for hostile input."""

_Event: TypeAlias = Any
"""An event of PyYAML or a mark of one: its two readers, in C and in Python, have types of their own."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN: Final = re.compile(r"^(?P<head>\s*(?:- +)?(?:[A-Za-z_][\w-]*|[a-z0-9-]+):[ ]+|\s*- +)(?P<value>.*)$", re.ASCII)
_SAFE: Final = r"[^\s:#\"'\[\]{}*&@%!`|>,?-][^:#\t\"'\[\]{},]*"
_HARMLESS: Final = re.compile(
    r"( *)(?:- +(?:[A-Za-z_][A-Za-z0-9_-]*: +)?|[A-Za-z_][A-Za-z0-9_-]*: +)"
    rf"(?:[^\s:#\"'\[\]{{}}*&@%!`|>,?-][^:#\t]*|\[(?:{_SAFE}(?:, *{_SAFE})*)?\]"
    rf"|\{{[a-z_]+: +{_SAFE}(?:, *[a-z_]+: +{_SAFE})*\}})"
)
"""A line in whose value YAML can see nothing but what a person means; most lines are, and need no second look."""
_BLOCK: Final = re.compile(r"[|>][+-]?[0-9]?[+-]?\s*(#.*)?")
_DOUBLE: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_SINGLE: Final = re.compile(r"'(?:[^']|'')*'")
_FLOW: Final = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[\[\]{}]""")
_QUOTED: Final = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_INNER: Final = re.compile(r"[{,]\s*[A-Za-z_][\w-]*:\s+(?P<value>[^\s\[\]{},#][^\[\]{},]*)")
_MARKS: Final = "*&@%!`|>,]}"
"""Characters with which YAML lets no plain value begin; opening brackets and quotes are looked at on their own."""
_MISSING: Final = frozenset({Code.MISSING, Code.MISSING_AT_STAGE})
_AT_KEY: Final = frozenset({Code.UNKNOWN_KEY, Code.EMPTY})
_KEYED: Final = re.compile(r"[a-z_]+:(\s|$)")
_CLOSE: Final = re.compile(r"^(?P<head>\s*[A-Za-z_][\w-]*:)(?P<value>[^\s:/].*)$", re.ASCII)
_TOP: Final = re.compile(r"[^\s#\-\[\]{}\"'][^\n]*?:(?:\s|$)")
_ANY_KEY: Final = re.compile(r"^[ \t-]*([A-Za-z_][\w-]*)(?=[:\s])", re.MULTILINE | re.ASCII)
_MOST_LOST: Final = 20
"""Fields that may be unreadable while the others of a file are still looked at; with more it is no front matter."""
_NO_SPACE: Final = "sau tên trường phải có dấu hai chấm rồi một dấu cách"


@dataclass(frozen=True)
class Document:
    """A parsed file: plain values (text, lists, groups), the place of each, the body and the line on which it starts.

    `mended` holds the lines that had to be read another way than they are written; their fault is told already, so
    nothing more needs to be said about the values on them. `lost` are the fields that could not be read at all.
    """

    path: str
    fields: dict[str, Any]
    places: Mapping[Loc, tuple[int, int]]
    key_places: Mapping[Loc, tuple[int, int]]
    body: str = ""
    body_line: int = 1
    digest: str = ""
    mended: frozenset[int] = frozenset()
    lost: frozenset[str] = frozenset()

    def place_of(self, loc: Loc, *, key: bool = False) -> tuple[int, int]:
        """Return line and column of a field, or of the nearest field around it when it is not there."""
        if key and loc in self.key_places:
            return self.key_places[loc]
        while loc:
            if loc in self.places:
                return self.places[loc]
            if loc in self.key_places:
                return self.key_places[loc]
            loc = loc[:-1]
        return 1, 1

    def locate(self, finding: Finding) -> tuple[int, int]:
        """Return where to look: at the value, at the key when that is wrong, at the group around what is missing."""
        if finding.line or not finding.loc:
            return finding.line, finding.column
        if finding.code in _MISSING and finding.loc not in self.key_places:
            return self.place_of(finding.loc[:-1], key=True) if finding.loc[:-1] else (1, 1)
        return self.place_of(finding.loc, key=finding.code in _AT_KEY | _MISSING or ("at", "key") in finding.params)


@dataclass(frozen=True)
class _Slip:
    """A plain value that YAML would cut, misread or refuse: where, why, and the line as it was meant."""

    number: int
    column: int
    code: Code
    found: str
    meant: str


def _quote(head: str, value: str) -> str:
    escaped = value.strip().replace("\\", "\\\\").replace('"', '\\"')
    return f'{head}"{escaped}"'


@dataclass
class _Scan:
    """Goes over the lines of a front matter and knows which of them are inside something that began above."""

    lines: list[str]
    block_indent: int | None = None
    flow: int = 0
    quoted_to: int = 0
    plain_indent: int | None = None

    def slips(self) -> Iterator[_Slip]:
        """Find the values that need quotes, all of them, before YAML stops at the first."""
        for number, line in enumerate(self.lines):
            harmless = None if self.inside(number) else _HARMLESS.fullmatch(line)
            if harmless:
                self.plain_indent = len(harmless[1])
            else:
                yield from self.line(number, line)

    def line(self, number: int, line: str) -> Iterator[_Slip]:
        """Find what is wrong on a line that may be anything."""
        indent = len(line) - len(line.lstrip(" "))
        if self.in_block(line, indent):
            return
        if "\t" in line:
            yield _Slip(number, line.index("\t") + 1, Code.TAB, "", line.replace("\t", "  "))
            return
        if number < self.quoted_to or self.in_flow(line):
            return
        match = _PLAIN.match(line)
        if line.strip() and (match or self.plain_indent is None or indent <= self.plain_indent):
            close = _CLOSE.match(line)
            if close and number + 1 > self.quoted_to:
                yield self.without_space(number, close["head"], close["value"])
            self.plain_indent = indent if match and match["value"] else None
        if match and line[indent] != "#":
            head, value = match["head"], match["value"]
            inner = _PLAIN.match(value) if head.strip() == "-" else None
            if inner:
                head, value = head + inner["head"], inner["value"]
            slip = self.value(number, indent, head, value)
            if slip:
                yield slip

    def inside(self, number: int) -> bool:
        """Tell whether line `number` may lie inside something that began above it."""
        return self.block_indent is not None or self.flow > 0 or number < self.quoted_to

    def without_space(self, number: int, head: str, value: str) -> _Slip:
        """Tell a field with no space behind its colon, which YAML would take for a mere word."""
        spaced = f"{head} "
        slip = self.value(number, len(head) - len(head.lstrip()), spaced, value)
        return _Slip(number, len(head), Code.BAD_YAML, _NO_SPACE, slip.meant if slip else spaced + value)

    def in_block(self, line: str, indent: int) -> bool:
        if self.block_indent is not None and line.strip() and indent <= self.block_indent:
            self.block_indent = None
        return self.block_indent is not None

    def in_flow(self, line: str) -> bool:
        was_open = self.flow > 0
        if was_open:
            self.flow = _depth_after(line, self.flow)[0]
        return was_open

    def value(self, number: int, indent: int, head: str, value: str) -> _Slip | None:
        text = value.strip()
        if not text or text[0] == "#":
            return None
        if _BLOCK.fullmatch(text):
            self.block_indent = indent
            return None
        if text[0] in "\"'":
            return self.quoted(number, indent, head, text)
        needs_quotes = text[0] in _MARKS or (text[:2] in {"- ", "? "} and head.strip() != "-")
        if text[0] in "[{":
            self.flow, end = _depth_after(text, 0)
            rest = text[end:].strip()
            needs_quotes = not self.flow and rest != "" and rest[0] != "#"
            if not needs_quotes:
                return _slip_inside(number, head, value) if ": " in text or " #" in text else None
        if needs_quotes:
            return _Slip(number, len(head) + 1, Code.UNQUOTED_MARK, text[0], _quote(head, text))
        return _plain_slip(number, head, value)

    def quoted(self, number: int, indent: int, head: str, text: str) -> _Slip | None:
        closing = (_DOUBLE if text[0] == '"' else _SINGLE).match(text)
        if closing:
            rest = text[closing.end() :].strip()
            if not rest or rest[0] == "#":
                return None
            return _Slip(number, len(head) + 1, Code.UNQUOTED_MARK, text[0], _quote(head, text))
        last = self.last_line_of_quote(number, indent, text[0])
        if last is not None:
            self.quoted_to = last + 1
            return None
        what = "dấu nháy mở ra mà không đóng lại"
        return _Slip(number, len(head) + 1, Code.BAD_YAML, what, _quote(head, text[1:]))

    def last_line_of_quote(self, number: int, indent: int, mark: str) -> int | None:
        """Return the line on which a quoted value ends that began on line `number`; None when it is never closed."""
        pattern = _DOUBLE if mark == '"' else _SINGLE
        for last in range(number + 1, len(self.lines)):
            line = self.lines[last]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
                return None
            if pattern.match(mark + line.strip()):
                return last
        return None


def _plain_slip(number: int, head: str, value: str) -> _Slip | None:
    cut = value.find(" #")
    colon = re.search(r":(\s|$)", value[:cut] if cut >= 0 else value)
    if colon:
        column = len(head) + colon.start() + 1
        return _Slip(number, column, Code.UNQUOTED_COLON, value.strip(), _quote(head, value))
    if cut >= 0:
        return _Slip(number, len(head) + cut + 2, Code.CUT_BY_COMMENT, value.strip(), head + value[:cut])
    return None


def _slip_inside(number: int, head: str, value: str) -> _Slip | None:
    """Find the first value in brackets on one line that has a colon or # in it but no quotes."""
    bare = _QUOTED.sub(lambda match: "_" * len(match[0]), value)
    for match in _INNER.finditer(bare):
        fault = re.search(r":(?= |$)| #", match["value"])
        if fault:
            start, end = match.span("value")
            code = Code.UNQUOTED_COLON if fault[0] == ":" else Code.CUT_BY_COMMENT
            column = len(head) + start + fault.start() + (1 if fault[0] == ":" else 2)
            written = value[start:end].rstrip()
            meant = f"{head}{value[:start]}{_quote('', written)}{value[start + len(written) :]}"
            return _Slip(number, column, code, written, meant)
    return None


def _depth_after(text: str, depth: int) -> tuple[int, int]:
    """Return how many brackets are open after `text`, and where the last of them was closed."""
    for match in _FLOW.finditer(text):
        if match[0] in "[{":
            depth += 1
        elif match[0] in "]}":
            depth -= 1
            if depth <= 0:
                return 0, match.end()
    return depth, len(text)


@dataclass
class _Reader:
    """Builds plain values from YAML events, and refuses what staff never need: anchors, aliases, tags, depth."""

    path: str
    first_line: int
    text: str
    places: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    key_places: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    count: int = 0

    def at(self, mark: _Event) -> tuple[int, int]:
        return mark.line + self.first_line, mark.column + 1

    def tell(self, code: Code, mark: _Event, what: str = "") -> None:
        line, column = self.at(mark)
        self.findings.append(found(self.path, code, line=line, column=column, found=what))

    def stop(self, code: Code, mark: _Event, what: str = "") -> _Stop:
        self.tell(code, mark, what)
        return _Stop()

    def value(self, events: Iterator[_Event], event: _Event, loc: Loc) -> object:
        self.count += 1
        mark = event.start_mark
        if len(loc) > MAX_DEPTH or self.count > MAX_VALUES:
            raise self.stop(Code.TOO_DEEP, mark)
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor:
            raise self.stop(Code.YAML_MAGIC, mark, f"*{event.anchor}")
        if event.tag and event.tag != "!":
            raise self.stop(Code.YAML_MAGIC, mark, event.tag)
        self.places[loc] = mark.line + self.first_line, mark.column + 1
        if kind is yaml.ScalarEvent:
            if event.style == '"':
                return self.escaped(event)
            return None if event.value in NULLS and not event.style and event.implicit[0] else event.value
        if kind is yaml.SequenceStartEvent:
            items: list[object] = []
            while type(event := next(events)) is not yaml.SequenceEndEvent:
                items.append(self.value(events, event, (*loc, len(items))))
            return items
        return self.group(events, loc)

    def escaped(self, event: _Event) -> str:
        """Return a value in double quotes, after a look at the characters that it may have written as escapes."""
        value: str = event.value
        if not value.isprintable():
            hidden = INVISIBLE.search(value)
            if hidden and hidden[0] not in self.text:
                self.tell(Code.INVISIBLE, event.start_mark, f"U+{ord(hidden[0]):04X}")
        return nfc(value)

    def group(self, events: Iterator[_Event], loc: Loc) -> dict[str, object]:
        made: dict[str, object] = {}
        while type(event := next(events)) is not yaml.MappingEndEvent:
            if type(event) is not yaml.ScalarEvent:
                raise self.stop(Code.BAD_YAML, event.start_mark, "tên trường không phải là chữ")
            key = event.value
            line, column = self.at(event.start_mark)
            if event.anchor or (event.tag and event.tag != "!"):
                raise self.stop(Code.YAML_MAGIC, event.start_mark, key)
            if key == "<<":
                raise self.stop(Code.YAML_MAGIC, event.start_mark, "<<")
            child = (*loc, key)
            if key in made:
                first = self.key_places[child][0]
                self.findings.append(
                    found(self.path, Code.DUPLICATE_KEY, line=line, column=column, found=key, first=first)
                )
                self.value(events, next(events), (*loc, key, "\0"))
                continue
            self.key_places[child] = (line, column)
            made[key] = self.value(events, next(events), child)
        return made


class _Stop(Exception):  # noqa: N818 - not an error: it ends the reading of one file
    """Ends the reading of a file whose fault is already told."""


_SYNTAX: Final = (
    ("could not find expected ':'", _NO_SPACE),
    ("mapping values are not allowed", "có hai dấu hai chấm trên một dòng, hoặc dòng này lùi vào sai"),
    ("did not find expected key", "dòng này lùi vào không thẳng hàng với các dòng cùng nhóm"),
    ("did not find expected '-'", "dòng này lùi vào không thẳng hàng với các dòng cùng mục của danh sách"),
    ("did not find expected ',' or", "ngoặc mở ở đây thiếu dấu phẩy bên trong hoặc chưa đóng lại"),
    ("unexpected end of stream", "dấu nháy hoặc ngoặc mở ra mà không đóng lại"),
    ("unknown escape character", "dấu gạch chéo ngược \\ trong nháy kép không đúng chỗ"),
    ("escape sequence", "dấu gạch chéo ngược \\ trong nháy kép không đúng chỗ"),
    ("block sequence entries are not allowed", "gạch đầu dòng “-” đứng sai chỗ; danh sách phải bắt đầu ở dòng mới"),
    ("cannot start any token", "có ký tự đặc biệt đứng đầu mà không đặt trong nháy kép"),
    ("control characters are not allowed", "có ký tự điều khiển không nhìn thấy"),
)
_AT_START: Final = ("could not find expected ':'", "did not find expected ',' or", "unexpected end of stream")
"""Faults that YAML notices late: the place to look at is where the value began."""


def _yaml_fault(path: str, error: yaml.YAMLError, reader: _Reader) -> Finding:
    problem = str(error)
    context, mark = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    if context and (mark is None or any(words in problem for words in _AT_START)):
        mark = context
    line, column = reader.at(mark) if mark else (reader.first_line, 1)
    last = reader.first_line + reader.text.count("\n")
    told = next((words for english, words in _SYNTAX if english in problem), "dấu câu hoặc cách lùi dòng không đúng")
    return found(path, Code.BAD_YAML, line=min(line, last), column=column, found=told)


def _read_events(reader: _Reader) -> object:
    """Return the plain value of the whole block, or None; what is wrong with it is told to `reader.findings`."""
    fields: object = None
    try:
        events = iter(_Loader(reader.text).get_event, None)
        for event in events:
            if isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                continue
            if isinstance(event, yaml.DocumentStartEvent):
                if reader.count:
                    raise reader.stop(Code.BAD_YAML, event.start_mark, "có dấu --- thừa")
                continue
            fields = reader.value(events, event, ())
    except yaml.YAMLError as error:
        reader.findings.append(_yaml_fault(reader.path, error, reader))
        return None
    except _Stop:
        return None
    return {} if fields is None else fields


@dataclass(frozen=True)
class _Reading:
    """A block that was read without its places: they are looked up once, should anybody ask."""

    path: str
    first_line: int
    text: str

    @cached_property
    def reader(self) -> _Reader:
        reader = _Reader(self.path, self.first_line, self.text)
        _read_events(reader)
        return reader


@dataclass(frozen=True)
class _Places(Mapping[Loc, tuple[int, int]]):
    """The places, or those of the keys, in such a block."""

    reading: _Reading
    which: str

    @property
    def held(self) -> dict[Loc, tuple[int, int]]:
        return getattr(self.reading.reader, self.which)  # type: ignore[no-any-return]

    def __getitem__(self, loc: Loc) -> tuple[int, int]:
        return self.held[loc]

    def __iter__(self) -> Iterator[Loc]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)


def _read_apart(whole: _Reader) -> tuple[_Reader, dict[str, object] | None, frozenset[str]]:
    """Read the fields of a broken block one by one; return what was read, and the fields that are lost.

    What is wrong in one field then hides no fault of the others. Nothing is gained, and `whole` comes back, where no
    field is at fault by itself, or nearly all are.
    """
    lines = whole.text.split("\n")
    starts = [number for number, line in enumerate(lines) if _TOP.match(line)]
    made, fields, lost = _Reader(whole.path, whole.first_line, whole.text), dict[str, object](), set[str]()
    for start, end in pairwise([*starts, len(lines)]):
        part = _Reader(whole.path, whole.first_line + start, "\n".join(lines[start:end]))
        read = _read_events(part)
        made.findings += part.findings
        if not isinstance(read, dict):
            lost |= set(_ANY_KEY.findall(part.text))
        for key, value in read.items() if isinstance(read, dict) else ():
            line, column = part.key_places[(key,)]
            if key in fields:
                first = made.key_places[(key,)][0]
                told = found(whole.path, Code.DUPLICATE_KEY, line=line, column=column, found=key, first=first)
                made.findings.append(told)
                continue
            fields[key] = value
            made.places |= {loc: place for loc, place in part.places.items() if loc[:1] == (key,)}
            made.key_places |= {loc: place for loc, place in part.key_places.items() if loc[:1] == (key,)}
        if len(lost) > _MOST_LOST:
            return whole, None, frozenset()
    return (made, fields, frozenset(lost)) if lost and fields else (whole, None, frozenset())


def parse_yaml(
    path: str, text: str, first_line: int, digest: str = "", *, mend: bool = False
) -> tuple[Document | None, list[Finding]]:
    """Read a block of YAML whose first line is line `first_line` of the file; None when it has no usable group.

    With `mend`, values that only lack their quotes are told and then read as they were meant, and fields that cannot be
    read at all are left out, so that the other faults of the file are found in the same run.
    """
    plain = read_plain(text)
    if plain is not None:
        reading = _Reading(path, first_line, text)
        return Document(path, plain, _Places(reading, "places"), _Places(reading, "key_places"), digest=digest), []
    slips = list(_Scan(text.split("\n")).slips())
    findings = [
        found(path, slip.code, line=first_line + slip.number, column=slip.column, found=slip.found) for slip in slips
    ]
    mended = frozenset(first_line + slip.number for slip in slips)
    if slips and not mend:
        return None, findings
    if slips:
        lines = text.split("\n")
        for slip in slips:
            lines[slip.number] = slip.meant
        text = "\n".join(lines)
    reader = _Reader(path, first_line, text)
    fields = _read_events(reader)
    lost: frozenset[str] = frozenset()
    if fields is None and mend:
        reader, fields, lost = _read_apart(reader)
    if fields is not None and not isinstance(fields, dict):
        line, column = reader.places.get((), (first_line, 1))
        what = "phần khai báo phải gồm các dòng “tên: giá trị”"
        reader.findings.append(found(path, Code.BAD_YAML, line=line, column=column, found=what))
        fields = None
    near_slip = mended | {line + 1 for line in mended}
    findings += [finding for finding in reader.findings if finding.line not in near_slip]
    if fields is None:
        return None, findings
    return Document(path, fields, reader.places, reader.key_places, digest=digest, mended=mended, lost=lost), findings


def parse_document(source: Source) -> tuple[Document | None, list[Finding]]:
    """Split `source` at its front matter and read it; None when the file has no usable front matter."""
    lines = source.text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if lines[start].rstrip() != "---":
        return None, [found(source.path, Code.NO_FRONT_MATTER, line=start + 1, column=1)]
    end = next((i for i in range(start + 1, len(lines)) if lines[i].rstrip() in {"---", "..."}), None)
    if end is None:
        return None, [found(source.path, Code.UNCLOSED_FRONT_MATTER, line=start + 1, column=1)]
    block = "\n".join(lines[start + 1 : end])
    again = next((i for i in range(end + 1, len(lines)) if lines[i].strip()), end)
    if lines[again].rstrip() == "---" and again > end and _KEYED.match("\n".join(lines[again + 1 : again + 2])):
        what = "phần bài viết lại mở đầu bằng một phần khai báo nữa"
        return None, [found(source.path, Code.BAD_YAML, line=again + 1, column=1, found=what)]
    document, findings = parse_yaml(source.path, block, start + 2, source.digest, mend=True)
    if document is None:
        return None, findings
    return replace(document, body="\n".join(lines[end + 1 :]), body_line=end + 2), findings


def body_place(document_line: int, body: str, offset: int) -> tuple[int, int]:
    """Return line and column in the file of `offset` in the body that starts on `document_line`."""
    line = body.count("\n", 0, offset)
    return document_line + line, offset - (body.rfind("\n", 0, offset) + 1) + 1
