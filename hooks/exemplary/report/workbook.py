"""Reports as workbooks: a sheet for each table, numbers as numbers and days as days."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from textwrap import wrap
from typing import Any, Final

from ..text import date_vi
from .table import NOTHING, SUM, Kind, Report, Table, shown

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")
_LONGEST: Final = 31
"""Characters that the name of a sheet may have."""
_HEAD: Final = 3
"""The row (from 0) of the columns' labels, below title, day and a blank one."""
_PORTRAIT: Final = 6
"""Columns that fit on a page that stands upright."""
_WIDTHS: Final = (6, 46)
"""The narrowest and the widest column, in characters."""
_LINE: Final = 16.5
"""The height of one line of a row, in points; not every program sets rows as high as their text."""


_FORMS: Final[dict[Kind, dict[str, Any]]] = {
    Kind.TEXT: {"text_wrap": True, "align": "left", "indent": 1},
    Kind.COUNT: {"num_format": "#,##0", "align": "right"},
    Kind.SHARE: {"num_format": "0.0%", "align": "right"},
    Kind.DAY: {"num_format": "dd/mm/yyyy", "align": "center"},
}
"""How cells look by what they hold."""


def workbook_of(report: Report) -> bytes:
    """Return a report as .xlsx; the same report gives the same bytes."""
    import xlsxwriter  # noqa: PLC0415 - only reports need it

    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": report.title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001 - a fixed day
        font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
        looks = {
            "title": book.add_format({**font, "bold": True, "font_size": 14}),
            "note": book.add_format({**font, "italic": True}),
            "head": book.add_format({**font, "bold": True, "text_wrap": True, "border": 1, "align": "center"}),
        }
        for kind, form in _FORMS.items():
            looks[kind] = book.add_format({**font, "border": 1, **form})
            looks[f"{kind} {SUM}"] = book.add_format({**font, "border": 1, **form, "bold": True})
        for number, table in enumerate(report.tables, 1):
            page = book.add_worksheet(_sheet_name(table, number))
            _fill(page, table, looks, f"Số liệu tính đến hết ngày {date_vi(report.as_of)}")
        if not report.tables:
            book.add_worksheet("Báo cáo").write_string(0, 0, f"{report.title}. {NOTHING}")
    return held.getvalue()


def _sheet_name(table: Table, number: int) -> str:
    words = _FORBIDDEN.sub("-", table.topic).strip()
    return f"{number:02d} {words}"[:_LONGEST].strip()


def _fill(page: Any, table: Table, looks: dict[str, Any], day: str) -> None:
    page.write_string(0, 0, table.title, looks["title"])
    page.write_string(1, 0, day, looks["note"])
    texts = [[shown(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows]
    widths = []
    for place, column in enumerate(table.columns):
        page.write_string(_HEAD, place, column.label, looks["head"])
        longest = max([len(line[place]) for line in texts] + [len(word) for word in column.label.split()])
        widths.append(min(max(longest + 3, _WIDTHS[0]), _WIDTHS[1]))
        page.set_column(place, place, widths[-1])
    for row, line in enumerate([[column.label for column in table.columns], *texts], _HEAD):
        lines = max(
            len(wrap(text, width - 1)) if len(text) >= width else 1 for text, width in zip(line, widths, strict=True)
        )
        page.set_row(row, _LINE * lines)
    row = _HEAD
    for row, cells in enumerate(table.rows, _HEAD + 1):
        summed = f" {SUM}" if row == _HEAD + len(table.rows) and cells[0] == SUM else ""
        for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            look = looks[f"{Kind.TEXT if isinstance(cell, str) else column.kind}{summed}"]
            if isinstance(cell, date):
                page.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), look)  # noqa: DTZ001
            elif isinstance(cell, (int, Decimal)):
                page.write_number(row, place, float(cell), look)
            else:
                page.write_string(row, place, shown(cell, column.kind), look)
    for number, note in enumerate(table.notes):
        page.write_string(row + 2 + number, 0, note, looks["note"])
    page.freeze_panes(_HEAD + 1, 1)
    page.repeat_rows(_HEAD)
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    if len(table.columns) > _PORTRAIT:
        page.set_landscape()
