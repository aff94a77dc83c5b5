"""Read one text file safely: size, links that leave the folder, encoding, characters that only look right."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..disk import reason_of
from ..issues import Code, Finding, found
from ..text import coded, nfc, number_vi, seen_as

MAX_BYTES: Final = 1_000_000
"""Largest text file that is read; a story of 2,000 words takes 20 kB."""

ODD_SPACES: Final = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2028\u2029\u0085\x0b\x0c]")
INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e007f\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_NOT_YAML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that YAML refuses or takes for the end of a line, so that it would count lines in its own way."""
_STYLED: Final = {
    chr(number): plain
    for number in (*range(0xFF10, 0xFF5B), *range(0x1D400, 0x1D800))
    if (plain := unicodedata.normalize("NFKC", chr(number))).isascii() and plain.isalnum()
}
"""Full-width and "mathematical" letters and digits, the bold of social networks: to a search they are other letters."""
LOOK_ALIKES: Final = {
    "\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ", "\u0430": "a", "\u0435": "e", "\u043e": "o",
    "\u0440": "p", "\u0441": "c", "\u0445": "x", "\u0443": "y", "\u0456": "i", "\u0455": "s", "\u0458": "j",
    "\u0410": "A", "\u0415": "E", "\u041e": "O", "\u0420": "P", "\u0421": "C", "\u0422": "T", "\u041d": "H",
    "\u041a": "K", "\u041c": "M", "\u0412": "B", "\u0425": "X", "\u0406": "I", "\u0405": "S", "\u03bf": "o",
    "\u0391": "A", "\u0392": "B", "\u0395": "E", "\u0397": "H", "\u0399": "I", "\u039a": "K", "\u039c": "M",
    "\u039d": "N", "\u039f": "O", "\u03a1": "P", "\u03a4": "T", "\u03a5": "Y", "\u03a7": "X", **_STYLED,
}  # fmt: skip
_LOOK_ALIKE: Final = re.compile(f"[{''.join(LOOK_ALIKES.keys() - _STYLED)}\uff10-\uff5a\U0001d400-\U0001d7ff]")
_TCVN3: Final = re.compile(
    r"[A-Za-z][\u00a8-\u00bf\u00c0-\u00ff]?[\u00a9\u00ae\u00b5-\u00b9\u00a7\u00bb][a-z]|[a-z][\u00b5-\u00b8](?!\w)"
)
_MOJIBAKE: Final = re.compile(
    "\u00e1[\u00ba\u00bb][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|\u00c3[\u0080-\u00bf]"
    "|\u00c4[\u0083\u0090\u0091\u0192\u2018\u00a8\u00a9]|\u00c6[\u00a0\u00a1\u00af\u00b0]|\u00c5[\u00a8\u00a9]"
    "|\u00c2[\u00a0-\u00b6\u00b8-\u00ba\u00bc-\u00bf]|\u00e2\u20ac|[\ufffd\ue000-\uf8ff]+"
)
_FOREIGN: Final = "\u00f1\u00f6\u00e4\u00e5\u00f8\u00fb\u00ef\u00ff\u00e7\u00df\u00ae\u00a9"
_FOREIGN_PAIR: Final = re.compile(
    f"[\u00ab{_FOREIGN}][^\\n]{{1,60}}?[a-zA-Z][{_FOREIGN}][a-z]|[ \u00ab]\u00ae[a-z\u00b5\u00b8]"
)
"""Two letters on a line that Vietnamese does not have but the old fonts use for ñ (đ), ö (ư), « (ô), ® (đ)."""
_VNI: Final = re.compile(
    r"[aAeEoOuUyY][\u00f9\u00f8\u00fb\u00f5\u00ef\u00e2\u00ea][^\W\d_]{0,6}\s{1,3}\S{0,8}[aAeEoO][\u00f9\u00f8\u00fb\u00ef]"
)
_SUSPECT: Final = re.compile(
    f"[{ODD_SPACES.pattern[1:-1]}{INVISIBLE.pattern[1:-1]}{_LOOK_ALIKE.pattern[1:-1]}{_FOREIGN}"
    "\u0080-\u00bf\u00c4\u00c5\u00c6\u20ac\ufffd\ue000-\uf8ff]"
)
"""Whatever the patterns above, but for `_VNI`, need at least one of."""
_SEEN: Final = seen_as(
    lambda char: "!" if _SUSPECT.match(char) else "a" if char in "aAeEoO" else "u" if char == "\u00f9" else " "
)
"""Suspect characters, and what `_VNI` ends with where there is none: Vietnamese has no vowel before that one."""


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
    matches: list[re.Match[str]] = []
    position = 0
    while len(matches) < limit and position >= 0 and (match := pattern.search(text, position)):
        matches.append(match)
        position = text.find("\n", match.end())
    return matches


def leaves(root: Path, path: Path) -> bool:
    """Tell whether `path` is, or lies behind, a link that points out of the top folder of `root` in which it lies."""
    try:
        relative = path.relative_to(root).as_posix()
        if not _may_leave(str(root), relative):
            return False
        return not path.resolve(strict=True).is_relative_to((root / relative.partition("/")[0]).resolve())
    except (OSError, RuntimeError, ValueError):
        return True


def _may_leave(root: str, relative: str) -> bool:
    """Tell at a glance whether a file may lie behind a link out of its top folder; most lie behind none."""
    first, *rest = relative.split("/")
    try:
        return not rest or _has_link(f"{root}/{first}", rest)
    except (OSError, ValueError):
        return True


def _has_link(top: str, steps: list[str]) -> bool:
    """Tell whether a step on the way down from `top` is a link, or leads up again; raises OSError when none is there.

    Most files lie behind none, and to see that takes a tenth of the time of following the whole way.
    """
    way = top
    for step in steps:
        way = f"{way}/{step}"
        if step == ".." or stat.S_ISLNK(os.lstat(way).st_mode):
            return True
    return False


def read_bytes(root: Path, relative: str, limit: int, data: bytes | None = None) -> tuple[bytes | None, list[Finding]]:
    """Read the file `relative` below `root`, at most `limit` bytes; what cannot be read is told as findings.

    With `data` these are the bytes of the file, and it is not opened again.
    """
    path = f"{root}/{relative}"
    if _may_leave(str(root), relative) and leaves(root, root / relative):
        return None, [found(relative, Code.LINK_OUT_OF_CONTENT)]
    if data is not None and len(data) <= limit:
        return data, []
    try:
        info = os.stat(path)  # noqa: PTH116 - a tenth of the time, ten thousand times
        if not stat.S_ISREG(info.st_mode):
            return None, [found(relative, Code.UNREADABLE, found="không phải tệp thường")]
        if info.st_size > limit:
            size, most = number_vi(round(info.st_size / 1e6, 1)), number_vi(limit / 1e6)
            return None, [found(relative, Code.TOO_BIG, found=size, limit=most)]
        with open(path, "rb") as stream:  # noqa: PTH123 - the same
            return stream.read(), []
    except OSError as error:
        return None, [found(relative, Code.UNREADABLE, found=reason_of(error))]


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
        line, column = _first_difference(raw, text)
        findings.append(found(relative, Code.NOT_NFC, line=line, column=column))
    findings += _odd_characters(relative, text)
    if findings:
        text = _NOT_YAML.sub(" ", text)
    return Source(relative, text, hashlib.sha256(data).hexdigest()), findings


def _first_difference(raw: str, text: str) -> tuple[int, int]:
    for number, (before, after) in enumerate(zip(raw.split("\n"), text.split("\n"), strict=False), 1):
        if before != after:
            same = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
            return number, same + 1
    return 1, 1


def _may_be_odd(text: str) -> bool:
    """Tell at a glance whether there may be an odd character in a text; most files have none."""
    try:
        seen = coded(text).translate(_SEEN)
    except UnicodeEncodeError:
        return bool(_SUSPECT.search(text) or _VNI.search(text))
    return b"!" in seen or b"au" in seen


def _odd_characters(relative: str, text: str) -> Iterator[Finding]:
    if not _may_be_odd(text):
        return
    for match in _first_per_line(ODD_SPACES, text):
        line, column = _place(text, match.start())
        yield found(relative, Code.ODD_SPACE, line=line, column=column, found=f"U+{ord(match[0]):04X}")
    for match in _first_per_line(INVISIBLE, text):
        if match[0] == "\u200d" and _joins_pictures(text, match.start()):
            continue
        line, column = _place(text, match.start())
        yield found(relative, Code.INVISIBLE, line=line, column=column, found=f"U+{ord(match[0]):04X}")
    if text.isascii():
        return
    for match in _first_per_line(_LOOK_ALIKE, text):
        line, column = _place(text, match.start())
        meant = LOOK_ALIKES.get(match[0], unicodedata.normalize("NFKC", match[0]))
        yield found(relative, Code.LOOK_ALIKE, line=line, column=column, found=match[0], meant=meant)
    told: set[int] = set()
    for pattern in (_TCVN3, _MOJIBAKE, _VNI, _FOREIGN_PAIR):
        for match in _first_per_line(pattern, text, limit=3):
            line, column = _place(text, match.start())
            if line not in told:
                shown = match[0] if match[0].isprintable() else f"U+{ord(match[0][0]):04X}"
                yield found(relative, Code.OLD_ENCODING, line=line, column=column, found=shown)
            told.add(line)


def _joins_pictures(text: str, offset: int) -> bool:
    beside = text[max(0, offset - 1) : offset] + text[offset + 1 : offset + 2]
    return any(unicodedata.category(char) in {"So", "Sk", "Mn"} for char in beside)


def read_source(root: Path, relative: str, data: bytes | None = None) -> tuple[Source | None, list[Finding]]:
    """Read the text file `relative` below `root`, or its bytes `data`; None when nothing of it can be used."""
    held, findings = read_bytes(root, relative, MAX_BYTES, data)
    if held is None:
        return None, findings
    return decode(relative, held)
