"""Abbreviations: one meaning each, units' own derived, the first use on a page explained, nothing else touched."""

from __future__ import annotations

import html
import re
import time

import pytest

from exemplary.model.abbreviations import ABBREVIATIONS, DOCUMENT_SYMBOLS, unit_abbreviations
from exemplary.render.explain import anchors_of, explained
from exemplary.text import collation_key, fold, nfc, words

ANCHORS = anchors_of(ABBREVIATIONS)


def _explained(text: str) -> str:
    return explained(text, ABBREVIATIONS, ANCHORS, "guong/ba-hoa/")


def test_every_abbreviation_is_short_for_its_own_meaning_and_no_syllable_by_itself() -> None:
    for short, full in ABBREVIATIONS.items():
        assert nfc(short) == short
        assert nfc(full) == full
        assert len(short) < len(full)
        assert short == short.upper() or short == "CĐS"
    folded = [" ".join(words(fold(short))) for short in ABBREVIATIONS]
    assert len(folded) == len(set(folded)), "two abbreviations that nobody can tell apart without marks"
    assert not set(ABBREVIATIONS) & set(DOCUMENT_SYMBOLS), "what is ambiguous is explained only as part of a number"


def test_units_of_several_places_share_a_short_form_and_ambiguous_ones_have_none() -> None:
    units = [
        ("SNV", "Sở Nội vụ tỉnh Nam Định"), ("SNV", "Sở Nội vụ tỉnh Cao Bằng"), ("NV", "Phòng Nội vụ huyện Thạch An"),
        ("UBND", "Ủy ban nhân dân xã Suối Hoa"), ("STT", "Sở Thể thao tỉnh A"), ("STT", "Sở Tài chính tỉnh A"),
        ("BXD", "Ban Xây dựng (mẫu)"),
    ]  # fmt: skip
    assert unit_abbreviations(units) == {"SNV": "Sở Nội vụ", "BXD": "Ban Xây dựng"}


def test_only_the_first_use_is_explained_and_leads_to_the_glossary() -> None:
    made = _explained("<p>UBND xã và UBND tỉnh, GD&amp;ĐT.</p>")
    assert made.count("<abbr") == 2
    assert (
        '<a class="short" href="../../viet-tat/#ubnd"><abbr title="Ủy ban nhân dân">UBND</abbr></a> xã và UBND' in made
    )
    assert '<abbr title="Giáo dục và Đào tạo">GD&amp;ĐT</abbr>' in made


@pytest.mark.parametrize(
    "text",
    [
        '<h2 id="ubnd">UBND xã</h2>', '<p><a href="/ubnd/">UBND xã</a></p>', "<p><code>UBND</code></p>",
        '<p><img alt="trụ sở UBND" src="a.jpg"></p>', "<p>Số: 12/KH-UBND</p>", "<p>UBND-KT</p>", "<p>QUBNDX</p>",
        "<p>KH, TT, CT</p>", '<abbr title="x">UBND</abbr>', "<p>A&UBND;</p>",
    ],
)  # fmt: skip
def test_headings_links_code_attributes_and_numbers_of_documents_stay_as_they_are(text: str) -> None:
    assert _explained(text) == text


def test_the_text_that_is_read_does_not_change() -> None:
    text = "<p>HĐND, UBND &amp; MTTQ xã; KT-XH, NTM.</p><h3>UBND</h3><ul><li>ĐHTT (TĐKT)</li></ul>"

    def read(markup: str) -> str:
        return html.unescape(re.sub("<[^>]+>", "", markup))

    assert read(_explained(text)) == read(text)
    assert _explained(text).count("<abbr") == 7


def test_a_long_page_is_explained_in_a_moment() -> None:
    text = "<p>Ủy ban nhân dân xã họp bàn việc làm đường.</p>" * 2000
    started = time.perf_counter()
    _explained(text)
    assert time.perf_counter() - started < 0.5


def test_anchors_are_unique_even_where_marks_fold_away() -> None:
    assert anchors_of(["ĐTN", "DTN", "A-B"]) == {"A-B": "a-b", "DTN": "dtn", "ĐTN": "dtn-2"}
    assert sorted(ABBREVIATIONS, key=collation_key)
