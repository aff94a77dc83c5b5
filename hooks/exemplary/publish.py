"""Put the finished site in its place: only what changed is written, what is no longer made is removed.

Everything that changed is first written beside the site and then renamed into it, so that each file of the site is at
any moment entirely the old one or entirely the new one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .disk import reason_of
from .issues import ExemplaryError


@dataclass(frozen=True)
class Published:
    """What was done: files in the site, written anew, removed."""

    files: int
    written: int
    removed: int


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def publish_site(files: Mapping[str, bytes], target: Path, beside: Path) -> Published:
    """Make the folder `target` hold exactly `files` (by path from it); `beside` is a work folder on the same disk.

    Raises `ExemplaryError` when the disk refuses before the first file was changed; a partly copied file is never left.
    """
    shutil.rmtree(beside, ignore_errors=True)
    changed: list[str] = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, data in sorted(files.items()):
            if _same(target / name, data):
                continue
            made = beside / name
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_bytes(data)
            changed.append(name)
        for name in changed:
            final = target / name
            if final.is_dir() and not final.is_symlink():
                shutil.rmtree(final)
            _make_folder(target, final.parent)
            (beside / name).replace(final)
        removed = _remove_others(target, files)
    except OSError as error:
        place = error.filename or target
        raise ExemplaryError(f"Không ghi được trang vào {target}: {reason_of(error)} ({place}).") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Published(len(files), len(changed), removed)


def _make_folder(target: Path, folder: Path) -> None:
    """Make a folder of the site, in the place of a file that has the same name."""
    for step in (*reversed(folder.relative_to(target).parents), folder.relative_to(target)):
        path = target / step
        if path.is_file() or path.is_symlink():
            path.unlink()
    folder.mkdir(parents=True, exist_ok=True)


def _remove_others(target: Path, files: Mapping[str, bytes]) -> int:
    removed = 0
    for folder, _, names in os.walk(target, topdown=False):
        for name in names:
            path = Path(folder) / name
            if path.relative_to(target).as_posix() not in files:
                path.unlink()
                removed += 1
        if Path(folder) != target and not any(Path(folder).iterdir()):
            Path(folder).rmdir()
    return removed
