"""What happens when: milestones and deadlines of plans, reviews and events, replications to be looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..library import Entry
from ..measure.deadlines import closings
from ..measure.milestones import Moment, Standing
from ..model.choices import Every
from ..model.plan import Milestone
from .site import Site

WEEK_DAYS: Final = 7


@dataclass(frozen=True)
class Occasion:
    """Something that has its time: the words for it, the page about it, where it stands.

    `first` and `last` are one day, or the ends of the month, quarter, half-year or year that is given for it. `plan` is
    the plan that it belongs to, `proofs` are the records that show it was done.
    """

    kind: str
    title: str
    note: str
    first: date
    last: date
    when: str
    standing: Standing
    entry: Entry
    plan: Entry | None
    days: int
    proofs: tuple[Entry, ...] = ()

    @property
    def sample(self) -> bool:
        """Whether it belongs to what is invented to illustrate."""
        return bool(self.entry.record.sample)


def dated(site: Site, plan: Entry) -> tuple[Moment, ...]:
    """Return the times of a plan's milestones that have a day: not what nobody owes, nor a habit of every week."""
    return tuple(
        moment
        for moment in site.moments[plan.id]
        if moment.standing is not Standing.LAPSED and not is_habit(moment.milestone)
    )


def is_habit(milestone: Milestone) -> bool:
    """Tell whether something comes round every week without a day being told: a habit of work, in no calendar."""
    return milestone.every is Every.WEEK and (milestone.when.last_day - milestone.when.first_day).days >= WEEK_DAYS


def has_calendar(site: Site, plan: Entry) -> bool:
    """Tell whether a plan sets any day, so that it has a calendar to take away."""
    held = plan.record.deadlines
    return bool(dated(site, plan)) or any(closings(site.library, plan.id, plan.record, deadline) for deadline in held)


def occasions(site: Site) -> tuple[Occasion, ...]:
    """Return everything that has its time, by day; deadlines only of plans whose exemplars are kept here."""
    made = [*_milestones(site), *_deadlines(site), *_reviews(site), *_replications(site), *_events(site)]
    return tuple(sorted(made, key=lambda held: (held.last, held.first, held.kind, held.entry.id, held.title)))


def _milestones(site: Site) -> Iterator[Occasion]:
    reviews, events = site.library.of("review"), site.library.of("event")
    for plan in site.library.of("plan").values():
        for moment in site.moments[plan.id]:
            if moment.milestone.every is Every.WEEK and not is_habit(moment.milestone) and not _near(site, moment):
                continue
            by = site.written(moment.milestone.by)
            yield Occasion(
                "moc",
                moment.milestone.label,
                by.text if by else "",
                moment.when.first_day,
                moment.when.last_day,
                moment.when.vi,
                moment.standing,
                plan,
                plan,
                moment.days,
                (*(reviews[held] for held in moment.reviews), *(events[held] for held in moment.events)),
            )


def _near(site: Site, moment: Moment) -> bool:
    """Tell whether a time that comes round every week is worth a line: from this month on, for a year."""
    first = site.today.replace(day=1)
    return first <= moment.when.last_day < first.replace(year=first.year + 1)


def _deadlines(site: Site) -> Iterator[Occasion]:
    for plan in site.library.of("plan").values():
        progress = site.progress.get(plan.id)
        if progress is None or not progress.tracked:
            continue
        for deadline in plan.record.deadlines:
            for closing in closings(site.library, plan.id, plan.record, deadline):
                yield Occasion(
                    "han",
                    f"Ngày cuối gửi về {site.unit(deadline.to).text}",
                    "",
                    closing.day,
                    closing.day,
                    closing.window.vi,
                    Standing.PAST if closing.day < site.today else Standing.COMING,
                    plan,
                    plan,
                    abs((closing.day - site.today).days),
                )


def _reviews(site: Site) -> Iterator[Occasion]:
    plans = site.library.of("plan")
    for entry, review in site.library.records("review"):
        if review.held_on:
            yield Occasion(
                "hop",
                review.title or f"{review.kind.label} {review.period.vi}",
                "",
                review.held_on,
                review.held_on,
                "",
                Standing.DONE if review.held_on <= site.today else Standing.COMING,
                entry,
                plans.get(review.plan),
                abs((review.held_on - site.today).days),
            )


def _events(site: Site) -> Iterator[Occasion]:
    plans = site.library.of("plan")
    for entry, event in site.library.records("event"):
        over = event.ends_on < site.today
        yield Occasion(
            "su-kien",
            event.title,
            event.place or "",
            event.held_on,
            event.ends_on,
            f"{event.held_on:%d}–{event.ends_on:%d/%m}",
            Standing.DONE if over else Standing.RUNNING if event.held_on <= site.today else Standing.COMING,
            entry,
            plans.get(event.plan) if event.plan else None,
            abs((event.ends_on - site.today).days),
        )


def _replications(site: Site) -> Iterator[Occasion]:
    for entry, copy in site.library.records("replication"):
        if copy.review_by and copy.running:
            practice = site.library.get("practice", copy.practice) if copy.practice else None
            yield Occasion(
                "ra-soat",
                f"Rà soát lại nơi làm theo: {practice.title if practice else copy.id}",
                site.unit(copy.unit).text,
                copy.review_by,
                copy.review_by,
                "",
                Standing.LATE if copy.review_by < site.today else Standing.COMING,
                entry,
                None,
                abs((copy.review_by - site.today).days),
            )
