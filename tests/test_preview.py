"""The live preview, as an author has it: a real server, files that are saved, pages that are asked for."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest

from exemplary.watch import Watch
from sites import REPO, build, environment_of, files_of, make_root, write

CONTENT: Final = REPO / "tests/issues/_base/content"
STORY: Final = "content/exemplars/2026/ba-hoa-hien-dat/index.md"
PAGE: Final = "guong/ba-hoa-hien-dat/"
PATIENCE: Final = 120.0
RESTED: Final = 5.0
"""Seconds without a build after which no other will come; a preview that never rests builds every second."""


class Preview:
    """A preview that is running."""

    def __init__(self, root: Path, address: str) -> None:
        self.root = root
        self.address = address

    def page(self, path: str) -> str:
        """Return a page, or "" when there is none."""
        try:
            with urllib.request.urlopen(f"http://{self.address}/{path}", timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, OSError):
            return ""

    def shows(self, path: str, words: str, *, gone: bool = False) -> bool:
        """Wait until a page has the words, or has them no more."""
        until = time.monotonic() + PATIENCE
        while (words in self.page(path)) is gone:
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True

    def edit(self, path: str, old: str, new: str) -> None:
        """Save a file with another text."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        write(self.root / path, text.replace(old, new, 1))


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of a small site that was built before."""
    root = make_root(tmp_path_factory.mktemp("preview") / "repo", CONTENT)
    assert build(root).returncode == 0
    path = root / STORY  # the site is a version behind when the preview opens
    write(path, path.read_text(encoding="utf-8") + "\nCâu viết trước khi mở.\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    with subprocess.Popen(command, cwd=root, env=environment_of(root, SITE_AS_OF="2026-11-22")) as server:
        made = Preview(root, address)
        assert made.shows(PAGE, "</html>")
        assert made.shows(PAGE, "Câu viết trước khi mở")
        yield made
        server.send_signal(signal.SIGINT)


def test_it_begins_as_the_built_site_and_never_touches_it(preview: Preview) -> None:
    before = files_of(preview.root / "site")
    name = f"{PAGE}index.html"
    same = "dinh-chinh-thu-hoi/index.html"
    assert (preview.root / "build/preview" / same).samefile(preview.root / "site" / same)
    preview.edit(STORY, "\n## ", "\nCâu chỉ có trong bản xem thử.\n\n## ")
    assert preview.shows(PAGE, "Câu chỉ có trong bản xem thử")
    assert files_of(preview.root / "site") == before
    assert not (preview.root / "build/preview" / name).samefile(preview.root / "site" / name)


def test_it_comes_to_rest_after_a_file_was_saved(preview: Preview) -> None:
    """Every build makes the folder of hand-written pages anew; a preview that watched it would build for ever."""
    preview.edit(STORY, "\n## ", "\nCâu rồi thôi.\n\n## ")
    assert preview.shows(PAGE, "Câu rồi thôi")
    pages, until = preview.root / "build/pages", time.monotonic() + PATIENCE
    seen, since = 0, time.monotonic()
    while time.monotonic() - since < RESTED:
        assert time.monotonic() < until
        with suppress(FileNotFoundError):
            if (now := pages.stat().st_mtime_ns) != seen:
                seen, since = now, time.monotonic()
        time.sleep(0.05)


def test_other_pages_follow(preview: Preview) -> None:
    preview.edit(STORY, "title: ", "title: Vừa đổi tên, ")
    assert preview.shows("guong/", "Vừa đổi tên, ")
    assert preview.shows(PAGE, "Vừa đổi tên, ")


def test_what_is_withheld_goes_and_what_is_broken_says_why(preview: Preview) -> None:
    text = (preview.root / STORY).read_text(encoding="utf-8")
    preview.edit(STORY, "status: cong-bo", "status: nhap")
    assert preview.shows(PAGE, "</article>", gone=True)
    preview.edit(STORY, "status: nhap", "status: khong-co")
    assert preview.shows(PAGE, "Tệp này có lỗi")
    write(preview.root / STORY, text)
    assert preview.shows(PAGE, "Vừa đổi tên, ")


def test_a_page_that_is_not_there_says_so_in_our_words(preview: Preview) -> None:
    with pytest.raises(urllib.error.HTTPError) as missing:
        urllib.request.urlopen(f"http://{preview.address}/khong-co/", timeout=PATIENCE)
    assert 'lang="vi"' in missing.value.read().decode()


def test_the_watch_sees_all_that_befalls_files(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    write(tmp_path / "a/b/one.md", "1")
    watch = Watch(lambda _: None)
    watch.add(str(tmp_path))
    seen = []
    for act in (
        lambda: None,
        lambda: write(tmp_path / "a/b/one.md", "12"),
        lambda: write(tmp_path / "a/new/deep/two.md", "2"),
        lambda: write(tmp_path / "a/new/deep/two.md", "21"),
        lambda: (tmp_path / "a/b/one.md").replace(tmp_path / "a/one.md"),
        (tmp_path / "a/one.md").unlink,
        lambda: (tmp_path / "a").rename(tmp_path / "z"),
        lambda: write(tmp_path / "z/new/deep/two.md", "3"),
        lambda: None,
    ):
        act()
        seen.append([Path(path).relative_to(tmp_path).as_posix() for path in watch.changed()])
    assert [bool(paths) for paths in seen] == [False, *[True] * 7, False]
    assert seen[1] == ["a/b/one.md"]
    assert seen[3] == ["a/new/deep/two.md"]
    assert seen[7] == ["z/new/deep/two.md"]
