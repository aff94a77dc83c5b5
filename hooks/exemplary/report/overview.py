"""The figures of a plan, or of all plans together, as the public page tells them: counts, and names that may be seen.

Stricter than the reports of an office: nothing is told of what is withheld beyond how much there is of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ..measure.introductions import PlanOnDay
from ..measure.quotas import GRAVEST, QuotaProgress, State
from ..measure.windows import window_of
from ..model.values import When
from ..text import number_vi
from .coverage import (
    awards_table,
    courses_of,
    funnel_table,
    hands_table,
    monthly_quota,
    papers_table,
    selection_table,
    stale_impacts,
    standing_table,
    years_table,
)
from .months import closing_day, month_report, months_of
from .question import Group, Question
from .table import Cell, Column, Kind, Report, Table, counts, total

MONTHS: Final = 12
"""So many months the map of units and months shows, the newest; the tables of an office's own report hold all."""
NAMED: Final = 40
"""So many exemplars that were not looked at again are named, those that wait longest; papers of thousands are dear."""
HEAT: Final = "don-vi-thang"
"""The id of the table of units by month: its rows are what unit pages link to."""


@dataclass(frozen=True)
class Overview:
    """One plan's figures, or everybody's where `plan` is "": how many were introduced, first month shown, tables."""

    plan: str
    label: str
    sample: bool
    introduced: int
    since: date | None
    report: Report


@dataclass(frozen=True)
class MonthOfLists:
    """The lists of one month: the last day on time, how many stand on them, the tables."""

    window: When
    closes: date
    listed: int
    report: Report


@dataclass(frozen=True)
class PublicReports:
    """Everything that the pages of reports tell."""

    whole: Overview
    plans: tuple[Overview, ...]
    months: tuple[MonthOfLists, ...]
    papers: Table | None


def public_reports(question: Question) -> PublicReports:
    """Return the figures of every plan, of all together, and the lists of every month.

    Real plans and samples are never counted together: samples stand for the whole only where there is nothing else.
    Under a plan everything that was introduced counts; outside of plans only what is published, so that no figure tells
    of a draft that no plan asks for.
    """
    plans = tuple(
        _overview(question, Group(question.plan_label(on), on.plan.sample, on.introduced, on), (on,))
        for on in question.plans
    )
    under = {identifier for on in question.plans for identifier, _ in on.introduced}
    shown = question.seen.of("exemplar")
    everyone = tuple(pair for pair in question.exemplars() if pair[0] in under or pair[0] in shown)
    sample = not any(not on.plan.sample for on in question.plans) and all(record.sample for _, record in everyone)
    held = tuple(pair for pair in everyone if pair[1].sample is sample)
    together = tuple(on for on in question.plans if on.plan.sample is sample)
    months = []
    for window in months_of(question):
        listed = sum(len(lists.get(window.written, ())) for lists in question.lists.values())
        months.append(MonthOfLists(window, closing_day(question, window), listed, month_report(question, window)))
    return PublicReports(
        _overview(question, Group("", sample, held), together),
        plans,
        tuple(months),
        next(iter(papers_table(question)), None),
    )


def _overview(question: Question, group: Group, plans: tuple[PlanOnDay, ...]) -> Overview:
    tables = [*_units_by_month(question, group, plans), *selection_table(question, group.label, plans)]
    quota = monthly_quota(question.progress[group.on.id].quotas) if group.on else None
    if group.on and quota:
        standing = standing_table(question, group.on, quota, newest=MONTHS)
        tables.append(replace(standing, title=f"{group.label}: đơn vị nào giới thiệu đủ hằng tháng"))
    if group.exemplars:
        today = question.today
        courses = courses_of(group, today)
        tables += [funnel_table(group, courses), years_table(group, courses)]
        tables += [awards_table(group), hands_table(group, courses)]
        tables.append(_stale(question, group))
    name = group.on.id if group.on else ""
    ending = f"-{name}" if name else f"-{plans[0].id}" if plans else ""
    bare = (table.id.removesuffix("-mau").removesuffix(ending) for table in tables)
    about = f", {group.label}" if name else ""
    report = Report(
        "coverage", f"Mức độ bao phủ của công tác phát hiện, nhân rộng điển hình tiên tiến{about}",
        group.on.plan.issuer if group.on else question.issuer, question.today,
        tuple(replace(table, id=role, title=_titled(table)) for table, role in zip(tables, bare, strict=True)),
    )  # fmt: skip
    windows = _windows(question, plans)
    since = windows[0].first_day if windows else None
    return Overview(name, group.label, group.sample, len(group.exemplars), since, report)


def _titled(table: Table) -> str:
    """Return the title of a table; one about no plan begins with its topic."""
    told = table.title.removeprefix(": ")
    return told[:1].upper() + told[1:]


def _windows(question: Question, plans: tuple[PlanOnDay, ...]) -> list[When]:
    """Return the months that the map shows."""
    every = {window.written: window for on in plans for window, _ in question.progress[on.id].months}
    return [every[written] for written in sorted(every)[-MONTHS:]]


def _units_by_month(question: Question, group: Group, plans: tuple[PlanOnDay, ...]) -> Iterable[Table]:
    """Yield the newest months by unit, each marked by the gravest that any plan says of it."""
    windows = _windows(question, plans)
    quotas = [quota for on in plans if (quota := monthly_quota(question.progress[on.id].quotas))]
    held = Counter(
        (record.submitted_by, window_of(record.introduced_on, 1).written) for on in plans for _, record in on.introduced
    )
    bound = (quota.units for on in plans for quota in question.progress[on.id].quotas)
    units = question.by_name({unit for unit, _ in held}.union(*bound))
    if not windows or not units:
        return
    rows: list[tuple[Cell, ...]] = []
    marks: list[tuple[str, ...]] = []
    for unit in units:
        found = [held[unit, window.written] for window in windows]
        states = [_gravest(quotas, unit, window) for window in windows]
        seen = [
            str(state) if state is not State.FREE else "co" if count else "mien"
            for state, count in zip(states, found, strict=True)
        ]
        shown = [
            count if count or not quotas or mark != "mien" else None for count, mark in zip(found, seen, strict=True)
        ]
        rows.append((question.unit_name(unit), *shown, sum(found)))
        marks.append(("", *seen, ""))
    columns = (Column("Đơn vị"), *counts(*(f"T{window.first_day.month}" for window in windows), "Cộng"))
    span = f"từ {windows[0].vi} đến {windows[-1].vi}"
    yield Table(
        HEAT, f"{group.label}: số gương được giới thiệu theo đơn vị và tháng, {span}", columns,
        (*rows, total(tuple(rows), columns)), "Gạch ngang: tháng ấy đơn vị không phải giới thiệu.", group.sample,
        question.unit_links(units), tuple(marks),
    )  # fmt: skip


def _gravest(quotas: list[QuotaProgress], unit: str, window: When) -> State:
    cells = (quota.cells.get((unit, window.written, "", "")) for quota in quotas)
    return min((cell.state for cell in cells if cell), key=GRAVEST.index, default=State.FREE)


def _stale(question: Question, group: Group) -> Table:
    found = stale_impacts(group.exemplars, question.today)
    named = [
        (last, key, title, record.unit) for key, record, last in found if (title := question.title("exemplar", key))
    ]
    named.sort(key=lambda item: (item[0] or date.min, item[1]))
    hidden = len(found) - len(named)
    notes = ["Gạch ngang: chưa rà soát lần nào."] if named else []
    if len(named) > NAMED:
        notes.append(f"Nêu {NAMED} gương chờ lâu nhất; còn {number_vi(len(named) - NAMED)} gương nữa.")
    if hidden:
        notes.append(f"Ngoài ra có {number_vi(hidden)} gương chưa công bố.")
    return Table(
        "ra-soat", f"{group.label}: gương đã công nhận, quá 12 tháng chưa rà soát tác dụng",
        (Column("Gương"), Column("Đơn vị"), Column("Rà soát lần cuối", Kind.DAY)),
        tuple((title, question.unit_name(unit), last) for last, _, title, unit in named[:NAMED]),
        " ".join(notes), group.sample, tuple(f"guong/{key}/" for _, key, *_ in named[:NAMED]),
    )  # fmt: skip
