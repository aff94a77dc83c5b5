"""How practices travel, as the pages tell it: pictures and tables agree, suggestions have reasons, news has a feed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import feedparser
import pytest


@pytest.fixture(scope="module")
def page(site: Path) -> str:
    """The page of what travels."""
    return (site / "nhan-rong" / "index.html").read_text(encoding="utf-8")


def table(page: str, look: str) -> list[list[str]]:
    """Return the cells of a table's rows as text."""
    found = re.search(rf'<table class="{look}">.*?<tbody>(.*?)</tbody>', page, re.DOTALL)
    assert found, look
    cells = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
    return [cells.findall(row) for row in re.findall(r"<tr>(.*?)</tr>", found[1], re.DOTALL)]


def picture(page: str, look: str) -> str:
    """Return a picture of the page."""
    found = re.search(rf'<svg class="chart {look}.*?</svg>', page, re.DOTALL)
    assert found, look
    return found[0]


def test_the_picture_of_the_quarters_holds_the_figures_of_its_table(page: str) -> None:
    rows = table(page, "spread-quarters")
    drawn = re.findall(r"<text x=[^>]*>(\d+)</text>", picture(page, "chart-quarters"))
    assert drawn == [row[lane] for lane in (1, 2, 3) for row in rows if row[lane] != "0"]
    began = sum(int(row[1]) for row in rows)
    assert f"{began} lần làm theo" in page


def test_the_picture_of_the_flows_holds_the_figures_of_its_table(page: str) -> None:
    rows = table(page, "spread-flows")
    drawn = re.findall(r'class="flow-count"[^>]*>(\d+)<', picture(page, "chart-flows"))
    assert sorted(drawn) == sorted(row[2] for row in rows)
    for origin, adopter, copies in rows:
        assert f"{origin} đến {adopter}: {copies} lượt" in picture(page, "chart-flows")


def test_a_copy_of_a_copy_hangs_below_the_one_it_learned_from(page: str) -> None:
    below = re.search(r"Xóm Bản Chang[^<]*</a>(?:(?!</li>).)*<ul>(.*?)</ul>", page, re.DOTALL)
    assert below
    assert "Xóm Đông Luông" in below[1]


def test_the_figures_by_state_add_up(page: str) -> None:
    states = re.findall(r'<li class="is-(?!lapsed)[\w-]+"><b>(\d+)</b>', page)
    assert f"{sum(map(int, states))} lần làm theo" in page


def test_new_replications_have_a_feed_that_the_page_names(site: Path, page: str) -> None:
    assert re.search(r'<link rel="alternate" type="application/atom\+xml"[^>]*href="feed\.xml">', page)
    assert re.search(r'<link rel="alternate" type="application/feed\+json"[^>]*href="feed\.json">', page)
    feed = feedparser.parse((site / "nhan-rong" / "feed.xml").read_bytes())
    assert not feed.bozo
    days = [entry.updated for entry in feed.entries]
    assert days == sorted(days, reverse=True)
    copies = json.loads((site / "api" / "v1" / "replications.json").read_text(encoding="utf-8"))
    assert len(feed.entries) == min(30, copies["count"])
    newest = feed.entries[0]
    assert newest.title.startswith("[Mẫu] ")
    assert " làm theo: " in newest.title
    assert newest.published < newest.updated


def test_a_unit_is_told_at_most_five_practices_each_with_a_reason_and_none_it_has_tried(site: Path) -> None:
    told = 0
    for path in sorted((site / "don-vi").glob("*/index.html")):
        text = path.read_text(encoding="utf-8")
        found = re.search(r'<ul class="rows suggestions">(.*?)</section>', text, re.DOTALL)
        if not found:
            continue
        told += 1
        items = found[1].split("<li><h3>")[1:]
        assert 1 <= len(items) <= 5
        assert all('<ul class="ticks small"><li>' in item for item in items)
        tried = re.search(r'id="phan-mo-hinh".*?</section>', text, re.DOTALL)
        offered = set(re.findall(r'<h3><a href="[^"]*">(.*?)</a>', f"<h3>{'<h3>'.join(items)}"))
        assert not tried or not offered & set(re.findall(r'<h3><a href="[^"]*">(.*?)</a>', tried[0]))
    assert told > 10
