"""Fixtures that are dear to make: the built site, served by nginx, and a browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from proof.browsing import new_page, opened_browser
from proof.pages import page_types
from proof.serving import served
from sites import REPO, build, make_root


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository folder whose site has been built from the repository's own content."""
    root = make_root(tmp_path_factory.mktemp("built") / "repo", REPO / "content")
    done = build(root)
    assert done.returncode == 0, done.stdout + done.stderr
    (root / "summary.txt").write_text(done.stdout, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def summary(built: Path) -> str:
    """What the build said."""
    return (built / "summary.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def site(built: Path) -> Path:
    """The built site's folder."""
    return built / "site"


@pytest.fixture(scope="session")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where nginx serves the built site."""
    with served(site, tmp_path_factory.mktemp("nginx")) as where:
        yield where


@pytest.fixture(scope="session")
def pages(site: Path) -> Mapping[str, str]:
    """One address of every type of page, by the name of the type."""
    return page_types(site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, headless."""
    with opened_browser() as opened:
        yield opened


class Reader:
    """A page of the browser that notes every complaint of the console and every request to another host."""

    def __init__(self, browser: Browser, address: str, width: int, *, dark: bool = False) -> None:
        self.address = address
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.page: Page = new_page(browser, width, "dark" if dark else "light")
        self.page.on(
            "console",
            lambda message: self.complaints.append(message.text) if message.type in {"error", "warning"} else None,
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "request",
            lambda request: None if request.url.startswith((address, "data:")) else self.foreign.append(request.url),
        )

    def open(self, where: str) -> Page:
        """Open an address of the site and wait until nothing more is loaded."""
        self.page.goto(f"{self.address}/{where}", wait_until="networkidle")
        return self.page
