"""What a unit takes home of a practice: the sheet, the plan to fill in, the pledge."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

import docx
import pytest
from docx.shared import Mm
from PIL import ImageFont

from exemplary.cache import Cache
from exemplary.dialogue import Talk
from exemplary.draft import Wish, start_draft
from exemplary.draft.compose import BLANK
from exemplary.draft.pledge import Pledge, pledge_for
from exemplary.kit import kit_files
from exemplary.kit.told import told_of
from exemplary.library import load_library
from exemplary.model.choices import ForgeKind
from exemplary.model.practice import Replication
from exemplary.model.registry import Forge
from exemplary.publishable import publishable
from exemplary.read.front_matter import parse_document
from exemplary.read.record import read_record
from exemplary.read.source import decode
from exemplary.render.articles import Articles
from exemplary.render.pages.practices import practice_pages
from exemplary.render.site import Site
from exemplary.text import squash

REPO: Final = Path(__file__).resolve().parents[2]
TODAY: Final = date(2026, 11, 22)
PRACTICE: Final = "to-tu-quan-duong-hoa"
UNIT: Final = "hoi-phu-nu-xa-suoi-hoa"
VIETNAMESE: Final = "".join(
    sorted(
        {
            unicodedata.normalize("NFC", letter + mark)
            for base in "aăâeêioôơuưy"
            for letter in (base, base.upper())
            for mark in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
        }
        | set("đĐ")
    )
)


@cache
def site() -> Site:
    library, _ = load_library(REPO)
    return Site(publishable(library), {}, TODAY)


def made(kept: Path) -> dict[str, bytes]:
    """Return the files of the kit by address, made with what is kept in a folder."""
    return {item.name: item.make().data for item in kit_files(site(), REPO / "theme", Cache(kept))}


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return made(tmp_path_factory.mktemp("kept"))


def words_of_sheet(data: bytes) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    made = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, check=True)
    return squash(made.stdout.decode())


def words_of_paper(data: bytes) -> list[str]:
    paper = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return [*(paragraph.text for paragraph in paper.paragraphs), *cells]


def test_every_public_practice_has_the_whole_kit_and_no_other_has(kit: Mapping[str, bytes]) -> None:
    public = site().library.of("practice")
    assert public
    names = ("ke-hoach-nhan-rong.docx", "ban-ghi-nhan-rong.txt")
    assert set(kit) == {f"mo-hinh/{key}/{name}" for key in public for name in (f"{key}.pdf", *names)}


def test_the_kit_s_record_is_the_pledge_s_and_reads_back_once_filled_in(kit: Mapping[str, bytes]) -> None:
    text = kit[f"mo-hinh/{PRACTICE}/ban-ghi-nhan-rong.txt"].decode()
    assert text == pledged(None).text
    record, faults = read_back(filled(text))
    assert not faults
    assert record
    assert (record.practice, record.unit) == (PRACTICE, UNIT)


def test_the_same_practice_gives_the_same_bytes(kit: Mapping[str, bytes], tmp_path: Path) -> None:
    assert made(tmp_path) == kit


def test_what_is_kept_is_not_made_again(tmp_path: Path) -> None:
    made(tmp_path)
    for kept in (tmp_path / "kit").iterdir():
        Cache(tmp_path).put_file(f"kit/{kept.stem}", b"kept")
    assert {data for name, data in made(tmp_path).items() if not name.endswith(".txt")} == {b"kept"}


def test_a_sheet_is_one_tagged_page_that_says_what_the_practice_says(kit: Mapping[str, bytes]) -> None:
    for entry in site().library.of("practice").values():
        data = kit[f"mo-hinh/{entry.id}/{entry.id}.pdf"]
        told, text = told_of(site(), entry), words_of_sheet(data)
        assert len(re.findall(rb"/Type ?/Page\b", data)) == 1
        assert "Mẫu minh họa" in text
        squeezed = text.replace(" ", "")
        for words in (told["title"], *told["conditions"], *(step["title"] for step in told["steps"])):
            assert words.replace(" ", "") in squeezed
        assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("weight", [400, 700])
def test_the_sheet_s_typeface_has_every_vietnamese_letter(weight: int) -> None:
    face = ImageFont.truetype(str(REPO / "theme" / "fonts" / f"be-vietnam-pro-{weight}.ttf"), 48)

    def drawn(letter: str) -> bytes:
        mask = face.getmask(letter)
        return bytes(mask) + bytes(mask.size)

    nothing = drawn("\U0010fffe")
    assert not [letter for letter in VIETNAMESE + "“”–…²" if drawn(letter) == nothing]
    assert len({drawn(letter) for letter in VIETNAMESE}) == len(VIETNAMESE)


def test_the_plan_has_the_parts_of_the_official_form(kit: Mapping[str, bytes]) -> None:
    data = kit[f"mo-hinh/{PRACTICE}/ke-hoach-nhan-rong.docx"]
    text = "\n".join(words_of_paper(data))
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: ……/KH-……", "ngày …… tháng ……",
        "KẾ HOẠCH", "Nhân rộng mô hình “Tổ tự quản", "Nơi nhận:", "- Lưu: VT", "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ",
    ):  # fmt: skip
        assert part in text
    for step in site().library.get("practice", PRACTICE).steps:
        assert step.title in text
    for result in site().library.get("practice", PRACTICE).results:
        assert result.text in text
    paper = docx.Document(io.BytesIO(data))
    assert paper.styles["Normal"].font.name == "Times New Roman"
    page = paper.sections[0]
    assert [round((side or 0) / Mm(1)) for side in (page.left_margin, page.right_margin)] == [30, 15]
    assert "MẪU MINH HỌA" in paper.sections[0].first_page_footer.paragraphs[0].text


def test_the_plan_opens_in_an_office(kit: Mapping[str, bytes], tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "plan.docx").write_bytes(kit[f"mo-hinh/{PRACTICE}/ke-hoach-nhan-rong.docx"])
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    subprocess.run(
        [office, "--headless", home, "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "plan.docx")],
        capture_output=True, check=True, timeout=180,
    )  # fmt: skip
    text = words_of_sheet((tmp_path / "plan.pdf").read_bytes())
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA" in text
    assert "Nơi nhận:" in text


def test_no_part_of_the_plan_bears_the_day_it_was_made(kit: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(kit[f"mo-hinh/{PRACTICE}/ke-hoach-nhan-rong.docx"])) as made:
        assert {part.date_time[:3] for part in made.infolist()} == {(2000, 1, 1)}
        assert b"2000-01-01" in made.read("docProps/core.xml")


def pledged(forge: Forge | None, *, mail: bool = True) -> Pledge:
    facts = site().facts.model_copy(update={"forge": forge, **({} if mail else {"contact": None})})
    return pledge_for(site().library, PRACTICE, facts, TODAY)


def read_back(text: str) -> tuple[Replication | None, list[str]]:
    """Read a record as strictly as a build does; an unfilled one must not pass."""
    source, spelling = decode("r.md", text.encode())
    assert source
    document, syntax = parse_document(source)
    assert document
    read = read_record(Replication, "r.md", document.fields)
    return read.record, [str(found.loc[0]) for found in (*spelling, *syntax, *read.findings) if found.loc]


def filled(text: str) -> str:
    return text.replace(f"unit: {BLANK}", f"unit: {UNIT}", 1).replace(f"    date: {BLANK}", "    date: 2026-11-22", 1)


def test_the_forge_gets_the_record_that_the_command_writes(tmp_path: Path) -> None:
    pledge = pledged(Forge(kind=ForgeKind.GITHUB, url="https://github.com/co-quan/trang", branch="main"))
    parts = urlsplit(pledge.forge)
    asked = parse_qs(parts.query, strict_parsing=True)
    assert (parts.netloc, parts.path) == ("github.com", "/co-quan/trang/new/main")
    assert asked["filename"] == [pledge.path]
    assert asked["value"] == [pledge.text]
    assert len(pledge.forge) < 8000, "servers refuse longer addresses"
    shutil.copytree(REPO / "content", tmp_path / "content")
    wish = Wish("replication", {"practice": [PRACTICE], "unit": [UNIT]})
    assert start_draft(tmp_path, wish, Talk.at_terminal(), today=TODAY) == 0
    written = tmp_path / f"content/replications/2026/{PRACTICE}-{UNIT}.md"
    assert written.read_text(encoding="utf-8") == filled(asked["value"][0])


def test_a_record_from_the_forge_reads_back_once_it_is_filled_in() -> None:
    record, faults = read_back(filled(pledged(None).text))
    assert not faults
    assert record
    assert (record.practice, record.unit, record.status, set(record.steps)) == (
        PRACTICE, UNIT, "nhap", {step.id for step in site().library.get("practice", PRACTICE).steps},
    )  # fmt: skip
    assert {"unit", "history"} <= set(read_back(pledged(None).text)[1]), "what is not filled in is told"


@pytest.mark.parametrize(
    ("kind", "place"),
    [(ForgeKind.GITHUB, "/co-quan/trang/new/chinh"), (ForgeKind.FORGEJO, "/co-quan/trang/_new/chinh/")],
)
def test_forges_that_take_a_text_get_it(kind: ForgeKind, place: str) -> None:
    pledge = pledged(Forge(kind=kind, url="https://git.example.org/co-quan/trang/", branch="chinh"))
    parts = urlsplit(pledge.forge)
    asked = parse_qs(parts.query, strict_parsing=True)
    assert parts.path == place
    assert asked == {"filename": [pledge.path], "value": [pledge.text]}
    assert pledge.carried


def test_a_text_too_long_for_an_address_is_shown_instead() -> None:
    entry = site().library.of("practice")[PRACTICE]
    steps = tuple(
        entry.record.steps[0].model_copy(update={"id": f"b{number}", "title": "Họp xóm, chia đoạn đường cho từng nhà"})
        for number in range(60)
    )
    long = replace(entry, record=entry.record.model_copy(update={"steps": steps}))
    library = site().library.only(practice={PRACTICE: long})
    forge = Forge(kind=ForgeKind.GITHUB, url="https://github.com/co-quan/trang", branch="main")
    pledge = pledge_for(library, PRACTICE, site().facts.model_copy(update={"forge": forge}), TODAY)
    assert (pledge.carried, parse_qs(urlsplit(pledge.forge).query)) == (False, {"filename": [pledge.path]})
    assert "b59" in pledge.text


def test_without_a_forge_a_short_letter_leads_to_the_record() -> None:
    """Windows hands no `mailto:` address of more than 2,048 letters to a mail program."""
    for identifier, entry in site().library.of("practice").items():
        for title in (entry.record.title, "Ấ" * 150):
            record = entry.record.model_copy(update={"title": title})
            library = site().library.only(practice={identifier: replace(entry, record=record)})
            mail = pledge_for(library, identifier, site().facts.model_copy(update={"forge": None}), TODAY).mail
            parts = urlsplit(mail)
            asked = parse_qs(parts.query, strict_parsing=True)
            assert (parts.scheme, parts.path) == ("mailto", "bientap@example.org")
            assert len(mail) <= 2000
            assert "+" not in parts.query, "a plus is no space in a letter"
            assert asked["subject"][0].startswith("Muốn làm theo")
            assert asked["body"][0].endswith(f"/mo-hinh/{identifier}/ban-ghi-nhan-rong.txt")
            assert "\r\n" in asked["body"][0]


def test_a_forge_that_takes_no_text_gets_the_name_only() -> None:
    pledge = pledged(Forge(kind=ForgeKind.GITLAB, url="https://git.example.org/co-quan/trang/", branch="chinh"))
    assert pledge.forge.startswith("https://git.example.org/co-quan/trang/-/new/chinh?file_name=")
    assert unquote(pledge.forge).endswith(pledge.path)
    assert not pledge.carried


def test_without_forge_and_address_there_is_no_dead_link() -> None:
    pledge = pledged(None, mail=False)
    assert (pledge.forge, pledge.mail) == ("", "")
    assert re.search(rf"^practice: {PRACTICE}$", pledge.text, re.MULTILINE)


def shown(folder: Path, forge: str, *, mail: bool = True) -> str:
    """Return the article of a practice on a site whose record says `forge` of where it lives."""
    shutil.copytree(REPO / "content", folder / "content")
    path = folder / "content/registry/site.yml"
    text = re.sub(r"^forge:\n(?:  .*\n?)*", forge, path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text if mail else re.sub(r"^  email: .*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    made = Site(publishable(load_library(folder)[0]), {}, TODAY)
    page = next(draft for draft in practice_pages(made) if draft.address == f"mo-hinh/{PRACTICE}/")
    return Articles(REPO / "theme", made).article(page)


def test_the_page_s_button_carries_the_record_to_the_forge(tmp_path: Path) -> None:
    article = shown(tmp_path, "forge: {kind: github, url: https://github.com/co-quan/trang}\n")
    links = re.findall(r'href="(https://github\.com/[^"]*)"', article)
    assert links
    for link in links:
        record, faults = read_back(filled(parse_qs(urlsplit(html.unescape(link)).query)["value"][0]))
        assert record
        assert not faults
    assert "<pre>" not in article


def test_the_page_s_button_writes_a_letter_where_there_is_no_forge(tmp_path: Path) -> None:
    article = shown(tmp_path, "")
    links = re.findall(r'href="(mailto:[^"]*subject=[^"]*)"', article)
    assert links
    assert html.unescape(links[0]) == pledged(None).mail
    assert 'href="ban-ghi-nhan-rong.txt"' in article


@pytest.mark.parametrize(
    ("forge", "mail"), [("forge: {kind: gitlab, url: https://git.example.org/co-quan/trang}\n", True), ("", False)]
)
def test_the_page_shows_the_record_where_no_link_carries_it(tmp_path: Path, *, forge: str, mail: bool) -> None:
    article = shown(tmp_path, forge, mail=mail)
    record = re.search(r"<pre><code>(.*?)</code></pre>", article, re.DOTALL)
    assert record
    assert read_back(filled(html.unescape(record[1])))[1] == []


def test_the_page_tells_what_adopters_made_of_each_step(tmp_path: Path) -> None:
    article = shown(tmp_path, "")
    for tally in site().spread.practices[PRACTICE].steps:
        part = article[article.index(f'id="buoc-{tally.id}"') :].partition("</li>\n<li id=")[0]
        assert f"Trong {tally.told} nơi làm theo" in part
        for _, change, reason in tally.changes:
            assert change in html.unescape(part)
            assert reason[1:] in html.unescape(part)
