"""The home page, every story, every campaign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from ...group import Listing
from ...library import Entry
from ...model.choices import Stage
from ..site import SECTION_TITLES, PageDraft, Site, listing_pages, newest

STAGE_PATH: Final = (
    Stage.PHAT_HIEN,
    Stage.LUA_CHON,
    Stage.DANG_BOI_DUONG,
    Stage.CONG_NHAN,
    Stage.TONG_KET,
    Stage.NHAN_RONG,
)
"""The chain that a story page draws: discover → select → nurture → recognise → sum up → replicate."""


def home_page(site: Site) -> Iterator[PageDraft]:
    """The home page: the motto, the newest, the campaigns, the figures."""
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
            "newest": site.exemplars[:12],
            "figures": figures,
            "campaigns": [(entry, site.by_campaign.get(entry.id, ())) for entry in site.campaigns],
        },
        "home",
        updated=newest(site.exemplars),
        feed="feed",
    )


def exemplar_pages(site: Site) -> Iterator[PageDraft]:
    """A page for each exemplar."""
    for entry in site.exemplars:
        yield _exemplar_page(site, entry)


def _related(site: Site, entry: Entry) -> tuple[Entry, ...]:
    """Choose three other stories: same practice, campaign, unit, locality, type; ties go to the nearest in time."""
    record = entry.record
    weights: dict[str, int] = {}
    by_id = site.library.of("exemplar")

    def add(held: Iterable[Entry], weight: int) -> None:
        for other in held:
            weights[other.id] = weights.get(other.id, 0) + weight

    for practice in record.practices:
        held = site.library.get("practice", practice)
        add((by_id[item] for item in (held.exemplars if held else ()) if item in by_id), 8)
    for number, campaign in enumerate(record.campaigns):
        add(site.by_campaign.get(campaign, ())[:200], 4 if number == 0 else 3)
    add(site.by_unit.get(record.unit, ())[:200], 2)
    if record.locality:
        add(site.by_locality.get(record.locality, ())[:200], 2)
    add(site.by_type.get(str(record.type), ())[:200], 1)
    weights.pop(entry.id, None)

    def order(identifier: str) -> tuple[int, int, str]:
        apart = abs((by_id[identifier].record.introduced_on - record.introduced_on).days)
        return -weights[identifier], apart, identifier

    return tuple(by_id[identifier] for identifier in sorted(weights, key=order)[:3])


def _exemplar_page(site: Site, entry: Entry) -> PageDraft:
    record = entry.record
    photos = site.photos(entry)
    body = site.body(entry, {photo.file: (picture, photo.alt) for photo, picture in photos})
    in_body = {photo.file for photo, _ in photos if f"]({photo.file}" in entry.body}
    shown = [pair for pair in photos if pair[0].file not in in_body]
    practices = [site.library.of("practice")[identifier] for identifier in record.practices]
    campaigns = [held for identifier in record.campaigns if (held := site.library.of("campaign").get(identifier))]
    plan = site.library.of("plan").get(record.plan) if record.plan else None
    words = {item.code: item.text for item in _criteria(plan)} if plan else {}
    sources = {source.id: (number, source) for number, source in enumerate(record.sources, 1)}
    values = {
        "entry": entry,
        "record": record,
        "body": body,
        "hero": shown[0] if shown else None,
        "more_photos": shown[1:],
        "practices": practices,
        "campaigns": campaigns,
        "plan": plan,
        "sources": sources,
        "criteria": [(met, words.get(met.code, "")) for met in record.criteria_met if words.get(met.code)],
        "followers": [held for practice in practices for held in site.replications.get(practice.id, ())],
        "related": _related(site, entry),
        "stage_path": STAGE_PATH,
        "stage_place": STAGE_PATH.index(record.stage) if record.stage in STAGE_PATH else -1,
    }
    return PageDraft(
        entry.address,
        record.title,
        record.summary,
        "exemplar.html",
        values,
        "story",
        crumbs=(("Gương", "guong/"), *((held.record.name, held.address) for held in campaigns[:1])),
        updated=record.last_changed,
        image=photos[0][1] if photos else None,
        entry=entry,
        filters={
            "Mục": ("Gương",),
            "Loại": (record.type.label,),
            "Phong trào": tuple(held.record.name for held in campaigns),
            "Năm": (str(record.introduced_on.year),),
        },
    )


def _criteria(plan: Entry) -> Iterator[Any]:
    yield from plan.record.general_criteria
    for part in plan.record.campaigns:
        for held in part.criteria.values():
            yield from held


def campaign_pages(site: Site) -> Iterator[PageDraft]:
    """The list of campaigns and a page for each, with its exemplars and how each plan words its criteria."""
    yield PageDraft(
        "phong-trao/",
        SECTION_TITLES["phong-trao/"],
        "Các phong trào thi đua, cuộc vận động và lĩnh vực có gương điển hình.",
        "campaigns.html",
        {"campaigns": [(entry, site.by_campaign.get(entry.id, ())) for entry in site.campaigns]},
        "index",
    )
    for entry in site.campaigns:
        record = entry.record
        in_plans = [
            (plan, part)
            for plan in site.library.of("plan").values()
            for part in plan.record.campaigns
            if part.ref == entry.id
        ]
        body = site.body(entry)
        listing = Listing(entry.id, record.name, entry.address, site.by_campaign.get(entry.id, ()))
        yield from listing_pages(
            site,
            listing,
            description=_describe(entry.body, record.name),
            template="campaign.html",
            kind="campaign",
            crumbs=((SECTION_TITLES["phong-trao/"], "phong-trao/"),),
            updated=newest(listing.entries),
            feed=f"phong-trao/{entry.id}/feed",
            entry=entry,
            filters={"Mục": ("Phong trào",)},
            values={
                "entry": entry,
                "record": record,
                "body": body,
                "in_plans": in_plans,
                "parent": site.library.of("campaign").get(record.parent) if record.parent else None,
                "children": [held for held in site.campaigns if held.record.parent == entry.id],
                "launched_by": site.written(record.launched_by),
                "practices": [
                    held for held, practice in site.library.records("practice") if entry.id in practice.campaigns
                ],
            },
        )


def _describe(body: str, fallback: str) -> str:
    """Return the first paragraph of a body as a description of at most 200 characters."""
    first = next(
        (line.strip() for line in body.split("\n") if line.strip() and not line.startswith(("#", "-", "!", "|", ">"))),
        "",
    )
    text = first.replace("**", "").replace("*", "").replace("_", "")
    if not text:
        return fallback
    return text if len(text) <= 200 else text[:199].rsplit(" ", 1)[0] + "…"  # noqa: PLR2004 - what search engines show
