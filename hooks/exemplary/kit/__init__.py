"""What a unit takes home of a practice: a sheet of A4 with a checklist, a plan in official form, a ready record.

All are made from the record of the practice and the replications that are public, never from words of their own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Final

from ..artifact import Artifact, from_source
from ..cache import Cache, digest
from ..draft.pledge import pledge_text
from ..library import Entry
from ..model.practice import KIT_PLAN, KIT_RECORD, kit_sheet
from ..render.site import Site
from .plan_paper import plan_paper
from .sheet import draw_sheet, sheet_fonts
from .told import Told, told_of

FOLDER: Final = "kit"
"""Where the cache keeps them."""


def sheet_address(entry: Entry) -> str:
    """Return the address of a practice's sheet."""
    return f"{entry.address}{kit_sheet(entry.id)}"


def plan_address(entry: Entry) -> str:
    """Return the address of a practice's plan to fill in."""
    return f"{entry.address}{KIT_PLAN}"


def record_address(entry: Entry) -> str:
    """Return the address of a practice's record of a replication to fill in."""
    return f"{entry.address}{KIT_RECORD}"


def kit_files(site: Site, theme: Path, cache: Cache) -> Iterator[Artifact]:
    """Yield the sheet, the plan and the record of every public practice; what is unchanged is not made again."""
    letters = (path.read_bytes() for path in sorted((theme / "fonts").glob("*.ttf")))
    template = (theme / "kit" / "sheet.typ").read_bytes()
    here = Path(__file__).parent
    recipe = (path.read_bytes() for path in (*sorted(here.glob("*.py")), here.parent / "official.py"))
    makers: tuple[bytes | str, ...] = (*recipe, template, *letters, version("typst"), version("python-docx"))
    for entry in site.library.of("practice").values():
        told = told_of(site, entry)
        key = digest(*makers, json.dumps(told, ensure_ascii=False, sort_keys=True))
        draw = partial(_drawn, told, template, theme)
        for address, make in ((sheet_address(entry), draw), (plan_address(entry), partial(plan_paper, told))):
            name = f"{FOLDER}/{key}{PurePosixPath(address).suffix}"
            yield from_source(address, key, partial(_kept, cache, name, make), name)
        steps = "\n".join(f"{step.id} {step.title}" for step in entry.record.steps)
        yield from_source(record_address(entry), digest(entry.id, steps), partial(_record, site, entry.id))


def _record(site: Site, identifier: str) -> bytes:
    return pledge_text(site.library, identifier, site.today).encode()


def _drawn(told: Told, template: bytes, theme: Path) -> bytes:
    return draw_sheet(told, template, sheet_fonts(theme / "fonts"))


def _kept(cache: Cache, name: str, make: Callable[[], bytes]) -> bytes:
    held = cache.get_file(name)
    if held is None:
        held = make()
        cache.put_file(name, held)
    return held


__all__ = ["Told", "kit_files", "plan_address", "record_address", "sheet_address"]
