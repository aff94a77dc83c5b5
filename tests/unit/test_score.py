"""Ratings from points, worked out on paper; every wrong cell told; formulas that LibreOffice computes to the same.

On paper: the sheet has two criteria, a (60) and b (40), rule "drop the highest and the lowest", bands 90, 75, 50, 0.
Bà An, 2026-W14 (April): raters give 100, 90, 80 → drop 100 and 80 → 90,00. 2026-W15 (April): 70 and 80 → two raters,
nothing dropped → 75,00. April = mean of 90 and 75 = 82,50. May, marked itself: 96 → 96,00. 2026-H1 = mean of April
82,50 and May 96 = 89,25. 2026 = mean of H1 = 89,25: tốt, and no proposal for the year; for May she may be proposed.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
import xlsxwriter

from builders import PLAN, base_text, make_root
from exemplary.content import check_content
from exemplary.model.choices import Rating
from exemplary.model.plan import ScoreSheet, gaps_of
from exemplary.score.marks import Period, read_marks, read_period, read_workbook
from exemplary.score.rating import distribution, forbidden, mixed, rate, rating_of, usable
from exemplary.score.workbook import blank_workbook, rated_workbook
from sites import REPO, run_script

HEAD: Final = ("Họ tên hoặc tập thể", "Đơn vị", "Kỳ", "Người chấm", "Kết quả (a)", "Lan tỏa (b)", "Đề nghị")
PAPER: Final = (
    ("Bà An", "Xóm Tây", "2026-W14", "Ông Một", 60, 40, ""),
    ("Bà An", "Xóm Tây", "2026-W14", "Ông Hai", 55, 35, ""),
    ("Bà  an", "Xóm Tây", "2026-W14", "Ông Ba", 50, 30, ""),
    ("Bà An", "Xóm Tây", "2026-W15", "Ông Một", 40, 30, ""),
    ("Bà An", "Xóm Tây", "2026-W15", "Ông Hai", "45,5", "34,5", ""),
    ("Bà An", "Xóm Tây", "2026-05", "Ông Một", 57, 39, "Giấy khen"),
)
LINE: Final = {"code": "a", "text": "Kết quả", "max": "100"}
SCORES: Final = {
    "2026-W14": "90", "2026-W15": "75", "2026-04": "82.5", "2026-05": "96", "2026-H1": "89.25", "2026": "89.25",
}  # fmt: skip


def sheet(**changes: Any) -> ScoreSheet:
    """The sheet of the paper example."""
    raw: dict[str, Any] = {
        "applies_to": "ca-nhan", "status": "ban-hanh", "rule": "bo-cao-thap", "total": "100",
        "criteria": [{"code": "a", "text": "Kết quả", "max": "60"}, {"code": "b", "text": "Lan tỏa", "max": "40"}],
        "bands": [{"label": "hoan-thanh-xuat-sac", "min": "90"}, {"label": "hoan-thanh-tot", "min": "75"},
                  {"label": "hoan-thanh-con-han-che", "min": "50"}, {"label": "chua-hoan-thanh", "min": "0"}],
    }  # fmt: skip
    return ScoreSheet.model_validate({**raw, **changes})


def workbook(path: Path, rows: Sequence[Sequence[object]], head: Sequence[str] = HEAD) -> Path:
    """Write a workbook as a person would."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        for number, row in enumerate((head, *rows)):
            page.write_row(number, 0, row)
    return path


def test_scores_and_ratings_come_out_as_worked_out_on_paper(tmp_path: Path) -> None:
    marks, faults = read_marks(read_workbook(workbook(tmp_path / "diem.xlsx", PAPER)), sheet())
    assert faults == []
    (an,) = rate(marks, sheet())
    assert {score.period.id: score.value for score in an.scores} == {key: Decimal(v) for key, v in SCORES.items()}
    assert [score.rating for score in an.scores] == [
        Rating.XUAT_SAC, Rating.TOT, Rating.TOT, Rating.XUAT_SAC, Rating.TOT, Rating.TOT,
    ]  # fmt: skip
    assert forbidden(marks, [an], 7) == []


def test_only_the_excellent_may_be_proposed(tmp_path: Path) -> None:
    rows = [*PAPER, ("Ông Bình", "Xóm Tây", "2026-05", "Ông Một", 50, 39.9, "Bằng khen")]
    marks, _ = read_marks(read_workbook(workbook(tmp_path / "diem.xlsx", rows)), sheet())
    (refusal,) = forbidden(marks, rate(marks, sheet()), 7)
    assert refusal.place == "G8"
    assert "Ông Bình" in refusal.message
    assert "“Hoàn thành tốt nhiệm vụ”" in refusal.message


@pytest.mark.parametrize(
    ("points", "rating"),
    [("100", Rating.XUAT_SAC), ("90", Rating.XUAT_SAC), ("89.99", Rating.TOT), ("75", Rating.TOT),
     ("74.99", Rating.CON_HAN_CHE), ("50", Rating.CON_HAN_CHE), ("0", Rating.CHUA)],
)  # fmt: skip
def test_a_band_begins_at_its_own_points(points: str, rating: Rating) -> None:
    assert rating_of(Decimal(points), sheet()) is rating


@pytest.mark.parametrize(
    ("changed", "place", "words"),
    [
        ((4, 61), "E2", "không nằm trong khoảng 0 đến 60"),
        ((4, -1), "E2", "không nằm trong khoảng 0 đến 60"),
        ((4, "năm mươi"), "E2", "không phải là số"),
        ((4, ""), "E2", "chưa ghi"),
        ((5, "nan"), "F2", "không nằm trong khoảng"),
        ((2, "tháng tư"), "C2", "không phải là kỳ chấm"),
        ((2, "2026-W60"), "C2", "không phải là kỳ chấm"),
        ((0, ""), "A2", "chưa ghi “Họ tên hoặc tập thể”"),
    ],
)
def test_a_wrong_cell_is_told_with_its_place(
    tmp_path: Path, changed: tuple[int, object], place: str, words: str
) -> None:
    row = list(PAPER[0])
    row[changed[0]] = changed[1]
    marks, faults = read_marks(read_workbook(workbook(tmp_path / "diem.xlsx", [row, PAPER[3]])), sheet())
    assert [fault.place for fault in faults] == [place]
    assert words in faults[0].message
    assert len(marks) == 1  # the good row is still read: all faults in one go


def test_columns_missing_unknown_or_twice_and_double_rows_are_told(tmp_path: Path) -> None:
    def told(head: Sequence[str], rows: Sequence[Sequence[object]] = PAPER) -> list[str]:
        return [
            fault.message for fault in read_marks(read_workbook(workbook(tmp_path / "d.xlsx", rows, head)), sheet())[1]
        ]

    assert told([*HEAD[:5], "Khác", *HEAD[6:]]) == ["Cột “Khác” không có trong thang bảng điểm.", "Thiếu cột “b”."]
    assert told([*HEAD, "Kỳ"]) == ["Cột “Kỳ” có hai lần."]
    assert "đã có điểm của Ông Một cho tuần 14 năm 2026 ở dòng 2" in told(HEAD, [PAPER[0], PAPER[0]])[0]
    assert told(HEAD, []) == ["Bảng chưa có dòng điểm nào."]


def test_a_sheet_that_is_not_issued_or_not_whole_rates_nobody() -> None:
    assert usable(sheet()) is None
    for status in ("du-thao", "lay-y-kien", "thong-qua", "het-hieu-luc"):
        assert "chưa dùng để chấm được" in getattr(usable(sheet(status=status)), "message", "")
    assert "chưa có mức xếp loại nào" in getattr(usable(sheet(bands=[])), "message", "")
    assert "không có thang bảng điểm" in getattr(usable(None), "message", "")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"criteria": []}, "chưa có tiêu chí nào"),
        ({"criteria": [LINE, LINE]}, "hai tiêu chí cùng mã “a”"),
        ({"criteria": [{**LINE, "max": "0"}]}, "không lớn hơn 0"),
        ({"applies_to": "tap-the"}, "chưa nêu các mặt đánh giá"),
        ({"dimensions": ["Nhiệm vụ chính trị"]}, "chưa thuộc mặt đánh giá nào"),
        (
            {"dimensions": ["Nhiệm vụ", "Tổ chức"], "criteria": [{**LINE, "dimension": "Nhiệm vụ"}]},
            "mặt “Tổ chức” chưa có tiêu chí nào",
        ),
        ({"bands": [{"label": "Tốt", "min": "0"}]}, "“Tốt” không phải một trong bốn mức"),
        ({"bands": [{"label": "hoan-thanh-tot", "min": "50"}]}, "từ 0 đến dưới 50 điểm không thuộc mức nào"),
        ({"bands": [{"label": "hoan-thanh-tot"}]}, "chưa ghi từ điểm nào"),
        (
            {"bands": [{"label": "hoan-thanh-tot", "min": "50"}, {"label": "hoan-thanh-tot", "min": "0"}]},
            "mức “Hoàn thành tốt nhiệm vụ” có hai lần",
        ),
    ],
)
def test_an_issued_sheet_with_a_gap_rates_nobody(changes: dict[str, Any], fault: str) -> None:
    held = sheet(**changes)
    assert fault in "; ".join(told for _, told in gaps_of(held))
    assert fault in getattr(usable(held), "message", "")


def test_a_week_belongs_to_the_month_and_year_of_its_thursday() -> None:
    week = read_period("2026-W01")
    assert week is not None
    assert week.within == Period(2026, "M", 1)
    last = read_period("2026-W53")
    assert last is not None
    assert last.within == Period(2026, "M", 12)


def test_a_group_of_four_has_no_distribution_and_one_of_five_has(tmp_path: Path) -> None:
    rows = [(f"Người {n}", "Nhóm năm" if n < 5 else "Nhóm bốn", "2026", "", 60, 40, "") for n in range(9)]
    marks, _ = read_marks(read_workbook(workbook(tmp_path / "diem.xlsx", rows)), sheet())
    counts = distribution(rate(marks, sheet()), Period(2026, "Y", 0))
    assert counts == {"Nhóm năm": {Rating.XUAT_SAC: 5}, "Nhóm bốn": None}


def test_libreoffice_computes_the_formulas_to_the_same_scores(tmp_path: Path) -> None:
    marks, _ = read_marks(read_workbook(workbook(tmp_path / "diem.xlsx", PAPER)), sheet())
    (an,) = rate(marks, sheet())
    data = rated_workbook(sheet(), marks, [an])
    assert data == rated_workbook(sheet(), marks, [an])
    made = tmp_path / "xep-loai.xlsx"
    with zipfile.ZipFile(BytesIO(data)) as held, zipfile.ZipFile(made, "w") as bare:
        for name in held.namelist():  # without the values that we wrote, only the formulas are left to compute
            bare.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", held.read(name)))
    program = shutil.which("soffice")
    assert program, "LibreOffice is not installed; .ci/run installs it"
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2",
         "--outdir", str(tmp_path), made],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    (ratings,) = tmp_path.glob("*.csv")
    with ratings.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))[1:]
    assert {line[2]: Decimal(line[5]) for line in lines} == {key: Decimal(value) for key, value in SCORES.items()}
    assert [line[6] for line in lines] == [score.rating.label for score in an.scores if score.rating]


def test_the_command_refuses_the_site_folder_and_writes_elsewhere(tmp_path: Path) -> None:
    plan = "kh-ubnd-xa-suoi-hoa-2026"
    blank = run_script(REPO, "scripts/score.py", plan, "--blank", str(tmp_path / "trong.xlsx"))
    assert blank.returncode == 0, blank.stdout + blank.stderr
    head = read_workbook(tmp_path / "trong.xlsx")[0]
    assert head[0] == "Họ tên hoặc tập thể"
    rows = [("Bà An", "Xóm Tây", "2026", "", "", *[1 for _ in head[5:]])]
    results = workbook(tmp_path / "diem.xlsx", rows, [str(cell) for cell in head])
    kept_out = run_script(REPO, "scripts/score.py", plan, str(results), "--out", "site/diem.xlsx")
    assert (kept_out.returncode, "Không ghi điểm của người vào thư mục site/" in kept_out.stdout) == (2, True)
    done = run_script(REPO, "scripts/score.py", plan, str(results))
    assert done.returncode == 0, done.stdout
    assert (tmp_path / "diem-xep-loai.xlsx").exists()
    bad = run_script(REPO, "scripts/score.py", "kh-43-bdt-ninh-thuan-2016", str(results))
    assert (bad.returncode, "“Dự thảo”" in bad.stdout) == (1, True)
    (tmp_path / "hong.xlsx").write_bytes(b"khong phai bang tinh")
    broken = run_script(REPO, "scripts/score.py", plan, str(tmp_path / "hong.xlsx"))
    assert (broken.returncode, "Traceback" in broken.stdout + broken.stderr) == (2, False)


def test_an_empty_workbook_has_a_column_for_every_criterion(tmp_path: Path) -> None:
    path = tmp_path / "trong.xlsx"
    path.write_bytes(blank_workbook(sheet()))
    assert read_workbook(path)[0][5:] == ["Kết quả (a)", "Lan tỏa (b)"]


def test_a_quarter_beside_its_months_is_refused(tmp_path: Path) -> None:
    """Nothing says which would count; a quarter of the other half-year stands in no one's way."""
    rows = [
        ("Bà An", "Xóm Tây", "2026-Q1", "", 60, 40, ""),
        ("Bà An", "Xóm Tây", "2026-W14", "", 60, 40, ""),
        ("Bà An", "Xóm Tây", "2026-Q3", "", 60, 40, ""),
        ("Ông Bê", "Xóm Tây", "2026-Q2", "", 60, 40, ""),
    ]
    marks, _ = read_marks(read_workbook(workbook(tmp_path / "diem.xlsx", rows)), sheet())
    assert [(fault.place, fault.message) for fault in mixed(marks, 3)] == [
        ("C2", "Bà An có điểm cả quý 1 năm 2026 và tuần 14 năm 2026 (dòng 3).")
    ]


def test_the_sides_of_a_team_are_summed_beside_the_whole(tmp_path: Path) -> None:
    sides = {
        "applies_to": "tap-the",
        "dimensions": ["Nhiệm vụ", "Tổ chức"],
        "criteria": [
            {"code": "a", "text": "Kết quả", "max": "60", "dimension": "Nhiệm vụ"},
            {"code": "b", "text": "Lan tỏa", "max": "40", "dimension": "Tổ chức"},
        ],
    }
    held = sheet(**sides)
    assert usable(held) is None
    marks, _ = read_marks(read_workbook(workbook(tmp_path / "diem.xlsx", PAPER[:1])), held)
    (tmp_path / "ra.xlsx").write_bytes(rated_workbook(held, marks, rate(marks, held)))
    head, line = read_workbook(tmp_path / "ra.xlsx")[:2]
    assert list(zip(head, line, strict=True))[7:] == [
        ("Tổng điểm", 100), ("Đề nghị", ""), ("Mặt: Nhiệm vụ", 60), ("Mặt: Tổ chức", 40),
    ]  # fmt: skip


def test_a_sheet_is_issued_only_after_the_council_passed_it(tmp_path: Path) -> None:
    """The way back from the council to the opinions is open; what skips a step, or goes back in time, is told."""

    def told(*steps: tuple[str, str]) -> list[str]:
        history = ", ".join(f"{{to: {to}, date: {day}}}" for to, day in steps)
        text = base_text(PLAN).replace("  status: du-thao\n", f"  status: du-thao\n  history: [{history}]\n")
        root = make_root(tmp_path / str(len(list(tmp_path.iterdir()))), plan=text)
        return [issue.message for issue in check_content(root, today=date(2026, 11, 22)).issues]

    sent_back = (("du-thao", "2026-01-02"), ("lay-y-kien", "2026-01-05"), ("thong-qua", "2026-01-09"))
    assert told(*sent_back, ("lay-y-kien", "2026-01-12"), ("thong-qua", "2026-02-01"), ("ban-hanh", "2026-02-02")) == []
    assert told(("du-thao", "2026-01-02"), ("ban-hanh", "2026-02-02")) == [
        "Không được chuyển từ “Dự thảo” sang “Ban hành”."
    ]
    assert told(("lay-y-kien", "2026-01-02")) == ["Không được chuyển từ “chưa có gì” sang “Lấy ý kiến”."]
    assert told(("du-thao", "2026-01-02"), ("lay-y-kien", "2025-12-31")) == [
        "Ngày 31/12/2025 ở trước bước trước nó (02/01/2026)."
    ]
    passed = sheet(history=[{"to": "du-thao", "date": "2026-01-02"}])
    assert "bước cuối của quá trình là “Dự thảo”" in getattr(usable(passed), "message", "")
