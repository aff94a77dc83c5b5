"""Nothing that befalls the cache makes a build wrong: a lock, a broken or foreign file, a full disk, a sudden end."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from exemplary.cache import Cache, digest, fingerprint
from exemplary.render.site import later
from houses import Fresh, House
from sites import REPO, build, files_of, make_root


@pytest.fixture
def house(tmp_path: Path) -> House:
    """The tiny site."""
    shutil.copytree(REPO / "tests/issues/_base/content", tmp_path / "content")
    shutil.copytree(REPO / "theme", tmp_path / "theme")
    return House(tmp_path)


def test_a_second_build_is_told_to_wait(tmp_path: Path) -> None:
    root = make_root(tmp_path / "repo", REPO / "tests/issues/_base/content")
    first = Cache(root / ".cache", "first")
    assert first.lock()
    done = build(root)
    assert done.returncode == 1
    assert "Đang có một lần dựng trang khác chạy" in done.stderr
    assert "Traceback" not in done.stderr
    first.close()
    assert build(root).returncode == 0


def garbage(folder: Path) -> None:
    """No database at all."""
    (folder / "cache.sqlite3").write_bytes(b"not a database" * 1000)


def torn(folder: Path) -> None:
    """A database whose second half was overwritten."""
    path = folder / "cache.sqlite3"
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"\0" * (len(data) // 2))


def gone(folder: Path) -> None:
    """Nothing left."""
    shutil.rmtree(folder)


def a_file(folder: Path) -> None:
    """No folder can be made where a file stands."""
    shutil.rmtree(folder)
    folder.write_text("x", encoding="utf-8")


@pytest.mark.parametrize("befall", [garbage, torn, gone, a_file])
def test_a_cache_that_cannot_be_used_only_costs_time(befall: Callable[[Path], None], house: House) -> None:
    folder, site = house.root / ".cache", house.root / "site"
    cache = Cache(folder, "test")
    assert house.build(site, cache) == []
    cache.close()
    before = files_of(site)
    befall(folder)
    cache = Cache(folder, "test")
    assert house.build(site, cache) == []
    cache.close()
    assert files_of(site) == before
    assert "\n" not in cache.trouble
    assert befall is gone or cache.trouble.startswith(("Bộ nhớ đệm", "Không dùng được bộ nhớ đệm"))


def test_a_cache_of_another_version_is_begun_anew_with_a_word(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "one")
    cache.put("shelf", [("key", b"value")])
    cache.close()
    other = Cache(tmp_path, "two")
    assert other.trouble == "Bộ nhớ đệm là của một phiên bản khác: lần này làm lại từ đầu."
    assert other.all("shelf") == {}
    other.close()


def test_a_full_disk_leaves_an_empty_cache_that_works(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "test")
    cache._db.execute("PRAGMA max_page_count = 4")
    cache.put("shelf", [("key", os.urandom(100_000))])
    assert "database or disk is full" in cache.trouble
    assert cache.get("shelf", "key") is None
    cache.put("shelf", [("key", b"value")])
    assert cache.get("shelf", "key") == b"value"


@pytest.mark.parametrize("files", [0, 1, 7, 40, 120])
def test_a_build_that_is_ended_leaves_whole_files_and_the_next_is_right(
    files: int, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, folder = house.root / "site", house.root / ".cache"
    cache = Cache(folder, "test")
    assert house.build(site, cache) == []
    cache.close()
    old = files_of(site)
    house.shell = "v2"
    assert house.build(house.root / "other", Fresh(house.root / "lasting")) == []
    new = files_of(house.root / "other")
    placed = 0
    replace = Path.replace

    def ended(path: Path, target: Path) -> Path:
        nonlocal placed
        if path.is_relative_to(house.root / ".site.moi"):
            if placed == files:
                os._exit(9)
            placed += 1
        return replace(path, target)

    child = os.fork()
    if not child:
        try:
            monkeypatch.setattr(Path, "replace", ended)
            house.build(site, Cache(folder, "test"))
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    left = files_of(site)
    assert all(data in {old.get(name), new.get(name)} for name, data in left.items())
    assert sum(left[name] != old[name] for name in old) == files
    cache = Cache(folder, "test")
    assert house.build(site, cache) == []
    cache.close()
    assert files_of(site) == new


def test_a_cache_is_safe_after_its_process_was_killed(tmp_path: Path) -> None:
    child = os.fork()
    if not child:
        cache = Cache(tmp_path, "test")
        cache.put("shelf", [("one", b"1")])
        cache._db.execute("BEGIN IMMEDIATE")
        cache._db.execute("INSERT INTO kept VALUES ('shelf', 'two', '2')")
        os._exit(9)
    os.waitpid(child, 0)
    cache = Cache(tmp_path, "test")
    assert (cache.all("shelf"), cache.trouble) == ({"one": b"1"}, "")
    cache.close()
    with sqlite3.connect(tmp_path / "cache.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_parts_of_a_key_do_not_run_into_each_other() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert (
        len({fingerprint(value) for value in (["ab", "c"], ["a", "bc"], ("a", ["bc"]), "a", b"a", 1, True, 1.0, None)})
        == 9
    )


def test_what_has_no_value_of_its_own_is_never_kept() -> None:
    number = 1

    def closure() -> int:
        return number

    for value in (closure, lambda: number, object()):
        with pytest.raises(TypeError):
            fingerprint(value)
    with pytest.raises(TypeError):
        later(closure)  # type: ignore[arg-type]
