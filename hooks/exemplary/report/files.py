"""The public reports as files beside their pages: a CSV for each table; all tables as CSV, workbook and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from ..artifact import Artifact, from_source, ready
from ..cache import code_version, digest, fingerprint
from ..model.values import When
from .desk import letterhead
from .document import document_of
from .overview import Overview, PublicReports
from .plain import csv_of
from .question import Question
from .table import Report, Table
from .workbook import workbook_of

SHEETS: Final = (("xlsx", "Excel"), ("csv", "CSV"))
"""In which forms the figures of one plan can be taken along, by the ending of the file: new every day, so no paper."""
FORMS: Final = (("docx", "Word"), *SHEETS)
"""The same of everything together, and of the list of a month."""


def folder_of(overview: Overview) -> str:
    """Return the address of the page of an overview."""
    return f"ke-hoach/{overview.plan}/bao-cao/" if overview.plan else "bao-cao/"


def month_folder(window: When) -> str:
    """Return the address of the page of a month's lists."""
    return f"bao-cao/thang/{window.written}/"


def whole_file(overview: Overview) -> str:
    """Return the address of an overview's file, without its ending."""
    return f"{folder_of(overview)}bao-phu"


def month_file(window: When) -> str:
    """Return the address of the file of a month's lists, without its ending."""
    return f"{month_folder(window)}danh-sach-{window.written}"


def table_file(overview: Overview, table: Table) -> str:
    """Return the address of the CSV of one table of an overview."""
    return f"{folder_of(overview)}{table.id}.csv"


def report_files(question: Question, reports: PublicReports) -> Iterator[Artifact]:
    """Yield every file; workbooks and papers are dear, and made only when what they say has changed."""
    for overview in (reports.whole, *reports.plans):
        for table in overview.report.tables:
            yield ready(table_file(overview, table), csv_of(replace(overview.report, tables=(table,))))
        forms = SHEETS if overview.plan else FORMS
        yield from _whole(question, overview.report, whole_file(overview), forms)
    for month in reports.months:
        yield from _whole(question, month.report, month_file(month.window), FORMS)


def _whole(question: Question, report: Report, name: str, asked: tuple[tuple[str, str], ...]) -> Iterator[Artifact]:
    head = replace(letterhead(question, report.issuer), year=report.as_of.year)
    plain = replace(report, tables=tuple(replace(table, links=(), marks=()) for table in report.tables))
    key = digest(code_version(), fingerprint((plain, head)))
    forms: dict[str, Callable[[], bytes]] = {
        "csv": partial(csv_of, plain),
        "xlsx": partial(workbook_of, plain),
        "docx": partial(document_of, plain, head),
    }
    for ending, _ in asked:
        yield from_source(f"{name}.{ending}", key, forms[ending])
