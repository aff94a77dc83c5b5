"""Feeds of exemplars, of each campaign and of replications, as Atom (RFC 4287) and JSON Feed 1.1, without a clock."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from ..library import Entry
from ..render.compose import canonical, day_time
from ..render.pages.replications import copy_words, newest_copies
from ..render.site import SECTION_TITLES, Site

ENTRIES: Final = 30
"""How many of the newest a feed holds."""


@dataclass(frozen=True)
class Item:
    """What a feed says of one page: its address, words, days and the campaigns it belongs to."""

    address: str
    title: str
    summary: str
    published: date
    updated: date
    tags: tuple[str, ...]


def _story(entry: Entry) -> Item:
    record = entry.record
    days = record.introduced_on, record.last_changed
    return Item(entry.address, _label(entry, record.title), record.summary, *days, tuple(record.campaigns))


def _copy(site: Site, entry: Entry) -> Item:
    record = entry.record
    title, summary = copy_words(site, record)
    practice = site.library.get("practice", record.practice) if record.practice else None
    days = record.history[0].date, record.last_changed
    return Item(entry.address, _label(entry, title), summary, *days, tuple(practice.campaigns) if practice else ())


def _label(entry: Entry, title: str) -> str:
    return f"[Mẫu] {title}" if entry.record.sample else title


def atom_feed(site: Site, title: str, address: str, page: str, items: Sequence[Item]) -> str:
    """Return an Atom feed; `address` is that of the feed without its ending, `page` that of the page it belongs to."""
    publisher = site.unit(site.facts.unit).text if site.facts.unit else site.facts.name
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f"<title>{escape(title)}</title>",
        f"<id>{escape(canonical(site, page))}</id>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(canonical(site, address + ".xml"))}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(canonical(site, page))}/>',
        f"<updated>{day_time(max((item.updated for item in items), default=date(2025, 7, 1)))}</updated>",
        f"<author><name>{escape(publisher)}</name></author>",
    ]
    for item in items:
        lines += [
            "<entry>",
            f"<title>{escape(item.title)}</title>",
            f"<id>{escape(canonical(site, item.address))}</id>",
            f"<link href={quoteattr(canonical(site, item.address))}/>",
            f"<published>{day_time(item.published)}</published>",
            f"<updated>{day_time(item.updated)}</updated>",
            *(f"<category term={quoteattr(identifier)}/>" for identifier in item.tags),
            f'<summary type="text">{escape(item.summary)}</summary>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def json_feed(site: Site, title: str, address: str, page: str, items: Sequence[Item]) -> str:
    """Return a JSON Feed 1.1."""
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "language": "vi",
        "home_page_url": canonical(site, page),
        "feed_url": canonical(site, address + ".json"),
        "items": [
            {
                "id": canonical(site, item.address),
                "url": canonical(site, item.address),
                "title": item.title,
                "summary": item.summary,
                "content_text": item.summary,
                "date_published": day_time(item.published),
                "date_modified": day_time(item.updated),
                "tags": list(item.tags),
            }
            for item in items
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def all_feeds(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the feeds of the whole site, of each campaign and of replications, as (file, bytes)."""
    sets = [(site.facts.name, "feed", "", site.exemplars)]
    for entry in site.campaigns:
        held = site.by_campaign.get(entry.id, ())
        sets.append((f"{entry.record.name} – {site.facts.name}", f"phong-trao/{entry.id}/feed", entry.address, held))
    made = [(title, address, page, [_story(entry) for entry in held[:ENTRIES]]) for title, address, page, held in sets]
    copies = [_copy(site, entry) for entry in newest_copies(site)[:ENTRIES]]
    made.append((f"{SECTION_TITLES['nhan-rong/']} – {site.facts.name}", "nhan-rong/feed", "nhan-rong/", copies))
    for title, address, page, items in made:
        yield f"{address}.xml", atom_feed(site, title, address, page, items).encode()
        yield f"{address}.json", json_feed(site, title, address, page, items).encode()
