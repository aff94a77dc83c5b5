"""How practices travel, told with pictures and tables, and a page for each replication."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from markupsafe import Markup

from ...group import Listing
from ...library import Entry
from ...measure.evidence import lapsed, review_due
from ...measure.spread import Branch, PracticeSpread, regional_flows
from ...model.choices import ReplicationStatus as State
from ...model.practice import Replication
from ..charts import flows_chart, quarters_chart
from ..site import SECTION_TITLES, PageDraft, Site, later, listing_pages

NAMED: Final = 8
"""How many practices and units a list of the most names."""
TREES: Final = 6
"""How many lineages are drawn; every practice tells its own."""
QUARTERS: Final = 24
"""How many quarters the picture shows, the newest; the table holds all."""
PLACES: Final = 8
"""How many places a side of the flows holds before communes are drawn together into provinces."""
GROUPS: Final[Mapping[str, tuple[str, tuple[State, ...]]]] = {
    "good": ("thành công hoặc duy trì", (State.THANH_CONG, State.DUY_TRI)),
    "going": ("đề xuất, cam kết hoặc đang làm", (State.DE_XUAT, State.CAM_KET, State.DANG_LAM)),
    "ended": ("không thành công hoặc đã dừng", (State.KHONG_THANH_CONG, State.DA_DUNG)),
}
"""The states as a bar tells them: its part, in words, and what belongs to it."""


@dataclass(frozen=True)
class Travel:
    """A practice on the overview: how often it was copied, and what became of the copies as parts of a bar."""

    entry: Entry
    copies: int
    parts: tuple[tuple[str, int], ...]
    words: str
    tree: tuple[Branch, ...]
    generations: int


def newest_copies(site: Site) -> list[Entry]:
    """Return all replications, the one with the newest news first."""
    held = site.library.of("replication").values()
    return sorted(held, key=lambda entry: (entry.record.last_changed, entry.id), reverse=True)


def copy_words(site: Site, record: Replication) -> tuple[str, str]:
    """Return title and description of a replication: who copied what, and where it stands."""
    practice = site.library.get("practice", record.practice) if record.practice else None
    unit = site.unit(record.unit).text
    name = practice.title if practice else f"{record.source}: {record.id}"
    return f"{unit} làm theo: {name}", f"{unit} làm theo cách làm “{name}”: {record.state.label.lower()}."


def replication_pages(site: Site) -> Iterator[PageDraft]:
    """The overview of what travels with the list of replications, and a page for each."""
    held = newest_copies(site)
    yield from listing_pages(
        site,
        Listing("nhan-rong", SECTION_TITLES["nhan-rong/"], "nhan-rong/", tuple(held)),
        description="Cách làm nào đã đi đến nơi nào, kết quả ra sao, và cách làm nào chưa nơi nào làm theo.",
        template="replications.html",
        kind="index",
        updated=max((entry.record.last_changed for entry in held), default=None),
        feed="nhan-rong/feed",
        values=_overview(site, held),
    )
    for entry in held:
        record = entry.record
        title, description = copy_words(site, record)
        yield PageDraft(
            entry.address,
            title,
            description,
            "replication.html",
            {"lapsed": lapsed(record, site.today)},
            "replication",
            crumbs=((SECTION_TITLES["nhan-rong/"], "nhan-rong/"),),
            updated=record.last_changed,
            entry=entry,
            filters={"Mục": ("Nhân rộng",)},
            fill=later(_replication, entry),
        )


def _replication(site: Site, entry: Entry) -> dict[str, Any]:
    """Return what the page of a replication shows besides its record."""
    record = entry.record
    practice = site.library.of("practice").get(record.practice) if record.practice else None
    return {
        "entry": entry,
        "record": record,
        "practice": practice,
        "unit": site.unit(record.unit),
        "teacher": site.library.of("replication").get(record.learned_from),
        "steps": {step.id: step for step in practice.record.steps} if practice else {},
        "review_due": review_due(record),
        "course": _course(record),
        "standing": site.evidence.copies[entry.id],
        "body": site.body(entry),
    }


def _course(record: Replication) -> list[tuple[date, str, str, str]]:
    """Return what happened to a copy in the order of days, as (day, what, which unit, note)."""
    told = [(move.date, move.status.label, "", move.note or "") for move in record.history]
    if confirmed := record.confirmed_by:
        told.append((confirmed.date, "Được xác nhận", confirmed.unit, confirmed.note or ""))
    return sorted(told, key=lambda item: item[0])


def _overview(site: Site, held: list[Entry]) -> dict[str, Any]:
    """Return what the overview tells beside the list itself."""
    spread = site.spread
    library = site.library
    travels = [_travel(library.of("practice")[key], spread.practices[key]) for key, _ in spread.most_copied]
    told = sorted(travels, key=lambda travel: (-travel.generations, -travel.copies, travel.entry.id))
    regional = regional_flows(library, spread.flows, site.today, most=PLACES)
    named = _places(site, {place for flow in regional for place in (flow.origin, flow.adopter)})
    flows = [(named[flow.origin], named[flow.adopter], flow.copies) for flow in regional]
    counted = sum(spread.states.values())
    return {
        "spread": spread,
        "counted": counted,
        "elsewhere": len(held) - counted,
        "samples": sum(1 for entry in held if entry.record.sample),
        "overdue": [key for practice in spread.practices.values() for key in practice.overdue],
        "top": travels[:NAMED],
        "most": max((travel.copies for travel in travels), default=0),
        "trees": told[:TREES],
        "rest": max(0, len(travels) - TREES),
        "busiest": [(unit, copies) for unit, copies in spread.busiest[:NAMED] if copies > 1],
        "flows": flows,
        "flows_svg": Markup(flows_chart(flows)),  # noqa: S704 - our own picture, its names are escaped there
        "quarters_svg": Markup(quarters_chart(spread.timeline[-QUARTERS:])),  # noqa: S704 - our own picture
    }


def _places(site: Site, identifiers: Iterable[str]) -> dict[str, str]:
    """Name places shortly, and in full where two have one name."""
    records = {identifier: site.library.locality(identifier) for identifier in identifiers if identifier}
    often = Counter(record.name for record in records.values() if record)
    short = {key: record.name for key, record in records.items() if record and often[record.name] == 1}
    full = {key: site.locality(key).text for key in records if key not in short}
    return {"": "Chưa ghi địa bàn", **short, **full}


def _travel(entry: Entry, spread: PracticeSpread) -> Travel:
    counted: Counter[str] = Counter()
    for name, (_, states) in GROUPS.items():
        counted[name] = sum(spread.states.get(state, 0) for state in states)
    words = ", ".join(f"{counted[name]} {text}" for name, (text, _) in GROUPS.items() if counted[name])
    return Travel(entry, spread.copies, tuple(counted.items()), words, spread.tree, _generations(spread.tree))


def _generations(branches: tuple[Branch, ...]) -> int:
    return max((max(branch.depth, _generations(branch.children)) for branch in branches), default=0)
