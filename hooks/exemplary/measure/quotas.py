"""Quotas measured as the plan writes them: per unit, month, quarter, year, campaign, type, period in any combination.

Everything here is numbers with the ids of units and campaigns; nothing of an exemplar goes on from here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product
from typing import Final

from ..library import Library
from ..model.choices import AwardStatus, CriteriaGroup, ExemplarType, QuotaKind, QuotaOp, QuotaPer, Stage
from ..model.exemplar import Exemplar
from ..model.plan import Plan, Quota
from ..model.values import When
from .deadlines import deadline_for, last_day_on_time
from .introductions import PlanOnDay, campaigns_of
from .windows import window_of, windows

STEPS: Final = {QuotaPer.MONTH: 1, QuotaPer.QUARTER: 3, QuotaPer.HALF_YEAR: 6, QuotaPer.YEAR: 12}
"""How many months each length of time has that a quota may count by."""
_NURTURED: Final = frozenset({Stage.DANG_BOI_DUONG})


class State(StrEnum):
    """Where one promise of a quota stands."""

    MET = "dat"
    LATE = "muon"
    SHORT = "thieu"
    OVER = "qua"
    OPEN = "mo"
    FREE = "mien"


GRAVEST: Final = (State.SHORT, State.OVER, State.OPEN, State.LATE, State.MET, State.FREE)
"""The states from the one that most has to be seen, where one mark stands for several promises."""
Key = tuple[str, str, str, str]
"""Unit, window, campaign, type; "" where the quota does not count by it."""


@dataclass(frozen=True)
class Cell:
    """One promise: what was counted, how much of it came after the last day on time, and where it stands."""

    count: int
    late: int
    state: State


@dataclass(frozen=True)
class QuotaProgress:
    """A quota with every promise that it makes until today.

    `measured` is false for what no record tells: events by campaign or type. `total` counts everything once, however
    many campaigns it has. Windows lie in the past or run today; a quota without month, quarter or year has none, and
    its promises fall due at `ends`.
    """

    quota: Quota
    measured: bool
    units: tuple[str, ...]
    windows: tuple[When, ...]
    campaigns: tuple[str, ...]
    types: tuple[str, ...]
    starts: date
    ends: date
    due_days: Mapping[str, date]
    total: int
    cells: Mapping[Key, Cell]

    def cell(self, unit: str = "", window: str = "", campaign: str = "", kind: str = "") -> Cell:
        """Return one promise."""
        return self.cells[unit, window, campaign, kind]

    def due_day(self, window: When) -> date:
        """Return the last day on which a promise for a window is kept on time."""
        return self.due_days[window.written]

    def counted(self, *states: State) -> int:
        """Return how many promises stand so."""
        return sum(cell.state in states for cell in self.cells.values())

    @property
    def met(self) -> int:
        """Promises that are kept, late or not."""
        return self.counted(State.MET, State.LATE)

    @property
    def due(self) -> int:
        """Promises that can be judged today: kept, missed or overdone."""
        return self.counted(State.MET, State.LATE, State.SHORT, State.OVER)

    def by_unit(self, *states: State) -> dict[str, int]:
        """Return for each unit how many of its promises stand so, units with none left out."""
        made: dict[str, int] = {}
        for (unit, *_), cell in self.cells.items():
            if cell.state in states:
                made[unit] = made.get(unit, 0) + 1
        return made

    def owing(self, window: str) -> tuple[str, ...]:
        """Return the units that have not kept what they promised for a window, due or not yet."""
        owing = {
            key[0] for key, cell in self.cells.items() if key[1] == window and cell.state in {State.SHORT, State.OPEN}
        }
        return tuple(unit for unit in self.units if unit in owing)


def units_of(library: Library, plan: Plan, quota: Quota) -> tuple[str, ...]:
    """Return the units that a quota binds: those it names, members of clusters it names; else the plan's lead units."""
    found: dict[str, None] = {}
    for identifier in quota.units:
        cluster = library.get("cluster", identifier)
        if cluster is None:
            found[identifier] = None
            continue
        found |= dict.fromkeys(cluster.units)
        found |= {entry.id: None for entry, unit in library.records("unit") if unit.cluster == identifier}
    if not quota.units:
        found = {unit: None for part in plan.campaigns for unit in part.lead}
    return tuple(found)


def _types_of(plan: Plan) -> tuple[str, ...]:
    """Return the types that a plan has criteria for, in the model's order; all when it does not tell them apart."""
    written = {str(group) for part in plan.campaigns for group in part.criteria}
    named = tuple(str(kind) for kind in ExemplarType if str(kind) in written)
    return named if named and str(CriteriaGroup.CHUNG) not in written else tuple(str(kind) for kind in ExemplarType)


def day_counted(exemplar: Exemplar, kind: QuotaKind) -> date | None:
    """Return the day on which an exemplar counts for a quota of that kind, or None when it does not (yet).

    Introduced: `introduced_on`. Selected: the day of the decision, else the day it came to be nurtured; a story that
    was not chosen is not selected. Awarded: its first award that still stands.
    """
    if kind is QuotaKind.INTRODUCTION:
        return exemplar.introduced_on
    if kind is QuotaKind.AWARD:
        days = [award.date for award in exemplar.awards if award.date and award.status is AwardStatus.HIEU_LUC]
        return min(days, default=None)
    if kind is QuotaKind.SELECTION and exemplar.stage is not Stage.KHONG_CHON:
        moves = [move.date for move in exemplar.stage_history if move.to in _NURTURED]
        made = exemplar.selection if exemplar.selection and exemplar.selection.decision else None
        if moves or exemplar.stage in _NURTURED or (made and made.date):
            decided = exemplar.selection.date if exemplar.selection else None
            return decided or min(moves, default=exemplar.introduced_on)
    return None


def _state(quota: Quota, count: int, late: int, *, owed: bool, past: bool) -> State:
    if not owed:
        return State.FREE
    if quota.op is not QuotaOp.GTE and count > quota.n:
        return State.OVER
    if quota.op is QuotaOp.LTE or count >= quota.n:
        return State.LATE if quota.op is not QuotaOp.LTE and count - late < quota.n else State.MET
    return State.SHORT if past else State.OPEN


@dataclass(frozen=True)
class _Division:
    """Into what a quota divides its count, and when each part falls due."""

    units: tuple[str, ...]
    windows: tuple[When, ...]
    campaigns: tuple[str, ...]
    types: tuple[str, ...]
    months: int
    due: Mapping[str, date]


def _divide(library: Library, plan: Plan, quota: Quota, first: date, last: date) -> _Division:
    step = next((months for per, months in STEPS.items() if per in quota.per), 0)
    held = windows(first, last, step) if step and first <= last else ()
    deadline = deadline_for(plan) if quota.kind is QuotaKind.INTRODUCTION else None
    return _Division(
        units_of(library, plan, quota) if QuotaPer.UNIT in quota.per else (),
        held,
        (quota.campaigns or tuple(part.ref for part in plan.campaigns)) if QuotaPer.CAMPAIGN in quota.per else (),
        _types_of(plan) if QuotaPer.TYPE in quota.per and quota.type is None else (),
        step,
        {window.written: last_day_on_time(deadline, window) if deadline else window.last_day for window in held},
    )


def _keys(division: _Division, quota: Quota) -> Iterator[Key]:
    """Yield every promise of a quota, those without any exemplar too."""
    sides = (
        division.units if QuotaPer.UNIT in quota.per else ("",),
        tuple(window.written for window in division.windows) if division.months else ("",),
        division.campaigns if QuotaPer.CAMPAIGN in quota.per else ("",),
        division.types or ("",),
    )
    yield from product(*sides)


def measure_quota(on: PlanOnDay, quota: Quota) -> QuotaProgress:
    """Measure one quota of a plan over what was introduced under it until the plan's day."""
    library, plan = on.library, on.plan
    first, last = on.span
    first = quota.from_.first_day if quota.from_ else first
    last = min(last, quota.to.last_day) if quota.to else last
    seen_until = min(last, on.today)
    division = _divide(library, plan, quota, first, seen_until)
    bound = frozenset(units_of(library, plan, quota)) if quota.units or QuotaPer.UNIT in quota.per else None
    count: Counter[Key] = Counter()
    late: Counter[Key] = Counter()
    total = 0
    for one in _counted(on, quota, division):
        if not first <= one.day <= seen_until or (bound is not None and one.unit not in bound):
            continue
        total += 1
        unit = one.unit if QuotaPer.UNIT in quota.per else ""
        window = window_of(one.day, division.months).written if division.months else ""
        for campaign in one.campaigns:
            key = (unit, window, campaign, one.kind)
            count[key] += 1
            late[key] += one.day > division.due.get(window, last)
    cells: dict[Key, Cell] = {}
    measured = quota.kind is not QuotaKind.EVENT or not {QuotaPer.CAMPAIGN, QuotaPer.TYPE} & set(quota.per)
    for key in _keys(division, quota) if measured else ():
        due = division.due.get(key[1], last)
        bearer = library.get("unit", key[0]) if key[0] else None
        owed = bearer is None or bearer.valid_on(due)
        state = _state(quota, count[key], late[key], owed=owed, past=on.today > due)
        cells[key] = Cell(count[key], late[key], state)
    return QuotaProgress(
        quota, measured, division.units, division.windows, division.campaigns, division.types,
        first, last, division.due, total, cells,
    )  # fmt: skip


@dataclass(frozen=True)
class _Counted:
    """One thing that a quota counts: when, by which unit, in which campaigns, of which type ("" where not asked)."""

    day: date
    unit: str
    campaigns: tuple[str, ...] = ("",)
    kind: str = ""


def _counted(on: PlanOnDay, quota: Quota, division: _Division) -> Iterator[_Counted]:
    """Yield everything that a quota counts, whenever it was: exemplars, or events held."""
    if quota.kind is QuotaKind.EVENT:
        yield from (_Counted(event.held_on, event.host) for event in on.events)
        return
    for _, exemplar in on.introduced:
        day = day_counted(exemplar, quota.kind)
        if day is not None and quota.type in {None, exemplar.type}:
            if quota.campaigns and not campaigns_of(on.library, exemplar, quota.campaigns):
                continue
            asked = QuotaPer.CAMPAIGN in quota.per
            inside = campaigns_of(on.library, exemplar, division.campaigns) if asked else ("",)
            yield _Counted(day, exemplar.submitted_by, inside, str(exemplar.type) if division.types else "")
