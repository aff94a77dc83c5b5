"""The figures of `bench`: who is measured when, what is compared with what, and how the table says it."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import pytest

from proof.comparison import (
    OURS,
    PICTURED,
    SEARCH,
    SLOW,
    Output,
    Row,
    Run,
    alternating,
    number,
    pictures,
    rows_of,
    stages_table,
    table,
    take_turns,
)
from proof.cost import Cost, TooLongError, cost_of
from proof.peers import MissingPeerError


def run(whose: str, key: str, walls: list[float], *, memory: float = 1.0) -> Run:
    """A run that takes so long in each turn, and half as long of processors."""
    return Run(whose, key, key, lambda turn: Cost(walls[turn - 1], walls[turn - 1] / 2, memory * turn))


def rows(runs: list[Run], turns: int) -> dict[tuple[str, str], Row]:
    """Measure and return the lines by run."""
    measured = take_turns(runs, turns, lambda _: None)
    return {row.id if isinstance(row, Run) else (row.whose, row.key): row for row in rows_of(runs, measured)}  # type: ignore[misc]


def test_ratios_are_taken_within_a_turn_so_that_a_busy_machine_does_not_count() -> None:
    ours, hugo = run(OURS, "story", [1.0, 10.0, 1.2]), run("Hugo", "full", [4.0, 40.0, 4.0])
    row = rows([ours, hugo], 3)[OURS, "story"]
    assert row.wall == 1.2
    assert row.ratio == 0.25
    assert row.processor_ratio == 0.25


def test_memory_is_the_greatest_of_all_turns() -> None:
    assert rows([run(OURS, "cold", [1.0, 1.0], memory=100)], 2)[OURS, "cold"].memory == 200


def test_nothing_is_compared_when_hugo_was_not_measured() -> None:
    assert rows([run(OURS, "cold", [1.0])], 1)[OURS, "cold"].ratio is None


def test_the_search_index_is_told_apart_because_hugo_makes_none() -> None:
    cost = Cost(3.0, 2.0, 1.0, ((SEARCH, 1.0, 0.5), ("soạn các trang", 2.0, 1.5)))
    runs = [Run(OURS, "story", "thêm một câu", lambda _: cost), run("Hugo", "full", [4.0])]
    assert rows(runs, 1)[OURS, "story"].ratio == 0.75
    assert rows(runs, 1)[OURS, "story"].plain_ratio == 0.5


def test_every_stage_is_told_with_its_share() -> None:
    cost = Cost(4.0, 2.0, 1.0, (("đọc", 1.0, 0.5), ("soạn các trang", 3.0, 1.5)))
    runs = [Run(OURS, "cold", "dựng lần đầu", lambda _: cost), run("Hugo", "full", [4.0])]
    measured = take_turns(runs, 1, lambda _: None)
    told = stages_table(list(rows_of(runs, measured)), measured)
    assert "Hugo" not in told
    assert re.search(r"soạn các trang +3,00 +75 +1,50 +75", told)


def test_a_slow_run_is_made_once_and_compared_with_the_turn_it_was_in() -> None:
    ours, hugo = run(OURS, "cold", [SLOW]), run("Hugo", "full", [30.0, 1.0, 1.0])
    row = rows([ours, hugo], 3)[OURS, "cold"]
    assert row.turns == 1
    assert row.ratio == SLOW / 30


def test_ours_and_theirs_follow_each_other() -> None:
    ours = [run(OURS, key, [1.0]) for key in "abc"]
    theirs = [run("Hugo", "full", [1.0])]
    assert [item.whose for item in alternating(ours, theirs)] == [OURS, "Hugo", OURS, OURS]


def test_a_peer_that_fails_is_told_once_and_the_rest_goes_on() -> None:
    def fail(_: int) -> Cost:
        raise MissingPeerError("không cài được")

    said: list[str] = []
    runs = [Run("Hugo", "full", "dựng cả trang", fail), run(OURS, "cold", [1.0, 2.0])]
    measured = take_turns(runs, 2, said.append)
    told = table(300, rows_of(runs, measured), [Output(OURS, 1234, 5.5)])
    assert sum("Hugo" in line for line in said) == 1
    assert "không đo được" in next(line for line in told.splitlines() if line.startswith("Hugo"))
    assert len(measured[OURS, "cold"]) == 2
    assert "1.234" in told


def test_a_fault_of_ours_stops_the_measuring() -> None:
    def fail(_: int) -> Cost:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        take_turns([Run(OURS, "cold", "dựng", fail)], 1, lambda _: None)


def test_the_part_of_the_pictures_is_what_a_build_that_has_them_saves() -> None:
    runs = [run(OURS, "cold", [10.0]), run(OURS, "cold-pictures", [4.0])]
    measured = take_turns(runs, 1, lambda _: None)
    told = pictures(list(rows_of(runs, measured)), measured)
    assert "chiếm 6,00 giây (60 %), 3,00 giây máy (60 %)" in told
    assert "So với" not in told
    assert pictures([], {}) == ""


def test_our_first_build_is_compared_with_the_peer_that_makes_as_many_pictures() -> None:
    runs = [run(OURS, "cold", [10.0]), run(OURS, "cold-pictures", [4.0]), run(*PICTURED, [40.0])]
    measured = take_turns(runs, 1, lambda _: None)
    assert "lâu bằng 0,25 lần" in pictures(list(rows_of(runs, measured)), measured)


def test_numbers_are_written_as_vietnamese_does() -> None:
    assert number(1234.567) == "1.234,57"
    assert number(None) == "–"


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="hỏng"):
        cost_of([sys.executable, "-c", "raise SystemExit('hỏng')"], tmp_path, {"PYTHONUTF8": "1"})


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of families of processes")
def test_a_command_that_takes_too_long_ends_with_all_that_it_started(tmp_path: Path) -> None:
    left = tmp_path / "left"
    inner = f"import time, pathlib; time.sleep(2); pathlib.Path({str(left)!r}).touch()"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    with pytest.raises(TooLongError):
        cost_of([sys.executable, "-c", outer], tmp_path, {}, limit=0.5)
    time.sleep(2.5)
    assert not left.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of families of processes")
def test_memory_counts_processes_that_live_at_once(tmp_path: Path) -> None:
    hold = "import time; held = bytearray(80_000_000); time.sleep(1.5)"
    code = (
        f"import subprocess, sys; both = [subprocess.Popen([sys.executable, '-c', {hold!r}]) for _ in 'ab'];"
        " [child.wait() for child in both]"
    )
    assert cost_of([sys.executable, "-c", code], tmp_path, {}).memory > 150
