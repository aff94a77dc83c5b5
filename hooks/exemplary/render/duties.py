"""What each unit has to do under the plans, and by when: ordered and requested apart, next to whom it answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..library import Entry
from ..measure.deadlines import closings
from ..measure.milestones import Moment, Standing
from ..measure.quotas import units_of
from ..model.choices import AssignMode, Every, QuotaKind
from ..text import slugify
from .agenda import Occasion
from .site import Site


@dataclass(frozen=True)
class Role:
    """What a unit is under one plan: whether it issued it, what it is ordered and requested to do, leads, helps with.

    `receives` are the deadlines by which others send to it, `sends` those by which it sends itself.
    """

    plan: Entry
    issued: bool
    ordered: tuple[Any, ...]
    requested: tuple[Any, ...]
    leads: tuple[Any, ...]
    helps: tuple[Any, ...]
    receives: tuple[Any, ...]
    sends: tuple[Any, ...]


def by_mode(duties: Iterable[Any]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Part duties into those that are ordered and those that are requested; Party and mass organisations are asked."""
    held = tuple(duties)
    ordered = tuple(duty for duty in held if duty.mode is AssignMode.GIAO)
    return ordered, tuple(duty for duty in held if duty.mode is not AssignMode.GIAO)


def roles_by_unit(site: Site) -> dict[str, list[Role]]:
    """Return what each unit is under each plan, plans in force first, then the newest first."""
    made: dict[str, list[Role]] = {}
    plans = sorted(site.library.of("plan").values(), key=lambda e: (e.record.issued_on.first_day, e.id), reverse=True)
    for plan in sorted(plans, key=lambda e: e.record.status != "hieu-luc"):
        record = plan.record
        senders = _senders(site, record)
        named = {record.issuer, *senders, *(duty.unit for duty in record.assignments if duty.unit)}
        named |= {unit for part in record.campaigns for unit in (*part.lead, *part.support)}
        named |= {deadline.to for deadline in record.deadlines}
        for unit in sorted(named):
            ordered, requested = by_mode(duty for duty in record.assignments if duty.unit == unit)
            made.setdefault(unit, []).append(
                Role(
                    plan,
                    record.issuer == unit,
                    ordered,
                    requested,
                    tuple(part for part in record.campaigns if unit in part.lead),
                    tuple(part for part in record.campaigns if unit in part.support),
                    tuple(deadline for deadline in record.deadlines if deadline.to == unit),
                    tuple(held for held in record.deadlines if unit in senders and held.to != unit),
                )
            )
    return made


def _senders(site: Site, plan: Any) -> frozenset[str]:
    """Return the units that a plan asks to introduce exemplars, each by itself or with others."""
    asked = (quota for quota in plan.quotas if quota.kind is QuotaKind.INTRODUCTION)
    return frozenset(unit for quota in asked for unit in units_of(site.library, plan, quota))


def dates_by_unit(site: Site) -> dict[str, tuple[Occasion, ...]]:
    """Return for each unit what it has to do by which day under the plans that run: late things and those to come.

    No day of today's is told (`days` is 0), so that a unit's page does not change from one day to the next.
    """
    made: dict[str, list[Occasion]] = {}
    for plan in site.library.of("plan").values():
        progress = site.progress.get(plan.id)
        if progress is None or not progress.tracked or progress.ends < site.today:
            continue
        for unit, occasion in (*_closings(site, plan), *_moments(site, plan), *_dues(site, plan)):
            made.setdefault(unit, []).append(occasion)
    for entry, copy in site.library.records("replication"):
        if copy.review_by and copy.running:
            made.setdefault(copy.unit, []).append(_to_look_at_again(site, entry))
    return {
        unit: tuple(sorted(held, key=lambda item: (item.last, item.first, item.title))) for unit, held in made.items()
    }


def _closings(site: Site, plan: Entry) -> Iterator[tuple[str, Occasion]]:
    for deadline in plan.record.deadlines:
        every = closings(site.library, plan.id, plan.record, deadline)
        coming = next((held for held in every if held.day >= site.today), None)
        if coming is None:
            continue
        receiver = site.unit(deadline.to).text
        forwarded = site.written(deadline.forwarded_to)
        note = f"để báo cáo {forwarded.text}" if forwarded else ""
        rows = [(deadline.to, f"Nhận và lập danh sách {coming.window.vi}", note)]
        rows += [
            (unit, f"Gửi gương {coming.window.vi} về {receiver}", deadline.note or "")
            for unit in sorted(_senders(site, plan.record))
            if unit != deadline.to and (held := site.library.get("unit", unit)) and held.valid_on(coming.day)
        ]
        for unit, title, told in rows:
            yield unit, Occasion("han", title, told, coming.day, coming.day, "", Standing.COMING, plan, plan, 0)


def _moments(site: Site, plan: Entry) -> Iterator[tuple[str, Occasion]]:
    """Yield the milestones that a unit is to keep: the late ones, and of each that comes round the next one."""
    told: set[int] = set()
    names = _names(site, plan.record)
    for moment in site.moments[plan.id]:
        unit = names.get(slugify(moment.milestone.by or ""))
        if unit is None or not _open(moment) or moment.milestone.every is Every.WEEK:
            continue
        if moment.standing is not Standing.LATE:
            if moment.number in told:
                continue
            told.add(moment.number)
        when, note = moment.when, moment.milestone.note or ""
        yield (
            unit,
            Occasion(
                "moc",
                moment.milestone.label,
                note,
                when.first_day,
                when.last_day,
                when.vi,
                moment.standing,
                plan,
                plan,
                0,
            ),
        )


def _open(moment: Moment) -> bool:
    return moment.standing in {Standing.LATE, Standing.RUNNING, Standing.COMING}


def _names(site: Site, plan: Any) -> dict[str, str]:
    """Return how a plan may call the units that it names: id, name, short name, and name without its place."""
    named = [plan.issuer, *(duty.unit for duty in plan.assignments if duty.unit)]
    named += [unit for part in plan.campaigns for unit in (*part.lead, *part.support)]
    found: dict[str, set[str]] = {}
    for identifier in dict.fromkeys(named):
        unit = site.library.get("unit", identifier)
        if unit is None:
            continue
        place = site.library.locality(unit.locality) if unit.locality else None
        short = unit.name.removesuffix(f" {place.name[0].lower()}{place.name[1:]}") if place else unit.name
        words = {identifier, unit.name, unit.short_name or "", short}
        if place and unit.kind == "ubnd":
            words.add(f"{short} {place.name.split()[0].lower()}")
        for word in words - {""}:
            found.setdefault(slugify(word), set()).add(identifier)
    return {word: next(iter(units)) for word, units in found.items() if len(units) == 1}


def _dues(site: Site, plan: Entry) -> Iterator[tuple[str, Occasion]]:
    """Yield the duties with a time of their own that has not gone by; of what is past no record tells."""
    for duty in plan.record.assignments:
        if duty.unit and duty.due and duty.due.last_day >= site.today:
            running = duty.due.first_day <= site.today
            standing = Standing.RUNNING if running else Standing.COMING
            title = f"{'Được đề nghị' if duty.mode is AssignMode.DE_NGHI else 'Được giao'} {duty.role.label.lower()}"
            when, task = duty.due, duty.tasks[0] if duty.tasks else ""
            yield (
                duty.unit,
                Occasion("viec", title, task, when.first_day, when.last_day, when.vi, standing, plan, plan, 0),
            )


def _to_look_at_again(site: Site, entry: Entry) -> Occasion:
    copy = entry.record
    practice = site.library.get("practice", copy.practice) if copy.practice else None
    late = copy.review_by < site.today
    title = f"Rà soát lại việc làm theo: {practice.title if practice else copy.id}"
    standing = Standing.LATE if late else Standing.COMING
    return Occasion("ra-soat", title, "", copy.review_by, copy.review_by, "", standing, entry, None, 0)


def clusters_by_unit(site: Site) -> dict[str, tuple[Any, ...]]:
    """Return the clusters that each unit is in, whichever of the two names the other."""
    made: dict[str, dict[str, Any]] = {}
    for entry, cluster in site.library.records("cluster"):
        for unit in cluster.units:
            made.setdefault(unit, {})[entry.id] = cluster
    for entry, unit in site.library.records("unit"):
        cluster = site.library.get("cluster", unit.cluster) if unit.cluster else None
        if cluster:
            made.setdefault(entry.id, {})[unit.cluster] = cluster
    return {unit: tuple(held.values()) for unit, held in made.items()}


def clusters_of_plan(site: Site, plan: Any) -> tuple[tuple[Any, tuple[str, ...]], ...]:
    """Return the clusters that a plan's quotas name, each with the ids of its members."""
    named = dict.fromkeys(item for quota in plan.quotas for item in quota.units)
    held = ((identifier, site.library.get("cluster", identifier)) for identifier in named)
    return tuple((cluster, _members(site, identifier, cluster)) for identifier, cluster in held if cluster)


def _members(site: Site, identifier: str, cluster: Any) -> tuple[str, ...]:
    own = (entry.id for entry, unit in site.library.records("unit") if unit.cluster == identifier)
    return tuple(dict.fromkeys((*cluster.units, *own)))


def standing_bodies(site: Site) -> dict[str, tuple[str, ...]]:
    """Return for each council the units that are its standing body (cơ quan thường trực)."""
    made: dict[str, list[str]] = {}
    for entry, unit in site.library.records("unit"):
        if unit.standing_body_of:
            made.setdefault(unit.standing_body_of, []).append(entry.id)
    return {council: tuple(held) for council, held in made.items()}
