"""What a unit takes home of a practice: one sheet of A4 with a checklist, and a plan in official form to fill in.

Both are made from the record of the practice and the replications that are public, never from words of their own.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Final

from ..cache import Cache, digest
from ..library import Entry
from ..render.site import Site
from .plan_paper import plan_paper
from .sheet import draw_sheet, sheet_fonts
from .told import Told, told_of

PLAN_NAME: Final = "ke-hoach-nhan-rong.docx"
"""The name of the plan to fill in, in the folder of every practice's page."""


def sheet_address(entry: Entry) -> str:
    """Return the address of a practice's sheet."""
    return f"{entry.address}{entry.id}.pdf"


def plan_address(entry: Entry) -> str:
    """Return the address of a practice's plan to fill in."""
    return f"{entry.address}{PLAN_NAME}"


def kit_files(site: Site, theme: Path, cache: Cache) -> dict[str, bytes]:
    """Return the sheet and the plan of every public practice by address; what is unchanged is not made again."""
    letters = (path.read_bytes() for path in sorted((theme / "fonts").glob("*.ttf")))
    fonts = sheet_fonts(theme / "fonts")
    template = (theme / "kit" / "sheet.typ").read_bytes()
    recipe = (path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    makers: tuple[bytes | str, ...] = (*recipe, template, *letters, version("typst"), version("python-docx"))
    files: dict[str, bytes] = {}
    for entry in site.library.of("practice").values():
        told = told_of(site, entry)
        key = digest(*makers, json.dumps(told, ensure_ascii=False, sort_keys=True))
        sheet, paper = cache.get(f"kit/{key}.pdf"), cache.get(f"kit/{key}.docx")
        if sheet is None:
            sheet = draw_sheet(told, template, fonts)
            cache.put(f"kit/{key}.pdf", sheet)
        if paper is None:
            paper = plan_paper(told)
            cache.put(f"kit/{key}.docx", paper)
        files |= {sheet_address(entry): sheet, plan_address(entry): paper}
    return files


__all__ = ["Told", "kit_files", "plan_address", "sheet_address"]
