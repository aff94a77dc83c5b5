"""The year-book: every story of a year once, whole while that is short, in volumes when there are many."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any, Final

from markupsafe import Markup

from exemplary.images.variants import Picture, Variant
from exemplary.library import load_library
from exemplary.publishable import publishable
from exemplary.render.articles import Articles
from exemplary.render.pages.yearbook import ALL_ROUND, VOLUME, WHOLE, booklets_of, in_booklet, yearbook_pages
from exemplary.render.site import Site
from sites import REPO

TODAY: Final = date(2026, 11, 22)
BASE: Final = publishable(load_library(REPO)[0])
LARGEST: Final = 150_000
"""Bytes of HTML that a page of the year-book may have, with some 12,000 of the theme's shell."""
SHELL: Final = 12_000


def site_of(count: int, **changes: Any) -> Site:
    """A site whose one year has `count` stories, copies of the longest one with a photograph and a practice."""
    model = max(
        (entry for entry, record in BASE.library.records("exemplar") if record.photos and record.practices),
        key=lambda entry: len(entry.body),
    )
    record = model.record.model_copy(update={"introduced_on": date(2026, 5, 12), **changes})
    names = [f"guong-{number:05d}" for number in range(count)]
    folder = "content/exemplars/2026"
    copies = {name: replace(model, id=name, path=f"{folder}/{name}/index.md", record=record) for name in names}
    library = BASE.library.only(exemplar=copies)
    sizes = tuple(
        Variant(f"anh/{'0' * 16}-{w}.{kind}", w, kind, "") for kind in ("webp", "jpg") for w in (480, 960, 1600)
    )
    photo = Picture(sizes, 1600, 1067, (1, 2))
    pictures = {(name, shot.file): photo for name in copies for shot in record.photos}
    return Site(replace(BASE, library=library), pictures, TODAY)


def booklets(site: Site) -> list[Any]:
    """Return the booklets of 2026."""
    return booklets_of(site, site.by_year["2026"], "2026")


def test_every_story_of_the_repository_stands_once_in_the_book_of_its_year() -> None:
    site = Site(BASE, {}, TODAY)
    for year, held in site.by_year.items():
        inside = [entry.id for booklet in booklets_of(site, held, year) for entry in booklet.entries]
        assert sorted(inside) == sorted(entry.id for entry in held)


def test_a_story_without_a_campaign_stands_among_the_all_round_ones() -> None:
    (booklet,) = booklets(site_of(2, campaigns=()))
    assert booklet.address == f"ky-yeu/2026/{ALL_ROUND}/"
    (other,) = booklets(site_of(2, campaigns=("khong-co-phong-trao-nay",)))
    assert other.address == booklet.address


def test_a_thin_booklet_prints_whole_and_a_thick_one_in_volumes() -> None:
    (thin,) = booklets(site_of(3))
    assert thin.whole
    assert len(thin.volumes) == 1
    (thick,) = booklets(site_of(2 * VOLUME + 1))
    assert sum(len(entry.body.encode()) for entry in thick.entries) > WHOLE
    assert not thick.whole
    assert [len(held) for held in thick.volumes] == [VOLUME, VOLUME, 1]
    assert thick.places["guong-00080"] == f"{thick.address}tap-3/#guong-guong-00080"


def test_the_page_says_by_what_rule_it_prints() -> None:
    for count, said in ((2, "in nguyên bài"), (VOLUME + 1, "in phần tóm lược")):
        site = site_of(count)
        draft = next(page for page in yearbook_pages(site) if page.template == "booklet.html")
        text = Articles(REPO / "theme", site).article(draft)
        assert said in text
        assert ("Hoàn cảnh" in text) == (count == 2)


def test_no_page_is_too_large_in_a_year_of_two_thousand_stories() -> None:
    site = site_of(2000)
    articles = Articles(REPO / "theme", site)
    sizes = {
        draft.address: len(articles.article(draft).encode()) + SHELL
        for draft in yearbook_pages(site)
        if not re.search(r"tap-([4-9]|\d\d+)/$", draft.address)
    }
    assert len(sizes) == 5
    assert max(sizes.values()) < LARGEST, sizes


def test_the_thickest_whole_booklet_is_not_too_large() -> None:
    count = WHOLE // len(site_of(1).exemplars[0].body.encode())
    site = site_of(count)
    assert booklets(site)[0].whole
    draft = next(page for page in yearbook_pages(site) if page.template == "booklet.html")
    assert len(Articles(REPO / "theme", site).article(draft).encode()) + SHELL < LARGEST


def test_texts_of_several_stories_share_a_page_without_sharing_ids() -> None:
    body = Markup(
        '<h2 id="a">A</h2><p>x<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p><h5 id="b">'
    )
    assert in_booklet(body) == Markup("<h3>A</h3><p>x<sup>1</sup></p><h6>")


def test_every_page_of_the_book_is_known_by_its_year_and_kept_out_of_search_where_it_repeats() -> None:
    drafts = {draft.address: draft for draft in yearbook_pages(site_of(VOLUME + 1))}
    assert {address: draft.indexed for address, draft in drafts.items()} == {
        "ky-yeu/": True,
        "ky-yeu/2026/": True,
        **{address: False for address in drafts if address.count("/") > 2},
    }
    assert len(drafts) == 4
