"""The site's own pages: corrections, open data, search, help for staff, and what stands in for pages that are gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...issues import Code
from ...library import KINDS
from ...messages_vi import FAMILIES, LEVELS, WORDING
from ...model.abbreviations import ABBREVIATIONS, DOCUMENT_SYMBOLS
from ...model.base import FieldFacts, Part, fields_of
from ...model.choices import ExemplarType
from ...publishable import Tombstone
from ...syndicate.schemas import ROWS, TABLES
from ...text import collation_key, date_vi
from ..site import SECTION_TITLES, PageDraft, Site


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
        {
            "campaigns": site.campaigns,
            "rows": ROWS,
            "tables": [(table, kind) for table, (kind, _) in TABLES.items()],
        },
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
        "viet-tat/",
        SECTION_TITLES["viet-tat/"],
        "Các chữ viết tắt dùng trên trang và nghĩa đầy đủ.",
        "abbreviations.html",
        {
            "groups": (
                ("chu", "Trong bài và kế hoạch", "", _glossary(site, ABBREVIATIONS)),
                (
                    "don-vi",
                    "Tên đơn vị",
                    "Chữ tắt mà các đơn vị trên trang dùng trong số, ký hiệu văn bản.",
                    _glossary(
                        site, {key: full for key, full in site.abbreviations.items() if key not in ABBREVIATIONS}
                    ),
                ),
                (
                    "van-ban",
                    "Loại văn bản trong số, ký hiệu",
                    "Ví dụ “Số: 12/KH-UBND” là kế hoạch số 12 của Ủy ban nhân dân (theo Nghị định 30/2020/NĐ-CP).",
                    _glossary(site, DOCUMENT_SYMBOLS),
                ),
            )
        },
        "service",
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


def _glossary(site: Site, known: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return the anchor (if texts lead there), the short form and the meaning, in Vietnamese order."""
    anchors = site.glossary_anchors
    return [(anchors.get(short, ""), short, known[short]) for short in sorted(known, key=collation_key)]


def help_pages(site: Site) -> Iterator[PageDraft]:
    """One page for each error code and one for the fields of each kind of record, from their declarations."""
    codes = sorted(Code, key=lambda code: code.number)
    guide = (("Hướng dẫn", "huong-dan/"),) if "huong-dan/" in site.addresses else ()
    yield PageDraft(
        "huong-dan/loi/",
        SECTION_TITLES["huong-dan/loi/"],
        "Mỗi lỗi một trang: vì sao, sửa thế nào, ví dụ sai và đúng.",
        "codes.html",
        {
            "families": {
                label: [(code, WORDING[code]) for code in codes if code.number.startswith(start)]
                for start, label in FAMILIES.items()
            },
            "levels": LEVELS,
        },
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
