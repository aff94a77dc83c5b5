"""The publishable view: what may be seen. Everything below this module is given this view and nothing else.

Only records with status `cong-bo` and, for exemplars, a valid consent are in it. Fields that are private are emptied,
photos without consent are gone, and references to what is withheld are cut, so that no later stage can leak them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from operator import is_not
from typing import Any, Final

from .cache import digest, fingerprint
from .library import KINDS, Entry, Library
from .model.base import FieldFacts, Part, changed, fields_of
from .model.choices import ConsentStatus, Stage, Status, WithdrawalKind
from .model.event import Event
from .model.exemplar import Exemplar
from .text import names_person

HIDDEN_STAGES: Final = frozenset({Stage.THU_HOI, Stage.TAM_DUNG})
"""Withdrawn, or paused while something is verified (NĐ 152/2025: no honour while it is looked into)."""

NAMELESS: Final = frozenset({WithdrawalKind.RUT_DONG_Y, WithdrawalKind.YEU_CAU_PHAP_LUAT})


@dataclass(frozen=True)
class Tombstone:
    """What stays at the address of a withdrawn exemplar; `title` is empty where nobody may be named."""

    id: str
    kind: WithdrawalKind
    title: str
    decision: str
    date: Any
    note: str
    address_kept: bool


@dataclass(frozen=True)
class Public:
    """The view: the records that may be seen, what stands for the withdrawn ones, old addresses; and what is withheld.

    `withheld` is only for the scan of the finished site and for counting; nothing renders it.
    """

    library: Library
    tombstones: tuple[Tombstone, ...]
    redirects: tuple[tuple[str, str], ...]
    withheld: tuple[Entry, ...]


RESTING: Final = ("replication", "review", "news")
"""Kinds of record that make no sense, or would tell, without another record; none of them rests on one of its own."""


def grounds_of(library: Library, entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield what a record rests on, as (field, kind, id): a copy on its practice, a review on its plan and author."""
    record = entry.record
    if entry.kind == "replication" and record.practice:
        yield "practice", "practice", record.practice
    if entry.kind in {"review", "news"}:
        yield "plan", "plan", record.plan
    if entry.kind == "review" and record.by in library.of("exemplar"):
        yield "by", "exemplar", record.by


def may_be_seen(record: Any) -> bool:
    """Tell whether an exemplar may be published: status, stage, consent."""
    if not isinstance(record, Exemplar):
        return bool(getattr(record, "status", Status.CONG_BO) not in {Status.NHAP, Status.CHO_DUYET, Status.GO_BO})
    return record.status is Status.CONG_BO and record.consented and record.stage not in HIDDEN_STAGES


@cache
def _guarded(part: type[Part]) -> tuple[tuple[str, FieldFacts], ...]:
    """Return the fields of a group that are private or may hold what is."""
    facts = fields_of(part)
    named = ((name, facts[info.alias or name]) for name, info in part.model_fields.items())
    return tuple((name, held) for name, held in named if held.private or (held.part and _guarded(held.part)))


def without_private(part: Any) -> Any:
    """Return a record or group with every private field emptied; itself when there is nothing to empty."""
    changes: dict[str, Any] = {}
    kind: Any = type(part)
    for name, facts in _guarded(kind):
        held = getattr(part, name)
        if not held:
            continue
        if facts.private:
            changes[name] = () if isinstance(held, tuple) else None
        elif isinstance(held, tuple):
            cleared = tuple(map(without_private, held))
            if any(map(is_not, cleared, held)):
                changes[name] = cleared
        elif isinstance(held, Part) and (emptied := without_private(held)) is not held:
            changes[name] = emptied
    return changed(part, changes) if changes else part


def _tombstone(entry: Entry, record: Exemplar) -> Tombstone | None:
    if (
        record.withdrawal is None
        or record.stage is not Stage.THU_HOI
        or record.status not in {Status.CONG_BO, Status.GO_BO}
    ):
        return None
    nameless = (
        record.withdrawal.kind in NAMELESS
        or record.consent.status in {ConsentStatus.DA_RUT, ConsentStatus.CHUA_CO}
        or record.minor
    )
    return Tombstone(
        entry.id,
        record.withdrawal.kind,
        "" if nameless else record.title,
        record.withdrawal.decision or "",
        record.withdrawal.date,
        record.withdrawal.public_note or "",
        not (nameless and names_person(entry.id, record.name)),
    )


def parted(library: Library) -> tuple[dict[str, dict[str, Entry]], list[Entry]]:
    """Return the entries that may be seen, by kind and id, and those that are withheld."""
    withheld: list[Entry] = []
    kept: dict[str, dict[str, Entry]] = {}
    for kind, held in library.entries.items():
        kept[kind] = {}
        for entry in held.values():
            if entry.record is not None and may_be_seen(entry.record):
                kept[kind][entry.id] = entry
            else:
                withheld.append(entry)
    for kind in RESTING:
        gone = [
            entry
            for entry in kept[kind].values()
            if any(other not in kept[ground] for _, ground, other in grounds_of(library, entry))
        ]
        withheld += [kept[kind].pop(entry.id) for entry in gone]
    return kept, withheld


def publishable(library: Library) -> Public:
    """Return the view of `library` that may be seen; the library itself must not be rendered."""
    kept, withheld = parted(library)
    tombstones = [
        stone for entry in withheld if isinstance(entry.record, Exemplar) and (stone := _tombstone(entry, entry.record))
    ]
    for held in kept.values():
        for identifier, entry in held.items():
            held[identifier] = _visible(library, kept, entry)
    redirects = [
        (f"{entry.address.split('/')[0]}/{old}/", entry.address)
        for kind, held in kept.items()
        if KINDS[kind].address
        for entry in held.values()
        for old in entry.record.redirect_from
    ]
    taken = {address for address, _ in redirects}
    stones = [stone for stone in tombstones if f"guong/{stone.id}/" not in taken]
    return Public(
        replace(library, entries=kept),
        tuple(sorted(stones, key=lambda stone: (stone.date, stone.id), reverse=True)),
        tuple(sorted(redirects)),
        tuple(withheld),
    )


def _visible(library: Library, kept: dict[str, dict[str, Entry]], entry: Entry) -> Entry:
    """Return an entry as it may be seen; what that takes from other records counts in its key."""
    record = entry.record
    seen = without_private(record)
    changes: dict[str, Any] = {}
    if isinstance(record, Exemplar):
        if seen.photos and not record.photos_consented:
            changes["photos"] = ()
        if any(award.proposed for award in record.awards):
            changes["awards"] = tuple(award for award in record.awards if not award.proposed)
        if record.minor:
            changes["locality"] = library.province_of(record.locality)
    for key, kind in (("exemplars", "exemplar"), ("practices", "practice")):
        if getattr(record, key, ()):
            changes[key] = tuple(item for item in getattr(record, key) if item in kept[kind])
    if isinstance(record, Event) and record.plan not in kept["plan"]:
        changes["plan"] = None
    if not changes:
        return entry if seen is record else replace(entry, record=seen)
    seen_now = fingerprint(changes)
    return replace(
        entry,
        record=changed(seen, changes),
        digest=digest(entry.fingerprint, seen_now),
        facts=digest(entry.facts, seen_now) if entry.facts else "",
    )
