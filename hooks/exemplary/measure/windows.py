"""Spans of time that plans count in: months, quarters, half-years, years, as `When` values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from ..library import Library
from ..model.choices import Every, PlanStatus
from ..model.plan import Plan
from ..model.values import When

WEEK: Final = 0
"""What stands for a week among the lengths in months: it fits into no month."""
MONTHS: Final = {Every.WEEK: WEEK, Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}
"""How many months lie between two times of what comes round."""


@lru_cache(maxsize=4096)
def _window(year: int, place: int, months: int) -> When:
    written = {1: f"{year}-{place:02d}", 3: f"{year}-Q{place}", 6: f"{year}-H{place}", 12: f"{year}"}[months]
    return When.parse(written)


@lru_cache(maxsize=4096)
def _week(monday: date) -> When:
    year, number, _ = monday.isocalendar()
    return When.week(year, number)


def window_of(day: date, months: int) -> When:
    """Return the week, month, quarter, half-year or year (`months` is `WEEK`, 1, 3, 6 or 12) that `day` lies in."""
    if months == WEEK:
        return _week(day - timedelta(days=day.weekday()))
    return _window(day.year, (day.month - 1) // months + 1, months)


def windows(first: date, last: date, months: int) -> tuple[When, ...]:
    """Return every window of so many months (`WEEK`: weeks) from that around `first` to that around `last`."""
    if months == WEEK:
        monday = first - timedelta(days=first.weekday())
        return tuple(_week(monday + timedelta(days=past)) for past in range(0, (last - monday).days + 1, 7))
    place, end = ((day.year * 12 + day.month - 1) // months for day in (first, last))
    return tuple(
        window_of(date(number * months // 12, number * months % 12 + 1, 1), months) for number in range(place, end + 1)
    )


def _length(when: When) -> int:
    """Return how many months the written form of a moment spans; 0 for a day."""
    _, _, part = when.written.partition("-")
    return {"": 12, "Q": 3, "H": 6, "W": 0}.get(part[:1], 0 if "-" in part else 1)


def occurrences(when: When, every: Every | None, until: date) -> Iterator[When]:
    """Yield a moment and every time it comes round until `until`.

    A moment that is wider than its step is cut to the step ("2021, every half-year" is H1 and H2 of 2021, and so on).
    What comes round every week from a day on is yielded week by week; without a day it is a habit, yielded once.
    """
    if every is Every.WEEK and _length(when) == 0:
        wide = when.last_day - when.first_day
        for past in range(0, (until - when.first_day).days + 1, 7):
            day = when.first_day + timedelta(days=past)
            yield window_of(day, WEEK) if wide else When.parse(day.isoformat())
        return
    if every is None or every is Every.WEEK:
        yield when
        return
    months = MONTHS[every]
    length = _length(when)
    if length == 0:
        day = when.first_day
        number = 0
        while True:
            at = day.month - 1 + number * months
            year, month = day.year + at // 12, at % 12 + 1
            month_end = window_of(date(year, month, 1), 1).last_day.day
            found = When.parse(date(year, month, min(day.day, month_end)).isoformat())
            if found.first_day > until:
                return
            yield found
            number += 1
    width = min(length, months)
    step = window_of(when.first_day, width)
    while step.first_day <= until:
        yield step
        at = step.first_day.year * 12 + step.first_day.month - 1 + months
        step = window_of(date(at // 12, at % 12 + 1, 1), width)


def successors_of(library: Library, plan_id: str) -> tuple[str, ...]:
    """Return the ids of the plans that replace a plan, the first issued first."""
    held = ((entry.id, plan) for entry, plan in library.records("plan") if plan_id in plan.supersedes)
    return tuple(identifier for identifier, _ in sorted(held, key=lambda pair: (pair[1].issued_on.first_day, pair[0])))


def span_of(library: Library, plan_id: str, plan: Plan) -> tuple[date, date]:
    """Return the first and last day on which a plan asks for anything: issued or begun, ended or replaced."""
    first = max(date(plan.period.start, 1, 1), plan.issued_on.first_day)
    last = date(plan.period.end, 12, 31)
    if plan.status is PlanStatus.THAY_THE:
        replaced = [library.get("plan", held).issued_on.first_day for held in successors_of(library, plan_id)]
        last = min([last, *(date.fromordinal(day.toordinal() - 1) for day in replaced)])
    return first, last
