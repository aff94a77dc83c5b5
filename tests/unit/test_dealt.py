"""Things are dealt so that each process is given a run of them."""

from __future__ import annotations

import pytest

from exemplary.workers import dealt


@pytest.mark.parametrize(("many", "processes"), [(0, 2), (1, 2), (7, 2), (8, 3), (9, 1), (2, 4)])
def test_everything_is_dealt_once_and_in_runs(many: int, processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exemplary.workers.processes", lambda: processes)
    things = list(range(many))
    assert sorted(dealt(things)) == things


def test_each_process_has_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exemplary.workers.processes", lambda: 2)
    order = dealt(range(8))
    assert (order[::2], order[1::2]) == ([0, 1, 2, 3], [4, 5, 6, 7])
