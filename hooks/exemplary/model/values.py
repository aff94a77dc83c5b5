"""The values that fields hold, each read from the text that a person wrote: dates, periods, numbers, choices."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, StrEnum
from functools import lru_cache
from sys import intern
from typing import Annotated, Any, ClassVar, Final, Self

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ..issues import Code
from ..text import date_vi

ID_PATTERN: Final = re.compile(r"[a-z0-9-]{1,80}")
RESERVED_IDS: Final = frozenset({"trang", "tat-ca"})
_DASH: Final = r"\s*[-–—]\s*"
_ENTITY: Final = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,6});")
_PLAIN_LINE: Final = re.compile(r"[^<{\]*&]*")
"""A line that has no character with which markup begins, or nearly all lines."""
_RECURRING: Final = 40
"""Characters of a line that may well stand in other records too, as names of offices and kinds do: one text for all."""
_TAG: Final = re.compile(r"<[A-Za-z/!][^>]*>?")


def fault(code: Code, **params: object) -> PydanticCustomError:
    """Make the error that a validator raises; `read.record` turns it into a finding of that code."""
    return PydanticCustomError(code.number, "{code}", {"code": code.number, "fault": code.name, **params})


def _scalar(value: object) -> str:
    if isinstance(value, str):
        text = value.strip()
        if not text:
            raise fault(Code.EMPTY)
        return text
    if value is None:
        raise fault(Code.EMPTY)
    raise fault(Code.NOT_TEXT)


def _read_line(value: object) -> str:
    text = " ".join(_scalar(value).split())
    if _PLAIN_LINE.fullmatch(text):
        return intern(text) if len(text) <= _RECURRING else text
    tag = _TAG.search(text)
    if tag:
        raise fault(Code.MARKUP_IN_TEXT, found=tag.group()[:40])
    for mark in ("{{", "{%", "{#", "](", "**"):
        if mark in text:
            raise fault(Code.MARKUP_IN_TEXT, found=mark)
    entity = _ENTITY.search(text) if "&" in text else None
    if entity:
        raise fault(Code.MARKUP_IN_TEXT, found=entity.group())
    return text


def _read_id(value: object) -> str:
    text = _scalar(value)
    if not ID_PATTERN.fullmatch(text):
        raise fault(Code.BAD_ID, found=text)
    return intern(text)


def _read_int(value: object) -> int:
    text = _scalar(value)
    if not re.fullmatch(r"[+-]?[0-9]{1,12}", text):
        raise fault(Code.NOT_A_NUMBER, found=text)
    return int(text)


def _read_number(value: object) -> Decimal:
    text = _scalar(value)
    if re.fullmatch(r"[+-]?[0-9]{1,3}[.,][0-9]{3}", text) and not re.fullmatch(r"[+-]?0[.,][0-9]{3}", text):
        raise fault(Code.AMBIGUOUS_NUMBER, found=text, whole=re.sub("[.,]", "", text))
    if re.fullmatch(r"[+-]?[0-9]{1,3}([.,][0-9]{3}){2,}", text):
        raise fault(Code.AMBIGUOUS_NUMBER, found=text, whole=re.sub("[.,]", "", text))
    if not re.fullmatch(r"[+-]?[0-9]{1,15}([.,][0-9]{1,6})?", text):
        raise fault(Code.NOT_A_NUMBER, found=text)
    return Decimal(text.replace(",", "."))


def _read_flag(value: object) -> bool:
    text = _scalar(value)
    if text not in {"true", "false"}:
        raise fault(Code.NOT_YES_NO, found=text)
    return text == "true"


def _real_date(year: str, month: str, day: str, found: str) -> date:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        raise fault(Code.NOT_A_DATE, found=found) from None
    if not 1900 <= made.year <= 2200:  # noqa: PLR2004 - beyond it a year is a slip of the finger
        raise fault(Code.NOT_A_DATE, found=found)
    return made


def read_date(value: object) -> date:
    """Read a day that is written `2021-05-12` or `12/5/2021`; raises a fault when it is not a real one."""
    return _day(_scalar(value))


@lru_cache(maxsize=8192)
def _day(text: str) -> date:
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text, re.ASCII)
    if match:
        return _real_date(match[1], match[2], match[3], text)
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII)
    if match:
        day, month, year = match.groups()
        return _real_date(year, month, day, found=text)
    raise fault(Code.NOT_A_DATE, found=text)


def _read_url(value: object) -> str:
    text = _scalar(value)
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?([/?#][^\s\"'<>\\`{}|^]*)?", text):
        raise fault(Code.BAD_URL, found=text[:80])
    return text


def _read_file_name(value: object) -> str:
    text = _scalar(value)
    if "/" in text or "\\" in text or text.startswith("."):
        raise fault(Code.FILE_LEAVES_FOLDER, found=text[:80])
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,120}", text):
        raise fault(Code.BAD_FILE_REF, found=text[:80])
    return text


def _read_color(value: object) -> str:
    text = _scalar(value).lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", text):
        raise fault(Code.BAD_COLOR, found=text)
    return text


class Shape(Enum):
    """What a person types for a value: in words that follow "là", and an example."""

    TEXT = "chữ, viết trên một dòng", ""
    ID = "mã gồm chữ thường không dấu, chữ số và gạch nối", "ma-khong-dau"
    WHOLE = "số nguyên", "12"
    NUMBER = "số, phần lẻ sau dấu phẩy hoặc dấu chấm", "1,5"
    FLAG = "chữ true (có) hoặc false (không)", "true"
    DAY = "ngày, viết năm-tháng-ngày hoặc ngày/tháng/năm", "2026-03-02"
    PARTIAL_DATE = "ngày (2026-03-02), tháng (2026-03) hoặc năm (2026)", "2026-03"
    PERIOD = "giai đoạn, viết năm đầu-năm cuối", "2021-2025"
    WHEN = "thời điểm: ngày, tháng, quý (Q1–Q4), nửa năm (H1, H2) hoặc năm", "2026-Q2"
    URL = "địa chỉ trang web đầy đủ", "https://example.org/tin"
    FILE = "tên một tệp đặt cạnh bài", "ba-hoa.jpg"
    COLOR = "mã màu, đặt trong dấu nháy kép", '"#9b1b30"'
    CHOICE = "một trong các giá trị", ""
    GROUP = "một nhóm trường viết lùi vào, kể ở dưới", ""

    def __init__(self, words: str, example: str) -> None:
        self.words = words
        self.example = example


Line = Annotated[str, BeforeValidator(_read_line), WithJsonSchema({"type": "string"}), Shape.TEXT]
"""Plain text on one line: no markup, no template syntax, white space squashed."""
Identifier = Annotated[
    str, BeforeValidator(_read_id), WithJsonSchema({"type": "string", "pattern": "^[a-z0-9-]{1,80}$"}), Shape.ID
]
Whole = Annotated[int, BeforeValidator(_read_int), WithJsonSchema({"type": "integer"}), Shape.WHOLE]
Number = Annotated[Decimal, BeforeValidator(_read_number), WithJsonSchema({"type": "number"}), Shape.NUMBER]
Flag = Annotated[bool, BeforeValidator(_read_flag), WithJsonSchema({"type": "boolean"}), Shape.FLAG]
Day = Annotated[date, BeforeValidator(read_date), WithJsonSchema({"type": "string", "format": "date"}), Shape.DAY]
Url = Annotated[str, BeforeValidator(_read_url), WithJsonSchema({"type": "string", "format": "uri"}), Shape.URL]
FileName = Annotated[str, BeforeValidator(_read_file_name), WithJsonSchema({"type": "string"}), Shape.FILE]
Color = Annotated[
    str, BeforeValidator(_read_color), WithJsonSchema({"type": "string", "pattern": "^#[0-9a-f]{6}$"}), Shape.COLOR
]


class Choice(StrEnum):
    """A closed set of values, each an unaccented Vietnamese slug with the label that people see."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Make a member from its slug and its Vietnamese label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def _read(cls, value: object) -> Choice:
        text = _scalar(value)
        try:
            return cls(text)  # type: ignore[call-arg]
        except ValueError:
            raise fault(Code.NOT_A_CHOICE, found=text[:80], choices=tuple(cls)) from None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read a member from text; anything else is a fault that names the choices."""
        return core_schema.no_info_plain_validator_function(
            cls._read, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe the set in JSON Schema."""
        return {"type": "string", "enum": [str(choice) for choice in cls]}


def listed(choices: Iterable[Choice]) -> str:
    """Return choices with their labels, as a hint names them: "nhap (Nháp), cong-bo (Công bố)"."""
    return ", ".join(f"{choice} ({choice.label})" for choice in choices)


@dataclass(frozen=True)
class Known:
    """Marks a text field whose usual values are those of `choices`; another value is only a warning."""

    choices: type[Choice]

    def label(self, value: str) -> str:
        """Return the label of a usual value; another value speaks for itself, an id of words without its hyphens."""
        words = value.replace("-", " ").capitalize() if ID_PATTERN.fullmatch(value) else value
        return next((choice.label for choice in self.choices if choice == value), words)


@dataclass(frozen=True)
class Ref:
    """Marks a text field that holds the id of another record of `kind`."""

    kind: str


class _FromText:
    """A value that reads itself from text."""

    shape: ClassVar[Shape]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the value; raises a pydantic fault when `text` is not one."""
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            lambda value: cls.parse(_scalar(value)), serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string"}


@dataclass(frozen=True)
class PartialDate(_FromText):
    """A date with the precision that the paper shows: a day, a month or only a year; nothing is invented."""

    shape: ClassVar[Shape] = Shape.PARTIAL_DATE
    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2021-04-12`, `12/4/2021`, `2021-04`, `4/2021` or `2021`."""
        if match := re.fullmatch(r"(\d{4})", text, re.ASCII):
            year = _real_date(match[1], "1", "1", text).year
            return cls(year)
        if match := re.fullmatch(r"(\d{4})-(\d{1,2})", text, re.ASCII):
            first = _real_date(match[1], match[2], "1", text)
            return cls(first.year, first.month)
        if match := re.fullmatch(r"(\d{1,2})/(\d{4})", text, re.ASCII):
            first = _real_date(match[2], match[1], "1", text)
            return cls(first.year, first.month)
        day = read_date(text)
        return cls(day.year, day.month, day.day)

    @property
    def first_day(self) -> date:
        """The earliest day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def vi(self) -> str:
        """The date as people read it: 12/04/2021, tháng 4/2021, năm 2021."""
        if self.month is None:
            return f"năm {self.year}"
        if self.day is None:
            return f"tháng {self.month}/{self.year}"
        return date_vi(self.first_day)

    def __str__(self) -> str:
        """Return ISO 8601 with the precision it has (never the first of a month for a month)."""
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        return self.first_day.isoformat()


@dataclass(frozen=True)
class Period(_FromText):
    """Whole years from `start` to `end`, both counted ("2021-2025", any dash, spaces allowed; one year alone too)."""

    shape: ClassVar[Shape] = Shape.PERIOD
    start: int
    end: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a period; raises a fault when the years are out of order."""
        match = re.fullmatch(rf"(\d{{4}})(?:{_DASH}(\d{{4}}))?", text, re.ASCII)
        if not match:
            raise fault(Code.BAD_PERIOD, found=text)
        start, end = int(match[1]), int(match[2] or match[1])
        if not 1945 <= start <= end <= 2100:  # noqa: PLR2004 - movements of emulation begin in 1948
            raise fault(Code.BAD_PERIOD, found=text)
        return cls(start, end)

    def covers(self, day: date) -> bool:
        """Tell whether `day` lies in the period."""
        return self.start <= day.year <= self.end

    @property
    def vi(self) -> str:
        """The period as people read it: 2021–2025."""
        return str(self.start) if self.start == self.end else f"{self.start}–{self.end}"

    def __str__(self) -> str:
        """Return the written form, `2021-2025`."""
        return str(self.start) if self.start == self.end else f"{self.start}-{self.end}"


@dataclass(frozen=True)
class When(_FromText):
    """A moment that a plan names: a day, a week, a month, a quarter, a half-year or a year."""

    shape: ClassVar[Shape] = Shape.WHEN
    first_day: date
    last_day: date
    written: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2023-05-12`, `2023-W19`, `2023-05`, `2023-Q2`, `2023-H1` or `2023`."""
        if match := re.fullmatch(r"(\d{4})-?[Qq]([1-4])", text, re.ASCII):
            year, last = int(match[1]), int(match[2]) * 3
            return cls(date(year, last - 2, 1), date(year, last, monthrange(year, last)[1]), f"{year}-Q{match[2]}")
        if match := re.fullmatch(r"(\d{4})-?[Hh]([12])", text, re.ASCII):
            year = int(match[1])
            first, last = (1, 6) if match[2] == "1" else (7, 12)
            return cls(date(year, first, 1), date(year, last, monthrange(year, last)[1]), f"{year}-H{match[2]}")
        if match := re.fullmatch(r"(\d{4})-?[Ww](\d{2})", text, re.ASCII):
            return cls.week(int(match[1]), int(match[2]), text)
        try:
            moment = PartialDate.parse(text)
        except PydanticCustomError:
            raise fault(Code.BAD_WHEN, found=text) from None
        return cls(moment.first_day, moment.last_day, str(moment))

    @classmethod
    def week(cls, year: int, number: int, text: str = "") -> Self:
        """Return a week by ISO 8601 (Monday to Sunday); raises a fault when the year has no such week."""
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            raise fault(Code.BAD_WHEN, found=text) from None
        return cls(monday, monday + timedelta(days=6), f"{year}-W{number:02d}")

    @property
    def span_vi(self) -> str:
        """What kind of span it is, in a word: tuần, tháng, quý, nửa năm, năm, ngày."""
        _, _, part = self.written.partition("-")
        plain = "năm" if not part else "ngày" if "-" in part else "tháng"
        return {"W": "tuần", "Q": "quý", "H": "nửa năm"}.get(part[:1], plain)

    @property
    def vi(self) -> str:
        """The moment as people read it: Quý II/2023, 6 tháng đầu năm 2023, năm 2023, 12/05/2023."""
        year, _, part = self.written.partition("-")
        if part.startswith("Q"):
            return f"Quý {('I', 'II', 'III', 'IV')[int(part[1]) - 1]}/{year}"
        if part.startswith("W"):
            return f"tuần {part[1:].lstrip('0')} năm {year}"
        if part.startswith("H"):
            return f"6 tháng {'đầu' if part == 'H1' else 'cuối'} năm {year}"
        return PartialDate.parse(self.written).vi

    def __str__(self) -> str:
        """Return the written form."""
        return self.written
