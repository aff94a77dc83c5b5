"""Put other words into the page of a story in a finished site, when its text has changed and nothing else has.

Whatever the rest of a site can tell of a story's text is in its `outline`. Where that is as it was when the site was
made, only the story's own page and its words in the search index can change, so nothing else is read, and the time it
takes does not grow with the number of stories. Where anything is in doubt the whole site is built, to the same bytes.

A row of the shelf holds the fingerprint of a story, its outline, the fewest bytes that its text may come to have, and
the texts of withheld records that it says as well.
"""

from __future__ import annotations

import hashlib
import marshal
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from .artifact import Artifact, Product
from .building import Bodies, Folders, Ground
from .cache import Cache, digest
from .checks import check_entry
from .content import codes_by_path
from .issues import Code
from .leak import Scan, text_of
from .library import CONTENT, Entry, load_library
from .publish import Publication, Published
from .publishable import publishable
from .read.body import headings_of
from .render.addresses import file_of
from .render.compose import Page, page_of
from .render.pages.stories import exemplar_page
from .render.pages.yearbook import spare_bytes
from .render.search_index import INDEX, changed_files
from .render.site import Site
from .untouched import Last, Sources

_SHELF: Final = "outlines"
_NO_ROW: Final = marshal.dumps(("", ""))
_MOST: Final = 50
"""Stories that are retouched at once; of more the whole site is built just as well."""
_NEEDED: Final = ("campaigns/", "registry/units.yml", "registry/site.yml")
"""What the page of a story is titled by and explains its abbreviations with."""
_OPENING: Final = '<div class="prose story-body">'
_DIV: Final = re.compile(r"<(/?)div\b")


def outline(entry: Entry, codes: Iterable[Code]) -> str:
    """Return a key for all that anything but its own page can tell of a story; "" where a key cannot say it.

    `codes` are those of what is wrong with its file by itself. Links and pictures lead to other records; stories of
    children are checked as a whole.
    """
    record = entry.record
    if entry.kind != "exemplar" or record is None or record.minor or not entry.facts or entry.linked:
        return ""
    headings = (f"{level} {text}" for level, text, _ in headings_of(entry.body))
    return digest(entry.facts, *entry.files, "", *(code.number for code in codes), "", *headings)


def remember(ground: Ground, scan: Scan, cache: Cache) -> None:
    """Keep the outlines of the stories of a site that has just been put in its place."""
    site, alone = ground.site, ground.content.alone
    own, seen = ground.content.library.of("exemplar"), site.library.of("exemplar")
    known = cache.all(_SHELF)
    rows: dict[str, bytes] = {}
    for identifier, spare in spare_bytes(site).items() if _stands_once(site, ground.folders.target) else ():
        entry = own[identifier]
        mark, key, *_ = marshal.loads(known.get(entry.path, _NO_ROW))  # noqa: S302 - our own cache
        if mark != entry.fingerprint:
            key = outline(entry, alone.get(entry.path, ()))
        if key:
            row = (entry.fingerprint, key, entry.body_size - spare, scan.said_by(seen[identifier]))
            rows[entry.path] = marshal.dumps(row)
    changed = [(path, row) for path, row in rows.items() if known.get(path) != row]
    cache.put(_SHELF, changed, gone=known.keys() - rows.keys())
    scan.keep(cache)


def _stands_once(site: Site, target: Path) -> bool:
    """Tell from a story whether the theme shows the text of a story in its own place on its page and nowhere else."""
    entry = next((entry for entry in site.exemplars if entry.body.strip()), None)
    if entry is None:
        return False
    text, page = site.body(entry), (target / file_of(entry.address)).read_text(encoding="utf-8")
    return page.count(text) == 1 and with_text(page, text) == page


def with_text(page: str, text: str) -> str | None:
    """Return the page of a story with `text`, clean HTML, in the place of its own; None when there is no such place."""
    before, opening, rest = page.partition(_OPENING)
    depth = 1
    for tag in _DIV.finditer(rest):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return f"{before}{opening}\n{text}\n{rest[tag.start() :]}"
    return None


def retouch(folders: Folders, cache: Cache, today: date, sources: Sources, last: Last) -> Published | None:
    """Put what stories say now into the site that the last build left.

    None, with nothing done, when anything else than the text of a few stories may have changed; raises `ExemplaryError`
    when the disk refuses.
    """
    rows = cache.some(_SHELF, last.touched[:_MOST])
    scan = Scan.again(cache) if len(rows) == len(last.touched) else None
    pages = _retold(folders, cache, today, sources, rows) if scan else ()
    if scan is None or len(pages) < len(rows):
        return None
    sources.forget(cache)  # nobody may believe what the last build left before all of this one is there
    contents = [(page, hashlib.sha256(page.text.encode()).hexdigest()) for page in pages]
    found = changed_files(contents, (folders.target / INDEX).read_bytes(), cache)
    if found is None:
        return None
    artifacts = [*found, *(_artifact(page) for page in pages)]
    names = [artifact.name for artifact in artifacts]
    there = {name: sources.site[name] for name in names if name in sources.site}
    publication = Publication(folders.target, folders.beside, cache, scan, only=names, there=there)
    publication.add(artifacts)
    if publication.look_through():
        publication.drop()
        return None
    published = publication.finish()
    sources.keep(cache, {**sources.site, **publication.stamps()}, last.said)
    return published


def _retold(folders: Folders, cache: Cache, today: date, sources: Sources, rows: Mapping[str, bytes]) -> Sequence[Page]:
    """Return the pages of stories with what they say now; fewer than `rows` when more than their text has changed."""
    library, findings = load_library(folders.root, cache, check_entry, only=_needed(sources, rows))
    codes = codes_by_path(findings)
    site = Site(publishable(library), {}, today, convert=Bodies(cache))
    pages: list[Page] = []
    for entry in site.exemplars:
        own = library.of("exemplar")[entry.id]
        _, key, least, said = marshal.loads(rows[entry.path])  # noqa: S302 - our own cache
        same = outline(own, codes.get(own.path, ())) == key and own.body_size >= least
        if same and all(text in text_of(entry) for text in said):
            draft = exemplar_page(site, entry)
            text = with_text((folders.target / file_of(draft.address)).read_text(encoding="utf-8"), site.body(entry))
            pages += [page_of(draft, text.encode())] if text else []
    return pages


def _needed(sources: Sources, paths: Iterable[str]) -> list[str]:
    """Return the files that the pages of some stories are titled, filed and explained by, and those beside them."""
    starts = tuple(f"{CONTENT}/{name}" for name in _NEEDED) + tuple(f"{path.rpartition('/')[0]}/" for path in paths)
    return [path for path in sources.files if path.startswith(starts)]


def _artifact(page: Page) -> Artifact:
    return Artifact(page.file, "", lambda: Product(page.text.encode(), ""))
