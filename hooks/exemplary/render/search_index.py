"""The search index: Pagefind's, over folded copies of the pages, because it folds every Vietnamese letter but đ.

The copies hold đ as d with U+0335, which Pagefind strips like any other mark; the search page folds what is typed in
the same way and turns it back in what is found.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import cbor2

from ..cache import digest
from ..issues import ExemplaryError
from .compose import Page

FOLDER: Final = "pagefind"
_MAGIC: Final = b"pagefind_dcd"
"""What Pagefind writes before the CBOR of every file of its index."""
_SKIPPED: Final = re.compile(r"<(nav|footer|form|script|style)\b.*?</\1>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]+>")


def fold_d(text: str) -> str:
    """Return `text` with đ and Đ written as d and D with a stroke that search engines strip."""
    return text.replace("đ", "d\u0335").replace("Đ", "D\u0335")


def _copy(page: Page) -> str:
    text = html.unescape(_TAG.sub(" ", _SKIPPED.sub(" ", page.article)))
    draft = page.draft
    filters = "".join(
        f'<span data-pagefind-filter="{html.escape(name)}">{html.escape(value)}</span>'
        for name, values in draft.filters.items()
        for value in values
    )
    body = html.escape(fold_d(" ".join(text.split())))
    title = html.escape(fold_d(draft.title))
    summary = html.escape(fold_d(draft.description))
    return (
        f'<!doctype html><html lang="vi"><head><title>{title}</title></head><body>'
        f'<div data-pagefind-ignore="index">{filters}</div>'
        f'<main data-pagefind-body><h1 data-pagefind-meta="title" data-pagefind-weight="8">{title}</h1>'
        f'<p data-pagefind-meta="summary" data-pagefind-weight="3">{summary}</p><p>{body}</p></main></body></html>'
    )


def make_index(pages: Iterable[Page], work: Path) -> Path:
    """Index the pages that may be found; returns the folder of the index below `work`, a folder made anew.

    Raises `ExemplaryError` when the indexer cannot run.
    """
    shutil.rmtree(work, ignore_errors=True)
    for page in pages:
        if page.draft.indexed and page.draft.filters:
            target = work / "copies" / page.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_copy(page), encoding="utf-8")
    (work / "copies").mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        str(work / "copies"),
        "--output-path",
        str(work / FOLDER),
        "--force-language",
        "vi",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own interpreter
    if done.returncode:
        raise ExemplaryError(f"Không lập được chỉ mục tìm kiếm: {(done.stderr or done.stdout).strip()[-300:]}")
    for spare in (
        "pagefind-ui.js",
        "pagefind-ui.css",
        "pagefind-modular-ui.js",
        "pagefind-modular-ui.css",
        "pagefind-highlight.js",
        "pagefind-component-ui.js",
        "pagefind-component-ui.css",
    ):
        (work / FOLDER / spare).unlink(missing_ok=True)
    _settle(work / FOLDER)
    return work / FOLDER


def _unpack(path: Path) -> Any:
    return cbor2.loads(gzip.decompress(path.read_bytes()).removeprefix(_MAGIC))


def _pack(path: Path, value: Any, name: str) -> str:
    """Write a file of the index in the place of `path` under a name that holds its digest; returns that name."""
    data = _MAGIC + cbor2.dumps(value)
    hashed = f"{name}{digest(data)[:10]}"
    path.unlink()
    stem, _, suffix = path.name.partition(".") if path.parent.name == "filter" else ("", "", "")
    target = path.with_name(f"{hashed}.{suffix}" if stem else f"pagefind.{hashed}.pf_meta")
    target.write_bytes(gzip.compress(data, mtime=0))
    return hashed


def _settle(folder: Path) -> None:
    """Bring filters and meta data, which Pagefind writes in the order of a random hash, into one order."""
    entry_file = folder / "pagefind-entry.json"
    entry = json.loads(entry_file.read_text(encoding="utf-8"))
    names: dict[str, str] = {}
    for path in sorted((folder / "filter").glob("*.pf_filter")):
        name, values = _unpack(path)
        names[path.stem] = _pack(path, [name, sorted(values)], "vi_")
    for held in entry["languages"].values():
        path = folder / f"pagefind.{held['hash']}.pf_meta"
        version, pages, chunks, filters, *rest = _unpack(path)
        settled = sorted([name, names[file]] for name, file in filters)
        held["hash"] = _pack(path, [version, pages, chunks, settled, *rest], "vi_")
    entry_file.write_text(json.dumps(entry, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
