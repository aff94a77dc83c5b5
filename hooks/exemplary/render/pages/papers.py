"""The documents that plans rest on: what each is, whether it holds, which plans cite it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ...library import Entry
from ...measure.chain import Force, Paper, cited_by
from ..site import SECTION_TITLES, PageDraft, Site


@dataclass(frozen=True)
class Basis:
    """A document as one plan cites it: its wording, whether it held on the plan's day and holds now, what replaced it.

    `above` are the documents that it rests on itself, where it is a plan of this site; `others` is how many other plans
    cite it.
    """

    plan: str
    part: str
    cited: Any
    paper: Paper
    then: Force
    now: Force
    after: tuple[Paper, ...]
    above: tuple[Paper, ...]
    others: int


def bases_of(site: Site, plan: Entry) -> tuple[Basis, ...]:
    """Return every document that a plan cites, in the plan's order."""
    return tuple(_basis(site, plan, part, number, cited) for part, number, cited in cited_by(plan.record))


def _basis(site: Site, plan: Entry, part: str, number: int, cited: Any) -> Basis:
    paper = site.chain.paper(plan.id, part, number)
    issued = plan.record.issued_on
    return Basis(
        plan.id,
        part,
        cited,
        paper,
        paper.force_on(issued.first_day, issued.last_day),
        paper.force_on(site.today),
        _after(site, paper),
        site.chain.above(paper.plan) if paper.plan else (),
        len({place[0] for place in paper.cited} - {plan.id}),
    )


def _after(site: Site, paper: Paper) -> tuple[Paper, ...]:
    by_document = {held.document: held for held in site.chain.papers.values() if held.document}
    return tuple(by_document[identifier] for identifier in paper.after if identifier in by_document)


@dataclass(frozen=True)
class PaperRow:
    """A document on the page of all: what it is, whether it holds, what replaced it, how each plan cites it."""

    paper: Paper
    now: Force
    after: tuple[Paper, ...]
    source: Any
    note: str
    bases: tuple[Basis, ...]


def _rows(site: Site, papers: Iterable[Paper]) -> list[PaperRow]:
    plans = site.library.of("plan")
    made = []
    for paper in papers:
        law = site.library.get("document", paper.document) if paper.document else None
        bases = [
            _basis(site, plans[plan], part, number, getattr(plans[plan].record, part)[number])
            for plan, part, number in paper.cited
        ]
        once = {basis.plan: basis for basis in bases}
        made.append(
            PaperRow(
                paper, paper.force_on(site.today), _after(site, paper), law.source if law else None,
                (law.note if law else None) or "", tuple(once.values()),
            )
        )  # fmt: skip
    return made


def paper_page(site: Site) -> Iterator[PageDraft]:
    """The one page of all documents that plans cite, the newest first, then those that only the registry keeps."""
    newest = sorted(
        site.chain.papers.values(),
        key=lambda paper: (-(paper.issued.first_day.toordinal() if paper.issued else 0), paper.id),
    )
    yield PageDraft(
        "van-ban/",
        SECTION_TITLES["van-ban/"],
        "Luật, nghị định, chỉ thị, kế hoạch cấp trên mà các kế hoạch dẫn: còn hiệu lực không, kế hoạch nào dẫn.",
        "papers.html",
        {
            "groups": [
                ("vien-dan", "Kế hoạch trên trang này viện dẫn", _rows(site, (held for held in newest if held.cited))),
                (
                    "danh-muc",
                    "Văn bản khác trong danh mục",
                    _rows(site, (held for held in newest if held.document and not held.cited)),
                ),
            ],
        },
        "index",
        crumbs=((SECTION_TITLES["ke-hoach/"], "ke-hoach/"),),
    )
