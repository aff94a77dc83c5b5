"""How a build grows with the number of stories: corpora, built cold, unchanged, and after one change of each kind."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .corpus import TODAY, make_corpus

ROOT: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds on the wall, seconds of all processors, megabytes of its largest process."""

    wall: float
    processors: float
    memory: float
    stages: tuple[tuple[str, float, float], ...] = ()
    """The stages of a build with their seconds on the wall and of all processors."""


def cost_of(root: Path, *command: str) -> Cost:
    """Run a script of `root`; raises `RuntimeError` with what it said when it fails."""
    environment = {**os.environ, "PYTHONPATH": str(root / "hooks"), "DISABLE_MKDOCS_2_WARNING": "true"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an office's machine does not compile the program every time
    with tempfile.TemporaryFile() as said, tempfile.NamedTemporaryFile() as stages:
        environment["SITE_STAGES"] = stages.name
        started = time.perf_counter()
        child = subprocess.Popen([sys.executable, *command], cwd=root, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            raise RuntimeError(said.read().decode("utf-8", "replace")[-2000:])
        told = tuple((name, wall, processors) for name, wall, processors in json.loads(stages.read() or "[]"))
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, told)


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise RuntimeError(f"{path}: no {old!r}")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _stories(root: Path) -> list[Path]:
    return sorted(root.glob("content/exemplars/*/*/index.md"))


def _body(root: Path) -> None:
    path = _stories(root)[len(_stories(root)) // 2]
    path.write_text(path.read_text(encoding="utf-8") + "\nThêm một câu ở cuối bài.\n", encoding="utf-8")


def _title(root: Path) -> None:
    _edit(_stories(root)[len(_stories(root)) // 3], "kể lại từ đầu", "kể lại cho rõ hơn")


def _campaign(root: Path) -> None:
    _edit(root / "content/campaigns/dan-van-kheo.md", "name: Dân vận khéo", "name: Dân vận khéo ở cơ sở")


def _template(root: Path) -> None:
    _edit(root / "theme/records/exemplar.html", '<article class="story">', '<article class="story" data-measured>')


def _withdrawn(root: Path) -> None:
    _edit(_stories(root)[len(_stories(root)) // 4], "status: cong-bo", "status: nhap")


SCENARIOS: Final[tuple[tuple[str, Callable[[Path], None]], ...]] = (
    ("không đổi", lambda _: None),
    ("thêm một câu vào một bài", _body),
    ("đổi tên một bài", _title),
    ("đổi tên một phong trào", _campaign),
    ("gỡ một bài", _withdrawn),
    ("đổi một mẫu trang", _template),
)


def measure(count: int, tell: Callable[[str, Cost], None]) -> None:
    """Make a corpus of `count` exemplars in a folder of its own and measure; tells each cost as soon as it is known."""
    as_of = ("--as-of", TODAY.isoformat())
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "repo"
        for name in ("hooks", "theme", "scripts"):
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy2(ROOT / "mkdocs.yml", root)
        make_corpus(root / "content", count)
        tell("kiểm tra lần đầu", cost_of(root, "scripts/check.py", "--format", "json", *as_of))
        tell("kiểm tra lại, không đổi", cost_of(root, "scripts/check.py", "--format", "json", *as_of))
        shutil.rmtree(root / ".cache")
        tell("dựng lần đầu", cost_of(root, "scripts/build.py", *as_of))
        for what, change in SCENARIOS:
            change(root)
            tell(f"dựng lại, {what}", cost_of(root, "scripts/build.py", *as_of))
