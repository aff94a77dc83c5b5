"""What was touched since the last finished build: where nothing was, the site is right as it is, and nothing is read.

Both what a site is made from and the site itself are known by names, sizes and times alone; a time so young that
another change could bear it as well is not believed.
"""

from __future__ import annotations

import hashlib
import marshal
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .cache import Cache, Stamp, digest
from .publish import walk

_SHELF: Final = "untouched"
_SOURCES: Final = ("content", "theme", "hooks")
_YOUNG: Final = (-1, -1)
"""Stands for a stamp that is not believed; no file has it."""


def _told(files: Iterable[tuple[str, Stamp]]) -> bytes:
    return hashlib.sha256(
        "\n".join(f"{name}\0{size}\0{time}" for name, (size, time) in sorted(files)).encode()
    ).digest()


@dataclass(frozen=True)
class Last:
    """What the last build left: the sources touched since, added and removed ones among them; its site; its summary."""

    touched: tuple[str, ...]
    site: Mapping[str, Stamp]
    said: str


@dataclass(frozen=True)
class Sources:
    """What the site in `target` is made from: files by path, and in `version` whatever is no file.

    `seen` is when they were looked at, in nanoseconds, before any was read.
    """

    target: Path
    version: str
    files: Mapping[str, Stamp]
    seen: int

    @classmethod
    def of(cls, root: Path, target: Path, *version: str) -> Sources:
        """Look at the files that the site in `target` is made from."""
        seen = time.time_ns()
        files = {f"{name}/{path}": stamp for name in _SOURCES for path, stamp in walk(str(root / name))}
        files.update((path.name, Stamp.of(path.stat())) for path in root.glob("*.yml"))
        return cls(target, digest(*version), {k: v for k, v in files.items() if "/__pycache__/" not in k}, seen)

    def last(self, cache: Cache) -> Last | None:
        """Return what the last build left; None when that is unknown, or its site is not as it was left."""
        row = cache.get(_SHELF, str(self.target))
        if row is None:
            return None
        version, files, told, said = marshal.loads(row)  # noqa: S302 - our own cache
        if version != self.version:
            return None
        site = dict(walk(str(self.target)))
        if told != _told(site.items()):
            return None
        touched = sorted(name for name in files.keys() | self.files.keys() if files.get(name) != self.files.get(name))
        return Last(tuple(touched), site, said)

    def keep(self, cache: Cache, site: Iterable[tuple[str, Stamp]], said: str) -> None:
        """Keep what a finished build said and how it left the site; a source too young counts as touched next time."""
        files = {name: tuple(stamp) if stamp.settled(self.seen) else _YOUNG for name, stamp in self.files.items()}
        cache.put(_SHELF, [(str(self.target), marshal.dumps((self.version, files, _told(site), said)))])

    def forget(self, cache: Cache) -> None:
        """Forget what the last build left."""
        cache.put(_SHELF, (), gone=[str(self.target)])
