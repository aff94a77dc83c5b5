"""The search index: small JSON files that the search script asks for one by one, so that a search costs few bytes.

Vietnamese has few syllables and every one stands on very many pages; an index that keeps every place of a syllable
costs hundreds of kilobytes for a query. This one keeps, for every syllable as written, which pages have it (in the
title, in the summary, often, once), and for every pair of neighbours which pages have them together. Phrases are found
by their pairs; the script reads again only the pages that it shows.

Files below `FOLDER`, all UTF-8 JSON:

* `index.json`: version, pages, filters (for each page the number of its set of values), the leaves of the words' tree,
  the number of files of pairs, abbreviations.
* `t-<leaf>.json`: folded word → word as written → four lists of pages. A word is in the longest leaf that it begins
  with, so all words that begin alike stand together.
* `c-<number>.json`: "folded folded" → two lists of pages (in the title; elsewhere), by the hash of the pair.
* `b-<page>.json`: address, title, section, the text in blocks, and the summary where the text has none.

A list of pages is ascending gaps, each written with `FINAL` digits behind `MORE` digits.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import sub
from typing import Any, Final

from ..cache import digest
from ..text import fold, nfc, words
from .compose import Page

FOLDER: Final = "tim-kiem/chi-muc"
SECTION: Final = "Mục"

_DIGITS: Final = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"\\')
FINAL: Final = _DIGITS[:62]
MORE: Final = _DIGITS[62:]
_LEAF_BYTES: Final = 12_000
_PAIRS_BYTES: Final = 12_000
_OFTEN: Final = 3
"""A word that stands so often in a text is one of its subjects."""

_SKIPPED: Final = re.compile(
    r"<(nav|footer|form|script|style|svg|h1|noscript|button)\b.*?</\1>"
    r'|<section class="part related".*?</section>|<div class="(?:share|notice)\b.*?</div>'
    r'|<ol class="stages".*?</ol>|<a class="ref".*?</a>|<span class="unseen".*?</span>',
    re.DOTALL,
)
_BLOCK_END: Final = re.compile(r"</(?:p|li|h\d|dd|dt|td|th|div|caption|figcaption)>|<br>")
_TAG: Final = re.compile(r"<[^>]+>")
_LOOSE_MARK: Final = re.compile(r" +(?=[,.;:!?)])")

Postings = list[list[int]]


def _blocks(article: str) -> list[str]:
    """Return the text of an article as its readers see it, block by block."""
    text = _TAG.sub(" ", _BLOCK_END.sub("\n", _SKIPPED.sub(" ", article).replace("\n", " ")))
    return [
        block for line in nfc(html.unescape(text)).split("\n") if (block := _LOOSE_MARK.sub("", " ".join(line.split())))
    ]


def _order(page: Page) -> tuple[str, ...]:
    """Stories last and by the day they were introduced: a new one leaves the numbers of the others as they are."""
    entry = page.draft.entry
    day = entry.record.introduced_on.isoformat() if entry is not None and entry.kind == "exemplar" else ""
    return day, page.draft.address


_GAPS: Final[list[str]] = []


def _gap(number: int) -> str:
    made = FINAL[number % len(FINAL)]
    number //= len(FINAL)
    while number:
        number -= 1
        made = MORE[number % len(MORE)] + made
        number //= len(MORE)
    return made


def _written(pages: Sequence[int]) -> str:
    """Write ascending page numbers as gaps; the first counts from -1."""
    if not pages:
        return ""
    while len(_GAPS) <= pages[-1] + 1:
        _GAPS.append(_gap(max(len(_GAPS) - 1, 0)))
    return _GAPS[pages[0] + 1] + "".join(map(_GAPS.__getitem__, map(sub, pages[1:], pages)))


def _dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def pair_hash(pair: str) -> int:
    """Return the number (FNV-1a, 32 bits) by which a pair of words finds its file; the script computes the same."""
    value = 2166136261
    for byte in pair.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def _leaves(terms: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Cut the words into files of words that begin alike, none much larger than `_LEAF_BYTES` before compression."""
    weights = {term: len(json.dumps(held, ensure_ascii=False)) + len(term) for term, held in terms.items()}

    def cut(prefix: str, held: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        longer = [term for term in held if term != prefix]
        if prefix and (not longer or sum(weights[term] for term in held) <= _LEAF_BYTES):
            yield prefix, {term: terms[term] for term in held}
            return
        if prefix and len(longer) < len(held):
            yield prefix, {prefix: terms[prefix]}
        parts: defaultdict[str, list[str]] = defaultdict(list)
        for term in longer:
            parts[term[: len(prefix) + 1]].append(term)
        for start in sorted(parts):
            yield from cut(start, parts[start])

    yield from cut("", sorted(terms))


def leaf_file(leaf: str) -> str:
    """Return the file name of a leaf; letters beyond a–z are written as their code."""
    return "t-" + "".join(char if char.isascii() and char.isalnum() else f"_{ord(char):x}" for char in leaf) + ".json"


class _Folded(dict[str, str]):
    """Words and how they are folded; the language has few enough to keep them all."""

    def __missing__(self, word: str) -> str:
        self[word] = fold(word)
        return self[word]


class _Index:
    """Postings while they are gathered: words by tier, pairs by place."""

    def __init__(self) -> None:
        self.terms: dict[str, Postings] = {}
        self.pairs: dict[str, Postings] = {}
        self._folded = _Folded()

    def _pairs(self, found: Sequence[str]) -> Iterator[str]:
        folded = [self._folded[word] for word in found]
        return map(" ".join, pairwise(folded))

    def add(self, number: int, title: str, summary: str, blocks: Iterable[str]) -> None:
        """Add a page; numbers must come in ascending order."""
        counts: Counter[str] = Counter()
        together: set[str] = set()
        for block in blocks:
            found = words(block.lower())
            counts.update(found)
            together.update(self._pairs(found))
        lead = words(summary.lower())
        together.update(self._pairs(lead))
        head = words(title.lower())
        joined = set(self._pairs(head))
        tiers = dict.fromkeys(counts, 3)
        tiers.update((word, 2) for word, count in counts.items() if count >= _OFTEN)
        tiers.update(dict.fromkeys(lead, 1))
        tiers.update(dict.fromkeys(head, 0))
        for word, tier in tiers.items():
            if word not in self.terms:
                self.terms[word] = [[], [], [], []]
            self.terms[word][tier].append(number)
        for pair in joined:
            if pair not in self.pairs:
                self.pairs[pair] = [[], []]
            self.pairs[pair][0].append(number)
        for pair in together - joined:
            if pair not in self.pairs:
                self.pairs[pair] = [[], []]
            self.pairs[pair][1].append(number)

    def files(self) -> tuple[dict[str, bytes], list[str], int]:
        """Return the files of words and pairs, the leaves, and the number of files of pairs."""
        terms: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
        for word, tiers in self.terms.items():
            terms[fold(word)][word] = [_written(pages) for pages in tiers]
        made = {}
        leaves = []
        for leaf, held in _leaves(terms):
            leaves.append(leaf)
            made[leaf_file(leaf)] = _dumped(held)
        pairs = {pair: [_written(pages) for pages in held] for pair, held in self.pairs.items()}
        weight = sum(len(pair) + len(held[0]) + len(held[1]) + 10 for pair, held in pairs.items())
        many = 1 << max(0, (weight // _PAIRS_BYTES).bit_length())
        parts: list[dict[str, list[str]]] = [{} for _ in range(many)]
        for pair, lists in pairs.items():
            parts[pair_hash(pair) % many][pair] = lists
        made.update((f"c-{number}.json", _dumped(part)) for number, part in enumerate(parts))
        return made, leaves, many


def _filters(pages: Sequence[Page]) -> dict[str, Any]:
    """Return for each filter its sets of values and, page by page, the number of the page's set."""
    made: dict[str, Any] = {}
    for name in sorted({name for page in pages for name in page.draft.filters}):
        sets: dict[tuple[str, ...], int] = {}
        numbers = [sets.setdefault(tuple(page.draft.filters.get(name, ())), len(sets)) for page in pages]
        made[name] = {"sets": [list(held) for held in sets], "of": "".join(_gap(number) for number in numbers)}
    return made


def make_index(pages: Iterable[Page], abbreviations: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files of the index by their path from the site's root; only pages that may be found are in it."""
    found = sorted((page for page in pages if page.draft.indexed and page.draft.filters), key=_order)
    index = _Index()
    files: dict[str, bytes] = {}
    for number, page in enumerate(found):
        draft = page.draft
        title, summary, blocks = nfc(draft.title), nfc(draft.description), _blocks(page.article)
        index.add(number, title, summary, blocks)
        section = next(iter(draft.filters.get(SECTION, ())), "")
        shown = {"u": draft.address, "t": title, "s": section, "x": blocks}
        if summary not in blocks:
            shown["d"] = summary
        files[f"b-{number}.json"] = _dumped(shown)
    made, leaves, many = index.files()
    files |= made
    version = digest(*(data for _, data in sorted(files.items())))[:10]
    held = {
        "version": version,
        "pages": len(found),
        "filters": _filters(found),
        "leaves": " ".join(leaves),
        "pairs": many,
        "short": sorted(abbreviations.items()),
    }
    return {f"{FOLDER}/index.json": _dumped(held), **{f"{FOLDER}/{name}": data for name, data in files.items()}}
