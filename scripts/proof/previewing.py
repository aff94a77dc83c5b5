"""How soon an author sees the live preview, and a sentence in it after saving: real files, a real server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from statistics import median
from typing import Final

_LONGEST: Final = 1800.0
_EDITS: Final = 5


def _text_at(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode())
    except (OSError, urllib.error.URLError):
        return ""


def _seconds_until(address: str, words: str, server: subprocess.Popen[bytes]) -> float:
    """Wait until a page has `words`; raises `RuntimeError` when the server ended or takes too long."""
    started = time.perf_counter()
    while words not in _text_at(address):
        if server.poll() is not None or time.perf_counter() - started > _LONGEST:
            raise RuntimeError(f"{address}: {words!r} never came")
        time.sleep(0.02)
    return time.perf_counter() - started


def measure_preview(root: Path, story: Path, page: str, edits: int = _EDITS) -> tuple[float, float]:
    """Return the seconds until the preview of `root` is ready, and the median until a saved sentence is on its page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        at = f"127.0.0.1:{free.getsockname()[1]}"
    generator = os.environ.get("SITE_GENERATOR", "mkdocs")
    server = subprocess.Popen([sys.executable, "-m", generator, "serve", "--dev-addr", at], cwd=root,
                              env={**os.environ, "PYTHONPATH": str(root / "hooks")},
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        ready = _seconds_until(f"http://{at}/{page}", "</html>", server)
        took = []
        for number in range(edits):
            time.sleep(1)
            words = f"Câu viết thêm lúc {time.time_ns()}"
            story.write_text(f"{story.read_text(encoding='utf-8')}\n{words} lần {number}.\n", encoding="utf-8")
            took.append(_seconds_until(f"http://{at}/{page}", words, server))
        return ready, median(took)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)
