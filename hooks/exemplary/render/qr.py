"""A page's address as a QR code: static SVG, black on white with its quiet zone in dark mode too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Final

import segno
from markupsafe import Markup

QUIET: Final = 4
"""Modules of white around the code (ISO/IEC 18004, 9.1)."""
_LEVEL: Final = "m"
"""A print may lose a seventh of its code and is still read."""
_MASK: Final = 2
"""Any mask may be used; weighing all eight against each other takes five times as long."""
_DARK: Final = re.compile(rb"\x01+")


def qr_svg(address: str, title: str, description: str) -> Markup:
    """Return the QR code of a full address; its title and description say where it leads."""
    code = segno.make(address, error=_LEVEL, micro=False, boost_error=False, mask=_MASK)
    side = len(code.matrix) + 2 * QUIET
    return Markup(  # noqa: S704 - the words are escaped
        f'<svg role="img" viewBox="0 0 {side} {side}" class="qr"><title>{escape(title, quote=False)}</title>'
        f'<desc>{escape(description, quote=False)}</desc><path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
        f'<path stroke="#000" d="{_path(code.matrix)}"/></svg>'
    )


def _path(rows: Iterable[bytes | bytearray]) -> str:
    """Return the path along the dark modules of every row, which is one wide; segno's own writer takes five times."""
    made: list[str] = []
    x, y = 0, 0
    for row, modules in enumerate(rows):
        for run in _DARK.finditer(modules):
            start, end = run.span()
            made.append(f"m{start - x} {row - y}h{end - start}" if made else f"M{start + QUIET} {row + QUIET}.5h{end}")
            x, y = end, row
    return "".join(made)
