"""The one door for hooks and scripts: read a content folder and tell everything that is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from .cache import Cache, fingerprint
from .checks import check_entry, check_library
from .issues import Code, Finding, Issue, Place, Severity
from .library import Library, document_at, load_library
from .messages_vi import words_of
from .model.base import path_of
from .read.kept import Job, Kept

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Content:
    """What was read and what is wrong with it; issues are sorted by place.

    `alone` holds the codes of what is wrong with a file whatever the others say, by its path.
    """

    library: Library
    issues: tuple[Issue, ...]
    excerpts: dict[tuple[str, int], str]
    alone: Mapping[str, tuple[Code, ...]] = field(default_factory=dict)

    def count(self, severity: Severity) -> int:
        """Return how many issues have that severity."""
        return sum(issue.severity is severity for issue in self.issues)

    @property
    def sound(self) -> bool:
        """Whether nothing keeps the content from being published."""
        return not self.count(Severity.ERROR)


def today_vn() -> date:
    """Return today's date in Viet Nam; everything below takes the day as a parameter instead."""
    return datetime.now(ZONE).date()


Located = tuple[tuple[Issue, ...], dict[tuple[str, int], str]]
"""Issues, and the lines that they stand on by path and number."""


def locate(root: Path, findings: Iterable[Finding], cache: Cache | None = None) -> Located:
    """Turn findings into issues with line, column and words, sorted by place, and return the lines that they stand on.

    With a `cache` a file is not read again for as long as it is the same and the same is found in it.
    """
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_path[finding.path].append(finding)
    kept = Kept(root, cache, "places")
    located: list[Located] = kept.read(
        [Job(path, fingerprint(held), partial(_located, root, path, held)) for path, held in by_path.items()]
    )
    kept.forget_others()
    issues = {issue for found, _ in located for issue in found}
    excerpts = {place: line for _, lines in located for place, line in lines.items()}
    return tuple(sorted(issues, key=lambda issue: issue.order)), excerpts


def _located(root: Path, path: str, findings: Iterable[Finding], data: bytes | None) -> Located:
    """Look up the places of what was found in one file."""
    document, lines = document_at(root, path, data) if path.endswith((".md", ".yml", ".csv")) else (None, [])
    issues: list[Issue] = []
    excerpts: dict[tuple[str, int], str] = {}
    for finding in findings:
        line, column = document.locate(finding) if document else (finding.line, finding.column)
        message, hint = words_of(finding.code, dict(finding.params))
        place = Place(path, line, column)
        issues.append(Issue(place, finding.code, path_of(finding.loc), message, hint, finding.params))
        if 0 < line <= len(lines):
            excerpts[path, line] = lines[line - 1]
    return tuple(issues), excerpts


def check_content(root: Path, *, today: date, cache: Cache | None = None) -> Content:
    """Read `root`/content and run every check; raises `ExemplaryError` when there is no content folder.

    With a `cache` only what changed is read, with the same outcome.
    """
    library, findings = load_library(root, cache, check_entry)
    alone = codes_by_path(findings)
    findings = [*findings, *check_library(library, today=today)]
    issues, excerpts = locate(root, findings, cache)
    return Content(library, issues, excerpts, alone)


def codes_by_path(findings: Iterable[Finding]) -> dict[str, tuple[Code, ...]]:
    """Return the codes of findings by file, sorted."""
    codes: dict[str, list[Code]] = defaultdict(list)
    for finding in findings:
        codes[finding.path].append(finding.code)
    return {path: tuple(sorted(held, key=lambda code: code.number)) for path, held in codes.items()}
