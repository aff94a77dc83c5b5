"""Plans, their reviews and the news about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..site import SECTION_TITLES, PageDraft, Site


def plan_pages(site: Site) -> Iterator[PageDraft]:
    """The list of plans and a page for each, read as a document: chain, criteria, promises, duties, recipients."""
    plans = sorted(site.library.of("plan").values(), key=lambda e: (e.record.issued_on.first_day, e.id), reverse=True)
    yield PageDraft(
        "ke-hoach/",
        SECTION_TITLES["ke-hoach/"],
        "Các kế hoạch xây dựng, nhân rộng điển hình tiên tiến.",
        "plans.html",
        {"plans": plans},
        "index",
    )
    for entry in plans:
        record = entry.record
        children = [held for held in plans if any(cited.plan == entry.id for cited in record_parents(held.record))]
        news = sorted(
            (held for held, item in site.library.records("news") if item.plan == entry.id),
            key=lambda e: e.record.posted_on,
            reverse=True,
        )
        counted = tuple(
            held for held in site.exemplars if held.record.plan == entry.id and held.record.sample == record.sample
        )
        yield PageDraft(
            entry.address,
            f"{record.doc_type.label} {record.number_vi}: {record.title}",
            f"{record.doc_type.label} số {record.number_vi} của {site.unit(record.issuer).text}, "
            f"giai đoạn {record.period.vi}.",
            "plan.html",
            {
                "entry": entry,
                "record": record,
                "children": children,
                "news": news,
                "exemplars": counted,
                "body": site.body(entry),
                "issuer": site.unit(record.issuer),
                "reviews": [held for held, item in site.library.records("review") if item.plan == entry.id],
            },
            "plan",
            crumbs=((SECTION_TITLES["ke-hoach/"], "ke-hoach/"),),
            updated=record.last_changed,
            entry=entry,
            filters={"Mục": ("Kế hoạch",)},
        )


def record_parents(plan: Any) -> tuple[Any, ...]:
    """Return the documents above a plan: those it carries out and those it rests on."""
    return (*plan.parents, *plan.legal_bases)


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
