"""What a check finds: a code, a place, the values for the sentence. Findings are values and never exceptions."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final


class ExemplaryError(Exception):
    """The environment is broken (no content folder, unwritable disk …); content faults are `Issue` values instead."""


class Severity(StrEnum):
    """How much an issue weighs: only an error keeps the site from being published."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_E: Final = Severity.ERROR
_W: Final = Severity.WARNING
_I: Final = Severity.INFO


class Code(Enum):
    """Every kind of issue, declared once: its number, which is never reused, and its severity."""

    # 0xx: the file, its encoding, the syntax of its front matter
    UNREADABLE = "EX001", _E
    TOO_BIG = "EX002", _E
    NOT_UTF8 = "EX003", _E
    NOT_NFC = "EX004", _E
    NO_FRONT_MATTER = "EX005", _E
    UNCLOSED_FRONT_MATTER = "EX006", _E
    BAD_YAML = "EX007", _E
    DUPLICATE_KEY = "EX008", _E
    TAB = "EX009", _E
    ODD_SPACE = "EX010", _E
    INVISIBLE = "EX011", _E
    LOOK_ALIKE = "EX012", _E
    OLD_ENCODING = "EX013", _E
    YAML_MAGIC = "EX014", _E
    TOO_DEEP = "EX015", _E
    BAD_FILE_NAME = "EX016", _E
    LINK_OUT_OF_CONTENT = "EX017", _E
    STRAY_FILE = "EX018", _W
    UNQUOTED_COLON = "EX019", _E
    CUT_BY_COMMENT = "EX020", _E
    UNQUOTED_MARK = "EX021", _E
    RECORD_WITHOUT_FILE = "EX022", _E
    BAD_TABLE_ROW = "EX023", _E
    UNQUOTED_COMMA = "EX024", _E
    MISPLACED_RECORD = "EX025", _E

    # 1xx: one field
    MISSING = "EX101", _E
    UNKNOWN_KEY = "EX102", _E
    NOT_A_DATE = "EX103", _E
    FUTURE_DATE = "EX104", _E
    TOO_SHORT = "EX105", _E
    TOO_LONG = "EX106", _E
    NOT_A_CHOICE = "EX107", _E
    NOT_A_NUMBER = "EX108", _E
    AMBIGUOUS_NUMBER = "EX109", _E
    NOT_YES_NO = "EX110", _E
    NOT_A_LIST = "EX111", _E
    NOT_A_GROUP = "EX112", _E
    NOT_TEXT = "EX113", _E
    EMPTY = "EX114", _E
    BAD_ID = "EX115", _E
    BAD_PERIOD = "EX116", _E
    BAD_WHEN = "EX117", _E
    OUT_OF_RANGE = "EX118", _E
    BAD_VALUE = "EX119", _E
    BAD_URL = "EX120", _E
    MISSING_AT_STAGE = "EX121", _E
    HONORIFIC_IN_NAME = "EX122", _E
    MARKUP_IN_TEXT = "EX123", _E
    REPEATED_VALUE = "EX124", _E
    ALL_CAPS = "EX125", _W
    UNUSUAL_CHOICE = "EX126", _W
    BAD_FILE_REF = "EX127", _E
    BAD_COLOR = "EX128", _E

    # 2xx: between records, and the life of a record
    NOT_FOUND = "EX201", _E
    DUPLICATE_ID = "EX202", _E
    UNIT_NOT_VALID = "EX203", _E
    LOCALITY_NOT_VALID = "EX204", _E
    REDIRECT_CLASH = "EX205", _E
    CYCLE = "EX206", _E
    BAD_VALIDITY = "EX207", _E
    DISTRICT_LEVEL_ENDED = "EX208", _E
    UNKNOWN_CRITERION = "EX209", _E
    TYPE_NOT_COVERED = "EX210", _W
    OUTSIDE_PLAN_PERIOD = "EX211", _W
    UNKNOWN_EVIDENCE = "EX212", _E
    YEAR_FOLDER = "EX213", _W
    SAMPLE_MIX = "EX214", _W
    DATES_OUT_OF_ORDER = "EX215", _E
    ILLEGAL_MOVE = "EX216", _E
    STAGE_NOT_IN_HISTORY = "EX217", _W
    REPLICATION_MISSING = "EX218", _E
    CAMPAIGN_NOT_IN_PLAN = "EX219", _W
    ACTION_PLAN_KIND = "EX220", _E
    FIGURE_WITHOUT_EVIDENCE = "EX221", _E
    STALE_IMPACT = "EX222", _W
    REVOKED_AWARD = "EX223", _W
    SUCCESSOR_TOO_EARLY = "EX224", _E
    STAGE_NEEDS_SECTION = "EX225", _E
    DOUBLE_WITHOUT_TARGET = "EX226", _E
    WITHHELD = "EX227", _I

    # 3xx: the body
    DANGEROUS_HTML = "EX301", _E
    DANGEROUS_LINK = "EX302", _E
    BROKEN_LINK = "EX303", _E
    LINK_LEAVES_CONTENT = "EX304", _E
    IMAGE_WITHOUT_ALT = "EX305", _E
    HEADING_MISSING = "EX306", _W
    HEADING_LEVEL = "EX307", _W
    BODY_LENGTH = "EX308", _W
    TEMPLATE_SYNTAX = "EX309", _E
    EMPTY_BODY = "EX310", _E
    BROKEN_ANCHOR = "EX311", _E
    PRAISE = "EX312", _W
    IMAGE_NOT_LISTED = "EX313", _E
    RAW_HTML = "EX314", _W
    FOREIGN_IMAGE = "EX315", _E
    HEADING_ORDER = "EX316", _W
    LINK_TO_UNPUBLISHED = "EX317", _E
    TANGLED = "EX318", _E

    # 4xx: photos and other files
    FILE_MISSING = "EX401", _E
    NOT_AN_IMAGE = "EX402", _E
    IMAGE_TOO_LARGE = "EX403", _E
    IMAGE_TOO_SMALL = "EX404", _W
    SVG_REFUSED = "EX405", _E
    POOR_ALT = "EX406", _W
    FILE_LEAVES_FOLDER = "EX407", _E
    PHOTO_LOCATION = "EX408", _W
    FILE_NOT_LISTED = "EX409", _W
    FILE_TOO_HEAVY = "EX410", _E
    WRONG_EXTENSION = "EX411", _E
    NAME_TAKEN = "EX412", _E

    # 5xx: plans, campaigns, reviews
    NUMBER_STATUS = "EX501", _E
    SAME_PLAN = "EX502", _E
    CITES_LATER = "EX503", _E
    OUTSIDE_PERIOD = "EX504", _W
    NO_CRITERIA = "EX505", _I
    SCORE_SUM = "EX506", _E
    SCORE_BANDS = "EX507", _E
    NUMBER_SLIP = "EX508", _W
    PAPER_INCOMPLETE = "EX509", _I
    NO_CAMPAIGN = "EX510", _E
    DUPLICATE_CRITERION = "EX511", _E
    NO_LEAD = "EX512", _I
    BAD_WINDOW = "EX513", _E
    REVIEW_HEADINGS = "EX514", _W
    BAD_NUMBER = "EX515", _E
    UNKNOWN_DIMENSION = "EX516", _E
    LOW_CONTRAST = "EX517", _E
    FIGURE_NOT_PINNED = "EX518", _E
    NO_SUCCESSOR = "EX519", _W
    EXPIRED_BASIS = "EX520", _W
    CITED_TWICE = "EX521", _W
    CITATION_DIFFERS = "EX522", _W
    QUOTA_UNCLEAR = "EX523", _E
    DEADLINE_UNCLEAR = "EX524", _E
    SHEET_UNUSABLE = "EX525", _E
    OVER_QUOTA = "EX526", _I
    NO_ACTION_PLAN = "EX527", _I

    # 6xx: practices and replications
    COPIES_ITSELF = "EX601", _E
    ILLEGAL_STATUS_MOVE = "EX602", _E
    NO_FAILURE_REASON = "EX603", _E
    CONFIRMED_BY_PARTY = "EX604", _E
    UNKNOWN_STEP = "EX605", _E
    INCOMPLETE_CHANGE = "EX606", _E
    SUCCESS_WITHOUT_RESULT = "EX607", _W
    NO_PRACTICE = "EX608", _E
    CONFIRMED_TOO_EARLY = "EX609", _E
    LEARNED_ELSEWHERE = "EX610", _E

    # 7xx: privacy, consent, who stands for a text
    NO_CONSENT = "EX701", _E
    CONSENT_WITHDRAWN = "EX702", _E
    CONSENT_BASIS = "EX703", _E
    MINOR_CONSENT = "EX704", _E
    MINOR_DETAIL = "EX705", _E
    PHONE_NUMBER = "EX706", _E
    ID_NUMBER = "EX707", _E
    EMAIL = "EX708", _E
    SAME_CHECKER = "EX709", _E
    SENSITIVE_WORD = "EX710", _W
    PHOTO_NOT_CONSENTED = "EX711", _W
    WITHDRAWAL_MISMATCH = "EX712", _E
    NAME_IN_ID = "EX713", _W
    LEAK = "EX714", _E
    CONSENT_SCOPE = "EX715", _E

    def __init__(self, number: str, severity: Severity) -> None:
        self.number = number
        self.severity = severity


@dataclass(frozen=True, order=True)
class Place:
    """A place in a file: path from the root (posix), line and column from 1; 0 stands for the whole file."""

    path: str
    line: int = 0
    column: int = 0


Loc = tuple[str | int, ...]
"""The way to a field inside a record: ("awards", 1, "level")."""


@dataclass(frozen=True)
class Finding:
    """What a check yields: the file, the way to the field (or a line of the body), the code and the sentence's values.

    A finding knows no line yet; `locate` in `content` looks it up, because places are wanted only for the few files
    that have faults.
    """

    path: str
    code: Code
    loc: Loc = ()
    line: int = 0
    column: int = 0
    params: tuple[tuple[str, str], ...] = ()


def found(path: str, code: Code, loc: Loc = (), *, line: int = 0, column: int = 0, **params: object) -> Finding:
    """Make a `Finding`; `params` fill the sentence of the code (found, label, limit …)."""
    return Finding(path, code, loc, line, column, tuple((key, str(value)) for key, value in params.items()))


@dataclass(frozen=True)
class Issue:
    """A finding with its place and the Vietnamese words that a person reads."""

    place: Place
    code: Code
    field: str
    message: str
    hint: str
    params: tuple[tuple[str, str], ...] = dataclasses.field(default=(), compare=False)

    @property
    def severity(self) -> Severity:
        """The severity, which belongs to the code."""
        return self.code.severity

    @property
    def order(self) -> tuple[str, int, int, str, str, str]:
        """The key by which issues are sorted: place first, then code and words."""
        place = self.place
        return place.path, place.line, place.column, self.code.number, self.field, self.message
