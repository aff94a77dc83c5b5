"""Make the whole site from checked content: pages, feeds, data, pictures, search; nothing here knows MkDocs."""

from __future__ import annotations

import marshal
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from .artifact import Artifact, from_source, ready
from .cache import Cache, Stamp, code_version, digest, fingerprint
from .checks.files import MAX_PIXELS, PHOTO_SUFFIXES
from .content import Content
from .disk import replace_file
from .images.inspect import inspect_image
from .images.lettering import read_typefaces
from .images.variants import FOLDER as PHOTO_FOLDER
from .images.variants import Photo, Picture, read_photo, recipe, variant_bytes, without_metadata
from .issues import Severity
from .kit import FOLDER as KIT_FOLDER
from .kit import kit_files
from .leak import Leak, Scan, interface_text
from .library import KINDS, Library, read_again
from .measure.progress import measure_plans
from .publish import Publication
from .publishable import Public, publishable
from .read.kept import Job, Kept
from .render.addresses import file_of
from .render.assets import Assets
from .render.body import convert, convert_plain
from .render.compose import Page, Press, ShellFor, page_of
from .render.facets import facet_files, facets_of
from .render.pages import all_pages
from .render.pages.reports import report_pages
from .render.pages.stories import exemplar_page
from .render.search_index import index_files, may_be_found
from .render.site import PageDraft, Site
from .report.files import report_files
from .report.overview import public_reports
from .report.question import Question
from .reporters import PLURALS
from .shell import HEAD_MARK
from .syndicate.calendar import all_calendars
from .syndicate.data_v1 import all_data, build_proof
from .syndicate.feeds import all_feeds
from .syndicate.metadata import head_of, head_of_hand_written
from .syndicate.schemas import all_schemas
from .syndicate.sharing import make_sharing
from .syndicate.sitemap import robots, sitemap_files
from .workers import dealt

_FEW: Final = 4
"""Photographs that are worth a second process."""
_SHEETS: Final = 12
"""Papers and tables that a process makes before it ends: the printer keeps megabytes of each sheet."""


@dataclass(frozen=True)
class Folders:
    """Where a build works: the repository, the site that was asked for, kept things, the work folder."""

    root: Path
    target: Path
    cache: Path
    work: Path

    @property
    def theme(self) -> Path:
        """The theme's folder."""
        return self.root / "theme"

    @property
    def beside(self) -> Path:
        """The folder on the site's disk in which its new files wait."""
        return self.target.with_name(f".{self.target.name}.moi")


@dataclass(frozen=True)
class _Photos:
    """The photographs beside the exemplars, by the path of the file from the root."""

    root: Path
    cache: Cache
    read: Mapping[str, Photo]

    @classmethod
    def of(cls, public: Public, root: Path, cache: Cache) -> _Photos:
        """Read every photograph that is shown or withheld, each only once for the same bytes."""
        paths = [
            f"{entry.folder}/{photo.file}"
            for entry, record in public.library.records("exemplar")
            for photo in record.photos
        ]
        paths += [
            f"{entry.folder}/{name}"
            for entry in public.withheld
            for name in entry.files
            if name.lower().endswith(PHOTO_SUFFIXES) and _readable(root / entry.folder / name)
        ]
        kept = Kept(root, cache, "photos")
        jobs = [Job(path, recipe(), partial(read_photo, root / path, cache)) for path in paths]
        read = kept.read(jobs, least=_FEW)
        kept.forget_others()
        return cls(root, cache, dict(zip(paths, read, strict=True)))

    def pictures(self, public: Public) -> dict[tuple[str, str], Picture]:
        """Return the pictures that may be shown, by exemplar and file name."""
        return {
            (entry.id, photo.file): self.read[f"{entry.folder}/{photo.file}"].picture
            for entry, record in public.library.records("exemplar")
            for photo in record.photos
        }

    def files(self, public: Public) -> Iterator[Artifact]:
        """Yield the variants of the pictures that may be shown."""
        for entry, record in public.library.records("exemplar"):
            for photo in record.photos:
                path = f"{entry.folder}/{photo.file}"
                for variant in self.read[path].picture.variants:
                    make = partial(variant_bytes, self.root / path, variant, self.cache)
                    yield from_source(variant.address, variant.address, make, variant.address)

    @property
    def names(self) -> set[str]:
        """The names of all that is kept of photographs, shown and withheld."""
        return {name for photo in self.read.values() for name in photo.names}

    def variant(self, public: Public) -> Callable[[str], bytes]:
        """Return what gives the bytes of a variant of a picture that may be shown, by its address."""
        places = {artifact.name: artifact for artifact in self.files(public)}
        return lambda address: places[address].make().data

    def withheld(self, public: Public) -> dict[str, str]:
        """Return the digests of all bytes of withheld photographs, with the file; one that is also shown is none."""
        shown = {
            self.read[f"{entry.folder}/{photo.file}"].original
            for entry, record in public.library.records("exemplar")
            for photo in record.photos
        }
        return {
            content: path
            for entry in public.withheld
            for name in entry.files
            if (photo := self.read.get(path := f"{entry.folder}/{name}")) and photo.original not in shown
            for content in (photo.original, *(variant.content for variant in photo.picture.variants))
        }


def _readable(path: Path) -> bool:
    facts = inspect_image(path)
    return not facts.fault and facts.width * facts.height <= MAX_PIXELS


def attached_files(public: Public, root: Path, cache: Cache) -> Iterator[Artifact]:
    """Yield the papers of plans and forms of practices; scans lose their metadata like photos."""
    named = {
        f"{entry.folder}/{item.file}": f"{entry.address}{item.file}"
        for kind, part in (("plan", "attachments"), ("practice", "documents"))
        for entry, record in public.library.records(kind)
        for item in getattr(record, part)
    }
    kept = Kept(root, cache, "attached")
    contents = kept.read([Job(path, "", partial(_content, root / path)) for path in named])
    kept.forget_others()
    for (path, address), content in zip(named.items(), contents, strict=True):
        read = without_metadata if path.lower().endswith(PHOTO_SUFFIXES) else Path.read_bytes
        yield from_source(address, content, partial(read, root / path))


def _content(path: Path, data: bytes | None) -> str:
    return digest(path.read_bytes() if data is None else data)


@dataclass(frozen=True)
class Ground:
    """What a build stands on: the checked content, the site that its view makes, its photographs, where it works."""

    content: Content
    site: Site
    photos: _Photos
    folders: Folders
    cache: Cache


def prepare_site(content: Content, folders: Folders, cache: Cache, today: date) -> Ground:
    """Take the view of sound content that may be seen, and read its photographs."""
    public = publishable(content.library)
    photos = _Photos.of(public, folders.root, cache)
    progress = measure_plans(content.library, today)
    site = Site(public, photos.pictures(public), today, progress, Bodies(cache), partial(_kept, cache))
    return Ground(content, site, photos, folders, cache)


def _kept(cache: Cache, name: str, key: str, make: Callable[[], Any]) -> Any:
    row = cache.get("derived", name)
    held, value = marshal.loads(row) if row else ("", None)  # noqa: S302 - our own cache
    if held != key:
        value = make()
        cache.put("derived", [(name, marshal.dumps((key, value)))])
    return value


@dataclass(frozen=True)
class Made:
    """The site, made and looked through but not yet in its place; what leaked, counts for the summary."""

    publication: Publication
    leaks: tuple[Leak, ...]
    read: Mapping[str, int]
    published: Mapping[str, int]


@dataclass(frozen=True)
class Surroundings:
    """What a build gets from outside the core: the theme's files and shell, the pages and versions of the generator."""

    assets: Assets
    shell_for: ShellFor
    hand_written: Mapping[str, bytes]
    versions: Mapping[str, str]
    broken: tuple[PageDraft, ...] = ()
    begin: Callable[[str], None] = lambda _stage: None
    """Is told the name of every stage that begins."""
    there: Mapping[str, Stamp] | None = None
    """The files of the site that is there, where they were looked at already."""


def make_site(ground: Ground, around: Surroundings) -> Made:
    """Make every file of the site that is not there as it should be, and look through all for leaks."""
    content, site, photos, folders, cache = ground.content, ground.site, ground.photos, ground.folders, ground.cache
    public = site.public
    read, published = _counts(content.library), _counts(public.library)
    around.begin("so với lần dựng trước")
    scan = Scan(public, photos.withheld(public), lambda: interface_text(folders.theme), cache)
    publication = Publication(folders.target, folders.beside, cache, scan, _key_of(ground, around), there=around.there)
    if publication.stands:
        return Made(publication, (), read, published)
    sharing = make_sharing(site, read_typefaces(folders.theme))
    kept, pictures = _parted((*photos.files(public), *sharing.files(photos.variant(public), cache)), cache)
    kept_papers, papers = _parted(kit_files(site, folders.theme, cache), cache)
    add_kept = publication.add_aside((*kept, *kept_papers))
    around.begin("sắp các trang")
    taken = {draft.address for draft in around.broken}
    question = Question(content.library, site.today, view=public.library, measured=site.progress)
    reports = public_reports(question)
    drafts = [*all_pages(site), *report_pages(site, reports)]
    drafts = [*(draft for draft in drafts if draft.address not in taken), *around.broken]
    own = [name.removesuffix("index.html") for name in around.hand_written if name.endswith("index.html")]
    issues = Counter(issue.code.number for issue in content.issues if issue.severity is not Severity.INFO)
    proof = build_proof(
        site, read=read, published=published, errors=dict(sorted(issues.items())), versions=dict(around.versions)
    )
    around.begin("dữ liệu mở, nguồn tin")
    press = Press(site, folders.theme, around.shell_for, head_of, sharing.of, around.assets, cache)
    hand_written = (
        (name, data.replace(HEAD_MARK.encode(), head_of_hand_written(site, name, sharing).encode()))
        for name, data in around.hand_written.items()
    )
    for files in (
        hand_written,
        around.assets.files.items(),
        all_feeds(site),
        all_calendars(site),
        [("api/v1/build.json", proof)],
        sitemap_files(site, drafts, own),
        [("robots.txt", robots(site).encode())],
    ):  # each is written before the next is made: together they are larger than all that was read
        publication.add(ready(name, data) for name, data in files)
    site.related  # noqa: B018 - every story asks for it: found here, it is found once
    around.begin("ảnh, giấy tờ và tệp khác")
    add_kept()
    publication.add(
        [
            *pictures,
            *report_files(question, reports),
            *attached_files(public, folders.root, cache),
            *(from_source(name, code_version(), make) for name, make in all_schemas()),
        ]
    )
    publication.add(papers, apart=_SHEETS)
    del add_kept, kept, pictures  # they are many
    around.begin("bộ lọc, soạn các trang")
    publication.add(ready(name, data) for name, data in facet_files(site, facets_of(site), press.cards("guong/")))
    data = (press.file(item.name, item.base, item.write, publication.asked(item.name)) for item in all_data(site))
    publication.add(press.pages(list(_by_day(drafts)), publication.asked))
    publication.add(data, apart=_SHEETS)
    press.forget()
    around.begin("chỉ mục tìm kiếm")
    publication.add(_search_files(drafts, publication, ground))
    around.begin("dọn bộ nhớ đệm, dò chỗ rò rỉ")
    cache.forget("bodies", {digest(entry.body) for held in public.library.entries.values() for entry in held.values()})
    cache.forget_files(PHOTO_FOLDER, photos.names)
    cache.forget_files("share", sharing.names)
    cache.forget_files(KIT_FOLDER, {paper.kept for paper in (*kept_papers, *papers)})
    return Made(publication, tuple(publication.look_through()), read, published)


def _parted(large: Iterable[Artifact], cache: Cache) -> tuple[list[Artifact], list[Artifact]]:
    """Part large files into those that are kept and only have to be put in their place, and those to be made."""
    parts: tuple[list[Artifact], list[Artifact]] = ([], [])
    for item in large:
        parts[not cache.has_file(item.kept)].append(item)
    return parts


def _by_day(drafts: Sequence[PageDraft]) -> Iterator[PageDraft]:
    """Yield drafts so that each process looks at the stories of its own years; those of no day come last."""
    days = [_day_of(draft) for draft in drafts]
    dated = sorted((day, number) for number, day in enumerate(days) if day)
    yield from (drafts[number] for _, number in dealt(dated))
    yield from (draft for draft, day in zip(drafts, days, strict=True) if day is None)


def _day_of(draft: PageDraft) -> date | None:
    """Return the day of the first story that a page shows."""
    shown = (draft.entry,) if draft.entry else draft.values.get("entries", ())
    return next((entry.record.introduced_on for entry in shown if entry.kind == "exemplar"), None)


def sketch(ground: Ground, around: Surroundings, path: str) -> bool:
    """Write the page of a story whose body alone has changed into a finished site, whose other pages stay as they are.

    It is there long before the build that makes the whole site right, and that build does not believe it. False when
    the file is another's, or more has changed.
    """
    public = ground.site.public.library.of("exemplar")
    old = next((entry for entry in public.values() if entry.path == path), None)
    entry = old and read_again(ground.folders.root, old)
    if entry is None:
        return False
    press = Press(
        ground.site, ground.folders.theme, around.shell_for, head_of, lambda _: ("", ""), around.assets, ground.cache
    )
    draft = exemplar_page(ground.site, entry)
    replace_file(ground.folders.target / file_of(draft.address), press.composed(draft, ("", "")).encode())
    return True


def _key_of(ground: Ground, around: Surroundings) -> str:
    """Return the key of everything that the site is made from, so that nothing need be made when nothing changed."""
    library = ground.content.library
    theme = sorted(path for path in ground.folders.theme.rglob("*") if path.is_file())
    return digest(
        code_version(),
        ground.site.today.isoformat(),
        *(entry.fingerprint for held in library.entries.values() for entry in held.values()),
        fingerprint([issue.code for issue in ground.content.issues]),
        fingerprint(library.national),
        fingerprint(ground.photos.read),
        *(artifact.key for artifact in attached_files(ground.site.public, ground.folders.root, ground.cache)),
        *(part for path in theme for part in (path.name, path.read_bytes())),
        *(part for item in sorted(around.hand_written.items()) for part in item),
        fingerprint((around.versions, around.broken)),
        around.shell_for("").key,
    )


@dataclass(frozen=True)
class Bodies:
    """Converts bodies; a text that takes its time is converted only once."""

    cache: Cache

    def __call__(self, body: str) -> str:
        """Return the clean HTML of a body."""
        plain = convert_plain(body)
        if plain is not None:
            return plain
        key = digest(body)
        held = self.cache.get("bodies", key)
        if held is not None:
            return zlib.decompress(held).decode()
        made = convert(body)
        self.cache.put("bodies", [(key, zlib.compress(made.encode(), 1))])
        return made


def _search_files(drafts: Iterable[PageDraft], publication: Publication, ground: Ground) -> Iterator[Artifact]:
    """Yield the files of the search index, from the pages as they were made or left."""

    def page(draft: PageDraft) -> Page:
        return page_of(draft, publication.read(file_of(draft.address)))

    found = [draft for draft in drafts if may_be_found(draft)]
    contents = {draft.address: publication.content_of(file_of(draft.address)) for draft in found}
    return index_files(found, page, contents, ground.site.abbreviations, ground.cache)


def _counts(library: Library) -> dict[str, int]:
    return {PLURALS[kind]: len(library.of(kind)) for kind in KINDS if kind not in {"site", "page"}}
