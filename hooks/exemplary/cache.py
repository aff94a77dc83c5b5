"""What is kept between builds, under the digest of what it was made from; losing it costs time and nothing else.

`digest` and `fingerprint` make the keys. A `Cache` is one SQLite file of shelves (key → bytes) and a folder of large
files. Whatever is wrong with it, a full disk or a folder that cannot be written to, leaves an empty cache in memory
and one sentence in `trouble`: the build goes on and is right, only slower.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sqlite3
import sys
import sysconfig
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any, Final, NamedTuple, TextIO

_PLAIN: Final = (str, int, float, Decimal, date, bytes, Enum, type(None))
"""Types whose `repr` says all."""
_DATABASE: Final = "cache.sqlite3"
_LOCK: Final = "lock"
_AGAIN: Final = 0.05
"""Seconds between two tries to take the lock."""
_SEAL: Final = 32
"""Letters of the digest of a large file that its name ends with."""
_SPARE: Final = 100
"""Rows that may be kept in vain."""
_RACY: Final = 2_000_000_000
"""Nanoseconds within which a file may change twice and bear the same time (two seconds on FAT)."""


def digest(*parts: bytes | str) -> str:
    """Return a key for what is made from `parts`, each counted with its length so that none runs into the next."""
    state = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()[:24]


def fingerprint(value: object) -> str:
    """Return a key for a value: the same for equal values of the same type, in every process.

    Raises `TypeError` for what has no value of its own, such as a closure: what cannot be told apart is never kept.
    """
    told: list[str] = []
    _tell_items((value,), told.append)
    return hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:24]


Say = Callable[[str], None]


@cache
def _teller(kind: Any) -> Callable[[Any, Say], None]:
    """Return what tells a value of this type from every other of it."""
    name = kind.__qualname__
    if hasattr(kind, "fingerprint"):
        return lambda value, say: say(value.fingerprint)
    if issubclass(kind, _PLAIN):
        return lambda value, say: say(f"{name} {value!r}")
    if issubclass(kind, (tuple, list, Mapping)):
        return _tell_packed
    if issubclass(kind, (set, frozenset)):
        return lambda value, say: _tell_items(sorted(map(fingerprint, value)), say)
    if issubclass(kind, (type, FunctionType)):
        return _tell_named
    names = tuple(getattr(kind, "model_fields", ()) or getattr(kind, "__dataclass_fields__", ()))
    if not names:
        raise TypeError(f"{name} has no fingerprint")
    return lambda value, say: _tell_items([name, *(getattr(value, part) for part in names)], say)


def _tell_packed(value: Any, say: Say) -> None:
    """Tell a tuple, list or dictionary that holds nothing but plain values; what holds others is told item by item."""
    try:
        packed = marshal.dumps(value, 0)  # the version that tells equal values alike, wherever else they are used
    except ValueError:
        _tell_items([part for item in value.items() for part in item] if isinstance(value, Mapping) else value, say)
    else:
        say(f"packed {len(packed)} {packed.decode('latin-1')}")


def _tell_items(value: Any, say: Say) -> None:
    say(f"[{len(value)}")
    for item in value:
        kind: Any = type(item)
        if kind is str:  # most are; the same as their teller says
            say(f"str {item!r}")
        else:
            _teller(kind)(item, say)


def _tell_named(value: Any, say: Say) -> None:
    if "<" in value.__qualname__:
        raise TypeError(f"{value.__qualname__} has no fingerprint")
    say(f"{value.__module__}.{value.__qualname__}")


@cache
def code_version() -> str:
    """Return a digest of the core's own code, of Python and of all packages that are installed."""
    core = Path(__file__).resolve().parent
    own = [text for path in sorted(core.rglob("*.py")) for text in (path.name, path.read_bytes())]
    packages = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*-info"))
    return digest(sys.version, *packages, *own)


class Stamp(NamedTuple):
    """What the file system says of a file, in the hope that one that changes says something else."""

    size: int
    changed: int

    @classmethod
    def of(cls, info: os.stat_result) -> Stamp:
        """Return the stamp that goes with what `stat` said."""
        return cls(info.st_size, info.st_mtime_ns)

    def settled(self, now: int) -> bool:
        """Tell whether a change after `now` (nanoseconds) would show."""
        return self.changed < now - _RACY


class Cache:
    """Shelves of small things and a folder of large ones; without a folder everything is forgotten at the end."""

    def __init__(self, folder: Path | None = None, version: str = "") -> None:
        self.folder = folder
        self.trouble = ""
        self._version = version
        self._held: TextIO | None = None
        self._listed: dict[str, dict[str, str]] = {}
        self._file = str(folder / _DATABASE) if folder else ":memory:"
        self._opened_by = 0
        self._connection: sqlite3.Connection | None = None
        self._rows("SELECT 1")

    @property
    def _db(self) -> sqlite3.Connection:
        """The connection of this process; none may be carried over a fork."""
        if self._connection is None or self._opened_by != os.getpid():
            self._opened_by = os.getpid()
            if self.folder and self._file != ":memory:":
                self.folder.mkdir(parents=True, exist_ok=True)
            self._connection = self._ready(sqlite3.connect(self._file, isolation_level=None, timeout=30))
        return self._connection

    def _ready(self, db: sqlite3.Connection) -> sqlite3.Connection:
        """Prepare a file that is new or of another version; one that is written ahead outlives any process."""
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        (version,) = db.execute("PRAGMA user_version").fetchone()
        wanted = int(digest(self._version)[:7], 16)
        if version != wanted:
            if version:
                self.trouble = "Bộ nhớ đệm là của một phiên bản khác: lần này làm lại từ đầu."
            db.executescript(
                "BEGIN IMMEDIATE; DROP TABLE IF EXISTS kept;"
                # not WITHOUT ROWID: there a search reads every value that it passes, the largest too
                "CREATE TABLE kept (shelf TEXT, key TEXT, value BLOB, PRIMARY KEY (shelf, key));"
                f"PRAGMA user_version = {wanted}; COMMIT"
            )
        return db

    def _do_without(self, error: Exception) -> None:
        """Go on with an empty cache, in memory unless the file was broken and can be made anew."""
        broken = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
        self._connection = None
        if broken and not self.trouble:
            self.trouble = "Bộ nhớ đệm bị hỏng: lần này làm lại từ đầu."
            with suppress(OSError):
                for path in Path(self._file).parent.glob(f"{_DATABASE}*"):
                    path.unlink()
                return
        self.trouble = f"Không dùng được bộ nhớ đệm {self._file} ({error}): vẫn dựng đúng, chỉ chậm hơn."
        self._file = ":memory:"

    def _rows(self, command: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(command, values).fetchall()
        except (sqlite3.Error, OSError) as error:
            self._do_without(error)
            return []

    def get(self, shelf: str, key: str) -> bytes | None:
        """Return what is kept on a shelf under `key`, or None."""
        rows = self._rows("SELECT value FROM kept WHERE shelf = ? AND key = ?", shelf, key)
        return rows[0][0] if rows else None

    def all(self, shelf: str) -> dict[str, bytes]:
        """Return everything that is kept on a shelf."""
        return dict(self._rows("SELECT key, value FROM kept WHERE shelf = ?", shelf))

    def each(self, shelf: str) -> Iterator[tuple[str, bytes]]:
        """Yield everything that is kept on a shelf, one by one; what cannot be read is passed over."""
        try:
            yield from self._db.execute("SELECT key, value FROM kept WHERE shelf = ?", (shelf,))
        except (sqlite3.Error, OSError) as error:
            self._do_without(error)

    def some(self, shelf: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Return what is kept on a shelf under some keys."""
        return {key: row for key in keys if (row := self.get(shelf, key)) is not None}

    def put(self, shelf: str, rows: Iterable[tuple[str, bytes]], *, gone: Iterable[str] = ()) -> None:
        """Keep `rows` and forget the keys in `gone`, all or nothing."""
        rows, gone = list(rows), list(gone)
        if not rows and not gone:
            return
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("DELETE FROM kept WHERE shelf = ? AND key = ?", [(shelf, key) for key in gone])
            self._db.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", [(shelf, *row) for row in rows])
            self._db.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            self._do_without(error)

    def forget(self, shelf: str, wanted: AbstractSet[str]) -> None:
        """Forget what is not wanted any more, once it is more than a fifth of what is."""
        kept = {key for (key,) in self._rows("SELECT key FROM kept WHERE shelf = ?", shelf)}
        if len(kept) > len(wanted) * 6 // 5 + _SPARE:
            self.put(shelf, (), gone=kept - wanted)

    def get_file(self, name: str, content: str = "") -> bytes | None:
        """Return the large file that is kept under `name`, or None; one that is not whole any more is none.

        Other processes' files are seen as they were when the first of the folder was asked for; one of which the
        SHA-256 `content` is known is found at any time.
        """
        if self.folder is None or not (content := content or self._contents(name).get(name, "")):
            return None
        path = f"{self.folder}/{name}.{content[:_SEAL]}"
        try:
            with open(path, "rb") as stream:  # noqa: PTH123 - paths are dear, and these are many
                data = stream.read()
            if hashlib.sha256(data).hexdigest().startswith(content):
                return data
            os.unlink(path)  # noqa: PTH108
        except OSError:
            pass
        return None

    def has_file(self, name: str) -> bool:
        """Tell whether a large file is kept under `name`, whole or not."""
        return name in self._contents(name)

    def put_file(self, name: str, data: bytes) -> None:
        """Keep a large file; a folder that cannot be written to only means that it is made again."""
        if self.folder is None:
            return
        content = hashlib.sha256(data).hexdigest()[:_SEAL]
        target = self.folder / f"{name}.{content}"
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
            beside.replace(target)
        except OSError:
            with suppress(OSError):
                beside.unlink()
        else:
            known = self._contents(name)
            if known.get(name, content) != content:
                with suppress(OSError):
                    (self.folder / f"{name}.{known[name]}").unlink()
            known[name] = content

    def share_file(self, name: str, content: str, path: str) -> bool:
        """Let `path` be the large file that is kept under `name` with this SHA-256; False where disks cannot share.

        Neither is ever written to, only replaced, so what is shared takes the place of one.
        """
        if self.folder is None:
            return False
        try:
            with suppress(FileNotFoundError):
                os.unlink(path)  # noqa: PTH108
            os.link(f"{self.folder}/{name}.{content[:_SEAL]}", path)
        except OSError:
            return False
        return True

    def _contents(self, name: str) -> dict[str, str]:
        """Return the digests of the files in the folder of `name`, by their names."""
        folder = name.rpartition("/")[0]
        if self.folder is None:
            return {}
        if folder not in self._listed:
            held: dict[str, str] = {}
            with suppress(OSError):
                held = {
                    f"{folder}/{kept}": content
                    for kept, _, content in (found.rpartition(".") for found in os.listdir(f"{self.folder}/{folder}"))  # noqa: PTH208
                }
            self._listed[folder] = held
        return self._listed[folder]

    def subfolder(self, name: str) -> Path | None:
        """Return a folder that another program may keep its own things in, or None."""
        if self.folder is None or self._file == ":memory:":
            return None
        made = self.folder / name
        made.mkdir(exist_ok=True)
        return made

    def forget_files(self, folder: str, wanted: AbstractSet[str]) -> None:
        """Remove the large files of a folder that are not wanted any more; `wanted` are their whole names."""
        if self.folder is None or self._file == ":memory:":
            return
        with suppress(OSError):
            for name in os.listdir(self.folder / folder):  # noqa: PTH208 - no paths wanted
                if f"{folder}/{name.rpartition('.')[0]}" not in wanted:
                    (self.folder / folder / name).unlink()

    def lock(self, patience: float = 0.0) -> bool:
        """Take the cache for this process alone, until it is closed; False when another has it for `patience` seconds.

        The processes that a build has forked hold it as well, so it is free only when the last of them has ended.
        """
        if self.folder is None or self._file == ":memory:":
            return True
        try:
            held = (self.folder / _LOCK).open("a")
        except OSError:
            return True
        until = time.monotonic() + patience
        while True:
            try:
                _take(held)
            except OSError:
                if time.monotonic() >= until:
                    held.close()
                    return False
                time.sleep(_AGAIN)
            else:
                self._held = held
                return True

    def close(self) -> None:
        """Give the cache back."""
        if self._connection and self._opened_by == os.getpid():
            self._connection.close()
            self._connection = None
        if self._held:
            self._held.close()
            self._held = None


def _take(held: TextIO) -> None:
    """Lock an open file or raise OSError; the lock ends with the process that holds it, however that ends."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        import msvcrt  # noqa: PLC0415 - only on Windows

        msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
