"""What other generators are given to build is the same stories, whole; and nothing of ours depends on them."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from proof.converted import Corpus, read_corpus, write_docs, write_lists, write_templated
from proof.corpus import make_corpus
from proof.peers import FOLDER, PEERS, Peer
from sites import REPO

STORIES = 60
DRAFTS = 2


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    content = tmp_path_factory.mktemp("corpus")
    make_corpus(content, STORIES)
    return read_corpus(content)


@pytest.fixture(scope="module")
def hugo(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content and data that Hugo reads."""
    work = tmp_path_factory.mktemp("hugo")
    write_templated(corpus, work / "content", work / "data")
    write_lists(corpus, work / "content")
    return work


def fronts(work: Path) -> list[dict[str, Any]]:
    pages = sorted(work.glob("content/guong/*/index.md"))
    return [yaml.safe_load(page.read_text(encoding="utf-8").split("---\n")[1]) for page in pages]


def test_drafts_and_consents_stay_out(corpus: Corpus, hugo: Path) -> None:
    assert len(corpus.stories) == len(fronts(hugo)) == STORIES - DRAFTS
    assert not any("consent" in front or "status" in front for front in fronts(hugo))


def test_every_field_that_a_template_of_hugo_reads_is_written(hugo: Path) -> None:
    asked = set()
    for name in ("guong/page.html", "_partials/card.html", "home.exemplars.json"):
        template = (PEERS["hugo"].folder / "layouts" / name).read_text(encoding="utf-8")
        asked |= set(re.findall(r"\.Params\.(\w+)", template))
    written = {key for front in fronts(hugo) for key in front}
    assert asked - {"photos"} <= set.intersection(*(set(front) for front in fronts(hugo)))
    assert asked <= written


def test_every_story_stands_in_every_list_that_hugo_makes(hugo: Path) -> None:
    lists = tomllib.loads((PEERS["hugo"].folder / "hugo.toml").read_text(encoding="utf-8"))["taxonomies"]
    for front in fronts(hugo):
        for name in lists:
            assert front[name], name
            assert all((hugo / "content" / name / key / "_index.md").is_file() for key in front[name])
        assert "type" not in front, "Hugo takes it for the kind of template"
        assert front["date"] <= front["lastmod"]


def test_photographs_lie_beside_their_pages(corpus: Corpus, hugo: Path) -> None:
    shown = [story for story in corpus.stories if story.fields.get("photos")]
    assert len(shown) == STORIES // 10
    for story in shown:
        assert (hugo / "content/guong" / story.id / story.fields["photos"][0]["file"]).is_file()


def test_all_names_that_templates_look_up_are_there(hugo: Path) -> None:
    names = json.loads((hugo / "data/names.json").read_text(encoding="utf-8"))
    for front in fronts(hugo):
        assert front["unit"] in names["units"]
        assert front["locality"] in names["localities"]
        assert front["kind"] in names["types"]
        assert front["plan"] in names["plans"]
        assert all(slug in names["campaigns"] for slug in front["campaigns"])
        assert all(step["to"] in names["stages"] for step in front["stage_history"])


def test_links_between_pages_for_material_lead_somewhere(corpus: Corpus, tmp_path: Path) -> None:
    write_docs(corpus, tmp_path)
    pages = sorted(tmp_path.rglob("*.md"))
    assert len(pages) == len(corpus.stories) + len(corpus.others["campaigns"]) + 1
    for page in pages:
        for target in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).is_file(), f"{page}: {target}"


@pytest.mark.parametrize("peer", PEERS.values(), ids=lambda peer: peer.key)
def test_every_peer_is_locked_with_hashes_and_no_address(peer: Peer) -> None:
    text = peer.lock.read_text(encoding="utf-8")
    assert peer.version
    if peer.lock.suffix == ".json":
        packages = [entry for name, entry in json.loads(text)["packages"].items() if name]
        assert all(entry["integrity"].startswith("sha512-") and "resolved" not in entry for entry in packages)
    else:
        assert "://" not in text
        assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[a-z0-9-]+==)", text))


def test_nothing_of_the_product_depends_on_a_peer() -> None:
    locks = [*(REPO / "requirements").iterdir(), REPO / "tests/tools/package-lock.json"]
    foreign = re.compile(r"^(hugo|zensical)\b|@11ty/", re.MULTILINE)
    assert not [path.name for path in locks if foreign.search(path.read_text(encoding="utf-8"))]
    code = [path for name in ("hooks", "theme") for path in (REPO / name).rglob("*") if path.suffix in {".py", ".html"}]
    assert not [path.name for path in code if "tests/bench" in path.read_text(encoding="utf-8")]


def test_every_folder_below_tests_bench_is_that_of_a_peer() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {"shared", *(peer.installed for peer in PEERS.values())}
