"""The registry: units, localities and clusters with their dates, and the site itself."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import model_validator

from .base import REQUIRED, Part, Record, field
from .choices import ClusterKind, ForgeKind, LocalityType, Share, UnitKind, UnitLevel
from .values import Day, Identifier, Known, Line, Ref, Url


class Contact(Part):
    """How to reach an office; the only place where an e-mail address or phone number may stand."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"note": value} if isinstance(value, str) else value

    address: Line | None = field("Địa chỉ")
    email: Line | None = field("Thư điện tử", example="vanphong@example.org")
    phone: Line | None = field("Điện thoại cơ quan")
    url: Url | None = field("Trang thông tin")
    note: Line | None = field("Ghi chú")


class Dated(Record):
    """What exists from a day to a day."""

    valid_from: Day | None = field("Từ ngày", example="2025-07-01", future=True)
    valid_to: Day | None = field("Đến hết ngày", example="2025-06-30", future=True)

    def valid_on(self, day: date) -> bool:
        """Tell whether it exists on `day`; a missing bound is open."""
        return not (self.valid_from and day < self.valid_from) and not (self.valid_to and day > self.valid_to)


class Unit(Dated):
    """An office, team, enterprise or school."""

    name: Line = field("Tên đơn vị", default=REQUIRED, least=2, most=250)
    short_name: Line | None = field("Tên ngắn")
    abbr: Line | None = field("Chữ tắt trong ký hiệu", example="SKH&ĐT")
    kind: Annotated[Line, Known(UnitKind)] | None = field("Loại đơn vị", example="phong")
    level: Annotated[Line, Known(UnitLevel)] | None = field("Cấp", example="xa")
    parent: Annotated[Identifier, Ref("unit")] | None = field("Trực thuộc")
    locality: Annotated[Identifier, Ref("locality")] | None = field("Địa bàn")
    cluster: Annotated[Identifier, Ref("cluster")] | None = field("Cụm, khối thi đua")
    successors: tuple[Annotated[Identifier, Ref("unit")], ...] = field("Đơn vị kế tiếp", default=())
    contact: Contact | None = field("Liên hệ")
    standing_body_of: Annotated[Identifier, Ref("unit")] | None = field("Là thường trực của")
    reports_to: Annotated[Identifier, Ref("unit")] | None = field("Báo cáo cho")
    note: Line | None = field("Ghi chú")


class Successor(Part):
    """What a locality became."""

    @model_validator(mode="before")
    @classmethod
    def _from_id(cls, value: object) -> object:
        return {"id": value} if isinstance(value, str) else value

    id: Annotated[Identifier, Ref("locality")] = field("Mã địa bàn", default=REQUIRED)
    share: Share = field("Toàn bộ hay một phần", default=Share.WHOLE)


class Locality(Dated):
    """A province, ward, hamlet …, today's or a former one."""

    name: Line = field("Tên địa bàn", "Có cả chữ chỉ cấp.", example="Xã Suối Hoa", default=REQUIRED, least=2, most=150)
    type: Annotated[Line, Known(LocalityType)] | None = field("Loại", example="xa")
    parent: Annotated[Identifier, Ref("locality")] | None = field("Thuộc")
    code: Line | None = field("Mã hành chính", example='"01273"')
    successors: tuple[Successor, ...] = field("Nay là", default=())
    decree: Line | None = field("Văn bản sắp xếp")
    aliases: tuple[Line, ...] = field("Tên khác", default=())
    note: Line | None = field("Ghi chú")


class Cluster(Record):
    """A cluster or block of units that compete with one another."""

    name: Line = field("Tên cụm, khối", default=REQUIRED)
    kind: ClusterKind | None = field("Loại", example="khoi")
    level: Annotated[Line, Known(UnitLevel)] | None = field("Cấp")
    units: tuple[Annotated[Identifier, Ref("unit")], ...] = field("Đơn vị thành viên", default=())
    council_member: Line | None = field("Thành viên Hội đồng phụ trách", "Ghi chức danh.")
    note: Line | None = field("Ghi chú")


class Forge(Part):
    """Where the repository lives."""

    kind: ForgeKind = field("Loại kho", example="github", default=REQUIRED)
    url: Url = field("Địa chỉ kho", default=REQUIRED)
    branch: Line = field("Nhánh chính", default="main")


class Site(Record):
    """The site: who answers for it and where it lives."""

    name: Line = field("Tên trang", example="Người tốt, việc tốt", default=REQUIRED, most=80)
    unit: Annotated[Identifier, Ref("unit")] | None = field("Cơ quan chủ quản")
    locality: Annotated[Identifier, Ref("locality")] | None = field("Địa bàn")
    url: Url = field("Địa chỉ trang", example="https://example.org/", default=REQUIRED)
    description: Line | None = field("Giới thiệu", most=300)
    motto: Line | None = field("Câu đề từ")
    motto_source: Line | None = field("Nguồn câu đề từ")
    contact: Contact | None = field("Liên hệ")
    timezone: Line = field("Múi giờ", default="Asia/Ho_Chi_Minh")
    forge: Forge | None = field("Kho mã nguồn")


class Page(Record):
    """A hand-written page."""

    title: Line = field("Tiêu đề", default=REQUIRED, least=2, most=120)
    description: Line | None = field("Mô tả", most=300)
    template: Line | None = field("Mẫu trang")
    order: Line | None = field("Thứ tự")
