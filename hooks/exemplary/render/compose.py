"""Compose pages: an article from its draft and template, put into the theme's shell with what its head needs."""

from __future__ import annotations

import html
import marshal
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Final, Protocol

from ..artifact import Artifact, Product
from ..cache import Cache, digest, fingerprint
from ..library import Entry
from ..workers import work_through
from .addresses import file_of, relative
from .articles import Articles
from .assets import Assets
from .notes import Notes
from .site import PageDraft, Site

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
    def _notes(self) -> Notes:
        return Notes(self.site)

    @cached_property
    def _articles(self) -> Articles:
        return Articles(self.theme, self.site, self._notes, self.cache.subfolder("templates"))

    @cached_property
    def _template_key(self) -> Callable[[str], str]:
        return template_keys(self.theme)

    def pages(self, drafts: Sequence[PageDraft], asked: Callable[[str], str | None]) -> list[Artifact]:
        """Return the pages of drafts; `asked` gives the questions that a file asked when it was last made, if it was.

        To ask again what ten thousand pages asked takes seconds, so several processes do.
        """
        keys = work_through(drafts, lambda draft: self._key(partial(self._base, draft), asked(file_of(draft.address))))
        return [
            Artifact(
                file_of(draft.address),
                key,
                partial(self._made, partial(self._base, draft), partial(self._written, draft)),
            )
            for draft, key in zip(drafts, keys, strict=True)
        ]

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
        """Return a file that `write` makes from the site and from what `base` is the key of; `asked` as of a page."""
        return Artifact(name, self._key(lambda: base, asked), partial(self._made, lambda: base, write))

    def _key(self, base: Callable[[], str], asked: str | None) -> str:
        """Return the key of a file that takes notes; what was never made is not looked at before it is."""
        return "" if asked is None else digest(base(), self._notes.answers(asked))

    def _made(self, base: Callable[[], str], write: Callable[[Site], bytes]) -> Product:
        data = write(self._notes.seen())
        made = self._notes.taken()
        return Product(data, digest(base(), self._notes.answers(made)), made)

    def cards(self, address: str) -> Callable[[Sequence[Entry]], list[str]]:
        """Return what writes the cards of exemplars for the page at `address`; those of the same ones are kept."""
        known = self.cache.all("cards")
        template = self._template_key("components/card/card.html")
        if not known:
            self._articles.draw_cards(self.site.exemplars)

        def cards(entries: Sequence[Entry]) -> list[str]:
            name = f"{address} {entries[0].id}"
            base = digest(template, *(entry.fingerprint for entry in entries))
            key, asked, texts = marshal.loads(known[name]) if name in known else ("", "", [])  # noqa: S302 - our own
            if key != digest(base, self._notes.answers(asked)):
                texts = self._articles.cards(address, entries)
                asked = self._notes.taken()
                key = digest(base, self._notes.answers(asked))
                self.cache.put("cards", [(name, marshal.dumps((key, asked, texts)))])
            return texts  # type: ignore[no-any-return]

        return cards

    def forget(self) -> None:
        """Forget all that was drawn and answered: nothing more is to be composed, and others need the room."""
        self._articles.forget()
        self._notes.forget()

    def composed(self, draft: PageDraft, shared: Shared) -> str:
        """Return a page at once, whatever is kept of it."""
        return self._composed(self._notes.seen(), draft, shared)

    def _sheet(self, draft: PageDraft) -> str:
        """Return the link to the style sheet that only such pages load."""
        sheet = self.assets.sheet_of(draft.template)
        return f'<link rel="stylesheet" href="{relative(draft.address, sheet)}">' if sheet else ""

    def _composed(self, seen: Site, draft: PageDraft, shared: Shared) -> str:
        """Put the article and head of a page into the shell of its depth."""
        article = self._articles.article(draft)
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
