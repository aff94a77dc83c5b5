"""Official papers as .docx, in the form that NĐ 30/2020/NĐ-CP (phụ lục I) gives to administrative documents.

A4 upright, margins 20/20/30/15 mm, Times New Roman, black, 14 pt, page numbers at the head of all pages but the first;
who issues it beside the name of the country, number, place and day, what it is about, who receives it beside who signs.
What a clerk fills in is left open. The same words give the same bytes.
"""
# ruff: noqa: SLF001 - what python-docx has no words for is set on its XML, which it reaches by private names only

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

WIDTH: Final = 165
"""Millimetres between the margins."""
OPEN: Final = "[Cần ghi"
"""How a place begins that a person still has to fill in; it is set in italics on yellow."""
BODY, HEAD, SMALL, TABLE = 14, 13, 11, 12
"""Sizes in points: text; heading, number, recipients' title; recipients and notes; tables."""
_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The day in every file, so that the same words give the same bytes."""
_FONT: Final = "Times New Roman"
_PARTS: Final = re.compile(rf"({re.escape(OPEN)}[^\]]*\])")


@dataclass(frozen=True)
class Letterhead:
    """What stands around the text of a paper; "", 0 or () where the office fills it in itself.

    `signer` are the lines above the signature, `name` is the line below it;
    """

    superior: str
    office: str
    symbol: str
    place: str
    year: int = 0
    signer: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Look:
    """How a line is set; with `rule` a line stands under it, as wide as that share of the space."""

    size: float = BODY
    bold: bool = False
    italic: bool = False
    centre: bool = False
    before: int = 0
    after: int = 0
    rule: float = 0
    keep: bool = False


def begin(title: str, *, author: str = "", subject: str = "", warning: str = "") -> Any:
    """Begin a paper: page, type, number of the page, what the file says of itself; `warning` stands at every foot."""
    paper = docx.Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin, page.header_distance = Mm(30), Mm(15), Mm(10)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(BODY)
    style.paragraph_format.space_after = Pt(0)
    looks = style.element.get_or_add_rPr()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        looks.get_or_add_rFonts().set(qn(script), _FONT)
    looks.append(_element("w:lang", val="vi-VN"))
    page.different_first_page_header_footer = True
    number = page.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = number.add_run()
        run.font.size = Pt(BODY)
        mark = _element("w:fldChar", fldCharType=kind) if kind else _element("w:instrText")
        mark.text = text or None
        run._r.append(mark)
    for foot in (page.first_page_footer, page.footer) if warning else ():
        foot.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(foot.paragraphs[0], warning, Look(SMALL, italic=True))
    facts = paper.core_properties
    facts.title, facts.author, facts.last_modified_by, facts.language = title, author, author, "vi-VN"
    facts.subject, facts.comments, facts.created, facts.modified = subject, "", _DAY, _DAY
    return paper


def national_heading(paper: Any, head: Letterhead) -> None:
    """Put office and number beside the country's name and motto, place and day (phụ lục I, II.1-4)."""
    left, right = grid(paper, (62, 103), bare=True).add_row().cells
    if head.superior:
        line(left, head.superior.upper(), Look(HEAD, centre=True))
    line(left, head.office.upper() or f"{OPEN} tên cơ quan]", Look(HEAD, bold=True, centre=True, rule=0.35))
    line(left, f"Số: ……/{head.symbol or 'BC-……'}", Look(HEAD, centre=True, before=4))
    line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Look(12, bold=True, centre=True))
    line(right, "Độc lập - Tự do - Hạnh phúc", Look(HEAD, bold=True, centre=True, rule=0.62))
    day = f"{head.place or '………'}, ngày …… tháng …… năm {head.year or '20……'}"
    line(right, day, Look(HEAD, italic=True, centre=True, before=4))
    _without_first(left, right)


def title(paper: Any, kind: str, about: str) -> None:
    """Put what kind of document it is and what it is about, with a line below (II.5)."""
    line(paper, kind, Look(bold=True, centre=True, before=12))
    line(paper, about, Look(bold=True, centre=True, rule=0.3, after=12))


def heading(paper: Any, words: str) -> None:
    """Put the heading of a part."""
    line(paper, words, Look(bold=True, before=8, after=2, keep=True)).paragraph_format.first_line_indent = Mm(10)


def text(paper: Any, words: str, *, bold: bool = False, italic: bool = False) -> None:
    """Put a paragraph; a bold one stays with the next."""
    made = line(paper, words, Look(bold=bold, italic=italic, after=6, keep=bold))
    made.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    made.paragraph_format.first_line_indent, made.paragraph_format.line_spacing = Mm(10), 1.15


def signature(paper: Any, head: Letterhead) -> None:
    """Put who receives it beside who signs (II.7-9)."""
    line(paper, "", Look(6))
    row = grid(paper, (85, 80), bare=True).add_row()
    mark(row, "w:cantSplit")
    left, right = row.cells
    line(left, "Nơi nhận:", Look(12, bold=True, italic=True))
    kept = [who.rstrip(";.") for who in head.recipients]
    kept += [] if any(who.startswith("Lưu") for who in kept) else ["Lưu: VT"]
    for who in kept if head.recipients else [f"{OPEN} nơi nhận]", *kept]:
        line(left, f"- {who}{'.' if who == kept[-1] else ';'}", Look(SMALL))
    for words in head.signer or (f"{OPEN} quyền hạn, chức vụ]",):
        line(right, words if words.startswith(OPEN) else words.upper(), Look(bold=True, centre=True))
    for _ in range(3):
        line(right, "", Look())
    if head.name:
        line(right, head.name, Look(bold=True, centre=True))
    _without_first(left, right)


def line(where: Any, words: str, look: Look) -> Any:
    """Add a line to a paper or a cell and return its paragraph."""
    made = where.add_paragraph()
    form = made.paragraph_format
    form.space_before, form.space_after = Pt(look.before), Pt(0 if look.rule else look.after)
    form.keep_with_next = look.keep or bool(look.rule) or None
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER if look.centre else None
    _run(made, words, look)
    if look.rule:
        _rule(where, look.rule, look.after)
    return made


def grid(
    paper: Any, widths: Sequence[float], *, head: Sequence[str] = (), size: float = TABLE, bare: bool = False
) -> Any:
    """Begin a table with columns of so many millimetres; its head is repeated on every page."""
    made = paper.add_table(rows=0, cols=len(widths))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    if not bare:
        made.style = "Table Grid"
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    if head:
        row = made.add_row()
        mark(row, "w:tblHeader")
        mark(row, "w:cantSplit")
        for cell, words in zip(row.cells, head, strict=True):
            fill(cell, (words,), Look(size, bold=True, centre=True))
    return made


def fill(cell: Any, words: Iterable[str], look: Look) -> None:
    """Put lines of one look into a cell, below what is there."""
    for item in words:
        first = cell.paragraphs[0]
        made = first if len(cell.paragraphs) == 1 and not first.runs else cell.add_paragraph()
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER if look.centre else None
        _run(made, item, look)


def mark(row: Any, name: str) -> None:
    """Mark a row: `w:tblHeader` for a head that is repeated, `w:cantSplit` for one that stays on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def finished(paper: Any) -> bytes:
    """Return the file with one day in all its parts, without the picture that python-docx's template brings."""
    relations = paper.part.package.rels
    relations.pop(next(key for key, relation in relations.items() if "thumbnail" in relation.reltype))
    first, last = io.BytesIO(), io.BytesIO()
    paper.save(first)
    with zipfile.ZipFile(first) as made, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            part = zipfile.ZipInfo(name, _DAY.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(part, made.read(name))
    return last.getvalue()


def _run(paragraph: Any, words: str, look: Look) -> None:
    for part in _PARTS.split(words):
        if not part:
            continue
        run = paragraph.add_run(part)
        run.font.size, run.bold, run.italic = Pt(look.size), look.bold or None, look.italic or None
        if part.startswith(OPEN):
            run.italic, run.font.highlight_color = True, WD_COLOR_INDEX.YELLOW


def _rule(where: Any, share: float, after: int) -> None:
    """Add a line across the middle of the space: an empty paragraph, indented from both sides, with a top border."""
    width = where.width.mm if hasattr(where, "width") and where.width else WIDTH
    made = where.add_paragraph()
    form = made.paragraph_format
    form.left_indent = form.right_indent = Mm((width - 4) * (1 - share) / 2)
    form.space_before, form.space_after, form.line_spacing = Pt(2), Pt(after), Pt(3)
    borders = OxmlElement("w:pBdr")
    borders.append(_element("w:top", val="single", sz="6", space="1", color="000000"))
    made._p.get_or_add_pPr().find(qn("w:spacing")).addprevious(borders)  # the schema has borders before spacing


def _element(name: str, **values: str) -> Any:
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _without_first(*cells: Any) -> None:
    """Take away the empty paragraph that every new cell holds."""
    for cell in cells:
        cell._tc.remove(cell.paragraphs[0]._p)
