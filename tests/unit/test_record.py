"""Turning plain values into a record: every fault of every field in one go, each of them once."""

from __future__ import annotations

import time
from typing import Any

import pytest
from pydantic_core import ErrorDetails

from exemplary.issues import Code, Loc
from exemplary.model.base import fields_of, label_of, path_of
from exemplary.model.campaign import Campaign
from exemplary.model.exemplar import Award, Exemplar
from exemplary.model.plan import Plan
from exemplary.model.practice import Replication
from exemplary.model.registry import Locality, Unit
from exemplary.read.record import _Faults, read_record, shown

VALID: dict[str, Any] = {
    "title": "Bà Hoa hiến 300 m² đất mở đường",
    "type": "ca-nhan",
    "name": "Vi Thị Hoa",
    "unit": "xom-dong",
    "campaigns": ["nong-thon-moi"],
    "introduced_on": "2026-05-12",
    "stage": "phat-hien",
    "status": "nhap",
    "summary": "Bà Hoa hiến đất vườn để mở đường liên xóm, rồi cùng bà con trồng hoa dọc con đường mới.",
    "consent": {"status": "chua-co"},
}


def told(**changes: Any) -> list[tuple[Code, Loc]]:
    """Return what is wrong with a valid exemplar after these changes; "!" takes a field away."""
    values = {**VALID, **changes}
    reading = read_record(Exemplar, "a.md", {key: value for key, value in values.items() if value != "!"})
    return [(finding.code, finding.loc) for finding in reading.findings]


def params(code: Code, changes: dict[str, Any]) -> dict[str, str]:
    """Return the values for the sentence of the only finding, which has this code."""
    (finding,) = read_record(Exemplar, "a.md", {**VALID, **changes}).findings
    assert finding.code is code
    return dict(finding.params)


def test_a_valid_record_is_read() -> None:
    reading = read_record(Exemplar, "a.md", VALID)
    assert reading.findings == ()
    assert reading.record is not None
    assert reading.record.submitted_by == "xom-dong"
    assert reading.refs == ((("unit",), "unit", "xom-dong"), (("campaigns", 0), "campaign", "nong-thon-moi"))
    assert [(loc, str(day)) for loc, day in reading.days] == [(("introduced_on",), "2026-05-12")]


def test_all_faults_are_told_at_once() -> None:
    assert told(title="Ngắn", type="x", name="!", unit="Xóm", introduced_on="31/02/2026", consent={"status": "y"}) == [
        (Code.TOO_SHORT, ("title",)),
        (Code.NOT_A_CHOICE, ("type",)),
        (Code.MISSING, ("name",)),
        (Code.BAD_ID, ("unit",)),
        (Code.NOT_A_DATE, ("introduced_on",)),
        (Code.NOT_A_CHOICE, ("consent", "status")),
    ]


@pytest.mark.parametrize(
    ("changes", "code", "loc"),
    [
        ({"name": None}, Code.EMPTY, ("name",)),
        ({"name": "  "}, Code.EMPTY, ("name",)),
        ({"name": ["a"]}, Code.NOT_TEXT, ("name",)),
        ({"campaigns": "a"}, Code.NOT_A_LIST, ("campaigns",)),
        ({"campaigns": {"a": "b"}}, Code.NOT_A_LIST, ("campaigns",)),
        ({"campaigns": [["a"]]}, Code.NOT_TEXT, ("campaigns", 0)),
        ({"campaigns": [None]}, Code.EMPTY, ("campaigns", 0)),
        ({"campaigns": ["a", "a"]}, Code.REPEATED_VALUE, ("campaigns", 1)),
        ({"consent": "da-co"}, Code.NOT_A_GROUP, ("consent",)),
        ({"consent": ["da-co"]}, Code.NOT_A_GROUP, ("consent",)),
        ({"photos": ["a.jpg"]}, Code.NOT_A_GROUP, ("photos", 0)),
        ({"photos": [None]}, Code.NOT_A_GROUP, ("photos", 0)),
        ({"sample": "có"}, Code.NOT_YES_NO, ("sample",)),
        ({"redirect_from": ["Bà Hoa"]}, Code.BAD_ID, ("redirect_from", 0)),
        ({"achievements": [{"text": "a", "year": "3000"}]}, Code.OUT_OF_RANGE, ("achievements", 0, "year")),
        ({"achievements": [{"text": "a", "year": "9" * 5000}]}, Code.NOT_A_NUMBER, ("achievements", 0, "year")),
        ({"achievements": [{"text": "a", "year": "+-+5"}]}, Code.NOT_A_NUMBER, ("achievements", 0, "year")),
        ({"achievements": [{"text": "a", "value": "1.200"}]}, Code.AMBIGUOUS_NUMBER, ("achievements", 0, "value")),
        ({"tieu_de": "x"}, Code.UNKNOWN_KEY, ("tieu_de",)),
        ({"tieu_de": None}, Code.UNKNOWN_KEY, ("tieu_de",)),
        ({"stage": "thu-hoi"}, Code.MISSING_AT_STAGE, ("withdrawal",)),
        ({"awards": [{"form": "giay-khen", "level": "vũ trụ"}]}, Code.UNUSUAL_CHOICE, ("awards", 0, "level")),
    ],
)
def test_one_fault_is_one_finding_with_its_way(changes: dict[str, Any], code: Code, loc: Loc) -> None:
    assert told(**changes) == [(code, loc)]


def test_publishing_needs_more() -> None:
    assert {loc[0] for code, loc in told(status="cong-bo") if code is Code.MISSING_AT_STAGE} == {
        "achievements", "sources", "author", "fact_checked_by", "approved_by",
    }  # fmt: skip


@pytest.mark.parametrize("key", ["Name", "name ", "Tên", "ten", "name:Vi Thị Hoa"])
def test_a_misspelt_key_is_not_told_as_missing_too(key: str) -> None:
    assert told(**{"name": "!", key: "Vi Thị Hoa"}) == [(Code.UNKNOWN_KEY, (key,))]
    assert params(Code.UNKNOWN_KEY, {key: "x"})["near"] == "name"


def test_words_behind_a_comma_are_told_as_cut_off() -> None:
    assert told(achievements=[{"text": "Góp đất", "góp công": None}]) == [
        (Code.UNQUOTED_COMMA, ("achievements", 0, "góp công"))
    ]


def test_what_should_be_a_list_is_not_looked_up() -> None:
    assert read_record(Exemplar, "a.md", {**VALID, "campaigns": "a"}).refs == ((("unit",), "unit", "xom-dong"),)


def test_an_id_that_is_none_is_not_looked_up() -> None:
    assert (
        read_record(Exemplar, "a.md", {**VALID, "unit": "Xóm Đông"}).refs
        == read_record(Exemplar, "a.md", {key: value for key, value in VALID.items() if key != "unit"}).refs
    )


def test_choices_are_offered_with_their_labels_and_guessed_by_them() -> None:
    words = params(Code.NOT_A_CHOICE, {"stage": "Công nhận"})
    assert words["near"] == "cong-nhan"
    assert "cong-nhan (Công nhận, biểu dương)" in words["choices"]


def test_groups_may_stand_for_themselves_by_their_id() -> None:
    reading = read_record(
        Locality, "l.yml", {"name": "Huyện Cũ", "successors": ["xa-a", {"id": "xa-b", "share": "part"}]}
    )
    assert reading.findings == ()
    assert [identifier for _, _, identifier in reading.refs] == ["xa-a", "xa-b"]


def test_a_wrong_key_of_a_group_by_keys_is_looked_for_at_the_key() -> None:
    reading = read_record(Plan, "a.md", {"campaigns": [{"ref": "a", "criteria": {"nong-dan": []}}]})
    finding = next(finding for finding in reading.findings if finding.code is Code.NOT_A_CHOICE)
    assert finding.loc == ("campaigns", 0, "criteria", "nong-dan")
    assert ("at", "key") in finding.params


def test_a_list_that_may_not_be_empty_leaves_no_record() -> None:
    reading = read_record(Replication, "a.md", {"practice": "a", "unit": "b", "history": []})
    assert [(finding.code, finding.loc) for finding in reading.findings] == [(Code.EMPTY, ("history",))]
    assert reading.record is None


def test_a_record_in_a_registry_knows_where_it_stands() -> None:
    reading = read_record(Unit, "units.yml", {"name": "x", "parent": "a"}, ("xom-dong",))
    assert [(finding.code, finding.loc) for finding in reading.findings] == [(Code.TOO_SHORT, ("xom-dong", "name"))]
    assert reading.refs == ((("xom-dong", "parent"), "unit", "a"),)


def test_days_that_may_lie_ahead_are_not_collected() -> None:
    reading = read_record(Unit, "units.yml", {"name": "Xóm", "valid_to": "2030-01-01"})
    assert reading.days == ()


def test_labels_name_the_group_around_a_field() -> None:
    assert label_of(Exemplar, ("photos", 1, "alt")) == "Mô tả ảnh (ảnh thứ 2)"
    assert label_of(Exemplar, ("campaigns", 0)) == "Phong trào, lĩnh vực thứ 1"
    assert label_of(Plan, ("campaigns", 0, "criteria", "ca-nhan", 1, "code")) == (
        "Mã tiêu chí (tiêu chí thứ 2, phong trào, lĩnh vực thứ 1)"
    )
    assert label_of(Campaign, ("nowhere", 1)) == "nowhere.1"
    assert path_of(("awards", 1, "level")) == "awards[1].level"


def test_what_was_written_is_told_in_words() -> None:
    assert shown({"a": 1, "b": 2}) == "một nhóm trường (a, b)"
    assert shown(["a", "b"]) == "một danh sách 2 mục"
    assert (shown([]), shown({}), shown(None)) == ("một danh sách trống", "một nhóm trường trống", "để trống")
    assert shown("a" * 200) == f"“{'a' * 80}”"


def test_a_fault_of_a_kind_nobody_thought_of_is_told_in_vietnamese() -> None:
    error: ErrorDetails = {"type": "brand_new", "loc": ("title",), "msg": "Input should be different", "input": "x"}
    finding = _Faults("a.md", Exemplar, VALID, ()).finding(error)
    assert finding.code is Code.BAD_VALUE
    assert dict(finding.params) == {"label": "Tiêu đề", "key": "title", "found": f"“{VALID['title']}”"}


def test_many_wrong_keys_take_no_time() -> None:
    start = time.process_time()
    assert len(told(**{f"k{number}": "x" for number in range(20_000)})) == 20_000
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("form", "label", "codes"),
    [
        ("thu-khen", "Thư khen", []),
        ("Cờ thi đua của tỉnh", "Cờ thi đua của tỉnh", [Code.UNUSUAL_CHOICE]),
        ("co-thi-dua", "Co thi dua", [Code.UNUSUAL_CHOICE]),
    ],
)
def test_an_award_may_have_a_form_of_its_own_and_is_told_of_it(form: str, label: str, codes: list[Code]) -> None:
    reading = read_record(Exemplar, "a.md", {**VALID, "awards": [{"form": form}]})
    assert [finding.code for finding in reading.findings] == codes
    known = fields_of(Award)["form"].known
    assert known is not None
    assert known.label(form) == label
