"""Look at the built site as its readers get it: served by nginx, opened in Chromium, weighed, photographed, judged.

Used by `screens`, `bench --web` and the browser tests; the site itself needs nothing of it. Its tools (Chromium, nginx,
npm's checkers, Playwright) are of the machine or of the test set; what is missing is said in one sentence.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
TOOLS: Final = ROOT / "tests" / "tools" / "node_modules"


class MissingToolError(Exception):
    """A tool that this machine lacks, in the Vietnamese sentence that says how to get it."""

    def __init__(self, tool: str) -> None:
        super().__init__(
            f"Máy chưa có {tool}: hãy chạy .ci/run một lần (Debian, Ubuntu: tự cài đủ đồ thử), rồi gõ lại lệnh này."
        )
