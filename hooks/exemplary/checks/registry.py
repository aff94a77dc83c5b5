"""Units, localities and other records that follow one another: dates in order, no circles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ..issues import Code, Finding, found
from ..library import Library
from ..text import date_vi


def check_registry(library: Library, today: date) -> Iterator[Finding]:
    """A unit or locality ends after it begins, and what follows it does not begin before it ends."""
    for kind in ("unit", "locality"):
        for entry, record in library.records(kind):
            if record.valid_from and record.valid_to and record.valid_to < record.valid_from:
                loc = (*entry.prefix, "valid_to")
                yield found(
                    entry.path, Code.BAD_VALIDITY, loc, found=date_vi(record.valid_to), start=date_vi(record.valid_from)
                )
            for number, item in enumerate(record.successors):
                identifier = item if isinstance(item, str) else item.id
                after = library.get(kind, identifier)
                begins = after.valid_from if after else None
                if begins and record.valid_to and begins < record.valid_to - timedelta(days=1) and kind == "locality":
                    continue  # a province that took in another kept its own older rows
                if begins and record.valid_from and begins < record.valid_from:
                    yield found(
                        entry.path, Code.SUCCESSOR_TOO_EARLY, (*entry.prefix, "successors", number), found=after.name,
                        start=date_vi(begins), own=date_vi(record.valid_from),
                    )  # fmt: skip
    if not library.of("site") and "site" not in library.broken:
        yield found("content/registry/site.yml", Code.RECORD_WITHOUT_FILE, found="content/registry/site.yml")


def check_cycles(library: Library, today: date) -> Iterator[Finding]:
    """Nothing is its own parent, follows itself or replaces itself, however far round."""
    for kind, key in (
        ("unit", "parent"), ("locality", "parent"), ("campaign", "parent"), ("unit", "successors"),
        ("locality", "successors"), ("plan", "parents"), ("plan", "supersedes"),
        ("replication", "learned_from"),
    ):  # fmt: skip
        told: set[str] = set()
        for entry, _ in library.records(kind):
            circle = [] if entry.id in told else _circle(library, kind, key, entry.id)
            told.update(circle)
            if circle:
                way = " → ".join([*circle, entry.id])
                yield found(entry.path, Code.CYCLE, (*entry.prefix, key), found=way, key=key)


def _circle(library: Library, kind: str, key: str, start: str) -> list[str]:
    """Return the way from `start` back to itself, or nothing."""
    came_from: dict[str, str] = {}
    stack = [start]
    while stack:
        here = stack.pop()
        for step in _steps(library.get(kind, here), key):
            if step == start:
                way = [here]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if step not in came_from:
                came_from[step] = here
                stack.append(step)
    return []


def _steps(record: Any, key: str) -> list[str]:
    held = getattr(record, key, None)
    if held is None or isinstance(held, str):
        return [held] if held else []
    steps = (
        item if isinstance(item, str) else getattr(item, "plan", None) or getattr(item, "id", None) for item in held
    )
    return [step for step in steps if step]
