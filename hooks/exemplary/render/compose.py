"""Compose pages: an article from its draft and template, put into the theme's shell with what its head needs."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import jinja2
from markupsafe import Markup

from ..images.variants import Picture
from ..library import KINDS, Entry
from ..measure.evidence import COPIED, LEVELS, RULES
from ..text import date_long_vi, date_vi, number_vi
from .addresses import file_of, relative
from .body import picture_html
from .flower import FlowerData, color_word, flower_words
from .flower_drawing import flower_cover, flower_sheet, flower_svg, flower_symbol
from .names import in_sentence
from .qr import qr_svg
from .site import SECTION_TITLES, PageDraft, Site

EXPLAINED: Final = frozenset({"plan", "review", "news", "practice", "replication", "campaign", "unit"})
"""Kinds of pages whose whole article explains its abbreviations; a story's body does so before it comes here."""

HeadOf = Callable[[PageDraft], str]
"""Gives the HTML that a page needs in its head (Open Graph, JSON-LD, feeds)."""
FillShell = Callable[[str], Callable[[Mapping[str, str]], str]]
"""Gives, for an address, what puts values into the slots of the theme's shell of that depth."""


def _figure(value: Decimal | None, unit: str | None) -> str:
    """Return a figure as people read it: 1.200 m², 83%."""
    if value is None:
        return ""
    return number_vi(value) + ("%" if unit == "%" else f" {unit}" if unit else "")


def _symbol(data: FlowerData, *, wild: bool = False) -> Markup:
    return Markup(flower_symbol(data, wild=wild))  # noqa: S704 - our own picture, nothing typed is in it


def _cover(data: FlowerData) -> Markup:
    return Markup(flower_cover(data))  # noqa: S704 - our own picture, nothing typed is in it


def _flower_alone(data: FlowerData, title: str) -> Markup:
    """Draw the one large flower of a page, with its title and what it shows; their text is escaped there."""
    return Markup(flower_svg(data, title=title, description=flower_words(data), id_prefix="hoa"))  # noqa: S704


def make_environment(theme: Path) -> jinja2.Environment:
    """Make the template environment of articles; a name that a template misspells is a fault, never empty text."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(theme),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        date_vi=date_vi, date_long=date_long_vi, number_vi=number_vi, figure=_figure, in_sentence=in_sentence
    )
    environment.filters.update(
        flower=_symbol,
        flower_alone=_flower_alone,
        flower_cover=_cover,
        flower_words=flower_words,
        color_word=color_word,
    )
    environment.globals.update(SECTION_TITLES=SECTION_TITLES, KINDS=KINDS, LEVELS=LEVELS, RULES=RULES, COPIED=COPIED)
    environment.globals.update(qr_svg=qr_svg)
    return environment


def render_article(environment: jinja2.Environment, draft: PageDraft, site: Site) -> str:
    """Render the article of a page; the functions that templates call know the page's own address."""
    template = environment.get_template(f"records/{draft.template}")
    around = _around("" if draft.address == "404.html" else draft.address)
    text = template.render(page=draft, site=site, **around, **draft.values)
    article = site.explained(text, draft.address) if draft.kind in EXPLAINED else text
    return f"{flower_sheet(article, site.flower_shapes)}{article}"


def _around(address: str) -> dict[str, Callable[..., Any]]:
    """Return the functions that templates call on the page at `address`."""

    def url(target: str) -> str:
        return relative(address, target)

    def picture(shown: Picture, alt: str, sizes: str = "100vw", *, lazy: bool = True, kind: str = "") -> Markup:
        return picture_html(shown, alt, address, sizes=sizes, lazy=lazy, kind=kind)

    told: set[str] = set()

    def told_now(identifier: str) -> bool:
        """Tell whether this is the first time that the page says what has become of a unit or locality."""
        first = identifier not in told
        told.add(identifier)
        return first

    return {"url": url, "picture": picture, "told_now": told_now}


_END_OF_CARD: Final = "<!---->"


def card_writer(environment: jinja2.Environment, site: Site, address: str) -> Callable[[Sequence[Entry]], list[str]]:
    """Return what writes the cards of exemplars as the listing at `address` shows them, from the same macro."""
    template = environment.from_string(
        '{% from "components/card/card.html" import card with context %}'
        f"{{% for entry in entries %}}{{{{ card(entry) }}}}{_END_OF_CARD}{{% endfor %}}"
    )
    around = _around(address)

    def cards(entries: Sequence[Entry]) -> list[str]:
        return template.render(entries=entries, site=site, **around).split(_END_OF_CARD)[:-1]

    return cards


def canonical(site: Site, address: str) -> str:
    """Return the full address of a page."""
    return site.facts.url.rstrip("/") + "/" + address  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Page:
    """A composed page: the draft it was made from, its article, and the whole of it."""

    draft: PageDraft
    article: str
    text: str

    @property
    def file(self) -> str:
        """The file that the page is served from, from the site's root."""
        return file_of(self.draft.address)


def compose_pages(
    drafts: Iterable[PageDraft], site: Site, *, theme: Path, fill_shell: FillShell, head_of: HeadOf
) -> Iterator[Page]:
    """Put the article and head of every page into the shell of its depth."""
    environment = make_environment(theme)
    for draft in drafts:
        article = render_article(environment, draft, site)
        fill = fill_shell(draft.address)
        text = fill(
            {
                "title": f"{draft.title} – {site.facts.name}" if draft.address else draft.title,
                "description": draft.description,
                "canonical": canonical(site, draft.address),
                "kind": draft.kind,
                "head": head_of(draft),
                "article": article,
            }
        )
        yield Page(draft, article, text)


def meta(pairs: Mapping[str, str | None], *, attribute: str = "property") -> str:
    """Return meta elements for what has a value."""
    return "".join(
        f'<meta {attribute}="{html.escape(name)}" content="{html.escape(value)}">'
        for name, value in pairs.items()
        if value
    )


def day_time(day: date) -> str:
    """Return the start of a day in Viet Nam as feeds and metadata write it."""
    return f"{day.isoformat()}T00:00:00+07:00"
