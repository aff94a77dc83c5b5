"""What the commands say to a person: Vietnamese sentences, whatever was typed, whatever the machine refuses."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from typing import Final

import pytest

from sites import REPO, build, environment_of, make_root, run_script

CONTENT: Final = REPO / "tests/issues/_base/content"
ENGLISH: Final = re.compile(
    r"\b(usage|error|argument|invalid|choose|required|expected|options|show|value|unrecognized|directory|denied)\b"
)
WRONG: Final = {
    "check": [
        ["--root", ""],
        ["--root"],
        ["--as-of", "20260201"],
        ["--as-of", "31/02/2026"],
        ["--format", "xml"],
        ["x"],
    ],
    "build": [["--as-of", "20260201"], ["--as-of", ""], ["--sai"], ["x"]],
    "bench": [["--n", "ba"], ["--n"], ["--peers", "gi"], ["--turns", "0"]],
    "score": [[], ["--root", "", "x"], ["x", "--sai"]],
    "report": [
        [],
        ["gi"],
        ["late", "--format", "pdf"],
        ["month", "--month", "13/2026"],
        ["yearbook", "--year", "26"],
        ["yearbook", "--year", "0026"],
        ["late", "--as-of", "20260201"],
        ["review", "x"],
        ["review", "x", "--period", "H1"],
    ],
    "screens": [["--sai"]],
    "harvest": [[], ["gi"], ["gi", "x"], ["localities"]],
    "fix": [["--root", ""], ["--sai"]],
    "new": [[], ["gi"], ["plan", "--root", ""], ["plan", "--as-of", "20260201"]],
}


@pytest.mark.parametrize(
    ("script", "typed"), [(script, typed) for script, lines in WRONG.items() for typed in lines], ids=str
)
def test_wrong_usage_is_one_vietnamese_sentence(script: str, typed: list[str]) -> None:
    done = run_script(REPO, f"scripts/{script}.py", *typed)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Lệnh chưa đúng: ")
    assert done.stderr.count("\n") == 1
    assert not ENGLISH.search(done.stderr.replace("--", "")), done.stderr


@pytest.mark.parametrize("script", WRONG)
def test_help_is_vietnamese(script: str) -> None:
    done = run_script(REPO, f"scripts/{script}.py", "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("Cách dùng: ")
    assert not ENGLISH.search(re.sub(r"-[-\w]+", "", done.stdout)), done.stdout


@pytest.mark.parametrize("day", ["2026-11-22", "22/11/2026"])
def test_the_day_is_written_as_in_a_record(day: str) -> None:
    root = str(REPO / "tests/issues/_base")
    assert run_script(REPO, "scripts/check.py", "--root", root, "--as-of", day).returncode == 0


def test_a_site_folder_that_cannot_be_written_is_told_in_vietnamese(tmp_path: Path) -> None:
    root = make_root(tmp_path / "r", CONTENT)
    (root / "site").write_text("x")
    done = build(root)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Không ghi được trang vào {root / 'site'}: tên này đã có")
    assert not ENGLISH.search(done.stderr.replace(str(tmp_path), ""))


def test_a_wrong_day_in_the_environment_is_told_without_a_traceback(tmp_path: Path) -> None:
    root = make_root(tmp_path / "r", CONTENT)
    done = run_script(root, "scripts/build.py", SITE_AS_OF="20260201")
    assert done.returncode == 1
    assert done.stderr.startswith("SITE_AS_OF: “20260201” không phải là ngày")


def test_the_live_preview_speaks_vietnamese(tmp_path: Path) -> None:
    root = make_root(tmp_path / "r", CONTENT)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    said: list[str] = []
    with subprocess.Popen(command, cwd=root, env=environment_of(root), stderr=subprocess.PIPE, text=True) as preview:
        assert preview.stderr is not None
        guard = threading.Timer(60, preview.kill)
        guard.start()
        for line in preview.stderr:
            said.append(line.rstrip())
            if address in line:
                with urllib.request.urlopen(f"http://{address}/") as page:
                    assert "Người tốt, việc tốt" in page.read().decode()
                preview.send_signal(signal.SIGINT)
        guard.cancel()
    assert any(line.startswith(f"Mở http://{address}/") for line in said), said
    for line in said:
        assert not line.isascii() or not line, line
        assert "INFO" not in line
