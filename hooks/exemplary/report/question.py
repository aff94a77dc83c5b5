"""What a report is asked about: the library on a day, perhaps one plan, unit, month or year; and what may be named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..library import Library
from ..measure.deadlines import Submission, deadline_for, submissions
from ..measure.introductions import Introduced, PlanOnDay, counts, plans_on
from ..measure.progress import PlanProgress, measure_plans
from ..model.exemplar import Exemplar
from ..model.values import When
from ..publishable import publishable
from ..text import collation_key


@dataclass(frozen=True)
class Group:
    """Exemplars that are counted together: those of a plan (`on`), or those of no plan; never real and sample ones."""

    label: str
    sample: bool
    exemplars: tuple[Introduced, ...]
    on: PlanOnDay | None = None


@dataclass(frozen=True)
class Question:
    """The library on a day, narrowed to a plan, unit, month or year where one is asked for ("" where none is).

    Reports count the whole library. What they name, they take from `seen`: nobody who is withheld has a name there.
    Who has the view or the measures of the plans already hands them over.
    """

    library: Library
    today: date
    plan: str = ""
    unit: str = ""
    month: str = ""
    year: str = ""
    view: Library | None = None
    measured: Mapping[str, PlanProgress] | None = None

    @cached_property
    def seen(self) -> Library:
        """The publishable view: the only place that titles and names are taken from."""
        return self.view or publishable(self.library).library

    @cached_property
    def on_day(self) -> tuple[PlanOnDay, ...]:
        """Every plan of the library on the day."""
        return plans_on(self.library, self.today)

    @cached_property
    def plans(self) -> tuple[PlanOnDay, ...]:
        """The plans that are asked about: the one named, else every one that can be told about."""
        return tuple(on for on in self.on_day if (on.id == self.plan if self.plan else self.progress[on.id].tracked))

    @cached_property
    def progress(self) -> Mapping[str, PlanProgress]:
        """How far every plan has come."""
        return measure_plans(self.library, self.today) if self.measured is None else self.measured

    @cached_property
    def lists(self) -> dict[str, dict[str, list[Submission]]]:
        """By plan and month the submissions on the list of that month, for plans that have such lists."""
        made: dict[str, dict[str, list[Submission]]] = {}
        for on in self.plans:
            deadline = deadline_for(on.plan)
            for item in submissions(on, deadline) if deadline else ():
                made.setdefault(on.id, {}).setdefault(item.listed_in.written, []).append(item)
        return made

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every plan's exemplars, and without a plan named also those that stand under none."""
        made = [Group(self.plan_label(on), on.plan.sample, on.introduced, on) for on in self.plans]
        if not self.plan:
            under = {identifier for on in self.on_day for identifier, _ in on.introduced}
            loose = [(key, record) for key, record in self.exemplars() if key not in under]
            for sample in (False, True):
                held = tuple(pair for pair in loose if pair[1].sample is sample)
                made += [Group("Gương ngoài các kế hoạch", sample, held)] if held else []
        return tuple(made)

    def exemplars(self) -> Iterable[tuple[str, Exemplar]]:
        """Yield everything that was introduced until today and never taken back."""
        for entry, record in self.library.records("exemplar"):
            if record.introduced_on <= self.today and counts(record):
                yield entry.id, record

    @property
    def window(self) -> When:
        """The month that is asked about; today's when none is named."""
        return When.parse(self.month or f"{self.today:%Y-%m}")

    @property
    def issuer(self) -> str:
        """The unit in whose name the report is written: the plan's issuer, else the site's."""
        plan = self.library.get("plan", self.plan) if self.plan else None
        return plan.issuer if plan else self.library.site.unit or ""

    def plan_label(self, on: PlanOnDay) -> str:
        """Return how a plan is called in a title: "Kế hoạch số 08/KH-UBND"."""
        return f"{on.plan.doc_type.label} số {on.plan.number_vi}"

    def unit_name(self, identifier: str) -> str:
        """Return the name of a unit, or its id where it has no record."""
        unit = self.library.get("unit", identifier)
        return unit.name if unit else identifier

    def unit_links(self, units: Iterable[str]) -> tuple[str, ...]:
        """Return the addresses of the pages of units, "" for one without a record."""
        return tuple(f"don-vi/{unit}/" if self.library.get("unit", unit) else "" for unit in units)

    def campaign_name(self, identifier: str) -> str:
        """Return the name of a campaign, or its id where it has no record."""
        campaign = self.library.get("campaign", identifier)
        return campaign.name if campaign else identifier

    def title(self, kind: str, identifier: str) -> str:
        """Return the title of a record that may be seen, "" of one that is withheld."""
        record = self.seen.get(kind, identifier)
        return record.title if record else ""

    def by_name(self, units: Iterable[str]) -> list[str]:
        """Return units in the order of their names."""
        return sorted(units, key=lambda unit: (collation_key(self.unit_name(unit)), unit))
