"""The charts: well-formed pictures whose figures are those that they were given."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from exemplary.library import load_library
from exemplary.measure.spread import Flow, regional_flows
from exemplary.render.charts import (
    FITTING,
    LANES,
    BarRow,
    GridRow,
    bars_chart,
    flows_chart,
    grid_chart,
    quarters_chart,
)
from sites import REPO

QUARTERS: Final = (("2025-Q3", 4, 0, 0), ("2025-Q4", 0, 2, 0), ("2026-Q1", 1, 3, 5))
FLOWS: Final = (
    ("Xã Suối Hoa", "Xã Bản Thượng", 3),
    ("Xã Suối Hoa", "Xã Suối Hoa", 2),
    ("Xã Bản Thượng", "Nơi <khác>", 1),
)
TODAY: Final = date(2026, 11, 22)
GRID: Final = grid_chart(
    "luoi", "Đơn vị và tháng", [("11", "2025"), ("12", ""), ("1", "2026")],
    [GridRow("Xã <Một> có tên dài hơn một dòng", [("1", "dat"), ("2m", "muon"), ("0", "thieu")], "don-vi-mot"),
     GridRow("Xã Hai", [("3", "dat"), ("4", "dat"), ("–", "mien")])],
    "hai đơn vị",
)  # fmt: skip
BARS: Final = bars_chart(
    "thanh",
    "Khen thưởng",
    [BarRow("Giấy khen", "3/4", [[(3, "dat"), (1, "thieu")]]), BarRow("Khác", "0/0", [[]])],
    "bốn",
)
SVG: Final = "{http://www.w3.org/2000/svg}"


def parsed(picture: str) -> ET.Element:
    """Parse a picture as a page would."""
    return ET.fromstring(picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314 - ours


def words(root: ET.Element, look: str | None = None) -> list[str]:
    """Return the texts of a picture, or those of a class (None: those of no class at all)."""
    return [item.text or "" for item in root.iter(f"{SVG}text") if item.get("class") == look]


@pytest.mark.parametrize("picture", [quarters_chart(QUARTERS), flows_chart(FLOWS), GRID, BARS])
def test_a_picture_is_well_formed_named_and_needs_no_style(picture: str) -> None:
    root = parsed(picture)
    names = (root.get("aria-labelledby") or "").split()
    assert [root[0].get("id"), root[1].get("id")] == names
    assert root[0].text
    assert root[1].text
    assert root.get("role") == "img"
    assert not any("style" in item.attrib for item in root.iter())
    numbers = [
        float(found)
        for item in root.iter()
        for key in ("x", "y", "width", "height")
        for found in (item.get(key) or "").split()
    ]
    wide, high = (float(found) for found in (root.get("viewBox") or "").split()[2:])
    assert all(0 <= number <= max(wide, high) for number in numbers)


def test_every_figure_of_a_quarter_stands_in_its_lane() -> None:
    root = parsed(quarters_chart(QUARTERS))
    assert words(root, "chart-lane") == list(LANES)
    assert words(root) == ["4", "1", "2", "3", "5"]  # lane by lane, an empty quarter has a dot
    assert words(root, "chart-month") == ["Q3", "Q4", "Q1"]
    assert words(root, "chart-year") == ["2025", "2026"]
    tall = {
        look: [float(found) for found in re.findall(rf'class="{look}" d="M\d+ \d+v-([\d.]+)', quarters_chart(QUARTERS))]
        for look in ("lane-1", "lane-2", "lane-3")
    }
    assert tall["lane-1"][0] / tall["lane-3"][0] == pytest.approx(4 / 5, abs=0.01)
    assert tall["lane-2"][1] / tall["lane-3"][0] == pytest.approx(3 / 5, abs=0.01)
    assert "quý 1/2026: 1 bắt đầu, 3 thành công, 5 dừng hoặc chưa thành công" in quarters_chart(QUARTERS)


def test_a_long_chart_of_quarters_is_scrolled_not_shrunk() -> None:
    quarters = [(f"{2020 + place // 4}-Q{place % 4 + 1}", 1, 0, 0) for place in range(FITTING + 1)]
    assert "fits" not in (parsed(quarters_chart(quarters)).get("class") or "")
    assert "fits" in (parsed(quarters_chart(quarters[:-1])).get("class") or "")


def test_a_band_is_as_thick_as_it_has_copies_and_says_how_many() -> None:
    root = parsed(flows_chart(FLOWS))
    thick = [float(item.get("stroke-width") or 0) + 1.5 for item in root.iter(f"{SVG}path")]
    assert [width / 14 for width in thick] == [3, 2, 1]
    assert words(root, "flow-count") == ["3", "2", "1"]
    assert words(root, "flow-from soft")[1:] == ["5 lượt", "1 lượt"]
    assert words(root, "flow-to soft")[1:] == ["3 lượt", "2 lượt", "1 lượt"]
    assert words(root, "flow-to")[-1] == "Nơi <khác>"
    ends = [float(item.get("height") or 0) for item in root.iter(f"{SVG}rect")]
    assert sum(ends) == 2 * sum(thick)


def test_names_beside_the_flows_do_not_run_into_each_other() -> None:
    flows = [("Xã Suối Hoa", f"Phường Tên Dài Quá Cỡ Số {number}", 1) for number in range(12)]
    heights = [float(item.get("y") or 0) for item in parsed(flows_chart(flows)).iter(f"{SVG}text")
               if "flow-to" in (item.get("class") or "")]  # fmt: skip
    assert all(after - before >= 14 for before, after in pairwise(heights))


def test_nothing_is_drawn_of_nothing() -> None:
    assert quarters_chart(()) == ""
    assert flows_chart(()) == ""


def test_flows_are_told_by_the_communes_of_today_then_by_provinces() -> None:
    library = load_library(REPO)[0]
    flows = [
        Flow("xom-na-lai-suoi-hoa-mau", "xa-hoa-lung-mau", 1),  # a commune that went whole into that of the origin
        Flow("xa-suoi-hoa-mau", "xom-coc-ma-ban-thuong-mau", 2),
        Flow("", "phuong-song-ngan-mau", 1),
    ]
    assert regional_flows(library, flows, TODAY, most=8) == (
        Flow("xa-suoi-hoa-mau", "xa-ban-thuong-mau", 2),
        Flow("", "phuong-song-ngan-mau", 1),
        Flow("xa-suoi-hoa-mau", "xa-suoi-hoa-mau", 1),
    )
    assert regional_flows(library, flows, TODAY, most=2) == (
        Flow("tinh-cao-bang", "tinh-cao-bang", 3),
        Flow("", "tinh-cao-bang", 1),
    )
    assert regional_flows(library, flows, date(2025, 6, 30), most=8)[-1].adopter == "xa-hoa-lung-mau"


def test_a_grid_writes_every_figure_and_draws_neighbours_of_one_mark_as_one() -> None:
    root = parsed(GRID)
    signs = [(item.get("x", "").split(), item.text, item.get("class")) for item in root.findall(f"{SVG}text")]
    told = {place: (letter, look) for places, text, look in signs if look in {None, "on"}
            for place, letter in (zip(places, text or "", strict=True) if len(places) > 1 else [(places[0], text)])
            if (text or "") in {"34", "1", "–", "0", "2m"}}  # fmt: skip
    assert told["150"] == ("3", "on")
    assert told["210"] == ("4", "on")
    assert told["270"] == ("–", None)
    assert {text for _, text, _ in signs} >= {"1", "2m", "0", "34", "–"}
    filled = [item for item in root.findall(f"{SVG}path") if item.get("class") == "t-dat"]
    bands = "".join(item.get("d") or "" for item in filled)
    assert re.findall(r"h(\d+)", bands) == ["60", "120"]
    names = [item for item in root.iter(f"{SVG}text") if item.get("id")]
    assert [item.get("id") for item in names] == ["don-vi-mot"]
    assert words(root, "chart-year") == ["2025", "2026"]
    assert grid_chart("x", "x", [("1", "")], [], "") == ""


def test_bars_are_as_long_as_what_they_stand_for() -> None:
    root = parsed(BARS)
    long = {item.get("class"): re.findall(r"h(\d+)", item.get("d") or "") for item in root.findall(f"{SVG}path")}
    assert long["t-dat"] == ["270"]
    assert long["t-thieu"] == ["90"]
    assert words(root, "bar-words") == ["3/4", "0/0"]
    assert bars_chart("x", "x", [], "") == ""
