"""What units have to do: by which day, ordered or requested, in which cluster, beside which council."""

from __future__ import annotations

from datetime import date
from typing import Any

from district import DISTRICT, PLAN, STORIES, TODAY, make_library
from exemplary.measure.milestones import Standing
from exemplary.measure.progress import measure_plans
from exemplary.publishable import publishable
from exemplary.render.duties import clusters_by_unit, clusters_of_plan, dates_by_unit, roles_by_unit, standing_bodies
from exemplary.render.site import Site

DUTIES: list[dict[str, Any]] = [
    {"unit": "a", "role": "chu-tri", "mode": "giao", "tasks": ["Lập danh sách"], "due": "2026-Q4"},
    {"unit": "a", "role": "van-dong", "mode": "de-nghi", "tasks": ["Vận động"]},
    {"unit": "b", "role": "phoi-hop", "mode": "giao", "due": "2025-Q1"},
]


def site_with(today: date = TODAY, **more: Any) -> Site:
    """Return the site of the district with changes to its plan, looked at on a day."""
    records: list[tuple[str, str, Any]] = [
        (kind, name, {**held, "assignments": DUTIES, **more} if kind == "plan" else held)
        for kind, name, held in [*DISTRICT, *STORIES]
    ]
    council = ("unit", "hd", {"name": "Hội đồng Thi đua - Khen thưởng huyện"})
    office = ("unit", "nv", {"name": "Phòng Nội vụ", "standing_body_of": "hd", "cluster": "khoi"})
    library = make_library([*records, council, office])
    return Site(publishable(library), {}, today, measure_plans(library, today))


def told(site: Site, unit: str) -> list[tuple[str, str, Standing]]:
    """Return the dates of a unit: title, last day, standing."""
    return [(item.title, item.last.isoformat(), item.standing) for item in dates_by_unit(site).get(unit, ())]


def test_every_unit_that_exists_on_the_day_has_the_next_deadline_and_the_receiver_its_list() -> None:
    site = site_with()
    assert told(site, "b") == [("Gửi gương tháng 2/2026 về Đơn vị a", "2026-02-19", Standing.COMING)]
    assert told(site, "f") == [], "it ended on 30/06/2025"
    assert told(site, "g") == [], "the plan does not bind it"
    assert told(site, "a") == [
        ("Nhận và lập danh sách tháng 2/2026", "2026-02-19", Standing.COMING),
        ("Được giao chủ trì", "2026-12-31", Standing.COMING),
    ]


def test_a_milestone_stands_with_the_unit_that_is_to_keep_it_under_any_of_its_names() -> None:
    for name in ("a", "Đơn vị a", "đơn vị A"):
        late = {"kind": "tong-ket", "when": "2025-12-15", "by": name}
        round_ = {"kind": "bao-cao", "when": "2026-H1", "every": "half-year", "by": name}
        site = site_with(milestones=[late, round_, {"kind": "so-ket", "when": "2026-Q4", "by": "Các đơn vị"}])
        assert [row for row in told(site, "a") if row[0] in {"Tổng kết", "Báo cáo", "Sơ kết"}] == [
            ("Tổng kết", "2025-12-15", Standing.LATE),
            ("Báo cáo", "2026-06-30", Standing.RUNNING),
        ], name


def test_nothing_is_due_under_a_plan_that_is_over() -> None:
    assert dates_by_unit(site_with(date(2027, 1, 5))) == {}


def test_what_is_ordered_and_what_is_requested_are_kept_apart() -> None:
    role = roles_by_unit(site_with())["a"][0]
    assert [duty.role.value for duty in role.ordered] == ["chu-tri"]
    assert [duty.role.value for duty in role.requested] == ["van-dong"]
    assert len(role.receives) == 1
    assert role.sends == (), "nobody sends to itself"
    assert len(roles_by_unit(site_with())["b"][0].sends) == 1


def test_a_cluster_has_the_units_that_it_names_and_those_that_name_it() -> None:
    site = site_with()
    held = clusters_by_unit(site)
    assert [cluster.name for cluster in held["a"]] == ["Khối thi đua"]
    assert [cluster.name for cluster in held["nv"]] == ["Khối thi đua"]
    ((cluster, members),) = clusters_of_plan(site, site.library.get("plan", PLAN))
    assert cluster.name == "Khối thi đua"
    assert members == ("a", "b", "c", "nv")


def test_a_council_knows_its_standing_body() -> None:
    assert standing_bodies(site_with()) == {"hd": ("nv",)}
