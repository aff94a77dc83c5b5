"""Mend files on the disk: find them, show what would change, ask, write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from ..dialogue import Talk, Wanting
from ..disk import replace_file
from ..issues import ExemplaryError
from ..library import CONTENT, REGISTRY_LIMIT
from ..messages_vi import words_of
from ..read.source import MAX_BYTES, leaves, read_bytes
from . import Mended, kind_at, mend_text
from .told import diff_of, visible

_NOT_TEXT: Final = "không phải văn bản UTF-8 (có thể là tệp Word đổi đuôi hoặc bảng mã cũ), nên để nguyên."


def mend_files(root: Path, chosen: Sequence[Path], talk: Talk, *, check: bool = False, yes: bool = False) -> int:
    """Mend the files below `root`/content, or those `chosen`; return the exit code.

    Every change is shown and asked for, unless `yes`; with `check` nothing is written. The code is 1 when something is
    left to mend, else 0.
    """
    if not (root / CONTENT).is_dir():
        raise ExemplaryError(f"Không thấy thư mục {CONTENT}/ trong {root}.")
    paths = _chosen(root, chosen) if chosen else list(_below(root, root / CONTENT))
    answer = "k" if check else "t" if yes else ""
    changed = written = 0
    for path in paths:
        data, mended = _mended(root, path, talk)
        for hint in mended.left if mended else ():
            talk.say(f"{path}: {visible(hint)}")
        if mended is None or not mended.changed:
            continue
        changed += 1
        talk.say(_shown(path, mended))
        if not check and answer != "t":
            answer = _asked(talk)
        if answer == "d":
            break
        if answer != "k":
            written += _written(root, path, data, mended, talk)
    talk.say(_summary(len(paths), changed, written, check=check))
    return 1 if changed > written else 0


def _asked(talk: Talk) -> str:
    if not talk.can_ask:
        raise Wanting("Chưa ghi gì vào tệp: thêm --yes để ghi mọi chỗ sửa, hoặc --check nếu chỉ muốn xem.")
    return talk.agrees_each("Ghi những chỗ sửa này vào tệp?")


def _written(root: Path, path: str, data: bytes, mended: Mended, talk: Talk) -> bool:
    if replace_file(root / path, mended.after.encode(), expected=data):
        return True
    talk.say(f"{path}: tệp vừa được sửa ở nơi khác, nên để nguyên; hãy chạy lại.")
    return False


def _shown(path: str, mended: Mended) -> str:
    told = "".join(f"  - {sentence}\n" for sentence in mended.done)
    return f"{path}\n{told}{diff_of(path, mended.before, mended.after)}"


def _summary(read: int, changed: int, written: int, *, check: bool) -> str:
    if not changed:
        return f"Đã xem {read} tệp, không có gì cần sửa."
    if check:
        return f"Đã xem {read} tệp, {changed} tệp cần sửa; chưa ghi gì. Bỏ --check để sửa."
    return f"Đã xem {read} tệp, {changed} tệp cần sửa, đã sửa {written} tệp."


def _below(root: Path, folder: Path) -> Iterator[str]:
    """Yield the content files below a folder, as posix paths from the root, in order; no link is followed."""
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        path = item.relative_to(root).as_posix()
        if item.is_dir() and not item.is_symlink():
            yield from _below(root, item)
        elif _is_content(path) or item.is_dir():
            yield path


def _is_content(path: str) -> bool:
    return path.endswith(".md") or (path.endswith(".yml") and kind_at(path) is not None)


def _chosen(root: Path, chosen: Sequence[Path]) -> list[str]:
    """Return the files that were named (a folder stands for those in it); raises `Wanting` for what is not content."""
    found: dict[str, None] = {}
    top = (root / CONTENT).resolve()
    for path in chosen:
        near = path if path.exists() or path.is_symlink() or path.is_absolute() else root / path
        if not near.exists() and not near.is_symlink():
            raise Wanting(f"Không thấy tệp {path}.")
        absolute = near.parent.resolve() / near.name
        if not absolute.is_relative_to(top):
            raise Wanting(f"{path} không nằm trong thư mục {CONTENT}/, nên không sửa.")
        if absolute.is_dir() and not absolute.is_symlink():
            found.update(dict.fromkeys(_below(root.resolve(), absolute)))
            continue
        relative = absolute.relative_to(root.resolve()).as_posix()
        if not _is_content(relative):
            raise Wanting(f"{path} không phải tệp bài viết (.md) hay tệp danh mục (.yml), nên không sửa.")
        found[relative] = None
    return list(found)


def _mended(root: Path, path: str, talk: Talk) -> tuple[bytes, Mended | None]:
    """Read and mend one file; what cannot be touched is told in one sentence."""
    if (root / path).is_symlink() or leaves(root, root / path):
        talk.say(f"{path}: là lối tắt (liên kết), không phải tệp thật, nên để nguyên.")
        return b"", None
    data, findings = read_bytes(root, path, REGISTRY_LIMIT if path.endswith(".yml") else MAX_BYTES)
    if data is None:
        talk.say(f"{path}: {words_of(findings[0].code, dict(findings[0].params))[0]} Để nguyên.")
        return b"", None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        talk.say(f"{path}: {_NOT_TEXT}")
        return b"", None
    return data, mend_text(path, text)
