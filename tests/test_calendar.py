"""Calendars of plans, read back as a calendar program reads them, and how nginx hands them out."""

from __future__ import annotations

import re
import urllib.request
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from icalendar import Calendar

from builders import PLAN, base_text, make_root
from exemplary.content import check_content
from exemplary.measure.deadlines import closings
from exemplary.measure.progress import measure_plans
from exemplary.publishable import publishable
from exemplary.render.site import Site
from exemplary.syndicate.calendar import all_calendars
from sites import REPO

TODAY = date(2026, 11, 22)
SAMPLE = "kh-ubnd-xa-suoi-hoa-2026"
DISTRICT = "kh-ubnd-thach-an-2021"


def made_on(today: date, root: Path = REPO) -> dict[str, bytes]:
    """Return the calendars of a content folder as of a day."""
    content = check_content(root, today=today)
    return dict(all_calendars(Site(publishable(content.library), {}, today, measure_plans(content.library, today))))


@pytest.fixture(scope="module")
def calendars() -> dict[str, bytes]:
    """The calendars of the repository's own content."""
    return made_on(TODAY)


def events_of(data: bytes) -> list[Any]:
    """Return the events of a calendar as icalendar reads them."""
    calendar: Any = Calendar.from_ical(data)
    assert calendar["VERSION"] == "2.0"
    assert str(calendar["X-WR-TIMEZONE"]) == "Asia/Ho_Chi_Minh"
    return list(calendar.walk("VEVENT"))


def test_every_calendar_is_read_back_whole(calendars: dict[str, bytes]) -> None:
    assert {"lich.ics", f"ke-hoach/{SAMPLE}/lich.ics", f"ke-hoach/{DISTRICT}/lich.ics"} <= set(calendars)
    assert "ke-hoach/kh-2590-ubnd-ninh-thuan-2021/lich.ics" not in calendars, "it sets no time"
    for name, data in calendars.items():
        events = events_of(data)
        assert events, name
        assert not [event.errors for event in events if event.errors], name
        for event in events:
            assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event), name
            assert type(event["DTSTART"].dt) is date
            assert event["DTEND"].dt == event["DTSTART"].dt + timedelta(days=1)
            assert event["DTSTAMP"].dt.utcoffset() == timedelta()


def test_lines_are_folded_at_75_bytes_and_never_inside_a_letter(calendars: dict[str, bytes]) -> None:
    for name, data in calendars.items():
        assert data.endswith(b"\r\n"), name
        for line in data.removesuffix(b"\r\n").split(b"\r\n"):
            assert len(line) <= 75, name
            assert b"\n" not in line
            line.decode("utf-8")


def test_ids_are_unique_and_stay_as_the_days_go_by(calendars: dict[str, bytes]) -> None:
    ids = [str(event["UID"]) for event in events_of(calendars["lich.ics"])]
    assert len(ids) == len(set(ids))
    assert f"{SAMPLE}.so-ket.2028-Q2@example.org" in ids
    later = made_on(date(2027, 3, 1))
    assert later == calendars, "a calendar tells what a plan set, not where it stands"


def test_a_milestone_stands_on_its_last_day(calendars: dict[str, bytes]) -> None:
    held = {str(event["UID"]): event for event in events_of(calendars[f"ke-hoach/{SAMPLE}/lich.ics"])}
    event = held[f"{SAMPLE}.so-ket.2028-Q2@example.org"]
    assert event["DTSTART"].dt == date(2028, 6, 30)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["DTSTAMP"].dt == datetime(2026, 1, 15, tzinfo=UTC)
    assert "Sơ kết" in event["SUMMARY"]
    assert "[Mẫu]" in event["SUMMARY"], "what is invented says so in a calendar too"
    assert "Quý II/2028" in event["DESCRIPTION"]
    assert str(event["URL"]) == f"https://example.org/ke-hoach/{SAMPLE}/"


def test_the_deadline_of_every_month_ends_with_the_plan_or_with_who_receives(calendars: dict[str, bytes]) -> None:
    def deadline(plan: str) -> Any:
        events = events_of(calendars[f"ke-hoach/{plan}/lich.ics"])
        return next(event for event in events if "RRULE" in event)

    sample = deadline(SAMPLE)
    assert sample["DTSTART"].dt == date(2026, 2, 19)
    assert dict(sample["RRULE"]) == {"FREQ": ["MONTHLY"], "UNTIL": [date(2030, 12, 19)], "BYMONTHDAY": [19]}
    text = re.sub(rb"\r\n ", b"", sample.to_ical()).decode()
    assert "RRULE:FREQ=MONTHLY;UNTIL=20301219;BYMONTHDAY=19" in text
    district = deadline(DISTRICT)
    assert district["DTSTART"].dt == date(2021, 4, 19)
    assert district["RRULE"]["UNTIL"] == [date(2025, 6, 19)], "the district ended on 30/06/2025"


@pytest.mark.parametrize(
    "deadline",
    [
        "before_weekday: thu-sau, every: week",
        "before_weekday: thu-hai, every: week",
        "before_day: 20, every: month",
        "before_day: 31, every: month",
        "before_day: 1, every: month",
        "before_day: 15, month: 1, every: quarter",
        "before_day: 30, month: 2, every: half-year",
        "before_day: 15, month: 6, every: year",
        "before_day: 31, month: 2, every: year",
    ],
)
def test_what_a_calendar_program_works_out_are_the_days_of_the_deadline(tmp_path: Path, deadline: str) -> None:
    text = base_text(PLAN).replace("period: 2026\n", "period: 2026-2030\n")
    text = text.replace("before_day: 20, every: month", deadline).replace(", from: 2026-01, to: 2026-12", "")
    content = check_content(make_root(tmp_path, plan=text), today=TODAY)
    assert not [issue.message for issue in content.issues]
    ((identifier, plan),) = ((entry.id, held) for entry, held in content.library.records("plan"))
    days = [closing.day for closing in closings(content.library, identifier, plan, plan.deadlines[0])]
    assert len(days) >= 4
    site = Site(publishable(content.library), {}, TODAY, measure_plans(content.library, TODAY))
    (event,) = (held for held in events_of(dict(all_calendars(site))["lich.ics"]) if "RRULE" in held)
    rule = event["RRULE"].to_ical().decode()
    first = datetime.combine(event["DTSTART"].dt, datetime.min.time())
    assert [moment.date() for moment in rrulestr(rule, dtstart=first)] == days


def test_a_meeting_of_every_week_is_one_event_and_a_habit_without_a_day_is_none(tmp_path: Path) -> None:
    def weekly(when: str) -> list[Any]:
        milestone = f"  - {{kind: kiem-tra, when: {when}, every: week}}\n  - {{kind: so-ket, when: 2026-Q2}}"
        text = base_text(PLAN).replace("  - {kind: so-ket, when: 2026-Q2}", milestone)
        root = make_root(tmp_path / when, plan=text)
        return [event for event in events_of(made_on(TODAY, root)["lich.ics"]) if "WEEKLY" in str(event.get("RRULE"))]

    (event,) = weekly("2026-03-02")
    assert str(event["UID"]) == "kh-12-ubnd-xa-suoi-mo-2026.kiem-tra.week.2026-03-02@example.org"
    assert event["DTSTART"].dt == date(2026, 3, 2)
    assert event["RRULE"]["UNTIL"] == [date(2026, 12, 28)]
    assert weekly("2026") == []


def test_a_deadline_keeps_its_id_when_another_is_put_before_it(tmp_path: Path) -> None:
    def ids(*deadlines: str) -> list[str]:
        own = "  - {before_day: 20, every: month, to: phong-van-hoa-xa-hoi-suoi-mo}"
        lines = "\n".join(own.replace("before_day: 20, every: month", held) for held in deadlines)
        root = make_root(tmp_path / str(len(deadlines)), plan=base_text(PLAN).replace(own, lines))
        return [str(held["UID"]) for held in events_of(made_on(TODAY, root)["lich.ics"]) if "RRULE" in held]

    (alone,) = ids("before_day: 20, every: month")
    both = ids("before_weekday: thu-ba, every: week", "before_day: 20, every: month")
    assert alone in both
    assert len(set(both)) == 2


def test_a_copy_is_to_be_verified_again_on_its_day(calendars: dict[str, bytes]) -> None:
    events = {str(event["UID"]).partition("@")[0]: event for event in events_of(calendars["lich.ics"])}
    due = events["ban-chang-hoc-duong-hoa-2024.ra-soat"]
    assert due["DTSTART"].dt == date(2027, 11, 30)
    assert "Bản Chang" in due["SUMMARY"]
    assert due["URL"].endswith("/nhan-rong/ban-chang-hoc-duong-hoa-2024/")
    assert "xom-lung-vai-quy-de-2025.ra-soat" not in events, "it did not succeed: nothing is left to verify"


def test_nginx_hands_calendars_out_as_calendars(address: str) -> None:
    for name in ("lich.ics", f"ke-hoach/{SAMPLE}/lich.ics"):
        with urllib.request.urlopen(f"{address}/{name}") as answer:  # noqa: S310 - our own server
            assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
            assert events_of(answer.read())
