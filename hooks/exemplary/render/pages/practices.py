"""Practices that someone can act on, and the replications that show how it went."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...library import Entry
from ...measure.evidence import lapsed, review_due
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
        {"practices": [(entry, site.replications.get(entry.id, ())) for entry in held]},
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
    }


def replication_pages(site: Site) -> Iterator[PageDraft]:
    """The list of replications and a page for each."""
    held = sorted(site.library.of("replication").values(), key=lambda e: (e.record.last_changed, e.id), reverse=True)
    yield PageDraft(
        "nhan-rong/",
        SECTION_TITLES["nhan-rong/"],
        "Nơi nào đã làm theo cách làm nào, và kết quả ra sao.",
        "replications.html",
        {"replications": held},
        "index",
    )
    for entry in held:
        record = entry.record
        practice = site.library.of("practice").get(record.practice) if record.practice else None
        unit = site.unit(record.unit).text
        name = practice.record.title if practice else f"{record.source}: {record.id}"
        yield PageDraft(
            entry.address,
            f"{unit} làm theo: {name}",
            f"{unit} làm theo cách làm “{name}”: {record.state.label.lower()}.",
            "replication.html",
            {"lapsed": lapsed(record, site.today)},
            "replication",
            crumbs=((SECTION_TITLES["nhan-rong/"], "nhan-rong/"),),
            updated=record.last_changed,
            entry=entry,
            filters={"Mục": ("Nhân rộng",)},
            fill=later(_replication, entry),
        )


def _replication(site: Site, entry: Entry) -> dict[str, Any]:
    """Return what the page of a replication shows besides its record."""
    record = entry.record
    practice = site.library.of("practice").get(record.practice) if record.practice else None
    return {
        "entry": entry,
        "record": record,
        "practice": practice,
        "unit": site.unit(record.unit),
        "steps": {step.id: step for step in practice.record.steps} if practice else {},
        "review_due": review_due(record),
        "body": site.body(entry),
    }
