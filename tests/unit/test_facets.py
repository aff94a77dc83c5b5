"""What a browser filters with: that it says of every story what its record says, stays small, and changes little."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_many
from exemplary.library import PROVINCES, Entry, Library, load_library
from exemplary.model.choices import Stage
from exemplary.publishable import publishable
from exemplary.render.facets import ALPHABET, INDEX, encoded, facet_files, facets_of
from exemplary.render.names import provinces_today
from exemplary.render.site import Site
from sites import REPO

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def library() -> Library:
    """The repository's own registry and campaigns; its stories are replaced."""
    return load_library(REPO)[0]


def site_of(library: Library) -> Site:
    return Site(publishable(library), {}, TODAY)


def cards(entries: Sequence[Entry]) -> list[str]:
    return [f"<article>{entry.id} {entry.record.title}</article>" for entry in entries]


def files_of(site: Site) -> dict[str, bytes]:
    return dict(facet_files(site, facets_of(site), cards))


def decoded(text: str, rows: int) -> list[int]:
    """Read codes back: digits of 64, all first digits, then all second."""
    codes = [0] * rows
    for place, char in enumerate(text):
        codes[place % rows] = codes[place % rows] * 64 + ALPHABET.index(char)
    return codes


def told(files: dict[str, bytes]) -> dict[str, list[set[str]]]:
    """Read the files as a browser does: for each facet the ids of the values of every story, newest first."""
    index = json.loads(files[INDEX])
    found: dict[str, list[set[str]]] = {}
    for facet in index["facets"]:
        held = json.loads(files[facet["held"]]) if "held" in facet else facet
        column = found.setdefault(facet["key"], [])
        for number, block in enumerate(index["blocks"]):
            texts = json.loads(files[block["file"]])["columns"]
            text = json.loads(files[facet["columns"][number]]) if "held" in facet else texts[facet["key"]]
            for code in decoded(text, block["rows"]):
                column.append({held["values"][value][0] for value in held["sets"][code]})
    return found


def names_of(block: dict[str, Any]) -> list[str]:
    """Return the row files of a block."""
    names = block["cards"]
    return [f"assets/guong/the.{names[start : start + 10]}.json" for start in range(0, len(names), 10)]


def oracle(site: Site, entry: Entry) -> dict[str, set[str]]:
    """Say from the record alone by what a story is found."""
    record, library = entry.record, site.library
    campaigns = set(record.campaigns)
    for _ in range(5):
        campaigns |= {held.parent for item in campaigns if (held := library.get("campaign", item)) and held.parent}
    places: set[str] = set()
    unit = library.get("unit", record.unit)
    wanted: list[str | None] = [record.locality or (unit.locality if unit and not record.minor else None)]
    while wanted:
        step = wanted.pop()
        locality = library.locality(step) if step else None
        if step and locality and step not in places:
            places.add(step)
            wanted += [locality.parent, *(after.id for after in locality.successors if after.share == "whole")]
    now = {
        item for item in places
        if library.locality(item).type in PROVINCES
        and (library.locality(item).valid_to is None or library.locality(item).valid_to >= TODAY)
    }  # fmt: skip
    return {
        "phong-trao": campaigns, "loai": {str(record.type)}, "tinh": now, "noi": places - now,
        "don-vi": {record.unit, record.introduced_by or record.unit}, "nam": {str(record.introduced_on.year)},
        "cap": {str(record.level)} if record.level else set(),
        "giai-doan": {str(record.stage)} - {"khong-chon"},
        "minh-chung": {str(site.evidence.exemplars[entry.id].level)},
    }  # fmt: skip


@given(codes=st.lists(st.integers(0, 300_000), max_size=40))
def test_codes_come_back_from_their_text(codes: list[int]) -> None:
    assert decoded(encoded(codes, max(codes, default=0) + 1), len(codes)) == codes


@settings(max_examples=12, deadline=None)
@given(count=st.integers(1, 80), seed=st.integers(0, 10_000))
def test_the_columns_say_of_every_story_what_its_record_says(library: Library, count: int, seed: int) -> None:
    site = site_of(make_many(library, count, seed=seed, units=7, places=20))
    found = told(files_of(site))
    for place, entry in enumerate(site.exemplars):
        assert {key: column[place] for key, column in found.items()} == oracle(site, entry)
        if entry.record.locality:
            assert set(provinces_today(site.library, entry.record.locality, TODAY)) >= found["tinh"][place]


def test_every_value_counts_and_pages_exactly_the_stories_that_have_it(library: Library) -> None:
    site = site_of(make_many(library, 200, units=7, places=20))
    files = files_of(site)
    shown = [json.loads(files[held["held"]]) if "held" in held else held for held in json.loads(files[INDEX])["facets"]]
    facts = [oracle(site, entry) for entry in site.exemplars]
    for facet, held in zip(facets_of(site), shown, strict=True):
        for value, (identifier, _, count, *_) in zip(facet.values, held["values"], strict=True):
            having = [
                entry.id for entry, fact in zip(site.exemplars, facts, strict=True) if identifier in fact[facet.key]
            ]
            assert [entry.id for entry in value.entries] == having
            assert count == len(having)
            assert value.address in site.addresses


def test_that_someone_was_not_chosen_is_not_told(library: Library) -> None:
    many = make_many(library, 3, units=2, places=2)
    made = {
        key: replace(entry, record=entry.record.model_copy(update={"stage": Stage.KHONG_CHON}))
        for key, entry in many.of("exemplar").items()
    }
    assert all(b"khong-chon" not in data for data in files_of(site_of(many.only(exemplar=made))).values())


def test_the_row_files_hold_the_cards_of_all_stories_in_order(library: Library) -> None:
    site = site_of(make_many(library, 300, units=7, places=20))
    files = files_of(site)
    rows: list[str] = []
    for block in json.loads(files[INDEX])["blocks"]:
        part = json.loads(files[block["file"]])
        for name, count in zip(names_of(part), part["held"], strict=True):
            held = json.loads(files[name])
            assert len(held) == count
            rows += held
    assert rows == cards(site.exemplars)


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, int]:
    """Count the files that are new, by kind."""
    new = [name.rpartition("/")[2].partition(".")[0] for name in after if before.get(name) != after[name]]
    return {kind: new.count(kind) for kind in sorted(set(new))}


def test_a_new_or_changed_story_changes_few_files(library: Library) -> None:
    many = make_many(library, 2000)
    site = site_of(many)
    before = files_of(site)
    newest, oldest = site.exemplars[0], site.exemplars[-1]
    title = {"title": "Một tiêu đề khác hẳn cho việc tốt này"}
    retold = replace(oldest, record=oldest.record.model_copy(update=title))
    after = files_of(site_of(many.only(exemplar={**many.of("exemplar"), oldest.id: retold})))
    assert changed(before, after) == {"loc": 1, "nam": 1, "the": 1}
    added = replace(newest, id="guong-moi", record=newest.record.model_copy(update=title))
    after = files_of(site_of(many.only(exemplar={**many.of("exemplar"), added.id: added})))
    few = changed(before, after)
    assert few.pop("the") <= 2
    assert few == {"cot": 2, "loc": 1, "nam": 1, "nhom": 2, "ten": 1}


def test_ten_thousand_stories_are_filtered_with_sixty_kilobytes(library: Library) -> None:
    files = files_of(site_of(make_many(library, 10_000)))
    sizes = {name: len(gzip.compress(data, 6, mtime=0)) for name, data in files.items()}
    index = json.loads(files[INDEX])
    first = sizes[INDEX] + sum(sizes[block["file"]] for block in index["blocks"])
    assert first <= 40_000
    for facet in index["facets"]:
        if "held" in facet:
            assert first + sizes[facet["held"]] + sum(sizes[name] for name in facet["columns"]) <= 60_000, facet["key"]
    assert max(sizes.values()) <= 30_000


def test_the_same_stories_in_another_order_give_the_same_files(library: Library) -> None:
    many = make_many(library, 50, units=7, places=20)
    turned: dict[str, Any] = dict(reversed(list(many.of("exemplar").items())))
    assert files_of(site_of(many)) == files_of(site_of(many.only(exemplar=turned)))
