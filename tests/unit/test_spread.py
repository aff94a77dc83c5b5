"""How a practice travels, worked out on paper, and what a unit like its adopters is told to try.

On paper. Practice `p` of `goc` (commune A, campaign `nong-thon`), steps s1 s2 s3. Copies, all confirmed or not as said:

  a  pledged 2024-01-10, succeeded 2024-06-08 (150 days), kept s1 s2 s3, spent 2.000.000
  b  from a; pledged 2024-07-01, succeeded 2024-12-28 (180 days), kept s1, changed s2, dropped s3, spent 1.000.000
  c  from b; proposed 2025-01-05, pledged 2025-02-01, running since, review due 2025-12-31: overdue on 2026-11-22
  d  from the origin; running 2025-03-01, failed 2025-09-01, kept s1, dropped s3

So: 4 copies by 4 units; s1 3 kept; s2 1 kept, 1 changed; s3 1 kept, 2 dropped; median of 150 and 180 days
is 165; median spent 1.500.000; tree goc → a → b → c and goc → d; quarters 2024-Q1 to 2025-Q3: begun 1 0 1 0 2 0 0,
succeeded 0 1 0 1 0 0 0, ended 0 0 0 0 0 0 1. Practice `q` (campaign `van-hoa`) has no copy, and its prover
was recognised in 2024.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest

from exemplary.library import Entry, Library, load_library
from exemplary.measure.evidence import measure_evidence
from exemplary.measure.spread import Branch, Flow, StepTally, measure_spread
from exemplary.measure.suggestion import Suggestion, suggest_practices
from exemplary.model.choices import ReplicationStatus as State
from exemplary.model.practice import Practice, Replication
from exemplary.model.registry import Unit
from sites import REPO

TODAY: Final = date(2026, 11, 22)
BASE: Final = load_library(REPO)[0]
SOME: Final = {kind: next(iter(BASE.of(kind).values())) for kind in ("practice", "replication", "unit", "campaign")}
PERSON: Final = next(entry for entry, record in BASE.records("exemplar"))


def copy(unit: str, history: str, *, steps: Mapping[str, Any] | None = None, **more: Any) -> Replication:
    """Make a copy from moves written `status@day status@day`."""
    moves = [dict(zip(("status", "date"), move.split("@"), strict=True)) for move in history.split()]
    raw = {"practice": "p", "unit": unit, "history": moves, "steps": steps or {}, "status": "cong-bo", **more}
    return Replication.model_validate(raw)


CHANGED: Final = {"dieu-chinh": "Làm buổi tối", "ly-do": "Ban ngày đi nương"}
COPIES: Final = {
    "a": copy("xa-a", "cam-ket@2024-01-10 dang-lam@2024-02-01 thanh-cong@2024-06-08", cost={"amount": "2000000"},
              steps={"s1": "giu", "s2": "giu", "s3": "giu"}),
    "b": copy("xa-b", "cam-ket@2024-07-01 thanh-cong@2024-12-28", cost={"amount": "1000000"}, learned_from="a",
              steps={"s1": "giu", "s2": CHANGED, "s3": "bo"}),
    "c": copy("xa-c", "de-xuat@2025-01-05 cam-ket@2025-02-01 dang-lam@2025-02-20", learned_from="b",
              review_by="2025-12-31"),
    "d": copy("truong-d", "dang-lam@2025-03-01 khong-thanh-cong@2025-09-01", failure_reasons=["Thiếu người"],
              steps={"s1": "giu", "s3": "bo"}),
}  # fmt: skip


def practice(owner: str, campaign: str, exemplars: tuple[str, ...] = ()) -> Practice:
    """Make a practice of three steps."""
    steps = [{"id": key, "title": f"Bước {key}"} for key in ("s1", "s2", "s3")]
    raw = {"title": "Một cách làm để thử", "summary": "x" * 70, "status": "cong-bo", "owner": owner,
           "campaigns": [campaign], "problem": "Việc khó", "steps": steps}  # fmt: skip
    return Practice.model_validate(raw).model_copy(update={"exemplars": exemplars})


def unit(name: str, kind: str, locality: str = "") -> Unit:
    """Make a unit."""
    return Unit.model_validate({"name": name, "kind": kind} | ({"locality": locality} if locality else {}))


UNITS: Final = {
    "goc": unit("Xã Gốc", "ubnd", "xa-suoi-hoa-mau"),
    "xa-a": unit("Xã A", "ubnd", "xa-ban-thuong-mau"),
    "xa-b": unit("Xã B", "ubnd"),
    "xa-c": unit("Xã C", "ubnd"),
    "truong-d": unit("Trường D", "truong"),
    "xa-moi": unit("Xã Mới", "ubnd", "xa-suoi-hoa-mau"),
    "truong-moi": unit("Trường Mới", "truong"),
    "so-xa": unit("Sở Ở Xa", "so-nganh"),
}


def library(copies: Mapping[str, Replication] = COPIES) -> Library:
    """A library of the two practices and these copies."""
    moves = tuple(PERSON.record.stage_history[:1])
    recognised = tuple(move.model_copy(update={"to": "cong-nhan", "date": date(2024, 5, 1)}) for move in moves)
    person = PERSON.record.model_copy(
        update={"practices": ("q",), "unit": "xa-moi", "campaigns": ("nong-thon",), "stage_history": recognised}
    )

    def entries(kind: str, records: Mapping[str, Any]) -> dict[str, Entry]:
        return {key: replace(SOME[kind], id=key, record=record) for key, record in records.items()}

    held: dict[str, Mapping[str, Entry]] = {kind: {} for kind in BASE.entries}
    held["practice"] = entries("practice", {"p": practice("goc", "nong-thon"), "q": practice("goc", "van-hoa")})
    held["replication"] = entries("replication", copies)
    held["unit"] = entries("unit", UNITS)
    held["exemplar"] = {PERSON.id: replace(PERSON, record=person)}
    held["locality"] = BASE.of("locality")
    campaign = SOME["campaign"].record
    held["campaign"] = entries("campaign", {key: campaign.model_copy(update={"name": key})
                                            for key in ("nong-thon", "van-hoa")})  # fmt: skip
    return replace(BASE, entries=held)


def test_the_practice_travelled_as_worked_out_on_paper() -> None:
    spread = measure_spread(library(), TODAY).practices["p"]
    assert (spread.copies, spread.units, spread.days) == (4, 4, 165)
    assert spread.states == {State.DANG_LAM: 1, State.THANH_CONG: 2, State.KHONG_THANH_CONG: 1}
    assert spread.steps == (
        StepTally("s1", kept=3),
        StepTally("s2", kept=1, changed=1, changes=(("b", "Làm buổi tối", "Ban ngày đi nương"),)),
        StepTally("s3", kept=1, dropped=2),
    )
    assert spread.costs == {"đồng": (Decimal(1500000), 2)}
    assert spread.overdue == ("c",)
    assert spread.tree == (Branch("a", 1, (Branch("b", 2, (Branch("c", 3),)),)), Branch("d", 1))


def test_across_practices_it_tells_what_moves_and_what_stands_still() -> None:
    report = measure_spread(library(), TODAY)
    assert report.most_copied == (("p", 4),)
    assert report.still == ("q",)
    assert report.silent == ("van-hoa",)
    assert report.busiest == (("truong-d", 1), ("xa-a", 1), ("xa-b", 1), ("xa-c", 1))
    assert report.timeline == (
        ("2024-Q1", 1, 0, 0), ("2024-Q2", 0, 1, 0), ("2024-Q3", 1, 0, 0), ("2024-Q4", 0, 1, 0),
        ("2025-Q1", 2, 0, 0), ("2025-Q2", 0, 0, 0), ("2025-Q3", 0, 0, 1),
    )  # fmt: skip
    assert Flow("xa-suoi-hoa-mau", "xa-ban-thuong-mau", 1) in report.flows
    assert Flow("xa-ban-thuong-mau", "", 1) in report.flows  # b learned from a, not from the origin
    assert sum(flow.copies for flow in report.flows) == len(COPIES)


def test_a_practice_recognised_less_than_a_year_ago_does_not_stand_still() -> None:
    assert measure_spread(library({}), date(2025, 4, 30)).still == ()
    assert measure_spread(library({}), date(2025, 5, 1)).still == ("q",)


def test_the_order_of_files_does_not_matter() -> None:
    backwards = dict(reversed(COPIES.items()))
    one, other = measure_spread(library(), TODAY), measure_spread(library(backwards), TODAY)
    assert one.practices["p"].tree == other.practices["p"].tree
    assert (one.flows, one.timeline, one.busiest) == (other.flows, other.timeline, other.busiest)


def test_invented_copies_of_a_real_practice_are_not_counted() -> None:
    copies = {key: made.model_copy(update={"sample": True}) for key, made in COPIES.items()}
    assert measure_spread(library(copies), TODAY).most_copied == ()


@pytest.fixture(scope="module")
def suggestions() -> Mapping[str, tuple[Suggestion, ...]]:
    """What every unit of the paper example is told."""
    held = library()
    return suggest_practices(held, measure_evidence(held, TODAY), TODAY)


def test_a_new_commune_beside_the_origin_is_told_to_try_what_communes_did(
    suggestions: Mapping[str, tuple[Suggestion, ...]],
) -> None:
    first = suggestions["xa-moi"][0]
    assert (first.practice, first.weight) == ("p", 3 + 2 + 2)  # same kind, same commune, a campaign it has exemplars in
    assert [reason.split(":")[0] for reason in first.reasons] == [
        "Đơn vị cùng loại (ủy ban nhân dân) đã làm được",
        "Nơi đã làm ở cùng địa bàn hoặc ngay bên cạnh",
        "Cùng phong trào, lĩnh vực mà đơn vị đã có gương",
    ]
    assert "Xã Gốc, Xã A và 1 nơi khác" in first.reasons[0]


def test_nobody_is_told_to_try_what_they_tried_or_invented(suggestions: Mapping[str, tuple[Suggestion, ...]]) -> None:
    for tried in ("goc", "xa-a", "xa-b", "xa-c", "truong-d"):
        assert "p" not in [item.practice for item in suggestions.get(tried, ())]
    assert "q" not in [item.practice for item in suggestions["xa-moi"]]  # its own person proved q


def test_a_unit_with_nothing_in_common_is_told_nothing(suggestions: Mapping[str, tuple[Suggestion, ...]]) -> None:
    assert "so-xa" not in suggestions
    assert "truong-moi" not in suggestions  # the one school that tried gave up: no reason to try


def test_the_failure_of_a_unit_of_the_same_kind_is_told_first() -> None:
    copies = {**COPIES, "e": copy("xa-e", "dang-lam@2025-03-01 da-dung@2025-09-01")}
    UNITS["xa-e"] = unit("Xã E", "ubnd")
    try:
        held = library(copies)
        told = suggest_practices(held, measure_evidence(held, TODAY), TODAY)["xa-moi"][0]
    finally:
        del UNITS["xa-e"]
    assert told.cautions == ("Nên đọc trước: Xã E cùng loại đã làm nhưng không thành công hoặc đã dừng.",)
