"""The plan to copy a practice, to be filled in: a DOCX in the form of Nghị định 30/2020/NĐ-CP, phụ lục I.

Margins 20/20/30/20 mm, Times New Roman, black, page numbers at the head of all pages but the first (I.1-I.3, I.7);
the parts of the head and the foot stand where mục II puts them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from .told import Told

_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The day in every file, so that the same practice gives the same bytes."""
_FONT: Final = "Times New Roman"
_BODY: Final = 14
_GAP: Final = "…………"
_CENTER, _JUSTIFY, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT


def plan_paper(told: Told) -> bytes:
    """Return the DOCX of the plan to copy a practice, its steps and criteria filled in."""
    paper = docx.Document()
    _form(paper, told)
    _head(paper)
    _line(paper, "KẾ HOẠCH", bold=True, align=_CENTER, before=12)
    _line(paper, f"Nhân rộng mô hình “{told['title']}” tại {_GAP}", bold=True, align=_CENTER)
    _rule(_line(paper, "", align=_CENTER), Mm(45))
    _grounds(paper, told)
    _purpose(paper, told)
    _steps(paper, told)
    _criteria(paper, told)
    _means(paper, told)
    _duties(paper)
    _foot(paper)
    return _fixed(paper)


def _form(paper: Any, told: Told) -> None:
    """Set the page, the type, the number of the page, what the file says of itself."""
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = page.right_margin = Mm(20)
    page.left_margin, page.header_distance = Mm(30), Mm(10)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_BODY)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), _FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.get_or_add_rPr().append(language)
    style.paragraph_format.space_after = Pt(0)
    page.different_first_page_header_footer = True
    number = page.header.paragraphs[0]
    number.alignment = _CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = number.add_run()
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        mark.text = text or None
        run.element.append(mark)
    if told["sample"]:
        warning = "MẪU MINH HỌA: mô hình trong văn bản này được đặt ra, số liệu không có thật"
        for part in (page.first_page_footer, page.footer):
            _write(part.paragraphs[0], warning, size=11, italic=True, align=_CENTER)
    facts = paper.core_properties
    facts.title, facts.author, facts.language = f"Kế hoạch nhân rộng: {told['title']}", told["site"], "vi-VN"
    facts.subject, facts.comments, facts.last_modified_by = told["address"], "", told["site"]
    facts.created = facts.modified = _DAY


def _head(paper: Any) -> None:
    """Put who issues it beside the name of the country, its number beside place and day."""
    table = _table(paper, (70, 90), bare=True)
    left, right = table.add_row().cells
    _write(left.paragraphs[0], "TÊN CƠ QUAN CHỦ QUẢN", size=13, align=_CENTER)
    _write(left.add_paragraph(), "TÊN CƠ QUAN BAN HÀNH", size=13, bold=True, align=_CENTER)
    _rule(left.add_paragraph(), Mm(22))
    _write(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12.5, bold=True, align=_CENTER)
    _write(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", size=13.5, bold=True, align=_CENTER)
    _rule(right.add_paragraph(), Mm(58))
    left, right = table.add_row().cells
    _write(left.paragraphs[0], "Số: ……/KH-……", size=13, align=_CENTER)
    _write(right.paragraphs[0], "………, ngày …… tháng …… năm 20……", size=13.5, italic=True, align=_CENTER)


def _grounds(paper: Any, told: Told) -> None:
    _text(paper, f"Căn cứ {_GAP} (văn bản chỉ đạo phong trào thi đua của cấp trên);", italic=True)
    _text(paper, f"Căn cứ tình hình thực tế của {_GAP},", italic=True)
    name = f"“{told['title']}” của {told['owner']}"
    _text(paper, f"{_GAP} xây dựng Kế hoạch nhân rộng mô hình {name}, cụ thể như sau:")


def _purpose(paper: Any, told: Told) -> None:
    _part(paper, "I. MỤC ĐÍCH, YÊU CẦU")
    _text(paper, "1. Mục đích", bold=True)
    _text(paper, f"Mô hình giải quyết việc: {told['problem']}")
    _text(paper, f"Tình hình ở đơn vị trước khi làm: {_GAP}")
    if told["campaigns"]:
        _text(paper, f"Góp phần thực hiện: {'; '.join(told['campaigns'])}.")
    _text(paper, "2. Yêu cầu", bold=True)
    _text(paper, "Giữ các bước cốt lõi; bước nào điều chỉnh hoặc bỏ thì ghi rõ lý do.")
    _text(paper, "Số liệu trước và sau khi làm được đo cùng một cách.")
    _part(paper, "II. ĐIỀU KIỆN VÀ CÁC BƯỚC THỰC HIỆN")
    _text(paper, "1. Điều kiện cần có trước (đánh dấu điều kiện đã đủ)", bold=True)
    for condition in told["conditions"]:
        _text(paper, f"☐ {condition}")
    if not told["conditions"]:
        _text(paper, f"☐ {_GAP}")


def _steps(paper: Any, told: Told) -> None:
    _text(paper, "2. Các bước", bold=True)
    head = ("TT", "Nội dung", "Nơi gốc đã làm", "Đơn vị mình: người phụ trách, thời hạn")
    table = _table(paper, (11, 55, 54, 40), head=head)
    for number, step in enumerate(told["steps"], 1):
        row = table.add_row()
        _mark(row, "w:cantSplit")
        cells = row.cells
        _write(cells[0].paragraphs[0], str(number), size=12, align=_CENTER)
        _write(cells[1].paragraphs[0], step["title"], size=12, bold=True)
        kind = "Bước cốt lõi" if step["core"] else "Bước thêm, có thể bỏ"
        for text, slanted in ((step["detail"], False), (kind, True)):
            if text:
                _write(cells[1].add_paragraph(), text, size=12, italic=slanted)
        named = (
            ("Thời gian", "time"), ("Chi phí", "cost"), ("Vật tư, giấy tờ", "materials"),
            ("Dễ vấp", "risk"), ("Cách xử lý", "mitigation"),
        )  # fmt: skip
        lines = [f"{label}: {step[key]}" for label, key in named if step[key]]  # type: ignore[literal-required]
        _lines(cells[2], [*lines, *([step["others"]] if step["others"] else [])])
        _lines(cells[3], ("☐ Giữ   ☐ Điều chỉnh   ☐ Bỏ", f"Lý do: {_GAP}", f"Phụ trách: {_GAP}", f"Xong trước: {_GAP}"))


def _criteria(paper: Any, told: Told) -> None:
    _part(paper, "III. TIÊU CHÍ ĐÁNH GIÁ")
    table = _table(paper, (66, 34, 30, 30), head=("Tiêu chí", "Nơi gốc đạt", "Trước khi làm", "Mục tiêu"))
    for result in told["results"]:
        row = table.add_row().cells
        for cell, text in zip(row, (result["text"], result["figure"], _GAP, _GAP), strict=True):
            _lines(cell, (text,))
    row = table.add_row().cells
    for cell in row:
        _lines(cell, (_GAP,))
    _text(paper, f"Đo lần đầu ngày {_GAP}; đo lại ngày {_GAP}.")
    _text(paper, f"Đơn vị xác nhận kết quả (không phải nơi làm, không phải nơi gốc): {_GAP}")


def _means(paper: Any, told: Told) -> None:
    _part(paper, "IV. KINH PHÍ, NHÂN LỰC, THỜI GIAN")
    named = (("Kinh phí", told["cost"]), ("Nhân lực", told["people"]), ("Thời gian", told["duration"]))
    for label, text in named:
        _text(paper, f"{label}: {_GAP}" + (f" (nơi gốc: {text.rstrip('.')})." if text else ""))


def _duties(paper: Any) -> None:
    _part(paper, "V. TỔ CHỨC THỰC HIỆN")
    for text in (
        f"1. {_GAP} chủ trì, theo dõi, đôn đốc việc thực hiện Kế hoạch này.",
        f"2. {_GAP} phối hợp, chuẩn bị kinh phí, vật tư theo mục II và mục IV.",
        (
            f"3. Báo cáo tiến độ về {_GAP} trước ngày {_GAP}; kết quả, kể cả khi chưa thành công, được ghi vào "
            "trang của mô hình."
        ),
        (
            f"Trên đây là Kế hoạch nhân rộng mô hình của {_GAP}; trong quá trình thực hiện, nếu có khó khăn, "
            f"vướng mắc, các đơn vị phản ánh về {_GAP} để xem xét, giải quyết./."
        ),
    ):
        _text(paper, text)


def _foot(paper: Any) -> None:
    """Put who receives it beside who signs."""
    _line(paper, "", align=_LEFT)
    left, right = _table(paper, (80, 80), bare=True).add_row().cells
    _write(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True)
    for text in ("- …………;", "- …………;", "- Lưu: VT, ……."):
        _write(left.add_paragraph(), text, size=11)
    _write(right.paragraphs[0], "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", size=13.5, bold=True, align=_CENTER)
    _write(right.add_paragraph(), "(Chữ ký, dấu)", size=13, italic=True, align=_CENTER)
    for _ in range(3):
        right.add_paragraph()
    _write(right.add_paragraph(), "Họ và tên", size=14, bold=True, align=_CENTER)


def _table(paper: Any, widths: Sequence[int], *, head: Sequence[str] = (), bare: bool = False) -> Any:
    """Begin a table with columns of so many millimetres; its head is repeated on every page."""
    table = paper.add_table(rows=0, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    if not bare:
        table.style = "Table Grid"
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    if head:
        row = table.add_row()
        _mark(row, "w:tblHeader")
        for cell, text in zip(row.cells, head, strict=True):
            _write(cell.paragraphs[0], text, size=12, bold=True, align=_CENTER)
    return table


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no other way


def _lines(cell: Any, texts: Sequence[str]) -> None:
    for number, text in enumerate(texts):
        _write(cell.add_paragraph() if number else cell.paragraphs[0], text, size=12)


def _write(  # noqa: PLR0913 - what a run looks like, named at every call
    paragraph: Any, text: str, *, size: float = _BODY, bold: bool = False, italic: bool = False, align: Any = _LEFT
) -> None:
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic


def _line(paper: Any, text: str, *, bold: bool = False, align: Any, before: int = 0) -> Any:
    made = paper.add_paragraph()
    made.paragraph_format.space_before = Pt(before)
    _write(made, text, bold=bold, align=align)
    return made


def _part(paper: Any, text: str) -> None:
    made = _line(paper, text, bold=True, align=_LEFT, before=10)
    made.paragraph_format.keep_with_next = True
    made.paragraph_format.first_line_indent = Mm(10)


def _text(paper: Any, text: str, *, bold: bool = False, italic: bool = False) -> None:
    made = paper.add_paragraph()
    made.paragraph_format.space_before = Pt(6)
    made.paragraph_format.first_line_indent = Mm(10)
    made.paragraph_format.keep_with_next = bold
    _write(made, text, bold=bold, italic=italic, align=_JUSTIFY)


def _rule(paragraph: Any, width: int) -> None:
    """Draw a line of that width under what stands above: the border of an empty paragraph that is set in."""
    paragraph.alignment = _CENTER
    room = {int(Mm(22)): Mm(70), int(Mm(58)): Mm(90)}.get(int(width), Mm(160)) - Mm(4)
    side = (room - width) // 2
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    paragraph.paragraph_format.line_spacing = Pt(4)
    paragraph.paragraph_format.space_after = Pt(6)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{key}"), value)
    borders.append(top)
    paragraph.paragraph_format.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _fixed(paper: Any) -> bytes:
    """Return the file with one day in all its parts, without the picture that python-docx's template brings."""
    paper.part.package.rels.pop(next(key for key, rel in paper.part.package.rels.items() if "thumbnail" in rel.reltype))
    first, last = io.BytesIO(), io.BytesIO()
    paper.save(first)
    with zipfile.ZipFile(first) as made, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            part = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(part, made.read(name))
    return last.getvalue()
