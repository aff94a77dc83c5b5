"""Write ratings as a workbook that a person can check: every sum, mean and rating is a formula over the points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from ..model.choices import Rating, ScoreRule
from ..model.plan import ScoreSheet
from ..text import slugify
from .marks import GROUP, NAME, PERIOD, PROPOSAL, RATER, Mark, Period, column_name, headings
from .rating import ENOUGH, TRIMMED, Rated, Score, distribution

_POINTS, _RATINGS, _GROUPS = "Điểm", "Xếp loại", "Phân bố"
_FIRST: Final = 6
"""The column (from 1) of the first criterion: before it stand number, name, group, period, rater."""


def blank_workbook(sheet: ScoreSheet) -> bytes:
    """Return an empty workbook to fill in, with the columns that a sheet asks for."""
    return _written(lambda book, bold: _head(book.add_worksheet(_POINTS), bold, headings(sheet)))


def rated_workbook(sheet: ScoreSheet, marks: Sequence[Mark], rated: Sequence[Rated]) -> bytes:
    """Return the workbook of points, ratings and distributions; the same marks give the same bytes."""

    def fill(book: Any, bold: Any) -> None:
        names = {slugify(person.name): person.name for person in rated}
        _points(book.add_worksheet(_POINTS), bold, sheet, [(names[slugify(mark.name)], mark) for mark in marks])
        _ratings(book.add_worksheet(_RATINGS), bold, sheet, rated, len(marks) + 1)
        _groups(book.add_worksheet(_GROUPS), bold, rated)

    return _written(fill)


def _written(fill: Any) -> bytes:
    import xlsxwriter  # noqa: PLC0415 - only `score` and reports need it

    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - a fixed day: same marks, same bytes
        fill(book, book.add_format({"bold": True, "text_wrap": True, "valign": "top"}))
    return held.getvalue()


def _head(page: Any, bold: Any, words: Iterable[str]) -> None:
    page.write_row(0, 0, list(words), bold)
    page.freeze_panes(1, 0)
    page.set_column(0, 0, 24)
    page.set_column(1, 30, 14)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)


def _points(page: Any, bold: Any, sheet: ScoreSheet, marks: Sequence[tuple[str, Mark]]) -> None:
    codes = [line.code for line in sheet.criteria]
    criteria = (f"{line.text} ({line.code})" for line in sheet.criteria)
    sides = [(side.name, _of_side(sheet, side.code)) for side in sheet.dimensions]
    by_side = (f"Mặt: {name}" for name, _ in sides)
    _head(page, bold, ("Số thứ tự", NAME, GROUP, PERIOD, RATER, *criteria, "Tổng điểm", PROPOSAL, *by_side))
    first, last = column_name(_FIRST), column_name(_FIRST + len(codes) - 1)
    for number, (name, mark) in enumerate(marks, 1):
        page.write_row(number, 0, [number, name, mark.group, mark.period.id, mark.rater])
        page.write_row(number, _FIRST - 1, [float(mark.points[code]) for code in codes])
        total = float(sum(mark.points.values()))
        page.write_formula(
            number, _FIRST - 1 + len(codes), f"=SUM({first}{number + 1}:{last}{number + 1})", None, total
        )
        page.write(number, _FIRST + len(codes), mark.proposal)
        for place, (_, held) in enumerate(sides, 1):
            cells = ",".join(f"{column_name(_FIRST + codes.index(code))}{number + 1}" for code in held)
            score = float(sum(mark.points[code] for code in held))
            page.write_formula(number, _FIRST + len(codes) + place, f"=SUM({cells})", None, score)


def _of_side(sheet: ScoreSheet, side: str) -> list[str]:
    """Return the codes of the criteria of one side."""
    return [line.code for line in sheet.criteria if line.dimension == side]


def _ratings(page: Any, bold: Any, sheet: ScoreSheet, rated: Sequence[Rated], last: int) -> None:
    _head(page, bold, (NAME, GROUP, PERIOD, "Cách tính", "Số lượt chấm hoặc số kỳ", "Điểm", "Xếp loại"))
    total = column_name(_FIRST + len(sheet.criteria))
    row = 1
    for person in rated:
        rows = {score.period: row + place for place, score in enumerate(person.scores)}
        for score in person.scores:
            page.write_row(row, 0, [person.name, person.group, score.period.id, _how(score, sheet), score.parts])
            formula = _mean_of_periods(score, rows) if score.raised else _mean_of_raters(score, sheet, row, total, last)
            page.write_formula(row, 5, formula, None, float(score.value))
            rating = score.rating.label if score.rating else ""
            page.write_formula(row, 6, _band(sheet, f"F{row + 1}"), None, rating)
            row += 1


def _trimmed(score: Score, sheet: ScoreSheet) -> bool:
    return sheet.rule is ScoreRule.BO_CAO_THAP and score.parts >= TRIMMED


def _how(score: Score, sheet: ScoreSheet) -> str:
    if score.raised:
        return "Trung bình các kỳ ngắn hơn"
    return (ScoreRule.BO_CAO_THAP if _trimmed(score, sheet) else ScoreRule.TRUNG_BINH).label


def _mean_of_raters(score: Score, sheet: ScoreSheet, row: int, total: str, last: int) -> str:
    """The mean of the totals of one name and one period, without the highest and lowest where the sheet says so."""
    points = f"{_POINTS}!${total}$2:${total}${last}"
    which = f"{_POINTS}!$B$2:$B${last},A{row + 1},{_POINTS}!$D$2:$D${last},C{row + 1}"
    if _trimmed(score, sheet):
        ends = f"_xlfn.MAXIFS({points},{which})-_xlfn.MINIFS({points},{which})"
        return f"=ROUND((SUMIFS({points},{which})-{ends})/(E{row + 1}-2),2)"
    return f"=ROUND(AVERAGEIFS({points},{which}),2)"


def _mean_of_periods(score: Score, rows: dict[Period, int]) -> str:
    inner = ",".join(f"F{place + 1}" for period, place in rows.items() if period.within == score.period)
    return f"=ROUND(AVERAGE({inner}),2)"


def _band(sheet: ScoreSheet, cell: str) -> str:
    """Nested IFs from the highest band down; the labels are those that a person reads."""
    labels = {rating.value: rating.label for rating in Rating}
    formula = '""'
    for band in sorted(sheet.bands, key=lambda band: band.min or 0):
        formula = f'IF({cell}>={band.min},"{labels.get(band.label, band.label)}",{formula})'
    return f"={formula}"


def _groups(page: Any, bold: Any, rated: Sequence[Rated]) -> None:
    """Only counts of groups of five or more: what may be told outside the office."""
    _head(page, bold, (GROUP, PERIOD, *(rating.label for rating in Rating), "Ghi chú"))
    row = 1
    for period in sorted({score.period for person in rated for score in person.scores}):
        for group, counts in distribution(rated, period).items():
            shown = [counts.get(rating, 0) if counts else "" for rating in Rating]
            page.write_row(
                row, 0, [group, period.id, *shown, "" if counts else f"Dưới {ENOUGH} người, không nêu phân bố"]
            )
            row += 1
