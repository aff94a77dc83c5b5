"""A draft of a review (sơ kết, tổng kết) of a plan for a period: the record and its paper, all that can be counted in.

What only people know is left open and marked; nothing is made up.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ..dialogue import Wanting
from ..disk import create_file
from ..draft.compose import draft_text
from ..draft.questions import Value
from ..library import KINDS, Library, load_library
from ..measure.deadlines import deadline_for, submissions
from ..measure.introductions import PlanOnDay, plans_on
from ..measure.milestones import Moment, Standing, asks_exemplars, measure_milestones
from ..measure.progress import measure_plans
from ..measure.quotas import State, day_counted
from ..model.choices import (
    ExemplarType,
    MilestoneKind,
    QuotaKind,
    ReplicationStatus,
    ReviewHeading,
    ReviewKind,
    Stage,
    Status,
)
from ..model.review import Review
from ..model.values import When
from ..text import date_vi
from .coverage import granted_awards, monthly_quota, span_vi
from .desk import Wanted, letterhead, must_exist, save
from .document import OPEN, Section, paper
from .question import Question
from .table import Cell, Column, Table, counts

_LONGEST_ID: Final = 80
_KINDS: Final = {"H": ReviewKind.SAU_THANG, "Q": ReviewKind.SO_KET}
_NEXT: Final = 366
"""How many days ahead the milestones of the last heading lie."""


@dataclass(frozen=True)
class Counted:
    """One figure of a review."""

    name: str
    value: int
    unit: str


@dataclass(frozen=True)
class DraftReview:
    """The draft: its id, the fields of the record, the text under each heading, tables of the paper."""

    id: str
    title: str
    fields: dict[str, Value]
    texts: dict[ReviewHeading, tuple[str, ...]]
    tables: tuple[Table, ...]


def write_review(root: Path, wanted: Wanted, period: When, *, today: date) -> str:
    """Write the record into content/reviews/ and the paper where it is wanted; returns what to say."""
    library, _ = load_library(root)
    must_exist(library, plan=wanted.plan, unit=wanted.unit)
    if period.first_day > today:
        raise Wanting(f"Kỳ {period.vi} chưa bắt đầu, chưa có gì để tổng hợp.")
    made = draft_review(library, wanted.plan, period, wanted.unit, today=today)
    record = root / KINDS["review"].place(made.id, "")
    relative = record.relative_to(root).as_posix()
    if record.exists():
        raise Wanting(f"Đã có {relative}, nên không ghi đè: hãy sửa tiếp tệp ấy, hoặc xóa đi rồi chạy lại.")
    target = wanted.out or Path(f"{made.id}.docx")
    save(root, target, paper_of(library, made, wanted.plan, wanted.unit, today=today))
    create_file(record, record_of(library, made).encode())
    return (
        f"Đã tạo bản nháp {relative} và văn bản {target}.\n"
        f"Việc tiếp theo: điền những chỗ ghi “{OPEN} …]”, xóa dấu ngoặc vuông; khi đã duyệt, đổi status thành cong-bo."
    )


def record_of(library: Library, made: DraftReview) -> str:
    """Return the file of the record."""
    text = draft_text("review", made.fields, library)
    for heading, paragraphs in made.texts.items():
        head, found, tail = text.rpartition(f"## {heading.label}\n")
        if found:
            text = "\n".join([head + found, *(f"{paragraph}\n" for paragraph in paragraphs)]) + tail
    return text


def paper_of(library: Library, made: DraftReview, plan: str, by: str, *, today: date) -> bytes:
    """Return the official report as .docx."""
    question = Question(library, today, plan=plan)
    sections = [
        Section(f"{number}. {heading.label}", texts, made.tables if heading is ReviewHeading.KET_QUA else ())
        for number, (heading, texts) in enumerate(made.texts.items(), 1)
    ]
    return paper(letterhead(question, by), made.title, sections)


def draft_review(library: Library, plan_id: str, period: When, by: str, *, today: date) -> DraftReview:
    """Draft the review of a plan for a period, with figures up to its last day or today, whichever is first."""
    day = min(today, period.last_day)
    on = next(held for held in plans_on(library, day) if held.id == plan_id)
    plan = on.plan
    moments = measure_milestones(library, plan_id, plan, day)
    kind = _kind(period, moments)
    figures = _figures(on, period)
    heading = Review.model_validate({"plan": plan_id, "kind": kind, "by": by or plan.issuer, "period": str(period)})
    name = f"{plan.doc_type.label} số {plan.number_vi}"
    title = f"{heading.heading} thực hiện {name}"
    fields: dict[str, Value] = {
        "title": title, "plan": plan_id, "kind": str(kind), "by": by or plan.issuer, "period": str(period),
        "as_of": day.isoformat(),
        "figures": [
            {"name": item.name, "value": str(item.value), "unit": item.unit, "as_of": day.isoformat()}
            for item in figures
        ],
        "status": str(Status.NHAP),
    }  # fmt: skip
    if plan.sample:
        fields["sample"] = "true"
    told = _texts(on, period, figures, moments, f"{name} {plan.issued_vi} của {_name(library, plan.issuer)}")
    outline = plan.review_outline or tuple(ReviewHeading)
    identifier = f"{kind}-{period.written.lower()}-{plan_id}"[:_LONGEST_ID].strip("-")
    return DraftReview(identifier, title, fields, {part: told[part] for part in outline}, _tables(on, period, figures))


def _name(library: Library, unit: str) -> str:
    record = library.get("unit", unit)
    return record.name if record else unit


def _kind(period: When, moments: tuple[Moment, ...]) -> ReviewKind:
    """Return what the plan calls a review of that time, else what its length says."""
    own = (moment for moment in moments if not asks_exemplars(moment.milestone))
    due = {str(m.milestone.kind) for m in own if period.first_day <= m.when.last_day <= period.last_day}
    if MilestoneKind.TONG_KET in due:
        return ReviewKind.TONG_KET
    if MilestoneKind.SO_KET in due:
        return ReviewKind.SO_KET
    return _KINDS.get(period.written[5:6], ReviewKind.NAM if len(period.written) == len("2026") else ReviewKind.SO_KET)


def _figures(on: PlanOnDay, period: When) -> tuple[Counted, ...]:
    """Return everything that can be counted in a period under a plan; zeros are told as well."""

    def within(day: date | None) -> bool:
        return day is not None and period.first_day <= day <= min(period.last_day, on.today)

    held = [record for _, record in on.introduced if within(record.introduced_on)]
    every = [record for _, record in on.introduced]
    published = sum(record.status is Status.CONG_BO and record.consented for record in held)
    types = Counter(record.type for record in held)
    deadline = deadline_for(on.plan)
    late = sum(item.late and within(item.introduced_on) for item in submissions(on, deadline)) if deadline else 0
    chosen = sum(within(day_counted(record, QuotaKind.SELECTION)) for record in every)
    recognised = sum(
        any(move.to is Stage.CONG_NHAN and within(move.date) for move in record.stage_history) for record in every
    )
    awards = sum(within(award.date) for record in every for award in granted_awards(record))
    refs = {part.ref for part in on.plan.campaigns}
    copied = sum(
        move.status is ReplicationStatus.THANH_CONG and within(move.date)
        for _, copy in on.library.records("replication")
        if copy.sample is on.plan.sample
        and copy.practice
        and (practice := on.library.get("practice", copy.practice))
        and refs & set(practice.campaigns)
        for move in copy.history
    )
    figures = [
        Counted("Được giới thiệu theo kế hoạch", len(held), "gương"),
        Counted("Trong đó đã được công bố", published, "gương"),
    ]
    figures += [Counted(kind.label, types[kind], "gương") for kind in ExemplarType]
    figures += [Counted("Giới thiệu muộn", late, "gương")] if deadline else []
    figures += [
        Counted("Được chọn để bồi dưỡng", chosen, "gương"),
        Counted("Được công nhận, biểu dương", recognised, "gương"),
        Counted("Được khen thưởng", awards, "quyết định"),
        Counted("Đơn vị có gương được giới thiệu", len({record.submitted_by for record in held}), "đơn vị"),
        Counted("Nơi khác làm theo thành công", copied, "nơi"),
    ]
    return tuple(figures)


def _texts(
    on: PlanOnDay, period: When, figures: tuple[Counted, ...], moments: tuple[Moment, ...], plan: str
) -> dict[ReviewHeading, tuple[str, ...]]:
    """Return the paragraphs under each heading: sentences that can be computed, and marks for the rest."""
    value = {item.name: item.value for item in figures}
    until = f"Tính đến hết ngày {date_vi(on.today)}"
    types = ", ".join(f"{value[kind.label]:02d} {kind.label.lower()}" for kind in ExemplarType if value[kind.label])
    held = [event for event in on.events if period.first_day <= event.held_on <= period.last_day]
    events = [f"Ngày {date_vi(event.held_on)}: {event.title}." for event in held]
    results = (
        (
            f"{until}, trong kỳ có {value['Được giới thiệu theo kế hoạch']:02d} gương được giới thiệu theo kế hoạch"
            f"{f' ({types})' if types else ''}, của {value['Đơn vị có gương được giới thiệu']:02d} đơn vị;"
            f" {value['Trong đó đã được công bố']:02d} gương đã được công bố."
        ),
        (
            f"Có {value['Được chọn để bồi dưỡng']:02d} gương được chọn để bồi dưỡng,"
            f" {value['Được công nhận, biểu dương']:02d} gương được công nhận, biểu dương,"
            f" {value['Được khen thưởng']:02d} quyết định khen thưởng. Có"
            f" {value['Nơi khác làm theo thành công']:02d} nơi khác làm theo thành công."
        ),
        f"{OPEN} kết quả nổi bật, cách làm hay, tác dụng của điển hình]",
    )
    ahead = [
        f"{moment.milestone.label.lower()} ({moment.when.vi[:1].lower()}{moment.when.vi[1:]})"
        for moment in moments
        if moment.standing in {Standing.COMING, Standing.RUNNING} and (moment.when.first_day - on.today).days < _NEXT
    ]
    coming = [f"Các mốc sắp tới của kế hoạch: {'; '.join(ahead)}."] if ahead else []
    return {
        ReviewHeading.CHI_DAO: (
            f"Thực hiện {plan}. {OPEN} việc quán triệt, ban hành văn bản, phân công, kiểm tra trong kỳ]",
        ),
        ReviewHeading.GIAI_PHAP: (*events, f"{OPEN} các giải pháp đã tổ chức thực hiện]"),
        ReviewHeading.KET_QUA: results,
        ReviewHeading.HAN_CHE: (*_shortcomings(on, period, moments), f"{OPEN} hạn chế, tồn tại khác]"),
        ReviewHeading.NGUYEN_NHAN: (f"{OPEN} nguyên nhân khách quan, chủ quan]",),
        ReviewHeading.PHUONG_HUONG: (*coming, f"{OPEN} phương hướng, nhiệm vụ, đề xuất, kiến nghị]"),
    }


def _shortcomings(on: PlanOnDay, period: When, moments: tuple[Moment, ...]) -> list[str]:
    told = []
    missing = {unit: months for unit, months in _missing(on, period).items() if months}
    if missing:
        times = sum(map(len, missing.values()))
        told.append(
            f"Còn {len(missing):02d} đơn vị chưa giới thiệu đủ hằng tháng, thiếu {times:02d} lượt (danh sách kèm theo)."
        )
    late = [moment for moment in moments if moment.standing is Standing.LATE]
    told += [f"Quá hạn {moment.days} ngày: {moment.milestone.label.lower()}, {moment.when.vi}." for moment in late]
    return told


def _missing(on: PlanOnDay, period: When) -> dict[str, list[When]]:
    """Return for each unit that the monthly quota binds the months of the period that it missed."""
    quota = monthly_quota(measure_plans(on.library, on.today)[on.id].quotas)
    if quota is None:
        return {}
    months = [window for window in quota.windows if period.first_day <= window.first_day <= period.last_day]
    return {
        unit: [window for window in months if quota.cell(unit, window.written).state is State.SHORT]
        for unit in quota.units
    }


def _tables(on: PlanOnDay, period: When, figures: tuple[Counted, ...]) -> tuple[Table, ...]:
    rows: tuple[tuple[Cell, ...], ...] = tuple((item.name, item.value, item.unit) for item in figures)
    columns = (Column("Chỉ số"), *counts("Số lượng"), Column("Đơn vị tính"))
    made = [Table("so-lieu", f"Kết quả {period.vi}", columns, rows, "", on.plan.sample)]
    question = Question(on.library, on.today, plan=on.id)
    missing = _missing(on, period)
    units = [unit for unit in question.by_name(missing) if missing[unit]]
    if units:
        lines: tuple[tuple[Cell, ...], ...] = tuple(
            (question.unit_name(unit), len(missing[unit]), span_vi(missing[unit])) for unit in units
        )
        columns = (Column("Đơn vị"), *counts("Số tháng thiếu"), Column("Các tháng thiếu"))
        made.append(Table("thieu", "Đơn vị chưa giới thiệu đủ hằng tháng", columns, lines, "", on.plan.sample))
    return tuple(made)
