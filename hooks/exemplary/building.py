"""Make the whole site from checked content: pages, feeds, data, pictures, search; nothing here knows MkDocs."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .cache import Cache
from .checks.files import MAX_PIXELS, PHOTO_SUFFIXES
from .content import Content
from .images.inspect import inspect_image
from .images.lettering import read_typefaces
from .images.variants import Picture, make_picture, without_metadata
from .issues import Severity
from .kit import kit_files
from .leak import Leak, find_leaks, interface_text
from .library import KINDS, Library
from .measure.progress import measure_plans
from .publishable import Public
from .render.assets import Assets
from .render.compose import FillShell, Page, card_writer, compose_pages, make_environment
from .render.facets import facet_files, facets_of
from .render.pages import all_pages
from .render.search_index import make_index
from .render.site import PageDraft, Site
from .reporters import PLURALS
from .shell import HEAD_MARK
from .syndicate.calendar import all_calendars
from .syndicate.data_v1 import all_data, build_proof
from .syndicate.feeds import all_feeds
from .syndicate.metadata import head_of, head_of_hand_written
from .syndicate.schemas import all_schemas
from .syndicate.sharing import make_sharing
from .syndicate.sitemap import robots, sitemap


@dataclass(frozen=True)
class Folders:
    """Where a build works: the repository, the theme, the kept things, the work folder."""

    root: Path
    theme: Path
    cache: Path
    work: Path


def make_pictures(public: Public, folders: Folders) -> tuple[dict[tuple[str, str], Picture], dict[str, bytes]]:
    """Make the variants of the photos that may be shown: pictures by (exemplar, file name), files by address."""
    cache = Cache(folders.cache)
    pictures: dict[tuple[str, str], Picture] = {}
    files: dict[str, bytes] = {}
    for entry, record in public.library.records("exemplar"):
        for photo in record.photos:
            picture, made = make_picture(folders.root / entry.folder / photo.file, cache)
            pictures[entry.id, photo.file] = picture
            files |= made
    return pictures, files


def attached_files(public: Public, folders: Folders) -> dict[str, bytes]:
    """Return the papers of plans and forms of practices by their address; scans lose their metadata like photos."""
    found: dict[str, bytes] = {}
    for kind, part in (("plan", "attachments"), ("practice", "documents")):
        for entry, record in public.library.records(kind):
            for item in getattr(record, part):
                path = folders.root / entry.folder / item.file
                scanned = item.file.lower().endswith(PHOTO_SUFFIXES)
                found[f"{entry.address}{item.file}"] = without_metadata(path) if scanned else path.read_bytes()
    return found


def withheld_images(public: Public, folders: Folders) -> dict[str, str]:
    """Return the digests of the bytes of every withheld photo and of the variants it would have, with its name."""
    shown = {
        hashlib.sha256((folders.root / entry.folder / photo.file).read_bytes()).hexdigest()
        for entry, record in public.library.records("exemplar")
        for photo in record.photos
    }
    digests: dict[str, str] = {}
    for entry in public.withheld:
        for name in entry.files:
            path = folders.root / entry.folder / name
            facts = inspect_image(path)
            if not name.lower().endswith(PHOTO_SUFFIXES) or facts.fault or facts.width * facts.height > MAX_PIXELS:
                continue
            original = hashlib.sha256(path.read_bytes()).hexdigest()
            if original in shown:
                continue
            _, made = make_picture(path, Cache(folders.cache))
            digests[original] = f"{entry.folder}/{name}"
            digests |= {hashlib.sha256(data).hexdigest(): f"{entry.folder}/{name}" for data in made.values()}
    return digests


@dataclass(frozen=True)
class Made:
    """The finished site in memory: files by path from its root, what leaked, counts for the summary."""

    files: Mapping[str, bytes]
    leaks: tuple[Leak, ...]
    read: Mapping[str, int]
    published: Mapping[str, int]


@dataclass(frozen=True)
class Surroundings:
    """What a build gets from outside the core: the theme's files and shell, the pages and versions of the generator."""

    assets: Assets
    fill_shell: FillShell
    hand_written: Mapping[str, bytes]
    versions: Mapping[str, str]
    broken: tuple[PageDraft, ...] = ()


def make_site(content: Content, public: Public, folders: Folders, today: date, around: Surroundings) -> Made:
    """Make every file of the site from `public`, the view of the checked `content`, and look through all for leaks."""
    pictures, picture_files = make_pictures(public, folders)
    site = Site(public, pictures, today, measure_plans(content.library, today))
    taken = {draft.address for draft in around.broken}
    drafts = [*(draft for draft in all_pages(site) if draft.address not in taken), *around.broken]
    sharing = make_sharing(site, read_typefaces(folders.theme))
    pages: list[Page] = list(
        compose_pages(
            drafts,
            site,
            theme=folders.theme,
            fill_shell=around.fill_shell,
            head_of=lambda draft: head_of(site, draft, sharing),
        )
    )
    own = [name.removesuffix("index.html") for name in around.hand_written if name.endswith("index.html")]
    read, published = _counts(content.library), _counts(public.library)
    issues = Counter(issue.code.number for issue in content.issues if issue.severity is not Severity.INFO)
    proof = build_proof(
        site, read=read, published=published, errors=dict(sorted(issues.items())), versions=dict(around.versions)
    )
    files: dict[str, bytes] = {
        **{
            name: data.replace(HEAD_MARK.encode(), head_of_hand_written(site, name, sharing).encode())
            for name, data in around.hand_written.items()
        },
        **{page.file: page.text.encode() for page in pages},
        **picture_files,
        **sharing.files(picture_files.__getitem__, Cache(folders.cache)),
        **kit_files(site, folders.theme, Cache(folders.cache)),
        **attached_files(public, folders),
        **around.assets.files,
        **dict(facet_files(site, facets_of(site), card_writer(make_environment(folders.theme), site, "guong/"))),
        **dict(all_feeds(site)),
        **dict(all_calendars(site)),
        **dict(all_data(site)),
        **dict(all_schemas()),
        "api/v1/build.json": proof,
        "sitemap.xml": sitemap(site, drafts, own).encode(),
        "robots.txt": robots(site).encode(),
        **make_index(pages, site.abbreviations),
    }
    leaks = find_leaks(files.items(), public, withheld_images(public, folders), lambda: interface_text(folders.theme))
    return Made(files, tuple(leaks), read, published)


def _counts(library: Library) -> dict[str, int]:
    return {PLURALS[kind]: len(library.of(kind)) for kind in KINDS if kind not in {"site", "page"}}
