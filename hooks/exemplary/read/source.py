"""Read one text file safely: size, links that leave the folder, encoding, characters that only look right."""

from __future__ import annotations

import hashlib
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..issues import Code, Finding, found
from ..text import nfc

MAX_BYTES: Final = 1_000_000
"""Largest text file that is read; a story of 2,000 words takes 20 kB."""

_ODD_SPACES: Final = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2028\u2029\u0085\x0b\x0c]")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\x00-\x08\x0e-\x1f\x7f]")
_LOOK_ALIKES: Final = {
    "\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ", "\u0430": "a", "\u0435": "e", "\u043e": "o",
    "\u0440": "p", "\u0441": "c", "\u0445": "x", "\u0443": "y", "\u0410": "A", "\u0415": "E", "\u041e": "O",
    "\u0420": "P", "\u0421": "C", "\u0422": "T", "\u041d": "H", "\u041a": "K", "\u041c": "M", "\u0412": "B",
    "\u03bf": "o", "\u0391": "A", "\u0392": "B", "\u0395": "E", "\u0397": "H", "\u039f": "O", "\u03a1": "P",
}  # fmt: skip
_LOOK_ALIKE: Final = re.compile("[" + "".join(_LOOK_ALIKES) + "]")
_TCVN3: Final = re.compile(r"[A-Za-z][\u00a8-\u00bf\u00c0-\u00ff]{0,1}[\u00a9\u00ae\u00b5-\u00b9\u00a7\u00bb][a-z]")
_MOJIBAKE: Final = re.compile(r"(?:[\u00c3\u00c4\u00c6\u00e1][\u0080-\u00bf\u2018-\u203a\u0152-\u017e\u02c6\u20ac]){1,}")
_VNI: Final = re.compile(r"[aAeEoOuUyY][\u00f9\u00f8\u00fb\u00f5\u00ef\u00e2\u00ea][^\W\d_]*\s+\S*[aAeEoO][\u00f9\u00f8\u00fb\u00ef]")


@dataclass(frozen=True)
class Source:
    """One text file as read: path from the root (posix), NFC text with LF line ends, digest of the bytes."""

    path: str
    text: str
    digest: str


def _place(text: str, offset: int) -> tuple[int, int]:
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _first_per_line(pattern: re.Pattern[str], text: str, limit: int = 20) -> list[re.Match[str]]:
    seen: dict[int, re.Match[str]] = {}
    for match in pattern.finditer(text):
        seen.setdefault(text.count("\n", 0, match.start()), match)
        if len(seen) >= limit:
            break
    return list(seen.values())


def leaves(root: Path, path: Path) -> bool:
    """Tell whether `path` is, or lies behind, a link that points out of `root`."""
    try:
        return not path.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return True


def read_bytes(root: Path, relative: str, limit: int) -> tuple[bytes | None, list[Finding]]:
    """Read the file `relative` below `root`, at most `limit` bytes; what cannot be read is told as findings."""
    path = root / relative
    if leaves(root, path):
        return None, [found(relative, Code.LINK_OUT_OF_CONTENT)]
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            return None, [found(relative, Code.UNREADABLE, found="không phải tệp thường")]
        if info.st_size > limit:
            return None, [found(relative, Code.TOO_BIG, found=f"{info.st_size / 1e6:.1f}", limit=f"{limit / 1e6:g}")]
        return path.read_bytes(), []
    except OSError as error:
        return None, [found(relative, Code.UNREADABLE, found=error.strerror or type(error).__name__)]


def decode(relative: str, data: bytes) -> tuple[Source | None, list[Finding]]:
    """Decode the bytes of a text file; tell every character that would mislead search, sorting or a reader."""
    try:
        raw = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [found(relative, Code.NOT_UTF8, line=line, column=1)]
    if "\x00" in raw:
        return None, [found(relative, Code.NOT_UTF8, line=raw.count("\n", 0, raw.index("\x00")) + 1, column=1)]
    raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    text = nfc(raw)
    findings: list[Finding] = []
    if text != raw:
        before = raw.split("\n")
        after = text.split("\n")
        line = next((i for i, (a, b) in enumerate(zip(before, after, strict=False), 1) if a != b), 1)
        findings.append(found(relative, Code.NOT_NFC, line=line, column=1))
    if not text.isascii():
        for match in _first_per_line(_ODD_SPACES, text):
            line, column = _place(text, match.start())
            findings.append(found(relative, Code.ODD_SPACE, line=line, column=column, found=f"U+{ord(match[0]):04X}"))
        for match in _first_per_line(_LOOK_ALIKE, text):
            line, column = _place(text, match.start())
            findings.append(
                found(relative, Code.LOOK_ALIKE, line=line, column=column, found=match[0], meant=_LOOK_ALIKES[match[0]])
            )
        for pattern in (_TCVN3, _MOJIBAKE, _VNI):
            for match in _first_per_line(pattern, text, limit=3):
                line, column = _place(text, match.start())
                findings.append(found(relative, Code.OLD_ENCODING, line=line, column=column, found=match[0]))
    for match in _first_per_line(_INVISIBLE, text):
        line, column = _place(text, match.start())
        findings.append(found(relative, Code.INVISIBLE, line=line, column=column, found=f"U+{ord(match[0]):04X}"))
    return Source(relative, text, hashlib.sha256(data).hexdigest()), findings


def read_source(root: Path, relative: str) -> tuple[Source | None, list[Finding]]:
    """Read the text file `relative` below `root`; None when nothing of it can be used."""
    data, findings = read_bytes(root, relative, MAX_BYTES)
    if data is None:
        return None, findings
    return decode(relative, data)
