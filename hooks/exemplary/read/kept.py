"""What was read from files before: a file that has not changed is not read again.

A file has not changed when size and time say so, or else when its bytes do. A time so young that another change could
bear it as well is not believed, so nothing that is written while a build runs can be missed by the next.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import stat
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..cache import Cache, Stamp
from ..workers import LEAST, work_through

_LARGEST: Final = 20_000_000
"""Bytes of the largest file that is read at all."""
_PORTION: Final = 256
"""Rows that are put on the shelf at a time."""


_Reading = tuple[Any, tuple[int, int] | None, str, str]
"""What was read, and how to know the file again: stamp (None when too young), digest, what lay beside it."""


@dataclass(frozen=True)
class Job:
    """One file to read: its path from the root, what besides its bytes the reading depends on, how to read it.

    `read` is given the bytes, or None where there is no such file or it is too large.
    """

    path: str
    beside: str
    read: Callable[[bytes | None], Any]


class Kept:
    """The readings of the files below `root`, kept on a shelf of `cache`; with `only` those of a few files."""

    def __init__(
        self, root: Path, cache: Cache | None, shelf: str = "readings", only: Collection[str] | None = None
    ) -> None:
        self._root = str(root)
        self._cache = cache or Cache()
        self._shelf = shelf
        self._rows = self._cache.all(shelf) if only is None else self._cache.some(shelf, only)
        self._gone = set(self._rows)
        self._now = time.time_ns()

    def read(self, jobs: Sequence[Job], least: int = LEAST) -> list[Any]:
        """Return what each job reads, from the cache where its file is the same as then.

        `least` files to read anew are shared among several processes.
        """
        with uncollected():
            readings = [self._known(job) for job in jobs]
            missing = [number for number, reading in enumerate(readings) if reading is None]
            made = work_through([jobs[number] for number in missing], self._made, least)
            fresh: list[tuple[str, bytes]] = []
            for number in reversed(missing):
                row = made.pop()
                reading = readings[number] = pickle.loads(row)  # noqa: S301 - made here
                if reading[2]:
                    fresh.append((jobs[number].path, row))
                if len(fresh) == _PORTION:  # what was read goes where the rows have been
                    self._cache.put(self._shelf, fresh)
                    fresh.clear()
            self._gone.difference_update(job.path for job in jobs)
            self._cache.put(self._shelf, fresh)
        return [reading[0] for reading in readings if reading]

    def key_of(self, folder: str, names: Iterable[str]) -> str:
        """Return a key for the files of a folder with these names: another when one of them may be another."""
        told = [f"{name} {self._told(folder, name)}" for name in names]
        return "/".join(told)

    def _told(self, folder: str, name: str) -> str:
        try:
            stamp = Stamp.of(os.stat(f"{self._root}/{folder}/{name}"))  # noqa: PTH116 - as below
        except OSError:
            return ""
        young = "" if stamp.settled(self._now) else f" seen {self._now}"
        return f"{stamp.size} {stamp.changed}{young}"

    def forget_others(self) -> None:
        """Forget the files that nobody asked for: they are gone."""
        self._cache.put(self._shelf, (), gone=self._gone)

    def _known(self, job: Job) -> _Reading | None:
        """Return the kept reading of a file that is still the same."""
        row = self._rows.pop(job.path, None)
        if row is None:
            return None
        reading: _Reading = pickle.loads(row)  # noqa: S301 - our own cache
        _, believed, content, beside = reading
        info = self._info(job.path) if beside == job.beside else None
        if info is None or ((info.st_size, info.st_mtime_ns) != believed and _digest(self._bytes(job.path)) != content):
            return None
        return reading

    def _made(self, job: Job) -> bytes:
        """Read a file; returns the row to keep, without a content when the file is none that may be kept."""
        info = self._info(job.path)
        data = self._bytes(job.path) if info else None
        value = job.read(data)
        settled = info is not None and Stamp.of(info).settled(self._now)
        stamp = (info.st_size, info.st_mtime_ns) if info and settled else None
        reading: _Reading = (value, stamp, _digest(data), job.beside)
        return pickle.dumps(reading, pickle.HIGHEST_PROTOCOL)

    def _info(self, path: str) -> os.stat_result | None:
        """Return what the file system says of a file that may be read."""
        try:
            info = os.stat(f"{self._root}/{path}")  # noqa: PTH116 - a tenth of the time, ten thousand times
        except OSError:
            return None
        return info if stat.S_ISREG(info.st_mode) and info.st_size <= _LARGEST else None

    def _bytes(self, path: str) -> bytes | None:
        try:
            with open(f"{self._root}/{path}", "rb") as stream:  # noqa: PTH123 - the same
                return stream.read()
        except OSError:
            return None


def _digest(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()


@contextmanager
def uncollected() -> Iterator[None]:
    """Make many objects that all stay without looking for garbage among them, neither now nor later."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()
