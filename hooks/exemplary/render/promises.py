"""The promises of a plan as pages show them: rows and columns of what was measured; nothing is counted here.

No table crosses a unit with a campaign or a type: in a small unit such a number could point at one story that is not
published. A quota that asks for it is shown unit by unit, as promises kept and not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ..measure.deadlines import Closing, MonthList, closings
from ..measure.milestones import Moment, Standing
from ..measure.progress import PlanProgress
from ..measure.quotas import GRAVEST, Cell, QuotaProgress, State
from ..model.choices import Every, ExemplarType, QuotaPer
from ..model.plan import Deadline
from ..model.values import When
from .names import Name
from .site import Site

OWED: Final = frozenset(State) - {State.FREE}


WIDEST: Final = 14
"""Columns that a table of promises has at most before it is cut into years."""


@dataclass(frozen=True)
class Column:
    """A column of a table of promises: its heading in short and in full, and the year that it stands under."""

    short: str
    full: str
    year: str = ""


@dataclass(frozen=True)
class Row:
    """A row: whose promises they are, each with its cell, how many are kept of those that can be judged."""

    name: Name
    cells: tuple[Cell, ...]

    @property
    def met(self) -> int:
        """Promises kept, late or not."""
        return sum(cell.state in {State.MET, State.LATE} for cell in self.cells)

    @property
    def due(self) -> int:
        """Promises that can be judged."""
        return sum(cell.state not in {State.FREE, State.OPEN} for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """A table of promises; `corner` names the rows, `sums` are the promises kept and owed in each column."""

    corner: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def sums(self) -> tuple[tuple[int, int], ...]:
        """Kept and owed for each column."""
        return tuple(
            (
                sum(row.cells[place].state in {State.MET, State.LATE} for row in self.rows),
                sum(row.cells[place].state in OWED for row in self.rows),
            )
            for place in range(len(self.columns))
        )

    @property
    def years(self) -> tuple[tuple[str, int], ...]:
        """The years over the columns, each with how many columns it spans; empty when columns are no times."""
        made: dict[str, int] = {}
        for column in self.columns:
            made[column.year] = made.get(column.year, 0) + 1
        return tuple(made.items()) if "" not in made else ()

    @property
    def parts(self) -> tuple[tuple[str, Grid], ...]:
        """The table itself, or, when it is too wide to be read, one for each year, the newest first."""
        if len(self.columns) <= WIDEST or not self.years:
            return (("", self),)
        made: list[tuple[str, Grid]] = []
        start = 0
        for year, span in self.years:
            rows = tuple(Row(row.name, row.cells[start : start + span]) for row in self.rows)
            made.insert(0, (year, Grid(self.corner, self.columns[start : start + span], rows)))
            start += span
        return tuple(made)


@dataclass(frozen=True)
class Promise:
    """A quota as a page shows it: what was promised, what came of it, and the table behind it where one says more."""

    progress: QuotaProgress
    grid: Grid | None

    @property
    def running(self) -> When | None:
        """The window that runs today, when the quota counts by time and has not ended."""
        held = self.progress.windows
        return held[-1] if held else None


@dataclass(frozen=True)
class Fields:
    """Quotas per campaign over the whole period side by side: a column for each quota, a row for each campaign."""

    quotas: tuple[QuotaProgress, ...]
    rows: tuple[tuple[Name, tuple[Cell, ...]], ...]


def _time(window: When) -> Column:
    year, _, part = window.written.partition("-")
    short = {"Q": ("I", "II", "III", "IV")[int(part[1]) - 1]} if part.startswith("Q") else {}
    short |= {"H": "Đầu" if part == "H1" else "Cuối"}
    return Column(short.get(part[:1], part.lstrip("0") or year), window.vi, year)


def _campaign(site: Site, identifier: str) -> Name:
    campaign = site.library.get("campaign", identifier)
    return Name(campaign.name if campaign else identifier, identifier, "campaign")


def _short(site: Site, identifier: str) -> Name:
    """Return the name of a unit as a narrow column shows it."""
    unit = site.library.get("unit", identifier)
    return Name((unit.short_name or unit.name) if unit else identifier, identifier, "unit")


def _is_field(progress: QuotaProgress) -> bool:
    """Tell whether a quota counts by campaign alone, over its whole time."""
    per = set(progress.quota.per) - {QuotaPer.PERIOD}
    return progress.measured and per == {QuotaPer.CAMPAIGN}


def _grid(site: Site, progress: QuotaProgress) -> Grid | None:
    """Return the table of a quota that counts by time or by unit, None for one that is a single figure."""
    per = set(progress.quota.per)
    if not progress.measured or not (progress.windows or per & {QuotaPer.UNIT, QuotaPer.TYPE}):
        return None
    fine = {QuotaPer.UNIT} < per and bool(per & {QuotaPer.CAMPAIGN, QuotaPer.TYPE})
    times = progress.windows or (None,)
    columns = tuple(_time(window) if window else Column("Cả giai đoạn", "Cả giai đoạn") for window in times)
    rows: list[Row] = []
    if progress.units:
        for unit in progress.units:
            held = tuple(_worst(progress, unit, window) if fine else _one(progress, unit, window) for window in times)
            rows.append(Row(_short(site, unit), held))
        return Grid("Đơn vị", columns, tuple(rows))
    for campaign in progress.campaigns or ("",):
        for kind in progress.types or ("",):
            words = [_campaign(site, campaign).text] if campaign else []
            words += [ExemplarType(kind).label] if kind else []  # type: ignore[call-arg]
            name = Name(", ".join(words) or "Tất cả", campaign, "campaign" if campaign and not kind else "")
            keys = (("", window.written if window else "", campaign, kind) for window in times)
            rows.append(Row(name, tuple(progress.cells[key] for key in keys)))
    return Grid("Phong trào, lĩnh vực" if progress.campaigns else "Tính chung", columns, tuple(rows))


def _one(progress: QuotaProgress, unit: str, window: When | None) -> Cell:
    return progress.cell(unit, window.written if window else "")


def _worst(progress: QuotaProgress, unit: str, window: When | None) -> Cell:
    """Return one cell for all promises of a unit in a window: how many are kept, and the gravest state among them."""
    at = window.written if window else ""
    held = [cell for key, cell in progress.cells.items() if key[:2] == (unit, at)]
    kept = sum(cell.state in {State.MET, State.LATE} for cell in held)
    return Cell(kept, 0, min((cell.state for cell in held), key=GRAVEST.index, default=State.FREE))


@dataclass(frozen=True)
class PlanStanding:
    """Where a plan stands today: what its page tells first, with what lies behind each figure."""

    progress: PlanProgress
    share: int
    promises: tuple[Promise, ...]
    fields: tuple[Fields, ...]
    moments: tuple[Moment, ...]
    late: tuple[Moment, ...]
    coming: Moment | None
    closing: tuple[Deadline, Closing] | None
    monthly: Promise | None
    owing: tuple[Name, ...]
    lists: tuple[tuple[Deadline, tuple[MonthList, ...]], ...]

    @property
    def late_submissions(self) -> int:
        """How many came after the last day on time of their month."""
        return sum(item.late for _, held in self.lists for item in held)

    def of(self, number: int) -> tuple[Moment, ...]:
        """Return the times of one milestone that a reader needs: what has been, what runs, and the next one."""
        held = [moment for moment in self.moments if moment.number == number]
        gone = [moment for moment in held if moment.standing is not Standing.COMING]
        return (*gone, *[moment for moment in held if moment.standing is Standing.COMING][:1])


def standing_of(site: Site, plan_id: str) -> PlanStanding | None:
    """Return where a plan stands today; None when nothing was measured (a page outside a build)."""
    progress: PlanProgress | None = site.progress.get(plan_id)
    if progress is None:
        return None
    plan = site.library.get("plan", plan_id)
    fields = tuple(quota for quota in progress.quotas if _is_field(quota))
    promises = tuple(Promise(quota, _grid(site, quota)) for quota in progress.quotas if not _is_field(quota))
    monthly = next((held for held in promises if held.grid and held.progress.units and held.progress.windows), None)
    window = monthly.running if monthly else None
    owing = tuple(_short(site, unit) for unit in monthly.progress.owing(window.written)) if monthly and window else ()
    moments = site.moments[plan_id]
    ahead = (Standing.RUNNING, Standing.COMING)
    return PlanStanding(
        progress,
        _share(progress.starts, progress.ends, site.today),
        promises,
        _fields(site, fields),
        moments,
        tuple(moment for moment in moments if moment.standing is Standing.LATE),
        next((item for item in moments if item.standing in ahead and item.milestone.every is not Every.WEEK), None),
        _next_closing(site, plan_id, plan),
        monthly,
        owing,
        progress.lists,
    )


def _share(first: date, last: date, today: date) -> int:
    """Return how much of a time has gone by, in percent."""
    whole = max((last - first).days, 1)
    return min(max(round((today - first).days * 100 / whole), 0), 100)


def _fields(site: Site, quotas: tuple[QuotaProgress, ...]) -> tuple[Fields, ...]:
    """Put quotas per campaign side by side, one table for each kind of quota."""
    by_kind: dict[str, list[QuotaProgress]] = {}
    for quota in quotas:
        by_kind.setdefault(str(quota.quota.kind), []).append(quota)
    return tuple(
        Fields(
            tuple(held),
            tuple(
                (_campaign(site, campaign), tuple(quota.cell(campaign=campaign) for quota in held))
                for campaign in held[0].campaigns
            ),
        )
        for held in by_kind.values()
    )


def _next_closing(site: Site, plan_id: str, plan: Any) -> tuple[Deadline, Closing] | None:
    held = [
        (deadline, closing)
        for deadline in plan.deadlines
        for closing in closings(site.library, plan_id, plan, deadline)
        if closing.day >= site.today
    ]
    return min(held, key=lambda pair: pair[1].day, default=None)


@dataclass(frozen=True)
class UnitDuty:
    """What a unit owes under a plan now: the promise, the window that runs, its cell, its row until today."""

    plan_id: str
    quota: Any
    window: When
    cell: Cell
    row: Row
    due: date


def duties_by_unit(site: Site, standings: Mapping[str, PlanStanding]) -> dict[str, list[UnitDuty]]:
    """Return for each unit what it owes now under the plans that are in force, in the order of plans."""
    made: dict[str, list[UnitDuty]] = {}
    for plan_id, standing in standings.items():
        for promise in standing.promises:
            window = promise.running
            if not promise.grid or not promise.progress.units or window is None or promise.progress.ends < site.today:
                continue
            for unit, row in zip(promise.progress.units, promise.grid.rows, strict=True):
                due = promise.progress.due_day(window)
                made.setdefault(unit, []).append(
                    UnitDuty(plan_id, promise.progress.quota, window, row.cells[-1], row, due)
                )
    return made
