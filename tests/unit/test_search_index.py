"""The search index: its files can be read back, give the same bytes twice, and hold what the script asks for."""

from __future__ import annotations

import json
import marshal
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from exemplary.artifact import Artifact
from exemplary.cache import Cache, digest
from exemplary.render import search_lists
from exemplary.render.compose import Page
from exemplary.render.pages import all_pages
from exemplary.render.search_index import FOLDER, changed_files, index_files, make_index, may_be_found
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
    day: date | None = None

    def page(self, *, indexed: bool = True) -> Page:
        filters = {"Mục": (self.section,)} if self.section else {}
        entry: Any = self.day and SimpleNamespace(kind="exemplar", record=SimpleNamespace(introduced_on=self.day))
        draft = PageDraft(
            self.address, self.title, self.summary, "x.html", {}, "story", indexed=indexed, filters=filters, entry=entry
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


_SAYING = """đường nước ruộng giếng xóm thôn tổ hội quỹ dê bò lúa ngô khoai sắn mía chè cà phê tiêu điều đạt đất hiến
tặng giúp vui mới cũ xa gần cao thấp 12 2026 kế hoạch phong trào gương sáng việc tốt người"""


def _made(texts: Iterable[_Text], cache: Cache, read: list[str] | None = None) -> dict[str, bytes]:
    """Make the index of some texts; `read` is told whose pages were asked for."""
    held = {text.address: text.page() for text in texts}

    def page(draft: PageDraft) -> Page:
        if read is not None:
            read.append(draft.address)
        return held[draft.address]

    drafts = [page.draft for page in held.values()]
    contents = {address: digest(page.article) for address, page in held.items()}
    return _files(index_files(drafts, page, contents, {}, cache))


def _files(artifacts: Iterable[Artifact]) -> dict[str, bytes]:
    """Make every file, none of which may have another key than its bytes."""
    made = {}
    for artifact in artifacts:
        made[artifact.name] = artifact.make().data
        assert artifact.key == digest(made[artifact.name])
    return made


def _changed(texts: Iterable[_Text], cache: Cache) -> dict[str, bytes] | None:
    row = Cache.get(cache, "search", "state")
    published = marshal.loads(row)[-1] if row else b""  # noqa: S302 - our own
    made = changed_files([(text.page(), digest(text.article)) for text in texts], published, cache)
    return None if made is None else _files(made)


@dataclass
class _Writer:
    """Writes texts at random, from few words, so that they share many."""

    dice: random.Random
    longest: int = 4

    def words(self, most: int) -> str:
        return " ".join(self.dice.choices(_SAYING.split(), k=self.dice.randint(1, most)))

    def article(self) -> str:
        return "".join(f"<p>{self.words(12)}.</p>" for _ in range(self.dice.randint(0, self.longest)))

    def text(self, number: int) -> _Text:
        day = date(2026, self.dice.randint(1, 12), self.dice.randint(1, 28)) if number % 4 else None
        return _Text(f"p/{number}/", self.words(4), self.words(6), self.article(), day=day)


@pytest.fixture
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut the lists into so many files that nearly every change moves a cut."""
    monkeypatch.setattr(search_lists, "_LEAF_BYTES", 150)
    monkeypatch.setattr(search_lists, "_PAIRS_BYTES", 200)


@pytest.mark.usefixtures("small_files")
@pytest.mark.parametrize("seed", range(4))
def test_an_index_that_was_changed_is_the_one_made_from_nothing(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - invented texts
    writer, kept = _Writer(dice), Cache(tmp_path)
    texts = {number: writer.text(number) for number in range(40)}
    cuts = [""]
    moved = 0
    for step in range(60):
        writer.longest = 8 if step // 20 % 2 else 0
        for _ in range(dice.choice((0, 1, 3, 3, 5, 5, 5, 25))):
            number = dice.choice([*texts])
            text = writer.text(number)
            match dice.choice(("body", "body", "body", "all", "title", "summary", "section", "gone", "new")):
                case "body":
                    texts[number] = replace(texts[number], article=text.article)
                case "all":
                    texts[number] = text
                case "title":
                    texts[number] = replace(texts[number], title=text.title)
                case "summary":
                    texts[number] = replace(texts[number], summary=text.summary)
                case "section":
                    texts[number] = replace(texts[number], section=text.title)
                case "gone":
                    del texts[number]
                case "new":
                    texts[100 + step] = writer.text(100 + step)
        read: list[str] = []
        made = _made(texts.values(), kept, read)
        assert made == _made(texts.values(), Cache())
        index = _read(made, "index.json")
        cuts.append(f"{index['pairs']} {index['leaves']}")
        moved += cuts[-1] != cuts[-2] and len(read) <= 5
    assert len({cut.partition(" ")[0] for cut in cuts[1:]}) > 1, "there have been more and fewer files of pairs"
    assert moved > 5, "files were cut otherwise without reading all pages again"


@pytest.mark.usefixtures("small_files")
@pytest.mark.parametrize("seed", range(4))
def test_new_bodies_alone_change_the_files_that_they_would_change_anyway(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - invented texts
    writer, kept = _Writer(dice), Cache(tmp_path)
    texts = {number: writer.text(number) for number in range(60)}
    made = _made(texts.values(), kept)
    taken = 0
    for _ in range(40):
        chosen = dice.sample([*texts], dice.choice((1, 1, 2, 5)))
        texts |= {number: replace(texts[number], article=writer.article()) for number in chosen}
        wanted = _made(texts.values(), Cache())
        changed = _changed((texts[number] for number in chosen), kept)
        if changed is None:
            assert made.keys() - wanted.keys(), "only because files go"
        else:
            taken += 1
            assert {**made, **changed} == wanted
        made = _made(texts.values(), kept)
        assert made == wanted
    assert taken > 5


def test_new_bodies_alone_are_refused_where_more_has_changed(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    said, other = TEXTS
    assert _changed([said], kept) is None, "nothing is kept"
    made = _made(TEXTS, kept)
    for more in (
        replace(said, title="Ông Đạt"),
        replace(said, summary="Mở đường."),
        replace(said, section="Tin"),
        replace(said, address="guong/c/"),
    ):
        assert _changed([replace(more, article="<p>Đường mới.</p>"), other], kept) is None
    assert _changed(TEXTS, kept) == {f"{FOLDER}/index.json": made[f"{FOLDER}/index.json"]}
    assert _made(TEXTS, kept) == made


def test_new_bodies_alone_load_only_what_changes(tmp_path: Path) -> None:
    writer = _Writer(random.Random(1))  # noqa: S311 - invented texts
    kept = _Watched(tmp_path)
    texts = [replace(writer.text(number), article=f"<p>chung riêng{number}</p>") for number in range(200)]
    made = _made(texts, kept)
    kept.asked.clear()
    changed = _changed([replace(texts[7], article="<p>chung riêng8</p>")], kept)
    assert changed is not None
    assert changed.keys() <= made.keys()
    assert len(kept.asked) == len(changed), "the state, and each file that changes but index.json"


def test_what_is_kept_of_another_index_than_the_published_one_is_not_built_on(tmp_path: Path) -> None:
    """A build that was refused after it had made its index, or a preview, leaves what no published site holds."""
    kept = Cache(tmp_path)
    published = _made(TEXTS, kept)[f"{FOLDER}/index.json"]
    refused = _made(TEXTS[1:], kept)[f"{FOLDER}/index.json"]
    page = TEXTS[1].page()
    assert changed_files([(page, "khác")], published, kept) is None
    assert changed_files([(page, "khác")], refused, kept) is not None


class _Watched(Cache):
    """Remembers what it was asked for."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[str] = []
        super().__init__(folder)

    def get(self, shelf: str, key: str) -> bytes | None:
        self.asked.append(key)
        return super().get(shelf, key)


class _BrokenOff(Cache):
    """Is cut off when the state of an index would be kept."""

    def put(self, shelf: str, rows: Iterable[tuple[str, bytes]], *, gone: Iterable[str] = ()) -> None:
        rows = list(rows)
        if any(key == "state" for key, _ in rows):
            raise KeyboardInterrupt
        super().put(shelf, rows, gone=gone)


def test_an_index_that_was_broken_off_or_lost_in_part_is_made_right(tmp_path: Path) -> None:
    writer = _Writer(random.Random(1))  # noqa: S311 - invented texts
    texts = [writer.text(number) for number in range(20)]
    made = _made(texts, Cache(tmp_path))
    others = [replace(text, article=writer.article()) for text in texts]
    with pytest.raises(KeyboardInterrupt):
        _made(others, _BrokenOff(tmp_path))
    assert _made([*others[:1], *texts[1:]], Cache(tmp_path)) == _made([*others[:1], *texts[1:]], Cache())
    for name in made:
        kept = Cache(tmp_path / "other")
        _made(texts, kept)
        kept.put("search", (), gone=[name.removeprefix(f"{FOLDER}/"), f"{texts[0].address} said"])
        assert _made(texts, kept) == made
        assert _made([*others[:1], *texts[1:]], kept) == _made([*others[:1], *texts[1:]], Cache())


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
