"""What a first visit to a page costs in bytes as they travel, by kind, and what a first search costs beyond that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .browsing import new_page, open_search

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

KINDS: Final = {"document": "HTML", "stylesheet": "CSS", "script": "JS", "font": "phông", "image": "ảnh"}
"""Kinds, as Playwright names them, that have a column of their own; the rest counts in the total."""


QUERY: Final = "nong thon moi"
"""As a phone types it."""


@dataclass(frozen=True)
class Weight:
    """Compressed bytes with their headers, by address, and the kind of each address."""

    sizes: Mapping[str, int]
    kinds: Mapping[str, str]

    @property
    def total(self) -> int:
        """All bytes."""
        return sum(self.sizes.values())

    def of(self, kind: str) -> int:
        """Bytes of one kind, as Playwright names it."""
        return sum(size for address, size in self.sizes.items() if self.kinds[address] == kind)


@contextmanager
def _weighed(page: Page) -> Iterator[Callable[[], Weight]]:
    """Count all that `page` and its workers load from now on; what is given tells the weight so far."""
    asked: list[Request] = []
    ended: list[Request] = []
    loaded: list[Request] = []
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - it cannot mark a built-in
    page.on("requestfailed", lambda request: ended.append(request))  # noqa: PLW0108
    page.on("requestfinished", lambda request: loaded.append(request))  # noqa: PLW0108 - it cannot mark a built-in

    def told() -> Weight:
        for _ in range(100):  # what is told of the last ones may still be on its way
            if len(asked) <= len(ended) + len(loaded):
                break
            page.wait_for_timeout(50)
        sizes, kinds = {}, {}
        for request in loaded:
            told = request.sizes()
            sizes[request.url] = told["responseHeadersSize"] + told["responseBodySize"]
            kinds[request.url] = request.resource_type
        return Weight(sizes, kinds)

    yield told


@contextmanager
def _first_visit(browser: Browser, address: str) -> Iterator[tuple[Page, Callable[[], Weight]]]:
    """Open `address` on a phone that keeps nothing; other hosts are refused and weigh nothing."""
    page = new_page(browser, 390)
    host = "/".join(address.split("/")[:3])
    page.route(lambda url: not url.startswith(host), lambda route: route.abort())
    with _weighed(page) as told:
        page.goto(address, wait_until="networkidle")
        yield page, told
    page.context.close()


def weigh(browser: Browser, address: str) -> Weight:
    """Return what is loaded for `address` before anything is scrolled or touched."""
    with _first_visit(browser, address) as (_, told):
        return told()


def weigh_search(browser: Browser, address: str, ask: Callable[[Page], None]) -> int:
    """Return the bytes of a first search beyond those of the page at `address`; `ask` types and waits for results."""
    with _first_visit(browser, address) as (page, told):
        before = told().total
        ask(page)
        page.wait_for_load_state("networkidle")
        return told().total - before


def ask_here(page: Page) -> None:
    """Search in the dialog of our own pages."""
    open_search(page)
    page.keyboard.type(QUERY)
    page.locator("dialog.finder .search-found a").first.wait_for(timeout=20_000)


def ask_stock(page: Page) -> None:
    """Search in the box of Material's pages."""
    page.keyboard.press("/")
    page.keyboard.type(QUERY)
    page.locator(".md-search-result__item a").first.wait_for(state="attached", timeout=30_000)
