"""The district of the worked example: six units, three fields, fourteen months, as records in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from exemplary.library import KINDS, Entry, Library

PLAN: Final = "kh-huyen"
TODAY: Final = date(2026, 1, 25)
UNITS: Final = ("a", "b", "c", "d", "e", "f")
FIELDS: Final = ("x", "y", "z")


def make_library(records: Iterable[tuple[str, str, Mapping[str, Any]]]) -> Library:
    """Return a library of records given as (kind, id, fields)."""
    entries: dict[str, dict[str, Entry]] = {kind: {} for kind in KINDS}
    for kind, identifier, fields in records:
        record = KINDS[kind].record.model_validate(fields)
        entries[kind][identifier] = Entry(kind, identifier, f"content/{kind}/{identifier}.md", record)
    return Library(Path(), entries)


def exemplar(identifier: str, unit: str, day: str, kind: str, *campaigns: str, **more: Any) -> tuple[str, str, Any]:
    """Return an exemplar of the district; what `more` does not say is a published one under the plan."""
    fields = {
        "title": f"Một việc tốt của đơn vị {unit}",
        "type": kind,
        "name": f"Tên {identifier}",
        "unit": unit,
        "campaigns": list(campaigns),
        "plan": PLAN,
        "introduced_on": day,
        "stage": "phat-hien",
        "status": "cong-bo",
        "summary": "Câu tóm tắt này chỉ để cho đủ sáu mươi ký tự mà mỗi gương phải có khi đăng.",
        "consent": {"status": "da-co"},
    }
    return "exemplar", identifier, {**fields, **more}


def selected(day: str) -> dict[str, Any]:
    """Return the fields of an exemplar that was selected to be nurtured on `day`."""
    return {
        "stage": "dang-boi-duong",
        "stage_history": [{"to": "dang-boi-duong", "date": day}],
        "selection": {"decision": "1/QĐ", "date": day},
    }


DISTRICT: Final[list[tuple[str, str, Any]]] = [
    *(("unit", unit, {"name": f"Đơn vị {unit}"}) for unit in "abcde"),
    ("unit", "f", {"name": "Đơn vị f", "valid_to": "2025-06-30"}),
    ("unit", "g", {"name": "Đơn vị ngoài chỉ tiêu"}),
    ("unit", "h", {"name": "Ủy ban nhân dân huyện"}),
    ("cluster", "khoi", {"name": "Khối thi đua", "units": ["a", "b", "c"]}),
    *(
        ("campaign", field, {"name": f"Lĩnh vực {field}", "kind": "linh-vuc", "level": "huyen", "subjects": ["ca-nhan"],
                             "status": "dang-trien-khai"})
        for field in FIELDS
    ),
    ("plan", PLAN, {
        "title": "Kế hoạch nhân rộng điển hình của huyện", "doc_type": "ke-hoach", "number": "7", "symbol": "KH-UBND",
        "number_status": "du", "issued_on": "2024-12-01", "issuer": "h", "period": "2024-2026",
        "campaigns": [{"ref": field} for field in FIELDS],
        "quotas": [
            {"kind": "introduction", "op": "gte", "n": "1", "per": ["unit", "month"], "units": ["khoi", "d", "e", "f"],
             "from": "2024-12", "to": "2026-01"},
            {"kind": "introduction", "op": "gte", "n": "2", "per": ["campaign", "quarter"]},
            {"kind": "selection", "op": "eq", "n": "1", "type": "tap-the", "per": ["campaign", "period"]},
            {"kind": "introduction", "op": "lte", "n": "3", "type": "ca-nhan", "per": ["year"]},
            {"kind": "event", "op": "gte", "n": "1", "per": ["year"]},
            {"kind": "introduction", "op": "gte", "n": "12", "per": ["period"]},
        ],
        "deadlines": [{"before_day": "20", "every": "month", "to": "a"}],
        "milestones": [
            {"kind": "so-ket", "when": "2025-Q2"},
            {"kind": "tong-ket", "when": "2025-12-15"},
            {"kind": "bao-cao", "when": "2025-H1", "every": "half-year"},
            {"kind": "hoi-nghi", "when": "2025"},
            {"kind": "dai-hoi", "when": "2030", "own_period": "2025-2030"},
        ],
    }),
    *(
        ("event", name, {"title": "Hội nghị điển hình tiên tiến huyện", "kind": "hoi-nghi", "held_on": day, "host": "h",
                         "plan": PLAN, "status": status, "summary": "Một buổi để các đơn vị kể cho nhau cách làm."})
        for name, day, status in (("hoi-nghi", "2025-05-20", "cong-bo"), ("du-kien", "2025-11-20", "nhap"))
    ),
    ("review", "so-ket-2025", {"plan": PLAN, "kind": "so-ket", "by": "h", "period": "2025-H1",
                               "held_on": "2025-07-03"}),
]  # fmt: skip

STORIES: Final[list[tuple[str, str, Any]]] = [
    exemplar("01", "a", "2024-12-05", "ca-nhan", "x"),
    exemplar("02", "a", "2025-01-19", "tap-the", "x", "y", **selected("2025-03-01")),
    exemplar("03", "a", "2025-02-20", "ca-nhan", "y"),
    exemplar("04", "b", "2024-12-19", "tap-the", "y", **selected("2025-04-01")),
    exemplar("05", "b", "2024-12-28", "ca-nhan", "x"),
    exemplar("06", "c", "2025-06-10", "ho-gia-dinh", "x"),
    exemplar("07", "f", "2025-06-15", "ca-nhan", "y"),
    exemplar("08", "e", "2025-07-10", "tap-the", "x"),
    exemplar("09", "d", "2026-01-20", "ca-nhan", "x", "y"),
    exemplar("10", "b", "2025-03-03", "ca-nhan", "x", status="nhap", consent={"status": "chua-co"}),
    exemplar("11", "c", "2025-04-01", "ca-nhan", "x", stage="thu-hoi", status="go-bo",
             withdrawal={"kind": "rut-dong-y", "date": "2025-05-01"}),
    exemplar("12", "a", "2025-05-05", "ca-nhan", "x", sample="true"),
    exemplar("13", "g", "2025-05-06", "ca-nhan", "y"),
    exemplar("14", "e", "2026-01-26", "ca-nhan", "z"),
]  # fmt: skip
