"""What the search index reads of a page: its text in blocks, its words, its pairs of neighbours."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from ..cache import digest
from ..text import fold, nfc, words
from .compose import Page
from .site import PageDraft

SECTION: Final = "Mục"
_OFTEN: Final = 3
"""A word that stands so often in a text is one of its subjects."""

_SKIPPED: Final = re.compile(
    r"<(nav|footer|form|script|style|svg|h1|noscript|button)\b.*?</\1>"
    r'|<section class="part (?:related|suggested)".*?</section>|<div class="(?:share|notice)\b.*?</div>'
    r'|<ol class="stages".*?</ol>|<a class="ref".*?</a>|<span class="unseen".*?</span>',
    re.DOTALL,
)
_BLOCK_END: Final = re.compile(r"</(?:p|li|h\d|dd|dt|td|th|div|caption|figcaption)>|<br>")
_TAG: Final = re.compile(r"<[^>]+>")
_LOOSE_MARKS: Final = ",.;:!?)"

Tokens = tuple[dict[str, int], dict[str, int]]
"""The words of a page by tier, its pairs by place."""


def _blocks(article: str) -> list[str]:
    """Return the text of an article as its readers see it, block by block."""
    text = _TAG.sub(" ", _BLOCK_END.sub("\n", _SKIPPED.sub(" ", article).replace("\n", " ")))
    lines = (" ".join(line.split()) for line in nfc(html.unescape(text)).split("\n"))
    text = "\n".join(line for line in lines if line)
    for mark in _LOOSE_MARKS:
        text = text.replace(f" {mark}", mark)
    return text.split("\n") if text else []


class _Folded(dict[str, str]):
    """Words and how they are folded; the language has few enough to keep them all."""

    def __missing__(self, word: str) -> str:
        self[word] = fold(word)
        return self[word]


_FOLDED: Final = _Folded()


def folded(word: str) -> str:
    """Return a word as `fold` does, sooner."""
    return _FOLDED[word]


def _pairs(found: Sequence[str]) -> Iterator[str]:
    return map(" ".join, pairwise(map(_FOLDED.__getitem__, found)))


def _tokens(title: str, summary: str, blocks: Iterable[str]) -> Tokens:
    said: list[str] = []
    together: set[str] = set()
    for block in blocks:
        found = words(block.lower())
        said += found
        together.update(_pairs(found))
    lead = words(summary.lower())
    together.update(_pairs(lead))
    head = words(title.lower())
    tiers = {word: 2 if count >= _OFTEN else 3 for word, count in Counter(said).items()}
    tiers.update(dict.fromkeys(lead, 1))
    tiers.update(dict.fromkeys(head, 0))
    return tiers, {**dict.fromkeys(together, 1), **dict.fromkeys(_pairs(head), 0)}


def dumped(value: Any) -> bytes:
    """Return the bytes of a file of the index."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


@dataclass(frozen=True)
class Said:
    """What is kept of a page: the key of what it was read from, its summary, the file that a result is shown from."""

    key: str
    summary: str
    data: bytes

    def tokens(self) -> Tokens:
        """Return the words and pairs of the page."""
        shown = json.loads(self.data)
        return _tokens(shown["t"], self.summary, shown["x"])


def read_page(page: Page, key: str) -> tuple[Said, Tokens]:
    """Return what a page says, and its words and pairs."""
    draft = page.draft
    title, summary, blocks = nfc(draft.title), nfc(draft.description), _blocks(page.article)
    section = next(iter(draft.filters.get(SECTION, ())), "")
    shown = {"u": draft.address, "t": title, "s": section, "x": blocks}
    if summary not in blocks:
        shown["d"] = summary
    return Said(key, summary, dumped(shown)), _tokens(title, summary, blocks)


def key_of(draft: PageDraft, content: str) -> str:
    """Return the key of what is read of a page whose bytes have the digest `content`."""
    return f"{content} {_facts(draft)}"


def same_facts(key: str, other: str) -> bool:
    """Tell whether two keys of a page differ in its bytes at most: title, summary and filters are the same."""
    return key.rpartition(" ")[2] == other.rpartition(" ")[2]


def _facts(draft: PageDraft) -> str:
    filters = (part for name, values in draft.filters.items() for part in (f"\n{name}", *values))
    return digest("\0".join((draft.title, draft.description, *filters)))
