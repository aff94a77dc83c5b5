"""The life of an exemplar and of a replication: which moves are allowed."""

from __future__ import annotations

from itertools import product
from typing import Final

import pytest

from exemplary.checks.lifecycle import MOVES, honorific_in, legal_move
from exemplary.checks.replications import STATUS_MOVES
from exemplary.model.choices import ReplicationStatus, Stage

ALLOWED: Final = {
    "phat-hien": "dang-ky lua-chon khong-chon",
    "dang-ky": "lua-chon khong-chon",
    "lua-chon": "dang-boi-duong cong-nhan khong-chon",
    "khong-chon": "dang-ky",
    "dang-boi-duong": "cong-nhan",
    "cong-nhan": "tong-ket luu-tru",
    "tong-ket": "nhan-rong luu-tru",
    "nhan-rong": "luu-tru",
    "luu-tru": "",
}
"""The table of the content model ("Allowed stage moves"), without pausing and withdrawing."""


@pytest.mark.parametrize(("before", "to"), list(product(Stage, Stage)), ids=str)
def test_moves_are_those_of_the_content_model(before: Stage, to: Stage) -> None:
    if before is Stage.TAM_DUNG:
        return  # told by the next tests: it depends on what came before
    allowed = {*ALLOWED.get(before, "").split(), "tam-dung", "thu-hoi"} - {before}
    assert legal_move([before], to) == (before is not Stage.THU_HOI and to in allowed)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in {Stage.TAM_DUNG, Stage.THU_HOI}])
def test_a_pause_leads_back_to_where_it_came_from(stage: Stage) -> None:
    for to in Stage:
        assert legal_move([stage, Stage.TAM_DUNG], to) == (to in {stage, Stage.THU_HOI})


def test_withdrawal_is_final() -> None:
    assert not any(legal_move([Stage.CONG_NHAN, Stage.THU_HOI], to) for to in Stage)


def test_a_history_may_begin_with_a_pause() -> None:
    assert legal_move([Stage.TAM_DUNG], Stage.LUA_CHON)


def test_every_stage_and_status_has_its_moves() -> None:
    assert set(MOVES) == set(Stage)
    assert set(STATUS_MOVES) == set(ReplicationStatus)


@pytest.mark.parametrize(
    ("before", "allowed"),
    [
        ("de-xuat", "cam-ket dang-lam da-dung"),
        ("cam-ket", "dang-lam da-dung"),
        ("dang-lam", "thanh-cong khong-thanh-cong da-dung"),
        ("thanh-cong", "duy-tri da-dung khong-thanh-cong"),
        ("duy-tri", "da-dung khong-thanh-cong"),
        ("khong-thanh-cong", "dang-lam"),
        ("da-dung", "dang-lam"),
    ],
)
def test_moves_of_a_replication(before: str, allowed: str) -> None:
    by_slug = {str(status): status for status in ReplicationStatus}
    assert {str(status) for status in STATUS_MOVES[by_slug[before]]} == set(allowed.split())


@pytest.mark.parametrize(
    ("name", "apart", "found"),
    [
        ("Bà Vi Thị Hoa", "", "bà"),
        ("bà Vi Thị Hoa", "bà", "bà"),
        ("Bác sĩ Hà Văn Núi", "", "bác sĩ"),
        ("Thượng úy Hà Văn Núi", "", "thượng úy"),
        ("PGS. Hà Văn Núi", "", "pgs."),
        ("Ông Văn Tám", "", "ông"),
        ("Ông Văn Tám", "bà", None),
        ("ông Văn Tám", "bà", "ông"),
        ("Ông Văn Tám", "ông", "ông"),
        ("Anh", "", None),
        ("Cụt Thị Mai", "", None),
        ("Bàn Thị Hoa", "", None),
    ],
)
def test_honorifics_inside_a_name(name: str, found: str | None, *, apart: str) -> None:
    assert honorific_in(name, apart=apart) == found
