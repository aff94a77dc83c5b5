"""One page of every type, by name: the only list that screens, weights and browser tests walk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

WIDTHS: Final = (390, 1440)
"""Of a phone and of a desk, in CSS pixels."""

MEASURED: Final = ("home", "listing", "story", "plan", "practice")
"""The types whose weight and speed have a budget."""


def _addresses(site: Path, name: str, *, key: str = "") -> list[str]:
    rows = json.loads((site / f"api/v1/{name}.json").read_text(encoding="utf-8"))[name]
    return [row["url"].split("/", 3)[3] for row in rows if not key or row[key]]


def _tombstone(site: Path) -> str:
    pages = (path for path in sorted(site.glob("guong/*/index.html")))
    return next(
        path.parent.relative_to(site).as_posix() + "/"
        for path in pages
        if 'data-kind="service"' in path.read_text(encoding="utf-8")
    )


_SOMETIMES: Final = {
    "abbreviations": "viet-tat/", "flower": "hoa/", "calendar": "lich/", "year-books": "ky-yeu/", "events": "su-kien/",
    "papers": "van-ban/",
}  # fmt: skip
"""Types of page that a site may do without."""


def page_types(site: Path) -> Mapping[str, str]:
    """Return an address of the built `site` for every type of page; `missing` is one that is not there."""
    return {
        "home": "", "listing": "guong/", "story": _addresses(site, "exemplars", key="photos")[0],
        "tombstone": _tombstone(site),
        "campaigns": "phong-trao/", "campaign": "phong-trao/chung-suc-xay-dung-nong-thon-moi/",
        "plans": "ke-hoach/", "plan": "ke-hoach/kh-ubnd-thach-an-2021/",
        "sample-plan": "ke-hoach/kh-ubnd-xa-suoi-hoa-2026/",
        "practices": "mo-hinh/", "practice": _addresses(site, "practices")[0], "replications": "nhan-rong/",
        "replication": _addresses(site, "replications")[0], "reviews": "so-ket/", "news": "tin/", "units": "don-vi/",
        "unit": "don-vi/phong-noi-vu-thach-an/", "unit-that-owes": "don-vi/xom-khuoi-ram/", "calendar": "lich/",
        "events": "su-kien/", "event": _addresses(site, "events")[0], "flowers": "hoa/", "abbreviations": "viet-tat/",
        "localities": "dia-ban/", "locality": "dia-ban/tinh-cao-bang/",
        "type": "loai/ca-nhan/", "stages": "giai-doan/", "evidence-level": "minh-chung/1/",
        "year": "nam/2026/", "names": "a-z/", "corrections": "dinh-chinh-thu-hoi/",
        "year-books": "ky-yeu/", "year-book": "ky-yeu/2026/",
        "booklet": "ky-yeu/2026/nguoi-tot-viec-tot/", "data": "du-lieu-mo/",
        "reports": "bao-cao/", "plan-report": "ke-hoach/kh-ubnd-xa-suoi-hoa-2026/bao-cao/",
        "month-report": "bao-cao/thang/2026-03/",
        "search": "tim-kiem/", "guide": "huong-dan/", "codes": "huong-dan/loi/",
        "code": "huong-dan/loi/EX103/", "fields": "huong-dan/truong/", "about": "gioi-thieu/",
        "privacy": "quyen-rieng-tu/", "accessibility": "tiep-can/", "contact": "lien-he/",
        **{name: where for name, where in _SOMETIMES.items() if (site / where / "index.html").is_file()},
        "missing": "khong-co-trang-nay/",
    }  # fmt: skip
