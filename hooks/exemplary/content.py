"""The one door for hooks and scripts: read a content folder and tell everything that is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from .cache import Cache
from .checks import check_entry, check_library
from .issues import Finding, Issue, Place, Severity
from .library import Library, document_at, load_library
from .messages_vi import words_of
from .model.base import path_of

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Content:
    """What was read and what is wrong with it; issues are sorted by place."""

    library: Library
    issues: tuple[Issue, ...]
    excerpts: dict[tuple[str, int], str]

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


def locate(root: Path, findings: Iterable[Finding]) -> tuple[tuple[Issue, ...], dict[tuple[str, int], str]]:
    """Turn findings into issues with line, column and words; also return the lines that they stand on."""
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_path[finding.path].append(finding)
    issues: set[Issue] = set()
    excerpts: dict[tuple[str, int], str] = {}
    for path, held in by_path.items():
        document, lines = document_at(root, path) if path.endswith((".md", ".yml", ".csv")) else (None, [])
        for finding in held:
            line, column = document.locate(finding) if document else (finding.line, finding.column)
            message, hint = words_of(finding.code, dict(finding.params))
            place = Place(path, line, column)
            issues.add(Issue(place, finding.code, path_of(finding.loc), message, hint, finding.params))
            if 0 < line <= len(lines):
                excerpts[path, line] = lines[line - 1]
    return tuple(sorted(issues, key=lambda issue: issue.order)), excerpts


def check_content(root: Path, *, today: date, cache: Cache | None = None) -> Content:
    """Read `root`/content and run every check; raises `ExemplaryError` when there is no content folder.

    With a `cache` only what changed is read, with the same outcome.
    """
    library, findings = load_library(root, cache, check_entry)
    findings = [*findings, *check_library(library, today=today)]
    issues, excerpts = locate(root, findings)
    return Content(library, issues, excerpts)
