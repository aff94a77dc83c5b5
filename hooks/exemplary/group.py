"""Group exemplars into listings: one grouping, many keys (campaign, unit, locality, type, year, level, stage)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, overload

from .library import Entry, Library
from .model.choices import ExemplarType, Stage
from .text import collation_key, first_letter, sort_name

PAGE_SIZE: Final = 24
"""Entries on one page of a listing; on its first page, half as many to half as many again."""


LINES: Final = 60
"""Records on one page of a listing that gives each a few lines; on its first page as with `PAGE_SIZE`."""


@dataclass(frozen=True)
class Count(Sequence[Entry]):
    """Exemplars that a page may count but not look at, so that it need not change when one of them does."""

    number: int

    def __len__(self) -> int:
        """Return how many there are."""
        return self.number

    @overload
    def __getitem__(self, place: int) -> Entry: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Entry]: ...

    def __getitem__(self, place: int | slice) -> Entry | Sequence[Entry]:
        """Refuse."""
        raise LookupError("they may be counted only")


@dataclass(frozen=True)
class Brief:
    """A listing as other pages know it: how much stands in it and where, but not what."""

    key: str
    title: str
    address: str
    entries: Count


@dataclass(frozen=True)
class Turns:
    """Where the pages around a page of a listing are: addresses, "" where there is none."""

    first: str = ""
    before: str = ""
    after: str = ""
    last: str = ""


@dataclass(frozen=True)
class Listing:
    """Records that share a key under the address of their own page: newest first, or in order `by_name`.

    Page 1 is at the listing's own address. The others of a listing by time are numbered from the oldest on, beginning
    with 2, and each is full: a new story changes the first page, and what a page shows stays where it was linked to.
    """

    key: str
    title: str
    address: str
    entries: tuple[Entry, ...]
    page_size: int = PAGE_SIZE
    by_name: bool = False

    @property
    def brief(self) -> Brief:
        """What other pages know of the listing."""
        return Brief(self.key, self.title, self.address, Count(len(self.entries)))

    @property
    def page_count(self) -> int:
        """How many pages the listing has."""
        least = 1 if self.by_name else self.page_size // 2
        return 1 + max(0, len(self.entries) - least) // self.page_size

    def page_address(self, number: int) -> str:
        """Return the address of page `number`: the listing's own for the first, `…/trang/2/` for the second."""
        return self.address if number == 1 else f"{self.address}trang/{number}/"

    def pages(self) -> Iterator[tuple[int, Turns, tuple[Entry, ...]]]:
        """Yield number, ways on and entries of every page in reading order; an empty listing has one empty page."""
        count = self.page_count
        order = [1, *(range(2, count + 1) if self.by_name else range(count, 1, -1))]
        address = [self.page_address(number) for number in order]
        start = 0
        end = self.page_size if self.by_name else len(self.entries) - (count - 1) * self.page_size
        for place, number in enumerate(order):
            turns = Turns(
                first=address[0] if place > 1 else "",
                before=address[place - 1] if place else "",
                after=address[place + 1] if place + 1 < count else "",
                last=address[-1] if place + 2 < count else "",
            )
            yield number, turns, self.entries[start:end]
            start, end = end, end + self.page_size


def name_key(record: Any) -> tuple[str, bytes, bytes]:
    """Return the Vietnamese sort key of an exemplar: given name first for a person, the distinctive word for others."""
    return collation_key(_sorted_by(record))


def _sorted_by(record: Any) -> str:
    return record.sort_name or sort_name(record.name, person=record.type is ExemplarType.CA_NHAN)


def letters_of(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Return exemplars by the heading letter of their names, in Vietnamese order."""
    letters: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda held: (name_key(held.record), held.id)):
        letters.setdefault(first_letter(_sorted_by(entry.record)), []).append(entry)
    return sorted(letters.items(), key=lambda pair: collation_key(pair[0]))


def newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Sort exemplars by the day they were introduced, newest first, then by name."""
    by_name = sorted(entries, key=lambda entry: (name_key(entry.record), entry.id))
    return tuple(sorted(by_name, key=lambda entry: entry.record.introduced_on, reverse=True))


def group_by(entries: Iterable[Entry], keys: Callable[[Entry], Iterable[str]]) -> dict[str, tuple[Entry, ...]]:
    """Group exemplars, in the order given, by every key that `keys` gives; one with two keys is in both groups."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        for key in dict.fromkeys(keys(entry)):
            groups.setdefault(key, []).append(entry)
    return {key: tuple(held) for key, held in groups.items()}


def campaigns_of(library: Library) -> Callable[[Entry], Iterator[str]]:
    """Return what gives the campaigns of an exemplar and the campaigns that those belong to."""

    def keys(entry: Entry) -> Iterator[str]:
        for identifier in entry.record.campaigns:
            step: str | None = identifier
            seen: set[str] = set()
            while step and step not in seen:
                seen.add(step)
                yield step
                campaign = library.get("campaign", step)
                step = campaign.parent if campaign else None

    return keys


def localities_of(library: Library) -> Callable[[Entry], tuple[str, ...]]:
    """Return what gives an exemplar's locality, every locality around it, and what those have become whole.

    A story that names no locality belongs to that of its unit; not a child's, whose place is told no finer than it is.
    """
    known: dict[str | None, tuple[str, ...]] = {}

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

    def keys(entry: Entry) -> tuple[str, ...]:
        identifier = place(entry.record)
        if identifier not in known:
            known[identifier] = tuple(around(identifier))
        return known[identifier]

    return keys


def units_of(entry: Entry) -> tuple[str, str]:
    """Return the exemplar's unit and the unit that introduced it."""
    return entry.record.unit, entry.record.submitted_by


def type_of(entry: Entry) -> tuple[str]:
    """Return the type."""
    return (str(entry.record.type),)


def year_of(entry: Entry) -> tuple[str]:
    """Return the year of introduction."""
    return (str(entry.record.introduced_on.year),)


def level_of(entry: Entry) -> tuple[str, ...]:
    """Return the level, where one is recorded."""
    return (str(entry.record.level),) if entry.record.level else ()


def stage_of(entry: Entry) -> tuple[str, ...]:
    """Return the stage; that someone was not chosen is nobody's business."""
    return () if entry.record.stage is Stage.KHONG_CHON else (str(entry.record.stage),)
