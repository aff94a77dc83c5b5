"""Practices that someone can act on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...draft.pledge import pledge_for
from ...kit import plan_address, record_address, sheet_address
from ...library import Entry
from ...measure.evidence import lapsed
from ...model.choices import ReplicationStatus, UnitKind
from ...text import collation_key
from ..site import SECTION_TITLES, PageDraft, Site, later


def practice_pages(site: Site) -> Iterator[PageDraft]:
    """The list of practices and a page for each that someone can act on."""
    held = sorted(site.library.of("practice").values(), key=lambda e: collation_key(e.record.title))
    yield PageDraft(
        "mo-hinh/",
        SECTION_TITLES["mo-hinh/"],
        "Những cách làm có thể làm theo, kể rõ điều kiện, các bước và chi phí.",
        "practices.html",
        {"practices": [(entry, *_begun(site, entry), site.evidence.practices[entry.id]) for entry in held]},
        "index",
    )
    for entry in held:
        record = entry.record
        yield PageDraft(
            entry.address,
            record.title,
            record.summary,
            "practice.html",
            {},
            "practice",
            crumbs=((SECTION_TITLES["mo-hinh/"], "mo-hinh/"),),
            entry=entry,
            filters={"Mục": ("Mô hình",)},
            fill=later(_practice, entry),
        )


def _begun(site: Site, entry: Entry) -> tuple[int, int]:
    """Return how many have begun to copy a practice, and how many have only said that they will."""
    spread = site.spread.practices[entry.id]
    waiting = sum(spread.states.get(state, 0) for state in (ReplicationStatus.DE_XUAT, ReplicationStatus.CAM_KET))
    return spread.copies - waiting, waiting


def _practice(site: Site, entry: Entry) -> dict[str, Any]:
    """Return what the page of a practice shows besides its record."""
    record = entry.record
    return {
        "entry": entry,
        "record": record,
        "owner": site.unit(record.owner),
        "body": site.body(entry),
        "sources": {source.id: (number, source) for number, source in enumerate(record.sources, 1)},
        "exemplars": [site.library.of("exemplar")[item] for item in record.exemplars],
        "campaigns": [found for item in record.campaigns if (found := site.library.of("campaign").get(item))],
        "replications": site.replications.get(entry.id, ()),
        "unverified": {copy.id for copy in site.replications.get(entry.id, ()) if lapsed(copy.record, site.today)},
        "evidence": site.evidence.practices[entry.id],
        "contact": site.library.get("unit", record.contact) if record.contact else None,
        "contact_entry": site.library.of("unit").get(record.contact or ""),
        "spread": site.spread.practices[entry.id],
        "tallies": {tally.id: tally for tally in site.spread.practices[entry.id].steps},
        "failures": failure_reasons(site, site.replications.get(entry.id, ())),
        "meetings": site.meetings.get(entry.id, ()),
        "pledge": pledge_for(site.library, entry.id, site.facts, site.today),
        "sheet": sheet_address(entry),
        "plan": plan_address(entry),
        "ready": record_address(entry),
    }


def failure_reasons(site: Site, copies: Iterable[Entry]) -> dict[str, list[str]]:
    """Return why copies failed, by the kind of unit that tried: what helps the next one, with nobody to blame."""
    kinds = {str(kind): kind.label for kind in UnitKind}
    found: dict[str, list[str]] = {}
    for copy in copies:
        unit = site.library.get("unit", copy.record.unit)
        label = kinds.get(unit.kind, unit.kind) if unit and unit.kind else "Đơn vị khác"
        for reason in copy.record.failure_reasons:
            found.setdefault(label, []).append(reason)
    return found
