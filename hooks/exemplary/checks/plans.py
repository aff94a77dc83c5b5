"""Plans and reviews: numbers as papers write them, citations in time, sheets that add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from ..issues import Code, Finding, Loc, found
from ..library import Library
from ..model.choices import NumberStatus, PlanStatus, ReviewHeading, SheetStatus, Status
from ..model.plan import CitedDocument, Plan, ScoreSheet, score_total
from ..read.body import headings_of
from ..text import date_vi, fold, near, number_vi, slugify

_PARTY_TYPES: Final = frozenset({"CT", "NQ", "QĐ", "KL", "HD", "TB", "QĐI"})
_PARTY_BODIES: Final = frozenset({"TW", "TU", "HU", "ĐU", "TVTU"})


def number_slip(number: str) -> str | None:
    """Return what a document number most likely meant when its dash and slash changed places (34/CT-TW → 34-CT/TW)."""
    match = re.fullmatch(r"(\d{1,5})\s*/\s*([^\W\d_]+)-([^\W\d_]+)", number.strip())
    if match and match[2].upper() in _PARTY_TYPES and match[3].upper() in _PARTY_BODIES:
        return f"{match[1]}-{match[2]}/{match[3]}"
    return None


def check_numbers(library: Library, today: date) -> Iterator[Finding]:
    """A number is there exactly when `number_status` is `du`; number and symbol look like those of a document."""
    for entry, plan in library.records("plan"):
        if (plan.number is not None) != (plan.number_status is NumberStatus.DU):
            loc, number = ("number_status",), plan.number or "để trống"
            yield found(entry.path, Code.NUMBER_STATUS, loc, found=plan.number_status, number=number)
        if plan.number and not re.fullmatch(r"\d{1,6}[a-zA-Z]?", plan.number):
            pattern = "1171 (phần sau dấu gạch chéo ghi ở symbol, ví dụ KH-SKH&ĐT)"
            yield found(entry.path, Code.BAD_NUMBER, ("number",), found=plan.number, pattern=pattern)
        if not re.fullmatch(r"[^\W\d_]+(?:[-/][^\W_]+(?:&[^\W_]+)*)*", plan.symbol):
            pattern = "KH-UBND hoặc KH-SKH&ĐT"
            yield found(entry.path, Code.BAD_NUMBER, ("symbol",), found=plan.symbol, pattern=pattern)


def _cited(plan: Plan) -> Iterator[tuple[Loc, CitedDocument]]:
    for part in ("parents", "legal_bases"):
        for number, cited in enumerate(getattr(plan, part)):
            yield (part, number), cited


def check_cited_numbers(library: Library, today: date) -> Iterator[Finding]:
    """A cited document has a number or a title, and its number the form of its kind unless the slip is explained."""
    for entry, plan in library.records("plan"):
        explained = {slip.found for slip in plan.sic}
        for loc, cited in _cited(plan):
            if not (cited.number or cited.title or cited.plan):
                label = "Số, ký hiệu hoặc tên văn bản"
                yield found(entry.path, Code.MISSING, (*loc, "number"), label=label, key="number")
            meant = number_slip(cited.number) if cited.number and cited.number not in explained else None
            if meant:
                yield found(entry.path, Code.NUMBER_SLIP, (*loc, "number"), found=cited.number, meant=meant)


def check_paper(library: Library, today: date) -> Iterator[Finding]:
    """What the paper does not show is told once, so that it can be added when it is found."""
    for entry, plan in library.records("plan"):
        there = {
            "số": plan.number is not None,
            "ngày": plan.issued_on.day is not None,
            "bản ký": any(attachment.kind == "ban-ky" for attachment in plan.attachments),
        }
        missing = [name for name, held in there.items() if not held]
        if missing:
            yield found(entry.path, Code.PAPER_INCOMPLETE, found=", ".join(missing))


def plan_key(plan: Plan) -> tuple[str, ...]:
    """Return what makes two plans the same: issuer, number, symbol, year, folded; without a number the title too."""
    number = fold(plan.number or "").lstrip("0")
    symbol = re.sub(r"\s", "", fold(plan.symbol))
    return fold(plan.issuer), number, symbol, str(plan.issued_on.year), "" if number else slugify(plan.title)


def check_same_plan(library: Library, today: date) -> Iterator[Finding]:
    """Two plans of one issuer, number, symbol and year are one plan written twice."""
    seen: dict[tuple[str, ...], str] = {}
    for entry, plan in library.records("plan"):
        other = seen.setdefault(plan_key(plan), entry.path)
        if other != entry.path:
            loc = ("number",) if plan.number else ("title",)
            yield found(entry.path, Code.SAME_PLAN, loc, found=plan.number_vi, other=other)


def check_citations(library: Library, today: date) -> Iterator[Finding]:
    """A document is not cited before it exists, and a plan is not changed before it is issued."""
    for entry, plan in library.records("plan"):
        for loc, cited in _cited(plan):
            parent = library.get("plan", cited.plan) if cited.plan else None
            when = cited.date or (parent.issued_on if parent else None)
            if when and when.first_day > plan.issued_on.last_day:
                name = cited.number or cited.title or cited.plan
                way = (*loc, "date" if cited.date else "plan")
                yield found(entry.path, Code.CITES_LATER, way, found=when.vi, own=plan.issued_on.vi, number=name)
        for number, change in enumerate(plan.amendments):
            if change.date and change.date < plan.issued_on.first_day:
                yield found(
                    entry.path, Code.DATES_OUT_OF_ORDER, ("amendments", number, "date"), found=date_vi(change.date),
                    other=plan.issued_on.vi, what="ngày ban hành kế hoạch",
                )  # fmt: skip


def check_successors(library: Library, today: date) -> Iterator[Finding]:
    """A plan that was replaced is named by the plan that replaces it."""
    named = {old for _, plan in library.records("plan") for old in plan.supersedes}
    for entry, plan in library.records("plan"):
        if plan.status is PlanStatus.THAY_THE and entry.id not in named:
            yield found(entry.path, Code.NO_SUCCESSOR, ("status",), found=plan.number_vi, id=entry.id)


def check_milestones(library: Library, today: date) -> Iterator[Finding]:
    """Milestones and quota windows lie in the plan's period, unless they state their own."""
    for entry, plan in library.records("plan"):
        first, last, period = date(plan.period.start, 1, 1), date(plan.period.end, 12, 31), plan.period.vi
        for number, milestone in enumerate(plan.milestones):
            when = milestone.when
            if milestone.own_period is None and (when.last_day < first or when.first_day > last):
                yield found(
                    entry.path, Code.OUTSIDE_PERIOD, ("milestones", number, "when"), found=when.vi, period=period
                )
        for number, quota in enumerate(plan.quotas):
            start, end = quota.from_, quota.to
            if start and end and end.last_day < start.first_day:
                yield found(entry.path, Code.BAD_WINDOW, ("quotas", number, "to"), found=end.vi, start=start.vi)
            elif start and start.last_day < first:
                yield found(entry.path, Code.OUTSIDE_PERIOD, ("quotas", number, "from"), found=start.vi, period=period)
            elif end and end.first_day > last:
                yield found(entry.path, Code.OUTSIDE_PERIOD, ("quotas", number, "to"), found=end.vi, period=period)


def _sheets(library: Library) -> Iterator[tuple[str, ScoreSheet]]:
    for entry, plan in library.records("plan"):
        if plan.score_sheet:
            yield entry.path, plan.score_sheet


def check_score_sheets(library: Library, today: date) -> Iterator[Finding]:
    """The points of a score sheet add up to its total; an issued one has criteria; dimensions exist."""
    for path, sheet in _sheets(library):
        points = score_total(sheet)
        if sheet.total is not None and sheet.criteria and points != sheet.total:
            loc = ("score_sheet", "total")
            yield found(path, Code.SCORE_SUM, loc, found=number_vi(sheet.total), sum=number_vi(points))
        if sheet.status is SheetStatus.BAN_HANH and not sheet.criteria:
            label = "Các tiêu chí (thang bảng điểm)"
            yield found(path, Code.MISSING, ("score_sheet", "criteria"), label=label, key="criteria")
        known = sorted(dimension.code for dimension in sheet.dimensions)
        for number, line in enumerate(sheet.criteria):
            if line.dimension and line.dimension not in known:
                yield found(
                    path, Code.UNKNOWN_DIMENSION, ("score_sheet", "criteria", number, "dimension"),
                    found=line.dimension, near=near(line.dimension, known) or "",
                    choices=", ".join(known) or "chưa khai báo mặt nào",
                )  # fmt: skip


def check_bands(library: Library, today: date) -> Iterator[Finding]:
    """The bands of a score sheet fall without repeating, from no more than the total."""
    for path, sheet in _sheets(library):
        above, inclusive = sheet.total, True
        for number, band in enumerate(sheet.bands):
            if band.min is None:
                continue
            if above is not None and (band.min > above or (band.min == above and not inclusive)):
                loc = ("score_sheet", "bands", number, "min")
                yield found(path, Code.SCORE_BANDS, loc, found=number_vi(band.min), above=number_vi(above))
            above, inclusive = band.min, False


def check_figures_of_reviews(library: Library, today: date) -> Iterator[Finding]:
    """The figures of a published review say up to which day they count."""
    for entry, review in library.records("review"):
        for number, figure in enumerate(review.figures):
            if review.status is Status.CONG_BO and not (figure.as_of or review.as_of):
                yield found(entry.path, Code.FIGURE_NOT_PINNED, ("figures", number), found=figure.name)


def check_reviews(library: Library, today: date) -> Iterator[Finding]:
    """A review has the headings that its plan asks for (else the six of the statistics office's plan, 3)."""
    for entry, review in library.records("review"):
        if review.kind not in {"so-ket", "tong-ket"}:
            continue
        plan = library.get("plan", review.plan)
        wanted = plan.review_outline if plan and plan.review_outline else tuple(ReviewHeading)
        headings = " ".join(slugify(text) for _, text, _ in headings_of(entry.body))
        missing = [heading.label for heading in wanted if heading not in headings]
        if missing:
            yield found(entry.path, Code.REVIEW_HEADINGS, line=entry.body_line, column=1, found=", ".join(missing))
