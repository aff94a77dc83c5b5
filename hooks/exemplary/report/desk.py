"""What `scripts/report.py` does: find what is asked about, make the report, write it in the wanted form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ..dialogue import Wanting
from ..disk import create_file, replace_file
from ..library import Library, load_library
from ..model.choices import UnitKind
from ..model.plan import Plan
from ..text import near
from .copies import replication, suggest
from .coverage import coverage
from .document import Letterhead, document_of
from .months import late, month, proposals
from .plain import csv_of, json_of, text_of
from .question import Question
from .table import Report
from .workbook import workbook_of
from .yearbook import yearbook

REPORTS: Final[Mapping[str, tuple[str, Callable[[Question], Report]]]] = {
    "coverage": ("mức độ bao phủ: đơn vị, tháng, lĩnh vực, các bước, khen thưởng", coverage),
    "month": ("danh sách giới thiệu của một tháng, theo nơi nhận", month),
    "proposals": ("đề nghị và quyết định khen thưởng, gương chưa được khen", proposals),
    "yearbook": ("kỷ yếu của một năm: gương theo phong trào, đơn vị, tên những gương đã công bố", yearbook),
    "late": ("mốc, danh sách, xác minh, rà soát quá hạn", late),
    "replication": ("kết quả nhân rộng theo lĩnh vực và đơn vị", replication),
    "suggest": ("mô hình mà một đơn vị có thể làm theo (cần --unit)", suggest),
}
"""Every report by its name in the command: what it tells, and the function that makes it."""
FORMATS: Final = ("text", "json", "csv", "xlsx", "docx")
_ASKS: Final = {
    "unit": {"month", "suggest"}, "month": {"month"}, "year": {"yearbook"},
    "plan": set(REPORTS) - {"replication", "suggest"},
}  # fmt: skip
"""Which reports each narrowing is for."""


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line: the report, what narrows it ("" where nothing does), form and file."""

    name: str
    plan: str = ""
    unit: str = ""
    month: str = ""
    year: str = ""
    form: str = "text"
    out: Path | None = None


def answer(root: Path, wanted: Wanted, *, today: date) -> str:
    """Make one report and return what to print. What cannot be done raises `Wanting`."""
    name, form, out = wanted.name, wanted.form, wanted.out
    for flag, fitting in _ASKS.items():
        if getattr(wanted, flag) and name not in fitting:
            raise Wanting(f"Báo cáo {name} không dùng --{flag}: hãy bỏ --{flag} rồi chạy lại.")
    if name == "suggest" and not wanted.unit:
        raise Wanting("Báo cáo suggest cần biết đơn vị nào: hãy ghi thêm --unit MÃ_ĐƠN_VỊ.")
    library, _ = load_library(root)
    must_exist(library, plan=wanted.plan, unit=wanted.unit)
    question = Question(library, today, wanted.plan, wanted.unit, wanted.month, wanted.year)
    report = REPORTS[name][1](question)
    if form in {"xlsx", "docx"} and out is None:
        out = Path(f"{name}-{wanted.month or wanted.year or today.isoformat()}.{form}")
    data = written(report, question, form)
    if out is None:
        return data.decode("utf-8-sig").rstrip("\n")
    save(root, out, data)
    return f"Đã ghi báo cáo: {out} ({len(report.tables)} bảng)."


def must_exist(library: Library, **asked: str) -> None:
    """Raise `Wanting` for a plan or unit that there is not, with the nearest one that there is."""
    for kind, label, place in (("plan", "kế hoạch", "content/plans/"), ("unit", "đơn vị", "units.yml")):
        wanted = asked.get(kind)
        if wanted and library.get(kind, wanted) is None:
            guess = near(wanted, library.ids(kind))
            hint = f"Có phải là “{guess}”?" if guess else f"Mã lấy ở {place}."
            raise Wanting(f"Không có {label} “{wanted}”, hoặc bản ghi ấy còn lỗi. {hint}")


def written(report: Report, question: Question, form: str) -> bytes:
    """Return a report in one of `FORMATS`."""
    if form == "csv":
        return csv_of(report)
    if form == "xlsx":
        return workbook_of(report)
    if form == "docx":
        return document_of(report, letterhead(question))
    return (json_of(report) if form == "json" else text_of(report)).encode()


def letterhead(question: Question, by: str = "") -> Letterhead:
    """Return what stands around a paper of the issuing unit, as far as records know; a committee has no superior."""
    issuer = by or question.issuer
    unit = question.library.get("unit", issuer) if issuer else None
    plan = question.library.get("plan", question.plan) if question.plan else None
    own = plan if plan and plan.issuer == issuer else None
    committee = unit is not None and unit.kind == UnitKind.UBND
    parent = question.library.get("unit", unit.parent) if unit and unit.parent and not committee else None
    place = own.place if own else None
    if place is None and unit and unit.locality:
        locality = question.library.locality(unit.locality)
        place = _bare(locality.name) if locality else None
    ending = own.symbol.partition("-")[2] if own else unit.abbr if unit else None
    return Letterhead(
        parent.name if parent else "",
        unit.name if unit else "",
        f"BC-{ending or '…'}",
        place or "",
        question.today.year,
        _signing(own, committee=committee) if own else (),
        own.recipients if own else (),
    )


def _signing(plan: Plan, *, committee: bool) -> tuple[str, ...]:
    """Return the lines above a signature: a people's committee signs as a body (NĐ 30/2020, Điều 13.2)."""
    if plan.signer is None or plan.signer.title is None:
        return ()
    prefix = plan.signer.prefix or ""
    body = ("TM. Ủy ban nhân dân",) if committee else ()
    return (*body, f"{prefix} {plan.signer.title}".strip())


def _bare(name: str) -> str:
    """Return the name of a locality without the word for its type, as papers name the place of issue."""
    for word in ("Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Tỉnh", "Huyện", "Quận", "Xã", "Phường"):
        if name.startswith(f"{word} "):
            return name.removeprefix(f"{word} ")
    return name


def save(root: Path, out: Path, data: bytes) -> None:
    """Write a file; never into `site/` (it may tell of what is not published) or over the content."""
    for folder in ("site", "content"):
        if out.resolve().is_relative_to((root / folder).resolve()):
            raise Wanting(f"Không ghi báo cáo nội bộ vào thư mục {folder}/: hãy chọn nơi khác bằng --out.")
    if out.is_dir():
        raise Wanting(f"{out} là một thư mục: hãy ghi cả tên tệp sau --out.")
    if out.exists():
        replace_file(out, data)
    else:
        create_file(out, data)
