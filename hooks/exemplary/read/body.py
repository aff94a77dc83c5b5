"""What a Markdown body holds: code, headings, links and images, each with its offset."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from ..text import squash

Heading = tuple[int, str, int]
"""Level, text, offset."""

_FENCE: Final = re.compile(r"(```+|~~~+) *[\w#.+-]* *")
_INLINE: Final = re.compile(r"(?<![\\`])(`+)(?!`)(.{1,300}?)(?<!`)\1(?!`)")
_HEADING: Final = re.compile(r"(#{1,6})[ \t]*([^#\s].*)")
_UNDERLINE: Final = re.compile(r"(=+|-+) *")
_LABEL: Final = r"(!?)\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]"
_LINK: Final = re.compile(_LABEL + r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_TITLED: Final = re.compile(r"(\S*)(?:\s+[\"'(].*)?", re.DOTALL)
_REFERENCE: Final = re.compile(r"^ {0,3}\[([^\]\n^][^\]\n]{0,200})\]:\s*<?(\S+?)>?(?:\s|$)", re.MULTILINE)
AUTOLINK: Final = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{0,40}:[^\s<>]*)>")


def blank(match: re.Match[str]) -> str:
    """Return as many spaces as a match has characters, with its line ends."""
    return "".join("\n" if char == "\n" else " " for char in match[0])


def plain_markdown(body: str) -> str:
    """Return `body` with its code blanked out, every character in its place.

    Only what Markdown is sure to show as code counts: a fence that is never closed, or one with more than a language
    behind it, is ordinary text, and so are backticks behind a backslash.
    """
    if "`" not in body and "~~~" not in body:
        return body
    lines = body.split("\n")
    closings: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if line[:3] in {"```", "~~~"} and not line.strip("`~ "):
            closings[line.rstrip(" ")].append(number)
    number = 0
    while number < len(lines):
        fence = _FENCE.fullmatch(lines[number])
        ends = closings[fence[1]] if fence else []
        place = bisect_right(ends, number)
        if place < len(ends):
            for inside in range(number, ends[place] + 1):
                lines[inside] = " " * len(lines[inside])
            number = ends[place]
        elif "`" in lines[number]:
            lines[number] = _INLINE.sub(blank, lines[number])
        number += 1
    return "\n".join(lines)


def headings_of(body: str) -> list[Heading]:
    """Return the headings of a body: (level, text, offset). `##Tiêu đề` and underlined text are headings too."""
    return headings_in(plain_markdown(body))


def headings_in(text: str) -> list[Heading]:
    """Return the headings of a body whose code is blanked out."""
    headings: list[Heading] = []
    offset = 0
    before, above = "", ""
    for line in text.split("\n"):
        if line[:1] == "#":
            match = _HEADING.fullmatch(line)
            if match:
                headings.append((len(match[1]), squash(match[2].rstrip().rstrip("#")), offset))
        elif line[:1] in {"=", "-"} and before.strip() and not above.strip() and _UNDERLINE.fullmatch(line):
            headings.append((1 if line[0] == "=" else 2, squash(before), offset - len(before) - 1))
        offset += len(line) + 1
        above, before = before, line
    return headings


def may_link(body: str) -> bool:
    """Tell, at a glance, whether there may be a link or an image in a body; most stories have none."""
    return "](" in body or "]:" in body or "<" in body


def links_of(body: str) -> Iterator[tuple[str, str, bool, int]]:
    """Yield the links and images of a body: (text, target, is an image, offset)."""
    return links_in(plain_markdown(body))


def links_in(text: str) -> Iterator[tuple[str, str, bool, int]]:
    """Yield the links and images of a body whose code is blanked out."""
    if "](" in text:
        for match in _LINK.finditer(text):
            yield match[2], _target(match[3]), bool(match[1]), match.start()
    if "]:" in text:
        for match in _REFERENCE.finditer(text):
            yield match[1], match[2], False, match.start()
    if "<" in text:
        for match in AUTOLINK.finditer(text):
            yield match[1], match[1], False, match.start()


def _target(inside: str) -> str:
    """Return the address of a link from what stands in its round brackets, without a title behind it."""
    text = inside.strip()
    if text.startswith("<"):
        return text[1:].partition(">")[0].strip()
    match = _TITLED.fullmatch(text)
    return match[1] if match else text
