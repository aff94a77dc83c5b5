"""JSON Schema of every kind of record, made from the model's declarations, for editors and for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from ..library import KINDS, Kind
from ..measure.evidence import LEVELS

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

_DAY: Final = {"type": ["string", "null"], "format": "date"}
_STANDING: Final[dict[str, dict[str, Any]]] = {
    "counts": {"type": "boolean", "description": "Nay có được tính vào nấc minh chứng của mô hình hay không."},
    "why_not": {"type": ["string", "null"], "description": "Vì sao không được tính, hoặc không còn được tính."},
    "once_counted": {"type": "boolean", "description": "Từng thành công và được bên thứ ba xác nhận."},
    "sustained": {"type": "boolean", "description": "Còn duy trì ít nhất một năm sau khi thành công."},
    "review_due": {**_DAY, "description": "Ngày cuối cùng mà lần xác nhận còn giá trị."},
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
    """Yield the file of every kind of record below `api/v1/schema/`, and of what is measured, with what makes it."""
    for kind in KINDS.values():
        yield f"api/v1/schema/{kind.name}.json", partial(_schema, kind)
    yield "api/v1/schema/evidence.json", partial(_file, EVIDENCE)
    yield "api/v1/schema/replication-evidence.json", partial(_file, STANDING)


def _schema(kind: Kind) -> bytes:
    schema = _translated(kind.record.model_json_schema(by_alias=True))
    return _file({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": kind.label})


def _file(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
