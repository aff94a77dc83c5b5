"""A page's address as a QR code: static SVG, black on white with its quiet zone in dark mode too."""

from __future__ import annotations

from typing import Final

import segno
from markupsafe import Markup

QUIET: Final = 4
"""Modules of white around the code (ISO/IEC 18004, 9.1)."""
_LEVEL: Final = "m"
"""A print may lose a seventh of its code and is still read."""
_MASK: Final = 2
"""Any mask may be used; weighing all eight against each other takes five times as long."""


def qr_svg(address: str, title: str, description: str) -> Markup:
    """Return the QR code of a full address; its title and description say where it leads."""
    code = segno.make(address, error=_LEVEL, micro=False, boost_error=False, mask=_MASK)
    drawn = code.svg_inline(
        border=QUIET, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None, title=title,
        desc=description,
    )  # fmt: skip
    return Markup(drawn.replace("<svg ", '<svg role="img" ', 1))  # noqa: S704 - segno escapes the words
