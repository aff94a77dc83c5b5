"""The calendar: what is late, what comes in the next months, what has been, of all plans together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ...measure.milestones import Standing
from ...measure.windows import window_of, windows
from ...model.values import When
from ..agenda import Occasion, has_calendar, occasions
from ..site import SECTION_TITLES, PageDraft, Site

MONTHS_SHOWN: Final = 12
"""Months from this one on that are shown one by one; what lies before and after is told by year."""


MOST: Final[Mapping[str, int]] = {"late": 30, "month": 12, "year": 8}
"""Occasions that are told one by one of what is late, of a month, of another year; the others are counted."""


@dataclass(frozen=True)
class CalendarView:
    """The occasions as the page shows them: late ones, months one by one, the other years."""

    late: tuple[Occasion, ...]
    months: tuple[tuple[When, tuple[Occasion, ...]], ...]
    after: tuple[tuple[int, tuple[Occasion, ...]], ...]
    before: tuple[tuple[int, tuple[Occasion, ...]], ...]


def calendar_view(held: Iterable[Occasion], today: date) -> CalendarView:
    """Sort occasions into what a reader looks for; every occasion stands in one place, a late one first of all."""
    first = today.replace(day=1)
    shown = windows(first, first.replace(year=first.year + 1), 1)[:MONTHS_SHOWN]
    late: list[Occasion] = []
    near: dict[str, list[Occasion]] = {window.written: [] for window in shown}
    before: dict[int, list[Occasion]] = {}
    after: dict[int, list[Occasion]] = {}
    for item in held:
        if item.standing is Standing.LATE:
            late.append(item)
        elif item.last < first:
            if item.kind != "han":
                before.setdefault(item.last.year, []).append(item)
        elif item.last <= shown[-1].last_day:
            near[window_of(item.last, 1).written].append(item)
        elif item.kind != "han":
            after.setdefault(item.last.year, []).append(item)
    return CalendarView(
        tuple(late),
        tuple((window, tuple(near[window.written])) for window in shown),
        tuple((year, tuple(after[year])) for year in sorted(after)),
        tuple((year, tuple(reversed(before[year]))) for year in sorted(before, reverse=True)),
    )


def calendar_pages(site: Site) -> Iterator[PageDraft]:
    """The one page of the calendar; each plan's own times stand on its page."""
    view = calendar_view(occasions(site), site.today)
    crowded = len(view.late) > MOST["late"] or any(
        len(held) > MOST[part]
        for part, blocks in (("month", view.months), ("year", (*view.after, *view.before)))
        for _, held in blocks
    )
    yield PageDraft(
        "lich/",
        SECTION_TITLES["lich/"],
        "Mốc thời gian và hạn gửi của các kế hoạch, các buổi sơ kết, tổng kết, các nơi làm theo đến hạn rà soát.",
        "calendar.html",
        {
            "view": view,
            "most": MOST,
            "crowded": crowded,
            "calendar": any(has_calendar(site, plan) for plan in site.library.of("plan").values()),
        },
        "index",
    )
