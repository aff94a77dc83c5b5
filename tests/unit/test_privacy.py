"""Numbers and words that have no place on a public page, and numbers that do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builders import DRAFT, PUBLISHED, base_text, make_root
from exemplary.content import check_content
from exemplary.issues import Code
from exemplary.text import names_person

TODAY = date(2026, 11, 22)


def told(folder: Path, body: str, **changes: str) -> list[Code]:
    """Return the codes of what is wrong with a draft that has this body, after changes to its front matter."""
    text = base_text(DRAFT).replace("Bài đang viết.", body)
    for old, new in changes.items():
        text = text.replace(old, new)
    return [issue.code for issue in check_content(make_root(folder, draft=text), today=TODAY).issues]


@pytest.mark.parametrize(
    "number",
    [
        "0912345678", "0912 345 678", "0912.345.678", "0912-345-678", "0912·345·678", "0912 34 56 78", "09 1234 5678",
        "091 2345678", "+84912345678", "+84 912 345 678", "+84 (0)912 345 678", "0084 912 345 678", "84912345678",
        "(0206) 385 2123", "0206.3852.123", "024 3825 1234", "01689 123 456",
    ],
)  # fmt: skip
def test_phone_numbers_however_written(tmp_path: Path, number: str) -> None:
    assert told(tmp_path, f"Gọi {number}.") == [Code.PHONE_NUMBER]


@pytest.mark.parametrize(
    "text",
    [
        "Góp 84.912.345.678 đồng.", "Ngày 02.09.1945 80 năm.", "Ngày 03-07-2025 10 hộ.", "Từ 0912 đến 0915.",
        "Số 0123/QĐ-UBND.",
        "0,912 345 ha", "Năm 1945 2026", "Mã 00123", "12/5/2026 và 01/7/2025", "Các nhóm 05, 10, 15, 20, 25",
        "113, 114, 115",
        "Quyết định số 0912345678/QĐ", "https://example.org/tin-0912345678.html",
    ],
)  # fmt: skip
def test_other_numbers_stay(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "căn cước 001234567890", "001 234 567 890", "CCCD: 001234567890", "CMND số 123456789",
        "chứng minh thư 123 456 789",
        "STK 1903 1234 567 890", "số tài khoản 190312345678", "tài khoản ngân hàng: 0123456789",
    ],
)  # fmt: skip
def test_papers_and_accounts(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == [Code.ID_NUMBER]


@pytest.mark.parametrize(
    "text", ["hoa@example.org", "Thư: ba.hoa+x@mail.example.com.", "[thư](mailto:hoa@example.org)"]
)
def test_e_mail_addresses(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == [Code.EMAIL]


def test_a_number_behind_a_link_is_told_once(tmp_path: Path) -> None:
    assert told(tmp_path, "[gọi](tel:0912345678)") == [Code.PHONE_NUMBER]


def test_fields_are_looked_at_too_but_not_the_contact_of_an_office(tmp_path: Path) -> None:
    assert told(tmp_path, "x", **{"góp máy": "góp máy (0912 345 678)"}) == [Code.PHONE_NUMBER]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Chị là người dân tộc Tày.", [Code.SENSITIVE_WORD]),
        ("Ông theo đạo Tin lành.", [Code.SENSITIVE_WORD]),
        ("Đoàn kết các dân tộc, Nghĩa đạo làm người, nhà giáo", []),
    ],
)
def test_sensitive_words(tmp_path: Path, text: str, codes: list[Code]) -> None:
    assert told(tmp_path, text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Em học lớp 5A.", [Code.MINOR_DETAIL]),
        ("Em học Trường THCS Kim Đồng.", [Code.MINOR_DETAIL]),
        ("học sinh trường tiểu học Suối Mơ", [Code.MINOR_DETAIL]),
        ("Trường tiểu học của xã ở gần; em thích lớp học.", []),
    ],
)
def test_schools_and_classes_of_children(tmp_path: Path, text: str, codes: list[Code]) -> None:
    consent = "{status: chua-co, guardian_ref: GH-1, child_ref: TE-1}"
    changes = {"{status: chua-co}": consent, "status: nhap": "status: nhap\nminor: true"}
    hamlet = [Code.MINOR_DETAIL]  # the story's own unit is a hamlet, which is told as well
    assert sorted(told(tmp_path, text, **changes), key=str) == sorted([*hamlet, *codes], key=str)


@pytest.mark.parametrize(
    ("identifier", "name", "told_by_it"),
    [
        ("vi-thi-hoa", "Vi Thị Hoa", True),
        ("ba-thi-hoa-hien-dat", "Vi Thị Hoa", True), ("ba-hoa", "Vi Thị Hoa", False),
        ("em-be-tra-lai-cua-roi", "Vi Thị Hoa", False), ("chi-vui", "Vui", True),
    ],
)  # fmt: skip
def test_ids_that_spell_a_name(identifier: str, name: str, *, told_by_it: bool) -> None:
    assert names_person(identifier, name) == told_by_it


@pytest.mark.parametrize(
    ("consent", "codes"),
    [
        ("{status: da-co, ref: DY-1}", []),
        ("{status: da-co, ref: DY-1, scope: [ten, bai-viet, anh]}", []),
        ("{status: da-co}", [Code.MISSING]),
        ("{status: chua-co}", [Code.NO_CONSENT]),
        ("{status: da-rut}", [Code.CONSENT_WITHDRAWN]),
        ("{status: khong-can}", [Code.CONSENT_BASIS]),
        ("{status: khong-can, basis: Quyết định đã công khai}", []),
        ("{status: da-co, ref: DY-1, scope: [ten, bai-viet]}", [Code.PHOTO_NOT_CONSENTED]),
        ("{status: da-co, ref: DY-1, scope: [anh, bai-viet]}", [Code.CONSENT_SCOPE]),
    ],
)
def test_nobody_is_published_without_consent(tmp_path: Path, consent: str, codes: list[Code]) -> None:
    lines = base_text(PUBLISHED).split("\n")
    text = "\n".join(f"consent: {consent}" if line.startswith("consent:") else line for line in lines)
    issues = check_content(make_root(tmp_path, published=text), today=TODAY).issues
    assert [issue.code for issue in issues] == codes
