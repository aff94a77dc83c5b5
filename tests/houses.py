"""Small sites that are built in this process, again and again, with what earlier builds left behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from exemplary.building import Folders, Surroundings, make_site, prepare_site
from exemplary.cache import Cache
from exemplary.content import check_content
from exemplary.leak import Leak
from exemplary.render.assets import make_assets
from exemplary.retouch import remember, retouch
from exemplary.shell import HEAD_MARK, SLOTS, cut, sentinel
from exemplary.untouched import Sources

FIRST_DAY: Final = date(2026, 11, 22)


@dataclass
class House:
    """A content folder and a theme that change, and where they are built to."""

    root: Path
    today: date = FIRST_DAY
    shell: str = "v1"
    option: str = "v1"
    made: int = field(default=0)
    retouched: bool = False
    """Whether the last build only retouched some stories."""

    def sources(self, target: Path) -> Sources:
        """Look at what the site in `target` is made from."""
        return Sources.of(self.root, target, self.shell, self.option, self.today.isoformat())

    def build(self, target: Path, cache: Cache) -> list[Leak] | None:
        """Build into `target`; returns what leaked, or None when the content has errors and nothing was built."""
        folders = Folders(self.root, target, self.root / ".cache", self.root / "work")
        sources = self.sources(target)
        last = sources.last(cache)
        self.retouched = bool(last and last.touched and retouch(folders, cache, self.today, sources, last))
        if self.retouched or (last and not last.touched):
            return []
        content = check_content(self.root, today=self.today, cache=cache)
        if not content.sound:
            return None
        ground = prepare_site(content, folders, cache, self.today)
        slots = "".join(f"<{slot}>{sentinel(slot)}</{slot}>" for slot in SLOTS if slot != "article")
        frame = cut(f"{self.shell}{HEAD_MARK}{slots}<main>{sentinel('article')}</main>")
        by_hand = {"gioi-thieu/index.html": f"<html><head>{HEAD_MARK}</head><main>{self.option}</main></html>".encode()}
        around = Surroundings(make_assets(self.root / "theme"), lambda _: frame, by_hand, {"generator": self.option})
        made = make_site(ground, around)
        if made.leaks:
            made.publication.drop()
        else:
            made.publication.finish()
            remember(ground, made.publication.scan, cache)
            sources.keep(cache, made.publication.stamps(), "")
        return list(made.leaks)


class Fresh(Cache):
    """A cache that knows nothing of earlier builds but compiled templates and share pictures, which know their source.

    Without them a build from nothing would take five times as long.
    """

    def __init__(self, lasting: Path) -> None:
        super().__init__()
        self._lasting = Cache(lasting)

    def subfolder(self, name: str) -> Path | None:
        """Return a folder that outlives the build."""
        return self._lasting.subfolder(name)

    def get_file(self, name: str, content: str = "") -> bytes | None:
        """Return a share picture."""
        return self._lasting.get_file(name, content) if name.startswith("share/") else None

    def put_file(self, name: str, data: bytes) -> None:
        """Keep a share picture."""
        if name.startswith("share/"):
            self._lasting.put_file(name, data)
