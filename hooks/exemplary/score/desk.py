"""What `scripts/score.py` does: find the sheet, read the points, refuse what is wrong, write the workbook."""

from __future__ import annotations

from pathlib import Path

from ..disk import create_file, replace_file
from ..library import load_library
from ..model.plan import ScoreSheet
from ..text import near
from .marks import PERIOD, PROPOSAL, Refusal, read_marks, read_workbook
from .rating import forbidden, mixed, rate, usable
from .workbook import blank_workbook, rated_workbook

_KEPT_OUT = ("site", "content")


def write_blank(root: Path, plan: str, out: Path) -> tuple[str, int]:
    """Write an empty workbook for the score sheet of a plan; returns what to say and the exit code."""
    sheet, refusals = _sheet(root, plan)
    if sheet is None:
        return _told(refusals), 1
    refused = _kept_out(root, out)
    if refused:
        return refused, 2
    _save(out, blank_workbook(sheet))
    return f"Đã ghi bảng trống: {out}. Mỗi người chấm một dòng cho mỗi người được chấm, mỗi kỳ.", 0


def rate_file(root: Path, plan: str, results: Path, out: Path | None) -> tuple[str, int]:
    """Rate what a workbook says; nothing is written when a cell is wrong or a proposal is forbidden."""
    sheet, refusals = _sheet(root, plan)
    if sheet is None:
        return _told(refusals), 1
    target = out or results.with_name(f"{results.stem}-xep-loai.xlsx")
    refused = _kept_out(root, target)
    if refused:
        return refused, 2
    cells = read_workbook(results)
    marks, faults = read_marks(cells, sheet)
    rated = rate(marks, sheet)
    columns = {str(cell).strip(): number for number, cell in enumerate(cells[0] if cells else (), 1)}
    faults += mixed(marks, columns.get(PERIOD, 0))
    faults += forbidden(marks, rated, columns.get(PROPOSAL, 0))
    if faults:
        return _told(sorted(faults)), 1
    _save(target, rated_workbook(sheet, marks, rated))
    return f"Đã xếp loại {len(rated)} người, tập thể từ {len(marks)} dòng điểm: {target}", 0


def _sheet(root: Path, plan: str) -> tuple[ScoreSheet | None, list[Refusal]]:
    library, _ = load_library(root)
    record = library.get("plan", plan)
    if record is None:
        guess = near(plan, library.ids("plan"))
        hint = f"Có phải là “{guess}”?" if guess else "Mã kế hoạch là tên thư mục trong content/plans/."
        return None, [Refusal(0, 0, f"Không có kế hoạch “{plan}”, hoặc kế hoạch ấy còn lỗi.", hint)]
    refusal = usable(record.score_sheet)
    return (None, [refusal]) if refusal else (record.score_sheet, [])


def _save(path: Path, data: bytes) -> None:
    if path.exists():
        replace_file(path, data)
    else:
        create_file(path, data)


def _kept_out(root: Path, target: Path) -> str:
    """Scores of persons never come near the site: not into its folder, nor among the content that it is made from."""
    inside = [name for name in _KEPT_OUT if target.resolve().is_relative_to((root / name).resolve())]
    return f"Không ghi điểm của người vào thư mục {inside[0]}/: hãy chọn nơi khác bằng --out." if inside else ""


def _told(refusals: list[Refusal]) -> str:
    lines = [f"Chưa xếp loại được, có {len(refusals)} chỗ cần sửa:"]
    for refusal in refusals:
        place = f"Ô {refusal.place}: " if refusal.place else ""
        lines += [f"  {place}{refusal.message}", f"    Cần làm: {refusal.hint}"]
    return "\n".join(lines)
