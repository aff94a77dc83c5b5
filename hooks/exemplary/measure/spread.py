"""How practices travel: which steps are kept, how long it takes, who copied from whom, and what stands still.

All of it is counted from replication records, which the adopters write: a list kept by the origin rots.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Final

from ..library import Library
from ..model.choices import LocalityType, ReplicationStatus, Share, Stage, StepUseKind
from ..model.practice import Practice, Replication
from .evidence import lapsed, provers_of, same_world

A_YEAR: Final = timedelta(days=365)
"""How long after recognition a method that nobody has copied is told as standing still."""
_RECOGNISED: Final = frozenset({Stage.CONG_NHAN, Stage.TONG_KET, Stage.NHAN_RONG})
_PLEDGED: Final = frozenset({ReplicationStatus.CAM_KET, ReplicationStatus.DANG_LAM})


@dataclass(frozen=True)
class StepTally:
    """What adopters did with one step of a practice; `changes` are (replication, what, why)."""

    id: str
    kept: int = 0
    changed: int = 0
    dropped: int = 0
    changes: tuple[tuple[str, str, str], ...] = ()

    @property
    def told(self) -> int:
        """How many adopters said what they did with the step."""
        return self.kept + self.changed + self.dropped


@dataclass(frozen=True)
class Branch:
    """A copy in the tree of a practice: how far from the origin (1 for a copy of the origin's), and its own copies."""

    id: str
    depth: int
    children: tuple[Branch, ...] = ()


@dataclass(frozen=True)
class PracticeSpread:
    """How one practice travels.

    `days` is the median from pledge to success (None when nobody succeeded), `costs` what adopters spent by currency
    (median and how many told), `overdue` the copies whose review date has passed, `tree` who copied from whom.
    """

    states: Mapping[ReplicationStatus, int] = field(default_factory=dict)
    units: int = 0
    steps: tuple[StepTally, ...] = ()
    days: int | None = None
    costs: Mapping[str, tuple[Decimal, int]] = field(default_factory=dict)
    overdue: tuple[str, ...] = ()
    tree: tuple[Branch, ...] = ()

    @property
    def copies(self) -> int:
        """How many copies there are, whatever became of them."""
        return sum(self.states.values())


@dataclass(frozen=True)
class Flow:
    """How many copies went from one locality to another, by the ids of both; "" where a record names none."""

    origin: str
    adopter: str
    copies: int


@dataclass(frozen=True)
class SpreadReport:
    """What travels and what stands still, over all practices.

    `most_copied` and `busiest` are (id, copies), most first. `still` are the practices proved by someone recognised a
    year ago or more and never copied. `silent` are the campaigns with practices of which none was copied. `timeline` is
    (quarter `2026-Q1`, pledged, succeeded, ended) from the first quarter with a copy to the last, none left out.
    """

    practices: Mapping[str, PracticeSpread]
    states: Mapping[ReplicationStatus, int]
    most_copied: tuple[tuple[str, int], ...]
    busiest: tuple[tuple[str, int], ...]
    still: tuple[str, ...]
    silent: tuple[str, ...]
    flows: tuple[Flow, ...]
    timeline: tuple[tuple[str, int, int, int], ...]


def copies_of(library: Library) -> dict[str, dict[str, Replication]]:
    """Return the copies of every practice of this site by id; a copy without a record here has none to be told by."""
    found: dict[str, dict[str, Replication]] = {entry.id: {} for entry, _ in library.records("practice")}
    for entry, copy in library.records("replication"):
        practice = library.get("practice", copy.practice) if copy.practice else None
        if practice is not None and same_world(copy, practice):
            found[copy.practice][entry.id] = copy
    return found


def measure_spread(library: Library, today: date) -> SpreadReport:
    """Measure how every practice of the library travels as of `today`."""
    copies = copies_of(library)
    held = {entry.id: practice for entry, practice in library.records("practice")}
    practices = {key: _practice_spread(practice, copies[key], today) for key, practice in held.items()}
    everything = [copy for made in copies.values() for copy in made.values()]
    units = Counter(copy.unit for copy in everything)
    by_count = sorted(((key, spread.copies) for key, spread in practices.items() if spread.copies), key=_most_first)
    provers = provers_of(library)
    return SpreadReport(
        practices,
        _states(everything),
        tuple(by_count),
        tuple(sorted(units.items(), key=_most_first)),
        tuple(key for key in held if not copies[key] and _long_known(library, provers.get(key, ()), today)),
        _silent(held, practices),
        _flows(library, held, copies),
        _timeline(everything),
    )


def _most_first(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _states(copies: Iterable[Replication]) -> dict[ReplicationStatus, int]:
    counted = Counter(copy.state for copy in copies)
    return {state: counted[state] for state in ReplicationStatus if counted[state]}


def _practice_spread(practice: Practice, copies: Mapping[str, Replication], today: date) -> PracticeSpread:
    days = [gap for copy in copies.values() if (gap := _days_to_success(copy)) is not None]
    costs: dict[str, list[Decimal]] = {}
    for copy in copies.values():
        if copy.cost and copy.cost.amount is not None:
            costs.setdefault(copy.cost.currency, []).append(copy.cost.amount)
    return PracticeSpread(
        states=_states(copies.values()),
        units=len({copy.unit for copy in copies.values()}),
        steps=tuple(_tally(step.id, copies) for step in practice.steps),
        days=round(median(days)) if days else None,
        costs={currency: (median(amounts), len(amounts)) for currency, amounts in sorted(costs.items())},
        overdue=tuple(key for key, copy in copies.items() if lapsed(copy, today)),
        tree=_tree(copies),
    )


def _days_to_success(copy: Replication) -> int | None:
    """Return the days from the first pledge (or start) to the first success, None without one of them."""
    begun = next((move.date for move in copy.history if move.status in _PLEDGED), None)
    done = next((move.date for move in copy.history if move.status is ReplicationStatus.THANH_CONG), None)
    return (done - begun).days if begun and done else None


def _tally(step: str, copies: Mapping[str, Replication]) -> StepTally:
    uses = [(key, copy.steps[step]) for key, copy in copies.items() if step in copy.steps]
    counted = Counter(use.kind for _, use in uses)
    changes = ((key, use.change or "", use.reason or "") for key, use in uses if use.kind is StepUseKind.DIEU_CHINH)
    return StepTally(
        step, counted[StepUseKind.GIU], counted[StepUseKind.DIEU_CHINH], counted[StepUseKind.BO], tuple(changes)
    )


def _tree(copies: Mapping[str, Replication]) -> tuple[Branch, ...]:
    """Return who copied from whom, oldest first; a copy that learned from none of these learned from the origin."""
    children: dict[str, list[str]] = {}
    for key, copy in copies.items():
        teacher = copy.learned_from if copy.learned_from in copies else None
        children.setdefault(teacher or "", []).append(key)

    def grown(parent: str, depth: int) -> tuple[Branch, ...]:
        order = sorted(children.get(parent, ()), key=lambda key: (copies[key].history[0].date, key))
        return tuple(Branch(key, depth, grown(key, depth + 1)) for key in order)

    return grown("", 1)


def _long_known(library: Library, provers: Iterable[str], today: date) -> bool:
    """Tell whether one of those who proved a practice was recognised a year ago or more."""
    people = [held for who in provers if (held := library.get("exemplar", who))]
    return any(
        move.to in _RECOGNISED and today - move.date >= A_YEAR for person in people for move in person.stage_history
    )


def _silent(held: Mapping[str, Practice], practices: Mapping[str, PracticeSpread]) -> tuple[str, ...]:
    copied: Counter[str] = Counter()
    for key, practice in held.items():
        for campaign in practice.campaigns:
            copied[campaign] += practices[key].copies
    return tuple(sorted(campaign for campaign, count in copied.items() if not count))


def _flows(
    library: Library, held: Mapping[str, Practice], copies: Mapping[str, Mapping[str, Replication]]
) -> tuple[Flow, ...]:
    counted: Counter[tuple[str, str]] = Counter()
    for key, made in copies.items():
        origin = _place(library, held[key].owner)
        for copy in made.values():
            teacher = made.get(copy.learned_from or "")
            start = (teacher.locality or _place(library, teacher.unit)) if teacher else origin
            counted[start, copy.locality or _place(library, copy.unit)] += 1
    flows = (Flow(origin, adopter, count) for (origin, adopter), count in counted.items())
    return tuple(sorted(flows, key=lambda flow: (-flow.copies, flow.origin, flow.adopter)))


def _place(library: Library, unit: str) -> str:
    record = library.get("unit", unit)
    return (record.locality if record else None) or ""


def quarter_of(day: date) -> str:
    """Return the quarter of a day.

    >>> quarter_of(date(2026, 11, 22))
    '2026-Q4'
    """
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _timeline(copies: Iterable[Replication]) -> tuple[tuple[str, int, int, int], ...]:
    pledged, succeeded, ended = Counter[str](), Counter[str](), Counter[str]()
    failed = {ReplicationStatus.KHONG_THANH_CONG, ReplicationStatus.DA_DUNG}
    days: list[date] = []
    for copy in copies:
        days += [move.date for move in copy.history]
        pledged[quarter_of(copy.history[0].date)] += 1
        for move in copy.history:
            succeeded[quarter_of(move.date)] += move.status is ReplicationStatus.THANH_CONG
        if copy.state in failed:
            ended[quarter_of(copy.history[-1].date)] += 1
    if not days:
        return ()
    first, last = min(days), max(days)
    span = range(first.year * 4 + (first.month - 1) // 3, last.year * 4 + (last.month - 1) // 3 + 1)
    quarters = (f"{place // 4}-Q{place % 4 + 1}" for place in span)
    return tuple((quarter, pledged[quarter], succeeded[quarter], ended[quarter]) for quarter in quarters)


def regional_flows(library: Library, flows: Iterable[Flow], today: date, *, most: int) -> tuple[Flow, ...]:
    """Return the flows between the communes of `today`; where a side has more than `most`, between provinces instead.

    A commune that went whole into another stands as that one. Of provinces beyond `most` all stay: a number left out
    would be a lie. Most copies first, then by id.
    """
    held = tuple(flows)
    communes = _merged(held, lambda place: _commune(library, place, today))
    sides = ({flow.origin for flow in communes}, {flow.adopter for flow in communes})
    if max(map(len, sides), default=0) <= most:
        return communes
    return _merged(communes, lambda place: library.province_of(place) or place)


def _merged(flows: Iterable[Flow], region: Callable[[str], str]) -> tuple[Flow, ...]:
    counted: Counter[tuple[str, str]] = Counter()
    for flow in flows:
        counted[region(flow.origin), region(flow.adopter)] += flow.copies
    made = (Flow(origin, adopter, copies) for (origin, adopter), copies in counted.items())
    return tuple(sorted(made, key=lambda flow: (-flow.copies, flow.origin, flow.adopter)))


def _commune(library: Library, place: str, today: date) -> str:
    """Return the commune around a place and what it is today; a place that stands in none is itself."""
    record, seen = library.locality(place) if place else None, {place}
    while record is not None:
        ended = record.valid_to is not None and record.valid_to < today
        whole = [after.id for after in record.successors if after.share is Share.WHOLE] if ended else []
        above = record.parent if record.type == LocalityType.THON_XOM_TO else None
        step = above or (whole[0] if len(whole) == 1 else None)
        if step is None or step in seen or library.locality(step) is None:
            return place
        place = step
        seen.add(step)
        record = library.locality(step)
    return place
