"""Addresses: from page to page, relative, so that the site works under any folder of any host."""

from __future__ import annotations

import re


def relative(start: str, target: str) -> str:
    """Return how the page at address `start` refers to `target`; both are from the site's root, a page ends in "/".

    >>> relative("guong/ba-hoa/", "phong-trao/nong-thon/")
    '../../phong-trao/nong-thon/'
    >>> relative("guong/", "guong/ba-hoa/#cach-lam")
    'ba-hoa/#cach-lam'
    """
    first, below, _ = target.partition("/")
    if not below or not start.startswith(f"{first}/"):  # they have no folder in common
        return "../" * start.count("/") + target or "./"
    folders = start.split("/")[:-1]
    parts = target.split("/")
    shared = 0
    while shared < len(folders) and shared < len(parts) - 1 and folders[shared] == parts[shared]:
        shared += 1
    path = "../" * (len(folders) - shared) + "/".join(parts[shared:])
    return path or "./"


def file_of(address: str) -> str:
    """Return the file that a page's address is served from: `guong/ba-hoa/` → `guong/ba-hoa/index.html`."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def is_foreign(target: str) -> bool:
    """Tell whether a link leads to another host or program."""
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", target))
