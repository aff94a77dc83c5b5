"""The words of the built site: Vietnamese everywhere; dates, numbers and documents as people here write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest

SPOKEN: Final = frozenset({"title", "alt", "aria-label", "aria-description", "placeholder", "label", "summary"})
"""Attributes that are read out or shown."""
SILENT: Final = frozenset({"script", "style", "code", "pre", "kbd", "samp"})
VOID: Final = frozenset({"meta", "link", "br", "img", "hr", "input", "source", "wbr", "path", "use", "circle", "col"})
ENGLISH: Final = re.compile(
    r"\b(?:search|next|previous|prev|close|skip|home|page|copy|copied|share|loading|error|warning|read|more|click|here|"
    r"back|toggle|dark|light|language|download|upload|edit|print|tags?|not found|results?|untitled|undefined|null|none|"
    r"true|false|filters?|clear|submit|send|cancel|open|and|or|of|the|with|updated|published|author|footnote|"
    r"contents|navigation|breadcrumb|pagination|gallery|image|photo|picture|table|chart|logo|icon|button|link)\b",
    re.IGNORECASE,
)
NAMES: Final = re.compile(r"\b(?:JSON Feed|JSON Schema|JavaScript|Atom|Facebook|Zalo|Open Graph)\b|https?://\S+")
SHORT_DATE: Final = re.compile(r"(?<![\d/.])(?:\d/\d{1,2}|\d{2}/\d)/(?:19|20)\d\d(?!\d)")
ISO_DATE: Final = re.compile(r"(?<![\d/-])(?:19|20)\d\d-\d\d-\d\d(?!\d)")
ENGLISH_NUMBER: Final = re.compile(
    r"(?<![\d.,/])\d{1,3}(?:,\d{3})+(?![\d,])|(?<![\d.,/])\d+\.\d{1,2}(?![\d.]) ?(?:%|km|m²|ha|kg|tấn|đồng)"
)
BARE_THOUSANDS: Final = re.compile(r"(?<![\d.,/-])\d{5,}(?: ?(?:đồng|m²|hộ|người|cây|kg|km)\b)")
LONG_DATE: Final = re.compile(r"ngày (\d+) tháng (\d+) năm \d{4}")


class _Spoken(HTMLParser):
    """Gathers what a reader sees or hears: texts and spoken attributes, no code, nothing in another language."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.structured: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._json = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        silent = bool(self._open and self._open[-1][1]) or tag in SILENT or held.get("lang", "vi") != "vi"
        self._json = held.get("type") == "application/ld+json"
        if not silent:
            self.said += [value for name, value in held.items() if name in SPOKEN]
            if tag == "meta" and (
                held.get("name") == "description"
                or held.get("property", "").endswith((":title", ":description", ":alt", ":site_name"))
            ):
                self.said.append(held["content"])
        if tag not in VOID:
            self._open.append((tag, silent))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        self._json = False

    def handle_data(self, data: str) -> None:
        if self._json:
            self.structured.append(data)
        elif not (self._open and self._open[-1][1]):
            self.said.append(data)


def _told(value: object, key: str = "") -> Iterator[str]:
    """Yield the texts of structured data that a search engine shows."""
    if isinstance(value, str) and key in {"name", "headline", "description", "caption"}:
        yield value
    for inner, held in value.items() if isinstance(value, dict) else ():
        yield from _told(held, inner)
    for held in value if isinstance(value, list) else ():
        yield from _told(held, key)


@pytest.fixture(scope="session")
def said(site: Path) -> dict[str, list[str]]:
    """What every page says, by its file; the guide for staff names keys of files, so it is left out."""
    found: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if name.startswith("huong-dan/"):
            continue
        parser = _Spoken()
        parser.feed(path.read_text(encoding="utf-8"))
        structured = [text for raw in parser.structured for text in _told(json.loads(raw))]
        found[name] = [" ".join(text.split()) for text in (*parser.said, *structured) if text.strip()]
    return found


def _offending(said: dict[str, list[str]], pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    return [(name, text[:120]) for name, texts in said.items() for text in texts if pattern.search(NAMES.sub("", text))]


def test_no_english_word_is_left_on_a_page(said: dict[str, list[str]]) -> None:
    assert len(said) > 200
    assert _offending(said, ENGLISH) == []


def test_no_english_word_is_left_in_the_scripts_or_feeds(site: Path) -> None:
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in sorted((site / "assets").glob("*.js")))
    shown = re.findall(
        r'(?:textContent = |element\("(?:p|button|h2|label|span|summary|option)", )[`"]([^`"]+)[`"]', scripts
    )
    assert len(shown) > 10
    assert [text for text in shown if ENGLISH.search(text)] == []
    for path in sorted(site.rglob("feed.json")):
        feed = json.loads(path.read_text(encoding="utf-8"))
        for text in (feed["title"], *(item["title"] for item in feed["items"])):
            assert not ENGLISH.search(text), (path, text)


def test_dates_have_two_digits_for_day_and_month(said: dict[str, list[str]]) -> None:
    assert _offending(said, SHORT_DATE) == []
    assert _offending(said, ISO_DATE) == []


def test_numbers_have_dots_between_thousands_and_a_comma_before_decimals(said: dict[str, list[str]]) -> None:
    assert _offending(said, ENGLISH_NUMBER) == []
    assert _offending(said, BARE_THOUSANDS) == []


def test_dates_of_documents_take_a_zero_where_the_decree_wants_it(said: dict[str, list[str]]) -> None:
    plans = (texts for name, texts in said.items() if name.startswith("ke-hoach/"))
    found = [match for texts in plans for text in texts for match in LONG_DATE.findall(text)]
    assert found
    for day, month in found:
        assert len(day) == 2
        assert month == (month.lstrip("0").zfill(2) if int(month) <= 2 else str(int(month)))


def test_a_plan_shows_its_number_as_documents_do(said: dict[str, list[str]]) -> None:
    numbers = [
        text
        for name, texts in said.items()
        if name.startswith("ke-hoach/")
        for text in texts
        if text.startswith("Số: ")
    ]
    assert numbers
    assert all(re.fullmatch(r"Số: (?:\d{2,}|…)/KH-[A-ZĐ&]+", text) for text in numbers), numbers


def test_what_has_become_of_a_unit_is_said_once_a_page(site: Path) -> None:
    for path in sorted((site / "ke-hoach").glob("*/index.html")):
        now = re.findall(r'>([^<]+)</a> <span class="now">\((?:nay|đã kết thúc)', path.read_text(encoding="utf-8"))
        assert len(now) == len(set(now)), path


def test_every_page_is_marked_as_vietnamese(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        assert '<html lang="vi">' in path.read_text(encoding="utf-8"), path


def test_every_explained_abbreviation_stands_in_the_glossary(site: Path) -> None:
    glossary = (site / "viet-tat/index.html").read_text(encoding="utf-8")
    known = dict(re.findall(r'<div id="([^"]+)"><dt>([^<]+)</dt>', glossary))
    used = {
        found
        for path in site.rglob("*.html")
        for found in re.findall(
            r'viet-tat/#([^"]+)"><abbr title="[^"]+">([^<]+)</abbr>', path.read_text(encoding="utf-8")
        )
    }
    assert len(used) > 3
    assert all(known[anchor] == short for anchor, short in used)
