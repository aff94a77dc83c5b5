"""Whatever is thrown at it, the checker answers with findings: no exception, no endless run, no place outside the file.

The mutations come from fixed seeds, so that a failure can be looked at again.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import BASE, DRAFT, PLAN, PUBLISHED, REPLICATION, UNITS, base_text, make_root
from exemplary.checks import check_entry, check_library
from exemplary.content import check_content
from exemplary.issues import Code, Finding
from exemplary.library import KINDS, Entry, entry_of, load_library
from exemplary.messages_vi import words_of
from exemplary.model.exemplar import Exemplar
from exemplary.read.body import headings_of, links_of, plain_markdown
from exemplary.read.front_matter import Document, parse_document, parse_yaml
from exemplary.read.record import read_record
from exemplary.read.source import Source, decode
from exemplary.reporters import FORMATS

TODAY: Final = date(2026, 11, 22)
BATCH: Final = 100
BATCHES: Final = 200
SECONDS: Final = 2.0
"""No single file may take longer; an ordinary one takes a thousandth of it."""
KIND_OF: Final = {PUBLISHED: "exemplar", DRAFT: "exemplar", PLAN: "plan", REPLICATION: "replication", UNITS: "unit"}
SPECIALS: Final = (
    ": ", " #", "- ", "? ", "[", "]", "{", "}", "&a ", "*a", "!!str ", "|", ">", "%", "@", "`", "\t", '"', "'", "\\",
    "---\n", "...\n", "<<: *a", "~", "null", "yes", "0653", "12:30", ",", "\\u200b", "\\x07", "\n\n", "\n  ",
    "  - \n", "{{", "{%", "<b>", "<script>", "](javascript:x)", "](//a)", "![](a)", "&amp;", "**", "```\n", "~~~\n",
    "====\n", "0912345678", "a@b.vn", "<!--",
)  # fmt: skip
NASTIES: Final = (
    "\u00a0", "\u200b", "\u202e", "\ufeff", "\u0301", "\u0323\u0302", "\u00d0", "\u0430", "\x00", "\x07", "\x1b[31m",
    "\x85", "\u2028", "\x0b", "\x7f", "\U0001f469\u200d\U0001f33e", "\U0001d406", "\uf0b7", "\ufffd", "\ud7ff",
    "\uffff", "\U0010ffff", "Uû ban nh©n d©n", "Ä\u0090iá»ƒn", "٣", "½", "ﬁ", "ß", "İ", "\u1e9e", "\u115f",
)  # fmt: skip
HUGE: Final = (
    lambda chance: "9" * chance.choice((13, 400, 5000)),
    lambda chance: "[" * chance.choice((13, 400, 5000)),
    lambda chance: "{a: " * chance.choice((13, 400)),
    lambda chance: "- " * chance.choice((13, 400)),
    lambda chance: "\n".join("  " * depth + "a:" for depth in range(chance.choice((14, 60)))),
    lambda chance: "a: &a [x]\n" + "".join(f"{key}: &{key} [*a, *a, *a]\n" for key in "bcdefg"[: chance.randint(1, 6)]),
    lambda chance: "dài " * chance.choice((100, 3000)),
    lambda chance: "\n".join(f"k{number}: v" for number in range(chance.choice((10, 300)))),
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return a file after one to four accidents."""
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(ACCIDENTS)(data, chance)
    return data


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _flip(data: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    return data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]


def _swap_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return b"\n".join(lines)


def _copy_line(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
    return b"\n".join(lines)


def _drop_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    start = chance.randrange(len(lines))
    del lines[start : start + chance.randint(1, 3)]
    return b"\n".join(lines)


def _indent(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    number = chance.randrange(len(lines))
    lines[number] = b" " * chance.randint(1, 4) + lines[number] if chance.random() < 0.5 else lines[number].lstrip()
    return b"\n".join(lines)


def _insert(data: bytes, text: str, chance: random.Random) -> bytes:
    """Insert between two characters, or half of the time anywhere, even inside one."""
    place = _place(data, chance)
    if chance.random() < 0.8:
        while 0 < place < len(data) and data[place] & 0xC0 == 0x80:
            place -= 1
    return data[:place] + text.encode("utf-8", "surrogatepass") + data[place:]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: _place(data, chance)]


def _ends(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\r", b"\x85")), chance.choice((-1, 3)))


def _value(data: bytes, chance: random.Random) -> bytes:
    """Give some key the value of another."""
    lines = data.split(b"\n")
    keyed = [number for number, line in enumerate(lines) if b": " in line]
    if len(keyed) > 1:
        here, there = chance.choice(keyed), chance.choice(keyed)
        lines[here] = lines[here].partition(b": ")[0] + b": " + lines[there].partition(b": ")[2]
    return b"\n".join(lines)


ACCIDENTS: Final[tuple[Callable[[bytes, random.Random], bytes], ...]] = (
    _flip, _swap_lines, _copy_line, _drop_lines, _indent, _cut, _ends, _value, _value,
    lambda data, chance: _insert(data, chance.choice(SPECIALS), chance),
    lambda data, chance: _insert(data, chance.choice(SPECIALS), chance),
    lambda data, chance: _insert(data, chance.choice(NASTIES), chance),
    lambda data, chance: _insert(data, chance.choice(HUGE)(chance), chance),
)  # fmt: skip


def read_file(path: str, data: bytes) -> tuple[list[Entry], list[Finding], Document | None, str]:
    """Read the bytes of one file as `load_library` does, as far as that needs no folder."""
    source, told = decode(path, data)
    findings = list(told)
    if source is None:
        return [], findings, None, ""
    kind = KINDS[KIND_OF[path]]
    if path.endswith(".md"):
        document, syntax = parse_document(source)
    else:
        document, syntax = parse_yaml(path, source.text, 1, source.digest, mend=True)
    findings += syntax
    if document is None:
        return [], findings, None, source.text
    if path.endswith(".md"):
        reading = read_record(kind.record, path, document.fields)
        entries = [entry_of(kind.name, "x", document, reading, year_folder="2026")]
        return entries, [*findings, *reading.findings], document, source.text
    entries = []
    for identifier, raw in document.fields.items():
        if isinstance(raw, dict):
            reading = read_record(kind.record, path, raw, (identifier,))
            findings += reading.findings
            entries.append(
                Entry(kind.name, identifier, path, reading.record, (identifier,), refs=reading.refs, days=reading.days)
            )
    return entries, findings, document, source.text


def assert_told(findings: list[Finding], document: Document | None, text: str) -> None:
    """Every finding has a place in the file and words that can be printed."""
    lines = text.split("\n")
    for finding in findings:
        line, column = document.locate(finding) if document else (finding.line, finding.column)
        message, hint = words_of(finding.code, dict(finding.params))
        assert (message + hint).isprintable()
        assert "None" not in re.sub("“[^”]*”", "", message), "a gap that nothing filled; a person may well type it"
        if text:
            assert 0 <= line <= len(lines), finding
            assert 0 <= column <= len(lines[line - 1]) + 1, finding


def batches() -> Iterator[tuple[str, int]]:
    """Yield which file is mutated, and with which seed."""
    names = list(KIND_OF)
    for seed in range(BATCHES):
        yield names[seed % len(names)], seed


@pytest.mark.parametrize(("name", "seed"), list(batches()), ids=lambda value: str(value).rsplit("/", 1)[-1])
def test_mutated_files_are_read_and_checked(name: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same mutations each time
    original = (BASE / name).read_bytes()
    library, _ = load_library(BASE)
    kind = KIND_OF[name]
    held = dict(library.of(kind))
    for number in range(BATCH):
        data = mutated(original, chance)
        start = time.perf_counter()
        entries, findings, document, text = read_file(name, data)
        assert_told(findings, document, text)
        for entry in entries:
            identifier = entry.id if entry.prefix else f"{entry.id}-{number}"
            held[identifier] = replace(entry, id=identifier)
        assert time.perf_counter() - start < SECONDS, data[:200]
    findings = check_library(library.only(**{kind: held}), today=TODAY)
    findings += [finding for entry in held.values() for finding in check_entry(entry, BASE)]
    for finding in findings:
        message, hint = words_of(finding.code, dict(finding.params))
        assert (message + hint).isprintable()
        assert "None" not in re.sub("“[^”]*”", "", message), "a gap that nothing filled; a person may well type it"


@pytest.mark.parametrize("seed", range(30))
def test_mutated_folders_are_checked_and_reported(seed: int, tmp_path: Path) -> None:
    chance = random.Random(1000 + seed)  # noqa: S311 - the same mutations each time
    root = make_root(tmp_path)
    files = sorted(path for path in root.rglob("*") if path.is_file())
    originals = {path: path.read_bytes() for path in files}
    for _ in range(10):
        changed = chance.sample(files, k=chance.randint(1, 4))
        for path in changed:
            path.write_bytes(mutated(originals[path], chance))
        content = check_content(root, today=TODAY)
        for report in FORMATS.values():
            report(content).encode()
        for issue in content.issues:
            assert (issue.message + issue.hint).isprintable()
            line = content.excerpts.get((issue.place.path, issue.place.line))
            assert line is None or issue.place.column <= len(line) + 1, issue
        for path in changed:
            path.write_bytes(originals[path])
    assert check_content(root, today=TODAY).issues == ()


ANY_TEXT: Final = st.text(max_size=200)
YAML_LIKE: Final = st.text(alphabet="ab:-#[]{}\"'|>&*!%@?,~ \n\t\\é", max_size=120)
MARKDOWN_LIKE: Final = st.text(alphabet="ab#=-`~[]()!<>/\\\"': \n&{}%$é", max_size=160)
PLAIN: Final = st.recursive(
    st.none() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
)
EXAMPLES: Final = settings(max_examples=400, derandomize=True, deadline=None)


@EXAMPLES
@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    source, findings = decode(DRAFT, data)
    assert source is not None or findings


@EXAMPLES
@given(YAML_LIKE | ANY_TEXT)
def test_any_front_matter_is_read_or_refused(block: str) -> None:
    source, told = decode(DRAFT, f"---\n{block}\n---\nBài.\n".encode("utf-8", "replace"))
    if source is None:
        return
    document, findings = parse_document(source)
    assert_told([*told, *findings], document, source.text)
    assert document is not None or findings


@EXAMPLES
@given(PLAIN)
def test_any_values_are_read_or_refused(value: Any) -> None:
    values = value if isinstance(value, dict) else {"title": value, "photos": value, "consent": value}
    reading = read_record(Exemplar, DRAFT, values)
    assert reading.record is None
    assert all(finding.code is not Code.BAD_VALUE for finding in reading.findings)
    assert_told(list(reading.findings), None, "")


@EXAMPLES
@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), ANY_TEXT, max_size=5))
def test_what_was_quoted_is_read_as_it_was_meant(values: dict[str, str]) -> None:
    printable = {key: "".join(char for char in text if char.isprintable()) for key, text in values.items()}
    block = yaml.safe_dump(printable, default_style='"', allow_unicode=True, width=10_000)
    source, told = decode(DRAFT, f"---\n{block}---\n".encode())
    assert source is not None
    if told:
        return
    document, findings = parse_document(source)
    assert findings == []
    assert document is not None
    assert document.fields == printable


@EXAMPLES
@given(MARKDOWN_LIKE | ANY_TEXT)
def test_any_body_keeps_its_places(body: str) -> None:
    plain = plain_markdown(body)
    assert len(plain) == len(body)
    assert [place for place, char in enumerate(plain) if char == "\n"] == [
        place for place, char in enumerate(body) if char == "\n"
    ]
    for level, _, offset in headings_of(body):
        assert 1 <= level <= 6
        assert offset == 0 or body[offset - 1] == "\n"
    for _, _, _, offset in links_of(body):
        assert body[offset] in "![<" or body[offset] == " "


def test_mending_never_makes_a_good_file_of_a_bad_one() -> None:
    text = base_text(DRAFT).replace("title: Tổ may", "title: Mô hình: tổ may")
    document, findings = parse_document(Source(DRAFT, text, "0"))
    assert document is not None
    assert [finding.code for finding in findings] == [Code.UNQUOTED_COLON]
