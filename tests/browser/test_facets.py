"""Choosing among exemplars in a real browser: counts, tags, address, history, keyboard, phone, and no script at all."""

from __future__ import annotations

import json
import posixpath
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from built import Reader
from sites import REPO

AXE = REPO / "tests/tools/node_modules/axe-core/axe.min.js"
OWN = {"loai": "type", "cap": "level", "giai-doan": "stage"}
"""Facets of one value, and the field of the open data that holds it."""


@pytest.fixture(scope="module")
def stories(site: Path) -> list[dict[str, Any]]:
    """What open data says of every exemplar."""
    return json.loads((site / "api/v1/exemplars.json").read_text(encoding="utf-8"))["exemplars"]  # type: ignore[no-any-return]


@pytest.fixture(params=[1440, 390])
def reader(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Reader]:
    """A reader on a desk, then one on a phone."""
    made = Reader(browser, address, request.param)
    yield made
    assert made.complaints == []
    assert made.foreign == []
    made.page.close()


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Reader]:
    """A reader on a desk."""
    made = Reader(browser, address, 1440)
    yield made
    assert made.complaints == []
    made.page.close()


def opened(reader: Reader, query: str = "") -> Page:
    """Open the listing and wait until it can be chosen from."""
    page = reader.open(f"guong/{query}")
    page.locator(".facet input").first.wait_for(state="attached")
    return page


def settled(page: Page) -> None:
    page.locator(".found-list:not([aria-busy])").wait_for()


def tick(page: Page, key: str, value: str) -> None:
    """Tick an option, in the panel or, on a phone, in the sheet."""
    sheet = page.viewport_size and page.viewport_size["width"] < 1024
    if sheet:
        page.locator(".found-open").click()
    facet = page.locator(f"[data-facet={key}]")
    if facet.get_attribute("open") is None:
        facet.locator("summary").click()
    facet.locator(f"input[value='{value}']").click()
    if sheet:
        page.locator(".sheet-foot .strong").click()
    settled(page)


def listed(page: Page) -> list[str]:
    """Return the ids of the stories shown."""
    links = page.locator(".found-list .card-title a").all()
    return [str(link.get_attribute("href")).rstrip("/").rpartition("/")[2] for link in links]


def counts(page: Page, key: str) -> dict[str, int]:
    """Return what stands beside each option of a facet."""
    return {
        value: int(re.sub(r"\D", "", text))
        for value, text in page.locator(f"[data-facet={key}] label.option").evaluate_all(
            "rows => rows.map(row => [row.querySelector('input').value, row.querySelector('.count').textContent])"
        )
    }


def fitting(stories: list[dict[str, Any]], *tests: Callable[[dict[str, Any]], bool]) -> list[str]:
    return [story["id"] for story in stories if all(test(story) for test in tests)]


def test_two_of_one_facet_and_one_of_another(reader: Reader, stories: list[dict[str, Any]]) -> None:
    page = opened(reader)
    before = listed(page)
    tick(page, "loai", "ca-nhan")
    tick(page, "loai", "ho-gia-dinh")
    tick(page, "nam", "2026")
    wanted = fitting(
        stories,
        lambda story: story["type"] in {"ca-nhan", "ho-gia-dinh"},
        lambda story: story["introduced_on"].startswith("2026"),
    )
    assert sorted(listed(page)) == sorted(wanted)
    assert page.locator(".found-told b").inner_text() == str(len(wanted))
    assert page.url.endswith("/guong/?loai=ca-nhan,ho-gia-dinh&nam=2026")
    for key, field in OWN.items():
        for value, count in counts(page, key).items():
            others = [lambda story: story["introduced_on"].startswith("2026")]
            if key != "loai":
                others.append(lambda story: story["type"] in {"ca-nhan", "ho-gia-dinh"})
            assert count == len(fitting(stories, lambda story, f=field, v=value: story[f] == v, *others)), (key, value)  # type: ignore[misc]
            option = page.locator(f"[data-facet={key}] input[value='{value}']")
            assert option.is_disabled() == (count == 0 and not option.is_checked())
    tags = page.locator(".chosen button")
    assert tags.all_inner_texts() == ["Cá nhân", "Hộ gia đình", "Năm 2026", "Bỏ hết"]
    tags.first.click()
    settled(page)
    assert page.url.endswith("/guong/?loai=ho-gia-dinh&nam=2026")
    assert page.evaluate("document.activeElement.closest('.chosen') !== null")
    page.locator(".drop-all").click()
    settled(page)
    assert page.url.endswith("/guong/")
    assert listed(page) == before
    assert page.locator(".chosen").is_hidden()


def test_the_address_holds_the_state_and_the_back_button_takes_a_choice_back(
    desk: Reader, stories: list[dict[str, Any]]
) -> None:
    page = opened(desk)
    whole = listed(page)
    tick(page, "loai", "tap-the")
    teams = listed(page)
    tick(page, "cap", "xa")
    both = listed(page)
    assert sorted(both) == sorted(fitting(stories, lambda s: s["type"] == "tap-the", lambda s: s["level"] == "xa"))
    page.go_back()
    expect(page.locator("[data-facet=cap] input[value=xa]")).not_to_be_checked()
    settled(page)
    assert listed(page) == teams
    page.go_back()
    settled(page)
    expect(page.locator(".chosen")).to_be_hidden()
    assert listed(page) == whole
    page.go_forward()
    page.go_forward()
    expect(page.locator("[data-facet=cap] input[value=xa]")).to_be_checked()
    settled(page)
    assert listed(page) == both
    page.reload(wait_until="networkidle")
    settled(page)
    assert listed(page) == both
    page.locator(".found-list .card-title a").first.click()
    page.go_back(wait_until="networkidle")
    settled(page)
    assert listed(page) == both


def test_an_option_keeps_the_focus_and_its_place(desk: Reader) -> None:
    page = opened(desk)
    option = page.locator("[data-facet=loai] input[value=tap-the]")
    option.scroll_into_view_if_needed()
    option.focus()
    place = option.evaluate("box => box.getBoundingClientRect().top")
    page.keyboard.press("Space")
    settled(page)
    assert page.evaluate("document.activeElement.value") == "tap-the"
    assert abs(option.evaluate("box => box.getBoundingClientRect().top") - place) < 2
    page.keyboard.press("Space")
    settled(page)
    assert page.url.endswith("/guong/")
    assert page.evaluate("document.activeElement.value") == "tap-the"


def test_the_keyboard_alone_opens_a_facet_chooses_and_takes_back(desk: Reader) -> None:
    page = opened(desk)
    page.locator("[data-facet=giai-doan] summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "checkbox"
    assert (
        page.evaluate("document.activeElement.closest('fieldset').querySelector('legend').textContent") == "Giai đoạn"
    )
    page.keyboard.press("Space")
    settled(page)
    assert page.locator(".chosen button").count() == 2
    page.locator(".chosen button").first.focus()
    page.keyboard.press("Enter")
    settled(page)
    expect(page.locator(".chosen")).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "found-told"


def test_a_long_facet_is_narrowed_without_marks(desk: Reader, stories: list[dict[str, Any]]) -> None:
    page = opened(desk)
    facet = page.locator("[data-facet=don-vi]")
    facet.locator("summary").click()
    facet.locator("input[type=search]").fill("hoi phu nu")
    names = facet.locator(".option-name").all_inner_texts()
    assert names
    assert all("Hội" in name and ("phụ nữ" in name.lower()) for name in names)
    value = str(facet.locator("label.option input").first.get_attribute("value"))
    facet.locator("label.option input").first.click()
    settled(page)
    assert sorted(listed(page)) == sorted(fitting(stories, lambda s: value in {s["unit"], s["introduced_by"]}))
    facet.locator("input[type=search]").fill("zzz")
    expect(facet.locator("[role=status]")).to_contain_text("Không có mục nào")


def test_an_old_place_leads_to_its_stories_and_so_does_the_province_of_today(
    desk: Reader, stories: list[dict[str, Any]]
) -> None:
    old = next(story for story in stories if story["locality"] == "tinh-ninh-thuan")
    page = opened(desk, "?noi=tinh-ninh-thuan")
    settled(page)
    assert old["id"] in listed(page)
    assert "đến 30/06/2025" in page.locator(".chosen button").first.inner_text()
    page = opened(desk, f"?tinh={old['provinces_today'][0]}")
    settled(page)
    assert sorted(listed(page)) == sorted(
        fitting(stories, lambda story: old["provinces_today"][0] in story["provinces_today"])
    )


def test_when_nothing_fits_the_page_says_which_choice_to_drop(desk: Reader, stories: list[dict[str, Any]]) -> None:
    def empty(one: str, level: str) -> bool:
        return not fitting(stories, lambda s: s["type"] == one, lambda s: s["level"] == level)

    kind, level = next(
        (kind, level) for kind in ("doanh-nghiep", "ho-gia-dinh", "tap-the") for level in ("tinh", "huyen", "co-so")
        if empty(kind, level)
    )  # fmt: skip
    page = opened(desk, f"?loai={kind}&cap={level}")
    settled(page)
    assert listed(page) == []
    way = page.locator(".nothing li", has_text="Bỏ “Cấp điển hình")
    left = fitting(stories, lambda story: story["type"] == kind)
    expect(way).to_contain_text(f"còn {len(left)} gương")
    way.locator("button").click()
    settled(page)
    assert sorted(listed(page)) == sorted(left)


def test_sorting_by_name_and_by_evidence(desk: Reader, site: Path) -> None:
    page = opened(desk)
    page.locator("#loc-xep").select_option("minh-chung")
    settled(page)
    first = listed(page)[0]
    best = next(level for level in range(4, -1, -1) if first_of(site, f"minh-chung/{level}/"))
    assert first == first_of(site, f"minh-chung/{best}/")[0]
    page.locator("#loc-xep").select_option("ten")
    settled(page)
    assert page.url.endswith("?xep=ten")
    names = re.findall(r'<h3><a href="\.\./guong/([^/]+)/', (site / "a-z/index.html").read_text(encoding="utf-8"))
    assert listed(page) == names[:24]
    page.locator(".found-more button").click()
    expect(page.locator(".found-list .card")).to_have_count(len(names))
    assert listed(page) == names
    page.reload(wait_until="networkidle")
    expect(page.locator(".found-list .card")).to_have_count(len(names))


def first_of(site: Path, where: str) -> list[str]:
    """Return the ids of the stories that the pages of a listing show, in order, without any script."""
    found: list[str] = []
    step: str | None = f"{where}/"
    while step:
        text = (site / step / "index.html").read_text(encoding="utf-8")
        found += re.findall(r'class="card-title"><a href="[./]*guong/([^/"]+)/"', text)
        turn = re.search(r'<a rel="next" href="([^"]+)"', text)
        step = posixpath.normpath(posixpath.join(step, turn[1])) + "/" if turn else None
    return found


def test_cards_that_the_script_shows_are_the_cards_of_the_page(desk: Reader) -> None:
    page = opened(desk)
    html = "cards => cards.map(card => card.outerHTML.replace(/ (loading|decoding|fetchpriority)=\"\\w+\"/g, ''))"
    before = page.locator(".found-list .card").evaluate_all(html)
    everything = ",".join(counts(page, "loai"))
    opened(desk, f"?loai={everything}")
    settled(page)
    after = page.locator(".found-list .card").evaluate_all(html)
    both = min(len(before), len(after))
    assert both >= 12
    assert after[:both] == before[:both]


def test_every_value_has_a_page_that_lists_exactly_its_stories(site: Path, stories: list[dict[str, Any]]) -> None:
    index = json.loads((site / "guong/loc.json").read_text(encoding="utf-8"))
    roots = {"tinh": "dia-ban", "noi": "dia-ban"}
    api = {story["id"]: story for story in stories}
    for facet in index["facets"]:
        held = json.loads((site / facet["held"]).read_text(encoding="utf-8")) if "held" in facet else facet
        for identifier, _, count, *_ in held["values"]:
            if not count:
                continue
            found = first_of(site, f"{roots.get(facet['key'], facet['key'])}/{identifier}/")
            assert len(found) == len(set(found)) == count, (facet["key"], identifier)
            for story in (api[item] for item in found):
                if facet["key"] in OWN:
                    assert story[OWN[facet["key"]]] == identifier
                elif facet["key"] == "nam":
                    assert story["introduced_on"].startswith(identifier)
                elif facet["key"] == "tinh":
                    assert identifier in story["provinces_today"]
                elif facet["key"] == "minh-chung":
                    assert str(story["evidence"]["level"]) == identifier
                elif facet["key"] == "don-vi":
                    assert identifier in {story["unit"], story["introduced_by"]}


def test_without_script_each_facet_is_a_way_to_its_pages(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/guong/")
    assert page.locator(".facets").is_hidden()
    page.locator(".found-open").click()
    assert page.locator(".facets").is_visible()
    assert page.locator(".found-sort").is_hidden()
    page.locator("[data-facet=giai-doan] summary").click()
    page.locator("[data-facet=giai-doan] a", has_text="Đang bồi dưỡng").click()
    assert page.url.endswith("/giai-doan/dang-boi-duong/")
    assert page.locator("h1").inner_text() == "Gương ở giai đoạn đang bồi dưỡng"
    assert page.locator(".siblings [aria-current=page]").count() == 1
    page.locator(".crumbs a").last.click()
    assert page.locator(".value-rows > li").count() == 8
    context.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_sheet_on_a_phone(browser: Browser, address: str, stories: list[dict[str, Any]], *, dark: bool) -> None:
    reader = Reader(browser, address, 390, dark=dark)
    page = opened(reader)
    page.locator(".found-open").click()
    sheet = page.locator("dialog.facet-sheet")
    assert sheet.evaluate("box => [box.getBoundingClientRect().width, box.getBoundingClientRect().height]") == [
        390,
        900,
    ]
    page.locator("[data-facet=loai] input[value=tap-the]").click()
    teams = fitting(stories, lambda story: story["type"] == "tap-the")
    show = sheet.locator(".sheet-foot .strong")
    expect(show).to_have_text(f"Xem {len(teams)} gương")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html).slice(0, 3)]))")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "button found-open"
    page.locator(".found-open").click()
    show.click()
    settled(page)
    assert sorted(listed(page)) == sorted(teams)
    assert page.locator(".found-open").inner_text() == "Lọc gương (1)"
    page.set_viewport_size({"width": 320, "height": 600})
    page.locator(".found-open").click()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert show.is_visible()
    assert reader.complaints == []
    page.close()


def test_the_listing_with_choices_made_passes_axe(reader: Reader) -> None:
    page = opened(reader, "?loai=ca-nhan&nam=2026,2025")
    settled(page)
    for details in page.locator(".facet:not([open]) summary").all():
        if details.is_visible():
            details.click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html).slice(0, 3)]))")
    assert found == []


def test_nothing_jumps_when_the_links_become_boxes(desk: Reader) -> None:
    desk.page.add_init_script(
        "window.jumps = 0;"
        "new PerformanceObserver(list => { for (const jump of list.getEntries()) window.jumps += jump.value; })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    page = opened(desk)
    assert page.evaluate("window.jumps") <= 0.02


def test_a_place_is_found_by_its_old_name_without_marks(reader: Reader) -> None:
    page = reader.open("dia-ban/")
    box = page.locator(".facet-narrow")
    box.fill("ninh thuan")
    assert page.locator("main section li:visible a").all_inner_texts() == ["Tỉnh Ninh Thuận"]
    assert page.locator("main section:visible").count() == 1
    box.fill("zzz")
    expect(page.locator(".narrow-all [role=status]")).to_contain_text("Không có nơi nào")
    box.fill("")
    assert page.locator("main section li:visible").count() > 34


def test_a_lost_connection_is_told_and_the_links_still_lead_somewhere(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, 1440)
    page = opened(reader)
    page.route("**/assets/guong/**", lambda route: route.abort())
    page.locator("[data-facet=loai] input[value=tap-the]").click()
    expect(page.locator(".found-told")).to_contain_text("Chưa tải được dữ liệu để lọc")
    page.unroute("**/assets/guong/**")
    page.locator(".found-told button").click()
    page.wait_for_load_state("networkidle")
    settled(page)
    assert page.url.endswith("?loai=tap-the")
    page.close()


def test_the_counting_agrees_with_counting_one_by_one(desk: Reader, site: Path) -> None:
    """Random tables: what the script counts, and what anyone would who looks at each row for each option."""
    page = desk.open("a-z/")
    script = next((site / "assets").glob("facets.*.js")).name
    dice = random.Random(7)  # noqa: S311 - test data
    for _ in range(25):
        rows = dice.randrange(1, 60)
        facets: list[dict[str, Any]] = []
        columns: dict[str, list[int]] = {}
        for key in "abcd":
            values = [[f"{key}{number}"] for number in range(dice.randrange(1, 6))]
            sets = [
                dice.sample(range(len(values)), dice.randrange(len(values) + 1)) for _ in range(dice.randrange(1, 7))
            ]
            facets.append({"key": key, "values": values, "sets": sets})
            columns[key] = [dice.randrange(len(sets)) for _ in range(rows)]
        chosen: dict[str, list[str]] = {
            facet["key"]: [v[0] for v in facet["values"] if dice.random() < 0.3] for facet in facets
        }
        made = page.evaluate(
            """async ([script, table, facets, chosen]) => {
              const { choose } = await import(script);
              const asked = Object.fromEntries(Object.entries(chosen).map(([key, ids]) => [key, new Set(ids)]));
              const { rows, counts, without } = choose(table, facets, asked);
              return [rows, Object.fromEntries(Object.entries(counts).map(([key, held]) => [key, [...held]])), without];
            }""",
            [f"../assets/{script}", {"rows": rows, "columns": columns}, facets, chosen],
        )

        def of(row: int, facet: dict[str, Any], columns: dict[str, list[int]] = columns) -> set[str]:
            return {facet["values"][number][0] for number in facet["sets"][columns[facet["key"]][row]]}

        def fits(
            row: int, skip: str, facets: list[dict[str, Any]] = facets, chosen: dict[str, list[str]] = chosen
        ) -> bool:
            return all(
                not chosen[f["key"]] or f["key"] == skip or set(chosen[f["key"]]) & of(row, f) for f in facets
            )  # fmt: skip

        everything = [row for row in range(rows) if fits(row, "")]
        assert made[0] == everything
        for facet in facets:
            key = str(facet["key"])
            others = [row for row in range(rows) if fits(row, key)]
            assert made[1][key] == [sum(v[0] in of(row, facet) for row in others) for v in facet["values"]]
            if chosen[key]:
                assert made[2][key] == len(others) - len(everything)
