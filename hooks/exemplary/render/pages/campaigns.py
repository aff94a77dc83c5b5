"""Campaigns: what each is about, its exemplars and practices, what every plan asks for under it and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from ...group import LINES, Listing
from ...library import Entry
from ...measure.quotas import Cell, QuotaProgress
from ...model.choices import CampaignKind, CampaignLevel, QuotaKind
from ..promises import standing_of
from ..site import SECTION_TITLES, PageDraft, Site, listing_pages
from .plans import plan_list
from .practices import practice_list
from .yearbook import book_years

_GROUPS: Final = (
    ("toan-quoc", "Phong trào, cuộc vận động toàn quốc"),
    ("dia-phuong", "Phong trào ở bộ, ngành, địa phương, cơ quan"),
    ("linh-vuc", "Lĩnh vực công tác"),
    ("chuyen-muc", "Chuyên mục của trang"),
)


SHOWN: Final = 12
"""Most plans and most practices on the page of a campaign; where there are more, each has a list of its own."""
_CARD_ROOM: Final = 130
"""Characters of introduction that a card of a campaign has room for."""


@dataclass(frozen=True)
class InPlan:
    """A campaign under a plan: what the plan writes about it, how many were introduced, whether enough were selected.

    `introduced` is None where the plan is kept as a document only, so that nothing can be said.
    """

    plan: Entry
    part: Any
    introduced: int | None
    selected: tuple[tuple[QuotaProgress, Cell], ...]


def _group_of(campaign: Any) -> str:
    if campaign.kind is CampaignKind.LINH_VUC:
        return "linh-vuc"
    if campaign.kind is CampaignKind.CHUYEN_MUC:
        return "chuyen-muc"
    return "toan-quoc" if campaign.level is CampaignLevel.TOAN_QUOC else "dia-phuong"


def campaign_pages(site: Site) -> Iterator[PageDraft]:
    """The list of campaigns and a page for each, with its exemplars and how each plan words its criteria."""
    known = site.library.of("campaign")
    tops = [entry for entry in site.campaigns if entry.record.parent not in known]
    children: dict[str, list[Entry]] = {}
    for entry in site.campaigns:
        if entry.record.parent in known:
            children.setdefault(entry.record.parent, []).append(entry)
    in_plans = _in_plans(site)
    yield PageDraft(
        "phong-trao/",
        SECTION_TITLES["phong-trao/"],
        "Các phong trào thi đua, cuộc vận động và lĩnh vực có gương điển hình.",
        "campaigns.html",
        {
            "groups": [
                (key, title, [entry for entry in tops if _group_of(entry.record) == key]) for key, title in _GROUPS
            ],
            "children": children,
            "plans": {key: len(held) for key, held in in_plans.items()},
            "about": {entry.id: _opening(entry.body) for entry in tops},
        },
        "index",
    )
    practices: dict[str, list[Entry]] = {}
    for held, practice in site.library.records("practice"):
        for campaign in practice.campaigns:
            practices.setdefault(campaign, []).append(held)
    for entry in site.campaigns:
        record = entry.record
        listing = Listing(entry.id, record.name, entry.address, site.by_campaign.get(entry.id, ()))
        own_plans, own_practices = in_plans.get(entry.id, []), practices.get(entry.id, [])
        crumbs = ((SECTION_TITLES["phong-trao/"], "phong-trao/"), (record.name, entry.address))
        yield from listing_pages(
            site,
            listing,
            description=_describe(entry.body, record.name),
            template="campaign.html",
            kind="campaign",
            crumbs=((SECTION_TITLES["phong-trao/"], "phong-trao/"),),
            updated=site.newest(listing.entries),
            feed=f"phong-trao/{entry.id}/feed",
            entry=entry,
            filters={"Mục": ("Phong trào",)},
            values={"record": record},
            first={
                "entry": entry,
                "body": site.body(entry),
                "in_plans": own_plans[:SHOWN],
                "plan_count": len(own_plans),
                "book_years": book_years(site, entry),
                "parent": known.get(record.parent) if record.parent else None,
                "children": children.get(entry.id, []),
                "launched_by": site.written(record.launched_by),
                "practices": own_practices[:SHOWN],
                "practice_count": len(own_practices),
            },
        )
        if len(own_plans) > SHOWN:
            held = tuple(item.plan for item in own_plans)
            title, standings = f"{record.name}: kế hoạch", {plan.id: standing_of(site, plan.id) for plan in held}
            listing = Listing(entry.id, title, f"{entry.address}ke-hoach/", held, LINES)
            yield from plan_list(site, listing, standings, crumbs=crumbs)
        if len(own_practices) > SHOWN:
            title = f"{record.name}: mô hình, cách làm"
            listing = Listing(entry.id, title, f"{entry.address}mo-hinh/", tuple(own_practices), LINES, by_name=True)
            yield from practice_list(site, listing, crumbs=crumbs)


def _in_plans(site: Site) -> dict[str, list[InPlan]]:
    """Return the plans that name each campaign, those in force first, then the newest first."""
    made: dict[str, list[InPlan]] = {}
    plans = sorted(site.library.of("plan").values(), key=lambda e: (e.record.issued_on.first_day, e.id), reverse=True)
    for plan in sorted(plans, key=lambda e: e.record.status != "hieu-luc"):
        standing = standing_of(site, plan.id)
        tracked = standing is not None and standing.progress.tracked
        for part in plan.record.campaigns:
            chosen = tuple(
                (quota, quota.cell(campaign=part.ref))
                for table in (standing.fields if standing and tracked else ())
                for quota in table.quotas
                if quota.quota.kind is QuotaKind.SELECTION
            )
            count = standing.progress.campaigns[part.ref] if standing and tracked else None
            made.setdefault(part.ref, []).append(InPlan(plan, part, count, chosen))
    return made


def _opening(body: str) -> str:
    """Return the first sentences of a body, whole ones only, as many as a card has room for."""
    text = _first_paragraph(body)
    made = ""
    for sentence in re.split(r"(?<=[.!?…])\s+", text):
        if made and len(made) + len(sentence) > _CARD_ROOM:
            break
        made = f"{made} {sentence}".strip()
    return made


def _first_paragraph(body: str) -> str:
    lines = (line.strip() for line in body.split("\n"))
    first = next((line for line in lines if line and not line.startswith(("#", "-", "!", "|", ">"))), "")
    return first.replace("**", "").replace("*", "").replace("_", "")


def _describe(body: str, fallback: str) -> str:
    """Return the first paragraph of a body as a description of at most 200 characters."""
    text = _first_paragraph(body)
    if not text:
        return fallback
    return text if len(text) <= 200 else text[:199].rsplit(" ", 1)[0] + "…"  # noqa: PLR2004 - what search engines show
