"""What pages show of what was measured: which tables, in what order, and what they keep to themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from district import DISTRICT, PLAN, STORIES, TODAY, exemplar, make_library
from exemplary.library import Library
from exemplary.measure.milestones import Standing
from exemplary.measure.progress import measure_plans
from exemplary.measure.quotas import State
from exemplary.publishable import publishable
from exemplary.render.agenda import occasions
from exemplary.render.pages.calendar import calendar_view
from exemplary.render.promises import duties_by_unit, standing_of
from exemplary.render.site import Site


def make_site(library: Library, today: date = TODAY) -> Site:
    """Return the site of a library as a build makes it: measured whole, shown as far as it may be seen."""
    return Site(publishable(library), {}, today, measure_plans(library, today))


@pytest.fixture
def site() -> Site:
    """The site of the district of the worked example."""
    return make_site(make_library([*DISTRICT, *STORIES]))


def with_quota(quota: dict[str, Any]) -> list[tuple[str, str, Any]]:
    """Return the district's records with one quota instead of its own."""
    return [(kind, name, {**held, "quotas": [quota]} if kind == "plan" else held) for kind, name, held in DISTRICT]


def test_the_page_of_the_district_tells_the_figures_of_the_worked_example(site: Site) -> None:
    standing = standing_of(site, PLAN)
    assert standing is not None
    assert standing.progress.introduced == 11
    assert len(site.exemplars) < 13, "a draft is not shown"
    monthly = standing.monthly
    assert monthly is not None
    assert monthly.grid is not None
    assert monthly.progress.due == 77
    assert [row.name.id for row in monthly.grid.rows] == list("abcdef")
    assert [(row.met, row.due) for row in monthly.grid.rows] == [(3, 14), (2, 14), (1, 14), (1, 14), (1, 14), (1, 7)]
    assert monthly.grid.sums[0] == (2, 6)
    assert monthly.grid.sums[-1] == (1, 5), "f is gone and owes nothing"
    assert monthly.grid.years == (("2024", 1), ("2025", 12), ("2026", 1))
    assert [name.id for name in standing.owing] == ["a", "b", "c", "e"]
    assert standing.late_submissions == 3
    assert [moment.when.written for moment in standing.late] == ["2025-12-15", "2025-H2"]
    assert standing.coming is not None
    assert standing.coming.when.written == "2026-H1"
    assert standing.closing is not None
    assert standing.closing[1].day == date(2026, 2, 19)


def test_quotas_of_fields_stand_side_by_side(site: Site) -> None:
    standing = standing_of(site, PLAN)
    assert standing is not None
    ((table,),) = (standing.fields,)
    assert [(name.id, [cell.state for cell in cells]) for name, cells in table.rows] == [
        ("x", [State.MET]), ("y", [State.OVER]), ("z", [State.OPEN]),
    ]  # fmt: skip


def test_no_table_crosses_a_unit_with_a_field() -> None:
    """A quota of one per unit, month and field is shown as promises kept, never as a number of stories in a field."""
    quota = {"kind": "introduction", "op": "gte", "n": "1", "per": ["unit", "month", "campaign"], "units": ["a", "b"]}
    standing = standing_of(make_site(make_library([*with_quota(quota), *STORIES])), PLAN)
    assert standing is not None
    (promise,) = standing.promises
    assert promise.grid is not None
    assert [row.name.id for row in promise.grid.rows] == ["a", "b"]
    cell = promise.grid.rows[1].cells[0]
    assert (cell.count, cell.state) == (2, State.SHORT), "b kept x and y in 12/2024, not z"


@pytest.mark.parametrize("per", [["unit"], ["type"], ["quarter"], ["campaign", "month"], ["unit", "year", "type"], []])
def test_every_quota_has_a_table_or_a_single_figure(per: list[str]) -> None:
    quota = {"kind": "introduction", "op": "gte", "n": "1", "per": per, **({"units": ["a"]} if "unit" in per else {})}
    standing = standing_of(make_site(make_library([*with_quota(quota), *STORIES])), PLAN)
    assert standing is not None
    (promise,) = standing.promises
    assert (promise.grid is None) == (per == [])
    if promise.grid:
        assert {len(row.cells) for row in promise.grid.rows} == {len(promise.grid.columns)}


def test_a_unit_is_told_what_it_owes_now(site: Site) -> None:
    standing = standing_of(site, PLAN)
    assert standing is not None
    after = make_site(make_library([*DISTRICT, *STORIES]), date(2026, 2, 3))
    ended = standing_of(after, PLAN)
    assert ended is not None
    owed = duties_by_unit(site, {PLAN: standing})
    assert [(duty.window.written, duty.cell.state, duty.due) for duty in owed["d"]] == [
        ("2026-01", State.LATE, date(2026, 1, 19))
    ]
    assert owed["f"][0].cell.state is State.FREE
    assert "d" not in duties_by_unit(after, {PLAN: ended}), "the quota ended with January"


def test_the_calendar_shows_every_occasion_once_and_late_ones_first(site: Site) -> None:
    held = occasions(site)
    view = calendar_view(held, site.today)
    assert {item.standing for item in view.late} == {Standing.LATE}
    assert [item.title for item in view.late] == ["Tổng kết", "Báo cáo"]
    assert [window.written for window, _ in view.months][:2] == ["2026-01", "2026-02"]
    assert len(view.months) == 12
    shown = [
        *view.late,
        *(item for part in (view.months, view.after, view.before) for _, items in part for item in items),
    ]
    assert len(shown) == len(set(map(id, shown)))
    assert {id(item) for item in held if item.kind != "han"} <= {id(item) for item in shown}
    assert [item.title for item in view.months[1][1]] == ["Ngày cuối gửi về Đơn vị a"]


def test_a_story_without_a_place_stands_under_the_place_of_its_unit_but_a_child_does_not() -> None:
    place = ("locality", "xa-mau", {"name": "Xã Mẫu", "type": "xa"})
    unit = ("unit", "k", {"name": "Đơn vị k", "locality": "xa-mau"})
    child = {"status": "da-co", "guardian_ref": "1", "child_ref": "2"}
    library = make_library([
        *DISTRICT, place, unit,
        exemplar("30", "k", "2025-01-02", "ca-nhan", "x"),
        exemplar("31", "k", "2025-01-03", "ca-nhan", "x", minor="true", consent=child),
    ])  # fmt: skip
    site = make_site(library)
    assert {entry.id for entry in site.exemplars} == {"30", "31"}
    assert [entry.id for entry in site.by_locality["xa-mau"]] == ["30"]


def test_an_award_that_is_only_proposed_is_shown_to_nobody_and_counts_as_no_award() -> None:
    """Proposed: neither number nor day of a decision. Decided without a known number, but with its day: granted."""
    awards = [
        {"form": "giay-khen", "title": "Chưa ai quyết định", "issuer": "h"},
        {"form": "bang-khen", "title": "Quyết định không rõ số", "date": "2025-06-01", "issuer": "h"},
        {"form": "giay-khen", "number": "3/QĐ-UBND", "issuer": "h", "status": "huy-bo"},
    ]
    records = [
        (kind, name, {**held, "awards": awards} if name == "01" else held)
        for kind, name, held in [
            *with_quota({"kind": "award", "op": "gte", "n": "1", "per": ["period"]}),
            *STORIES,
        ]
    ]
    site = make_site(make_library(records))
    record = site.library.get("exemplar", "01")
    assert [award.title for award in record.awards] == ["Quyết định không rõ số", None]
    assert [(award.proposed, award.granted) for award in record.awards] == [(False, True), (False, False)]
    (quota,) = site.progress[PLAN].quotas
    assert quota.total == 1
