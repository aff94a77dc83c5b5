"""A story whose text alone has changed: its page is retouched in the finished site, to the bytes of a whole build."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from exemplary.cache import Cache
from exemplary.render.pages import yearbook
from exemplary.retouch import with_text
from houses import Fresh, House
from sites import REPO, files_of, write

STORY: Final = "content/exemplars/2026/ba-hoa-hien-dat/index.md"
DRAFT: Final = "content/exemplars/2026/to-may-xom-dong/index.md"
WITHHELD: Final = "Cuốn sổ màu xanh cất trong tủ gỗ của nhà văn hóa có ghi đủ tên."


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A built site in which no booklet prints a story whole, with a draft that nobody may read."""
    monkeypatch.setattr(yearbook, "WHOLE", 100)
    shutil.copytree(REPO / "tests/issues/_base/content", tmp_path / "content")
    shutil.copytree(REPO / "theme", tmp_path / "theme")
    made = House(tmp_path)
    add(made, DRAFT, WITHHELD)
    assert not retouched(made)
    return made


def edit(house: House, path: str, old: str, new: str) -> None:
    """Replace text that stands in a file."""
    text = (house.root / path).read_text(encoding="utf-8")
    assert old in text
    write_before(house.root / path, text.replace(old, new, 1))


def write_before(path: Path, text: str) -> None:
    """Write a file an hour ago, for what is as young as the build is looked at again in any case."""
    write(path, text)
    moment = time.time_ns() - 3_600_000_000_000
    os.utime(path, ns=(moment, moment))


def add(house: House, path: str, sentence: str) -> None:
    """Write a paragraph more at the end of a story."""
    write_before(house.root / path, (house.root / path).read_text(encoding="utf-8") + f"\n{sentence}\n")


def retouched(house: House) -> bool:
    """Build with what the last build left, and tell whether stories were only retouched."""
    cache = Cache(house.root / ".cache", "test")
    try:
        house.build(house.root / "site", cache)
    finally:
        cache.close()
    return house.retouched


def more_bytes(house: House) -> None:
    """Make the photograph of the story another file."""
    with (house.root / STORY).with_name("duong-hoa.jpg").open("ab") as stream:
        stream.write(b"x")


def hardly_a_text(house: House) -> None:
    """Leave the story one sentence."""
    head, _, _ = (house.root / STORY).read_text(encoding="utf-8").partition("\n---\n")
    write_before(house.root / STORY, f"{head}\n---\n\nMột câu.\n")


def same_as_anew(house: House, lasting: Path) -> bool:
    """Tell whether the site is what a build from nothing makes."""
    anew = house.root / "anew"
    shutil.rmtree(anew, ignore_errors=True)
    assert House(house.root, house.today).build(anew, Fresh(lasting)) == []
    return files_of(anew) == files_of(house.root / "site")


def test_a_sentence_more_changes_the_page_of_the_story_and_the_search_alone(
    house: House, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = files_of(house.root / "site")
    for turn in ("một", "hai"):
        add(house, STORY, f"Thêm một câu lần {turn}, có chữ UBND.")
        assert retouched(house)
    after = files_of(house.root / "site")
    assert "lần hai" in after["guong/ba-hoa-hien-dat/index.html"].decode()
    changed = {name for name in after if after[name] != before.get(name)}
    assert {name.split("/")[0] for name in changed} == {"guong", "tim-kiem"}
    assert same_as_anew(house, tmp_path_factory.mktemp("lasting"))


def test_a_retouched_site_is_the_ground_of_the_next_whole_build(
    house: House, tmp_path_factory: pytest.TempPathFactory
) -> None:
    add(house, STORY, "Thêm một câu trước đã.")
    assert retouched(house)
    edit(house, STORY, "title: ", "title: Chuyện ")
    add(house, STORY, "Rồi thêm một câu nữa.")
    assert not retouched(house)
    assert same_as_anew(house, tmp_path_factory.mktemp("lasting"))


def test_what_was_written_a_moment_before_the_last_build_is_looked_at_again(house: House) -> None:
    add(house, STORY, "Thêm một câu ngay trước khi dựng.")
    os.utime(house.root / STORY)
    assert retouched(house)
    stamp = (house.root / STORY).stat()
    edit(house, STORY, "trước khi dựng", "trước khi chạy")
    os.utime(house.root / STORY, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert (house.root / STORY).stat().st_size == stamp.st_size
    assert retouched(house)
    assert "trước khi chạy" in (house.root / "site/guong/ba-hoa-hien-dat/index.html").read_text(encoding="utf-8")


def test_files_that_only_have_another_time_are_not_touched(house: House) -> None:
    """As after a fresh checkout: what a runner builds from was written just now, all of it."""

    def touched() -> tuple[str, ...]:
        for path in house.root.glob("*/**/*"):
            if path.is_file() and path.is_relative_to(house.root / "content"):
                moment = path.stat().st_mtime_ns + 1_000_000_007
                os.utime(path, ns=(moment, moment))
        cache = Cache(house.root / ".cache", "test")
        last = house.sources(house.root / "site").last(cache)
        cache.close()
        assert last is not None
        return last.touched

    for path in house.root.glob("content/**/*"):
        os.utime(path, ns=(0, path.stat().st_mtime_ns - 3_600_000_000_000))
    house.shell = "v2"
    assert not retouched(house)
    assert touched() == ()
    add(house, STORY, "Một câu nữa.")
    assert touched() == (STORY,)
    assert retouched(house)
    assert touched() == ()


WHOLE: Final[dict[str, Callable[[House], None]]] = {
    "another title": lambda house: edit(house, STORY, "title: ", "title: Chuyện "),
    "another heading": lambda house: add(house, STORY, "## Một phần nữa\n\nCó một câu."),
    "a link": lambda house: add(house, STORY, "Xem [nơi khác](https://example.org/)."),
    "a photograph that is shown in the text": lambda house: add(house, STORY, "![Đường hoa](duong-hoa.jpg)"),
    "other bytes of its photograph": more_bytes,
    "a fault that it did not have": lambda house: add(
        house, STORY, "Đó là một tấm gương vĩ đại nhất từ trước tới nay."
    ),
    "the text of a draft": lambda house: add(house, DRAFT, "Một câu nữa trong bản nháp."),
    "a file that is no story": lambda house: edit(house, "content/index.md", "title: ", "title: Trang "),
    "so short a text that its booklet could print it whole": hardly_a_text,
    "a story that is gone": lambda house: shutil.rmtree((house.root / DRAFT).parent),
}


def test_more_than_words_is_built_as_a_whole(house: House) -> None:
    for name, change in WHOLE.items():
        change(house)
        assert not retouched(house), name


def test_a_withheld_sentence_in_a_text_is_left_to_the_whole_build(house: House) -> None:
    add(house, STORY, "Một câu thường.")
    assert retouched(house)
    edit(house, STORY, "Một câu thường.", WITHHELD)
    assert not retouched(house)


def test_what_a_story_no_longer_says_may_be_a_leak_elsewhere(house: House) -> None:
    """As long as a public story says a sentence of a draft, it is no leak wherever it stands."""
    add(house, STORY, WITHHELD)
    assert not retouched(house)
    add(house, STORY, "Một câu thường.")
    assert retouched(house)
    edit(house, STORY, WITHHELD, "Cuốn sổ nào cũng được.")
    assert not retouched(house)


def test_a_build_that_was_refused_leaves_nothing_to_retouch_on(house: House) -> None:
    """It had made the search index of what was not published."""
    kept = {path: (house.root / path).read_text(encoding="utf-8") for path in (STORY, DRAFT)}
    edit(house, DRAFT, "type: tap-the", "type: ca-nhan")
    edit(house, DRAFT, "name: Tổ may xóm Đông", "name: Triệu Quý Kín")
    add(house, STORY, "Có ông Triệu Quý Kín giúp một tay.")
    site = files_of(house.root / "site")
    assert not retouched(house)
    assert files_of(house.root / "site") == site
    for path, text in kept.items():
        write_before(house.root / path, text)
    add(house, STORY, "Một câu thường.")
    assert not retouched(house)
    assert files_of(house.root / "site") != site


def test_a_page_that_has_no_place_for_the_text_is_left_alone() -> None:
    page = '<div class="prose story-body">\n<p>Cũ</p><div class="table"><table></table></div>\n</div><p>Sau</p>'
    assert with_text(page, "<p>Mới</p>") == '<div class="prose story-body">\n<p>Mới</p>\n</div><p>Sau</p>'
    assert with_text("<p>Không có chỗ</p>", "<p>Mới</p>") is None
    assert with_text('<div class="prose story-body"><p>', "<p>Mới</p>") is None
