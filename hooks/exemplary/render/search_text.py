"""What the search index reads of a page: its text in blocks, its words, its pairs of neighbours."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
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
    r"<(?:(nav|footer|form|script|style|svg|h1|noscript|button)\b[^<]*(?:<(?!/\1>)[^<]*)*</\1>"
    r'|section class="part (?:related|suggested)"[^<]*(?:<(?!/section>)[^<]*)*</section>'
    r'|div class="(?:share|notice)\b.*?</div>|ol class="stages".*?</ol>|a class="ref".*?</a>'
    r'|span class="unseen".*?</span>)',
    re.DOTALL,
)
"""What readers do not take for the text; `[^<]*(?:<(?!/x>)[^<]*)*</x>` is `.*?</x>` at half the price."""
_BLOCK_END: Final = re.compile(r"</(?:p|li|h\d|dd|dt|td|th|div|caption|figcaption)>|<br>")
_TAG: Final = re.compile(r"<[^>]+>")
_LOOSE_MARK: Final = re.compile(r" +(?=[,.;:!?)])")
_LINES: Final = 1024
"""Lines that are held at a time: two in three stand on very many pages, which all have the same headings and notes."""

Tokens = tuple[Sequence[AbstractSet[str]], Sequence[AbstractSet[str]]]
"""The words of a page by tier (title, summary, often, once), its pairs by place (title, elsewhere)."""


def _blocks(article: str) -> list[str]:
    """Return the text of an article as its readers see it, block by block."""
    text = _TAG.sub(" ", _BLOCK_END.sub("\n", _SKIPPED.sub(" ", article).replace("\n", " ")))
    return [block for line in nfc(html.unescape(text)).split("\n") if (block := _block(line))]


@lru_cache(_LINES)
def _block(line: str) -> str:
    return _LOOSE_MARK.sub("", " ".join(line.split()))


class _Folded(dict[str, str]):
    """Words and how they are folded; the language has few enough to keep them all."""

    def __missing__(self, word: str) -> str:
        self[word] = fold(word)
        return self[word]


_FOLDED: Final = _Folded()


def folded(word: str) -> str:
    """Return a word as `fold` does, sooner."""
    return _FOLDED[word]


@lru_cache(_LINES)
def _spoken(block: str) -> tuple[list[str], list[str]]:
    """Return the words of a block as written, and its pairs of neighbours, folded."""
    found = words(block.lower())
    return found, [*map(" ".join, pairwise(map(_FOLDED.__getitem__, found)))]


def _tokens(title: str, summary: str, blocks: Iterable[str]) -> Tokens:
    said: list[str] = []
    together: set[str] = set()
    for block in blocks:
        found, pairs = _spoken(block)
        said += found
        together.update(pairs)
    lead, pairs = _spoken(summary)
    together.update(pairs)
    head, pairs = _spoken(title)
    counts = Counter(said)
    in_title, in_lead = set(head), set(lead).difference(head)
    often = {word for word, count in counts.items() if count >= _OFTEN}.difference(head, lead)
    once = set(counts).difference(head, lead, often)
    return (in_title, in_lead, often, once), (set(pairs), together.difference(pairs))


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
    return digest(f"{draft.title}\0{draft.description}\0{_told(tuple(draft.filters.items()))}")


@lru_cache(_LINES)
def _told(filters: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    return repr(filters)
