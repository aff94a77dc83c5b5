"""The reports that anyone may read: the figures of all plans, of each plan, and the lists of every month."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from ...report.files import FORMS, SHEETS, folder_of, month_file, month_folder, table_file, whole_file
from ...report.overview import HEAT, MonthOfLists, Overview, PublicReports
from ...report.table import SUM, Cell, Kind, Table, shown
from ..charts import BarRow, GridRow, bars_chart, grid_chart
from ..site import SECTION_TITLES, PageDraft, Site

LISTED: Final = 300
"""So many rows of a list of names stand on a page; its files hold all."""
_SIGNS: Final = {"muon": "m", "qua": "+"}
"""What stands behind a figure so that its mark is read without its colour."""


@dataclass(frozen=True)
class Block:
    """A table of an overview as a page shows it: where it stands, its drawing ("" without), the marks in that."""

    id: str
    table: Table
    chart: Markup
    marks: frozenset[str]
    file: str


def report_pages(site: Site, reports: PublicReports) -> Iterator[PageDraft]:
    """The overview of everything, a page of figures for each plan, and a page for each month of lists."""
    crumbs = ((SECTION_TITLES["bao-cao/"], "bao-cao/"),)
    whole = reports.whole
    blocks = _blocks(whole)
    yield PageDraft(
        "bao-cao/",
        SECTION_TITLES["bao-cao/"],
        "Đơn vị nào đã giới thiệu gương, tháng nào còn thiếu, lĩnh vực nào chưa có điển hình; danh sách từng tháng.",
        "reports.html",
        {
            "overview": whole,
            "blocks": blocks,
            "years": _years(reports.months),
            "plans": [(entry, folder_of(entry)) for entry in reports.plans],
            "papers": reports.papers,
            "file": whole_file(whole),
            "forms": FORMS,
            "today": site.today,
        },
        "index",
    )
    for overview in reports.plans:
        entry = site.library.of("plan")[overview.plan]
        yield PageDraft(
            folder_of(overview),
            f"Báo cáo thực hiện {overview.label}",
            f"{overview.label}: số gương theo đơn vị, tháng, lĩnh vực, các bước và khen thưởng.",
            "plan_report.html",
            {
                "overview": overview,
                "plan": entry.record,
                "blocks": _blocks(overview),
                "file": whole_file(overview),
                "forms": SHEETS,
                "today": site.today,
            },
            "report",
            crumbs=((SECTION_TITLES["ke-hoach/"], "ke-hoach/"), (overview.label, entry.address)),
        )
    for place, month in enumerate(reports.months):
        around = [
            reports.months[other] if 0 <= other < len(reports.months) else None for other in (place - 1, place + 1)
        ]
        yield PageDraft(
            month_folder(month.window),
            f"Danh sách giới thiệu {month.window.vi}",
            f"Đơn vị nào giới thiệu gương nào trong {month.window.vi}, đúng hạn hay muộn.",
            "month_report.html",
            {
                "month": month,
                "pairs": list(zip(month.report.tables[::2], month.report.tables[1::2], strict=True)),
                "around": [(other.window, month_folder(other.window)) if other else None for other in around],
                "file": month_file(month.window),
                "forms": FORMS,
                "open": month.closes >= site.today,
                "listed": LISTED,
            },
            "report",
            crumbs=crumbs,
            indexed=False,  # it names what has a page of its own
        )


def _years(months: Sequence[MonthOfLists]) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """Return the months by year, the newest year first: number of the month, how many are listed, address."""
    made: dict[str, list[tuple[int, int, str]]] = {}
    for month in months:
        day = month.window.first_day
        made.setdefault(str(day.year), []).append((day.month, month.listed, month_folder(month.window)))
    return sorted(made.items(), reverse=True)


def _blocks(overview: Overview) -> list[Block]:
    made = []
    for table in overview.report.tables:
        name = f"bieu-do-{table.id}"
        draw = _CHARTS.get(table.id)
        drawn = _months(table, name, overview.since) if table.id == HEAT else draw(table, name) if draw else ""
        chart = Markup(drawn)  # noqa: S704 - our own picture, names are escaped there
        marks = frozenset(mark for row in table.marks for mark in row if mark)
        made.append(Block(table.id, table, chart, marks, table_file(overview, table)))
    return made


def _sign(cell: Cell, mark: str) -> str:
    """Return what a cell of a grid says: its figure, and by a sign what its colour says."""
    if cell is None:
        return "–"
    if mark == "mo" and not cell:
        return "·"
    return f"{shown(cell, Kind.COUNT)}{_SIGNS.get(mark, '')}"


def _months(table: Table, name: str, since: date | None) -> str:
    """Draw units by month, the first of which is given."""
    heads: list[tuple[str, str]] = []
    for place, column in enumerate(table.columns[1:-1]):
        year = since.year + (since.month - 1 + place) // 12 if since else ""
        number = column.label.removeprefix("T")
        heads.append((number, str(year) if not place or number == "1" else ""))
    rows = [
        GridRow(
            str(row[0]).replace("Ủy ban nhân dân", "UBND"),
            [(_sign(cell, mark), mark) for cell, mark in zip(row[1:-1], marks[1:-1], strict=True)],
            link.rstrip("/").replace("/", "-"),
        )
        for row, marks, link in zip(table.rows, table.marks, table.links, strict=False)
    ]
    told = f"{len(rows)} đơn vị, {len(heads)} tháng; {_tally(table)}"
    return grid_chart(name, table.topic, heads, rows, told)


_TOLD: Final = {
    "dat": "đạt đúng hạn", "muon": "đạt nhưng gửi muộn", "thieu": "thiếu", "qua": "nhiều hơn chỉ tiêu",
    "mo": "chưa đến hạn", "co": "có gương, không có chỉ tiêu", "mien": "không phải thực hiện",
}  # fmt: skip


def _tally(table: Table) -> str:
    """Tell how many cells stand how; the table below says which."""
    every = [mark for row in table.marks for mark in row]
    told = [f"{every.count(mark)} ô {words}" for mark, words in _TOLD.items() if mark in every]
    return "; ".join(told) or "mọi ô đều bằng 0"


def _selection(table: Table, name: str) -> str:
    """Draw fields by type: how many were chosen, and whether that is what was promised."""
    places = [place for place, column in enumerate(table.columns) if column.kind is Kind.COUNT]
    heads = [(table.columns[place].label, "") for place in places]
    rows = [
        GridRow(str(row[0]), [(_sign(row[place], marks[place]), marks[place]) for place in places])
        for row, marks in zip(table.rows, table.marks, strict=True)
    ]
    return grid_chart(name, table.topic, heads, rows, f"{len(rows)} phong trào, lĩnh vực; {_tally(table)}")


def _each_year(table: Table, name: str) -> str:
    """Draw years by step."""
    heads = [(column.label, "") for column in table.columns[1:]]
    rows = [
        GridRow(str(row[0]), [(_sign(cell, ""), "co" if cell else "") for cell in row[1:]])
        for row in table.rows
        if row[0] != SUM
    ]
    told = "; ".join(f"{row.name}: {_listed(row, heads)}" for row in rows)
    return grid_chart(name, table.topic, heads, rows, told)


def _listed(row: GridRow, heads: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{sign} {head.lower()}" for (sign, _), (head, _) in zip(row.cells, heads, strict=True))


def _steps(table: Table, name: str) -> str:
    """Draw how many came how far."""
    rows = [
        BarRow(str(step), f"{shown(count, Kind.COUNT)} · {shown(part, Kind.SHARE)}", [[(_number(count), "qua")]])
        for step, count, part in table.rows
    ]
    return bars_chart(name, table.topic, rows, "; ".join(f"{row.name}: {row.words}" for row in rows))


def _awards(table: Table, name: str) -> str:
    """Draw what was proposed by form and level, that which was decided first."""
    rows = [
        BarRow(
            f"{form}, {str(level).lower()}",
            f"{shown(granted, Kind.COUNT)}/{shown(proposed, Kind.COUNT)} có quyết định",
            [[(_number(granted), "dat"), (_number(waiting), "thieu")]],
        )
        for form, level, proposed, granted, waiting in table.rows
        if form != SUM
    ]
    told = "; ".join(f"{row.name}: {row.words}" for row in rows)
    return bars_chart(name, table.topic, rows, told)


def _hands(table: Table, name: str) -> str:
    """Draw each group's share of those introduced and, below it, of those awarded."""
    rows = [
        BarRow(
            str(who),
            f"{shown(part, Kind.SHARE)} giới thiệu, {shown(honoured, Kind.SHARE)} khen",
            [[(_number(part), "qua")], [(_number(honoured), "muon")]],
        )
        for who, _, part, _, honoured in table.rows
    ]
    told = "; ".join(
        f"{who}: {shown(count, Kind.COUNT)} được giới thiệu, {shown(praised, Kind.COUNT)} được khen thưởng"
        for who, count, _, praised, _ in table.rows
    )
    return bars_chart(name, table.topic, rows, told)


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, (int, Decimal)) else 0.0


_CHARTS: Final[Mapping[str, Callable[[Table, str], str]]] = {
    "lua-chon": _selection, "cac-buoc": _steps, "tung-nam": _each_year, "khen-thuong": _awards,
    "nghe-nghiep": _hands,
}  # fmt: skip
"""How each table of an overview but that of the months is drawn; the others are lists and stay tables."""
