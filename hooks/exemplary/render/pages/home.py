"""The home page, and the page that explains how to read a flower."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from ...library import Entry
from ..flower import EXAMPLES, MOST, flower_of_color
from ..garden import plant_garden
from ..site import SECTION_TITLES, PageDraft, Site

_NEWEST: Final = 12
_COPIES: Final = 3
_REAL: Final = 6
"""Flowers of the site that the legend reads aloud."""


def home_page(site: Site) -> Iterator[PageDraft]:
    """The front page: the motto over the garden, the newest stories, who copied what, the campaigns, the figures."""
    page = site.library.of("page").get("index")
    lead = site.body(page) if page else ""
    figures = {kind: len(site.library.of(kind)) for kind in ("exemplar", "plan", "practice", "replication")}
    yield PageDraft(
        "",
        page.record.title if page else site.facts.name,
        (page.record.description if page else None) or site.facts.description or site.facts.name,
        "home.html",
        {
            "lead": lead,
            "garden": plant_garden(site.exemplars, site.campaigns, site.by_campaign),
            "newest": site.exemplars[:_NEWEST],
            "copies": _newest_copies(site),
            "figures": figures,
            "campaigns": [(entry, site.by_campaign.get(entry.id, ())) for entry in site.campaigns],
        },
        "home",
        updated=site.newest(site.exemplars),
        feed="feed",
    )


def _newest_copies(site: Site) -> list[tuple[Entry, Entry]]:
    """Return the newest living replications, each of another practice, with their practices."""
    living = (entry for entry in chain(*site.replications.values()) if entry.record.running)
    found: dict[str, tuple[Entry, Entry]] = {}
    for entry in sorted(living, key=lambda entry: (entry.record.last_changed, entry.id), reverse=True):
        practice = site.library.of("practice").get(entry.record.practice)
        if practice:
            found.setdefault(practice.id, (entry, practice))
    return list(found.values())[:_COPIES]


def legend_page(site: Site) -> Iterator[PageDraft]:
    """How to read a flower: what each of its parts means, flowers of the site, the levels of evidence."""
    yield PageDraft(
        "hoa/",
        SECTION_TITLES["hoa/"],
        "Mỗi gương có một bông hoa vẽ từ chính số liệu của gương: màu, cánh, vòng, hạt và độ nở nói lên điều gì.",
        "flowers.html",
        {
            "examples": EXAMPLES,
            "most": MOST,
            "campaigns": [
                (entry, flower_of_color(entry.record.color))
                for entry in site.campaigns
                if site.by_campaign.get(entry.id)
            ],
            "real": _telling(site),
        },
        "service",
    )


def _telling(site: Site) -> list[Entry]:
    """Return the newest flowers that look most unlike each other, the richest first."""
    kinds: dict[tuple[int, int, bool], Entry] = {}
    for entry in site.exemplars:
        data = site.flowers[entry.id]
        kinds.setdefault((data.ring, data.opening, data.seeds > 0), entry)
    return [kinds[key] for key in sorted(kinds, reverse=True)][:_REAL]
