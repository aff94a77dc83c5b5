"""Plans, their reviews and the news about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ...group import LINES, Listing
from ...library import Entry
from ...measure.milestones import self_review_rounds, self_reviews
from ...measure.windows import successors_of
from ...model.choices import PlanStatus
from ..agenda import has_calendar
from ..duties import by_mode, clusters_of_plan
from ..promises import standing_of
from ..site import SECTION_TITLES, PageDraft, Site, listing_pages
from .papers import bases_of

TOLD: Final = 20
"""Most news, and most reviews, that the page of a plan names; all stand in their own lists."""


def plan_pages(site: Site) -> Iterator[PageDraft]:
    """The list of plans and a page for each: where it stands today, then the document with every promise it makes."""
    plans = sorted(site.library.of("plan").values(), key=lambda e: (e.record.issued_on.first_day, e.id), reverse=True)
    news = _by_plan(site, "news")
    reviews = _by_plan(site, "review")
    counted: dict[str, list[Entry]] = {}
    for entry in site.exemplars:
        plan = site.library.get("plan", entry.record.plan) if entry.record.plan else None
        if plan and plan.sample == entry.record.sample:
            counted.setdefault(entry.record.plan, []).append(entry)
    standings = {entry.id: standing_of(site, entry.id) for entry in plans}
    in_force = sorted(plans, key=lambda e: e.record.status is not PlanStatus.HIEU_LUC)
    listing = Listing("ke-hoach", SECTION_TITLES["ke-hoach/"], "ke-hoach/", tuple(in_force), LINES)
    yield from plan_list(site, listing, standings)
    for entry in plans:
        record = entry.record
        replaced_by = [site.library.of("plan")[held] for held in successors_of(site.library, entry.id)]
        yield PageDraft(
            entry.address,
            f"{record.doc_type.label} {record.number_vi}: {record.title}",
            f"{record.doc_type.label} số {record.number_vi} của {site.unit(record.issuer).text}, "
            f"giai đoạn {record.period.vi}.",
            "plan.html",
            {
                "entry": entry,
                "record": record,
                "bases": bases_of(site, entry),
                "children": [site.library.of("plan")[held] for held in site.chain.below(entry.id)],
                "replaced_by": replaced_by,
                "news": sorted(news.get(entry.id, ()), key=lambda e: e.record.posted_on, reverse=True),
                "told": TOLD,
                "exemplars": counted.get(entry.id, []),
                "body": site.body(entry),
                "issuer": site.unit(record.issuer),
                "reviews": reviews.get(entry.id, []),
                "by_mode": list(zip(("Được giao", "Được đề nghị"), by_mode(record.assignments), strict=True)),
                "clusters": clusters_of_plan(site, record),
                "self_reviews": self_review_rounds(self_reviews(site.library, entry.id, record, site.today)),
                "standing": standings[entry.id],
                "calendar": has_calendar(site, entry),
            },
            "plan",
            crumbs=((SECTION_TITLES["ke-hoach/"], "ke-hoach/"),),
            updated=record.last_changed,
            entry=entry,
            filters={"Mục": ("Kế hoạch",)},
        )


def _by_plan(site: Site, kind: str) -> dict[str, list[Entry]]:
    made: dict[str, list[Entry]] = {}
    for entry, record in site.library.records(kind):
        made.setdefault(record.plan, []).append(entry)
    return made


def plan_list(site: Site, listing: Listing, standings: Mapping[str, Any], **draft: Any) -> Iterator[PageDraft]:
    """The pages of a list of plans, those in force first."""

    def each(held: Sequence[Entry]) -> dict[str, Any]:
        return {
            "groups": [
                ("Đang thực hiện", [entry for entry in held if entry.record.status is PlanStatus.HIEU_LUC]),
                ("Đã kết thúc", [entry for entry in held if entry.record.status is not PlanStatus.HIEU_LUC]),
            ],
            "standings": {entry.id: standings[entry.id] for entry in held},
        }

    yield from listing_pages(
        site,
        listing,
        description="Các kế hoạch xây dựng, nhân rộng điển hình tiên tiến.",
        template="plans.html",
        kind="index",
        each=each,
        **draft,
    )


def review_pages(site: Site) -> Iterator[PageDraft]:
    """The list of reviews and a page for each."""
    held = sorted(site.library.of("review").values(), key=lambda e: (e.record.period.last_day, e.id), reverse=True)
    yield from listing_pages(
        site,
        Listing("so-ket", SECTION_TITLES["so-ket/"], "so-ket/", tuple(held), LINES),
        description="Các bản sơ kết, tổng kết, kiểm tra, khảo sát.",
        template="reviews.html",
        kind="index",
    )
    for entry in held:
        record = entry.record
        by_exemplar = site.library.of("exemplar").get(record.by)
        yield PageDraft(
            entry.address,
            record.heading,
            f"{record.kind.label}, {record.period.vi}.",
            "review.html",
            {
                "entry": entry,
                "record": record,
                "plan": site.library.of("plan").get(record.plan),
                "by_exemplar": by_exemplar,
                "by": None if by_exemplar else site.unit(record.by),
                "body": site.body(entry),
            },
            "review",
            crumbs=((SECTION_TITLES["so-ket/"], "so-ket/"),),
            updated=record.held_on,
            entry=entry,
            filters={"Mục": ("Sơ kết, tổng kết",)},
        )


def news_pages(site: Site) -> Iterator[PageDraft]:
    """The list of news items and a page for each."""
    held = sorted(site.library.of("news").values(), key=lambda e: (e.record.posted_on, e.id), reverse=True)
    yield from listing_pages(
        site,
        Listing("tin", SECTION_TITLES["tin/"], "tin/", tuple(held), LINES),
        description="Tin về các kế hoạch.",
        template="news_list.html",
        kind="index",
    )
    for entry in held:
        record = entry.record
        yield PageDraft(
            entry.address,
            record.title,
            record.summary,
            "news.html",
            {
                "entry": entry,
                "record": record,
                "plan": site.library.of("plan").get(record.plan),
                "body": site.body(entry),
            },
            "news",
            crumbs=((SECTION_TITLES["tin/"], "tin/"),),
            updated=record.posted_on,
            entry=entry,
            filters={"Mục": ("Tin",)},
        )
