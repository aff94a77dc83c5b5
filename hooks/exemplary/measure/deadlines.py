"""Deadlines ("before the 20th each month"): the last day on time, what came on time or late, the lists that result.

"Before the 20th" makes the 19th, 23:59 in Viet Nam, the last moment (plan of Thạch An, II.3). `introduced_on` is a day
in Viet Nam, so what was introduced on the 19th is on time. What is introduced later in a month is late for that month:
it still counts as the unit's introduction of that month, and it goes on the list of the next one, because the list of
its own month is closed. So every submission stands on exactly one list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ..library import Library
from ..model.choices import Every, Weekday
from ..model.plan import Deadline, Plan
from ..model.values import When
from .introductions import PlanOnDay
from .windows import MONTHS, span_of, window_of, windows


def last_day_on_time(deadline: Deadline, window: When) -> date:
    """Return the last day that is on time for a window: the day before `before_day` of its last month, or of `month`.

    In a month that has no such day its last day; "before the 1st" closes a month with its own last day. In a week it is
    the day before `before_weekday`; "before Monday" closes a week with its Sunday.
    """
    if deadline.before_weekday:
        place = tuple(Weekday).index(deadline.before_weekday)
        return window.first_day + timedelta(days=place - 1) if place else window.last_day
    end = window.last_day
    if deadline.month:
        months = windows(window.first_day, window.last_day, 1)
        end = months[min(deadline.month, len(months)) - 1].last_day
    day = deadline.before_day or 1
    return end if day == 1 else end.replace(day=min(day - 1, end.day))


def deadline_for(plan: Plan) -> Deadline | None:
    """Return the deadline by which introductions are sent: the plan's first that comes round every month, if any."""
    return next((deadline for deadline in plan.deadlines if deadline.every is Every.MONTH), None)


@dataclass(frozen=True)
class Closing:
    """One coming round of a deadline: its window and the last day on time."""

    window: When
    day: date


def closings(library: Library, plan_id: str, plan: Plan, deadline: Deadline) -> tuple[Closing, ...]:
    """Return every coming round of a deadline while the plan asks for it and the receiving unit exists.

    The plan's quota of introductions may say from when.
    """
    first, last = span_of(library, plan_id, plan)
    for quota in plan.quotas:
        if quota.kind == "introduction":
            first = max(first, quota.from_.first_day) if quota.from_ else first
            break
    receiver = library.get("unit", deadline.to)
    if receiver and receiver.valid_to:
        last = min(last, receiver.valid_to)
    held = (
        Closing(window, last_day_on_time(deadline, window)) for window in windows(first, last, MONTHS[deadline.every])
    )
    return tuple(closing for closing in held if first <= closing.day <= last)


@dataclass(frozen=True)
class Submission:
    """One exemplar as the receiving unit meets it; `id` may be that of a withheld one and never reaches a page."""

    id: str
    unit: str
    introduced_on: date
    month: When
    listed_in: When
    late: bool


def submissions(on: PlanOnDay, deadline: Deadline) -> tuple[Submission, ...]:
    """Return every submission with its window, whether it came late, and the list on which it stands.

    What came before anything was owed is late for nothing: it stands on the first list.
    """
    begins = next((closing.window for closing in closings(on.library, on.id, on.plan, deadline)), None)
    made = []
    months = MONTHS[deadline.every]
    known: dict[When, tuple[date, When]] = {}
    for identifier, exemplar in on.introduced:
        day = exemplar.introduced_on
        window = window_of(day, months)
        if window not in known:
            after = window_of(window.last_day + timedelta(days=1), months)
            known[window] = last_day_on_time(deadline, window), after
        closes, after = known[window]
        early = begins is not None and window.first_day < begins.first_day
        late = day > closes and not early
        listed = begins if begins and early else after if late else window
        made.append(Submission(identifier, exemplar.submitted_by, day, window, listed, late))
    return tuple(made)


@dataclass(frozen=True)
class MonthList:
    """The list that a receiving unit makes when a window closes, in numbers: what came on time, what was late before.

    `late` of the list are late for the window before it; they wait for this list.
    """

    window: When
    closes: date
    on_time: int
    late: int


def month_lists(on: PlanOnDay, deadline: Deadline) -> tuple[MonthList, ...]:
    """Return the lists that have closed and the one that is open, empty ones too, the oldest first."""
    every = closings(on.library, on.id, on.plan, deadline)
    open_now = next((item.day for item in every if item.day >= on.today), date.max)
    held = submissions(on, deadline)
    on_time: dict[str, int] = {}
    late: dict[str, int] = {}
    for item in held:
        into = late if item.late else on_time
        into[item.listed_in.written] = into.get(item.listed_in.written, 0) + 1
    return tuple(
        MonthList(item.window, item.day, on_time.get(item.window.written, 0), late.get(item.window.written, 0))
        for item in every
        if item.day <= open_now
    )
