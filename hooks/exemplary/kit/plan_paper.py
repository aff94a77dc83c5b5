"""The plan to copy a practice, to be filled in: an official paper with the steps and the criteria of the practice."""

from __future__ import annotations

from typing import Any, Final

from ..official import (
    TABLE,
    Letterhead,
    Look,
    begin,
    fill,
    finished,
    grid,
    heading,
    mark,
    national_heading,
    signature,
    text,
    title,
)
from .told import Told

_GAP: Final = "…………"
_WARNING: Final = "MẪU MINH HỌA: mô hình trong văn bản này được đặt ra, số liệu không có thật"
_HEAD: Final = Letterhead(
    superior="Tên cơ quan chủ quản",
    office="Tên cơ quan ban hành",
    symbol="KH-……",
    place="",
    signer=("Quyền hạn, chức vụ của người ký",),
    recipients=(_GAP, _GAP, "Lưu: VT, ……"),
    name="Họ và tên",
)
"""All of it is for the office that copies to fill in."""


def plan_paper(told: Told) -> bytes:
    """Return the DOCX of the plan to copy a practice, its steps and criteria filled in."""
    name = f"Kế hoạch nhân rộng: {told['title']}"
    warning = _WARNING if told["sample"] else ""
    paper = begin(name, author=told["site"], subject=told["address"], warning=warning)
    national_heading(paper, _HEAD)
    title(paper, "KẾ HOẠCH", f"Nhân rộng mô hình “{told['title']}” tại {_GAP}")
    _grounds(paper, told)
    _purpose(paper, told)
    _steps(paper, told)
    _criteria(paper, told)
    _means(paper, told)
    _duties(paper)
    signature(paper, _HEAD)
    return finished(paper)


def _grounds(paper: Any, told: Told) -> None:
    text(paper, f"Căn cứ {_GAP} (văn bản chỉ đạo phong trào thi đua của cấp trên);", italic=True)
    text(paper, f"Căn cứ tình hình thực tế của {_GAP},", italic=True)
    name = f"“{told['title']}” của {told['owner']}"
    text(paper, f"{_GAP} xây dựng Kế hoạch nhân rộng mô hình {name}, cụ thể như sau:")


def _purpose(paper: Any, told: Told) -> None:
    heading(paper, "I. MỤC ĐÍCH, YÊU CẦU")
    text(paper, "1. Mục đích", bold=True)
    text(paper, f"Mô hình giải quyết việc: {told['problem']}")
    text(paper, f"Tình hình ở đơn vị trước khi làm: {_GAP}")
    if told["campaigns"]:
        text(paper, f"Góp phần thực hiện: {'; '.join(told['campaigns'])}.")
    text(paper, "2. Yêu cầu", bold=True)
    text(paper, "Giữ các bước cốt lõi; bước nào điều chỉnh hoặc bỏ thì ghi rõ lý do.")
    text(paper, "Số liệu trước và sau khi làm được đo cùng một cách.")
    heading(paper, "II. ĐIỀU KIỆN VÀ CÁC BƯỚC THỰC HIỆN")
    text(paper, "1. Điều kiện cần có trước (đánh dấu điều kiện đã đủ)", bold=True)
    for condition in told["conditions"]:
        text(paper, f"☐ {condition}")
    if not told["conditions"]:
        text(paper, f"☐ {_GAP}")


def _steps(paper: Any, told: Told) -> None:
    text(paper, "2. Các bước", bold=True)
    head = ("TT", "Nội dung", "Nơi gốc đã làm", "Đơn vị mình: người phụ trách, thời hạn")
    table = grid(paper, (11, 57, 56, 41), head=head)
    for number, step in enumerate(told["steps"], 1):
        row = table.add_row()
        mark(row, "w:cantSplit")
        place, what, origin, own = row.cells
        fill(place, (str(number),), Look(TABLE, centre=True))
        fill(what, (step["title"],), Look(TABLE, bold=True))
        fill(what, (step["detail"],) if step["detail"] else (), Look(TABLE))
        fill(what, ("Bước cốt lõi" if step["core"] else "Bước thêm, có thể bỏ",), Look(TABLE, italic=True))
        named = (
            ("Thời gian", "time"), ("Chi phí", "cost"), ("Vật tư, giấy tờ", "materials"),
            ("Dễ vấp", "risk"), ("Cách xử lý", "mitigation"),
        )  # fmt: skip
        lines = [f"{label}: {step[key]}" for label, key in named if step[key]]  # type: ignore[literal-required]
        fill(origin, [*lines, *([step["others"]] if step["others"] else [])], Look(TABLE))
        asked = ("☐ Giữ   ☐ Điều chỉnh   ☐ Bỏ", f"Lý do: {_GAP}", f"Phụ trách: {_GAP}", f"Xong trước: {_GAP}")
        fill(own, asked, Look(TABLE))


def _criteria(paper: Any, told: Told) -> None:
    heading(paper, "III. TIÊU CHÍ ĐÁNH GIÁ")
    table = grid(paper, (68, 35, 31, 31), head=("Tiêu chí", "Nơi gốc đạt", "Trước khi làm", "Mục tiêu"))
    told_results = [(result["text"], result["figure"], _GAP, _GAP) for result in told["results"]]
    for texts in (*told_results, (_GAP,) * 4):
        for cell, words in zip(table.add_row().cells, texts, strict=True):
            fill(cell, (words,), Look(TABLE))
    text(paper, f"Đo lần đầu ngày {_GAP}; đo lại ngày {_GAP}.")
    text(paper, f"Đơn vị xác nhận kết quả (không phải nơi làm, không phải nơi gốc): {_GAP}")


def _means(paper: Any, told: Told) -> None:
    heading(paper, "IV. KINH PHÍ, NHÂN LỰC, THỜI GIAN")
    named = (("Kinh phí", told["cost"]), ("Nhân lực", told["people"]), ("Thời gian", told["duration"]))
    for label, origin in named:
        text(paper, f"{label}: {_GAP}" + (f" (nơi gốc: {origin.rstrip('.')})." if origin else ""))


def _duties(paper: Any) -> None:
    heading(paper, "V. TỔ CHỨC THỰC HIỆN")
    for words in (
        f"1. {_GAP} chủ trì, theo dõi, đôn đốc việc thực hiện Kế hoạch này.",
        f"2. {_GAP} phối hợp, chuẩn bị kinh phí, vật tư theo mục II và mục IV.",
        (
            f"3. Báo cáo tiến độ về {_GAP} trước ngày {_GAP}; kết quả, kể cả khi chưa thành công, được ghi vào "
            "trang của mô hình."
        ),
        (
            f"Trên đây là Kế hoạch nhân rộng mô hình của {_GAP}; trong quá trình thực hiện, nếu có khó khăn, "
            f"vướng mắc, các đơn vị phản ánh về {_GAP} để xem xét, giải quyết./."
        ),
    ):
        text(paper, words)
