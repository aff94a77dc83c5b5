"""scripts/fix.py and what stands behind it: safe mends are made, meaning is kept, the rest stays byte for byte."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from exemplary.dialogue import Stopped, Wanting
from exemplary.issues import ExemplaryError
from exemplary.mend import mend_text
from exemplary.mend.characters import is_syllable, mend_body, mend_letters
from exemplary.mend.fields import declared_order
from exemplary.mend.files import mend_files
from exemplary.model.exemplar import Exemplar
from exemplary.plain_yaml import lines_of, needs_quotes, quoted, scalar, with_fields, without_groups
from exemplary.read.front_matter import parse_yaml
from sites import REPO, run_script, write
from talking import Person, shipped

STORY = "content/exemplars/2026/ba-hoa/index.md"
UNITS = "content/registry/units.yml"


def mended(front: str, body: str = "Lời.\n", path: str = STORY) -> str:
    """Return the front matter of a story after mending."""
    text = mend_text(path, f"---\n{front}---\n{body}").after
    assert text.startswith("---\n")
    return text[4 : text.index("\n---\n") + 1]


# Characters


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("\ufeffBà\r\nHoa\rHà", "Bà\nHoa\nHà"),
        (unicodedata.normalize("NFD", "Đường làng Kẻ Gỗ"), "Đường làng Kẻ Gỗ"),
        ("Ðà Nẵng, ÐT 45, Ð, Guðrún þ", "Đà Nẵng, ĐT 45, Ð, Guđrún þ"),
        ("H\u043e\u0430 và Москва", "Hoa và Москва"),
        ("https://vi.example.org/Ðà", "https://vi.example.org/Ðà"),
        ("người\u200b tốt", "người tốt"),
        ("người\u200btốt", "người tốt"),
        ("người\u00adtốt", "người tốt"),
        ("ngh\u00adĩa\u200b.", "nghĩa."),
        ("ng\u200bười", "người"),
        ("inter\u00adnet", "internet"),
        ("1\u200b200", "1\u200b200"),
        ("Web\u200bsite", "Web\u200bsite"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ],
)
def test_letters_are_mended_and_words_never_joined(text: str, result: str) -> None:
    assert mend_letters(text) == result


@pytest.mark.parametrize("word", ["nghiêng", "việc", "quyết", "giữ", "gì", "khuya", "ốm", "Ươm", "yêu"])
def test_a_vietnamese_syllable_is_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["ngườitốt", "thiđua", "web", "xãan", "đếnở", "b", ""])
def test_what_is_no_syllable_is_known(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("body", "result"),
    [
        ("một\u00a0hai \nba\t\n", "một hai\nba\n"),
        ("dòng một  \ndòng hai  \n\n", "dòng một  \ndòng hai\n\n"),
        ("dòng một\u00a0 \u00a0\ndòng hai", "dòng một\ndòng hai"),
        ("\u00a0\u00a0\u00a0\u00a0Đoạn thụt đầu dòng", "Đoạn thụt đầu dòng"),
        ("    mã\n", "    mã\n"),
        ("```\nx  \n\u00a0y\n```\nz  \n", "```\nx  \n y\n```\nz\n"),
    ],
)
def test_a_body_keeps_what_markdown_gives_a_meaning(body: str, result: str) -> None:
    assert mend_body(body) == result


# Lines of the front matter


@pytest.mark.parametrize(
    ("front", "result"),
    [
        ("title: Mô hình: vườn sạch\n", 'title: "Mô hình: vườn sạch"\n'),
        ("title: Mô hình:\n", 'title: "Mô hình:"\n'),
        ('title: Mô hình: "sạch" \\ đẹp\n', 'title: "Mô hình: \\"sạch\\" \\\\ đẹp"\n'),
        ('title: "Bà Hoa" hiến đất\n', 'title: "\\"Bà Hoa\\" hiến đất"\n'),
        ("title: 'Bà Hoa' hiến đất\n", "title: \"'Bà Hoa' hiến đất\"\n"),
        *((f"title: {mark}bà hoa\n", f'title: "{mark}bà hoa"\n') for mark in "*&@%!`"),
        ("title: [Mới] Bà Hoa\n", 'title: "[Mới] Bà Hoa"\n'),
        ("title: > 50 hộ\n", 'title: "> 50 hộ"\n'),
        ("title: Đội #1 làm đường\n", 'title: "Đội #1 làm đường"\n'),
        ("title:Bà Hoa hiến đất\n", "title: Bà Hoa hiến đất\n"),
        ("purposes:\n  - Mục tiêu: sạch\n", 'purposes:\n  - "Mục tiêu: sạch"\n'),
        ("status: nhap # chưa xong\n", "# chưa xong\nstatus: nhap\n"),
        ("level: xa # xem lại\n", "# xem lại\nlevel: xa\n"),
        ("campaigns:\n  - mot # cái này\n", "campaigns:\n  # cái này\n  - mot\n"),
        ("introduced_on: 12/5/2026 # ngày gửi\n", "# ngày gửi\nintroduced_on: 2026-05-12\n"),
        ("name:\tBà Hoa\nconsent:\n\tstatus: chua-co\n", "name: Bà Hoa\nconsent:\n  status: chua-co\n"),
        ("awards:\n  - form: x\n\ttitle: y\n", "awards:\n  - form: x\n    title: y\n"),
    ],
)
def test_a_value_that_yaml_would_misread_is_written_so_that_it_reads(front: str, result: str) -> None:
    assert mended(front) == result


@pytest.mark.parametrize(
    "front",
    [
        "name: An # sửa sau\n",
        "title: Một câu dài: viết\n  trên hai dòng\n",
        "consent: status: A\n",
        "campaigns: a: b\n",
        "campaigns: [mot # hai\n",
        'title: "không đóng\n',
        "note: |\n  a: b\n  # c\n",
        "title: # chưa có\n",
        "tags: [a, b] # ghi chú\n",
        "awards:\n    - form: x\n\ttitle: y\n",
        "minor: true\nminor: false\n",
    ],
)
def test_what_may_be_meant_in_two_ways_stays(front: str) -> None:
    assert mended(front) == front


def test_one_line_that_only_the_writer_can_mend_keeps_no_other_from_it() -> None:
    result = mend_text(STORY, "---\nauthor: An # sửa sau\nintroduced_on: 2/5/2026\n---\n")
    assert result.after == "---\nintroduced_on: 2026-05-02\nauthor: An # sửa sau\n---\n"
    assert "Dòng 3" in result.left[0]


# What the declarations know


def test_only_fields_declared_as_dates_are_rewritten() -> None:
    front = (
        "introduced_on: 2/5/2026\nstage_history: [{to: phat-hien, date: 2/5/2026, basis: số 2/5/2026}]\n"
        "summary: Ngày 2/5/2026 bà hiến đất\nawards:\n  - title: Bà nhận khen\n    date: '1/6/2026'\n"
        "sources:\n  - date: 31/2/2026\n"
    )
    assert mended(front) == (
        "introduced_on: 2026-05-02\nstage_history: [{to: phat-hien, date: 2026-05-02, basis: số 2/5/2026}]\n"
        "summary: Ngày 2/5/2026 bà hiến đất\nawards:\n  - title: Bà nhận khen\n    date: '2026-06-01'\n"
        "sources:\n  - date: 31/2/2026\n"
    )


def test_partial_dates_and_moments_of_plans_are_dates_too() -> None:
    front = (
        "issued_on: 4/2021\nparents:\n  - date: 2021-3-24\nquotas:\n  - from: 4/2021\n"
        "milestones:\n  - when: 12/5/2023\n  - when: 2023-Q2\n"
    )
    assert mended(front, path="content/plans/kh/index.md") == (
        "issued_on: 2021-04\nparents:\n  - date: 2021-03-24\nquotas:\n  - from: 2021-04\n"
        "milestones:\n  - when: 2023-05-12\n  - when: 2023-Q2\n"
    )


def test_dates_of_registry_files_are_mended_and_their_order_is_the_offices_own() -> None:
    before = "b:\n  valid_to: 30/6/2025\n  name: Đội: một\n# về a\na: {name: A, valid_from: 1/7/2025}\n"
    after = 'b:\n  valid_to: 2025-06-30\n  name: "Đội: một"\n# về a\na: {name: A, valid_from: 2025-07-01}\n'
    assert mend_text(UNITS, before).after == after


def test_a_colour_without_quotes_is_no_comment() -> None:
    assert mended("color: #9B1b30\n", path="content/campaigns/x.md") == 'color: "#9B1b30"\n'
    assert mended("color: # đỏ\n", path="content/campaigns/x.md") == "color: # đỏ\n"


def test_keys_take_the_declared_order_with_their_blocks_and_comments() -> None:
    front = (
        "# đầu tệp\n\nsample: true\n# về tóm tắt\n# hai dòng\nsummary: S\n\n# về đồng ý\nconsent:\n  # trong nhóm\n"
        "  status: chua-co\ntitle: T\nla: x\ncampaigns:\n- a\n- b\nname: N\n# cuối tệp\n"
    )
    assert mended(front) == (
        "# đầu tệp\n\ntitle: T\nla: x\nname: N\ncampaigns:\n- a\n- b\n# về tóm tắt\n# hai dòng\nsummary: S\n\n"
        "# về đồng ý\nconsent:\n  # trong nhóm\n  status: chua-co\nsample: true\n# cuối tệp\n"
    )


def test_the_common_fields_come_last_in_the_declared_order() -> None:
    order = declared_order(Exemplar)
    assert order[0] == "title"
    assert order[-2:] == ["redirect_from", "sample"]


def test_near_misses_of_keys_are_told_and_never_renamed() -> None:
    result = mend_text(STORY, "---\ntittle: T\nname: N\n---\n")
    assert not result.changed
    assert "Dòng 2" in result.left[0]
    assert "“title”" in result.left[0]


def test_everything_done_is_told_with_its_lines() -> None:
    before = "\ufeff---\r\nname: Bà\u00a0Hoa \r\ntitle: A: B\r\n---\r\nx\u200b y\r\n\r\n"
    told = " ".join(mend_text(STORY, before).done)
    for words in ("BOM", "Windows", "dấu cách lạ", "không nhìn thấy: dòng 5", "cuối dòng: dòng 2", "dòng 3", "thứ tự"):
        assert words in told


# Meaning is kept, whatever comes

NASTY = [
    *(
        "\u00a0",
        "\u200b",
        "\ufeff",
        "\u00ad",
        "\u2028",
        "\x85",
        "\x0b",
        "\x02",
        "\t",
        "  ",
        "\r\n",
        "\r",
        "\n",
        "\ud7ff",
    ),
    *(
        ": ",
        ":",
        " #",
        "# ",
        "#9b1b30",
        '"',
        "'",
        "\\",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "- ",
        "| ",
        "> ",
        "*a",
        "&a ",
        "!t ",
        "%",
    ),
    *(
        "@",
        "`",
        "? ",
        "---\n",
        "...\n",
        "12/5/2026",
        "4/2021",
        "31/2/2026",
        "Ð",
        "ð",
        "о",
        "Hоa",
        "e\u0302\u0301",
        "người",
    ),
    *("tốt", "\n  ", "\n- ", "\n  - ", "\n\t", "title: ", "date: ", "introduced_on: ", "status: nhap", "\nconsent:\n"),
    *("https://vi.example.org/Ð", "~", "null", "👨\u200d👩"),
]
KEYS = [
    "title",
    "name",
    "introduced_on",
    "status",
    "summary",
    "stage_history",
    "consent",
    "awards",
    "tieu de",
    "la",
    "minor",
]
TEXT = st.lists(st.one_of(st.sampled_from(NASTY), st.text("aăđêứoO1. \u0301", max_size=6)), max_size=6).map("".join)
LINES = st.lists(st.tuples(st.sampled_from(KEYS), TEXT).map(lambda pair: f"{pair[0]}: {pair[1]}\n"), max_size=7).map(
    "".join
)
FILES = st.tuples(
    st.sampled_from(["---\n", "\ufeff---\n", "\n---\n", ""]), LINES, st.sampled_from(["---\n", "...\n", ""]), TEXT
)
REAL = sorted(
    path
    for folder in ("plans", "campaigns", "registry", "exemplars")
    for path in (REPO / "content" / folder).rglob("*.[my]*")
)[:40]
HARD = settings(derandomize=True, deadline=None, max_examples=400, suppress_health_check=list(HealthCheck))


def normal(value: Any) -> Any:
    """Return a value in the stated normal forms, by another way than the mending itself."""
    if isinstance(value, dict):
        return {normal(key): normal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [normal(item) for item in value]
    if not isinstance(value, str):
        return value
    text = re.sub("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\x00-\x08\x0e-\x1f\x7f]", "", value)
    text = unicodedata.normalize("NFC", text.translate(str.maketrans("Ððо", "Đđo")))
    text = "".join(text.split())
    match = re.fullmatch(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})", text, re.ASCII)
    return "-".join(part.zfill(2) for part in reversed(match.groups()) if part) if match else text


def parsed(path: str, text: str) -> tuple[Any, str] | None:
    """Return the values and the body of a file as the strict reader sees them, or None."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    block, body = text, ""
    if path.endswith(".md"):
        match = re.match(r"(?:\s*\n)?---[^\S\n]*\n(.*?\n)??(?:---|\.\.\.)\s*?(?:\n(.*))?\Z", text, re.DOTALL)
        if not match:
            return None
        block, body = match[1] or "", match[2] or ""
    document, _ = parse_yaml(path, block, 1)
    return (document.fields, body) if document else None


def skeleton(text: str) -> Counter[str]:
    """Return the characters of a text that carry meaning; dates count as their digits."""
    date = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})|(\d{1,2})/(\d{4})|(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
    plain = date.sub(lambda match: "".join(part.zfill(2) for part in match.groups() if part), normal(text))
    return Counter(char for char in plain if char not in "\"\\' -")


def holds_its_promises(path: str, text: str) -> None:
    """Assert that mending a file twice is mending it once, and that it says what it said."""
    after = mend_text(path, text).after
    assert mend_text(path, after).after == after
    assert skeleton(after) == skeleton(text)
    before, now = parsed(path, text), parsed(path, after)
    if before and now:
        colored = {key: item for key, item in now[0].items() if key == "color" and before[0].get(key) is None}
        assert normal({**before[0], **colored}) == normal(now[0])
        assert normal(before[1]) == normal(now[1])
    assert now or not before


@HARD
@given(FILES)
@example(("---\n", "title: a\u00a0# b\n", "---\n", ""))
@example(("---\n", "status: nhap\u00a0# b\n", "---\n", ""))
@example(("---\n", "title: a\x85name: b\n", "---\n", ""))
@example(("---\n", "title: |+\n  a\n\nname: b\n", "---\n", ""))
@example(("---\n", 'name: "x\n# y"\ntitle: b\n', "---\n", ""))
def test_made_up_files_keep_their_meaning(parts: tuple[str, str, str, str]) -> None:
    holds_its_promises(STORY, "".join(parts))


@HARD
@given(st.sampled_from(REAL), st.lists(st.tuples(st.floats(0, 1), st.sampled_from(NASTY)), min_size=1, max_size=6))
def test_real_files_with_accidents_keep_their_meaning(path: Path, accidents: list[tuple[float, str]]) -> None:
    text = path.read_text(encoding="utf-8")[:6000]
    for where, what in accidents:
        at = int(where * len(text))
        text = text[:at] + what + text[at:]
    holds_its_promises(path.relative_to(REPO).as_posix(), text)


@shipped
def test_the_content_of_this_repository_needs_no_mending() -> None:
    for path in sorted((REPO / "content").rglob("*.md")) + sorted((REPO / "content").rglob("*.yml")):
        result = mend_text(path.relative_to(REPO).as_posix(), path.read_bytes().decode("utf-8"))
        assert not result.changed, path


@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "a: b: c\n" * 20_000 + "---\n",
        "---\n" + "a: [" * 5000 + "\n---\n",
        "---\ntitle: " + "[" * 20_000 + "]" * 20_000 + " x\n---\n",
        "---\n" + "status: nhap # x\n" * 10_000 + "---\n",
        "---\ntitle: x\n---\n" + "a" * 900_000,
        "---\ntitle: x\n---\n" + "ng\u200bười " * 20_000,
        "---\n" + "- " * 100_000 + "\n---\n",
        "---\n" + "a: b: c\n" + "\n" * 400_000 + "---\n",
    ],
)
def test_hostile_files_end_soon(text: str) -> None:
    assert mend_text(STORY, mend_text(STORY, text).after).after == mend_text(STORY, text).after


# Writing YAML


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=30))
@settings(derandomize=True, deadline=None)
def test_a_scalar_reads_as_it_was_meant(text: str) -> None:
    line = " ".join(text.split())
    if line.isprintable():
        document, _ = parse_yaml("", f"k: {scalar(text)}", 1)
        assert document is not None
        assert document.fields["k"] == line


def test_quotes_stand_only_where_they_are_needed() -> None:
    assert [
        text for text in ("a: b", "a #b", "- a", "~", "", "#a", "a:", "'a", "[a]", "null") if not needs_quotes(text)
    ] == []
    assert [text for text in ("a:b", "a#b", "-5", "Bà Hoa (60)", "0653", "no", "a, b") if needs_quotes(text)] == []
    assert quoted('a"\\') == '"a\\"\\\\"'


def test_lists_and_groups_are_written_as_staff_write_them() -> None:
    assert lines_of("a", ["x", "y-1"]) == ["a: [x, y-1]"]
    assert lines_of("a", ["Bà Hoa", {"b": "c", "d": {"e": "f"}}]) == [
        "a:", "  - Bà Hoa", "  - b: c", "    d:", "      e: f",
    ]  # fmt: skip


REGISTRY = """# đầu tệp

# --- một ---
# về mục một
a:
  name: A

# riêng của b
b:
  name: B

# --- hai ---
c:
  name: C
# cuối tệp
"""


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        (
            ["a"],
            (
                "# đầu tệp\n\n# --- một ---\n# về mục một\n# riêng của b\nb:\n  name: B\n\n"
                "# --- hai ---\nc:\n  name: C\n# cuối tệp\n"
            ),
        ),
        (
            ["b"],
            "# đầu tệp\n\n# --- một ---\n# về mục một\na:\n  name: A\n\n# --- hai ---\nc:\n  name: C\n# cuối tệp\n",
        ),
        (["a", "b"], "# đầu tệp\n\n# --- hai ---\nc:\n  name: C\n# cuối tệp\n"),
        (["a", "b", "c"], "# đầu tệp\n\n# cuối tệp\n"),
        (["x"], REGISTRY),
    ],
)
def test_groups_go_and_the_comments_of_what_stays_stay(gone: list[str], left: str) -> None:
    assert without_groups(REGISTRY, gone) == left


def test_a_field_changes_and_the_lines_around_it_stay() -> None:
    text = "# đầu\nname: A # cũ\ncontact:\n  email: x\n  # ghi chú\nurl: u\n"
    assert with_fields(text.replace(" # cũ", ""), {"contact": None, "name": "B: C"}) == '# đầu\nname: "B: C"\nurl: u\n'
    assert with_fields(REGISTRY, {"name": "Đ"}, under="b") == REGISTRY.replace("name: B", "name: Đ")
    assert with_fields(REGISTRY, {"abbr": "X"}, under="a") == REGISTRY.replace("name: A\n", "name: A\n  abbr: X\n")


# Files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a content folder with one file to mend and one that is fine."""
    write(tmp_path / STORY, "---\nname: N\ntitle: T: U\n---\nLời.\n")
    write(tmp_path / "content/index.md", "---\ntitle: Trang\n---\n")
    return tmp_path


MENDED = '---\ntitle: "T: U"\nname: N\n---\nLời.\n'


def test_check_shows_the_change_and_writes_nothing(root: Path) -> None:
    person = Person()
    before = (root / STORY).read_bytes()
    assert mend_files(root, [], person.talk, check=True) == 1
    assert '+title: "T: U"' in person.heard
    assert "-title: T: U" in person.heard
    assert (root / STORY).read_bytes() == before


def test_each_file_is_asked_for(root: Path) -> None:
    assert mend_files(root, [], Person("sao?", "k").talk) == 1
    assert mend_files(root, [], Person("d").talk) == 1
    with pytest.raises(Stopped):
        mend_files(root, [], Person().talk)
    assert mend_files(root, [], Person("có").talk) == 0
    assert (root / STORY).read_text(encoding="utf-8") == MENDED
    assert mend_files(root, [], Person().talk) == 0


def test_permissions_stay_and_nothing_is_left_beside_the_file(root: Path) -> None:
    (root / STORY).chmod(0o640)
    assert mend_files(root, [], Person().talk, yes=True) == 0
    assert stat.S_IMODE((root / STORY).stat().st_mode) == 0o640
    assert [path.name for path in (root / STORY).parent.iterdir()] == ["index.md"]


def test_a_file_that_changed_in_the_meantime_is_left_alone(root: Path) -> None:
    person = Person("c")
    asked = person.read

    def read(question: str) -> str:
        (root / STORY).write_text("---\ntitle: khác\n---\n", encoding="utf-8")
        return asked(question)

    person.talk.read = read
    assert mend_files(root, [], person.talk) == 1
    assert (root / STORY).read_text(encoding="utf-8") == "---\ntitle: khác\n---\n"
    assert "vừa được sửa ở nơi khác" in person.heard


def test_what_is_no_text_is_left_alone_with_a_sentence(root: Path) -> None:
    files = {"a": b"\xff\xfe\x00", "b": b"---\0---", "c": b"a " * 600_000}
    for name, data in files.items():
        write(root / f"content/plans/{name}/index.md", "")
        (root / f"content/plans/{name}/index.md").write_bytes(data)
    person = Person()
    assert mend_files(root, [], person.talk, yes=True) == 0
    for name, data in files.items():
        assert (root / f"content/plans/{name}/index.md").read_bytes() == data
        assert f"plans/{name}/index.md: " in person.heard
    assert "UTF-8" in person.heard


def test_links_are_not_followed(root: Path) -> None:
    outside = root / "ngoai.md"
    outside.write_text("---\nname: N\ntitle: T: U\n---\n", encoding="utf-8")
    link = root / "content/campaigns/x.md"
    link.parent.mkdir()
    link.symlink_to(outside)
    (root / "content/plans").symlink_to(root)
    before = outside.read_bytes()
    person = Person()
    assert mend_files(root, [link], person.talk, yes=True) == 0
    assert mend_files(root, [], person.talk, yes=True) == 0
    assert person.heard.count("content/campaigns/x.md: là lối tắt") == 2
    assert "content/plans: là lối tắt" in person.heard
    assert outside.read_bytes() == before
    assert link.is_symlink()


def test_files_may_be_named_from_the_root_and_folders_stand_for_what_is_in_them(root: Path) -> None:
    assert mend_files(root, [Path(STORY)], Person().talk, check=True) == 1
    assert mend_files(root, [root / "content/exemplars"], Person().talk, check=True) == 1
    assert mend_files(root, [root / "content/index.md"], Person().talk, check=True) == 0


@pytest.mark.parametrize("name", ["khong-co.md", "ngoai.md", "content/exemplars/2026/ba-hoa/anh.jpg", "/etc/passwd"])
def test_what_is_not_content_is_refused(root: Path, name: str) -> None:
    write(root / "ngoai.md", "x")
    write(root / "content/exemplars/2026/ba-hoa/anh.jpg", "x")
    with pytest.raises(Wanting):
        mend_files(root, [Path(name)], Person().talk, yes=True)


def test_a_folder_without_content_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExemplaryError):
        mend_files(tmp_path, [], Person().talk)


def test_the_command_says_what_to_do(root: Path) -> None:
    def fix(*flags: str) -> tuple[int, str, str]:
        done = run_script(REPO, "scripts/fix.py", "--root", str(root), *flags)
        return done.returncode, done.stdout, done.stderr

    code, out, _ = fix("--check")
    assert code == 1
    assert "1 tệp cần sửa" in out
    code, _, errors = fix()
    assert code == 2
    assert errors == "Chưa ghi gì vào tệp: thêm --yes để ghi mọi chỗ sửa, hoặc --check nếu chỉ muốn xem.\n"
    assert fix("--yes")[0] == 0
    assert fix("--check")[:2] == (0, "Đã xem 2 tệp, không có gì cần sửa.\n")
    assert fix("--sai")[0] == 2
    assert run_script(REPO, "scripts/fix.py", "--root", str(root / "khong-co")).returncode == 2
