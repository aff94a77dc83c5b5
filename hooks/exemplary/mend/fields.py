"""Mend what a declaration knows: dates written the Vietnamese way, colours without quotes, the order of the keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from pydantic_core import PydanticCustomError

from ..issues import Loc
from ..model.base import FieldFacts, Part, Record, fields_of
from ..model.values import PartialDate, When, read_date
from ..plain_yaml import quoted
from ..read.front_matter import Document
from .quoting import accepts

_DATE: Final = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d{1,2}/\d{4}|\d{4}-\d{1,2}(-\d{1,2})?", re.ASCII)
_COLOR: Final = re.compile(r"#[0-9A-Fa-f]{6}")


def declared_order(record: type[Record]) -> list[str]:
    """Return the keys of a record in the order in which they are written: its own first, those of every record last."""
    common = list(fields_of(Record))
    return [key for key in fields_of(record) if key not in common] + list(reversed(common))


def mend_values(block: str, document: Document, records: Mapping[Loc, type[Record]]) -> tuple[str, dict[Loc, str]]:
    """Return front matter with its dates as year-month-day and its colours in quotes, and what each became.

    `document` is the block as read; `records` tells which record stands at which place of it.
    """
    lines = block.split("\n")
    became: dict[Loc, str] = {}
    edits: list[tuple[int, int, int, str]] = []
    for start, record in records.items():
        raw: Any = document.fields
        for step in start:
            raw = raw.get(step) if isinstance(raw, dict) else None
        for loc, owner, facts, value in _leaves(record, raw, start):
            edit = (
                _color_edit(lines, document, loc, owner, facts)
                if value is None
                else _date_edit(lines, document, loc, facts, value)
            )
            if edit:
                edits.append(edit[:4])
                became[loc] = edit[4]
    for number, begin, end, text in sorted(edits, reverse=True):
        lines[number] = lines[number][:begin] + text + lines[number][end:]
    return "\n".join(lines), became


def _leaves(part: type[Part], raw: Any, loc: Loc) -> Iterator[tuple[Loc, type[Part], FieldFacts, str | None]]:
    """Yield every single value of a record with its declaration, whatever groups and lists it stands in."""
    if not isinstance(raw, dict):
        return
    for key, facts in fields_of(part).items():
        if key in raw:
            yield from _inside(part, facts, raw[key], (*loc, key))


def _inside(
    part: type[Part], facts: FieldFacts, value: Any, loc: Loc
) -> Iterator[tuple[Loc, type[Part], FieldFacts, str | None]]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _inside(part, facts, item, (*loc, number))
    elif isinstance(value, dict):
        if facts.part and facts.many and not set(value) & set(fields_of(facts.part)):
            for key, item in value.items():
                yield from _inside(part, facts, item, (*loc, key))
        elif facts.part:
            yield from _leaves(facts.part, value, loc)
    else:
        yield loc, part, facts, value


Edit = tuple[int, int, int, str, str]
"""Line, first and last column, the text to put there, and the value that it means."""


def _date_edit(lines: list[str], document: Document, loc: Loc, facts: FieldFacts, value: str) -> Edit | None:
    if not _DATE.fullmatch(value.strip()):
        return None
    try:
        if facts.type is date:
            written = read_date(value).isoformat()
        elif facts.type is PartialDate or facts.type is When:
            written = str(facts.type.parse(value.strip()))
        else:
            return None
    except PydanticCustomError:
        return None
    if written == value:
        return None
    line, column = document.places[loc]
    number, begin = line - 1, column - 1
    if lines[number][begin : begin + 1] in {'"', "'"}:
        begin += 1
    end = begin + len(value)
    return (number, begin, end, written, written) if lines[number][begin:end] == value else None


def _color_edit(lines: list[str], document: Document, loc: Loc, owner: type[Part], facts: FieldFacts) -> Edit | None:
    """A colour without quotes is a comment to YAML; nothing else can be meant by it in a field that takes colours."""
    line, column = document.key_places.get(loc, (0, 0))
    match = re.fullmatch(rf"{facts.key}:[ ]+(\S+)", lines[line - 1][column - 1 :]) if line else None
    if not match or not _COLOR.fullmatch(match[1]) or accepts(owner, facts, "x") or not accepts(owner, facts, match[1]):
        return None
    begin = column - 1 + match.start(1)
    return line - 1, begin, begin + len(match[1]), quoted(match[1]), match[1]


def in_order(block: str, document: Document, record: type[Record]) -> str:
    """Return front matter with its top-level keys in the declared order, each with its whole block and its comments.

    A key that is not declared stays behind the key that it stands behind. A comment at the very top that an empty line
    sets apart stays at the top, and what follows the last block stays at the end.
    """
    lines = block.split("\n")
    places = sorted((document.key_places[(key,)], key) for key in document.fields)
    starts = [line - 1 for (line, _), _ in places]
    if len(set(starts)) != len(starts) or any(column != 1 for (_, column), _ in places) or not places:
        return block
    ranks = {key: rank for rank, key in enumerate(declared_order(record))}
    edges = [_lead_of(lines, start, starts[number - 1] if number else -1) for number, start in enumerate(starts)]
    top = max((number + 1 for number in range(edges[0], starts[0]) if not lines[number].strip()), default=edges[0])
    edges[0] = top
    last = next(
        (number + 1 for number in reversed(range(starts[-1], len(lines))) if _is_held(lines[number])), starts[-1] + 1
    )
    blocks: list[tuple[int, list[str]]] = []
    rank = -1
    for number, (_, key) in enumerate(places):
        rank = ranks.get(key, rank)
        end = edges[number + 1] if number + 1 < len(edges) else last
        blocks.append((rank, lines[edges[number] : end]))
    ordered = sorted(blocks, key=lambda item: item[0])
    return "\n".join([*lines[:top], *(line for _, held in ordered for line in held), *lines[last:]])


def _is_held(line: str) -> bool:
    """Tell whether a line belongs to the block above it: it is neither empty nor a comment at the left edge."""
    return bool(line.strip()) and not line.startswith("#")


def _lead_of(lines: list[str], start: int, previous: int) -> int:
    """Return the first of the empty lines and comments right above line `start`, down to the line `previous`."""
    while start - 1 > previous and not _is_held(lines[start - 1]):
        start -= 1
    return start
