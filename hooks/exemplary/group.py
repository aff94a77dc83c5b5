"""Group exemplars into listings: one grouping, many keys (campaign, unit, locality, type, year)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from .library import Entry, Library
from .model.choices import ExemplarType
from .text import collation_key, sort_name

PAGE_SIZE: Final = 24
"""Entries on one page of a listing."""


@dataclass(frozen=True)
class Paging:
    """A listing as each of its pages knows it: how much there is and where, but not what stands on the others."""

    key: str
    title: str
    address: str
    count: int

    @property
    def page_count(self) -> int:
        """How many pages the listing has."""
        return max(1, -(-self.count // PAGE_SIZE))

    def page_address(self, number: int) -> str:
        """Return the address of page `number`: the listing's own for the first, `…/trang/2/` for the second."""
        return self.address if number == 1 else f"{self.address}trang/{number}/"


@dataclass(frozen=True)
class Listing:
    """Exemplars that share a key, newest first, under the address of their own page."""

    key: str
    title: str
    address: str
    entries: tuple[Entry, ...]

    @property
    def paging(self) -> Paging:
        """What a page of the listing knows of the whole."""
        return Paging(self.key, self.title, self.address, len(self.entries))

    def pages(self) -> Iterator[tuple[int, tuple[Entry, ...]]]:
        """Yield the pages of the listing, numbered from 1; an empty listing has one empty page."""
        for start in range(0, max(len(self.entries), 1), PAGE_SIZE):
            yield start // PAGE_SIZE + 1, self.entries[start : start + PAGE_SIZE]


def name_key(record: Any) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Return the Vietnamese sort key of an exemplar: given name first for a person, the distinctive word for others."""
    return collation_key(record.sort_name or sort_name(record.name, person=record.type is ExemplarType.CA_NHAN))


def newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Sort exemplars by the day they were introduced, newest first, then by name."""
    by_name = sorted(entries, key=lambda entry: (name_key(entry.record), entry.id))
    return tuple(sorted(by_name, key=lambda entry: entry.record.introduced_on, reverse=True))


def grouped(entries: Iterable[Entry], keys: Callable[[Any], Iterable[str]]) -> dict[str, tuple[Entry, ...]]:
    """Group entries, in their order, by every key that `keys` gives for their record; two keys, two groups."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        for key in dict.fromkeys(keys(entry.record)):
            groups.setdefault(key, []).append(entry)
    return {key: tuple(held) for key, held in groups.items()}


def group_by_campaign(entries: Iterable[Entry], library: Library) -> dict[str, tuple[Entry, ...]]:
    """Group by campaign, a child campaign's exemplars also under the campaign it belongs to."""

    def keys(record: Any) -> Iterator[str]:
        for identifier in record.campaigns:
            step: str | None = identifier
            seen: set[str] = set()
            while step and step not in seen:
                seen.add(step)
                yield step
                campaign = library.get("campaign", step)
                step = campaign.parent if campaign else None

    return grouped(entries, keys)


def group_by_unit(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Group by the exemplar's unit and by the unit that introduced it."""
    return grouped(entries, lambda record: (record.unit, record.submitted_by))


def group_by_locality(entries: Iterable[Entry], library: Library) -> dict[str, tuple[Entry, ...]]:
    """Group by locality, by every locality around it, and by what those have become whole.

    A story that names no locality belongs to that of its unit; not a child's, whose place is told no finer than it is.
    """

    def around(identifier: str | None) -> Iterator[str]:
        stack = [identifier]
        seen: set[str] = set()
        while stack:
            step = stack.pop()
            locality = library.locality(step) if step and step not in seen else None
            if step is None or locality is None:
                continue
            seen.add(step)
            yield step
            stack.append(locality.parent)
            stack += [after.id for after in locality.successors if after.share == "whole"]

    def place(record: Any) -> Any:
        unit = library.get("unit", record.unit) if record.locality is None and not record.minor else None
        return unit.locality if unit else record.locality

    return grouped(entries, lambda record: around(place(record)))


def group_by_type(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Group by type."""
    return grouped(entries, lambda record: (str(record.type),))


def group_by_year(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Group by the year of introduction."""
    return grouped(entries, lambda record: (str(record.introduced_on.year),))
