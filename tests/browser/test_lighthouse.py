"""Lighthouse gives full marks on the pages with a budget, as a phone and as a desk; its reports stay in build/."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from proof.lighthouse import DETERMINED, DEVICES, Device, Report, judge
from proof.pages import MEASURED
from sites import REPO

REPORTS = REPO / "build" / "lighthouse"
TRIES = 3
"""Timings of a busy machine are noise: speed is judged by the best of so many runs; one full mark is enough."""


@pytest.fixture(scope="module")
def reports() -> Iterator[Path]:
    """A clean folder for the reports, which CI keeps."""
    shutil.rmtree(REPORTS, ignore_errors=True)
    yield REPORTS
    for left in REPORTS.glob("try.*"):
        left.unlink()
    assert list(REPORTS.glob("*.report.html"))


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("name", MEASURED)
def test_lighthouse_gives_full_marks(
    address: str, pages: Mapping[str, str], reports: Path, name: str, device: Device
) -> None:
    kept = reports / f"{name}-{device}"
    best: Report | None = None
    for _ in range(TRIES):
        report = judge(f"{address}/{pages[name]}", device, reports / "try")
        if best is None or report.scores["performance"] > best.scores["performance"]:
            best = report
            for suffix in (".report.html", ".report.json"):
                (reports / f"try{suffix}").replace(f"{kept}{suffix}")
        if best.scores["performance"] == 1:
            break
    assert best is not None
    assert {category: best.scores[category] for category in DETERMINED} == dict.fromkeys(DETERMINED, 1), best.faults
    assert best.cls <= 0.02, best.faults
    assert best.scores["performance"] >= 0.98, best.faults  # 1 on an idle machine; what it is made of is in test_weight
