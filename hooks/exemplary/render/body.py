"""Turn the Markdown of a record into clean HTML: Vietnamese anchors, links that lead to public pages only, photos."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, Final

import markdown
import nh3
from markupsafe import Markup

from ..images.variants import Picture
from ..text import slugify
from .addresses import is_foreign, relative
from .plain_markdown import converted

EXTENSIONS: Final = ["tables", "footnotes", "sane_lists", "toc"]
"""The few Markdown extensions that staff need; the hand-written pages use the same."""


_TAKEN_IDS: Final = frozenset({"noi-dung", "menu"})
"""Ids that the theme's shell has itself."""


def _heading_slug(text: str, separator: str) -> str:
    slug = slugify(text, separator) or "muc"
    return f"muc-{slug}" if slug in _TAKEN_IDS else slug


EXTENSION_CONFIGS: Final[dict[str, dict[str, Any]]] = {
    "toc": {"slugify": _heading_slug, "permalink": False},
    "footnotes": {"BACKLINK_TITLE": "Trở lại chú thích {} trong bài"},
}

_TAGS: Final = {
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "a",
    "strong",
    "em",
    "img",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "code",
    "pre",
    "hr",
    "br",
    "sup",
    "sub",
    "del",
    "dl",
    "dt",
    "dd",
    "abbr",
}
_ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "th": {"scope"},
    "ol": {"start"},
    "abbr": {"title"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "li": {"id"},
    "sup": {"id"},
}
_LINK: Final = re.compile(r'<a href="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_BARE_LINK: Final = re.compile(r"<a(?: (?!href)[^>]*)?>(.*?)</a>", re.DOTALL)
_IMAGE: Final = re.compile(r"<img ([^>]*)>")

Resolve = Callable[[str], str | None]
"""Gives the public address that a link target of a record stands for, or None when it leads to nothing public."""


def clean(raw: str) -> str:
    """Return HTML with every tag, attribute and scheme removed that a text does not need."""
    return nh3.clean(
        raw, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel="noopener"
    )


@cache
def _converter() -> markdown.Markdown:
    return markdown.Markdown(extensions=EXTENSIONS, extension_configs=EXTENSION_CONFIGS, output_format="html")


def convert(body: str) -> str:
    """Convert the Markdown of a body into clean HTML; its links and images still say what was written."""
    made = convert_plain(body)
    return clean(_converter().reset().convert(body)) if made is None else made


def convert_plain(body: str) -> str | None:
    """Convert a body at once that has nothing but plain Markdown in it; None for any other."""
    return converted(body, lambda title: _heading_slug(title, "-"))


def resolve_links(text: str, page_address: str, resolve: Resolve) -> str:
    """Rewrite the links of clean HTML relative to the page; a link to what is not public becomes plain text."""

    def replaced(match: re.Match[str]) -> str:
        target, rest, inner = html.unescape(match[1]), match[2], match[3]
        if is_foreign(target):
            return match[0]
        if target.startswith("#"):
            return f'<a href="{html.escape(target)}">{inner}</a>'
        where, mark, anchor = target.partition("#")
        address = resolve(where)
        if address is None:
            return inner
        href = html.escape(relative(page_address, address) + mark + anchor)
        kept = rest.replace(' rel="noopener"', "")
        return f'<a href="{href}"{kept}>{inner}</a>'

    return _BARE_LINK.sub(lambda match: match[1], _LINK.sub(replaced, text))


def picture_html(  # noqa: PLR0913 - what a picture element says
    picture: Picture, alt: str, url: Callable[[str], str], *, sizes: str, lazy: bool = True, kind: str = ""
) -> Markup:
    """Return the `<picture>` of a photograph: three widths in two formats, to which `url` leads, size, tones."""

    def srcset(image_format: str) -> str:
        return ", ".join(f"{url(item.address)} {item.width}w" for item in picture.of(image_format))

    fallback = picture.of("jpg")[min(1, len(picture.of("jpg")) - 1)]
    loading = ' loading="lazy" decoding="async"' if lazy else ' fetchpriority="high"'
    cls = f' class="{kind}"' if kind else ""
    upper, lower = picture.tones
    return Markup(  # noqa: S704 - every value is escaped or made by us
        f'<picture{cls}><source type="image/webp" srcset="{srcset("webp")}" sizes="{sizes}">'
        f'<img src="{url(fallback.address)}" srcset="{srcset("jpg")}" sizes="{sizes}" '
        f'class="t{upper} b{lower}" width="{picture.width}" height="{picture.height}" '
        f'alt="{html.escape(alt)}"{loading}></picture>'
    )


def finished_body(
    text: str, page_address: str, *, resolve: Resolve, pictures: Mapping[str, tuple[Picture, str]]
) -> Markup:
    """Lead the links of a converted body; `pictures`: the photo and its description by the file name in the body."""

    def image(match: re.Match[str]) -> str:
        attributes = {key: html.unescape(value) for key, value in re.findall(r'(\w+)="([^"]*)"', match[1])}
        name = attributes.get("src", "")
        if name not in pictures:
            return ""
        picture, description = pictures[name]
        sizes = "(min-width: 48em) 40rem, 100vw"
        return picture_html(picture, attributes.get("alt") or description, url, sizes=sizes)

    url = partial(relative, page_address)
    led = resolve_links(text, page_address, resolve)
    return Markup(in_scrolling_tables(_IMAGE.sub(image, led)))  # noqa: S704 - cleaned when it was converted


def in_scrolling_tables(text: str) -> str:
    """Put every table of clean HTML into a box that scrolls by itself, so that the page never does."""
    return text.replace("<table>", '<div class="table" role="group" aria-label="Bảng" tabindex="0"><table>').replace(
        "</table>", "</table></div>"
    )


def resolver(paths: Mapping[str, str], addresses: frozenset[str], path: str) -> Resolve:
    """Return the resolver for the file `path`; `paths` maps files to addresses, `addresses` are the public ones."""

    def resolve(target: str) -> str | None:
        where = target.partition("?")[0]
        if where.startswith("/"):
            address = where[1:] if where.endswith("/") or "." in posixpath.basename(where) else f"{where[1:]}/"
            return address if address in addresses or address == "" else None
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), where))
        return paths.get(found)

    return resolve
