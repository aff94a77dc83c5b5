"""The garden on the home page: every flower while they fit on a screen, then beds by campaign that lead on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from ..library import Entry

WHOLE: Final = 78
"""Flowers that stand together before the garden is parted into beds."""
PLANTED: Final = 96
"""Flowers that the beds hold together, so that the page weighs the same at 100 stories and at 5,000."""
BEDS: Final = 24
"""Most beds; the campaigns with the most stories have them."""
_LEAST: Final = 4


@dataclass(frozen=True)
class Bed:
    """A campaign, how many stories it has, and the newest of them; those of which it is the first campaign, if any."""

    campaign: Entry
    count: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Garden:
    """Either all `entries` or, beyond a screenful, `beds`; how many flowers there are, of how many campaigns."""

    entries: tuple[Entry, ...]
    beds: tuple[Bed, ...]
    flowers: int
    campaigns: int


def plant_garden(
    exemplars: Sequence[Entry], campaigns: Sequence[Entry], by_campaign: Mapping[str, Sequence[Entry]]
) -> Garden:
    """Lay the garden out for `exemplars`, newest first; `campaigns` are in the order of the site."""
    named = {campaign for entry in exemplars for campaign in entry.record.campaigns}
    if len(exemplars) <= WHOLE:
        return Garden(tuple(exemplars), (), len(exemplars), len(named))
    parents = {entry.id: entry.record.parent for entry in campaigns}
    tops = [entry for entry in campaigns if not entry.record.parent and by_campaign.get(entry.id)]
    largest = {entry.id for entry in sorted(tops, key=lambda entry: -len(by_campaign[entry.id]))[:BEDS]}
    each = max(_LEAST, PLANTED // max(len(largest), 1))
    beds = []
    for campaign in (entry for entry in tops if entry.id in largest):
        held = by_campaign[campaign.id]
        family = {identifier for identifier, parent in parents.items() if campaign.id in {identifier, parent}}
        own = tuple(islice((entry for entry in held if family.intersection(entry.record.campaigns[:1])), each))
        beds.append(Bed(campaign, len(held), own or tuple(held[:each])))
    return Garden((), tuple(beds), len(exemplars), len(named))
