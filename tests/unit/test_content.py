"""The one door: findings become issues with places and words, in order, the same each time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from builders import BASE, DRAFT, PUBLISHED, base_text, make_image, make_root
from exemplary.cache import Cache
from exemplary.content import check_content, locate, today_vn
from exemplary.issues import Code, Severity, found
from exemplary.messages_vi import words_of

TODAY = date(2026, 11, 22)
PHOTO = PUBLISHED.replace("index.md", "duong-hoa.jpg")
SCRIPT = Path(__file__).parents[2] / "scripts" / "check.py"


def run_check(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would."""
    return subprocess.run([sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, check=False)


def test_issues_are_sorted_by_place_and_told_once() -> None:
    findings = [
        found("content/b.md", Code.TAB, line=2, column=1),
        found("content/a.md", Code.TAB, line=9, column=1),
        found("content/a.md", Code.EMAIL, line=3, column=7, found="x"),
        found("content/a.md", Code.TAB, line=9, column=1),
    ]
    issues, _ = locate(BASE, findings)
    assert [(issue.place.path[-4:], issue.place.line) for issue in issues] == [("a.md", 3), ("a.md", 9), ("b.md", 2)]


def test_places_and_excerpts_come_from_the_file(tmp_path: Path) -> None:
    root = make_root(tmp_path, draft=base_text(DRAFT).replace("2026-06-10", "31/06/2026"))
    content = check_content(root, today=TODAY)
    (issue,) = content.issues
    assert (issue.place.path, issue.place.line, issue.place.column) == (DRAFT, 7, 16)
    assert issue.field == "introduced_on"
    assert content.excerpts[DRAFT, 7] == "introduced_on: 31/06/2026"
    assert not content.sound
    assert [content.count(severity) for severity in Severity] == [1, 0, 0]


def test_a_warning_keeps_nothing_from_being_published(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    (root / "content/exemplars/ghi-chu.txt").write_text("x")
    assert check_content(root, today=TODAY).sound


def test_the_same_content_gives_the_same_report(tmp_path: Path) -> None:
    root = make_root(tmp_path, draft=base_text(DRAFT).replace("nhap", "x").replace("tap-the", "y"))
    assert (
        len({run_check("--root", str(root), "--format", "json", "--as-of", "2026-11-22").stdout for _ in range(2)}) == 1
    )


def test_words_are_safe_and_short_whatever_was_found() -> None:
    message, hint = words_of(Code.NOT_A_CHOICE, {"label": "A", "found": "\x1b[31m" + "x" * 500, "choices": "y" * 9000})
    assert message.isprintable()
    assert len(message) < 250
    assert len(hint) < 1700
    assert words_of(Code.NOT_A_CHOICE, {})[0] == "… “…” không có trong danh sách cho phép."
    assert words_of(Code.BROKEN_LINK, {"found": "/a/", "near": "/b/"})[1].startswith("Có phải bạn muốn viết “/b/”? ")


def test_today_is_a_day_in_viet_nam() -> None:
    assert isinstance(today_vn(), date)


def test_exit_codes_and_usage(tmp_path: Path) -> None:
    good = run_check("--root", str(BASE), "--as-of", "2026-11-22")
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout == "Đã đọc 24 mục (2 gương, 1 kế hoạch): 0 lỗi, 0 cảnh báo, 0 lưu ý.\n"
    bad = run_check("--root", str(make_root(tmp_path / "a", draft="")), "--as-of", "2026-11-22")
    assert (bad.returncode, bad.stderr) == (1, "")
    assert run_check("--root", str(tmp_path / "nowhere")).returncode == 2
    assert run_check("--as-of", "31/13/2026").returncode == 2
    assert run_check("--format", "xml").returncode == 2


@pytest.mark.parametrize(
    "befall",
    [
        lambda photo: photo.unlink(),
        lambda photo: photo.write_bytes(b"no picture"),
        lambda photo: make_image(photo, 200, 100),
        lambda photo: (photo.unlink(), photo.mkdir()),
        lambda photo: photo.rename(photo.with_name("-x.jpg")),
    ],
)
def test_what_befalls_a_photo_is_noticed_though_its_story_is_as_it_was(
    befall: Callable[[Path], object], tmp_path: Path
) -> None:
    root = make_root(tmp_path)
    long_ago(root)
    cache = Cache(tmp_path / "cache", "test")
    before = check_content(root, today=TODAY, cache=cache)
    assert check_content(root, today=TODAY, cache=cache).issues == before.issues
    befall(root / PHOTO)
    now = check_content(root, today=TODAY, cache=cache)
    assert now.issues != before.issues
    assert now.issues == check_content(root, today=TODAY).issues


def test_a_photo_that_changes_twice_at_one_time_is_noticed(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    photo = root / PHOTO
    cache = Cache(tmp_path / "cache", "test")
    whole = photo.read_bytes()
    assert not [issue for issue in check_content(root, today=TODAY, cache=cache).issues if issue.code.number == "EX402"]
    photo.write_bytes(b"x" * len(whole))
    stamp = photo.stat().st_mtime_ns
    told = check_content(root, today=TODAY, cache=cache)
    assert [issue.code.number for issue in told.issues if issue.code.number == "EX402"] == ["EX402"]
    photo.write_bytes(whole)
    os.utime(photo, ns=(stamp, stamp))
    assert not [issue for issue in check_content(root, today=TODAY, cache=cache).issues if issue.code.number == "EX402"]


def long_ago(root: Path) -> None:
    """Date all files back, so that their times are believed."""
    for path in root.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
