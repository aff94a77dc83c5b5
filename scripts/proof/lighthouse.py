"""Ask Lighthouse what it thinks of a page, as a phone on a slow network or as a desk."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from . import TOOLS, MissingToolError
from .browsing import FLAGS, chromium_program

Device = Literal["mobile", "desktop"]
DEVICES: Final[tuple[Device, ...]] = ("mobile", "desktop")
DETERMINED: Final = ("accessibility", "best-practices", "seo")
"""Categories whose score does not depend on how busy the machine is."""


_TRIES: Final = 3
"""Chromium now and then loses the trace of a page (NO_NAVSTART); Lighthouse then asks to be run again."""


@dataclass(frozen=True)
class Report:
    """Scores by category (0 to 1), largest contentful paint in seconds, layout shift, and what was found wanting."""

    scores: Mapping[str, float]
    lcp: float
    cls: float
    faults: Mapping[str, str]


def judge(address: str, device: Device, kept: Path) -> Report:
    """Run Lighthouse on `address`; the whole report is kept as `kept`.report.html and .json.

    Raises MissingToolError where npm's package or Node.js is missing, RuntimeError when Lighthouse keeps failing.
    """
    program = TOOLS / "lighthouse" / "cli" / "index.js"
    node = shutil.which("node")
    if node is None or not program.is_file():
        raise MissingToolError("Lighthouse (gói npm) hoặc Node.js")
    kept.parent.mkdir(parents=True, exist_ok=True)
    command = [
        node,
        str(program),
        address,
        "--quiet",
        "--output=html,json",
        f"--output-path={kept}",
        "--no-enable-error-reporting",
        f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
        *(["--preset=desktop"] if device == "desktop" else []),
    ]
    told = kept.with_name(f"{kept.name}.report.json")
    environment = {**os.environ, "CHROME_PATH": chromium_program()}
    for left in reversed(range(_TRIES)):
        told.unlink(missing_ok=True)
        done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=180)
        if done.returncode == 0:
            break
        if not left:
            raise RuntimeError(done.stderr)
    return read_report(told)


def read_report(path: Path) -> Report:
    """Read what Lighthouse wrote at `path`."""
    told = json.loads(path.read_text(encoding="utf-8"))
    audits = told["audits"]
    return Report(
        scores={name: category["score"] for name, category in told["categories"].items()},
        lcp=audits["largest-contentful-paint"]["numericValue"] / 1000,
        cls=audits["cumulative-layout-shift"]["numericValue"],
        faults={
            name: str(audit.get("displayValue") or audit["title"])
            for name, audit in audits.items()
            if audit["score"] is not None and audit["score"] < 1
        },
    )
