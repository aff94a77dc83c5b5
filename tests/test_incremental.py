"""A build that keeps what it made is the same, byte for byte, as one that makes everything anew, whatever happened.

Each sequence changes random things one after the other, builds after every change with what the builds before left
behind, and compares the last site with one made from nothing.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from exemplary.cache import Cache
from exemplary.render.pages import yearbook
from houses import Fresh, House
from sites import REPO, files_of, write

SEQUENCES: Final = 300 if "CI" in os.environ else 36
SHARES: Final = 12
CHANGES: Final = 3
"""Of one sequence, at most."""
STORY: Final = REPO / "tests/issues/_base/content/exemplars/2026/ba-hoa-hien-dat"


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what outlives a build from nothing."""
    return tmp_path_factory.mktemp("lasting")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A small site: the tiny one with five more stories, in thin booklets and in one that only sums its stories up."""
    monkeypatch.setattr(yearbook, "WHOLE", 9_000)
    shutil.copytree(REPO / "tests/issues/_base/content", tmp_path / "content")
    shutil.copytree(REPO / "theme", tmp_path / "theme")
    made = House(tmp_path)
    for _ in range(5):
        new_story(made, random.Random(made.made))  # noqa: S311 - repeatable
    return made


Change = Callable[[House, random.Random], None]


def stories(house: House) -> list[Path]:
    """Return the files of all exemplars."""
    return sorted(house.root.glob("content/exemplars/*/*/index.md"))


def set_line(path: Path, key: str, value: str) -> None:
    """Give a field of a file another value, at the first place where it stands."""
    text = path.read_text(encoding="utf-8")
    write(
        path, re.sub(rf"^(\s*){key}: .*$", lambda match: f"{match[1]}{key}: {value}", text, count=1, flags=re.MULTILINE)
    )


def new_story(house: House, dice: random.Random) -> None:
    """A story more."""
    house.made += 1
    folder = house.root / f"content/exemplars/2026/chuyen-{house.made}"
    shutil.copytree(STORY, folder)
    if dice.random() < 0.6:
        (folder / "duong-hoa.jpg").unlink()
        path = folder / "index.md"
        text = re.sub(r"photos:\n(  .*\n)+", "", path.read_text(encoding="utf-8"))
        write(path, text)
    else:
        with (folder / "duong-hoa.jpg").open("ab") as stream:
            stream.write(str(dice.randrange(3)).encode())
    set_line(folder / "index.md", "title", f"Chuyện số {house.made} ở xóm bên suối")
    set_line(folder / "index.md", "name", f"Vi Thị Hoa {'abcdefghij'[house.made % 10].upper()}")
    set_line(folder / "index.md", "introduced_on", f"2026-05-{dice.randint(1, 28):02d}")
    set_line(folder / "index.md", "unit", dice.choice(("xom-dong-suoi-mo", "xom-tay-suoi-mo")))
    set_line(
        folder / "index.md", "campaigns", dice.choice(("[nguoi-tot-viec-tot]", "[chung-suc-xay-dung-nong-thon-moi]"))
    )


def less_story(house: House, dice: random.Random) -> None:
    """A story is gone, with its folder."""
    shutil.rmtree(dice.choice(stories(house)).parent)


def renamed_story(house: House, dice: random.Random) -> None:
    """A story moves to another id and leaves a redirect."""
    folder = dice.choice(stories(house)).parent
    house.made += 1
    moved = folder.with_name(f"{folder.name[:20]}-{house.made}")
    folder.rename(moved)
    path = moved / "index.md"
    text = path.read_text(encoding="utf-8")
    write(
        path,
        text.replace("---\n", f"---\nredirect_from: [{folder.name}]\n", 1) if "redirect_from" not in text else text,
    )


def body(house: House, dice: random.Random) -> None:
    """A sentence more, sometimes with a link."""
    path = dice.choice(stories(house))
    link = dice.choice(
        ("", "[một gương khác](/guong/ba-hoa-hien-dat/)", "[chuyện bên](../chuyen-2/index.md)", "UBND xã")
    )
    write(path, path.read_text(encoding="utf-8") + f"\nThêm câu {dice.randrange(1000)} {link}.\n")


def front_matter(house: House, dice: random.Random) -> None:
    """A field of a story."""
    key, value = dice.choice((
        ("title", f"Tên mới số {dice.randrange(50)} của một câu chuyện cũ"),
        ("summary", f"Một lời tóm tắt khác, dài hơn sáu mươi chữ để không ai phàn nàn, lần {dice.randrange(50)}."),
        ("introduced_on", f"2026-05-{dice.randint(1, 28):02d}"),
        ("unit", dice.choice(("xom-dong-suoi-mo", "xom-tay-suoi-mo", "truong-tieu-hoc-suoi-mo"))),
        ("campaigns", dice.choice(("[nguoi-tot-viec-tot]", "[chung-suc-xay-dung-nong-thon-moi]"))),
        ("status", dice.choice(("nhap", "cong-bo", "cho-duyet"))),
        ("practices", dice.choice(("[to-tu-quan-duong-hoa]", "[]"))),
        ("stage", dice.choice(("cong-nhan", "tam-dung"))),
        ("consent", dice.choice((
            "{status: da-co, ref: DY-1, date: 2026-05-10, scope: [ten, bai-viet]}",
            "{status: da-co, ref: DY-2, date: 2026-05-10, scope: [ten, anh, bai-viet, dia-ban]}",
        ))),
    ))  # fmt: skip
    set_line(dice.choice(stories(house)), key, value)


def registry(house: House, dice: random.Random) -> None:
    """The name of a unit or a locality, or its last day."""
    path = house.root / f"content/registry/{dice.choice(('units', 'localities'))}.yml"
    names = re.findall(r"^  name: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    name = dice.choice(names)
    text = path.read_text(encoding="utf-8").replace(
        f"  name: {name}\n", f"  name: {name.split(' bản')[0]} bản {dice.randrange(9)}\n", 1
    )
    write(path, text)


def site_record(house: House, dice: random.Random) -> None:
    """The site's own name, address or motto."""
    key, value = dice.choice(
        (("name", f"Trang số {dice.randrange(9)}"), ("url", f"https://example.org/t{dice.randrange(3)}/"))
    )
    set_line(house.root / "content/registry/site.yml", key, value)


def other_record(house: House, dice: random.Random) -> None:
    """A campaign, plan, practice, replication, review, event."""
    files = [path for path in sorted(house.root.glob("content/**/*.md")) if "exemplars" not in path.parts]
    path = dice.choice(files)
    key, value = dice.choice((
        ("color", dice.choice(('"#1b6b3a"', '"#9b1b30"', '"#1f5f8b"'))),
        ("title", f"Tên khác số {dice.randrange(50)} của văn bản"),
        ("name", f"Tên phong trào số {dice.randrange(50)}"), ("review_by", dice.choice(("2026-12-01", "2027-09-01"))),
        ("status", dice.choice(("nhap", "cong-bo"))), ("order", str(dice.randrange(5))),
        ("exemplars", dice.choice(("[ba-hoa-hien-dat]", "[]"))),
    ))  # fmt: skip
    if (key == "status") == (path.parts[-2] in {"reviews", "2026", "to-tu-quan-duong-hoa"}) or key != "status":
        set_line(path, key, value)


def practice(house: House, dice: random.Random) -> None:
    """A step, a result or a condition of a practice."""
    path = dice.choice(sorted(house.root.glob("content/practices/*/index.md")))
    old, new = dice.choice((
        (r"id: b1, title: [^}]*", f"id: b1, title: Họp xóm chia đoạn, lần {dice.randrange(9)}"),
        (r"value: \d+", f"value: {dice.randint(100, 900)}"),
        (r"problem: .*", f"problem: Lề đường bỏ trống, {dice.random()}."),
    ))  # fmt: skip
    write(path, re.sub(old, new, path.read_text(encoding="utf-8"), count=1))


def replication(house: House, dice: random.Random) -> None:
    """What became of a replication, or one more."""
    path = dice.choice(sorted(house.root.glob("content/replications/*/*.md")))
    if dice.random() < 0.3:
        house.made += 1
        path = Path(shutil.copy2(path, path.with_name(f"lan-{house.made}.md")))
        set_line(path, "unit", dice.choice(("xom-dong-suoi-mo", "truong-tieu-hoc-suoi-mo")))
    text = path.read_text(encoding="utf-8")
    old, new = dice.choice((
        (r"status: (thanh-cong|that-bai)", f"status: {dice.choice(('thanh-cong', 'that-bai'))}"),
        (r"after: \d+", f"after: {dice.randint(10, 900)}"),
        (r"date: 2026-09-10", f"date: 2026-09-{dice.randint(11, 28)}"),
    ))  # fmt: skip
    write(path, re.sub(old, new, text, count=1))


def event(house: House, dice: random.Random) -> None:
    """An event is told otherwise, there is one more, or one is gone."""
    files = sorted(house.root.glob("content/events/*/*.md"))
    path = dice.choice(files)
    house.made += 1
    act = dice.choice(("tell", "more", "less") if len(files) > 1 else ("tell", "more"))
    if act == "less":
        path.unlink()
        return
    if act == "more":
        path = Path(shutil.copy2(path, path.with_name(f"su-kien-{house.made}.md")))
    set_line(path, "held_on", f"2026-09-{dice.randint(1, 28):02d}")
    set_line(path, "title", f"Các xóm đến xem đường hoa, lần {house.made}")


def attachment(house: House, dice: random.Random) -> None:
    """Other bytes in a paper of a plan, or another name for it."""
    path = dice.choice(sorted(house.root.glob("content/plans/*/*.pdf")))
    if dice.random() < 0.5:
        with path.open("ab") as stream:
            stream.write(f"\n% {dice.randrange(9)}".encode())
        return
    house.made += 1
    moved = path.rename(path.with_name(f"ke-hoach-{house.made}.pdf"))
    index = path.with_name("index.md")
    write(index, index.read_text(encoding="utf-8").replace(path.name, moved.name))


def generator(house: House, dice: random.Random) -> None:
    """MkDocs gives another page written by hand, after an option of mkdocs.yml or its own release changed."""
    house.option = f"{dice.randrange(4)}"


def template(house: House, dice: random.Random) -> None:
    """A template, a component or a style of the theme."""
    path = dice.choice(sorted(house.root.glob("theme/*/**/*.html")) + sorted(house.root.glob("theme/css/*.css")))
    comment = f"/* {dice.randrange(99)} */" if path.suffix == ".css" else f"{{# {dice.randrange(99)} #}}"
    text = path.read_text(encoding="utf-8")
    write(path, text.replace("<p", f'<p data-x="{dice.randrange(99)}"', 1) if "<p" in text else text + comment)


def shell(house: House, dice: random.Random) -> None:
    """The page around every article."""
    house.shell = f"v{dice.randrange(4)}"


def day(house: House, dice: random.Random) -> None:
    """Time passes, sometimes past the day by which a replication is to be looked at again."""
    house.today += timedelta(days=dice.choice((1, 20, 300)))


def photograph(house: House, dice: random.Random) -> None:
    """Other bytes in a photograph."""
    photos = sorted(house.root.glob("content/exemplars/*/*/*.jpg"))
    if photos:
        with dice.choice(photos).open("ab") as stream:
            stream.write(b"x")


def touched(house: House, dice: random.Random) -> None:
    """A file is written again as it was."""
    path = dice.choice(stories(house))
    path.write_bytes(path.read_bytes())


def meddled(house: House, dice: random.Random) -> None:
    """Somebody edits, removes or adds a file of the finished site."""
    path = dice.choice([path for path in sorted((house.root / "site").rglob("*")) if path.is_file()])
    dice.choice((path.unlink, lambda: write(path, "sửa tay"), lambda: write(path.with_name("la.html"), "tệp lạ")))()


def rest(house: House) -> None:
    """Let an hour pass: files that are as young as a build are looked at again by the next in any case."""
    hour = 3_600_000_000_000
    for path in house.root.glob("content/**/*"):
        moment = path.stat().st_mtime_ns
        if moment > time.time_ns() - hour:
            os.utime(path, ns=(moment - hour, moment - hour))


ALL: Final[tuple[Change, ...]] = (
    new_story, less_story, renamed_story, body, body, body, front_matter, front_matter, front_matter, registry,
    site_record, other_record, other_record, practice, replication, event, attachment, generator, template, shell, day,
    photograph, touched, meddled,
)  # fmt: skip


def run(house: House, templates: Path, dice: random.Random) -> Iterator[str]:
    """Change and build; yields the names of the changes. Changes that make the content wrong are taken back."""
    site, cache_folder = house.root / "site", house.root / ".cache"
    for _ in range(dice.randint(1, CHANGES)):
        before, today = house.root / "before", house.today
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(house.root / "content", before)
        change = dice.choice(ALL)
        change(house, dice)
        if dice.random() < 0.7:
            rest(house)
        cache = Cache(cache_folder, "test")
        leaks = house.build(site, cache)
        cache.close()
        yield change.__name__
        if leaks:
            assert house.build(house.root / "leaked", Fresh(templates)) == leaks
        if leaks is None or leaks:
            shutil.rmtree(house.root / "content")
            before.rename(house.root / "content")
            house.today = today
    cache = Cache(cache_folder, "test")
    assert house.build(site, cache) == []
    cache.close()


@pytest.mark.parametrize("share", range(SHARES))
def test_what_is_kept_changes_nothing(share: int, house: House, templates: Path) -> None:
    cache = Cache(house.root / ".cache", "test")
    assert house.build(house.root / "site", cache) == []
    cache.close()
    for number in range(share, SEQUENCES, SHARES):
        done = list(run(house, templates, random.Random(number)))  # noqa: S311 - repeatable
        anew = house.root / "anew"
        shutil.rmtree(anew, ignore_errors=True)
        assert house.build(anew, Fresh(templates)) == []
        expected, found = files_of(anew), files_of(house.root / "site")
        wrong = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
        assert wrong == [], (number, done)
