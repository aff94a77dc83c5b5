"""Whole sites for tests: a folder laid out like the repository, built by the real command in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

REPO: Final = Path(__file__).resolve().parent.parent
TODAY: Final = "2026-11-22"
CODE: Final = ("hooks", "theme", "scripts", "mkdocs.yml")


def make_root(folder: Path, content: Path, **changes: str) -> Path:
    """Lay out a repository in `folder` with the code of this one and a copy of `content`.

    `changes` are files to write into it, by their path below content/ with `__` for `/`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in CODE:
        source = REPO / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, folder / name)
    shutil.copytree(content, folder / "content")
    for name, text in changes.items():
        write(folder / "content" / name.replace("__", "/"), text)
    return folder


def write(path: Path, text: str) -> None:
    """Write a text file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def environment_of(root: Path, **more: str) -> dict[str, str]:
    """Return the environment in which `run.py` starts the commands of `root`."""
    return {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(root / "hooks"), "NO_MKDOCS_2_WARNING": "1",
            "DISABLE_MKDOCS_2_WARNING": "true", **more}  # fmt: skip


def run_script(root: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script of `root` with this Python, as `run.py` would."""
    held = environment_of(root, **environment)
    return subprocess.run(
        [sys.executable, *command], cwd=root, env=held, capture_output=True, text=True, check=False, timeout=600
    )


def build(root: Path, as_of: str = TODAY) -> subprocess.CompletedProcess[str]:
    """Build the site of `root` into `root`/site."""
    return run_script(root, "scripts/build.py", "--as-of", as_of)


def files_of(site: Path) -> Mapping[str, bytes]:
    """Return every file of a built site by its path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
