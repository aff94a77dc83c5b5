"""The same content as an office would get it from MkDocs and Material with their defaults, to compare with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from . import ROOT

FOLDERS: Final = {"exemplars": "guong", "plans": "ke-hoach", "practices": "mo-hinh", "replications": "nhan-rong"}
"""Where each kind of record lies in content/, and in the site."""


def _told(value: Any, depth: int = 0) -> Iterator[str]:
    """Write the fields of a record as the nested list that a person would type."""
    pad = "    " * depth
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, (dict, list)):
                yield f"{pad}- **{key}**"
                yield from _told(inner, depth + 1)
            elif inner is not None:
                yield f"{pad}- **{key}**: {inner}"
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, (dict, list)):
                yield from _told(inner, depth)
            else:
                yield f"{pad}- {inner}"


def _page(kind: str, fields: dict[str, Any], body: str) -> str:
    """A page of the stock site: title, first photo, summary, body; a plan and a practice with all their fields."""
    photo = next(iter(fields.get("photos") or []), None)
    parts = [f"# {fields.get('title') or fields.get('name')}"]
    if photo:
        parts.append(f"![{photo.get('alt', '')}]({photo['file']})")
    parts += [str(fields.get("summary") or ""), body]
    if kind in {"plans", "practices"}:
        parts.append("\n".join(_told(fields)))
    return "\n\n".join(part for part in parts if part) + "\n"


def make_stock(site: Path, work: Path) -> Path:
    """Build a site of stock Material in `work` from the records that `site` publishes; returns its folder.

    Addresses are those of our site. Raises CalledProcessError when MkDocs fails.
    """
    docs = work / "docs"
    lists: dict[str, list[str]] = {}
    for kind, folder in FOLDERS.items():
        for source in sorted((ROOT / "content" / kind).rglob("*.md")):
            name = source.parent.name if source.name == "index.md" else source.stem
            if not (site / folder / name / "index.html").is_file():
                continue
            _, front, body = source.read_text(encoding="utf-8").split("---\n", 2)
            fields = yaml.safe_load(front)
            place = docs / folder / name / "index.md"
            place.parent.mkdir(parents=True)
            place.write_text(_page(kind, fields, body), encoding="utf-8")
            for photo in fields.get("photos") or []:
                shutil.copy2(source.parent / photo["file"], place.parent)
            lead = (
                f"### [{fields.get('title') or fields.get('name')}]({name}/index.md)\n\n{fields.get('summary') or ''}\n"
            )
            lists.setdefault(folder, []).append(lead)
    for folder, rows in lists.items():
        (docs / folder / "index.md").write_text("# Danh sách\n\n" + "\n".join(rows), encoding="utf-8")
    newest = "\n".join(lists["guong"][-12:]).replace("](", "](guong/")
    (docs / "index.md").write_text(f"# Người tốt, việc tốt\n\n{newest}", encoding="utf-8")
    settings = {"site_name": "Người tốt, việc tốt", "theme": {"name": "material", "language": "vi"}}
    (work / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=work,
        env={**os.environ, "PYTHONPATH": "", "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"},
        check=True,
        capture_output=True,
        text=True,
    )
    return work / "site"
