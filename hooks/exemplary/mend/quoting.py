"""Mend the lines of a front matter that YAML would cut, misread or refuse: values without quotes, tabs, lost spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Annotated, Any, Final

import yaml
from pydantic import TypeAdapter, ValidationError

from ..issues import Code, Finding
from ..model.base import FieldFacts, Part, Record, fields_of
from ..plain_yaml import quoted
from ..read.front_matter import Document, parse_yaml

TAB_WIDTHS: Final = (2, 4, 8)
"""How many spaces a tab may have stood for; the first width with which the whole can be read is taken."""

_ENTRY: Final = re.compile(
    r"(?P<indent> *)(?P<dashes>(?:- +)*)(?:(?P<key>[A-Za-z_][\w-]*|[a-z0-9-]+):(?: +|$))?(?P<value>.*)", re.ASCII
)
_CLOSE_COLON: Final = re.compile(r"( *)([a-z_]+):(?=[^\s:])", re.ASCII)
_BLOCK_MARK: Final = re.compile(r"[|>][+-]?[0-9]?[+-]?\s*(#.*)?")
_DOUBLE: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_SINGLE: Final = re.compile(r"'(?:[^']|'')*'")
_UNREAD: Final = frozenset({Code.UNQUOTED_COLON, Code.CUT_BY_COMMENT, Code.UNQUOTED_MARK})
_MARKS: Final = "*&@%!`"
_OPENERS: Final = "[{|>,]}?"


@dataclass(frozen=True)
class _Place:
    """A value on one line: the column where it begins, that of its key or dash, and the keys that lead to it."""

    number: int
    column: int
    depth: int
    keys: tuple[str, ...]
    item: bool


def mend_lines(block: str, record: type[Record] | None, *, groups: bool = False) -> str:
    """Return front matter in which every value that is sure to be text can be read as text.

    A comment behind a value of a closed kind (a date, an id, a choice) goes to a line of its own above it. What may be
    meant in two ways stays as it is: `name: An # sửa sau` could be a comment or not.
    """
    block = _with_spaces(block, record, groups=groups)
    best = _quoted_lines(block, record, groups=groups)
    if "\t" not in block:
        return best
    for width in TAB_WIDTHS:
        spaced = "\n".join(_without_tabs(line, width) for line in block.split("\n"))
        mended = _quoted_lines(_with_spaces(spaced, record, groups=groups), record, groups=groups)
        if parsed(mended)[0] is not None:
            return mended
    return best


@lru_cache(maxsize=8)
def parsed(block: str) -> tuple[Document | None, tuple[Finding, ...]]:
    """Read a block strictly; the few blocks that the steps of one file go through are each read once."""
    document, findings = parse_yaml("", block, 1)
    return document, tuple(findings)


@lru_cache(maxsize=8)
def readable(block: str) -> tuple[str, tuple[int, ...]]:
    """Return a block in which the values that cannot be read are one letter, and the lines (from 1) of those values.

    It has the same lines and the same places, so that one line which only its writer can mend keeps no other from it.
    """
    faults = {finding.line for finding in parsed(block)[1] if finding.code in _UNREAD}
    if not faults:
        return block, ()
    lines = block.split("\n")
    for place in _places(lines):
        if place.number + 1 in faults:
            lines[place.number] = lines[place.number][: place.column] + "x"
    return "\n".join(lines), tuple(sorted(faults))


def _without_tabs(line: str, width: int) -> str:
    bare = line.lstrip(" \t")
    lead = line[: len(line) - len(bare)]
    return lead.replace("\t", " " * width) + bare.replace("\t", " ")


def _with_spaces(block: str, record: type[Record] | None, *, groups: bool) -> str:
    """Put the space behind the colon of a declared key that stands where keys of the record stand (title:Bà Hoa)."""
    if record is None or groups:
        return block
    lines = block.split("\n")
    for number, line in enumerate(lines):
        match = _CLOSE_COLON.match(line)
        if match and not match[1] and match[2] in fields_of(record):
            lines[number] = f"{match[0]} {line[match.end() :]}"
    return "\n".join(lines)


def _quoted_lines(block: str, record: type[Record] | None, *, groups: bool) -> str:
    if parsed(block)[0] is not None:
        return block
    lines = block.split("\n")
    made: dict[int, list[str]] = {}
    for place in _places(lines):
        line = lines[place.number]
        owner, facts = declared(record, place.keys[1:] if groups else place.keys)
        if facts and (facts.part or (facts.many and not place.item)):
            continue
        if _goes_on(lines, place):
            continue
        mended = _mended(line[place.column :], owner, facts)
        if mended:
            value, comment = mended
            made[place.number] = [" " * (len(line) - len(line.lstrip())) + comment] if comment else []
            made[place.number].append(line[: place.column] + value)
    return "\n".join(line for number, old in enumerate(lines) for line in made.get(number, [old]))


class _Scan:
    """Goes over lines one by one and knows in which block, bracket or quotation each stands, and under which keys."""

    def __init__(self) -> None:
        self.stack: list[tuple[int, str]] = []
        self.block: int | None = None
        self.flow = 0
        self.quote = ""

    def inside(self, line: str) -> bool:
        """Tell whether a line belongs to a value that began on a line before it."""
        if self.block is not None:
            if not line.strip() or len(line) - len(line.lstrip(" ")) > self.block:
                return True
            self.block = None
        if self.quote:
            self.quote = "" if self.quote in _bare_of(line, self.quote) else self.quote
            return True
        if self.flow:
            self.flow = max(0, self.flow + _balance(line))
            return True
        return False

    def place(self, number: int, line: str) -> _Place | None:
        """Return the value that stands on a line, if there is one."""
        match = _ENTRY.match(line)
        if not match or line.lstrip().startswith("#") or not (match["key"] or match["dashes"]):
            return None
        at = len(match["indent"]) + len(match["dashes"])
        edge = len(match["indent"]) + 1 if match["dashes"] else at
        while self.stack and self.stack[-1][0] >= edge:
            self.stack.pop()
        if match["key"]:
            self.stack.append((at, match["key"]))
        value = match["value"].strip()
        if not value:
            return None
        if _BLOCK_MARK.fullmatch(value):
            self.block = len(match["indent"])
            return None
        if value[0] in "[{":
            self.flow = max(0, _balance(value))
        elif value[0] in "\"'" and not (_DOUBLE if value[0] == '"' else _SINGLE).match(value):
            self.quote = value[0]
        keys = tuple(key for _, key in self.stack)
        return _Place(number, match.start("value"), at if match["key"] else edge - 1, keys, item=not match["key"])


def _places(lines: list[str]) -> Iterator[_Place]:
    """Yield the values that stand on one line, with the keys above them; skip what goes over several lines."""
    scan = _Scan()
    for number, line in enumerate(lines):
        if not scan.inside(line):
            place = scan.place(number, line)
            if place:
                yield place


def _bare_of(line: str, quote: str) -> str:
    return line.replace("\\\\", "").replace('\\"', "") if quote == '"' else line.replace("''", "")


def _balance(text: str) -> int:
    bare = _SINGLE.sub("", _DOUBLE.sub("", text))
    return sum(bare.count(mark) for mark in "[{") - sum(bare.count(mark) for mark in "]}")


def _goes_on(lines: list[str], place: _Place) -> bool:
    """Tell whether the next line with anything on it stands deeper, and so belongs to this value."""
    numbers = range(place.number + 1, len(lines))
    following = next((lines[number] for number in numbers if lines[number].strip()), "")
    return len(following) - len(following.lstrip(" \t")) > place.depth


def declared(record: type[Record] | None, keys: tuple[str, ...]) -> tuple[type[Part] | None, FieldFacts | None]:
    """Return the group in which these keys lead to a field, and the field's declaration; None where there is none."""
    part: type[Part] | None = record
    owner: type[Part] | None = None
    facts: FieldFacts | None = None
    for key in keys:
        found = fields_of(part).get(key) if part else None
        if found is None:
            if facts and facts.many and facts.part:
                continue  # a key of the writer's own, such as the name of a step
            return None, None
        owner, facts, part = part, found, found.part
    return owner, facts


def accepts(owner: type[Part], facts: FieldFacts, value: str) -> bool:
    """Tell whether a field takes this text as its value (or as one of its values)."""
    try:
        _adapter(owner, facts.key).validate_python([value] if facts.many else value)
    except ValidationError:
        return False
    return True


@cache
def _adapter(owner: type[Part], key: str) -> TypeAdapter[Any]:
    info = next(info for name, info in owner.model_fields.items() if (info.alias or name) == key)
    kind: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    return TypeAdapter(kind)


def _mended(raw: str, owner: type[Part] | None, facts: FieldFacts | None) -> tuple[str, str] | None:
    """Return the value as it should be written and the comment that goes above it; None when it stays."""
    text = raw.strip()
    value, comment = text, ""
    cut = re.search(r"\s#", text) if text[0] not in "\"'[{" else None
    if cut:
        kept = text[: cut.start()].rstrip()
        if owner and facts and accepts(owner, facts, kept) and _is_closed(owner, facts, kept, text):
            value, comment = kept, text[cut.start() :].strip()
        elif re.search(r"\s#(\s|$)", text) or text.startswith("#"):
            return None
    if not _faulty(value):
        return (value, comment) if comment else None
    return quoted(value), comment


def _is_closed(owner: type[Part], facts: FieldFacts, kept: str, whole: str) -> bool:
    """Tell whether only the part before the mark can be the value, so that the rest must be a comment."""
    return not accepts(owner, facts, whole) or bool(facts.known and kept in set(facts.known.choices))


def _faulty(text: str) -> bool:
    """Tell whether the strict reader would cut, misread or refuse a value that is meant as text."""
    first = text[0]
    if first in "\"'":
        closing = (_DOUBLE if first == '"' else _SINGLE).match(text)
        rest = text[closing.end() :].strip() if closing else ""
        return bool(rest) and not rest.startswith("#")
    if first in "[{":
        return _balance(text) == 0 and not _loads(text)
    if first in _OPENERS:
        return not _loads(text)
    if first == "#":
        return False
    return first in _MARKS or bool(re.search(r":(\s|$)|\s#", text))


def _loads(text: str) -> bool:
    try:
        yaml.load(f"k: {text}", Loader=yaml.BaseLoader)  # noqa: S506 - the base loader makes text, lists and groups only
    except (yaml.YAMLError, RecursionError):
        return False
    return True
