"""The only module that knows MkDocs: its events on one side, our own values on the other.

MkDocs renders the hand-written pages and the theme's shell into a staging folder; everything else is ours. The site
folder that was asked for is filled at the end, from good to good, so a build that stops leaves the last one as it was.
"""

from __future__ import annotations

import gc
import html
import importlib
import importlib.metadata
import logging
import os
import posixpath
import re
import shutil
import time
from argparse import ArgumentTypeError
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final
from urllib.parse import urlsplit

from .building import Folders, Ground, Made, Surroundings, make_site, prepare_site, sketch
from .cache import Cache, code_version
from .content import Content, check_content, locate, today_vn
from .dialogue import day, in_vietnamese
from .disk import reason_of
from .issues import ExemplaryError, Issue, Severity
from .leak import told
from .library import Entry, Library
from .publish import Published, begin_from
from .render.addresses import relative
from .render.assets import Assets, make_assets
from .render.body import EXTENSION_CONFIGS, EXTENSIONS, clean, in_scrolling_tables, resolve_links
from .render.names import unit_name
from .render.site import SECTION_TITLES, PageDraft, Site
from .reporters import report_text, tally_of
from .retouch import remember, retouch
from .shell import shells
from .stages import Stages
from .untouched import Sources
from .watch import Watch

GENERATOR: Final = os.environ.get("SITE_GENERATOR", "mkdocs")
"""`mkdocs`, or its successor `properdocs`, which has the same modules under its own name."""

BuildError: Any = importlib.import_module(f"{GENERATOR}.exceptions").PluginError
log = logging.getLogger("mkdocs.plugins.exemplary")

_MOST_LEAKS: Final = 20
_PACKAGES: Final = (
    "mkdocs-material",
    "mkdocs-materialx",
    "Markdown",
    "nh3",
    "Pillow",
    "pydantic",
)


@dataclass(frozen=True)
class Start:
    """Where a build works and as of which day; a new one for every rebuild of the live preview."""

    folders: Folders
    cache: Cache
    today: date
    serving: bool
    started: float
    stages: Stages
    sources: Sources | None
    """What a build is made from; a preview rebuilds because something was touched."""
    opening: bool = False
    """Whether a preview opens with what it showed last time, and builds once it is seen."""


@dataclass(frozen=True)
class Build:
    """A build whose content is sound enough to go on: what was read, and what the theme needs to show it."""

    start: Start
    ground: Ground
    assets: Assets
    broken: tuple[PageDraft, ...]
    hand_written: Mapping[str, Entry]

    @property
    def site(self) -> Site:
        """The site that is being made."""
        return self.ground.site


@dataclass(frozen=True)
class Done:
    """A finished build."""

    build: Build
    around: Surroundings
    made: Made
    published: Published


_START: Final = "_exemplary_start"
_BUILD: Final = "_exemplary_build"
_ENVIRONMENT: Final = "_exemplary_environment"
_MAY_REST: Final = "_exemplary_may_rest"
_DONE: Final = "_exemplary_done"
"""MkDocs hands nothing but its config from event to event, so what an event makes is attached there, frozen."""


def _build_of(config: Any) -> Build:
    return getattr(config, _BUILD)  # type: ignore[no-any-return]


_PREVIEW: Final = (
    (r"Building documentation\.\.\.", "Đang dựng bản xem thử…"),
    (r"Documentation built in .*", "Đã dựng xong bản xem thử."),
    (r"Watching paths for changes: (.*)", "Đang theo dõi {0}: cứ sửa và lưu tệp, trang sẽ tự dựng lại."),
    (r"Serving on (\S+).*", "Mở {0} bằng trình duyệt để xem; muốn dừng, nhấn Ctrl+C."),
    (r"Browser connected: (.*)", "Trình duyệt đang xem {0}"),
    (r"Detected file changes", "Có tệp vừa đổi."),
    (r"Reloading browsers", "Đã tải lại trang trong trình duyệt."),
    (r"Shutting down\.\.\.", "Đã dừng xem thử."),
    (r"An error happened during the rebuild.*", "Chưa dựng lại được: sửa lỗi nêu trên, trang sẽ tự dựng lại."),
)
"""What MkDocs says in a preview, and how we say it; its other remarks are for developers and are left out."""


_TIME: Final = re.compile(r"^\[[\d:]+\] ")


def _translated(record: logging.LogRecord) -> bool:
    if record.name.startswith(log.name):
        return True
    said = in_vietnamese(_TIME.sub("", record.getMessage()), _PREVIEW)
    if said:
        record.msg, record.args = said, ()
    return said is not None or record.levelno > logging.INFO


def preview_in_vietnamese() -> None:
    """Let MkDocs say in Vietnamese what it tells about the live preview."""
    for name in {"mkdocs", GENERATOR}:
        for handler in logging.getLogger(name).handlers:
            handler.addFilter(_translated)
            handler.setFormatter(logging.Formatter("%(message)s"))


def prepare(config: Any, *, serving: bool) -> Any:
    """Point MkDocs at a staging folder and at our Markdown; the folder asked for is filled by us at the end."""
    root = Path(config.config_file_path).resolve().parent
    work = root / "build"
    folders = Folders(root, work / "preview" if serving else Path(config.site_dir), root / ".cache", work)
    as_of = os.environ.get("SITE_AS_OF")
    try:
        today = day(as_of) if as_of else today_vn()
    except ArgumentTypeError as error:
        raise BuildError(f"SITE_AS_OF: {error}.") from error
    started = time.monotonic()
    cache = _open_cache(folders.cache, patient=serving)
    around = (code_version(), GENERATOR, str(config.theme.name), today.isoformat())
    sources = None if serving else Sources.of(root, folders.target, *around)
    if sources and getattr(config, _MAY_REST, False):
        _rest(folders, cache, today, sources, started)
    if serving:
        begin_from(root / "site", folders.target, cache)
    opening = serving and not _opened and (folders.target / "index.html").is_file()
    _opened.add(serving)
    setattr(config, _START, Start(folders, cache, today, serving, started, Stages(), sources, opening))
    if opening:
        config.docs_dir = str(_only((), Path(config.docs_dir), work / "pages"))
    config.site_dir = str(work / ("stage-preview" if serving else "stage"))
    config.markdown_extensions = list(EXTENSIONS)
    config.mdx_configs = {name: dict(held) for name, held in EXTENSION_CONFIGS.items()}
    config.theme.static_templates = set()
    config.theme.dirs[:] = [str(folders.theme)]  # nothing of Material's own is used, and it has ten thousand icons
    return config


def _rest(folders: Folders, cache: Cache, today: date, sources: Sources, started: float) -> None:
    """Raise `_NothingToDo` when the site of the last build is right, or was made so by retouching a few stories."""
    last = sources.last(cache)
    if last is None:
        return
    try:
        published = retouch(folders, cache, today, sources, last) if last.touched else Published(0, 0, 0)
    except ExemplaryError as error:
        raise BuildError(str(error)) from error
    if published:
        cache.close()
        raise _NothingToDo(last.said + _tail(published, folders.target, today, started))


_finished: Final[list[Done]] = []
"""The last build that came to its end; MkDocs makes a new config for every rebuild of a preview."""


class _NothingToDo(Exception):  # noqa: N818 - no error
    """The site is right without a build; says what the last one said."""


_opened: Final[set[bool]] = set()
"""Not empty once a first build of this process has begun."""

_PATIENCE: Final = 1.0
"""Seconds in which the helpers of a build that was ended by force have ended as well."""

_caches: Final[list[Cache]] = []
"""The cache of the build that is going on; a build that MkDocs broke off leaves it to the next to close."""


def _open_cache(folder: Path, *, patient: bool) -> Cache:
    """Open the cache for one build; raises MkDocs' own error when another build has it and we are not `patient`."""
    while _caches:
        _caches.pop().close()
    cache = Cache(folder, code_version())
    _caches.append(cache)
    if cache.lock(_PATIENCE):
        return cache
    if not patient:
        raise BuildError("Đang có một lần dựng trang khác chạy trong thư mục này. Chờ nó xong rồi chạy lại.")
    log.warning("Đang có một lần dựng trang khác chạy trong thư mục này: chờ nó xong rồi dựng bản xem thử.")
    while not cache.lock(_PATIENCE):
        pass
    return cache


def validate(config: Any) -> None:
    """Check all content before MkDocs touches any folder; errors stop a build, a preview leaves out what is broken."""
    start: Start = getattr(config, _START)
    if start.opening:
        return
    start.stages.begin("đọc và kiểm tra nội dung")
    try:
        content = check_content(start.folders.root, today=start.today, cache=start.cache)
    except ExemplaryError as error:
        raise BuildError(str(error)) from error
    if not content.sound and not start.serving:
        raise BuildError("\n" + report_text(_only_errors(content)))
    broken: tuple[PageDraft, ...] = ()
    if not content.sound:
        log.warning("%s", report_text(_only_errors(content)))
        library, broken = _without_broken(content)
        content = replace(content, library=library)
    start.stages.begin("tách phần được đăng, đọc ảnh")
    ground = prepare_site(content, start.folders, start.cache, start.today)
    pages = {
        uri: entry
        for entry in content.library.of("page").values()
        if entry.record and (uri := entry.path.partition("/")[2]) != "index.md"
    }
    setattr(config, _BUILD, Build(start, ground, make_assets(start.folders.theme), broken, pages))
    config.docs_dir = str(_only(pages, Path(config.docs_dir), start.folders.work / "pages"))
    if not start.serving:
        config.site_url = ground.site.facts.url
    start.stages.begin("trang viết tay, khung của giao diện")


def _only(pages: Iterable[str], docs: Path, beside: Path) -> Path:
    """Return a folder with the hand-written pages alone, so that MkDocs does not walk through ten thousand others."""
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for uri in pages:
        (beside / uri).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(docs / uri, beside / uri)
    return beside


def _only_errors(content: Content) -> Content:
    return replace(content, issues=tuple(issue for issue in content.issues if issue.severity is Severity.ERROR))


def _without_broken(content: Content) -> tuple[Library, tuple[PageDraft, ...]]:
    """Return the library without the records whose files have errors, and a page that shows them for each."""
    errors: dict[str, list[Issue]] = {}
    for issue in content.issues:
        if issue.severity is Severity.ERROR:
            errors.setdefault(issue.place.path, []).append(issue)
    kept: dict[str, dict[str, Entry]] = {}
    pages: list[PageDraft] = []
    shown: set[str] = set()
    for kind, held in content.library.entries.items():
        kept[kind] = {}
        for entry in held.values():
            issues = errors.get(entry.path)
            if entry.record is None and not issues:
                continue  # its file is not there, which is told elsewhere
            if not issues or (entry.record is not None and entry.path.endswith(".yml")):
                kept[kind][entry.id] = entry
                continue
            shown.add(entry.path)
            if kind == "page":
                pages.append(_broken_page("" if entry.id == "index" else f"{entry.id.removesuffix('/index')}/", issues))
            elif entry.path.endswith(".md"):
                pages.append(_broken_page(entry.address, issues))
    rest = [issue for path, issues in errors.items() if path not in shown for issue in issues]
    if rest:
        pages = [page for page in pages if page.address] + [_broken_page("", rest)]
    return content.library.only(**kept), tuple(pages)


def _broken_page(address: str, issues: list[Issue]) -> PageDraft:
    return PageDraft(
        address, "Tệp này có lỗi", "Chỉ hiện khi xem thử.", "broken.html", {"issues": issues}, "service", indexed=False
    )


def only_hand_written(files: Any, config: Any) -> Any:
    """Leave MkDocs only the hand-written pages; records, photos and the theme's own files never enter its pipeline."""
    pages = {} if getattr(config, _START).opening else _build_of(config).hand_written
    for file in list(files):
        if file.src_uri not in pages:
            files.remove(file)
    return files


def set_globals(env: Any, config: Any) -> Any:
    """Give the theme what its shell shows: the site's own record, the hashed names of its files, the sections."""
    if getattr(config, _START).opening:
        return env
    build = _build_of(config)
    facts = build.site.facts
    unit = unit_name(build.site.library, facts.unit, build.start.today).text if facts.unit else ""
    env.globals.update(facts=facts, facts_unit=unit, assets=build.assets.names, sections=SECTION_TITLES)
    env.globals["known"] = build.site.addresses | {"feed.xml", "feed.json"}
    setattr(config, _ENVIRONMENT, env)
    return env


def read_page(page: Any, config: Any) -> str:
    """Give a hand-written page what our own reader read: title, description, and the Markdown of its body."""
    entry = _build_of(config).hand_written[page.file.src_uri]
    record = entry.record
    page.meta = {"title": record.title, "description": record.description or record.title}
    page.title = html.escape(record.title, quote=False)  # MkDocs' templates do not escape
    return entry.body


def clean_page(content: str, page: Any, config: Any) -> str:
    """Clean the HTML of a hand-written page and lead its links to public pages only."""
    site = _build_of(config).site

    def resolve(target: str) -> str | None:
        where = target.partition("?")[0]
        address = where[1:] if where.startswith("/") else posixpath.normpath(posixpath.join(page.url, where))
        address = "" if address in {".", "/"} else address
        if address and not address.endswith("/") and "." not in posixpath.basename(address):
            address += "/"
        return address if address in site.addresses or address == "" else None

    return in_scrolling_tables(resolve_links(clean(content), page.url, resolve))


def _render_shell(config: Any, address: str, slots: Mapping[str, str]) -> str:
    missing = address == "404.html"
    base = relative(address, "").rstrip("/") or "."
    if missing:  # it is served at any address, so its links start at the root of the host
        base = urlsplit(_build_of(config).site.facts.url).path.rstrip("/")
    page = SimpleNamespace(
        title=slots["title"],
        content=slots["article"],
        url=address,
        canonical_url=slots["canonical"],
        is_homepage=not address,
        meta={"description": slots["description"], "kind": slots["kind"]},
    )
    template = getattr(config, _ENVIRONMENT).get_template("main.html")
    return template.render(page=page, base_url=base, config=config)  # type: ignore[no-any-return]


def publish(config: Any) -> None:
    """Make everything that is ours, hunt for leaks, and only then put the site in its place."""
    if getattr(config, _START).opening:
        getattr(config, _START).cache.close()
        log.warning("Mở ngay bản xem thử lần trước; trang sẽ tự tải lại khi bản mới dựng xong.")
        return
    build = _build_of(config)
    stage = Path(config.site_dir)
    hand_written = {path.relative_to(stage).as_posix(): path.read_bytes() for path in sorted(stage.rglob("*.html"))}
    shell_for = shells(lambda address, slots: _render_shell(config, address, slots))
    sources = build.start.sources
    there = sources.site if sources else None
    around = Surroundings(
        build.assets, shell_for, hand_written, _versions(), build.broken, build.start.stages.begin, there
    )
    try:
        made = make_site(build.ground, around)
        if made.leaks:
            made.publication.drop()
            issues, excerpts = locate(build.start.folders.root, islice(told(made.leaks), _MOST_LEAKS))
            raise BuildError("\n" + report_text(replace(build.ground.content, issues=issues, excerpts=excerpts)))
        build.start.stages.begin("đưa vào chỗ")
        published = made.publication.finish()
        if sources:
            said = _head(build.ground.content, made, published)
            remember(build.ground, made.publication.scan, build.start.cache)
            sources.keep(build.start.cache, made.publication.stamps(), said)
    except ExemplaryError as error:
        raise BuildError(str(error)) from error
    finally:
        if trouble := build.start.cache.trouble:
            log.warning("%s", trouble)
        build.start.cache.close()
        shutil.rmtree(stage, ignore_errors=True)
    build.start.stages.tell()
    done = Done(build, around, made, published)
    setattr(config, _DONE, done)
    _finished[:] = [done]


class _Observer(Watch):
    """Our way of noticing changes, in the form in which MkDocs' server wants it."""

    def __init__(self, server: Any) -> None:
        super().__init__(self._report)
        self._server = server
        self._build = server.builder
        self._handlers: list[Any] = []
        self._changed: set[str] = set()

    def schedule(self, handler: Any, path: str, **_: Any) -> None:
        """Tell `handler` of changes in `path`."""
        self._handlers.append(handler)
        self.add(path)

    def unschedule(self, watched: Any) -> None:
        """Nothing is unscheduled once the server has started."""

    def _report(self, paths: list[str]) -> None:
        """Show at once what can be shown before the whole site is built again, and have it built."""
        self._changed.update(paths)
        if self._sketched(paths):
            self._reload()
        self.want()

    def want(self) -> None:
        """Have the whole site built."""
        self._handlers[0].on_any_event(SimpleNamespace(is_directory=False))

    def rebuild(self) -> None:
        """Build the whole site; what changes meanwhile is shown again on top, until the next build has it."""
        self._reload()
        self._changed.clear()
        gc.unfreeze()  # nobody looks for garbage while a site is built: what the last build left would stay for ever
        gc.collect()
        self._build()
        self._sketched(list(self._changed))
        self._reload()

    def _sketched(self, paths: list[str]) -> bool:
        if not _finished:
            return False
        done = _finished[-1]
        root = done.build.start.folders.root
        names = [Path(path).relative_to(root).as_posix() for path in paths if Path(path).is_relative_to(root)]
        try:
            shown = [sketch(done.build.ground, done.around, name) for name in names]
        except (OSError, LookupError):  # the whole build will tell, or know better
            return False
        finally:
            done.build.start.cache.close()
        return any(shown)

    def _reload(self) -> None:
        """Let the server give out what is there: each file is whole at any moment, whether a build goes on or not."""
        with self._server._epoch_cond:  # noqa: SLF001 - MkDocs has no other door
            now = round(time.monotonic() * 1000)
            self._server._wanted_epoch = self._server._visible_epoch = now  # noqa: SLF001
            self._server._epoch_cond.notify_all()  # noqa: SLF001


def show_preview(server: Any, config: Any) -> Any:
    """Let MkDocs' server show the folder that the preview fills, and watch in our own way what it is made from."""
    start: Start = getattr(config, _START)
    target = start.folders.target
    missing = target / "404.html"
    server.root = str(target)
    server.error_handler = lambda code: missing.read_bytes() if code == HTTPStatus.NOT_FOUND else None
    for path in (config.docs_dir, config.config_file_path):
        server.unwatch(path)  # every build fills the first, our own; mkdocs.yml has the content watched
    server.observer = observer = _Observer(server)
    server.builder = observer.rebuild
    server.watch(config.config_file_path)
    if start.opening:
        observer.want()
    return server


def _versions() -> dict[str, str]:
    found: dict[str, str] = {}
    for package in (GENERATOR, *_PACKAGES):
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def build_site(root: Path) -> str:
    """Build the whole site and return the Vietnamese summary; raises `ExemplaryError` with the words for a person."""
    commands = importlib.import_module(f"{GENERATOR}.commands.build")
    configs = importlib.import_module(f"{GENERATOR}.config")
    exceptions = importlib.import_module(f"{GENERATOR}.exceptions")
    commands.log.addFilter(lambda record: record.levelno < logging.ERROR)  # its errors come to us, to be told once
    try:
        config = configs.load_config(str(root / "mkdocs.yml"))
        setattr(config, _MAY_REST, True)
        config.plugins.on_startup(command="build", dirty=False)
        commands.build(config)
    except _NothingToDo as rest:
        return str(rest)
    except (exceptions.BuildError, exceptions.ConfigurationError, exceptions.Abort) as error:
        said = error.__context__ if isinstance(error, exceptions.Abort) else error
        raise ExemplaryError(str(said)) from error
    except OSError as error:
        raise ExemplaryError(f"Không ghi được tệp {error.filename or root}: {reason_of(error)}.") from error
    return _summary(getattr(config, _DONE))


_WORDS: Final = (
    ("exemplars", "gương"),
    ("plans", "kế hoạch"),
    ("campaigns", "phong trào"),
    ("practices", "mô hình"),
    ("replications", "lượt nhân rộng"),
    ("reviews", "bản sơ kết, tổng kết"),
    ("news", "tin"),
    ("events", "sự kiện"),
    ("units", "đơn vị"),
)


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[key]} {word}" for key, word in _WORDS if counts.get(key)) or "không có mục nào"


def _summary(done: Done) -> str:
    start = done.build.start
    head = _head(done.build.ground.content, done.made, done.published)
    return head + _tail(done.published, start.folders.target, start.today, start.started)


def _head(content: Content, made: Made, published: Published) -> str:
    """Return the part of the summary that stays true as long as nothing is touched."""
    withheld = {key: count - made.published.get(key, 0) for key, count in made.read.items()}
    return (
        f"Đã đọc: {_counted(made.read)}.\n"
        f"Đã công bố: {_counted(made.published)}.\n"
        f"Giữ lại, không đăng: {_counted(withheld)}.\n"
        f"Kiểm tra: {tally_of(content)} (xem: python3 scripts/run.py check).\n"
        f"Trang có {published.files} tệp; "
    )


def _tail(published: Published, target: Path, today: date, started: float) -> str:
    return (
        f"ghi mới {published.written}, xóa {published.removed}; "
        f"tính đến ngày {today:%d/%m/%Y}; mất {time.monotonic() - started:.1f} giây.\n"
        f"Mở {target / 'index.html'} để xem.\n"
    )
