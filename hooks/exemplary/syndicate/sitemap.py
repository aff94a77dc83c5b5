"""The sitemap, in several files where there are many pages, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape

from ..render.compose import canonical
from ..render.site import PageDraft, Site

TOGETHER: Final = 5_000
"""Most addresses in one file; the protocol allows ten times as many, but a file with a change is read again whole."""
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

Place = tuple[str, str, str]
"""A page in the sitemap: its part, its address, the day of its newest change ("" where none is known)."""


def sitemap_files(
    site: Site, drafts: Iterable[PageDraft], hand_written: Iterable[str], *, together: int = TOGETHER
) -> Iterator[tuple[str, bytes]]:
    """Yield `sitemap.xml` with every page that search engines may show, in the order of addresses.

    With more than `together` pages it names a file for the stories of each year and one for all other pages, so that a
    changed story changes one of them.
    """
    places: dict[str, Place] = {address: ("trang", address, "") for address in hand_written}
    for draft in drafts:
        if draft.indexed:
            places[draft.address] = (_part(draft), draft.address, draft.updated.isoformat() if draft.updated else "")
    if len(places) <= together:
        yield "sitemap.xml", _urlset(site, sorted(places.values(), key=lambda place: place[1]))
        return
    rows = []
    for part, group in groupby(sorted(places.values()), key=lambda place: place[0]):
        held = list(group)
        for number, start in enumerate(range(0, len(held), together), 1):
            name = f"sitemap/{part}.xml" if number == 1 else f"sitemap/{part}-{number}.xml"
            shown = held[start : start + together]
            yield name, _urlset(site, shown)
            rows.append(f"<sitemap>{_where(site, name, max(day for _, _, day in shown))}</sitemap>")
    yield "sitemap.xml", _file("sitemapindex", rows)


def _part(draft: PageDraft) -> str:
    if draft.kind == "story" and draft.entry:
        return f"guong-{draft.entry.record.introduced_on.year}"
    return "trang"


def _urlset(site: Site, places: Iterable[Place]) -> bytes:
    return _file("urlset", (f"<url>{_where(site, address, day)}</url>" for _, address, day in places))


def _where(site: Site, address: str, day: str) -> str:
    return f"<loc>{escape(canonical(site, address))}</loc>" + (f"<lastmod>{day}</lastmod>" if day else "")


def _file(root: str, rows: Iterable[str]) -> bytes:
    text = "\n".join(rows)
    return f"{_HEAD}<{root} {_SPACE}>\n{text}\n</{root}>\n".encode()


def robots(site: Site) -> str:
    """Return robots.txt: everything may be read."""
    return f"User-agent: *\nAllow: /\nSitemap: {canonical(site, 'sitemap.xml')}\n"
