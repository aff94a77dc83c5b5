"""How far the plans are covered: units by month, fields by type, steps, awards, who is honoured, what grows old."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ..measure.introductions import Introduced, PlanOnDay, campaigns_of
from ..measure.quotas import GRAVEST, QuotaProgress, State, day_counted
from ..measure.windows import window_of
from ..model.choices import (
    AttachmentKind,
    AwardForm,
    AwardLevel,
    AwardStatus,
    ExemplarType,
    OccupationGroup,
    QuotaKind,
    QuotaPer,
    Stage,
)
from ..model.exemplar import Award, Exemplar
from ..model.values import Known, When
from .question import Group, Question
from .table import Cell, Column, Kind, Report, Table, counts, share, total

STALE_AFTER: Final = timedelta(days=365)
"""After how long the impact of a recognised exemplar should have been looked at again (plan of Thạch An, II.4)."""
_RANKS: Final = {
    Stage.DANG_KY: 1, Stage.LUA_CHON: 1, Stage.KHONG_CHON: 1, Stage.DANG_BOI_DUONG: 2, Stage.CONG_NHAN: 3,
    Stage.TONG_KET: 4, Stage.NHAN_RONG: 5,
}  # fmt: skip
_STEPS: Final = ("Giới thiệu", "Đăng ký", "Được chọn để bồi dưỡng", "Công nhận, biểu dương", "Tổng kết", "Nhân rộng")
_RECOGNISED: Final = 3
_BY_FIELD: Final = frozenset({QuotaPer.CAMPAIGN, QuotaPer.TYPE, QuotaPer.PERIOD})
STATES: Final = {
    State.MET: "đạt", State.LATE: "đạt, muộn", State.SHORT: "thiếu", State.OVER: "thừa", State.OPEN: "chưa đến hạn",
    State.FREE: "",
}  # fmt: skip
"""Where a promise stands, in a word."""


def coverage(question: Question) -> Report:
    """Return what the issue of quotas calls coverage, plan by plan, and what the plans themselves lack."""
    tables: list[Table] = []
    for group in question.groups:
        if group.on:
            tables += _units_by_month(question, group.on)
            tables += selection_table(question, group.label, (group.on,))
        courses = courses_of(group, question.today)
        tables += [funnel_table(group, courses), years_table(group, courses)]
        tables += [awards_table(group), hands_table(group, courses), *_stale(question, group)]
    return Report(
        "coverage", "Mức độ bao phủ của công tác phát hiện, nhân rộng điển hình tiên tiến",
        question.issuer, question.today, (*tables, *papers_table(question)),
    )  # fmt: skip


def monthly_quota(quotas: Iterable[QuotaProgress]) -> QuotaProgress | None:
    """Return the promise of each unit each month, if a plan makes one."""
    for held in quotas:
        if held.quota.kind is QuotaKind.INTRODUCTION and {QuotaPer.UNIT, QuotaPer.MONTH} == set(held.quota.per):
            return held
    return None


def span_vi(windows: Iterable[When]) -> str:
    """Return months in the fewest words, those that follow one another joined: "01/2026–03/2026, 05/2026"."""
    runs: list[list[date]] = []
    for window in windows:
        day = window.first_day
        if runs and (runs[-1][-1] + timedelta(days=31)).replace(day=1) == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join("–".join(f"{day:%m/%Y}" for day in dict.fromkeys((run[0], run[-1]))) for run in runs)


def _units_by_month(question: Question, on: PlanOnDay) -> Iterable[Table]:
    """One table of counts for each year, then where each unit stands against the promise, if there is one."""
    progress = question.progress[on.id]
    quota = monthly_quota(progress.quotas)
    held = Counter((record.submitted_by, window_of(record.introduced_on, 1).written) for _, record in on.introduced)
    units = question.by_name({*(quota.units if quota else ()), *progress.units})
    label = question.plan_label(on)
    for year in sorted({window.written[:4] for window, _ in progress.months}):
        months = [window for window, _ in progress.months if window.written.startswith(year)]
        columns = (Column("Đơn vị"), *counts(*(f"T{window.first_day.month}" for window in months), "Cộng"))
        rows: list[tuple[Cell, ...]] = []
        for unit in units:
            cells = [held[unit, window.written] for window in months]
            asked = [_asked(quota, unit, window) for window in months]
            marked = [count if count or wanted else None for count, wanted in zip(cells, asked, strict=True)]
            rows.append((question.unit_name(unit), *marked, sum(cells)))
        yield Table(
            f"don-vi-thang-{on.id}-{year}", f"{label}: số gương được giới thiệu theo đơn vị và tháng, năm {year}",
            columns, (*rows, total(tuple(rows), columns)), "Gạch ngang: tháng ấy đơn vị không phải giới thiệu.",
            on.plan.sample,
        )  # fmt: skip
    if quota and progress.tracked:
        yield standing_table(question, on, quota)


def _asked(quota: QuotaProgress | None, unit: str, window: When) -> bool:
    cell = quota.cells.get((unit, window.written, "", "")) if quota else None
    return quota is None or (cell is not None and cell.state is not State.FREE)


def standing_table(question: Question, on: PlanOnDay, quota: QuotaProgress, newest: int = 0) -> Table:
    """Return where each unit stands against the promise of each month, and which months, or newest ones, it misses."""
    columns = (
        Column("Đơn vị"),
        *counts("Tháng đến hạn", "Đạt", "Trong đó muộn", "Thiếu"),
        Column("Tỷ lệ đạt", Kind.SHARE),
        Column(f"Thiếu trong {newest} tháng gần đây" if newest else "Các tháng thiếu"),
    )
    shown = quota.windows[-newest:]
    rows: list[tuple[Cell, ...]] = []
    units = question.by_name(quota.units)
    for unit in units:
        states = {window: quota.cell(unit, window.written).state for window in quota.windows}
        tally = Counter(states.values())
        met = tally[State.MET] + tally[State.LATE]
        missing = [window for window, state in states.items() if state is State.SHORT]
        due = met + len(missing) + tally[State.OVER]
        rows.append(
            (
                question.unit_name(unit),
                due,
                met,
                tally[State.LATE],
                len(missing),
                share(met, due),
                span_vi(window for window in missing if window in shown),
            )
        )
    summed = list(total(tuple(rows), columns))
    summed[5] = share(quota.met, quota.due)
    return Table(
        f"chi-tieu-thang-{on.id}", f"{question.plan_label(on)}: {quota.quota.vi}", columns, (*rows, tuple(summed)),
        "Đơn vị chỉ phải giới thiệu trong những tháng đơn vị còn hoạt động đến hết hạn gửi.", on.plan.sample,
        question.unit_links(units),
    )  # fmt: skip


def selection_table(question: Question, label: str, plans: tuple[PlanOnDay, ...]) -> Iterable[Table]:
    """Yield selection by field and type, beside what the plans ask for; nothing where they name no fields."""
    refs = tuple(dict.fromkeys(part.ref for on in plans for part in on.plan.campaigns))
    if not refs:
        return
    asked = _promised(quota for on in plans for quota in question.progress[on.id].quotas)
    chosen: Counter[tuple[str, str]] = Counter()
    for _, record in (pair for on in plans for pair in on.introduced):
        day = day_counted(record, QuotaKind.SELECTION)
        if day and day <= question.today:
            chosen.update((field, str(record.type)) for field in campaigns_of(question.library, record, refs))
    columns: list[Column] = [Column("Phong trào, lĩnh vực")]
    told = {kind for kind in ExemplarType if any(key[1] == kind for key in asked)}
    for kind in ExemplarType:
        columns.append(Column(kind.label, Kind.COUNT))
        columns += [Column(f"{kind.label}: so với chỉ tiêu")] if kind in told else []
    rows: list[tuple[Cell, ...]] = []
    marks: list[tuple[str, ...]] = []
    for ref in refs:
        row: list[Cell] = [question.campaign_name(ref)]
        seen = [""]
        for kind in ExemplarType:
            state = asked.get((ref, str(kind)))
            row.append(chosen[ref, str(kind)])
            seen.append(str(state or ("co" if chosen[ref, str(kind)] else "")))
            if kind in told:
                row.append(STATES[state] if state else "")
                seen.append("")
        rows.append(tuple(row))
        marks.append(tuple(seen))
    yield Table(
        f"lua-chon-{plans[0].id}", f"{label}: gương được chọn theo lĩnh vực và loại", tuple(columns),
        tuple(rows), "Một gương thuộc nhiều lĩnh vực được đếm ở từng lĩnh vực.", plans[0].plan.sample,
        tuple(f"phong-trao/{ref}/" if question.library.get("campaign", ref) else "" for ref in refs), tuple(marks),
    )  # fmt: skip


def _promised(quotas: Iterable[QuotaProgress]) -> dict[tuple[str, str], State]:
    """Return for each field and type that has to be selected where that stands, the gravest of several promises."""
    asked: dict[tuple[str, str], State] = {}
    for held in quotas:
        if held.quota.kind is QuotaKind.SELECTION and held.campaigns and set(held.quota.per) <= _BY_FIELD:
            for (_, _, campaign, kind), cell in held.cells.items():
                place = campaign, kind or str(held.quota.type or "")
                asked[place] = min(asked.get(place, State.FREE), cell.state, key=GRAVEST.index)
    return asked


def reached(record: Exemplar, today: date) -> int:
    """Return how far an exemplar has come by a day, as a place in the steps: 0 introduced … 5 replicated."""
    ranks = [_RANKS.get(move.to, 0) for move in record.stage_history if move.date <= today]
    chosen = day_counted(record, QuotaKind.SELECTION)
    known = 2 if chosen and chosen <= today else 1 if record.registered_on and record.registered_on <= today else 0
    return max([*ranks, known, 0 if record.stage_history else _RANKS.get(record.stage, 0)])


def granted_awards(record: Exemplar) -> tuple[Award, ...]:
    """Return the awards of an exemplar that were decided and still stand; what is only proposed is none."""
    return tuple(award for award in record.awards if award.granted)


@dataclass(frozen=True)
class Courses:
    """How far each of some exemplars has come by a day, in their order, and which of them have an award that stands."""

    ranks: tuple[int, ...]
    honoured: tuple[bool, ...]


def courses_of(group: Group, today: date) -> Courses:
    """Return how far the exemplars of a group have come; several tables count it."""
    return Courses(
        tuple(reached(record, today) for _, record in group.exemplars),
        tuple(any(award.granted for award in record.awards) for _, record in group.exemplars),
    )


def funnel_table(group: Group, courses: Courses) -> Table:
    """Return how many came how far, each step counting those who went on."""
    ranks = Counter(courses.ranks)
    every = len(group.exemplars)
    rows: list[tuple[Cell, ...]] = []
    for place, step in enumerate(_STEPS):
        come = sum(count for rank, count in ranks.items() if rank >= place)
        rows.append((step, come, share(come, every)))
    honoured = sum(courses.honoured)
    rows.append(("Được khen thưởng", honoured, share(honoured, every)))
    return Table(
        f"cac-buoc{_of(group)}", f"{group.label}: từ giới thiệu đến nhân rộng",
        (Column("Bước"), *counts("Số gương"), Column("So với số giới thiệu", Kind.SHARE)), tuple(rows),
        "Mỗi dòng đếm gương đã tới bước ấy hoặc đi xa hơn; khen thưởng đếm riêng, gương có từ một quyết định trở lên.",
        group.sample,
    )  # fmt: skip


def years_table(group: Group, courses: Courses) -> Table:
    """Return for each year what became of those introduced in it: registered, selected, recognised, awarded."""
    by_year: dict[int, list[tuple[int, bool]]] = {}
    for (_, record), rank, honoured in zip(group.exemplars, courses.ranks, courses.honoured, strict=True):
        by_year.setdefault(record.introduced_on.year, []).append((rank, honoured))
    rows: list[tuple[Cell, ...]] = []
    for year, held in sorted(by_year.items()):
        steps = (sum(rank >= step for rank, _ in held) for step in range(1, _RECOGNISED + 1))
        rows.append((f"Năm {year}", len(held), *steps, sum(honoured for _, honoured in held)))
    columns = (
        Column("Năm giới thiệu"),
        *counts("Giới thiệu", "Đăng ký", "Được chọn", "Công nhận", "Khen thưởng"),
    )
    return Table(
        f"tung-nam{_of(group)}", f"{group.label}: từ đăng ký đến khen thưởng, theo năm giới thiệu", columns,
        (*rows, total(tuple(rows), columns)), "Đã tới bước nào thì được đếm ở bước ấy và các bước trước.", group.sample,
    )  # fmt: skip


def _of(group: Group) -> str:
    return f"-{group.on.id}" if group.on else "-mau" if group.sample else ""


def awards_table(group: Group) -> Table:
    """Return what was proposed and granted by form and level."""
    made: dict[tuple[str, str], Counter[bool]] = {}
    for _, record in group.exemplars:
        for award in record.awards:
            if award.status is AwardStatus.HIEU_LUC:
                made.setdefault((award.form, award.level or ""), Counter())[award.granted] += 1
    forms, levels = [str(form) for form in AwardForm], [str(level) for level in AwardLevel]

    def order(key: tuple[str, str]) -> tuple[int, int, tuple[str, str]]:
        form, level = key
        return (
            levels.index(level) if level in levels else len(levels),
            forms.index(form) if form in forms else len(forms),
            key,
        )

    columns = (Column("Hình thức"), Column("Cấp"), *counts("Đề nghị", "Đã có quyết định", "Chưa có quyết định"))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Known(AwardForm).label(form), Known(AwardLevel).label(level) if level else "Chưa ghi cấp",
            sum(made[form, level].values()), made[form, level][True], made[form, level][False],
        )
        for form, level in sorted(made, key=order)
    )  # fmt: skip
    return Table(
        f"khen-thuong{_of(group)}", f"{group.label}: khen thưởng theo hình thức và cấp", columns,
        (*rows, total(rows, columns)),
        "Đề nghị: mọi hình thức khen đã ghi và còn hiệu lực. Đã có quyết định: có số hoặc ngày quyết định.",
        group.sample,
    )  # fmt: skip


def hands_table(group: Group, courses: Courses) -> Table:
    """Return who is honoured: the law asks for those who work with their hands, not for leaders (Luật 2022, Điều 5)."""
    people = [
        (record.occupation_group, honoured)
        for (_, record), honoured in zip(group.exemplars, courses.honoured, strict=True)
        if record.type is ExemplarType.CA_NHAN
    ]
    every, praised = Counter(who for who, _ in people), Counter(who for who, honoured in people if honoured)
    rows: list[tuple[Cell, ...]] = [
        (
            who.label if who else "Chưa ghi nhóm", every[who], share(every[who], len(people)),
            praised[who], share(praised[who], praised.total()),
        )
        for who in (*OccupationGroup, None) if who or every[None]
    ]  # fmt: skip
    return Table(
        f"nghe-nghiep{_of(group)}", f"{group.label}: cá nhân theo nhóm nghề nghiệp",
        (Column("Nhóm"), *counts("Được giới thiệu"), Column("Tỷ lệ", Kind.SHARE), *counts("Được khen thưởng"),
         Column("Tỷ lệ trong số được khen", Kind.SHARE)),
        tuple(rows), "", group.sample,
    )  # fmt: skip


def stale_impacts(exemplars: Iterable[Introduced], today: date) -> list[tuple[str, Exemplar, date | None]]:
    """Return recognised exemplars whose impact was not looked at for a year, with the day of the last look."""
    made = []
    for identifier, record in exemplars:
        if record.stage not in {Stage.CONG_NHAN, Stage.TONG_KET, Stage.NHAN_RONG}:
            continue
        last = max((review.date for review in record.impact_reviews if review.date <= today), default=None)
        known = [move.date for move in record.stage_history if _RANKS.get(move.to, 0) >= _RECOGNISED]
        since = last or min(known, default=record.introduced_on)
        if today - since > STALE_AFTER:
            made.append((identifier, record, last))
    return made


def _stale(question: Question, group: Group) -> Iterable[Table]:
    found = stale_impacts(group.exemplars, question.today)
    if not found:
        return
    named = [(question.title("exemplar", key), record, last) for key, record, last in found]
    rows: list[tuple[Cell, ...]] = [
        (title, question.unit_name(record.unit), last) for title, record, last in named if title
    ]
    hidden = Counter(record.unit for title, record, _ in named if not title)
    rows += [(f"{hidden[unit]:02d} gương chưa công bố", question.unit_name(unit), None) for unit in sorted(hidden)]
    yield Table(
        f"ra-soat{_of(group)}", f"{group.label}: gương đã công nhận, quá 12 tháng chưa rà soát tác dụng",
        (Column("Gương"), Column("Đơn vị"), Column("Rà soát lần cuối", Kind.DAY)), tuple(rows),
        "Gạch ngang: chưa rà soát lần nào, hoặc gương chưa công bố.", group.sample,
    )  # fmt: skip


def papers_table(question: Question) -> Iterable[Table]:
    """Yield the plans whose record lacks the number, the day or the signed copy of the paper."""
    rows: list[tuple[Cell, ...]] = []
    links: list[str] = []
    for entry, plan in question.library.records("plan"):
        signed = any(
            part.kind in {AttachmentKind.BAN_KY, AttachmentKind.SCAN} and part.file in entry.files
            for part in plan.attachments
        )
        lacks = [not plan.number, not plan.issued_on.day, not signed]
        if any(lacks) and question.plan in {"", entry.id}:
            marks = ["thiếu" if lack else "có" for lack in lacks]
            named = f"{plan.number_vi}, {plan.issued_vi}{' (bản mẫu)' if plan.sample else ''}"
            rows.append((named, question.unit_name(plan.issuer), *marks))
            links.append(f"ke-hoach/{entry.id}/")
    if rows:
        yield Table(
            "ho-so-ke-hoach", "Kế hoạch thiếu số, thiếu ngày ban hành hoặc thiếu bản ký",
            (Column("Kế hoạch"), Column("Cơ quan ban hành"), Column("Số"), Column("Ngày"), Column("Bản ký")),
            tuple(rows), links=tuple(links),
        )  # fmt: skip
