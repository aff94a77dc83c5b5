"""The listing of all exemplars, a page for each value of a facet, and the index by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...group import Listing, letters_of
from ..facets import INDEX, Facet, Value, facets_of
from ..site import SECTION_TITLES, PageDraft, Site, listing_pages

OWN_PAGES: Final = {
    "loai": "Gương là việc tốt của một người, một tập thể, một gia đình hay một doanh nghiệp.",
    "nam": "Năm mà đơn vị giới thiệu gương.",
    "cap": "Cấp đã công nhận điển hình. Cấp huyện chỉ có ở gương được công nhận trước ngày 01/07/2025.",
    "giai-doan": "Đường đi của một điển hình: phát hiện, lựa chọn, bồi dưỡng, công nhận, tổng kết rồi nhân rộng.",
    "minh-chung": "Điều kể trong gương dựa vào đâu. Mức được tính từ hồ sơ đã công bố, không ai tự ghi cho mình.",
}
"""The facets whose values have no page of their own elsewhere, with what each is about."""

NAMES_TOGETHER: Final = 200
"""Names that one page holds; more are split by letter, and a letter with more into pages."""

_LETTERS: Final = {"Ă": "aw", "Â": "aa", "Đ": "dd", "Ê": "ee", "Ô": "oo", "Ơ": "ow", "Ư": "uw", "#": "khac"}
"""How letters with marks stand in an address: as people type them in Telex."""


def listing_of_all(site: Site) -> Iterator[PageDraft]:
    """The listing of all exemplars, with every facet on its first page."""
    yield from listing_pages(
        site,
        Listing("all", SECTION_TITLES["guong/"], "guong/", site.exemplars),
        description="Tất cả gương người tốt, việc tốt, mới nhất trước.",
        template="exemplars.html",
        kind="listing",
        first={"facets": [facet.counted for facet in facets_of(site)], "index": INDEX},
        updated=site.newest(site.exemplars),
        feed="feed",
    )


def facet_pages(site: Site) -> Iterator[PageDraft]:
    """For each facet with pages of its own: the page that explains its values, and the listing of each value."""
    for facet in facets_of(site):
        if facet.key not in OWN_PAGES:
            continue
        yield PageDraft(
            facet.address,
            SECTION_TITLES[facet.address],
            OWN_PAGES[facet.key],
            "facet_values.html",
            {"facet": facet.counted},
            "index",
            crumbs=(("Gương", "guong/"),),
            updated=site.newest(entry for value in facet.values for entry in value.entries[:1]),
        )
        counted = facet.counted
        for value in facet.values:
            yield from _value_pages(site, counted, value)


def _value_pages(site: Site, facet: Facet, value: Value) -> Iterator[PageDraft]:
    yield from listing_pages(
        site,
        Listing(value.id, value.title, value.address, tuple(value.entries)),
        description=value.meaning,
        template="facet.html",
        kind="listing",
        crumbs=(("Gương", "guong/"), (SECTION_TITLES[facet.address], facet.address)),
        indexed=bool(value.entries),
        values={"facet_key": facet.key, "id": value.id, "meaning": value.meaning},
        first={"facet": facet},
    )


def name_pages(site: Site) -> Iterator[PageDraft]:
    """The index by name: one page, or one for each letter where there are many names."""
    listings = [
        Listing(letter, f"Gương theo tên, chữ {letter}", f"a-z/{_LETTERS.get(letter, letter.lower())}/", tuple(held),
                NAMES_TOGETHER, by_name=True)
        for letter, held in letters_of(site.exemplars)
    ]  # fmt: skip
    brief = [listing.brief for listing in listings]
    together = len(site.exemplars) <= NAMES_TOGETHER
    title = SECTION_TITLES["a-z/"]
    yield PageDraft(
        "a-z/",
        title,
        "Gương điển hình xếp theo tên gọi.",
        "names.html",
        {
            "letters": listings if together else brief,
            "together": together,
            "letter": "",
        },
        "index",
        crumbs=(("Gương", "guong/"),),
    )
    for listing in () if together else listings:
        yield from listing_pages(
            site,
            listing,
            description=f"Gương điển hình có tên gọi bắt đầu bằng chữ {listing.key}.",
            template="names.html",
            kind="index",
            crumbs=(("Gương", "guong/"), (title, "a-z/")),
            values={"letters": (), "letter": listing.key, "together": False},
            first={"letters": brief},
        )
