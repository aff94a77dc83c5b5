"""A practice (mô hình, cách làm), the part of an exemplar that can be copied, and a replication, one copy of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from pydantic import model_validator

from ..text import number_vi
from .base import REQUIRED, Part, Record, field
from .choices import ReplicationStatus, Status, StepUseKind
from .exemplar import EvidenceSource
from .values import Day, FileName, Flag, Identifier, Line, Number, Ref

RUNNING: Final = frozenset({ReplicationStatus.DANG_LAM, ReplicationStatus.THANH_CONG, ReplicationStatus.DUY_TRI})
"""The states in which a copy is alive."""


KIT_PLAN: Final = "ke-hoach-nhan-rong.docx"
"""The plan to fill in, beside the page of every practice."""
KIT_RECORD: Final = "ban-ghi-nhan-rong.txt"
"""The record of a replication, its steps filled in, beside the page of every practice."""


def kit_sheet(identifier: str) -> str:
    """Return the name of the sheet of A4 beside the page of a practice."""
    return f"{identifier}.pdf"


class Cost(Part):
    """What a practice costs."""

    amount: Number | None = field("Số tiền", example="12000000")
    currency: Line = field("Đơn vị tiền", example="đồng", default="đồng")
    note: Line | None = field("Ghi chú")


class Step(Part):
    """One step of a practice."""

    id: Identifier = field("Mã bước", example="b1", default=REQUIRED)
    title: Line = field("Tên bước", default=REQUIRED, most=200)
    detail: Line | None = field("Cách làm")
    cost: Line | None = field("Chi phí")
    time: Line | None = field("Thời gian")
    materials: Line | None = field("Vật tư, giấy tờ")
    core: Flag = field("Bước cốt lõi", "Ghi false nếu bỏ bước này vẫn làm được.", default=True)
    risk: Line | None = field("Rủi ro")
    mitigation: Line | None = field("Cách xử lý rủi ro")


class PracticeResult(Part):
    """What a practice brought."""

    text: Line = field("Kết quả", default=REQUIRED, most=300)
    value: Number | None = field("Số liệu", example="300")
    unit: Line | None = field("Đơn vị tính", example="hộ", most=40)
    evidence: tuple[Identifier, ...] = field("Minh chứng", default=())


class TakeAway(Part):
    """A form or template to take away."""

    file: FileName = field("Tên tệp", default=REQUIRED)
    title: Line = field("Tên hiển thị", default=REQUIRED)


class Practice(Record):
    """A method that others can act on."""

    title: Line = field("Tên mô hình, cách làm", default=REQUIRED, least=10, most=150)
    summary: Line = field("Tóm tắt", default=REQUIRED, least=60, most=300)
    status: Status = field("Trạng thái đăng", example="cong-bo", default=REQUIRED)
    exemplars: tuple[Annotated[Identifier, Ref("exemplar")], ...] = field("Điển hình đã làm", default=())
    owner: Annotated[Identifier, Ref("unit")] = field("Đơn vị gốc", default=REQUIRED)
    campaigns: tuple[Annotated[Identifier, Ref("campaign")], ...] = field(
        "Phong trào, lĩnh vực", default=REQUIRED, least=1
    )
    problem: Line = field("Vấn đề cần giải quyết", default=REQUIRED)
    conditions: tuple[Line, ...] = field("Điều kiện cần có trước", default=())
    cost: Cost | None = field("Tổng chi phí")
    people: Line | None = field("Nhân lực")
    duration: Line | None = field("Thời gian thực hiện")
    steps: tuple[Step, ...] = field("Các bước", default=REQUIRED, least=1)
    results: tuple[PracticeResult, ...] = field("Kết quả", default=())
    sources: tuple[EvidenceSource, ...] = field("Nguồn", default=())
    documents: tuple[TakeAway, ...] = field("Tài liệu mang về", default=())
    contact: Annotated[Identifier, Ref("unit")] | None = field("Đơn vị liên hệ")

    @property
    def people_vi(self) -> str:
        """Who is needed, as people read it: a bare number counts persons ("15 người")."""
        written = self.people or ""
        return f"{number_vi(int(written))} người" if written.isascii() and written.isdigit() else written


class StatusMove(Part):
    """One step in the life of a replication."""

    status: ReplicationStatus = field("Tình trạng", example="cam-ket", default=REQUIRED)
    date: Day = field("Ngày", example="2026-03-01", default=REQUIRED)
    note: Line | None = field("Ghi chú")


class StepUse(Part):
    """What the adopter did with a step: kept, dropped, or changed (what and why)."""

    kind: StepUseKind = field("Cách dùng", default=REQUIRED, alias="cach-dung")
    change: Line | None = field("Điều chỉnh thế nào", alias="dieu-chinh")
    reason: Line | None = field("Lý do", alias="ly-do")

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, value: object) -> object:
        if isinstance(value, str):
            return {"cach-dung": value}
        if isinstance(value, dict) and "cach-dung" not in value:
            return {"cach-dung": "dieu-chinh", **value}
        return value


class Measurement(Part):
    """An indicator before and after."""

    indicator: Line = field("Chỉ số", default=REQUIRED, most=200)
    before: Number | None = field("Trước", example="0")
    after: Number | None = field("Sau", example="1.2")
    unit: Line | None = field("Đơn vị tính", example="km", most=40)
    measured_on: Day | None = field("Ngày đo", example="2026-09-30")
    evidence: tuple[Identifier, ...] = field("Minh chứng", default=())


class Confirmation(Part):
    """Who confirmed a success: neither the adopter nor the origin."""

    unit: Annotated[Identifier, Ref("unit")] = field("Đơn vị xác nhận", default=REQUIRED)
    date: Day = field("Ngày xác nhận", example="2026-10-10", default=REQUIRED)
    note: Line | None = field("Ghi chú")


class Replication(Record):
    """One copy of a practice, written by the unit that copies."""

    practice: Annotated[Identifier, Ref("practice")] | None = field("Mô hình được làm theo")
    source: Line | None = field("Trang gốc", "Mã trang khác, khi mô hình nằm ở trang khác.")
    id: Identifier | None = field("Mã mô hình ở trang gốc")
    unit: Annotated[Identifier, Ref("unit")] = field("Đơn vị làm theo", default=REQUIRED)
    locality: Annotated[Identifier, Ref("locality")] | None = field("Địa bàn")
    learned_from: Annotated[Identifier, Ref("replication")] | None = field(
        "Học từ nơi nào", "Mã bản ghi nhân rộng của nơi đã làm theo trước; bỏ trống khi học thẳng từ nơi gốc."
    )
    history: tuple[StatusMove, ...] = field("Quá trình", default=REQUIRED, least=1)
    steps: dict[Identifier, StepUse] = field("Các bước đã dùng", default={})
    cost: Cost | None = field("Đã chi")
    results: tuple[Measurement, ...] = field("Kết quả", default=())
    failure_reasons: tuple[Line, ...] = field("Lý do không thành công", default=())
    confirmed_by: Confirmation | None = field("Xác nhận")
    review_by: Day | None = field("Hạn rà soát lại", example="2027-09-30", future=True)
    sources: tuple[EvidenceSource, ...] = field("Nguồn", default=())
    status: Status = field("Trạng thái đăng", example="cong-bo", default=Status.NHAP)
    note: Line | None = field("Ghi chú")

    @property
    def state(self) -> ReplicationStatus:
        """Where the copy stands now: the last entry of its history."""
        return self.history[-1].status

    @property
    def running(self) -> bool:
        """Whether the copy is alive."""
        return self.state in RUNNING

    @property
    def last_changed(self) -> date:
        """The day of the newest thing that the record tells."""
        days = [move.date for move in self.history]
        if self.confirmed_by:
            days.append(self.confirmed_by.date)
        return max(days)
