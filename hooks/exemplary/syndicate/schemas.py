"""JSON Schema of every kind of record, made from the model's declarations, and of every table of the open data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from ..library import KINDS, Kind
from ..measure.evidence import LEVELS
from ..model.base import fields_of

_GROUNDS: Final[dict[str, Any]] = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "level": {"type": "integer", "minimum": 1, "maximum": len(LEVELS) - 1},
            "type": {"enum": ["exemplar", "practice", "replication"]},
            "id": {"type": "string"},
            "text": {"type": "string"},
        },
        "required": ["level", "type", "id", "text"],
        "additionalProperties": False,
    },
}
_LEVEL: Final = {"type": "integer", "minimum": 0, "maximum": len(LEVELS) - 1}
EVIDENCE: Final[dict[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Mức minh chứng",
    "description": "Mục evidence của mỗi gương và mỗi mô hình trong dữ liệu mở: nấc, và các mục mà nấc ấy dựa vào.",
    "type": "object",
    "properties": {
        "level": {**_LEVEL, "description": "Nấc hiện nay."},
        "meaning": {"enum": list(LEVELS), "description": "Nghĩa của nấc."},
        "was": {**_LEVEL, "description": "Nấc nếu còn tính cả những gì đã rơi ra."},
        "grounds": {**_GROUNDS, "description": "Các mục mà nấc dựa vào."},
        "fallen": {**_GROUNDS, "description": "Các mục từng được tính, nay không còn, và vì sao."},
    },
    "required": ["level", "meaning", "was", "grounds", "fallen"],
    "additionalProperties": False,
}
"""What open data say of how well a record is proved; it is measured, so no record of the content has it."""

_TEXT: Final = {"type": "string"}
_TEXT_OR_NONE: Final = {"type": ["string", "null"]}
_DAY: Final = {"type": "string", "format": "date"}
_DAY_OR_NONE: Final = {"type": ["string", "null"], "format": "date"}
_NUMBER: Final = {"type": "number"}
_NUMBER_OR_NONE: Final = {"type": ["number", "null"]}
_WHOLE: Final = {"type": "integer"}
_WHOLE_OR_NONE: Final = {"type": ["integer", "null"]}
_FLAG: Final = {"type": "boolean"}
_URL: Final = {"type": "string", "format": "uri"}
_URL_OR_NONE: Final = {"type": ["string", "null"], "format": "uri"}


def _list(item: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _object(**fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of an object that has exactly these fields; `_` after a name keeps it off Python's words."""
    named = {key.rstrip("_"): shape for key, shape in fields.items()}
    return {"type": "object", "properties": named, "required": list(named), "additionalProperties": False}


def _or_none(shape: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [shape, {"type": "null"}]}


_STANDING: Final[dict[str, dict[str, Any]]] = {
    "counts": {"type": "boolean", "description": "Nay có được tính vào nấc minh chứng của mô hình hay không."},
    "why_not": {"type": ["string", "null"], "description": "Vì sao không được tính, hoặc không còn được tính."},
    "once_counted": {"type": "boolean", "description": "Từng thành công và được bên thứ ba xác nhận."},
    "sustained": {"type": "boolean", "description": "Còn duy trì ít nhất một năm sau khi thành công."},
    "review_due": {**_DAY_OR_NONE, "description": "Ngày cuối cùng mà lần xác nhận còn giá trị."},
    "overdue": {"type": "boolean", "description": "Đã quá ngày ấy mà chưa xác minh lại."},
    "practice_level": {
        "type": ["integer", "null"], "minimum": 0, "maximum": len(LEVELS) - 1,
        "description": "Nấc minh chứng của mô hình; trống khi mô hình ở trang khác.",
    },
}  # fmt: skip
STANDING: Final[dict[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Một lần làm theo được tính thế nào",
    "description": "Mục evidence của mỗi bản ghi nhân rộng trong dữ liệu mở.",
    "type": "object",
    "properties": _STANDING,
    "required": list(_STANDING),
    "additionalProperties": False,
}
"""What open data say of how a copy counts; it is measured, so no record of the content has it."""
_TEXTS: Final = _list(_TEXT)
_CITED: Final = _object(
    number=_TEXT_OR_NONE, title=_TEXT_OR_NONE, issuer=_TEXT_OR_NONE, date=_TEXT_OR_NONE, plan=_TEXT_OR_NONE
)
_EVIDENCE: Final = {key: value for key, value in EVIDENCE.items() if key != "$schema"}
_STANDS: Final = {key: value for key, value in STANDING.items() if key != "$schema"}
_COST: Final = _or_none(_object(amount=_NUMBER_OR_NONE, currency=_TEXT, note=_TEXT_OR_NONE))
_SOURCES: Final = _list(_object(id=_TEXT, title=_TEXT, url=_URL_OR_NONE, date=_DAY_OR_NONE))
TABLES: Final[Mapping[str, tuple[str, Mapping[str, Any]]]] = {
    "exemplars": ("exemplar", _object(
        title=_TEXT, summary=_TEXT, type=_TEXT, name=_TEXT, honorific=_TEXT_OR_NONE, unit=_TEXT, unit_name=_TEXT,
        introduced_by=_TEXT, locality=_TEXT_OR_NONE, locality_name=_TEXT_OR_NONE, provinces_today=_TEXTS, scope=_TEXT,
        campaigns=_TEXTS, plan=_TEXT_OR_NONE, level=_TEXT_OR_NONE, registered_on=_DAY_OR_NONE, introduced_on=_DAY,
        stage=_TEXT_OR_NONE,
        achievements=_list(
            _object(text=_TEXT, year=_WHOLE_OR_NONE, value=_NUMBER_OR_NONE, unit=_TEXT_OR_NONE,
                    evidence=_TEXTS)
        ),
        criteria_met=_TEXTS,
        awards=_list(
            _object(form=_TEXT, title=_TEXT_OR_NONE, number=_TEXT_OR_NONE, date=_DAY_OR_NONE, issuer=_TEXT_OR_NONE,
                    level=_TEXT_OR_NONE, kind=_TEXT, status=_TEXT)
        ),
        practices=_TEXTS,
        photos=_list(_object(url=_URL, alt=_TEXT, credit=_TEXT_OR_NONE, caption=_TEXT_OR_NONE)),
        sources=_SOURCES,
        corrections=_list(_object(date=_DAY, note=_TEXT)),
        evidence=_EVIDENCE, updated_on=_DAY,
    )),
    "campaigns": ("campaign", _object(
        name=_TEXT, aliases=_TEXTS, kind=_TEXT, level=_TEXT, parent=_TEXT_OR_NONE, launched_by=_TEXT_OR_NONE,
        period=_TEXT_OR_NONE, subjects=_TEXTS, status=_TEXT, color=_TEXT_OR_NONE, exemplars=_TEXTS,
    )),
    "plans": ("plan", _object(
        title=_TEXT, doc_type=_TEXT, number=_TEXT_OR_NONE, symbol=_TEXT_OR_NONE, number_status=_TEXT, issued_on=_TEXT,
        place=_TEXT_OR_NONE, issuer=_TEXT, issuer_name=_TEXT, period=_TEXT, parents=_list(_CITED),
        legal_bases=_list(_CITED),
        campaigns=_list(
            _object(
                campaign=_TEXT, lead=_TEXTS, support=_TEXTS, assign_mode=_TEXT, replicate=_FLAG,
                criteria={"type": "object", "additionalProperties": _list(_object(code=_TEXT, text=_TEXT))},
            )
        ),
        quotas=_list(
            _object(kind=_TEXT, op=_TEXT, n=_WHOLE, type=_TEXT_OR_NONE, per=_TEXTS, campaigns=_TEXTS, units=_TEXTS,
                    from_=_TEXT_OR_NONE, to=_TEXT_OR_NONE)
        ),
        deadlines=_list(
            _object(before_day=_WHOLE_OR_NONE, before_weekday=_TEXT_OR_NONE, month=_WHOLE_OR_NONE, every=_TEXT,
                    to=_TEXT_OR_NONE, forwarded_to=_TEXT_OR_NONE)
        ),
        milestones=_list(_object(kind=_TEXT, when=_TEXT, every=_TEXT_OR_NONE, own_period=_TEXT_OR_NONE)),
        assignments=_list(_object(unit=_TEXT_OR_NONE, role=_TEXT, mode=_TEXT, tasks=_TEXTS, due=_TEXT_OR_NONE)),
        rating_scale=_TEXTS, recipients=_TEXTS, status=_TEXT, supersedes=_TEXTS,
    )),
    "practices": ("practice", _object(
        title=_TEXT, summary=_TEXT, owner=_TEXT, exemplars=_TEXTS, campaigns=_TEXTS, problem=_TEXT_OR_NONE,
        conditions=_TEXTS,
        cost=_COST,
        people=_TEXT_OR_NONE, duration=_TEXT_OR_NONE,
        steps=_list(
            _object(id=_TEXT, title=_TEXT, detail=_TEXT_OR_NONE, cost=_TEXT_OR_NONE, time=_TEXT_OR_NONE,
                    materials=_TEXT_OR_NONE, core=_FLAG, risk=_TEXT_OR_NONE, mitigation=_TEXT_OR_NONE)
        ),
        results=_list(_object(text=_TEXT, value=_NUMBER_OR_NONE, unit=_TEXT_OR_NONE, evidence=_TEXTS)),
        replications=_TEXTS, evidence=_EVIDENCE,
    )),
    "replications": ("replication", _object(
        practice=_TEXT_OR_NONE, practice_title=_TEXT_OR_NONE, origin=_TEXT_OR_NONE, source=_TEXT_OR_NONE,
        source_id=_TEXT_OR_NONE, learned_from=_TEXT_OR_NONE, unit=_TEXT, unit_name=_TEXT, locality=_TEXT_OR_NONE,
        locality_name=_TEXT_OR_NONE, provinces_today=_TEXTS, status=_TEXT,
        history=_list(_object(status=_TEXT, date=_DAY, note=_TEXT_OR_NONE)),
        steps={
            "type": "object",
            "additionalProperties": _object(use=_TEXT, change=_TEXT_OR_NONE, reason=_TEXT_OR_NONE),
        },
        cost=_COST,
        results=_list(
            _object(indicator=_TEXT, before=_NUMBER_OR_NONE, after=_NUMBER_OR_NONE, unit=_TEXT_OR_NONE,
                    measured_on=_DAY_OR_NONE, evidence=_TEXTS)
        ),
        failure_reasons=_TEXTS,
        confirmed_by=_or_none(_object(unit=_TEXT, unit_name=_TEXT, date=_DAY, note=_TEXT_OR_NONE)),
        review_by=_DAY_OR_NONE, evidence=_STANDS, sources=_SOURCES, note=_TEXT_OR_NONE, updated_on=_DAY_OR_NONE,
    )),
    "events": ("event", _object(
        title=_TEXT, summary=_TEXT, kind=_TEXT, held_on=_DAY, until=_DAY_OR_NONE, place=_TEXT_OR_NONE,
        locality=_TEXT_OR_NONE, host=_TEXT, host_name=_TEXT, units=_TEXTS, practices=_TEXTS, exemplars=_TEXTS,
        plan=_TEXT_OR_NONE,
    )),
    "units": ("unit", _object(
        name=_TEXT, short_name=_TEXT_OR_NONE, abbr=_TEXT_OR_NONE, kind=_TEXT_OR_NONE, level=_TEXT_OR_NONE,
        parent=_TEXT_OR_NONE, locality=_TEXT_OR_NONE, cluster=_TEXT_OR_NONE, valid_from=_DAY_OR_NONE,
        valid_to=_DAY_OR_NONE, successors=_TEXTS, exemplars=_TEXTS,
    )),
}  # fmt: skip
"""The tables of the open data: the kind of record behind each, and its rows without their id, url and sample."""

ROWS: Final = 500
"""Most rows on one page of a table."""

_OWN = ("private", "future", "required_at")


def _translated(value: Any) -> Any:
    """Put our declared bounds into the words of JSON Schema and leave out what only we understand."""
    if isinstance(value, list):
        return [_translated(item) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: _translated(item) for key, item in value.items() if key not in {"least", "most", *_OWN}}
    shapes = [made, *(item for item in made.get("anyOf", ()) if isinstance(item, dict))]
    kinds = {shape["type"] for shape in shapes if isinstance(shape.get("type"), str)}
    suffix = "Length" if "string" in kinds else "Items" if "array" in kinds else "imum"
    for key, prefix in (("least", "min"), ("most", "max")):
        if key in value and not isinstance(value[key], dict):
            made[prefix + suffix] = value[key]
    return made


def all_schemas() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the files below `api/v1/schema/`, with what makes each.

    `<kind>.json` is of the records that staff write, `evidence.json` of the levels of evidence, `data-<table>.json` of
    the pages of a table of the open data.
    """
    for kind in KINDS.values():
        yield f"api/v1/schema/{kind.name}.json", partial(_schema, kind)
    for table in TABLES:
        yield f"api/v1/schema/data-{table}.json", partial(_table, table)
    yield "api/v1/schema/evidence.json", partial(_file, EVIDENCE)
    yield "api/v1/schema/replication-evidence.json", partial(_file, STANDING)


def _schema(kind: Kind) -> bytes:
    schema = _translated(kind.record.model_json_schema(by_alias=True))
    return _file({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": kind.label})


def _table(table: str) -> bytes:
    """Return the schema of a page of a table; what a field means is told by the label of the field behind it."""
    name, shape = TABLES[table]
    kind = KINDS[name]
    labels = {key: facts.label for key, facts in fields_of(kind.record).items()}
    row = _object(
        id=_TEXT, url=_URL, sample={**_FLAG, "description": "Mẫu minh họa, không có thật."}, **shape["properties"]
    )
    row["properties"] = {
        key: {"description": labels[key], **held} if key in labels else held for key, held in row["properties"].items()
    }
    page = {
        "version": {"const": 1},
        "type": {"const": table},
        "count": {**_WHOLE, "description": "Số mục của cả bảng; chỉ có ở trang đầu."},
        "pages": {
            **_list(_object(url=_URL, count=_WHOLE)),
            "description": "Mọi trang của bảng theo thứ tự, với số mục của từng trang; chỉ có ở trang đầu.",
        },
        "first": {**_URL, "description": "Địa chỉ trang đầu; có ở các trang sau."},
        "next": {**_URL_OR_NONE, "description": "Địa chỉ trang tiếp theo; null ở trang cuối."},
        table: {**_list(row), "maxItems": ROWS, "description": "Các mục của trang này."},
    }
    return _file(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"Dữ liệu mở: {kind.label}",
            "description": "Đọc trang đầu rồi đọc tiếp theo next đến khi next là null thì đủ mọi mục, mỗi mục một lần.",
            "type": "object",
            "properties": page,
            "required": ["version", "type", "next", table],
            "additionalProperties": False,
        }
    )


def _file(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
