"""From marks to ratings: raters into one score, weeks into months, months into half-years, those into the year.

The plan of the ethnic-affairs board (II.2a, IV): ratings of weeks and months add up to those of six months and
the year; only those rated hoàn thành xuất sắc may be praised or proposed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from ..model.choices import Rating, ScoreRule, SheetStatus
from ..model.plan import ScoreSheet, gaps_of
from ..text import slugify
from .marks import Mark, Period, Refusal, by_subject

CENT: Final = Decimal("0.01")
ENOUGH: Final = 5
"""People or teams in a group before its distribution may be shown: with fewer, each could be told apart."""
TRIMMED: Final = 3
"""Raters before the highest and the lowest are left out; with fewer, nothing would be left."""


@dataclass(frozen=True)
class Score:
    """The score of a subject in a period: its value, from how many raters or shorter periods, and its rating."""

    period: Period
    value: Decimal
    parts: int
    raised: bool
    rating: Rating | None


@dataclass(frozen=True)
class Rated:
    """A subject with its scores, shortest periods first."""

    name: str
    group: str
    scores: tuple[Score, ...]


def usable(sheet: ScoreSheet | None) -> Refusal | None:
    """Tell why nobody can be rated by a sheet: there is none, it is not issued, it names no points or no bands."""
    if sheet is None:
        return Refusal(0, 0, "Kế hoạch này không có thang bảng điểm.", "Chọn kế hoạch có mục score_sheet.")
    if sheet.status is not SheetStatus.BAN_HANH:
        told = f"Thang bảng điểm đang ở bước “{sheet.status.label}”, chưa dùng để chấm được."
        return Refusal(0, 0, told, "Chấm sau khi ban hành: ghi status: ban-hanh trong mục score_sheet.")
    faults = [fault for _, fault in gaps_of(sheet)]
    if faults:
        told = f"Thang bảng điểm chưa xếp loại được: {'; '.join(faults)}."
        return Refusal(0, 0, told, "Sửa mục score_sheet theo bản đã ban hành.")
    return None


def rate(marks: Iterable[Mark], sheet: ScoreSheet) -> tuple[Rated, ...]:
    """Rate every subject for every period that has marks or shorter periods with marks, in the workbook's order."""
    return tuple(Rated(held[0].name, held[0].group, tuple(_scores(held, sheet))) for held in by_subject(marks).values())


def _scores(marks: Sequence[Mark], sheet: ScoreSheet) -> list[Score]:
    """A period that raters marked themselves keeps their score; any other is the mean of the shorter ones in it."""
    totals: dict[Period, list[Decimal]] = {}
    for mark in marks:
        totals.setdefault(mark.period, []).append(sum(mark.points.values(), Decimal()))
    made = {period: _score(period, values, sheet, raised=False) for period, values in totals.items()}
    for kind in "WMQH":
        parts: dict[Period, list[Decimal]] = {}
        for period, score in made.items():
            if period.kind == kind and period.within:
                parts.setdefault(period.within, []).append(score.value)
        for period, values in parts.items():
            if period not in made:
                made[period] = _score(period, values, sheet, raised=True)
    order = {kind: place for place, kind in enumerate("WMQHY")}
    return sorted(made.values(), key=lambda score: (score.period.year, order[score.period.kind], score.period.number))


def _score(period: Period, values: Sequence[Decimal], sheet: ScoreSheet, *, raised: bool) -> Score:
    kept = sorted(values)
    if sheet.rule is ScoreRule.BO_CAO_THAP and not raised and len(kept) >= TRIMMED:
        kept = kept[1:-1]
    value = (sum(kept, Decimal()) / len(kept)).quantize(CENT, ROUND_HALF_UP)
    return Score(period, value, len(values), raised, rating_of(value, sheet))


def rating_of(value: Decimal, sheet: ScoreSheet) -> Rating | None:
    """Return the rating of a score: the highest band that it reaches; None below them all."""
    reached = [band for band in sheet.bands if band.min is not None and value >= band.min]
    label = max(reached, key=lambda band: band.min or Decimal()).label if reached else None
    return next((rating for rating in Rating if rating.value == label), None)


def mixed(marks: Iterable[Mark], column: int) -> list[Refusal]:
    """Refuse a quarter beside months or weeks of the same half-year: nothing says which of them would count."""
    found = []
    for held in by_subject(marks).values():
        finer: dict[Period | None, Mark] = {}
        for mark in held:
            month = mark.period.within if mark.period.kind == "W" else mark.period
            if month and month.kind == "M":
                finer.setdefault(month.within, mark)
        for mark in held:
            other = finer.get(mark.period.within) if mark.period.kind == "Q" else None
            if other:
                told = f"{mark.name} có điểm cả {mark.period.vi} và {other.period.vi} (dòng {other.row})."
                hint = "Trong 6 tháng chỉ chấm theo quý, hoặc chỉ chấm theo tuần, tháng; xóa những dòng của một loại."
                found.append(Refusal(mark.row, column, told, hint))
    return found


def forbidden(marks: Iterable[Mark], rated: Iterable[Rated], column: int) -> list[Refusal]:
    """Refuse every proposal for a subject not rated hoàn thành xuất sắc in the period of the proposal."""
    ratings = {(slugify(person.name), score.period): score.rating for person in rated for score in person.scores}
    found = []
    for mark in marks:
        rating = ratings[slugify(mark.name), mark.period]
        if mark.proposal and rating is not Rating.XUAT_SAC:
            said = rating.label if rating else "chưa đạt mức nào"
            told = f"Không được đề nghị “{mark.proposal}” cho {mark.name}: {mark.period.vi} xếp loại “{said}”."
            hint = f"Kế hoạch chỉ cho đề nghị người, tập thể “{Rating.XUAT_SAC.label}”: xóa ô này."
            found.append(Refusal(mark.row, column, told, hint))
    return found


def distribution(rated: Iterable[Rated], period: Period) -> Mapping[str, Mapping[Rating, int] | None]:
    """Count the ratings of each group in a period; None for a group of fewer than five, whose members would show."""
    groups: dict[str, list[Rating | None]] = {}
    for person in rated:
        for score in person.scores:
            if score.period == period:
                groups.setdefault(person.group, []).append(score.rating)
    return {
        group: dict(Counter(rating for rating in held if rating)) if len(held) >= ENOUGH else None
        for group, held in sorted(groups.items())
    }
