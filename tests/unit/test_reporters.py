"""Issues for people and for machines."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

from builders import DRAFT, PUBLISHED, base_text, make_root
from exemplary.content import Content, check_content
from exemplary.issues import Code
from exemplary.reporters import FORMATS, report_github, report_json, report_sarif, report_text

TODAY = date(2026, 11, 22)
TEXT = {"type": "string", "minLength": 1}
WHOLE = {"type": "integer", "minimum": 1}
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": TEXT}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
REGION = {"type": "object", "properties": {"startLine": WHOLE, "startColumn": WHOLE}, "additionalProperties": False}
ARTIFACT = {"type": "object", "required": ["uri"], "properties": {"uri": {"type": "string", "pattern": "^[!-~]+$"}}}
PHYSICAL = {
    "type": "object", "required": ["artifactLocation"], "properties": {"artifactLocation": ARTIFACT, "region": REGION},
}  # fmt: skip
RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "ruleIndex", "level", "locations"],
    "properties": {
        "ruleId": TEXT, "ruleIndex": {"type": "integer", "minimum": 0}, "level": LEVEL, "message": MESSAGE,
        "locations": {"type": "array", "items": {"type": "object", "properties": {"physicalLocation": PHYSICAL}}},
    },
    "additionalProperties": False,
}  # fmt: skip
RULE = {
    "type": "object",
    "required": ["id", "shortDescription"],
    "properties": {
        "id": {"type": "string", "pattern": r"^EX\d{3}$"}, "name": {"type": "string", "pattern": "^[A-Za-z0-9]+$"},
        "shortDescription": MESSAGE, "helpUri": {"type": "string", "pattern": "^https?://"},
        "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}},
    },
    "additionalProperties": False,
}  # fmt: skip
DRIVER = {
    "type": "object", "required": ["name"], "additionalProperties": False,
    "properties": {"name": TEXT, "version": TEXT, "rules": {"type": "array", "items": RULE, "uniqueItems": True}},
}  # fmt: skip
RUN = {
    "type": "object",
    "required": ["tool", "results"],
    "properties": {
        "tool": {"type": "object", "required": ["driver"], "properties": {"driver": DRIVER}},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": RESULT},
    },
    "additionalProperties": False,
}  # fmt: skip
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string"}, "version": {"const": "2.1.0"}, "runs": {"type": "array", "items": RUN},
    },
    "additionalProperties": False,
}  # fmt: skip
"""The part of SARIF 2.1.0 that is used here, closed against everything else."""


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """Return a folder with an error, a warning, a fault of a whole file and one whose name needs escapes."""
    text = base_text(DRAFT).replace("2026-06-10", "31/06/2026")
    root = make_root(tmp_path, draft=text, published=base_text(PUBLISHED).replace("## Việc", "# Việc"))
    (root / "content/exemplars/2026/to-may-xom-dong/ảnh, 50% : 1.jpg").write_text("x")
    return check_content(root, today=TODAY)


def test_every_format_ends_its_last_line(content: Content) -> None:
    for report in FORMATS.values():
        assert report(content).endswith("\n")
        assert not report(content).endswith("\n\n")


def test_text_shows_the_place_the_line_a_caret_and_what_to_do(content: Content) -> None:
    report = report_text(content)
    assert (
        f"{DRAFT}:7:16: LỖI EX103: Ngày giới thiệu “31/06/2026” không phải là ngày có thật.\n"
        "  7 | introduced_on: 31/06/2026\n"
        "    |                ^\n"
        "    Cần làm: Viết năm-tháng-ngày"
    ) in report
    assert "CẢNH BÁO EX307" in report
    assert report.endswith("Đã đọc 24 mục (2 gương, 1 kế hoạch): 2 lỗi, 1 cảnh báo, 0 lưu ý.\n")


def test_long_lines_are_cut_around_the_caret(tmp_path: Path) -> None:
    text = base_text(DRAFT).replace("Bài đang viết.", f"{'Bài đang viết. ' * 100}<u>x</u>{' Còn nữa.' * 100}")
    lines = report_text(check_content(make_root(tmp_path, draft=text), today=TODAY)).split("\n")
    shown, caret = lines[1], lines[2]
    assert max(len(shown), len(caret)) < 180
    assert shown[caret.index("^")] == "<"


def test_what_cannot_be_printed_is_not_printed(tmp_path: Path) -> None:
    text = base_text(DRAFT).replace("Bài đang viết.", "Bài \x1b[31m đỏ")
    report = report_text(check_content(make_root(tmp_path, draft=text), today=TODAY))
    assert "\x1b" not in report


def test_json_has_a_fixed_shape(content: Content) -> None:
    value: dict[str, Any] = json.loads(report_json(content))
    assert set(value) == {"issues", "counts", "records"}
    assert value["counts"] == {"error": 2, "warning": 1, "info": 0}
    assert value["records"]["exemplars"] == 2
    assert value["records"]["site"] == 1
    keys = ["code", "severity", "path", "line", "column", "field", "message", "hint"]
    assert all(list(issue) == keys for issue in value["issues"])
    assert [issue["path"] for issue in value["issues"]] == sorted(issue["path"] for issue in value["issues"])
    dated = next(issue for issue in value["issues"] if issue["code"] == "EX103")
    assert (dated["line"], dated["column"], dated["field"], dated["severity"]) == (7, 16, "introduced_on", "error")


def test_commands_for_github_are_escaped(content: Content) -> None:
    lines = report_github(content).rstrip("\n").split("\n")
    assert lines[-1] == "2 lỗi, 1 cảnh báo, 0 lưu ý."
    commands = lines[:-1]
    assert all(line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in commands)
    named = next(line for line in commands if "title=EX016 " in line)
    place = "content/exemplars/2026/to-may-xom-dong/ảnh%2C 50%25 %3A 1.jpg"
    assert named.startswith(f"::error file={place},line=1,title=EX016 Tên tệp không hợp lệ::")
    assert "“ảnh, 50%25 : 1.jpg”" in named
    assert any(",line=7,col=16,title=EX103 " in line for line in commands)


def test_sarif_has_the_shape_of_its_standard(content: Content) -> None:
    value = json.loads(report_sarif(content))
    Draft202012Validator(SARIF).validate(value)
    (run,) = value["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    paths = [unquote(item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) for item in run["results"]]
    assert paths == [issue.place.path for issue in content.issues]
    assert rules[0]["helpUri"] == "https://example.org/huong-dan/loi/EX016/"


def test_every_severity_has_a_word_in_every_format(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    (root / "content/plans/kh-12-ubnd-xa-suoi-mo-2026/ke-hoach.pdf").unlink()
    plan = root / "content/plans/kh-12-ubnd-xa-suoi-mo-2026/index.md"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("attachments:\n  - {file: ke-hoach.pdf, kind: ban-ky}\n", "")
    )
    content = check_content(root, today=TODAY)
    assert [issue.code for issue in content.issues] == [Code.PAPER_INCOMPLETE]
    assert "LƯU Ý EX509" in report_text(content)
    assert report_github(content).startswith("::notice file=")
    assert json.loads(report_sarif(content))["runs"][0]["results"][0]["level"] == "note"
    assert json.loads(report_json(content))["issues"][0]["severity"] == "info"
