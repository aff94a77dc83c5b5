"""The search index: small JSON files that the search script asks for one by one, so that a search costs few bytes.

Vietnamese has few syllables and every one stands on very many pages; an index that keeps every place of a syllable
costs hundreds of kilobytes for a query. This one keeps, for every syllable as written, which pages have it (in the
title, in the summary, often, once), and for every pair of neighbours which pages have them together. Phrases are found
by their pairs; the script reads again only the pages that it shows.

Files below `FOLDER`, all UTF-8 JSON:

* `index.json`: version, pages, numbers (how many there are to give), filters (for each number that of its page's set
  of values), the leaves of the words' tree, the number of files of pairs, abbreviations.
* `t-<leaf>.json`: folded word → word as written → four lists of pages. A word is in the longest leaf that it begins
  with, so all words that begin alike stand together.
* `c-<number>.json`: "folded folded" → two lists of pages (in the title; elsewhere), by the hash of the pair.
* `b-<page>.json`: address, title, section, the text in blocks, and the summary where the text has none.

A list of pages is ascending gaps, each written with `FINAL` digits behind `MORE` digits. Stories are numbered month
by month, and each month has numbers to spare: one that comes or goes renumbers its own month and nothing else.
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
from itertools import accumulate, groupby, pairwise
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
_PLAIN: Final = frozenset(FINAL)
_STEP: Final = {sign: number + 1 for sign, number in _FINAL.items()}
"""How far each digit leads that stands alone."""
_LEAF_BYTES: Final = 12_000
_PAIRS_BYTES: Final = 12_000
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
_LOOSE_MARK: Final = re.compile(r" +(?=[,.;:!?)])")

Postings = list[list[int]]


def _blocks(article: str) -> list[str]:
    """Return the text of an article as its readers see it, block by block."""
    text = _TAG.sub(" ", _BLOCK_END.sub("\n", _SKIPPED.sub(" ", article).replace("\n", " ")))
    return [
        block for line in nfc(html.unescape(text)).split("\n") if (block := _LOOSE_MARK.sub("", " ".join(line.split())))
    ]


def _day(draft: PageDraft) -> str:
    """Return the day on which a story was introduced, "" for other pages."""
    entry = draft.entry
    return entry.record.introduced_on.isoformat() if entry is not None and entry.kind == "exemplar" else ""


def _numbered(drafts: Iterable[PageDraft]) -> tuple[dict[int, PageDraft], int]:
    """Return the pages that may be found by their numbers, ascending, and how many numbers there are to give.

    Stories come last and by day. The pages of a month have a power of two of numbers, one more than they need at least.
    """
    found = sorted(filter(may_be_found, drafts), key=lambda draft: (_day(draft), draft.address))
    numbered: dict[int, PageDraft] = {}
    start = 0
    for _, month in groupby(found, key=lambda draft: _day(draft)[:7]):
        held = dict(enumerate(month, start))
        numbered |= held
        start += 1 << len(held).bit_length()
    return numbered, start


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
_NOTHING: Final[Tokens] = ({}, {})


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
    if _PLAIN.issuperset(written):
        return list(accumulate(map(_STEP.__getitem__, written), initial=-1))[1:]
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


@dataclass(frozen=True)
class Change:
    """A page that says something else: its number before and now (None while it is not there), its words likewise."""

    old: int | None
    new: int | None
    before: Tokens
    after: Tokens


_Places = defaultdict[str, dict[int, int]]


def _differences(changes: Iterable[Change], place: int) -> tuple[_Places, _Places]:
    """Return by word the old numbers of pages that leave a list and the new ones of those that join one, with the tier.

    `place` tells words (0) from pairs (1).
    """
    gone, new = _Places(dict), _Places(dict)
    for change in changes:
        said, says = change.before[place], change.after[place]
        for word, tier in said.items():
            if change.old is not None and (change.new is None or says.get(word) != tier):
                gone[word][change.old] = tier
        for word, tier in says.items():
            if change.new is not None and (change.old is None or said.get(word) != tier):
                new[word][change.new] = tier
    return gone, new


@dataclass
class _Lists:
    """The lists of pages as they are written: of each word by tier, of each pair by place."""

    terms: dict[str, list[str]]
    pairs: dict[str, list[str]]

    @classmethod
    def of(cls, pages: Iterable[tuple[int, Tokens]]) -> _Lists:
        """Gather the lists from pages with their numbers, ascending."""
        tables: tuple[dict[str, Postings], dict[str, Postings]] = ({}, {})
        for number, tokens in pages:
            for table, tiers, held in zip(tables, (4, 2), tokens, strict=True):
                for word, tier in held.items():
                    if word not in table:
                        table[word] = [[] for _ in range(tiers)]
                    table[word][tier].append(number)
        terms, pairs = ({word: [_written(pages) for pages in held] for word, held in table.items()} for table in tables)
        return cls(terms, pairs)

    def change(self, changes: Sequence[Change], moved: Mapping[int, int]) -> None:
        """Put what pages say now in the place of what they said; `moved` gives the new numbers of pages, by the old."""
        for place, (table, tiers) in enumerate(((self.terms, 4), (self.pairs, 2))):
            gone, new = _differences(changes, place)
            for word in {*gone, *new, *(table if moved else ())}:
                out, into = gone.get(word, {}), new.get(word, {})
                lists = table.setdefault(word, [""] * tiers)
                for tier, written in enumerate(lists):
                    pages = [moved.get(page, page) for page in _read(written) if out.get(page) != tier]
                    pages += [page for page, other in into.items() if other == tier]
                    lists[tier] = _written(sorted(pages))
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


def _filters(numbered: Mapping[int, PageDraft], numbers: int) -> dict[str, Any]:
    """Return for each filter its sets of values and, number by number, that of the page's set; none without a page."""
    made: dict[str, Any] = {}
    for name in sorted({name for draft in numbered.values() for name in draft.filters}):
        sets: dict[tuple[str, ...], int] = {(): 0}
        codes = [0] * numbers
        for number, draft in numbered.items():
            codes[number] = sets.setdefault(tuple(draft.filters.get(name, ())), len(sets))
        made[name] = {"sets": [list(held) for held in sets], "of": "".join(map(_gap, codes))}
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

    Only the words of pages that say something else than at the last time are counted anew.
    """
    numbered, numbers = _numbered(drafts)
    row = cache.get(_SHELF, _LISTS)
    known, terms, pairs = marshal.loads(row) if row else ({}, {}, {})  # noqa: S302 - our own cache
    changed = {n: d for n, d in numbered.items() if keys[d.address] != known.get(d.address, (None,))[0]}
    fresh = {draft.address: _said(page_of(draft)) for draft in changed.values()}
    old = {address: number for address, (_, _, number) in known.items()}
    new = {draft.address: number for number, draft in numbered.items()}

    def say(draft: PageDraft) -> Said:
        return fresh.get(draft.address) or _kept(cache, draft.address) or _said(page_of(draft))

    stale = [address for address in old if address in fresh or address not in new]
    before = {address: said for address in stale if (said := _kept(cache, address))}
    if len(before) == len(stale) and (len(fresh) + len(stale)) * 4 <= len(numbered):
        lists = _Lists(terms, pairs)
        moved = {old[address]: number for address, number in new.items() if old.get(address, number) != number}
        lists.change(
            [
                Change(
                    old.get(address),
                    new.get(address),
                    _tokens(before[address]) if address in before else _NOTHING,
                    _tokens(fresh[address]) if address in fresh else _NOTHING,
                )
                for address in dict.fromkeys((*stale, *fresh))
            ],
            moved,
        )
    else:
        lists = _Lists.of((number, _tokens(say(draft))) for number, draft in numbered.items())
    contents = {address: content for address, (_, content, _) in known.items()}
    contents |= {draft.address: digest(_shown(draft, fresh[draft.address])) for draft in changed.values()}
    state = {d.address: (keys[d.address], contents[d.address], number) for number, d in numbered.items()}
    if state != known:
        rows = [(_LISTS, marshal.dumps((state, lists.terms, lists.pairs)))]
        rows += [(f"{address}{_SAID}", marshal.dumps(held)) for address, held in fresh.items()]
        cache.put(_SHELF, rows, gone=[f"{address}{_SAID}" for address in known.keys() - state.keys()])
    made, leaves, many = lists.files()
    files = [ready(f"{FOLDER}/{name}", data) for name, data in made.items()]
    files += [
        from_source(f"{FOLDER}/b-{number}.json", contents[draft.address], partial(_again, draft, say))
        for number, draft in numbered.items()
    ]
    yield from files
    held = {
        "version": digest(*sorted(f"{artifact.name} {artifact.key}" for artifact in files))[:10],
        "pages": len(numbered),
        "numbers": numbers,
        "filters": _filters(numbered, numbers),
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
