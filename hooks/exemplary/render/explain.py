"""Explain the first use of every abbreviation on a page: what it means in a title, and a link to the glossary.

A title alone reaches neither a finger nor a keyboard, so the short form is also a link.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from ..text import slugify
from .addresses import relative

GLOSSARY: Final = "viet-tat/"
_PASSED: Final = (
    r"<(a|h[1-6]|code|pre|abbr|button|label|option|title|script|style|svg|summary|time)\b[^>]*>.*?</\1>|<[^>]*>"
)


def anchors_of(shorts: Iterable[str]) -> dict[str, str]:
    """Return the anchor of each abbreviation in the glossary; two that fold alike are numbered."""
    made: dict[str, str] = {}
    for short in sorted(shorts):
        anchor = slug = slugify(short)
        number = 1
        while anchor in made.values():
            number += 1
            anchor = f"{slug}-{number}"
        made[short] = anchor
    return made


@lru_cache(maxsize=8)
def _pattern(shorts: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all short forms and for what is passed over."""
    return re.compile(f"{_PASSED}|{_written(shorts).pattern}", re.DOTALL)


@lru_cache(maxsize=8)
def _written(shorts: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all short forms as they are written; not inside numbers of documents (12/KH-UBND).

    Every way through it begins with a letter of its own, so that a search passes over all other letters at once.
    """
    ways: dict[str, list[str]] = {}
    for short in sorted(map(html.escape, shorts), key=len, reverse=True):
        ways.setdefault(short[0], []).append(re.escape(short[1:]))
    by_first = (rf"{re.escape(first)}(?<![\w/&;.-].)(?:{'|'.join(rest)})(?![\w/&]|-\w)" for first, rest in ways.items())
    return re.compile("|".join(by_first) or r"(?!)")


def explained(text: str, known: Mapping[str, str], anchors: Mapping[str, str], page_address: str) -> str:
    """Return clean HTML with the first use of each of the `known` abbreviations explained.

    `anchors` gives the anchor of each in the glossary. Headings, links, code and attributes stay as they are, and so
    does the text that is read: only elements are put around it.
    """
    shorts = tuple(known)
    if not _written(shorts).search(text):
        return text  # most stories have none
    seen: set[str] = set()

    def shown(match: re.Match[str]) -> str:
        written = match[0]
        if written[0] == "<" or written in seen:
            return written
        seen.add(written)
        short = html.unescape(written)
        href = relative(page_address, f"{GLOSSARY}#{anchors[short]}")
        title = html.escape(known[short])
        return f'<a class="short" href="{href}"><abbr title="{title}">{written}</abbr></a>'

    return _pattern(shorts).sub(shown, text)
