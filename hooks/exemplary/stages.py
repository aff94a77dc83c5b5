"""How long each stage of a build takes, for those who measure: told as JSON in the file that `SITE_STAGES` names."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path


def _clocks() -> tuple[float, float]:
    """Return seconds on the wall and seconds of all processors, those of finished children among them."""
    return time.perf_counter(), sum(os.times()[:4])


@dataclass
class Stages:
    """The stages of one build in their order, each with the clocks at its start."""

    _begun: list[tuple[str, tuple[float, float]]] = field(default_factory=list)

    def begin(self, name: str) -> None:
        """End the stage before and begin the one of that name."""
        self._begun.append((name, _clocks()))

    def told(self) -> list[tuple[str, float, float]]:
        """Return (name, seconds on the wall, seconds of processors) of every stage; the last ends now."""
        ends = [*(clocks for _, clocks in self._begun[1:]), _clocks()]
        return [
            (name, wall - began, processors - used)
            for (name, (began, used)), (wall, processors) in zip(self._begun, ends, strict=True)
        ]

    def tell(self) -> None:
        """Write the stages where the environment asks for them."""
        if path := os.environ.get("SITE_STAGES"):
            Path(path).write_text(json.dumps(self.told()), encoding="utf-8")
