"""Turn the plain values of a document into a record of the model, telling every fault of every field in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from ..issues import Code, Finding, Loc, found
from ..model.base import FieldFacts, Part, Record, fields_of, label_of
from ..model.values import read_date
from ..text import near, squash

R = TypeVar("R", bound=Record)

_BY_NUMBER = {code.number: code for code in Code}
_NOT_A_LIST = frozenset({"tuple_type", "list_type", "iterable_type"})
_NOT_A_GROUP = frozenset({"model_type", "dict_type", "model_attributes_type", "mapping_type", "dataclass_type"})


@dataclass(frozen=True)
class Reading(Generic[R]):
    """A record as read (None when a field is wrong) and what later checks need even then: its references and days."""

    record: R | None
    refs: tuple[tuple[Loc, str, str], ...]
    days: tuple[tuple[Loc, date], ...]
    findings: tuple[Finding, ...]


def _filled(value: Any) -> Any:
    """Drop the keys without a value, so that `name:` is the same as no name at all."""
    if isinstance(value, dict):
        return {key: _filled(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_filled(item) for item in value]
    return value


def _at(value: Any, loc: Loc) -> Any:
    for step in loc:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _part_at(record: type[Part], loc: Loc) -> type[Part] | None:
    part: type[Part] | None = record
    for step in loc:
        if part is None:
            return None
        if isinstance(step, str) and step in fields_of(part):
            part = fields_of(part)[step].part
    return part


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return "một nhóm " + ", ".join(str(key) for key in list(value)[:3])
    if isinstance(value, list):
        return f"một danh sách {len(value)} dòng"
    return squash(str(value))[:80]


def _finding(path: str, record: type[Record], fields: Any, error: ErrorDetails, prefix: Loc) -> Finding:
    loc: Loc = tuple(step for step in error["loc"] if step != "[key]")
    kind = error["type"]
    ctx: dict[str, Any] = error.get("ctx") or {}
    label = label_of(record, loc)
    if kind == "missing":
        blank = isinstance(_at(fields, loc[:-1]), dict) and loc[-1] in _at(fields, loc[:-1])
        return found(path, Code.EMPTY if blank else Code.MISSING, prefix + loc, label=label, key=loc[-1])
    if kind == "extra_forbidden":
        part = _part_at(record, loc[:-1])
        keys = list(fields_of(part)) if part else []
        by_label = {facts.label: key for key, facts in fields_of(part).items()} if part else {}
        guess = near(str(loc[-1]), keys) or by_label.get(near(str(loc[-1]), list(by_label)) or "")
        return found(path, Code.UNKNOWN_KEY, prefix + loc, found=loc[-1], near=guess or "", choices=", ".join(keys))
    if kind in _BY_NUMBER:
        code = _BY_NUMBER[kind]
        params = {key: value for key, value in ctx.items() if key not in {"code", "fault", "choices"}}
        choices = ctx.get("choices")
        if choices:
            params["choices"] = ", ".join(choices)
            params["near"] = near(str(ctx.get("found", "")), list(choices)) or ""
        if "found" not in params:
            params["found"] = _short(_at(fields, loc))
        return found(path, code, prefix + loc, label=label, key=loc[-1] if loc else "", **params)
    value = _short(_at(fields, loc))
    code = Code.NOT_A_LIST if kind in _NOT_A_LIST else Code.NOT_A_GROUP if kind in _NOT_A_GROUP else Code.BAD_VALUE
    return found(path, code, prefix + loc, label=label, key=loc[-1] if loc else "", found=value)


def _bounds(path: str, facts: FieldFacts, value: Any, loc: Loc, label: str) -> Finding | None:
    if facts.least is None and facts.most is None:
        return None
    if isinstance(value, list):
        if facts.many and facts.least and len(value) < facts.least:
            return found(path, Code.EMPTY, loc, label=label, key=facts.key)
        return None
    if not isinstance(value, str):
        return None
    if facts.type is int:
        if value.lstrip("+-").isascii() and value.lstrip("+-").isdigit():
            number = int(value)
            low, high = facts.least, facts.most
            if (low is not None and number < low) or (high is not None and number > high):
                return found(path, Code.OUT_OF_RANGE, loc, label=label, key=facts.key, found=value, least=low, most=high)
        return None
    length = len(squash(value))
    if facts.least is not None and 0 < length < facts.least:
        return found(path, Code.TOO_SHORT, loc, label=label, key=facts.key, found=length, least=facts.least)
    if facts.most is not None and length > facts.most:
        return found(path, Code.TOO_LONG, loc, label=label, key=facts.key, found=length, most=facts.most)
    return None


@dataclass
class _Walk:
    """Goes over the raw values beside the declarations, so that a fault in one field hides none in another."""

    path: str
    record: type[Record]
    prefix: Loc
    findings: list[Finding]
    refs: list[tuple[Loc, str, str]]
    days: list[tuple[Loc, date]]

    def part(self, part: type[Part], values: dict[str, Any], loc: Loc) -> None:
        for key, facts in fields_of(part).items():
            value = values.get(key)
            if facts.required_at and not value:
                other, wanted = facts.required_at
                if values.get(other) == wanted:
                    reached = fields_of(part)[other]
                    self.findings.append(
                        found(
                            self.path, Code.MISSING_AT_STAGE, (*self.prefix, *loc, key), label=facts.label, key=key,
                            other=other, wanted=wanted, reached=reached.label,
                            meaning=next((c.label for c in reached.choices or () if c == wanted), wanted),
                        )
                    )  # fmt: skip
            if value is not None:
                self.value(facts, value, (*loc, key))

    def value(self, facts: FieldFacts, value: Any, loc: Loc) -> None:
        bound = _bounds(self.path, facts, value, (*self.prefix, *loc), label_of(self.record, loc))
        if bound:
            self.findings.append(bound)
        if facts.many and isinstance(value, list):
            seen: set[str] = set()
            for number, item in enumerate(value):
                if isinstance(item, str) and not facts.part:
                    if item.strip() in seen:
                        way = (*self.prefix, *loc, number)
                        label = label_of(self.record, loc)
                        self.findings.append(found(self.path, Code.REPEATED_VALUE, way, label=label, found=item.strip()[:80]))
                    seen.add(item.strip())
                self.item(facts, item, (*loc, number))
        elif facts.many and isinstance(value, dict) and facts.part:
            for key, item in value.items():
                for number, inner in enumerate(item if isinstance(item, list) else [item]):
                    self.item(facts, inner, (*loc, key, number) if isinstance(item, list) else (*loc, key))
        else:
            self.item(facts, value, loc)

    def item(self, facts: FieldFacts, value: Any, loc: Loc) -> None:
        if facts.part and isinstance(value, dict):
            self.part(facts.part, value, loc)
        elif isinstance(value, str):
            if facts.ref and value.strip():
                self.refs.append(((*self.prefix, *loc), facts.ref.kind, value.strip()))
            elif facts.type is date and not facts.future:
                try:
                    self.days.append(((*self.prefix, *loc), read_date(value)))
                except PydanticCustomError:
                    return
            elif facts.known and value.strip() and value.strip() not in set(facts.known.choices):
                choices = [str(choice) for choice in facts.known.choices]
                self.findings.append(
                    found(
                        self.path, Code.UNUSUAL_CHOICE, (*self.prefix, *loc), label=label_of(self.record, loc), key=facts.key,
                        found=value.strip()[:80], near=near(value, choices) or "", choices=", ".join(choices),
                    )
                )  # fmt: skip


def read_record(kind: type[R], path: str, raw: dict[str, Any], prefix: Loc = ()) -> Reading[R]:
    """Convert the plain values `raw` of one record; `prefix` is where they stand in a file that holds many records."""
    fields = _filled(raw)
    walk = _Walk(path, kind, prefix, [], [], [])
    walk.part(kind, fields, ())
    record: R | None = None
    findings = list(walk.findings)
    try:
        record = kind.model_validate(fields)
    except ValidationError as errors:
        findings += [_finding(path, kind, raw, error, prefix) for error in errors.errors(include_url=False, include_input=False)]
    return Reading(record, tuple(walk.refs), tuple(walk.days), tuple(findings))
