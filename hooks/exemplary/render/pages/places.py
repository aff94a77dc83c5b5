"""Units and localities: what they were and are, and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterator

from ...group import Listing
from ...library import Entry
from ...text import collation_key, sort_name
from ..duties import clusters_by_unit, dates_by_unit, roles_by_unit, standing_bodies
from ..names import Name
from ..promises import duties_by_unit, standing_of
from ..site import SECTION_TITLES, PageDraft, Site, listing_pages


def unit_pages(site: Site) -> Iterator[PageDraft]:
    """The list of units and a page for each: what it was and is, its duties, its exemplars, what it copied."""
    held = sorted(site.library.of("unit").values(), key=lambda e: collation_key(sort_name(e.record.name, person=False)))
    yield PageDraft(
        "don-vi/",
        SECTION_TITLES["don-vi/"],
        "Các đơn vị có gương điển hình hoặc được giao nhiệm vụ trong kế hoạch.",
        "units.html",
        {"units": [(entry, site.unit(entry.id), len(site.by_unit.get(entry.id, ()))) for entry in held]},
        "index",
    )
    roles, dates = roles_by_unit(site), dates_by_unit(site)
    clusters, bodies = clusters_by_unit(site), standing_bodies(site)
    standings = {plan: stands for plan in site.library.of("plan") if (stands := standing_of(site, plan))}
    owed = duties_by_unit(site, standings)
    practices: dict[str, list[Entry]] = {}
    for found, item in site.library.records("practice"):
        practices.setdefault(item.owner, []).append(found)
    copies: dict[str, list[Entry]] = {}
    for found, item in site.library.records("replication"):
        copies.setdefault(item.unit, []).append(found)
    meetings: dict[str, list[Entry]] = {}
    for found, item in sorted(site.library.records("event"), key=lambda pair: pair[1].held_on, reverse=True):
        for unit in dict.fromkeys((item.host, *item.units)):
            meetings.setdefault(unit, []).append(found)
    for entry in held:
        record = entry.record
        listing = Listing(entry.id, record.name, entry.address, site.by_unit.get(entry.id, ()))
        yield from listing_pages(
            site,
            listing,
            description=f"{record.name}: gương điển hình, nhiệm vụ và mô hình.",
            template="unit.html",
            kind="unit",
            crumbs=((SECTION_TITLES["don-vi/"], "don-vi/"),),
            entry=entry,
            filters={"Mục": ("Đơn vị",)},
            values={
                "entry": entry,
                "record": record,
                "name": site.unit(entry.id),
                "roles": roles.get(entry.id, []),
                "owed": owed.get(entry.id, []),
                "practices": practices.get(entry.id, []),
                "copies": copies.get(entry.id, []),
                "meetings": meetings.get(entry.id, []),
                "suggestions": site.suggestions.get(entry.id, ()),
                "dates": dates.get(entry.id, ()),
                "clusters": clusters.get(entry.id, ()),
                "bodies": bodies.get(entry.id, ()),
            },
        )


def locality_pages(site: Site) -> Iterator[PageDraft]:
    """The list of provinces and a page for every locality that something belongs to."""
    provinces = [item for item in site.localities if site.library.locality(item).type in {"tinh", "thanh-pho-tw"}]
    today = [item for item in provinces if site.library.locality(item).valid_on(site.today)]
    former = [item for item in provinces if item not in today]
    ended = [
        item
        for item in site.localities
        if item not in former and site.by_locality.get(item) and not site.library.locality(item).valid_on(site.today)
    ]

    def rows(items: list[str]) -> list[tuple[Name, int]]:
        named = [(site.locality(item), len(site.by_locality.get(item, ()))) for item in items]
        return sorted(named, key=lambda pair: collation_key(sort_name(pair[0].text, person=False)))

    yield PageDraft(
        "dia-ban/",
        SECTION_TITLES["dia-ban/"],
        "Gương điển hình theo tỉnh, xã, phường hôm nay và tên cũ.",
        "localities.html",
        {"provinces": rows(today), "former": rows(former), "ended": rows(ended)},
        "index",
    )
    children: dict[str, list[str]] = {}
    for identifier in site.localities:
        parent = site.library.locality(identifier).parent
        if parent:
            children.setdefault(parent, []).append(identifier)
    before: dict[str, list[str]] = {}
    for identifier in site.localities:
        for after in site.library.locality(identifier).successors:
            before.setdefault(after.id, []).append(identifier)
    known = set(site.localities)
    for identifier in site.localities:
        record = site.library.locality(identifier)
        name = site.locality(identifier)
        listing = Listing(identifier, record.name, f"dia-ban/{identifier}/", site.by_locality.get(identifier, ()))
        parents: list[tuple[str, str]] = []
        step = record.parent
        while step and (held := site.library.locality(step)):
            parents.insert(0, (held.name, f"dia-ban/{step}/"))
            step = held.parent
        yield from listing_pages(
            site,
            listing,
            description=f"Gương người tốt, việc tốt ở {name.text}.",
            template="locality.html",
            kind="locality",
            crumbs=((SECTION_TITLES["dia-ban/"], "dia-ban/"), *parents),
            indexed=bool(listing.entries),
            values={
                "record": record,
                "name": name,
                "children": rows(children.get(identifier, [])),
                "successors": [
                    (site.library.locality(after.id), after, after.id in known)
                    for after in record.successors
                    if site.library.locality(after.id)
                ],
                "before": rows(before.get(identifier, [])),
            },
            filters={"Mục": ("Địa bàn",)},
        )
