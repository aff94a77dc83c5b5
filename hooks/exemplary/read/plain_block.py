"""Read a block of YAML in which every line is of the plainest kind, as most files have it, without a YAML parser.

A line is `key: value`, `key:` or an item of a list; a value stands on its line as bare words, in quotes without
anything escaped, or in one pair of brackets. Whatever else there is, and whatever could mean two things, makes
`read_plain` return None, and the caller reads the block as YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..text import nfc

NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
"""Bare words that say that there is no value."""
_MARKS: Final = "\"'[{"
_LONGEST: Final = 200_000
_DEEPEST: Final = 10
_UNPLAIN: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
_FIRST: Final = r"[^\s:#\"'\[\]{}*&@%!`|>,?-]"
_LINE: Final = re.compile(
    r"( *)(- +)?(?:([A-Za-z_][A-Za-z0-9_-]{0,99}):(?: +|$))?"
    rf"({_FIRST}[^:#]*(?::(?=[^\s])[^:#]*)*|\"[^\"\\]*\" *|'[^']*' *|[\[{{].*)?"
)
_INSIDE: Final = rf"{_FIRST}[^:#\"'\[\]{{}},]*"
_LIST: Final = re.compile(rf"\[ *(?:{_INSIDE}(?:, *{_INSIDE})*)?\] *")
_GROUP: Final = re.compile(rf"\{{ *[a-z_]{{1,99}}: +{_INSIDE}(?:, *[a-z_]{{1,99}}: +{_INSIDE})*\}} *")

_Token = tuple[int, int, str | None, str | None]
"""A line: where it begins, how wide the dash before it is, its key, its value."""


class _Unplain(Exception):  # noqa: N818 - not an error: somebody else reads the block
    """There is something in the block that is not plain."""


def read_plain(text: str) -> dict[str, object] | None:
    """Return the fields of a block that is plain throughout, as YAML reads them, else None."""
    if len(text) > _LONGEST or _UNPLAIN.search(text):
        return None
    try:
        reader = _Plain(_tokens(text.split("\n")))
        fields = reader.group(0, 0)
    except _Unplain:
        return None
    return fields if reader.at == len(reader.tokens) else None


def _tokens(lines: list[str]) -> list[_Token]:
    tokens: list[_Token] = []
    rest = iter(lines)
    for line in rest:
        match = _LINE.fullmatch(line)
        if match is None:
            if line.lstrip(" ")[:1] == "#":
                continue
            raise _Unplain
        before, dash, key, value = match.groups()
        if value is None:
            if dash or (key is None and line.strip(" ")):
                raise _Unplain
            if key is None:
                continue
        elif value[0] in "[{":
            value = _whole(value, len(before), rest)
        tokens.append((len(before), len(dash) if dash else 0, key, value))
    return tokens


def _whole(value: str, indent: int, rest: Iterator[str]) -> str:
    """Return what stands in brackets, with the lines on which it goes on."""
    closing = "]" if value[0] == "[" else "}"
    while closing not in value:
        line = next(rest, "")
        if not line.startswith(" " * (indent + 1)) or not line.strip(" "):
            raise _Unplain
        value = f"{value.rstrip(' ')} {line.strip(' ')}"
    return value


def _scalar(value: str) -> str | None:
    text = value.rstrip(" ")
    return None if text in NULLS else text


def _value(value: str) -> object:
    """Return what a value on one line says."""
    first = value[0]
    if first == '"':
        return nfc(value.rstrip(" ")[1:-1])
    if first == "'":
        return value.rstrip(" ")[1:-1]
    if first == "[":
        if not _LIST.fullmatch(value):
            raise _Unplain
        inside = value.rstrip(" ")[1:-1].strip(" ")
        return [_scalar(item.lstrip(" ")) for item in inside.split(",")] if inside else []
    if first == "{":
        if not _GROUP.fullmatch(value):
            raise _Unplain
        made: dict[str, object] = {}
        for pair in value.rstrip(" ")[1:-1].split(","):
            key, _, held = pair.strip(" ").partition(":")
            if key in made:
                raise _Unplain
            made[key] = _scalar(held.lstrip(" "))
        return made
    return _scalar(value)


class _Plain:
    """Puts lines together by where they begin."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def group(self, indent: int, depth: int) -> dict[str, object]:
        """Read the keys that begin at `indent`."""
        made: dict[str, object] = {}
        tokens, count = self.tokens, len(self.tokens)
        while self.at < count:
            begin, dash, key, value = tokens[self.at]
            if begin < indent or (dash and begin == indent and made):
                break
            if begin > indent or dash or key is None or key in made:
                raise _Unplain
            self.at += 1
            if value is None:
                made[key] = self.below(indent, depth)
            else:
                made[key] = _value(value) if value[0] in _MARKS else _scalar(value)
        return made

    def below(self, indent: int, depth: int) -> object:
        """Read what stands below a key that has no value on its line."""
        if depth > _DEEPEST:
            raise _Unplain
        if self.at == len(self.tokens):
            return None
        begin, dash, _, _ = self.tokens[self.at]
        if begin < indent or (begin == indent and not dash):
            return None
        return self.items(begin, depth + 1) if dash else self.group(begin, depth + 1)

    def items(self, indent: int, depth: int) -> list[object]:
        """Read the items of a list whose dashes stand at `indent`."""
        made: list[object] = []
        while self.at < len(self.tokens):
            begin, dash, key, value = self.tokens[self.at]
            if begin < indent or (begin == indent and not dash):
                break
            if begin > indent:
                raise _Unplain
            if key is None:
                self.at += 1
                made.append(_value(value or ""))
            else:
                self.tokens[self.at] = begin + dash, 0, key, value
                made.append(self.group(begin + dash, depth + 1))
        return made
