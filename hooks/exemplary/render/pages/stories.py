"""Every story."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from ...library import Entry
from ...model.choices import ExemplarType, Stage
from ..site import PageDraft, Site, later

STAGE_PATH: Final = (
    Stage.PHAT_HIEN,
    Stage.LUA_CHON,
    Stage.DANG_BOI_DUONG,
    Stage.CONG_NHAN,
    Stage.TONG_KET,
    Stage.NHAN_RONG,
)
"""The chain that a story page draws: discover → select → nurture → recognise → sum up → replicate."""
_VALUES: Final = {"stage_path": STAGE_PATH}


def exemplar_pages(site: Site) -> Iterator[PageDraft]:
    """A page for each exemplar."""
    for entry in site.exemplars:
        yield exemplar_page(site, entry)


def exemplar_page(site: Site, entry: Entry) -> PageDraft:
    """The page of one exemplar."""
    record = entry.record
    photos = site.photos(entry)
    campaigns = _campaigns_of(site, entry)
    return PageDraft(
        entry.address,
        record.title,
        record.summary,
        "exemplar.html",
        _VALUES,
        "story",
        crumbs=_crumbs(*((held.record.name, held.address) for held in campaigns[:1])),
        updated=record.last_changed,
        image=photos[0][1] if photos else None,
        entry=entry,
        filters=_filters(record.type, tuple(held.record.name for held in campaigns), record.introduced_on.year),
        fill=later(_story, entry),
    )


@lru_cache(maxsize=1024)
def _crumbs(*campaign: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the way to stories of a campaign; one object serves them all, as do their filters."""
    return (("Gương", "guong/"), *campaign)


@lru_cache(maxsize=4096)
def _filters(kind: ExemplarType, campaigns: tuple[str, ...], year: int) -> dict[str, tuple[str, ...]]:
    return {"Mục": ("Gương",), "Loại": (kind.label,), "Phong trào": campaigns, "Năm": (str(year),)}


def _campaigns_of(site: Site, entry: Entry) -> list[Entry]:
    by_id = site.library.of("campaign")
    return [held for identifier in entry.record.campaigns if (held := by_id.get(identifier))]


def _story(site: Site, entry: Entry) -> dict[str, Any]:
    """Return what the page of an exemplar shows besides its record."""
    record = entry.record
    shown = [pair for pair in site.photos(entry) if f"]({pair[0].file}" not in entry.body]
    practices = [site.library.of("practice")[identifier] for identifier in record.practices]
    plan = site.library.of("plan").get(record.plan) if record.plan else None
    words = {item.code: item.text for item in _criteria(plan)} if plan else {}
    return {
        "entry": entry,
        "record": record,
        "body": site.body(entry),
        "hero": shown[0] if shown else None,
        "more_photos": shown[1:],
        "practices": practices,
        "campaigns": _campaigns_of(site, entry),
        "plan": plan,
        "sources": {source.id: (number, source) for number, source in enumerate(record.sources, 1)},
        "criteria": [(met, words.get(met.code, "")) for met in record.criteria_met if words.get(met.code)],
        "followers": [held for practice in practices for held in site.replications.get(practice.id, ())],
        "related": site.related[entry.id],
        "evidence": site.evidence.exemplars[entry.id],
        "stage_place": STAGE_PATH.index(record.stage) if record.stage in STAGE_PATH else -1,
    }


def _criteria(plan: Entry) -> Iterator[Any]:
    yield from plan.record.general_criteria
    for part in plan.record.campaigns:
        for held in part.criteria.values():
            yield from held
