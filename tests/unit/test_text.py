"""Vietnamese text: order, slugs, names, dates and numbers."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import unicodedata
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemplary.text import (
    Signs,
    bare,
    collation_key,
    date_long_vi,
    date_vi,
    first_letter,
    fold,
    near,
    nfc,
    number_vi,
    slugify,
    sort_name,
    squash,
    word_count,
    words,
)

_NAMES = (
    "An Ánh Ân Ấn Ẩn Bảo Bích Bình Cảnh Cầm Châu Chi Chính Cúc Cương Cường Dũng Dung Duy Dương Đan Đào Đạt Đăng"
    " Đậu Điền Đinh Đỗ Đức Đường Em Êban Gấm Giang Giáp Hà Hải Hạnh Hằng Hân Hậu Hiên Hiền Hiển Hiếu Hoa Hoà Hòa"
    " Hoàng Hồng Huệ Hùng Huy Huyền Hương Hường Hữu Kha Khanh Khánh Khoa Khôi Kiên Kiều Lam Lan Lâm Lân Lê Liên"
    " Linh Loan Long Lộc Lụa Lực Lương Ly Lý Mai Mạnh Mận Minh My Mỹ Na Nam Năm Ngà Nga Ngân Ngọc Nguyên Nguyễn"
    " Nguyệt Nhàn Nhân Nhung Như Niê Nông Nương Oanh Ô Ông Ơn Phấn Phi Phong Phú Phúc Phương Phượng Quang Quân Quế"
    " Quốc Quý Quyên Quyết Sáng Sen Sơn Sương Tài Tâm Tân Thái Thanh Thành Thảo Thắm Thắng Thêm Thìn Thịnh Thoa"
    " Thơ Thơm Thu Thuận Thúy Thùy Thủy Thư Tiên Tiến Tín Toàn Trang Trâm Trí Trinh Trúc Trung Tú Tuấn Tuệ Tùng"
    " Tuyền Tuyết Tư Tường Uyên Ươm Vân Vi Việt Vinh Vũ Vui Vượng Xuân Y Ý Yên Yến"
)
NAMES: Final = tuple(_NAMES.split())
_LETTERS = (
    "a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ e è ẻ ẽ é ẹ ê ề ể ễ ế ệ i ì ỉ ĩ í ị o ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ"
    " u ù ủ ũ ú ụ ư ừ ử ữ ứ ự y ỳ ỷ ỹ ý ỵ d đ"
)
LETTERS: Final = tuple(_LETTERS.split())
PHRASES: Final = (
    "Xóm 1", "Xóm 2", "Xóm 10", "Xóm 01", "xóm 3a", "Tổ 12", "Tổ 2", "Thôn Đông", "Thôn Đoài", "KH-SKH&ĐT", "Ban KT-XH",
    "Phòng Chính sách – Dân tộc", "Phòng Chính sách - Dân tộc", "“Lao động giỏi”", "(mẫu)", "A.B", "A B", "A-B", "AB",
    "a'b", "Kế hoạch 653/KH-UBND", "Kế hoạch 60/KH-UBND", "1.200", "12", "0012", "12a", "Ea H'leo", "Cư M'gar",
    "Đắk Lắk", "Đăk Glong", "wifi", "zalo", "fax", "jrai", "Niê’", "Ơ Đu",
)  # fmt: skip
COMPARE: Final = """
const words = JSON.parse(require('fs').readFileSync(0));
const collator = new Intl.Collator('vi', {numeric: true});
words.sort(collator.compare);
console.log(JSON.stringify([words, words.slice(1).map((word, i) => Math.sign(collator.compare(words[i], word)))]));
"""


def many_words() -> list[str]:
    """Return names, letters with every tone, syllables, full names and phrases, the same ones each time."""
    chance = random.Random(3)  # noqa: S311 - the same words each time
    syllables = [f"{first}{rest}" for first in ("m", "ng", "th") for rest in LETTERS[:30]]
    full = [f"{chance.choice(NAMES)} {chance.choice(('Văn', 'Thị', 'văn'))} {chance.choice(NAMES)}" for _ in range(200)]
    return sorted({*NAMES, *LETTERS, *map(str.upper, LETTERS), *syllables, *full, *PHRASES})


@pytest.mark.skipif(shutil.which("node") is None, reason="node knows the order that browsers use")
def test_the_order_is_that_of_browsers() -> None:
    done = subprocess.run(
        ["node", "-e", COMPARE], input=json.dumps(many_words()), capture_output=True, text=True, check=True
    )
    ordered, signs = json.loads(done.stdout)
    assert len(ordered) > 600
    for (before, after), sign in zip(pairwise(ordered), signs, strict=True):
        first, second = collation_key(before), collation_key(after)
        assert (first < second) - (first > second) == -sign, (before, after)


def test_names_sort_by_given_name() -> None:
    names = ["Mai Văn Quyết", "Phị Năng Thị Thủy", "Nông Thế Phúc", "Lê Thị Ánh", "Trần Văn An", "Vũ Thị Ân", "Hà Đức"]
    ordered = sorted(names, key=lambda name: collation_key(sort_name(name, person=True)))
    assert [name.split()[-1] for name in ordered] == ["An", "Ánh", "Ân", "Đức", "Phúc", "Quyết", "Thủy"]


@pytest.mark.parametrize(
    ("name", "sorted_by"),
    [
        ("Công ty TNHH Bình Minh", "Bình Minh"),
        ("Hộ ông Nông Văn Thắng", "Thắng Nông Văn"),
        ("Gia đình bà Vi Thị Hoa", "Hoa Vi Thị"),
        ("Tổ may xóm Đông", "may xóm Đông"),
        ("UBND xã Kim Đồng", "Kim Đồng"),
        ("Kim Đồng", "Kim Đồng"),
        ("Hộ", "Hộ"),
    ],
)
def test_the_others_sort_by_the_word_that_tells_them_apart(name: str, sorted_by: str) -> None:
    assert sort_name(name, person=False) == sorted_by


@pytest.mark.parametrize(
    ("name", "letter"), [("Ánh", "A"), ("Ân", "Â"), ("đức", "Đ"), ("Ươm", "Ư"), ("12", "#"), ("", "#")]
)
def test_first_letters_keep_their_shape_without_a_tone(name: str, letter: str) -> None:
    assert first_letter(name) == letter


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đơn vị được giao: KH&ĐT", "don-vi-duoc-giao-kh-dt"),
        ("  Bà Hoa hiến 300 m²!  ", "ba-hoa-hien-300-m"),
        ("Ea H'leo", "ea-h-leo"),
        ("ĐƯỜNG", "duong"),
        ("---", ""),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_folding_drops_every_mark_in_any_normal_form() -> None:
    assert fold("Đường làng Kẻ Gỗ") == fold("Đường làng Kẻ Gỗ".encode().decode()) == "duong lang ke go"
    assert fold("Ke\u0309 Go\u0302\u0303") == "ke go"


@given(st.text(st.sampled_from("aAâẤđĐườỠ ²“–…\u00a0\u0301\u0335ÖñΣİßK☐9<\t")))
def test_folding_is_lower_case_without_marks_whatever_stands_beside(text: str) -> None:
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    assert fold(text) == "".join(char for char in parts if not "\u0300" <= char <= "\u036f")


def test_bare_text_is_folded_without_blanks_and_refuses_foreign_letters() -> None:
    assert bare("Đường <b> làng\n\u00a0Kẻ Gỗ") == b"duongblangkego"
    assert bare("“Kẻ Gỗ” – 300 m²") == bare("“kego”–300m²")
    for foreign in ("Gô\u0303", "Straße", "☐"):
        with pytest.raises(UnicodeEncodeError):
            bare(foreign)


def test_normal_form_leaves_ascii_and_composed_text_alone() -> None:
    assert nfc("abc") == "abc"
    assert nfc("ho\u0300") == "h\u00f2"


def test_white_space_and_words() -> None:
    assert squash(" a \n b\t c ") == "a b c"
    assert word_count("Bà Hoa, 300 m² – một_hai") == 6
    assert words("KH-UBND số 12") == ["KH", "UBND", "số", "12"]


def test_dates_as_papers_write_them() -> None:
    assert date_vi(date(2026, 3, 2)) == "02/03/2026"
    assert date_long_vi(date(2026, 3, 2)) == "ngày 02 tháng 3 năm 2026"
    assert date_long_vi(date(2026, 2, 12)) == "ngày 12 tháng 02 năm 2026"


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234.5, "1.234,5"), (Decimal("0.10"), "0,1"), (12000000, "12.000.000"), (Decimal(100), "100"), (-1.5, "-1,5")],
)
def test_numbers_as_people_read_them(value: float, text: str) -> None:
    assert number_vi(value) == text


def test_near_misses_ignore_marks_case_and_separators() -> None:
    choices = ["introduced_on", "introduced_by", "name"]
    assert near("Introduced-On", choices) == "introduced_on"
    assert near("introducd_on", choices) == "introduced_on"
    assert near("xyz", choices) is None
    assert near("", choices) is None


def test_words_are_counted_by_their_bytes_as_they_are_one_by_one() -> None:
    chance = random.Random(5)  # noqa: S311 - to repeat
    pieces = (
        "a",
        "Đường",
        "é",
        " ",
        " ",
        "-",
        "–",
        "“",
        "×",
        "÷",
        "_",
        "…",
        "e\u0301",
        "1",
        "\u00a0",
        "漢",
        "က",
        "·",
        "\n",
        "ự",
    )
    for _ in range(5_000):
        text = "".join(chance.choices(pieces, k=chance.randint(0, 40)))
        assert word_count(text) == len(words(text))


@given(st.lists(st.sampled_from(("đ", "Đ", "ạo", "ẠO", "o", "tín", "TÍN ", " đồ", "漢", "İ", "²", "“")), max_size=6))
def test_signs_are_found_whether_large_or_small(parts: list[str]) -> None:
    text = "".join(parts)
    assert Signs("đạo", "tín đồ").stand_in(text) == ("đạo" in text.lower() or "tín đồ" in text.lower())
