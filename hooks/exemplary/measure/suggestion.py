"""What a unit might copy next: practices of units like it that it has not tried, each with the reasons for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from ..library import Library
from ..model.choices import ReplicationStatus, UnitKind
from ..model.practice import Practice, Replication
from ..model.registry import Unit
from .evidence import EvidenceReport, provers_of
from .spread import copies_of

MOST: Final = 5
"""Suggestions for one unit; a longer list is not read."""
SAME_KIND: Final = 3
"""Weight of a unit of the same kind that did it: what worked for a commune works for a commune."""
SAME_FIELD: Final = 2
"""Weight of a campaign in which the unit has exemplars already."""
NEAR: Final = (2, 1)
"""Weight of someone who did it in the same commune or under the same one, and of someone in the same province."""


@dataclass(frozen=True)
class Suggestion:
    """A practice for a unit: how strongly (the sum of the weights), why, and what to read first."""

    practice: str
    weight: int
    reasons: tuple[str, ...]
    cautions: tuple[str, ...] = ()


def suggest_practices(library: Library, evidence: EvidenceReport, today: date) -> Mapping[str, tuple[Suggestion, ...]]:
    """Suggest practices to every unit that exists today, strongest first; a unit without any has no entry."""
    copies = copies_of(library)
    provers = provers_of(library)
    known = frozenset(library.of("campaign"))
    fields: dict[str, set[str]] = {}
    for _, record in library.records("exemplar"):
        fields.setdefault(record.unit, set()).update(known.intersection(record.campaigns))
    done = {
        entry.id: _who(library, practice, provers.get(entry.id, ()), copies[entry.id])
        for entry, practice in library.records("practice")
    }
    made: dict[str, tuple[Suggestion, ...]] = {}
    for entry, unit in library.records("unit"):
        if not unit.valid_on(today):
            continue
        own = fields.get(entry.id, set())
        where = _where(library, unit)
        ranked = sorted(
            (-weight, -evidence.practices[practice.id].level, practice.id)
            for practice, _ in library.records("practice")
            if entry.id not in done[practice.id].tried and (weight := done[practice.id].weight(unit, where, own))
        )
        if ranked:
            made[entry.id] = tuple(
                Suggestion(key, -weight, *_told(library, unit, where, done[key], own))
                for weight, _, key in ranked[:MOST]
            )
    return made


class _Where(NamedTuple):
    """Where a unit is: the locality around its own (or its own), shared with neighbours; and its province."""

    around: str
    province: str


def _where(library: Library, unit: Unit) -> _Where | None:
    place = library.locality(unit.locality) if unit.locality else None
    if place is None:
        return None
    return _Where(place.parent or f"={unit.locality}", library.province_of(unit.locality) or "")


@dataclass(frozen=True)
class _Doers:
    """Who did a practice: all that tried it in any way, the names of those for whom it works, those who gave it up.

    The names stand by kind and level, by what is around them, and by province, so that a unit is compared with none
    of them one by one. `campaigns` are those of the practice.
    """

    tried: frozenset[str]
    by_kind: Mapping[tuple[str, str | None], list[str]]
    around: Mapping[str, list[str]]
    within: Mapping[str, list[str]]
    ended: tuple[Unit, ...]
    campaigns: tuple[str, ...]

    def weight(self, unit: Unit, where: _Where | None, fields: set[str]) -> int:
        """Return how strongly the practice suits a unit; 0 when nothing makes them alike."""
        weight = SAME_KIND if _kind_of(unit) in self.by_kind else 0
        if where:
            weight += NEAR[0] if where.around in self.around else NEAR[1] if where.province in self.within else 0
        return weight + (SAME_FIELD if not fields.isdisjoint(self.campaigns) else 0)


def _who(library: Library, practice: Practice, provers: Iterable[str], copies: Mapping[str, Replication]) -> _Doers:
    homes = [record.unit for who in provers if (record := library.get("exemplar", who))]
    good = {ReplicationStatus.THANH_CONG, ReplicationStatus.DUY_TRI}
    bad = {ReplicationStatus.KHONG_THANH_CONG, ReplicationStatus.DA_DUNG}
    adopters = [copy.unit for copy in copies.values()]
    working = [practice.owner, *homes, *(copy.unit for copy in copies.values() if copy.state in good)]
    ended = [copy.unit for copy in copies.values() if copy.state in bad]
    by_kind: dict[tuple[str, str | None], list[str]] = {}
    around: dict[str, list[str]] = {}
    within: dict[str, list[str]] = {}
    for key in dict.fromkeys(working):
        record = library.get("unit", key)
        if record is None:
            continue
        if kind := _kind_of(record):
            by_kind.setdefault(kind, []).append(record.name)
        if where := _where(library, record):
            around.setdefault(where.around, []).append(record.name)
            if where.province:
                within.setdefault(where.province, []).append(record.name)
    gave_up = tuple(record for key in dict.fromkeys(ended) if (record := library.get("unit", key)))
    tried = frozenset({practice.owner, *homes, *adopters})
    return _Doers(tried, by_kind, around, within, gave_up, tuple(practice.campaigns))


def _told(
    library: Library, unit: Unit, where: _Where | None, doers: _Doers, fields: set[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return why a practice suits a unit, and what the unit should read first."""
    reasons: list[str] = []
    kind = _kind_of(unit)
    if kind and kind in doers.by_kind:
        reasons.append(f"Đơn vị cùng loại ({_kind(unit)}) đã làm được: {_some(doers.by_kind[kind])}.")
    if where and where.around in doers.around:
        reasons.append(f"Nơi đã làm ở cùng địa bàn hoặc ngay bên cạnh: {_some(doers.around[where.around])}.")
    elif where and where.province in doers.within:
        reasons.append(f"Nơi đã làm ở cùng tỉnh, thành phố: {_some(doers.within[where.province])}.")
    shared = [held.name for key in doers.campaigns if key in fields and (held := library.get("campaign", key))]
    if shared:
        reasons.append(f"Cùng phong trào, lĩnh vực mà đơn vị đã có gương: {_some(shared)}.")
    cautions = [record.name for record in doers.ended if kind and _kind_of(record) == kind]
    if not cautions:
        return tuple(reasons), ()
    told = f"Nên đọc trước: {_some(cautions)} cùng loại đã làm nhưng không thành công hoặc đã dừng."
    return tuple(reasons), (told,)


def _kind_of(unit: Unit) -> tuple[str, str | None] | None:
    """Return kind and level, by which units are alike; `khac` is no kind."""
    return None if unit.kind in {None, UnitKind.KHAC} else (str(unit.kind), unit.level)


def _kind(unit: Unit) -> str:
    known = next((kind.label for kind in UnitKind if kind.value == unit.kind), unit.kind or "")
    return known[:1].lower() + known[1:]


def _some(names: list[str]) -> str:
    """Name at most two and count the others."""
    shown = ", ".join(names[:2])
    return f"{shown} và {len(names) - 2} nơi khác" if len(names) > 2 else shown  # noqa: PLR2004 - two are read
