"""Reports as papers: .docx in the form that NĐ 30/2020/NĐ-CP (Phụ lục I) gives to administrative documents.

A4 upright, margins 20/20/30/15 mm, Times New Roman, 13 and 14 pt, page numbers from the second page on; national
heading, issuing office, number, place and day, what it is about, text, signature, recipients. What a clerk fills in
(number, day, who signs) is left open.
"""
# ruff: noqa: SLF001 - what python-docx has no words for is set on its XML, which it reaches by private names only

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from ..text import date_vi
from .table import Kind, Report, Table, shown

_EPOCH: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed day: same report, same bytes
_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)
_FONT: Final = "Times New Roman"
_BODY, _HEAD, _SMALL, _TABLE = 14, 13, 11, 11
"""Sizes in points: text, heading lines, recipients, tables."""
_DENSE: Final = 9
"""From how many columns a table is set smaller."""
_TEXT_WIDTH: Final = 165
"""Millimetres between the margins."""
OPEN: Final = "[Cần ghi"
"""How a place begins that a person still has to fill in; it is set in italics on yellow."""
_PARTS: Final = re.compile(rf"({re.escape(OPEN)}[^\]]*\])")


@dataclass(frozen=True)
class Letterhead:
    """What stands around the text of a paper; "" or () where the office fills it in itself."""

    superior: str
    office: str
    symbol: str
    place: str
    year: int
    signer: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading with its paragraphs and tables."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


def document_of(report: Report, head: Letterhead) -> bytes:
    """Return a report as an official .docx: its tables one after another."""
    lead = f"Số liệu được tính từ hồ sơ điển hình, đến hết ngày {date_vi(report.as_of)}."
    return paper(head, report.title, [Section("", (lead,), report.tables)])


def paper(head: Letterhead, title: str, sections: list[Section]) -> bytes:
    """Return an official report as .docx; the same text gives the same bytes."""
    import docx  # noqa: PLC0415 - only papers need it
    from docx.shared import Mm, Pt  # noqa: PLC0415

    made = docx.Document()
    _set_up(made, title, Mm, Pt)
    _national_heading(made, head)
    _line(made, "BÁO CÁO", _Look(_BODY, bold=True, centre=True, before=12))
    _line(made, title, _Look(_BODY, bold=True, centre=True, rule=0.3, after=12))
    number = 0
    for section in sections:
        if section.heading:
            _line(made, section.heading, _Look(_BODY, bold=True, before=6, keep=True))
        for text in section.paragraphs:
            _paragraph(made, text)
        for table in section.tables:
            number += 1
            _table(made, table, number)
    _signature(made, head)
    held = BytesIO()
    made.save(held)
    return _same_bytes(held.getvalue())


def _same_bytes(data: bytes) -> bytes:
    """Return the packed file with every time of its own taken away."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_DAY), old.read(name), zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _set_up(made: Any, title: str, mm: Any, pt: Any) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415

    core = made.core_properties
    core.title, core.author, core.last_modified_by, core.comments = title, "", "", ""
    core.created = core.modified = _EPOCH
    core.language = "vi-VN"
    style = made.styles["Normal"]
    style.font.name, style.font.size = _FONT, pt(_BODY)
    for script in ("w:eastAsia", "w:cs", "w:ascii", "w:hAnsi"):
        style.element.rPr.rFonts.set(qn(script), _FONT)
    language = style.element.rPr.makeelement(qn("w:lang"), {qn("w:val"): "vi-VN"})
    style.element.rPr.append(language)
    page = made.sections[0]
    page.page_width, page.page_height = mm(210), mm(297)
    page.top_margin = page.bottom_margin = mm(20)
    page.left_margin, page.right_margin = mm(30), mm(15)
    page.header_distance = mm(10)
    page.different_first_page_header_footer = True
    top = page.header.paragraphs[0]
    top.alignment = 1
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = top.add_run()
        run.font.size = pt(_HEAD)
        tag = "w:fldChar" if kind else "w:instrText"
        mark = run._r.makeelement(qn(tag), {qn("w:fldCharType"): kind} if kind else {})
        mark.text = text or None
        run._r.append(mark)


def _national_heading(made: Any, head: Letterhead) -> None:
    """Office and number on the left, the country's name and motto, place and day on the right (Phụ lục I, II.1-4)."""
    grid = made.add_table(rows=1, cols=2)
    _widths(grid, (62, 103))
    left, right = grid.rows[0].cells
    if head.superior:
        _line(left, head.superior.upper(), _Look(_HEAD, centre=True))
    _line(left, head.office.upper() or f"{OPEN} tên cơ quan]", _Look(_HEAD, bold=True, centre=True, rule=0.35))
    _line(left, f"Số: …/{head.symbol or 'BC-…'}", _Look(_HEAD, centre=True, before=4))
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", _Look(12, bold=True, centre=True))
    _line(right, "Độc lập - Tự do - Hạnh phúc", _Look(_HEAD, bold=True, centre=True, rule=0.62))
    day = f"{head.place or '…'}, ngày … tháng … năm {head.year}"
    _line(right, day, _Look(_HEAD, italic=True, centre=True, before=4))
    for cell in (left, right):
        cell._tc.remove(cell.paragraphs[0]._p)  # the empty one that every new cell holds


def _signature(made: Any, head: Letterhead) -> None:
    _line(made, "", _Look(6))
    grid = made.add_table(rows=1, cols=2)
    _widths(grid, (85, 80))
    _unsplit(grid.rows[0])
    left, right = grid.rows[0].cells
    _line(left, "Nơi nhận:", _Look(12, bold=True, italic=True))
    kept = [who.rstrip(";.") for who in head.recipients]
    kept += [] if any(who.startswith("Lưu") for who in kept) else ["Lưu: VT"]
    for who in kept if head.recipients else [f"{OPEN} nơi nhận]", *kept]:
        _line(left, f"- {who}{'.' if who == kept[-1] else ';'}", _Look(_SMALL))
    for words in head.signer or (f"{OPEN} quyền hạn, chức vụ]",):
        _line(right, words if words.startswith(OPEN) else words.upper(), _Look(_BODY, bold=True, centre=True))
    for _ in range(3):
        _line(right, "", _Look(_BODY))
    for cell in (left, right):
        cell._tc.remove(cell.paragraphs[0]._p)


@dataclass(frozen=True)
class _Look:
    """How a line is set; with `rule` a line stands under it, as wide as that share of the space."""

    size: int
    bold: bool = False
    italic: bool = False
    centre: bool = False
    before: int = 0
    after: int = 0
    rule: float = 0
    keep: bool = False


def _line(where: Any, text: str, look: _Look) -> None:
    from docx.shared import Pt  # noqa: PLC0415

    held = where.add_paragraph()
    held.paragraph_format.space_before = Pt(look.before)
    held.paragraph_format.space_after = Pt(0 if look.rule else look.after)
    held.paragraph_format.keep_with_next = look.keep or bool(look.rule) or None
    held.alignment = 1 if look.centre else None
    _run(held, text, look)
    if look.rule:
        _rule(where, look.rule, look.after)


def _rule(where: Any, share: float, after: int) -> None:
    """Add a line across the middle of the space: an empty paragraph, indented from both sides, with a top border."""
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Mm, Pt  # noqa: PLC0415

    width = where.width.mm if hasattr(where, "width") and where.width else _TEXT_WIDTH
    held = where.add_paragraph()
    form = held.paragraph_format
    form.left_indent = form.right_indent = Mm((width - 4) * (1 - share) / 2)
    form.space_before, form.space_after, form.line_spacing = Pt(2), Pt(after), Pt(3)
    borders = held._p.get_or_add_pPr().makeelement(qn("w:pBdr"), {})
    top = borders.makeelement(
        qn("w:top"), {qn("w:val"): "single", qn("w:sz"): "6", qn("w:space"): "1", qn("w:color"): "000000"}
    )
    borders.append(top)
    spacing = held._p.pPr.find(qn("w:spacing"))
    spacing.addprevious(borders)  # the schema has borders before spacing


def _paragraph(made: Any, text: str) -> None:
    from docx.shared import Mm, Pt  # noqa: PLC0415

    held = made.add_paragraph()
    held.alignment = 3
    form = held.paragraph_format
    form.first_line_indent, form.space_after, form.line_spacing = Mm(10), Pt(6), 1.15
    _run(held, text, _Look(_BODY))


def _run(held: Any, text: str, look: _Look) -> None:
    from docx.enum.text import WD_COLOR_INDEX  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    for part in _PARTS.split(text):
        if not part:
            continue
        run = held.add_run(part)
        run.font.size, run.bold, run.italic = Pt(look.size), look.bold or None, look.italic or None
        if part.startswith(OPEN):
            run.italic, run.font.highlight_color = True, WD_COLOR_INDEX.YELLOW


def _table(made: Any, table: Table, number: int) -> None:
    """Add a table with its number and title above, its notes below; the head is repeated on every page."""
    size = _TABLE if len(table.columns) < _DENSE else _TABLE - 2
    _line(made, f"Bảng {number}. {table.title}", _Look(_HEAD, bold=True, before=8, after=4, keep=True))
    grid = made.add_table(rows=1, cols=len(table.columns))
    grid.style = "Table Grid"
    texts = [[shown(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows]
    _widths(grid, _shares(table, texts))
    _mark(grid.rows[0], "w:tblHeader")
    rows = [[column.label for column in table.columns], *texts]
    for _ in rows[1:]:
        grid.add_row()
    for place, (line, row) in enumerate(zip(rows, grid.rows, strict=True)):
        _unsplit(row)
        last = place == len(rows) - 1 and line[0] == "Cộng"
        for text, cell, column in zip(line, row.cells, table.columns, strict=True):
            held = cell.paragraphs[0]
            held.paragraph_format.space_after = 0
            held.alignment = 1 if place == 0 else None if column.kind is Kind.TEXT else 2
            _run(held, text, _Look(size, bold=place == 0 or last))
    if not texts:
        _line(made, "(không có dòng nào)", _Look(_TABLE, italic=True))
    for note in table.notes:
        _line(made, note, _Look(_TABLE, italic=True, before=2))


def _shares(table: Table, texts: list[list[str]]) -> tuple[float, ...]:
    """Return the widths of columns in millimetres: what the longest words need, the rest to those with much text."""
    needs, wants = [], []
    for place, column in enumerate(table.columns):
        cells = [line[place] for line in texts]
        word = max((len(word) for text in [column.label, *cells] for word in text.split()), default=1)
        needs.append(2.5 * word + 4.5)
        wants.append(max((len(text) for text in cells), default=1) ** 0.7 if column.kind is Kind.TEXT else 0.5)
    spare = max(0.0, _TEXT_WIDTH - sum(needs))
    scale = min(1.0, _TEXT_WIDTH / sum(needs))
    return tuple(need * scale + spare * want / sum(wants) for need, want in zip(needs, wants, strict=True))


def _widths(grid: Any, widths: tuple[float, ...]) -> None:
    from docx.shared import Mm  # noqa: PLC0415

    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    for cell, width in zip(grid.rows[0].cells, widths, strict=True):
        cell.width = Mm(width)


def _unsplit(row: Any) -> None:
    _mark(row, "w:cantSplit")


def _mark(row: Any, tag: str) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415

    held = row._tr.get_or_add_trPr()
    held.append(held.makeelement(qn(tag), {}))
