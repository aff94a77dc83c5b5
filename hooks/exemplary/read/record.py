"""Turn the plain values of a document into a record of the model, telling every fault of every field in one go."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from sys import intern
from typing import Any, Final, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from ..issues import Code, Finding, Loc, found
from ..model.base import FieldFacts, Part, Record, fields_of, label_of
from ..model.values import ID_PATTERN, Choice, listed, read_date
from ..text import near, squash

R = TypeVar("R", bound=Record)

_BY_NUMBER: Final = {code.number: code for code in Code}
_NOT_A_LIST: Final = frozenset({"tuple_type", "list_type", "iterable_type"})
_NOT_A_GROUP: Final = frozenset({"model_type", "dict_type", "model_attributes_type", "mapping_type", "dataclass_type"})
_MOST_GUESSES: Final = 50
"""Near misses that are looked for in one record; a file with more wrong keys is not a record with slips."""


@dataclass(frozen=True)
class Reading(Generic[R]):
    """A record as read (None when a field is wrong) and what later checks need even then: its references and days."""

    record: R | None
    refs: tuple[tuple[Loc, str, str], ...]
    days: tuple[tuple[Loc, date], ...]
    findings: tuple[Finding, ...]


def _filled(value: object) -> object:
    """Drop the keys without a value, so that `name:` is the same as no name at all."""
    if isinstance(value, dict):
        return {key: item if type(item) is str else _filled(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [item if type(item) is str else _filled(item) for item in value]
    return value


def _at(value: Any, loc: Loc) -> object:
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


def shown(value: object) -> str:
    """Return what a person wrote, short enough for a sentence."""
    if isinstance(value, dict):
        return (
            f"một nhóm trường ({', '.join(str(key) for key in list(value)[:3])})" if value else "một nhóm trường trống"
        )
    if isinstance(value, list):
        return f"một danh sách {len(value)} mục" if value else "một danh sách trống"
    return f"“{squash(str(value))[:80]}”" if value is not None else "để trống"


@dataclass
class _Faults:
    """Turns the faults that pydantic found in one record into findings; its English text goes no further."""

    path: str
    record: type[Record]
    raw: dict[str, Any]
    prefix: Loc
    guesses: int = 0

    def finding(self, error: ErrorDetails) -> Finding:
        loc: Loc = tuple(step for step in error["loc"] if step != "[key]")
        kind = error["type"]
        key = loc[-1] if loc else ""
        if kind == "extra_forbidden":
            return self.unknown_key(loc)
        label = label_of(self.record, loc)
        if kind == "missing":
            around = _at(self.raw, loc[:-1])
            code = Code.EMPTY if isinstance(around, dict) and key in around else Code.MISSING
            return found(self.path, code, self.prefix + loc, label=label, key=key)
        if kind in _BY_NUMBER:
            params = self.params(error.get("ctx") or {}, loc)
            if "[key]" in error["loc"]:
                params["at"] = "key"
            return found(self.path, _BY_NUMBER[kind], self.prefix + loc, label=label, key=key, **params)
        code = Code.NOT_A_LIST if kind in _NOT_A_LIST else Code.NOT_A_GROUP if kind in _NOT_A_GROUP else Code.BAD_VALUE
        return found(self.path, code, self.prefix + loc, label=label, key=key, found=shown(_at(self.raw, loc)))

    def params(self, ctx: dict[str, Any], loc: Loc) -> dict[str, Any]:
        params: dict[str, Any] = {
            key: str(value) for key, value in ctx.items() if key not in {"code", "fault", "choices"}
        }
        if "found" not in params:
            params["found"] = shown(_at(self.raw, loc))
        choices: tuple[Choice, ...] = ctx.get("choices") or ()
        if choices:
            by_label = {choice.label: str(choice) for choice in choices}
            slugs, wrote = [str(choice) for choice in choices], params["found"]
            params["choices"] = listed(choices)
            params["near"] = self.near(wrote, slugs) or by_label.get(self.near(wrote, list(by_label)), "")
        return params

    def unknown_key(self, loc: Loc) -> Finding:
        part = _part_at(self.record, loc[:-1])
        facts = fields_of(part) if part else {}
        by_label = {fact.label: key for key, fact in facts.items()}
        key = str(loc[-1])
        name = key.partition(":")[0]
        guess = self.near(name, list(facts)) or by_label.get(self.near(name, list(by_label)), "")
        choices = ", ".join(sorted(facts, key=lambda known: known != guess))
        return found(self.path, Code.UNKNOWN_KEY, self.prefix + loc, found=key[:80], near=guess, choices=choices)

    def near(self, value: str, choices: list[str]) -> str:
        self.guesses += 1
        return near(value[:80], choices) or "" if self.guesses <= _MOST_GUESSES else ""


def _bounds(facts: FieldFacts, value: object) -> tuple[Code, dict[str, Any]] | None:
    """Return what is wrong with the length of a text or list, or with the size of a number."""
    low, high = facts.least, facts.most
    if isinstance(value, list):
        return (Code.EMPTY, {}) if facts.many and len(value) < (low or 0) else None
    if not isinstance(value, str):
        return None
    if facts.type is int:
        number = int(value) if re.fullmatch(r"[+-]?[0-9]{1,12}", value) else None
        wrong = number is not None and not (low is None or (number >= low and (high is None or number <= high)))
        return (Code.OUT_OF_RANGE, {"found": value, "least": low, "most": high}) if wrong else None
    length = len(squash(value)) if low is not None or (high is not None and len(value) > high) else 0
    if low is not None and 0 < length < low:
        return Code.TOO_SHORT, {"found": length, "least": low}
    if high is not None and length > high:
        return Code.TOO_LONG, {"found": length, "most": high}
    return None


@cache
def _looked_at(part: type[Part]) -> tuple[tuple[str, FieldFacts], ...]:
    """Return the fields of a group that may be required, or whose values tell more than that they are of a type."""
    return tuple(
        (key, facts)
        for key, facts in fields_of(part).items()
        if facts.many or facts.part or facts.ref or facts.known or facts.least is not None or facts.most is not None
        or facts.required_at or (facts.type is date and not facts.future)
    )  # fmt: skip


@dataclass
class _Walk:
    """Goes over the raw values beside the declarations, so that a fault in one field hides none in another."""

    path: str
    record: type[Record]
    prefix: Loc
    faults: _Faults
    findings: list[Finding] = field(default_factory=list)
    refs: list[tuple[Loc, str, str]] = field(default_factory=list)
    days: list[tuple[Loc, date]] = field(default_factory=list)

    def tell(self, code: Code, loc: Loc, **params: Any) -> None:
        label = label_of(self.record, loc)
        key = next((step for step in reversed(loc) if isinstance(step, str)), "")
        self.findings.append(found(self.path, code, (*self.prefix, *loc), label=label, key=key, **params))

    def part(self, part: type[Part], values: dict[str, Any], loc: Loc) -> None:
        for key, facts in _looked_at(part):
            value = values.get(key)
            if facts.required_at and not value:
                other, wanted = facts.required_at
                if values.get(other) == wanted:
                    reached = fields_of(part)[other]
                    meaning = next((choice.label for choice in reached.choices or () if choice == wanted), wanted)
                    way = (*loc, key)
                    self.tell(
                        Code.MISSING_AT_STAGE, way, other=other, wanted=wanted, reached=reached.label, meaning=meaning
                    )
            if value is not None:
                self.value(facts, value, (*loc, key))
        for key in [key for key, value in values.items() if value is None] if None in values.values() else ():
            if key not in fields_of(part):
                self.unknown(key, (*loc, key))

    def unknown(self, key: str, loc: Loc) -> None:
        """Tell a key without a value: where it has words, a comma has cut them off the value before it."""
        if " " in key.strip():
            self.findings.append(found(self.path, Code.UNQUOTED_COMMA, (*self.prefix, *loc), found=key, at="key"))
        else:
            self.findings.append(self.faults.unknown_key(loc))

    def value(self, facts: FieldFacts, value: object, loc: Loc) -> None:
        bound = _bounds(facts, value)
        if bound:
            self.tell(bound[0], loc, **bound[1])
        if isinstance(value, str) and not facts.many and not facts.part:
            self.text(facts, value.strip(), loc)
        elif facts.many and isinstance(value, list):
            if not facts.part:
                self.repeated(value, loc)
            for number, item in enumerate(value):
                self.item(facts, item, (*loc, number))
        elif facts.many and isinstance(value, dict) and facts.part:
            for key, item in value.items():
                for number, inner in enumerate(item if isinstance(item, list) else [item]):
                    self.item(facts, inner, (*loc, key, number) if isinstance(item, list) else (*loc, key))
        elif not facts.many:
            self.item(facts, value, loc)

    def repeated(self, items: list[object], loc: Loc) -> None:
        seen: set[str] = set()
        for number, item in enumerate(items):
            text = item.strip() if isinstance(item, str) else ""
            if text and text in seen:
                self.tell(Code.REPEATED_VALUE, (*loc, number), found=text[:80])
            seen.add(text)

    def item(self, facts: FieldFacts, value: object, loc: Loc) -> None:
        if facts.part and isinstance(value, dict):
            self.part(facts.part, value, loc)
        elif isinstance(value, str):
            # a group may stand for itself by its id alone: successors: [xa-kim-dong]
            self.text(fields_of(facts.part).get("id") if facts.part else facts, value.strip(), loc)

    def text(self, facts: FieldFacts | None, text: str, loc: Loc) -> None:
        if not facts or not text:
            return
        if facts.ref:
            if ID_PATTERN.fullmatch(text):
                self.refs.append(((*self.prefix, *loc), facts.ref.kind, intern(text)))
        elif facts.type is date and not facts.future:
            with contextlib.suppress(PydanticCustomError):
                self.days.append(((*self.prefix, *loc), read_date(text)))
        elif facts.known and text not in set(facts.known.choices):
            choices = [str(choice) for choice in facts.known.choices]
            guess = near(text[:80], choices) or ""
            self.tell(Code.UNUSUAL_CHOICE, loc, found=text[:80], near=guess, choices=listed(facts.known.choices))


def read_record(kind: type[R], path: str, raw: dict[str, Any], prefix: Loc = ()) -> Reading[R]:
    """Convert the plain values `raw` of one record; `prefix` is where they stand in a file that holds many records."""
    fields: Any = _filled(raw)
    faults = _Faults(path, kind, raw, prefix)
    walk = _Walk(path, kind, prefix, faults)
    walk.part(kind, raw, ())
    findings = walk.findings
    record: R | None = None
    try:
        record = kind.model_validate(fields)
    except ValidationError as errors:
        findings += [faults.finding(error) for error in errors.errors(include_url=False, include_input=False)]
        findings = _without_echoes(findings)
    if any(finding.code is Code.EMPTY for finding in findings):
        record = None  # a list that must hold something: nobody further on should have to ask whether it does
    return Reading(record, tuple(walk.refs), tuple(walk.days), tuple(findings))


def _without_echoes(findings: list[Finding]) -> list[Finding]:
    """Leave out "the field is missing" where a key that is only misspelt stands for it."""
    meant = {
        (*finding.loc[:-1], dict(finding.params)["near"]) for finding in findings if finding.code is Code.UNKNOWN_KEY
    }
    missing = {Code.MISSING, Code.MISSING_AT_STAGE}
    return [finding for finding in findings if not (finding.code in missing and finding.loc in meant)]
