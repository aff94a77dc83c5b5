"""People's data: consent, children, withdrawals, numbers and words that have no place on a public page.

Luật 91/2025/QH15 (Điều 9, 16, 24), NĐ 356/2025/NĐ-CP, NĐ 56/2017/NĐ-CP (Điều 33).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any, Final

from ..issues import Code, Finding, Loc, found
from ..library import PROVINCES, Entry, Library
from ..model.base import FieldFacts, texts
from ..model.choices import ConsentScope, ConsentStatus, ExemplarType, Stage, Status, WithdrawalKind
from ..model.exemplar import Consent, Exemplar
from ..read.front_matter import body_place
from ..text import Signs, fold, names_person, squash
from .body import MOST_OF_A_KIND

_PHONE: Final = re.compile(
    r"(?<![\d/.,-])(?:(?:\+|00)84[\s.-]?(?:\(0\)|0)?[\s.-]?|84(?=\d{9}(?!\d))|\(?0)\d{1,3}\)?(?:[\s.·-]{0,2}\d{2,4}){2,4}(?![\d/])"
)
_NATIONAL: Final = re.compile(r"0[35789]\d{8}|02\d{8,9}|01\d{9}")
"""Numbers of today's mobile networks, of landlines, of mobile networks before 2018."""
_DATE: Final = re.compile(r"\(?\d{1,2}[-. ]\d{1,2}[-. ]\d{4}")
_ID_NUMBER: Final = re.compile(r"(?<![\d/.,-])0\d{11}(?![\d/])|(?<![\d/.,-])0\d{2}[ .]\d{3}[ .]\d{3}[ .]\d{3}(?!\d)")
_OLD_ID: Final = re.compile(
    r"(?:CMND|CMT|CCCD|căn cước|chứng minh (?:nhân dân|thư))\D{0,20}(\d[\d .]{7,14}\d)", re.IGNORECASE
)
_ACCOUNT: Final = re.compile(r"(?:STK|số tài khoản|tài khoản(?: ngân hàng)?)\D{0,20}(\d[\d .-]{6,20}\d)", re.IGNORECASE)
_EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,5}")
_SCHOOL: Final = re.compile(
    r"\b(lớp\s+(?:lá|chồi|mầm|\d{1,2}\s?[A-Z]?\d*)\b"
    r"|trường\s+(?:tiểu học|mầm non|trung học|THCS|THPT|TH|PTDT\S{0,9})\s+([^\W\d_]+))",
    re.IGNORECASE,
)
_PEOPLES: Final = (
    "Kinh|Tày|Nùng|Thái|Mường|Dao|Mông|H'?Mông|Khmer|Chăm|Ê Đê|Ê-đê|Gia Rai|Ba Na|Raglai|Sán Chay|Sán Chỉ|Sán Dìu|Lô Lô"
    "|Cơ Ho|Xơ Đăng|Hoa|Hrê|Giáy|La Chí"
)
_SENSITIVE: Final = re.compile(
    rf"\b(dân tộc\s+(?:{_PEOPLES})"
    r"|(?:người|chị|anh|ông|bà)\s+(?:theo đạo|Công giáo|Tin lành|Phật giáo|Hồi giáo)|theo đạo\s+[^\W\d_]+"
    r"|tín đồ\s+[^\W\d_]+|nhiễm HIV|bệnh tâm thần)",
    re.IGNORECASE,
)
_LONG_NUMBER: Final = re.compile(r"\d[\d\s.·()-]{6,}\d")
_BETWEEN: Final = "\0"
"""Stands between texts that are looked at together; nothing that is looked for goes over it."""
_SENSITIVE_SIGNS: Final = Signs("dân tộc", "đạo", "giáo", "tin lành", "tín đồ", "hiv", "tâm thần")
"""What a text with a sensitive word must hold: most texts hold none of it, and need no second look."""
_EXEMPT: Final = frozenset({"contact", "url", "source_url"})


def check_consent(entry: Entry, record: Exemplar) -> Iterator[Finding]:
    """Nobody is published without a valid consent; a consent that is not needed states its basis."""
    consent = record.consent
    if record.status is Status.CONG_BO:
        if consent.status is ConsentStatus.CHUA_CO:
            yield found(entry.path, Code.NO_CONSENT, ("consent", "status"), found=consent.status.label)
        if consent.status is ConsentStatus.DA_RUT and record.stage is not Stage.THU_HOI:
            yield found(entry.path, Code.CONSENT_WITHDRAWN, ("status",), found=record.status.label)
        if consent.status is ConsentStatus.DA_CO and not consent.ref:
            yield found(entry.path, Code.MISSING, ("consent", "ref"), label="Số phiếu đồng ý", key="ref")
        if record.photos and not record.photos_consented:
            yield found(entry.path, Code.PHOTO_NOT_CONSENTED, ("consent", "scope"), found=len(record.photos))
        yield from _scope(entry.path, consent)
    if consent.status is ConsentStatus.KHONG_CAN and not consent.basis:
        yield found(entry.path, Code.CONSENT_BASIS, ("consent", "basis"))


def _scope(path: str, consent: Consent) -> Iterator[Finding]:
    for part in (ConsentScope.TEN, ConsentScope.BAI_VIET):
        if consent.status is ConsentStatus.DA_CO and consent.scope and part not in consent.scope:
            yield found(path, Code.CONSENT_SCOPE, ("consent", "scope"), found=part.label.lower(), wanted=part)


def check_minors(library: Library, today: date) -> Iterator[Finding]:
    """A child needs both consents, a locality no finer than the province, and neither school nor class anywhere."""
    for entry, record in library.records("exemplar"):
        if not record.minor:
            continue
        if not (record.consent.guardian_ref and record.consent.child_ref):
            yield found(entry.path, Code.MINOR_CONSENT, ("consent",))
        locality = library.locality(record.locality) if record.locality else None
        if locality and locality.type not in PROVINCES:
            yield found(entry.path, Code.MINOR_DETAIL, ("locality",), found=locality.name)
        for key in ("unit", "introduced_by"):
            unit = library.get("unit", getattr(record, key) or "")
            if unit and (unit.kind in {"truong", "thon-xom-to"} or unit.level in {"huyen", "xa", "co-so"}):
                yield found(entry.path, Code.MINOR_DETAIL, (key,), found=unit.name)
        for loc, facts, text in _texts(record):
            for match in [] if facts.private else _schools(text):
                yield found(entry.path, Code.MINOR_DETAIL, loc, found=squash(match[0]))
        for match in islice(_schools(entry.body), MOST_OF_A_KIND):
            yield _in_body(entry, Code.MINOR_DETAIL, match)


def _schools(text: str) -> Iterator[re.Match[str]]:
    """Yield the classes and the schools with a name; "trường tiểu học của xã" names none."""
    for match in _SCHOOL.finditer(text):
        if not match[2] or match[2][0].isupper():
            yield match


def _in_body(entry: Entry, code: Code, match: re.Match[str]) -> Finding:
    line, column = body_place(entry.body_line, entry.body, match.start())
    return found(entry.path, code, line=line, column=column, found=squash(match[0]))


def check_people(entry: Entry, record: Exemplar) -> Iterator[Finding]:
    """Who wrote a story does not check it (plan of Nam Định, IV.2)."""
    if record.author and record.fact_checked_by and fold(record.author) == fold(record.fact_checked_by):
        yield found(entry.path, Code.SAME_CHECKER, ("fact_checked_by",), found=record.author)


def _texts(record: Any) -> Iterator[tuple[Loc, FieldFacts, str]]:
    return (told for told in texts(record) if _EXEMPT.isdisjoint(told[0]))


def _is_phone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    if text[0] in "+8" or digits.startswith("0084"):
        digits = "0" + digits.removeprefix("00").removeprefix("84").removeprefix("0")
    return bool(_NATIONAL.fullmatch(digits)) and not _DATE.match(text)


def _may_be_personal(text: str) -> bool:
    """Tell at a glance whether there may be an address or a number of a person in a text; most have none."""
    return "@" in text or _LONG_NUMBER.search(text) is not None


def _personal(text: str) -> Iterator[tuple[Code, re.Match[str]]]:
    """Yield what tells how to reach or identify a person."""
    taken: list[tuple[int, int]] = []
    for code, pattern in (
        (Code.EMAIL, _EMAIL),
        (Code.ID_NUMBER, _OLD_ID),
        (Code.ID_NUMBER, _ACCOUNT),
        (Code.ID_NUMBER, _ID_NUMBER),
        (Code.PHONE_NUMBER, _PHONE),
    ):
        for match in pattern.finditer(text):
            if code is Code.PHONE_NUMBER and not _is_phone(match[0]):
                continue
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            yield code, match


def _sensitive(text: str) -> Iterator[re.Match[str]]:
    return _SENSITIVE.finditer(text) if _SENSITIVE_SIGNS.stand_in(text) else iter(())


def check_words(entry: Entry) -> Iterator[Finding]:
    """No phone, identity or account number and no e-mail address stands anywhere in content but in a `contact`.

    Ethnic origin, religion and health of a person are no matter for a story either (Luật 91/2025/QH15).
    """
    story = entry.kind in {"exemplar", "practice", "replication"}
    told = list(_texts(entry.record)) if entry.record is not None and entry.kind != "site" else []
    together = _BETWEEN.join([text for _, _, text in told])
    for loc, _, text in told if _may_be_personal(together) else ():
        for code, match in _personal(text) if _may_be_personal(text) else ():
            yield found(entry.path, code, (*entry.prefix, *loc), found=squash(match[0]))
    for loc, facts, text in told if story and _SENSITIVE_SIGNS.stand_in(together) else ():
        for match in _sensitive(text) if not facts.private else ():
            yield found(entry.path, Code.SENSITIVE_WORD, loc, found=squash(match[0]))
    body = entry.body
    for code, match in islice(_personal(body), MOST_OF_A_KIND) if _may_be_personal(body) else ():
        yield _in_body(entry, code, match)
    for match in islice(_sensitive(body), MOST_OF_A_KIND) if story else ():
        yield _in_body(entry, Code.SENSITIVE_WORD, match)


def check_withdrawals(entry: Entry, record: Exemplar) -> Iterator[Finding]:
    """A withdrawal goes with the stage thu-hoi and with the consent; an address that names a person keeps no page."""
    withdrawn = record.withdrawal
    if withdrawn and record.stage is not Stage.THU_HOI:
        yield found(entry.path, Code.WITHDRAWAL_MISMATCH, ("stage",), found=record.stage.label, wanted="thu-hoi")
    if withdrawn and withdrawn.kind is WithdrawalKind.RUT_DONG_Y and record.consent.status is not ConsentStatus.DA_RUT:
        yield found(
            entry.path,
            Code.WITHDRAWAL_MISMATCH,
            ("consent", "status"),
            found=record.consent.status.label,
            wanted="da-rut",
        )
    hidden = record.consent.status is ConsentStatus.DA_RUT or record.minor
    if (
        hidden
        and record.type in {ExemplarType.CA_NHAN, ExemplarType.HO_GIA_DINH}
        and names_person(entry.id, record.name)
    ):
        yield found(entry.path, Code.NAME_IN_ID, (), found=entry.id)
