"""The year-book of an office: who was introduced in a year, field by field, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..group import name_key
from ..measure.introductions import Introduced
from ..model.choices import AwardForm, ExemplarType
from ..model.exemplar import Exemplar
from ..model.values import Known
from .coverage import granted_awards, reached
from .question import Question
from .table import Cell, Column, Report, Table, counts, total

_RECOGNISED = 3
_ALL_ROUND = "Điển hình toàn diện"


def yearbook(question: Question) -> Report:
    """Return those introduced in a year: figures by field and unit, then a list for each field of who may be named.

    As in the year-book of the site, everyone stands once, under the first of their fields.
    """
    year = question.year or str(question.today.year)
    tables: list[Table] = []
    everyone = question.plans[0].introduced if question.plan else tuple(question.exemplars())
    for sample in (False, True):
        held = [(key, record) for key, record in everyone if record.sample is sample]
        held = [(key, record) for key, record in held if str(record.introduced_on.year) == year]
        if held:
            tables += _tables(question, held, sample=sample)
    return Report("yearbook", f"Kỷ yếu điển hình tiên tiến năm {year}", question.issuer, question.today, tuple(tables))


def _tables(question: Question, held: list[Introduced], *, sample: bool) -> Iterable[Table]:
    ending = "-mau" if sample else ""
    by_field: dict[str, list[Introduced]] = {}
    by_unit: dict[str, list[Introduced]] = {}
    for pair in held:
        by_field.setdefault(pair[1].campaigns[0] if pair[1].campaigns else "", []).append(pair)
        by_unit.setdefault(pair[1].submitted_by, []).append(pair)
    fields = sorted(by_field, key=lambda key: (not key, _order(question, key)))
    named = [(_field(question, key), by_field[key]) for key in fields]
    types = counts(*(kind.label for kind in ExemplarType), "Cộng", "Đã công bố")
    columns: tuple[Column, ...] = (Column("Phong trào, lĩnh vực"), *types)
    rows: list[tuple[Cell, ...]] = []
    for name, pairs in named:
        kinds = Counter(record.type for _, record in pairs)
        rows.append((name, *(kinds[kind] for kind in ExemplarType), len(pairs), _seen(question, pairs)))
    note = "Mỗi gương đứng một lần, ở phong trào, lĩnh vực chính."
    yield Table(
        f"tong-hop{ending}", "Gương được giới thiệu, chia theo phong trào, lĩnh vực và loại", columns,
        (*rows, total(tuple(rows), columns)), note, sample,
    )  # fmt: skip
    columns = (
        Column("Đơn vị giới thiệu"),
        *counts("Được giới thiệu", "Đã công bố", "Được công nhận", "Được khen thưởng"),
    )
    rows = []
    for unit in question.by_name(by_unit):
        pairs = by_unit[unit]
        recognised = sum(reached(record, question.today) >= _RECOGNISED for _, record in pairs)
        honoured = sum(bool(granted_awards(record)) for _, record in pairs)
        rows.append((question.unit_name(unit), len(pairs), _seen(question, pairs), recognised, honoured))
    yield Table(
        f"don-vi{ending}", "Gương được giới thiệu, chia theo đơn vị", columns, (*rows, total(tuple(rows), columns)),
        "", sample,
    )  # fmt: skip
    for key, (name, pairs) in zip(fields, named, strict=True):
        yield _list(question, f"guong-{key or 'toan-dien'}{ending}", name, pairs)


def _order(question: Question, key: str) -> tuple[int, str]:
    """Return where a field stands: in the order that the site gives its campaigns, then by id."""
    campaign = question.library.get("campaign", key) if key else None
    return (campaign.order if campaign and campaign.order is not None else 10_000, key)


def _field(question: Question, key: str) -> str:
    return question.campaign_name(key) if key else _ALL_ROUND


def _seen(question: Question, pairs: Iterable[Introduced]) -> int:
    return sum(bool(question.title("exemplar", key)) for key, _ in pairs)


def _list(question: Question, identifier: str, name: str, pairs: list[Introduced]) -> Table:
    shown: list[Exemplar] = [record for key, _ in pairs if (record := question.seen.get("exemplar", key))]
    shown.sort(key=lambda record: (name_key(record), record.title))
    hidden = len(pairs) - len(shown)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (place, record.display_name, record.title, record.type.label, question.unit_name(record.unit), _praise(record))
        for place, record in enumerate(shown, 1)
    )
    columns = (
        *counts("Số thứ tự"), Column("Tên"), Column("Việc làm tốt"), Column("Loại"), Column("Đơn vị"),
        Column("Khen thưởng"),
    )  # fmt: skip
    note = f"Ngoài ra có {hidden:02d} gương chưa công bố." if hidden else ""
    return Table(identifier, f"{name}: gương của năm", columns, rows, note, pairs[0][1].sample)


def _praise(record: Exemplar) -> str:
    labels = (
        f"{Known(AwardForm).label(award.form)}{f' số {award.number}' if award.number else ''}"
        for award in granted_awards(record)
    )
    return "; ".join(labels)
