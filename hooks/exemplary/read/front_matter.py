"""Split a Markdown file into front matter and body, and read the YAML strictly, keeping the place of every value.

MkDocs prints a front matter that is not valid YAML on the page, and YAML itself turns `0653` into 427 and `no` into
false; so every scalar stays the text that was written and the model converts it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from ..issues import Code, Finding, Loc, found
from .source import Source

MAX_DEPTH: Final = 12
MAX_VALUES: Final = 200_000
"""More values than any registry file has; a bound for hostile input."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN: Final = re.compile(r"^(?P<head>\s*(?:- +)?(?:[A-Za-z_][\w-]*|[a-z0-9-]+):[ ]+|\s*- +)(?P<value>.*)$", re.ASCII)
_MARKS: Final = "*&@%!`"
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True)
class Document:
    """A parsed file: plain values (text, lists, groups), the place of each, the body and the line on which it starts."""

    path: str
    fields: dict[str, Any]
    places: dict[Loc, tuple[int, int]]
    key_places: dict[Loc, tuple[int, int]]
    body: str = ""
    body_line: int = 1
    digest: str = ""

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


def _quoting_faults(path: str, block: str, first_line: int) -> list[Finding]:
    """Find the plain values that YAML would cut, misread or refuse, all of them, before YAML stops at the first."""
    findings: list[Finding] = []
    block_indent: int | None = None
    flow = 0
    for number, line in enumerate(block.split("\n"), first_line):
        indent = len(line) - len(line.lstrip(" "))
        if block_indent is not None:
            if not line.strip() or indent > block_indent:
                continue
            block_indent = None
        if "\t" in line:
            findings.append(found(path, Code.TAB, line=number, column=line.index("\t") + 1))
            continue
        if flow:
            flow = max(0, flow + _flow_change(line))
            continue
        match = _PLAIN.match(line)
        if not match or line.lstrip().startswith("#"):
            continue
        value = match["value"]
        column = match.end("head") + 1
        inner = _PLAIN.match(value) if match["head"].strip() == "-" else None
        if inner:
            column += inner.end("head")
            value = inner["value"]
        stripped = value.strip()
        if re.fullmatch(r"[|>][+-]?[0-9]?[+-]?\s*(#.*)?", stripped):
            block_indent = indent
        elif stripped[:1] in "[{" and stripped:
            flow = max(0, _flow_change(value))
        elif stripped[:1] in "\"'":
            quote = stripped[0]
            closing = re.match(r'"(?:[^"\\]|\\.)*"' if quote == '"' else r"'(?:[^']|'')*'", stripped)
            rest = stripped[closing.end() :].strip() if closing else ""
            if rest and not rest.startswith("#"):
                findings.append(found(path, Code.UNQUOTED_MARK, line=number, column=column, found=quote))
        elif stripped[:1] and stripped[0] in _MARKS:
            findings.append(found(path, Code.UNQUOTED_MARK, line=number, column=column, found=stripped[0]))
        elif re.search(r":(\s|$)", stripped):
            at = re.search(r":(\s|$)", value)
            findings.append(
                found(path, Code.UNQUOTED_COLON, line=number, column=column + (at.start() if at else 0), found=stripped)
            )
        elif " #" in value and not stripped.startswith("#"):
            findings.append(
                found(path, Code.CUT_BY_COMMENT, line=number, column=column + value.index(" #") + 1, found=stripped)
            )
    return findings


def _flow_change(text: str) -> int:
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'', "", text)
    return sum(bare.count(mark) for mark in "[{") - sum(bare.count(mark) for mark in "]}")


@dataclass
class _Reader:
    """Builds plain values from YAML events, and refuses what staff never need: anchors, aliases, tags, depth."""

    path: str
    first_line: int
    places: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    key_places: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    count: int = 0

    def at(self, mark: Any) -> tuple[int, int]:
        return mark.line + self.first_line, mark.column + 1

    def stop(self, code: Code, mark: Any, **params: object) -> _Stop:
        line, column = self.at(mark)
        self.findings.append(found(self.path, code, line=line, column=column, **params))
        return _Stop()

    def value(self, events: Any, event: Any, loc: Loc) -> Any:
        self.count += 1
        if len(loc) > MAX_DEPTH or self.count > MAX_VALUES:
            raise self.stop(Code.TOO_DEEP, event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.stop(Code.YAML_MAGIC, event.start_mark, found=f"*{event.anchor}")
        if getattr(event, "tag", None) and event.tag != "!":
            raise self.stop(Code.YAML_MAGIC, event.start_mark, found=event.tag)
        self.places[loc] = self.at(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            if event.implicit[0] and not event.style and event.value in _NULLS:
                return None
            return event.value
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self.value(events, event, (*loc, len(items))))
            return items
        return self.group(events, loc)

    def group(self, events: Any, loc: Loc) -> dict[str, Any]:
        made: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self.stop(Code.BAD_YAML, event.start_mark, found="khóa không phải là chữ")
            key = event.value
            line, column = self.at(event.start_mark)
            if event.anchor or (event.tag and event.tag != "!"):
                raise self.stop(Code.YAML_MAGIC, event.start_mark, found=key)
            if key == "<<":
                raise self.stop(Code.YAML_MAGIC, event.start_mark, found="<<")
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
    ("could not find expected ':'", "dòng này (hoặc dòng trên nó) thiếu dấu hai chấm sau tên trường"),
    ("mapping values are not allowed", "có hai dấu hai chấm trên một dòng, hoặc dòng này lùi vào sai"),
    ("did not find expected key", "dòng này lùi vào không thẳng hàng với các dòng cùng nhóm, hoặc dấu nháy chưa đóng"),
    ("did not find expected '-'", "các gạch đầu dòng của danh sách không thẳng hàng"),
    ("did not find expected ',' or", "danh sách trong ngoặc thiếu dấu phẩy hoặc chưa đóng ngoặc"),
    ("unexpected end of stream", "dấu nháy hoặc ngoặc mở ra mà không đóng lại"),
    ("unknown escape character", "dấu gạch chéo ngược \\ trong nháy kép không đúng chỗ"),
    ("block sequence entries are not allowed", "gạch đầu dòng “-” đứng sai chỗ; danh sách phải bắt đầu ở dòng mới"),
    ("cannot start any token", "có ký tự đặc biệt đứng đầu mà không đặt trong nháy kép"),
    ("control characters are not allowed", "có ký tự điều khiển không nhìn thấy"),
)


def _explain(problem: str) -> str:
    return next((words for english, words in _SYNTAX if english in problem), "dấu câu hoặc cách lùi dòng không đúng")


def parse_yaml(path: str, text: str, first_line: int, digest: str = "") -> tuple[Document | None, list[Finding]]:
    """Read a block of YAML whose first line is line `first_line` of the file; None when it has no usable group."""
    findings = _quoting_faults(path, text, first_line)
    reader = _Reader(path, first_line)
    fields: Any = {}
    if not findings:
        try:
            events = yaml.parse(text, Loader=_Loader)
            for event in events:
                if isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                    continue
                if isinstance(event, yaml.DocumentStartEvent):
                    if reader.count:
                        raise reader.stop(Code.BAD_YAML, event.start_mark, found="có dấu --- thừa")
                    continue
                fields = reader.value(events, event, ())
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            line, column = reader.at(mark) if mark else (first_line, 1)
            last = first_line + text.count("\n")
            reader.findings.append(
                found(path, Code.BAD_YAML, line=min(line, last), column=column, found=_explain(str(error)))
            )
            fields = None
        except (_Stop, RecursionError):
            fields = None
    findings += reader.findings
    if fields is None and not findings:
        fields = {}
    if fields is not None and not isinstance(fields, dict):
        line, column = reader.places.get((), (first_line, 1))
        findings.append(found(path, Code.BAD_YAML, line=line, column=column, found="phần khai báo phải gồm các dòng “tên: giá trị”"))
        fields = None
    if fields is None or any(finding.code is not Code.DUPLICATE_KEY for finding in findings):
        return None, findings
    return Document(path, fields, reader.places, reader.key_places, digest=digest), findings


def parse_document(source: Source) -> tuple[Document | None, list[Finding]]:
    """Split `source` at its front matter and read it; None when the file has no usable front matter."""
    lines = source.text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[start].rstrip() != "---":
        return None, [found(source.path, Code.NO_FRONT_MATTER, line=1, column=1)]
    end = next((i for i in range(start + 1, len(lines)) if lines[i].rstrip() in {"---", "..."}), None)
    if end is None:
        return None, [found(source.path, Code.UNCLOSED_FRONT_MATTER, line=start + 1, column=1)]
    block = "\n".join(lines[start + 1 : end])
    document, findings = parse_yaml(source.path, block, start + 2, source.digest)
    if document is None:
        return None, findings
    body = "\n".join(lines[end + 1 :])
    return (
        Document(source.path, document.fields, document.places, document.key_places, body, end + 2, source.digest),
        findings,
    )


def body_place(document_line: int, body: str, offset: int) -> tuple[int, int]:
    """Return line and column in the file of `offset` in the body that starts on `document_line`."""
    line = body.count("\n", 0, offset)
    return document_line + line, offset - (body.rfind("\n", 0, offset) + 1) + 1
