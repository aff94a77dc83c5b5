"""The QR code of a page leads to the page: its modules are read back from the SVG."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
import segno

from exemplary.render.qr import QUIET, qr_svg

ADDRESS = "https://example.org/guong/ba-hoa-hien-dat/"


def modules(svg: str) -> list[list[int]]:
    """Read the dark modules back from the strokes of the code's path."""
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    size = int(root.attrib["viewBox"].split()[2])
    grid = [[0] * size for _ in range(size)]
    path = next(item for item in root.iter() if item.get("stroke") == "#000")
    x, y = 0.0, 0.0
    for command, values in re.findall(r"([Mmh])([-\d. ]+)", path.attrib["d"]):
        numbers = [float(item) for item in values.split()]
        if command == "h":
            for step in range(int(numbers[0])):
                grid[int(y)][int(x) + step] = 1
            x += numbers[0]
        else:
            x, y = (numbers[0], numbers[1]) if command == "M" else (x + numbers[0], y + numbers[1])
    return grid


def test_the_code_says_the_address_and_has_its_quiet_zone() -> None:
    svg = str(qr_svg(ADDRESS, "Mã QR", "Dẫn tới trang"))
    expected = segno.make(ADDRESS, error="m", micro=False, boost_error=False, mask=2)
    rows = [list(row) for row in expected.matrix_iter(border=QUIET)]
    assert QUIET >= 4
    assert modules(svg) == rows


def test_the_code_is_named_and_holds_under_a_strict_policy() -> None:
    svg = str(qr_svg(ADDRESS, "Mã <QR>", "Dẫn tới trang"))
    assert "<title>Mã &lt;QR&gt;</title><desc>Dẫn tới trang</desc>" in svg
    assert 'role="img"' in svg
    assert not re.search(r"\sstyle=|<style|<script", svg)


@pytest.mark.parametrize("length", [*range(26, 110, 7), 150])
def test_codes_of_every_size_are_what_the_library_makes_of_the_whole_address(length: int) -> None:
    letters = "bcdefghijklmnopqrstuvwxyz0123456789-_.~%"
    for turn in range(3):
        address = "https://a.vn/guong/" + "".join(letters[(turn + 1) * at * at % 40] for at in range(length - 19))
        expected = segno.make(address, error="m", micro=False, boost_error=False, mask=2)
        assert modules(str(qr_svg(address, "", ""))) == [list(row) for row in expected.matrix_iter(border=QUIET)]


def test_an_address_with_other_letters_has_its_code_too() -> None:
    address = "https://ví-dụ.vn/guong/ba-hoa/"
    expected = segno.make(address, error="m", micro=False, boost_error=False, mask=2)
    assert modules(str(qr_svg(address, "", ""))) == [list(row) for row in expected.matrix_iter(border=QUIET)]
