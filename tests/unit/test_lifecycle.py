"""The life of an exemplar and of a replication: which moves are allowed."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path
from typing import Final

import pytest

from builders import PUBLISHED, REPLICATION, base_text, make_root
from exemplary.checks.lifecycle import MOVES, honorific_in, legal_move
from exemplary.checks.replications import STATUS_MOVES
from exemplary.content import check_content
from exemplary.issues import Code, Severity
from exemplary.model.choices import ReplicationStatus, Stage
from exemplary.publishable import publishable

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


PRACTICE: Final = "content/practices/to-tu-quan-duong-hoa/index.md"
REVIEW: Final = "content/reviews/so-ket-6-thang-2026.md"
PAUSED: Final = {"stage: cong-nhan\n": "stage: tam-dung\n", "  - {to: cong-nhan, date: 2026-07-01}\n":
                 "  - {to: cong-nhan, date: 2026-07-01}\n  - {to: tam-dung, date: 2026-08-01}\n"}  # fmt: skip
BY_UNIT: Final = {"by: phong-van-hoa-xa-hoi-suoi-mo": "by: ba-hoa-hien-dat"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({PUBLISHED: PAUSED}, {PUBLISHED: "chuyển stage về cong-nhan"}),
        ({PUBLISHED: PAUSED, REVIEW: BY_UNIT}, {PUBLISHED: "chuyển stage", REVIEW: f"công bố {PUBLISHED} trước"}),
        ({PRACTICE: {"status: cong-bo": "status: nhap"}}, {REPLICATION: f"công bố {PRACTICE} trước"}),
        ({PRACTICE: {"status: cong-bo": "status: x"}}, {}),
        ({PUBLISHED: {"{status: da-co,": "{status: chua-co,"}}, {}),
        ({PRACTICE: {"status: cong-bo": "status: nhap"}, REPLICATION: {"status: cong-bo": "status: nhap"}}, {}),
    ],
)
def test_what_is_published_in_vain_is_told_with_the_way_out(
    tmp_path: Path, changes: dict[str, dict[str, str]], told: dict[str, str]
) -> None:
    root = make_root(tmp_path)
    for path, edits in changes.items():
        text = base_text(path)
        for old, new in edits.items():
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (root / path).write_text(text, encoding="utf-8")
    content = check_content(root, today=date(2026, 11, 22))
    found = {issue.place.path: issue.hint for issue in content.issues if issue.code is Code.WITHHELD}
    assert found.keys() == told.keys()
    assert all(told[path] in hint for path, hint in found.items())
    assert {entry.path for entry in publishable(content.library).withheld} >= found.keys()
    assert Code.WITHHELD.severity is Severity.INFO
