"""Feeds of all exemplars and of each campaign, as Atom (RFC 4287) and JSON Feed 1.1, without a clock."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from ..library import Entry
from ..render.compose import canonical, day_time
from ..render.site import Site

ENTRIES: Final = 30
"""How many of the newest a feed holds."""


def _updated(entries: Iterable[Entry], otherwise: date) -> date:
    return max((entry.record.last_changed for entry in entries), default=otherwise)


def _label(entry: Entry) -> str:
    return f"[Mẫu] {entry.record.title}" if entry.record.sample else entry.record.title


def atom_feed(site: Site, title: str, address: str, page: str, entries: tuple[Entry, ...]) -> str:
    """Return an Atom feed; `address` is that of the feed without its ending, `page` that of the page it belongs to."""
    publisher = site.unit(site.facts.unit).text if site.facts.unit else site.facts.name
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f"<title>{escape(title)}</title>",
        f"<id>{escape(canonical(site, page))}</id>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(canonical(site, address + ".xml"))}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(canonical(site, page))}/>',
        f"<updated>{day_time(_updated(entries, date(2025, 7, 1)))}</updated>",
        f"<author><name>{escape(publisher)}</name></author>",
    ]
    for entry in entries[:ENTRIES]:
        record = entry.record
        lines += [
            "<entry>",
            f"<title>{escape(_label(entry))}</title>",
            f"<id>{escape(canonical(site, entry.address))}</id>",
            f"<link href={quoteattr(canonical(site, entry.address))}/>",
            f"<published>{day_time(record.introduced_on)}</published>",
            f"<updated>{day_time(record.last_changed)}</updated>",
            *(f"<category term={quoteattr(identifier)}/>" for identifier in record.campaigns),
            f'<summary type="text">{escape(record.summary)}</summary>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def json_feed(site: Site, title: str, address: str, page: str, entries: tuple[Entry, ...]) -> str:
    """Return a JSON Feed 1.1."""
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "language": "vi",
        "home_page_url": canonical(site, page),
        "feed_url": canonical(site, address + ".json"),
        "items": [
            {
                "id": canonical(site, entry.address),
                "url": canonical(site, entry.address),
                "title": _label(entry),
                "summary": entry.record.summary,
                "content_text": entry.record.summary,
                "date_published": day_time(entry.record.introduced_on),
                "date_modified": day_time(entry.record.last_changed),
                "tags": list(entry.record.campaigns),
            }
            for entry in entries[:ENTRIES]
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def all_feeds(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the feeds of the whole site and of each campaign, as (file, bytes)."""
    sets = [(site.facts.name, "feed", "", site.exemplars)]
    for entry in site.campaigns:
        held = site.by_campaign.get(entry.id, ())
        sets.append((f"{entry.record.name} – {site.facts.name}", f"phong-trao/{entry.id}/feed", entry.address, held))
    for title, address, page, held in sets:
        yield f"{address}.xml", atom_feed(site, title, address, page, held).encode()
        yield f"{address}.json", json_feed(site, title, address, page, held).encode()
