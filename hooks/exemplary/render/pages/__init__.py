"""One page for every record, the listings and the site's own pages, as drafts: what they show, not yet how."""

from __future__ import annotations

from collections.abc import Iterator

from ..site import PageDraft, Site
from .calendar import calendar_pages
from .campaigns import campaign_pages
from .events import event_pages
from .facets import facet_pages, listing_of_all, name_pages
from .home import home_page, legend_page
from .papers import paper_page
from .places import locality_pages, unit_pages
from .plans import news_pages, plan_pages, review_pages
from .practices import practice_pages
from .replications import replication_pages
from .service import help_pages, service_pages, stand_in_pages
from .stories import exemplar_pages
from .yearbook import yearbook_pages


def all_pages(site: Site) -> Iterator[PageDraft]:
    """Yield every page of the site but the hand-written ones."""
    for make in (
        home_page,
        legend_page,
        listing_of_all,
        exemplar_pages,
        campaign_pages,
        plan_pages,
        paper_page,
        practice_pages,
        replication_pages,
        event_pages,
        review_pages,
        news_pages,
        calendar_pages,
        unit_pages,
        locality_pages,
        facet_pages,
        name_pages,
        yearbook_pages,
        service_pages,
        help_pages,
        stand_in_pages,
    ):
        yield from make(site)
