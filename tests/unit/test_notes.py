"""What a page asked of the site is written down for each page, however often it was asked before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from exemplary.library import load_library
from exemplary.publishable import publishable
from exemplary.render.notes import Notes
from exemplary.render.site import Site
from sites import REPO


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(publishable(load_library(REPO)[0]), {}, date(2026, 11, 22))


def ask(seen: Any, story: str) -> None:
    """Ask what a page could, in every way there is."""
    assert seen.library.of("exemplar").get(story)
    assert seen.flowers[story]
    assert seen.facts.name
    assert "guong/" in seen.addresses
    assert seen.locality("khong-co").id
    assert seen.sheet("#h_v")
    assert seen.progress.get("khong-co") is None
    assert seen.replications.keys()


def test_two_pages_that_ask_the_same_write_the_same_down(site: Site) -> None:
    notes = Notes(site)
    first, second = (entry.id for entry in site.exemplars[:2])
    ask(notes.seen(), first)
    asked = notes.taken()
    ask(notes.seen(), second)
    other = notes.taken()
    ask(notes.seen(), first)
    assert notes.taken() == asked == other.replace(second, first)
    assert len(asked.split("\n")) == 8
    assert notes.taken() == ""


def test_answers_are_those_of_the_site_of_this_build(site: Site) -> None:
    notes, story = Notes(site), site.exemplars[0].id
    ask(notes.seen(), story)
    asked = notes.taken()
    assert notes.answers(asked) == notes.answers(asked) == Notes(replace(site)).answers(asked)
    entry = site.exemplars[0]
    changed = replace(entry, digest="", record=entry.record.model_copy(update={"title": "Tên khác"}))
    held = {**site.library.entries, "exemplar": {**site.library.entries["exemplar"], story: changed}}
    public = replace(site.public, library=replace(site.library, entries=held))
    assert Notes(replace(site, public=public)).answers(asked) != notes.answers(asked)
    assert Notes(replace(site, progress={"khong-co": None})).answers(asked) != notes.answers(asked)  # type: ignore[dict-item]
