"""The garden on the home page: whole while it is small, in beds beyond; the page stays light at any size."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from exemplary.library import Entry, load_library
from exemplary.publishable import Public, publishable
from exemplary.render.articles import Articles
from exemplary.render.garden import BEDS, PLANTED, WHOLE, plant_garden
from exemplary.render.pages.home import home_page
from exemplary.render.site import Site
from sites import REPO

TODAY = date(2026, 11, 22)
HEAVIEST, HEAVIEST_PACKED = 100_000, 20_000
"""Bytes of the home page's article; the shell, fonts and style have the rest of the budget."""


@pytest.fixture(scope="module")
def public() -> Public:
    return publishable(load_library(REPO)[0])


def grown(public: Public, count: int) -> Site:
    """Return a site of `count` stories made from the repository's own, ten a day."""
    held = list(public.library.of("exemplar").values())
    made: dict[str, Entry] = {}
    for number in range(count):
        entry = held[number % len(held)]
        day = entry.record.introduced_on - timedelta(days=number // 10)
        record = entry.record.model_copy(update={"introduced_on": day})
        made[f"g{number}"] = replace(entry, id=f"g{number}", record=record)
    entries: Mapping[str, Mapping[str, Entry]] = {**public.library.entries, "exemplar": made}
    return Site(replace(public, library=replace(public.library, entries=entries)), {}, TODAY)


def test_a_small_garden_stands_whole(public: Public) -> None:
    for count in (0, 1, 10, WHOLE):
        site = grown(public, count)
        garden = plant_garden(site.exemplars, site.campaigns, site.by_campaign)
        assert (garden.entries, garden.beds, garden.flowers) == (site.exemplars, (), count)


@pytest.mark.parametrize("count", [WHOLE + 1, 100, 5_000])
def test_a_large_garden_has_a_bed_for_every_campaign(public: Public, count: int) -> None:
    site = grown(public, count)
    garden = plant_garden(site.exemplars, site.campaigns, site.by_campaign)
    tops = [entry.id for entry in site.campaigns if not entry.record.parent and site.by_campaign.get(entry.id)]
    assert garden.entries == ()
    assert [bed.campaign.id for bed in garden.beds] == tops
    assert garden.flowers == count
    for bed in garden.beds:
        assert bed.entries
        assert bed.count == len(site.by_campaign[bed.campaign.id])
    assert sum(len(bed.entries) for bed in garden.beds) <= PLANTED


def test_the_largest_campaigns_have_the_beds_when_there_are_too_many(public: Public) -> None:
    site = grown(public, 200)
    campaign = site.campaigns[0]
    campaigns = [replace(campaign, id=f"c{number}") for number in range(2 * BEDS)]
    by_campaign = {entry.id: site.exemplars[: 10 + number] for number, entry in enumerate(campaigns)}
    garden = plant_garden(site.exemplars, campaigns, by_campaign)
    assert [bed.campaign.id for bed in garden.beds] == [f"c{number}" for number in range(BEDS, 2 * BEDS)]


@pytest.mark.parametrize("count", [0, 10, 100, 5_000])
def test_the_home_page_stays_light(public: Public, count: int) -> None:
    site = grown(public, count)
    (draft,) = home_page(site)
    article = Articles(REPO / "theme", site).article(draft)
    assert len(article.encode()) <= HEAVIEST
    assert len(gzip.compress(article.encode())) <= HEAVIEST_PACKED
    if count:
        assert f"Vườn hoa: {count:,} gương".replace(",", ".") in article
        assert article.count('class="garden-name"') >= min(count, WHOLE) // 2
    else:
        assert "Vườn hoa" not in article
