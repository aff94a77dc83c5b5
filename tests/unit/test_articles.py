"""Cards: drawn once for all pages, and each page leads their links its own way."""

from __future__ import annotations

import re
from datetime import date

import pytest

from exemplary.library import load_library
from exemplary.publishable import publishable
from exemplary.render.articles import Articles
from exemplary.render.notes import Notes
from exemplary.render.pages.stories import exemplar_page
from exemplary.render.site import Site
from sites import REPO

SITE = Site(publishable(load_library(REPO)[0]), {}, date(2026, 11, 22))
THEME = REPO / "theme"


def test_a_card_leads_to_its_story_from_every_page() -> None:
    articles = Articles(THEME, SITE)
    entry = SITE.exemplars[0]
    ways = {
        "": f"guong/{entry.id}/",
        "guong/": f"{entry.id}/",
        "guong/khac/": f"../{entry.id}/",
        "linh-vuc/y-te/trang/2/": f"../../../../guong/{entry.id}/",
    }
    cards = {address: articles.cards(address, [entry])[0] for address in ways}
    for address, way in ways.items():
        assert re.findall(r'<a href="([^"]*)"', cards[address]) == [way]
    assert len({card.replace(ways[address], "") for address, card in cards.items()}) == 1


def test_cards_are_the_same_whether_drawn_ahead_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_PROCESSES", "2")
    ahead, late = Articles(THEME, SITE), Articles(THEME, SITE)
    ahead.draw_cards(SITE.exemplars * 3)
    assert ahead.cards("guong/", SITE.exemplars) == late.cards("guong/", SITE.exemplars)


def test_a_page_that_shows_a_card_drawn_before_asks_what_the_card_asked() -> None:
    entry, other = SITE.exemplars[:2]
    notes = Notes(SITE)
    articles = Articles(THEME, SITE, notes)
    articles.cards("guong/", [entry])
    first = notes.taken()
    articles.cards("guong/", [entry])
    assert notes.taken() == first
    assert entry.id in first
    articles.cards("guong/", [other])
    assert entry.id not in notes.taken()


def test_what_was_forgotten_is_asked_again_and_held_no_more() -> None:
    notes = Notes(SITE)
    articles = Articles(THEME, SITE, notes)
    before = articles.cards("guong/", SITE.exemplars), notes.taken()
    seen, public = notes.seen(), notes.seen().public
    assert seen.public is public
    articles.forget()
    notes.forget()
    assert seen.public is not public
    notes.taken()
    assert (articles.cards("guong/", SITE.exemplars), notes.taken()) == before


def test_drawing_cards_ahead_asks_nothing_for_the_page_that_comes_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_PROCESSES", "1")
    notes = Notes(SITE)
    Articles(THEME, SITE, notes).draw_cards(SITE.exemplars)
    assert notes.taken() == ""


def test_what_one_page_has_said_is_said_on_the_next_as_well() -> None:
    articles = Articles(THEME, SITE)
    drafts = [exemplar_page(SITE, entry) for entry in SITE.exemplars]
    alone = [Articles(THEME, SITE).article(draft) for draft in drafts[:3]]
    assert [articles.article(draft) for draft in drafts[:3]] == alone
    assert [articles.article(draft) for draft in drafts[:3]] == alone
