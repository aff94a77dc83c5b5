"""Very many records: no page grows beyond bounds, lists and data come in pages that stay as they are."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from exemplary.cache import fingerprint
from exemplary.library import Entry
from exemplary.publishable import Public
from exemplary.render.pages import all_pages
from exemplary.render.site import PageDraft, Site
from exemplary.syndicate.data_v1 import DataFile, all_data
from exemplary.syndicate.schemas import TABLES, all_schemas
from exemplary.syndicate.sitemap import robots, sitemap_files
from proof.corpus import TODAY
from wide import corpus_site, long_lists_site, pages_of

HEAVIEST = 150_000
"""Bytes of HTML that a page may have."""
SHELL = 14_000
"""Bytes of the shell around an article, rounded up."""
COUNT = 700
ONE_EACH = {"exemplar", "replication", "booklet", "code", "unit", "locality", "event", "news", "review", "plan"}
ROWS = 40
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return corpus_site(tmp_path_factory.mktemp("corpus"), COUNT)


@pytest.fixture(scope="module")
def drafts(site: Site) -> dict[str, PageDraft]:
    return {draft.address: draft for draft in all_pages(site)}


def without(site: Site, *gone: Entry) -> Site:
    """Return the site as it is without some of its stories."""
    left = {key: entry for key, entry in site.library.of("exemplar").items() if entry not in gone}
    public = Public(site.library.only(exemplar=left), site.public.tombstones, site.public.redirects, ())
    return Site(public, {}, TODAY)


def test_no_page_is_heavier_than_a_telephone_can_bear() -> None:
    few: dict[str, int] = {}

    def some(drafts: Iterator[PageDraft]) -> Iterator[PageDraft]:
        """Leave out most of the pages that exist once for each record and are as long as their record."""
        for draft in drafts:
            own = draft.template.removesuffix(".html") in ONE_EACH
            few[draft.template] = few.get(draft.template, 0) + 1
            if draft.values.get("number", 1) < 4 and (not own or few[draft.template] % 20 == 0):
                yield draft

    site = long_lists_site(1000)
    weights = {page.draft.address: len(page.article.encode()) for page in pages_of(site, some(all_pages(site)))}
    assert len(weights) > 300
    assert {address: weight for address, weight in weights.items() if weight + SHELL > HEAVIEST} == {}


def _ids(entries: Iterable[Entry]) -> set[str]:
    return {entry.id for entry in entries}


@pytest.mark.parametrize(
    ("start", "records"),
    [
        ("guong/", lambda site: _ids(site.exemplars)),
        ("phong-trao/dan-van-kheo/", lambda site: _ids(site.by_campaign["dan-van-kheo"])),
        ("phong-trao/dan-van-kheo/ke-hoach/", lambda site: set(site.library.of("plan"))),
        ("cap/xa/", lambda site: _ids(site.by_level["xa"])),
        ("don-vi/", lambda site: set(site.library.of("unit"))),
        ("nhan-rong/", lambda site: set(site.library.of("replication"))),
    ],
)
def test_who_turns_the_pages_of_a_list_meets_each_record_once(
    site: Site, drafts: dict[str, PageDraft], start: str, records: Callable[[Site], set[str]]
) -> None:
    met: list[str] = []
    address, before = start, ""
    while address:
        turns = drafts[address].values["turns"]
        assert turns.before == before
        met += [entry.id for entry in drafts[address].values["entries"]]
        address, before = turns.after, address
    assert len(met) == len(set(met)) > 0
    assert set(met) == records(site)


def listing_pages_that_differ(one: Site, other: Site) -> set[str]:
    """Return the addresses of pages of listings, by time, that are made anew or no more."""
    made = [
        {draft.address: fingerprint(draft) for draft in all_pages(site) if "trang/" in draft.address}
        for site in (one, other)
    ]
    return {key for key in made[0].keys() | made[1].keys() if made[0].get(key) != made[1].get(key)}


def test_a_new_story_leaves_the_pages_behind_the_first_alone(site: Site) -> None:
    newest = site.exemplars[0]
    changed = listing_pages_that_differ(site, without(site, newest))
    listed = {address for address in changed if not address.startswith("a-z/")}
    assert len(listed) <= 4, "no more than a listing now and then that has one page more"


def test_the_sitemap_is_split_by_year_and_names_every_page_once(site: Site, drafts: dict[str, PageDraft]) -> None:
    files = dict(sitemap_files(site, drafts.values(), ["gioi-thieu/"], together=200))
    base = site.facts.url
    index = ET.fromstring(files.pop("sitemap.xml"))  # noqa: S314 - our own
    assert index.tag == f"{SPACE}sitemapindex"
    assert [place.text for place in index.iter(f"{SPACE}loc")] == [f"{base}{name}" for name in files]
    told: list[str] = []
    for name, data in files.items():
        places = [place.text or "" for place in ET.fromstring(data).iter(f"{SPACE}loc")]  # noqa: S314 - our own
        assert 0 < len(places) <= 200, name
        told += places
    wanted = {f"{base}{draft.address}" for draft in drafts.values() if draft.indexed} | {f"{base}gioi-thieu/"}
    assert sorted(told) == sorted(wanted)
    assert f"Sitemap: {base}sitemap.xml" in robots(site)
    whole = dict(sitemap_files(site, drafts.values(), ["gioi-thieu/"], together=10_000))
    assert sorted(whole) == ["sitemap.xml"]


def data_of(site: Site) -> dict[str, DataFile]:
    return {item.name: item for item in all_data(site, rows=ROWS)}


def test_data_pages_fit_their_schema_and_hold_every_record_once(site: Site) -> None:
    schemas = dict(all_schemas())
    files = {name: item.write(site) for name, item in data_of(site).items()}
    assert files == {name: item.write(site) for name, item in data_of(site).items()}, "made twice, the same bytes"
    base = site.facts.url
    for table, (kind, _) in TABLES.items():
        schema = json.loads(schemas[f"api/v1/schema/data-{table}.json"]())
        Draft202012Validator.check_schema(schema)
        check = Draft202012Validator(schema)
        met: list[str] = []
        pages: list[dict[str, Any]] = []
        first: dict[str, Any] = {}
        address = f"{base}api/v1/{table}.json"
        while address:
            page = json.loads(files.pop(address.removeprefix(base)))
            assert [error.message for error in check.iter_errors(page)] == []
            pages.append({"url": address, "count": len(page[table])})
            met += [row["id"] for row in page[table]]
            first = first or page
            assert page is first or page["first"] == pages[0]["url"]
            address = page["next"]
        assert first["pages"] == pages
        assert first["count"] == len(met) == len(set(met))
        assert set(met) == set(site.library.of(kind))
    assert files == {}, "every page is named by another"


def test_a_new_story_changes_one_page_of_the_data(site: Site) -> None:
    now, before = data_of(site), data_of(without(site, site.exemplars[0]))
    changed = {name for name in now.keys() | before.keys() if name.startswith("api/v1/exemplars")
               and (name not in now or name not in before or now[name].base != before[name].base)}  # fmt: skip
    assert changed <= {"api/v1/exemplars.json", *(now.keys() - before.keys())}


def test_a_small_site_has_each_table_in_one_file(tmp_path: Path) -> None:
    assert sorted(item.name for item in all_data(corpus_site(tmp_path, 20))) == sorted(
        f"api/v1/{table}.json" for table in TABLES
    )
