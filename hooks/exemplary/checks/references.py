"""References between records: they exist, they were valid on the day, samples keep to samples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from ..issues import Code, Finding, Loc, found
from ..library import KINDS, Entry, Library
from ..model.base import Part, label_of
from ..model.registry import Dated
from ..text import date_vi, near
from .guess import Guesser
from .lifecycle import FIGURES

_LOOSE: Final = (
    ("campaign", ("launched_by",)),
    ("exemplar", ("awards", "issuer")),
    ("plan", ("deadlines", "forwarded_to")),
)
"""Fields that hold the id of a unit or a name in words; words have spaces or capitals, so what has neither is an id."""


def check_references(library: Library, today: date) -> Iterator[Finding]:
    """Every id that a record names exists."""
    missing = _Missing(library)
    for held in library.entries.values():
        for entry in held.values():
            for loc, kind, identifier in entry.refs:
                if not library.has(kind, identifier):
                    yield from missing.told(entry, loc, kind, identifier)


def check_references_of_two_kinds(library: Library, today: date) -> Iterator[Finding]:
    """A quota is for units or clusters that exist, a review was made by a unit or an exemplar that exists."""
    missing = _Missing(library)
    for entry, plan in library.records("plan"):
        for number, quota in enumerate(plan.quotas):
            for item, unit in enumerate(quota.units):
                if not (library.has("unit", unit) or library.has("cluster", unit)):
                    yield from missing.told(entry, ("quotas", number, "units", item), "unit", unit, "cluster")
    for entry, review in library.records("review"):
        if not (library.has("unit", review.by) or library.has("exemplar", review.by)):
            yield from missing.told(entry, ("by",), "unit", review.by, "exemplar")


def check_loose_references(library: Library, today: date) -> Iterator[Finding]:
    """Where a unit's id or a name in words may stand, what can only be an id is one of a unit that exists."""
    missing = _Missing(library)
    for kind, way in _LOOSE:
        for entry, record in library.records(kind):
            for loc, text in _texts_at(record, way):
                if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", text) and not library.has("unit", text):
                    yield from missing.told(entry, loc, "unit", text)


def _texts_at(record: Any, way: tuple[str, ...]) -> Iterator[tuple[Loc, str]]:
    first, *rest = way
    held = getattr(record, first)
    if not rest:
        yield from [((first,), held)] if held else []
        return
    for number, item in enumerate(held):
        text = getattr(item, rest[0])
        if text:
            yield (first, number, rest[0]), text


@dataclass
class _Missing:
    """Tells what is not there; a registry file that is not there at all is told once, not wherever it is needed."""

    library: Library
    guesser: Guesser = field(default_factory=Guesser)
    absent: set[str] = field(default_factory=set)

    def told(self, entry: Entry, loc: Loc, kind: str, identifier: str, other: str = "") -> Iterator[Finding]:
        folder = KINDS[kind].folder
        held = self.library.of(kind) or (self.library.national if kind == "locality" else {})
        if folder.startswith("registry/") and not held:
            if kind not in self.absent:
                yield found(f"content/{folder}", Code.RECORD_WITHOUT_FILE, found=f"content/{folder}")
            self.absent.add(kind)
            return
        choices = self.library.ids(kind) + (self.library.ids(other) if other else [])
        if kind == "locality" and len(identifier) > 5:  # noqa: PLR2004 - too short to guess from 14,000
            choices += self.library.national
        if kind == entry.kind:
            choices = [choice for choice in choices if choice != entry.id]
        guess = self.guesser.near(identifier, choices)
        label = KINDS[kind].label.lower()
        yield found(entry.path, Code.NOT_FOUND, loc, found=identifier[:80], kind=label, near=guess, where=folder)


def check_future_days(library: Library, today: date) -> Iterator[Finding]:
    """A day on which something happened is not after today."""
    for kind, held in library.entries.items():
        for entry in held.values():
            for loc, day in entry.days:
                if day > today:
                    label = label_of(KINDS[kind].record, loc[len(entry.prefix) :])
                    yield found(
                        entry.path, Code.FUTURE_DATE, loc, label=label, found=date_vi(day), today=date_vi(today)
                    )
    for entry, plan in library.records("plan"):
        if plan.issued_on.first_day > today:
            yield _future(entry.path, ("issued_on",), plan, plan.issued_on.vi, today)
    for entry, exemplar in library.records("exemplar"):
        for number, done in enumerate(exemplar.achievements):
            if done.year and done.year > today.year:
                yield _future(entry.path, ("achievements", number, "year"), exemplar, str(done.year), today)


def _future(path: str, loc: Loc, record: Part, written: str, today: date) -> Finding:
    return found(path, Code.FUTURE_DATE, loc, label=label_of(type(record), loc), found=written, today=date_vi(today))


def check_redirects(library: Library, today: date) -> Iterator[Finding]:
    """An old id that redirects is used by no other record, unless that one was withdrawn as a double."""
    for kind, held in library.entries.items():
        taken: dict[str, str] = {}
        for entry, record in library.records(kind):
            for number, old in enumerate(record.redirect_from):
                other = held.get(old)
                double = (
                    other is not None
                    and kind == "exemplar"
                    and other.record is not None
                    and other.record.withdrawal is not None
                    and other.record.withdrawal.kind == "trung-lap"
                )
                loc = (*entry.prefix, "redirect_from", number)
                if old == entry.id or (other and not double):
                    yield found(
                        entry.path, Code.REDIRECT_CLASH, loc, found=old, other=other.path if other else entry.path
                    )
                elif old in taken:
                    yield found(entry.path, Code.REDIRECT_CLASH, loc, found=old, other=taken[old])
                taken[old] = entry.path


def check_doubles(library: Library, today: date) -> Iterator[Finding]:
    """A record withdrawn as a double has a surviving record that takes over its address."""
    taken = {old for _, record in library.records("exemplar") for old in record.redirect_from}
    for entry, record in library.records("exemplar"):
        if record.withdrawal and record.withdrawal.kind == "trung-lap" and entry.id not in taken:
            yield found(entry.path, Code.DOUBLE_WITHOUT_TARGET, ("withdrawal", "kind"), found=entry.id)


def _day_of(kind: str, record: Any) -> date | None:
    if kind == "exemplar":
        return record.introduced_on  # type: ignore[no-any-return]
    if kind == "plan":
        return record.issued_on.last_day  # type: ignore[no-any-return]
    if kind == "replication":
        return record.history[0].date  # type: ignore[no-any-return]
    return None


def check_validity_on_date(library: Library, today: date) -> Iterator[Finding]:
    """A unit or locality named by a record existed on the record's day."""
    for kind in ("exemplar", "plan", "replication"):
        for entry, record in library.records(kind):
            day = _day_of(kind, record)
            if day is None or day > today:
                continue  # a day that lies ahead is told by itself
            for loc, ref_kind, identifier in entry.refs:
                if ref_kind not in {"unit", "locality"} or (kind == "replication" and loc[0] == "confirmed_by"):
                    continue
                held = library.get(ref_kind, identifier)
                if held is None or held.valid_on(day):
                    continue
                if (
                    kind == "plan"
                    and held.valid_from
                    and held.valid_from > record.issued_on.first_day
                    and not record.issued_on.day
                ):
                    continue
                code = Code.UNIT_NOT_VALID if ref_kind == "unit" else Code.LOCALITY_NOT_VALID
                yield found(
                    entry.path, code, loc, found=held.name, day=date_vi(day),
                    near=_valid_then(library, ref_kind, identifier, day),
                    span=_span(held),
                )  # fmt: skip


def _span(held: Dated) -> str:
    """Return from when to when something existed, in words."""
    start = f"từ {date_vi(held.valid_from)}" if held.valid_from else ""
    end = f"đến hết {date_vi(held.valid_to)}" if held.valid_to else ""
    return f"{start} {end}".strip()


def _valid_then(library: Library, kind: str, identifier: str, day: date) -> str:
    """Name what stood in its place on the day, later or earlier, when there is just one."""
    held = library.get(kind, identifier)
    beside = [item if isinstance(item, str) else item.id for item in held.successors]
    beside += [
        entry.id
        for entry, record in library.records(kind)
        if identifier in {item if isinstance(item, str) else item.id for item in record.successors}
    ]
    good = [item for item in beside if (record := library.get(kind, item)) and record.valid_on(day)]
    return good[0] if len(good) == 1 else ""


def check_evidence(entry: Entry, record: Any) -> Iterator[Finding]:
    """What a figure names as evidence stands among the record's own sources, and source ids are not used twice."""
    known: set[str] = set()
    for number, source in enumerate(record.sources):
        if source.id in known:
            yield found(entry.path, Code.REPEATED_VALUE, ("sources", number, "id"), label="Mã nguồn", found=source.id)
        known.add(source.id)
    part = FIGURES[entry.kind]
    for number, item in enumerate(getattr(record, part)):
        for index, name in enumerate(item.evidence):
            if name not in known:
                yield found(
                    entry.path, Code.UNKNOWN_EVIDENCE, (part, number, "evidence", index), found=name,
                    near=near(name, sorted(known)) or "",
                    choices=", ".join(sorted(known)) or "chưa có nguồn nào",
                )  # fmt: skip


def check_samples(library: Library, today: date) -> Iterator[Finding]:
    """An invented story counts only under an invented plan, and a real one only under a real plan."""
    for entry, record in library.records("exemplar"):
        plan = library.get("plan", record.plan) if record.plan else None
        if plan and plan.sample != record.sample:
            yield found(
                entry.path, Code.SAMPLE_MIX, ("plan",), found=record.plan, kind=_sample(record), other=_sample(plan)
            )
    for entry, record in library.records("replication"):
        practice = library.get("practice", record.practice) if record.practice else None
        if practice and practice.sample != record.sample:
            yield found(
                entry.path,
                Code.SAMPLE_MIX,
                ("practice",),
                found=record.practice,
                kind=_sample(record),
                other=_sample(practice),
            )


def _sample(record: Any) -> str:
    return "mẫu" if record.sample else "thật"
