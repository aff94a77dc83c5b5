"""Nothing that befalls the cache makes a build wrong: a lock, a broken or foreign file, a full disk, a sudden end."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

from exemplary.cache import Cache, digest, fingerprint
from exemplary.render.site import later
from houses import Fresh, House
from plights import command_of, suffer
from sites import REPO, TODAY, build, environment_of, files_of, make_root, run_script

KILLS: Final = 24 if "CI" in os.environ else 8


@pytest.fixture
def house(tmp_path: Path) -> House:
    """The tiny site."""
    shutil.copytree(REPO / "tests/issues/_base/content", tmp_path / "content")
    shutil.copytree(REPO / "theme", tmp_path / "theme")
    return House(tmp_path)


def started(root: Path) -> subprocess.Popen[str]:
    """Start a first build of a repository and hold it, by the signal of the system, while it has the cache."""
    shutil.rmtree(root / ".cache", ignore_errors=True)
    process = subprocess.Popen(
        [sys.executable, "scripts/build.py", "--as-of", TODAY], cwd=root, env=environment_of(root),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not (root / ".cache/anh").exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    process.send_signal(signal.SIGSTOP)
    return process


def test_of_two_builds_in_one_folder_the_second_is_told_to_wait(tmp_path: Path) -> None:
    root = make_root(tmp_path / "repo", REPO / "tests/issues/_base/content")
    with started(root) as first:
        second = build(root)
        first.send_signal(signal.SIGCONT)
        assert first.communicate()[1] == ""
    assert first.returncode == 0
    assert second.returncode == 1
    said = second.stderr.splitlines()
    assert said[0] == "Đang có một lần dựng trang khác chạy trong thư mục này. Chờ nó xong rồi chạy lại."
    assert said[1:] == ["Trang CHƯA được dựng lại; bản trước đó (nếu có) vẫn còn nguyên trong site/."]
    left = files_of(root / "site")
    with started(root) as killed:
        killed.kill()
    after = build(root)
    assert (after.returncode, after.stderr) == (0, "")
    assert files_of(root / "site") == left


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


def cut_off(folder: Path) -> None:
    """A database whose end is missing."""
    path = folder / "cache.sqlite3"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def empty(folder: Path) -> None:
    """Files without a byte, kept pictures too."""
    for path in folder.rglob("*.*"):
        if path.is_file():
            path.write_bytes(b"")


def a_folder(folder: Path) -> None:
    """A folder where the database stood."""
    (folder / "cache.sqlite3").unlink()
    (folder / "cache.sqlite3").mkdir()


SILENT: Final = (gone, empty)
"""What is as if nothing had ever been kept."""


@pytest.mark.parametrize("befall", [garbage, torn, cut_off, empty, gone, a_file, a_folder])
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
    assert befall in SILENT or cache.trouble.startswith(("Bộ nhớ đệm", "Không dùng được bộ nhớ đệm"))


def test_a_cache_of_another_version_is_begun_anew_with_a_word(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "one")
    cache.put("shelf", [("key", b"value")])
    cache.close()
    other = Cache(tmp_path, "two")
    assert other.trouble == "Bộ nhớ đệm là của một phiên bản khác: lần này làm lại từ đầu."
    assert other.all("shelf") == {}
    other.close()


def test_a_real_build_says_one_line_of_a_broken_cache_and_is_right(tmp_path: Path) -> None:
    root = make_root(tmp_path / "repo", REPO / "tests/issues/_base/content")
    assert build(root).returncode == 0
    before = files_of(root / "site")
    for befall in (garbage, a_folder):
        befall(root / ".cache")
        shutil.rmtree(root / "site")
        done = build(root)
        assert done.returncode == 0
        assert done.stderr.count("\n") == 1, done.stderr
        assert done.stderr.startswith(("Bộ nhớ đệm bị hỏng", "Không dùng được bộ nhớ đệm"))
        assert files_of(root / "site") == before


def test_a_build_after_which_nothing_was_touched_reads_nothing_and_says_the_same(tmp_path: Path) -> None:
    root = make_root(tmp_path / "repo", REPO / "tests/issues/_base/content")

    def again() -> tuple[list[str], list[str]]:
        """Return what a build says but for its seconds, and its stages."""
        (root / "stages.json").unlink(missing_ok=True)
        done = run_script(root, "scripts/build.py", "--as-of", TODAY, SITE_STAGES=str(root / "stages.json"))
        assert done.returncode == 0, done.stderr
        stages = json.loads((root / "stages.json").read_text()) if (root / "stages.json").exists() else []
        return done.stdout.split("; mất")[0].splitlines(), [name for name, *_ in stages]

    for path in [*root.rglob("*.*")]:  # as if all were written long ago
        os.utime(path, (1_700_000_000, 1_700_000_000), follow_symlinks=False)
    first, stages = again()
    assert stages
    whole = files_of(root / "site")
    second, stages = again()
    assert not stages
    assert second[:-1] == first[:-1]
    assert second[-1] == first[-1].replace(f"ghi mới {len(whole)}", "ghi mới 0")
    victim = root / "site/index.html"
    for touch in (lambda: victim.write_text("hỏng"), victim.unlink, lambda: (root / "site/them.html").write_text("x")):
        touch()
        assert again()[1], "a site that was touched is made whole"
        assert files_of(root / "site") == whole
    for name in ("content/registry/site.yml", "theme/main.html", "mkdocs.yml"):
        assert not again()[1]
        (root / name).write_bytes((root / name).read_bytes() + b"\n")
        assert again()[1], name
        os.utime(root / name, (1_700_000_000, 1_700_000_000))
        again()


def test_a_cache_that_may_not_be_written_only_costs_time() -> None:
    with tempfile.TemporaryDirectory() as room:  # pytest's own folders are closed to others
        root = Path(room)
        root.chmod(0o755)
        shutil.copytree(REPO / "tests/issues/_base/content", root / "content")
        shutil.copytree(REPO / "theme", root / "theme")
        (root / "open").mkdir()
        (root / "open").chmod(0o777)
        (root / ".cache").mkdir(mode=0o555)
        suffer("no right", root)
        assert files_of(root / "open/site") == files_of(root / "anew")


def test_a_full_disk_of_the_cache_only_costs_time(house: House) -> None:
    suffer("full cache", house.root)
    assert house.build(house.root / "anew", Fresh(house.root / "lasting")) == []
    assert files_of(house.root / "site") == files_of(house.root / "anew")


def test_a_full_disk_of_the_site_leaves_the_old_one_whole(house: House) -> None:
    suffer("full site", house.root)
    house.shell = "v2"
    assert house.build(house.root / "anew", Fresh(house.root / "lasting")) == []
    assert files_of(house.root / "site") == files_of(house.root / "anew")


def test_a_real_build_on_a_full_disk_is_told_without_a_traceback(house: House) -> None:
    suffer("full everywhere", house.root)


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
    replace = os.replace

    def ended(path: str | Path, target: str | Path) -> None:
        nonlocal placed
        if Path(path).is_relative_to(house.root / ".site.moi"):
            if placed == files:
                os._exit(9)
            placed += 1
        replace(path, target)

    child = os.fork()
    if not child:
        try:
            monkeypatch.setattr(os, "replace", ended)
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


def test_a_build_that_is_killed_at_any_moment_leaves_whole_files_and_the_next_is_right(house: House) -> None:
    site, folder, lasting = house.root / "site", house.root / ".cache", house.root / "lasting"
    dice = random.Random(4)  # noqa: S311 - repeatable
    new: Mapping[str, bytes] = {}
    longest, killed = 0.0, 0
    for turn in range(KILLS):
        house.shell = f"v{turn}"
        old = new
        assert house.build(house.root / "anew", Fresh(lasting)) == []
        new = files_of(house.root / "anew")
        began = time.monotonic()
        with subprocess.Popen(command_of("built", house.root, house.shell), env=environment_of(REPO)) as child:
            if turn > 1:
                time.sleep(dice.uniform(0.2, 1) * longest)
                child.kill()
        killed += child.returncode == -signal.SIGKILL
        longest = time.monotonic() - began if turn < 2 else longest  # noqa: PLR2004 - the first draws pictures as well
        cache = Cache(folder, "test")
        assert cache.lock(patience=20)
        left = files_of(site)
        assert all(data in {old.get(name), new.get(name)} for name, data in left.items())
        assert old.keys() <= left.keys()
        assert house.build(site, cache) == []
        cache.close()
        assert files_of(site) == new
    assert killed > KILLS // 3


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
