"""The search index: its files can be read back, give the same bytes twice, and hold what the script asks for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from exemplary.cache import Cache
from exemplary.render.compose import Page
from exemplary.render.pages import all_pages
from exemplary.render.search_index import FOLDER, index_files, make_index, may_be_found
from exemplary.render.search_lists import FINAL, MORE, leaf_file, pair_hash
from exemplary.render.site import PageDraft
from wide import corpus_site, pages_of


@dataclass(frozen=True)
class _Text:
    """A page of an index: what is read of it."""

    address: str
    title: str
    summary: str
    article: str
    section: str = "Gương"

    def page(self, *, indexed: bool = True) -> Page:
        filters = {"Mục": (self.section,)} if self.section else {}
        draft = PageDraft(
            self.address, self.title, self.summary, "x.html", {}, "story", indexed=indexed, filters=filters
        )
        return Page(draft, self.article, "")


TEXTS = (
    _Text("guong/a/", "Ông Đạt hiến đất", "Mở đường xóm.", "<h1>Ông Đạt hiến đất</h1><p>Đường mới.</p><p>Xóm vui.</p>"),
    _Text("guong/b/", "Tổ dùng nước", "Tổ giữ nước.", "<p>Nước, nước, nước về xóm; đất khô.</p><nav>Gần đây</nav>"),
)


def _read(files: dict[str, bytes], name: str) -> Any:
    return json.loads(files[f"{FOLDER}/{name}"])


def _pages(written: str) -> list[int]:
    page, high, found = -1, 0, []
    for sign in written:
        if sign in MORE:
            high = high * len(MORE) + MORE.index(sign) + 1
            continue
        page += high * len(FINAL) + FINAL.index(sign) + 1
        high = 0
        found.append(page)
    return found


@pytest.fixture
def files() -> dict[str, bytes]:
    return make_index([text.page() for text in TEXTS], {"UBND": "Ủy ban nhân dân"})


def _term(files: dict[str, bytes], term: str) -> Any:
    leaves = _read(files, "index.json")["leaves"].split(" ")
    leaf = max((leaf for leaf in leaves if term.startswith(leaf)), key=len)
    return _read(files, leaf_file(leaf))[term]


def test_a_word_is_found_folded_with_every_way_it_is_written_and_where_it_stands(files: dict[str, bytes]) -> None:
    assert {word: [_pages(tier) for tier in tiers] for word, tiers in _term(files, "dat").items()} == {
        "đạt": [[0], [], [], []], "đất": [[0], [], [], [1]],
    }  # fmt: skip
    assert [_pages(tier) for tier in _term(files, "nuoc")["nước"]] == [[1], [], [], []]
    assert [_pages(tier) for tier in _term(files, "xom")["xóm"]] == [[], [0], [], [1]]


def test_neighbours_are_pairs_and_blocks_part_them(files: dict[str, bytes]) -> None:
    many = _read(files, "index.json")["pairs"]

    def pair(text: str) -> Any:
        return _read(files, f"c-{pair_hash(text) % many}.json").get(text)

    assert [_pages(tier) for tier in pair("hien dat")] == [[0], []]
    assert pair("moi xom") is None


def test_a_page_keeps_its_text_without_navigation_and_headline(files: dict[str, bytes]) -> None:
    assert _read(files, "b-0.json") == {
        "u": "guong/a/", "t": "Ông Đạt hiến đất", "s": "Gương", "x": ["Đường mới.", "Xóm vui."], "d": "Mở đường xóm.",
    }  # fmt: skip
    assert "Gần đây" not in files[f"{FOLDER}/b-1.json"].decode()


@pytest.mark.parametrize("kind", ["related", "suggested"])
def test_what_a_page_only_points_to_is_no_text_of_its_own(kind: str) -> None:
    article = f'<p>Hội phụ nữ.</p><section class="part {kind}" aria-labelledby="x"><h2>Xem</h2><p>Quỹ dê</p></section>'
    texts = [data.decode() for data in make_index([_Text("don-vi/a/", "Hội", "", article).page()], {}).values()]
    assert any("Hội phụ nữ." in text for text in texts)
    assert not any("Quỹ dê" in text for text in texts)


def test_only_pages_that_may_be_found_are_in_it() -> None:
    hidden = _Text("tim-kiem/", "Bí mật", "x", "<p>Bí mật</p>").page(indexed=False)
    assert not any("mật" in data.decode() for data in make_index([hidden, TEXTS[0].page()], {}).values())


def test_the_order_of_pages_does_not_change_a_byte() -> None:
    pages = [text.page() for text in TEXTS]
    assert make_index(pages, {}) == make_index(pages[::-1], {})


def test_long_lists_and_many_words_are_written_so_that_they_can_be_read_back() -> None:
    pages = [
        _Text(
            f"p/{number:05}/", f"Trang số {number}", "x", f"<p>chung {'hiếm' if number % 1999 == 7 else ''}</p>"
        ).page()
        for number in range(4100)
    ]
    files = make_index(pages, {})
    assert _pages(_term(files, "chung")["chung"][3]) == list(range(4100))
    assert _pages(_term(files, "hiem")["hiếm"][3]) == [7, 2006, 4005]
    leaves = _read(files, "index.json")["leaves"].split(" ")
    assert len(leaves) > 40
    assert max(len(files[f"{FOLDER}/{leaf_file(leaf)}"]) for leaf in leaves) < 40_000


def test_an_index_of_nothing_is_an_index() -> None:
    held = _read(make_index([], {}), "index.json")
    assert (held["pages"], held["leaves"], held["filters"]) == (0, "", {})


def test_an_index_that_was_changed_is_the_one_made_from_nothing(tmp_path: Path) -> None:
    def made(texts: Sequence[_Text], cache: Cache) -> dict[str, bytes]:
        held = {text.address: text.page() for text in texts}
        keys = {address: page.article + page.draft.title for address, page in held.items()}
        drafts = [page.draft for page in held.values()]
        files = index_files(drafts, lambda draft: held[draft.address], keys, {}, cache)
        return {artifact.name: artifact.make().data for artifact in files}

    def text(number: int, words: str) -> _Text:
        return _Text(f"p/{number:03}/", f"Bài {words}", "Tóm tắt chung.", f"<p>Xóm {words} và {number}.</p>")

    kept = Cache(tmp_path)
    texts = [text(number, "đầu tiên") for number in range(40)]
    for step, changed in enumerate(([], [3], [0, 39], [3], [*range(30)], [12], [7, 8])):
        for number in changed:
            texts[number] = text(number, f"đổi lần {step} tiên phong" if step % 2 else "đầu tiên")
        assert made(texts, kept) == made(texts, Cache())
    del texts[5]
    assert made(texts, kept) == made(texts, Cache())
    texts.insert(5, text(5, "về lại"))
    assert made(texts, kept) == made(texts, Cache())


@dataclass
class _Build:
    """Builds the index of a site again and again with one cache; says what was read anew and which files changed."""

    pages: dict[str, Page]
    cache: Cache
    files: dict[str, bytes]
    read: list[str]

    def again(self) -> set[str]:
        self.read = []

        def page(draft: PageDraft) -> Page:
            self.read.append(draft.address)
            return self.pages[draft.address]

        keys = {address: f"{page.draft.title} {page.article}" for address, page in self.pages.items()}
        drafts = [page.draft for page in self.pages.values()]
        made = {item.name: item.make().data for item in index_files(drafts, page, keys, {}, self.cache)}
        changed = {name for name in made.keys() | self.files.keys() if made.get(name) != self.files.get(name)}
        self.files = made
        return changed


def test_one_changed_story_is_all_that_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_PROCESSES", "1")  # what another process reads could not be counted
    site = corpus_site(tmp_path, 300)
    pages = {page.draft.address: page for page in pages_of(site, all_pages(site)) if may_be_found(page.draft)}
    build = _Build(pages, Cache(tmp_path / "cache"), {}, [])
    build.again()
    assert len(build.read) == len(pages) > 400
    middle, newest = site.exemplars[150].address, site.exemplars[0].address

    said = pages[middle]
    pages[middle] = replace(said, article=f"{said.article}<p>Thêm một câu ở cuối bài.</p>")
    assert len(build.again()) < len(build.files) / 10
    assert build.read == [middle]

    pages[middle] = replace(said, draft=replace(said.draft, title="Một chuyện khác hẳn"))
    assert len(build.again()) < len(build.files) / 10
    assert build.read == [middle]

    for address in (newest, middle):
        held = pages.pop(address)
        texts = {name for name in build.again() if "/b-" in name}
        assert len(texts) < len(pages) / 10, "only its own month is numbered anew"
        assert build.read == []
        pages[address] = held
        texts = {name for name in build.again() if "/b-" in name}
        assert len(texts) < len(pages) / 10
        assert build.read == [address]
    assert build.files == make_index(pages.values(), {}), "as if it had been made from nothing"
