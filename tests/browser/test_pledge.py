"""The pledge, clicked in Chromium: what reaches the forge or the mail program is a record that a build accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from exemplary.content import check_content
from proof.browsing import new_page
from proof.serving import served
from seven import files
from sites import build, make_root, write

BUTTON: Final = "Đơn vị tôi muốn làm theo"
CONTACT: Final = "contact: {email: bien-tap@example.org}\n"
FORGES: Final = {
    "github": "forge: {kind: github, url: https://forge.example/co-quan/trang}\n",
    "gitlab": "forge: {kind: gitlab, url: https://forge.example/co-quan/trang}\n",
    "forgejo": "forge: {kind: forgejo, url: https://forge.example/co-quan/trang}\n",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the content of the seven adopters, to be built as configured."""
    folder = tmp_path_factory.mktemp("pledge")
    for name, text in files().items():
        write(folder / "given" / name, text)
    return make_root(folder / "house", folder / "given")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone on which the forge answers with an empty page."""
    made = new_page(browser, 390)
    made.route("https://forge.example/**", _answer)
    yield made
    made.context.close()


def _answer(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<title>new file</title>")


def configured(house: Path, more: str) -> Path:
    """Build the house with what `site.yml` says besides its name, return the site."""
    write(house / "content/registry/site.yml", f"name: Trang thử\nurl: https://example.org/\n{more}")
    done = build(house)
    assert done.returncode == 0, done.stdout + done.stderr
    return house / "site"


def accepted(house: Path, path: str, text: str) -> None:
    """Assert that the record, filled in and put where it says, is one more replication and no fault."""
    name = path.replace("ten-don-vi", "xom-moi")
    filled = re.sub("^unit: …$", "unit: xom-moi", text, flags=re.MULTILINE).replace("date: …", "date: 2026-11-22", 1)
    write(house / name, filled)
    try:
        content = check_content(house, today=date(2026, 11, 22))
        assert content.sound, [issue.message for issue in content.issues]
        record = content.library.get("replication", Path(name).stem)
        assert (record.practice, record.unit, set(record.steps)) == ("ao-chung", "xom-moi", {"b1", "b2", "b3"})
    finally:
        (house / name).unlink()


@pytest.mark.parametrize("kind", ["github", "forgejo"])
def test_the_button_opens_the_forge_with_the_record_filled_in(
    house: Path, page: Page, tmp_path: Path, kind: str
) -> None:
    with served(configured(house, CONTACT + FORGES[kind]), tmp_path) as address:
        page.goto(f"{address}/mo-hinh/ao-chung/")
        assert page.get_by_role("link", name=BUTTON).count() == 2
        letter = page.get_by_role("link", name="Gửi thư cho đơn vị phụ trách").get_attribute("href")
        assert str(letter).startswith("mailto:bien-tap@example.org?"), "there is a way without an account too"
        page.get_by_role("link", name=BUTTON).first.click()
        page.wait_for_url("https://forge.example/**")
    asked = parse_qs(urlsplit(page.url).query, strict_parsing=True)
    accepted(house, asked["filename"][0], asked["value"][0])


def test_a_forge_that_takes_the_name_only_leaves_the_record_on_the_page(
    house: Path, page: Page, tmp_path: Path
) -> None:
    with served(configured(house, FORGES["gitlab"]), tmp_path) as address:
        page.goto(f"{address}/mo-hinh/ao-chung/")
        text = page.locator(".pledge pre").inner_text()
        page.get_by_role("link", name=BUTTON).last.press("Enter")
        page.wait_for_url("https://forge.example/**")
    asked = parse_qs(urlsplit(page.url).query, strict_parsing=True)
    accepted(house, asked["file_name"][0], text)


def test_without_a_forge_the_button_writes_a_letter_that_leads_to_the_record(
    house: Path, page: Page, tmp_path: Path
) -> None:
    with served(configured(house, CONTACT), tmp_path) as address:
        page.goto(f"{address}/mo-hinh/ao-chung/")
        wanted: list[str] = []
        session = page.context.new_cdp_session(page)
        session.send("Page.enable")
        session.on("Page.frameRequestedNavigation", lambda event: wanted.append(event["url"]))
        page.get_by_role("link", name=BUTTON).first.click()
        page.wait_for_timeout(300)
        assert len(wanted) == 1
        letter = urlsplit(wanted[0])
        assert (letter.scheme, letter.path) == ("mailto", "bien-tap@example.org")
        assert len(wanted[0]) <= 2000
        body = parse_qs(letter.query, strict_parsing=True)["body"][0]
        assert page.url == f"{address}/mo-hinh/ao-chung/"
        where = re.findall(r"https://example\.org/(\S+)", body)
        assert where[0] == "mo-hinh/ao-chung/"
        answer = page.request.get(f"{address}/{where[1]}")
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        accepted(house, "content/replications/2026/ao-chung-ten-don-vi.md", answer.text())


def test_without_forge_and_mail_the_button_leads_to_what_to_do(house: Path, page: Page, tmp_path: Path) -> None:
    with served(configured(house, ""), tmp_path) as address:
        page.goto(f"{address}/mo-hinh/ao-chung/")
        page.get_by_role("link", name=BUTTON).click()
        assert page.url.endswith("#phan-muon-lam-theo")
        assert "Báo cho ban biên tập tên đơn vị" in page.locator(".pledge").inner_text()
        path = page.locator(".pledge code").first.inner_text()
        accepted(house, path, page.locator(".pledge pre").inner_text())
