"""The public pages of reports: what they count and name, what they weigh, and that files are made only when needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from district import DISTRICT, PLAN, STORIES, TODAY, exemplar, make_library
from exemplary.cache import fingerprint
from exemplary.library import Library
from exemplary.measure.progress import measure_plans
from exemplary.model.values import When
from exemplary.publishable import publishable
from exemplary.render.articles import Articles
from exemplary.render.pages.plans import review_pages
from exemplary.render.pages.reports import LISTED, report_pages
from exemplary.render.site import PageDraft, Site
from exemplary.report.files import report_files
from exemplary.report.overview import MONTHS, NAMED, PublicReports, public_reports
from exemplary.report.question import Question
from exemplary.report.review import draft_review
from sites import REPO

LARGEST: Final = 150_000
"""Bytes of HTML that a page may have, with some 12,000 of the theme's shell."""
SHELL: Final = 12_000
OFFICE: Final = ("site", "site", {"name": "Trang thử", "url": "https://example.org/"})


def asked(library: Library, today: date = TODAY) -> tuple[Site, Question]:
    """Return the site of a library, and the question that its reports answer."""
    public = publishable(library)
    progress = measure_plans(library, today)
    return Site(public, {}, today, progress), Question(library, today, view=public.library, measured=progress)


def pages_of(library: Library, today: date = TODAY) -> tuple[dict[str, PageDraft], dict[str, str], PublicReports]:
    """Return the pages of reports by address, as drafts and as HTML, and what they were made from."""
    site, question = asked(library, today)
    reports = public_reports(question)
    drafts = {draft.address: draft for draft in report_pages(site, reports)}
    articles = Articles(REPO / "theme", site)
    return drafts, {name: articles.article(draft) for name, draft in drafts.items()}, reports


def district(*more: tuple[str, str, Any]) -> Library:
    """Return the worked district with these records as well."""
    return make_library([OFFICE, *DISTRICT, *STORIES, *more])


def cells_of(page: str, name: str) -> list[list[str]]:
    """Return the cells of the rows of a page's tables whose first words are these."""
    rows = re.findall(rf'<tr><th scope="row">(?:<a[^>]*>)?{name}(?:</a>)?</th>(.*?)</tr>', page)
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]


def test_there_is_a_page_for_everything_each_plan_and_each_month_until_today() -> None:
    drafts, _, _ = pages_of(district())
    months = [f"bao-cao/thang/{year}-{month:02d}/" for year, month in
              [(2024, 12), *((2025, number) for number in range(1, 13)), (2026, 1)]]  # fmt: skip
    assert list(drafts) == ["bao-cao/", f"ke-hoach/{PLAN}/bao-cao/", *months]


def test_the_page_of_a_month_has_the_figures_of_its_list_and_its_neighbours() -> None:
    """March 2025, as in the tests of the report: b on time with a draft, a late from February."""
    _, pages, _ = pages_of(district())
    page = pages["bao-cao/thang/2025-03/"]
    assert cells_of(page, "Đơn vị a") == [["0", "1", "1", "0", "0"]]
    assert cells_of(page, "Đơn vị b") == [["1", "0", "1", "0", "1"]]
    assert cells_of(page, "Đơn vị d") == [["0", "0", "0", "0", "0"]]
    assert 'chốt hết ngày <time datetime="2025-03-19">19/03/2025</time>' in page
    assert 'rel="prev" href="../2025-02/"' in page
    assert 'rel="next" href="../2025-04/"' in page
    for ending in ("csv", "xlsx", "docx"):
        assert f'href="danh-sach-2025-03.{ending}"' in page
    assert 'href="../../../guong/03/"' in page
    assert "guong/10" not in page
    assert 'rel="prev"' not in pages["bao-cao/thang/2024-12/"]
    assert 'rel="next"' not in pages["bao-cao/thang/2026-01/"]


def test_nothing_withheld_is_named_on_any_page_or_in_any_file() -> None:
    secret = {"title": "Chuyện chưa được kể ra ngoài", "name": "Lò Thị Kín", "stage": "cong-nhan",
              "stage_history": [{"to": "cong-nhan", "date": "2024-12-21"}]}  # fmt: skip
    library = district(
        exemplar("bi-mat-1", "a", "2024-12-20", "ca-nhan", "x", **secret, status="nhap"),
        exemplar("bi-mat-2", "b", "2024-12-20", "ca-nhan", "x", **secret, consent={"status": "da-rut"}),
    )
    _, pages, reports = pages_of(library)
    _, question = asked(library)
    files = {made.name: made.make().data for made in report_files(question, reports) if made.name.endswith("csv")}
    for text in (*pages.values(), *(data.decode() for data in files.values())):
        assert not re.search("kể ra ngoài|Thị Kín|bi-mat", text)
    assert "Ngoài ra có 2 gương chưa công bố." in pages["bao-cao/"], "both were recognised and not looked at for a year"


def test_a_draft_outside_of_plans_changes_nothing_at_all() -> None:
    _, before, _ = pages_of(district())
    loose = exemplar("80", "a", "2025-05-05", "ca-nhan", "x", plan=None, status="nhap", stage="cong-nhan")
    assert pages_of(district(loose))[1] == before
    shown = exemplar("81", "a", "2025-05-05", "ca-nhan", "x", plan=None)
    assert pages_of(district(shown))[1] != before


def test_samples_stand_for_the_whole_only_where_there_is_nothing_else_and_say_so() -> None:
    _, pages, reports = pages_of(district())
    assert not reports.whole.sample
    assert "minh họa" not in pages["bao-cao/"]
    made_up = [(kind, key, {**fields, "sample": "true"} if kind in {"exemplar", "plan"} else fields)
               for kind, key, fields in [OFFICE, *DISTRICT, *STORIES]]  # fmt: skip
    _, pages, reports = pages_of(make_library(made_up))
    assert reports.whole.sample
    for name, page in pages.items():
        assert "minh họa" in page, name
    sections = re.findall(r'<section class="part report-part".*?</section>', pages["bao-cao/"], re.DOTALL)
    assert sections
    assert all("(số liệu minh họa)" in section for section in sections)


def test_every_drawing_says_what_its_table_says_and_has_a_file() -> None:
    drafts, pages, reports = pages_of(district())
    names = {made.name for made in report_files(asked(district())[1], reports)}
    blocks = drafts["bao-cao/"].values["blocks"]
    drawn = [block for block in blocks if block.chart]
    assert [block.id for block in drawn] == ["don-vi-thang", "lua-chon", "cac-buoc", "tung-nam", "nghe-nghiep"]
    for block in drawn:
        assert f'id="bieu-do-{block.id}-ten"' in block.chart
        assert re.search(r"<desc[^>]*>[^<]{20,}</desc>", block.chart)
        assert block.file in names
    heat = next(block for block in drawn if block.id == "don-vi-thang")
    assert len(heat.table.columns) == MONTHS + 2
    # 2025-02 of a is late, 01/2025 is out of sight: the twelve newest months are 02/2025 to 01/2026.
    first = next(block for block in drafts[f"ke-hoach/{PLAN}/bao-cao/"].values["blocks"] if block.id == "don-vi-thang")
    marks = dict(zip((row[0] for row in first.table.rows), first.table.marks, strict=False))
    assert marks["Đơn vị a"][1:3] == ("muon", "thieu")
    assert marks["Đơn vị f"][5:7] == ("dat", "mien")
    assert 'id="don-vi-a"' in pages[f"ke-hoach/{PLAN}/bao-cao/"], "where the unit's own page links to"
    assert ">1m<" in first.chart


def test_a_site_without_plans_has_its_page_too() -> None:
    drafts, pages, _ = pages_of(make_library([OFFICE]))
    assert list(drafts) == ["bao-cao/"]
    assert "Chưa có kế hoạch nào" in pages["bao-cao/"]


def test_files_are_made_anew_only_when_what_they_say_has_changed() -> None:
    def keys(library: Library, today: date = TODAY) -> dict[str, str]:
        _, question = asked(library, today)
        return {made.name: made.key for made in report_files(question, public_reports(question))}

    before = keys(district())
    assert keys(district()) == before
    assert all(before.values())
    after = keys(district(exemplar("70", "c", "2026-01-24", "ca-nhan", "x")))
    changed = {name for name, key in after.items() if before.get(name) != key}
    assert "bao-cao/bao-phu.docx" in changed
    assert not [name for name in changed if "/thang/" in name and "2026-01" not in name]
    tomorrow = keys(district(), TODAY + timedelta(days=1))
    assert {name for name in tomorrow if "/thang/2025" in name and tomorrow[name] != before[name]} == set()


def _crowd(units: int, months: int, stories: int) -> Iterator[tuple[str, str, Any]]:
    """Yield one plan with so many units over so many months, and stories spread over them."""
    yield OFFICE
    names = [f"don-vi-{number}" for number in range(units)]
    yield from (("unit", name, {"name": f"Ủy ban nhân dân xã Bản số {name[7:]} vùng cao"}) for name in names)
    fields = [f"linh-vuc-{number}" for number in range(12)]
    yield from (
        ("campaign", field, {"name": f"Cả nước chung sức xây dựng việc tốt {field[9:]}", "kind": "linh-vuc",
                             "level": "xa", "subjects": ["ca-nhan"], "status": "dang-trien-khai"})
        for field in fields
    )  # fmt: skip
    yield ("plan", PLAN, {
        "title": "Kế hoạch nhân rộng điển hình của tỉnh", "doc_type": "ke-hoach", "number": "7", "symbol": "KH-UBND",
        "number_status": "du", "issued_on": "2022-01-01", "issuer": names[0], "period": "2022-2026",
        "campaigns": [{"ref": field} for field in fields],
        "quotas": [{"kind": "introduction", "op": "gte", "n": "1", "per": ["unit", "month"], "units": names},
                   {"kind": "selection", "op": "eq", "n": "1", "type": "tap-the", "per": ["campaign", "period"]}],
        "deadlines": [{"before_day": "20", "every": "month", "to": names[0]}],
    })  # fmt: skip
    first = date(2022, 1, 1)
    for number in range(stories):
        day = first + timedelta(days=number * months * 30 // stories)
        yield exemplar(
            f"chuyen-ve-mot-viec-tot-{number}", names[number * 7 % units], day.isoformat(), "ca-nhan",
            fields[number % 12], title=f"Một việc tốt ở xóm số {number} được kể lại từ đầu đến cuối",
            stage="cong-nhan", stage_history=[{"to": "cong-nhan", "date": day.isoformat()}],
        )  # fmt: skip


def test_no_page_is_too_large_with_three_thousand_stories_of_a_hundred_communes_over_five_years() -> None:
    library = make_library(_crowd(100, 60, 3600))
    drafts, pages, reports = pages_of(library, date(2026, 12, 31))
    sizes = {name: len(page.encode()) + SHELL for name, page in pages.items()}
    assert len([name for name in sizes if "/thang/" in name]) == 60
    assert max(sizes.values()) < LARGEST, sorted(sizes.items(), key=lambda item: -item[1])[:3]
    (stale,) = [table for table in reports.whole.report.tables if table.id == "ra-soat"]
    assert len(stale.rows) == NAMED
    assert len(fingerprint(drafts["bao-cao/"])) == 24


def test_a_month_of_very_many_names_is_cut_on_the_page_and_whole_in_its_files() -> None:
    library = make_library(_crowd(3, 1, LISTED + 40))
    _, pages, reports = pages_of(library, date(2022, 2, 25))
    page = pages["bao-cao/thang/2022-02/"]
    (month,) = [held for held in reports.months if held.window == When.parse("2022-02")]
    named = month.report.tables[1]
    assert page.count('href="../../../guong/') == min(LISTED, len(named.rows))
    assert replace(named, rows=()) != named


def _review_page(library: Library, today: date) -> str:
    site, _ = asked(library, today)
    drafts = {draft.address: draft for draft in review_pages(site)}
    held = [draft for draft in drafts.values() if draft.template == "review.html"]
    return Articles(REPO / "theme", site).article(held[0]) if held else ""


def test_the_figures_of_a_review_are_pinned_with_their_day_once_it_is_published() -> None:
    """The draft counts until 30/06/2025; what is introduced or published afterwards does not change the page."""
    records = [record for record in [OFFICE, *DISTRICT, *STORIES] if record[0] != "review"]
    made = draft_review(make_library(records), PLAN, When.parse("2025-H1"), "", today=TODAY)
    draft = ("review", made.id, made.fields)
    assert _review_page(make_library([*records, draft]), TODAY) == "", "a draft has no page"
    published = ("review", made.id, {**made.fields, "status": "cong-bo"})
    page = _review_page(make_library([*records, published]), TODAY)
    assert "<b>6 gương</b><span>Được giới thiệu theo kế hoạch, tính đến" in page
    assert page.count("30/06/2025") == len(made.fields["figures"]) + 1
    late = [exemplar(f"9{number}", "b", "2025-04-10", "ca-nhan", "x") for number in range(3)]
    again = draft_review(make_library([*records, *late]), PLAN, When.parse("2025-H1"), "", today=TODAY)
    assert again.fields["figures"] != made.fields["figures"], "what is counted has changed"
    assert _review_page(make_library([*records, *late, published]), TODAY + timedelta(days=99)) == page
