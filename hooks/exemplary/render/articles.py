"""Write the articles of pages from their templates, and the cards of exemplars that many of them show.

Templates find the site, and functions that know the page that is being written: where it stands, what it has said
already. They are globals of the one environment, so that components are loaded once and not once for each page.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Final

import jinja2
from markupsafe import Markup

from ..images.variants import Picture
from ..library import KINDS, Entry
from ..measure.evidence import COPIED, LEVELS, RULES
from ..workers import work_through
from .addresses import relative
from .body import picture_html
from .flower_drawing import shapes_in
from .notes import Notes, questions_in
from .qr import qr_svg
from .site import SECTION_TITLES, PageDraft, Site
from .templates import template_environment

EXPLAINED: Final = frozenset({"plan", "review", "news", "practice", "replication", "campaign", "unit"})
"""Kinds of pages whose whole article explains its abbreviations; a story's body does so before it comes here."""

_KNOWN: Final = {
    "namespace": jinja2.utils.Namespace,
    "SECTION_TITLES": SECTION_TITLES,
    "KINDS": KINDS,
    "LEVELS": LEVELS,
    "RULES": RULES,
    "COPIED": COPIED,
    "qr_svg": qr_svg,
}
"""What every page may show."""
_LEADS, _LEVEL = "\0", Markup("\1")
"""In a card that stands on no page yet: around each address from the site's root, and for the level of its heading."""


@lru_cache(maxsize=512)
def _opened(card: bytes) -> tuple[Mapping[str, None], tuple[str, ...]]:
    """Return the questions of a packed card, and its parts, each second an address; neighbours show the same cards."""
    asked, *parts = zlib.decompress(card).decode().split(_LEADS)
    return questions_in(asked), tuple(parts)


class Articles:
    """Writes the articles of the pages of one site; `compiled` is a folder in which compiled templates are kept.

    With `notes`, what is asked of the site on the way is written down, for a card once for all pages that show it.
    """

    def __init__(self, theme: Path, site: Site, notes: Notes | None = None, compiled: Path | None = None) -> None:
        self._site = notes.seen() if notes else site
        self._notes = notes
        self._url: Callable[[str], str] = str
        self._told: set[str] = set()
        self._cards: dict[tuple[str, bool, bool], bytes] = {}
        known = {
            **_KNOWN,
            "site": self._site,
            "url": self._relative,
            "picture": self._picture,
            "told_now": self._told_now,
            "card": self._card,
        }
        self._environment = template_environment(theme, compiled, known)

    def article(self, draft: PageDraft) -> str:
        """Return the article of a page."""
        self._stand_at(draft.address)
        site = self._site
        filled = draft.fill.make(site, *draft.fill.of) if draft.fill else {}
        text = self._environment.get_template(f"records/{draft.template}").render(page=draft, **draft.values, **filled)
        article = site.explained(text, draft.address) if draft.kind in EXPLAINED else text
        return f"{site.sheet(*shapes_in(article))}{article}"

    def cards(self, address: str, entries: Iterable[Entry]) -> list[str]:
        """Return the cards of exemplars as the listing at `address` shows them."""
        self._stand_at(address)
        return [str(self._card(entry)) for entry in entries]

    def draw_cards(self, entries: Sequence[Entry]) -> None:
        """Draw the cards of exemplars ahead, in several processes: for when very many pages are about to show them."""
        drawn = work_through(entries, lambda entry: self._drawn(entry, lazy=True, lead=False))
        self._cards |= {(entry.id, True, False): card for entry, card in zip(entries, drawn, strict=True)}

    def forget(self) -> None:
        """Forget the cards that were drawn, which are many; they can be drawn again."""
        self._cards.clear()

    def _stand_at(self, address: str) -> None:
        """Let what templates call know the page that is being written."""
        self._url = partial(relative, "" if address == "404.html" else address)
        self._told = set()

    def _relative(self, target: str) -> str:
        return self._url(target)

    def _picture(self, shown: Picture, alt: str, sizes: str = "100vw", *, lazy: bool = True, kind: str = "") -> Markup:
        return picture_html(shown, alt, self._url, sizes=sizes, lazy=lazy, kind=kind)

    def _told_now(self, identifier: str) -> bool:
        """Tell whether this is the first time that the page says what has become of a unit or locality."""
        first = identifier not in self._told
        self._told.add(identifier)
        return first

    def _card(self, entry: Entry, *, lazy: bool = True, level: int = 2, lead: bool = False) -> Markup:
        """Return the card of an exemplar for this page: the same on all pages but for where its links lead."""
        key = (entry.id, lazy, lead)
        held = self._cards.get(key)
        if held is None:
            held = self._cards[key] = self._drawn(entry, lazy=lazy, lead=lead)
        asked, opened = _opened(held)
        if self._notes:
            self._notes.ask_again(asked)
        parts = [*opened]
        parts[1::2] = map(self._url, opened[1::2])
        return Markup("".join(parts).replace(_LEVEL, str(level)))  # noqa: S704 - a macro made it

    def _drawn(self, entry: Entry, *, lazy: bool, lead: bool) -> bytes:
        """Return the questions that a card asks, and the card as it stands on no page yet; packed, there are many."""
        url, self._url = self._url, lambda target: f"{_LEADS}{target}{_LEADS}"
        try:
            drawn, asked = self._noted(lambda: self._card_macro(entry, lazy=lazy, level=_LEVEL, lead=lead))
        finally:
            self._url = url
        return zlib.compress(f"{asked}{_LEADS}{drawn}".encode(), 1)

    @cached_property
    def _card_macro(self) -> Callable[..., Markup]:
        return self._environment.get_template("components/card/card.html").module.drawn_card  # type: ignore[attr-defined,no-any-return]

    def _noted(self, make: Callable[[], Markup]) -> tuple[Markup, str]:
        return self._notes.noted(make) if self._notes else (make(), "")
