"""Reports: the tables of the worked district, what they never name, and the files that offices open."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from district import DISTRICT, PLAN, STORIES, TODAY, exemplar, make_library, selected
from exemplary.content import check_content
from exemplary.model.values import When
from exemplary.report.copies import replication, suggest
from exemplary.report.coverage import coverage, span_vi
from exemplary.report.desk import FORMATS, REPORTS, letterhead, written
from exemplary.report.document import document_of
from exemplary.report.months import late, month, proposals
from exemplary.report.plain import csv_of, json_of, text_of
from exemplary.report.question import Question
from exemplary.report.review import draft_review, record_of
from exemplary.report.table import Column, Kind, Report, Table
from exemplary.report.workbook import workbook_of
from exemplary.report.yearbook import yearbook
from sites import REPO, run_script


def ask(*more: tuple[str, str, Any], plan: str = "", unit: str = "", month: str = "", year: str = "") -> Question:
    """Return a question about the district, with these records as well."""
    return Question(make_library([*DISTRICT, *STORIES, *more]), TODAY, plan, unit, month, year)


def rows_of(report: Report, identifier: str) -> dict[Any, tuple[Any, ...]]:
    """Return the rows of one table by what stands first in them."""
    (table,) = [table for table in report.tables if table.id == identifier]
    return {row[0]: row[1:] for row in table.rows}


def everything() -> list[Report]:
    """Return every report of the district."""
    question = ask(unit="a", month="2025-03")
    return [make(replace(question, unit="a" if name in {"suggest", "month"} else ""))
            for name, (_, make) in REPORTS.items()]  # fmt: skip


def test_coverage_of_the_worked_district() -> None:
    """The figures are those of tests/unit/test_measure.py, worked out there on paper.

    2025 has in unit a #02 (01) and #03 (02), in g, which is not bound, #13 (05); f owes nothing from July on. a owes 14
    months, keeps 12/24, 01/25 and, late, 02/25: 3, so 11 are missing; all together 9 of 77 = 11.7 %.
    Of the 11 introduced none has registered before, two (#02 #04) came to be nurtured.
    """
    report = coverage(ask(plan=PLAN))
    months = rows_of(report, f"don-vi-thang-{PLAN}-2025")
    assert months["Đơn vị a"] == (1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2)
    assert months["Đơn vị ngoài chỉ tiêu"] == (None, None, None, None, 1, *[None] * 7, 1)
    assert months["Đơn vị f"] == (0, 0, 0, 0, 0, 1, *[None] * 6, 1)
    assert months["Cộng"] == (1, 1, 1, 0, 1, 2, 1, 0, 0, 0, 0, 0, 7)
    standing = rows_of(report, f"chi-tieu-thang-{PLAN}")
    assert standing["Đơn vị a"] == (14, 3, 1, 11, Decimal("0.214"), "03/2025–01/2026")
    assert standing["Cộng"] == (77, 9, 2, 68, Decimal("0.117"), "")
    fields = rows_of(report, f"lua-chon-{PLAN}")
    assert fields["Lĩnh vực x"] == (0, 1, "đạt", 0, 0)
    assert fields["Lĩnh vực y"] == (0, 2, "thừa", 0, 0)
    assert fields["Lĩnh vực z"] == (0, 0, "chưa đến hạn", 0, 0)
    steps = rows_of(report, f"cac-buoc-{PLAN}")
    assert [count for count, _ in steps.values()] == [11, 2, 2, 0, 0, 0, 0]


def test_the_list_of_a_month_names_only_what_is_published() -> None:
    """March 2025: #10 of b on time, a draft; #03 of a, which came on 20/02 after the list had closed."""
    report = month(ask(plan=PLAN, month="2025-03"))
    lists = rows_of(report, f"danh-sach-{PLAN}")
    assert (lists["Đơn vị a"], lists["Đơn vị b"]) == ((0, 1, 1, 0, 0), (1, 0, 1, 0, 1))
    assert lists["Đơn vị c"] == (0, 0, 0, 0, 0)
    assert lists["Cộng"] == (1, 1, 2, 0, 1)
    named = rows_of(report, f"guong-{PLAN}")
    assert list(named.values()) == [
        ("Một việc tốt của đơn vị a", "Cá nhân", "Đơn vị a", date(2025, 2, 20), "muộn")
    ]  # fmt: skip
    assert not month(ask(month="2025-03", unit="b")).tables, "b receives no list"


def test_who_missed_a_list_or_came_after_it_closed_stands_on_it_with_a_zero() -> None:
    """February 2025 closed with the 19th; #03 of a came on the 20th. f existed until June, g is bound by nothing."""
    lists = rows_of(month(ask(plan=PLAN, month="2025-02")), f"danh-sach-{PLAN}")
    assert lists["Đơn vị a"] == (0, 0, 0, 1, 0), "late for February, so it is on the list of March"
    assert set(lists) == {*(f"Đơn vị {unit}" for unit in "abcdef"), "Cộng"}
    assert "Đơn vị f" not in rows_of(month(ask(plan=PLAN, month="2025-08")), f"danh-sach-{PLAN}")


def test_the_last_moment_is_the_day_before_the_20th() -> None:
    on_the_day = exemplar("60", "c", "2025-02-19", "ca-nhan", "x")
    after = exemplar("61", "c", "2025-02-20", "ca-nhan", "x")
    assert rows_of(month(ask(on_the_day, after, plan=PLAN, month="2025-02")), f"danh-sach-{PLAN}")["Đơn vị c"] == (
        1, 0, 1, 1, 0
    )  # fmt: skip


def test_a_closed_list_is_dated_by_its_close_and_stays_the_same() -> None:
    closed = month(ask(month="2025-03"))
    assert closed.as_of == date(2025, 3, 19)
    later = replace(ask(month="2025-03"), today=date(2026, 9, 1))
    assert csv_of(month(later)) == csv_of(closed)
    assert month(ask(month="2026-02")).as_of == TODAY, "a list that has not closed is as of today"


def test_every_submission_stands_on_exactly_one_list() -> None:
    question = ask()
    listed = [item.id for lists in question.lists.values() for held in lists.values() for item in held]
    assert sorted(listed) == sorted(identifier for on in question.plans for identifier, _ in on.introduced)


def test_a_year_book_holds_everyone_once_and_names_who_may_be_named() -> None:
    """2025: #02 #03 #06 #07 #08 #10 #13 under the plan, the sample #12 apart; #10 is a draft."""
    report = yearbook(ask(year="2025"))
    fields = rows_of(report, "tong-hop")
    assert fields["Lĩnh vực x"] == (1, 2, 1, 0, 4, 3)
    assert fields["Lĩnh vực y"] == (3, 0, 0, 0, 3, 3)
    assert fields["Cộng"] == (4, 2, 1, 0, 7, 6)
    assert rows_of(report, "don-vi")["Đơn vị b"] == (1, 0, 0, 0)
    assert [row[0] for row in rows_of(report, "guong-x").values()] == ["Tên 02", "Tên 06", "Tên 08"]
    (table,) = [table for table in report.tables if table.id == "guong-x"]
    assert table.note == "Ngoài ra có 01 gương chưa công bố."
    assert [table.sample for table in report.tables if table.id.endswith("-mau")] == [True] * 3
    assert not yearbook(ask(year="2019")).tables
    assert "Tên 12" not in text_of(yearbook(ask(year="2025", plan=PLAN))), "a sample stands under no real plan"


def test_a_report_of_nothing_says_so() -> None:
    empty = yearbook(ask(year="2019"))
    assert text_of(empty).endswith("Không có số liệu nào.\n")
    with zipfile.ZipFile(BytesIO(document_of(empty, letterhead(ask())))) as paper:
        assert "Không có số liệu nào." in paper.read("word/document.xml").decode()


def test_what_became_of_each_year() -> None:
    """2024: #01 #04 #05, #04 was chosen. 2025: seven, #02 chosen. 2026: #09."""
    assert rows_of(coverage(ask(plan=PLAN)), f"tung-nam-{PLAN}") == {
        "Năm 2024": (3, 1, 1, 0, 0), "Năm 2025": (7, 1, 1, 0, 0), "Năm 2026": (1, 0, 0, 0, 0),
        "Cộng": (11, 2, 2, 0, 0),
    }  # fmt: skip


def test_what_is_late_in_the_district() -> None:
    report = late(ask())
    assert rows_of(report, "moc")["Kế hoạch số 7/KH-UBND"] == ("Báo cáo", "", date(2025, 12, 31), 25)
    assert [row[1] for table in report.tables if table.id == "moc" for row in table.rows] == ["Tổng kết", "Báo cáo"]
    sent = rows_of(report, f"gui-muon-{PLAN}")
    assert sent["Đơn vị a"] == (11, "03/2025–01/2026", 1, "02/2025")
    assert sent["Đơn vị d"] == (13, "12/2024–12/2025", 1, "01/2026")


def test_who_owes_a_review_of_itself_is_told() -> None:
    """#04 and the draft #25 were selected in H1/25 and wrote nothing; #02 as well, and wrote of H1. H1/26 runs."""
    asked = {"kind": "so-ket", "when": "2024-H1", "every": "half-year"}
    own = {"plan": PLAN, "kind": "6-thang", "by": "02", "period": "2025-H1", "held_on": "2025-07-05"}
    draft = exemplar("25", "c", "2025-05-02", "ca-nhan", "x", status="nhap", **selected("2025-06-01"))
    records = [
        (kind, name, {**held, "milestones": [asked]} if kind == "plan" else held)
        for kind, name, held in [*DISTRICT, *STORIES, draft, ("review", "cua-02", own)]
    ]
    report = late(Question(make_library(records), TODAY, PLAN))
    assert rows_of(report, f"tu-nhin-lai-{PLAN}") == {
        "Một việc tốt của đơn vị b": ("Đơn vị b", 2, "6 tháng đầu năm 2025, 6 tháng cuối năm 2025"),
        "Một việc tốt của đơn vị a": ("Đơn vị a", 1, "6 tháng cuối năm 2025"),
        "01 gương chưa công bố": ("Đơn vị c", None, ""),
    }


def test_awards_proposals_and_people_who_work_with_their_hands() -> None:
    award = {"form": "giay-khen", "number": "5/QĐ", "date": "2025-09-01", "level": "xa"}
    hands = {"occupation_group": "truc-tiep-lao-dong", "stage": "cong-nhan"}
    done = [{"to": "cong-nhan", "date": "2025-08-01"}]
    more = [
        exemplar("20", "a", "2025-07-01", "ca-nhan", "x", **hands, stage_history=done, awards=[award]),
        exemplar("21", "b", "2025-07-01", "ca-nhan", "x", **hands, stage_history=done, awards=[{"form": "giay-khen",
                 "level": "xa"}, {**award, "status": "huy-bo"}]),
        exemplar("22", "c", "2025-07-01", "tap-the", "y", stage="cong-nhan", stage_history=done),
        exemplar("23", "d", "2025-07-01", "ca-nhan", "y", stage="cong-nhan", stage_history=done, status="cho-duyet"),
        exemplar("24", "e", "2025-07-01", "ca-nhan", "y", stage="tam-dung"),
    ]  # fmt: skip
    question = ask(*more, plan=PLAN)
    assert rows_of(coverage(question), f"khen-thuong-{PLAN}") == {
        "Giấy khen": ("Cấp xã", 2, 1, 1), "Cộng": ("", 2, 1, 1)
    }  # fmt: skip
    people = rows_of(coverage(question), f"nghe-nghiep-{PLAN}")
    assert people["Người trực tiếp lao động"] == (2, Decimal("0.182"), 1, Decimal("1.000")), "proposed is not awarded"
    assert people["Lãnh đạo, quản lý"] == (0, Decimal("0.000"), 0, Decimal("0.000"))
    waiting = rows_of(proposals(question), f"chua-khen-{PLAN}")
    assert [(title, row[-1]) for title, row in waiting.items()] == [
        ("Một việc tốt của đơn vị b", "Giấy khen"), ("Một việc tốt của đơn vị c", ""), ("01 gương chưa công bố", ""),
    ]  # fmt: skip
    assert rows_of(coverage(question), f"cac-buoc-{PLAN}")["Được khen thưởng"][0] == 1
    assert rows_of(yearbook(replace(question, year="2025")), "don-vi")["Đơn vị b"][-1] == 0


def test_an_award_of_which_only_the_day_is_known_was_decided() -> None:
    known = {"stage": "cong-nhan", "awards": [{"form": "giay-khen", "date": "2025-09-01", "level": "xa"}]}
    question = ask(exemplar("20", "a", "2025-07-01", "ca-nhan", "x", **known), plan=PLAN)
    assert rows_of(coverage(question), f"khen-thuong-{PLAN}")["Giấy khen"] == ("Cấp xã", 1, 1, 0)
    assert [table.id for table in proposals(question).tables] == [f"khen-thuong-{PLAN}"]


def test_an_impact_grows_old_after_a_year_and_withheld_ones_have_no_name() -> None:
    def recognised(key: str, unit: str, looked: str | None = None, **more: Any) -> tuple[str, str, Any]:
        moves = [{"to": "cong-nhan", "date": "2024-12-20"}]
        looks = [{"date": looked}] if looked else []
        return exemplar(key, unit, "2024-12-10", "ca-nhan", "x", stage="cong-nhan", stage_history=moves,
                        impact_reviews=looks, **more)  # fmt: skip

    report = coverage(ask(
        recognised("30", "a", "2025-01-24"), recognised("31", "b", "2025-01-25"), recognised("32", "c"),
        recognised("33", "d", status="nhap"), plan=PLAN,
    ))  # fmt: skip
    assert rows_of(report, f"ra-soat-{PLAN}") == {
        "Một việc tốt của đơn vị a": ("Đơn vị a", date(2025, 1, 24)),
        "Một việc tốt của đơn vị c": ("Đơn vị c", None),
        "01 gương chưa công bố": ("Đơn vị d", None),
    }


def test_plans_without_number_day_or_signed_copy_are_told() -> None:
    assert rows_of(coverage(ask()), "ho-so-ke-hoach") == {
        "7/KH-UBND, ngày 01 tháng 12 năm 2024": ("Ủy ban nhân dân huyện", "có", "có", "thiếu")
    }


def copies() -> list[tuple[str, str, Any]]:
    """A practice of unit a; b sustains it, c failed, d's confirmation has run out, e has only pledged (a draft)."""
    moves = [("cam-ket", "2024-01-01"), ("dang-lam", "2024-02-01"), ("thanh-cong", "2024-06-01")]

    def copy(unit: str, *history: tuple[str, str], **more: Any) -> tuple[str, str, Any]:
        fields = {"practice": "cach", "unit": unit, "status": "cong-bo",
                  "history": [{"status": status, "date": day} for status, day in history]}  # fmt: skip
        return "replication", f"{unit}-cach", {**fields, **more}

    step = {"id": "b1", "title": "Họp xóm", "core": "true"}
    practice = {"title": "Tổ tự quản đường hoa", "summary": "Cả xóm chia đoạn, mỗi nhà giữ một đoạn đường có hoa.",
                "problem": "Đường làng nhiều rác.",
                "status": "cong-bo", "owner": "a", "campaigns": ["x", "y"], "steps": [step]}  # fmt: skip
    return [
        ("practice", "cach", practice),
        copy("b", *moves, ("duy-tri", "2025-07-01"), confirmed_by={"unit": "h", "date": "2025-07-01"}),
        copy("c", *moves[:2], ("khong-thanh-cong", "2024-09-01"), failure_reasons=["Thiếu người"]),
        copy("d", *moves, confirmed_by={"unit": "h", "date": "2024-06-10"}),
        copy("e", *moves[:1], status="nhap"),
    ]


def test_copies_are_counted_by_field_and_unit_and_their_reviews_watched() -> None:
    """Both fields hold all four copies; d's confirmation of 10/06/2024 holds a year, so it ran out on 10/06/2025."""
    report = replication(ask(*copies()))
    fields = rows_of(report, "theo-linh-vuc")
    assert fields == {"Lĩnh vực x": (0, 1, 0, 1, 1, 1, 0, 4, 1), "Lĩnh vực y": (0, 1, 0, 1, 1, 1, 0, 4, 1)}
    units = rows_of(report, "theo-don-vi")
    assert units["Đơn vị d"] == (0, 0, 0, 1, 0, 0, 0, 1, 1)
    assert units["Cộng"] == (0, 1, 0, 1, 1, 1, 0, 4, 1)
    assert rows_of(report, "xac-minh-lai") == {"Đơn vị d": ("Tổ tự quản đường hoa", date(2025, 6, 10))}


def test_a_practice_that_is_not_published_is_neither_named_nor_suggested() -> None:
    records = copies()
    records[0][2]["status"] = "nhap"
    assert "đường hoa" not in text_of(replication(ask(*records)))
    stories = exemplar("40", "g", "2025-01-02", "ca-nhan", "x")
    assert rows_of(suggest(ask(*records, stories, unit="g")), "goi-y") == {}
    (row,) = rows_of(suggest(ask(*copies(), stories, unit="g")), "goi-y").values()
    assert row[0] == "Tổ tự quản đường hoa"


def test_nothing_withheld_is_named_in_any_report() -> None:
    secret = {"title": "Chuyện chưa được kể ra ngoài", "name": "Lò Thị Kín", "stage": "cong-nhan"}
    more = [
        exemplar("50", "a", "2025-03-02", "ca-nhan", "x", **secret, status="nhap"),
        exemplar("51", "b", "2025-03-02", "ca-nhan", "x", **secret, consent={"status": "chua-co"}),
        exemplar("52", "c", "2025-03-02", "ca-nhan", "x", **secret, consent={"status": "da-rut"}),
    ]
    for name, (_, make) in REPORTS.items():
        question = ask(*more, month="2025-03" if name == "month" else "", unit="g" if name == "suggest" else "")
        told = text_of(make(question))
        assert "kể ra ngoài" not in told, name
        assert "Lò Thị Kín" not in told, name


def test_samples_are_counted_apart_and_labelled() -> None:
    report = proposals(ask())
    (label,) = [table for table in report.tables if table.sample]
    assert label.title.startswith("Gương ngoài các kế hoạch")
    assert "Số liệu minh họa" in label.notes[0]


@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.dates(date(2024, 12, 1), TODAY)), max_size=8))
@settings(max_examples=30, deadline=None)
def test_another_exemplar_never_lowers_a_count_and_months_add_up(more: list[tuple[str, date]]) -> None:
    added = [
        exemplar(f"p{number}", unit, day.isoformat(), "ca-nhan", "x", status="nhap")
        for number, (unit, day) in enumerate(more)
    ]
    before, after = coverage(ask(plan=PLAN)), coverage(ask(*added, plan=PLAN))
    total = 0
    for year in ("2024", "2025", "2026"):
        identifier = f"don-vi-thang-{PLAN}-{year}"
        grown = rows_of(after, identifier)
        for unit, cells in rows_of(before, identifier).items():
            assert all((new or 0) >= (old or 0) for old, new in zip(cells, grown[unit], strict=True))
        for cells in grown.values():
            assert sum(cell or 0 for cell in cells[:-1]) == cells[-1]
        total += grown["Cộng"][-1]
    assert total == rows_of(after, f"cac-buoc-{PLAN}")["Giới thiệu"][0] == 11 + len(more)


def test_months_that_follow_one_another_are_joined() -> None:
    told = span_vi(map(When.parse, ("2025-11", "2025-12", "2026-01", "2026-03")))
    assert told == "11/2025–01/2026, 03/2026"


HOSTILE = Report("thu", "Báo cáo thử", "", date(2026, 1, 2), (
    Table("t", "Bảng thử", (Column("Tên"), Column("Số", Kind.COUNT), Column("Tỷ lệ", Kind.SHARE),
                            Column("Ngày", Kind.DAY)),
          (("=1+1", 1234, Decimal("0.125"), date(2026, 5, 12)), ('Có ";" và\nxuống dòng', 0, None, None))),
))  # fmt: skip


def test_csv_opens_in_excel_and_runs_nothing() -> None:
    data = csv_of(HOSTILE)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert lines[1:] == [
        ["Tên", "Số", "Tỷ lệ", "Ngày"], ["'=1+1", "1234", "12,5%", "2026-05-12"], ['Có ";" và\nxuống dòng', "0", "", ""]
    ]  # fmt: skip


def test_text_is_aligned_and_json_is_plain() -> None:
    text = text_of(HOSTILE).splitlines()
    assert text[6] == "=1+1                  1.234  12,5%  12/05/2026"
    (table,) = json.loads(json_of(HOSTILE))["tables"]
    assert table["rows"][0] == {"ten": "=1+1", "so": 1234, "ty_le": 0.125, "ngay": "2026-05-12"}


def test_a_workbook_holds_numbers_days_and_no_formula() -> None:
    with zipfile.ZipFile(BytesIO(workbook_of(HOSTILE))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<v>1234</v>" in sheet
    assert "<v>46154</v>" in sheet, "12/05/2026 as a day of Excel"


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_library_gives_the_same_bytes(form: str) -> None:
    made = [written(coverage(question), question, form) for question in (ask(plan=PLAN), ask(plan=PLAN))]
    assert made[0] == made[1]
    backwards = Question(make_library([*DISTRICT, *reversed(STORIES)]), TODAY, PLAN)
    assert written(coverage(backwards), backwards, form) == made[0], "the order of files matters nowhere"


def test_libreoffice_turns_papers_and_workbooks_into_pages(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    assert program, "LibreOffice is not installed; .ci/run installs it"
    question = ask(plan=PLAN)
    report = coverage(question)
    (tmp_path / "giay.docx").write_bytes(document_of(report, letterhead(question)))
    (tmp_path / "bang.xlsx").write_bytes(workbook_of(report))
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf",
         "--outdir", str(tmp_path), tmp_path / "giay.docx", tmp_path / "bang.xlsx"],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    for name, wanted in (
        ("giay", ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN HUYỆN",
                  "…/BC-UBND", "BÁO CÁO", "Nơi nhận:", "Đơn vị a", "03/2025–01/2026")),
        ("bang", ("Đơn vị a", "03/2025–01/2026", "11.7%")),
    ):  # fmt: skip
        told = subprocess.run(
            ["pdftotext", "-raw" if name == "giay" else "-layout", tmp_path / f"{name}.pdf", "-"],
            check=True,
            capture_output=True,
            timeout=60,
        ).stdout.decode()
        for words in wanted:
            assert words in re.sub(r"\s+", " ", told), words


def test_a_review_is_drafted_from_what_was_counted() -> None:
    """The first half of 2025, looked at on 25/01/2026: #02 #03 #07 #06 #10 #13 were introduced, #10 is a draft.

    #03 came late; #02 and #04 were chosen in March and April; a–e missed 23 of their 30 months (a 03–06, b all but 03,
    c all but 06, d and e all six), f five of six: 4 + 5 + 5 + 6 + 6 + 5 = 31 months by six units. The conference of
    20/05 was held; the plan asks for a review in the second quarter.
    """
    library = make_library([*DISTRICT, *STORIES])
    made = draft_review(library, PLAN, When.parse("2025-H1"), "", today=TODAY)
    assert made.id == f"so-ket-2025-h1-{PLAN}"
    figures = {item["name"]: item["value"] for item in made.fields["figures"] if isinstance(item, dict)}
    assert figures == {
        "Được giới thiệu theo kế hoạch": "6", "Trong đó đã được công bố": "5", "Cá nhân": "4", "Tập thể": "1",
        "Hộ gia đình": "1", "Doanh nghiệp": "0", "Giới thiệu muộn": "1", "Được chọn để bồi dưỡng": "2",
        "Được công nhận, biểu dương": "0", "Được khen thưởng": "0", "Đơn vị có gương được giới thiệu": "5",
        "Nơi khác làm theo thành công": "0",
    }  # fmt: skip
    assert made.fields["as_of"] == "2025-06-30"
    text = record_of(library, made)
    assert "Ngày 20/05/2025: Hội nghị điển hình tiên tiến huyện." in text
    assert "Còn 06 đơn vị chưa giới thiệu đủ hằng tháng, thiếu 31 lượt" in text
    assert text.count("[Cần ghi") == 6, "every heading has a part that only people can write"


def test_a_drafted_review_passes_the_check_and_is_never_overwritten(tmp_path: Path) -> None:
    shutil.copytree(REPO / "content", tmp_path / "content")
    command = ("scripts/report.py", "--root", str(tmp_path), "--as-of", "2026-11-22", "review",
               "kh-ubnd-xa-suoi-hoa-2026", "--out", str(tmp_path / "so-ket.docx"), "--period")  # fmt: skip
    done = run_script(REPO, *command, "2026-H1")
    assert done.returncode == 0, done.stderr
    record = tmp_path / "content/reviews/6-thang-2026-h1-kh-ubnd-xa-suoi-hoa-2026.md"
    assert "\nstatus: nhap\n" in record.read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "so-ket.docx") as paper:
        told = paper.read("word/document.xml").decode()
    assert "TM. ỦY BAN NHÂN DÂN" in told
    assert "Sơ kết 6 tháng đầu năm 2026 thực hiện Kế hoạch số 08/KH-UBND" in told
    assert check_content(tmp_path, today=date(2026, 11, 22)).sound
    again = run_script(REPO, *command, "2026-H1")
    assert (again.returncode, "không ghi đè" in again.stderr) == (2, True)
    early = run_script(REPO, *command, "2027")
    assert (early.returncode, "chưa bắt đầu" in early.stderr) == (2, True)


def test_the_command_says_what_it_cannot_do_and_keeps_out_of_the_site(tmp_path: Path) -> None:
    day = ("--as-of", "2026-11-22")
    near = run_script(REPO, "scripts/report.py", "coverage", "--plan", "kh-ubnd-xa-suoi-hoa-2025", *day)
    assert (near.returncode, "Có phải là “kh-ubnd-xa-suoi-hoa-2026”?" in near.stderr) == (2, True)
    kept_out = run_script(REPO, "scripts/report.py", "late", *day, "--out", "site/late.txt")
    assert (kept_out.returncode, "thư mục site/" in kept_out.stderr) == (2, True)
    out = tmp_path / "thang.csv"
    done = run_script(
        REPO, "scripts/report.py", "month", "--month", "5/2026", *day, "--format", "csv", "--out", str(out)
    )
    assert done.returncode == 0, done.stderr
    assert "danh sách tháng 5/2026".encode() in out.read_bytes()
