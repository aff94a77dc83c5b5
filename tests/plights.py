"""Plights of a build, each in a process of its own: a disk with little room, no rights, an end by force.

`python tests/plights.py PLIGHT ROOT` puts itself into one and builds the small site in ROOT; a fault is an exit code.
A process of its own has no threads of earlier tests, so it may fork, leave its user, and mount what it wants.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from exemplary.cache import Cache
from exemplary.issues import ExemplaryError
from houses import House
from sites import REPO, build, environment_of, files_of, make_root

NO_DISK: Final = 77
"""The exit code of a process that could not get a disk of its own."""
_NEW_USER, _NEW_MOUNTS = 0x10000000, 0x00020000
_SHARED: Final = Path("/dev/shm")  # noqa: S108 - a memory disk, of 64 MB in a container
_SMALL: Final = 256 * 2**20
_NOBODY: Final = 65534


def command_of(plight: str, root: Path, *more: str) -> list[str]:
    """Return the command that puts a process into a plight."""
    return [sys.executable, __file__, plight, str(root), *more]


def suffer(plight: str, root: Path) -> None:
    """Put a process into a plight and see it come through; skips where the machine gives no disk of its own."""
    done = subprocess.run(
        command_of(plight, root), env=environment_of(REPO), capture_output=True, text=True, check=False, timeout=900
    )
    if done.returncode == NO_DISK:
        pytest.skip("no disk of its own can be had here")
    assert done.returncode == 0, done.stderr


def _fill(folder: Path, *, room: int = 0) -> Path:
    """Fill the disk of a folder up to `room` bytes with one file, and return it."""
    filler = folder / ".filler"
    with filler.open("wb", buffering=0) as stream:
        try:
            while stream.write(b"\0" * 65536) == 65536:
                pass
        except OSError:
            pass
        stream.truncate(max(0, stream.tell() - room))
    return filler


def _on_a_small_disk(act: Callable[[Path, Path], None], root: Path) -> None:
    """Do something with a folder on a disk of 48 MB: one of our own in memory, or the small one of a container."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    folder = root / "disk"
    folder.mkdir()
    if not libc.unshare(_NEW_USER | _NEW_MOUNTS):
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
        if not libc.mount(b"none", os.fsencode(folder), b"tmpfs", 0, b"size=48m"):
            act(root, folder)
            return
    if not _SHARED.is_dir() or shutil.disk_usage(_SHARED).total > _SMALL:
        sys.exit(NO_DISK)
    with tempfile.TemporaryDirectory(dir=_SHARED) as room:
        act(root, Path(room))


def _full_cache(root: Path, disk: Path) -> None:
    _fill(disk, room=200_000)
    cache = Cache(disk / ".cache", "test")
    assert House(root).build(root / "site", cache) == []
    cache.close()
    assert "disk is full" in cache.trouble or "disk I/O error" in cache.trouble, cache.trouble
    assert "\n" not in cache.trouble


def _full_site(root: Path, disk: Path) -> None:
    house, cache, site = House(root), Cache(root / ".cache", "test"), disk / "site"
    assert house.build(site, cache) == []
    old = files_of(site)
    house.shell = "v2"
    filler = _fill(disk, room=100_000)
    with pytest.raises(ExemplaryError, match="ổ đĩa đã đầy"):
        house.build(site, cache)
    assert files_of(site) == old
    filler.unlink()
    assert house.build(site, cache) == []
    cache.close()
    shutil.copytree(site, root / "site")


def _full_everywhere(root: Path, disk: Path) -> None:
    repository = make_root(disk / "repo", root / "content")
    _fill(disk)
    done = build(repository)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr, done.stderr
    assert "ổ đĩa đã đầy" in done.stderr, done.stderr


def _no_right(root: Path) -> None:
    """Permissions bind nobody less than root; what is imported late may be in folders that are only root's."""
    assert House(root).build(root / "anew", Cache()) == []
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    cache = Cache(root / ".cache", "test")
    assert House(root).build(root / "open/site", cache) == []
    assert cache.trouble.startswith("Không dùng được bộ nhớ đệm"), cache.trouble
    assert "\n" not in cache.trouble
    assert list((root / ".cache").iterdir()) == []


def _built(root: Path, shell: str) -> None:
    cache = Cache(root / ".cache", "test")
    assert cache.lock(patience=20)
    assert House(root, shell=shell).build(root / "site", cache) == []
    cache.close()


if __name__ == "__main__":
    name, where = sys.argv[1], Path(sys.argv[2])
    small = {"full cache": _full_cache, "full site": _full_site, "full everywhere": _full_everywhere}
    if name in small:
        _on_a_small_disk(small[name], where)
    elif name == "no right":
        _no_right(where)
    else:
        _built(where, *sys.argv[3:])
