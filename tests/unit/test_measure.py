"""Plans that count: a worked example small enough to check on paper, and what holds for every library."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from district import DISTRICT, FIELDS, PLAN, STORIES, TODAY, UNITS, exemplar, make_library
from exemplary.measure.deadlines import closings, last_day_on_time, month_lists, submissions
from exemplary.measure.introductions import plans_on
from exemplary.measure.milestones import Standing, measure_milestones, self_review_rounds, self_reviews
from exemplary.measure.progress import PlanProgress, measure_plans
from exemplary.measure.quotas import State
from exemplary.measure.windows import WEEK, occurrences, window_of, windows
from exemplary.model.choices import Every
from exemplary.model.plan import Deadline
from exemplary.model.values import When


@pytest.fixture
def progress() -> PlanProgress:
    """How far the district's plan has come."""
    return measure_plans(make_library([*DISTRICT, *STORIES]), TODAY)[PLAN]


def test_the_worked_example_of_a_district(progress: PlanProgress) -> None:
    """Six units a–f, fourteen months (12/2024–01/2026), three fields x y z; looked at on 25/01/2026.

    Who introduced what (L = after the 19th, so late):

        12/24: a #01 x, b #04 y, b #05 x L     01/25: a #02 x y       02/25: a #03 y L     03/25: b #10 x (a draft)
        05/25: g #13 y (not bound)             06/25: c #06 x, f #07 y                     07/25: e #08 x
        01/26: d #09 x y L

    Not counted: #11 withdrawn, #12 a sample, #14 introduced on the day after. So 11 were introduced: 7 persons
    (01 03 05 07 09 10 13), 3 teams (02 04 08), 1 household (06); in x 7 (01 02 05 06 08 09 10), in y 6
    (02 03 04 07 09 13), in z none; 7 + 6 = 13 = 11 + the two with two fields.

    Quota 1, each unit each month: a–e owe 14 months each, f ends on 30/06/2025 and owes 12/24–06/25, the 7 months whose
    19th it saw: 5 × 14 + 7 = 77 promises, 7 of f's cells are free. Kept on time: a 12/24, a 01/25, b 12/24 (#04; #05 is
    more than asked), b 03/25, c 06/25, f 06/25, e 07/25 = 7. Kept late: a 02/25, d 01/26 = 2. Missed: 77 − 9 = 68.
    Counted toward it: 11 − 1 (g is not bound) = 10.

    Quota 2, each field each quarter two, 6 quarters × 3 = 18; a quarter falls due on the 19th of its last month.
    x: Q4/24 two, one of them after 19/12 → late; Q1/25 two → kept; Q2, Q3, Q4/25 one, one, none → missed.
    y: Q4/24 one → missed; Q1/25 #02 #03 → kept; Q2/25 #07 #13 → kept; Q3, Q4 none → missed. z: five missed.
    Q1/26 is open for all three. Kept 3, late 1, missed 3 + 3 + 5 = 11, open 3.

    Quota 3, exactly one team selected in each field: #02 (x y) and #04 (y): x kept, y has one too many, z is open until
    31/12/2026. Quota 4, at most three persons a year: 2024 two, 2025 four (03 07 10 13), 2026 one: kept, over, kept.
    Quota 5, one event a year: 2024 none, 2025 the conference of 20/05 (a second is a draft), 2026 still open.
    Quota 6, twelve in the whole period: 11, still open.
    """
    assert progress.introduced == 11
    assert progress.types == {"ca-nhan": 7, "tap-the": 3, "ho-gia-dinh": 1}
    assert progress.campaigns == {"x": 7, "y": 6, "z": 0}
    assert progress.units == {"a": 3, "b": 3, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1}
    assert [count for _, count in progress.months] == [3, 1, 1, 1, 0, 1, 2, 1, 0, 0, 0, 0, 0, 1]

    monthly, quarterly, teams, persons, events, whole = progress.quotas
    assert monthly.units == UNITS
    assert len(monthly.windows) == 14
    assert len(monthly.cells) == 84
    assert monthly.total == 10
    assert (monthly.counted(State.MET), monthly.counted(State.LATE), monthly.counted(State.SHORT)) == (7, 2, 68)
    assert (monthly.met, monthly.due, monthly.counted(State.FREE), monthly.counted(State.OPEN)) == (9, 77, 7, 0)
    assert monthly.by_unit(State.SHORT) == {"a": 11, "b": 12, "c": 13, "d": 13, "e": 13, "f": 6}
    assert monthly.owing("2025-06") == ("a", "b", "d", "e")
    assert monthly.owing("2025-07") == ("a", "b", "c", "d")
    assert monthly.cell("b", "2024-12").count == 2
    assert monthly.cell("b", "2024-12").late == 1
    assert monthly.cell("f", "2025-07").state is State.FREE

    assert (quarterly.total, len(quarterly.cells)) == (11, 18)
    assert [quarterly.counted(state) for state in (State.MET, State.LATE, State.SHORT, State.OPEN)] == [3, 1, 11, 3]
    assert quarterly.cell(window="2024-Q4", campaign="x").state is State.LATE
    assert {key[2]: cell.state for key, cell in teams.cells.items()} == {
        "x": State.MET, "y": State.OVER, "z": State.OPEN,
    }  # fmt: skip
    assert teams.total == 2
    assert [cell.count for cell in persons.cells.values()] == [2, 4, 1]
    assert [cell.state for cell in persons.cells.values()] == [State.MET, State.OVER, State.MET]
    assert [cell.state for cell in events.cells.values()] == [State.SHORT, State.MET, State.OPEN]
    assert events.total == 1
    assert (whole.total, [cell.state for cell in whole.cells.values()]) == (11, [State.OPEN])


def test_the_lists_of_the_worked_example(progress: PlanProgress) -> None:
    """What is introduced after the 19th waits for the next list: #05 for 01/25, #03 for 03/25, #09 for 02/26.

    On time: 12/24 #01 #04, 01/25 #02, 03/25 #10, 05/25 #13, 06/25 #06 #07, 07/25 #08; so 8 + 3 late = 11.
    The list of 02/26 is open on 25/01/2026, because that of January closed on the 19th.
    """
    ((_, lists),) = progress.lists
    held = {item.window.written: (item.on_time, item.late) for item in lists}
    assert held == {
        "2024-12": (2, 0), "2025-01": (1, 1), "2025-02": (0, 0), "2025-03": (1, 1), "2025-04": (0, 0),
        "2025-05": (1, 0), "2025-06": (2, 0), "2025-07": (1, 0), "2025-08": (0, 0), "2025-09": (0, 0),
        "2025-10": (0, 0), "2025-11": (0, 0), "2025-12": (0, 0), "2026-01": (0, 0), "2026-02": (0, 1),
    }  # fmt: skip
    assert lists[1].closes == date(2025, 1, 19)


def test_the_milestones_of_the_worked_example() -> None:
    """Half-way review: kept by the review of 6/2025. Summing up by 15/12/2025: 41 days late on 25/01/2026.

    Reports every half-year: 1/2025 kept by the same review, 2/2025 25 days late, 1/2026 runs, 2/2026 is to come. The
    conference of 2025 was held on 20/05; the congress of 2030 has a period of its own.
    """
    library = make_library(DISTRICT)
    moments = measure_milestones(library, PLAN, library.get("plan", PLAN), TODAY)
    assert [(str(m.milestone.kind), m.when.written, m.standing, m.days) for m in moments] == [
        ("bao-cao", "2025-H1", Standing.DONE, 209),
        ("so-ket", "2025-Q2", Standing.DONE, 209),
        ("tong-ket", "2025-12-15", Standing.LATE, 41),
        ("hoi-nghi", "2025", Standing.DONE, 25),
        ("bao-cao", "2025-H2", Standing.LATE, 25),
        ("bao-cao", "2026-H1", Standing.RUNNING, 156),
        ("bao-cao", "2026-H2", Standing.COMING, 340),
        ("dai-hoi", "2030", Standing.COMING, 1801),
    ]
    assert moments[0].reviews == ("so-ket-2025",)
    assert [m.events for m in moments if m.milestone.kind == "hoi-nghi"] == [("hoi-nghi",)]


def test_a_conference_without_a_record_is_past_and_not_late() -> None:
    library = make_library([record for record in DISTRICT if record[0] != "event"])
    moments = measure_milestones(library, PLAN, library.get("plan", PLAN), TODAY)
    assert [m.standing for m in moments if m.milestone.kind == "hoi-nghi"] == [Standing.PAST]


def test_events_by_field_are_told_by_no_record() -> None:
    quota = {"kind": "event", "op": "gte", "n": "1", "per": ["campaign"]}
    records = [(kind, name, {**held, "quotas": [quota]} if kind == "plan" else held) for kind, name, held in DISTRICT]
    (progress,) = measure_plans(make_library(records), TODAY)[PLAN].quotas
    assert not progress.measured
    assert not progress.cells


def test_before_the_day_nothing_is_owed_yet() -> None:
    """On 15/01/2026 the five units that are left have until the 19th; d has not introduced anything yet."""
    monthly = measure_plans(make_library([*DISTRICT, *STORIES]), date(2026, 1, 15))[PLAN].quotas[0]
    assert monthly.counted(State.OPEN) == 5
    assert monthly.due == 72
    assert monthly.owing("2026-01") == ("a", "b", "c", "d", "e")


def test_the_nineteenth_is_the_last_day_and_short_months_have_one_too() -> None:
    def closes(before: str, window: str) -> date:
        return last_day_on_time(Deadline.model_validate({"before_day": before, "to": "a"}), When.parse(window))

    assert closes("20", "2025-05") == date(2025, 5, 19)
    assert closes("31", "2025-02") == date(2025, 2, 28)
    assert closes("30", "2024-02") == date(2024, 2, 29)
    assert closes("1", "2025-05") == date(2025, 5, 31)
    assert closes("20", "2025-Q2") == date(2025, 6, 19)
    library = make_library([*DISTRICT, *STORIES])
    on = plans_on(library, TODAY)[0]
    held = {item.id: (item.late, item.listed_in.written) for item in submissions(on, on.plan.deadlines[0])}
    assert held["02"] == (False, "2025-01")
    assert held["03"] == (True, "2025-03")


def test_what_came_before_anything_was_owed_is_late_for_nothing_and_stands_on_the_first_list() -> None:
    """The quota begins with March 2025: #02 (19/01) and #03 (20/02) were early, and every one is on a list."""
    records = []
    for kind, name, held in [*DISTRICT, *STORIES]:
        quotas = [{**quota, "from": "2025-03"} if "from" in quota else quota for quota in held.get("quotas", ())]
        records.append((kind, name, {**held, "quotas": quotas} if kind == "plan" else held))
    on = plans_on(make_library(records), TODAY)[0]
    held = {item.id: (item.late, item.listed_in.written) for item in submissions(on, on.plan.deadlines[0])}
    assert (held["02"], held["03"]) == ((False, "2025-03"), (False, "2025-03"))
    lists = month_lists(on, on.plan.deadlines[0])
    assert sum(item.on_time + item.late for item in lists) == len(on.introduced)


def test_deadlines_of_weeks_and_in_the_middle_of_a_year_have_their_days() -> None:
    """Friday 02/01/2026 lies in week 1; "before Friday" makes Thursday the last day, "before Monday" Sunday."""

    def closes(window: str, **fields: str) -> date:
        return last_day_on_time(Deadline.model_validate({**fields, "to": "a"}), When.parse(window))

    assert closes("2026-W01", every="week", before_weekday="thu-sau") == date(2026, 1, 1)
    assert closes("2026-W01", every="week", before_weekday="thu-hai") == date(2026, 1, 4)
    assert closes("2026-W53", every="week", before_weekday="chu-nhat") == date(2027, 1, 2)
    assert closes("2026", every="year", before_day="15", month="6") == date(2026, 6, 14)
    assert closes("2026-H2", every="half-year", before_day="1", month="2") == date(2026, 8, 31)
    assert window_of(date(2027, 1, 3), WEEK).written == "2026-W53"
    assert [week.written for week in windows(date(2026, 12, 30), date(2027, 1, 4), WEEK)] == ["2026-W53", "2027-W01"]


def test_every_submission_stands_on_one_list_of_a_weekly_deadline_too() -> None:
    """Before Friday each week: #02 of Sunday 19/01/2025 is late for its week and stands on the next list."""
    weekly = {"every": "week", "before_weekday": "thu-sau", "to": "a"}
    records = [
        (kind, name, {**held, "deadlines": [weekly]} if kind == "plan" else held)
        for kind, name, held in [*DISTRICT, *STORIES]
    ]
    on = plans_on(make_library(records), TODAY)[0]
    held = {item.id: (item.late, item.listed_in.written) for item in submissions(on, on.plan.deadlines[0])}
    assert held["02"] == (True, "2025-W04")
    assert held["04"] == (False, "2024-W51"), "Thursday 19/12/2024"
    lists = month_lists(on, on.plan.deadlines[0])
    assert sum(item.on_time + item.late for item in lists) == len(on.introduced)
    assert lists[0].closes == date(2024, 12, 5)


def test_a_weekly_milestone_without_a_day_is_a_habit_and_with_one_comes_round() -> None:
    assert [when.written for when in occurrences(When.parse("2016"), Every.WEEK, date(2020, 12, 31))] == ["2016"]
    held = list(occurrences(When.parse("2026-03-02"), Every.WEEK, date(2026, 3, 31)))
    assert [when.first_day.day for when in held] == [2, 9, 16, 23, 30]


def test_a_quota_within_one_field_counts_only_there() -> None:
    """Units choose their own number for each field: in x seven stories, #02 #09 are in y too; b owes one person in x.

    Half-years of x: H2/24 #01 #05; H1/25 #02 #06 #10; H2/25 #08; H1/26 #09, of which two are asked each.
    """
    quotas = [
        {"kind": "introduction", "op": "gte", "n": "2", "per": ["half-year"], "campaigns": ["x"]},
        {"kind": "introduction", "op": "gte", "n": "1", "type": "ca-nhan", "units": ["b"], "campaigns": ["x"]},
        {"kind": "introduction", "op": "gte", "n": "1", "per": ["campaign", "period"], "campaigns": ["x", "z"]},
    ]
    records = [
        (kind, name, {**held, "quotas": quotas} if kind == "plan" else held)
        for kind, name, held in [*DISTRICT, *STORIES]
    ]
    halves, own, fields = measure_plans(make_library(records), TODAY)[PLAN].quotas
    assert {window.written: halves.cell(window=window.written).count for window in halves.windows} == {
        "2024-H2": 2, "2025-H1": 3, "2025-H2": 1, "2026-H1": 1,
    }  # fmt: skip
    assert halves.total == 7
    assert halves.cell(window="2025-H2").state is State.SHORT
    assert own.total == 2
    assert fields.campaigns == ("x", "z")
    assert (fields.cell(campaign="x").count, fields.cell(campaign="z").count, fields.total) == (7, 0, 7)


def test_a_deadline_ends_with_the_unit_that_receives() -> None:
    ended = [("unit", "a", {"name": "Đơn vị a", "valid_to": "2025-06-30"})]
    library = make_library([*DISTRICT, *ended])
    plan = library.get("plan", PLAN)
    held = closings(library, PLAN, plan, plan.deadlines[0])
    assert held[-1].day == date(2025, 6, 19)


def test_milestones_after_the_issuer_ended_are_owed_by_nobody() -> None:
    ended = [("unit", "h", {"name": "Ủy ban nhân dân huyện", "valid_to": "2025-06-30"})]
    library = make_library([record for record in DISTRICT if record[0] != "review"] + ended)
    moments = measure_milestones(library, PLAN, library.get("plan", PLAN), TODAY)
    assert {m.when.written: m.standing for m in moments if m.milestone.kind == "bao-cao"} == {
        "2025-H1": Standing.LATE, "2025-H2": Standing.LAPSED, "2026-H1": Standing.LAPSED, "2026-H2": Standing.LAPSED,
    }  # fmt: skip


def test_every_selected_exemplar_owes_its_own_review_of_each_half_year() -> None:
    """#02 was selected on 01/03/2025 and wrote of H1/25; #04 on 01/04/2025 and wrote nothing; H1/24 binds nobody."""
    asked = {"kind": "so-ket", "when": "2024-H1", "every": "half-year"}
    own = {"plan": PLAN, "kind": "6-thang", "by": "02", "period": "2025-H1", "held_on": "2025-07-05"}
    records = [
        (kind, name, {**held, "milestones": [asked]} if kind == "plan" else held)
        for kind, name, held in [*DISTRICT, *STORIES, ("review", "cua-02", own)]
    ]
    library = make_library(records)
    held = self_reviews(library, PLAN, library.get("plan", PLAN), TODAY)
    assert [(item.exemplar, item.last, str(item.due), item.standing) for item in held] == [
        ("04", "", "2025-H1", Standing.LATE), ("02", "cua-02", "2025-H2", Standing.LATE),
    ]  # fmt: skip
    for district, standing in ((True, Standing.DONE), (False, Standing.LATE)):
        library = make_library([record for record in records if district or record[1] != "so-ket-2025"])
        moments = measure_milestones(library, PLAN, library.get("plan", PLAN), TODAY)
        first = next(moment for moment in moments if moment.when.written == "2025-H1")
        assert first.standing is standing, "one of two wrote: done only where the district wrote for all"
    assert [(when.written, owed, kept) for when, owed, kept in self_review_rounds(held)] == [
        ("2025-H1", 2, 1), ("2025-H2", 2, 0), ("2026-H1", 2, 0),
    ]  # fmt: skip
    plain = make_library([*DISTRICT, *STORIES])
    assert self_reviews(plain, PLAN, plain.get("plan", PLAN), TODAY) == (), "nothing asks for it"


def test_nothing_is_said_against_a_plan_that_is_kept_as_a_document_only() -> None:
    records = [
        (kind, identifier, {**fields, "status": "het-hieu-luc"} if kind == "plan" else fields)
        for kind, identifier, fields in DISTRICT
        if kind != "review"
    ]
    library = make_library(records)
    assert not measure_plans(library, TODAY)[PLAN].tracked
    moments = measure_milestones(library, PLAN, library.get("plan", PLAN), TODAY, tracked=False)
    assert Standing.LATE not in {moment.standing for moment in moments}


def test_a_replaced_plan_asks_for_nothing_from_the_day_of_the_new_one() -> None:
    fields = {identifier: held for kind, identifier, held in DISTRICT if kind == "plan"}[PLAN]
    new = {**fields, "issued_on": "2025-03-10", "number": "9", "supersedes": [PLAN]}
    records = [record for record in DISTRICT if record[0] != "plan"]
    library = make_library([*records, ("plan", PLAN, {**fields, "status": "thay-the"}), ("plan", "kh-moi", new)])
    progress = measure_plans(library, TODAY)[PLAN]
    assert progress.ends == date(2025, 3, 9)
    assert [window.written for window in progress.quotas[0].windows] == ["2024-12", "2025-01", "2025-02", "2025-03"]


def test_what_an_exemplar_writes_of_itself_is_no_report_of_the_plan() -> None:
    own = ("review", "tu-so-ket", {"plan": PLAN, "kind": "6-thang", "by": "06", "period": "2025-H2"})
    library = make_library([*DISTRICT, *STORIES, own])
    moments = measure_milestones(library, PLAN, library.get("plan", PLAN), TODAY)
    report = next(m for m in moments if m.milestone.kind == "bao-cao" and m.when.written == "2025-H2")
    assert report.standing is Standing.LATE


def test_what_is_counted_names_nobody(progress: PlanProgress) -> None:
    told = repr(progress)
    assert not [identifier for _, identifier, fields in STORIES if fields["name"] in told or fields["title"] in told]


def test_a_child_campaign_counts_in_the_one_of_the_plan_too() -> None:
    child = ("campaign", "x-xa", {"name": "Lĩnh vực x ở xã", "kind": "linh-vuc", "level": "xa", "parent": "x",
                                  "subjects": ["ca-nhan"], "status": "dang-trien-khai"})  # fmt: skip
    library = make_library([*DISTRICT, child, exemplar("20", "a", "2025-01-02", "ca-nhan", "x-xa", "x")])
    assert measure_plans(library, TODAY)[PLAN].campaigns == {"x": 1, "y": 0, "z": 0}


@pytest.mark.parametrize(
    ("when", "every", "expected"),
    [
        ("2023-Q2", None, ["2023-Q2"]),
        ("2026-H1", Every.HALF_YEAR, ["2026-H1", "2026-H2", "2027-H1", "2027-H2"]),
        ("2026-Q4", Every.YEAR, ["2026-Q4", "2027-Q4"]),
        ("2026", Every.HALF_YEAR, ["2026-H1", "2026-H2", "2027-H1", "2027-H2"]),
        ("2026-12-31", Every.HALF_YEAR, ["2026-12-31", "2027-06-30", "2027-12-31"]),
        ("2027-11", Every.MONTH, ["2027-11", "2027-12"]),
        ("2016", Every.WEEK, ["2016"]),
    ],
)
def test_what_comes_round_comes_round_until_the_end(when: str, every: Every | None, expected: list[str]) -> None:
    assert [held.written for held in occurrences(When.parse(when), every, date(2027, 12, 31))] == expected


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 4000), st.sampled_from([1, 3, 6, 12]))
def test_windows_follow_each_other_without_a_gap(first: date, days: int, months: int) -> None:
    last = first + timedelta(days=days)
    held = windows(first, last, months)
    assert held[0] == window_of(first, months)
    assert held[-1] == window_of(last, months)
    assert all(one.last_day + timedelta(days=1) == after.first_day for one, after in pairwise(held))


story = st.builds(
    lambda unit, offset, kind, campaigns, status, sample: (unit, offset, kind, tuple(campaigns), status, sample),
    st.sampled_from([*UNITS, "g"]),
    st.integers(0, 420),
    st.sampled_from(["ca-nhan", "tap-the", "ho-gia-dinh", "doanh-nghiep"]),
    st.sets(st.sampled_from(FIELDS)),
    st.sampled_from(["nhap", "cho-duyet", "cong-bo", "go-bo"]),
    st.sampled_from(["true", "false"]),
)


def _stories(drawn: list[tuple[Any, ...]]) -> list[tuple[str, str, Any]]:
    return [
        exemplar(f"s{number:03d}", unit, (date(2024, 12, 1) + timedelta(days=offset)).isoformat(), kind,
                 *sorted(campaigns), status=status, sample=sample)
        for number, (unit, offset, kind, campaigns, status, sample) in enumerate(drawn)
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(story, max_size=25), story)
def test_adding_an_exemplar_never_lowers_a_count(drawn: list[tuple[Any, ...]], one: tuple[Any, ...]) -> None:
    before = measure_plans(make_library([*DISTRICT, *_stories(drawn)]), TODAY)[PLAN]
    after = measure_plans(make_library([*DISTRICT, *_stories([*drawn, one])]), TODAY)[PLAN]
    assert before.introduced <= after.introduced <= before.introduced + 1
    for old, new in zip(before.quotas, after.quotas, strict=True):
        assert old.total <= new.total
        assert old.cells.keys() == new.cells.keys()
        assert all(cell.count <= new.cells[key].count for key, cell in old.cells.items())
    for (_, old_lists), (_, new_lists) in zip(before.lists, after.lists, strict=True):
        assert all(a.on_time <= b.on_time and a.late <= b.late for a, b in zip(old_lists, new_lists, strict=True))


@settings(max_examples=60, deadline=None)
@given(st.lists(story, max_size=25), st.randoms(use_true_random=False))
def test_the_sum_over_months_is_the_total_and_the_order_of_files_never_matters(
    drawn: list[tuple[Any, ...]], chance: Any
) -> None:
    records = [*DISTRICT, *_stories(drawn)]
    progress = measure_plans(make_library(records), TODAY)[PLAN]
    assert sum(count for _, count in progress.months) == progress.introduced
    assert sum(progress.types.values()) == sum(progress.units.values()) == progress.introduced
    monthly, quarterly, _, persons, _, whole = progress.quotas
    assert sum(cell.count for cell in monthly.cells.values()) == monthly.total
    assert sum(cell.count for cell in persons.cells.values()) == persons.total
    assert sum(cell.count for cell in whole.cells.values()) == whole.total == progress.introduced
    assert {cell.count for cell in quarterly.cells.values()} <= set(range(progress.introduced + 1))
    assert sum(item.on_time + item.late for item in progress.lists[0][1]) == progress.introduced
    shuffled = list(records)
    chance.shuffle(shuffled)
    assert measure_plans(make_library(shuffled), TODAY)[PLAN] == progress
