"""The national locality list as committed, and the importer that makes it."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exemplary.importers.localities import COLUMNS, LocalityRow, build_rows, localities_csv, read_package, spell

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "content" / "registry" / "localities-vn.csv"
PROVINCES = {"tinh", "thanh-pho-tw"}
DISTRICTS = {"quan", "huyen", "thi-xa", "thanh-pho-thuoc-tinh"}
WARDS = {"phuong", "xa", "thi-tran", "dac-khu"}
WITHOUT_SUCCESSOR: frozenset[str] = frozenset()
"""Former units of which the source does not say what they became; there is none."""


@pytest.fixture(scope="module")
def rows() -> list[LocalityRow]:
    """Return every row of the committed list."""
    with LIST.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        assert tuple(next(reader)) == COLUMNS
        return [LocalityRow(*line) for line in reader]


@pytest.fixture(scope="module")
def by_id(rows: list[LocalityRow]) -> dict[str, LocalityRow]:
    """Return the rows by id."""
    return {row.id: row for row in rows}


def successors(row: LocalityRow) -> dict[str, str]:
    """Return the shares of a row's successors by id."""
    return dict(part.split(":") for part in row.successors.split())


def former(rows: list[LocalityRow], types: set[str]) -> list[LocalityRow]:
    """Return the rows of the given types that ended."""
    return [row for row in rows if row.type in types and row.valid_to]


def test_the_counts_are_those_of_the_reform(rows: list[LocalityRow]) -> None:
    provinces = [row for row in rows if row.type in PROVINCES]
    today = [row for row in rows if row.type in WARDS and not row.valid_to]
    assert len(provinces) == 63
    assert sum(not row.valid_to for row in provinces) == 34
    assert Counter(row.type for row in today) == {"xa": 2621, "phuong": 687, "dac-khu": 13}
    districts = former(rows, DISTRICTS)
    assert sum(row.valid_to == "2025-06-30" for row in districts) == 696
    assert sorted(row.id for row in districts if row.valid_to != "2025-06-30") == [
        "huyen-an-duong-hai-phong", "thi-xa-dong-trieu-quang-ninh",
    ]  # fmt: skip
    assert sum(bool(row.code) for row in former(rows, WARDS)) == 10_035


def test_every_id_is_valid_and_used_once(rows: list[LocalityRow], by_id: dict[str, LocalityRow]) -> None:
    assert len(by_id) == len(rows)
    assert [row.id for row in rows if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row.id) or len(row.id) > 80] == []
    assert not {"trang", "tat-ca"} & by_id.keys()


def test_every_name_is_tidy_and_starts_with_its_type_word(rows: list[LocalityRow]) -> None:
    for row in rows:
        bare = re.sub("^(Tỉnh|Thành phố|Quận|Huyện|Thị xã|Phường|Xã|Thị trấn|Đặc khu) ", "", row.name)
        assert bare != row.name, row
        assert all(word[0].isupper() or word[0].isdigit() or word in {"trường", "-"} for word in bare.split()), row
        assert spell(row.name) == row.name


def test_every_parent_is_a_unit_of_the_level_above(rows: list[LocalityRow], by_id: dict[str, LocalityRow]) -> None:
    for row in rows:
        if row.type in PROVINCES:
            assert not row.parent, row
        elif row.type in DISTRICTS or not row.valid_to:
            assert by_id[row.parent].type in PROVINCES, row
        else:
            assert by_id[row.parent].type in DISTRICTS, row


def test_no_unit_of_today_lies_in_a_former_one(rows: list[LocalityRow], by_id: dict[str, LocalityRow]) -> None:
    assert [row.id for row in rows if not row.valid_to and row.parent and by_id[row.parent].valid_to] == []


def test_every_former_unit_went_to_units_of_today(rows: list[LocalityRow], by_id: dict[str, LocalityRow]) -> None:
    for row in rows:
        assert bool(row.valid_to) == bool(row.successors) or row.id in WITHOUT_SUCCESSOR, row
        targets = successors(row)
        assert not [target for target in targets if by_id[target].valid_to], row
        level = PROVINCES if row.type in PROVINCES else WARDS
        assert all(by_id[target].type in level for target in targets), row


def test_only_a_unit_with_one_successor_went_there_as_a_whole(rows: list[LocalityRow]) -> None:
    for row in rows:
        shares = list(successors(row).values())
        assert shares in ([], ["whole"]) or (len(shares) > 1 and set(shares) == {"part"}), row


def test_every_ward_of_today_had_a_predecessor(rows: list[LocalityRow]) -> None:
    reached = {target for row in rows for target in successors(row)}
    assert [row.id for row in rows if row.type in WARDS and not row.valid_to and row.id not in reached] == []


def test_codes_are_official_and_not_shared(rows: list[LocalityRow]) -> None:
    today = [row for row in rows if not row.valid_to]
    assert all(re.fullmatch(r"\d\d" if row.type in PROVINCES else r"\d{5}", row.code) for row in today)
    for group in (today, former(rows, WARDS)):
        codes = [row.code for row in group if row.code]
        assert len(codes) == len(set(codes))


def test_dates_are_those_of_the_reform(rows: list[LocalityRow]) -> None:
    assert {row.valid_from for row in rows if row.type in WARDS and not row.valid_to} == {"2025-07-01"}
    assert {row.valid_from for row in rows if row.type in PROVINCES or row.valid_to} == {""}
    ends = {row.valid_to for row in rows} - {""}
    assert ends == {"2024-10-31", "2024-12-31", "2025-06-30"}
    assert max(date.fromisoformat(end) for end in ends) < date(2025, 7, 1)


def test_the_list_is_sorted_block_by_block(rows: list[LocalityRow]) -> None:
    def block(row: LocalityRow) -> int:
        if not row.valid_to:
            return 0 if row.type in PROVINCES else 1
        return 2 if row.type in PROVINCES else 3 if row.type in DISTRICTS else 4

    keys = [(block(row), row.id) for row in rows]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tinh-ninh-thuan", "tinh-khanh-hoa"),
        ("tinh-nam-dinh", "tinh-ninh-binh"),
        ("tinh-ha-giang", "tinh-tuyen-quang"),
        ("tinh-dak-nong", "tinh-lam-dong"),
        ("tinh-quang-nam", "thanh-pho-da-nang"),
        ("thi-tran-dong-khe-thach-an", "xa-dong-khe-cao-bang"),
        ("huyen-ly-son-quang-ngai", "dac-khu-ly-son-quang-ngai"),
        ("xa-ia-mo-chu-prong", "xa-ia-mo-gia-lai"),
    ],
)
def test_a_unit_went_as_a_whole_to_the_one_that_is_known(by_id: dict[str, LocalityRow], old: str, new: str) -> None:
    assert successors(by_id[old]) == {new: "whole"}


def test_khanh_hoa_has_65_wards_of_today(rows: list[LocalityRow]) -> None:
    wards = [row for row in rows if row.parent == "tinh-khanh-hoa" and row.valid_from]
    assert Counter(row.type for row in wards) == {"xa": 48, "phuong": 16, "dac-khu": 1}


def test_thach_an_went_to_six_wards(by_id: dict[str, LocalityRow]) -> None:
    assert successors(by_id["huyen-thach-an-cao-bang"]) == {
        f"xa-{name}-cao-bang": "part"
        for name in ("canh-tan", "kim-dong", "minh-khai", "thach-an", "dong-khe", "duc-long")
    }
    assert by_id["xa-kim-dong-thach-an"] == LocalityRow(
        "xa-kim-dong-thach-an", "Xã Kim Đồng", "xa", "huyen-thach-an-cao-bang", "01792", "", "2025-06-30",
        "xa-kim-dong-cao-bang:whole",
    )  # fmt: skip


def test_the_eleven_unchanged_provinces_absorbed_nothing(rows: list[LocalityRow]) -> None:
    absorbing = {target for row in former(rows, PROVINCES) for target in successors(row)}
    assert len(absorbing) == 23
    assert not absorbing & {"tinh-cao-bang", "thanh-pho-ha-noi", "thanh-pho-hue", "tinh-nghe-an", "tinh-lang-son"}


def test_a_divided_ward_names_all_its_successors(by_id: dict[str, LocalityRow]) -> None:
    assert by_id["phuong-dich-vong-cau-giay"].successors == "phuong-cau-giay-ha-noi:part phuong-nghia-do-ha-noi:part"


def test_namesakes_that_marks_alone_tell_apart_carry_their_code(by_id: dict[str, LocalityRow]) -> None:
    assert by_id["xa-ba-to-quang-ngai-21484"].name == "Xã Ba Tơ"
    assert by_id["xa-ba-to-quang-ngai-21523"].name == "Xã Ba Tô"


# The importer, on a package of its own.


def change(code: str, old: tuple[str, str, str], new: tuple[str, str]) -> dict[str, Any]:
    """Return one row of the package's table of changes."""
    return {
        "old_ward_code": code or None, "old_ward_name": old[0], "old_district_name": old[1],
        "old_province_name": old[2], "new_ward_code": "wrong", "new_ward_name": new[0], "new_province_name": new[1],
    }  # fmt: skip


def package(changes: list[dict[str, Any]]) -> str:
    """Return a small package: one province of today with three wards, and the given changes."""
    wards = [("00004", "Phường Sông Trong"), ("00008", "Xã Đồi Chè"), ("00012", "Xã Đồi Chẻ")]
    tables: dict[str, list[dict[str, Any]]] = {
        "provinces": [{"province_code": "04", "name": "Suối Hoa"}],
        "wards": [{"ward_code": code, "name": name, "province_code": "04"} for code, name in wards],
        "ward_mappings": changes,
    }
    parts = [{"type": "table", "name": name, "data": data} for name, data in tables.items()]
    return json.dumps([{"type": "header", "version": "1.1"}, *parts])


SUOI_HOA = "Tỉnh Suối Hoa"
CHANGES = [
    change("00001", ("Xã Bến", "Huyện Đồi", SUOI_HOA), ("Phường Sông Trong", "Suối Hoa")),
    change("00002", ("Xã Bến", "Huyện Đồi", "Tỉnh Mây"), ("Xã Đồi Chè", "Suối Hoa")),
    change("00003", ("Phường 1", "Quận 2", "Tỉnh Mây"), ("Xã Đồi Chẻ", "Suối Hoa")),
    change("", ("Xã Cũ", "Huyện Đồi", "Tỉnh Mây"), ("Xã Đồi Chẻ", "Suối Hoa")),
    change("", ("Xã Cũ", "Huyện Đồi", "Tỉnh Mây"), ("Xã Đồi Chè", "Suối Hoa")),
    change("", ("Xã Cũ", "Huyện Đồi", "Tỉnh Mây"), ("Xã Đồi Chè", "Suối Hoa")),
    change("", ("Xã Bến", "Huyện Đồi", "Tỉnh Mây"), ("Phường Sông Trong", "Suối Hoa")),
]


def small() -> dict[str, LocalityRow]:
    """Return the rows made from the small package, by id."""
    return {row.id: row for row in build_rows(read_package(package(CHANGES)))}


def test_a_split_ward_shares_itself_among_its_successors_in_the_order_of_the_source() -> None:
    row = small()["xa-cu-doi"]
    assert row.successors == "xa-doi-che-suoi-hoa-00012:part xa-doi-che-suoi-hoa-00008:part"
    assert row.parent == "huyen-doi-may"


def test_namesakes_append_the_old_province() -> None:
    made = small()
    assert "xa-ben-doi" not in made
    assert made["xa-ben-doi-suoi-hoa"].successors == "phuong-song-trong-suoi-hoa:whole"


def test_a_ward_with_a_code_outweighs_an_older_statement_of_its_name() -> None:
    assert small()["xa-ben-doi-may"].successors == "xa-doi-che-suoi-hoa-00008:whole"


def test_a_numbered_district_keeps_its_type_word_in_ids() -> None:
    assert small()["phuong-1-quan-2"].parent == "quan-2-may"


def test_a_province_that_keeps_its_name_has_one_row_and_one_that_ends_points_to_it() -> None:
    made = small()
    assert made["tinh-suoi-hoa"] == LocalityRow("tinh-suoi-hoa", SUOI_HOA, "tinh", code="04")
    assert made["tinh-may"] == LocalityRow(
        "tinh-may", "Tỉnh Mây", "tinh", valid_to="2025-06-30", successors="tinh-suoi-hoa:whole"
    )


def test_a_district_goes_to_every_ward_that_its_wards_went_to() -> None:
    assert small()["huyen-doi-may"].successors == "xa-doi-che-suoi-hoa-00008:part xa-doi-che-suoi-hoa-00012:part"
    assert small()["quan-2-may"].successors == "xa-doi-che-suoi-hoa-00012:whole"


def test_the_order_of_the_changes_of_other_wards_does_not_matter() -> None:
    split = [item for item in CHANGES if item["old_ward_name"] == "Xã Cũ"]
    others = [item for item in CHANGES if item["old_ward_name"] != "Xã Cũ"]
    assert localities_csv(package(others[::-1] + split)) == localities_csv(package(CHANGES))


def test_the_text_is_plain_csv() -> None:
    text = localities_csv(package(CHANGES))
    assert text.startswith("id,name,type,parent,code,valid_from,valid_to,successors\ntinh-suoi-hoa,Tỉnh Suối Hoa,tinh,")
    assert "\r" not in text
    assert '"' not in text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([change("1", ("Ấp Bến", "Huyện Đồi", SUOI_HOA), ("Xã Đồi Chè", "Suối Hoa"))], "no known type"),
        (
            [
                change("1", ("Xã Một", "Huyện Đồi", SUOI_HOA), ("Xã Đồi Chè", "Suối Hoa")),
                change("2", ("Xã Hai", "Huyện Đồi", SUOI_HOA), ("Xã Đồi Chè", "Mây")),
            ],
            "two provinces",
        ),
        ([change("1", ("", "", ""), ("Xã Đồi Chè", "Suối Hoa"))], "what Xã Đồi Chè was before"),
    ],
)
def test_a_package_that_does_not_add_up_is_refused(changes: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        localities_csv(package(changes))
