"""What readers take away: pictures that say what the page says, pages that print, codes that lead back."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.sync_api import Browser, Page

from built import Reader
from exemplary.images.lettering import read_typefaces
from exemplary.images.share import SIZE, title_setting
from exemplary.images.vector import draw_svg
from exemplary.render.flower import FlowerData
from exemplary.render.flower_drawing import flower_svg
from sites import REPO

FACES = read_typefaces(REPO / "theme")
LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬBCDĐEÈẺẼÉẸÊỀỂỄẾỆGHIÌỈĨÍỊKLMNOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢPQRSTUÙỦŨÚỤƯỪỬỮỨỰVXYỲỶỸÝỴ"
)
TALL, FOOT, WIDE = 110, 75, 96
"""The cell that a letter is compared in: its height, the line that letters stand on, its width, at size 60."""


@pytest.fixture
def story(site: Path) -> dict[str, str]:
    """A story with a photograph and a practice, as open data tell it."""
    rows = json.loads((site / "api/v1/exemplars.json").read_text(encoding="utf-8"))["exemplars"]
    return next(row for row in rows if row["photos"] and row["practices"])


@pytest.fixture
def blank(browser: Browser, site: Path) -> Iterator[Page]:
    """A page of the browser that has the site's typeface and nothing else."""
    page = browser.new_page(viewport={"width": 1600, "height": 900})
    sheet = next((site / "assets").glob("site.*.css")).read_text(encoding="utf-8")
    faces = "".join(re.findall(r"@font-face\{[^}]*url\([^}]*\}", sheet))
    embedded = re.sub(
        r'url\("(fonts/[^"]+)"\)',
        lambda found: (
            "url(data:font/woff2;base64," + base64.b64encode((site / "assets" / found[1]).read_bytes()).decode() + ")"
        ),
        faces,
    )
    page.set_content(f"<style>{embedded} body {{ margin: 0; background: #fff }}</style>")
    yield page
    page.close()


def _as_the_browser_writes(page: Page, letters: str) -> dict[str, Image.Image]:
    """Return each letter, bold at size 60, as Chromium draws it into a cell."""
    uri = page.evaluate(
        """async ([letters, wide, tall, foot]) => {
          await document.fonts.load('700 60px "Be Vietnam Pro"', letters);
          await document.fonts.ready;
          const canvas = document.createElement("canvas");
          canvas.width = wide * letters.length; canvas.height = tall;
          const pen = canvas.getContext("2d");
          pen.fillStyle = "#fff"; pen.fillRect(0, 0, canvas.width, tall);
          pen.fillStyle = "#000"; pen.font = '700 60px "Be Vietnam Pro"';
          [...letters].forEach((letter, i) => pen.fillText(letter, i * wide + 16, foot));
          return canvas.toDataURL();
        }""",
        [letters, WIDE, TALL, FOOT],
    )
    with Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2]))) as sheet:
        grey = sheet.convert("L")
    return {letter: grey.crop((i * WIDE, 0, (i + 1) * WIDE, TALL)) for i, letter in enumerate(letters)}


def _apart(one: Image.Image, other: Image.Image) -> float:
    """Return how far two cells differ, whatever half a pixel moves."""
    soft = [image.filter(ImageFilter.GaussianBlur(1)) for image in (one, other)]
    return float(ImageStat.Stat(ImageChops.difference(*soft)).rms[0])


def test_every_letter_of_a_title_is_read_back_as_itself(blank: Page) -> None:
    """Letters as Chromium draws them are held against ours: each must be nearest to itself, marks and all."""
    written = _as_the_browser_writes(blank, LETTERS)
    face = FACES[700]
    read = ""
    for letter in LETTERS:
        cell = Image.new("RGB", (WIDE, TALL), "white")
        face.draw(cell, (16, FOOT), face.line(letter, 60), 60, "#000")
        mine = cell.convert("L")
        read += min(written, key=lambda other, mine=mine: _apart(mine, written[other]))  # type: ignore[misc]
    assert read == LETTERS


def _misread(picture: Image.Image, title: str) -> float:
    """Return how much of a share picture's text differs from `title`, wherever and however large it may stand there."""
    ink = _inked(picture.crop((72, 90, 716, 560)))
    least = 255.0
    for setting in dict.fromkeys(title_setting(title, FACES, room=room) for room in range(150, 400, 6)):
        mine = Image.new("RGB", (644, round(setting.height) + 4), "white")
        FACES[700].write(mine, (0, 2), setting, "#000")
        flat = _inked(mine)
        for top in range(ink.height - flat.height):
            apart = ImageChops.difference(ink.crop((0, top, 644, top + flat.height)), flat)
            least = min(least, float(ImageStat.Stat(apart).mean[0]))
    return least


def _inked(image: Image.Image) -> Image.Image:
    return image.convert("L").point([255 if value > 110 else 0 for value in range(256)])


def test_a_share_picture_says_the_title_with_its_marks(site: Path, story: dict[str, str]) -> None:
    page = (site / story["url"].split("/", 3)[3] / "index.html").read_text(encoding="utf-8")
    held = dict(re.findall(r'<meta property="(og:image[\w:]*)" content="([^"]*)">', page))
    assert (held["og:image:width"], held["og:image:height"]) == tuple(map(str, SIZE))
    assert story["title"] in held["og:image:alt"]
    with Image.open(site / held["og:image"].split("/", 3)[3]) as opened:
        assert opened.size == SIZE
        picture = opened.convert("RGB")
    right = _misread(picture, story["title"])
    assert right < 3
    bare = re.sub("[\u0300-\u0303\u0309\u0323]", "", unicodedata.normalize("NFD", story["title"]))
    without = unicodedata.normalize("NFC", bare)
    assert without != story["title"]
    assert _misread(picture, without) > 2 * right


@pytest.mark.parametrize("opening", [0, 1, 2])
@pytest.mark.parametrize("petals", [0, 3, 12])
def test_a_flower_in_a_picture_is_the_flower_of_the_page(browser: Browser, opening: int, petals: int) -> None:
    data = FlowerData("#1f6b43", "", petals, 3, 5, opening, 2, -1, 3)
    svg = flower_svg(data, title="", description="", id_prefix="f")
    page = browser.new_page(viewport={"width": 300, "height": 300})
    page.set_content(f'<body style="margin:0;background:#fbf6ed">{svg.replace("<svg", "<svg width=300 height=300", 1)}')
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        shown = shot.convert("RGB")
    page.close()
    drawn = Image.new("RGB", (300, 300), "#fbf6ed")
    layer = draw_svg(svg, (300, 300))
    drawn.paste(layer, mask=layer)
    apart = ImageChops.difference(shown, drawn).convert("L")
    assert ImageStat.Stat(apart).mean[0] < 2
    assert sum(apart.histogram()[70:]) < 0.004 * 300 * 300


def _printed(reader: Reader, where: str, folder: Path) -> str:
    """Print a page in dark mode on A4 and return the words on the paper, page by page behind a form feed."""
    page = reader.open(where)
    page.evaluate("document.documentElement.dataset.mode = 'dark'")
    paper = folder / "page.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)
    program = shutil.which("pdftotext")
    assert program, "pdftotext is not installed; .ci/run installs it (poppler-utils)"
    done = subprocess.run([program, "-raw", paper, "-"], capture_output=True, text=True, check=True)
    return done.stdout


def test_a_story_on_paper_has_its_text_its_address_and_no_furniture(
    browser: Browser, address: str, story: dict[str, str], tmp_path: Path
) -> None:
    where = story["url"].split("/", 3)[3]
    reader = Reader(browser, address, 1200, dark=True)
    text = _printed(reader, where, tmp_path)
    flat = " ".join(text.split())
    assert story["name"] in flat
    for heading in ("Hoàn cảnh", "Việc làm tốt", "Kết quả và sức lan tỏa", "Cách làm, kinh nghiệm", "Nguồn"):
        assert heading in flat, heading
    assert flat.replace(" ", "").count(story["url"]) >= 2  # at the head, and beside the code
    for furniture in ("Tìm kiếm", "Mục lục", "Đọc tiếp", "Facebook", "Zalo", "In trang này", "Nhận tin qua", "Đóng"):
        assert furniture not in flat, furniture
    for before, after in pairwise(text.rstrip("\f\n").split("\f")):
        last = [line.strip() for line in before.splitlines() if line.strip()][-1]
        assert last not in {"Hoàn cảnh", "Việc làm tốt", "Cách làm, kinh nghiệm", "Được ghi nhận"}, after[:80]
    reader.page.close()


@pytest.mark.parametrize(
    ("where", "wanted"),
    [
        ("phong-trao/chung-suc-xay-dung-nong-thon-moi/", "Phong trào thi đua"),
        ("ke-hoach/kh-ubnd-xa-suoi-hoa-2026/", "Phân công"),
        ("ky-yeu/2026/nguoi-tot-viec-tot/", "Tra theo tên gọi"),
    ],
)
def test_lists_plans_and_year_books_print_without_furniture(
    browser: Browser, address: str, tmp_path: Path, where: str, wanted: str
) -> None:
    reader = Reader(browser, address, 1200)
    flat = " ".join(_printed(reader, where, tmp_path).split())
    assert wanted in flat
    for furniture in ("Tìm kiếm", "Facebook", "Zalo", "In trang này", "Nhận tin qua"):
        assert furniture not in flat, furniture
    reader.page.close()


def test_paper_is_white_and_ink_is_black_when_the_screen_is_dark(
    browser: Browser, address: str, story: dict[str, str]
) -> None:
    reader = Reader(browser, address, 1200, dark=True)
    page = reader.open(story["url"].split("/", 3)[3])
    page.evaluate("document.documentElement.dataset.mode = 'dark'")
    page.emulate_media(media="print", color_scheme="dark")
    colors = page.evaluate(
        """() => ["body", "h1", "main p", "main a", ".facts dd"].map(name => {
          const style = getComputedStyle(document.querySelector(name));
          return [name, style.color, style.backgroundColor];
        })"""
    )
    for name, ink, ground in colors:
        assert max(map(int, re.findall(r"\d+", ink)[:3])) <= 0x33, (name, ink)
        assert ground in {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}, (name, ground)
    reader.page.close()


def test_photographs_keep_their_place_and_tone_before_they_are_there(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, 390)
    reader.page.route("**/anh/**", lambda route: route.abort())
    page = reader.open("guong/")
    shots = page.evaluate(
        """() => [...document.querySelectorAll("main picture img")].map(img => {
          const style = getComputedStyle(img);
          return [img.clientWidth, img.clientHeight, style.backgroundImage];
        })"""
    )
    assert len(shots) > 3
    assert all(high > 100 and wide > 100 and tone.startswith("linear-gradient") for wide, high, tone in shots)
    assert len({tone for _, _, tone in shots}) > 3
    reader.page.close()
