"""Every story."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...library import Entry
from ...model.choices import Stage
from ..site import PageDraft, Site

STAGE_PATH: Final = (
    Stage.PHAT_HIEN,
    Stage.LUA_CHON,
    Stage.DANG_BOI_DUONG,
    Stage.CONG_NHAN,
    Stage.TONG_KET,
    Stage.NHAN_RONG,
)
"""The chain that a story page draws: discover → select → nurture → recognise → sum up → replicate."""


def exemplar_pages(site: Site) -> Iterator[PageDraft]:
    """A page for each exemplar."""
    for entry in site.exemplars:
        yield _exemplar_page(site, entry)


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
        "related": site.related[entry.id],
        "evidence": site.evidence.exemplars[entry.id],
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
