"""A document that plans rest on (luật, nghị định, chỉ thị …): from when it holds, until when, what replaced it."""

from __future__ import annotations

from typing import Annotated

from .base import REQUIRED, Part, field
from .registry import Dated
from .values import Day, Identifier, Line, PartialDate, Ref, Url


class DocumentSource(Part):
    """Where the dates of a document were read."""

    title: Line = field("Tên nguồn", example="Điều 94 Luật số 06/2022/QH15", default=REQUIRED, most=300)
    url: Url | None = field("Địa chỉ", example="https://vanban.chinhphu.vn/")
    retrieved_on: Day | None = field("Ngày xem")


class LegalDocument(Dated):
    """A document above the office, kept so that a plan can be read with the law of its own day.

    `valid_to` is the last day on which it held; both days stay empty where no source tells them.
    """

    number: Line = field("Số, ký hiệu", example="06/2022/QH15", default=REQUIRED, most=60)
    title: Line | None = field("Tên văn bản", example="Luật Thi đua, khen thưởng", most=300)
    issuer: Line | None = field("Cơ quan ban hành", example="Quốc hội")
    issued_on: PartialDate | None = field("Ngày ban hành", example="2022-06-15")
    replaced_by: tuple[Annotated[Identifier, Ref("document")], ...] = field("Được thay thế bằng", default=())
    source: DocumentSource = field("Nguồn của ngày hiệu lực", default=REQUIRED)
    note: Line | None = field("Ghi chú")
