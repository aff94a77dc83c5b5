"""A plan (kế hoạch) as the paper states it: document, campaigns, criteria, quotas, deadlines, milestones, duties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Final

from pydantic import BeforeValidator, model_validator

from ..text import date_long_vi, month_long_vi, number_vi, slugify
from .base import REQUIRED, Part, Record, field
from .choices import (
    AssignMode,
    AssignRole,
    AttachmentKind,
    CriteriaGroup,
    DocType,
    Every,
    ExemplarType,
    MilestoneKind,
    NumberStatus,
    PlanStatus,
    QuotaKind,
    QuotaOp,
    QuotaPer,
    Rating,
    ReviewHeading,
    ScoreRule,
    SheetStatus,
    SheetSubject,
    Weekday,
)
from .values import Day, FileName, Flag, Identifier, Known, Line, Number, PartialDate, Period, Ref, Url, When, Whole


class Signer(Part):
    """Who signed, in official capacity."""

    name: Line = field("Họ tên người ký", example="Nông Thế Phúc", default=REQUIRED)
    title: Line | None = field("Chức vụ", example="Chủ tịch")
    prefix: Line | None = field("Ký thay, ký thừa lệnh", example="KT.")


class CitedDocument(Part):
    """A document that a plan rests on."""

    number: Line | None = field("Số, ký hiệu", example="34-CT/TW")
    title: Line | None = field("Tên văn bản")
    issuer: Line | None = field("Cơ quan ban hành", example="Bộ Chính trị")
    date: PartialDate | None = field("Ngày ban hành", example="2014-04-07")
    plan: Annotated[Identifier, Ref("plan")] | None = field("Mã kế hoạch trên trang này")
    note: Line | None = field("Ghi chú")


class Criterion(Part):
    """One criterion, with the code that exemplars refer to."""

    code: Identifier = field("Mã tiêu chí", example="ntm-tt-1", default=REQUIRED)
    text: Line = field("Nội dung tiêu chí", default=REQUIRED)


class PlanCampaign(Part):
    """A movement or field under a plan: who leads, who helps, by which criteria for whom."""

    ref: Annotated[Identifier, Ref("campaign")] = field("Phong trào, lĩnh vực", default=REQUIRED)
    lead: tuple[Annotated[Identifier, Ref("unit")], ...] = field("Chủ trì", default=())
    support: tuple[Annotated[Identifier, Ref("unit")], ...] = field("Phối hợp", default=())
    assign_mode: AssignMode = field("Giao hay đề nghị", default=AssignMode.GIAO)
    replicate: Flag = field("Có nhân rộng", default=True)
    criteria: dict[CriteriaGroup, tuple[Criterion, ...]] = field("Tiêu chí", default={})
    note: Line | None = field("Ghi chú")


class Quota(Part):
    """A number that a plan promises, measured as written."""

    kind: QuotaKind = field("Chỉ tiêu về", example="introduction", default=REQUIRED)
    op: QuotaOp = field("So sánh", example="gte", default=REQUIRED)
    n: Whole = field("Số lượng", example="1", default=REQUIRED, least=0, most=1_000_000)
    type: ExemplarType | None = field("Loại điển hình")
    per: tuple[QuotaPer, ...] = field("Tính theo", example="[unit, month]", default=())
    units: tuple[Identifier, ...] = field("Đơn vị, cụm, khối", default=())
    campaigns: tuple[Annotated[Identifier, Ref("campaign")], ...] = field(
        "Chỉ trong phong trào, lĩnh vực", "Bỏ trống nếu chỉ tiêu cho mọi phong trào của kế hoạch.", default=()
    )
    from_: PartialDate | None = field("Từ", example="2021-04", future=True, alias="from")
    to: PartialDate | None = field("Đến", example="2025-12", future=True)
    note: Line | None = field("Ghi chú")

    @property
    def vi(self) -> str:
        """The quota in words: "mỗi đơn vị, mỗi tháng: ít nhất 01 điển hình được giới thiệu"."""
        done = {"introduction": "được giới thiệu", "selection": "được chọn", "award": "được khen thưởng", "event": ""}
        subject = "sự kiện" if self.kind == "event" else self.type.label.lower() if self.type else "điển hình"
        what = f"{self.op.label} {self.n:02d} {subject} {done[self.kind]}".strip()
        over = ", ".join(per.label for per in self.per)
        return f"{over}: {what}" if over else what


class Deadline(Part):
    """A day before which something must be in, each time it comes round ("trước ngày 20": the 19th is the last day)."""

    before_day: Whole | None = field("Trước ngày", example="20", least=1, most=31)
    before_weekday: Weekday | None = field("Trước thứ", "Chỉ khi hằng tuần.", example="thu-sau")
    every: Every = field("Chu kỳ", example="month", default=Every.MONTH)
    month: Whole | None = field(
        "Tháng thứ mấy trong kỳ",
        "Khi hằng quý, nửa năm, năm; bỏ trống là tháng cuối kỳ.",
        example="6",
        least=1,
        most=12,
    )
    to: Annotated[Identifier, Ref("unit")] = field("Gửi về", default=REQUIRED)
    forwarded_to: Line | None = field("Để báo cáo", "Mã đơn vị hoặc tên cơ quan.")
    note: Line | None = field("Ghi chú")

    @property
    def vi(self) -> str:
        """The deadline in words: "trước ngày 20 hằng tháng", "trước thứ Sáu hằng tuần", "trước ngày 15/6 hằng năm"."""
        if self.before_weekday:
            return f"trước {self.before_weekday.label} {self.every.label}"
        if self.month and self.every is Every.YEAR:
            return f"trước ngày {self.before_day}/{self.month} {self.every.label}"
        if self.month:
            return f"trước ngày {self.before_day} tháng thứ {self.month} của kỳ, {self.every.label}"
        return f"trước ngày {self.before_day} {self.every.label}"

    @property
    def last_vi(self) -> str:
        """The last day on time in words, with a capital: "Ngày 19 là ngày cuối còn đúng hạn"."""
        if self.before_weekday:
            days = tuple(Weekday)
            last = days[days.index(self.before_weekday) - 1].label
            return f"{last[0].upper()}{last[1:]} là ngày cuối còn đúng hạn"
        if self.before_day == 1:
            return "Ngày cuối của tháng trước là ngày cuối còn đúng hạn"
        return f"Ngày {(self.before_day or 2) - 1} là ngày cuối còn đúng hạn"


class Milestone(Part):
    """A time that a plan sets."""

    kind: Annotated[Line, Known(MilestoneKind)] = field("Việc", example="so-ket", default=REQUIRED)
    when: When = field("Thời điểm", "Ngày, quý, nửa năm hoặc năm.", example="2023-Q2", default=REQUIRED, future=True)
    every: Every | None = field("Lặp lại")
    own_period: Period | None = field("Giai đoạn riêng", example="2020-2025")
    by: Line | None = field("Đơn vị thực hiện")
    note: Line | None = field("Ghi chú")

    @property
    def label(self) -> str:
        """What the time is set for, in words."""
        return Known(MilestoneKind).label(self.kind)


class Assignment(Part):
    """Who does what under a plan."""

    unit: Annotated[Identifier, Ref("unit")] | None = field("Đơn vị")
    person: Line | None = field("Chức danh", "Ghi chức danh, không ghi tên người.")
    role: AssignRole = field("Vai trò", example="chu-tri", default=REQUIRED)
    mode: AssignMode = field("Giao hay đề nghị", default=AssignMode.GIAO)
    tasks: tuple[Line, ...] = field("Nhiệm vụ", default=())
    due: When | None = field("Hạn", example="2023-Q2", future=True)


def _side(value: object) -> object:
    """Return the code of a side that is called by its name."""
    return slugify(value)[:80] or value if isinstance(value, str) else value


class Dimension(Part):
    """One side that a score sheet looks at; its name alone may stand for it."""

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: object) -> object:
        return {"code": _side(value), "name": value} if isinstance(value, str) and value.strip() else value

    code: Identifier = field("Mã", default=REQUIRED)
    name: Line = field("Tên", default=REQUIRED)


class ScoreCriterion(Part):
    """One line of a score sheet."""

    code: Identifier = field("Mã", default=REQUIRED)
    text: Line = field("Nội dung", default=REQUIRED)
    max: Number = field("Điểm tối đa", example="20", default=REQUIRED)
    dimension: Annotated[Identifier, BeforeValidator(_side)] | None = field(
        "Mặt đánh giá", "Mã của một mặt trong dimensions; nếu ở đó chỉ ghi tên thì ghi tên ấy.", example="viec-lam"
    )


class Band(Part):
    """A band of a score sheet."""

    label: Line = field("Mức", example="hoan-thanh-xuat-sac", default=REQUIRED)
    min: Number | None = field("Từ điểm", example="90")


class SheetMove(Part):
    """One step in the life of a score sheet."""

    to: SheetStatus = field("Chuyển sang bước", example="lay-y-kien", default=REQUIRED)
    date: Day = field("Ngày", example="2026-02-10", default=REQUIRED)
    note: Line | None = field("Ghi chú", example="Họp lấy ý kiến các phòng")


class ScoreSheet(Part):
    """A score sheet (thang bảng điểm) from draft to issued (plan of the ethnic-affairs board, III.2)."""

    applies_to: SheetSubject = field("Áp dụng cho", example="ca-nhan", default=REQUIRED)
    status: SheetStatus = field("Tình trạng", example="du-thao", default=REQUIRED)
    history: tuple[SheetMove, ...] = field("Quá trình", "Dự thảo, lấy ý kiến, thông qua, ban hành.", default=())
    approved_by: Line | None = field("Nơi thông qua", example="Hội đồng Thi đua - Khen thưởng xã")
    dimensions: tuple[Dimension, ...] = field("Các mặt", default=())
    criteria: tuple[ScoreCriterion, ...] = field("Các tiêu chí", default=())
    total: Number | None = field("Tổng điểm", example="100")
    bands: tuple[Band, ...] = field("Các mức", default=())
    period: Line | None = field("Kỳ chấm")
    rule: ScoreRule = field("Cách tính điểm", example="bo-cao-thap", default=ScoreRule.TRUNG_BINH)
    aggregation: Line | None = field("Cách tổng hợp")
    note: Line | None = field("Ghi chú")


class Attachment(Part):
    """A file beside the plan."""

    file: FileName = field("Tên tệp", example="ke-hoach.pdf", default=REQUIRED)
    kind: AttachmentKind = field("Loại tệp", example="ban-ky", default=AttachmentKind.BAN_KY)
    title: Line | None = field("Tên hiển thị")


class Slip(Part):
    """A slip of the original, kept and explained."""

    found: Line = field("Văn bản ghi", example="34/CT-TW", default=REQUIRED)
    meant: Line = field("Đúng là", example="34-CT/TW", default=REQUIRED)
    note: Line | None = field("Ghi chú")


class PlanSource(Part):
    """Where the text of the plan was taken from."""

    url: Url | None = field("Địa chỉ")
    title: Line | None = field("Tên nguồn")
    retrieved_on: Day | None = field("Ngày lấy")


class Amendment(Part):
    """A later change of the plan."""

    number: Line | None = field("Số văn bản")
    date: Day | None = field("Ngày")
    note: Line = field("Nội dung", default=REQUIRED)


class Plan(Record):
    """A plan of an office, with every promise that it makes."""

    title: Line = field("Trích yếu", default=REQUIRED, least=10, most=250)
    doc_type: DocType = field("Loại văn bản", example="ke-hoach", default=REQUIRED)
    number: Line | None = field(
        "Số", "Phần trước dấu gạch chéo; để trống nếu văn bản không ghi.", example="1171", most=20
    )
    symbol: Line = field("Ký hiệu", example="KH-UBND", default=REQUIRED, most=60)
    number_status: NumberStatus = field("Tình trạng số", example="thieu-so", default=REQUIRED)
    issued_on: PartialDate = field(
        "Ngày ban hành", "Ngày, tháng hoặc năm, đúng như văn bản.", example="2021-04", default=REQUIRED
    )
    place: Line | None = field("Địa danh", example="Thạch An")
    issuer: Annotated[Identifier, Ref("unit")] = field("Cơ quan ban hành", default=REQUIRED)
    signer: Signer | None = field("Người ký")
    period: Period = field("Giai đoạn", example="2021-2025", default=REQUIRED)
    parents: tuple[CitedDocument, ...] = field("Thực hiện kế hoạch cấp trên", default=())
    legal_bases: tuple[CitedDocument, ...] = field("Căn cứ", default=())
    purposes: tuple[Line, ...] = field("Mục đích", default=())
    requirements: tuple[Line, ...] = field("Yêu cầu", default=())
    steps: tuple[Line, ...] = field("Các bước tiến hành", default=())
    comprehensive: Flag = field("Không chia theo phong trào", default=False)
    campaigns: tuple[PlanCampaign, ...] = field("Phong trào, lĩnh vực", default=())
    general_criteria: tuple[Criterion, ...] = field("Tiêu chuẩn chung", default=())
    quotas: tuple[Quota, ...] = field("Chỉ tiêu", default=())
    deadlines: tuple[Deadline, ...] = field("Hạn gửi", default=())
    milestones: tuple[Milestone, ...] = field("Mốc thời gian", default=())
    review_outline: tuple[ReviewHeading, ...] = field("Nội dung sơ kết, tổng kết", default=())
    assignments: tuple[Assignment, ...] = field("Phân công", default=())
    rating_scale: tuple[Rating, ...] = field("Các mức xếp loại", default=())
    score_sheet: ScoreSheet | None = field("Thang bảng điểm")
    publicity_rules: tuple[Line, ...] = field("Quy tắc tuyên truyền", default=())
    escalation: Line | None = field("Khi có vướng mắc")
    funding: Line | None = field("Kinh phí")
    recipients: tuple[Line, ...] = field("Nơi nhận", default=())
    attachments: tuple[Attachment, ...] = field("Tệp đính kèm", default=())
    sic: tuple[Slip, ...] = field("Ghi như văn bản gốc", default=())
    source: PlanSource | None = field("Nguồn")
    status: PlanStatus = field("Hiệu lực", example="hieu-luc", default=PlanStatus.HIEU_LUC)
    supersedes: tuple[Annotated[Identifier, Ref("plan")], ...] = field("Thay thế", default=())
    amendments: tuple[Amendment, ...] = field("Sửa đổi, bổ sung", default=())

    @property
    def number_vi(self) -> str:
        """Number and symbol as the paper shows them: "1171/KH-SKH&ĐT", or "…/KH-UBND" where the number is missing."""
        return f"{self.number or '…'}/{self.symbol}"

    @property
    def issued_vi(self) -> str:
        """The date as official documents write it, with the precision of the paper."""
        when = self.issued_on
        if when.day:
            return date_long_vi(when.first_day)
        if when.month:
            return f"ngày … {month_long_vi(when.month)} năm {when.year}"
        return f"ngày … tháng … năm {when.year}"

    @property
    def last_changed(self) -> date:
        """The day of the newest thing that the record tells."""
        return max([self.issued_on.first_day, *(change.date for change in self.amendments if change.date)])

    @property
    def criteria_codes(self) -> frozenset[str]:
        """All criterion codes of the plan."""
        own = {item.code for item in self.general_criteria}
        own |= {item.code for part in self.campaigns for group in part.criteria.values() for item in group}
        return frozenset(own)


SHEET_MOVES: Final[Mapping[SheetStatus | None, tuple[SheetStatus, ...]]] = {
    None: (SheetStatus.DU_THAO,),
    SheetStatus.DU_THAO: (SheetStatus.LAY_Y_KIEN,),
    SheetStatus.LAY_Y_KIEN: (SheetStatus.THONG_QUA,),
    SheetStatus.THONG_QUA: (SheetStatus.LAY_Y_KIEN, SheetStatus.BAN_HANH),
    SheetStatus.BAN_HANH: (SheetStatus.HET_HIEU_LUC,),
    SheetStatus.HET_HIEU_LUC: (),
}
"""The steps of a score sheet: those whom it rates are heard, the council passes it or sends it back, it is issued."""

Gap = tuple[tuple[str | int, ...], str]
"""What keeps a score sheet from being used: the way to the field, and the fault in words."""


def gaps_of(sheet: ScoreSheet) -> Iterator[Gap]:
    """Yield why nobody can be rated by a sheet: what it lacks, repeats or leaves open."""
    last = sheet.history[-1].to if sheet.history else sheet.status
    if last is not sheet.status:
        yield ("status",), f"bước cuối của quá trình là “{last.label}”"
    yield from _gaps_of_lines(sheet)
    yield from _gaps_of_sides(sheet)
    yield from _gaps_of_bands(sheet)


def _gaps_of_lines(sheet: ScoreSheet) -> Iterator[Gap]:
    if not sheet.criteria:
        yield ("criteria",), "chưa có tiêu chí nào"
    seen: set[str] = set()
    for number, line in enumerate(sheet.criteria):
        if line.code in seen:
            yield ("criteria", number, "code"), f"hai tiêu chí cùng mã “{line.code}”"
        seen.add(line.code)
        if line.max <= 0:
            yield ("criteria", number, "max"), f"điểm tối đa của “{line.text}” không lớn hơn 0"


def _gaps_of_sides(sheet: ScoreSheet) -> Iterator[Gap]:
    """A sheet for teams looks at sides (plan of the ethnic-affairs board, III.2: the three sides of a team's work)."""
    if sheet.applies_to is SheetSubject.TAP_THE and not sheet.dimensions:
        yield ("applies_to",), "thang điểm cho tập thể chưa nêu các mặt đánh giá"
    for number, line in enumerate(sheet.criteria if sheet.dimensions else ()):
        if not line.dimension:
            yield ("criteria", number), f"“{line.text}” chưa thuộc mặt đánh giá nào"
    filled = {line.dimension for line in sheet.criteria}
    for number, side in enumerate(sheet.dimensions if sheet.criteria else ()):
        if side.code not in filled:
            yield ("dimensions", number), f"mặt “{side.name}” chưa có tiêu chí nào"


def _gaps_of_bands(sheet: ScoreSheet) -> Iterator[Gap]:
    """Each rating has one band, and bands begin at 0, so that every score has its rating."""
    ratings = {rating.value: rating.label for rating in Rating}
    if not sheet.bands:
        yield ("bands",), "chưa có mức xếp loại nào"
    labels = [band.label for band in sheet.bands]
    for number, band in enumerate(sheet.bands):
        if band.label not in ratings:
            yield ("bands", number, "label"), f"“{band.label}” không phải một trong bốn mức {', '.join(ratings)}"
        elif band.label in labels[:number]:
            yield ("bands", number, "label"), f"mức “{ratings[band.label]}” có hai lần"
        if band.min is None:
            yield ("bands", number), f"mức “{ratings.get(band.label, band.label)}” chưa ghi từ điểm nào"
    least = min((band.min for band in sheet.bands if band.min is not None), default=Decimal(0))
    if least > 0:
        yield ("bands", len(sheet.bands) - 1), f"từ 0 đến dưới {number_vi(least)} điểm không thuộc mức nào"


def score_total(sheet: ScoreSheet) -> Decimal:
    """Return the sum of the greatest points of all lines of a sheet."""
    return sum((line.max for line in sheet.criteria), Decimal(0))
