"""The sheet of a practice: one page of A4 as an accessible PDF, set by Typst in the site's own typeface."""

from __future__ import annotations

import io
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import segno

from .told import Told

if TYPE_CHECKING:
    import typst

_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The day in every sheet's file, so that the same practice gives the same bytes."""


def sheet_fonts(folder: Path) -> typst.Fonts:
    """Return the faces in a folder, and none of the machine's, so that every machine sets a sheet alike."""
    import typst  # noqa: PLC0415 - needed by processes that end

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


def draw_sheet(told: Told, template: bytes, fonts: typst.Fonts) -> bytes:
    """Return the PDF of a practice's sheet; the template gets its words as data, so nothing typed is ever code."""
    import typst  # noqa: PLC0415 - as above

    drawn = io.BytesIO()
    segno.make(told["address"], error="m", micro=False, boost_error=False).save(
        drawn, kind="svg", border=0, dark="#271b17", light=None, xmldecl=False
    )
    with tempfile.TemporaryDirectory() as nowhere:
        made = typst.Compiler(
            template,
            root=nowhere,
            font_paths=fonts,
            sys_inputs={"told": json.dumps(told, ensure_ascii=False), "code": drawn.getvalue().decode()},
        ).compile(format="pdf", timestamp=_DAY, pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError("a sheet is one document")
    return made
