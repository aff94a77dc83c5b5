"""Follow every link, anchor and file that the pages of a built site name."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

_REFERENCE = re.compile(r'\s(href|src|srcset)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')


@cache
def _ids(page: Path) -> frozenset[str]:
    return frozenset(unescape(item) for item in _ID.findall(page.read_text(encoding="utf-8")))


def _targets(attribute: str, value: str) -> list[str]:
    return [part.split()[0] for part in value.split(",") if part.strip()] if attribute == "srcset" else [value]


def broken_links(site: Path) -> list[str]:
    """Return "page → target" for everything that leads nowhere inside the site; other hosts are not asked."""
    broken: list[str] = []
    for page in sorted(site.rglob("*.html")):
        if page.name == "404.html":
            continue
        base = page.relative_to(site).as_posix()
        for attribute, value in _REFERENCE.findall(page.read_text(encoding="utf-8")):
            for target in _targets(attribute, unescape(value)):
                parts = urlsplit(target)
                if parts.scheme or target.startswith("//"):
                    continue
                path = (
                    posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path)))
                    if parts.path
                    else base
                )
                found = site / path
                if found.is_dir():
                    found = found / "index.html"
                inside = not path.startswith("..")
                if (
                    not inside
                    or not found.is_file()
                    or (parts.fragment and found.suffix == ".html" and unquote(parts.fragment) not in _ids(found))
                ):
                    broken.append(f"{base} → {target}")
    return broken
