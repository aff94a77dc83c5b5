"""Events of exchange: what lies ahead, what was held, and a page for each with the practices that were shown."""

from __future__ import annotations

from collections.abc import Iterator

from ...group import LINES, Listing
from ...library import Entry
from ..site import SECTION_TITLES, PageDraft, Site, listing_pages


def event_pages(site: Site) -> Iterator[PageDraft]:
    """The list of events, those ahead first, and a page for each."""
    held = sorted(site.library.of("event").values(), key=lambda e: (e.record.held_on, e.id))
    ahead = [entry for entry in held if entry.record.ends_on >= site.today]
    past = [entry for entry in reversed(held) if entry.record.ends_on < site.today]
    yield from listing_pages(
        site,
        Listing("su-kien", SECTION_TITLES["su-kien/"], "su-kien/", tuple(past), LINES),
        description="Hội nghị, giao lưu, tham quan học tập: nơi các đơn vị gặp nhau để học cách làm.",
        template="events.html",
        kind="index",
        values={"ahead": ()},
        first={"ahead": ahead},
    )
    for entry in held:
        record = entry.record
        practices = [site.library.of("practice")[item] for item in record.practices]
        yield PageDraft(
            entry.address,
            record.title,
            record.summary,
            "event.html",
            {
                "entry": entry,
                "record": record,
                "practices": practices,
                "exemplars": [site.library.of("exemplar")[item] for item in record.exemplars],
                "plan": site.library.of("plan").get(record.plan) if record.plan else None,
                "copies": _copied_by_guests(site, entry),
                "body": site.body(entry),
            },
            "event",
            crumbs=((SECTION_TITLES["su-kien/"], "su-kien/"),),
            updated=min(record.held_on, site.today),
            entry=entry,
            filters={"Mục": ("Sự kiện",)},
        )


def _copied_by_guests(site: Site, entry: Entry) -> list[Entry]:
    """Return the copies of the practices shown that a participant began on the day of the event or later."""
    record = entry.record
    return [
        copy
        for practice in record.practices
        for copy in site.replications.get(practice, ())
        if copy.record.unit in record.units and copy.record.history[0].date >= record.held_on
    ]
