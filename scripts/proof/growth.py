"""How our own build grows with the number of stories: built cold, unchanged, and after one change of each kind."""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from .corpus import TODAY, make_corpus
from .cost import Cost, cost_of

ROOT: Final = Path(__file__).resolve().parents[2]
_BUILD: Final = ("scripts/build.py",)
_CHECKED: Final = "checked"
"""A folder with the same content that is only checked, so that checks from nothing leave the built site its cache."""
_CHECK: Final = ("scripts/check.py", "--root", _CHECKED, "--format", "json")


def make_root(root: Path, count: int) -> None:
    """Make a repository of its own, so that the real site and cache stay as they are: our code, `count` exemplars."""
    for name in ("hooks", "theme", "scripts"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "mkdocs.yml", root)
    make_corpus(root / "content", count)
    (root / _CHECKED).mkdir()
    (root / _CHECKED / "content").symlink_to(root / "content")


def _edit(path: Path, old: str, new: str) -> None:
    """Replace the first match of a pattern in a file."""
    text, found = re.subn(old, new, path.read_text(encoding="utf-8"), count=1)
    if not found:
        raise RuntimeError(f"{path}: no {old!r}")
    path.write_text(text, encoding="utf-8")


def _published(root: Path, part: int, turn: int) -> Path:
    """Return a story that is published, another one each turn, from a `part`th of all onwards."""
    paths = sorted(root.glob("content/exemplars/*/*/index.md"))
    rest = (path for path in paths[len(paths) // part :] if "\nstatus: cong-bo\n" in path.read_text(encoding="utf-8"))
    return [next(rest) for _ in range(turn)][-1]


def _body(root: Path, turn: int) -> None:
    path = _published(root, 2, 1)
    path.write_text(path.read_text(encoding="utf-8") + f"\nThêm một câu ở cuối bài, lần {turn}.\n", encoding="utf-8")


def _title(root: Path, turn: int) -> None:
    _edit(_published(root, 3, turn), "kể lại từ đầu", "kể lại cho rõ hơn")


def _campaign(root: Path, turn: int) -> None:
    _edit(root / "content/campaigns/dan-van-kheo.md", "name: Dân vận khéo.*", f"name: Dân vận khéo ở cơ sở {turn}")


def _template(root: Path, turn: int) -> None:
    path = root / "theme/records/exemplar.html"
    _edit(path, '<article class="story".*?>', f'<article class="story" data-turn="{turn}">')


def _withdrawn(root: Path, turn: int) -> None:
    _edit(_published(root, 4, turn), "\nstatus: cong-bo\n", "\nstatus: nhap\n")


def _nothing_checked(root: Path, _: int) -> None:
    shutil.rmtree(root / _CHECKED / ".cache", ignore_errors=True)


def _nothing_made(root: Path, _: int) -> None:
    for name in (".cache", "site"):
        shutil.rmtree(root / name, ignore_errors=True)


def _pictures_only(root: Path, _: int) -> None:
    shutil.rmtree(root / "site", ignore_errors=True)
    for path in root.glob(".cache/*.sqlite3*"):
        path.unlink()


@dataclass(frozen=True)
class Scenario:
    """One thing to measure: `change` is done, with the number of the turn, and not measured; then a script runs."""

    key: str
    name: str
    change: Callable[[Path, int], None]
    script: tuple[str, ...] = _BUILD

    def cost(self, root: Path, turn: int, limit: float | None = None) -> Cost:
        """Do the change and measure; raises what `cost_of` raises."""
        self.change(root, turn)
        with tempfile.NamedTemporaryFile() as stages:
            environment = {
                "PYTHONPATH": str(root / "hooks"),
                "DISABLE_MKDOCS_2_WARNING": "true",
                "PYTHONUTF8": "1",
                "PYTHONDONTWRITEBYTECODE": "",  # an office's machine does not compile the program every time
                "SITE_STAGES": stages.name,
            }
            cost = cost_of([sys.executable, *self.script, "--as-of", TODAY.isoformat()], root, environment, limit)
            return replace(cost, stages=tuple(map(tuple, json.loads(stages.read() or "[]"))))


SCENARIOS: Final = (
    Scenario("check-cold", "kiểm tra lần đầu", _nothing_checked, _CHECK),
    Scenario("check-unchanged", "kiểm tra lại, không đổi", lambda _, __: None, _CHECK),
    Scenario("cold", "dựng lần đầu", _nothing_made),
    Scenario("cold-pictures", "dựng lần đầu, ảnh đã có", _pictures_only),
    Scenario("unchanged", "dựng lại, không đổi", lambda _, __: None),
    Scenario("story", "dựng lại, thêm một câu vào một bài", _body),
    Scenario("title", "dựng lại, đổi tên một bài", _title),
    Scenario("campaign", "dựng lại, đổi tên một phong trào", _campaign),
    Scenario("template", "dựng lại, đổi một mẫu trang", _template),
    Scenario("withdrawn", "dựng lại, gỡ một bài", _withdrawn),
)
"""In the order in which each finds what it needs; after each of them the site is complete."""
