"""What the papers of a kit tell of a practice, as plain text that is ready to be set."""

from __future__ import annotations

from typing import TypedDict

from ..library import Entry
from ..measure.evidence import LEVELS
from ..model.practice import Cost
from ..render.site import Site
from ..text import figure_vi


class ToldStep(TypedDict):
    """One step; what the record leaves open is ""."""

    title: str
    detail: str
    cost: str
    time: str
    materials: str
    core: bool
    risk: str
    mitigation: str
    others: str


class ToldResult(TypedDict):
    """One result of the origin: the words and the figure."""

    text: str
    figure: str


class Told(TypedDict):
    """A practice as its papers tell it; all texts as people read them."""

    title: str
    summary: str
    problem: str
    owner: str
    campaigns: list[str]
    conditions: list[str]
    steps: list[ToldStep]
    results: list[ToldResult]
    cost: str
    people: str
    duration: str
    contact: list[str]
    copies: str
    evidence: str
    address: str
    site: str
    sample: bool


def told_of(site: Site, entry: Entry) -> Told:
    """Return what the papers of a practice tell."""
    record = entry.record
    spread, evidence = site.spread.practices[entry.id], site.evidence.practices[entry.id]
    unit = site.library.get("unit", record.contact) if record.contact else None
    office = unit.contact if unit else None
    contact = [unit.name] if unit else []
    if office:
        contact += [text for text in (office.address, office.phone, office.email) if text]
    campaigns = (site.library.get("campaign", item) for item in record.campaigns)
    return Told(
        title=record.title,
        summary=record.summary,
        problem=record.problem,
        owner=site.unit(record.owner).text,
        campaigns=[held.name for held in campaigns if held],
        conditions=list(record.conditions),
        steps=[
            ToldStep(
                title=step.title, detail=step.detail or "", cost=step.cost or "", time=step.time or "",
                materials=step.materials or "", core=step.core, risk=step.risk or "", mitigation=step.mitigation or "",
                others=_others(tally.kept, tally.changed, tally.dropped),
            )
            for step, tally in zip(record.steps, spread.steps, strict=True)
        ],
        results=[
            ToldResult(
                text=result.text, figure=figure_vi(result.value, result.unit)
            )
            for result in record.results
        ],
        cost=cost_vi(record.cost) if record.cost else "",
        people=record.people_vi,
        duration=record.duration or "",
        contact=contact,
        copies=f"{spread.copies} nơi đã nhận làm theo" if spread.copies else "",
        evidence=f"nấc {evidence.level} trên {len(LEVELS) - 1}: {evidence.words}",
        address=f"{site.facts.url.rstrip('/')}/{entry.address}",
        site=site.facts.name,
        sample=record.sample,
    )  # fmt: skip


def cost_vi(cost: Cost) -> str:
    """Return what a practice costs in one line: the sum, then what it is for."""
    parts = [figure_vi(cost.amount, cost.currency), cost.note or ""]
    return "; ".join(part for part in parts if part)


def _others(kept: int, changed: int, dropped: int) -> str:
    """Say what adopters did with a step; "" while nobody told."""
    parts = ((kept, "giữ"), (changed, "điều chỉnh"), (dropped, "bỏ"))
    said = ", ".join(f"{count} {word}" for count, word in parts if count)
    return f"Nơi làm theo: {said}" if said else ""
