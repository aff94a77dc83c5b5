"""The lists of pages in the search index, by word and by pair, as the files that are published.

Lists are made from nothing share by share, so that processes can read side by side, and part by part, so that little
is unpacked at a time; or they are changed, and then only those files are loaded in which something changes.
"""

from __future__ import annotations

import marshal
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import accumulate
from operator import sub
from typing import Any, Final

from .search_text import Tokens, dumped, folded

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
_PARTS: Final = 16
"""Parts into which the pairs of a share are cut; only one part of all pairs is unpacked at a time."""
_TIERS: Final = 4
_PLACES: Final = 2
_numbers: Final = partial(array, "I")

Lists = dict[str, list[str]]
"""The lists of pages as they are written: of each word by tier, or of each pair by place."""
Terms = dict[str, Lists]
"""The lists of every word as it is written, by the folded word."""
Leaves = dict[str, dict[str, int]]
"""The leaves of the words' tree, and in each the weight of every folded word."""

_GAPS: Final[list[str]] = []


def gap(number: int) -> str:
    """Write a number with `FINAL` digits behind `MORE` digits."""
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
        _GAPS.append(gap(max(len(_GAPS) - 1, 0)))
    return _GAPS[pages[0] + 1] + "".join(map(_GAPS.__getitem__, map(sub, pages[1:], pages)))


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


def pair_hash(pair: str) -> int:
    """Return the number (FNV-1a, 32 bits) by which a pair of words finds its file; the script computes the same."""
    value = 2166136261
    for byte in pair.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def leaf_file(leaf: str) -> str:
    """Return the file name of a leaf; letters beyond a–z are written as their code."""
    return "t-" + "".join(char if char.isascii() and char.isalnum() else f"_{ord(char):x}" for char in leaf) + ".json"


def _pair_file(number: int) -> str:
    return f"c-{number}.json"


def _weight(term: str, held: Lists) -> int:
    """Return about how many bytes the lists of a folded word take before compression."""
    return len(term) + sum(len(word) + 22 + sum(map(len, lists)) for word, lists in held.items())


def _pair_weight(pair: str, lists: Iterable[str]) -> int:
    return len(pair) + sum(map(len, lists)) + 10


def _many(weight: int) -> int:
    """Return the number of files for pairs that weigh so much together."""
    return 1 << (weight // _PAIRS_BYTES).bit_length()


def _cut(weights: Mapping[str, int]) -> Iterator[tuple[str, list[str]]]:
    """Cut the words into leaves of words that begin alike, none much heavier than `_LEAF_BYTES`."""

    def cut(prefix: str, held: list[str]) -> Iterator[tuple[str, list[str]]]:
        longer = [term for term in held if term != prefix]
        if prefix and (not longer or sum(weights[term] for term in held) <= _LEAF_BYTES):
            yield prefix, held
            return
        if prefix and len(longer) < len(held):
            yield prefix, [prefix]
        parts: defaultdict[str, list[str]] = defaultdict(list)
        for term in longer:
            parts[term[: len(prefix) + 1]].append(term)
        for start in sorted(parts):
            yield from cut(start, parts[start])

    yield from cut("", sorted(weights))


@dataclass(frozen=True)
class Files:
    """The files of words and pairs: the leaves, the weight of all pairs, and the bytes of those files that changed."""

    leaves: Leaves
    weight: int
    data: Mapping[str, bytes]

    @property
    def pairs(self) -> int:
        """The number of files of pairs."""
        return _many(self.weight)

    @property
    def names(self) -> Iterator[str]:
        """The names of all files."""
        yield from map(leaf_file, self.leaves)
        yield from map(_pair_file, range(self.pairs))


def _files_of_words(changed: Terms, known: Leaves, kept: Callable[[str], Lists]) -> tuple[Leaves, dict[str, bytes]]:
    """Return the leaves, and the files that differ, once some words have other lists, or none any more.

    `kept` gives the lists of a word that has not changed.
    """
    weights = {term: weight for held in known.values() for term, weight in held.items()}
    weights |= {term: _weight(term, held) for term, held in changed.items()}
    leaves: Leaves = {}
    data = {}
    for leaf, terms in _cut({term: weight for term, weight in weights.items() if changed.get(term, True)}):
        leaves[leaf] = {term: weights[term] for term in terms}
        if leaves[leaf].keys() != known.get(leaf, {}).keys() or not changed.keys().isdisjoint(terms):
            data[leaf_file(leaf)] = dumped({term: changed.get(term) or kept(term) for term in terms})
    return leaves, data


def _files_of_pairs(parts: int, many: int, load: Callable[[int], Lists]) -> Iterator[tuple[str, bytes]]:
    """Put pairs that stand in `parts` by their hash into `many` files by it; both are powers of two.

    Each part is loaded once.
    """
    step = min(parts, many)
    for first in range(step):
        files: dict[int, Lists] = {number: {} for number in range(first, many, step)}
        for part in range(first, parts, step):
            for pair, lists in load(part).items():
                files[pair_hash(pair) % many][pair] = lists
        yield from ((_pair_file(number), dumped(held)) for number, held in files.items())


@dataclass(frozen=True)
class Share:
    """Where the words of some pages stand, and the pairs of each part, packed."""

    words: bytes
    pairs: list[bytes]


def share_of(pages: Iterable[tuple[int, Tokens]]) -> Share:
    """Gather the lists of pages that are given with their numbers, ascending."""
    tables: list[list[defaultdict[str, array[int]]]]
    tables = [[defaultdict(_numbers) for _ in range(tiers)] for tiers in (_TIERS, _PLACES)]
    for number, tokens in pages:
        for of_tiers, tiers in zip(tables, tokens, strict=True):
            for table, held in zip(of_tiers, tiers, strict=True):
                for numbers in map(table.__getitem__, held):
                    numbers.append(number)
    of_words, of_pairs = tables
    parts: list[list[dict[str, bytes]]] = [[{} for _ in range(_PLACES)] for _ in range(_PARTS)]
    for place, table in enumerate(of_pairs):
        for pair, numbers in table.items():
            parts[pair_hash(pair) % _PARTS][place][pair] = numbers.tobytes()
    packed = [{word: numbers.tobytes() for word, numbers in table.items()} for table in of_words]
    return Share(marshal.dumps(packed), [marshal.dumps(part) for part in parts])


def _merged(shares: Iterable[bytes], tiers: int) -> Lists:
    """Write the lists that ascending shares have begun and gone on with."""
    packed: defaultdict[str, list[bytes]] = defaultdict(lambda: [b""] * tiers)
    for share in shares:
        for tier, held in enumerate(marshal.loads(share)):  # noqa: S302 - our own
            for word, numbers in held.items():
                packed[word][tier] += numbers
    return {word: [_written(_numbers(numbers)) for numbers in held] for word, held in packed.items()}


def files_of(shares: Sequence[Share]) -> Files:
    """Return all files from the shares of all pages, ascending; they are used up."""
    terms: defaultdict[str, Lists] = defaultdict(dict)
    for word, lists in _merged((share.words for share in shares), _TIERS).items():
        terms[folded(word)][word] = lists
    leaves, data = _files_of_words(terms, {}, lambda _: {})
    weight = 0
    parts = {}
    for number in reversed(range(_PARTS)):
        merged = _merged((share.pairs.pop() for share in shares), _PLACES)
        weight += sum(_pair_weight(pair, lists) for pair, lists in merged.items())
        parts[number] = marshal.dumps(merged)
    data |= _files_of_pairs(_PARTS, _many(weight), lambda number: marshal.loads(parts.pop(number)))  # noqa: S302 - our own
    return Files(leaves, weight, data)


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
        stays = change.old == change.new
        for tier, (said, says) in enumerate(zip(change.before[place], change.after[place], strict=True)):
            if change.old is not None:
                for word in said - says if stays else said:
                    gone[word][change.old] = tier
            if change.new is not None:
                for word in says - said if stays else says:
                    new[word][change.new] = tier
    return gone, new


def _changed(lists: Sequence[str], gone: Mapping[int, int], new: Mapping[int, int]) -> list[str]:
    """Return lists without the pages that leave them and with those that join, or nothing when none is left."""
    made = list(lists)
    for tier in {*gone.values(), *new.values()}:
        pages = [page for page in _read(lists[tier]) if gone.get(page) != tier]
        made[tier] = _written(sorted(pages + [page for page, other in new.items() if other == tier]))
    return made if any(made) else []


def files_after(changes: Sequence[Change], known: Files, load: Callable[[str], dict[str, Any]]) -> Files:
    """Return the files of an index that is `known` after changes; `load` gives what stands in one of its files."""
    leaf_of = {term: leaf for leaf, held in known.leaves.items() for term in held}
    loaded = cache(load)

    def kept(term: str) -> Lists:
        lists: Lists = loaded(leaf_file(leaf_of[term]))[term] if term in leaf_of else {}
        return lists

    gone, new = _differences(changes, 0)
    terms: Terms = {}
    for word in {*gone, *new}:
        term = folded(word)
        held = terms.setdefault(term, dict(kept(term)))
        lists = _changed(held.pop(word, [""] * _TIERS), gone.get(word, {}), new.get(word, {}))
        if lists:
            held[word] = lists
    leaves, data = _files_of_words(terms, known.leaves, kept)

    gone, new = _differences(changes, 1)
    parts: dict[int, Lists] = {}
    weight = known.weight
    for pair in {*gone, *new}:
        number = pair_hash(pair) % known.pairs
        part = parts[number] = parts[number] if number in parts else load(_pair_file(number))
        old = part.pop(pair, [])
        lists = _changed(old or [""] * _PLACES, gone.get(pair, {}), new.get(pair, {}))
        weight += (_pair_weight(pair, lists) if lists else 0) - (_pair_weight(pair, old) if old else 0)
        if lists:
            part[pair] = lists
    many = _many(weight)
    if many == known.pairs:
        data |= {_pair_file(number): dumped(part) for number, part in parts.items()}
    else:
        data |= _files_of_pairs(
            known.pairs, many, lambda number: parts[number] if number in parts else load(_pair_file(number))
        )
    return Files(leaves, weight, data)
