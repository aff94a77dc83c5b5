"""A page's address as a QR code: static SVG, black on white with its quiet zone in dark mode too.

Every step from the bits of an address to the modules of its code is an exclusive or, so a code is that of an empty
text of the same length, turned over where the bytes of the address say. What each turns is found once for all pages.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape
from itertools import product, repeat
from typing import Final, NamedTuple

import segno
from markupsafe import Markup

QUIET: Final = 4
"""Modules of white around the code (ISO/IEC 18004, 9.1)."""
_LEVEL: Final = "m"
"""A print may lose a seventh of its code and is still read."""
_MASK: Final = 2
"""Any mask may be used; weighing all eight against each other takes five times as long."""
_BLOCKS: Final = {1: (1, 16, 10), 2: (1, 28, 16), 3: (1, 44, 26), 4: (2, 32, 18), 5: (2, 43, 24), 6: (4, 27, 16)}
"""By version: blocks, bytes of data and of correction in each (ISO/IEC 18004, table 9); larger codes are segno's."""
_FIELD: Final = 0x11D
"""The polynomial that bytes are multiplied by each other in (ISO/IEC 18004, 7.5.2)."""
_SMALLEST: Final = 21
"""Modules across the smallest code, which has no mark of alignment."""
_RUN: Final = re.compile("[0\n]*1+")


class _Code(NamedTuple):
    """A code: its version, how many modules it is wide, all modules as one number, the first as its highest bit."""

    version: int
    side: int
    modules: int


def qr_svg(address: str, title: str, description: str) -> Markup:
    """Return the QR code of a full address; its title and description say where it leads."""
    code = _code(address)
    side = code.side + 2 * QUIET
    return Markup(  # noqa: S704 - the words are escaped
        f'<svg role="img" viewBox="0 0 {side} {side}" class="qr"><title>{escape(title, quote=False)}</title>'
        f'<desc>{escape(description, quote=False)}</desc><path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
        f'<path stroke="#000" d="{_path(code)}"/></svg>'
    )


def _code(address: str) -> _Code:
    blank = _blank(len(address))
    if not address.isascii() or blank.version not in _BLOCKS:
        return _made(segno.make(address, error=_LEVEL, micro=False, boost_error=False, mask=_MASK))
    # the address stands behind four bits that say what it is and eight that say its length
    data = (int.from_bytes(address.encode(), "big") << 4).to_bytes(len(address) + 1, "big")
    modules = blank.modules
    for place, byte in enumerate(data, 1):
        modules ^= _turned(blank.version, place, byte)
    return blank._replace(modules=modules)


def _made(code: segno.QRCode) -> _Code:
    bits = "".join(str(bit) for row in code.matrix for bit in row)
    return _Code(int(code.version), len(code.matrix), int(bits, 2))


@cache
def _blank(length: int) -> _Code:
    """Return the code of so many bytes that are all zero."""
    return _made(segno.make(bytes(length), error=_LEVEL, micro=False, boost_error=False, mask=_MASK, mode="byte"))


@cache
def _turned(version: int, place: int, byte: int) -> int:
    """Return the modules that change when the byte of data at `place` is `byte` instead of 0."""
    if not byte:
        return 0
    if byte & (byte - 1):
        return _turned(version, place, byte & -byte) ^ _turned(version, place, byte & (byte - 1))
    blocks, length, more = _BLOCKS[version]
    block, inside = divmod(place, length)
    rest = 0
    for step in (byte, *bytes(length - 1 - inside)):  # divide by the generator
        lead = step ^ rest >> 8 * (more - 1)
        rest = (rest << 8) & (1 << 8 * more) - 1 ^ _times_generator(more, lead)
    words = {inside * blocks + block: byte}
    words |= {(length + number) * blocks + block: word for number, word in enumerate(rest.to_bytes(more, "big"))}
    where = _places(version)
    return sum(1 << where[8 * word + bit] for word, value in words.items() for bit in range(8) if value << bit & 0x80)


@cache
def _times_generator(degree: int, byte: int) -> int:
    """Return the generator polynomial of a degree, without its leading 1, times a byte."""
    generator, root = [1], 1
    for _ in range(degree):
        generator = [a ^ _times(b, root) for a, b in zip([*generator, 0], [0, *generator], strict=True)]
        root = _times(root, 2)
    return int.from_bytes(bytes(_times(part, byte) for part in generator[1:]), "big")


def _times(left: int, right: int) -> int:
    """Multiply two bytes in the field of the correction."""
    made = 0
    while right:
        made ^= left * (right & 1)
        left = left << 1 ^ (_FIELD if left & 0x80 else 0)
        right >>= 1
    return made


@cache
def _places(version: int) -> tuple[int, ...]:
    """Return where the bits of the message stand, as places in the number: up and down in pairs of columns."""
    side = 17 + 4 * version
    form = _form(side)
    found: list[int] = []
    for pair, right in enumerate([*range(side - 1, 6, -2), *range(5, 0, -2)]):  # column 6 holds no bits
        for y in range(side) if pair % 2 else range(side - 1, -1, -1):
            found += [side * side - 1 - (y * side + x) for x in (right, right - 1) if (x, y) not in form]
    return tuple(found)


def _form(side: int) -> set[tuple[int, int]]:
    """Return the modules that hold no bits: three corners, two timing lines, the mark of alignment."""
    near, far, line = range(9), range(side - 8, side), range(side)
    mark = range(side - 9, side - 4) if side > _SMALLEST else ()
    corners = {*product(near, near), *product(near, far), *product(far, near)}
    return corners | {*product(mark, mark), *product(line, (6,)), *product((6,), line)}


def _path(code: _Code) -> str:
    """Return the path along the dark modules of every row, which is one wide; segno's own writer takes five times."""
    side = code.side
    bits = f"{code.modules:0{side * side}b}"
    rows = "\n".join([bits[start : start + side] for start in range(0, side * side, side)])
    moves = "".join(map(_move, repeat(side), _RUN.findall(rows)))
    return f"M{QUIET} {QUIET}.5{moves.removeprefix('m0 0')}"


@lru_cache(maxsize=4096)
def _move(side: int, run: str) -> str:
    """Return the move from the end of one run of dark modules over what is light, and along the next run."""
    light, _, dark = run.partition("1")
    before, *lines = light.split("\n")
    right = len(lines[-1]) - (side - len(before)) if lines else len(before)
    return f"m{right} {len(lines)}h{len(dark) + 1}"
