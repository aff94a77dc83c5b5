"""Calendars as iCalendar (RFC 5545), for any calendar program: one for each plan, one for all that has its day.

The same plan gives the same bytes: an event's UID is made of the plan, what it is and when, and DTSTAMP is the day the
plan was last changed. Everything is a whole day, because "before the 20th" is a day of Viet Nam wherever the calendar
is read; the zone is told for programs that ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from ..library import Entry
from ..measure.deadlines import Closing, closings
from ..measure.milestones import Moment
from ..measure.windows import MONTHS
from ..model.choices import Every
from ..model.plan import Deadline
from ..model.practice import Replication
from ..render.agenda import dated, has_calendar
from ..render.compose import canonical
from ..render.site import Site

FILE: Final = "lich.ics"
_SHORTEST_MONTH: Final = 28


def all_calendars(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the calendar of every plan that sets a time, and the one of all of them."""
    together = _calendar(
        site,
        site.facts.name,
        "Mốc thời gian, hạn gửi của các kế hoạch, các buổi giao lưu, tham quan, và hạn rà soát lại nơi làm theo",
    )
    for plan in site.library.of("plan").values():
        if not has_calendar(site, plan):
            continue
        events = [*_milestones(site, plan), *_deadlines(site, plan)]
        own = _calendar(site, plan_title(plan), plan.record.title)
        for event in events:
            own.add_component(event)
            together.add_component(event)
        yield f"{plan.address}{FILE}", own.to_ical()
    for entry in site.library.of("event").values():
        together.add_component(_exchange(site, entry))
    for entry, copy in site.library.records("replication"):
        if copy.review_by and copy.running:
            together.add_component(_check(site, entry, copy, copy.review_by))
    if together.subcomponents:
        yield FILE, together.to_ical()


def plan_title(plan: Entry) -> str:
    """Return what a plan is called in a calendar; one that is invented says so."""
    return f"{'[Mẫu] ' if plan.record.sample else ''}{plan.record.doc_type.label} {plan.record.number_vi}"


def _calendar(site: Site, name: str, description: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//{_host(site)}//Nguoi tot viec tot//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-caldesc", description)
    calendar.add("x-wr-timezone", site.facts.timezone)
    return calendar


def _host(site: Site) -> str:
    return urlsplit(site.facts.url).hostname or "example.org"


def _event(site: Site, plan: Entry, key: str, day: date, summary: str) -> Event:
    event = Event()
    event.add("uid", f"{plan.id}.{key}@{_host(site)}")
    event.add("dtstamp", datetime.combine(plan.record.last_changed, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"{summary} ({plan_title(plan)})")
    event.add("url", canonical(site, plan.address))
    event.add("transp", "TRANSPARENT")
    return event


def _milestones(site: Site, plan: Entry) -> Iterator[Event]:
    """Yield an event for each time of a milestone, on its last day; what comes round every week is one event."""
    seen: dict[str, int] = {}
    weekly: dict[int, list[Moment]] = {}
    for moment in dated(site, plan):
        if moment.milestone.every is Every.WEEK:
            weekly.setdefault(moment.number, []).append(moment)
            continue
        key = f"{moment.milestone.kind}.{moment.when.written}"
        seen[key] = seen.get(key, 0) + 1
        event = _event(
            site, plan, f"{key}.{seen[key]}" if seen[key] > 1 else key, moment.when.last_day, moment.milestone.label
        )
        event.add("description", _told(site, plan, moment))
        yield event
    for held in weekly.values():
        first = held[0]
        key = f"{first.milestone.kind}.{Every.WEEK}.{first.when.written}"
        event = _event(site, plan, key, first.when.last_day, first.milestone.label)
        event.add("rrule", {"freq": "weekly", "until": held[-1].when.last_day})
        event.add("description", _told(site, plan, first))
        yield event


def _told(site: Site, plan: Entry, moment: Moment) -> str:
    by = site.written(moment.milestone.by)
    lines = [
        f"Thời điểm: {moment.when.vi}.",
        f"Thực hiện: {by.text}." if by else "",
        moment.milestone.note or "",
        plan.record.title,
    ]
    return "\n".join(line for line in lines if line)


def _exchange(site: Site, entry: Entry) -> Event:
    """Return an event of exchange: its days, where it is, what is shown there."""
    record = entry.record
    practices = [site.library.get("practice", item).title for item in record.practices]
    event = Event()
    event.add("uid", f"{entry.id}.su-kien@{_host(site)}")
    event.add("dtstamp", datetime.combine(record.held_on, time(), UTC))
    event.add("dtstart", record.held_on)
    event.add("dtend", record.ends_on + timedelta(days=1))
    event.add("summary", f"{'[Mẫu] ' if record.sample else ''}{record.title}")
    if record.place:
        event.add("location", record.place)
    event.add("description", "\n".join([record.summary, *(f"Giới thiệu: {title}." for title in practices)]))
    event.add("url", canonical(site, entry.address))
    return event


def _check(site: Site, entry: Entry, copy: Replication, day: date) -> Event:
    """Return the day by which a copy that is alive should be verified again."""
    practice = site.library.get("practice", copy.practice) if copy.practice else None
    title, unit = practice.title if practice else copy.id, site.unit(copy.unit).text
    event = Event()
    event.add("uid", f"{entry.id}.ra-soat@{_host(site)}")
    event.add("dtstamp", datetime.combine(copy.last_changed, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"{'[Mẫu] ' if copy.sample else ''}Hạn rà soát lại: {unit}, {title}")
    event.add(
        "description",
        f"Nơi làm theo: {unit}.\nMô hình: {title}.\nQuá ngày này mà chưa xác minh thì trang ghi “chưa xác minh lại”.",
    )
    event.add("url", canonical(site, entry.address))
    event.add("transp", "TRANSPARENT")
    return event


def _rule(deadline: Deadline, last: date) -> dict[str, Any]:
    """Return the rule by which a deadline comes round; UNTIL is a day, as the days it ends are."""
    if deadline.before_weekday:
        return {"freq": "weekly", "until": last}
    day = (deadline.before_day or 1) - 1
    rule: dict[str, Any] = {"freq": "monthly", "until": last}
    if day == 0:
        rule["bymonthday"] = -1
    elif day > _SHORTEST_MONTH:
        rule |= {"bymonthday": list(range(_SHORTEST_MONTH, day + 1)), "bysetpos": -1}
    else:
        rule["bymonthday"] = day
    months = MONTHS[deadline.every]
    return {**rule, "interval": months} if months > 1 else rule


def _deadlines(site: Site, plan: Entry) -> Iterator[Event]:
    """Yield one event that comes round for each deadline of a plan, from the first to the last that anybody owes."""
    seen: dict[str, int] = {}
    for deadline in plan.record.deadlines:
        held: tuple[Closing, ...] = closings(site.library, plan.id, plan.record, deadline)
        if not held:
            continue
        receiver = site.unit(deadline.to).text
        day = deadline.before_weekday or f"{f'{deadline.month}-' if deadline.month else ''}{deadline.before_day}"
        key = f"han.{deadline.every}.{day}.{deadline.to}"
        seen[key] = seen.get(key, 0) + 1
        key = f"{key}.{seen[key]}" if seen[key] > 1 else key
        event = _event(site, plan, key, held[0].day, f"Ngày cuối gửi về {receiver}")
        event.add("rrule", _rule(deadline, held[-1].day))
        lines = [
            f"{deadline.vi[0].upper()}{deadline.vi[1:]}: hết 23 giờ 59 phút hôm nay là hết hạn.",
            deadline.note or "",
            plan.record.title,
        ]
        event.add("description", "\n".join(line for line in lines if line))
        yield event
