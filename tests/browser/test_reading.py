"""What a reader meets in a real browser, on a phone and on a desk, served by nginx under the strict policy."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from built import Reader
from proof import TOOLS
from proof.pages import WIDTHS


@pytest.fixture(params=WIDTHS)
def reader(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Reader]:
    """A reader on a phone, then one on a desk."""
    made = Reader(browser, address, request.param)
    yield made
    made.page.close()


def test_every_page_opens_without_complaint_foreign_request_or_sideways_scroll(
    reader: Reader, pages: Mapping[str, str]
) -> None:
    for name, where in pages.items():
        page = reader.open(where)
        complaints = [text for text in reader.complaints if not (name == "missing" and "404" in text)]
        assert complaints == [], name
        assert reader.foreign == [], name
        reader.complaints.clear()
        assert page.locator("h1").count() == 1, name
        assert page.evaluate("document.documentElement.lang") == "vi"
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


def test_the_html_checker_finds_nothing(site: Path) -> None:
    jar = next(TOOLS.glob("vnu-jar/**/vnu.jar"))
    done = subprocess.run(
        ["java", "-Xss4m", "-jar", str(jar), "--skip-non-html", "--errors-only", "--stdout", str(site)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "", done.stdout[:3000]
    assert done.returncode == 0, done.stderr


def test_listings_work_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/guong/")
    links = page.locator("main a[href*='../guong/'], main a[href]").count()
    assert links > 10
    page.locator(".pages a[rel=next]").click()
    assert re.search(r"trang/\d+/$", page.url)
    page.locator(".pages a[rel=prev]").click()
    assert page.url.endswith("/guong/")
    page.goto(f"{address}/tim-kiem/")
    assert page.locator("main noscript, main a").count() > 0
    context.close()


def test_the_garden_can_be_passed_by_and_names_its_flowers(reader: Reader) -> None:
    page = reader.open("")
    flowers = page.locator(".meadow a")
    assert flowers.count() > 20
    skip = page.locator(".garden-skip")
    skip.focus()
    box = skip.bounding_box()
    assert box
    assert box["height"] >= 24
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.garden')")
    height = page.evaluate("document.documentElement.scrollHeight")
    width = page.evaluate("innerWidth")
    for flower in flowers.all():
        flower.focus()
        name = flower.locator(".garden-name")
        assert name.inner_text().strip()
        box = name.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollHeight") == height


def test_a_story_leads_to_the_records_that_its_evidence_rests_on(browser: Browser, address: str, site: Path) -> None:
    rows = json.loads((site / "api/v1/exemplars.json").read_text(encoding="utf-8"))["exemplars"]
    row = max(rows, key=lambda row: row["evidence"]["level"])
    reader = Reader(browser, address, 390)
    page = reader.open(row["url"].split("/", 3)[3])
    badge = page.locator(".story-badges a[href='#phan-minh-chung']")
    assert f"nấc {row['evidence']['level']}/4" in badge.inner_text()
    copies = {ground["id"] for ground in row["evidence"]["grounds"] if ground["type"] == "replication"}
    assert copies
    for copy in copies:
        assert page.locator(f".ladder a[href$='nhan-rong/{copy}/']").count() == 1
    assert (page.locator(".flower-figure svg[role=img] desc").text_content() or "").startswith("Hoa màu")
    page.locator(".flower-says summary").click()
    assert page.locator(".flower-says a[href$='hoa/']").is_visible()
    page.close()


def test_old_addresses_lead_on(browser: Browser, address: str, site: Path) -> None:
    old = [path for path in site.rglob("index.html") if 'http-equiv="refresh"' in path.read_text(encoding="utf-8")]
    assert old
    for path in old:
        reader = Reader(browser, address, 390)
        page = reader.open(path.parent.relative_to(site).as_posix() + "/")
        page.wait_for_url(lambda url, path=path: path.parent.name not in url, timeout=10_000)  # type: ignore[misc]
        assert page.locator("h1").count() == 1
        page.close()
