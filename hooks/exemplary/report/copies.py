"""What was copied, by whom, how far it came; and what a unit might copy next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..measure.evidence import lapsed, measure_evidence
from ..measure.suggestion import suggest_practices
from ..model.choices import ReplicationStatus
from ..model.practice import Replication
from .months import overdue_copies
from .question import Question
from .table import Cell, Column, Report, Table, counts, total


def replication(question: Question) -> Report:
    """Return where the copies stand, by field and by unit, and which are to be verified again."""
    tables: list[Table] = []
    for sample in (False, True):
        held = [copy for _, copy in question.library.records("replication") if copy.sample is sample]
        held = [copy for copy in held if copy.history[0].date <= question.today]
        if held:
            tables += _tallies(question, held, sample=sample)
    tables += overdue_copies(question)
    return Report(
        "replication", "Kết quả nhân rộng điển hình tiên tiến", question.issuer, question.today, tuple(tables)
    )


def _tallies(question: Question, held: list[Replication], *, sample: bool) -> Iterable[Table]:
    by_field: dict[str, list[Replication]] = {}
    by_unit: dict[str, list[Replication]] = {}
    for copy in held:
        by_unit.setdefault(copy.unit, []).append(copy)
        practice = question.library.get("practice", copy.practice) if copy.practice else None
        for campaign in practice.campaigns if practice else ("",):
            by_field.setdefault(campaign, []).append(copy)
    ending = "-mau" if sample else ""
    names = {key: question.campaign_name(key) if key else "Mô hình của trang khác" for key in by_field}
    order = sorted(by_field, key=lambda key: (not key, names[key]))
    columns, rows = _tally(question, "Phong trào, lĩnh vực", [(names[key], by_field[key]) for key in order])
    yield Table(
        f"theo-linh-vuc{ending}", "Nơi làm theo, chia theo phong trào, lĩnh vực", columns, rows,
        f"Một mô hình thuộc nhiều lĩnh vực được đếm ở từng lĩnh vực; tất cả có {len(held)} bản nhân rộng.", sample,
    )  # fmt: skip
    units = question.by_name(by_unit)
    columns, rows = _tally(question, "Đơn vị", [(question.unit_name(unit), by_unit[unit]) for unit in units])
    yield Table(
        f"theo-don-vi{ending}", "Nơi làm theo, chia theo đơn vị", columns, (*rows, total(rows, columns)), "", sample
    )


def _state_on(question: Question, copy: Replication) -> ReplicationStatus:
    return [move.status for move in copy.history if move.date <= question.today][-1]


def _tally(
    question: Question, first: str, groups: Iterable[tuple[str, list[Replication]]]
) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    """Return columns and rows: each group's copies by where they stand."""
    rows: list[tuple[Cell, ...]] = []
    for name, held in groups:
        states = Counter(_state_on(question, copy) for copy in held)
        overdue = sum(lapsed(copy, question.today) for copy in held)
        rows.append((name, *(states[state] for state in ReplicationStatus), len(held), overdue))
    columns = (Column(first), *counts(*(state.label for state in ReplicationStatus), "Cộng", "Quá hạn xác minh lại"))
    return columns, tuple(rows)


def suggest(question: Question) -> Report:
    """Return practices that a unit might copy next, strongest first, each with its reasons; published ones only."""
    library = question.library.only(practice=question.seen.of("practice"))
    evidence = measure_evidence(library, question.today)
    found = suggest_practices(library, evidence, question.today).get(question.unit, ())
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            place, question.title("practice", item.practice), evidence.practices[item.practice].short,
            " ".join((*item.reasons, *item.cautions)),
        )
        for place, item in enumerate(found, 1)
    )  # fmt: skip
    sample = any(library.get("practice", item.practice).sample for item in found)
    name = question.unit_name(question.unit)
    table = Table(
        "goi-y", f"Mô hình {name} có thể làm theo",
        (*counts("Số thứ tự"), Column("Mô hình"), Column("Minh chứng"), Column("Vì sao")), rows,
        "" if rows else "Chưa có mô hình nào của đơn vị tương tự mà đơn vị này chưa thử.", sample,
    )  # fmt: skip
    return Report("suggest", f"Gợi ý mô hình làm theo cho {name}", question.issuer, question.today, (table,))
