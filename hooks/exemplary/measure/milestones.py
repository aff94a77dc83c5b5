"""Milestones of a plan: each with the times it comes round, and where it stands on a day.

Being late is information, never a fault. Only what leaves a record (a review, summing-up, inspection, report) can be
late: of a congress or a conference a record may be kept, which shows that it was held, but that there is none proves
nothing, so it is past and no more is claimed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from ..library import Library
from ..model.choices import EventKind, Every, MilestoneKind, QuotaKind, ReviewKind, Stage, Status
from ..model.event import Event
from ..model.plan import Milestone, Plan
from ..model.review import Review
from ..model.values import When
from .introductions import counts
from .quotas import day_counted
from .windows import occurrences, span_of

_PROOF: Final[Mapping[str, frozenset[ReviewKind]]] = {
    MilestoneKind.SO_KET: frozenset({ReviewKind.SO_KET, ReviewKind.SAU_THANG}),
    MilestoneKind.TONG_KET: frozenset({ReviewKind.TONG_KET, ReviewKind.NAM}),
    MilestoneKind.BAO_CAO: frozenset({ReviewKind.SAU_THANG, ReviewKind.NAM, ReviewKind.SO_KET, ReviewKind.TONG_KET}),
    MilestoneKind.KIEM_TRA: frozenset({ReviewKind.KIEM_TRA, ReviewKind.KHAO_SAT}),
}
"""Which reviews show that a milestone was kept."""


class Standing(StrEnum):
    """Where a milestone stands."""

    DONE = "da-lam"
    LATE = "qua-han"
    RUNNING = "dang-dien-ra"
    COMING = "sap-toi"
    PAST = "da-qua"
    LAPSED = "khong-con"


@dataclass(frozen=True)
class Moment:
    """One time of a milestone: when, where it stands, the ids of the reviews and events that keep it.

    `days` is how many days lie between today and its last day: to come, or gone by.
    """

    milestone: Milestone
    number: int
    when: When
    standing: Standing
    days: int
    reviews: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True)
class SelfReview:
    """Where an exemplar stands with the reviews that it makes of itself.

    `owed` are the half-years that have begun since it was selected, `kept` those of which it wrote; `last` is the id of
    its last review, `due` the first half-year of the plan that it has not written of.
    """

    exemplar: str
    last: str
    owed: tuple[When, ...]
    kept: tuple[When, ...]
    due: When | None
    standing: Standing


def asks_exemplars(milestone: Milestone) -> bool:
    """Tell whether a milestone is for exemplars to look back on themselves, which they do every six months."""
    return milestone.kind == MilestoneKind.SO_KET and milestone.every is Every.HALF_YEAR


def _keeps(library: Library, milestone: Milestone, when: When, review: Review) -> bool:
    """Tell whether a review keeps a milestone: its kind fits, and it looks back on a time that ends in the window.

    A review of a longer time (a whole year) also keeps a milestone inside it when it was held then. What an exemplar
    writes about itself keeps only the milestone that asks exemplars for it: the half-yearly review (plan of the
    ethnic-affairs board, III.4).
    """
    if review.kind not in _PROOF.get(milestone.kind, ()):
        return False
    if review.by in library.of("exemplar") and not asks_exemplars(milestone):
        return False
    ends = when.first_day <= review.period.last_day <= when.last_day
    wide = review.period.first_day <= when.first_day and when.last_day <= review.period.last_day
    held = review.held_on is not None and when.first_day <= review.held_on <= when.last_day
    return ends or (wide and held)


def _held(milestone: Milestone, when: When, event: Event, today: date) -> bool:
    """Tell whether an event keeps a milestone: a conference that was held in the window of one that was set."""
    met = milestone.kind == MilestoneKind.HOI_NGHI and event.kind is EventKind.HOI_NGHI
    return met and event.ends_on <= today and when.first_day <= event.held_on <= when.last_day


def _standing(milestone: Milestone, when: When, today: date, ended: date | None, *, told: bool) -> Standing:
    if ended is not None and ended < when.last_day:
        return Standing.LAPSED
    if today < when.first_day:
        return Standing.COMING
    if today <= when.last_day:
        return Standing.RUNNING
    return Standing.LATE if told and milestone.kind in _PROOF else Standing.PAST


def measure_milestones(
    library: Library, plan_id: str, plan: Plan, today: date, *, tracked: bool = True
) -> tuple[Moment, ...]:
    """Return every time of every milestone of a plan, in order, as `library` shows it on `today`.

    Nothing of a plan that is not `tracked` here is called late: that no record stands here proves nothing. What
    exemplars were asked to write is done when nobody owes it any more, or when their unit wrote for all of them.
    """
    issuer = library.get("unit", plan.issuer)
    ended = issuer.valid_to if issuer else None
    reviews = [
        (entry.id, review)
        for entry, review in library.records("review")
        if review.plan == plan_id and review.status is Status.CONG_BO
    ]
    _, last = span_of(library, plan_id, plan)
    events = [
        (entry.id, event)
        for entry, event in library.records("event")
        if event.plan == plan_id and event.status is Status.CONG_BO
    ]
    selves = self_reviews(library, plan_id, plan, today)
    owing = {when for held in selves for when in held.owed if when not in held.kept}
    own = {identifier for identifier, review in reviews if review.by in library.of("exemplar")}
    made: list[Moment] = []
    for number, milestone in enumerate(plan.milestones):
        until = date(milestone.own_period.end, 12, 31) if milestone.own_period else last
        for when in occurrences(milestone.when, milestone.every, until):
            kept = tuple(identifier for identifier, review in reviews if _keeps(library, milestone, when, review))
            met = tuple(identifier for identifier, event in events if _held(milestone, when, event, today))
            partly = asks_exemplars(milestone) and when in owing and own.issuperset(kept)
            standing = (
                Standing.DONE
                if met or (kept and not partly and when.first_day <= today)
                else _standing(milestone, when, today, ended, told=tracked and milestone.every is not Every.WEEK)
            )
            made.append(Moment(milestone, number, when, standing, abs((when.last_day - today).days), kept, met))
    return tuple(sorted(made, key=lambda moment: (moment.when.last_day, moment.when.first_day, moment.number)))


def self_reviews(library: Library, plan_id: str, plan: Plan, today: date) -> tuple[SelfReview, ...]:
    """Return the selected exemplars of a plan that asks them to review themselves, who owes longest first.

    Every six months the exemplars themselves look back (plan of the ethnic-affairs board, III.4). One owes it from the
    half-year on in which it was selected; one that is archived owes nothing more.
    """
    milestone = next(filter(asks_exemplars, plan.milestones), None)
    if milestone is None:
        return ()
    _, last = span_of(library, plan_id, plan)
    every = tuple(occurrences(milestone.when, milestone.every, last))
    by: dict[str, list[tuple[date, str, Review]]] = {}
    for entry, held in library.records("review"):
        if held.plan == plan_id and held.status is Status.CONG_BO:
            by.setdefault(held.by, []).append((held.period.last_day, entry.id, held))
    made: list[SelfReview] = []
    for entry, exemplar in library.records("exemplar"):
        if exemplar.plan != plan_id or exemplar.sample != plan.sample or not counts(exemplar):
            continue
        selected = day_counted(exemplar, QuotaKind.SELECTION)
        if selected is None or exemplar.stage is Stage.LUU_TRU:
            continue
        own = by.get(entry.id, [])
        asked_of = [when for when in every if when.last_day >= selected]
        kept = [when for when in asked_of if any(_keeps(library, milestone, when, held) for *_, held in own)]
        due = next((when for when in asked_of if when not in kept), None)
        made.append(
            SelfReview(
                entry.id,
                max(((day, name) for day, name, _ in own), default=(None, ""))[1],
                tuple(when for when in asked_of if when.first_day <= today),
                tuple(kept),
                due,
                _standing(milestone, due, today, None, told=True) if due else Standing.DONE,
            )
        )
    return tuple(sorted(made, key=lambda held: (held.due.last_day if held.due else date.max, held.exemplar)))


def self_review_rounds(held: Iterable[SelfReview]) -> tuple[tuple[When, int, int], ...]:
    """Return for each half-year that has begun how many exemplars owe a review of themselves and how many wrote one."""
    owed: Counter[When] = Counter()
    kept: Counter[When] = Counter()
    for item in held:
        owed.update(item.owed)
        kept.update(item.kept)
    return tuple((when, owed[when], kept[when]) for when in sorted(owed, key=lambda when: when.first_day))
