"""The search over its many files ranks as one look at every page would: 200 questions, answered both ways."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

import pytest
from playwright.sync_api import Browser

from exemplary.render.compose import Page
from exemplary.render.pages import all_pages
from exemplary.render.search_index import FOLDER, make_index
from exemplary.text import fold, words
from proof.serving import served
from sites import REPO
from wide import corpus_site, pages_of

QUESTIONS: Final = 200
TIERS: Final = (12, 5, 3, 1)
OFTEN: Final = 3
PAIR: Final = 10
OTHER_MARKS: Final = 0.3
LONGER: Final = 0.7
WEIGHTS: Final = {"Gương": 1.2, "Mô hình": 1.2, "Kế hoạch": 1.1, "Phong trào": 1.1}
GUIDE: Final = "Hướng dẫn"
ALL_AS_TYPED: Final = 1e6
EVERY_WORD: Final = 1e7
CLOSE: Final = 1e-3
"""Scripts count with 32 bits."""


@dataclass(frozen=True)
class Document:
    """A page as the ranking sees it."""

    section: str
    title: tuple[str, ...]
    summary: tuple[str, ...]
    blocks: tuple[tuple[str, ...], ...]

    @cached_property
    def tiers(self) -> Mapping[str, int]:
        """Every word as written with the best place it stands in."""
        text = [word for block in self.blocks for word in block]
        found = {word: 2 if text.count(word) >= OFTEN else 3 for word in set(text)}
        return {**found, **dict.fromkeys(self.summary, 1), **dict.fromkeys(self.title, 0)}

    @cached_property
    def bare(self) -> Mapping[str, list[tuple[str, int]]]:
        """The same by the words without marks."""
        found: dict[str, list[tuple[str, int]]] = {}
        for written, tier in self.tiers.items():
            found.setdefault(fold(written), []).append((written, tier))
        return found

    @cached_property
    def pairs(self) -> Mapping[tuple[str, str], float]:
        """Folded neighbours with what they are worth."""
        found: dict[tuple[str, str], float] = {}
        for words_, worth in (*((block, PAIR) for block in (*self.blocks, self.summary)), (self.title, 3 * PAIR)):
            found.update(dict.fromkeys(pairwise(map(fold, words_)), worth))
        return found


def _as_document(shown: Mapping[str, Any], summary: str) -> Document:
    """Return a page from the file that its result is shown from."""
    title, lead, *blocks = (tuple(words(text.lower())) for text in (shown["t"], summary, *shown["x"]))
    return Document(shown["s"], title, lead, tuple(blocks))


@dataclass(frozen=True)
class Question:
    """Words as typed; `quoted` asks for them side by side, `growing` for words that begin like the last one."""

    asked: tuple[str, ...]
    quoted: bool = False
    growing: bool = False

    @property
    def typed(self) -> str:
        """What is typed; a space behind the last word says that it is whole."""
        text = " ".join(self.asked)
        return f'"{text}"' if self.quoted else text if self.growing else f"{text} "


Scores = dict[int, tuple[float, bool]]
"""Of every page that answers: how well, and whether its marks are as typed."""


@dataclass(frozen=True)
class Ranking:
    """Every document looked at for every word: no index, the same weights."""

    documents: Mapping[int, Document]

    def word(self, asked: str, *, growing: bool) -> tuple[Scores, float, bool]:
        """Return scores before rarity, the rarity, and whether the word stands anywhere as it is."""
        bare, found, whole = fold(asked), {}, False
        for number, document in self.documents.items():
            best, exact = 0.0, False
            for term in document.bare if growing else (bare,):
                if not term.startswith(bare):
                    continue
                same = term == bare
                for written, tier in document.bare.get(term, ()):
                    whole |= same
                    agrees = bare == asked or (written == asked if same else written.startswith(asked))
                    best = max(best, TIERS[tier] * (1 if same else LONGER) * (1 if agrees else OTHER_MARKS))
                    exact |= agrees
            if best:
                found[number] = best, exact
        return found, math.log(1 + len(self.documents) / (1 + len(found))), whole

    def answer(self, question: Question) -> dict[int, float]:
        """Return the rank of every page that is shown."""
        last = len(question.asked) - 1
        held = [
            self.word(word, growing=question.growing and place == last) for place, word in enumerate(question.asked)
        ]
        rank: dict[int, float] = {}
        hits: dict[int, int] = {}
        for number, document in self.documents.items():
            if document.section == GUIDE:
                continue
            here = [scores.get(number) for scores, _, _ in held]
            beside = [document.pairs.get((fold(a), fold(b)), 0.0) for a, b in pairwise(question.asked)]
            marked = [fold(word) != word for word in question.asked]
            if question.quoted:
                right = all(one and (one[1] or not must) for one, must in zip(here, marked, strict=True))
                if not right or not all(beside):
                    continue
            if not any(here):
                continue
            value = sum(one[0] * rarity for one, (_, rarity, _) in zip(here, held, strict=True) if one)
            for place, worth in enumerate(beside):
                if question.quoted or (held[place][2] and held[place + 1][2]):
                    value += worth * held[place][1]
            as_typed = all(one[1] for one in here if one)
            hits[number] = 1 if question.quoted else sum(one is not None for one in here)
            value = value * WEIGHTS.get(document.section, 1) + (ALL_AS_TYPED if as_typed else 0)
            rank[number] = value + hits[number] * EVERY_WORD
        most = max(hits.values(), default=0)
        return {number: value for number, value in rank.items() if hits[number] == most}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    """The pages of a corpus of a few hundred stories with all that belongs to it."""
    site = corpus_site(tmp_path_factory.mktemp("corpus"), 250)
    return list(pages_of(site, all_pages(site)))


@pytest.fixture(scope="module")
def files(pages: list[Page]) -> dict[str, bytes]:
    """The index of the pages."""
    return make_index(pages, {})


@pytest.fixture(scope="module")
def documents(pages: list[Page], files: dict[str, bytes]) -> dict[int, Document]:
    """What the pages say, by number."""
    summaries = {page.draft.address: page.draft.description for page in pages}
    prefix = f"{FOLDER}/b-"
    shown = {name: json.loads(data) for name, data in files.items() if name.startswith(prefix)}
    return {
        int(name.removeprefix(prefix).removesuffix(".json")): _as_document(held, summaries[held["u"]])
        for name, held in shown.items()
    }


def questions(documents: Mapping[int, Document]) -> list[Question]:
    """Draw questions from what the pages say: with marks or none, words apart, side by side, quoted, half typed."""
    draw = random.Random(200)  # noqa: S311 - the same questions each time
    pages = list(documents.values())
    made: dict[Question, None] = {}
    while len(made) < QUESTIONS:
        block = draw.choice(
            [block for block in draw.choice(pages).blocks if len(block) > 3] or [("việc", "tốt", "mới")]
        )
        start = draw.randrange(len(block) - 2)
        kind = draw.randrange(6)
        asked: Sequence[str] = block[start : start + draw.choice((1, 2, 2, 3))]
        if kind == 0:
            asked = draw.sample(block, 2)
        if kind in {1, 2}:
            asked = [fold(word) for word in asked]
        if kind == 5:
            asked = [draw.choice(block)[:4]]
        if all(len(word) > 2 for word in asked) or kind < 5:
            made[Question(tuple(asked), quoted=kind == 3 and len(asked) > 1, growing=kind == 5)] = None
    return list(made)


@pytest.fixture(scope="module")
def address(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the script and its index are served."""
    root = tmp_path_factory.mktemp("search")
    page = '<!doctype html><html lang="vi"><title>Tìm</title><body data-base="."></body></html>'
    script = (REPO / "theme/js/search.js").read_bytes()
    for name, data in {**files, "index.html": page.encode(), "search.js": script}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    with served(root, tmp_path_factory.mktemp("nginx")) as where:
        yield where


def test_two_hundred_questions_are_answered_as_by_looking_at_every_page(
    browser: Browser, address: str, documents: dict[int, Document]
) -> None:
    asked = questions(documents)
    page = browser.new_page()
    page.goto(f"{address}/")
    answers = page.evaluate(
        """async (typed) => {
            const { find } = await import("/search.js");
            const told = [];
            for (const query of typed) told.push((await find(query, {})).pages);
            return told;
        }""",
        [question.typed for question in asked],
    )
    page.close()
    ranking = Ranking(documents)
    for question, shown in zip(asked, answers, strict=True):
        expected = ranking.answer(question)
        assert sorted(shown) == sorted(expected), question
        ranks = [expected[number] for number in shown]
        assert all(one >= other - CLOSE for one, other in pairwise(ranks)), question
    assert sum(len(shown) > 1 for shown in answers) > QUESTIONS / 2
