"""The search as its readers meet it: marks or none, phrases, abbreviations, filters, keyboard, few bytes."""

from __future__ import annotations

import random
import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from built import Reader
from exemplary.model.abbreviations import ABBREVIATIONS
from exemplary.render.compose import Page as Composed
from exemplary.render.search_index import FOLDER, make_index
from exemplary.render.site import PageDraft
from proof.serving import served

AXE = Path(__file__).parents[1] / "tools/node_modules/axe-core/axe.min.js"
FIRST_SEARCH = 150_000
"""Bytes that a first search may load at 5,000 stories, beyond the page itself."""


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    """A reader on a phone."""
    made = Reader(browser, address, 390)
    yield made
    assert made.complaints == []
    assert made.foreign == []
    made.page.close()


def _results(page: Page) -> Locator:
    return page.locator(".search-found a")


def _told(page: Page) -> Locator:
    return page.locator("form.search [role=status]")


def _ask(reader: Reader, query: str) -> Page:
    page = reader.open("tim-kiem/")
    page.locator("main input[type=search]").fill(query)
    expect(_told(page)).not_to_be_empty(timeout=20_000)
    return page


def _found(page: Page) -> list[str]:
    expect(_results(page).first).to_be_visible(timeout=20_000)
    return [re.sub(r"^https?://[^/]+/", "", link.get_attribute("href") or "") for link in _results(page).all()]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("nguoi tot viec tot", "người tốt, việc tốt"), ("nong thon moi", "nông thôn mới"), ("thach an", "thạch an"),
        ("dien hinh", "điển hình"), ("xay dung", "xây dựng"), ("duong", "đường"), ("Đường", "đường"),
        (unicodedata.normalize("NFD", "nông thôn mới"), "nông thôn mới"), ("nong tho", "nông thôn"),
    ],
)  # fmt: skip
def test_marked_pages_are_found_for_what_phones_type(reader: Reader, typed: str, expected: str) -> None:
    page = _ask(reader, typed)
    _found(page)
    first = page.locator(".search-found li").first
    assert expected in unicodedata.normalize("NFC", first.inner_text()).lower()
    assert first.locator("mark").count() > 0


def test_pages_with_the_marks_as_typed_come_before_the_others(reader: Reader) -> None:
    page = _ask(reader, "đất")
    _found(page)
    texts = [item.inner_text() for item in page.locator(".search-found li").all()]
    exact = ["đất" in text.lower() for text in texts]
    assert exact[0]
    assert exact == sorted(exact, reverse=True)


def test_a_quoted_phrase_finds_only_pages_that_have_it(reader: Reader, site: Path) -> None:
    page = _ask(reader, '"hiến đất"')
    found = _found(page)
    for where in found:
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", (site / where / "index.html").read_text(encoding="utf-8")))
        assert "hiến đất" in text.lower(), where
    assert all(mark.inner_text().lower() == "hiến đất" for mark in page.locator(".search-found mark").all())


@pytest.mark.parametrize(
    ("one", "other"), [("ĐHTT", '"điển hình tiên tiến"'), ("dhtt", '"điển hình tiên tiến"'), ("NTM", '"nông thôn mới"')]
)
def test_an_abbreviation_and_its_full_form_find_the_same_pages(reader: Reader, one: str, other: str) -> None:
    def number(query: str) -> int:
        told = _told(_ask(reader, query)).inner_text()
        return int(re.findall(r"^[\d.]+", told)[0].replace(".", ""))

    assert number(one) == number(other) > 3
    assert "Tìm cả" in _told(reader.page).inner_text()


def test_filters_narrow_and_stay_in_the_address(reader: Reader) -> None:
    page = _ask(reader, "xóm")
    page.get_by_label("Mục", exact=True).select_option("Gương")
    expect(page).to_have_url(re.compile(r"\?q=x%C3%B3m&muc=G"))
    expect(page.locator(".search-found .where").first).to_have_text("Gương")
    assert all(where.startswith("guong/") for where in _found(page))
    page.reload()
    assert all(where.startswith("guong/") for where in _found(page))
    assert page.get_by_label("Mục", exact=True).input_value() == "Gương"


def test_when_nothing_is_found_the_page_says_what_to_try(reader: Reader) -> None:
    page = _ask(reader, "zzqqxxw")
    expect(_told(page)).to_contain_text("Không thấy trang nào")
    advice = page.locator(".search-advice")
    expect(advice).to_be_visible()
    for where in ("guong/", "phong-trao/", "a-z/"):
        assert advice.locator(f"a[href$='/{where}']").count() == 1
    page = _ask(reader, "nông thonn mới")
    page.locator(".search-advice button", has_text="thôn").first.click()
    expect(_told(page)).to_contain_text("kết quả")
    assert page.evaluate("document.activeElement.type") == "search"


def test_the_guide_for_staff_is_found_only_by_those_who_ask_for_it(reader: Reader) -> None:
    assert not any(where.startswith("huong-dan/") for where in _found(_ask(reader, "lỗi")))
    assert _found(_ask(reader, "EX103"))[0] == "huong-dan/loi/EX103/"


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_the_dialog_is_used_by_keyboard_alone(reader: Reader, keys: str) -> None:
    page = reader.open("gioi-thieu/")
    page.keyboard.press(keys)
    dialog = page.get_by_role("dialog", name="Tìm kiếm")
    expect(dialog).to_be_visible()
    page.keyboard.type("xóm")
    expect(_results(page).first).to_be_visible(timeout=20_000)
    expect(_told(page)).to_contain_text("kết quả")
    links = _results(page)
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("End")
    expect(links.last).to_be_focused()
    page.keyboard.press("Home")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("/")
    expect(dialog).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/tim-kiem/\?q=x%C3%B3m$"))
    expect(_results(page).first).to_be_visible(timeout=20_000)


def test_the_dialog_filters_one_tap_away_and_goes_on_with_them(reader: Reader) -> None:
    page = reader.open("gioi-thieu/")
    page.locator("a.find").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill("xóm")
    dialog.locator("summary").click()
    dialog.get_by_label("Loại").select_option("Tập thể")
    expect(_results(page).first).to_be_visible(timeout=20_000)
    dialog.get_by_role("button", name="Xem tất cả").click()
    expect(page).to_have_url(re.compile(r"loai=T"))
    expect(page.get_by_label("Loại")).to_have_value("Tập thể")


@pytest.mark.parametrize("query", ["xóm", "zzqqxxw", '"hiến đất" zzqq'])
def test_axe_finds_nothing_in_the_dialog(browser: Browser, address: str, query: str) -> None:
    for width, dark in ((390, False), (1440, True)):
        reader = Reader(browser, address, width, dark=dark)
        page = reader.open("gioi-thieu/")
        page.keyboard.press("/")
        page.get_by_role("dialog").locator("summary").click()
        page.keyboard.press("Shift+Tab")
        page.get_by_role("searchbox").fill(query)
        expect(_told(page)).not_to_be_empty(timeout=20_000)
        page.wait_for_load_state("networkidle")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(
            "axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html).slice(0, 3)]))"
        )
        assert found == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.close()


def _many(site: Path, count: int) -> Iterator[Composed]:
    """Mix `count` stories from the sentences of the built site, so that words are as common as they are in life."""
    sentences: list[str] = []
    for path in sorted(site.glob("guong/*/index.html")) + sorted(site.glob("ke-hoach/*/index.html")):
        text = re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8").partition("<main")[2].partition("</main>")[0])
        sentences += [part for part in re.split(r"(?<=[.!?])\s+", " ".join(text.split())) if 30 < len(part) < 400]
    draw = random.Random(5000)  # noqa: S311 - the same stories each time
    for number in range(count):
        draft = PageDraft(
            f"guong/bai-{number}/", draw.choice(sentences)[:90], draw.choice(sentences)[:200], "x.html", {}, "story",
            filters={
                "Mục": ("Gương",), "Loại": (draw.choice(["Cá nhân", "Tập thể", "Hộ gia đình"]),),
                "Phong trào": (f"Phong trào {draw.randint(1, 20)}",), "Năm": (str(draw.randint(2016, 2026)),),
            },
        )  # fmt: skip
        body = "".join(f"<p>{draw.choice(sentences)}</p>" for _ in range(draw.randint(18, 40)))
        yield Composed(draft, body, "")


def test_a_first_search_among_5000_stories_is_light(browser: Browser, site: Path, tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(site, root)
    shutil.rmtree(root / FOLDER)
    for name, data in make_index(_many(site, 5000), ABBREVIATIONS).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    with served(root, tmp_path / "nginx") as address:
        for query in ("đường", "nong thon", '"nông thôn mới"', "điển hình tiên tiến"):
            page = browser.new_page(viewport={"width": 390, "height": 900})
            page.goto(f"{address}/gioi-thieu/", wait_until="networkidle")
            loaded: list[int] = []
            session = page.context.new_cdp_session(page)
            session.send("Network.enable")
            session.on("Network.loadingFinished", lambda event, held=loaded: held.append(event["encodedDataLength"]))
            page.keyboard.press("/")
            page.get_by_role("searchbox").fill(query)
            expect(_results(page).first).to_be_visible(timeout=20_000)
            page.wait_for_load_state("networkidle")
            assert 0 < sum(loaded) < FIRST_SEARCH, query
            page.close()
