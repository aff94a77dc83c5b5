"""Photograph every type of page, narrow and wide, light and dark, with what opens over it, and printed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .browsing import MODES, new_page, open_menu, open_search
from .pages import MEASURED, WIDTHS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_DOTS: Final = "72"
_SEARCHED: Final = "nong thon"


def _over(page: Page) -> Iterator[str]:
    """Open what opens over a page, one after the other; yields its name while it stands open."""
    open_search(page)
    page.keyboard.type(_SEARCHED)
    page.locator("dialog.finder .search-found a").first.wait_for(timeout=20_000)
    yield "search-dialog"
    page.keyboard.press("Escape")
    if page.locator(".menu-open").is_visible():
        open_menu(page)
        yield "menu"


def shoot(
    browser: Browser, address: str, pages: Mapping[str, str], folder: Path, only: Collection[str] = ()
) -> Iterator[Path]:
    """Write <name>-<width>-<mode>.png for every page of the site at `address`, or `only` for some; yields each file."""
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        for mode in MODES:
            page = new_page(browser, width, mode)
            for name in only or pages:
                page.goto(f"{address}/{pages[name]}", wait_until="networkidle")
                # Photos below the fold come when they are scrolled to; a picture of the whole page wants them now.
                page.evaluate(
                    "Promise.all([...document.images].map(image => {"
                    " image.loading = 'eager'; return image.decode(); }))"
                )
                page.screenshot(path=folder / f"{name}-{width}-{mode}.png", full_page=True)
                yield folder / f"{name}-{width}-{mode}.png"
            page.goto(f"{address}/{pages['listing']}", wait_until="networkidle")
            for name in _over(page):
                page.screenshot(path=folder / f"{name}-{width}-{mode}.png")
                yield folder / f"{name}-{width}-{mode}.png"
            page.context.close()


def print_out(
    browser: Browser, address: str, pages: Mapping[str, str], folder: Path, only: Collection[str] = ()
) -> Iterator[Path]:
    """Write print-<name>.pdf on A4 for the pages that people print, and its sheets as PNG where poppler is there."""
    folder.mkdir(parents=True, exist_ok=True)
    page = new_page(browser, 794)
    for name in only or (*MEASURED, "campaign"):
        page.goto(f"{address}/{pages[name]}", wait_until="networkidle")
        paper = folder / f"print-{name}.pdf"
        page.pdf(path=paper, format="A4", prefer_css_page_size=True, print_background=False)
        yield paper
        if program := shutil.which("pdftoppm"):
            subprocess.run([program, "-r", _DOTS, "-png", str(paper), str(paper.with_suffix(""))], check=True)
            yield from sorted(folder.glob(f"{paper.stem}-*.png"))
    page.context.close()
