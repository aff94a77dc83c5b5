"""A draft, a waiting story, one taken down, one that is paused: no byte of them goes out."""

from __future__ import annotations

import gzip
import io
import random
import shutil
import unicodedata
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from exemplary.content import check_content
from exemplary.leak import (
    Leak,
    Needle,
    Scan,
    _around_scans,
    _at_a_glance,
    _norm,
    _readable,
    interface_text,
    needles_of,
)
from exemplary.library import Library
from exemplary.publishable import Public, publishable
from exemplary.text import bare
from sites import REPO, build, files_of, make_root, write

BASE = REPO / "tests/issues/_base/content"
WORDS = [
    "quờ",
    "quạng",
    "xnhím",
    "khẳng",
    "khiu",
    "lờ",
    "lợ",
    "trăn",
    "trở",
    "nghễu",
    "nghện",
    "phưỡn",
    "xoàng",
    "khuếch",
    "khoác",
    "rưng",
    "rức",
    "ngoằn",
    "ngoèo",
    "thuổng",
    "quăng",
    "quật",
    "lẩm",
    "cẩm",
    "ruềnh",
    "ràng",
    "khuỵu",
    "gối",
    "xuềnh",
    "xoàng",
    "nguệch",
    "ngoạc",
    "huỳnh",
    "huỵch",
    "khúc",
    "khuỷu",
    "ngượng",
    "nghịu",
    "thườn",
    "thượt",
    "nhuần",
    "nhuyễn",
    "loằng",
    "ngoằng",
]
TITLE = "Xnhím khuếch ngoằn thuổng ruềnh giữ kín đến phút chót"
NAME = "Phưỡn Khuỵu Xuềnh"


def story(identifier: str, **changes: str) -> str:
    """Return a story whose every word stands nowhere else."""
    fields = {
        "title": f"{TITLE} {identifier[-1]}", "type": "ca-nhan", "name": NAME, "unit": "UNIT", "locality": "",
        "campaigns": "[CAMPAIGN]",
        "introduced_on": "2026-05-12", "stage": "phat-hien", "status": "nhap",
        "summary": "Xnhím khuếch khoác ngoằn ngoèo thuổng ruềnh ràng khuỵu xuềnh xoàng nguệch ngoạc huỳnh huỵch.",
        "consent": "{status: chua-co, ref: KINDMARK-77}", **changes,
    }  # fmt: skip
    lines = "\n".join(f"{key}: {value}" for key, value in fields.items() if value)
    body = " ".join(WORDS) + ". " + " ".join(reversed(WORDS)) + "."
    return f"---\n{lines}\n---\n## Hoàn cảnh\n\n{body}\n"


def photo(path: Path) -> None:
    """Draw a photograph of which no other has the bytes."""
    image = Image.new("RGB", (900, 600), "#345678")
    ImageDraw.Draw(image).ellipse((100, 90, 770, 540), fill="#ccaa11")
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, "JPEG")


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A site with four withheld stories planted in it: the folder, and the twin without them."""
    content = check_content(REPO / "tests/issues/_base", today=date(2026, 11, 22)).library
    exemplar = next(record for _, record in content.records("exemplar"))
    root = make_root(tmp_path_factory.mktemp("leak") / "with", BASE)
    twin = make_root(tmp_path_factory.mktemp("leak") / "without", BASE)
    public = {
        "status": "cong-bo", "author": "Ban A", "fact_checked_by": "Ban B", "approved_by": "Ban C",
        "achievements": "[{text: thuổng ngoằn khuếch ruềnh}]",
        "sources": "[{id: s1, title: Sổ nguệch ngoạc khuỵu gối}]",
    }  # fmt: skip
    photos = "[{file: bi-mat-anh.jpg, alt: Nghễu nghện phưỡn bụng ngoài sân, credit: Ban A}]"
    cases = {
        "xnhim-nhap-a": story("a", photos=photos),
        "xnhim-cho-b": story("b", status="cho-duyet"),
        "xnhim-go-c": story("c", **{**public, "status": "go-bo", "consent": "{status: da-rut}"}),
        "xnhim-dung-d": story(
            "d", **public, stage="tam-dung", consent="{status: da-co, ref: KINDMARK-78}", photos=photos
        ),
    }
    for identifier, text in cases.items():
        filled = text.replace("UNIT", exemplar.unit).replace("CAMPAIGN", exemplar.campaigns[0])
        write(root / f"content/exemplars/2026/{identifier}/index.md", filled)
        if "bi-mat-anh" in filled:
            photo(root / f"content/exemplars/2026/{identifier}/bi-mat-anh.jpg")
    for folder in (root, twin):
        done = build(folder)
        assert done.returncode == 0, done.stdout + done.stderr
    return root, twin


def test_no_byte_of_the_site_changes_but_the_counts(planted: tuple[Path, Path]) -> None:
    root, twin = planted
    first, second = files_of(root / "site"), files_of(twin / "site")
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == ["api/v1/build.json"]


def test_no_withheld_word_stands_in_any_file_however_packed(planted: tuple[Path, Path]) -> None:
    root, _ = planted
    secrets = ["xnhím", "phưỡn", "khuỵu", "KINDMARK", "xnhim-", "bi-mat-anh", "ngoằn", "thuổng", "ruềnh"]
    forms = {form.encode() for word in secrets for form in (word, unicodedata.normalize("NFD", word), word.upper())}
    forms |= {word.encode("unicode-escape") for word in secrets if not word.isascii()}
    for name, data in files_of(root / "site").items():
        unpacked = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else b""
        for form in forms:
            assert form not in data, (name, form)
            assert form not in unpacked, (name, form)
            assert form not in name.encode()


def said_in_a_photograph(text: str) -> bytes:
    """Return a progressive JPEG, of many scans, with a comment."""
    made = io.BytesIO()
    Image.effect_noise((64, 64), 90).convert("RGB").save(made, "jpeg", comment=text.encode(), progressive=True)
    return made.getvalue()


def test_what_stands_around_the_pixels_of_a_photograph_is_read() -> None:
    data = said_in_a_photograph("một lời")
    around = _around_scans(data + b"sau")
    assert "một lời".encode() in around
    assert around.endswith(b"\xff\xd9sau")
    assert around.count(b"\xff\xda") == data.count(b"\xff\xda") > 1
    assert len(around) < len(data) / 2
    assert _around_scans(data[:-2]) == around[:-5]
    for broken in (b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\x00\x00kh\xc3\xb4ng ai"):
        assert broken[2:] in _around_scans(broken)


def test_the_scan_finds_what_slips_past_the_view(planted: tuple[Path, Path], tmp_path: Path) -> None:
    root, _ = planted
    public = publishable(check_content(root, today=date(2026, 11, 22)).library)
    needles, _ = needles_of(public)
    assert "xnhim-nhap-a" in needles
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", f"trong tệp nén: {TITLE} a" + " dài" * 30_000)
    image = tmp_path / "x.jpg"
    shutil.copy(root / "content/exemplars/2026/xnhim-nhap-a/bi-mat-anh.jpg", image)
    hidden = {__import__("hashlib").sha256(image.read_bytes()).hexdigest(): "bi-mat-anh.jpg"}
    cases = {
        "a.html": f"<p>{TITLE.replace(' ', '&nbsp;')} a</p>".encode(),
        "b.json": b'{"t": "Ph\\u01b0\\u1ee1n Khu\\u1ef5u Xu\\u1ec1nh"}',
        "c.pf_fragment": gzip.compress(f"d {NAME.replace('đ', 'd̵')}".encode()),
        "d.docx": packed.getvalue(),
        "d-lan-nua.docx": packed.getvalue(),
        "e.html": unicodedata.normalize("NFD", f"<b>{NAME}</b>").encode(),
        "guong/xnhim-nhap-a/index.html": b"<p>x</p>",
        "f.jpg": image.read_bytes(),
        "g.jpg": said_in_a_photograph(f"ảnh của {NAME}"),
        "h.jpg": said_in_a_photograph("ảnh") + f" hết {TITLE} a".encode(),
        "g.xml": f"<title>{TITLE.upper()} A</title>".encode(),
    }
    scan = Scan(public, hidden)
    hits = {name: scan.hits_in(name, data) for name, data in cases.items()}
    assert {file for leak in scan.leaks(hits) for file in leak.files} == set(cases)
    assert scan.hits_in("h.html", b"<p>Nguy\xc3\xaan li\xe1\xbb\x87u</p>") == []


def test_a_leak_stops_the_build_and_keeps_the_last_good_site(planted: tuple[Path, Path], tmp_path: Path) -> None:
    root = make_root(tmp_path / "r", planted[0] / "content")
    assert build(root).returncode == 0
    before = files_of(root / "site")
    page = root / "theme/records/data.html"
    hole = "{% for entry in site.public.withheld %}<p>{{ entry.record.title }}</p>{% endfor %}"
    page.write_text(page.read_text(encoding="utf-8") + hole, encoding="utf-8")
    done = build(root)
    assert done.returncode == 1
    assert f"“{TITLE} a” của content/exemplars/2026/xnhim-nhap-a/index.md, ở tệp du-lieu-mo/" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(root / "site") == before


def test_nobody_may_name_a_withheld_person(planted: tuple[Path, Path], tmp_path: Path) -> None:
    root = make_root(tmp_path / "r", planted[0] / "content")
    page = root / "content/gioi-thieu.md"
    page.write_text(f"---\ntitle: Giới thiệu\n---\n\nHôm nay\nai cũng biết {NAME}.\n", encoding="utf-8")
    done = build(root)
    assert done.returncode == 1
    assert "content/gioi-thieu.md:6:1: LỖI EX714" in done.stderr
    assert f"“{NAME}” của content/exemplars/2026/xnhim-" in done.stderr
    assert not (root / "site").exists()


PHRASE = "Nơi đã làm theo"
"""A heading of the theme's own."""


def leaks_with(root: Path, draft: dict[str, str], page: str, *, output: str = "") -> list[Leak]:
    """Return what is found on a site that says `output` and the hand-written `page`, with such a draft behind it."""
    text = story("mot-ban-nhap", **{"campaigns": "[nguoi-tot-viec-tot]", "unit": "xom-dong-suoi-mo", **draft})
    write(root / "content/exemplars/2026/mot-ban-nhap/index.md", text)
    write(root / "content/gioi-thieu.md", f"---\ntitle: Giới thiệu\n---\n{page}\n")
    content = check_content(root, today=date(2026, 11, 22))
    assert content.sound, content.issues
    public = publishable(content.library)
    shown = {"loi/index.html": f"<h2>{PHRASE}</h2><p>{output}</p>", "gioi-thieu/index.html": f"<p>{page}</p>"}
    scan = Scan(public, {}, lambda: interface_text(REPO / "theme"))
    return scan.leaks({name: scan.hits_in(name, text.encode()) for name, text in shown.items()})


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A valid content folder to plant a draft in."""
    shutil.copytree(BASE, tmp_path / "content")
    return tmp_path


def test_a_draft_named_like_a_phrase_of_the_interface_stops_nothing(base: Path) -> None:
    assert leaks_with(base, {"title": PHRASE}, "Không có gì.") == []


def test_the_rest_of_such_a_draft_is_hunted_all_the_same(base: Path) -> None:
    (leak,) = leaks_with(base, {"title": PHRASE}, "Không có gì.", output=f"Bài về {NAME}")
    assert (leak.needle.text, leak.files, leak.places) == (NAME, ("loi/index.html",), ())


def test_a_person_whom_an_example_of_the_interface_names_may_not_be_named_by_content(base: Path) -> None:
    example = {"name": "Nguyễn Thị Hoa"}
    assert leaks_with(base, example, "Không có gì.", output="Ví dụ: Nguyễn Thị Hoa") == []
    (leak,) = leaks_with(base, example, "Kể chuyện **Nguyễn\nThị Hoa**.", output="Ví dụ: Nguyễn Thị Hoa")
    assert leak.places == (("content/gioi-thieu.md", (), 4),)


@pytest.mark.parametrize(
    ("mention", "named"),
    [
        ("Hoàng Văn Hòa", 1),
        ("HOÀNG VĂN HÒA", 1),
        ("Hoàng Văn Hoà", 1),
        ("hoang van hoa", 1),
        ("Hoàng Văn Hóa", 0),
        ("Hoàng Văn Hoàng", 0),
        ("hoang van hoai", 0),
    ],
)
def test_a_name_is_that_of_a_person_only_as_a_whole_and_with_its_marks(base: Path, mention: str, named: int) -> None:
    leaks = leaks_with(base, {"name": "Hoàng Văn Hòa"}, f"Có {mention} ở đây.")
    assert [leak.needle.text for leak in leaks] == ["Hoàng Văn Hòa"] * named


def test_a_mention_in_a_field_is_told_at_the_field(base: Path) -> None:
    path = base / "content/news/2026/tin-kh-12.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("summary: ", f"summary: Theo {NAME}, "), encoding="utf-8")
    (leak,) = leaks_with(base, {}, "Không có gì.", output=f"Theo {NAME}, xã")
    assert leak.places == (("content/news/2026/tin-kh-12.md", ("summary",), 0),)


_PARTS = (
    "Đỗ", "đỗ", "Đô\u0303", "d\u0335ỗ", "&#272;&#7895;", "Văn", "VAN", "Va&#x306;n", " ", "\n", "\u00a0", "&nbsp;", "–",
    "☐", "<b>", "</b>", "<!-- a -->", '<img alt="', '">', "<", ">", "<>", "=", "&lt;", "&amp;", "\\u003c", "\\u0111",
    '"', "{", "}",
)  # fmt: skip


@given(
    written=st.lists(st.sampled_from(_PARTS), max_size=14).map("".join),
    name=st.sampled_from(("a.html", "b.xml", "c.json", "do van.txt", "e.svg")),
)
def test_at_a_glance_nothing_is_missed_that_reading_finds(written: str, name: str) -> None:
    seen = _at_a_glance(name, written.encode())
    for needle in ("do van", "do", "van do", "< do", "<do", "do <van", "b do", "vando", "&"):
        if any(needle in _norm(text) for text in _readable(name, written.encode())):
            assert seen is None or bare(needle) in seen


_SEAMED = (
    "Nguyễn", "Thị", "Hoa", " ", "\n", "<b>", "</b>", "<", ">", ' class="', ' class="', '">', "<a", "&nbsp;", "=",
    "&lt;", "x", "<!-- a -->", "–", "☐",
)  # fmt: skip
_BROKEN = ("Nguyễn Thị Hoa", "q < Nguyễn > Thị Hoa", "Nguyễn</b> <b>Thị Hoa", "Nguyễn > Thị <Hoa")


def test_a_scan_that_remembers_parts_of_pages_finds_what_a_new_one_does() -> None:
    chance = random.Random(5)  # noqa: S311 - repeatable
    nobody = Public(Library(Path(), {}), (), (), ())
    needles = {"nguyen thi hoa": Needle("Nguyễn Thị Hoa", "x.md", person=True)}
    found = 0
    for _ in range(6000):
        scan = Scan(nobody, {}, needles=needles)
        parts = ["".join(chance.choices(_SEAMED, k=chance.randint(1, 6))) for _ in range(2)]
        parts += chance.choices(_BROKEN, k=2)
        for _ in range(4):
            body = ' class="'.join(chance.choices(parts, k=chance.randint(2, 5)))
            before, after = chance.choice(("<p>", "<a", "", '<a class="')), chance.choice(("</p>", '">', "", ">"))
            page = f"{before}{body}{after}".encode()
            hits = scan.hits_in("a.html", page)
            assert hits == Scan(nobody, {}, needles=needles).hits_in("a.html", page)
            found += bool(hits)
    assert found > 1000


def test_what_is_looked_for_may_hold_what_parts_a_page() -> None:
    nobody = Public(Library(Path(), {}), (), (), ())
    held = 'một <a class="x"> hai'
    scan = Scan(nobody, {}, needles={_norm(held): Needle(held, "x.md")})
    pages = ['<p>một <a class="y"></a>', '<i class="x"> hai</i>', 'một &lt;a class="x"&gt; hai', f"<p>{held}</p>"]
    assert [bool(scan.hits_in("a.html", page.encode())) for page in pages] == [False, False, True, False]
