"""The year-book ("kỷ yếu"): a title page for each year, and for each of its campaigns a booklet to read or to print.

Every story stands once in the book of its year, under the first of its campaigns. A booklet prints its stories whole
while their texts are short enough together; a thicker one prints what is essential of each and is cut into volumes,
so that no page grows beyond what a telephone can open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from markupsafe import Markup

from ...group import letters_of, name_key
from ...library import Entry
from ..site import SECTION_TITLES, PageDraft, Site, later

WHOLE: Final = 60_000
"""Most bytes of the texts of one booklet that prints its stories whole."""
VOLUME: Final = 40
"""Most stories in one volume of a booklet that prints what is essential."""
NAMED: Final = 300
"""Most names in the index of a whole year; each booklet has one of its own."""
ALL_ROUND: Final = "dien-hinh-toan-dien"
"""What stands for the campaign in the address of a booklet of all-round exemplars, which have none."""

_HEADING: Final = re.compile(r"<(/?)h([2-5])\b([^>]*)>")
_INNER_LINK: Final = re.compile(r'<a[^>]* href="#[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_ID: Final = re.compile(r' id="[^"]*"')


@dataclass(frozen=True)
class Booklet:
    """The stories of one year under one campaign, by name; `campaign` is None for all-round exemplars."""

    year: str
    campaign: Entry | None
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """What the booklet is about."""
        return self.campaign.record.name if self.campaign else "Điển hình toàn diện"

    @property
    def address(self) -> str:
        """The address of its first volume."""
        return f"ky-yeu/{self.year}/{self.campaign.id if self.campaign else ALL_ROUND}/"

    @cached_property
    def whole(self) -> bool:
        """Whether it prints its stories whole."""
        return sum(entry.body_size for entry in self.entries) <= WHOLE

    @property
    def volumes(self) -> tuple[tuple[Entry, ...], ...]:
        """Its stories, volume by volume."""
        size = len(self.entries) if self.whole else VOLUME
        return tuple(self.entries[start : start + size] for start in range(0, len(self.entries), size))

    def volume_address(self, number: int) -> str:
        """Return the address of volume `number`, counted from 1."""
        return self.address if number == 1 else f"{self.address}tap-{number}/"

    @property
    def places(self) -> dict[str, str]:
        """The address of each story within the booklet, by its id."""
        return {
            entry.id: f"{self.volume_address(number)}#{anchor(entry)}"
            for number, held in enumerate(self.volumes, 1)
            for entry in held
        }


def anchor(entry: Entry) -> str:
    """Return the id of a story's heading within its booklet."""
    return f"guong-{entry.id}"


def booklets_of(site: Site, entries: Iterable[Entry], year: str) -> list[Booklet]:
    """Return the booklets of a year in the order of the site's campaigns, all-round exemplars last."""
    held: dict[str, list[Entry]] = {}
    for entry in entries:
        held.setdefault(_campaign_of(site, entry), []).append(entry)

    def by_name(which: list[Entry]) -> tuple[Entry, ...]:
        return tuple(sorted(which, key=lambda entry: (name_key(entry.record), entry.id)))

    made = [Booklet(year, campaign, by_name(held[campaign.id])) for campaign in site.campaigns if campaign.id in held]
    if "" in held:
        made.append(Booklet(year, None, by_name(held[""])))
    return made


def spare_bytes(site: Site) -> dict[str, int]:
    """Return for each story that its booklet only sums up by how many bytes its text may shrink for that to stay so.

    All stories of a booklet may shrink by as much together; one that is printed whole is not named.
    """
    groups: dict[tuple[int, str], list[Entry]] = {}
    for entry in site.exemplars:
        groups.setdefault((entry.record.introduced_on.year, _campaign_of(site, entry)), []).append(entry)
    spare: dict[str, int] = {}
    for held in groups.values():
        over = sum(entry.body_size for entry in held) - WHOLE - 1
        if over >= 0:
            spare.update((entry.id, over // len(held)) for entry in held)
    return spare


def _campaign_of(site: Site, entry: Entry) -> str:
    """Return the first of a story's campaigns, "" for none."""
    campaigns = site.library.of("campaign")
    return next((identifier for identifier in entry.record.campaigns if identifier in campaigns), "")


def book_years(site: Site, campaign: Entry) -> list[str]:
    """Return the years that have a booklet of a campaign, newest first."""
    held = site.by_campaign.get(campaign.id, ())
    years = {str(entry.record.introduced_on.year) for entry in held if _campaign_of(site, entry) == campaign.id}
    return sorted(years, reverse=True)


def yearbook_pages(site: Site) -> Iterator[PageDraft]:
    """The list of year-books, a title page for each year, and its booklets."""
    books = {year: booklets_of(site, held, year) for year, held in sorted(site.by_year.items(), reverse=True)}
    crumbs: tuple[tuple[str, str], ...] = ((SECTION_TITLES["ky-yeu/"], "ky-yeu/"),)
    yield PageDraft(
        "ky-yeu/",
        SECTION_TITLES["ky-yeu/"],
        "Gương điển hình của từng năm, xếp thành tập để đọc và để in.",
        "yearbooks.html",
        {"books": books, "counts": {year: len(held) for year, held in site.by_year.items()}},
        "index",
    )
    for year, booklets in books.items():
        entries = site.by_year[year]
        where = {key: place for booklet in booklets for key, place in booklet.places.items()}
        yield PageDraft(
            f"ky-yeu/{year}/",
            f"Kỷ yếu năm {year}",
            f"Gương điển hình được giới thiệu năm {year}, xếp theo phong trào, để đọc và để in.",
            "yearbook.html",
            {
                "year": year,
                "booklets": booklets,
                "count": len(entries),
                "where": where,
                "letters": letters_of(entries) if len(entries) <= NAMED else (),
                "told": site.newest(entries),
            },
            "yearbook",
            crumbs=crumbs,
            updated=site.newest(entries),
        )
        for booklet in booklets:
            yield from _volumes(site, booklet, (*crumbs, (f"Kỷ yếu năm {year}", f"ky-yeu/{year}/")))


def _volumes(site: Site, booklet: Booklet, crumbs: tuple[tuple[str, str], ...]) -> Iterator[PageDraft]:
    volumes = booklet.volumes
    for number, entries in enumerate(volumes, 1):
        address = booklet.volume_address(number)
        title = f"Kỷ yếu năm {booklet.year}: {booklet.title}"
        yield PageDraft(
            address,
            title if number == 1 else f"{title}, tập {number}",
            f"{len(booklet.entries)} gương của năm {booklet.year}: {booklet.title}; xếp thành tập để đọc và để in.",
            "booklet.html",
            {
                "booklet": booklet,
                "volumes": volumes,
                "number": number,
                "told": site.newest(entries),
            },
            "yearbook",
            crumbs=crumbs,
            updated=site.newest(entries),
            indexed=False,  # it says what the stories' own pages say
            fill=later(_volume, entries, address, booklet.whole),
        )


def _volume(site: Site, entries: tuple[Entry, ...], address: str, whole: bool) -> Mapping[str, Any]:  # noqa: FBT001
    """Return the stories of a volume as it tells them."""
    stories = [_story(site, entry, address, whole=whole) for entry in entries]
    return {"stories": stories, "letters": letters_of(entries)}


def _story(site: Site, entry: Entry, address: str, *, whole: bool) -> Mapping[str, Any]:
    record = entry.record
    body = in_booklet(site.body(entry, address)) if whole else Markup("")
    free = [pair for pair in site.photos(entry) if not whole or f"]({pair[0].file}" not in entry.body]
    return {
        "entry": entry,
        "record": record,
        "photo": free[0] if free else None,
        "body": body,
        "proof": {source.id: source for source in record.sources},
        "practices": [site.library.of("practice")[identifier] for identifier in record.practices],
    }


def in_booklet(body: Markup) -> Markup:
    """Return the body of a story as it stands among others: headings one step lower, no anchors, no links to them.

    >>> in_booklet(Markup('<h2 id="ket-qua">Kết quả</h2><p>Xem <a href="#ket-qua">trên</a></p>'))
    Markup('<h3>Kết quả</h3><p>Xem trên</p>')
    """
    text = _HEADING.sub(lambda match: f"<{match[1]}h{int(match[2]) + 1}{match[3]}>", str(body))
    return Markup(_ID.sub("", _INNER_LINK.sub(lambda match: match[1], text)))  # noqa: S704 - clean HTML made smaller
