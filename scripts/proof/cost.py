"""What a command costs: time, processors, memory of it and of all that it starts."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_KB: Final = 1024
_LOOKS: Final = 0.2
"""Seconds between two looks at the memory of a family of processes, at least."""
_SPARED: Final = 24
"""How many times as long as it took is waited after a look: it holds up what is looked at, and only families are."""


class TooLongError(Exception):
    """A command that was ended because it took longer than it may."""


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds on the wall, seconds of all processors, megabytes.

    `memory` is the largest of two figures: the peak of the largest single process, which the kernel keeps, and, on
    Linux, the largest sum that was seen of all processes that lived at once (one to five looks a second; memory that a
    fork shares is counted once). The second matters for a build that shares its work; a short peak of it may be missed.
    `stages` are those of a build of ours, each with its name, seconds on the wall and seconds of processors.
    """

    wall: float
    processors: float
    memory: float
    stages: tuple[tuple[str, float, float], ...] = ()


def _family(process: int) -> list[int]:
    """Return a process and all below it; those that have just ended are left out."""
    found = [process]
    for member in found:
        with suppress(OSError):
            for thread in Path(f"/proc/{member}/task").iterdir():
                found += map(int, (thread / "children").read_text().split())
    return found


def _together(process: int) -> float:
    """Return the megabytes that several processes hold at this moment; 0 for one alone or where nobody can tell."""
    members = _family(process)
    held = 0
    for member in members if len(members) > 1 else ():
        with suppress(OSError, StopIteration):
            lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
            held += int(next(line for line in lines if line.startswith("Pss:")).split()[1])
    return held / _KB


def cost_of(command: Sequence[str], folder: Path, environment: Mapping[str, str], limit: float | None = None) -> Cost:
    """Run a command in a folder, with `environment` over that of this process, when the disk has written all before.

    Raises `RuntimeError` with what the command said when it fails, `TooLongError` when it takes more than `limit`
    seconds, `OSError` when it cannot be started.
    """
    over, seen = threading.Event(), [0.0]

    def watch() -> None:
        took = 0.0
        while not over.wait(max(_LOOKS, _SPARED * took)):
            looked = time.perf_counter()
            seen[0] = max(seen[0], _together(child.pid))
            took = time.perf_counter() - looked
            if limit and time.perf_counter() - started > limit:
                for member in reversed(_family(child.pid)):
                    with suppress(OSError):
                        os.kill(member, 9)

    with tempfile.TemporaryFile() as said:
        os.sync()
        started = time.perf_counter()
        child = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            _, status, usage = os.wait4(child.pid, 0)
            wall = time.perf_counter() - started
        finally:
            over.set()
            watcher.join()
        child.returncode = os.waitstatus_to_exitcode(status)
        if limit and wall > limit:
            raise TooLongError
        if child.returncode:
            said.seek(0)
            raise RuntimeError(said.read().decode("utf-8", "replace")[-2000:])
    return Cost(wall, usage.ru_utime + usage.ru_stime, max(usage.ru_maxrss / _KB, seen[0]))
