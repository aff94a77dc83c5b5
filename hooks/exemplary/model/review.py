"""A review (sơ kết, tổng kết, kiểm tra …) of a plan, and a news item about a plan."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from .base import REQUIRED, Part, Record, field
from .choices import ReviewKind, Status
from .values import Day, FileName, Identifier, Line, Number, Ref, Url, When


class Figure(Part):
    """A figure of a review, pinned with its day once published."""

    name: Line = field("Chỉ số", default=REQUIRED)
    value: Number | None = field("Giá trị", default=None)
    unit: Line | None = field("Đơn vị tính")
    as_of: Day | None = field("Tính đến ngày")


class Review(Record):
    """A look back at a plan, by a unit or by the exemplar itself every six months."""

    @model_validator(mode="before")
    @classmethod
    def _named_figures(cls, value: object) -> object:
        """Let figures be written as `name: number` lines, with their day among them."""
        if not isinstance(value, dict) or not isinstance(value.get("figures"), dict):
            return value
        named = dict(value["figures"])
        day = named.pop("as_of", None)
        figures = [{"name": name, "value": number, **({"as_of": day} if day else {})} for name, number in named.items()]
        return {**value, "figures": figures}

    title: Line | None = field("Tiêu đề", least=10, most=200)
    plan: Annotated[Identifier, Ref("plan")] = field("Kế hoạch", default=REQUIRED)
    kind: ReviewKind = field("Loại", example="so-ket", default=REQUIRED)
    by: Identifier = field("Nơi thực hiện", "Mã đơn vị hoặc mã điển hình.", default=REQUIRED)
    period: When = field("Kỳ", example="2026-H1", default=REQUIRED, future=True)
    held_on: Day | None = field("Ngày họp", example="2026-07-05")
    report_to: Line | None = field("Báo cáo cho")
    via: Line | None = field("Qua")
    as_of: Day | None = field("Số liệu tính đến ngày")
    figures: tuple[Figure, ...] = field("Số liệu", default=())
    document: Line | None = field("Văn bản")
    status: Status = field("Trạng thái đăng", default=Status.CONG_BO)

    @property
    def heading(self) -> str:
        """Its title, or its kind and period without a word twice: "Sơ kết 6 tháng đầu năm 2026"."""
        if self.title:
            return self.title
        kind, period = self.kind.label.split(), self.period.vi.split()
        if period[0][0].isdigit() and "/" in period[0]:
            period.insert(0, "ngày")
        period[0] = period[0][:1].lower() + period[0][1:]
        shared = next((size for size in range(len(kind), 0, -1) if kind[-size:] == period[:size]), 0)
        return " ".join(kind + period[shared:])


class NewsAttachment(Part):
    """A file named by a news item."""

    name: Line = field("Tên tệp trong tin", default=REQUIRED)
    file: FileName | None = field("Tên tệp")


class News(Record):
    """An item of a portal about a plan."""

    title: Line = field("Tiêu đề", default=REQUIRED, least=10, most=250)
    plan: Annotated[Identifier, Ref("plan")] = field("Kế hoạch", default=REQUIRED)
    posted_on: Day = field("Ngày đăng", example="2021-06-03", default=REQUIRED)
    byline: Line | None = field("Người, nơi đưa tin")
    source_name: Line | None = field("Nguồn")
    source_url: Url | None = field("Địa chỉ nguồn")
    attachment: NewsAttachment | None = field("Tệp kèm theo tin")
    summary: Line = field("Tóm tắt", default=REQUIRED, most=400)
    status: Status = field("Trạng thái đăng", default=Status.CONG_BO)
