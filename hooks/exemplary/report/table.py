"""A table of a report and the report itself: values only; how they look on paper or in a sheet is for the writers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from ..text import date_vi, number_vi

Cell = str | int | Decimal | date | None
"""A value of a table: text, a count, a share (0 to 1), a day; None where nothing is asked."""
SAMPLE_LABEL: Final = "Số liệu minh họa, tính từ bài mẫu, không phải số liệu thật."
"""What stands under every table that counts invented records."""
SUM: Final = "Cộng"
"""How the row of sums is called."""
NOTHING: Final = "Không có số liệu nào."
"""What a report without any table tells."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "chu"
    COUNT = "so"
    SHARE = "ty-le"
    DAY = "ngay"


@dataclass(frozen=True)
class Column:
    """A column: what stands above it and what it holds."""

    label: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Table:
    """A table with its title; `sample` when it counts invented records, `note` says how it was counted.

    For pages: `links` are the addresses of what the rows are about, from the first row on ("" for none), and `marks`
    tell for each cell in a word how it is to be seen.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    sample: bool = False
    links: tuple[str, ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()

    @property
    def topic(self) -> str:
        """The title without the plan that it names first."""
        return self.title.rpartition(": ")[2]

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands under the table."""
        return tuple(text for text in (SAMPLE_LABEL if self.sample else "", self.note) if text)


@dataclass(frozen=True)
class Report:
    """A report: its name in a command, what it is about, who issues it (a unit's id or ""), up to which day."""

    name: str
    title: str
    issuer: str
    as_of: date
    tables: tuple[Table, ...]


def counts(*labels: str) -> tuple[Column, ...]:
    """Return columns of counts."""
    return tuple(Column(label, Kind.COUNT) for label in labels)


def shown(cell: Cell, kind: Kind) -> str:
    """Return a cell as people read it: 1.234, 45,5%, 12/05/2026; a dash for None."""
    if cell is None:
        return "–"
    if isinstance(cell, date):
        return date_vi(cell)
    if isinstance(cell, str):
        return cell
    return f"{number_vi(Decimal(cell) * 100)}%" if kind is Kind.SHARE else number_vi(cell)


def share(part: int, whole: int) -> Decimal | None:
    """Return a share to a tenth of a percent, None of nothing."""
    return (Decimal(part) / whole).quantize(Decimal("0.001")) if whole else None


def total(rows: tuple[tuple[Cell, ...], ...], columns: tuple[Column, ...]) -> tuple[Cell, ...]:
    """Return the row of sums over the columns of counts, called "Cộng"."""
    sums: list[Cell] = [
        sum(cell for row in rows if isinstance(cell := row[place], int)) if column.kind is Kind.COUNT else ""
        for place, column in enumerate(columns)
    ]
    return (SUM, *sums[1:])
