"""How things are shared among processes: in runs, and in rounds after which a process ends."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from exemplary.workers import dealt, work_apart, work_aside, work_through


@pytest.mark.parametrize(("many", "processes"), [(0, 2), (1, 2), (7, 2), (8, 3), (9, 1), (2, 4)])
def test_everything_is_dealt_once_and_in_runs(many: int, processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exemplary.workers.processes", lambda: processes)
    things = list(range(many))
    assert sorted(dealt(things)) == things


def test_each_process_has_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exemplary.workers.processes", lambda: 2)
    order = dealt(range(8))
    assert (order[::2], order[1::2]) == ([0, 1, 2, 3], [4, 5, 6, 7])


def test_processes_end_after_a_round_and_answers_keep_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exemplary.workers.processes", lambda: 2)
    made = work_through(range(100), lambda thing: (thing, os.getpid()), most=10)
    assert [thing for thing, _ in made] == list(range(100))
    by = Counter(process for _, process in made)
    assert by.pop(os.getpid()) == 50
    assert list(by.values()) == [10] * 5


def test_what_is_worked_apart_is_never_worked_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exemplary.workers.processes", lambda: 2)
    made = work_apart(range(25), lambda thing: (thing, os.getpid()), 6)
    assert [thing for thing, _ in made] == list(range(25))
    by = Counter(process for _, process in made)
    assert os.getpid() not in by
    assert max(by.values()) <= 6


def test_what_is_worked_aside_is_worked_meanwhile_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exemplary.workers.processes", lambda: 2)
    answers = work_aside(range(100), lambda thing: (thing, os.getpid()))
    made = answers()
    assert [thing for thing, _ in made] == list(range(100))
    assert {process for _, process in made}.isdisjoint({os.getpid()})


def test_what_a_process_aside_fails_at_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exemplary.workers.processes", lambda: 2)
    here = os.getpid()

    def do(thing: int) -> int:
        if os.getpid() != here:
            os._exit(3)
        return thing

    assert work_aside(range(100), do)() == list(range(100))


def test_few_things_are_done_only_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exemplary.workers.processes", lambda: 2)
    done: list[int] = []
    answers = work_aside(range(3), done.append)
    assert not done
    answers()
    assert done == [0, 1, 2]
