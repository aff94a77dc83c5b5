"""Compose pages: an article from its draft and template, put into the theme's shell with what its head needs."""

from __future__ import annotations

import html
import marshal
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, Final, Protocol

import jinja2
from markupsafe import Markup

from ..artifact import Artifact, Product
from ..cache import Cache, digest, fingerprint
from ..images.variants import Picture
from ..library import KINDS, Entry
from ..measure.evidence import COPIED, LEVELS, RULES
from ..report.table import shown
from ..text import date_long_vi, date_vi, number_vi
from .addresses import file_of, relative
from .assets import Assets
from .body import picture_html
from .flower import FlowerData, color_word, flower_words
from .flower_drawing import flower_cover, flower_svg, flower_symbol, shapes_in
from .names import in_sentence
from .notes import Notes
from .qr import qr_svg
from .site import SECTION_TITLES, PageDraft, Site

EXPLAINED: Final = frozenset({"plan", "review", "news", "practice", "replication", "campaign", "unit"})
"""Kinds of pages whose whole article explains its abbreviations; a story's body does so before it comes here."""

_DRAWN: Final = 100_000
"""Drawn cards that are held at a time, 700 bytes each: with fewer than there are, each listing would draw all anew."""

Shared = tuple[str, str]
"""The address of the picture that a page is shared with, and the words for it."""
HeadOf = Callable[[Site, PageDraft, Shared], str]
"""Gives the HTML that a page needs in its head (Open Graph, JSON-LD, feeds)."""


class Frame(Protocol):
    """The theme's shell: puts values into its slots."""

    @property
    def key(self) -> str:
        """The digest of all its HTML."""

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the whole page."""


ShellFor = Callable[[str], Frame]
"""Gives the shell for the page at an address."""

_REFERENCE: Final = re.compile(r"""{%-?\s*(?:from|import|include|extends)\s+"([^"]+)\"""")


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


@lru_cache(maxsize=1024)
def _day(value: date) -> Markup:
    return Markup(f'<time datetime="{value.isoformat()}">{date_vi(value)}</time>')  # noqa: S704 - digits only


def make_environment(theme: Path, compiled: Path | None = None) -> jinja2.Environment:
    """Make the template environment of articles; a name that a template misspells is a fault, never empty text.

    `compiled` is a folder in which compiled templates are kept.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(theme),
        bytecode_cache=jinja2.FileSystemBytecodeCache(str(compiled)) if compiled else None,
        auto_reload=False,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        date_vi=date_vi,
        day=_day,
        date_long=date_long_vi,
        number_vi=number_vi,
        cell=shown,
        figure=_figure,
        in_sentence=in_sentence,
    )
    environment.filters.update(
        flower=_symbol,
        flower_alone=_flower_alone,
        flower_cover=_cover,
        flower_words=flower_words,
        color_word=color_word,
    )
    environment.globals = {"namespace": jinja2.utils.Namespace}  # every import compares all that there are
    return environment


_KNOWN: Final[Mapping[str, Any]] = {
    "SECTION_TITLES": SECTION_TITLES,
    "KINDS": KINDS,
    "LEVELS": LEVELS,
    "RULES": RULES,
    "COPIED": COPIED,
    "qr_svg": qr_svg,
}
"""What every page may show."""


class Once(Protocol):
    """Gives a picture of an entry that a macro draws, drawn once for all pages on which it is the same."""

    def __call__(self, link: str, draw: Callable[..., Markup], entry: Entry, /, *how: Any) -> Markup:
        """Return `draw(entry, *how)`; `link` leads to the entry from the page, and so tells where the page stands."""


def _each_time(_link: str, draw: Callable[..., Markup], entry: Entry, *how: Any) -> Markup:
    return draw(entry, *how)


def render_article(environment: jinja2.Environment, draft: PageDraft, site: Site, once: Once = _each_time) -> str:
    """Render the article of a page; the functions that templates call know the page's own address."""
    template = environment.get_template(f"records/{draft.template}")
    around = {**_around("" if draft.address == "404.html" else draft.address), "once": once}
    filled = draft.fill.make(site, *draft.fill.of) if draft.fill else {}
    text = template.render(page=draft, site=site, **around, **draft.values, **filled)
    article = site.explained(text, draft.address) if draft.kind in EXPLAINED else text
    return f"{site.sheet(*shapes_in(article))}{article}"


def _around(address: str) -> dict[str, Any]:
    """Return what templates find on the page at `address`: what all may show, the functions that know the page."""

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

    return {**_KNOWN, "url": url, "picture": picture, "told_now": told_now}


_END_OF_CARD: Final = "<!---->"


def card_writer(environment: jinja2.Environment, site: Site, address: str) -> Callable[[Sequence[Entry]], list[str]]:
    """Return what writes the cards of exemplars as the listing at `address` shows them, from the same macro."""
    template = environment.from_string(
        '{% from "components/card/card.html" import card with context %}'
        f"{{% for entry in entries %}}{{{{ card(entry) }}}}{_END_OF_CARD}{{% endfor %}}"
    )
    around = {**_around(address), "once": _each_time}

    def cards(entries: Sequence[Entry]) -> list[str]:
        return template.render(entries=entries, site=site, **around).split(_END_OF_CARD)[:-1]

    return cards


def template_keys(theme: Path) -> Callable[[str], str]:
    """Return what gives the digest of a template with all that it refers to, by its name."""

    @cache
    def source(name: str) -> str:
        return (theme / name).read_text(encoding="utf-8")

    @cache
    def key(name: str) -> str:
        needed, stack = {name}, [name]
        while stack:
            for other in _REFERENCE.findall(source(stack.pop())):
                if other not in needed:
                    needed.add(other)
                    stack.append(other)
        return digest(*(part for item in sorted(needed) for part in (item, source(item))))

    return key


def canonical(site: Site, address: str) -> str:
    """Return the full address of a page."""
    return site.facts.url.rstrip("/") + "/" + address  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Press:
    """All that turns drafts into pages: the site, the theme, the shell, what gives a page's head and share picture."""

    site: Site
    theme: Path
    shell_for: ShellFor
    head_of: HeadOf
    share_of: Callable[[PageDraft], Shared]
    assets: Assets
    cache: Cache

    @cached_property
    def _environment(self) -> jinja2.Environment:
        return make_environment(self.theme, self.cache.subfolder("templates"))

    @cached_property
    def _notes(self) -> Notes:
        return Notes(self.site)

    @cached_property
    def _drawn(self) -> dict[tuple[Any, ...], bytes]:
        """What macros drew with the questions that they asked, compressed: there are very many."""
        return {}

    def _once(self, link: str, draw: Callable[..., Markup], entry: Entry, *how: Any) -> Markup:
        key = (link, draw.name, *how)  # type: ignore[attr-defined]
        held = self._drawn.get(key)
        if held is not None:
            drawn, _, asked = zlib.decompress(held).decode().partition("\0")
            self._notes.ask_again(asked)
            return Markup(drawn)  # noqa: S704 - a macro made it
        made, asked = self._notes.noted(lambda: draw(entry, *how))
        if len(self._drawn) >= _DRAWN:
            del self._drawn[next(iter(self._drawn))]
        self._drawn[key] = zlib.compress(f"{made}\0{asked}".encode(), 1)
        return made

    @cached_property
    def _template_key(self) -> Callable[[str], str]:
        return template_keys(self.theme)

    def page(self, draft: PageDraft, asked: str | None) -> Artifact:
        """Return the page of a draft; `asked` are the questions that it asked when it was last made, if it was."""
        return self._asking(file_of(draft.address), partial(self._base, draft), partial(self._written, draft), asked)

    def _base(self, draft: PageDraft) -> str:
        """Return the key of all that a page is made from but the answers to its questions."""
        return digest(
            fingerprint((draft, self.share_of(draft))),
            self._template_key(f"records/{draft.template}"),
            self.shell_for(draft.address).key,
            self.assets.sheet_of(draft.template),
        )

    def _written(self, draft: PageDraft, seen: Site) -> bytes:
        return self._composed(seen, draft, self.share_of(draft)).encode()

    def file(self, name: str, base: str, write: Callable[[Site], bytes], asked: str | None) -> Artifact:
        """Return a file that `write` makes from the site and from what `base` is the key of; `asked` as for a page."""
        return self._asking(name, partial(str, base), write, asked)

    def _asking(
        self, name: str, base: Callable[[], str], write: Callable[[Site], bytes], asked: str | None
    ) -> Artifact:
        """Return a file that takes notes; what was never made is not looked at before it is, in its own process."""
        key = "" if asked is None else digest(base(), self._notes.answers(asked))
        return Artifact(name, key, partial(self._made, base, write))

    def _made(self, base: Callable[[], str], write: Callable[[Site], bytes]) -> Product:
        data = write(self._notes.seen())
        made = self._notes.taken()
        return Product(data, digest(base(), self._notes.answers(made)), made)

    def cards(self, address: str) -> Callable[[Sequence[Entry]], list[str]]:
        """Return what writes the cards of exemplars for the page at `address`; those of the same ones are kept."""
        known = self.cache.all("cards")
        write = card_writer(self._environment, self._notes.seen(), address)
        template = self._template_key("components/card/card.html")

        def cards(entries: Sequence[Entry]) -> list[str]:
            name = f"{address} {entries[0].id}"
            base = digest(template, *(entry.fingerprint for entry in entries))
            key, asked, texts = marshal.loads(known[name]) if name in known else ("", "", [])  # noqa: S302 - our own
            if key != digest(base, self._notes.answers(asked)):
                texts = write(entries)
                asked = self._notes.taken()
                key = digest(base, self._notes.answers(asked))
                self.cache.put("cards", [(name, marshal.dumps((key, asked, texts)))])
            return texts  # type: ignore[no-any-return]

        return cards

    def composed(self, draft: PageDraft, shared: Shared) -> str:
        """Return a page at once, whatever is kept of it."""
        return self._composed(self._notes.seen(), draft, shared)

    def _sheet(self, draft: PageDraft) -> str:
        """Return the link to the style sheet that only such pages load."""
        sheet = self.assets.sheet_of(draft.template)
        return f'<link rel="stylesheet" href="{relative(draft.address, sheet)}">' if sheet else ""

    def _composed(self, seen: Site, draft: PageDraft, shared: Shared) -> str:
        """Put the article and head of a page into the shell of its depth."""
        article = render_article(self._environment, draft, seen, self._once)
        return self.shell_for(draft.address).fill(
            {
                "title": f"{draft.title} – {seen.facts.name}" if draft.address else draft.title,
                "description": draft.description,
                "canonical": canonical(seen, draft.address),
                "kind": draft.kind,
                "head": self._sheet(draft) + self.head_of(seen, draft, shared),
                "article": article,
            }
        )


@dataclass(frozen=True)
class Page:
    """A page as the search index reads it: the draft it was made from, its article, the whole of it."""

    draft: PageDraft
    article: str
    text: str

    @property
    def file(self) -> str:
        """The file that the page is served from, from the site's root."""
        return file_of(self.draft.address)


def page_of(draft: PageDraft, data: bytes) -> Page:
    """Return the page that a draft was made into from the bytes of its file."""
    text = data.decode()
    return Page(draft, text[text.index("<main") : text.rindex("</main>")].partition(">")[2], text)


def meta(pairs: Mapping[str, str | None], *, attribute: str = "property") -> str:
    """Return meta elements for what has a value; the names are our own words."""
    return "".join(
        f'<meta {attribute}="{name}" content="{html.escape(value)}">' for name, value in pairs.items() if value
    )


def day_time(day: date) -> str:
    """Return the start of a day in Viet Nam as feeds and metadata write it."""
    return f"{day.isoformat()}T00:00:00+07:00"
