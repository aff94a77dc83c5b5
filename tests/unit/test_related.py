"""Related stories: near in what they tell, and never the same few under all the others."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from exemplary.group import newest_first
from exemplary.library import Entry, Library, load_library
from exemplary.publishable import publishable
from exemplary.render.related import MOST, SHOWN, related_stories
from sites import REPO


@pytest.fixture(scope="module")
def library() -> Library:
    return publishable(load_library(REPO)[0]).library


@pytest.fixture(scope="module")
def entries(library: Library) -> tuple[Entry, ...]:
    return newest_first(library.of("exemplar").values())


def many(entries: tuple[Entry, ...], count: int) -> tuple[Entry, ...]:
    made = []
    for number in range(count):
        entry = entries[number % len(entries)]
        day = entry.record.introduced_on - timedelta(days=number)
        made.append(replace(entry, id=f"g{number}", record=entry.record.model_copy(update={"introduced_on": day})))
    return newest_first(made)


@pytest.mark.parametrize("count", [39, 1_000])
def test_no_story_stands_under_far_more_than_the_others(
    library: Library, entries: tuple[Entry, ...], count: int
) -> None:
    held = entries if count == len(entries) else many(entries, count)
    chosen = related_stories(held, library)
    assert set(chosen) == {entry.id for entry in held}
    for name, others in chosen.items():
        assert len({other.id for other in others}) == SHOWN
        assert name not in {other.id for other in others}
    shown = Counter(other.id for others in chosen.values() for other in others)
    assert max(shown.values()) <= MOST
    assert len(shown) >= 0.9 * len(held)
    assert len({tuple(sorted(other.id for other in others)) for others in chosen.values()}) >= 0.8 * len(held)


def test_a_shared_practice_and_campaign_bring_stories_together(library: Library, entries: tuple[Entry, ...]) -> None:
    chosen = related_stories(entries, library)

    def traits(entry: Entry) -> set[str]:
        return {*entry.record.campaigns, *entry.record.practices, entry.record.unit}

    sharing = [bool(traits(entry) & traits(other)) for entry in entries for other in chosen[entry.id]]
    by_chance = [bool(traits(one) & traits(other)) for one in entries for other in entries if one is not other]
    assert sum(sharing) / len(sharing) > 2 * sum(by_chance) / len(by_chance)
    for entry in entries:
        partners = [
            other.id
            for other in entries
            if other is not entry and set(other.record.practices) & set(entry.record.practices)
        ]
        assert not partners or set(partners[:SHOWN]) & {other.id for other in chosen[entry.id]}


def test_the_choice_does_not_depend_on_anything_but_the_stories(library: Library, entries: tuple[Entry, ...]) -> None:
    assert related_stories(entries, library) == related_stories(list(entries), library)


def test_few_stories_have_few_others(library: Library, entries: tuple[Entry, ...]) -> None:
    assert related_stories((), library) == {}
    assert related_stories(entries[:1], library) == {entries[0].id: ()}
    assert {len(others) for others in related_stories(entries[:3], library).values()} == {2}
