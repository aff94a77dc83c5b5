"""The chain of documents around plans: what each rests on, what rests on it, and what held on its day.

A citation is as its plan writes it; two spellings of one document are one here (`model.citation`). Whether a document
held is told as of the plan's own day: a plan of 2021 that cites the law of 2021 is right. What no source tells stays
untold: a document without dates in the registry is neither in force nor not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from ..library import Library
from ..model.citation import Citation, citation, merged
from ..model.document import LegalDocument
from ..model.plan import CitedDocument, Plan
from ..model.values import PartialDate
from ..text import slugify
from .windows import span_of

PARTS: Final = ("parents", "legal_bases")
"""The fields of a plan that cite documents: what it carries out, what it rests on."""

Place = tuple[str, str, int]
"""A citation: the id of its plan, the field, the number in it."""


class Force(StrEnum):
    """Whether a document held on a day, as far as the registry or this site tells."""

    HELD = "hieu-luc"
    NOT_YET = "chua"
    ENDED = "het"
    UNTOLD = ""


@dataclass(frozen=True)
class Paper:
    """One document that plans cite, or that the registry keeps; `plan` is its id here when it is a plan of this site.

    Of each fact the registry's or the plan's own wording counts, else that of the citation that says most.
    `spellings` are the numbers as plans write them, where they differ. `first` and `last` are the days on which it
    begins and ceases to hold; `after` are the registry's ids of what replaced it.
    """

    id: str
    number: str
    title: str
    issuer: str
    issued: PartialDate | None
    document: str
    plan: str
    spellings: tuple[str, ...]
    cited: tuple[Place, ...]
    first: date | None
    last: date | None
    after: tuple[str, ...]

    @property
    def ended(self) -> date | None:
        """The first day on which the document held no more."""
        return self.last + timedelta(days=1) if self.last else None

    def force_on(self, first: date, last: date | None = None) -> Force:
        """Tell whether the document held on a day, or in a span of days of which one is meant."""
        if self.last and self.last < first:
            return Force.ENDED
        if self.first and self.first > (last or first):
            return Force.NOT_YET
        return Force.HELD if self.first else Force.UNTOLD


@dataclass(frozen=True)
class Chain:
    """Every document around the plans of a library, and which one each citation means."""

    papers: Mapping[str, Paper]
    meant: Mapping[Place, str]

    def paper(self, plan_id: str, part: str, number: int) -> Paper:
        """Return the document that a citation means."""
        return self.papers[self.meant[plan_id, part, number]]

    def above(self, plan_id: str) -> tuple[Paper, ...]:
        """Return the documents that a plan cites, each once, in the plan's order."""
        held = dict.fromkeys(self.meant[place] for place in self.meant if place[0] == plan_id)
        return tuple(self.papers[identifier] for identifier in held)

    def below(self, plan_id: str) -> tuple[str, ...]:
        """Return the ids of the plans that cite a plan, in the order of ids."""
        places = (place for paper in self.papers.values() if paper.plan == plan_id for place in paper.cited)
        return tuple(sorted({place[0] for place in places} - {plan_id}))


def cited_by(plan: Plan) -> Iterator[tuple[str, int, CitedDocument]]:
    """Yield every document that a plan cites: field, number in it, citation."""
    for part in PARTS:
        for number, cited in enumerate(getattr(plan, part)):
            yield part, number, cited


def _issuer(library: Library, text: str | None) -> str:
    unit = library.get("unit", text) if text else None
    return unit.name if unit else text or ""


def _year(when: PartialDate | None) -> int | None:
    return when.year if when else None


def citation_of_plan(library: Library, plan: Plan) -> Citation:
    """Return what a plan of this site is cited as."""
    number = f"{plan.number}/{plan.symbol}" if plan.number else None
    return citation(number, plan.title, _issuer(library, plan.issuer), plan.issued_on.year)


def citation_of_document(library: Library, document: LegalDocument) -> Citation:
    """Return what a document of the registry is cited as."""
    issuer = _issuer(library, document.issuer)
    return citation(document.number, document.title, issuer, _year(document.issued_on))


def citation_of(library: Library, cited: CitedDocument) -> Citation:
    """Return what a plan says of a document that it cites."""
    return citation(cited.number, cited.title, _issuer(library, cited.issuer), _year(cited.date))


@dataclass(frozen=True)
class _Held:
    """One thing that names a document: a record of the registry, a plan of this site, or a citation."""

    said: Citation
    wording: Any
    document: str = ""
    plan: str = ""
    place: Place | None = None


def _everything(library: Library) -> list[_Held]:
    made = [
        _Held(citation_of_document(library, record), record, document=entry.id)
        for entry, record in library.records("document")
    ]
    made += [_Held(citation_of_plan(library, plan), plan, plan=entry.id) for entry, plan in library.records("plan")]
    for entry, plan in library.records("plan"):
        for part, number, cited in cited_by(plan):
            above = library.get("plan", cited.plan) if cited.plan else None
            said = citation_of_plan(library, above) if above else citation_of(library, cited)
            made.append(_Held(said, cited, plan=(above and cited.plan) or "", place=(entry.id, part, number)))
    return made


def chain_of(library: Library) -> Chain:
    """Return the documents around all plans; plans that nobody cites stand in it too."""
    every = _everything(library)
    papers: dict[str, Paper] = {}
    meant: dict[Place, str] = {}
    for places in merged([held.said for held in every]):
        group = [every[place] for place in places]
        paper = _paper(library, group, papers)
        papers[paper.id] = paper
        meant |= dict.fromkeys(paper.cited, paper.id)
    return Chain(
        papers, dict(sorted(meant.items(), key=lambda item: (item[0][0], PARTS.index(item[0][1]), item[0][2])))
    )


def _paper(library: Library, group: list[_Held], taken: Mapping[str, Paper]) -> Paper:
    document = next((held.document for held in group if held.document), "")
    plan = next((held.plan for held in group if held.plan), "")
    cited = [held.wording for held in group if held.place]
    fullest = sorted(cited, key=lambda item: -sum(map(bool, (item.number, item.title, item.issuer, item.date))))
    first = last = None
    after: tuple[str, ...] = ()
    facts: tuple[Any, ...] = (None, None, None, None)
    if document:
        law: LegalDocument = library.get("document", document)
        facts = (law.number, law.title, law.issuer, law.issued_on)
        first, last, after = law.valid_from, law.valid_to, law.replaced_by
    elif plan:
        own: Plan = library.get("plan", plan)
        facts = (own.number_vi, own.title, own.issuer, own.issued_on)
        first, last = own.issued_on.first_day, span_of(library, plan, own)[1]
    wanted = zip(facts, ("number", "title", "issuer", "date"), strict=True)
    number, title, issuer, issued = (
        fact or next((held for item in fullest if (held := getattr(item, key))), None) for fact, key in wanted
    )
    spellings = tuple(sorted({item.number for item in cited if item.number} | ({number} if number else set())))
    base = document or plan or slugify(f"{number or title} {issued.year if issued else ''}")[:70]
    return Paper(
        next(name for name in _names(base) if name not in taken), number or "", title or "", _issuer(library, issuer),
        issued, document, plan, spellings if len(spellings) > 1 else (),
        tuple(held.place for held in group if held.place), first, last, after,
    )  # fmt: skip


def _names(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
