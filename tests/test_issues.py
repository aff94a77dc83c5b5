"""Golden folders: one for each code, with what it changes in a valid folder and the report that a person gets.

`pytest tests/test_issues.py --bless` writes the reports anew.
"""

from __future__ import annotations

import re
import string
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from builders import BASE, ISSUES, make_case
from exemplary.content import Content, check_content
from exemplary.issues import Code, Issue
from exemplary.messages_vi import FAMILIES, WORDING
from exemplary.reporters import report_text

TODAY: Final = date(2026, 11, 22)
CASES: Final = sorted(path for path in ISSUES.iterdir() if path.name.startswith("EX"))
BY_NUMBER: Final = {code.number: code for code in Code}
ELSEWHERE: Final = {
    Code.LEAK: "test_leak.py::test_a_leak_stops_the_build_and_keeps_the_last_good_site",
    Code.BAD_VALUE: "unit/test_record.py::test_a_fault_of_a_kind_nobody_thought_of_is_told_in_vietnamese",
}
"""Codes that no content folder can bring about, with the test that stands for their golden folder."""
JARGON: Final = re.compile(
    r"\b(null|none|string|mapping|parse|list|dict|int|key|error|invalid|true/false)\b", re.IGNORECASE
)


@cache
def run(case: Path) -> tuple[tuple[Issue, ...], frozenset[str], str]:
    """Check a case once; return its issues, the codes that may go with its own, and the report."""
    with TemporaryDirectory() as folder:
        try:
            spec = make_case(case, Path(folder))
        except OSError as error:
            pytest.skip(f"this machine cannot lay out {case.name}: {error}")
        content: Content = check_content(Path(folder), today=TODAY)
        report = "".join(report_text(content).splitlines(keepends=True)[:-1])
    return content.issues, frozenset(spec.get("companions", [])), report


def test_the_valid_folder_has_no_issue_at_all() -> None:
    assert check_content(BASE, today=TODAY).issues == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_report_is_the_expected_one(case: Path, request: pytest.FixtureRequest) -> None:
    issues, companions, report = run(case)
    expected = case / "expected.txt"
    if request.config.getoption("--bless"):
        expected.write_text(report, encoding="utf-8", newline="\n")
    own = case.name.partition("-")[0]
    assert own in {issue.code.number for issue in issues}
    assert {issue.code.number for issue in issues} - {own} == companions
    assert report == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_one_fault_is_told_once(case: Path) -> None:
    issues, _, _ = run(case)
    own = case.name.partition("-")[0]
    assert len([issue for issue in issues if issue.code.number == own]) == 1


def test_every_code_has_one_golden_folder_named_after_it() -> None:
    wanted = [f"{code.number}-{code.name.lower().replace('_', '-')}" for code in Code if code not in ELSEWHERE]
    assert [case.name for case in CASES] == sorted(wanted)


@pytest.mark.parametrize(("code", "test"), ELSEWHERE.items(), ids=lambda value: getattr(value, "name", ""))
def test_a_code_without_a_folder_has_a_test_of_its_own(code: Code, test: str) -> None:
    file, _, name = test.partition("::")
    assert f"def {name}(" in (ISSUES.parent / file).read_text(encoding="utf-8"), code


def test_numbers_of_codes_are_used_once_and_rise() -> None:
    numbers = [code.number for code in Code]
    assert numbers == sorted(set(numbers))


def test_every_code_is_of_one_family() -> None:
    assert {code.number[:3] for code in Code} == set(FAMILIES)


@pytest.mark.parametrize("code", Code, ids=lambda code: code.number)
def test_every_code_has_all_its_words(code: Code) -> None:
    wording = WORDING[code]
    assert all((wording.title, wording.message, wording.hint, wording.wrong, wording.right))
    assert wording.wrong != wording.right
    assert max(wording.wrong.count("\n"), wording.right.count("\n")) < 6


@pytest.mark.parametrize("code", Code, ids=lambda code: code.number)
def test_words_are_vietnamese_sentences(code: Code) -> None:
    wording = WORDING[code]
    assert wording.title[0].isupper()
    assert not wording.title.endswith(".")
    assert re.match(r"[A-ZĐÀ-Ỹ“{]", wording.message), wording.message
    assert wording.message.endswith((".", "{found}")), wording.message
    assert re.match(r"[A-ZĐÀ-Ỹ]", wording.hint), wording.hint
    assert wording.hint.endswith("."), wording.hint
    for text in (wording.title, wording.message, wording.hint):
        assert not text.isascii(), text
        assert not JARGON.search(re.sub(r"\{\w+\}", "", text)), text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_gap_in_the_words_is_filled(case: Path) -> None:
    issues, _, report = run(case)
    code = BY_NUMBER[case.name.partition("-")[0]]
    wanted = {
        name
        for text in (WORDING[code].message, WORDING[code].hint)
        for _, name, _, _ in string.Formatter().parse(text)
        if name
    }
    own = next(issue for issue in issues if issue.code is code)
    assert wanted <= {name for name, _ in own.params}
    assert "None" not in report
