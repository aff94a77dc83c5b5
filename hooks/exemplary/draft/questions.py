"""What is asked for a new record, and how an answer typed by a person becomes the value that the file holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from pydantic_core import PydanticCustomError

from ..dialogue import Option, matching
from ..library import KINDS, Library
from ..model.base import FieldFacts, fields_of
from ..model.plan import PlanCampaign
from ..model.practice import StatusMove, Step
from ..model.values import PartialDate, Period, When, read_date
from ..text import date_vi

Value = str | list["Value"] | dict[str, "Value"]
"""A value as a file holds it: text, a list, a group."""


def _campaigns(typed: Sequence[str]) -> Value:
    return [{"ref": item} for item in typed]


def _steps(typed: Sequence[str]) -> Value:
    return [{"id": f"b{number}", "title": item} for number, item in enumerate(typed, 1)]


_SHAPES: Final[Mapping[tuple[str, str], tuple[FieldFacts, Callable[[Sequence[str]], Value]]]] = MappingProxyType(
    {
        ("plan", "campaigns"): (fields_of(PlanCampaign)["ref"], _campaigns),
        ("practice", "steps"): (fields_of(Step)["title"], _steps),
    }
)
"""Lists of groups of which only one field is asked for: that field, and how the groups are made."""

_ASKED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "exemplar": "title! type! name! honorific introduced_on! unit! locality campaigns! plan summary!",
        "plan": "title! doc_type number symbol! issued_on! place issuer! period! campaigns",
        "practice": "title! summary! owner! campaigns! problem! steps! exemplars",
        "replication": "practice! unit! locality date",
        "review": "plan! kind! by! period! held_on title",
        "news": "title! plan! posted_on! summary! byline source_name source_url",
        "event": "title! kind! held_on! host! place units practices summary!",
        "campaign": "name! kind! level! subjects! parent period",
        "unit": "name! short_name kind level parent locality",
    }
)
"""The fields that are asked for, in order; `!` marks those without which there is no record."""

DRAFTED: Final = tuple(_ASKED)
"""The kinds of record that can be drafted."""


@dataclass(frozen=True)
class Asked:
    """One question: the field, the field whose answers it takes (itself, as a rule), whether an answer is needed."""

    key: str
    facts: FieldFacts
    inner: FieldFacts
    needed: bool
    shape: Callable[[Sequence[str]], Value] | None = None

    @property
    def many(self) -> bool:
        """Whether several answers make the value."""
        return self.facts.many

    @property
    def flag(self) -> str:
        """The flag that answers the question."""
        return f"--{self.key.replace('_', '-')}"

    @property
    def named(self) -> str:
        """The flag with the field's label, for a sentence."""
        return f"{self.flag} ({self.facts.label})"

    @property
    def help(self) -> str:
        """What the flag's help says, with the sign that argparse would take for its own doubled."""
        words = " ".join(part for part in (f"{self.facts.label}.", self.facts.hint) if part)
        return f"{words}{' (bắt buộc)' if self.needed else ''}".replace("%", "%%")

    def value(self, typed: Sequence[str]) -> Value:
        """Return the value of the field for the answers given."""
        if self.shape:
            return self.shape(typed)
        return list(typed) if self.many else typed[0]


def questions_of(kind: str) -> list[Asked]:
    """Return what is asked for a record of that kind, in order."""
    made = []
    for word in _ASKED[kind].split():
        key = word.rstrip("!")
        facts = fields_of(StatusMove if (kind, key) == ("replication", "date") else KINDS[kind].record)[key]
        inner, shape = _SHAPES.get((kind, key), (facts, None))
        made.append(Asked(key, facts, inner, word.endswith("!"), shape))
    return made


def options_for(facts: FieldFacts, library: Library, day: date) -> list[Option]:
    """Return what a field offers: its choices, its usual values, or the records that it can name on `day`."""
    choices = facts.choices or (facts.known.choices if facts.known else None)
    if choices:
        return [Option(str(choice), choice.label) for choice in choices]
    return list(_records(facts.ref.kind, library, day)) if facts.ref else []


def _records(kind: str, library: Library, day: date) -> Iterator[Option]:
    for entry, record in library.records(kind):
        until = getattr(record, "valid_to", None)
        if kind == "locality" and not record.valid_on(day):
            continue
        label = getattr(record, "name", None) or getattr(record, "title", None) or entry.id
        yield Option(entry.id, label, f"đến {date_vi(until)}" if until and until < day else "")
    if kind == "locality":
        stamp = day.isoformat()
        for identifier, (name, _, parent, _, since, until, _) in library.national.items():
            if identifier not in library.of(kind) and (not since or since <= stamp) and (not until or stamp <= until):
                above = library.national.get(parent)
                yield Option(identifier, name, above[0] if above else "")


def reading(facts: FieldFacts, typed: str, options: Sequence[Option]) -> tuple[str, list[Option]]:
    """Return the value that `typed` stands for, and the options between which a person must choose, if any."""
    found = matching(typed, options) if options else []
    if len(found) == 1:
        return found[0].value, []
    if found:
        return typed, found
    try:
        if facts.type is date:
            return read_date(typed).isoformat(), []
        if facts.type in {PartialDate, Period, When}:
            return str(facts.type.parse(typed)), []
    except PydanticCustomError:
        pass
    return typed, []
