"""Put a draft together and let the checker judge it as if its file were already there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ..checks import check_entry, check_library
from ..checks.references import check_future_days, check_references
from ..dialogue import Wanting
from ..issues import Code, Finding, Severity
from ..library import CONTENT, KINDS, REGISTRY_LIMIT, Entry, Library, entry_of
from ..mend import mend_text
from ..messages_vi import words_of
from ..model.values import ID_PATTERN, RESERVED_IDS
from ..read.front_matter import Document, parse_document, parse_yaml
from ..read.record import read_record
from ..read.source import decode, read_bytes
from .compose import draft_text, entry_text
from .identity import base_id, complete, place_of, year_of
from .questions import Value

_NOWHERE: Final = "(bản nháp)"
_HISTORIES: Final = {"history": "date", "stage_history": "introduced_on", "number_status": "number"}
"""Fields that a draft fills by itself, and the question whose answer they are made from."""


@dataclass(frozen=True)
class Draft:
    """A record that is ready to be written: where, and what is put there; `told` is what the checker says of it."""

    kind: str
    id: str
    path: str
    text: str
    entry: Entry
    told: tuple[Finding, ...] = ()

    def said(self, severity: Severity) -> list[Finding]:
        """Return the findings of one severity."""
        return [finding for finding in self.told if finding.code.severity is severity]


class IdWanted(Wanting):
    """No id can be read from the answers, or the one asked for cannot be used."""


def sentence(finding: Finding) -> str:
    """Return a finding in the checker's words."""
    return " ".join(words_of(finding.code, dict(finding.params)))


@dataclass(frozen=True)
class Maker:
    """Makes drafts of one kind among the records of a library; `identifier` is an id that was asked for, if any."""

    library: Library
    kind: str
    today: date
    identifier: str = ""

    def faults(self, fields: Mapping[str, Value], key: str) -> list[str]:
        """Return what the checker has against one field, in its own words."""
        raw = complete(self.kind, fields, self.library, self.today)
        key = "history" if key == "date" else key
        given = {key: raw[key]} if key in raw else {}
        read = read_record(KINDS[self.kind].record, _NOWHERE, given)
        entry = entry_of(self.kind, "ban-nhap", Document(_NOWHERE, given, {}, {}), read)
        with_it = replace(self.library, entries={**self.library.entries, self.kind: {**self._held, entry.id: entry}})
        found = [*read.findings, *check_references(with_it, self.today), *check_future_days(with_it, self.today)]
        mine = (one for one in found if one.path == _NOWHERE and one.loc[:1] == (key,))
        return list(dict.fromkeys(sentence(one) for one in mine if one.code.severity is Severity.ERROR))

    @property
    def _held(self) -> Mapping[str, Entry]:
        return self.library.of(self.kind)

    def draft(self, fields: Mapping[str, Value]) -> Draft:
        """Put the values together as a file with an id and a place of its own."""
        raw = complete(self.kind, fields, self.library, self.today)
        identifier = self.free_id(raw)
        draft = self._registered(identifier, raw) if self.kind == "unit" else self._filed(identifier, raw)
        with_it = self.library.only(**{self.kind: {**self._held, identifier: draft.entry}})
        prefix = draft.entry.prefix
        whole = [*check_entry(draft.entry, self.library.root), *check_library(with_it, today=self.today)]
        mine = tuple(one for one in whole if one.path == draft.path and one.loc[: len(prefix)] == prefix)
        return replace(draft, told=draft.told + mine)

    def _filed(self, identifier: str, raw: Mapping[str, Value]) -> Draft:
        """Return a draft with a file of its own."""
        kind = KINDS[self.kind]
        year = year_of(self.kind, raw, self.today) if kind.dated_by else ""
        path = kind.place(identifier, year)
        text = mend_text(path, draft_text(self.kind, raw, self.library)).after
        source, spelling = decode(path, text.encode())
        document, syntax = parse_document(source) if source else (None, [])
        if document is None:
            raise Wanting(f"Chưa tạo được: {sentence([*spelling, *syntax][0])}")
        read = read_record(kind.record, path, document.fields)
        entry = entry_of(self.kind, identifier, document, read, year_folder=year)
        return Draft(self.kind, identifier, path, text, entry, (*spelling, *syntax, *read.findings))

    def _registered(self, identifier: str, raw: Mapping[str, Value]) -> Draft:
        """Return a draft that stands at the end of a registry file."""
        path = f"{CONTENT}/{KINDS[self.kind].folder}"
        data = read_bytes(self.library.root, path, REGISTRY_LIMIT)[0] if (self.library.root / path).exists() else b""
        source, _ = decode(path, data or b"")
        before = source.text.rstrip() if source else ""
        own = mend_text(path, entry_text(self.kind, identifier, raw)).after
        text = f"{before}\n\n{own}".lstrip("\n")
        document, told = parse_yaml(path, text, 1)
        if document is None or data is None or source is None:
            reason = sentence(told[0]) if told else "không đọc được tệp."
            raise Wanting(f"Tệp {path} đang có lỗi, hãy sửa trước: {reason}")
        read = read_record(KINDS[self.kind].record, path, document.fields[identifier], (identifier,))
        entry = entry_of(self.kind, identifier, document, read, prefix=(identifier,))
        return Draft(self.kind, identifier, path, text, entry, read.findings)

    def free_id(self, raw: Mapping[str, Value]) -> str:
        """Return an id that no record has or had: from the title, then with the place, the year, or both."""
        if self.identifier:
            if not ID_PATTERN.fullmatch(self.identifier):
                raise IdWanted(" ".join(words_of(Code.BAD_ID, {"found": self.identifier})))
            if self._taken(self.identifier):
                raise IdWanted(f"Mã “{self.identifier}” đã có; hãy chọn mã khác.")
            return self.identifier
        base = base_id(self.kind, raw, self.today)
        if not base:
            raise IdWanted("Không đặt được mã từ tiêu đề; hãy thêm --id ma-khong-dau.")
        place, year = place_of(raw, self.library), year_of(self.kind, raw, self.today)
        for parts in ((base,), (base, place), (base, year), (base, place, year)):
            identifier = "-".join(part for part in parts if part)
            if not self._taken(identifier) and ID_PATTERN.fullmatch(identifier):
                return identifier
        raise IdWanted(f"Mã “{base}” đã có; hãy thêm --id với một mã khác, ví dụ --id {base[:60]}-ten-xom.")

    def _taken(self, identifier: str) -> bool:
        old = {one for _, record in self.library.records(self.kind) for one in record.redirect_from}
        return identifier in self._held or identifier in old or identifier in RESERVED_IDS

    def asked_by(self, finding: Finding) -> str:
        """Return the question whose answer a finding is about."""
        loc = finding.loc[1:] if self.kind == "unit" else finding.loc
        key = str(loc[0]) if loc else ""
        return _HISTORIES.get(key, key)
