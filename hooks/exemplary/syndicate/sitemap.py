"""The sitemap and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from ..render.compose import canonical
from ..render.site import PageDraft, Site


def sitemap(site: Site, drafts: Iterable[PageDraft], hand_written: Iterable[str]) -> str:
    """Return the sitemap of every page that search engines may show, in the order of addresses."""
    pages: dict[str, str] = dict.fromkeys(hand_written, "")
    pages |= {
        draft.address: f"<lastmod>{draft.updated.isoformat()}</lastmod>" if draft.updated else ""
        for draft in drafts
        if draft.indexed
    }
    urls = "\n".join(
        f"<url><loc>{escape(canonical(site, address))}</loc>{changed}</url>"
        for address, changed in sorted(pages.items())
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}\n</urlset>\n'
    )


def robots(site: Site) -> str:
    """Return robots.txt: everything may be read."""
    return f"User-agent: *\nAllow: /\nSitemap: {canonical(site, 'sitemap.xml')}\n"
