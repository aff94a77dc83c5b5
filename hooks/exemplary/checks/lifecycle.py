"""The life of an exemplar: legal moves, days in order, its place under a plan, figures that are proved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from ..issues import Code, Finding, Loc, found
from ..library import KINDS, Entry, Library
from ..model.base import label_of
from ..model.choices import ActionPlanKind, AwardStatus, ExemplarType, Level, ReplicationStatus, Stage, Status
from ..model.exemplar import Exemplar
from ..model.values import listed
from ..publishable import RESTING, grounds_of, parted
from ..read.body import headings_of
from ..text import date_vi, fold, near

_S: Final = Stage
MOVES: Final[dict[Stage, frozenset[Stage]]] = {
    _S.PHAT_HIEN: frozenset({_S.DANG_KY, _S.LUA_CHON, _S.KHONG_CHON}),
    _S.DANG_KY: frozenset({_S.LUA_CHON, _S.KHONG_CHON}),
    _S.LUA_CHON: frozenset({_S.DANG_BOI_DUONG, _S.CONG_NHAN, _S.KHONG_CHON}),
    _S.KHONG_CHON: frozenset({_S.DANG_KY}),
    _S.DANG_BOI_DUONG: frozenset({_S.CONG_NHAN}),
    _S.CONG_NHAN: frozenset({_S.TONG_KET, _S.LUU_TRU}),
    _S.TONG_KET: frozenset({_S.NHAN_RONG, _S.LUU_TRU}),
    _S.NHAN_RONG: frozenset({_S.LUU_TRU}),
    _S.TAM_DUNG: frozenset(),
    _S.LUU_TRU: frozenset(),
    _S.THU_HOI: frozenset(),
}
"""Where an exemplar may go from each stage (content model, "Allowed stage moves"), besides pausing and withdrawing."""

FIGURES: Final = {"exemplar": "achievements", "practice": "results", "replication": "results"}
"""Where the kinds of record tell their figures."""

DISTRICT_LEVEL_ENDED: Final = date(2025, 7, 1)
"""The first day without a district level (NQ 203/2025/QH15)."""

STALE_AFTER: Final = timedelta(days=365)
"""An impact review older than this is stale (plan of Thạch An, II.4: "thường xuyên kiểm tra")."""

_HONORIFICS: Final = (
    "đồng chí", "đ/c", "ông", "bà", "anh", "chị", "em", "cô", "chú", "bác sĩ", "bác sỹ", "bác", "cụ", "thầy", "y sĩ",
    "kỹ sư", "thạc sĩ", "tiến sĩ", "ths.", "ts.", "gs.", "pgs.", "nghệ nhân", "thiếu úy", "trung úy", "thượng úy",
    "đại úy", "thiếu tá", "trung tá", "thượng tá", "đại tá", "linh mục", "thượng tọa", "đại đức",
)  # fmt: skip
_SURNAMES: Final = frozenset({"ông"})
"""Honorifics that are surnames too: `name: Ông Văn Tám` passes when the honorific stands in its own field."""
_ABBREVIATION: Final = 8
"""A title of no more letters may well be an abbreviation."""
_METHOD: Final = "cach lam, kinh nghiem"


def legal_move(before: list[Stage], to: Stage) -> bool:
    """Tell whether an exemplar that went through `before` (oldest first, not empty) may move to `to`."""
    now = before[-1]
    if now is Stage.THU_HOI or now is to:
        return False
    if to in {Stage.THU_HOI, Stage.TAM_DUNG}:
        return True
    if now is Stage.TAM_DUNG:
        paused_from = next((stage for stage in reversed(before) if stage is not Stage.TAM_DUNG), None)
        return paused_from is None or to is paused_from
    return to in MOVES[now]


def check_stage_history(entry: Entry, record: Exemplar) -> Iterator[Finding]:
    """Every move in an exemplar's history is allowed, in the order of days, and the last one is the stage it is in."""
    history = record.stage_history
    for number in range(1, len(history)):
        before = [move.to for move in history[:number]]
        if not legal_move(before, history[number].to):
            allowed = sorted(stage for stage in Stage if legal_move(before, stage))
            yield found(
                entry.path, Code.ILLEGAL_MOVE, ("stage_history", number, "to"), found=before[-1].label,
                to=history[number].to.label, choices=listed(allowed) or "không giai đoạn nào",
            )  # fmt: skip
        if history[number].date < history[number - 1].date:
            yield found(
                entry.path, Code.DATES_OUT_OF_ORDER, ("stage_history", number, "date"),
                found=date_vi(history[number].date), other=date_vi(history[number - 1].date), what="bước trước nó",
            )  # fmt: skip
    if history and history[-1].to is not record.stage:
        yield found(
            entry.path, Code.STAGE_NOT_IN_HISTORY, ("stage",), found=record.stage.label, last=history[-1].to.label
        )


def check_withheld(library: Library, today: date) -> Iterator[Finding]:
    """Whoever publishes a record is told when it is withheld all the same: paused, or resting on what is withheld.

    A consent that is not there is an error of its own, and a withdrawn exemplar says itself that it is gone.
    """
    kept, withheld = parted(library)
    for entry in withheld:
        if getattr(entry.record, "status", None) is not Status.CONG_BO:
            continue
        if entry.kind == "exemplar" and entry.record.stage is Stage.TAM_DUNG and entry.record.consented:
            before = next(
                (move.to for move in reversed(entry.record.stage_history) if move.to is not Stage.TAM_DUNG), ""
            )
            wanted = f"chuyển stage về {before or 'giai đoạn cũ'} sau khi xác minh xong"
            yield found(entry.path, Code.WITHHELD, ("stage",), found="bài đang tạm dừng", wanted=wanted)
        for key, kind, identifier in grounds_of(library, entry) if entry.kind in RESTING else ():
            ground = library.of(kind).get(identifier)
            if ground and ground.record and identifier not in kept[kind]:
                reason = f"{KINDS[kind].label.lower()} “{identifier}” mà mục này dựa vào chưa được đăng"
                yield found(entry.path, Code.WITHHELD, (key,), found=reason, wanted=f"công bố {ground.path} trước")


def check_nurtured(entry: Entry, record: Exemplar) -> Iterator[Finding]:
    """Whoever was nurtured had been selected, and the record still says how after the stage has passed."""
    passed = {move.to for move in record.stage_history} - {record.stage}
    if Stage.DANG_BOI_DUONG in passed and record.selection is None:
        wanted = Stage.DANG_BOI_DUONG
        yield found(
            entry.path, Code.MISSING_AT_STAGE, ("selection",), label="Việc lựa chọn", key="selection",
            other="stage", wanted=wanted, reached="Giai đoạn", meaning=wanted.label,
        )  # fmt: skip


def check_dates_in_order(library: Library, today: date) -> Iterator[Finding]:
    """Registered by the day it entered that stage; the impact of a recognised exemplar is looked at every year."""
    for entry, record in library.records("exemplar"):
        entered = next((move.date for move in record.stage_history if move.to is Stage.DANG_KY), None)
        if record.registered_on and entered and record.registered_on > entered:
            yield found(
                entry.path, Code.DATES_OUT_OF_ORDER, ("registered_on",), found=date_vi(entered),
                other=date_vi(record.registered_on), what="ngày đăng ký",
            )  # fmt: skip
        latest = max((review.date for review in record.impact_reviews), default=None)
        alive = record.stage in {Stage.CONG_NHAN, Stage.TONG_KET, Stage.NHAN_RONG}
        if latest and alive and today - latest > STALE_AFTER:
            yield found(entry.path, Code.STALE_IMPACT, ("impact_reviews",), found=date_vi(latest))


def _first_days(library: Library) -> Iterator[tuple[Entry, str, date]]:
    """Yield what lies in folders by year, with the field and the day that the year is taken from."""
    for kind in KINDS.values():
        for entry, record in library.records(kind.name) if kind.dated_by else ():
            held = getattr(record, kind.dated_by)
            yield entry, kind.dated_by, held if isinstance(held, date) else held[0].date


def check_year_folders(library: Library, today: date) -> Iterator[Finding]:
    """The folder's year is that of the day; a day that lies ahead is told by itself."""
    for entry, key, day in _first_days(library):
        if entry.year_folder != str(day.year) and day <= today:
            yield found(entry.path, Code.YEAR_FOLDER, (key,), found=entry.year_folder, year=day.year)


def check_district_level(library: Library, today: date) -> Iterator[Finding]:
    """Nobody is an exemplar of a district after the districts ended."""
    for entry, record in library.records("exemplar"):
        if record.level is Level.HUYEN and DISTRICT_LEVEL_ENDED <= record.introduced_on <= today:
            yield found(entry.path, Code.DISTRICT_LEVEL_ENDED, ("level",), found=date_vi(record.introduced_on))


def check_campaigns_of_exemplars(library: Library, today: date) -> Iterator[Finding]:
    """An exemplar names its campaigns, unless it is one in everything, and they are for its type."""
    for entry, record in library.records("exemplar"):
        if not record.campaigns and record.scope != "toan-dien":
            yield found(entry.path, Code.MISSING, ("campaigns",), label="Phong trào, lĩnh vực", key="campaigns")
        for number, identifier in enumerate(record.campaigns):
            campaign = library.get("campaign", identifier)
            if campaign and record.type not in campaign.subjects:
                yield found(
                    entry.path, Code.TYPE_NOT_COVERED, ("campaigns", number), found=record.type.label,
                    campaign=campaign.name, choices=", ".join(subject.label for subject in campaign.subjects),
                )  # fmt: skip


def check_action_plans(entry: Entry, record: Exemplar) -> Iterator[Finding]:
    """A team makes a plan, a person a programme of action, once selected (plan of the statistics office, 4)."""
    kinds = {
        ExemplarType.CA_NHAN: ActionPlanKind.CHUONG_TRINH_HANH_DONG,
        ExemplarType.TAP_THE: ActionPlanKind.KE_HOACH,
    }
    wanted = kinds.get(record.type)
    if wanted and not record.action_plan and record.stage is Stage.DANG_BOI_DUONG:
        yield found(entry.path, Code.NO_ACTION_PLAN, ("stage",), found=wanted.label.lower())
    if record.action_plan and wanted and record.action_plan.kind != wanted:
        yield found(
            entry.path, Code.ACTION_PLAN_KIND, ("action_plan", "kind"), found=record.action_plan.kind.label,
            wanted=wanted, type=record.type.label.lower(),
        )  # fmt: skip


def check_exemplar_in_plan(library: Library, today: date) -> Iterator[Finding]:
    """An exemplar fits the plan that it names: its day lies in the period, its campaigns are the plan's."""
    by_plan = {entry.id: {part.ref for part in plan.campaigns} for entry, plan in library.records("plan")}
    for entry, record in library.records("exemplar"):
        plan = library.get("plan", record.plan) if record.plan else None
        if plan is None:
            continue
        day = record.introduced_on
        if not plan.period.covers(day) and day <= today:
            yield found(
                entry.path, Code.OUTSIDE_PLAN_PERIOD, ("introduced_on",), found=date_vi(day), period=plan.period.vi
            )
        refs = by_plan[record.plan]
        for number, identifier in enumerate(record.campaigns):
            if refs and identifier not in refs and library.has("campaign", identifier):
                loc = ("campaigns", number)
                yield found(entry.path, Code.CAMPAIGN_NOT_IN_PLAN, loc, found=identifier, plan=record.plan)


def check_criteria_met(library: Library, today: date) -> Iterator[Finding]:
    """A criterion that an exemplar meets stands in the plan that it is counted under."""
    by_plan = {entry.id: plan.criteria_codes for entry, plan in library.records("plan")}
    for entry, record in library.records("exemplar"):
        if not record.criteria_met or (record.plan and record.plan not in by_plan):
            continue  # nothing is said, or the plan itself is wrong or missing, and told
        codes = by_plan.get(record.plan, frozenset())
        told: set[str] = set()
        for number, met in enumerate(record.criteria_met):
            if met.code in told:
                loc = ("criteria_met", number, "code")
                yield found(entry.path, Code.REPEATED_VALUE, loc, label="Mã tiêu chí", found=met.code)
            elif met.code not in codes:
                yield found(
                    entry.path, Code.UNKNOWN_CRITERION, ("criteria_met", number, "code"), found=met.code,
                    plan=record.plan or "(bài chưa ghi thuộc kế hoạch nào)", near=near(met.code, sorted(codes)) or "",
                )  # fmt: skip
            told.add(met.code)


def check_replicated_stage(library: Library, today: date) -> Iterator[Finding]:
    """The stage nhan-rong needs a running copy of a practice of the exemplar outside its own unit, and tells how."""
    running: dict[str, set[str]] = {}
    for _, record in library.records("replication"):
        if record.practice and record.running and record.status is not Status.GO_BO:
            running.setdefault(record.practice, set()).add(record.unit)
    doubtful = {
        identifier
        for entry in library.of("replication").values()
        if entry.record is None
        for _, kind, identifier in entry.refs
        if kind == "practice"
    }
    for entry, record in library.records("exemplar"):
        if record.stage is not Stage.NHAN_RONG:
            continue
        practices = set(record.practices)
        practices |= {practice.id for practice, held in library.records("practice") if entry.id in held.exemplars}
        adopters = {unit for practice in practices for unit in running.get(practice, set())}
        if not adopters - {record.unit, record.submitted_by} and not practices & doubtful:
            names = ", ".join(sorted(practices)) or "chưa có mô hình nào"
            write = f"python3 scripts/run.py new replication --practice {min(practices, default='MÃ-MÔ-HÌNH')}"
            begun = _begun_elsewhere(library, practices, record)
            if begun:
                write = f"thêm bước dang-lam vào history của {begun} khi nơi ấy bắt tay vào làm"
            yield found(entry.path, Code.REPLICATION_MISSING, ("stage",), found=names, write=write)
        if not any(fold(text) == _METHOD for _, text, _ in headings_of(entry.body)):
            yield found(entry.path, Code.STAGE_NEEDS_SECTION, ("stage",))


def _begun_elsewhere(library: Library, practices: set[str], exemplar: Exemplar) -> str:
    """Name the copies of these practices by other units that were only proposed or pledged; "" when there are none."""
    early = {ReplicationStatus.DE_XUAT, ReplicationStatus.CAM_KET}
    own = {exemplar.unit, exemplar.submitted_by}
    named = (
        entry.path
        for entry, copy in library.records("replication")
        if copy.practice in practices and copy.state in early and copy.unit not in own
        and copy.status is not Status.GO_BO
    )  # fmt: skip
    return ", ".join(named)


def check_figures(entry: Entry, record: Any) -> Iterator[Finding]:
    """A figure needs evidence (plan of Nam Định, IV.2: objective, truthful, no exaggeration)."""
    if entry.kind == "replication":
        for number, result in enumerate(record.results if record.state in {"thanh-cong", "duy-tri"} else ()):
            if result.after is not None and not result.evidence:
                loc: Loc = ("results", number, "after")
                text = result.indicator
                yield found(entry.path, Code.FIGURE_WITHOUT_EVIDENCE, loc, found=result.after, text=text)
        return
    part = FIGURES[entry.kind]
    for number, item in enumerate(getattr(record, part)):
        if item.value is not None and not item.evidence:
            loc = (part, number, "value")
            yield found(entry.path, Code.FIGURE_WITHOUT_EVIDENCE, loc, found=item.value, text=item.text)


def honorific_in(name: str, *, apart: str) -> str | None:
    """Return the honorific or title with which a name begins; `apart` is what stands in the honorific's own field."""
    lowered = name.lower()
    first = next((word for word in _HONORIFICS if lowered.startswith(f"{word} ")), None)
    return None if first in _SURNAMES and apart.lower() not in {"", first} and name[:1].isupper() else first


def check_names(entry: Entry, record: Exemplar) -> Iterator[Finding]:
    """A person's name has no honorific inside and is not all capitals."""
    if record.type is not ExemplarType.CA_NHAN:
        return
    first = honorific_in(record.name, apart=record.honorific or "")
    if first:
        yield found(entry.path, Code.HONORIFIC_IN_NAME, ("name",), found=record.name, honorific=first)
    if len(record.name.split()) > 1 and record.name.isupper():
        yield found(entry.path, Code.ALL_CAPS, ("name",), label="Tên", found=record.name[:60])


def check_titles(entry: Entry, record: Any) -> Iterator[Finding]:
    """A title is not all capitals."""
    title = record.title or ""
    if title.isupper() and len([char for char in title if char.isalpha()]) > _ABBREVIATION:
        yield found(entry.path, Code.ALL_CAPS, ("title",), label=label_of(type(record), ("title",)), found=title[:60])


def check_awards(entry: Entry, record: Exemplar) -> Iterator[Finding]:
    """A revoked award is not shown as if it stood; the number of a decision looks like one."""
    shown = record.status is Status.CONG_BO and record.stage is not Stage.THU_HOI
    for number, award in enumerate(record.awards):
        if award.status is AwardStatus.HUY_BO and shown:
            loc = ("awards", number, "status")
            yield found(entry.path, Code.REVOKED_AWARD, loc, found=award.number or award.form)
        if award.number and "/" in award.number and not re.fullmatch(r"\d{1,6}[a-z]?\s?/\S.*", award.number.lower()):
            loc = ("awards", number, "number")
            yield found(entry.path, Code.BAD_NUMBER, loc, found=award.number, pattern="45/QĐ-UBND")
