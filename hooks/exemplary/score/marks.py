"""Read points from a workbook: a row for each subject, period and rater, a column for each criterion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from ..model.plan import ScoreSheet
from ..text import near, nfc, number_vi, slugify

NAME, GROUP, PERIOD, RATER, PROPOSAL = "Họ tên hoặc tập thể", "Đơn vị", "Kỳ", "Người chấm", "Đề nghị"
OWN: Final = (NAME, GROUP, PERIOD, RATER, PROPOSAL)
"""The columns that every workbook of results has before those of the criteria; the last two may be left out."""
_NEEDED: Final = (NAME, GROUP, PERIOD)
_PERIOD: Final = re.compile(r"(\d{4})(?:-(?:W(\d{2})|Q([1-4])|H([12])|(\d{2})))?")
_CODE: Final = re.compile(r"[(\[]?([a-z0-9-]+)[)\]]?$")


@dataclass(frozen=True, order=True)
class Period:
    """A period of rating: a week by ISO 8601, a month, a quarter, a half-year or a year; sorts by year, then size."""

    year: int
    kind: str
    number: int

    @property
    def id(self) -> str:
        """The period as it is written: 2026-W14, 2026-04, 2026-Q2, 2026-H1, 2026."""
        form = {"W": "-W{:02}", "M": "-{:02}", "Q": "-Q{}", "H": "-H{}", "Y": ""}
        return f"{self.year}{form[self.kind].format(self.number)}"

    @property
    def vi(self) -> str:
        """The period as it is said: tuần 14 năm 2026."""
        words = {"W": "tuần {} năm", "M": "tháng {} năm", "Q": "quý {} năm", "H": "6 tháng {} năm", "Y": "năm"}
        number = {1: "đầu", 2: "cuối"}[self.number] if self.kind == "H" else self.number
        return f"{words[self.kind].format(number)} {self.year}"

    @property
    def within(self) -> Period | None:
        """The next larger period of the chain week → month → half-year → year; a quarter counts to its half-year."""
        if self.kind == "W":
            thursday = date.fromisocalendar(self.year, self.number, 4)  # ISO 8601: a week is where its Thursday is
            return Period(thursday.year, "M", thursday.month)
        months = {"M": 6, "Q": 2}
        if self.kind in months:
            return Period(self.year, "H", 1 if self.number <= months[self.kind] else 2)
        return Period(self.year, "Y", 0) if self.kind == "H" else None


def read_period(text: str) -> Period | None:
    """Read a period; None when it is none.

    >>> [read_period(text).id for text in ("2026-W14", "2026-04", "2026-Q2", "2026-H1", "2026")]
    ['2026-W14', '2026-04', '2026-Q2', '2026-H1', '2026']
    >>> read_period("2026-13"), read_period("2026-W54"), read_period("tháng 4")
    (None, None, None)
    """
    match = _PERIOD.fullmatch(text.strip().upper())
    if not match:
        return None
    year, week, quarter, half, month = (int(part) if part else 0 for part in match.groups())
    if week:
        try:
            date.fromisocalendar(year, week, 4)
        except ValueError:
            return None
        return Period(year, "W", week)
    if match[5]:
        return Period(year, "M", month) if 1 <= month <= 12 else None  # noqa: PLR2004 - months of a year
    if quarter or half:
        return Period(year, "Q", quarter) if quarter else Period(year, "H", half)
    return Period(year, "Y", 0)


@dataclass(frozen=True)
class Mark:
    """What one rater gave one subject in one period: points by criterion, and the award that is proposed, if any."""

    row: int
    name: str
    group: str
    period: Period
    rater: str
    points: Mapping[str, Decimal]
    proposal: str = ""


@dataclass(frozen=True, order=True)
class Refusal:
    """Why a workbook is not taken: the cell (row, column from 1; 0 for the whole), what is wrong, what to do."""

    row: int
    column: int
    message: str
    hint: str

    @property
    def place(self) -> str:
        """The cell as a spreadsheet names it: D5."""
        return f"{column_name(self.column)}{self.row}" if self.row and self.column else ""


def column_name(number: int) -> str:
    """Return the letters of a column, counted from 1.

    >>> column_name(1), column_name(26), column_name(28)
    ('A', 'Z', 'AB')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_workbook(path: Path) -> Sequence[Sequence[object]]:
    """Return the cells of the first sheet of an XLSX, row by row; raises ValueError when the file is no workbook."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - only `score` needs it

    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            return book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        way = "hãy lưu lại bằng Excel hoặc LibreOffice ở dạng .xlsx" if path.exists() else "không có tệp này"
        msg = f"Không đọc được {path.name}: {way}."
        raise ValueError(msg) from error


def read_marks(cells: Sequence[Sequence[object]], sheet: ScoreSheet) -> tuple[list[Mark], list[Refusal]]:
    """Read the marks of a workbook whose first row names the columns; all faults are told in one go."""
    head = [_text(cell) for cell in cells[0]] if cells else []
    columns, faults = _columns(head, sheet)
    if faults:
        return [], faults
    marks: list[Mark] = []
    seen: dict[tuple[str, str, str], int] = {}
    for row, line in enumerate(cells[1:], 2):
        if not any(_text(cell) for cell in line):
            continue
        mark, wrong = _mark(row, line, columns, sheet)
        faults += wrong
        if mark is None:
            continue
        key = (slugify(mark.name), mark.period.id, slugify(mark.rater))
        if key in seen:
            told = (
                f"{mark.name} đã có điểm của {mark.rater or 'lượt chấm này'} cho {mark.period.vi} ở dòng {seen[key]}."
            )
            faults.append(Refusal(row, columns[NAME], told, "Xóa một trong hai dòng, hoặc sửa kỳ, người chấm."))
        seen.setdefault(key, row)
        marks.append(mark)
    if not marks and not faults:
        faults.append(Refusal(0, 0, "Bảng chưa có dòng điểm nào.", "Ghi mỗi người hoặc tập thể một dòng."))
    return marks, sorted(faults)


def _columns(head: Sequence[str], sheet: ScoreSheet) -> tuple[dict[str, int], list[Refusal]]:
    """Find which column (from 1) holds what; criteria by their code, alone or at the end of the heading."""
    own = {slugify(name): name for name in OWN}
    codes = [line.code for line in sheet.criteria]
    columns: dict[str, int] = {}
    faults: list[Refusal] = []
    for number, heading in enumerate(head, 1):
        if not heading:
            continue
        code = _CODE.search(heading.lower())
        name = own.get(slugify(heading)) or (code[1] if code and code[1] in codes else None)
        if name is None:
            guess = near(heading, [*OWN, *codes])
            hint = f"Có phải là “{guess}”?" if guess else "Xóa cột này, hoặc ghi mã tiêu chí của thang bảng điểm."
            faults.append(Refusal(1, number, f"Cột “{heading}” không có trong thang bảng điểm.", hint))
        elif name in columns:
            faults.append(Refusal(1, number, f"Cột “{heading}” có hai lần.", "Giữ lại một cột."))
        else:
            columns[name] = number
    faults += [
        Refusal(1, 0, f"Thiếu cột “{name}”.", f"Thêm cột “{name}” vào dòng đầu.")
        for name in (*_NEEDED, *codes)
        if name not in columns
    ]
    return columns, faults


def _mark(
    row: int, line: Sequence[object], columns: Mapping[str, int], sheet: ScoreSheet
) -> tuple[Mark | None, list[Refusal]]:
    def cell(name: str) -> object:
        place = columns.get(name, 0)
        return line[place - 1] if 0 < place <= len(line) else ""

    faults = [
        Refusal(row, columns[name], f"Dòng {row} chưa ghi “{name}”.", "Điền vào ô này.")
        for name in _NEEDED
        if not _text(cell(name))
    ]
    period = read_period(_text(cell(PERIOD)))
    if period is None and _text(cell(PERIOD)):
        hint = "Viết 2026-W14 (tuần), 2026-04 (tháng), 2026-H1 (6 tháng đầu năm) hoặc 2026 (năm)."
        faults.append(Refusal(row, columns[PERIOD], f"“{_text(cell(PERIOD))}” không phải là kỳ chấm.", hint))
    points: dict[str, Decimal] = {}
    for criterion in sheet.criteria:
        given, wrong = _points(cell(criterion.code), criterion.max)
        if given is None:
            what = f"Điểm “{criterion.text}” của {_text(cell(NAME)) or 'dòng này'}: {wrong}"
            faults.append(Refusal(row, columns[criterion.code], what, f"Ghi số từ 0 đến {number_vi(criterion.max)}."))
        else:
            points[criterion.code] = given
    if faults or period is None:
        return None, faults
    words = (_text(cell(name)) for name in (NAME, GROUP, RATER, PROPOSAL))
    name, group, rater, proposal = words
    return Mark(row, name, group, period, rater, points, proposal), []


def _points(cell: object, most: Decimal) -> tuple[Decimal | None, str]:
    text = _text(cell)
    if not text:
        return None, "chưa ghi."
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None, f"“{text}” không phải là số."
    if not value.is_finite() or value < 0 or value > most:
        return None, f"{text} không nằm trong khoảng 0 đến {number_vi(most)}."
    return value, ""


def _text(cell: object) -> str:
    """Return a cell as a person reads it: 8 for 8.0, 2026-04 for a cell that a spreadsheet took for a date."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (date, datetime)):
        return f"{cell.year}-{cell.month:02}"
    return " ".join(nfc(str(cell)).split()) if cell is not None else ""


def headings(sheet: ScoreSheet) -> Iterator[str]:
    """Yield the first row of an empty workbook for a sheet: the own columns, then each criterion with its code."""
    yield from OWN
    for line in sheet.criteria:
        yield f"{line.text} ({line.code})"


def by_subject(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    """Group marks by subject, in the order of the workbook; two spellings of one name are one subject."""
    held: dict[str, list[Mark]] = {}
    for mark in marks:
        held.setdefault(slugify(mark.name), []).append(mark)
    return held
