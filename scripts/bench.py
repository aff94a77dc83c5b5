"""Measure check and build on this repository's content: cold, unchanged, one story changed; medians in seconds."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import _path  # noqa: F401 - makes the core importable
import bench_web
from exemplary.dialogue import Usage

ROOT = Path(__file__).resolve().parent.parent


def timed(root: Path, *command: str) -> float:
    """Run a script of `root`; returns wall seconds. Raises CalledProcessError when it fails."""
    started = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(root / "hooks")}
    subprocess.run([sys.executable, *command], cwd=root, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


def main(arguments: list[str]) -> int:
    """Measure in a copy of the repository, so that the real site and cache stay as they are; `--web`: see bench_web."""
    parser = Usage(prog="bench.py", description="Đo thời gian dựng; --web: đo trang đã dựng.")
    parser.add_argument("--runs", type=int, default=3, metavar="SỐ", help="số lần đo mỗi việc")
    runs = max(1, parser.parse_args(arguments).runs)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "repo"
        for name in ("hooks", "theme", "scripts", "content"):
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy2(ROOT / "mkdocs.yml", root)
        story = next(iter(sorted((root / "content/exemplars").rglob("index.md"))))
        rows: dict[str, list[float]] = {
            "kiểm tra": [],
            "dựng lần đầu": [],
            "dựng lại, không đổi": [],
            "dựng lại, đổi một bài": [],
        }
        for number in range(runs):
            rows["kiểm tra"].append(timed(root, "scripts/check.py", "--format", "json"))
            for made in (".cache", "site"):
                shutil.rmtree(root / made, ignore_errors=True)
            rows["dựng lần đầu"].append(timed(root, "scripts/build.py"))
            rows["dựng lại, không đổi"].append(timed(root, "scripts/build.py"))
            story.write_text(story.read_text(encoding="utf-8") + f"\nThêm một câu thứ {number}.\n", encoding="utf-8")
            rows["dựng lại, đổi một bài"].append(timed(root, "scripts/build.py"))
        for what, seconds in rows.items():
            print(f"{what:<24} {statistics.median(seconds):6.2f} giây  (từ {min(seconds):.2f} đến {max(seconds):.2f})")
    return 0


if __name__ == "__main__":
    sys.exit(bench_web.main() if "--web" in sys.argv else main(sys.argv[1:]))
