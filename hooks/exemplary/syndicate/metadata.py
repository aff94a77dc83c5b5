"""The head of a page: Open Graph, addresses of feeds, JSON-LD (Article, Person or Organization, breadcrumbs)."""

from __future__ import annotations

import html
import json
from typing import Any, Final

from ..group import Turns
from ..images.share import SIZE
from ..model.choices import ExemplarType
from ..render.addresses import relative
from ..render.compose import Shared, canonical, day_time, meta
from ..render.site import PageDraft, Site
from .sharing import Sharing

_IN_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _json_ld(value: dict[str, Any]) -> str:
    """Return a JSON-LD element; the characters that could end it are escaped."""
    text = _IN_JSON({"@context": "https://schema.org", **value})
    for char, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(char, escaped)
    return f'<script type="application/ld+json">{text}</script>'


def _breadcrumbs(home: str, draft: PageDraft) -> dict[str, Any]:
    trail = [("Trang chủ", ""), *draft.crumbs, (draft.title, draft.address)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": home + address}
            for number, (name, address) in enumerate(trail, 1)
        ],
    }


def _publisher(site: Site, home: str) -> dict[str, Any]:
    unit = site.facts.unit
    name = site.unit(unit).text if unit else site.facts.name
    return {"@type": "Organization", "name": name, "url": home}


def _article(site: Site, home: str, draft: PageDraft, picture: str) -> dict[str, Any]:
    record = draft.entry.record  # type: ignore[union-attr]
    about: dict[str, Any] = {
        "@type": "Person" if record.type is ExemplarType.CA_NHAN else "Organization",
        "name": record.name,
    }
    value: dict[str, Any] = {
        "@type": "Article",
        "headline": record.title,
        "description": record.summary,
        "inLanguage": "vi",
        "datePublished": record.introduced_on.isoformat(),
        "dateModified": record.last_changed.isoformat(),
        "mainEntityOfPage": home + draft.address,
        "author": {"@type": "Organization", "name": site.unit(record.submitted_by).text},
        "publisher": _publisher(site, home),
        "about": about,
    }
    if record.author:
        value["author"] = {"@type": "Person", "name": record.author}
    photos = [variant.address for variant in reversed(draft.image.of("jpg"))] if draft.image else []
    value["image"] = [home + address for address in (*photos, picture)]
    return value


def head_of(site: Site, draft: PageDraft, shared: Shared) -> str:
    """Return the HTML of the head of a page."""
    if draft.template == "redirect.html":
        target = relative(draft.address, draft.values["target"])
        return (
            f'<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={html.escape(target)}">'
        )
    robots = "" if draft.indexed else '<meta name="robots" content="noindex">'
    picture, words = shared
    home = canonical(site, "")
    graph = meta(
        {
            "og:type": "article" if draft.kind == "story" else "website",
            "og:title": draft.title,
            "og:description": draft.description,
            "og:url": home + draft.address,
            "og:site_name": site.facts.name,
            "og:locale": "vi_VN",
            "og:image": home + picture,
            "og:image:type": "image/jpeg" if picture.endswith(".jpg") else "image/png",
            "og:image:width": str(SIZE[0]),
            "og:image:height": str(SIZE[1]),
            "og:image:alt": words,
            "article:published_time": day_time(draft.entry.record.introduced_on)
            if draft.kind == "story" and draft.entry
            else None,
            "article:modified_time": day_time(draft.updated) if draft.kind == "story" and draft.updated else None,
        }
    )
    card = {
        "twitter:card": "summary_large_image",
        "twitter:image": home + picture,
        "twitter:image:alt": words,
    }
    graph += meta(card, attribute="name")
    links = ""
    if draft.feed:
        base = relative(draft.address, draft.feed)
        title = html.escape(draft.title)
        links = (
            f'<link rel="alternate" type="application/atom+xml" title="{title}" href="{base}.xml">'
            f'<link rel="alternate" type="application/feed+json" title="{title}" href="{base}.json">'
        )
    turns = draft.values.get("turns", Turns())
    for rel, target in (("prev", turns.before), ("next", turns.after)):
        if target:
            links += f'<link rel="{rel}" href="{relative(draft.address, target)}">'
    linked = ""
    if draft.address and draft.address != "404.html":
        linked = _json_ld(_breadcrumbs(home, draft))
        if draft.kind == "story":
            linked += _json_ld(_article(site, home, draft, picture))
    return robots + graph + links + linked


def head_of_hand_written(site: Site, name: str, sharing: Sharing) -> str:
    """Return the HTML of the head of the hand-written page that is served from the file `name`."""
    address = name.removesuffix("index.html")
    entry = next((held for held in site.library.of("page").values() if site.paths[held.path] == address), None)
    if entry is None:
        return ""
    record = entry.record
    draft = PageDraft(address, record.title, record.description or record.title, "", {}, "page")
    return head_of(site, draft, sharing.of(draft))
