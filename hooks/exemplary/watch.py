"""Notice that files changed, on any disk and any system, for a live preview.

Systems tell of changes in ways that fail on network drives and shared folders, and watching ten thousand folders
exceeds what many allow. So the files that are known are looked at again and again, and a folder is only listed anew
when its own time says that something came or went: half the work of walking through all of them.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from typing import Final

_PAUSE: Final = 0.15
"""Seconds between two looks at a small site."""
_SHARE: Final = 2
"""How many times longer than a look the pause after it is at least."""

Seen = tuple[int, int, int]
"""Time of the last change in nanoseconds, size, number of the file on its disk."""


def _look(path: str) -> Seen | None:
    try:
        info = os.stat(path)  # noqa: PTH116 - a tenth of the time, ten thousand times
    except OSError:
        return None
    return info.st_mtime_ns, info.st_size, info.st_ino


class Watch(threading.Thread):
    """Looks at files and folders and calls `tell` with the paths of those that changed, came or went."""

    def __init__(self, tell: Callable[[list[str]], None]) -> None:
        super().__init__(daemon=True)
        self._tell = tell
        self._known: dict[str, Seen | None] = {}
        self._held: dict[str, set[str]] = {}
        """What each folder holds."""
        self._busy = threading.Lock()
        self._ended = threading.Event()

    def add(self, path: str) -> None:
        """Look at a file or at all that a folder holds."""
        with self._busy:
            self._add(path)

    def run(self) -> None:
        """Look until `stop`."""
        took = 0.0
        while not self._ended.wait(max(_PAUSE, _SHARE * took)):
            with self._busy:
                began = time.thread_time()
                changed = self.changed()
                took = time.thread_time() - began
            if changed:
                self._tell(changed)

    def stop(self) -> None:
        """End looking."""
        self._ended.set()

    def changed(self) -> list[str]:
        """Look once; returns what is another than the last time, a folder for what came or went in it."""
        found: list[str] = []
        for path, before in list(self._known.items()):
            now = _look(path)
            if now == before or path not in self._known:
                continue
            found.append(path)
            self._known[path] = now
            self._list(path)
        return found

    def _add(self, path: str) -> None:
        self._known[path] = _look(path)
        self._list(path)

    def _list(self, path: str) -> None:
        """Take in what a folder holds now, and drop what it held; a file holds nothing."""
        try:
            with os.scandir(path) as items:
                now = {item.path for item in items}
        except OSError:
            now = set()
        before = self._held.pop(path, set())
        if now:
            self._held[path] = now
        for gone in before - now:
            self._drop(gone)
        for new in now - before:
            self._add(new)

    def _drop(self, path: str) -> None:
        self._known.pop(path, None)
        for inner in self._held.pop(path, ()):
            self._drop(inner)
