"""The budgets of a first visit, in bytes as they travel: the same on every machine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from proof.browsing import new_page
from proof.pages import MEASURED, WIDTHS
from proof.weights import ask_here, weigh, weigh_search

KB = 1024
LIMITS = {"home": 150, "listing": 150, "story": 100, "plan": 100, "practice": 100}


@pytest.mark.parametrize("name", MEASURED)
def test_a_first_visit_keeps_its_budget(browser: Browser, address: str, pages: Mapping[str, str], name: str) -> None:
    weight = weigh(browser, f"{address}/{pages[name]}")
    photos = weight.of("image") if name == "story" else 0
    assert weight.total - photos <= LIMITS[name] * KB, dict(weight.sizes)
    held_back = sum(size for url, size in weight.sizes.items() if re.search(r"/site\.\w+\.(css|js)$", url))
    assert 0 < held_back <= 16 * KB, "what holds back the first paint stays small"
    assert weight.of("stylesheet") + weight.of("script") <= 26 * KB, dict(weight.sizes)
    assert weight.of("font") <= 24 * KB, "the letters of Vietnamese in two weights"
    assert sum(kind == "stylesheet" for kind in weight.kinds.values()) == 2, "one for the screen, one for paper"
    assert sum(kind == "script" for kind in weight.kinds.values()) <= (2 if name == "listing" else 1)


def test_a_first_search_keeps_its_budget(browser: Browser, address: str) -> None:
    assert 0 < weigh_search(browser, f"{address}/", ask_here) <= 150 * KB


def test_only_fonts_that_are_used_at_once_are_preloaded(
    browser: Browser, address: str, site: Path, pages: Mapping[str, str]
) -> None:
    for name in MEASURED:
        weight = weigh(browser, f"{address}/{pages[name]}")
        loaded = {url.rsplit("/", 1)[1] for url, kind in weight.kinds.items() if kind == "font"}
        markup = (site / pages[name] / "index.html").read_text(encoding="utf-8")
        assert loaded == set(re.findall(r'rel="preload" as="font"[^>]*/([^/"]+\.woff2)"', markup)), name


def test_the_font_has_every_letter_of_vietnamese(browser: Browser, address: str) -> None:
    """No letter, in either weight, is drawn by the face that stands in."""
    page = new_page(browser, 390)
    page.goto(address, wait_until="networkidle")
    bases, tones = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    letters = "".join((base + tone) for base in bases for tone in tones) + "đĐ₫0123456789–—…“”‘’"
    page.evaluate("text => { document.querySelector('h1').textContent = text.normalize('NFC'); }", letters)
    page.evaluate("text => { document.querySelector('main p').textContent = text.normalize('NFC'); }", letters)
    page.evaluate("document.fonts.ready")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for selector in ("h1", "main p"):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert [font["familyName"] for font in fonts] == ["Be Vietnam Pro"], fonts
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", MEASURED)
def test_nothing_jumps_while_fonts_and_photos_arrive(
    browser: Browser, address: str, pages: Mapping[str, str], name: str, width: int
) -> None:
    """Layout shift at most 0.02, with the fonts held back until the page has been drawn without them."""
    page = new_page(browser, width)
    held: list[Route] = []
    page.route("**/*.woff2", lambda route: held.append(route))  # noqa: PLW0108 - Playwright cannot mark a built-in
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
        " if (!entry.hadRecentInput) window.shift += entry.value; })"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(f"{address}/{pages[name]}", wait_until="domcontentloaded")
    page.wait_for_timeout(400)
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(200)
    assert held
    assert page.evaluate("window.shift") <= 0.02
    page.context.close()
