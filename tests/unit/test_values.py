"""The values that fields hold, read from what people write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Final, cast

import pytest
from pydantic import TypeAdapter, ValidationError

from exemplary.issues import Code
from exemplary.library import KINDS
from exemplary.model.base import FieldFacts, Part, Record, fields_of
from exemplary.model.choices import Status
from exemplary.model.values import (
    Color,
    Day,
    FileName,
    Flag,
    Identifier,
    Line,
    Number,
    PartialDate,
    Period,
    Shape,
    Url,
    When,
    Whole,
    listed,
)
from exemplary.read.front_matter import parse_yaml
from exemplary.read.record import read_record
from exemplary.render.pages.service import _field_rows

READ: dict[Any, Callable[[object], Any]] = {
    kind: TypeAdapter(kind).validate_python
    for kind in (Line, Identifier, Whole, Number, Flag, Day, Url, FileName, Color, PartialDate, Period, When, Status)
}


def refused(kind: Any, value: object) -> Code:
    """Return the code with which a value is refused."""
    with pytest.raises(ValidationError) as caught:
        READ[kind](value)
    (error,) = caught.value.errors()
    return next(code for code in Code if code.number == error["type"])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-05-12", date(2021, 5, 12)),
        ("12/5/2021", date(2021, 5, 12)),
        ("02/03/2026", date(2026, 3, 2)),
        ("2024-2-29", date(2024, 2, 29)),
        (" 2021-05-12 ", date(2021, 5, 12)),
    ],
)
def test_days(text: str, day: date) -> None:
    assert READ[Day](text) == day


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2024", "2023-02-29", "05/13/2026", "2026-13-01", "12/5/26", "12.5.2026", "2026-05-12T10:00", "20260512",
        "0000-01-01", "1899-12-31", "2201-01-01", "hôm nay", "2026/05/12", "٢٠٢٦-٠٥-١٢", "2026-05-12 2026-05-13",
    ],
)  # fmt: skip
def test_what_is_no_day(text: str) -> None:
    assert refused(Day, text) is Code.NOT_A_DATE


@pytest.mark.parametrize(
    ("text", "written", "vi", "first", "last"),
    [
        ("2021", "2021", "năm 2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-04", "2021-04", "tháng 4/2021", date(2021, 4, 1), date(2021, 4, 30)),
        ("4/2021", "2021-04", "tháng 4/2021", date(2021, 4, 1), date(2021, 4, 30)),
        ("12/4/2021", "2021-04-12", "12/04/2021", date(2021, 4, 12), date(2021, 4, 12)),
        ("2024-02", "2024-02", "tháng 2/2024", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_partial_dates_keep_the_precision_of_the_paper(
    text: str, written: str, vi: str, first: date, last: date
) -> None:
    moment = READ[PartialDate](text)
    assert (str(moment), moment.vi, moment.first_day, moment.last_day) == (written, vi, first, last)


@pytest.mark.parametrize(
    ("text", "written", "vi", "last"),
    [
        ("2023-Q2", "2023-Q2", "Quý II/2023", date(2023, 6, 30)),
        ("2023q4", "2023-Q4", "Quý IV/2023", date(2023, 12, 31)),
        ("2023-H1", "2023-H1", "6 tháng đầu năm 2023", date(2023, 6, 30)),
        ("2023-h2", "2023-H2", "6 tháng cuối năm 2023", date(2023, 12, 31)),
        ("2023", "2023", "năm 2023", date(2023, 12, 31)),
        ("12/5/2023", "2023-05-12", "12/05/2023", date(2023, 5, 12)),
    ],
)
def test_moments_of_a_plan(text: str, written: str, vi: str, last: date) -> None:
    moment = READ[When](text)
    assert (str(moment), moment.vi, moment.last_day) == (written, vi, last)


@pytest.mark.parametrize("text", ["2023-Q5", "2023-H3", "Quý II/2023", "2023-02-30", "sáu tháng"])
def test_what_is_no_moment(text: str) -> None:
    assert refused(When, text) is Code.BAD_WHEN


@pytest.mark.parametrize("text", ["2021-2025", "2021 - 2025", "2021–2025", "2021 — 2025"])
def test_periods_with_any_dash(text: str) -> None:
    period = READ[Period](text)
    assert (str(period), period.vi, period.covers(date(2025, 12, 31))) == ("2021-2025", "2021–2025", True)


def test_a_period_of_one_year() -> None:
    period = READ[Period]("2026")
    assert (str(period), period.vi, period.covers(date(2027, 1, 1))) == ("2026", "2026", False)


@pytest.mark.parametrize("text", ["2025-2021", "21-25", "1900-1910", "2021-2101", "2021/2025", "giai đoạn 2021-2025"])
def test_what_is_no_period(text: str) -> None:
    assert refused(Period, text) is Code.BAD_PERIOD


@pytest.mark.parametrize(
    ("text", "value"), [("1200", "1200"), ("1.2", "1.2"), ("1,2", "1.2"), ("-3", "-3"), ("0.125", "0.125")]
)
def test_numbers(text: str, value: str) -> None:
    assert str(READ[Number](text)) == value


@pytest.mark.parametrize("text", ["1.200", "1,200", "12.000.000", "-1.200"])
def test_numbers_that_can_mean_two_things(text: str) -> None:
    assert refused(Number, text) is Code.AMBIGUOUS_NUMBER


@pytest.mark.parametrize("text", ["300 m²", "12%", "1e5", "½", "NaN", "+-5", "9" * 5000, "٣", "1 200", "0x10"])
def test_what_is_no_number(text: str) -> None:
    assert refused(Number, text) is Code.NOT_A_NUMBER


@pytest.mark.parametrize("text", ["1.5", "+-+5", "9" * 13, "một"])
def test_what_is_no_whole_number(text: str) -> None:
    assert refused(Whole, text) is Code.NOT_A_NUMBER


def test_true_and_false_are_the_only_flags() -> None:
    assert READ[Flag]("true") is True
    assert READ[Flag]("false") is False
    for text in ("yes", "có", "True", "1", "on"):
        assert refused(Flag, text) is Code.NOT_YES_NO


@pytest.mark.parametrize("text", ["a", "xa-kim-dong", "0653", "a" * 80])
def test_ids(text: str) -> None:
    assert READ[Identifier](text) == text


@pytest.mark.parametrize("text", ["Xã Kim Đồng", "xa_kim", "a" * 81, "ABC", "a/b", "../a", "xã"])
def test_what_is_no_id(text: str) -> None:
    assert refused(Identifier, text) is Code.BAD_ID


@pytest.mark.parametrize(
    "text",
    ["https://example.org/", "http://a.vn", "https://a.vn:8080/x?y=1#z", "https://a.vn?x=1", "https://a.vn/tin/bà-hoa"],
)
def test_addresses(text: str) -> None:
    assert READ[Url](text) == text


@pytest.mark.parametrize(
    "text",
    ["example.org", "javascript:alert(1)", "ftp://a.vn", "https://", "https://a b.vn", 'https://a.vn/"x', "//a.vn"],
)
def test_what_is_no_address(text: str) -> None:
    assert refused(Url, text) is Code.BAD_URL


def test_file_names_stay_in_their_folder() -> None:
    assert READ[FileName]("ba-hoa.jpg") == "ba-hoa.jpg"
    for text in ("../a.jpg", "a/b.jpg", "a\\b.jpg", ".htaccess", "/etc/passwd"):
        assert refused(FileName, text) is Code.FILE_LEAVES_FOLDER
    for text in ("bà hoa.jpg", "a b.jpg", "a:b.jpg", "a" * 121):
        assert refused(FileName, text) is Code.BAD_FILE_REF


def test_colors_are_lower_case() -> None:
    assert READ[Color]("#9B1B30") == "#9b1b30"
    for text in ("đỏ", "#fff", "9b1b30", "#9b1b3g"):
        assert refused(Color, text) is Code.BAD_COLOR


def test_lines_have_no_markup_and_one_space_at_a_time() -> None:
    assert READ[Line]("  Bà \n Hoa  & chồng < 5 năm ") == "Bà Hoa & chồng < 5 năm"
    for text in ("<b>x</b>", "a <!-- b", "{{ x }}", "{% x %}", "[x](y)", "**x**", "KH-SKH&amp;ĐT", "a&#160;b"):
        assert refused(Line, text) is Code.MARKUP_IN_TEXT


@pytest.mark.parametrize(
    "kind", [Line, Identifier, Whole, Number, Flag, Day, Url, FileName, Color, Period, When, Status]
)
def test_nothing_and_groups_are_no_values(kind: Any) -> None:
    assert refused(kind, None) is Code.EMPTY
    assert refused(kind, "  ") is Code.EMPTY
    assert refused(kind, ["a"]) is Code.NOT_TEXT
    assert refused(kind, {"a": "b"}) is Code.NOT_TEXT


def test_choices_are_read_by_their_slug_and_named_with_their_label() -> None:
    assert READ[Status](" cong-bo ") is Status.CONG_BO
    assert refused(Status, "Công bố") is Code.NOT_A_CHOICE
    assert listed([Status.NHAP, Status.CONG_BO]) == "nhap (Nháp), cong-bo (Công bố)"


def test_choices_and_dates_have_a_schema() -> None:
    assert TypeAdapter(Status).json_schema()["enum"] == [str(status) for status in Status]
    assert TypeAdapter(Annotated[PartialDate, "x"]).json_schema() == {"type": "string"}


FIELDS: Final = [(kind.name, key, facts) for kind in KINDS.values() for key, facts in _field_rows(kind.record)]


def test_of_every_field_the_reference_says_what_to_type() -> None:
    told = {(kind, key): facts.typed for kind, key, facts in FIELDS}
    assert all(not words.endswith(".") and words[0].isupper() for words in told.values())
    assert told["exemplar", "title"] == "Chữ, viết trên một dòng"
    assert told["exemplar", "introduced_on"] == "Ngày, viết năm-tháng-ngày hoặc ngày/tháng/năm"
    assert told["exemplar", "campaigns"] == "Danh sách; mỗi mục là mã gồm chữ thường không dấu, chữ số và gạch nối"
    assert told["exemplar", "consent"] == "Một nhóm trường viết lùi vào, kể ở dưới"
    assert told["replication", "steps"].startswith("Nhóm dòng “mã: …”; ")
    assert {facts.bounds for _, key, facts in FIELDS if key in {"title", "before_day"}} >= {"Từ 10 đến 150 ký tự"}
    assert {facts.shape for _, _, facts in FIELDS} == set(Shape)


@pytest.mark.parametrize(
    ("kind", "key", "facts"),
    [row for row in FIELDS if row[2].sample and row[2].shape is not Shape.GROUP],
    ids=[f"{kind}.{key}" for kind, key, facts in FIELDS if facts.sample and facts.shape is not Shape.GROUP],
)
def test_what_the_reference_shows_may_be_typed(kind: str, key: str, facts: FieldFacts) -> None:
    part: type[Part] = KINDS[kind].record
    *groups, name = key.replace("[]", "").split(".")
    for group in groups:
        inner = fields_of(part)[group].part
        assert inner is not None
        part = inner
    document, findings = parse_yaml("", f"{name}: {facts.sample}", 1)
    assert findings == []
    assert document is not None
    wrong = {finding.loc for finding in read_record(cast("type[Record]", part), "", document.fields).findings
             if finding.code not in {Code.MISSING, Code.MISSING_AT_STAGE}}  # fmt: skip
    assert wrong == set()
