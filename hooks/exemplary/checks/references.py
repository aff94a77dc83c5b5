"""References between records: they exist, they were valid on the day, they make no circle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ..issues import Code, Finding, found
from ..library import KINDS, Library
from ..text import date_vi, near


def check_references(library: Library, today: date) -> Iterator[Finding]:
    """Every id that a record names exists."""
    for held in library.entries.values():
        for entry in held.values():
            for loc, kind, identifier in entry.refs:
                if not library.has(kind, identifier):
                    yield _missing(library, entry.path, loc, kind, identifier)
    for entry, plan in library.records("plan"):
        for number, quota in enumerate(plan.quotas):
            for item, unit in enumerate(quota.units):
                if not (library.has("unit", unit) or library.has("cluster", unit)):
                    yield _missing(library, entry.path, ("quotas", number, "units", item), "unit", unit)
    for entry, review in library.records("review"):
        if not (library.has("unit", review.by) or library.has("exemplar", review.by)):
            yield _missing(library, entry.path, ("by",), "unit", review.by)
    for entry, locality in library.records("locality"):
        for number, successor in enumerate(locality.successors):
            if not library.has("locality", successor.id):
                yield _missing(library, entry.path, (*entry.prefix, "successors", number), "locality", successor.id)


def _missing(library: Library, path: str, loc: tuple[str | int, ...], kind: str, identifier: str) -> Finding:
    choices = library.ids(kind)
    if kind == "locality":
        choices += list(library.national) if len(identifier) > 5 else []  # noqa: PLR2004 - too short to guess from 14,000
    return found(
        path, Code.NOT_FOUND, loc, found=identifier[:80], kind=KINDS[kind].label.lower(),
        near=near(identifier, choices) or "", where=KINDS[kind].folder,
    )  # fmt: skip


def check_future_days(library: Library, today: date) -> Iterator[Finding]:
    """A day on which something happened is not after today."""
    for held in library.entries.values():
        for entry in held.values():
            for loc, day in entry.days:
                if day > today:
                    yield found(entry.path, Code.FUTURE_DATE, loc, found=date_vi(day), today=date_vi(today))
    for entry, plan in library.records("plan"):
        if plan.issued_on.first_day > today:
            yield found(entry.path, Code.FUTURE_DATE, ("issued_on",), found=plan.issued_on.vi, today=date_vi(today))


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
                    yield found(entry.path, Code.REDIRECT_CLASH, loc, found=old, other=other.path if other else entry.path)
                elif old in taken:
                    yield found(entry.path, Code.REDIRECT_CLASH, loc, found=old, other=taken[old])
                taken[old] = entry.path


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
            if day is None:
                continue
            for loc, ref_kind, identifier in entry.refs:
                if ref_kind not in {"unit", "locality"} or (kind == "replication" and loc[0] == "confirmed_by"):
                    continue
                held = library.get(ref_kind, identifier)
                if held is None or held.valid_on(day):
                    continue
                if kind == "plan" and held.valid_from and held.valid_from > record.issued_on.first_day and not record.issued_on.day:
                    continue
                code = Code.UNIT_NOT_VALID if ref_kind == "unit" else Code.LOCALITY_NOT_VALID
                yield found(
                    entry.path, code, loc, found=held.name, day=date_vi(day), near=_valid_then(library, ref_kind, identifier, day),
                    since=f"từ {date_vi(held.valid_from)} " if held.valid_from else "",
                    until=f"đến hết {date_vi(held.valid_to)}" if held.valid_to else "",
                )  # fmt: skip


def _valid_then(library: Library, kind: str, identifier: str, day: date) -> str:
    """Name the successor that existed on the day, when there is just one."""
    held = library.get(kind, identifier)
    after = [item if isinstance(item, str) else item.id for item in held.successors]
    good = [item for item in after if (record := library.get(kind, item)) and record.valid_on(day)]
    return good[0] if len(good) == 1 else ""


def check_registry(library: Library, today: date) -> Iterator[Finding]:
    """A unit or locality ends after it begins, and what follows it does not begin before it ends."""
    for kind in ("unit", "locality"):
        for entry, record in library.records(kind):
            if record.valid_from and record.valid_to and record.valid_to < record.valid_from:
                loc = (*entry.prefix, "valid_to")
                yield found(
                    entry.path, Code.BAD_VALIDITY, loc, found=date_vi(record.valid_to), start=date_vi(record.valid_from)
                )
            for number, item in enumerate(record.successors):
                identifier = item if isinstance(item, str) else item.id
                after = library.get(kind, identifier)
                begins = after.valid_from if after else None
                if begins and record.valid_to and begins < record.valid_to - timedelta(days=1) and kind == "locality":
                    continue  # a province that took in another kept its own older rows
                if begins and record.valid_from and begins < record.valid_from:
                    yield found(
                        entry.path, Code.SUCCESSOR_TOO_EARLY, (*entry.prefix, "successors", number), found=after.name,
                        start=date_vi(begins), own=date_vi(record.valid_from),
                    )  # fmt: skip
    if not library.of("site") and "site" not in library.broken:
        yield found("content/registry/site.yml", Code.RECORD_WITHOUT_FILE, found="content/registry/site.yml")


def _chain(library: Library, kind: str, identifier: str) -> str | None:
    record = library.get(kind, identifier)
    return getattr(record, "parent", None)


def check_cycles(library: Library, today: date) -> Iterator[Finding]:
    """Nothing is its own parent, however far round."""
    for kind in ("unit", "locality", "campaign"):
        for entry, _ in library.records(kind):
            seen = [entry.id]
            step = _chain(library, kind, entry.id)
            while step and step not in seen:
                seen.append(step)
                step = _chain(library, kind, step)
            if step == entry.id:
                yield found(entry.path, Code.CYCLE, (*entry.prefix, "parent"), found=" → ".join([*seen, step]))
    for entry, _ in library.records("plan"):
        seen = [entry.id]
        stack = _plan_parents(library, entry.id)
        while stack:
            step = stack.pop()
            if step == entry.id:
                yield found(entry.path, Code.CYCLE, ("parents",), found=" → ".join([*seen, step]))
                break
            if step not in seen:
                seen.append(step)
                stack += _plan_parents(library, step)


def _plan_parents(library: Library, identifier: str) -> list[str]:
    plan = library.get("plan", identifier)
    return [cited.plan for cited in plan.parents if cited.plan] if plan else []


def check_evidence(library: Library, today: date) -> Iterator[Finding]:
    """What a figure names as evidence stands among the record's own sources, and source ids are not used twice."""
    for kind, part in (("exemplar", "achievements"), ("practice", "results"), ("replication", "results")):
        for entry, record in library.records(kind):
            known: set[str] = set()
            for number, source in enumerate(record.sources):
                if source.id in known:
                    yield found(
                        entry.path, Code.REPEATED_VALUE, ("sources", number, "id"), label="Mã nguồn", found=source.id
                    )
                known.add(source.id)
            for number, item in enumerate(getattr(record, part)):
                for index, name in enumerate(item.evidence):
                    if name not in known:
                        yield found(
                            entry.path, Code.UNKNOWN_EVIDENCE, (part, number, "evidence", index), found=name,
                            near=near(name, sorted(known)) or "", choices=", ".join(sorted(known)) or "chưa có nguồn nào",
                        )  # fmt: skip


def check_samples(library: Library, today: date) -> Iterator[Finding]:
    """An invented story counts only under an invented plan, and a real one only under a real plan."""
    for entry, record in library.records("exemplar"):
        plan = library.get("plan", record.plan) if record.plan else None
        if plan and plan.sample != record.sample:
            yield found(entry.path, Code.SAMPLE_MIX, ("plan",), found=record.plan, kind=_sample(record), other=_sample(plan))
    for entry, record in library.records("replication"):
        practice = library.get("practice", record.practice) if record.practice else None
        if practice and practice.sample != record.sample:
            yield found(
                entry.path, Code.SAMPLE_MIX, ("practice",), found=record.practice, kind=_sample(record), other=_sample(practice)
            )


def _sample(record: Any) -> str:
    return "mẫu" if record.sample else "thật"

