"""The list of a month for each receiving unit, what is late, and what may be proposed for an award."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from ..measure.deadlines import Submission, deadline_for, last_day_on_time
from ..measure.evidence import lapsed, review_due
from ..measure.introductions import PlanOnDay
from ..measure.milestones import Standing, measure_milestones, self_reviews
from ..measure.quotas import State
from ..measure.windows import window_of
from ..model.choices import AwardForm, AwardStatus, Stage
from ..model.exemplar import Exemplar
from ..model.plan import Deadline
from ..model.values import Known, When
from ..text import date_vi
from .coverage import awards_table, granted_awards, monthly_quota, span_vi, stale_impacts
from .question import Question
from .table import Cell, Column, Kind, Report, Table, counts, total

_PROPOSABLE = frozenset({Stage.CONG_NHAN, Stage.TONG_KET, Stage.NHAN_RONG})


def month(question: Question) -> Report:
    """Return the lists of one month: who introduced how many, on time or late; and those that may be named."""
    return month_report(question, question.window)


def month_report(question: Question, window: When) -> Report:
    """Return the lists of a month of which nothing changes any more when they have closed, but who may be named."""
    held = [(on, deadline) for on, deadline in _monthly(question) if question.unit in {"", deadline.to}]
    tables = [table for on, deadline in held for table in _list_of(question, on, deadline, window)]
    return Report(
        "month", f"Danh sách giới thiệu điển hình tiên tiến {window.vi}", question.issuer,
        min(closing_day(question, window), question.today), tuple(tables),
    )  # fmt: skip


def closing_day(question: Question, window: When) -> date:
    """Return the day with which the last list of a month closes; the month's own last day without any deadline."""
    days = (last_day_on_time(deadline, window) for _, deadline in _monthly(question))
    return max(days, default=window.last_day)


def _monthly(question: Question) -> list[tuple[PlanOnDay, Deadline]]:
    """Return the plans with the deadline by which introductions are sent each month."""
    return [(on, deadline) for on in question.plans if (deadline := deadline_for(on.plan))]


def months_of(question: Question) -> tuple[When, ...]:
    """Return the months until today's for which some plan asks for a list, closed or still open."""
    held = {
        item.window.written: item.window
        for on in question.plans
        for deadline, lists in question.progress[on.id].lists
        if deadline == deadline_for(on.plan)
        for item in lists
        if item.window.first_day <= question.today
    }
    return tuple(held[written] for written in sorted(held))


def _list_of(question: Question, on: PlanOnDay, deadline: Deadline, window: When) -> Iterable[Table]:
    lists = question.lists.get(on.id, {})
    held = lists.get(window.written, [])
    after = lists.get(window_of(window.last_day + timedelta(days=1), 1).written, [])
    missed = Counter(item.unit for item in after if item.late)
    by_unit: dict[str, list[Submission]] = {unit: [] for unit in (*_bound(question, on, window), *missed)}
    for item in held:
        by_unit.setdefault(item.unit, []).append(item)
    columns = (
        Column("Đơn vị giới thiệu"),
        *counts("Đúng hạn", "Gửi muộn từ kỳ trước", "Cộng", "Gửi sau ngày chốt", "Chưa công bố"),
    )
    rows: list[tuple[Cell, ...]] = []
    units = question.by_name(by_unit)
    for unit in units:
        sent = by_unit[unit]
        late = sum(item.late for item in sent)
        hidden = sum(not question.title("exemplar", item.id) for item in sent)
        rows.append((question.unit_name(unit), len(sent) - late, late, len(sent), missed[unit], hidden))
    closes = last_day_on_time(deadline, window)
    label = f"{question.plan_label(on)}: danh sách {window.vi} gửi {question.unit_name(deadline.to)}"
    yield Table(
        f"danh-sach-{on.id}", label, columns, (*rows, total(tuple(rows), columns)),
        f"Danh sách chốt hết ngày {date_vi(closes)}. Gương gửi sau ngày chốt vẫn tính cho tháng ấy, ghi là muộn, và"
        " đứng ở danh sách tháng sau.", on.plan.sample, question.unit_links(units),
    )  # fmt: skip
    named = [(item, record) for item in held if (record := question.seen.get("exemplar", item.id))]
    lines: tuple[tuple[Cell, ...], ...] = tuple(
        (
            place, record.title, record.type.label, question.unit_name(item.unit), item.introduced_on,
            "muộn" if item.late else "đúng hạn",
        )
        for place, (item, record) in enumerate(named, 1)
    )  # fmt: skip
    yield Table(
        f"guong-{on.id}", f"{question.plan_label(on)}: gương đã công bố trong danh sách {window.vi}",
        (*counts("Số thứ tự"), Column("Gương"), Column("Loại"), Column("Đơn vị giới thiệu"),
         Column("Ngày giới thiệu", Kind.DAY), Column("Thời hạn")),
        lines, "Gương chưa công bố được tính ở bảng trên, không nêu ở đây.", on.plan.sample,
        tuple(f"guong/{item.id}/" for item, _ in named),
    )  # fmt: skip


def _bound(question: Question, on: PlanOnDay, window: When) -> Iterable[str]:
    """Yield the units that have to introduce someone in a month, whether they did or not."""
    quota = monthly_quota(question.progress[on.id].quotas)
    for unit in quota.units if quota else ():
        cell = quota.cells.get((unit, window.written, "", "")) if quota else None
        if cell and cell.state is not State.FREE:
            yield unit


def late(question: Question) -> Report:
    """Return what is overdue: milestones, lists, self-reviews, copies to verify again, impacts to look at."""
    milestones: dict[bool, list[tuple[Cell, ...]]] = {False: [], True: []}
    tables: list[Table] = []
    for on in question.plans:
        progress = question.progress[on.id]
        for moment in measure_milestones(question.library, on.id, on.plan, question.today, tracked=progress.tracked):
            if moment.standing is Standing.LATE:
                milestones[on.plan.sample].append(
                    (question.plan_label(on), moment.milestone.label, moment.milestone.by or "", moment.when.last_day,
                     moment.days)
                )  # fmt: skip
        tables += [*_late_lists(question, on), *_late_self_reviews(question, on)]
    columns = (
        Column("Kế hoạch"), Column("Việc"), Column("Đơn vị thực hiện"), Column("Hạn", Kind.DAY),
        *counts("Số ngày quá hạn"),
    )  # fmt: skip
    made = [
        Table(f"moc{'-mau' if sample else ''}", "Mốc thời gian quá hạn", columns, tuple(rows), "", sample)
        for sample, rows in milestones.items()
        if rows
    ]
    copies = () if question.plan else overdue_copies(question)  # a copy stands under no plan
    made += [*tables, *copies, *_overdue_impacts(question)]
    return Report("late", "Những việc quá hạn", question.issuer, question.today, tuple(made))


def _late_lists(question: Question, on: PlanOnDay) -> Iterable[Table]:
    quota = monthly_quota(question.progress[on.id].quotas)
    if quota is None or not question.progress[on.id].tracked:
        return
    rows: list[tuple[Cell, ...]] = []
    for unit in question.by_name(quota.units):
        states = {window: quota.cell(unit, window.written).state for window in quota.windows}
        sent_late = [window for window, state in states.items() if state is State.LATE]
        missing = [window for window, state in states.items() if state is State.SHORT]
        if sent_late or missing:
            rows.append((question.unit_name(unit), len(missing), span_vi(missing), len(sent_late), span_vi(sent_late)))
    if rows:
        yield Table(
            f"gui-muon-{on.id}", f"{question.plan_label(on)}: đơn vị chưa giới thiệu hoặc giới thiệu muộn",
            (Column("Đơn vị"), *counts("Số tháng thiếu"), Column("Các tháng thiếu"), *counts("Số tháng muộn"),
             Column("Các tháng muộn")),
            tuple(rows), "", on.plan.sample,
        )  # fmt: skip


def _late_self_reviews(question: Question, on: PlanOnDay) -> Iterable[Table]:
    """Yield the exemplars that have not looked back on half-years that are over, who owes longest first."""
    if not question.progress[on.id].tracked:
        return
    rows: list[tuple[Cell, ...]] = []
    hidden: Counter[str] = Counter()
    for held in self_reviews(question.library, on.id, on.plan, question.today):
        owed = [when.vi for when in held.owed if when not in held.kept and when.last_day < question.today]
        record = question.library.get("exemplar", held.exemplar)
        if not owed or record is None:
            continue
        title = question.title("exemplar", held.exemplar)
        if title:
            rows.append((title, question.unit_name(record.unit), len(owed), ", ".join(owed)))
        else:
            hidden[record.unit] += 1
    rows += [
        (f"{hidden[unit]:02d} gương chưa công bố", question.unit_name(unit), None, "")
        for unit in question.by_name(hidden)
    ]
    if rows:
        yield Table(
            f"tu-nhin-lai-{on.id}", f"{question.plan_label(on)}: gương chưa tự sơ kết",
            (Column("Gương"), Column("Đơn vị"), *counts("Số kỳ thiếu"), Column("Các kỳ thiếu")),
            tuple(rows), "Chỉ kể những kỳ đã hết, từ kỳ gương được chọn.", on.plan.sample,
        )  # fmt: skip


def overdue_copies(question: Question) -> Iterable[Table]:
    """Return the copies whose confirmation has run out, real and sample ones apart."""
    for sample in (False, True):
        rows: list[tuple[Cell, ...]] = []
        for _, copy in question.library.records("replication"):
            due = review_due(copy)
            if copy.sample is sample and due and lapsed(copy, question.today):
                title = question.title("practice", copy.practice) if copy.practice else ""
                rows.append((question.unit_name(copy.unit), title or "Mô hình chưa công bố, hoặc ở trang khác", due))
        if rows:
            yield Table(
                f"xac-minh-lai{'-mau' if sample else ''}", "Nơi làm theo quá hạn xác minh lại",
                (Column("Đơn vị"), Column("Mô hình"), Column("Hạn", Kind.DAY)),
                tuple(sorted(rows, key=lambda row: str(row[2]))), "", sample,
            )  # fmt: skip


def _overdue_impacts(question: Question) -> Iterable[Table]:
    for sample in (False, True):
        held = [
            record.unit
            for group in question.groups
            if group.sample is sample
            for _, record, _ in stale_impacts(group.exemplars, question.today)
        ]
        if held:
            tally = Counter(held)
            yield Table(
                f"ra-soat{'-mau' if sample else ''}", "Gương đã công nhận, quá 12 tháng chưa rà soát tác dụng",
                (Column("Đơn vị"), *counts("Số gương")),
                tuple((question.unit_name(unit), tally[unit]) for unit in question.by_name(tally)),
                "Tên từng gương ở báo cáo coverage.", sample,
            )  # fmt: skip


def proposals(question: Question) -> Report:
    """Return what was proposed and granted, and who has been recognised without any award yet.

    Nothing is proposed for an exemplar that is paused while it is being verified (NĐ 152/2025).
    """
    tables: list[Table] = []
    for group in question.groups:
        open_now = [
            (identifier, record)
            for identifier, record in group.exemplars
            if record.stage in _PROPOSABLE and not granted_awards(record)
        ]
        rows: list[tuple[Cell, ...]] = []
        hidden: Counter[str] = Counter()
        for identifier, record in open_now:
            title = question.title("exemplar", identifier)
            fields = ", ".join(question.campaign_name(ref) for ref in record.campaigns[:1]) or record.scope.label
            if title:
                rows.append((title, record.type.label, fields, question.unit_name(record.unit), _proposed(record)))
            else:
                hidden[record.unit] += 1
        rows += [
            (f"{hidden[unit]:02d} gương chưa công bố", "", "", question.unit_name(unit), "")
            for unit in question.by_name(hidden)
        ]
        tables.append(awards_table(group))
        if rows:
            tables.append(
                Table(
                    f"chua-khen-{group.on.id if group.on else 'khac'}{'-mau' if group.sample else ''}",
                    f"{group.label}: gương đã công nhận, chưa được khen thưởng",
                    (
                        Column("Gương"),
                        Column("Loại"),
                        Column("Phong trào, lĩnh vực chính"),
                        Column("Đơn vị"),
                        Column("Đã đề nghị"),
                    ),
                    tuple(rows),
                    "Gương đang tạm dừng để xác minh không đứng trong bảng này.",
                    group.sample,
                )
            )
    return Report(
        "proposals", "Đề xuất khen thưởng điển hình tiên tiến", question.issuer, question.today, tuple(tables)
    )


def _proposed(record: Exemplar) -> str:
    """Return the awards that were proposed for an exemplar and are not decided yet."""
    return "; ".join(
        Known(AwardForm).label(award.form)
        for award in record.awards
        if award.proposed and award.status is AwardStatus.HIEU_LUC
    )
