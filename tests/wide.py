"""Sites of very many records, in memory: a corpus as it is published, and a site in which every list is long."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from builders import make_many
from exemplary.content import check_content
from exemplary.library import Entry, load_library
from exemplary.measure.progress import measure_plans
from exemplary.publishable import publishable
from exemplary.render.articles import Articles
from exemplary.render.compose import Page
from exemplary.render.site import PageDraft, Site
from proof.corpus import TODAY, make_corpus
from sites import REPO

UNITS: Final = 700
FIRST: Final = date(2022, 1, 1)


def corpus_site(folder: Path, count: int) -> Site:
    """Return the site of a corpus of `count` stories, without its photographs."""
    make_corpus(folder / "content", count)
    return Site(publishable(check_content(folder, today=TODAY).library), {}, TODAY)


def long_lists_site(count: int) -> Site:
    """Return a site of `count` stories with so many records of every other kind that any list of them is long."""
    library = make_many(load_library(REPO)[0], count, units=UNITS)
    dice = random.Random(count)  # noqa: S311 - invented records
    units, stories = list(library.of("unit")), list(library.of("exemplar"))

    def many(kind: str, number: int, changed: Callable[[int, Any], dict[str, Any]]) -> dict[str, Entry]:
        first = [entry for entry in library.of(kind).values() if getattr(entry.record, "status", "") != "nhap"]
        made = {}
        for place in range(number):
            entry = first[place % len(first)]
            record = entry.record.model_copy(update=changed(place, entry.record))
            name = f"{kind}-{place}"
            made[name] = replace(entry, id=name, path=entry.path.replace(entry.id, name), record=record)
        return made

    practices = many(
        "practice",
        400,
        lambda n, old: {"title": f"{old.title} {n}", "owner": dice.choice(units), "exemplars": (dice.choice(stories),)},
    )
    copied = list(practices)[:3]
    copies = {"source": None, "learned_from": None}
    library = library.only(
        practice=practices,
        replication=many(
            "replication",
            900,
            lambda n, _: {**copies, "practice": copied[n % 3], "unit": units[-1 - n % 3] if n % 3 else units[n % 600]},
        ),
        news=many("news", 300, lambda n, old: {"title": f"{old.title} {n}"}),
        review=many("review", 300, lambda _, __: {}),
        event=many(
            "event", 300,
            lambda n, old: {"title": f"{old.title} {n}", "held_on": FIRST + timedelta(days=n), "until": None},
        ),
        plan={**library.of("plan"), **many("plan", 200, lambda n, old: {"title": f"{old.title} {n}"})},
    )  # fmt: skip
    return Site(publishable(library), {}, TODAY, measure_plans(library, TODAY))


def pages_of(site: Site, drafts: Iterable[PageDraft]) -> Iterator[Page]:
    """Yield the pages that drafts are made into, without the shell around them."""
    articles = Articles(REPO / "theme", site)
    for draft in drafts:
        article = articles.article(draft)
        yield Page(draft, article, article)
