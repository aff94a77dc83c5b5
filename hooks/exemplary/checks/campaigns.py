"""Campaigns, and what a plan says about each: named once, who leads, criteria under codes of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from ..issues import Code, Finding, Loc, found
from ..library import Library
from ..model.plan import Criterion, Plan
from ..text import number_vi

LEAST_CONTRAST: Final = 4.5
"""What WCAG 2.2 asks for between text and its ground."""


def check_campaigns(library: Library, today: date) -> Iterator[Finding]:
    """A plan names its campaigns once each, or says that it has none; it tells who leads and by which criteria."""
    for entry, plan in library.records("plan"):
        if not plan.campaigns and not plan.comprehensive:
            yield found(entry.path, Code.NO_CAMPAIGN, ("campaigns",))
        refs: set[str] = set()
        for number, part in enumerate(plan.campaigns):
            if part.ref in refs:
                loc = ("campaigns", number, "ref")
                yield found(entry.path, Code.REPEATED_VALUE, loc, label="Phong trào, lĩnh vực", found=part.ref)
            refs.add(part.ref)
            if not part.criteria:
                yield found(entry.path, Code.NO_CRITERIA, ("campaigns", number), found=part.ref)
            if not part.lead:
                yield found(entry.path, Code.NO_LEAD, ("campaigns", number), found=part.ref)


def _criteria(plan: Plan) -> Iterator[tuple[Loc, str, Criterion]]:
    """Yield every criterion of a plan: where it stands, how that place is called, the criterion."""
    for index, criterion in enumerate(plan.general_criteria):
        yield ("general_criteria", index), "tiêu chuẩn chung", criterion
    for number, part in enumerate(plan.campaigns):
        for group, criteria in part.criteria.items():
            for index, criterion in enumerate(criteria):
                name = f"{part.ref}, {group.label.lower()}"
                yield ("campaigns", number, "criteria", str(group), index), name, criterion


def check_criteria(library: Library, today: date) -> Iterator[Finding]:
    """No two criteria of a plan have the same code, and they are for the types that the campaign is for."""
    for entry, plan in library.records("plan"):
        known: dict[str, str] = {}
        for loc, name, criterion in _criteria(plan):
            if criterion.code in known:
                other = known[criterion.code]
                yield found(entry.path, Code.DUPLICATE_CRITERION, (*loc, "code"), found=criterion.code, other=other)
            known[criterion.code] = name
        for number, part in enumerate(plan.campaigns):
            campaign = library.get("campaign", part.ref)
            subjects = {str(subject) for subject in campaign.subjects} if campaign else set()
            for group in part.criteria:
                if campaign and group != "chung" and group not in subjects:
                    yield found(
                        entry.path, Code.TYPE_NOT_COVERED, ("campaigns", number, "criteria", str(group)),
                        found=group.label, campaign=campaign.name, at="key",
                        choices=", ".join(subject.label for subject in campaign.subjects),
                    )  # fmt: skip


def contrast_with_white(color: str) -> float:
    """Return the contrast ratio of `#rrggbb` with white, from 1 (white) to 21 (black), as WCAG 2.2 defines it.

    >>> round(contrast_with_white("#767676"), 2)
    4.54
    """
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)  # noqa: PLR2004
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def check_colors(library: Library, today: date) -> Iterator[Finding]:
    """The colour of a campaign can be read on white."""
    for entry, campaign in library.records("campaign"):
        ratio = contrast_with_white(campaign.color) if campaign.color else LEAST_CONTRAST
        if ratio < LEAST_CONTRAST:
            shown = number_vi(int(ratio * 10) / 10)
            yield found(entry.path, Code.LOW_CONTRAST, ("color",), found=campaign.color, ratio=shown)
