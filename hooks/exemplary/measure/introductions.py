"""Which exemplars count under which plan: what was introduced, published or not, and never taken back.

Introduced, not published, is what counts: a draft, a story that waits for approval or for consent, one that is paused
has been introduced all the same. What was withdrawn or removed counts nowhere, so that not even a number tells of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..library import Library
from ..model.choices import Stage, Status
from ..model.event import Event
from ..model.exemplar import Exemplar
from ..model.plan import Plan
from .windows import span_of

Introduced = tuple[str, Exemplar]
"""An exemplar with its id. It may be withheld: no name, title or id of it may go on from the measures."""


def counts(exemplar: Exemplar) -> bool:
    """Tell whether an exemplar counts at all: it was neither withdrawn nor removed."""
    return exemplar.stage is not Stage.THU_HOI and exemplar.status is not Status.GO_BO


@dataclass(frozen=True)
class PlanOnDay:
    """A plan on a day, with what was introduced and which events were held under it until then, by day and id."""

    library: Library
    id: str
    plan: Plan
    today: date
    introduced: tuple[Introduced, ...]
    events: tuple[Event, ...] = ()

    @property
    def span(self) -> tuple[date, date]:
        """The first and last day on which the plan asks for anything."""
        return span_of(self.library, self.id, self.plan)


def plans_on(library: Library, today: date) -> tuple[PlanOnDay, ...]:
    """Return every plan with what was introduced under it until `today`.

    A sample counts only toward a sample plan, a real exemplar only toward a real plan. An event counts when it is
    published and over.
    """
    made: dict[str, list[Introduced]] = {entry.id: [] for entry, _ in library.records("plan")}
    for entry, exemplar in library.records("exemplar"):
        plan = library.get("plan", exemplar.plan) if exemplar.plan else None
        if plan and plan.sample == exemplar.sample and exemplar.introduced_on <= today and counts(exemplar):
            made[exemplar.plan].append((entry.id, exemplar))
    held: dict[str, list[Event]] = {entry.id: [] for entry, _ in library.records("plan")}
    for _, event in library.records("event"):
        plan = library.get("plan", event.plan) if event.plan else None
        if plan and plan.sample == event.sample and event.ends_on <= today and event.status is Status.CONG_BO:
            held[event.plan].append(event)
    return tuple(
        PlanOnDay(library, entry.id, plan, today, tuple(sorted(made[entry.id], key=_order)), tuple(held[entry.id]))
        for entry, plan in library.records("plan")
    )


def _order(introduced: Introduced) -> tuple[date, str]:
    return introduced[1].introduced_on, introduced[0]


def campaigns_of(library: Library, exemplar: Exemplar, among: Iterable[str]) -> tuple[str, ...]:
    """Return the campaigns, of those `among`, that an exemplar counts in: its own and those around them, once each."""
    wanted = set(among)
    found: dict[str, None] = {}
    for identifier in exemplar.campaigns:
        step: str | None = identifier
        seen: set[str] = set()
        while step and step not in seen:
            seen.add(step)
            if step in wanted:
                found[step] = None
            campaign = library.get("campaign", step)
            step = campaign.parent if campaign else None
    return tuple(found)
