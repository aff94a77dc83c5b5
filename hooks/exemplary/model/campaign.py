"""A campaign (phong trào thi đua, lĩnh vực, cuộc vận động): what exemplars belong to."""

from __future__ import annotations

from typing import Annotated

from .base import REQUIRED, Record, field
from .choices import CampaignKind, CampaignLevel, CampaignStatus, ExemplarType
from .values import Color, Identifier, Line, Period, Ref, Whole


class Campaign(Record):
    """A movement or field; its criteria stand in the plans, because each plan words its own."""

    name: Line = field("Tên phong trào", "Không đặt trong ngoặc kép.", default=REQUIRED, least=3, most=250)
    aliases: tuple[Line, ...] = field("Tên khác", default=())
    kind: CampaignKind = field("Loại", example="phong-trao", default=REQUIRED)
    level: CampaignLevel = field("Phạm vi", example="toan-quoc", default=REQUIRED)
    parent: Annotated[Identifier, Ref("campaign")] | None = field("Phong trào gốc")
    launched_by: Line | None = field("Nơi phát động", "Mã đơn vị hoặc tên cơ quan.")
    launch_doc: Line | None = field("Văn bản phát động")
    period: Period | None = field("Giai đoạn", example="2021-2025")
    subjects: tuple[ExemplarType, ...] = field("Đối tượng", example="[ca-nhan, tap-the]", default=REQUIRED, least=1)
    status: CampaignStatus = field("Tình trạng", example="dang-trien-khai", default=REQUIRED)
    color: Color | None = field("Màu", example='"#9b1b30"')
    order: Whole | None = field("Thứ tự")
    goals: Line | None = field("Mục tiêu")
    tasks: Line | None = field("Nhiệm vụ")
    targets: Line | None = field("Chỉ tiêu")
    methods: Line | None = field("Hình thức, biện pháp")
