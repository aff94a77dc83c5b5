"""A site is put in its place: the first as a whole, later ones file by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from exemplary.artifact import Artifact, from_source, ready
from exemplary.cache import Cache, Stamp
from exemplary.leak import Scan
from exemplary.library import Library
from exemplary.publish import Publication, stamps_below
from exemplary.publishable import Public

NOBODY = Public(Library(Path(), {}), (), (), ())
FILES = {"index.html": b"<p>home", "guong/a/index.html": b"<p>a", "guong/b/index.html": b"<p>b"}


def begun(folder: Path, cache: Cache) -> Publication:
    """A publication of nothing yet into `folder/site`."""
    return Publication(folder / "site", folder / ".site.moi", cache, Scan(NOBODY, {}))


def artifacts() -> list[Artifact]:
    """The files of a small site."""
    return [ready(name, data) for name, data in FILES.items()]


def held(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, by its path from there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_first_site_is_there_only_when_it_is_whole(tmp_path: Path) -> None:
    publication = begun(tmp_path, Cache())
    publication.add(artifacts())
    assert not (tmp_path / "site").exists()
    assert publication.read("guong/a/index.html") == b"<p>a"
    assert publication.finish().written == len(FILES)
    assert held(tmp_path / "site") == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_first_site_that_is_dropped_leaves_nothing(tmp_path: Path) -> None:
    publication = begun(tmp_path, Cache())
    publication.add(artifacts())
    publication.drop()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("there", [{}, {"cu.html": b"old", "guong": b"a file in the place of a folder"}])
def test_a_folder_that_is_there_is_filled_and_cleared(tmp_path: Path, there: dict[str, bytes]) -> None:
    (tmp_path / "site").mkdir()
    for name, data in there.items():
        (tmp_path / "site" / name).write_bytes(data)
    publication = begun(tmp_path, Cache())
    publication.add(artifacts())
    assert held(tmp_path / "site") == there
    publication.finish()
    assert held(tmp_path / "site") == FILES


@pytest.mark.parametrize("there", ["folder", "link"])
def test_a_site_that_came_meanwhile_is_taken_over(tmp_path: Path, there: str) -> None:
    publication = begun(tmp_path, Cache())
    publication.add(artifacts())
    (tmp_path / "other").mkdir()
    if there == "folder":
        (tmp_path / "site").mkdir()
        (tmp_path / "site/index.html").write_bytes(b"somebody's")
    else:
        (tmp_path / "site").symlink_to(tmp_path / "other")
    publication.finish()
    assert held(tmp_path / "site") == FILES


def test_a_large_file_is_shared_with_the_cache_and_one_that_is_changed_there_is_made_again(tmp_path: Path) -> None:
    def build() -> Publication:
        cache = Cache(tmp_path / "cache")

        def make() -> bytes:
            held = cache.get_file("anh/a.jpg")
            if held is None:
                cache.put_file("anh/a.jpg", b"a picture")
            return b"a picture"

        publication = begun(tmp_path, cache)
        publication.add([from_source("anh/a.jpg", "key", make, "anh/a.jpg")])
        publication.finish()
        return publication

    build()
    picture = tmp_path / "site/anh/a.jpg"
    (kept,) = (tmp_path / "cache/anh").iterdir()
    assert picture.samefile(kept)
    build()
    assert picture.samefile(kept)
    picture.write_bytes(b"touched by hand")  # and with it what is kept
    build()
    assert picture.read_bytes() == kept.read_bytes() == b"a picture"


def test_where_disks_cannot_share_a_large_file_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "another disk")

    monkeypatch.setattr("os.link", refuse)
    cache = Cache(tmp_path / "cache")
    cache.put_file("anh/a.jpg", b"a picture")
    publication = begun(tmp_path, cache)
    publication.add([from_source("anh/a.jpg", "key", lambda: cache.get_file("anh/a.jpg") or b"", "anh/a.jpg")])
    publication.finish()
    assert (tmp_path / "site/anh/a.jpg").read_bytes() == b"a picture"
    assert (tmp_path / "site/anh/a.jpg").stat().st_nlink == 1


def test_nobody_else_may_read_what_waits(tmp_path: Path) -> None:
    publication = begun(tmp_path, Cache())
    publication.add(artifacts())
    assert (tmp_path / ".site.moi").stat().st_mode & 0o077 == 0
    publication.finish()
    (tmp_path / "plain").mkdir()
    assert (tmp_path / "site").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_file_that_goes_while_it_is_looked_at_is_made_again(tmp_path: Path) -> None:
    cache = Cache()
    first = begun(tmp_path, cache)
    first.add(artifacts())
    first.finish()
    there = {name: stamp._replace(changed=1) for name, stamp in first.stamps().items()}
    (tmp_path / "site/index.html").unlink()
    again = Publication(tmp_path / "site", tmp_path / ".site.moi", cache, Scan(NOBODY, {}), there=there)
    assert again.ledger.keys() == FILES.keys() - {"index.html"}


def test_what_a_first_site_left_is_believed_by_the_next_build(tmp_path: Path) -> None:
    cache = Cache()
    first = begun(tmp_path, cache)
    first.add(artifacts())
    first.finish()
    again = begun(tmp_path, cache)
    assert again.ledger.keys() == FILES.keys()
    again.add(artifacts())
    assert again.finish().written == 0
    assert again.stamps() == stamps_below(str(tmp_path / "site"))[0]


@pytest.mark.parametrize("processes", ["1", "3"])
def test_files_are_found_however_many_look(tmp_path: Path, processes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_PROCESSES", processes)
    for number in range(90):
        folder = tmp_path / f"one/{number % 3}/{number}/deep"
        folder.mkdir(parents=True)
        (folder / "tệp.txt").write_bytes(bytes(number))
    (tmp_path / "one/a.txt").write_bytes(b"a")
    (tmp_path / "one/away").symlink_to(tmp_path / "one/0")
    one, none = stamps_below(str(tmp_path / "one"), str(tmp_path / "none"))
    paths = [path for path in (tmp_path / "one").rglob("*") if path.is_symlink() or path.is_file()]
    assert one == {path.relative_to(tmp_path / "one").as_posix(): Stamp.of(path.lstat()) for path in paths}
    assert none == {}
