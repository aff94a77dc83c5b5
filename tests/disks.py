"""A disk with little room, and a process without rights: for tests to which the machine itself refuses something."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

_NEW_USER, _NEW_MOUNTS = 0x10000000, 0x00020000
_SHARED: Final = Path("/dev/shm")  # noqa: S108 - a memory disk, of 64 MB in a container
_SMALL: Final = 256 * 2**20
_NO_DISK: Final = 77
_NOBODY: Final = 65534


def in_child(act: Callable[[], None]) -> int:
    """Do something in a forked process; returns its exit code, 0 when nothing was raised."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 1
    try:
        act()
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    except BaseException:  # noqa: BLE001 - told, and then the process ends
        traceback.print_exc()
    finally:
        os._exit(status)


def on_a_small_disk(folder: Path, megabytes: int, act: Callable[[Path], None]) -> None:
    """Do something in a process that has a disk of its own, in memory: mounted, or the small one of a container.

    Skips the test where the machine gives neither.
    """

    def mounted() -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        user, group = os.getuid(), os.getgid()
        if libc.unshare(_NEW_USER | _NEW_MOUNTS):
            raise SystemExit(_NO_DISK)
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
        if libc.mount(b"none", os.fsencode(folder), b"tmpfs", 0, f"size={megabytes}m".encode()):
            raise SystemExit(_NO_DISK)
        act(folder)

    folder.mkdir(parents=True, exist_ok=True)
    status = in_child(mounted)
    if status == _NO_DISK and _SHARED.is_dir() and shutil.disk_usage(_SHARED).total <= _SMALL:
        with tempfile.TemporaryDirectory(dir=_SHARED) as room:
            status = in_child(lambda: act(Path(room)))
    if status == _NO_DISK:
        pytest.skip("no disk of its own can be had here")
    assert status == 0


def fill(folder: Path, *, room: int = 0) -> Path:
    """Fill the disk of a folder up to `room` bytes with one file, and return it."""
    filler = folder / ".filler"
    with filler.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(b"\0" * 65536)
        except OSError:
            pass
        stream.truncate(max(0, stream.tell() - room))
    return filler


def without_rights(act: Callable[[], None]) -> int:
    """Do something in a process whom permissions bind, even when the tests are run by root; returns its exit code."""

    def bound() -> None:
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)
        act()

    return in_child(bound)
