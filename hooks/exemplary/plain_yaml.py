"""Write the small part of YAML that staff read, and change one field of it without touching the lines around.

What is written here is what the strict reader takes: one value a line, double quotes only where they are needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from .model.values import ID_PATTERN
from .read.front_matter import Document, parse_yaml
from .text import squash

INDENT: Final = 2
_FIRST: Final = frozenset("!\"#%&'*,-?:@[]`{|}>=")
"""Characters that mean something to YAML where a value begins."""
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
_HEADER: Final = re.compile(r"#\s*---")
"""How a comment looks that heads a whole section of a registry file, not one entry of it."""


def needs_quotes(text: str) -> bool:
    """Tell whether a value on one line has to stand in double quotes to be read as it is written."""
    if text in _NOTHING or text != text.strip():
        return True
    if text[0] in _FIRST and not re.match(r"-[^\s,\[\]{}]", text):
        return True
    return text.endswith(":") or ": " in text or " #" in text


def quoted(text: str) -> str:
    r"""Return `text` in double quotes, with what would end or change it escaped.

    >>> print(quoted('Gương "sáng": xóm \\ Nà Lài'))
    "Gương \"sáng\": xóm \\ Nà Lài"
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in escaped) + '"'


def scalar(text: str) -> str:
    """Return `text` as the value of a field, on one line."""
    line = squash(text)
    return quoted(line) if needs_quotes(line) else line


def lines_of(key: str, value: Any, indent: int = 0) -> list[str]:
    """Return the lines of one field; a value is text, a list of values, or a group of fields."""
    pad = " " * indent
    if isinstance(value, Mapping):
        return [
            f"{pad}{key}:",
            *(line for inner, item in value.items() for line in lines_of(inner, item, indent + INDENT)),
        ]
    if isinstance(value, (list, tuple)):
        if all(isinstance(item, str) and ID_PATTERN.fullmatch(item) for item in value):
            return [f"{pad}{key}: [{', '.join(value)}]"]
        return [f"{pad}{key}:", *(line for item in value for line in _item_lines(item, indent + INDENT))]
    return [f"{pad}{key}: {scalar(str(value))}"]


def _item_lines(item: Any, indent: int) -> list[str]:
    pad = " " * indent
    if isinstance(item, Mapping):
        lines = [line for key, value in item.items() for line in lines_of(key, value, indent + INDENT)]
        return [f"{pad}- {lines[0].lstrip()}", *lines[1:]]
    return [f"{pad}- {scalar(str(item))}"]


def with_fields(text: str, fields: Mapping[str, Any], *, under: str = "") -> str:
    """Return a YAML text in which `fields` have these values; None takes a field away, all other lines stay.

    With `under` the fields are those of that top-level group, which is made at the end of the text when it is missing.
    """
    if under and not isinstance(_fields(text).get(under), dict):
        made = {key: value for key, value in fields.items() if value is not None}
        text = without_groups(text, [under])
        lines = [*([text.rstrip("\n"), ""] if text.strip() else []), *lines_of(under, made)]
        return "\n".join(lines) + "\n"
    for key, value in fields.items():
        text = _with_field(text, key, value, under)
    return text


def _fields(text: str) -> dict[str, Any]:
    return _read(text).fields


def _read(text: str) -> Document:
    document, _ = parse_yaml("", text, 1)
    if document is None:
        raise ValueError("not a YAML text that the strict reader takes")
    return document


def _with_field(text: str, key: str, value: Any, under: str) -> str:
    document = _read(text)
    base: tuple[str, ...] = (under,) if under else ()
    held = document.fields[under] if under else document.fields
    if held.get(key) == value:
        return text
    indent = document.key_places[(*base, next(iter(held)))][1] - 1 if under and held else INDENT * len(base)
    new = lines_of(key, value, indent) if value is not None else []
    lines = text.rstrip("\n").split("\n")
    place = document.key_places.get((*base, key))
    if place:
        start = place[0] - 1
        end = _end_of(lines, start, indent)
    else:
        start = end = _end_of(lines, document.key_places[base][0] - 1, 0) if under else len(lines)
    lines[start:end] = new
    return "\n".join(lines).strip("\n") + "\n"


def _end_of(lines: list[str], start: int, indent: int) -> int:
    """Return the number of the first line after the block that begins on line `start` with its key at `indent`."""
    end = start + 1
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip())
        if depth < indent or (depth == indent and not line.lstrip().startswith("- ")):
            break
        end = number + 1
    return end


def without_groups(text: str, dropped: Iterable[str]) -> str:
    """Return a YAML text without these top-level groups; the comments of what stays stay.

    Lines of comment right above a group go with it. A comment that heads a section ("# --- Tỉnh … ---") goes with the
    lines right below it when nothing of its section is left.
    """
    gone = set(dropped)
    document = _read(text)
    if not gone & set(document.fields):
        return text
    lines = text.split("\n")
    starts = sorted((document.key_places[(key,)][0] - 1, key) for key in document.fields)
    kept: list[str] = []
    header: list[str] = []
    position = 0
    for start, key in starts:
        loose, heading, own = _split_lead(lines[position:start])
        position = _end_of(lines, start, 0)
        kept += loose
        if heading:
            header = heading
        if key not in gone:
            kept += [*header, *own, *lines[start:position]]
            header = []
    made = re.sub(r"\n{3,}", "\n\n", "\n".join(kept + lines[position:])).strip("\n") + "\n"
    if _fields(made) != {key: value for key, value in document.fields.items() if key not in gone}:
        raise ValueError("the groups that stay would change")
    return made


def _split_lead(lead: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Split the lines between two groups: loose ones, the head of a section, those that belong to the next group."""
    blank = max((number for number, line in enumerate(lead) if not line.strip()), default=-1) + 1
    head = next((number for number in reversed(range(len(lead))) if _HEADER.match(lead[number])), None)
    if head is None:
        return lead[:blank], [], lead[blank:]
    own = max(blank, head + 1) if blank > head else len(lead)
    return lead[:head], lead[head:own], lead[own:]
