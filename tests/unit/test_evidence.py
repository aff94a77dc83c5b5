"""Evidence levels: one practice, seven adopters, worked out on paper; what raises a level, what lets it fall.

On paper. Practice `p` of unit `goc`, proved by one person of `goc` with a proved figure and an award in force. Today is
2026-11-22. Adopters: a succeeded 2024-06-01, confirmed, sustained on 2025-07-01 (395 days later), to be reviewed in
2027: counts, sustained. b succeeded, confirmed, review due 2026-08-31: lapsed. c succeeded, confirmed by `goc`: never
counts. d succeeded, not confirmed: never counts. e failed at once: never counts. f succeeded, confirmed, failed later:
fallen. g, a copy of a's, succeeded and was confirmed: counts. So two units count: level 3; with b and f four,
and it was 4.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemplary.library import Entry, Library, load_library
from exemplary.measure.evidence import Evidence, lapsed, measure_evidence, review_due, standing_of
from exemplary.model.choices import AwardStatus
from exemplary.model.practice import Replication
from sites import REPO

TODAY: Final = date(2026, 11, 22)
AWARD: Final = {str(status): status for status in AwardStatus}
BASE: Final = load_library(REPO)[0]
PRACTICE: Final = next(entry for entry, record in BASE.records("practice") if record.exemplars and record.results)
PERSON: Final = BASE.of("exemplar")[PRACTICE.record.exemplars[0]]


def copy(unit: str, *moves: str, by: str = "", review_by: str = "") -> Replication:
    """Make a copy of the practice: moves as `status@day`, who confirmed it as `unit@day`."""
    history = [dict(zip(("status", "date"), move.split("@"), strict=True)) for move in moves]
    raw: dict[str, Any] = {"practice": "p", "unit": unit, "history": history, "status": "cong-bo"}
    if by:
        raw["confirmed_by"] = dict(zip(("unit", "date"), by.split("@"), strict=True))
    if review_by:
        raw["review_by"] = review_by
    return Replication.model_validate(raw)


A = copy("a", "thanh-cong@2024-06-01", "duy-tri@2025-07-01", by="x@2024-07-01", review_by="2027-01-31")
B = copy("b", "thanh-cong@2025-06-01", by="x@2025-07-01", review_by="2026-08-31")
C = copy("c", "thanh-cong@2026-06-01", by="goc@2026-07-01")
D = copy("d", "thanh-cong@2026-06-01")
E = copy("e", "dang-lam@2026-01-01", "khong-thanh-cong@2026-06-01")
F = copy("f", "thanh-cong@2025-06-01", "khong-thanh-cong@2026-06-01", by="x@2025-07-01", review_by="2027-01-31")
G = copy("g", "thanh-cong@2026-03-01", by="x@2026-04-01")
AWARDS: Final = ("", "hieu-luc", "huy-bo")
LATE: Final = copy("a", "thanh-cong@2024-06-01", "duy-tri@2025-07-01", by="x@2025-11-25", review_by="2027-01-31")
SEVEN: Final = (A, B, C, D, E, F, G)


def library(copies: Iterable[Replication], *, figures: bool = True, award: str = "hieu-luc") -> Library:
    """A library of the practice `p`, the person who proved it, and these copies; `award` is "" for none."""
    practice = PRACTICE.record.model_copy(
        update={"owner": "goc", "exemplars": (PERSON.id,), "sample": False} | ({} if figures else {"results": ()})
    )
    awards = tuple(
        item.model_copy(update={"status": AWARD[award], "issuer": "x", "number": "1/QĐ-UBND"})
        for item in PERSON.record.awards[:1] if award
    )  # fmt: skip
    changes = {"unit": "goc", "practices": ("p",), "awards": awards, "sample": False}
    person = PERSON.record.model_copy(update=changes | ({} if figures else {"achievements": ()}))
    held = {f"{made.unit}-{number}": made for number, made in enumerate(copies)}
    entries: dict[str, dict[str, Entry]] = {kind: {} for kind in BASE.entries}
    entries["practice"]["p"] = replace(PRACTICE, id="p", record=practice)
    entries["exemplar"][PERSON.id] = replace(PERSON, record=person)
    some = next(iter(BASE.of("replication").values()))
    entries["replication"] = {key: replace(some, id=key, record=record) for key, record in held.items()}
    return replace(BASE, entries=entries)


def both(*copies: Replication, **own: Any) -> tuple[Evidence, Evidence]:
    """Measure the practice and the person."""
    report = measure_evidence(library(copies, **own), TODAY)
    return report.practices["p"], report.exemplars[PERSON.id]


def test_seven_adopters_as_worked_out_on_paper() -> None:
    for evidence in both(*SEVEN):
        assert (evidence.level, evidence.was) == (3, 4)
        resting = {ground.id for ground in evidence.grounds if ground.kind == "replication"}
        assert resting == {"a-0", "g-6"}
        told = {ground.id: ground.words for ground in evidence.fallen}
        assert set(told) == {"b-1", "f-5"}
        assert told["b-1"].endswith("chưa xác minh lại sau hạn 31/08/2026")
        assert told["f-5"].endswith("về sau không thành công (ngày 01/06/2026)")


@pytest.mark.parametrize(
    ("copies", "own", "level"),
    [
        ((), {"figures": False, "award": ""}, 0),
        ((), {"award": ""}, 1),
        ((), {}, 2),
        ((), {"award": "huy-bo"}, 1),
        ((), {"figures": False}, 0),  # praise without a figure
        ((C, D, E), {}, 2),  # confirmed by the origin, by nobody, failed
        ((G,), {"figures": False, "award": ""}, 3),  # a success elsewhere stands by itself
        ((A, G), {}, 3),
        ((A, G, G), {}, 3),  # the same unit twice is one place
        ((A, G, copy("h", "thanh-cong@2026-03-01", by="x@2026-04-01")), {}, 4),
        ((G, *(copy(unit, "thanh-cong@2026-03-01", by="x@2026-04-01") for unit in "hi")), {}, 3),  # none sustained
        ((copy("goc", "thanh-cong@2026-03-01", by="x@2026-04-01"),), {}, 2),  # the origin copying itself
    ],
)
def test_each_level_takes_what_the_table_says(copies: tuple[Replication, ...], own: dict[str, Any], level: int) -> None:
    assert [evidence.level for evidence in both(*copies, **own)] == [level, level]


def test_an_annulled_award_is_told_as_what_fell() -> None:
    practice, person = both(award="huy-bo")
    for evidence in (practice, person):
        assert (evidence.level, evidence.was) == (1, 2)
        assert "đã bị hủy bỏ" in evidence.fallen[0].words


def test_an_invented_copy_does_not_raise_a_real_practice() -> None:
    assert both(G.model_copy(update={"sample": True}))[0].level == 2


def test_a_confirmation_without_a_day_of_review_holds_a_year() -> None:
    assert review_due(G) == date(2027, 4, 1)
    assert not lapsed(G, date(2027, 4, 1))
    assert lapsed(G, date(2027, 4, 2))
    assert lapsed(B, TODAY)
    assert not lapsed(E, TODAY)
    failed = copy("h", "thanh-cong@2024-01-01", "khong-thanh-cong@2026-06-01", by="x@2024-02-01")
    assert lapsed(failed, date(2026, 1, 1)), "what happened later was not known then"
    assert not lapsed(failed, TODAY)


@pytest.mark.parametrize(
    ("copies", "told"),
    [
        ((A,), "a làm theo, thành công ngày 01/06/2024, x xác nhận ngày 01/07/2024, vẫn duy trì ngày 01/07/2025"),
        (
            (LATE,),
            "a làm theo, thành công ngày 01/06/2024, vẫn duy trì ngày 01/07/2025, x xác nhận ngày 25/11/2025",
        ),
        (
            (B,),
            "b làm theo, thành công ngày 01/06/2025, x xác nhận ngày 01/07/2025; chưa xác minh lại sau hạn 31/08/2026",
        ),
    ],
)
def test_a_confirmed_copy_is_told_in_the_order_of_its_days(copies: tuple[Replication, ...], told: str) -> None:
    evidence = both(*copies)[0]
    assert told in {ground.words for ground in (*evidence.grounds, *evidence.fallen)}


AGAIN: Final = ("thanh-cong@2023-01-01", "da-dung@2024-01-01", "dang-lam@2025-01-01", "thanh-cong@2026-03-01")


@pytest.mark.parametrize(
    ("made", "lost", "never"),
    [
        (A, "", ""),
        (B, "chưa xác minh lại sau hạn 31/08/2026", ""),
        (C, "", "bên xác nhận không phải đơn vị thứ ba"),
        (D, "", "chưa có đơn vị thứ ba xác nhận"),
        (E, "", "làm không thành công"),
        (F, "về sau không thành công (ngày 01/06/2026)", ""),
        (copy("h", "cam-ket@2026-06-01"), "", "mới cam kết"),
        (copy("h", *AGAIN[:3], by="x@2023-02-01"), "đang làm lại từ đầu", ""),
        (copy("h", *AGAIN, by="x@2023-02-01", review_by="2027-01-01"),
         "thành công lại ngày 01/03/2026, lần này chưa được xác nhận", ""),
        (copy("h", *AGAIN, by="x@2026-04-01"), "", ""),
        (copy("goc", "thanh-cong@2026-03-01", by="x@2026-04-01"), "", "đơn vị gốc tự làm"),
        (G.model_copy(update={"sample": True}), "", "bản ghi minh họa không chứng minh cho mô hình thật"),
        (G.model_copy(update={"practice": None, "source": "trang-khac", "id": "p"}), "", "mô hình ở trang khác"),
    ],
)  # fmt: skip
def test_a_copy_that_does_not_count_says_why(made: Replication, lost: str, never: str) -> None:
    standing = standing_of(library([made]), made, TODAY)
    assert (standing.lost, standing.never, standing.counts) == (lost, never, not (lost or never))


def test_a_copy_begun_anew_is_sustained_only_by_what_followed_its_newest_success() -> None:
    anew = copy("h", "thanh-cong@2022-01-01", "duy-tri@2023-06-01", *AGAIN[1:], by="x@2026-04-01")
    assert not standing_of(library([anew]), anew, TODAY).sustained
    assert standing_of(library([A]), A, TODAY).sustained


SUCCESSES: Final = st.builds(
    lambda unit, day, kept: copy(
        unit, f"thanh-cong@{day}", *([f"duy-tri@{kept}"] if kept > day else []), by=f"x@{max(day, kept)}",
        review_by="2027-01-01",
    ),
    st.sampled_from("abcdefgh"),
    st.dates(date(2023, 1, 1), date(2026, 11, 1)),
    st.dates(date(2023, 1, 1), date(2026, 11, 1)),
)  # fmt: skip


@given(copies=st.lists(st.sampled_from(SEVEN), max_size=7), success=SUCCESSES, figures=st.booleans())
def test_a_confirmed_success_never_lowers_a_level(
    copies: list[Replication], success: Replication, *, figures: bool
) -> None:
    before, after = both(*copies, figures=figures), both(*copies, success, figures=figures)
    assert all(one.level <= other.level and other.level >= 3 for one, other in zip(before, after, strict=True))


@given(
    copies=st.lists(st.sampled_from(SEVEN), max_size=7),
    more=st.sampled_from(SEVEN),
    figures=st.booleans(),
    award=st.sampled_from(["", "hieu-luc"]),
)
def test_taking_a_copy_away_never_raises_a_level(
    copies: list[Replication],
    more: Replication,
    *,
    figures: bool,
    award: str,
) -> None:
    fewer = both(*copies, figures=figures, award=award)
    after = both(*copies, more, figures=figures, award=award)
    assert all(one.level <= other.level for one, other in zip(fewer, after, strict=True))
    assert all(one.was >= one.level for one in after)


@given(copies=st.lists(st.sampled_from(SEVEN), max_size=7), figures=st.booleans(), award=st.sampled_from(AWARDS))
def test_taking_the_prover_away_never_raises_a_practice(
    copies: list[Replication], *, figures: bool, award: str
) -> None:
    whole = library(copies, figures=figures, award=award)
    without = whole.only(exemplar={})
    levels = [measure_evidence(one, TODAY).practices["p"].level for one in (without, whole)]
    assert levels == sorted(levels)


def test_the_order_of_records_does_not_matter() -> None:
    assert both(*SEVEN)[0].level == both(*reversed(SEVEN))[0].level
