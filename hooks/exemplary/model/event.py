"""An event of exchange (hội nghị, giao lưu, tham quan học tập): where units meet the practices that they may copy."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from .base import REQUIRED, Record, field
from .choices import EventKind, Status
from .exemplar import EvidenceSource
from .values import Day, Identifier, Line, Ref


class Event(Record):
    """One meeting, visit or training, ahead or held (plan of Thạch An, III: hội nghị, giao lưu, tham quan học tập)."""

    title: Line = field("Tên sự kiện", default=REQUIRED, least=10, most=200)
    kind: EventKind = field("Loại", example="tham-quan", default=REQUIRED)
    held_on: Day = field("Ngày", example="2026-10-20", default=REQUIRED, future=True)
    until: Day | None = field("Đến ngày", "Chỉ ghi khi kéo dài hơn một ngày.", example="2026-10-21", future=True)
    place: Line | None = field("Nơi tổ chức", example="Nhà văn hóa xóm Nà Lài")
    locality: Annotated[Identifier, Ref("locality")] | None = field("Địa bàn")
    host: Annotated[Identifier, Ref("unit")] = field("Đơn vị tổ chức", default=REQUIRED)
    units: tuple[Annotated[Identifier, Ref("unit")], ...] = field("Đơn vị tham gia", default=())
    practices: tuple[Annotated[Identifier, Ref("practice")], ...] = field(
        "Mô hình, cách làm được giới thiệu", default=()
    )
    exemplars: tuple[Annotated[Identifier, Ref("exemplar")], ...] = field("Điển hình chia sẻ", default=())
    plan: Annotated[Identifier, Ref("plan")] | None = field("Thuộc kế hoạch")
    summary: Line = field("Tóm tắt", default=REQUIRED, least=30, most=300)
    attendance: Line | None = field("Số người dự", example="46 người của 9 xóm")
    sources: tuple[EvidenceSource, ...] = field("Nguồn", default=())
    status: Status = field("Trạng thái đăng", example="cong-bo", default=Status.NHAP)

    @property
    def ends_on(self) -> date:
        """The last day."""
        return self.until or self.held_on
