"""The theme's page around an article: rendered once for each depth, then filled by cutting it at its slots.

The theme renders the shell with a sentinel in the place of each slot; nothing here knows who renders it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from .cache import digest

SLOTS: Final = ("title", "description", "canonical", "kind", "article")
"""The slots that the theme leaves for us; `head` is a comment that the theme writes itself."""

HEAD_MARK: Final = "<!--slot:head-->"
_SENTINEL: Final = re.compile(r"SLOT-([a-z]+)-SLOT")

RenderShell = Callable[[str, Mapping[str, str]], str]
"""Given the address of a page and what stands in each slot, gives the theme's HTML."""


def sentinel(slot: str) -> str:
    """Return the text that stands in a slot until it is filled."""
    return f"SLOT-{slot}-SLOT"


@dataclass(frozen=True)
class Shell:
    """The theme's HTML cut at its slots: text, slot, text, slot, … text."""

    parts: tuple[str, ...]

    @cached_property
    def key(self) -> str:
        """The digest of all its HTML."""
        return digest(*self.parts)

    def fill(self, values: Mapping[str, str]) -> str:
        """Put values into the slots; `article` and `head` are HTML, the others are escaped text."""
        made = list(self.parts)
        for place in range(1, len(made), 2):
            slot = made[place]
            value = values.get(slot, "")
            made[place] = value if slot in {"article", "head"} else html.escape(value)
        return "".join(made)


def cut(text: str) -> Shell:
    """Cut the theme's HTML at its sentinels and at the mark in its head."""
    return Shell(tuple(_SENTINEL.split(text.replace(HEAD_MARK, sentinel("head"), 1))))


def shells(render: RenderShell) -> Callable[[str], Shell]:
    """Return what gives the shell for an address; the theme is asked once for each depth."""
    slots = {slot: sentinel(slot) for slot in SLOTS}

    @lru_cache(maxsize=32)
    def at_depth(depth: int, *, missing: bool) -> Shell:
        return cut(render("404.html" if missing else "x/" * depth, slots))

    return lambda address: at_depth(address.count("/"), missing=address == "404.html")
