"""Whether anything was touched since the last finished build: then the site is right as it is, and nothing is read.

Both what a site is made from and the site itself are known by names, sizes and times alone; a time so young that
another change could bear it as well is not believed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .cache import Cache, Stamp, digest
from .publish import walk

_SHELF: Final = "untouched"
_SOURCES: Final = ("content", "theme", "hooks")


def _told(files: Iterable[tuple[str, Stamp]]) -> str:
    return digest(*(f"{name}\0{stamp.size}\0{stamp.changed}" for name, stamp in sorted(files)))


@dataclass(frozen=True)
class Untouched:
    """What one build is made from, `version` being all that is no file, looked at before anything is read."""

    target: Path
    version: str
    sources: tuple[tuple[str, Stamp], ...]
    seen: int

    @classmethod
    def of(cls, root: Path, target: Path, *version: str) -> Untouched:
        """Look at the files that the site in `target` is made from."""
        seen = time.time_ns()
        below = ((f"{name}/{path}", stamp) for name in _SOURCES for path, stamp in walk(str(root / name)))
        options = ((path.name, Stamp.of(path.stat())) for path in root.glob("*.yml"))
        sources = (item for item in (*below, *options) if "/__pycache__/" not in item[0])
        return cls(target, digest(*version), tuple(sources), seen)

    def summary(self, cache: Cache) -> str:
        """Return what the last build said when all is as it left it, else nothing."""
        held = cache.get(_SHELF, str(self.target))
        if held is None:
            return ""
        version, sources, site, said = json.loads(held)
        same = version == self.version and sources == _told(self.sources) and site == _told(walk(str(self.target)))
        return str(said) if same else ""

    def keep(self, cache: Cache, site: Iterable[tuple[str, Stamp]], said: str) -> None:
        """Keep what a finished build said and how it left the site, unless a source could change without showing it."""
        if all(stamp.settled(self.seen) for _, stamp in self.sources):
            row = [self.version, _told(self.sources), _told(site), said]
            cache.put(_SHELF, [(str(self.target), json.dumps(row).encode())])
        else:
            cache.put(_SHELF, (), gone=[str(self.target)])
