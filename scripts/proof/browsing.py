"""Open pages in the machine's own Chromium; nothing is downloaded for it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal

from . import MissingToolError

if TYPE_CHECKING:  # the package is of the test set; a site may do without it
    from playwright.sync_api import Browser, Page

FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)

Mode = Literal["light", "dark"]
MODES: Final[tuple[Mode, ...]] = ("light", "dark")


def chromium_program() -> str:
    """Return the path of Chromium. Raises MissingToolError where there is none."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        raise MissingToolError("trình duyệt Chromium")
    return found


@contextlib.contextmanager
def opened_browser() -> Iterator[Browser]:
    """Start Chromium without a window. Raises MissingToolError where it or Playwright is missing."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415
    except ImportError as error:
        raise MissingToolError("gói playwright của bộ đồ thử") from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_program(), args=list(FLAGS))
        yield browser
        browser.close()


def new_page(browser: Browser, width: int, mode: Mode = "light", *, height: int = 900) -> Page:
    """Return an empty page in a context of its own (nothing cached), `width` × `height` CSS pixels."""
    return browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=mode, locale="vi-VN", reduced_motion="reduce"
    )


def open_search(page: Page) -> None:
    """Open the search dialog with its key, as a reader would."""
    page.keyboard.press("/")
    page.locator("dialog.finder[open]").wait_for(timeout=10_000)


def open_menu(page: Page) -> None:
    """Open the menu of a narrow screen."""
    page.locator(".menu-open").click()
    page.locator(".menu:popover-open").wait_for(timeout=10_000)
