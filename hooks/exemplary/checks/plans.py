"""Plans and reviews: numbers as papers write them, citations in time, sheets that add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..issues import Code, Finding, found
from ..library import Library
from ..measure.chain import Force, chain_of, citation_of_document, cited_by
from ..measure.introductions import plans_on
from ..measure.quotas import STEPS, Key, State, measure_quota
from ..measure.windows import MONTHS
from ..model.choices import (
    Every,
    ExemplarType,
    NumberStatus,
    PlanStatus,
    QuotaKind,
    QuotaOp,
    QuotaPer,
    ReviewHeading,
    SheetStatus,
    Status,
)
from ..model.citation import citation, merged, number_slip, same_document
from ..model.plan import SHEET_MOVES, Plan, ScoreSheet, gaps_of, score_total
from ..model.values import When, listed
from ..read.body import headings_of
from ..text import date_vi, fold, near, number_vi, slugify


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


def check_cited_numbers(library: Library, today: date) -> Iterator[Finding]:
    """A cited document has a number or a title, and its number the form of its kind unless the slip is explained."""
    for entry, plan in library.records("plan"):
        explained = {slip.found for slip in plan.sic}
        for part, place, cited in cited_by(plan):
            loc = (part, place)
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
        for part, place, cited in cited_by(plan):
            loc = (part, place)
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


def check_bases(library: Library, today: date) -> Iterator[Finding]:
    """What a plan rests on still held when it was issued, says the registry of documents."""
    chain = chain_of(library)
    for entry, plan in library.records("plan"):
        explained = " ".join(slip.found for slip in plan.sic)
        for part, number, cited in cited_by(plan):
            paper = chain.paper(entry.id, part, number)
            ended = paper.ended
            if not paper.document or not ended or paper.force_on(plan.issued_on.first_day) is not Force.ENDED:
                continue
            if cited.number and cited.number in explained:
                continue
            after = [held.number for held in chain.papers.values() if held.document in paper.after]
            yield found(
                entry.path, Code.EXPIRED_BASIS, (part, number, "number" if cited.number else "title"),
                found=cited.number or cited.title, own=plan.issued_on.vi, ended=date_vi(ended),
                after=f" ({', '.join(after)})" if after else "",
            )  # fmt: skip


def check_cited_once(library: Library, today: date) -> Iterator[Finding]:
    """A plan cites a document once, however it is written; the registry of documents keeps it once."""
    chain = chain_of(library)
    for entry, plan in library.records("plan"):
        seen: dict[str, str] = {}
        for part, number, cited in cited_by(plan):
            name = cited.number or cited.title or cited.plan or ""
            paper = chain.paper(entry.id, part, number)
            if paper.id in seen:
                key = "number" if cited.number else "title" if cited.title else "plan"
                yield found(entry.path, Code.CITED_TWICE, (part, number, key), found=name, other=seen[paper.id])
            seen.setdefault(paper.id, name)
    kept = [(entry, citation_of_document(library, record)) for entry, record in library.records("document")]
    for first, *others in merged([said for _, said in kept]):
        number = kept[first][0].record.number
        for entry in (kept[place][0] for place in others):
            loc = (*entry.prefix, "number")
            yield found(entry.path, Code.CITED_TWICE, loc, found=entry.record.number, other=number)


def check_cited_facts(library: Library, today: date) -> Iterator[Finding]:
    """A citation gives its document the day and, for a plan of this site, the number that the document gives itself."""
    chain = chain_of(library)
    for entry, plan in library.records("plan"):
        for part, number, cited in cited_by(plan):
            paper = chain.paper(entry.id, part, number)
            if not (paper.document or paper.plan):
                continue
            own, said = paper.issued, cited.date
            if own and said and (own.last_day < said.first_day or said.last_day < own.first_day):
                yield found(
                    entry.path, Code.CITATION_DIFFERS, (part, number, "date"), number=paper.number, found=said.vi,
                    other=own.vi,
                )  # fmt: skip
            one, other = (citation(text, None, None, None) for text in (cited.number, paper.number))
            if cited.plan and one.number and other.number and not same_document(one, other):
                yield found(
                    entry.path, Code.CITATION_DIFFERS, (part, number, "number"), number=paper.number,
                    found=cited.number, other=paper.number,
                )  # fmt: skip


def check_quotas(library: Library, today: date) -> Iterator[Finding]:
    """A quota counts over one length of time; what it picks out beforehand it does not count by as well."""
    for entry, plan in library.records("plan"):
        campaigns = {part.ref for part in plan.campaigns}
        for number, quota in enumerate(plan.quotas):
            times = [per.label for per in quota.per if per in STEPS]
            told: list[tuple[str, str]] = []
            if len(times) > 1:
                told.append(("per", f"vừa tính {' vừa tính '.join(times)}"))
            if quota.type and QuotaPer.TYPE in quota.per:
                told.append(("per", f"đã chỉ nói về {quota.type.label.lower()} mà lại tính cho mỗi loại điển hình"))
            if times and QuotaPer.PERIOD in quota.per:
                told.append(("per", f"vừa tính {times[0]} vừa tính cả giai đoạn"))
            if quota.kind is QuotaKind.EVENT and (quota.campaigns or quota.type):
                told.append(("campaigns" if quota.campaigns else "type", "sự kiện không chia theo phong trào, loại"))
            strange = [held for held in quota.campaigns if held not in campaigns]
            if strange and campaigns:
                told.append(("campaigns", f"kế hoạch không có phong trào, lĩnh vực {', '.join(strange)}"))
            for key, fault in told:
                yield found(entry.path, Code.QUOTA_UNCLEAR, ("quotas", number, key), found=fault)


def check_kept_quotas(library: Library, today: date) -> Iterator[Finding]:
    """No more are selected or awarded than a plan allows (statistics office, 4: 01 team and 01 person for each field).

    Too few is no fault: it is told by pages and reports. What is told are numbers; whom they count stays untold.
    """
    bounded = {QuotaKind.SELECTION, QuotaKind.AWARD}
    if not any(quota.kind in bounded for _, plan in library.records("plan") for quota in plan.quotas):
        return
    for on in plans_on(library, today):
        path = library.of("plan")[on.id].path
        for number, quota in enumerate(on.plan.quotas):
            if quota.kind not in bounded or quota.op is QuotaOp.GTE:
                continue
            over = [(key, cell) for key, cell in measure_quota(on, quota).cells.items() if cell.state is State.OVER]
            told = "; ".join(f"{_of_whom(library, key)} {cell.count}" for key, cell in over)
            if told:
                yield found(path, Code.OVER_QUOTA, ("quotas", number, "n"), quota=quota.vi, found=told)


def _of_whom(library: Library, key: Key) -> str:
    """Return the words for one promise of a quota: unit, time, field, type, as far as it counts by them."""
    unit, window, campaign, kind = key
    bearer, field = library.get("unit", unit), library.get("campaign", campaign)
    words = [
        bearer.name if bearer else unit,
        When.parse(window).vi if window else "",
        field.name if field else campaign,
        next((item.label for item in ExemplarType if item == kind), ""),
    ]
    return ", ".join(word for word in words if word) or "tất cả"


def check_deadlines(library: Library, today: date) -> Iterator[Finding]:
    """A deadline names its day: a weekday where it comes round weekly, else a day, in a month that its round has."""
    for entry, plan in library.records("plan"):
        for number, deadline in enumerate(plan.deadlines):
            weekly = deadline.every is Every.WEEK
            key = fault = ""
            if weekly and not deadline.before_weekday:
                key, fault = "every", "hằng tuần mà không ghi thứ mấy"
            elif weekly and (deadline.before_day or deadline.month):
                key, fault = "before_day" if deadline.before_day else "month", "hằng tuần thì không có ngày, tháng"
            elif not weekly and not deadline.before_day:
                key, fault = "every", f"{deadline.every.label} mà không ghi trước ngày nào"
            elif not weekly and deadline.before_weekday:
                key, fault = "before_weekday", f"{deadline.every.label} thì không tính theo thứ trong tuần"
            elif deadline.month and deadline.month > MONTHS[deadline.every]:
                key, fault = "month", f"{deadline.every.label} thì không có tháng thứ {deadline.month}"
            if fault:
                yield found(entry.path, Code.DEADLINE_UNCLEAR, ("deadlines", number, key), found=fault)


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


def check_lives_of_sheets(library: Library, today: date) -> Iterator[Finding]:
    """A score sheet goes from draft over opinions and council to issued, in the order of days (ethnic board, III.2)."""
    for path, sheet in _sheets(library):
        for number, move in enumerate(sheet.history):
            before = sheet.history[number - 1] if number else None
            allowed = SHEET_MOVES[before.to if before else None]
            loc = ("score_sheet", "history", number)
            if move.to not in allowed:
                yield found(
                    path, Code.ILLEGAL_STATUS_MOVE, (*loc, "to"), found=before.to.label if before else "chưa có gì",
                    to=move.to.label, choices=listed(allowed) or "không bước nào",
                )  # fmt: skip
            if before and move.date < before.date:
                yield found(
                    path, Code.DATES_OUT_OF_ORDER, (*loc, "date"), found=date_vi(move.date),
                    other=date_vi(before.date), what="bước trước nó",
                )  # fmt: skip


def check_issued_sheets(library: Library, today: date) -> Iterator[Finding]:
    """An issued score sheet rates everybody: known ratings, each once, from the first point on; each side has lines."""
    for path, sheet in _sheets(library):
        if sheet.status is SheetStatus.BAN_HANH:
            for loc, fault in gaps_of(sheet):
                yield found(path, Code.SHEET_UNUSABLE, ("score_sheet", *loc), found=fault)


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
