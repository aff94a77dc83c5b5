"""JSON Schema of every kind of record, made from the model's declarations, for editors and for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from ..library import KINDS, Kind

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
    """Yield `api/v1/schema/<kind>.json` for every kind of record, as (file, what makes its bytes)."""
    for kind in KINDS.values():
        yield f"api/v1/schema/{kind.name}.json", partial(_schema, kind)


def _schema(kind: Kind) -> bytes:
    schema = _translated(kind.record.model_json_schema(by_alias=True))
    value = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": kind.label}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
