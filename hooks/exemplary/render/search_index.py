"""The search index: Pagefind's, over folded copies of the pages, because it folds every Vietnamese letter but đ.

The copies hold đ as d with U+0335, which Pagefind strips like any other mark; the search page folds what is typed in
the same way and turns it back in what is found.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ..issues import ExemplaryError
from .compose import Page

FOLDER: Final = "pagefind"
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
        sys.executable, "-m", "pagefind", "--site", str(work / "copies"), "--output-path", str(work / FOLDER), "--force-language", "vi",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own interpreter
    if done.returncode:
        raise ExemplaryError(f"Không lập được chỉ mục tìm kiếm: {(done.stderr or done.stdout).strip()[-300:]}")
    for spare in ("pagefind-ui.js", "pagefind-ui.css", "pagefind-modular-ui.js", "pagefind-modular-ui.css", "pagefind-highlight.js",
                  "pagefind-component-ui.js", "pagefind-component-ui.css"):  # fmt: skip
        (work / FOLDER / spare).unlink(missing_ok=True)
    return work / FOLDER
