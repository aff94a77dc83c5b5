"""When two citations mean one document: numbers, dates and names of offices as papers write them, read as one.

"Nghị định 91/2017/NĐ-CP", "NĐ số 91/2017/NĐ-CP ngày 31/7/2017" and "091/2017/nđ-cp" are one decree; "34/CT-TW" is the
slip for "34-CT/TW". Numbers begin anew each year and in each office (NĐ 30/2020/NĐ-CP), so two plans "60/KH-UBND" are
one only if year and office agree. What a citation leaves out contradicts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..text import fold, slugify
from .abbreviations import ABBREVIATIONS, DOCUMENT_SYMBOLS

_PARTY_TYPES: Final = frozenset({"CT", "NQ", "QĐ", "KL", "HD", "TB", "QĐI"})
_PARTY_BODIES: Final = frozenset({"TW", "TU", "HU", "ĐU", "TVTU"})
_KINDS: Final = ("luật", "bộ luật", "pháp lệnh", "hiến pháp", "kết luận", *DOCUMENT_SYMBOLS.values())
_PREFIX: Final = "|".join(
    sorted({fold(word) for word in (*_KINDS, *DOCUMENT_SYMBOLS)}, key=lambda word: (-len(word), word))
)
_NUMBER: Final = re.compile(
    rf"^\W*(?:(?:{_PREFIX})\s+)?(?:so\s*:?\s*)?(?P<number>\d{{1,6}}[a-z]?)\s*[-/]\s*(?:(?P<year>(?:19|20)\d\d)\s*[-/]\s*)?"
    r"(?P<symbol>[a-z]+\d{0,2}(?:(?:\s?[-/&]|[-/&]\s?)[a-z]+\d{0,2})*)"
)
_DAY: Final = re.compile(r"ngay\s+\d{1,2}(?:\s+thang\s+|\s*[/-]\s*)\d{1,2}(?:\s+nam\s+|\s*[/-]\s*)((?:19|20)\d\d)")
_YEAR_OF_TITLE: Final = re.compile(r"-nam-((?:19|20)\d\d)$")
_TITLE_START: Final = re.compile(
    rf"^(?:(?:{'|'.join(slugify(word) for word in _KINDS if 'luật' not in word)})-)?(?:ve-viec-|ve-)?"
)
_NATIONAL: Final = re.compile(r"(?:cp|ttg|qh\d*|ubtvqh\d*|tw|ctn)$")
_WORDS: Final = {slugify(short): slugify(full) for short, full in ABBREVIATIONS.items()} | {
    "tw": "trung-uong", "bch": "ban-chap-hanh", "ttg": "thu-tuong", "tp": "thanh-pho", "btv": "ban-thuong-vu",
}  # fmt: skip
_TELLING: Final = 12
"""Letters of a title from which on it tells a document from others: "kế hoạch" alone does not."""


def number_slip(number: str) -> str | None:
    """Return what a document number most likely meant when its dash and slash changed places.

    >>> number_slip("34/CT-TW"), number_slip("653/KH-UBND")
    ('34-CT/TW', None)
    """
    match = re.fullmatch(r"(\d{1,5})\s*/\s*([^\W\d_]+)-([^\W\d_]+)", number.strip())
    if match and match[2].upper() in _PARTY_TYPES and match[3].upper() in _PARTY_BODIES:
        return f"{match[1]}-{match[2]}/{match[3]}"
    return None


@dataclass(frozen=True)
class Citation:
    """What a citation says of its document, in the form that is compared; "" and None where it is silent.

    `number` is the number without leading zeros, `letters` what stands behind it, without dashes, slashes and marks;
    `title` and `issuer` are slugs with short forms written out; `year` is that of the number, else of the date.
    """

    number: str = ""
    letters: str = ""
    year: int | None = None
    title: str = ""
    issuer: str = ""

    @property
    def national(self) -> bool:
        """Whether number and year are enough: one office of the whole country issues such documents."""
        ministry = self.letters.startswith(("ttb", "ttltb")) and self.year is not None
        return bool(_NATIONAL.search(self.letters)) or ministry


def _issuer(text: str | None) -> str:
    words = slugify(text or "").split("-")
    return "-".join(_WORDS.get(word, word) for word in words if word)


def citation(number: str | None, title: str | None, issuer: str | None, year: int | None) -> Citation:
    """Read a citation; a whole sentence ("Nghị định số 91/2017/NĐ-CP ngày 31/7/2017") may stand as number or title.

    >>> citation("QĐ số 01234/QĐ-UBND", None, "UBND tỉnh Cao Bằng", 2024)
    Citation(number='1234', letters='qdubnd', year=2024, title='', issuer='uy-ban-nhan-dan-tinh-cao-bang')
    """
    digits = letters = ""
    for text in (number, title):
        plain = re.sub(r"[‐‑‒–—]", "-", fold(text or ""))
        match = _NUMBER.match(plain)
        if match and not match["year"] and not re.search("[-/&]", match["symbol"]):
            match = None
        told = _DAY.search(plain) if match or text is number else None
        if match and not digits:
            digits, letters = match["number"].lstrip("0"), re.sub(r"[^a-z0-9]", "", match["symbol"])
            year = int(match["year"]) if match["year"] else year
        if told and year is None:
            year = int(told[1])
    words = _TITLE_START.sub("", slugify(title or ""))
    named = _YEAR_OF_TITLE.search(words)
    if named:
        words, year = words[: named.start()], year or int(named[1])
    return Citation(digits, letters, year, words if len(words) >= _TELLING else "", _issuer(issuer))


def _agree(one: str, other: str) -> bool:
    """Tell whether two names contradict each other nowhere: equal, one silent, or one going on where the other ends."""
    return not one or not other or f"{one}-".startswith(f"{other}-") or f"{other}-".startswith(f"{one}-")


def same_document(one: Citation, other: Citation) -> bool:
    """Tell whether two citations mean one document, as far as what they say goes.

    By number: same number and letters, same year, same office (for documents of the whole country the letters are
    enough). Where one has no number: same title, and the same year known of both, or no number in either.
    """
    if one.year and other.year and one.year != other.year:
        return False
    if one.number and other.number:
        if (one.number, one.letters) != (other.number, other.letters):
            return False
        return one.national or _agree(one.issuer, other.issuer)
    if not one.title or one.title != other.title or not _agree(one.issuer, other.issuer):
        return False
    return bool(one.year and other.year) or not (one.number or other.number)


def merged(citations: Sequence[Citation]) -> tuple[tuple[int, ...], ...]:
    """Put citations of one document together: groups of places in `citations`, each in order, by their first place.

    Those that say most begin; one that says less joins a group only if it fits no other one, so that nothing unlike is
    tied together by what both leave open. The order of the citations never matters to who stands with whom.
    """
    alike: dict[Citation, list[int]] = {}
    for place, held in enumerate(citations):
        alike.setdefault(held, []).append(place)
    groups: list[tuple[Citation, list[int]]] = []
    known_by: dict[tuple[str, ...], list[int]] = {}
    for held in sorted(alike, key=_said):
        near = {number for key in _keys(held) for number in known_by.get(key, ())}
        fitting = [number for number in sorted(near) if same_document(groups[number][0], held)]
        if len(fitting) == 1:
            place = fitting[0]
            known, places = groups[place]
            groups[place] = (_both(known, held), [*places, *alike[held]])
        else:
            place = len(groups)
            groups.append((held, alike[held]))
        for key in _keys(groups[place][0]):
            if place not in known_by.setdefault(key, []):
                known_by[key].append(place)
    return tuple(sorted(tuple(sorted(places)) for _, places in groups))


def _keys(held: Citation) -> Iterator[tuple[str, ...]]:
    """Yield what two citations of one document share at least: number and letters, or the title."""
    if held.number:
        yield held.number, held.letters
    if held.title:
        yield (held.title,)


def _said(held: Citation) -> tuple[int, tuple[str, ...]]:
    """Return the order in which citations are put together: those that say most first."""
    facts = (held.number, held.letters, str(held.year or ""), held.title, held.issuer)
    return -sum(bool(fact) for fact in facts), facts


def _both(known: Citation, held: Citation) -> Citation:
    """Return what two citations of one document say together, the longer name of the office."""
    issuer = max(known.issuer, held.issuer, key=len) if not known.national else known.issuer or held.issuer
    return replace(
        known,
        number=known.number or held.number,
        letters=known.letters or held.letters,
        year=known.year or held.year,
        title=known.title or held.title,
        issuer=issuer,
    )
