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
import marshal
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from operator import sub
from typing import Any, Final

from ..artifact import Artifact, from_source, ready
from ..cache import Cache, digest
from ..text import fold, nfc, words
from .compose import Page
from .site import PageDraft

FOLDER: Final = "tim-kiem/chi-muc"
INDEX: Final = f"{FOLDER}/index.json"
SECTION: Final = "Mục"
_SHELF: Final = "search"
_LISTS: Final = "lists"
_SAID: Final = " said"
"""What the key of a page's texts ends with; no address holds a space."""

_DIGITS: Final = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"\\')
FINAL: Final = _DIGITS[:62]
MORE: Final = _DIGITS[62:]
_FINAL: Final = {sign: number for number, sign in enumerate(FINAL)}
_MORE: Final = {sign: number for number, sign in enumerate(MORE)}
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


def _order(draft: PageDraft) -> tuple[str, ...]:
    """Stories last and by the day they were introduced: a new one leaves the numbers of the others as they are."""
    entry = draft.entry
    day = entry.record.introduced_on.isoformat() if entry is not None and entry.kind == "exemplar" else ""
    return day, draft.address


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


_FOLDED: Final = _Folded()

Said = tuple[str, str, list[str]]
"""What the index reads of a page: title, summary, blocks."""
Tokens = tuple[dict[str, int], dict[str, int]]
"""The words of a page by tier, its pairs by place."""


def _pairs(found: Sequence[str]) -> Iterator[str]:
    return map(" ".join, pairwise([_FOLDED[word] for word in found]))


def _tokens(said: Said) -> Tokens:
    title, summary, blocks = said
    counts: Counter[str] = Counter()
    together: set[str] = set()
    for block in blocks:
        found = words(block.lower())
        counts.update(found)
        together.update(_pairs(found))
    lead = words(summary.lower())
    together.update(_pairs(lead))
    head = words(title.lower())
    tiers = dict.fromkeys(counts, 3)
    tiers.update((word, 2) for word, count in counts.items() if count >= _OFTEN)
    tiers.update(dict.fromkeys(lead, 1))
    tiers.update(dict.fromkeys(head, 0))
    return tiers, {**dict.fromkeys(together, 1), **dict.fromkeys(_pairs(head), 0)}


def _read(written: str) -> list[int]:
    """Return the pages of a list as `_written` wrote it."""
    page, high = -1, 0
    pages: list[int] = []
    for sign in written:
        more = _MORE.get(sign)
        if more is not None:
            high = high * len(MORE) + more + 1
            continue
        page += high * len(FINAL) + _FINAL[sign] + 1
        high = 0
        pages.append(page)
    return pages


@dataclass
class _Lists:
    """The lists of pages as they are written: of each word by tier, of each pair by place."""

    terms: dict[str, list[str]]
    pairs: dict[str, list[str]]

    @classmethod
    def of(cls, pages: Iterable[Tokens]) -> _Lists:
        """Gather the lists of pages that are numbered as they come."""
        tables: tuple[dict[str, Postings], dict[str, Postings]] = ({}, {})
        for number, tokens in enumerate(pages):
            for table, tiers, held in zip(tables, (4, 2), tokens, strict=True):
                for word, tier in held.items():
                    if word not in table:
                        table[word] = [[] for _ in range(tiers)]
                    table[word][tier].append(number)
        terms, pairs = ({word: [_written(pages) for pages in held] for word, held in table.items()} for table in tables)
        return cls(terms, pairs)

    def change(self, number: int, before: Tokens, after: Tokens) -> None:
        """Put what a page says now in the place of what it said."""
        for table, tiers, old, new in zip((self.terms, self.pairs), (4, 2), before, after, strict=True):
            for word in old.keys() | new.keys():
                if old.get(word) == new.get(word):
                    continue
                lists = table.setdefault(word, [""] * tiers)
                if word in old:
                    lists[old[word]] = _written([page for page in _read(lists[old[word]]) if page != number])
                if word in new:
                    lists[new[word]] = _written(sorted([*_read(lists[new[word]]), number]))
                if not any(lists):
                    del table[word]

    def files(self) -> tuple[dict[str, bytes], list[str], int]:
        """Return the files of words and pairs, the leaves, and the number of files of pairs."""
        terms: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
        for word, tiers in self.terms.items():
            terms[_FOLDED[word]][word] = tiers
        made = {}
        leaves = []
        for leaf, held in _leaves(terms):
            leaves.append(leaf)
            made[leaf_file(leaf)] = _dumped(held)
        weight = sum(len(pair) + len(held[0]) + len(held[1]) + 10 for pair, held in self.pairs.items())
        many = 1 << max(0, (weight // _PAIRS_BYTES).bit_length())
        parts: list[dict[str, list[str]]] = [{} for _ in range(many)]
        for pair, lists in self.pairs.items():
            parts[pair_hash(pair) % many][pair] = lists
        made.update((f"c-{number}.json", _dumped(part)) for number, part in enumerate(parts))
        return made, leaves, many


def _filters(drafts: Sequence[PageDraft]) -> dict[str, Any]:
    """Return for each filter its sets of values and, page by page, the number of the page's set."""
    made: dict[str, Any] = {}
    for name in sorted({name for draft in drafts for name in draft.filters}):
        sets: dict[tuple[str, ...], int] = {}
        numbers = [sets.setdefault(tuple(draft.filters.get(name, ())), len(sets)) for draft in drafts]
        made[name] = {"sets": [list(held) for held in sets], "of": "".join(_gap(number) for number in numbers)}
    return made


def _said(page: Page) -> Said:
    return nfc(page.draft.title), nfc(page.draft.description), _blocks(page.article)


def _shown(draft: PageDraft, said: Said) -> bytes:
    """Return the file that a result is shown from."""
    title, summary, blocks = said
    section = next(iter(draft.filters.get(SECTION, ())), "")
    shown = {"u": draft.address, "t": title, "s": section, "x": blocks}
    if summary not in blocks:
        shown["d"] = summary
    return _dumped(shown)


def make_index(pages: Iterable[Page], abbreviations: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files of the index by their path from the site's root; only pages that may be found are in it."""
    held = {page.draft.address: page for page in pages}
    drafts = [page.draft for page in held.values()]
    made = index_files(drafts, lambda draft: held[draft.address], dict.fromkeys(held, ""), abbreviations, Cache())
    return {artifact.name: artifact.make().data for artifact in made}


def may_be_found(draft: PageDraft) -> bool:
    """Tell whether a page stands in the index."""
    return draft.indexed and bool(draft.filters)


def index_files(
    drafts: Iterable[PageDraft],
    page_of: Callable[[PageDraft], Page],
    keys: Mapping[str, str],
    abbreviations: Mapping[str, str],
    cache: Cache,
) -> Iterator[Artifact]:
    """Yield the files of the index, `index.json` last; `keys` tells by address whether a page still says the same.

    As long as the same pages stand in the same order, only the words of those that say something else are counted anew.
    """
    found = sorted(filter(may_be_found, drafts), key=_order)
    row = cache.get(_SHELF, _LISTS)
    known, terms, pairs = marshal.loads(row) if row else ({}, {}, {})  # noqa: S302 - our own cache
    changed = [n for n, draft in enumerate(found) if keys[draft.address] != known.get(draft.address, (None,))[0]]
    before = {n: said for n in changed if (said := _kept(cache, found[n].address))}
    fresh = {found[n].address: _said(page_of(found[n])) for n in changed}

    def say(draft: PageDraft) -> Said:
        return fresh.get(draft.address) or _kept(cache, draft.address) or _said(page_of(draft))

    in_place = list(known) == [draft.address for draft in found] and len(changed) * 4 <= len(found)
    if in_place and len(before) == len(changed):
        lists = _Lists(terms, pairs)
        for n in changed:
            lists.change(n, _tokens(before[n]), _tokens(fresh[found[n].address]))
    else:
        lists = _Lists.of(_tokens(say(draft)) for draft in found)
    contents = {address: content for address, (_, content) in known.items()}
    contents |= {found[n].address: digest(_shown(found[n], say(found[n]))) for n in changed}
    state = {draft.address: (keys[draft.address], contents[draft.address]) for draft in found}
    if state != known or list(state) != list(known):
        rows = [(_LISTS, marshal.dumps((state, lists.terms, lists.pairs)))]
        rows += [(f"{address}{_SAID}", marshal.dumps(held)) for address, held in fresh.items()]
        cache.put(_SHELF, rows, gone=[f"{address}{_SAID}" for address in known.keys() - state.keys()])
    made, leaves, many = lists.files()
    files = [ready(f"{FOLDER}/{name}", data) for name, data in made.items()]
    files += [
        from_source(f"{FOLDER}/b-{n}.json", contents[draft.address], partial(_again, draft, say))
        for n, draft in enumerate(found)
    ]
    yield from files
    held = {
        "version": digest(*sorted(f"{artifact.name} {artifact.key}" for artifact in files))[:10],
        "pages": len(found),
        "filters": _filters(found),
        "leaves": " ".join(leaves),
        "pairs": many,
        "short": sorted(abbreviations.items()),
    }
    yield ready(INDEX, _dumped(held))


def _kept(cache: Cache, address: str) -> Said | None:
    row = cache.get(_SHELF, f"{address}{_SAID}")
    return marshal.loads(row) if row else None  # noqa: S302 - our own cache


def _again(draft: PageDraft, say: Callable[[PageDraft], Said]) -> bytes:
    return _shown(draft, say(draft))
