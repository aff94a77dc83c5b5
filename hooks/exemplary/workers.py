"""Do the same to many things in several processes, where the machine can safely fork; the answers keep their order.

A forked process has everything that its parent has, so nothing needs to be packed on the way in; what it answers is
pickled on the way out. Elsewhere the work is done one by one, with the same answers.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Final, TypeVar

T = TypeVar("T")
R = TypeVar("R")

LEAST: Final = 64
"""Things below which a second process costs more than it saves."""
_MOST: Final = 8


def processes() -> int:
    """Return how many processes may work at once; `SITE_PROCESSES` overrules what the machine says."""
    # a library may run threads that Python knows nothing of, and a lock that one of them held would never open again
    if not sys.platform.startswith("linux") or len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208 - no paths wanted
        return 1
    wanted = os.environ.get("SITE_PROCESSES", "")
    return int(wanted) if wanted.isdigit() and wanted != "0" else min(_MOST, len(os.sched_getaffinity(0)))


def work_through(things: Sequence[T], do: Callable[[T], R], least: int = LEAST, most: int | None = None) -> list[R]:
    """Return `do` of everything, in order; what it raises is raised here. Fewer things than `least` are not shared.

    With `most` no process but this one works through more than that: one that ends gives back what it has copied.
    """
    count = min(processes(), len(things)) if len(things) >= least else 1
    if count == 1:
        return [do(thing) for thing in things]
    return _in_parts(things, do, count, most or len(things), here=1)


def work_apart(things: Sequence[T], do: Callable[[T], R], most: int) -> list[R]:
    """Return the same as `work_through`, no process working through more than `most` things, and this one through none.

    For libraries that keep for themselves what they need no more, or start threads: both end with the process.
    """
    count = processes()
    if count == 1:
        return [do(thing) for thing in things]
    return _in_parts(things, do, count, most, here=0)


def work_aside(things: Sequence[T], do: Callable[[T], R]) -> Callable[[], list[R]]:
    """Begin to do the same in one process beside this one; returns what waits for the answers.

    For work that is done while this process has another that cannot be shared; too little is done when it is asked for.
    """
    if processes() == 1 or len(things) < LEAST:
        return lambda: [do(thing) for thing in things]
    with _frozen():
        return partial(_answers, things, do, *_start(things, do))


def _in_parts(things: Sequence[T], do: Callable[[T], R], count: int, most: int, here: int) -> list[R]:
    """Share things in parts, so that each of `count` processes has at most `most` of a part."""
    parts = (things[start : start + count * most] for start in range(0, len(things), count * most))
    with _frozen():
        return [made for part in parts for made in _shared(part, do, min(count, len(part)), here)]


def dealt(things: Sequence[T]) -> list[T]:
    """Return things in an order in which each process of `work_through` is given a run of them.

    Where neighbours look at the same, each process then touches, and so copies, a part of our memory instead of all.
    """
    size = -(-len(things) // processes()) or 1
    runs = [things[start : start + size] for start in range(0, len(things), size)]
    return [run[number] for number in range(size) for run in runs if number < len(run)]


@contextmanager
def _frozen() -> Iterator[None]:
    """Keep the collector away from all that is there, garbage too: a child would touch, and so copy, all of it."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _shared(things: Sequence[T], do: Callable[[T], R], count: int, here: int) -> list[R]:
    """Share things among `count` processes, of which `here`, one or none, is this one."""
    shares = [things[number::count] for number in range(count)]
    children = [_start(share, do) for share in shares[here:]]
    answers = [[do(thing) for thing in share] for share in shares[:here]]
    answers += [_answers(share, do, *child) for share, child in zip(shares[here:], children, strict=True)]
    made: list[R] = [answers[0][0]] * len(things)
    for number, held in enumerate(answers):
        made[number::count] = held
    return made


def _start(share: Sequence[T], do: Callable[[T], R]) -> tuple[int, int]:
    """Fork a process that works through `share`; returns its id and the end of the pipe that it answers through."""
    reading, writing = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    status = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as stream:
            pickle.dump([do(thing) for thing in _while_wanted(share, parent)], stream, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)


def _while_wanted(share: Sequence[T], parent: int) -> Iterator[T]:
    """Yield the things until the process is gone that waits for the answers."""
    for thing in share:
        if os.getppid() != parent:
            os._exit(1)
        yield thing


def _answers(share: Sequence[T], do: Callable[[T], R], child: int, reading: int) -> list[R]:
    """Wait for a process that works through `share`; one that failed, or was ended, leaves its work and fault to us."""
    with os.fdopen(reading, "rb") as stream:
        data = stream.read()
    _, status = os.waitpid(child, 0)
    received: list[R] | None = pickle.loads(data) if status == 0 else None  # noqa: S301 - our own child
    return [do(thing) for thing in share] if received is None else received
