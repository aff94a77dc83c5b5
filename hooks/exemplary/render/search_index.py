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

import json
import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache as once
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from ..artifact import Artifact, from_source, ready
from ..cache import Cache, digest
from ..read.kept import uncollected
from ..workers import work_through
from .compose import Page
from .search_lists import Change, Files, Share, files_after, files_of, gap, share_of
from .search_text import Said, Tokens, dumped, key_of, read_page, same_facts
from .site import PageDraft

FOLDER: Final = "tim-kiem/chi-muc"
INDEX: Final = f"{FOLDER}/index.json"
_SHELF: Final = "search"
_STATE: Final = "state"
_SAID: Final = " said"
"""What the key of a page's text ends with on the shelf; files stand there by their names, and none holds a space."""
_SHARE: Final = 512
"""Pages that a process reads before it packs their lists."""
_FEW: Final = 4
"""Where more than one page in so many differs, all lists are sooner made from nothing."""
_NOTHING: Final[Tokens] = ((frozenset(),) * 4, (frozenset(),) * 2)


def _day(draft: PageDraft) -> str:
    """Return the day on which a story was introduced, "" for other pages."""
    entry = draft.entry
    return entry.record.introduced_on.isoformat() if entry is not None and entry.kind == "exemplar" else ""


def _numbered(drafts: Iterable[PageDraft]) -> tuple[dict[int, PageDraft], int]:
    """Return the pages that may be found by their numbers, ascending, and how many numbers there are to give.

    Stories come last and by day. The pages of a month have a power of two of numbers, one more than they need at least.
    """
    found = [(_day(draft), draft.address, draft) for draft in drafts if may_be_found(draft)]
    found.sort(key=itemgetter(0, 1))
    numbered: dict[int, PageDraft] = {}
    start = 0
    for _, month in groupby(found, key=lambda held: held[0][:7]):
        held = {number: draft for number, (_, _, draft) in enumerate(month, start)}
        numbered |= held
        start += 1 << len(held).bit_length()
    return numbered, start


def _filters(numbered: Mapping[int, PageDraft], numbers: int) -> dict[str, Any]:
    """Return for each filter its sets of values and, number by number, that of the page's set; none without a page."""
    alike: dict[tuple[tuple[str, tuple[str, ...]], ...], list[int]] = {}
    for number, draft in numbered.items():
        alike.setdefault(tuple(draft.filters.items()), []).append(number)
    made: dict[str, Any] = {}
    for name in sorted({name for filters in alike for name, _ in filters}):
        sets: dict[tuple[str, ...], int] = {(): 0}
        codes = [0] * numbers
        for filters, found in alike.items():
            code = sets.setdefault(dict(filters).get(name, ()), len(sets))
            for number in found:
                codes[number] = code
        signs = [gap(code) for code in range(len(sets))]
        made[name] = {"sets": [list(held) for held in sets], "of": "".join(map(signs.__getitem__, codes))}
    return made


def may_be_found(draft: PageDraft) -> bool:
    """Tell whether a page stands in the index."""
    return draft.indexed and bool(draft.filters)


Standing = tuple[str, str, int]
"""How a page stands in the index: the key of what was read, the digest of the file that shows it, its number."""


@dataclass(frozen=True)
class _State:
    """How an index stands: its pages by address, its files and their digests by name, `index.json`."""

    pages: dict[str, Standing]
    files: Files
    digests: dict[str, str]
    head: bytes

    @classmethod
    def of(cls, pages: dict[str, Standing], files: Files, known: Mapping[str, str], held: dict[str, Any]) -> _State:
        """Return the state of an index whose `index.json` also holds what is `held`; digests may be `known`."""
        digests = {name: digest(files.data[name]) if name in files.data else known[name] for name in files.names}
        keys = digests | {f"b-{number}.json": shown for _, shown, number in pages.values()}
        version = digest(*(f"{FOLDER}/{name} {keys[name]}" for name in sorted(keys)))[:10]
        own = {"version": version, "leaves": " ".join(files.leaves), "pairs": files.pairs}
        return cls(pages, files, digests, dumped({**held, **own}))


_NONE: Final = _State({}, Files({}, 0, {}), {}, b"")


class _LostError(Exception):
    """Something is no longer kept that a change of the index needs."""


@dataclass(frozen=True)
class _Shelf:
    """What builds keep: the state of the index, its files of words and pairs as they are, what each page said."""

    cache: Cache

    def state(self) -> _State:
        """Return the state that the last build left."""
        row = self.cache.get(_SHELF, _STATE)
        if row is None:
            return _NONE
        pages, leaves, weight, digests, head = marshal.loads(row)  # noqa: S302 - our own cache
        return _State(pages, Files(leaves, weight, {}), digests, head)

    def file(self, name: str) -> bytes:
        """Return a file of words or pairs."""
        row = self.cache.get(_SHELF, name)
        if row is None:
            raise _LostError(name)
        return row

    def loaded(self, name: str) -> dict[str, Any]:
        """Return what stands in such a file."""
        held: dict[str, Any] = json.loads(self.file(name))
        return held

    def said(self, address: str, key: str) -> Said | None:
        """Return what a page said when it had this key, if that is kept."""
        row = self.cache.get(_SHELF, f"{address}{_SAID}")
        said = Said(*marshal.loads(row)) if row else None  # noqa: S302 - our own cache
        return said if said and said.key == key else None

    def keep(self, said: Mapping[str, Said]) -> None:
        """Keep what pages say, by their addresses."""
        self.cache.put(_SHELF, _rows(said))

    def replace(self, old: _State, new: _State, said: Mapping[str, Said]) -> None:
        """Keep a state in the place of the old one, with its new files and what pages say: all or nothing."""
        if (new.pages, new.digests, new.head) == (old.pages, old.digests, old.head):
            return
        row = marshal.dumps((new.pages, new.files.leaves, new.files.weight, new.digests, new.head))
        gone = [f"{address}{_SAID}" for address in old.pages if address not in new.pages]
        gone += [name for name in old.digests if name not in new.digests]
        self.cache.put(_SHELF, [(_STATE, row), *new.files.data.items(), *_rows(said)], gone=gone)


def _rows(said: Mapping[str, Said]) -> list[tuple[str, bytes]]:
    return [(f"{address}{_SAID}", marshal.dumps((held.key, held.summary, held.data))) for address, held in said.items()]


@dataclass(frozen=True)
class _Reading:
    """How a build reads its pages: as they were kept, or from the page when it has another key now."""

    shelf: _Shelf
    page_of: Callable[[PageDraft], Page]
    keys: Mapping[str, str]
    known: _State

    def anew(self, draft: PageDraft) -> tuple[Said, Tokens]:
        """Read a page itself."""
        return read_page(self.page_of(draft), self.keys[draft.address])

    def shown(self, draft: PageDraft) -> bytes:
        """Return the file that shows a page as it is now."""
        said = self.shelf.said(draft.address, self.keys[draft.address]) or self.anew(draft)[0]
        return said.data

    def share(self, pages: Iterable[tuple[int, PageDraft]]) -> tuple[Share, list[str]]:
        """Read some pages; returns where their words stand, and the digests of the files that show them."""
        fresh: dict[str, Said] = {}
        shown: list[str] = []

        def read() -> Iterator[tuple[int, Tokens]]:
            for number, draft in pages:
                address = draft.address
                said = self.shelf.said(address, self.keys[address]) if address in self.known.pages else None
                if said:
                    tokens = said.tokens()
                else:
                    said, tokens = self.anew(draft)
                    fresh[address] = said
                shown.append(digest(said.data))
                yield number, tokens

        share = share_of(read())
        self.shelf.keep(fresh)
        return share, shown

    def change(self, address: str, draft: PageDraft | None, number: int | None) -> tuple[Change, Said | None]:
        """Return how a page has changed that has this draft and number now, and what it says if it was read anew."""
        key, _, old = self.known.pages.get(address, ("", "", None))
        said = self.shelf.said(address, key)
        if old is not None and said is None:
            raise _LostError(address)
        before = said.tokens() if said else _NOTHING
        if draft is None:
            return Change(old, None, before, _NOTHING), None
        if key == self.keys[address]:
            return Change(old, number, before, before), None
        said, after = self.anew(draft)
        return Change(old, number, before, after), said


def make_index(pages: Iterable[Page], abbreviations: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files of the index by their path from the site's root; only pages that may be found are in it."""
    held = {page.draft.address: page for page in pages}
    drafts = [page.draft for page in held.values()]
    made = index_files(drafts, lambda draft: held[draft.address], dict.fromkeys(held, ""), abbreviations, Cache())
    return {artifact.name: artifact.make().data for artifact in made}


def index_files(
    drafts: Iterable[PageDraft],
    page_of: Callable[[PageDraft], Page],
    contents: Mapping[str, str],
    abbreviations: Mapping[str, str],
    cache: Cache,
) -> Iterator[Artifact]:
    """Yield the files of the index, `index.json` last; `contents` tells by address whether a page's bytes are the same.

    Only pages that say something else than at the last time are read anew, and only lists that change are loaded.
    """
    numbered, numbers = _numbered(drafts)
    shelf = _Shelf(cache)
    known = shelf.state()
    keys = {draft.address: key_of(draft, contents[draft.address]) for draft in numbered.values()}
    reading = _Reading(shelf, page_of, keys, known)

    def anew() -> tuple[Files, dict[str, str]]:
        pages = list(numbered.items())
        shares = [pages[start : start + _SHARE] for start in range(0, len(pages), _SHARE)]
        with uncollected():
            read = work_through(shares, reading.share, least=2)
            shown = (found for _, held in read for found in held)
            return files_of([share for share, _ in read]), dict(zip(keys, shown, strict=True))

    differing: dict[str, tuple[PageDraft | None, int | None]] = {
        address: (draft, number)
        for (number, draft), (address, key) in zip(numbered.items(), keys.items(), strict=True)
        if (stood := known.pages.get(address)) is None or stood[0] != key or stood[2] != number
    }
    differing |= dict.fromkeys(known.pages.keys() - keys.keys(), (None, None))
    few = known.digests and len(differing) * _FEW <= len(keys)
    changed = _after(differing, known, reading) if few else None
    files, said = changed or (None, {})
    shown = {address: digest(held.data) for address, held in said.items()}
    if files is None:
        files, shown = anew()
    pages = {
        address: (key, shown.get(address) or known.pages[address][1], number)
        for number, (address, key) in zip(numbered, keys.items(), strict=True)
    }
    held = {
        "pages": len(numbered),
        "numbers": numbers,
        "filters": _filters(numbered, numbers),
        "short": sorted(abbreviations.items()),
    }
    state = _State.of(pages, files, known.digests, held)
    shelf.replace(known, state, said)
    again = once(lambda: anew()[0].data)

    def kept(name: str) -> bytes:
        try:
            return shelf.file(name)
        except _LostError:
            return again()[name]

    for name, key in state.digests.items():
        data = files.data.get(name)
        yield from_source(f"{FOLDER}/{name}", key, partial(bytes, data) if data else partial(kept, name))
    for draft, (_, key, number) in zip(numbered.values(), pages.values(), strict=True):
        yield from_source(f"{FOLDER}/b-{number}.json", key, partial(reading.shown, draft))
    yield ready(INDEX, state.head)


def _after(
    differing: Mapping[str, tuple[PageDraft | None, int | None]], known: _State, reading: _Reading
) -> tuple[Files, dict[str, Said]] | None:
    """Return the files once some pages have other drafts and numbers, or none, and what those say that were read anew.

    None when not enough is kept.
    """
    try:
        changes = {address: reading.change(address, *place) for address, place in differing.items()}
        files = files_after([change for change, _ in changes.values()], known.files, reading.shelf.loaded)
    except _LostError:
        return None
    return files, {address: said for address, (_, said) in changes.items() if said}


def changed_files(pages: Iterable[tuple[Page, str]], published: bytes, cache: Cache) -> list[Artifact] | None:
    """Return the files of the index that differ once these pages, each given with the digest of its bytes, are new.

    For a build that knows that nothing else has changed since the site was made whose `index.json` is `published`: no
    other page is looked at. None when it is not so easy (what is kept is of another index, a page is new, its title,
    summary or filters differ, files would have to go, not enough is kept); then nothing is kept, and `index_files` does
    it all.
    """
    shelf = _Shelf(cache)
    known = shelf.state()
    if known.head != published:
        return None
    found = {page.draft.address: (page, content) for page, content in pages if may_be_found(page.draft)}
    keys = {address: key_of(page.draft, content) for address, (page, content) in found.items()}
    if not all(address in known.pages and same_facts(key, known.pages[address][0]) for address, key in keys.items()):
        return None
    reading = _Reading(shelf, lambda draft: found[draft.address][0], keys, known)
    changed = _after(
        {address: (page.draft, known.pages[address][2]) for address, (page, _) in found.items()}, known, reading
    )
    if changed is None:
        return None
    files, said = changed
    if not known.digests.keys() <= set(files.names):
        return None
    fresh = {address: (held.key, digest(held.data), known.pages[address][2]) for address, held in said.items()}
    state = _State.of({**known.pages, **fresh}, files, known.digests, json.loads(known.head))
    shelf.replace(known, state, said)
    made = {name: (state.digests[name], data) for name, data in files.data.items()}
    made |= {f"b-{number}.json": (shown, said[address].data) for address, (_, shown, number) in fresh.items()}
    return [
        *(from_source(f"{FOLDER}/{name}", key, partial(bytes, data)) for name, (key, data) in made.items()),
        ready(INDEX, state.head),
    ]
