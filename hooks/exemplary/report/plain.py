"""Reports as text for a terminal, JSON for programs, CSV for spreadsheets."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from io import StringIO
from textwrap import wrap

from ..text import date_vi, number_vi, slugify
from .table import NOTHING, Cell, Kind, Report, Table, shown

_WIDEST = 48
"""Characters of a column of text before it is broken."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run."""


def text_of(report: Report) -> str:
    """Return a report as aligned tables."""
    head = [report.title.upper(), f"Số liệu tính đến hết ngày {date_vi(report.as_of)}."]
    return "\n\n".join(["\n".join(head), *([_text_table(table) for table in report.tables] or [NOTHING])]) + "\n"


def _text_table(table: Table) -> str:
    head = [column.label for column in table.columns]
    cells = [[shown(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows]
    widths = [min(_WIDEST, max(len(line[place]) for line in [head, *cells])) for place in range(len(head))]
    lines = [table.title, *_broken(head, widths, [Kind.TEXT] * len(head)), "  ".join("-" * width for width in widths)]
    for row in cells:
        lines += _broken(row, widths, [column.kind for column in table.columns])
    if not cells:
        lines.append("(không có dòng nào)")
    return "\n".join([*lines, *table.notes])


def _broken(row: list[str], widths: list[int], kinds: list[Kind]) -> list[str]:
    """Return the lines of one row, long text broken at spaces."""
    parts = [wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    made = []
    for number in range(max(map(len, parts))):
        line = [part[number] if number < len(part) else "" for part in parts]
        placed = [
            cell.ljust(width) if kind is Kind.TEXT else cell.rjust(width)
            for cell, width, kind in zip(line, widths, kinds, strict=True)
        ]
        made.append("  ".join(placed).rstrip())
    return made


def json_of(report: Report) -> str:
    """Return a report as JSON: every row an object under the slugs of its columns, days in ISO 8601."""
    tables = [
        {
            "id": table.id,
            "title": table.title,
            "sample": table.sample,
            "note": table.note,
            "columns": [
                {"key": slugify(column.label, "_"), "label": column.label, "kind": column.kind}
                for column in table.columns
            ],
            "rows": [
                {slugify(column.label, "_"): _plain(cell) for cell, column in zip(row, table.columns, strict=True)}
                for row in table.rows
            ],
        }
        for table in report.tables
    ]
    made = {"report": report.name, "title": report.title, "as_of": report.as_of.isoformat(), "tables": tables}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _plain(cell: Cell) -> str | int | float | None:
    if isinstance(cell, date):
        return cell.isoformat()
    return float(cell) if isinstance(cell, Decimal) else cell


def csv_of(report: Report) -> bytes:
    """Return a report as CSV: UTF-8 with BOM, semicolons, each table under its title.

    Excel under Vietnamese settings writes decimals with a comma and therefore splits at semicolons; without the BOM it
    reads another encoding, and a `sep=` line would make it ignore the BOM. Days are ISO 8601: every
    setting reads them.
    """
    stream = StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    for place, table in enumerate(report.tables):
        if place:
            writer.writerow([])
        writer.writerow([_safe(table.title)])
        writer.writerow([_safe(column.label) for column in table.columns])
        for row in table.rows:
            writer.writerow([_csv_cell(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)])
        for note in table.notes:
            writer.writerow([_safe(note)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _csv_cell(cell: Cell, kind: Kind) -> str:
    if isinstance(cell, str):
        return _safe(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return shown(cell, kind) if kind is Kind.SHARE else number_vi(cell).replace(".", "")
    return "" if cell is None else str(cell)


def _safe(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
