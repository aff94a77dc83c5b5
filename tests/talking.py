"""Somebody at a terminal, for the tests of commands that ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from exemplary.dialogue import Talk
from sites import REPO

shipped = pytest.mark.skipif(
    "ban-bien-tap-mau" not in (REPO / "content/registry/site.yml").read_text(encoding="utf-8"),
    reason="the content is an office's own by now, no longer that of the project",
)
"""Marks a test of the content that comes with the project."""


class Person:
    """Gives these answers in turn (exceptions are raised, the input ends after the last) and hears all that is said."""

    def __init__(self, *answers: str | type[BaseException], there: bool = True) -> None:
        self.answers: Iterator[str | type[BaseException]] = iter(answers)
        self.said: list[str] = []
        self.talk = Talk(self.read, self.said.append, can_ask=there)

    def read(self, question: str) -> str:
        """Give the next answer."""
        self.said.append(question)
        answer = next(self.answers, EOFError)
        if isinstance(answer, str):
            return answer
        raise answer

    @property
    def heard(self) -> str:
        """All that was said and asked."""
        return "\n".join(self.said)


def nobody() -> Talk:
    """Return a conversation in which nobody can be asked."""
    return Person(there=False).talk
