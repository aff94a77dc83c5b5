"""Replications: the adopter is not the origin, moves are legal, failures have reasons, others confirm a success."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from ..issues import Code, Finding, found
from ..library import Library
from ..model.choices import ReplicationStatus, StepUseKind
from ..model.values import listed
from ..text import date_vi, near

_R: Final = ReplicationStatus
STATUS_MOVES: Final[dict[ReplicationStatus, frozenset[ReplicationStatus]]] = {
    _R.DE_XUAT: frozenset({_R.CAM_KET, _R.DANG_LAM, _R.DA_DUNG}),
    _R.CAM_KET: frozenset({_R.DANG_LAM, _R.DA_DUNG}),
    _R.DANG_LAM: frozenset({_R.THANH_CONG, _R.KHONG_THANH_CONG, _R.DA_DUNG}),
    _R.THANH_CONG: frozenset({_R.DUY_TRI, _R.DA_DUNG, _R.KHONG_THANH_CONG}),
    _R.DUY_TRI: frozenset({_R.DA_DUNG, _R.KHONG_THANH_CONG}),
    _R.KHONG_THANH_CONG: frozenset({_R.DANG_LAM}),
    _R.DA_DUNG: frozenset({_R.DANG_LAM}),
}
"""Where a copy may go from each state: proposed, pledged, running, succeeded, sustained; or it ends and may restart."""


def check_origins(library: Library, today: date) -> Iterator[Finding]:
    """A replication names one practice, here or on another site; the adopter is not the origin and learned that one."""
    for entry, record in library.records("replication"):
        local = record.practice is not None
        foreign = record.source is not None and record.id is not None
        if local == foreign:
            yield found(entry.path, Code.NO_PRACTICE, ("practice",))
        practice = library.get("practice", record.practice) if local else None
        if practice and record.unit == practice.owner:
            yield found(entry.path, Code.COPIES_ITSELF, ("unit",), found=record.unit, practice=record.practice)
        teacher = library.get("replication", record.learned_from) if record.learned_from else None
        if teacher and (teacher.practice, teacher.source, teacher.id) != (record.practice, record.source, record.id):
            yield found(
                entry.path, Code.LEARNED_ELSEWHERE, ("learned_from",), found=record.learned_from,
                practice=record.practice or record.id, other=teacher.practice or teacher.id,
            )  # fmt: skip


def check_histories(library: Library, today: date) -> Iterator[Finding]:
    """Every move in a replication's history is allowed and in the order of days; a failure has its reasons."""
    for entry, record in library.records("replication"):
        for number, (before, after) in enumerate(pairwise(record.history), 1):
            if after.status not in STATUS_MOVES[before.status]:
                yield found(
                    entry.path, Code.ILLEGAL_STATUS_MOVE, ("history", number, "status"), found=before.status.label,
                    to=after.status.label, choices=listed(sorted(STATUS_MOVES[before.status])),
                )  # fmt: skip
            if after.date < before.date:
                yield found(
                    entry.path, Code.DATES_OUT_OF_ORDER, ("history", number, "date"), found=date_vi(after.date),
                    other=date_vi(before.date), what="bước trước nó",
                )  # fmt: skip
        if record.state is _R.KHONG_THANH_CONG and not record.failure_reasons:
            yield found(entry.path, Code.NO_FAILURE_REASON, ("failure_reasons",))
        if record.state in {_R.THANH_CONG, _R.DUY_TRI} and not record.results:
            yield found(entry.path, Code.SUCCESS_WITHOUT_RESULT, ("results",), found=record.state.label)


def check_confirmations(library: Library, today: date) -> Iterator[Finding]:
    """A success is confirmed by neither the adopter nor the origin, and not before it was one."""
    for entry, record in library.records("replication"):
        if record.confirmed_by is None:
            continue
        unit, day = record.confirmed_by.unit, record.confirmed_by.date
        practice = library.get("practice", record.practice) if record.practice else None
        if unit in {record.unit, practice.owner if practice else ""}:
            yield found(entry.path, Code.CONFIRMED_BY_PARTY, ("confirmed_by", "unit"), found=unit)
        success = next((move.date for move in record.history if move.status is _R.THANH_CONG), None)
        if success is None or day < success:
            other = f"ngày {date_vi(success)}" if success else "chưa thành công"
            yield found(entry.path, Code.CONFIRMED_TOO_EARLY, ("confirmed_by", "date"), found=date_vi(day), other=other)


def check_steps(library: Library, today: date) -> Iterator[Finding]:
    """A replication uses steps that the practice has, and says of a changed one how and why; step ids are unique."""
    for entry, record in library.records("replication"):
        practice = library.get("practice", record.practice) if record.practice else None
        steps = [step.id for step in practice.steps] if practice else []
        for key, use in record.steps.items():
            if steps and key not in steps:
                yield found(
                    entry.path, Code.UNKNOWN_STEP, ("steps", key), found=key, near=near(key, steps) or "",
                    choices=", ".join(steps), at="key",
                )  # fmt: skip
            if use.kind is StepUseKind.DIEU_CHINH and not (use.change and use.reason):
                yield found(entry.path, Code.INCOMPLETE_CHANGE, ("steps", key), found=key, at="key")
    for entry, practice in library.records("practice"):
        seen: set[str] = set()
        for number, step in enumerate(practice.steps):
            if step.id in seen:
                yield found(entry.path, Code.REPEATED_VALUE, ("steps", number, "id"), label="Mã bước", found=step.id)
            seen.add(step.id)
