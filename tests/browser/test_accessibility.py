"""WCAG 2.2 AA in a real browser: axe, the keyboard, narrow pages, spacing, targets, forced colours, the tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from built import Reader
from proof import TOOLS
from proof.browsing import MODES, Mode, new_page, open_menu, open_search
from proof.pages import MEASURED, WIDTHS
from sites import REPO

GOLDEN = REPO / "tests" / "golden" / "story-tree.txt"
AXE = """only => axe.run({resultTypes: ['violations'], ...(only.length && {runOnly: only})})
  .then(result => result.violations.map(v => [v.id, v.nodes.map(n => n.html).slice(0, 3)]))"""
COLOURS = ("color-contrast", "link-in-text-block")
"""What can differ between light and dark."""

FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const before = window.before;
  window.before = at;
  const style = getComputedStyle(at);
  // A card's link covers the card, and the card carries the ring.
  const ring = [at, at.closest('.card')].filter(Boolean).map(item => getComputedStyle(item))
    .find(item => item.outlineStyle !== 'none' && parseFloat(item.outlineWidth) >= 2) ?? style;
  let ground = at, colour = 'rgba(0, 0, 0, 0)';
  while (ground && /rgba\\(.*, 0\\)|transparent/.test(colour)) {
    ground = ground.parentElement;
    colour = ground ? getComputedStyle(ground).backgroundColor : 'rgb(255, 255, 255)';
  }
  const box = at.getBoundingClientRect();
  return {
    after: !before || Boolean(before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING),
    html: at.outerHTML.slice(0, 120),
    width: ring.outlineStyle === 'none' ? 0 : parseFloat(ring.outlineWidth), ring: ring.outlineColor, ground: colour,
    shown: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""

REACHABLE = """() => {
  const all = document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]');
  return [...all].filter(at => !at.disabled && at.checkVisibility({visibilityProperty: true})
    && at.tabIndex >= 0 && !at.closest('[inert]')).length;
}"""

SMALL_TARGETS = """() => {
  // WCAG 2.5.8: 24 px both ways, or a circle of 24 px that meets no other target; not for links in a sentence.
  const inText = at => at.matches('a') && [...at.parentElement.childNodes].some(
    node => node.nodeType === 3 && node.textContent.trim());
  const targets = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
    .filter(at => at.checkVisibility({visibilityProperty: true}) && !at.closest('.skip'))
    .map(at => ({at, box: at.getBoundingClientRect()})).filter(({box}) => box.width > 1 && box.height > 1);
  const small = targets.filter(({at, box}) => (box.width < 24 || box.height < 24) && !inText(at));
  const middle = ({box}) => [box.left + box.width / 2, box.top + box.height / 2];
  return small.filter(one => {
    const [x, y] = middle(one);
    return targets.some(other => {
      if (other.at === one.at || other.at.contains(one.at) || one.at.contains(other.at)) return false;
      const {left, right, top, bottom} = other.box;
      const dx = Math.max(left - x, 0, x - right), dy = Math.max(top - y, 0, y - bottom);
      if (Math.hypot(dx, dy) < 12) return true;
      if (!small.includes(other)) return false;
      const [ox, oy] = middle(other);
      return Math.hypot(ox - x, oy - y) < 24;
    });
  }).map(({at}) => at.outerHTML.slice(0, 120));
}"""

CUT_OFF = """() => {
  // Text that reaches out of a box which hides what does not fit; a drawing may be cut.
  const hides = value => value === 'hidden' || value === 'clip';
  const words = [...document.querySelectorAll('body *')].filter(at =>
    at.checkVisibility({opacityProperty: true, visibilityProperty: true}) && !at.closest('svg, .unseen, .skip')
      && getComputedStyle(at).clipPath === 'none'
    && [...at.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()));
  return words.filter(at => {
    const box = at.getBoundingClientRect();
    for (let around = at.parentElement; around; around = around.parentElement) {
      const style = getComputedStyle(around), edge = around.getBoundingClientRect();
      if (style.clipPath !== 'none') return false;
      if (hides(style.overflowY) && (box.bottom > edge.bottom + 1 || box.top < edge.top - 1)) return true;
      if (hides(style.overflowX) && (box.right > edge.right + 1 || box.left < edge.left - 1)) return true;
      if (style.overflowX === 'auto' || style.overflowX === 'scroll') return false;
    }
    return false;
  }).map(at => at.outerHTML.slice(0, 120));
}"""

SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def violations(page: Page, only: Sequence[str] = ()) -> Any:
    """Return what axe has against the page as it stands, by all of its rules or some."""
    page.evaluate((TOOLS / "axe-core/axe.min.js").read_text(encoding="utf-8"))
    return page.evaluate(AXE, list(only))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as `getComputedStyle` writes them (WCAG 2.2, 1 to 21)."""

    def light(colour: str) -> float:
        parts = [float(part) / 255 for part in colour.partition("(")[2].rstrip(")").split(",")[:3]]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


PLAIN_LINKS = """() => [...document.querySelectorAll('main p a[href], main li a[href]')]
  .filter(at => at.checkVisibility() && !at.matches('.ref'))  // a raised number is told by its place
  .filter(at => [...at.parentElement.childNodes].some(
    node => node.nodeType === 3 && /[\\p{L}]{3}/u.test(node.textContent)))
  .filter(at => !getComputedStyle(at).textDecorationLine.includes('underline'))
  .map(at => at.outerHTML.slice(0, 120))"""

RESTLESS = """() => [
  ...document.getAnimations().map(String),
  ...[...document.querySelectorAll('*')].filter(at => {
    const style = getComputedStyle(at);
    return parseFloat(style.transitionDuration) > .01 || parseFloat(style.animationDuration) > .01
      || style.scrollBehavior !== 'auto';
  }).map(at => at.outerHTML.slice(0, 120))]"""

LANDMARKS = """() => {
  const faults = [];
  for (const tag of ['main', 'body > header', 'body > footer', 'h1'])
    if (document.querySelectorAll(tag).length !== 1) faults.push(tag);
  const names = [...document.querySelectorAll('nav')].map(at => at.getAttribute('aria-label')
    ?? document.getElementById(at.getAttribute('aria-labelledby'))?.textContent ?? '');
  if (!names.every(Boolean) || new Set(names).size !== names.length) faults.push(names.join(' | '));
  const levels = [...document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6)')].map(at => +at.tagName[1]);
  if (levels.some((level, place) => place && level > levels[place - 1] + 1)) faults.push(levels.join(' '));
  return faults;
}"""

SPACED = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""

Walk = Mapping[str, Mapping[str, Any]]
"""What each probe found, by the name of the probe and of the page; pages where it found nothing are left out."""


@pytest.fixture(scope="module", params=(320, *WIDTHS))
def walk(request: pytest.FixtureRequest, browser: Browser, address: str, pages: Mapping[str, str]) -> Walk:
    """Every type of page opened once at one width, and all probes put to it.

    320 px is what WCAG 1.4.10 asks for, and what a desk of 1280 px has left at 400 %.
    """
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    page = new_page(browser, request.param, height=256 if request.param == 320 else 900)
    for name, where in pages.items():
        page.goto(f"{address}/{where}")
        told = {
            "sideways": max(0, page.evaluate(SIDEWAYS)),
            "small targets": page.evaluate(SMALL_TARGETS),
            "plain links": page.evaluate(PLAIN_LINKS),
            "restless": page.evaluate(RESTLESS),
            "landmarks": page.evaluate(LANDMARKS),
            "unnamed": unnamed(page.locator("body").aria_snapshot()),
        }
        page.evaluate(SPACED, SPACING)
        told["lost when spaced"] = page.evaluate(CUT_OFF) or max(0, page.evaluate(SIDEWAYS))
        for probe, faults in told.items():
            if faults:
                found[probe][name] = faults
    page.context.close()
    return found


ENGLISH = {"search", "menu", "close", "next", "previous", "share", "print", "copy", "home", "more", "skip"}


def unnamed(tree: str) -> list[str]:
    """Return the lines of an accessibility tree whose control has no name, or the English one of a library."""
    controls = [
        line.strip() for line in tree.splitlines() if line.strip().startswith(("- button", "- link", "- searchbox"))
    ]
    return [line for line in controls if '"' not in line or line.split('"')[1].casefold() in ENGLISH]


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Reader]:
    """A reader on a phone."""
    made = Reader(browser, address, WIDTHS[0])
    yield made
    made.page.context.close()


def test_no_page_scrolls_sideways(walk: Walk) -> None:
    """WCAG 1.4.10."""
    assert walk.get("sideways", {}) == {}


def test_wider_text_spacing_loses_nothing(walk: Walk) -> None:
    """WCAG 1.4.12."""
    assert walk.get("lost when spaced", {}) == {}


def test_targets_are_large_enough(walk: Walk) -> None:
    """WCAG 2.5.8."""
    assert walk.get("small targets", {}) == {}


def test_links_in_text_are_told_by_more_than_colour(walk: Walk) -> None:
    """WCAG 1.4.1: a link inside a sentence is underlined."""
    assert walk.get("plain links", {}) == {}


def test_nothing_moves_for_those_who_asked_for_rest(walk: Walk) -> None:
    """WCAG 2.3.3: the browser of these tests asks for reduced motion."""
    assert walk.get("restless", {}) == {}


def test_landmarks_and_headings(walk: Walk) -> None:
    """One main, one banner, one foot, one h1, every nav named and no name twice, no level of heading skipped."""
    assert walk.get("landmarks", {}) == {}


def test_controls_have_vietnamese_names(walk: Walk) -> None:
    """WCAG 4.1.2."""
    assert walk.get("unnamed", {}) == {}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_any_type_of_page(
    browser: Browser, address: str, pages: Mapping[str, str], width: int, mode: Mode
) -> None:
    reader = Reader(browser, address, width, dark=mode == "dark")
    rules = COLOURS if mode == "dark" else ()
    found = {}
    for name, where in pages.items():
        reader.open(where)
        found[name] = violations(reader.page, rules)
    assert {name: faults for name, faults in found.items() if faults} == {}
    reader.page.context.close()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_with_dialogs_open(browser: Browser, address: str, width: int, mode: Mode) -> None:
    reader = Reader(browser, address, width, dark=mode == "dark")
    page = reader.open("guong/")
    open_search(page)
    assert violations(page) == []
    page.keyboard.type("nong thon")
    page.locator("dialog.finder .search-found a").first.wait_for(timeout=20_000)
    assert violations(page) == []
    page.keyboard.press("Escape")
    if page.locator(".menu-open").is_visible():
        open_menu(page)
        assert violations(page) == []
    page.context.close()


@pytest.mark.parametrize("mode", MODES)
def test_the_keyboard_walks_every_page_in_order_with_a_visible_focus(
    browser: Browser, address: str, pages: Mapping[str, str], mode: Mode
) -> None:
    reader = Reader(browser, address, WIDTHS[mode == "dark"], dark=mode == "dark")
    page = reader.page
    for name in pages if mode == "light" else MEASURED:
        if name == "search":  # puts the cursor into its box at once, as its visitors expect
            continue
        reader.open(pages[name])
        count = page.evaluate(REACHABLE)
        seen = 0
        for _ in range(min(count, 120)):
            page.keyboard.press("Tab")
            stop = page.evaluate(FOCUSED)
            if stop is None:
                break
            if seen == 0:
                assert 'class="skip"' in stop["html"], name
            assert stop["after"], (name, "out of order or trapped", stop)
            assert stop["width"] >= 2, (name, stop)
            assert contrast(stop["ring"], stop["ground"]) >= 3, (name, stop)
            assert stop["shown"], (name, stop)
            seen += 1
        assert seen >= min(count, 120), (name, seen, count)
    reader.page.context.close()


def test_the_skip_link_leads_to_the_content(phone: Reader) -> None:
    page = phone.open("guong/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_dialogs_keep_the_focus_and_give_it_back(phone: Reader) -> None:
    page = phone.open("guong/")
    for opener, dialog in ((".menu-open", ".menu:popover-open"), (".find", "dialog.finder[open]")):
        page.locator(opener).focus()
        page.keyboard.press("Enter")
        page.locator(dialog).wait_for()
        page.keyboard.press("Tab")
        assert page.evaluate(f"document.activeElement.closest('{dialog}') !== null"), opener
        page.keyboard.press("Escape")
        page.locator(dialog).wait_for(state="detached")
        assert page.evaluate(f"document.activeElement.matches('{opener}')"), opener
    assert phone.complaints == []


def test_forced_colours_leave_everything_usable(browser: Browser, address: str, pages: Mapping[str, str]) -> None:
    """Buttons keep an edge, the focus a ring, icons the colour of their text."""
    context = browser.new_context(forced_colors="active", viewport={"width": WIDTHS[1], "height": 900})
    page = context.new_page()
    for name in ("home", "listing", "story", "search"):
        page.goto(f"{address}/{pages[name]}", wait_until="networkidle")
        assert [fault for fault in violations(page) if fault[0] != "color-contrast"] == [], name  # it misreads these
        bare = page.evaluate(
            "[...document.querySelectorAll('button, .button, .chips a')].filter(at => at.checkVisibility())"
            ".filter(at => { const style = getComputedStyle(at);"
            " return style.borderStyle === 'none' && !at.textContent.trim(); }).map(at => at.outerHTML)"
        )
        assert bare == [], name
        page.locator(".brand").focus()
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED)["width"] >= 2, name
        current = page.locator("[aria-current]").all()
        for item in current:  # where you are is told by more than a colour that is taken away
            assert item.evaluate(
                "at => { const own = getComputedStyle(at), next = at.closest('li')?.parentElement.querySelector("
                "'li > :not([aria-current])'); if (!next) return true; const other = getComputedStyle(next);"
                " return ['fontWeight', 'textDecorationLine', 'borderBottomColor', 'borderBottomWidth', 'outlineStyle',"
                " 'backgroundColor', 'color'].some(key => own[key] !== other[key]); }"
            ), name
    context.close()


def test_the_current_part_of_the_site_is_told_by_more_than_colour(phone: Reader) -> None:
    page = phone.open("guong/")
    current = page.locator("nav#menu a[aria-current]")
    assert current.count() == 1
    other = page.locator("nav#menu a:not([aria-current])").first
    line = "at => getComputedStyle(at, '::before').content"
    assert current.evaluate(line) != other.evaluate(line)


def test_the_tree_of_a_story_reads_as_it_should(
    phone: Reader, pages: Mapping[str, str], request: pytest.FixtureRequest
) -> None:
    """What a screen reader is told, as text; `--bless` writes it anew."""
    tree = phone.open(pages["story"]).locator("body").aria_snapshot() + "\n"
    if request.config.getoption("--bless"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(tree, encoding="utf-8")
    assert tree == GOLDEN.read_text(encoding="utf-8")
