"""Which stories to read after a story: those that share most with it, without the same few standing everywhere.

What two stories share (a practice, a campaign, a unit, a place, an occupation, rare words) is a trait. A trait that few
stories have counts more than one that many have. Every story looks only at its neighbours in time within each trait,
so the work grows with the number of stories, not with their pairs, and no old favourite stands under all the others.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from ..library import Entry, Library
from ..model.exemplar import Exemplar
from ..text import fold, words

SHOWN: Final = 3
"""How many stories stand under a story."""

MOST: Final = 3 * SHOWN
"""Under how many stories one may stand: three times the average."""

_REACH: Final = 8
"""How many neighbours on either side a story looks at within a trait."""
_SAME: Final = 2e-6
"""Scores that differ by less may be the same when they are rounded."""
_WORDS: Final = 12
"""How many of its rarest shared words a story is known by."""
_WEIGHT: Final = {
    "practice": 6.0, "campaign": 2.0, "also": 1.4, "unit": 1.5, "submitted": 0.7, "place": 1.2, "around": 0.6,
    "group": 0.5, "type": 0.3, "word": 0.6,
}  # fmt: skip
_SHORTEST: Final = 3
"""Words of fewer letters say nothing about a story."""


def related_stories(entries: Sequence[Entry], library: Library) -> dict[str, tuple[Entry, ...]]:
    """Return for each of `entries` (newest first) up to `SHOWN` others, the nearest first, by its id."""
    traits = _traits(entries, library)
    holders: dict[str, list[int]] = {}
    for place, held in enumerate(traits):
        for trait in held:
            holders.setdefault(trait, []).append(place)
    rare = {trait: math.log(1 + len(entries) / len(held)) for trait, held in holders.items()}
    shown: Counter[int] = Counter()
    full: set[int] = set()
    chosen: dict[str, tuple[Entry, ...]] = {}
    for place, entry in enumerate(entries):
        scores: defaultdict[int, float] = defaultdict(float)
        for trait, weight in traits[place].items():
            worth = weight * rare[trait]
            places = holders[trait]
            at = bisect_left(places, place)
            for other in places[max(at - _REACH, 0) : at + 1 + _REACH]:
                scores[other] += worth
        for other in scores.keys() & full:
            del scores[other]
        scores.pop(place, None)
        least = sorted(scores.values())[-SHOWN:][:1]
        best = [other for other, score in scores.items() if score > least[0] - _SAME]
        free = sorted(best, key=lambda other: (-round(scores[other], 6), abs(other - place), other))[:SHOWN]
        if len(free) < SHOWN:
            free += [other for other in _outward(place, len(entries), shown) if other not in free][: SHOWN - len(free)]
        shown.update(free)
        full.update(other for other in free if shown[other] >= MOST)
        chosen[entry.id] = tuple(entries[other] for other in free)
    return chosen


def _outward(place: int, count: int, shown: Mapping[int, int]) -> list[int]:
    """Return the nearest places in time that may still be shown, for stories that share too little with any."""
    steps = (place + side * step for step in range(1, SHOWN * MOST) for side in (1, -1))
    return [other for other in steps if 0 <= other < count and shown.get(other, 0) < MOST]


def _traits(entries: Sequence[Entry], library: Library) -> list[dict[str, float]]:
    """Return the traits of every story with their weights; only words that some but not many stories have are any."""
    told = [set(_words(entry.record)) for entry in entries]
    known_by = Counter(word for held in told for word in held)
    many = max(len(entries) // 10, SHOWN)
    made: list[dict[str, float]] = []
    for entry, held in zip(entries, told, strict=True):
        rarest = sorted((known_by[word], word) for word in held if 1 < known_by[word] <= many)[:_WORDS]
        traits = {f"word {word}": _WEIGHT["word"] for _, word in rarest}
        for kind, value in _facts(entry.record, library):
            traits.setdefault(f"{kind} {value}", _WEIGHT[kind])
        made.append(traits)
    return made


def _facts(record: Exemplar, library: Library) -> Iterator[tuple[str, str]]:
    """Yield what a record shares with others, as (kind of trait, value)."""
    yield from (("practice", practice) for practice in record.practices)
    for number, campaign in enumerate(record.campaigns):
        yield ("also" if number else "campaign"), campaign
        held = library.get("campaign", campaign)
        if held and held.parent:
            yield "also", held.parent
    yield "unit", record.unit
    yield "submitted", record.submitted_by
    locality = library.locality(record.locality) if record.locality else None
    if locality:
        yield "place", record.locality or ""
        if locality.parent:
            yield "around", locality.parent
    if record.occupation_group:
        yield "group", str(record.occupation_group)
    yield "type", str(record.type)


def _words(record: Exemplar) -> Iterator[str]:
    """Yield the pairs of words that stand side by side in title and summary, folded: in Vietnamese two make one."""
    for text in fold(f"{record.title}\n{record.summary}").split("\n"):
        told = [word for word in words(text) if len(word) >= _SHORTEST and not word.isdigit()]
        yield from (f"{one} {other}" for one, other in pairwise(told))
