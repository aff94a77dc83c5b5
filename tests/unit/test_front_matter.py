"""The strict reader of front matter: places, quoting, what YAML would change, what it would choke on."""

from __future__ import annotations

import time

import pytest

from exemplary.issues import Code, found
from exemplary.read.front_matter import Document, body_place, parse_document, parse_yaml
from exemplary.read.source import Source


def read(block: str, body: str = "Bài.\n") -> tuple[Document | None, list[tuple[Code, int, int]]]:
    """Parse a file with this front matter; return the document, and code and place of what is wrong."""
    document, findings = parse_document(Source("a.md", f"---\n{block}\n---\n{body}", "0"))
    return document, [(finding.code, finding.line, finding.column) for finding in findings]


def fields(block: str) -> dict[str, object]:
    """Return the plain values of a front matter that is right."""
    document, findings = read(block)
    assert findings == []
    assert document is not None
    return document.fields


def test_scalars_stay_what_was_written() -> None:
    block = "a: 0653\nb: no\nc: 12:30\nd: 31/02/2024\ne: 2024-05-15\nf: 1e3\ng: 0x1F\nh: 'true'\ni: 1_000"
    assert fields(block) == {
        "a": "0653", "b": "no", "c": "12:30", "d": "31/02/2024", "e": "2024-05-15", "f": "1e3", "g": "0x1F",
        "h": "true", "i": "1_000",
    }  # fmt: skip


def test_nothing_is_nothing_however_it_is_written() -> None:
    assert fields("a:\nb: ~\nc: null\nd: ''\ne: \"\"\nf:   # sau này\n") == {
        "a": None, "b": None, "c": None, "d": "", "e": "", "f": None,
    }  # fmt: skip


def test_lists_groups_blocks_and_comments() -> None:
    block = "a: [x, y] # hai\nb: {c: d}\ne:\n  - f: g\n    h: |\n      một: hai # ba\n      - bốn\n  - i\n"
    block += "# hết\nk: >-\n  l\n  m"
    assert fields(block) == {
        "a": ["x", "y"], "b": {"c": "d"}, "e": [{"f": "g", "h": "một: hai # ba\n- bốn\n"}, "i"], "k": "l m",
    }  # fmt: skip


def test_quoted_values_may_go_over_several_lines() -> None:
    assert fields("a: \"một\n  hai: ba # bốn\n  năm\"\nb: 'sáu\n  b: bảy'") == {
        "a": "một hai: ba # bốn năm", "b": "sáu b: bảy",
    }  # fmt: skip


def test_every_value_and_key_has_its_place() -> None:
    document, _ = read("title: Bà Hoa\nawards:\n  - form: giay-khen\n    level: xa\n  - {form: co, level: tinh}")
    assert document is not None
    assert document.place_of(("title",)) == (2, 8)
    assert document.place_of(("title",), key=True) == (2, 1)
    assert document.place_of(("awards", 0, "level")) == (5, 12)
    assert document.place_of(("awards", 1, "level")) == (6, 23)
    assert document.place_of(("awards", 1, "number")) == (6, 5)
    assert document.place_of(("nowhere",)) == (1, 1)
    assert (document.body, document.body_line) == ("Bài.\n", 8)


def test_where_to_look_depends_on_what_is_wrong() -> None:
    document, _ = read("title: Bà Hoa\nconsent:\n  status: da-co\nname:")
    assert document is not None
    assert document.locate(found("a.md", Code.MISSING, ("type",))) == (1, 1)
    assert document.locate(found("a.md", Code.MISSING, ("consent", "ref"))) == (3, 1)
    assert document.locate(found("a.md", Code.EMPTY, ("name",))) == (5, 1)
    assert document.locate(found("a.md", Code.UNKNOWN_KEY, ("consent", "status"))) == (4, 3)
    assert document.locate(found("a.md", Code.NOT_A_CHOICE, ("consent", "status"))) == (4, 11)
    assert document.locate(found("a.md", Code.BAD_ID, ("consent", "status"), at="key")) == (4, 3)
    assert document.locate(found("a.md", Code.LEAK)) == (0, 0)
    assert document.locate(found("a.md", Code.PRAISE, line=9, column=3)) == (9, 3)


@pytest.mark.parametrize(
    ("block", "code", "line", "column"),
    [
        ("title: Mô hình: vườn", Code.UNQUOTED_COLON, 2, 15),
        ("a:\n  - Mô hình: vườn: sạch", Code.UNQUOTED_COLON, 3, 12),
        ("a:\n  - b: Mô hình: vườn", Code.UNQUOTED_COLON, 3, 15),
        ("a:\n  - rang: b: c", Code.UNQUOTED_COLON, 3, 12),
        ("title: Sáng kiến #1", Code.CUT_BY_COMMENT, 2, 18),
        ("type: ca-nhan   # R: a | b", Code.CUT_BY_COMMENT, 2, 17),
        ('title: "Giỏi" năm 2026', Code.UNQUOTED_MARK, 2, 8),
        ("title: *Thạch An*", Code.UNQUOTED_MARK, 2, 8),
        ("title: @abc", Code.UNQUOTED_MARK, 2, 8),
        ("title: &ĐT", Code.UNQUOTED_MARK, 2, 8),
        ("title: 100%\nb: % c", Code.UNQUOTED_MARK, 3, 4),
        ("title: > 300 m2", Code.UNQUOTED_MARK, 2, 8),
        ("title: | a", Code.UNQUOTED_MARK, 2, 8),
        ("title: - a", Code.UNQUOTED_MARK, 2, 8),
        ("title: [Tin] Bà Hoa", Code.UNQUOTED_MARK, 2, 8),
        ("title: {a} b", Code.UNQUOTED_MARK, 2, 8),
        ("title: !!str a", Code.UNQUOTED_MARK, 2, 8),
        ("title:\tBà Hoa", Code.TAB, 2, 7),
        ("a:\n\tb: c", Code.TAB, 3, 1),
        ('title: "Bà Hoa\nname: b', Code.BAD_YAML, 2, 8),
        ("title: 'Bà Hoa\nname: b", Code.BAD_YAML, 2, 8),
    ],
)
def test_values_that_need_quotes(block: str, code: Code, line: int, column: int) -> None:
    assert read(block)[1] == [(code, line, column)]


@pytest.mark.parametrize(
    ("block", "line", "column"),
    [
        ("a: b\nname:Bà Hoa\nc: d", 3, 5),
        ("a:\n  name:Bà Hoa", 3, 7),
        ("a: b\nname Bà Hoa\nc: d", 3, 1),
        ("a: [b\nc: d", 2, 4),
        ("a: {b: c\nd: e", 2, 4),
        ("a:\n  - b: c\n   d: e", 4, 4),
        ("a: b\n c: d", 3, 3),
        ("- a\n- b", 2, 1),
        ("chữ thôi", 2, 1),
        ('a: "\\q"', 2, 5),
        ("? [a]\n: b", 2, 3),
        ("a: b\n--- c", 3, 1),
    ],
)
def test_syntax_is_told_where_it_went_wrong(block: str, line: int, column: int) -> None:
    assert read(block)[1] == [(Code.BAD_YAML, line, column)]


@pytest.mark.parametrize("block", ["- a\n- b", "chữ thôi", "a: b\n c: d", "a: [b"])
def test_without_a_field_that_can_be_read_there_is_no_document(block: str) -> None:
    assert read(block)[0] is None


@pytest.mark.parametrize(
    "block", ["a: b\n  name:c", "a: |\n  name:c", "a:\n  - b:c", "a: [b,\n  c:d]", "a: 'b\n  c:d'", "a: b:c", "#a:b"]
)
def test_a_colon_inside_a_value_needs_no_space(block: str) -> None:
    assert read(block)[1] == []


def test_a_field_that_cannot_be_read_hides_no_fault_of_the_others() -> None:
    block = "a: b\nlist:\n  - form: x\n   date: 2\ntitle:Mô hình: c\nz: y\nd: [e\nf: {g: h}\na: i"
    document, findings = read(block, "Bài #1\n")
    assert findings == [
        (Code.BAD_YAML, 6, 6), (Code.BAD_YAML, 5, 4), (Code.BAD_YAML, 8, 4), (Code.DUPLICATE_KEY, 10, 1),
    ]  # fmt: skip
    assert document is not None
    assert document.fields == {"a": "b", "title": "Mô hình: c", "z": "y", "f": {"g": "h"}}
    assert document.lost == {"list", "form", "date", "d"}
    assert document.place_of(("f", "g")) == (9, 8)
    assert (document.body, document.body_line) == ("Bài #1\n", 12)


@pytest.mark.parametrize(
    "block", ["a: [*b]", "a:\n  - &b c", "<<: {a: b}", "a: [!x b]", "a: [!!python/object:os.x {}]"]
)
def test_what_staff_never_need_is_refused(block: str) -> None:
    findings = read(block)[1]
    assert [code for code, _, _ in findings] in ([Code.YAML_MAGIC], [Code.UNQUOTED_MARK])


def test_a_key_written_twice_is_told_with_the_line_of_the_first() -> None:
    document, findings = read("a: b\nc: {d: e, d: f}\na: g")
    assert findings == [(Code.DUPLICATE_KEY, 3, 11), (Code.DUPLICATE_KEY, 4, 1)]
    assert document is not None
    assert document.fields == {"a": "b", "c": {"d": "e"}}


def test_all_slips_are_told_and_the_rest_is_read_as_it_was_meant() -> None:
    document, findings = read(
        'title: Mô hình: vườn "sạch"\nname: Bà #1\nplace: *Thạch\ntype:\tca-nhan\nstage: lua-chon'
    )
    assert [code for code, _, _ in findings] == [
        Code.UNQUOTED_COLON, Code.CUT_BY_COMMENT, Code.UNQUOTED_MARK, Code.TAB,
    ]  # fmt: skip
    assert document is not None
    assert document.fields == {
        "title": 'Mô hình: vườn "sạch"', "name": "Bà", "place": "*Thạch", "type": "ca-nhan", "stage": "lua-chon",
    }  # fmt: skip
    assert document.mended == {2, 3, 4, 5}


def test_without_mending_a_block_with_slips_has_no_document() -> None:
    assert parse_yaml("a.yml", "title: a: b", 1)[0] is None
    assert parse_yaml("a.yml", "title: a: b", 1, mend=True)[0] is not None


def test_characters_that_are_written_as_escapes_are_seen() -> None:
    assert read('a: "b\\u200bc"\nd: "e\\nf"\ng: "ho\\u0300"')[1] == [(Code.INVISIBLE, 2, 4)]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", Code.NO_FRONT_MATTER, 1),
        ("\n\n", Code.NO_FRONT_MATTER, 1),
        ("Xin chào\n---\na: b\n---\n", Code.NO_FRONT_MATTER, 1),
        ("+++\na = 1\n+++\n", Code.NO_FRONT_MATTER, 1),
        ("----\na: b\n---\n", Code.NO_FRONT_MATTER, 1),
        ("---\na: b\n", Code.UNCLOSED_FRONT_MATTER, 1),
        ("---", Code.UNCLOSED_FRONT_MATTER, 1),
        ("\n---\na: b\n", Code.UNCLOSED_FRONT_MATTER, 2),
    ],
)
def test_a_file_begins_with_its_front_matter(text: str, code: Code, line: int) -> None:
    document, findings = parse_document(Source("a.md", text, "0"))
    assert document is None
    assert [(finding.code, finding.line) for finding in findings] == [(code, line)]


def test_an_empty_front_matter_is_an_empty_group() -> None:
    assert fields("") == {}
    assert fields("# chỉ có ghi chú") == {}


@pytest.mark.parametrize(
    "block",
    [
        "a: " + "[" * 400_000,
        "\n".join("  " * depth + "- " for depth in range(600)),
        "a: " + "{b: " * 100_000,
        "? " * 200_000,
        'a: "' + "\\u0041" * 100_000,
        "\n".join(f"{' ' * number}'x" for number in range(1000)),
        "a: '" + "''" * 300_000,
        "a" * 900_000 + ": b",
        "- " * 300_000,
        "[" + ",".join("x" * 250_000),
    ],
    ids=range(10),
)
def test_hostile_blocks_take_no_time(block: str) -> None:
    start = time.process_time()
    read(block)
    assert time.process_time() - start < 5


def test_places_in_the_body_count_from_the_file() -> None:
    assert body_place(8, "một\nhai ba", 0) == (8, 1)
    assert body_place(8, "một\nhai ba", 8) == (9, 5)


@pytest.mark.parametrize(
    ("block", "code", "line", "column", "value"),
    [
        ("a: {b: c: d, e: f}", Code.UNQUOTED_COLON, 2, 9, "c: d"),
        ("a:\n  - {b: x, c: d: e}", Code.UNQUOTED_COLON, 3, 16, "d: e"),
        ("a: {b: c #1 d, e: f}", Code.CUT_BY_COMMENT, 2, 10, "c #1 d"),
    ],
)
def test_values_inside_brackets_need_quotes_too(block: str, code: Code, line: int, column: int, value: str) -> None:
    document, findings = read(block)
    assert findings == [(code, line, column)]
    assert document is not None
    assert f"'{value}'" in str(document.fields)


@pytest.mark.parametrize(
    "block", ['a: {b: "c: d #1", e: f}', "a: {b: {c: d}, e: [f, g]}", "a: {b: https://c.d/, e: 7:30}"]
)
def test_brackets_that_are_right_are_left_alone(block: str) -> None:
    assert read(block)[1] == []


def test_a_second_front_matter_is_not_shown_as_a_story() -> None:
    assert read("a: b", "\n---\ntitle: c\n---\nBài.\n")[1] == [(Code.BAD_YAML, 5, 1)]
    assert read("a: b", "---\n\nBài sau vạch ngang.\n")[1] == []
