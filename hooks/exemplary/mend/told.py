"""Say in Vietnamese what mending did to a file, and show it as a diff in which nothing is invisible."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Final

from ..read.source import INVISIBLE, LOOK_ALIKES, ODD_SPACES
from ..text import nfc, squash
from .characters import mend_letters, plain_spaces, with_plain_ends

_MOST_LINES: Final = 8
_LOOK_ALIKE: Final = re.compile("[" + "".join(LOOK_ALIKES) + "]")
_KEY: Final = re.compile(r"^[A-Za-z_][\w-]*(?=:)", re.MULTILINE)
_CONTEXT: Final = 2


def told_changes(before: str, after: str, block: str) -> Iterator[str]:
    """Yield one sentence for each thing that was done; `block` is the front matter as it was."""
    raw = with_plain_ends(before)
    kept = set(after.split("\n"))
    plain = {squash(line) for line in kept}
    gone = [(number, line) for number, line in enumerate(raw.split("\n"), 1) if line not in kept]
    first = raw[: raw.index(block)].count("\n") + 1 if block.strip() else 0
    head = range(first, first + block.count("\n") + 1) if first else range(0)
    if before.startswith("\ufeff"):
        yield "Bỏ ký hiệu ẩn (BOM) ở đầu tệp."
    if "\r" in before:
        yield "Đổi cách xuống dòng của Windows thành cách xuống dòng chung."
    causes = (
        ("Ghép lại chữ có dấu bị tách rời", [number for number, line in gone if nfc(line) != line]),
        ("Thay dấu cách lạ bằng dấu cách thường", [number for number, line in gone if ODD_SPACES.search(line)]),
        ("Bỏ ký tự không nhìn thấy", [number for number, line in gone if INVISIBLE.search(line)]),
        ("Thay chữ cái giả bằng chữ tiếng Việt", [number for number, line in gone if _LOOK_ALIKE.search(nfc(line))]),
        ("Thay dấu Tab bằng dấu cách", [number for number, line in gone if "\t" in line and number in head]),
        ("Bỏ dấu cách thừa cuối dòng", [number for number, line in gone if line != line.rstrip()]),
        (
            "Viết lại giá trị cho máy đọc đúng (dấu nháy, ngày, màu, ghi chú sau dấu #)",
            [
                number
                for number, line in gone
                if number in head and squash(mend_letters(plain_spaces(line))) not in plain
            ],
        ),
    )
    for what, numbers in causes:
        if numbers:
            yield f"{what}: {_listed(numbers)}."
    old, new = _KEY.findall(raw), _KEY.findall(after)
    if old != new and sorted(old) == sorted(new):
        yield "Xếp lại thứ tự các trường theo mẫu."
    if raw.strip("\n") + "\n" != raw:
        yield "Sửa dòng trống ở đầu hoặc cuối tệp."


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:_MOST_LINES])
    more = f" và {len(numbers) - _MOST_LINES} dòng nữa" if len(numbers) > _MOST_LINES else ""
    return f"dòng {shown}{more}"


def visible(text: str) -> str:
    """Return a line in which every character that a screen does not show is spelled out, such as ⟨U+00A0⟩."""
    return "".join(char if char.isprintable() else f"⟨U+{ord(char):04X}⟩" for char in text)


def diff_of(path: str, before: str, after: str) -> str:
    """Return a unified diff of two texts for a person's eyes."""
    old, new = ([visible(line) for line in with_plain_ends(text).split("\n")] for text in (before, after))
    lines = difflib.unified_diff(old, new, f"{path} (đang có)", f"{path} (sau khi sửa)", n=_CONTEXT, lineterm="")
    return "".join(f"{line}\n" for line in lines)
