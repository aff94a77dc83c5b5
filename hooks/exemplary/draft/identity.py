"""What every draft begins with: the values of its kind, the year it belongs to, an id read out of its title."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from ..library import KINDS, Library
from ..model.practice import Practice
from ..model.registry import Unit
from ..text import slugify
from .questions import Value

_LONGEST_ID: Final = 60
"""An id that is read out of a title ends at a word before this; 80 is the most that the content model takes."""

_DOC_TYPES: Final = {"ke-hoach": "kh", "quyet-dinh": "qd", "huong-dan": "hd", "cong-van": "cv", "chi-thi": "ct"}
_TYPE_WORDS: Final = (
    "thanh-pho", "thi-tran", "thi-xa", "dac-khu", "phuong", "huyen", "quan", "tinh", "xa", "xom", "thon", "ban",
)  # fmt: skip
_SHORTER: Final = (
    ("uy-ban-nhan-dan-", "ubnd-"), ("uy-ban-mat-tran-to-quoc-viet-nam-", "mttq-"), ("hoi-dong-nhan-dan-", "hdnd-"),
)  # fmt: skip


def complete(kind: str, fields: Mapping[str, Value], library: Library, today: date) -> dict[str, Value]:
    """Return the values of a draft: those given, and those that every draft of the kind begins with."""
    raw = dict(fields)
    if kind == "exemplar":
        raw = {"stage": "phat-hien", "status": "nhap", "consent": {"status": "chua-co"}, **raw}
        if isinstance(raw.get("introduced_on"), str) and raw["stage"] == "phat-hien":
            raw.setdefault("stage_history", [{"to": "phat-hien", "date": raw["introduced_on"]}])
    elif kind == "plan":
        raw = {"doc_type": "ke-hoach", "number_status": "du" if raw.get("number") else "thieu-so", **raw}
        if not raw.get("campaigns"):
            raw.setdefault("comprehensive", "true")
    elif kind == "replication":
        day = raw.pop("date", today.isoformat())
        raw = {"history": [{"status": "de-xuat", "date": day}], "status": "nhap", **raw}
        practice = library.get("practice", str(raw.get("practice")))
        if isinstance(practice, Practice):
            raw.setdefault("steps", {step.id: "giu" for step in practice.steps})
    elif kind == "campaign":
        raw = {"status": "dang-trien-khai", **raw}
    elif kind in {"practice", "review", "news", "event"}:
        raw = {"status": "nhap", **raw}
    return raw


def year_of(kind: str, raw: Mapping[str, Value], today: date) -> str:
    """Return the year that a record belongs to, which for some kinds names its folder."""
    value: Value | None = raw.get(KINDS[kind].dated_by or ("issued_on" if kind == "plan" else "period"))
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = value[0].get("date")
    return value[:4] if isinstance(value, str) and value[:4].isdigit() else str(today.year)


def base_id(kind: str, raw: Mapping[str, Value], today: date) -> str:
    """Return what the id of a record is read from, as a slug of sensible length.

    >>> base_id("unit", {"name": "Ủy ban nhân dân xã Kim Đồng"}, date(2026, 1, 1))
    'ubnd-xa-kim-dong'
    """

    def word(key: str) -> str:
        value = raw.get(key)
        return slugify(value) if isinstance(value, str) else ""

    if kind == "plan":
        number = f"-{word('number')}" if raw.get("number") else ""
        head = f"{_DOC_TYPES.get(word('doc_type'), 'kh')}{number}-{word('issuer')}"
        return f"{cut(head, 74)}-{year_of(kind, raw, today)}"
    if kind == "replication":
        return f"{cut(word('practice'), 44)}-{cut(word('unit'), 34)}"
    if kind == "review":
        return cut(f"{word('kind')}-{word('period')}-{word('plan')}", 78)
    if kind == "unit":
        return short_slug(word("short_name") or word("name"))
    return cut(word("title") or word("name"), _LONGEST_ID)


def short_slug(slug: str) -> str:
    """Return the slug of an office's name as its id, with the usual abbreviation for its long first words."""
    for long, short in _SHORTER:
        if slug.startswith(long):
            slug = short + slug.removeprefix(long)
    return cut(slug, _LONGEST_ID)


def cut(slug: str, most: int) -> str:
    """Return a slug that ends with a whole word at most `most` characters long."""
    if len(slug) <= most:
        return slug
    return slug[: most + 1].rpartition("-")[0] or slug[:most]


def place_of(raw: Mapping[str, Value], library: Library) -> str:
    """Return the short name of the place that a record belongs to, to tell its id from another's."""
    named = next((raw[key] for key in ("unit", "owner", "issuer", "parent") if raw.get(key)), "")
    unit = library.get("unit", str(named))
    locality = raw.get("locality") or (unit.locality if isinstance(unit, Unit) else None)
    record = library.locality(str(locality)) if locality else None
    slug = slugify(record.name) if record else slugify(unit.name) if isinstance(unit, Unit) else ""
    head = next((f"{word}-" for word in _TYPE_WORDS if slug.startswith(f"{word}-")), "")
    return cut(slug.removeprefix(head), 30)
