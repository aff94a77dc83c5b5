"""The corpus that measuring stands on: sound, as large as asked for, the same every time."""

from __future__ import annotations

from pathlib import Path

from exemplary.content import check_content
from exemplary.issues import Severity
from proof.corpus import TODAY, make_corpus
from sites import files_of


def test_a_corpus_is_sound_and_has_what_it_says(tmp_path: Path) -> None:
    make_corpus(tmp_path / "content", 120)
    content = check_content(tmp_path, today=TODAY)
    assert content.count(Severity.ERROR) == 0
    assert {kind: len(content.library.of(kind)) for kind in ("exemplar", "plan", "campaign", "unit", "practice")} == {
        "exemplar": 120, "plan": 20, "campaign": 12, "unit": 60, "practice": 1,
    }  # fmt: skip
    assert len({record.introduced_on.year for _, record in content.library.records("exemplar")}) == 5


def test_a_corpus_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("first", "second"):
        make_corpus(tmp_path / name, 30)
    assert files_of(tmp_path / "first") == files_of(tmp_path / "second")
