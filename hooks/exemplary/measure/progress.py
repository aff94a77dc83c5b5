"""How far each plan has come: every quota, every list, the totals; numbers only, made from the whole library.

This is the seam between what is withheld and what is shown. The measures must see withheld exemplars, because
introduced and not published is what counts; what leaves here holds counts by unit, window, campaign and type, and
never a name, title, id or day of an exemplar.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..library import Library
from ..model.choices import PlanStatus
from ..model.plan import Deadline
from ..model.values import When
from .deadlines import MonthList, month_lists
from .introductions import PlanOnDay, campaigns_of, plans_on
from .quotas import QuotaProgress, measure_quota
from .windows import window_of, windows


@dataclass(frozen=True)
class PlanProgress:
    """How far a plan has come by a day.

    `tracked` is false for a plan that is kept as a document only: it has ended, and nothing here was introduced under
    it; then nothing may be said about how it was kept. Every count is over each exemplar once, but for `campaigns`,
    where one with two campaigns counts in both.
    """

    sample: bool
    tracked: bool
    starts: date
    ends: date
    introduced: int
    months: tuple[tuple[When, int], ...]
    campaigns: Mapping[str, int]
    types: Mapping[str, int]
    units: Mapping[str, int]
    quotas: tuple[QuotaProgress, ...]
    lists: tuple[tuple[Deadline, tuple[MonthList, ...]], ...]


def measure_plans(library: Library, today: date) -> dict[str, PlanProgress]:
    """Measure every plan of a library, by id."""
    return {on.id: _measure(on) for on in plans_on(library, today)}


def _measure(on: PlanOnDay) -> PlanProgress:
    plan = on.plan
    starts, ends = on.span
    refs = tuple(part.ref for part in plan.campaigns)
    campaigns = Counter(held for _, exemplar in on.introduced for held in campaigns_of(on.library, exemplar, refs))
    months = Counter(window_of(exemplar.introduced_on, 1).written for _, exemplar in on.introduced)
    days = [exemplar.introduced_on for _, exemplar in on.introduced]
    shown = windows(min([starts, *days]), max([min(ends, on.today), *days]), 1)
    return PlanProgress(
        plan.sample,
        bool(on.introduced) or plan.status is PlanStatus.HIEU_LUC,
        starts,
        ends,
        len(on.introduced),
        tuple((window, months[window.written]) for window in shown),
        {ref: campaigns[ref] for ref in refs},
        Counter(str(exemplar.type) for _, exemplar in on.introduced),
        Counter(exemplar.submitted_by for _, exemplar in on.introduced),
        tuple(measure_quota(on, quota) for quota in plan.quotas),
        tuple((deadline, month_lists(on, deadline)) for deadline in plan.deadlines),
    )
