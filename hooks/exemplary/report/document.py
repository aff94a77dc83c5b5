"""Reports as official papers: their sections and tables, numbered, in the form that `official` gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH

from .. import official
from ..official import OPEN, WIDTH, Letterhead, Look
from ..text import date_vi
from .table import NOTHING, SUM, Kind, Report, Table, shown

_TABLE: Final = 11
_DENSE: Final = 9
"""From how many columns a table is set smaller."""
_UNBROKEN: Final = re.compile(r"[^\s–-]+[–-]?")
"""What stands on one line: a line ends at a space or after a dash."""


@dataclass(frozen=True)
class Section:
    """A heading with its paragraphs and tables."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


def document_of(report: Report, head: Letterhead) -> bytes:
    """Return a report as an official .docx: its tables one after another."""
    lead = f"Số liệu được tính từ hồ sơ điển hình, đến hết ngày {date_vi(report.as_of)}."
    told = (lead,) if report.tables else (lead, NOTHING)
    return paper(head, report.title, [Section("", told, report.tables)])


def paper(head: Letterhead, title: str, sections: list[Section]) -> bytes:
    """Return an official report as .docx; the same text gives the same bytes."""
    made = official.begin(title)
    official.national_heading(made, head)
    official.title(made, "BÁO CÁO", title)
    number = 0
    for section in sections:
        if section.heading:
            official.heading(made, section.heading)
        for text in section.paragraphs:
            official.text(made, text)
        for table in section.tables:
            number += 1
            _table(made, table, number)
    official.signature(made, head)
    return official.finished(made)


def _table(made: Any, table: Table, number: int) -> None:
    """Add a table with its number and title above, its notes below; the head is repeated on every page."""
    size = _TABLE if len(table.columns) < _DENSE else _TABLE - 2
    official.line(made, f"Bảng {number}. {table.title}", Look(official.HEAD, bold=True, before=8, after=4, keep=True))
    texts = [[shown(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows]
    labels = [column.label for column in table.columns]
    grid = official.grid(made, _shares(table, texts), head=labels, size=size)
    for place, line in enumerate(texts, 1):
        row = grid.add_row()
        official.mark(row, "w:cantSplit")
        look = Look(size, bold=place == len(texts) and line[0] == SUM)
        for text, cell, column in zip(line, row.cells, table.columns, strict=True):
            official.fill(cell, (text,), look)
            if column.kind is not Kind.TEXT:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if not texts:
        official.line(made, "(không có dòng nào)", Look(_TABLE, italic=True))
    for note in table.notes:
        official.line(made, note, Look(_TABLE, italic=True, before=2))


def _shares(table: Table, texts: list[list[str]]) -> tuple[float, ...]:
    """Return the widths of columns in millimetres: what the longest words need, the rest to those with much text."""
    needs, wants = [], []
    for place, column in enumerate(table.columns):
        cells = [line[place] for line in texts]
        word = max((len(word) for text in [column.label, *cells] for word in _UNBROKEN.findall(text)), default=1)
        needs.append(2.5 * word + 4.5)
        wants.append(max((len(text) for text in cells), default=1) ** 0.7 if column.kind is Kind.TEXT else 0.5)
    spare = max(0.0, WIDTH - sum(needs))
    scale = min(1.0, WIDTH / sum(needs))
    return tuple(need * scale + spare * want / sum(wants) for need, want in zip(needs, wants, strict=True))


__all__ = ["OPEN", "Letterhead", "Section", "document_of", "paper"]
