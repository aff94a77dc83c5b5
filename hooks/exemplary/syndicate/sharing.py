"""What a page is shared with: the card of its picture and the words for those who do not see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Final

from ..artifact import Artifact, from_source
from ..cache import Cache, digest
from ..images.share import MARK, PANEL, Drawing, ShareCard, Typefaces, kept_name, share_picture
from ..images.variants import Picture
from ..library import Entry
from ..render import flower_drawing
from ..render.flower import LOTUS, FlowerData
from ..render.names import in_sentence
from ..render.site import PageDraft, Site

_DRAWN: Final = digest(Path(flower_drawing.__file__).read_bytes())
"""The way of drawing flowers: another way, another picture."""
_REST: Final = ("", "")
_LOTUS: Final = "Hình bông sen của trang"


@dataclass(frozen=True)
class Sharing:
    """The share pictures of a site."""

    faces: Typefaces
    cards: Mapping[tuple[str, str], tuple[ShareCard, str]]
    """A card and what its picture shows, for every record that has one; under `_REST` that of all other pages."""

    def of(self, draft: PageDraft) -> tuple[str, str]:
        """Return the address of a page's share picture and the words for it."""
        entry = draft.entry
        mark = (entry.kind, entry.id) if entry else _REST
        card, picture = self.cards.get(mark) or self.cards[_REST]
        told = ". ".join(part for part in (card.label, card.above, card.title, card.who, card.unit) if part)
        return self._addresses.get(mark) or self._addresses[_REST], f"{told}. {picture}."

    @cached_property
    def _addresses(self) -> dict[tuple[str, str], str]:
        return {mark: card.address(self.faces) for mark, (card, _) in self.cards.items()}

    @property
    def names(self) -> set[str]:
        """The names under which the pictures are kept."""
        return {kept_name(address) for address in self._addresses.values()}

    def files(self, read: Callable[[str], bytes], cache: Cache) -> Iterator[Artifact]:
        """Yield the files, those of one flower together; `read` gives the bytes of a photograph's variant."""
        pictures = ((self.cards[mark][0], address) for mark, address in self._addresses.items())
        for card, address in sorted(pictures, key=lambda held: (held[0].flower.key, held[1])):
            make = partial(share_picture, card, self.faces, read, cache)
            yield from_source(address, address, make, kept_name(address))


def make_sharing(site: Site, faces: Typefaces) -> Sharing:
    """Make the cards of all stories, campaigns, plans and practices of the view, and the one for the rest."""
    unit = cache(lambda identifier: site.unit(identifier).text)
    cards = {("exemplar", entry.id): _story(site, entry, unit) for entry in site.exemplars}
    name = site.facts.name
    for entry, record in site.library.records("campaign"):
        color = record.color or LOTUS
        label = _label(sample=record.sample)
        card = ShareCard(record.name, record.kind.label, "", "", name, _mark(color), color, label)
        cards["campaign", entry.id] = card, _LOTUS
    for entry, record in site.library.records("plan"):
        number, issuer = f"{record.doc_type.label} {record.number_vi}", unit(record.issuer)
        period, label = f"Giai đoạn {record.period.vi}", _label(sample=record.sample)
        card = ShareCard(record.title, number, period, issuer, name, _mark(), label=label)
        cards["plan", entry.id] = card, _LOTUS
    for entry, record in site.library.records("practice"):
        owner, color = unit(record.owner), _color(site, record)
        label = _label(sample=record.sample)
        card = ShareCard(record.title, "Mô hình, cách làm", owner, "", name, _mark(color), color, label)
        cards["practice", entry.id] = card, _LOTUS
    about = site.facts.motto or site.facts.description or ""
    return Sharing(faces, {**cards, _REST: (ShareCard(name, "", about, "", name, _mark()), _LOTUS)})


@cache
def _plain(color: str, petals: int, ring: int, seeds: int, opening: int) -> Drawing:
    """Return a flower that says this, neither turned nor grown by itself, so that many pictures share it."""
    flower = FlowerData(color, "", petals, ring, seeds, opening)
    svg = partial(flower_drawing.flower_svg, flower, title="", description="", id_prefix="f")
    return Drawing(f"flower {color} {opening} {petals} {ring} {seeds} {_DRAWN}", svg)


@cache
def _mark(color: str = LOTUS) -> Drawing:
    return Drawing(f"mark {color}", partial(MARK.format, color=color))


def _label(*, sample: bool) -> str:
    return "Mẫu minh họa" if sample else ""


def _color(site: Site, record: object) -> str:
    first = next(iter(getattr(record, "campaigns", ())), None)
    held = site.library.get("campaign", first) if first else None
    return (held.color if held else None) or LOTUS


def _sharp(photo: Picture) -> str:
    """Return the smallest variant of a photograph that fills its part of the picture without being enlarged."""
    wide, high = PANEL
    enough = max(wide, high * photo.width / photo.height)
    held = photo.of("jpg")
    return next((shot for shot in held if shot.width >= enough), held[-1]).address


def _story(site: Site, entry: Entry, unit_name: Callable[[str], str]) -> tuple[ShareCard, str]:
    record = entry.record
    flower = site.flowers[entry.id]
    held = site.library.get("campaign", record.campaigns[0]) if record.campaigns else None
    name = record.display_name[:1].upper() + record.display_name[1:]
    place = site.library.locality(record.locality) if record.locality else None
    shown = in_sentence(place.name) if place and place.name.lower() not in name.lower() else ""
    unit = unit_name(record.unit)
    shots = site.photos(entry)
    card = ShareCard(
        title=record.title,
        above=held.name if held else record.scope.label,
        who=f"{name}, {shown}" if shown else name,
        unit="" if unit.lower() in name.lower() else unit,
        site=site.facts.name,
        flower=_plain(flower.color, flower.petals, flower.ring, flower.seeds, flower.opening),
        color=flower.color,
        label="Câu chuyện minh họa" if record.sample else "",
        photo=_sharp(shots[0][1]) if shots else "",
    )
    words = f"Ảnh: {shots[0][0].alt.rstrip('.')}; bên ảnh là bông hoa của gương" if shots else "Hình bông hoa của gương"
    return card, words
