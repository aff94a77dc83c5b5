"""What a unit might copy next: practices of units like it that it has not tried, each with the reasons for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..library import Entry, Library
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
    fields: dict[str, set[str]] = {}
    for _, record in library.records("exemplar"):
        fields.setdefault(record.unit, set()).update(record.campaigns)
    done = {
        entry.id: _who(library, practice, provers.get(entry.id, ()), copies[entry.id])
        for entry, practice in library.records("practice")
    }
    made: dict[str, tuple[Suggestion, ...]] = {}
    for entry, unit in library.records("unit"):
        if not unit.valid_on(today):
            continue
        own = fields.get(entry.id, set())
        found = [
            suggestion
            for practice, _ in library.records("practice")
            if entry.id not in done[practice.id].tried
            and (suggestion := _weigh(library, practice, unit, done[practice.id], own))
        ]
        found.sort(key=lambda item: (-item.weight, -evidence.practices[item.practice].level, item.practice))
        if found:
            made[entry.id] = tuple(found[:MOST])
    return made


@dataclass(frozen=True)
class _Doers:
    """Who did a practice: all that tried it in any way, those for whom it works, and those who gave it up."""

    tried: frozenset[str]
    working: tuple[str, ...]
    ended: tuple[str, ...]


def _who(library: Library, practice: Practice, provers: Iterable[str], copies: Mapping[str, Replication]) -> _Doers:
    homes = [record.unit for who in provers if (record := library.get("exemplar", who))]
    good = {ReplicationStatus.THANH_CONG, ReplicationStatus.DUY_TRI}
    bad = {ReplicationStatus.KHONG_THANH_CONG, ReplicationStatus.DA_DUNG}
    adopters = [copy.unit for copy in copies.values()]
    working = [practice.owner, *homes, *(copy.unit for copy in copies.values() if copy.state in good)]
    ended = [copy.unit for copy in copies.values() if copy.state in bad]
    return _Doers(
        frozenset({practice.owner, *homes, *adopters}), tuple(dict.fromkeys(working)), tuple(dict.fromkeys(ended))
    )


def _weigh(library: Library, practice: Entry, unit: Unit, doers: _Doers, fields: set[str]) -> Suggestion | None:
    """Weigh one practice for one unit; None when nothing makes them alike."""
    working = [record for key in doers.working if (record := library.get("unit", key))]
    weight, reasons = 0, []
    alike = [record.name for record in working if _alike(record, unit)]
    if alike:
        weight += SAME_KIND
        reasons.append(f"Đơn vị cùng loại ({_kind(unit)}) đã làm được: {_some(alike)}.")
    near, place = _nearest(library, unit, working)
    if near:
        weight += near
        reasons.append(place)
    shared = [
        held.name for key in practice.record.campaigns if key in fields and (held := library.get("campaign", key))
    ]
    if shared:
        weight += SAME_FIELD
        reasons.append(f"Cùng phong trào, lĩnh vực mà đơn vị đã có gương: {_some(shared)}.")
    if not reasons:
        return None
    ended = [library.get("unit", key) for key in doers.ended]
    cautions = [record.name for record in ended if record and _alike(record, unit)]
    told = (
        (f"Nên đọc trước: {_some(cautions)} cùng loại đã làm nhưng không thành công hoặc đã dừng.",) if cautions else ()
    )
    return Suggestion(practice.id, weight, tuple(reasons), told)


def _nearest(library: Library, unit: Unit, doers: Iterable[Unit]) -> tuple[int, str]:
    """Return the weight of the nearest doer and the sentence that says where it is."""
    if not unit.locality:
        return 0, ""
    here = library.locality(unit.locality)
    province = library.province_of(unit.locality)
    close: list[str] = []
    within: list[str] = []
    for doer in doers:
        there = library.locality(doer.locality) if doer.locality else None
        if there is None or here is None:
            continue
        if doer.locality == unit.locality or (here.parent and here.parent == there.parent):
            close.append(doer.name)
        elif province and library.province_of(doer.locality) == province:
            within.append(doer.name)
    if close:
        return NEAR[0], f"Nơi đã làm ở cùng địa bàn hoặc ngay bên cạnh: {_some(close)}."
    return (NEAR[1], f"Nơi đã làm ở cùng tỉnh, thành phố: {_some(within)}.") if within else (0, "")


def _alike(one: Unit, other: Unit) -> bool:
    """Tell whether two units are of the same kind at the same level; `khac` is no kind."""
    return one.kind not in {None, UnitKind.KHAC} and (one.kind, one.level) == (other.kind, other.level)


def _kind(unit: Unit) -> str:
    known = next((kind.label for kind in UnitKind if kind.value == unit.kind), unit.kind or "")
    return known[:1].lower() + known[1:]


def _some(names: list[str]) -> str:
    """Name at most two and count the others."""
    shown = ", ".join(names[:2])
    return f"{shown} và {len(names) - 2} nơi khác" if len(names) > 2 else shown  # noqa: PLR2004 - two are read
