"""What a wrong id most likely meant, looked for only as long as the wrong ones are few enough to be slips."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ..text import near


@dataclass
class Guesser:
    """Finds near misses; once it has compared too much it finds none, so that a broken registry costs no minutes."""

    left: int = 150_000

    def near(self, found: str, choices: Collection[str]) -> str:
        """Return the choice that `found` most likely meant, or ""."""
        self.left -= len(choices)
        return near(found[:80], tuple(choices)) or "" if self.left > 0 else ""
