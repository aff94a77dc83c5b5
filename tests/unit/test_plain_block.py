"""What is read without a YAML parser is what YAML reads; everything else is left to it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

import pytest

from builders import BASE
from exemplary.read.front_matter import _read_events, _Reader, _Scan
from exemplary.read.plain_block import read_plain

REPO: Final = Path(__file__).parents[2]
PIECES: Final = (
    "a", "b: ", "key: ", "k", "- ", "  ", "    ", " ", "\n", "\n", "\n", "[", "]", "{", "}", ", ", ",", "x", "'", '"',
    "#", " #", ":", "~", "null", "-", "*", "&", "!", "|", ">", "é", "1", "...", "---", "\u00a0", "\t", "?", "<<: ", "%",
    "@", "`", "=", "http://x", "  - ", "\n  ", "\n- ", "\n  b: ", "[a, b]", "{a: b}", "\\", "e\u0301", "\u2028", "\x85",
)  # fmt: skip


def as_yaml(text: str) -> object:
    """Return what YAML reads in a block in which nothing is wrong, else what is wrong."""
    slips = list(_Scan(text.split("\n")).slips())
    reader = _Reader("a.md", 1, text)
    fields = _read_events(reader)
    return slips or reader.findings or fields


def blocks() -> list[str]:
    """Return the front matters and registries of the samples and of the folder that tests begin with."""
    files = [path.read_text(encoding="utf-8") for root in (REPO, BASE) for path in (root / "content").rglob("*.md")]
    made = [text.split("\n---\n", 1)[0].removeprefix("---\n") for text in files if text.startswith("---\n")]
    registries = (REPO / "content" / "registry").glob("*.yml")
    return [*made, *(path.read_text(encoding="utf-8") for path in registries)]


def test_most_files_are_plain_and_read_as_yaml_reads_them() -> None:
    read = [(block, read_plain(block)) for block in blocks()]
    plain = [(block, fields) for block, fields in read if fields is not None]
    assert len(plain) > len(read) * 3 // 4
    for block, fields in plain:
        assert fields == as_yaml(block)


def test_what_is_read_of_any_text_is_what_yaml_reads() -> None:
    chance = random.Random(20261122)  # noqa: S311 - to repeat
    held = blocks()
    agreed = 0
    for _ in range(30_000):
        lines = chance.choice(held).split("\n")
        start = chance.randrange(len(lines))
        text = "\n".join(lines[max(0, start - chance.randint(0, 6)) : start + chance.randint(1, 6)])
        if chance.random() < 1 / 2:
            text = chance.choice(("", "k: ", "k:\n")) + "".join(chance.choices(PIECES, k=chance.randint(1, 14)))
        for _ in range(chance.randint(0, 3)):
            place = chance.randint(0, len(text))
            text = text[:place] + chance.choice(PIECES) + text[place + chance.choice((0, 0, 1, 2)) :]
        fields = read_plain(text)
        if fields is not None:
            agreed += 1
            assert repr(fields) == repr(as_yaml(text)), text
    assert agreed > 3_000


@pytest.mark.parametrize(
    "block",
    [
        "a: b: c", "a: b #c", "a: *b", "a: &b c", "a: !b c", "a: |\n  b", "a: b\n  c", "a: b\na: c",
        'a: "b\\n"', 'a: "b\n  c"', "a: [b, [c]]", "a: {b: {c: d}}", "a: [b: c]", "a: {b: c, b: d}", "a:\n- b: \n- c:",
        "a: b\n c: d", "a:\n    b: c\n  d: e", "- a", "a:\n  - b\n  c: d", "a:\tb", "<<: a", "a: [b", "a: - b",
        "a: ? b",
    ],
)  # fmt: skip
def test_whatever_could_mean_two_things_is_left_to_yaml(block: str) -> None:
    assert read_plain(block) is None
