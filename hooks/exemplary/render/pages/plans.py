"""Plans, their reviews and the news about them."""

from __future__ import annotations

from collections.abc import Iterator

from ...library import Entry
from ...measure.milestones import self_review_rounds, self_reviews
from ...measure.windows import successors_of
from ...model.choices import PlanStatus
from ..agenda import has_calendar
from ..duties import by_mode, clusters_of_plan
from ..promises import standing_of
from ..site import SECTION_TITLES, PageDraft, Site
from .papers import bases_of


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
    yield PageDraft(
        "ke-hoach/",
        SECTION_TITLES["ke-hoach/"],
        "Các kế hoạch xây dựng, nhân rộng điển hình tiên tiến.",
        "plans.html",
        {
            "groups": [
                ("Đang thực hiện", [entry for entry in plans if entry.record.status is PlanStatus.HIEU_LUC]),
                ("Đã kết thúc", [entry for entry in plans if entry.record.status is not PlanStatus.HIEU_LUC]),
            ],
            "standings": standings,
        },
        "index",
    )
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


def review_pages(site: Site) -> Iterator[PageDraft]:
    """The list of reviews and a page for each."""
    held = sorted(site.library.of("review").values(), key=lambda e: (e.record.period.last_day, e.id), reverse=True)
    yield PageDraft(
        "so-ket/",
        SECTION_TITLES["so-ket/"],
        "Các bản sơ kết, tổng kết, kiểm tra, khảo sát.",
        "reviews.html",
        {"reviews": held},
        "index",
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
    yield PageDraft("tin/", SECTION_TITLES["tin/"], "Tin về các kế hoạch.", "news_list.html", {"news": held}, "index")
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
