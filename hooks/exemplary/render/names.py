"""Names of units and localities as they were on a record's day, with what they are today beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ..library import PROVINCES, Library
from ..text import date_vi

_TYPE_WORDS: Final = (
    "Thành phố",
    "Tỉnh",
    "Huyện",
    "Quận",
    "Thị xã",
    "Thị trấn",
    "Xã",
    "Phường",
    "Đặc khu",
    "Thôn",
    "Xóm",
    "Bản",
    "Tổ dân phố",
    "Khu phố",
    "Ấp",
    "Buôn",
    "Làng",
    "Khối",
)
_MAX_NAMED: Final = 3


@dataclass(frozen=True)
class Name:
    """A name on a day: as it was, its id when it has a page, and today's words ("nay là …"), empty when unchanged."""

    text: str
    id: str
    kind: str
    now: str = ""


def in_sentence(name: str) -> str:
    """Return a locality's name as it stands inside a sentence: the type word in lower case."""
    for word in _TYPE_WORDS:
        if name.startswith(word + " "):
            return word.lower() + name[len(word) :]
    return name


def _successors(record: Any) -> list[tuple[str, bool]]:
    return [(item, True) if isinstance(item, str) else (item.id, item.share == "whole") for item in record.successors]


def _today(library: Library, kind: str, identifier: str, day: date) -> list[tuple[str, bool]]:
    """Follow successors from `identifier` until they are valid on `day`: (id, the whole of it went there)."""
    ends: list[tuple[str, bool]] = []
    stack = [(identifier, True)]
    seen: set[str] = set()
    while stack:
        step, whole = stack.pop(0)
        record = library.get(kind, step)
        if record is None or step in seen:
            continue
        seen.add(step)
        if record.valid_to and record.valid_to < day and record.successors:
            stack += [(after, whole and all_of_it) for after, all_of_it in _successors(record)]
        elif step != identifier:
            ends.append((step, whole))
    return ends


def provinces_today(library: Library, identifier: str | None, today: date) -> list[str]:
    """Return today's provinces of a locality, a former one included."""
    if identifier is None:
        return []
    after = [end for end, _ in _today(library, "locality", identifier, today)] or [identifier]
    made: list[str] = []
    for end in after:
        province = library.province_of(end)
        ends = [step for step, _ in _today(library, "locality", province, today)] if province else []
        for step in ends or ([province] if province else []):
            if step not in made:
                made.append(step)
    return made


def locality_name(library: Library, identifier: str, today: date) -> Name:
    """Return a locality's full name as recorded ("Xã Kim Đồng, huyện Thạch An, tỉnh Cao Bằng") and what it is today."""
    parts: list[str] = []
    step: str | None = identifier
    ended = False
    for _ in range(12):
        locality = library.locality(step) if step else None
        if locality is None:
            break
        parts.append(locality.name if not parts else in_sentence(locality.name))
        ended = ended or bool(locality.valid_to and locality.valid_to < today)
        step = locality.parent
    return Name(
        ", ".join(parts) or identifier,
        identifier,
        "locality",
        _locality_now(library, identifier, today) if ended else "",
    )


def _locality_now(library: Library, identifier: str, today: date) -> str:
    ends = _today(library, "locality", identifier, today)
    provinces = provinces_today(library, identifier, today)
    province = ", ".join(in_sentence(held.name) for item in provinces if (held := library.locality(item)))
    own = library.locality(identifier)
    if not ends:
        return f"nay thuộc {province}" if province else ""
    named = [in_sentence(held.name) for end, _ in ends if (held := library.locality(end))]
    if len(ends) == 1 and ends[0][1]:
        end = library.locality(ends[0][0])
        if end and end.type in PROVINCES:
            return f"nay là {in_sentence(end.name)}"
        return f"nay là {named[0]}, {province}"
    if len(named) <= _MAX_NAMED:
        return f"nay thuộc {', '.join(named)}, {province}"
    two_tier = (
        ", chính quyền hai cấp" if own and own.type in {"huyen", "quan", "thi-xa", "thanh-pho-thuoc-tinh"} else ""
    )
    return f"nay thuộc {province}{two_tier}"


def unit_name(library: Library, identifier: str, today: date) -> Name:
    """Return the name of a unit as recorded and what it is today."""
    unit = library.get("unit", identifier)
    if unit is None:
        return Name(identifier, "", "unit")
    now = ""
    if unit.valid_to and unit.valid_to < today:
        ends = [
            held.name for end, _ in _today(library, "unit", identifier, today) if (held := library.get("unit", end))
        ]
        now = f"nay là {', '.join(ends)}" if ends else f"đã kết thúc hoạt động ngày {date_vi(unit.valid_to)}"
    return Name(unit.name, identifier, "unit", now)


def written_name(library: Library, text: str | None, today: date) -> Name | None:
    """Return the name behind a field that holds a unit's id or a plain text."""
    if not text:
        return None
    return unit_name(library, text, today) if text in library.of("unit") else Name(text, "", "")
