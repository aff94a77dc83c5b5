"""Documents around plans: when two citations are one document, and what held on a plan's day."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from district import DISTRICT, PLAN, make_library
from exemplary.library import Library
from exemplary.measure.chain import Force, chain_of
from exemplary.model.citation import Citation, citation, merged, number_slip, same_document

Written = tuple[str | None, str | None, str | None, int | None]

ALIKE: list[tuple[Written, Written]] = [
    (("91/2017/NĐ-CP", None, None, None), ("Nghị định số 91/2017/NĐ-CP ngày 31/7/2017", None, None, None)),
    (("91/2017/NĐ-CP", None, "Chính phủ", 2017), ("NĐ số 091/2017/nđ–cp", None, None, None)),
    (("91/2017/ND-CP", None, None, None), (None, "Nghị định 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017", None, None)),
    (("34-CT/TW", None, "Bộ Chính trị", 2014), ("34/CT-TW", None, None, None)),
    (("34-CT/TW", None, "Bộ Chính trị", 2014), ("Chỉ thị số 34 - CT/TW", None, "BCH TW Đảng", 2014)),
    (("1171/KH-SKH&ĐT", None, None, 2023), ("KH số 1171/KH-SKHĐT ngày 15/5/2023", None, None, None)),
    (("43 /KH-BDT", None, None, 2016), ("043/kh-bdt", None, None, 2016)),
    (("653/KH-UBND", None, "UBND tỉnh Cao Bằng", 2021), ("653/KH-UBND", None, "Ủy ban nhân dân tỉnh Cao Bằng", 2021)),
    (("1234/QĐ-UBND", None, None, None), ("QĐ số 1234/QĐ-UBND", None, "UBND tỉnh", 2024)),
    (("06/2022/QH15", "Luật Thi đua, khen thưởng", None, 2022), ("Luật số 6/2022/QH15", None, None, None)),
    (
        ("06/2022/QH15", "Luật Thi đua, khen thưởng", "Quốc hội", None),
        (None, "Luật Thi đua, khen thưởng năm 2022", None, None),
    ),
    (
        (None, "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV", None, None),
        (None, "Nghị quyết  đại hội đảng bộ tỉnh lần thứ XIV", None, None),
    ),
    (
        ("34-CT/TW", "Chỉ thị về tiếp tục đổi mới công tác thi đua", None, 2014),
        (None, "Chỉ thị về việc tiếp tục đổi mới công tác thi đua", None, 2014),
    ),
]
UNLIKE: list[tuple[Written, Written]] = [
    (("91/2017/NĐ-CP", None, None, None), ("91/2018/NĐ-CP", None, None, None)),
    (("91/2017/NĐ-CP", None, None, None), ("91/2017/QĐ-TTg", None, None, None)),
    (("60/KH-UBND", None, "UBND tỉnh Nam Định", 2023), ("60/KH-UBND", None, "UBND tỉnh Cao Bằng", 2023)),
    (("60/KH-UBND", None, None, 2023), ("60/KH-UBND", None, None, 2024)),
    (("34-CT/TW", None, None, 2014), ("34-CT/TW", None, None, 2019)),
    (("34-CT/TW", None, None, None), ("34-CT/TU", None, None, None)),
    (("12/2017/TT-BNV", None, None, None), ("12/2017/TT-BTC", None, None, None)),
    (
        ("06/2022/QH15", "Luật Thi đua, khen thưởng", None, None),
        (None, "Luật Thi đua, khen thưởng năm 2003", None, None),
    ),
    ((None, "Kế hoạch", None, 2021), (None, "Kế hoạch", None, 2021)),
    (("653/KH-UBND", None, None, None), (None, "Công văn về thực hiện Kế hoạch số 653/KH-UBND", None, None)),
    (("2023/KH-UBND", None, None, None), ("2023 - Kế hoạch", None, None, None)),
]


def read(written: Written) -> Citation:
    """Read a citation as a plan writes it: number, title, office, year of its date."""
    return citation(*written)


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_two_spellings_of_one_document_are_one(one: Written, other: Written) -> None:
    assert same_document(read(one), read(other))
    assert same_document(read(other), read(one))


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_documents_that_only_look_alike_stay_apart(one: Written, other: Written) -> None:
    assert not same_document(read(one), read(other))
    assert not same_document(read(other), read(one))


@pytest.mark.parametrize(
    ("number", "meant"),
    [("34/CT-TW", "34-CT/TW"), (" 04 / NQ-TU", "04-NQ/TU"), ("653/KH-UBND", None), ("34-CT/TW", None), ("", None)],
)
def test_a_slip_of_dash_and_slash_is_told(number: str, meant: str | None) -> None:
    assert number_slip(number) == meant


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_read(number: str, title: str) -> None:
    read_back = citation(number, title, title, None)
    assert read_back == citation(number, title, title, None)


def test_what_says_too_little_joins_nothing_that_it_could_not_tell_apart() -> None:
    """A number without office or year fits both plans "60/KH-UBND", so it stands alone, in whatever order they come."""
    held = [
        citation("60/KH-UBND", None, "UBND tỉnh Nam Định", 2023),
        citation("60/KH-UBND", None, "UBND tỉnh Cao Bằng", 2023),
        citation("Kế hoạch 60/KH-UBND", None, None, None),
        citation("060/KH-UBND", None, "Ủy ban nhân dân tỉnh Cao Bằng", None),
    ]
    for order in permutations(range(4)):
        groups = merged([held[place] for place in order])
        assert {frozenset(order[place] for place in group) for group in groups} == {
            frozenset({0}),
            frozenset({1, 3}),
            frozenset({2}),
        }


LAWS: list[tuple[str, str, Any]] = [
    (
        "document",
        "cu",
        {
            "number": "91/2017/NĐ-CP",
            "valid_to": "2023-12-31",
            "replaced_by": ["moi"],
            "source": {"title": "Nguồn"},
        },
    ),
    (
        "document",
        "moi",
        {"number": "98/2023/NĐ-CP", "valid_from": "2024-01-01", "valid_to": "2025-06-30", "source": {"title": "Nguồn"}},
    ),
]


def with_plan(issued: str, bases: list[dict[str, Any]], **more: Any) -> Library:
    """Return the district and a second plan that cites what is given."""
    own = next(held for kind, _, held in DISTRICT if kind == "plan")
    plan = {**own, "number": "7", "issued_on": issued, "period": issued[:4], "legal_bases": bases, "quotas": []}
    return make_library([*DISTRICT, *LAWS, ("plan", "hai", {**plan, "milestones": [], **more})])


@pytest.mark.parametrize(
    ("issued", "number", "force"),
    [
        ("2021-05", "NĐ số 91/2017/NĐ-CP ngày 31/7/2017", Force.UNTOLD),
        ("2023-12-31", "91/2017/NĐ-CP", Force.UNTOLD),
        ("2024-01-01", "91/2017/NĐ-CP", Force.ENDED),
        ("2023-12-31", "98/2023/NĐ-CP", Force.NOT_YET),
        ("2023", "98/2023/NĐ-CP", Force.NOT_YET),
        ("2024", "91/2017/NĐ-CP", Force.ENDED),
        ("2024-01-01", "98/2023/NĐ-CP", Force.HELD),
        ("2025-06", "98/2023/NĐ-CP", Force.HELD),
        ("2025-07-01", "98/2023/NĐ-CP", Force.ENDED),
        ("2025-07-01", "99/2023/NĐ-CP", Force.UNTOLD),
    ],
)
def test_a_basis_is_judged_by_the_day_of_its_plan(issued: str, number: str, force: Force) -> None:
    library = with_plan(issued, [{"number": number}])
    paper = chain_of(library).paper("hai", "legal_bases", 0)
    when = library.get("plan", "hai").issued_on
    assert paper.force_on(when.first_day, when.last_day) is force


def test_what_replaced_a_document_and_when_is_told() -> None:
    chain = chain_of(with_plan("2024-03-05", [{"number": "91/2017/nđ-cp"}]))
    paper = chain.paper("hai", "legal_bases", 0)
    assert paper.ended == date(2024, 1, 1)
    assert paper.after == ("moi",)
    assert paper.spellings == ("91/2017/NĐ-CP", "91/2017/nđ-cp")


def test_a_plan_of_this_site_is_recognised_without_its_id() -> None:
    """The district's plan, cited by its number, year and the name of its office, stands above the other one."""
    own = next(held for kind, _, held in DISTRICT if kind == "plan")
    cited = {
        "number": f"KH số 0{own['number']}/{own['symbol']}",
        "issuer": "UBND huyện",
        "date": own["issued_on"],
    }
    chain = chain_of(with_plan("2026-03-05", [], parents=[cited]))
    assert chain.paper("hai", "parents", 0).plan == PLAN
    assert chain.below(PLAN) == ("hai",)
    assert chain.below("hai") == ()
    assert [paper.plan for paper in chain.above("hai")] == [PLAN]


def test_documents_of_one_name_get_names_of_their_own() -> None:
    bases = [{"number": "60/KH-UBND", "issuer": office, "date": "2023"} for office in ("UBND tỉnh A", "UBND tỉnh B")]
    papers = chain_of(with_plan("2024-03-05", bases)).papers
    assert {"60-kh-ubnd-2023", "60-kh-ubnd-2023-2"} <= set(papers)
