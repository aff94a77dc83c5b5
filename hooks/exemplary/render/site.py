"""What pages are made from: the view, grouped and named once, and what a page is before it is composed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, Final

from markupsafe import Markup

from ..cache import fingerprint
from ..group import (
    Listing,
    campaigns_of,
    group_by,
    level_of,
    localities_of,
    newest_first,
    stage_of,
    type_of,
    units_of,
    year_of,
)
from ..images.variants import Picture
from ..issues import Code
from ..library import KINDS, Entry
from ..measure.chain import Chain, chain_of
from ..measure.evidence import LEVELS, EvidenceReport, measure_evidence
from ..measure.milestones import Moment, measure_milestones
from ..measure.progress import PlanProgress
from ..measure.spread import SpreadReport, measure_spread
from ..measure.suggestion import Suggestion, suggest_practices
from ..model.abbreviations import ABBREVIATIONS, unit_abbreviations
from ..model.choices import ExemplarType, Level, Stage
from ..publishable import HIDDEN_STAGES, Public
from ..text import collation_key
from .body import convert, finished_body, resolver
from .explain import anchors_of, explained
from .flower import EXAMPLES, FlowerData, flower_of_color, flowers_of
from .flower_drawing import flower_shapes, flower_sheet
from .names import Name, locality_name, unit_name, written_name
from .related import related_stories

SECTION_TITLES: Final[Mapping[str, str]] = {
    "guong/": "Gương điển hình",
    "phong-trao/": "Phong trào, lĩnh vực",
    "ke-hoach/": "Kế hoạch",
    "mo-hinh/": "Mô hình, cách làm",
    "nhan-rong/": "Nhân rộng",
    "so-ket/": "Sơ kết, tổng kết",
    "lich/": "Lịch",
    "van-ban/": "Văn bản được viện dẫn",
    "bao-cao/": "Báo cáo",
    "tin/": "Tin về kế hoạch",
    "su-kien/": "Giao lưu, tham quan, hội nghị",
    "don-vi/": "Đơn vị",
    "dia-ban/": "Địa bàn",
    "tim-kiem/": "Tìm kiếm",
    "a-z/": "Theo tên, từ A đến Y",
    "ky-yeu/": "Kỷ yếu",
    "loai/": "Gương theo loại",
    "nam/": "Gương theo năm",
    "cap/": "Gương theo cấp điển hình",
    "giai-doan/": "Gương theo giai đoạn",
    "minh-chung/": "Gương theo mức minh chứng",
    "viet-tat/": "Chữ viết tắt",
    "dinh-chinh-thu-hoi/": "Đính chính và thu hồi",
    "du-lieu-mo/": "Dữ liệu mở",
    "hoa/": "Cách đọc một bông hoa",
    "huong-dan/loi/": "Các lỗi khi kiểm tra",
    "huong-dan/truong/": "Các trường của từng mục",
}
"""The pages that every site has, whatever its content, with their titles."""

STAGES: Final = tuple(stage for stage in Stage if stage not in HIDDEN_STAGES and stage is not Stage.KHONG_CHON)
"""The stages that exemplars are listed under; that someone was not chosen is nobody's business."""


@dataclass(frozen=True, slots=True)
class Later:
    """Values that are only worth making for a page that is made again: a function of a module, and what it is given.

    The function is handed the site before `of`; what it reads there decides whether the page is made again.
    """

    make: Callable[..., Mapping[str, Any]]
    of: tuple[Any, ...]


def later(make: Callable[..., Mapping[str, Any]], *of: Any) -> Later:
    """Put off `make(site, *of)`; raises `TypeError` for a closure, which knows more than it is handed."""
    if "<" in make.__qualname__:
        raise TypeError(f"{make.__qualname__} could know more than it is handed")
    return Later(make, of)


@dataclass(frozen=True, slots=True)
class PageDraft:
    """A page before it is composed: address, words for the head, template and values, place in search and sitemap.

    A page is made again when its draft has changed, so whatever is in `values` decides that by itself; what is dear
    belongs to `fill`.
    """

    address: str
    title: str
    description: str
    template: str
    values: Mapping[str, Any]
    kind: str
    crumbs: tuple[tuple[str, str], ...] = ()
    updated: date | None = None
    image: Picture | None = None
    feed: str = ""
    indexed: bool = True
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    entry: Entry | None = None
    fill: Later | None = None


@dataclass(frozen=True)
class Site:
    """Everything that pages are made from: the view, the pictures, the day; groups and names are computed once."""

    public: Public
    pictures: Mapping[tuple[str, str], Picture]
    today: date
    progress: Mapping[str, PlanProgress] = field(default_factory=dict)
    """How far each plan has come, withheld exemplars counted: numbers only, made before anything was withheld."""
    convert: Callable[[str], str] = convert
    keep: Callable[[str, str, Callable[[], Any]], Any] = lambda _name, _key, make: make()
    """Returns what is kept under a name and the key of all that it is made from, or else makes it."""

    @property
    def library(self) -> Any:
        """The records of the view."""
        return self.public.library

    @property
    def facts(self) -> Any:
        """The site's own record."""
        return self.public.library.site

    @cached_property
    def exemplars(self) -> tuple[Entry, ...]:
        """All public exemplars, newest first."""
        return newest_first(self.library.of("exemplar").values())

    @cached_property
    def _changed(self) -> dict[str, date]:
        return {entry.id: entry.record.last_changed for entry in self.exemplars}

    def newest(self, entries: Iterable[Entry]) -> date | None:
        """Return the day of the newest thing that any of the exemplars tells."""
        return max((self._changed[entry.id] for entry in entries), default=None)

    @cached_property
    def campaigns(self) -> tuple[Entry, ...]:
        """All campaigns in the order that the site gives them, then by name."""
        held = self.library.of("campaign").values()
        return tuple(
            sorted(
                held,
                key=lambda e: (e.record.order if e.record.order is not None else 10_000, collation_key(e.record.name)),
            )
        )

    @cached_property
    def by_campaign(self) -> dict[str, tuple[Entry, ...]]:
        """Exemplars by campaign."""
        return group_by(self.exemplars, campaigns_of(self.library))

    @cached_property
    def by_unit(self) -> dict[str, tuple[Entry, ...]]:
        """Exemplars by unit."""
        return group_by(self.exemplars, units_of)

    @cached_property
    def by_locality(self) -> dict[str, tuple[Entry, ...]]:
        """Exemplars by locality."""
        return group_by(self.exemplars, localities_of(self.library))

    @cached_property
    def by_type(self) -> dict[str, tuple[Entry, ...]]:
        """Exemplars by type."""
        return group_by(self.exemplars, type_of)

    @cached_property
    def by_year(self) -> dict[str, tuple[Entry, ...]]:
        """Exemplars by year of introduction."""
        return group_by(self.exemplars, year_of)

    @cached_property
    def by_level(self) -> dict[str, tuple[Entry, ...]]:
        """Exemplars by level."""
        return group_by(self.exemplars, level_of)

    @cached_property
    def by_stage(self) -> dict[str, tuple[Entry, ...]]:
        """Exemplars by stage."""
        return group_by(self.exemplars, stage_of)

    @cached_property
    def by_evidence(self) -> dict[str, tuple[Entry, ...]]:
        """Exemplars by evidence level."""
        levels = self.evidence.exemplars
        return group_by(self.exemplars, lambda entry: (str(levels[entry.id].level),))

    @cached_property
    def moments(self) -> dict[str, tuple[Moment, ...]]:
        """Every time of every milestone, by plan."""
        return {
            entry.id: measure_milestones(
                self.library, entry.id, plan, self.today,
                tracked=self.progress[entry.id].tracked if entry.id in self.progress else False,
            )
            for entry, plan in self.library.records("plan")
        }  # fmt: skip

    @cached_property
    def chain(self) -> Chain:
        """The documents around plans: what each rests on, what rests on it."""
        return chain_of(self.library)

    @cached_property
    def localities(self) -> tuple[str, ...]:
        """Localities that have a page: those with exemplars or units, those around them, and today's provinces."""
        wanted = set(self.by_locality)
        wanted |= {unit.locality for _, unit in self.library.records("unit") if unit.locality}
        wanted |= set(self.library.of("locality"))
        wanted |= {
            identifier
            for identifier, row in self.library.national.items()
            if row[1] in {"tinh", "thanh-pho-tw"} and not row[5]
        }
        for identifier in list(wanted):
            locality = self.library.locality(identifier)
            wanted |= {after.id for after in locality.successors if after.share == "whole"} if locality else set()
        stack = list(wanted)
        while stack:
            locality = self.library.locality(stack.pop())
            if locality and locality.parent and locality.parent not in wanted:
                wanted.add(locality.parent)
                stack.append(locality.parent)
        return tuple(sorted(identifier for identifier in wanted if self.library.locality(identifier)))

    @cached_property
    def paths(self) -> dict[str, str]:
        """The public address of every content file that has one."""
        made = {
            entry.path: entry.address
            for kind in KINDS
            if KINDS[kind].address and kind not in {"unit", "locality"}
            for entry in self.library.of(kind).values()
        }
        for entry in self.library.of("page").values():
            name = entry.id.removesuffix("index").rstrip("/")
            made[entry.path] = f"{name}/" if name else ""
        return made

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Every public address that a text may link to."""
        known = set(SECTION_TITLES) | set(self.paths.values())
        known |= {f"don-vi/{identifier}/" for identifier in self.library.of("unit")}
        known |= {f"dia-ban/{identifier}/" for identifier in self.localities}
        known |= {f"loai/{kind}/" for kind in ExemplarType} | {f"nam/{year}/" for year in self.by_year}
        known |= {f"ky-yeu/{year}/" for year in self.by_year}
        known |= {f"cap/{level}/" for level in Level} | {f"giai-doan/{stage}/" for stage in STAGES}
        known |= {f"minh-chung/{level}/" for level in range(len(LEVELS))}
        known |= {f"huong-dan/loi/{code.number}/" for code in Code}
        known |= {f"guong/{stone.id}/" for stone in self.public.tombstones if stone.address_kept}
        known |= {address for address, _ in self.public.redirects}
        return frozenset(known)

    @cached_property
    def abbreviations(self) -> dict[str, str]:
        """What is said short on this site and what it means: the domain's abbreviations and those of its units."""
        units = ((unit.abbr, unit.name) for _, unit in self.library.records("unit") if unit.abbr)
        return {**unit_abbreviations(units), **ABBREVIATIONS}

    @cached_property
    def glossary_anchors(self) -> dict[str, str]:
        """The anchor of every abbreviation on the page that explains them."""
        return anchors_of(self.abbreviations)

    def explained(self, text: str, address: str) -> Markup:
        """Return clean HTML of the page at `address` with the first use of every abbreviation explained."""
        return Markup(explained(text, self.abbreviations, self.glossary_anchors, address))  # noqa: S704 - only wrapped

    @cached_property
    def replications(self) -> dict[str, tuple[Entry, ...]]:
        """Replications by practice, newest first."""
        made: dict[str, list[Entry]] = {}
        for entry, record in self.library.records("replication"):
            if record.practice:
                made.setdefault(record.practice, []).append(entry)
        return {
            key: tuple(sorted(held, key=lambda e: e.record.last_changed, reverse=True)) for key, held in made.items()
        }

    @cached_property
    def meetings(self) -> dict[str, tuple[Entry, ...]]:
        """Events of exchange by the practices that they show, newest first."""
        made: dict[str, list[Entry]] = {}
        for entry in sorted(self.library.of("event").values(), key=lambda e: (e.record.held_on, e.id), reverse=True):
            for practice in dict.fromkeys(entry.record.practices):
                made.setdefault(practice, []).append(entry)
        return {key: tuple(held) for key, held in made.items()}

    @cached_property
    def evidence(self) -> EvidenceReport:
        """The evidence levels of practices and exemplars, from what is public."""
        return measure_evidence(self.library, self.today)

    @cached_property
    def spread(self) -> SpreadReport:
        """How practices travel, from what is public."""
        return measure_spread(self.library, self.today)

    @cached_property
    def suggestions(self) -> Mapping[str, tuple[Suggestion, ...]]:
        """What each unit might copy next, by its id."""
        return suggest_practices(self.library, self.evidence, self.today)

    @cached_property
    def flowers(self) -> dict[str, FlowerData]:
        """The flower of every exemplar, by its id."""
        return flowers_of(self.library, self.evidence.exemplars)

    @cached_property
    def flower_shapes(self) -> dict[str, str]:
        """The shapes of which the site's flowers are drawn, those of the legend among them."""
        plain = (flower_of_color(entry.record.color) for entry in self.campaigns)
        return flower_shapes((*self.flowers.values(), *plain, *chain(*EXAMPLES.values())))

    def sheet(self, *references: str) -> str:
        """Return the hidden picture with the shapes of flowers that a page refers to."""
        return flower_sheet(" ".join(references), self.flower_shapes)

    @cached_property
    def related(self) -> dict[str, tuple[Entry, ...]]:
        """The stories to read after each story, by its id."""
        held = self.library.of("exemplar")
        kinds = ("exemplar", "campaign", "practice")
        facts = [entry.facts or entry.fingerprint for kind in kinds for entry in self.library.of(kind).values()]
        places = sorted({entry.record.locality for entry in self.exemplars if entry.record.locality})
        key = fingerprint((facts, [self.library.locality(place) for place in places]))
        chosen = self.keep("related", key, self._related)
        return {identifier: tuple(held[other] for other in others) for identifier, others in chosen.items()}

    def _related(self) -> dict[str, list[str]]:
        chosen = related_stories(self.exemplars, self.library)
        return {identifier: [entry.id for entry in others] for identifier, others in chosen.items()}

    def unit(self, identifier: str) -> Name:
        """Return a unit's name as recorded, with what it is today."""
        return unit_name(self.library, identifier, self.today)

    def locality(self, identifier: str) -> Name:
        """Return a locality's full name as recorded, with what it is today."""
        return locality_name(self.library, identifier, self.today)

    def written(self, text: str | None) -> Name | None:
        """Return the name behind a unit's id or a plain text."""
        return written_name(self.library, text, self.today)

    def photos(self, entry: Entry) -> tuple[tuple[Any, Picture], ...]:
        """Return the photos of an exemplar that may be shown, with their pictures."""
        held = ((photo, self.pictures.get((entry.id, photo.file))) for photo in entry.record.photos)
        return tuple((photo, picture) for photo, picture in held if picture)

    def body(self, entry: Entry, address: str | None = None) -> Markup:
        """Return the body of a record as clean HTML for the page at `address`, by itself its own, with its photos."""
        photos = self.photos(entry) if entry.kind == "exemplar" else ()
        pictures = {photo.file: (picture, photo.alt) for photo, picture in photos}
        where = self.paths[entry.path] if address is None else address
        resolve = resolver(self.paths, self.addresses, entry.path)
        body = finished_body(self.convert(entry.body), where, resolve=resolve, pictures=pictures)
        return self.explained(body, where) if entry.kind == "exemplar" else body


def listing_pages(site: Site, listing: Listing, **draft: Any) -> Iterator[PageDraft]:
    """Yield the pages of a listing; all carry the `values`, only the first those in `first` and the `listing`.

    `each` gives the values of a page from its entries. What changes with every story belongs to the first page; the
    others then stay as they are.
    """
    values, first, each = draft.pop("values", {}), draft.pop("first", {}), draft.pop("each", None)
    crumbs = draft.pop("crumbs", ())
    updated, indexed = draft.pop("updated", None), draft.pop("indexed", True)
    for number, turns, entries in listing.pages():
        shown = {**values, "listing": None, "entries": entries, "number": number, "turns": turns}
        if each:
            shown |= each(entries)
        yield PageDraft(
            address=listing.page_address(number),
            title=listing.title if number == 1 else f"{listing.title} – trang {number}",
            values={**shown, **first, "listing": listing.brief} if number == 1 else shown,
            crumbs=crumbs if number == 1 else (*crumbs, (listing.title, listing.address)),
            updated=updated if number == 1 else None,
            indexed=indexed and number == 1,
            **draft,
        )
