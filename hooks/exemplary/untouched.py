"""What was touched since the last finished build: where nothing was, the site is right as it is, and nothing is read.

What a site is made from is known by sizes and times, and where only the time is another, as after a fresh checkout, by
its bytes; a time so young that another change could bear it as well is not believed. The site itself is known by sizes
and times alone.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import time
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from .cache import Cache, Stamp, digest
from .publish import stamps_below
from .read.kept import uncollected

_SHELF: Final = "untouched"
_NONE: Final = (-1, -1, b"")
"""What is kept of a file that is not believed to be what was built from; no file is like that."""
_SOURCES: Final = ("content", "theme", "hooks")


def _told(files: Mapping[str, Stamp]) -> bytes:
    names = sorted(files)
    numbers = array("q", chain.from_iterable(map(files.__getitem__, names)))
    return hashlib.sha256("\n".join(names).encode() + b"\n" + numbers.tobytes()).digest()


@dataclass(frozen=True)
class Last:
    """What the last build left: the sources touched since, added and removed ones among them, and its summary."""

    touched: tuple[str, ...]
    said: str


@dataclass(frozen=True)
class Sources:
    """What the site in `target` is made from: files by path, and in `version` whatever is no file.

    `site` are the files of the site; `seen` is when all were looked at, in nanoseconds, before any was read.
    """

    root: Path
    target: Path
    version: str
    files: Mapping[str, Stamp]
    site: Mapping[str, Stamp]
    seen: int

    @classmethod
    def of(cls, root: Path, target: Path, *version: str) -> Sources:
        """Look at the site in `target` and at the files that it is made from."""
        seen = time.time_ns()
        with uncollected():
            *found, site = stamps_below(*(str(root / name) for name in _SOURCES), str(target))
            files = {
                f"{name}/{path}": stamp
                for name, below in zip(_SOURCES, found, strict=True)
                for path, stamp in below.items()
                if "__pycache__/" not in path
            }
        files.update((path.name, Stamp.of(path.stat())) for path in root.glob("*.yml"))
        return cls(root, target, digest(*version), files, site, seen)

    def last(self, cache: Cache) -> Last | None:
        """Return what the last build left; None when that is unknown, or its site is not as it was left."""
        row = cache.get(_SHELF, str(self.target))
        if row is None:
            return None
        version, files, told, said = marshal.loads(row)  # noqa: S302 - our own cache
        if version != self.version or not self.site or told != _told(self.site):
            return None
        others = [name for name in files.keys() | self.files.keys() if files.get(name, ())[:2] != self.files.get(name)]
        touched = tuple(sorted(name for name in others if not self._same(name, *files.get(name, _NONE))))
        if others and not touched:
            self.keep(cache, self.site, said)
        return Last(touched, said)

    def _same(self, name: str, size: int, _: int, content: bytes) -> bool:
        """Tell whether a file is there with the bytes that it had, whenever it was written."""
        there = self.files.get(name)
        return there is not None and there.size == size and content != b"" and self._content(name) == content

    def _content(self, name: str) -> bytes:
        """Return a digest of the bytes of a file, b"" for one that cannot be read."""
        try:
            with open(f"{self.root}/{name}", "rb") as stream:  # noqa: PTH123 - paths are dear, and these are many
                return hashlib.sha256(stream.read()).digest()[:16]
        except OSError:
            return b""

    def keep(self, cache: Cache, site: Mapping[str, Stamp], said: str) -> None:
        """Keep what a finished build said and how it left the site; a source too young counts as touched next time."""
        row = cache.get(_SHELF, str(self.target))
        known = marshal.loads(row)[1] if row else {}  # noqa: S302 - our own cache
        files = {name: self._kept(name, stamp, known.get(name, _NONE)) for name, stamp in self.files.items()}
        cache.put(_SHELF, [(str(self.target), marshal.dumps((self.version, files, _told(site), said)))])

    def _kept(self, name: str, stamp: Stamp, known: tuple[int, int, bytes]) -> tuple[int, int, bytes]:
        """Return what is kept of a file: its bytes are those that were built from only if it is as it was by then."""
        if known[:2] == stamp and known[2]:
            return known
        try:
            now = Stamp.of(os.stat(f"{self.root}/{name}"))  # noqa: PTH116
        except OSError:
            return _NONE
        return (*stamp, self._content(name)) if now == stamp and stamp.settled(self.seen) else _NONE

    def forget(self, cache: Cache) -> None:
        """Believe no more what the last build left; what is known of the sources stays."""
        row = cache.get(_SHELF, str(self.target))
        known = marshal.loads(row)[1] if row else {}  # noqa: S302 - our own cache
        cache.put(_SHELF, [(str(self.target), marshal.dumps(("", known, b"", "")))])
