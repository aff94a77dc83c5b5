"""The life of an exemplar: legal moves, days in order, its place under a plan, figures that are proved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from ..issues import Code, Finding, found
from ..library import Library
from ..model.choices import AwardStatus, ExemplarType, Level, Stage, Status
from ..text import date_vi, near

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
"""Where an exemplar may go from each stage (content model, "Allowed stage moves"); pausing and withdrawing come on top."""

DISTRICT_LEVEL_ENDED: Final = date(2025, 7, 1)
"""The first day without a district level (NQ 203/2025/QH15)."""

STALE_AFTER: Final = timedelta(days=365)
"""An impact review older than this is stale (plan of Thạch An, II.4: "thường xuyên kiểm tra")."""

_HONORIFICS: Final = ("ông", "bà", "anh", "chị", "em", "cô", "chú", "bác", "cụ", "đồng chí", "thầy", "đ/c")
_NEEDS_METHOD: Final = "cách làm, kinh nghiệm"


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


def check_stage_history(library: Library, today: date) -> Iterator[Finding]:
    """Every move in an exemplar's history is allowed, in the order of days, and the last one is the stage it is in."""
    for entry, record in library.records("exemplar"):
        history = record.stage_history
        for number in range(1, len(history)):
            before = [move.to for move in history[:number]]
            if not legal_move(before, history[number].to):
                allowed = sorted(stage for stage in Stage if legal_move(before, stage))
                yield found(
                    entry.path, Code.ILLEGAL_MOVE, ("stage_history", number, "to"), found=before[-1].label,
                    to=history[number].to.label, choices=", ".join(allowed) or "không giai đoạn nào",
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


def check_dates_in_order(library: Library, today: date) -> Iterator[Finding]:
    """Registered before introduced; the folder's year is that of the introduction; no district level after it ended."""
    for entry, record in library.records("exemplar"):
        if record.registered_on and record.registered_on > record.introduced_on:
            yield found(
                entry.path, Code.DATES_OUT_OF_ORDER, ("introduced_on",), found=date_vi(record.introduced_on),
                other=date_vi(record.registered_on), what="ngày đăng ký",
            )  # fmt: skip
        if entry.year_folder and entry.year_folder != str(record.introduced_on.year):
            yield found(
                entry.path,
                Code.YEAR_FOLDER,
                ("introduced_on",),
                found=entry.year_folder,
                year=record.introduced_on.year,
            )
        if record.level is Level.HUYEN and record.introduced_on >= DISTRICT_LEVEL_ENDED:
            yield found(entry.path, Code.DISTRICT_LEVEL_ENDED, ("level",), found=date_vi(record.introduced_on))
        latest = max((review.date for review in record.impact_reviews), default=None)
        if (
            latest
            and today - latest > STALE_AFTER
            and record.stage in {Stage.CONG_NHAN, Stage.TONG_KET, Stage.NHAN_RONG}
        ):
            yield found(entry.path, Code.STALE_IMPACT, ("impact_reviews",), found=date_vi(latest))
    for entry, record in library.records("replication"):
        if entry.year_folder and entry.year_folder != str(record.history[0].date.year):
            yield found(
                entry.path, Code.YEAR_FOLDER, ("history",), found=entry.year_folder, year=record.history[0].date.year
            )


def check_exemplar_in_plan(library: Library, today: date) -> Iterator[Finding]:
    """An exemplar fits the plan and the campaigns it names: period, subjects, criteria, kind of action plan."""
    for entry, record in library.records("exemplar"):
        if not record.campaigns and record.scope != "toan-dien":
            yield found(entry.path, Code.MISSING, ("campaigns",), label="Phong trào, lĩnh vực", key="campaigns")
        for number, identifier in enumerate(record.campaigns):
            campaign = library.get("campaign", identifier)
            if campaign and record.type not in campaign.subjects:
                yield found(
                    entry.path, Code.TYPE_NOT_COVERED, ("campaigns", number), found=record.type.label, campaign=campaign.name,
                    choices=", ".join(subject.label for subject in campaign.subjects),
                )  # fmt: skip
        wanted = "chuong-trinh-hanh-dong" if record.type is ExemplarType.CA_NHAN else "ke-hoach"
        if (
            record.action_plan
            and record.action_plan.kind != wanted
            and record.type in {ExemplarType.CA_NHAN, ExemplarType.TAP_THE}
        ):
            yield found(
                entry.path, Code.ACTION_PLAN_KIND, ("action_plan", "kind"), found=record.action_plan.kind.label, wanted=wanted,
                type=record.type.label.lower(),
            )  # fmt: skip
        plan = library.get("plan", record.plan) if record.plan else None
        if plan is None:
            if not record.plan:
                for number, met in enumerate(record.criteria_met):
                    yield found(
                        entry.path, Code.UNKNOWN_CRITERION, ("criteria_met", number, "code"), found=met.code, near="",
                        plan="(bài chưa ghi thuộc kế hoạch nào)",
                    )  # fmt: skip
            continue
        if not plan.period.covers(record.introduced_on):
            yield found(
                entry.path,
                Code.OUTSIDE_PLAN_PERIOD,
                ("introduced_on",),
                found=date_vi(record.introduced_on),
                period=plan.period.vi,
            )
        refs = {part.ref for part in plan.campaigns}
        for number, identifier in enumerate(record.campaigns):
            if refs and identifier not in refs:
                yield found(
                    entry.path, Code.CAMPAIGN_NOT_IN_PLAN, ("campaigns", number), found=identifier, plan=record.plan
                )
        codes = plan.criteria_codes
        for number, met in enumerate(record.criteria_met):
            if met.code not in codes:
                yield found(
                    entry.path, Code.UNKNOWN_CRITERION, ("criteria_met", number, "code"), found=met.code, plan=record.plan,
                    near=near(met.code, sorted(codes)) or "",
                )  # fmt: skip


def check_replicated_stage(library: Library, today: date) -> Iterator[Finding]:
    """The stage nhan-rong needs a running replication of one of the exemplar's practices outside its own unit."""
    running: dict[str, set[str]] = {}
    for _, record in library.records("replication"):
        if record.practice and record.running and record.status is not Status.GO_BO:
            running.setdefault(record.practice, set()).add(record.unit)
    for entry, record in library.records("exemplar"):
        reached = record.stage is Stage.NHAN_RONG
        if not reached:
            continue
        own = {record.unit, record.submitted_by}
        practices = set(record.practices) | {
            practice.id for practice, held in library.records("practice") if entry.id in held.exemplars
        }
        adopters = {unit for practice in practices for unit in running.get(practice, set())} - own
        if not adopters:
            yield found(
                entry.path,
                Code.REPLICATION_MISSING,
                ("stage",),
                found=", ".join(sorted(practices)) or "chưa có mô hình nào",
            )
        if _NEEDS_METHOD not in entry.body.lower():
            yield found(entry.path, Code.STAGE_NEEDS_SECTION, ("stage",))


def check_figures(library: Library, today: date) -> Iterator[Finding]:
    """A figure needs evidence (plan of Nam Định, IV.2: objective, truthful, no exaggeration)."""
    for kind, part in (("exemplar", "achievements"), ("practice", "results")):
        for entry, record in library.records(kind):
            for number, item in enumerate(getattr(record, part)):
                if item.value is not None and not item.evidence:
                    yield found(
                        entry.path,
                        Code.FIGURE_WITHOUT_EVIDENCE,
                        (part, number, "value"),
                        found=item.value,
                        text=item.text,
                    )
    for entry, record in library.records("replication"):
        if record.state in {"thanh-cong", "duy-tri"}:
            for number, result in enumerate(record.results):
                if result.after is not None and not result.evidence:
                    loc = ("results", number, "after")
                    yield found(
                        entry.path, Code.FIGURE_WITHOUT_EVIDENCE, loc, found=result.after, text=result.indicator
                    )


def check_names(library: Library, today: date) -> Iterator[Finding]:
    """A person's name has no honorific inside; a title is not all capitals."""
    for entry, record in library.records("exemplar"):
        first = next((word for word in _HONORIFICS if record.name.lower().startswith(word + " ")), None)
        if first and record.type is ExemplarType.CA_NHAN:
            yield found(entry.path, Code.HONORIFIC_IN_NAME, ("name",), found=record.name, honorific=first)
    for kind in ("exemplar", "plan", "practice", "news", "page"):
        for entry, record in library.records(kind):
            title = record.title or ""
            letters = [char for char in title if char.isalpha()]
            if len(letters) > 8 and all(char.isupper() for char in letters):  # noqa: PLR2004 - abbreviations are shorter
                yield found(entry.path, Code.ALL_CAPS, ("title",), found=title[:60])


def check_awards(library: Library, today: date) -> Iterator[Finding]:
    """A revoked award is not shown as if it stood."""
    for entry, record in library.records("exemplar"):
        for number, award in enumerate(record.awards):
            if (
                award.status is AwardStatus.HUY_BO
                and record.status is Status.CONG_BO
                and record.stage is not Stage.THU_HOI
            ):
                yield found(
                    entry.path, Code.REVOKED_AWARD, ("awards", number, "status"), found=award.number or award.form
                )
            if (
                award.number
                and not re.fullmatch(r"\d{1,6}[a-z]?\s?/\S.*", award.number.lower())
                and "/" in award.number
            ):
                yield found(entry.path, Code.BAD_NUMBER, ("awards", number, "number"), found=award.number)
