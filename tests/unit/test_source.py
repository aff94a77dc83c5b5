"""Reading a text file: size, links, encoding, characters that only look right."""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemplary.issues import Code
from exemplary.read import source as module
from exemplary.read.source import MAX_BYTES, decode, leaves, read_source


def told(text: str | bytes) -> list[tuple[Code, int, int]]:
    """Return the codes and places of what is wrong with the bytes of a file."""
    data = text.encode() if isinstance(text, str) else text
    return [(finding.code, finding.line, finding.column) for finding in decode("a.md", data)[1]]


def params(text: str) -> dict[str, str]:
    """Return the values for the sentence of the only finding."""
    (finding,) = decode("a.md", text.encode())[1]
    return dict(finding.params)


def test_a_byte_order_mark_and_line_ends_of_windows_pass() -> None:
    source, findings = decode("a.md", "\ufeffmột\r\nhai\rba\n".encode())
    assert source is not None
    assert source.text == "một\nhai\nba\n"
    assert findings == []


@pytest.mark.parametrize("data", [b"t\xf4i", b"\xff\xfe-\x00-\x00", b"ok\xc3", b"a\x00b", b"PK\x03\x04\xfa"])
def test_what_is_no_utf_8_is_not_read(data: bytes) -> None:
    source, findings = decode("a.md", b"dong mot\n" + data)
    assert source is None
    assert [(finding.code, finding.line) for finding in findings] == [(Code.NOT_UTF8, 2)]


def test_marks_apart_are_told_where_they_begin_and_put_together() -> None:
    source, findings = decode("a.md", b"mot\nba " + unicodedata.normalize("NFD", "Hòa").encode())
    assert source is not None
    assert source.text == "mot\nba Hòa"
    assert [(finding.code, finding.line, finding.column) for finding in findings] == [(Code.NOT_NFC, 2, 5)]


@pytest.mark.parametrize("space", "\u00a0\u2003\u202f\u3000\u2028\u0085\x0b\x0c")
def test_odd_spaces(space: str) -> None:
    assert told(f"một\nhai{space}ba") == [(Code.ODD_SPACE, 2, 4)]


@pytest.mark.parametrize("char", "\u200b\u200d\ufeff\u00ad\u202e\u2060\x01\x1b\x7f\x90\u3164\U000e0041")
def test_what_cannot_be_seen(char: str) -> None:
    assert told(f"một\nha{char}i") == [(Code.INVISIBLE, 2, 3)]


def test_a_joiner_between_two_pictures_is_part_of_one_picture() -> None:
    assert told("Vui 👩\u200d🌾 quá ❤\ufe0f") == []


@pytest.mark.parametrize(
    ("text", "found", "meant"),
    [("\u00d0ông", "\u00d0", "Đ"), ("x\u0430", "\u0430", "a"), ("𝐆ương", "𝐆", "G"), ("\uff28oa", "\uff28", "H")],
)
def test_letters_that_only_look_right(text: str, found: str, meant: str) -> None:
    assert params(text) == {"found": found, "meant": meant}


@pytest.mark.parametrize(
    "text",
    [
        "Uû ban nh©n d©n", "x· héi chñ nghÜa", "Ngoâ Vaên Toaøn", "Ä\u0090iá»ƒn hÃ¬nh", "Ä‘Æ°á»\u009dng", "â€œBà Hoaâ€",
        "mất ch\ufffd", "\uf0b7 gạch đầu dòng của Word",
    ],
)  # fmt: skip
def test_text_in_an_old_or_broken_encoding(text: str) -> None:
    assert Code.OLD_ENCODING in {code for code, _, _ in told(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Cháu gọi “má”, rồi “quá…”, khá…", "Ân, Ấn, ÂN; XÃ, Ã", "xuân này huề nhau", "300 m², 5 m³, 10 °C, ½ ngày",
        "§ 5, ©, 20 €, 3 × 4 – 5", "Ea H’leo, Y Kham Niê, Cư M'gar, Đắk Lắk", "thuê quê, yêu nghề", "«Nhà lá»",
        "Nguyễn Huệ, uống nước nhớ nguồn, ngoằn ngoèo, khuỷu tay, thuở ấy",
    ],
)  # fmt: skip
def test_good_vietnamese_is_left_in_peace(text: str) -> None:
    assert told(text) == []


def test_a_line_is_told_once_and_a_file_not_without_end() -> None:
    assert len(told("\u00a0" * 1000)) == 1
    assert len(told("\u00a0\n" * 1000)) == 20


def test_what_yaml_would_choke_on_is_blanked_after_it_was_told() -> None:
    source, findings = decode("a.md", b"a: \x01b\x0cc\nd: e\n")
    assert source is not None
    assert source.text == "a:  b c\nd: e\n"
    assert {finding.code for finding in findings} == {Code.INVISIBLE, Code.ODD_SPACE}


def test_size_and_kind_of_file(tmp_path: Path) -> None:
    root = tmp_path / "content"
    root.mkdir()
    (root / "big.md").write_bytes(b"x" * (MAX_BYTES + 1))
    (root / "full.md").write_bytes(b"x" * MAX_BYTES)
    os.mkfifo(root / "pipe.md")
    assert [finding.code for finding in read_source(tmp_path, "content/big.md")[1]] == [Code.TOO_BIG]
    assert read_source(tmp_path, "content/full.md")[1] == []
    for name in ("pipe.md", "", "missing.md"):
        source, findings = read_source(tmp_path, f"content/{name}")
        assert source is None
        assert next(finding.code for finding in findings) in {Code.UNREADABLE, Code.LINK_OUT_OF_CONTENT}


def test_a_forbidden_file_is_told_in_vietnamese() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)
        path = root / "content" / "a.md"
        path.parent.mkdir()
        path.write_text("x")
        path.chmod(0)
        me = os.geteuid()
        if me == 0:
            os.seteuid(65534)  # root may read everything, so be nobody for a moment
        try:
            (finding,) = read_source(root, "content/a.md")[1]
        finally:
            os.seteuid(me)
    assert dict(finding.params) == {"found": "máy không cho quyền"}


def test_links_may_not_leave_the_folder(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "secret.txt").write_text("x")
    inside, outside, loop = (tmp_path / "content" / name for name in ("a.md", "b.md", "c.md"))
    inside.write_text("x")
    outside.symlink_to("../secret.txt")
    loop.symlink_to("c.md")
    (tmp_path / "content" / "d.md").symlink_to("a.md")
    assert not leaves(tmp_path, inside)
    assert not leaves(tmp_path, tmp_path / "content" / "d.md")
    assert leaves(tmp_path, outside)
    assert leaves(tmp_path, loop)


@given(st.text("aAeoOuUyùøûâêõ ïÐđ.\n\u00a0x©®«ñçµ·¹¸Ä¼㎡😀ự", max_size=40))
def test_a_glance_misses_nothing_that_is_odd(text: str) -> None:
    patterns = (v for k, v in vars(module).items() if isinstance(v, re.Pattern) and k not in {"_NOT_YAML", "_SUSPECT"})
    if any(pattern.search(text) for pattern in patterns):
        assert module._may_be_odd(text)
