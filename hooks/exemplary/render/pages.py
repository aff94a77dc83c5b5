"""One page for every record, the listings and the site's own pages, as drafts: what they show, not yet how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

from ..group import (
    Listing,
    group_by_campaign,
    group_by_locality,
    group_by_type,
    group_by_unit,
    group_by_year,
    name_key,
    newest_first,
)
from ..images.variants import Picture
from ..issues import Code
from ..library import KINDS, Entry
from ..messages_vi import WORDING
from ..model.base import FieldFacts, Part, fields_of
from ..model.choices import ExemplarType, Stage
from ..publishable import Public, Tombstone
from ..text import collation_key, date_vi, first_letter, sort_name
from .body import make_converter, render_body, resolver
from .names import Name, locality_name, provinces_today, unit_name, written_name

SECTION_TITLES: Final[Mapping[str, str]] = {
    "guong/": "Gương điển hình",
    "phong-trao/": "Phong trào, lĩnh vực",
    "ke-hoach/": "Kế hoạch",
    "mo-hinh/": "Mô hình, cách làm",
    "nhan-rong/": "Nhân rộng",
    "so-ket/": "Sơ kết, tổng kết",
    "tin/": "Tin về kế hoạch",
    "don-vi/": "Đơn vị",
    "dia-ban/": "Địa bàn",
    "tim-kiem/": "Tìm kiếm",
    "a-z/": "Theo tên, từ A đến Y",
    "dinh-chinh-thu-hoi/": "Đính chính và thu hồi",
    "du-lieu-mo/": "Dữ liệu mở",
    "huong-dan/loi/": "Các lỗi khi kiểm tra",
    "huong-dan/truong/": "Các trường của từng mục",
}
"""The pages that every site has, whatever its content, with their titles."""

STAGE_PATH: Final = (
    Stage.PHAT_HIEN,
    Stage.LUA_CHON,
    Stage.DANG_BOI_DUONG,
    Stage.CONG_NHAN,
    Stage.TONG_KET,
    Stage.NHAN_RONG,
)
"""The chain that a story page draws: discover → select → nurture → recognise → sum up → replicate."""


@dataclass(frozen=True)
class PageDraft:
    """A page before it is composed: address, words for the head, template and values, place in search and sitemap."""

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


@dataclass(frozen=True)
class Site:
    """Everything that pages are made from: the view, the pictures, the day; groups and names are computed once."""

    public: Public
    pictures: Mapping[tuple[str, str], Picture]
    today: date

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
        return group_by_campaign(self.library)

    @cached_property
    def by_unit(self) -> dict[str, tuple[Entry, ...]]:
        """Exemplars by unit."""
        return group_by_unit(self.library)

    @cached_property
    def by_locality(self) -> dict[str, tuple[Entry, ...]]:
        """Exemplars by locality."""
        return group_by_locality(self.library)

    @cached_property
    def by_type(self) -> dict[str, tuple[Entry, ...]]:
        """Exemplars by type."""
        return group_by_type(self.library)

    @cached_property
    def by_year(self) -> dict[str, tuple[Entry, ...]]:
        """Exemplars by year of introduction."""
        return group_by_year(self.library)

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
        known |= {f"huong-dan/loi/{code.number}/" for code in Code}
        known |= {f"guong/{stone.id}/" for stone in self.public.tombstones if stone.address_kept}
        known |= {address for address, _ in self.public.redirects}
        return frozenset(known)

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


def _listing_pages(site: Site, listing: Listing, **draft: Any) -> Iterator[PageDraft]:
    """Yield the pages of a listing; the first carries the other values of its draft."""
    values = draft.pop("values", {})
    crumbs = draft.pop("crumbs", ())
    for number, entries in listing.pages():
        title = listing.title if number == 1 else f"{listing.title} – trang {number}"
        yield PageDraft(
            address=listing.page_address(number),
            title=title,
            values={**values, "listing": listing, "entries": entries, "number": number},
            crumbs=crumbs if number == 1 else (*crumbs, (listing.title, listing.address)),
            **{**draft, "indexed": draft.get("indexed", True) and number == 1},
        )


def home_page(site: Site) -> Iterator[PageDraft]:
    """The home page: the motto, the newest, the campaigns, the figures."""
    page = site.library.of("page").get("index")
    lead = render_body(
        make_converter(),
        page.body if page else "",
        "",
        resolve=resolver(site.paths, site.addresses, page.path if page else "content/index.md"),
    )
    figures = {kind: len(site.library.of(kind)) for kind in ("exemplar", "plan", "practice", "replication")}
    yield PageDraft(
        "",
        page.record.title if page else site.facts.name,
        (page.record.description if page else None) or site.facts.description or site.facts.name,
        "home.html",
        {
            "lead": lead,
            "newest": site.exemplars[:12],
            "figures": figures,
            "campaigns": [(entry, site.by_campaign.get(entry.id, ())) for entry in site.campaigns],
        },
        "home",
        updated=_newest(site.exemplars),
        feed="feed",
    )


def _newest(entries: Iterable[Entry]) -> date | None:
    return max((entry.record.last_changed for entry in entries), default=None)


def exemplar_pages(site: Site) -> Iterator[PageDraft]:
    """The listing of all exemplars and a page for each."""
    listing = Listing("all", SECTION_TITLES["guong/"], "guong/", site.exemplars)
    facets = {
        "campaigns": [
            (entry, len(site.by_campaign.get(entry.id, ())))
            for entry in site.campaigns
            if site.by_campaign.get(entry.id)
        ],
        "types": [(kind, len(site.by_type.get(kind, ()))) for kind in ExemplarType],
        "years": [(year, len(held)) for year, held in sorted(site.by_year.items(), reverse=True)],
        "provinces": _provinces(site),
    }
    yield from _listing_pages(
        site,
        listing,
        description="Tất cả gương người tốt, việc tốt, mới nhất trước.",
        template="exemplars.html",
        kind="listing",
        values={"facets": facets},
        updated=_newest(site.exemplars),
        feed="feed",
    )
    converter = make_converter()
    for entry in site.exemplars:
        yield _exemplar_page(site, entry, converter)


def _provinces(site: Site) -> list[tuple[Name, int]]:
    counts: dict[str, int] = {}
    for entry in site.exemplars:
        for province in provinces_today(site.library, entry.record.locality, site.today):
            counts[province] = counts.get(province, 0) + 1
    named = [(site.locality(identifier), count) for identifier, count in counts.items()]
    return sorted(named, key=lambda pair: collation_key(pair[0].text))


def _related(site: Site, entry: Entry) -> tuple[Entry, ...]:
    """Choose three other stories: same practice, campaign, unit, locality, type; ties go to the nearest in time."""
    record = entry.record
    weights: dict[str, int] = {}
    by_id = site.library.of("exemplar")

    def add(held: Iterable[Entry], weight: int) -> None:
        for other in held:
            weights[other.id] = weights.get(other.id, 0) + weight

    for practice in record.practices:
        held = site.library.get("practice", practice)
        add((by_id[item] for item in (held.exemplars if held else ()) if item in by_id), 8)
    for number, campaign in enumerate(record.campaigns):
        add(site.by_campaign.get(campaign, ())[:200], 4 if number == 0 else 3)
    add(site.by_unit.get(record.unit, ())[:200], 2)
    if record.locality:
        add(site.by_locality.get(record.locality, ())[:200], 2)
    add(site.by_type.get(str(record.type), ())[:200], 1)
    weights.pop(entry.id, None)

    def order(identifier: str) -> tuple[int, int, str]:
        apart = abs((by_id[identifier].record.introduced_on - record.introduced_on).days)
        return -weights[identifier], apart, identifier

    return tuple(by_id[identifier] for identifier in sorted(weights, key=order)[:3])


def _exemplar_page(site: Site, entry: Entry, converter: Any) -> PageDraft:
    record = entry.record
    photos = site.photos(entry)
    body = render_body(
        converter,
        entry.body,
        entry.address,
        resolve=resolver(site.paths, site.addresses, entry.path),
        pictures={photo.file: (picture, photo.alt) for photo, picture in photos},
    )
    in_body = {photo.file for photo, _ in photos if f"]({photo.file}" in entry.body}
    shown = [pair for pair in photos if pair[0].file not in in_body]
    practices = [site.library.of("practice")[identifier] for identifier in record.practices]
    campaigns = [held for identifier in record.campaigns if (held := site.library.of("campaign").get(identifier))]
    plan = site.library.of("plan").get(record.plan) if record.plan else None
    words = {item.code: item.text for item in _criteria(plan)} if plan else {}
    sources = {source.id: (number, source) for number, source in enumerate(record.sources, 1)}
    values = {
        "entry": entry,
        "record": record,
        "body": body,
        "hero": shown[0] if shown else None,
        "more_photos": shown[1:],
        "practices": practices,
        "campaigns": campaigns,
        "plan": plan,
        "sources": sources,
        "criteria": [(met, words.get(met.code, "")) for met in record.criteria_met if words.get(met.code)],
        "followers": [held for practice in practices for held in site.replications.get(practice.id, ())],
        "related": _related(site, entry),
        "stage_path": STAGE_PATH,
        "stage_place": STAGE_PATH.index(record.stage) if record.stage in STAGE_PATH else -1,
    }
    return PageDraft(
        entry.address,
        record.title,
        record.summary,
        "exemplar.html",
        values,
        "story",
        crumbs=(("Gương", "guong/"), *((held.record.name, held.address) for held in campaigns[:1])),
        updated=record.last_changed,
        image=photos[0][1] if photos else None,
        entry=entry,
        filters={
            "Loại": (record.type.label,),
            "Phong trào": tuple(held.record.name for held in campaigns),
            "Năm": (str(record.introduced_on.year),),
        },
    )


def _criteria(plan: Entry) -> Iterator[Any]:
    yield from plan.record.general_criteria
    for part in plan.record.campaigns:
        for held in part.criteria.values():
            yield from held


def campaign_pages(site: Site) -> Iterator[PageDraft]:
    """The list of campaigns and a page for each, with its exemplars and how each plan words its criteria."""
    yield PageDraft(
        "phong-trao/",
        SECTION_TITLES["phong-trao/"],
        "Các phong trào thi đua, cuộc vận động và lĩnh vực có gương điển hình.",
        "campaigns.html",
        {"campaigns": [(entry, site.by_campaign.get(entry.id, ())) for entry in site.campaigns]},
        "index",
    )
    converter = make_converter()
    for entry in site.campaigns:
        record = entry.record
        in_plans = [
            (plan, part)
            for plan in site.library.of("plan").values()
            for part in plan.record.campaigns
            if part.ref == entry.id
        ]
        body = render_body(
            converter, entry.body, entry.address, resolve=resolver(site.paths, site.addresses, entry.path)
        )
        listing = Listing(entry.id, record.name, entry.address, site.by_campaign.get(entry.id, ()))
        yield from _listing_pages(
            site,
            listing,
            description=_describe(entry.body, record.name),
            template="campaign.html",
            kind="campaign",
            crumbs=((SECTION_TITLES["phong-trao/"], "phong-trao/"),),
            updated=_newest(listing.entries),
            feed=f"phong-trao/{entry.id}/feed",
            entry=entry,
            filters={"Mục": ("Phong trào",)},
            values={
                "entry": entry,
                "record": record,
                "body": body,
                "in_plans": in_plans,
                "parent": site.library.of("campaign").get(record.parent) if record.parent else None,
                "children": [held for held in site.campaigns if held.record.parent == entry.id],
                "launched_by": site.written(record.launched_by),
                "practices": [
                    held for held, practice in site.library.records("practice") if entry.id in practice.campaigns
                ],
            },
        )


def _describe(body: str, fallback: str) -> str:
    """Return the first paragraph of a body as a description of at most 200 characters."""
    first = next(
        (line.strip() for line in body.split("\n") if line.strip() and not line.startswith(("#", "-", "!", "|", ">"))),
        "",
    )
    text = first.replace("**", "").replace("*", "").replace("_", "")
    if not text:
        return fallback
    return text if len(text) <= 200 else text[:199].rsplit(" ", 1)[0] + "…"  # noqa: PLR2004 - what search engines show


def plan_pages(site: Site) -> Iterator[PageDraft]:
    """The list of plans and a page for each, read as a document: chain, criteria, promises, duties, recipients."""
    plans = sorted(site.library.of("plan").values(), key=lambda e: (e.record.issued_on.first_day, e.id), reverse=True)
    yield PageDraft(
        "ke-hoach/",
        SECTION_TITLES["ke-hoach/"],
        "Các kế hoạch xây dựng, nhân rộng điển hình tiên tiến.",
        "plans.html",
        {"plans": plans},
        "index",
    )
    converter = make_converter()
    for entry in plans:
        record = entry.record
        children = [held for held in plans if any(cited.plan == entry.id for cited in record_parents(held.record))]
        news = sorted(
            (held for held, item in site.library.records("news") if item.plan == entry.id),
            key=lambda e: e.record.posted_on,
            reverse=True,
        )
        counted = tuple(
            held for held in site.exemplars if held.record.plan == entry.id and held.record.sample == record.sample
        )
        yield PageDraft(
            entry.address,
            f"{record.doc_type.label} {record.number_vi}: {record.title}",
            f"{record.doc_type.label} số {record.number_vi} của {site.unit(record.issuer).text}, "
            f"giai đoạn {record.period.vi}.",
            "plan.html",
            {
                "entry": entry,
                "record": record,
                "children": children,
                "news": news,
                "exemplars": counted,
                "body": render_body(
                    converter, entry.body, entry.address, resolve=resolver(site.paths, site.addresses, entry.path)
                ),
                "issuer": site.unit(record.issuer),
                "reviews": [held for held, item in site.library.records("review") if item.plan == entry.id],
            },
            "plan",
            crumbs=((SECTION_TITLES["ke-hoach/"], "ke-hoach/"),),
            updated=record.last_changed,
            entry=entry,
            filters={"Mục": ("Kế hoạch",)},
        )


def record_parents(plan: Any) -> tuple[Any, ...]:
    """Return the documents above a plan: those it carries out and those it rests on."""
    return (*plan.parents, *plan.legal_bases)


def practice_pages(site: Site) -> Iterator[PageDraft]:
    """The list of practices and a page for each that someone can act on."""
    held = sorted(site.library.of("practice").values(), key=lambda e: collation_key(e.record.title))
    yield PageDraft(
        "mo-hinh/",
        SECTION_TITLES["mo-hinh/"],
        "Những cách làm có thể làm theo, kể rõ điều kiện, các bước và chi phí.",
        "practices.html",
        {"practices": [(entry, site.replications.get(entry.id, ())) for entry in held]},
        "index",
    )
    converter = make_converter()
    for entry in held:
        record = entry.record
        yield PageDraft(
            entry.address,
            record.title,
            record.summary,
            "practice.html",
            {
                "entry": entry,
                "record": record,
                "owner": site.unit(record.owner),
                "body": render_body(
                    converter, entry.body, entry.address, resolve=resolver(site.paths, site.addresses, entry.path)
                ),
                "sources": {source.id: (number, source) for number, source in enumerate(record.sources, 1)},
                "exemplars": [site.library.of("exemplar")[item] for item in record.exemplars],
                "campaigns": [found for item in record.campaigns if (found := site.library.of("campaign").get(item))],
                "replications": site.replications.get(entry.id, ()),
                "contact": site.library.get("unit", record.contact) if record.contact else None,
            },
            "practice",
            crumbs=((SECTION_TITLES["mo-hinh/"], "mo-hinh/"),),
            entry=entry,
            filters={"Mục": ("Mô hình",)},
        )


def replication_pages(site: Site) -> Iterator[PageDraft]:
    """The list of replications and a page for each."""
    held = sorted(site.library.of("replication").values(), key=lambda e: (e.record.last_changed, e.id), reverse=True)
    yield PageDraft(
        "nhan-rong/",
        SECTION_TITLES["nhan-rong/"],
        "Nơi nào đã làm theo cách làm nào, và kết quả ra sao.",
        "replications.html",
        {"replications": held},
        "index",
    )
    converter = make_converter()
    for entry in held:
        record = entry.record
        practice = site.library.of("practice").get(record.practice) if record.practice else None
        unit = site.unit(record.unit)
        name = practice.record.title if practice else f"{record.source}: {record.id}"
        yield PageDraft(
            entry.address,
            f"{unit.text} làm theo: {name}",
            f"{unit.text} làm theo cách làm “{name}”: {record.state.label.lower()}.",
            "replication.html",
            {
                "entry": entry,
                "record": record,
                "practice": practice,
                "unit": unit,
                "steps": {step.id: step for step in practice.record.steps} if practice else {},
                "lapsed": bool(record.review_by and record.review_by < site.today),
                "body": render_body(
                    converter, entry.body, entry.address, resolve=resolver(site.paths, site.addresses, entry.path)
                ),
            },
            "replication",
            crumbs=((SECTION_TITLES["nhan-rong/"], "nhan-rong/"),),
            updated=record.last_changed,
            entry=entry,
            filters={"Mục": ("Nhân rộng",)},
        )


def review_pages(site: Site) -> Iterator[PageDraft]:
    """The list of reviews and a page for each."""
    held = sorted(site.library.of("review").values(), key=lambda e: (e.record.period.last_day, e.id), reverse=True)
    yield PageDraft(
        "so-ket/",
        SECTION_TITLES["so-ket/"],
        "Các bản sơ kết, tổng kết, kiểm tra, khảo sát.",
        "reviews.html",
        {"reviews": held},
        "index",
    )
    converter = make_converter()
    for entry in held:
        record = entry.record
        title = record.title or f"{record.kind.label} {record.period.vi}"
        by_exemplar = site.library.of("exemplar").get(record.by)
        yield PageDraft(
            entry.address,
            title,
            f"{record.kind.label}, {record.period.vi}.",
            "review.html",
            {
                "entry": entry,
                "record": record,
                "plan": site.library.of("plan").get(record.plan),
                "by_exemplar": by_exemplar,
                "by": None if by_exemplar else site.unit(record.by),
                "body": render_body(
                    converter, entry.body, entry.address, resolve=resolver(site.paths, site.addresses, entry.path)
                ),
            },
            "review",
            crumbs=((SECTION_TITLES["so-ket/"], "so-ket/"),),
            updated=record.held_on,
            entry=entry,
            filters={"Mục": ("Sơ kết, tổng kết",)},
        )


def news_pages(site: Site) -> Iterator[PageDraft]:
    """The list of news items and a page for each."""
    held = sorted(site.library.of("news").values(), key=lambda e: (e.record.posted_on, e.id), reverse=True)
    yield PageDraft("tin/", SECTION_TITLES["tin/"], "Tin về các kế hoạch.", "news_list.html", {"news": held}, "index")
    converter = make_converter()
    for entry in held:
        record = entry.record
        yield PageDraft(
            entry.address,
            record.title,
            record.summary,
            "news.html",
            {
                "entry": entry,
                "record": record,
                "plan": site.library.of("plan").get(record.plan),
                "body": render_body(
                    converter, entry.body, entry.address, resolve=resolver(site.paths, site.addresses, entry.path)
                ),
            },
            "news",
            crumbs=((SECTION_TITLES["tin/"], "tin/"),),
            updated=record.posted_on,
            entry=entry,
            filters={"Mục": ("Tin",)},
        )


def unit_pages(site: Site) -> Iterator[PageDraft]:
    """The list of units and a page for each: what it was and is, its duties, its exemplars, what it copied."""
    held = sorted(site.library.of("unit").values(), key=lambda e: collation_key(sort_name(e.record.name, person=False)))
    yield PageDraft(
        "don-vi/",
        SECTION_TITLES["don-vi/"],
        "Các đơn vị có gương điển hình hoặc được giao nhiệm vụ trong kế hoạch.",
        "units.html",
        {"units": [(entry, site.unit(entry.id), len(site.by_unit.get(entry.id, ()))) for entry in held]},
        "index",
    )
    duties: dict[str, list[tuple[Entry, Any]]] = {}
    for plan, record in site.library.records("plan"):
        for duty in record.assignments:
            if duty.unit:
                duties.setdefault(duty.unit, []).append((plan, duty))
    for entry in held:
        record = entry.record
        listing = Listing(entry.id, record.name, entry.address, site.by_unit.get(entry.id, ()))
        yield from _listing_pages(
            site,
            listing,
            description=f"{record.name}: gương điển hình, nhiệm vụ và mô hình.",
            template="unit.html",
            kind="unit",
            crumbs=((SECTION_TITLES["don-vi/"], "don-vi/"),),
            entry=entry,
            filters={"Mục": ("Đơn vị",)},
            values={
                "entry": entry,
                "record": record,
                "name": site.unit(entry.id),
                "duties": duties.get(entry.id, []),
                "issued": [plan for plan, item in site.library.records("plan") if item.issuer == entry.id],
                "practices": [found for found, item in site.library.records("practice") if item.owner == entry.id],
                "copies": [found for found, item in site.library.records("replication") if item.unit == entry.id],
                "cluster": site.library.get("cluster", record.cluster) if record.cluster else None,
            },
        )


def locality_pages(site: Site) -> Iterator[PageDraft]:
    """The list of provinces and a page for every locality that something belongs to."""
    provinces = [item for item in site.localities if site.library.locality(item).type in {"tinh", "thanh-pho-tw"}]
    today = [item for item in provinces if site.library.locality(item).valid_on(site.today)]
    former = [item for item in provinces if item not in today]

    def rows(items: list[str]) -> list[tuple[Name, int]]:
        named = [(site.locality(item), len(site.by_locality.get(item, ()))) for item in items]
        return sorted(named, key=lambda pair: collation_key(sort_name(pair[0].text, person=False)))

    yield PageDraft(
        "dia-ban/",
        SECTION_TITLES["dia-ban/"],
        "Gương điển hình theo tỉnh, xã, phường hôm nay và tên cũ.",
        "localities.html",
        {"provinces": rows(today), "former": rows(former)},
        "index",
    )
    children: dict[str, list[str]] = {}
    for identifier in site.localities:
        parent = site.library.locality(identifier).parent
        if parent:
            children.setdefault(parent, []).append(identifier)
    before: dict[str, list[str]] = {}
    for identifier in site.localities:
        for after in site.library.locality(identifier).successors:
            before.setdefault(after.id, []).append(identifier)
    for identifier in site.localities:
        record = site.library.locality(identifier)
        name = site.locality(identifier)
        listing = Listing(identifier, record.name, f"dia-ban/{identifier}/", site.by_locality.get(identifier, ()))
        parents: list[tuple[str, str]] = []
        step = record.parent
        while step and (held := site.library.locality(step)):
            parents.insert(0, (held.name, f"dia-ban/{step}/"))
            step = held.parent
        known = set(site.localities)
        yield from _listing_pages(
            site,
            listing,
            description=f"Gương người tốt, việc tốt ở {name.text}.",
            template="locality.html",
            kind="locality",
            crumbs=((SECTION_TITLES["dia-ban/"], "dia-ban/"), *parents),
            indexed=bool(listing.entries),
            values={
                "record": record,
                "name": name,
                "children": rows(children.get(identifier, [])),
                "successors": [
                    (site.library.locality(after.id), after, after.id in known)
                    for after in record.successors
                    if site.library.locality(after.id)
                ],
                "before": rows(before.get(identifier, [])),
            },
            filters={"Mục": ("Địa bàn",)},
        )


def facet_pages(site: Site) -> Iterator[PageDraft]:
    """A page for each type and each year, and the index by name."""
    for kind in ExemplarType:
        listing = Listing(str(kind), f"Gương {kind.label.lower()}", f"loai/{kind}/", site.by_type.get(str(kind), ()))
        yield from _listing_pages(
            site,
            listing,
            description=f"Gương điển hình là {kind.label.lower()}.",
            template="facet.html",
            kind="listing",
            crumbs=(("Gương", "guong/"),),
            indexed=bool(listing.entries),
        )
    for year, held in sorted(site.by_year.items(), reverse=True):
        listing = Listing(year, f"Gương năm {year}", f"nam/{year}/", held)
        yield from _listing_pages(
            site,
            listing,
            description=f"Gương điển hình được giới thiệu năm {year}.",
            template="facet.html",
            kind="listing",
            crumbs=(("Gương", "guong/"),),
        )
    letters: dict[str, list[Entry]] = {}
    for entry in sorted(site.exemplars, key=lambda e: (name_key(e.record), e.id)):
        record = entry.record
        shown = record.sort_name or sort_name(record.name, person=record.type is ExemplarType.CA_NHAN)
        letters.setdefault(first_letter(shown), []).append(entry)
    yield PageDraft(
        "a-z/",
        SECTION_TITLES["a-z/"],
        "Gương điển hình xếp theo tên gọi.",
        "names.html",
        {"letters": sorted(letters.items(), key=lambda pair: collation_key(pair[0]))},
        "index",
    )


def service_pages(site: Site) -> Iterator[PageDraft]:
    """Search, corrections and withdrawals, open data, the page that says that there is nothing."""
    corrected = [(correction, entry) for entry in site.exemplars for correction in entry.record.corrections]
    corrected.sort(key=lambda pair: (pair[0].date, pair[1].id), reverse=True)
    yield PageDraft(
        "dinh-chinh-thu-hoi/",
        SECTION_TITLES["dinh-chinh-thu-hoi/"],
        "Những gì trang đã sửa, đã gỡ và vì sao.",
        "corrections.html",
        {"corrected": corrected, "stones": site.public.tombstones},
        "service",
    )
    yield PageDraft(
        "du-lieu-mo/",
        SECTION_TITLES["du-lieu-mo/"],
        "Dữ liệu của trang cho máy đọc: JSON, Atom, JSON Feed.",
        "data.html",
        {"campaigns": site.campaigns},
        "service",
    )
    yield PageDraft(
        "tim-kiem/",
        SECTION_TITLES["tim-kiem/"],
        "Tìm gương, kế hoạch, mô hình; gõ không dấu cũng được.",
        "search.html",
        {"campaigns": site.campaigns, "types": list(ExemplarType)},
        "search",
        indexed=False,
    )
    yield PageDraft(
        "404.html",
        "Không có trang này",
        "Địa chỉ này không có trên trang.",
        "missing.html",
        {},
        "service",
        indexed=False,
    )


def help_pages(site: Site) -> Iterator[PageDraft]:
    """One page for each error code and one for the fields of each kind of record, from their declarations."""
    codes = sorted(Code, key=lambda code: code.number)
    guide = (("Hướng dẫn", "huong-dan/"),) if "huong-dan/" in site.addresses else ()
    yield PageDraft(
        "huong-dan/loi/",
        SECTION_TITLES["huong-dan/loi/"],
        "Mỗi lỗi một trang: vì sao, sửa thế nào, ví dụ sai và đúng.",
        "codes.html",
        {"codes": [(code, WORDING[code]) for code in codes]},
        "help",
        crumbs=guide,
    )
    for code in codes:
        wording = WORDING[code]
        yield PageDraft(
            f"huong-dan/loi/{code.number}/",
            f"{code.number}: {wording.title}",
            f"{wording.title}: cách sửa, ví dụ sai và đúng.",
            "code.html",
            {"code": code, "wording": wording},
            "help",
            crumbs=(*guide, (SECTION_TITLES["huong-dan/loi/"], "huong-dan/loi/")),
            filters={"Mục": ("Hướng dẫn",)},
        )
    kinds = [(kind, _field_rows(kind.record)) for kind in KINDS.values()]
    yield PageDraft(
        "huong-dan/truong/",
        SECTION_TITLES["huong-dan/truong/"],
        "Từng trường của từng loại mục: nghĩa, bắt buộc hay không, ví dụ.",
        "fields.html",
        {"kinds": kinds},
        "help",
        crumbs=guide,
    )


def _field_rows(part: type[Part], prefix: str = "") -> list[tuple[str, FieldFacts]]:
    rows: list[tuple[str, FieldFacts]] = []
    for facts in fields_of(part).values():
        key = f"{prefix}{facts.key}"
        rows.append((key, facts))
        if facts.part and facts.part is not part:
            rows += _field_rows(facts.part, f"{key}{'[]' if facts.many else ''}.")
    return rows


def stand_in_pages(site: Site) -> Iterator[PageDraft]:
    """Tombstones at the addresses of withdrawn exemplars, and redirects from old addresses."""
    for stone in site.public.tombstones:
        if stone.address_kept:
            yield _tombstone_page(stone)
    for old, new in site.public.redirects:
        yield PageDraft(
            old,
            "Trang đã chuyển địa chỉ",
            "Trang này đã chuyển sang địa chỉ mới.",
            "redirect.html",
            {"target": new},
            "redirect",
            indexed=False,
        )


def _tombstone_page(stone: Tombstone) -> PageDraft:
    return PageDraft(
        f"guong/{stone.id}/",
        stone.title or "Bài viết đã được gỡ",
        "Bài viết ở địa chỉ này đã được gỡ.",
        "tombstone.html",
        {"stone": stone, "day": date_vi(stone.date)},
        "service",
        crumbs=(("Gương", "guong/"),),
        indexed=False,
    )


def all_pages(site: Site) -> Iterator[PageDraft]:
    """Yield every page of the site but the hand-written ones."""
    for make in (
        home_page,
        exemplar_pages,
        campaign_pages,
        plan_pages,
        practice_pages,
        replication_pages,
        review_pages,
        news_pages,
        unit_pages,
        locality_pages,
        facet_pages,
        service_pages,
        help_pages,
        stand_in_pages,
    ):
        yield from make(site)
