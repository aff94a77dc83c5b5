"""Put the finished site in its place: only what changed is made and written, what is no longer made is removed.

Everything that changed is first written beside the site and looked through, and only then renamed into it, so that
each file of the site is at any moment entirely the old one or entirely the new one. A file that is about to change is
struck from the ledger before and entered after, so a build that is broken off leaves nothing that the next believes.
Where there is no site yet, what waits beside it becomes the site as a whole.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import shutil
import stat
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from sys import intern
from typing import Final, NamedTuple

from .artifact import Artifact
from .cache import Cache, Stamp, digest
from .disk import reason_of
from .issues import ExemplaryError
from .leak import Leak, Scan
from .workers import LEAST, work_apart, work_aside, work_through

_WHOLE: Final = "whole site"
_FIRST: Final = "trang"
"""The folder in which a first site waits."""
_ROUND: Final = 1000
"""Files that a process makes before another takes its place: each copies what it looks at of the records."""


class Line(NamedTuple):
    """What the ledger says of a file: what it was made from, how it was left, what a scan found in it.

    The questions that it asked are long and many ask the same, so they are held compressed.
    """

    key: str
    asked: bytes
    content: str
    size: int
    changed: int
    scan: str
    hits: tuple[str, ...]

    @classmethod
    def of(cls, row: bytes) -> Line:
        """Return the line that a row of the shelf keeps; all files of a site share the key of the scan."""
        key, asked, content, size, changed, scan, hits = marshal.loads(row)  # noqa: S302 - our own cache
        return cls(key, asked, content, size, changed, intern(scan), hits)


@dataclass(frozen=True)
class Published:
    """What was done: files in the site, written anew, removed."""

    files: int
    written: int
    removed: int


@dataclass
class Publication:
    """One publishing of the site into `target`; `beside` is a work folder on the same disk.

    `add` makes and looks through what has changed, without touching the site; `finish` puts it all in its place.
    `key` is the digest of all that the site is made from: when the site `stands` already, nothing needs to be added.
    With `only` some files of a finished site are made anew, those of these names, and all others stay as they are.
    `there` are the files of the site, when they were looked at already.
    Raises `ExemplaryError` when the disk refuses.
    """

    target: Path
    beside: Path
    cache: Cache
    scan: Scan
    key: str = ""
    only: Collection[str] | None = None
    there: Mapping[str, Stamp] | None = None
    _lines: dict[str, Line] = field(default_factory=dict)
    _waits: dict[str, None] = field(default_factory=dict)
    _folders: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Read the ledger and see what is there."""
        self._shelf = _shelf_of(self.target)
        shutil.rmtree(self.beside, ignore_errors=True)
        try:
            self.beside.mkdir(mode=0o700, parents=True)  # nobody may read what was not looked through
        except OSError as error:
            raise self._refused(error) from error
        kept = self.cache.each(self._shelf) if self.only is None else self.cache.some(self._shelf, self.only).items()
        known = {name: Line.of(row) for name, row in kept}
        self._first = self.only is None and not os.path.lexists(self.target)
        if self._first:
            (self.beside / _FIRST).mkdir()
            self._folders.add(f"{self.beside}/{_FIRST}")
        self._there = dict(stamps_below(str(self.target))[0] if self.there is None else self.there)
        self.ledger: Mapping[str, Line] = {
            name: line if line.changed == there.changed else line._replace(changed=there.changed)
            for name, line in known.items()
            if (there := self._there.get(name)) and self._same(name, line, there)
        }
        self._known = known
        whole = len(self.ledger) == len(known) == len(self._there)
        held = self.cache.get(_WHOLE, self._shelf)
        self.stands = self.only is None and whole and self.key != "" and held == self.key.encode()
        if self.stands:
            self._lines = dict(self.ledger)

    def asked(self, name: str) -> str | None:
        """Return the questions that a file asked when it was last made; None for one that is not there as it was."""
        line = self.ledger.get(name)
        return None if line is None else zlib.decompress(line.asked).decode() if line.asked else ""

    def _same(self, name: str, line: Line, there: Stamp) -> bool:
        """Tell whether a file is as it was left; one that came back from an archive only has another time."""
        if there == (line.size, line.changed):
            return True
        try:
            return there.size == line.size and self._digest_there(name) == line.content
        except OSError:  # it went meanwhile
            return False

    def add(self, artifacts: Iterable[Artifact], *, apart: int = 0) -> None:
        """Make what is not in the site as it should be; two artifacts of one name are the same file.

        With `apart` no process makes more files than that.
        """
        jobs = self._missing(artifacts)
        if apart:
            self._enter(jobs, lambda: work_apart(jobs, self._make, apart))
        else:
            self._enter(jobs, lambda: work_through(jobs, self._make, most=_ROUND))

    def add_aside(self, artifacts: Iterable[Artifact]) -> Callable[[], None]:
        """Begin to make the same in a process beside this one; they are added when what is returned is called."""
        jobs = self._missing(artifacts)
        return partial(self._enter, jobs, work_aside(jobs, self._make))

    def _missing(self, artifacts: Iterable[Artifact]) -> list[Artifact]:
        """Return what has to be made, each file once; what is there as it should be is added."""
        missing: dict[str, Artifact] = {}
        for artifact in artifacts:
            line = self.ledger.get(artifact.name)
            if line is None or not artifact.key or line.key != artifact.key:
                missing[artifact.name] = artifact
            else:
                self._lines[artifact.name] = line
        return list(missing.values())

    def _enter(self, jobs: Iterable[Artifact], make: Callable[[], Iterable[tuple[Line, bool]]]) -> None:
        try:
            for artifact, (line, waits) in zip(jobs, make(), strict=True):
                self._lines[artifact.name] = line
                if waits:
                    self._waits[artifact.name] = None
        except OSError as error:
            raise self._refused(error) from error

    def _make(self, artifact: Artifact) -> tuple[Line, bool]:
        """Make one file; tells whether it waits beside the site, because the site has other bytes there or none."""
        made = artifact.make()
        content = hashlib.sha256(made.data).hexdigest()
        known = self.ledger.get(artifact.name)
        looked = known is not None and known.content == content and known.scan == self.scan.key
        hits = known.hits if known and looked else tuple(self.scan.hits_in(artifact.name, made.data))
        asked = zlib.compress(made.asked.encode(), 1) if made.asked else b""
        line = Line(made.key, asked, content, len(made.data), 0, self.scan.key, hits)
        there = self._there.get(artifact.name)
        if there and there.size == line.size and self._content_there(artifact.name) == content:
            return line._replace(changed=there.changed), False
        path = self._waiting(artifact.name)
        if self._first:
            _make_folder(os.path.dirname(path), self._folders)  # noqa: PTH120 - paths are dear, and these are many
        if not artifact.kept or not self.cache.share_file(artifact.kept, content, path):
            with open(path, "wb") as stream:  # noqa: PTH123
                stream.write(made.data)
        return line._replace(changed=os.stat(path).st_mtime_ns), True  # noqa: PTH116

    def _waiting(self, name: str) -> str:
        """Return where a file waits: its place in a first site, else one folder for all, which is soon removed."""
        return f"{self.beside}/{_FIRST}/{name}" if self._first else f"{self.beside}/{digest(name)}"

    def _content_there(self, name: str) -> str:
        line = self.ledger.get(name)
        return line.content if line else self._digest_there(name)

    def _digest_there(self, name: str) -> str:
        return hashlib.sha256((self.target / name).read_bytes()).hexdigest()

    def content_of(self, name: str) -> str:
        """Return the digest of a file that was added."""
        return self._lines[name].content

    def stamps(self) -> dict[str, Stamp]:
        """Return every file of the finished site with its stamp, as `stamps_below` would."""
        return {name: Stamp(line.size, line.changed) for name, line in self._lines.items()}

    def read(self, name: str) -> bytes:
        """Return the bytes of a file that was added."""
        return (Path(self._waiting(name)) if name in self._waits else self.target / name).read_bytes()

    def look_through(self) -> list[Leak]:
        """Return what leaks; files that have not changed are looked at again where other things are withheld now."""
        stale = [name for name, line in self._lines.items() if line.scan != self.scan.key]
        for name, hits in zip(stale, work_through(stale, self._looked), strict=True):
            self._lines[name] = self._lines[name]._replace(scan=self.scan.key, hits=tuple(hits))
        return self.scan.leaks({name: line.hits for name, line in self._lines.items() if line.hits})

    def _looked(self, name: str) -> list[str]:
        return self.scan.hits_in(name, (self.target / name).read_bytes())

    def finish(self) -> Published:
        """Put what changed in its place and remove what nobody made."""
        gone = [name for name in self._there if name not in self._lines]
        if self.stands:
            self.drop()
            return Published(len(self._lines), 0, 0)
        try:
            self.cache.put(_WHOLE, (), gone=[self._shelf])
            self.cache.put(self._shelf, (), gone=[*self._waits, *(self._known.keys() - self._lines.keys())])
            if self._first and not os.path.lexists(self.target):
                (self.beside / _FIRST).rename(self.target)
            else:
                self.target.mkdir(exist_ok=True)
                self._folders.add(str(self.target))
                for name in self._waits:
                    self._place(name)
            for path in (self.target / name for name in gone):
                if path.is_symlink() or path.is_file():  # not a folder that has taken its place
                    path.unlink()
            _remove_empty(self.target, {name.rpartition("/")[0] for name in gone})
        except OSError as error:
            raise self._refused(error) from error
        finally:
            self.drop()
        fresh = {name: line for name, line in self._lines.items() if line != self._known.get(name)}
        self.cache.put(self._shelf, ((name, marshal.dumps(tuple(line))) for name, line in fresh.items()))
        if self.only is None:
            self.cache.put(_WHOLE, [(self._shelf, self.key.encode())])
        return Published(len(self._lines), len(self._waits), len(gone))

    def drop(self) -> None:
        """Throw away what was made and not put in its place."""
        shutil.rmtree(self.beside, ignore_errors=True)

    def _place(self, name: str) -> None:
        final = f"{self.target}/{name}"
        _make_folder(os.path.dirname(final), self._folders)  # noqa: PTH120 - paths are dear, and these are many
        try:
            os.replace(self._waiting(name), final)  # noqa: PTH105
        except OSError:
            if os.path.islink(final) or not os.path.isdir(final):  # noqa: PTH112, PTH114
                raise
            shutil.rmtree(final)
            os.replace(self._waiting(name), final)  # noqa: PTH105

    def _refused(self, error: OSError) -> ExemplaryError:
        self.drop()
        place = error.filename or self.target
        return ExemplaryError(f"Không ghi được trang vào {self.target}: {reason_of(error)} ({place}).")


def _shelf_of(target: Path) -> str:
    """Return the shelf of the ledger of a site."""
    return f"ledger of {target.name}"


def begin_from(finished: Path, target: Path, cache: Cache) -> None:
    """Let a site that is not there yet begin as another that is finished; the files are shared until one changes.

    No file of a site is ever written to: a new one takes its place. Where files cannot be shared nothing is done.
    """
    if target.exists() or not finished.is_dir():
        return
    try:
        shutil.copytree(finished, target, symlinks=True, copy_function=os.link)
    except (OSError, shutil.Error):
        shutil.rmtree(target, ignore_errors=True)
        return
    cache.put(_shelf_of(target), cache.all(_shelf_of(finished)).items())


def stamps_below(*folders: str) -> list[dict[str, Stamp]]:
    """Return the files below each folder by their paths from it, with their stamps; several processes look for many."""
    found: list[dict[str, Stamp]] = [{} for _ in folders]
    places = [(number, "", folder) for number, folder in enumerate(folders)]
    while places:
        looked = work_through(places, partial(_looked_at, deep=len(places) >= LEAST))
        places = [place for _, below in looked for place in below]
        for rows, _ in looked:
            for number, path, size, changed in rows:
                found[number][path] = Stamp(size, changed)
    return found


_Place = tuple[int, str, str]
"""A folder: the number of the one it lies in, its path from there with a "/" at the end, its path."""


def _looked_at(place: _Place, *, deep: bool) -> tuple[list[tuple[int, str, int, int]], list[_Place]]:
    """Return the files in a folder, and the folders in it; `deep` for the files in those as well."""
    rows: list[tuple[int, str, int, int]] = []
    below: list[_Place] = []
    places = [place]
    while places:
        number, above, path = places.pop()
        try:
            with os.scandir(path) as items:
                held = list(items)
        except OSError:
            continue
        for item in held:
            if item.is_dir(follow_symlinks=False):
                (places if deep else below).append((number, f"{above}{item.name}/", item.path))
            else:
                info = item.stat(follow_symlinks=False)
                rows.append((number, above + item.name, info.st_size, info.st_mtime_ns))
    return rows, below


def _make_folder(folder: str, there: set[str]) -> None:
    """Make a folder of the site, in the place of a file that has the same name; `there` are those seen to."""
    if folder in there:
        return
    _make_folder(os.path.dirname(folder), there)  # noqa: PTH120
    info = None
    with suppress(FileNotFoundError):
        info = os.lstat(folder)
    if info and not stat.S_ISDIR(info.st_mode):
        os.unlink(folder)  # noqa: PTH108 - paths are dear, and these are many
    if not info or not stat.S_ISDIR(info.st_mode):
        with suppress(FileExistsError):  # another process was quicker
            os.mkdir(folder)  # noqa: PTH102
    there.add(folder)


def _remove_empty(target: Path, folders: Iterable[str]) -> None:
    """Remove the folders, and those above them, that hold nothing any more."""
    for name in sorted(folders, reverse=True):
        folder = target / name
        while folder != target and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
