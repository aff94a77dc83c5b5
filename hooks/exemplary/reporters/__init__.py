"""Issues as people and machines want them: `FORMATS` maps a format's name to the function that writes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote

from .. import __version__
from ..content import Content
from ..issues import Code, Issue, Severity
from ..library import KINDS
from ..messages_vi import LEVELS, WORDING

_MAX_EXCERPT: Final = 160
PLURALS: Final = {
    "exemplar": "exemplars", "plan": "plans", "campaign": "campaigns", "practice": "practices",
    "replication": "replications", "review": "reviews", "news": "news", "event": "events", "unit": "units",
    "locality": "localities", "cluster": "clusters", "document": "documents", "site": "site", "page": "pages",
}  # fmt: skip


def records_of(content: Content) -> dict[str, int]:
    """Return how many records of each kind were read."""
    return {PLURALS[kind]: len(content.library.of(kind)) for kind in KINDS}


def counts_of(content: Content) -> dict[str, int]:
    """Return how many issues there are of each severity."""
    return {str(severity): content.count(severity) for severity in Severity}


def tally_of(content: Content) -> str:
    """Return how many issues there are of each severity, in words."""
    return ", ".join(f"{content.count(severity)} {word}" for severity, word in LEVELS.items())


def _caret(content: Content, issue: Issue) -> list[str]:
    line = content.excerpts.get((issue.place.path, issue.place.line))
    if line is None or not line.strip():
        return []
    number = str(issue.place.line)
    start = max(0, issue.place.column - 1 - _MAX_EXCERPT // 2) if len(line) > _MAX_EXCERPT else 0
    shown = "".join(char if char.isprintable() else "�" for char in line[start : start + _MAX_EXCERPT])
    pad = " " * len(number)
    return [f"  {number} | {shown}", f"  {pad} | {' ' * (max(issue.place.column, 1) - 1 - start)}^"]


def report_text(content: Content) -> str:
    """Write issues for a person: place, sentence, the line with a caret under the place, what to do."""
    lines: list[str] = []
    for issue in content.issues:
        place = issue.place
        where = f"{place.path}:{place.line}:{place.column}" if place.line else place.path
        lines.append(f"{where}: {LEVELS[issue.severity].upper()} {issue.code.number}: {issue.message}")
        lines += _caret(content, issue)
        lines += [f"    Cần làm: {issue.hint}", ""]
    records = records_of(content)
    read = sum(records.values())
    lines.append(f"Đã đọc {read} mục ({records['exemplars']} gương, {records['plans']} kế hoạch): {tally_of(content)}.")
    return "\n".join(lines) + "\n"


def report_json(content: Content) -> str:
    """Write issues for machines; the shape is fixed by the content model's checker contract."""
    value: dict[str, Any] = {
        "issues": [
            {
                "code": issue.code.number,
                "severity": str(issue.severity),
                "path": issue.place.path,
                "line": issue.place.line,
                "column": issue.place.column,
                "field": issue.field,
                "message": issue.message,
                "hint": issue.hint,
            }
            for issue in content.issues
        ],
        "counts": counts_of(content),
        "records": records_of(content),
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _escaped(text: str, *, property_: bool = False) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C") if property_ else escaped


def report_github(content: Content) -> str:
    """Write issues as workflow commands, which GitHub shows on the lines of a change."""
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    lines = []
    for issue in content.issues:
        title = f"{issue.code.number} {WORDING[issue.code].title}"
        place = f"file={_escaped(issue.place.path, property_=True)},line={max(issue.place.line, 1)}"
        if issue.place.column:
            place += f",col={issue.place.column}"
        told = _escaped(f"{issue.message} {issue.hint}")
        lines.append(f"::{levels[issue.severity]} {place},title={_escaped(title, property_=True)}::{told}")
    lines.append(f"{tally_of(content)}.")
    return "\n".join(lines) + "\n"


def report_sarif(content: Content) -> str:
    """Write issues as SARIF 2.1.0, which code hosts and editors read."""
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    used = sorted({issue.code for issue in content.issues}, key=lambda code: code.number)
    index = {code: number for number, code in enumerate(used)}

    def rule(code: Code) -> dict[str, Any]:
        return {
            "id": code.number,
            "name": code.name.title().replace("_", ""),
            "shortDescription": {"text": WORDING[code].title},
            "defaultConfiguration": {"level": levels[code.severity]},
            "helpUri": f"{content.library.site.url.rstrip('/')}/huong-dan/loi/{code.number}/",
        }

    def result(issue: Issue) -> dict[str, Any]:
        region = {"startLine": max(issue.place.line, 1), "startColumn": max(issue.place.column, 1)}
        place = {"artifactLocation": {"uri": quote(issue.place.path), "uriBaseId": "ROOT"}, "region": region}
        return {
            "ruleId": issue.code.number,
            "ruleIndex": index[issue.code],
            "level": levels[issue.severity],
            "message": {"text": f"{issue.message} {issue.hint}"},
            "locations": [{"physicalLocation": place}],
        }

    rules = [rule(code) for code in used]
    value = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "exemplary", "version": __version__, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [result(issue) for issue in content.issues],
            }
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


FORMATS: Final[dict[str, Callable[[Content], str]]] = {
    "text": report_text,
    "json": report_json,
    "github": report_github,
    "sarif": report_sarif,
}
