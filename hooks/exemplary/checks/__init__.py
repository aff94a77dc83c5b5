"""What must hold inside a record (`check_entry`) and between records (`check_library`).

One rule, one function; its docstring is the rule. A check yields findings; it never prints and never raises. A rule
that needs nothing but the entry belongs to `CHECKS_OF_ONE` or `CHECKS_OF_RECORDS`, one that looks at files beside it to
`CHECKS_OF_FILES`: what they find is kept with the reading of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from ..issues import Finding
from ..library import Entry, Library
from . import body, campaigns, files, lifecycle, plans, privacy, references, registry, replications

Check = Callable[[Library, date], Iterator[Finding]]

CHECKS_OF_ONE: Final[tuple[Callable[[Entry], Iterator[Finding]], ...]] = (
    privacy.check_words,
    body.check_body,
)

_EXEMPLARS: Final = ("exemplar",)
_WITH_FIGURES: Final = tuple(lifecycle.FIGURES)

CHECKS_OF_RECORDS: Final[tuple[tuple[tuple[str, ...], Callable[[Entry, Any], Iterator[Finding]]], ...]] = (
    (_WITH_FIGURES, references.check_evidence),
    (_EXEMPLARS, lifecycle.check_stage_history),
    (_EXEMPLARS, lifecycle.check_nurtured),
    (_EXEMPLARS, lifecycle.check_action_plans),
    (_WITH_FIGURES, lifecycle.check_figures),
    (_EXEMPLARS, lifecycle.check_names),
    (("exemplar", "plan", "practice", "news", "event", "page"), lifecycle.check_titles),
    (_EXEMPLARS, lifecycle.check_awards),
    (_EXEMPLARS, privacy.check_consent),
    (_EXEMPLARS, privacy.check_people),
    (_EXEMPLARS, privacy.check_withdrawals),
    (_EXEMPLARS, files.check_alts),
)
"""The same for records of these kinds in which no field is wrong."""

CHECKS_OF_FILES: Final[tuple[tuple[tuple[str, ...], Callable[[Entry, Any, Path], Iterator[Finding]]], ...]] = (
    (_EXEMPLARS, files.check_photos),
    (("exemplar", "plan", "practice"), files.check_attachments),
)
"""The same for what else is looked at in the files beside such a record, below the root that is given."""

CHECKS: Final[tuple[Check, ...]] = (
    references.check_references,
    references.check_references_of_two_kinds,
    references.check_loose_references,
    references.check_future_days,
    references.check_redirects,
    references.check_doubles,
    references.check_validity_on_date,
    registry.check_registry,
    registry.check_cycles,
    references.check_samples,
    lifecycle.check_withheld,
    lifecycle.check_dates_in_order,
    lifecycle.check_year_folders,
    lifecycle.check_district_level,
    lifecycle.check_campaigns_of_exemplars,
    lifecycle.check_exemplar_in_plan,
    lifecycle.check_criteria_met,
    lifecycle.check_replicated_stage,
    plans.check_numbers,
    plans.check_cited_numbers,
    plans.check_paper,
    plans.check_same_plan,
    plans.check_citations,
    plans.check_bases,
    plans.check_cited_once,
    plans.check_cited_facts,
    plans.check_quotas,
    plans.check_kept_quotas,
    plans.check_deadlines,
    plans.check_successors,
    plans.check_milestones,
    plans.check_score_sheets,
    plans.check_bands,
    plans.check_issued_sheets,
    plans.check_lives_of_sheets,
    plans.check_reviews,
    plans.check_figures_of_reviews,
    campaigns.check_campaigns,
    campaigns.check_criteria,
    campaigns.check_colors,
    replications.check_origins,
    replications.check_histories,
    replications.check_confirmations,
    replications.check_steps,
    privacy.check_minors,
    files.check_names_of_documents,
    files.check_unused_files,
    body.check_links,
)


def check_entry(entry: Entry, root: Path) -> list[Finding]:
    """Run every check that needs nothing but the entry and the files beside it."""
    findings = [finding for check in CHECKS_OF_ONE for finding in check(entry)]
    if entry.record is not None:
        for kinds, check in CHECKS_OF_RECORDS:
            if entry.kind in kinds:
                findings += check(entry, entry.record)
        for kinds, look in CHECKS_OF_FILES:
            if entry.kind in kinds:
                findings += look(entry, entry.record, root)
    return findings


def check_library(library: Library, *, today: date) -> list[Finding]:
    """Run every check between records; `today` (Asia/Ho_Chi_Minh) decides what lies in the future."""
    return [finding for check in CHECKS for finding in check(library, today)]
