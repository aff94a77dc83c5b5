"""Mend what is safe to mend in a content file: `mend_text` gives back the text and what was done to it.

Nothing is ever guessed. Every step is checked against what was there before: where both can be read, the values must be
the same but for the normal forms named here (NFC, plain spaces, no invisible characters, true letters, ISO dates);
where they cannot, every word must still be there. A step that fails its check is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from ..issues import Code, Loc
from ..library import KINDS, Kind
from ..messages_vi import words_of
from ..model.base import Record
from ..read.front_matter import Document
from ..read.record import read_record
from ..text import squash
from .characters import mend_block, mend_body, mend_letters, plain_spaces, with_plain_ends
from .fields import in_order, mend_values
from .quoting import mend_lines, parsed, readable
from .told import told_changes

_UNSURE: Final = (
    "Dòng {}: không chắc chỗ nào là giá trị, chỗ nào là ghi chú nên để nguyên. Nếu tất cả là giá trị, đặt trong dấu"
    " nháy kép; nếu sau dấu # là ghi chú, chuyển ghi chú lên dòng riêng ở trên."
)
_NEAR: Final = "Có phải bạn muốn viết “{}”? Tên trường thì người viết tự sửa."
_ROUNDS: Final = 4
"""One mend may make room for another; more rounds than this have never been needed."""


@dataclass(frozen=True)
class Mended:
    """What became of one file: its text before and after, what was done, what only a person can decide."""

    before: str
    after: str
    done: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything is to be written."""
        return self.before != self.after


@dataclass(frozen=True)
class _Parts:
    """A file in its pieces: what opens and closes the front matter, the block between, the body.

    A registry file is all block, a file without front matter all body.
    """

    block: str
    body: str
    closing: str = ""
    registry: bool = False

    @property
    def text(self) -> str:
        """The whole file."""
        if self.registry or not self.closing:
            return self.block if self.registry else self.body
        return "\n".join(["---", *([self.block] if self.block else []), self.closing, self.body])

    def having(self, block: str) -> _Parts:
        """Return the same file with another block."""
        return replace(self, block=block)

    @property
    def has_fields(self) -> bool:
        """Whether there is a block that can be read as fields."""
        return self.registry or bool(self.closing)


def kind_at(path: str) -> Kind | None:
    """Return the kind of record that the file at this path (posix, from the root) holds, by where it lies."""
    parts = path.split("/")[1:]
    by_folder = {kind.folder: kind for kind in KINDS.values() if kind.folder}
    kind = by_folder.get("/".join(parts)) or by_folder.get(parts[0])
    if kind is None:
        return KINDS["page"] if parts[0] != "registry" else None
    return kind if not kind.own_folder or parts[-1] == "index.md" else None


def mend_text(path: str, text: str) -> Mended:
    """Mend the text of the file at `path` (posix, from the root); doing it twice gives the same as doing it once."""
    file = _File(kind_at(path), registry=path.endswith(".yml"))
    after = text
    for _ in range(_ROUNDS):
        once = file.mended(after)
        if once == after:
            break
        after = once
    else:
        return Mended(text, text, (), file.suggestions(text))
    return Mended(text, after, file.told(text, after), file.suggestions(after))


@dataclass(frozen=True)
class _File:
    """One file of a kind, and the steps by which it is mended."""

    kind: Kind | None
    registry: bool

    @property
    def groups(self) -> bool:
        """Whether the file holds many records under ids of their own."""
        return self.registry and (self.kind is None or self.kind.name != "site")

    def records(self, document: Document) -> dict[Loc, type[Record]]:
        """Return which record stands where in the fields of the file."""
        if self.kind is None:
            return {}
        return (
            dict.fromkeys(((key,) for key in document.fields), self.kind.record)
            if self.groups
            else {(): self.kind.record}
        )

    def split(self, text: str) -> _Parts:
        """Split a text at its front matter as the reader does."""
        if self.registry:
            return _Parts(text, "", registry=True)
        lines = text.split("\n")
        start = next((number for number, line in enumerate(lines) if line.strip()), 0)
        ends = (number for number in range(start + 1, len(lines)) if lines[number].rstrip() in {"---", "..."})
        end = next(ends, None) if lines[start].rstrip() == "---" else None
        if end is None:
            return _Parts("", text)
        return _Parts("\n".join(lines[start + 1 : end]), "\n".join(lines[end + 1 :]), lines[end].rstrip())

    def mended(self, text: str) -> str:
        """Return the text after one round of all steps, each left out when it would change what the text says."""
        record = self.kind.record if self.kind else None
        parts = self.split(mend_letters(text))
        if not parts.has_fields and parts.body.lstrip().startswith("---"):
            spaced = lined = replace(parts, body=plain_spaces(parts.body))
        else:
            spaced = replace(parts, block=mend_block(parts.block), body=mend_body(parts.body))
            lined = spaced.having(mend_lines(spaced.block, record, groups=self.groups))
        best = next((made for made in (lined, spaced) if self._says_the_same(text, made.text)), None)
        if best is None:
            return text
        return _ended((self._by_declaration(best) if best.has_fields else best).text)

    def _by_declaration(self, parts: _Parts) -> _Parts:
        document = _read(parts)
        if document is None or self.kind is None:
            return parts
        block, became = mend_values(parts.block, document, self.records(document))
        if became and _same(document, _read(parts.having(block)), became):
            parts = parts.having(block)
            document = _read(parts)
        if document is not None and not self.groups:
            ordered = parts.having(in_order(parts.block, document, self.kind.record))
            if _same(document, _read(ordered), {}):
                return ordered
        return parts

    def _says_the_same(self, before: str, after: str) -> bool:
        """Tell whether a mended text has the same words, the same values where both can be read, the same body."""
        if _words(before) != _words(after):
            return False
        old, new = self.split(with_plain_ends(before)), self.split(after)
        document = _read(old)
        if document is None:
            return True
        unread = set(readable(old.block)[1])
        unsure = {loc: None for loc, (line, _) in document.places.items() if loc and line in unread}
        return _same(document, _read(new), unsure) and _plain(old.body) == _plain(new.body)

    def told(self, before: str, after: str) -> tuple[str, ...]:
        """Say in Vietnamese what was done, with the lines of the file as it was."""
        if before == after:
            return ()
        return tuple(told_changes(before, after, self.split(with_plain_ends(before)).block))

    def suggestions(self, text: str) -> tuple[str, ...]:
        """Say what only the writer can decide: keys that look like a slip of another, marks with two meanings."""
        parts = self.split(text)
        document = _read(parts)
        if document is None or self.kind is None:
            return ()
        first = 1 if self.registry else text[: text.index("---")].count("\n") + 2
        told = [_UNSURE.format(line + first - 1) for line in readable(parts.block)[1]]
        for start, record in self.records(document).items():
            raw: Any = document.fields
            for step in start:
                raw = raw[step]
            for finding in read_record(record, "", raw, start).findings if isinstance(raw, dict) else ():
                params = dict(finding.params)
                if finding.code is Code.UNKNOWN_KEY and params.get("near"):
                    line = document.place_of(finding.loc, key=True)[0] + first - 1
                    told.append(f"Dòng {line}: {words_of(finding.code, params)[0]} {_NEAR.format(params['near'])}")
        return tuple(told)


def _read(parts: _Parts) -> Document | None:
    return parsed(readable(parts.block)[0])[0] if parts.has_fields else None


def _ended(text: str) -> str:
    return text.rstrip("\n") + "\n" if text.strip() else text


def _plain(value: str) -> str:
    """Return a value in the normal forms that mending may bring about, so that only a change of meaning is seen."""
    return "\n".join(squash(line) for line in plain_spaces(mend_letters(value)).split("\n")).strip()


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", plain_spaces(mend_letters(text))))


def _same(before: Document | None, after: Document | None, became: Mapping[Loc, str | None]) -> bool:
    return before is not None and after is not None and _equal(before.fields, after.fields, became, ())


def _equal(before: Any, after: Any, became: Mapping[Loc, str | None], loc: Loc) -> bool:
    """Tell whether two values mean the same; `became` holds those written anew, None for one that could not be read."""
    if loc in became and not isinstance(before, (dict, list)):
        return isinstance(after, str) and became[loc] in {None, after}
    if isinstance(before, dict) and isinstance(after, dict):
        old, new = ({_plain(key): value for key, value in group.items()} for group in (before, after))
        if len(old) != len(before) or old.keys() != new.keys() or len(new) != len(after):
            return False
        return all(_equal(old[key], new[key], became, (*loc, key)) for key in old)
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(
            _equal(old, new, became, (*loc, place)) for place, (old, new) in enumerate(zip(before, after, strict=True))
        )
    if isinstance(before, str) and isinstance(after, str):
        return _plain(before) == _plain(after)
    return before is None and after is None
