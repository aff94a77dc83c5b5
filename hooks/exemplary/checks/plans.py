"""Plans, campaigns' criteria, reviews: numbers as papers write them, citations in time, sheets that add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from ..issues import Code, Finding, found
from ..library import Library
from ..model.choices import NumberStatus, ReviewHeading, SheetStatus
from ..model.plan import score_total
from ..text import date_vi, fold, number_vi

DOC_CODES: Final = frozenset(
    {"KH", "QĐ", "CT", "BC", "TB", "TTR", "NQ", "HD", "CTR", "CV", "NĐ", "TT", "KL", "QC", "QT", "ĐA"}
)
"""Codes of document types; a number whose part after the slash begins with one is an administrative number."""

_PARTY_TYPES: Final = frozenset({"CT", "NQ", "QĐ", "KL", "HD", "TB", "QĐI"})
_PARTY_BODIES: Final = frozenset({"TW", "TU", "HU", "ĐU", "TVTU"})


def number_slip(number: str) -> str | None:
    """Return what a document number most likely meant when its dash and slash changed places (34/CT-TW → 34-CT/TW)."""
    match = re.fullmatch(r"(\d{1,5})\s*/\s*([^\W\d_]+)-([^\W\d_]+)", number.strip())
    if match and match[2].upper() in _PARTY_TYPES and match[3].upper() in _PARTY_BODIES:
        return f"{match[1]}-{match[2]}/{match[3]}"
    return None


def check_numbers(library: Library, today: date) -> Iterator[Finding]:
    """A number is there exactly when `number_status` is `du`; a cited number has the form of its kind."""
    for entry, plan in library.records("plan"):
        if (plan.number is not None) != (plan.number_status is NumberStatus.DU):
            yield found(
                entry.path,
                Code.NUMBER_STATUS,
                ("number_status",),
                found=plan.number_status,
                number=plan.number or "để trống",
            )
        if plan.number and not re.fullmatch(r"\d{1,6}[a-zA-Z]?", plan.number):
            yield found(entry.path, Code.BAD_NUMBER, ("number",), found=plan.number)
        if not re.fullmatch(r"[^\W\d_]+(?:[-/][^\W_]+(?:&[^\W_]+)*)*", plan.symbol):
            yield found(entry.path, Code.BAD_NUMBER, ("symbol",), found=plan.symbol)
        explained = {slip.found for slip in plan.sic}
        for part in ("parents", "legal_bases"):
            for number, cited in enumerate(getattr(plan, part)):
                if not (cited.number or cited.title or cited.plan):
                    yield found(
                        entry.path, Code.MISSING, (part, number), label="Số, ký hiệu hoặc tên văn bản", key="number"
                    )
                if cited.number and cited.number not in explained:
                    slip = number_slip(cited.number)
                    if slip:
                        yield found(
                            entry.path, Code.NUMBER_SLIP, (part, number, "number"), found=cited.number, meant=slip
                        )
        missing = []
        if plan.number is None:
            missing.append("số")
        if plan.issued_on.day is None:
            missing.append("ngày")
        if not any(attachment.kind == "ban-ky" for attachment in plan.attachments):
            missing.append("bản ký")
        if missing:
            yield found(entry.path, Code.PAPER_INCOMPLETE, (), found=", ".join(missing))


def plan_key(issuer: str, number: str | None, symbol: str, year: int) -> tuple[str, str, str, int]:
    """Return what makes two plans the same: issuer, number, symbol, year, each folded."""
    return fold(issuer), fold(number or "").lstrip("0"), re.sub(r"\s", "", fold(symbol)), year


def check_same_plan(library: Library, today: date) -> Iterator[Finding]:
    """Two plans of one issuer, number, symbol and year are one plan written twice (a plan without a number is its own)."""
    seen: dict[tuple[str, str, str, int], str] = {}
    for entry, plan in library.records("plan"):
        if plan.number is None:
            continue
        key = plan_key(plan.issuer, plan.number, plan.symbol, plan.issued_on.year)
        if key in seen:
            yield found(entry.path, Code.SAME_PLAN, ("number",), found=plan.number_vi, other=seen[key])
        else:
            seen[key] = entry.path


def check_citations(library: Library, today: date) -> Iterator[Finding]:
    """A document is not cited before it exists."""
    for entry, plan in library.records("plan"):
        for part in ("parents", "legal_bases"):
            for number, cited in enumerate(getattr(plan, part)):
                parent = library.get("plan", cited.plan) if cited.plan else None
                when = cited.date or (parent.issued_on if parent else None)
                if when and when.first_day > plan.issued_on.last_day:
                    loc = (part, number, "date") if cited.date else (part, number, "plan")
                    yield found(
                        entry.path,
                        Code.CITES_LATER,
                        loc,
                        found=when.vi,
                        own=plan.issued_on.vi,
                        number=cited.number or cited.title or "",
                    )
        for number, change in enumerate(plan.amendments):
            if change.date and change.date < plan.issued_on.first_day:
                yield found(
                    entry.path, Code.DATES_OUT_OF_ORDER, ("amendments", number, "date"), found=date_vi(change.date),
                    other=plan.issued_on.vi, what="ngày ban hành kế hoạch",
                )  # fmt: skip


def check_milestones(library: Library, today: date) -> Iterator[Finding]:
    """Milestones, quota windows and exemplars' terms lie in the plan's period, unless they state their own."""
    for entry, plan in library.records("plan"):
        first, last = date(plan.period.start, 1, 1), date(plan.period.end, 12, 31)
        for number, milestone in enumerate(plan.milestones):
            if milestone.own_period is None and not (
                first <= milestone.when.last_day and milestone.when.first_day <= last
            ):
                yield found(
                    entry.path,
                    Code.OUTSIDE_PERIOD,
                    ("milestones", number, "when"),
                    found=milestone.when.vi,
                    period=plan.period.vi,
                )
        for number, quota in enumerate(plan.quotas):
            if quota.from_ and quota.to and quota.to.last_day < quota.from_.first_day:
                yield found(
                    entry.path, Code.BAD_WINDOW, ("quotas", number, "to"), found=quota.to.vi, start=quota.from_.vi
                )
            elif (quota.from_ and quota.from_.last_day < first) or (quota.to and quota.to.first_day > last):
                loc = ("quotas", number, "from" if quota.from_ and quota.from_.last_day < first else "to")
                edge = quota.from_ if loc[2] == "from" else quota.to
                yield found(entry.path, Code.OUTSIDE_PERIOD, loc, found=edge.vi if edge else "", period=plan.period.vi)


def check_campaigns(library: Library, today: date) -> Iterator[Finding]:
    """A plan names its campaigns once each, with criteria under codes of their own, and says who leads."""
    for entry, plan in library.records("plan"):
        if not plan.campaigns and not plan.comprehensive:
            yield found(entry.path, Code.NO_CAMPAIGN, ("campaigns",))
        refs: set[str] = set()
        codes: dict[str, str] = {}
        for index, criterion in enumerate(plan.general_criteria):
            if criterion.code in codes:
                loc = ("general_criteria", index, "code")
                yield found(
                    entry.path, Code.DUPLICATE_CRITERION, loc, found=criterion.code, other=codes[criterion.code]
                )
            codes[criterion.code] = "tiêu chuẩn chung"
        for number, part in enumerate(plan.campaigns):
            if part.ref in refs:
                yield found(
                    entry.path,
                    Code.REPEATED_VALUE,
                    ("campaigns", number, "ref"),
                    label="Phong trào, lĩnh vực",
                    found=part.ref,
                )
            refs.add(part.ref)
            if not part.criteria:
                yield found(entry.path, Code.NO_CRITERIA, ("campaigns", number), found=part.ref)
            if not part.lead:
                yield found(entry.path, Code.NO_LEAD, ("campaigns", number), found=part.ref)
            campaign = library.get("campaign", part.ref)
            for group, criteria in part.criteria.items():
                for index, criterion in enumerate(criteria):
                    if criterion.code in codes:
                        yield found(
                            entry.path, Code.DUPLICATE_CRITERION, ("campaigns", number, "criteria", str(group), index, "code"),
                            found=criterion.code, other=codes[criterion.code],
                        )  # fmt: skip
                    codes[criterion.code] = f"{part.ref}, {group.label.lower()}"
                if campaign and group != "chung" and group not in {str(subject) for subject in campaign.subjects}:
                    yield found(
                        entry.path, Code.TYPE_NOT_COVERED, ("campaigns", number, "criteria", str(group)), found=group.label,
                        campaign=campaign.name, choices=", ".join(subject.label for subject in campaign.subjects),
                    )  # fmt: skip


def check_score_sheet(library: Library, today: date) -> Iterator[Finding]:
    """The points of an issued score sheet add up to its total; bands fall without repeating; dimensions exist."""
    for entry, plan in library.records("plan"):
        sheet = plan.score_sheet
        if sheet is None:
            continue
        if sheet.total is not None and sheet.criteria and score_total(sheet) != sheet.total:
            yield found(
                entry.path,
                Code.SCORE_SUM,
                ("score_sheet", "total"),
                found=number_vi(sheet.total),
                sum=number_vi(score_total(sheet)),
            )
        if sheet.status is SheetStatus.BAN_HANH and not sheet.criteria:
            yield found(
                entry.path,
                Code.MISSING,
                ("score_sheet", "criteria"),
                label="Các tiêu chí của thang điểm",
                key="criteria",
            )
        known = {dimension.code for dimension in sheet.dimensions}
        for number, line in enumerate(sheet.criteria):
            if line.dimension and line.dimension not in known:
                yield found(
                    entry.path, Code.UNKNOWN_DIMENSION, ("score_sheet", "criteria", number, "dimension"), found=line.dimension,
                    choices=", ".join(sorted(known)),
                )  # fmt: skip
        lows = [(number, band.min) for number, band in enumerate(sheet.bands) if band.min is not None]
        for (_, high), (number, low) in zip(lows, lows[1:], strict=False):
            if low >= high:
                yield found(
                    entry.path,
                    Code.SCORE_BANDS,
                    ("score_sheet", "bands", number, "min"),
                    found=number_vi(low),
                    above=number_vi(high),
                )
        for number, low in lows:
            if sheet.total is not None and low > sheet.total:
                yield found(
                    entry.path, Code.SCORE_BANDS, ("score_sheet", "bands", number, "min"), found=number_vi(low),
                    above=number_vi(sheet.total),
                )  # fmt: skip


def check_reviews(library: Library, today: date) -> Iterator[Finding]:
    """A review has the headings that its plan asks for (else the six of the statistics office's plan, 3)."""
    for entry, review in library.records("review"):
        if review.kind not in {"so-ket", "tong-ket"}:
            continue
        plan = library.get("plan", review.plan)
        wanted = plan.review_outline if plan and plan.review_outline else tuple(ReviewHeading)
        headings = " | ".join(line.lstrip("# ").strip() for line in entry.body.split("\n") if line.startswith("#"))
        missing = [heading.label for heading in wanted if fold(heading.label)[:8] not in fold(headings)]
        if missing:
            yield found(entry.path, Code.REVIEW_HEADINGS, (), line=entry.body_line, found=", ".join(missing))
