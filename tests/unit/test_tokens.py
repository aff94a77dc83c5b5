"""The colours of the design, two by two, in both modes: text 4.5:1, edges and signs 3:1 (WCAG 1.4.3, 1.4.11)."""

from __future__ import annotations

import re
from typing import Final

import pytest

from sites import REPO

CSS: Final = (REPO / "theme/css/00-tokens.css").read_text(encoding="utf-8")
COLOUR: Final = re.compile(r"--([\w-]+): (#[0-9a-f]{6})\b")
GROUNDS: Final = ("paper", "sheet", "wash", "blush")
TEXTS: Final = ("ink", "soft", "lotus", "lotus-deep", "gold-ink", "leaf")


def mode(selector: str) -> dict[str, str]:
    """Return the colours that the rules of this selector set."""
    return dict(COLOUR.findall(CSS.partition(selector)[2].partition("}")[0]))


MODES: Final = {
    "light": mode(":root {"),
    "dark": mode(':root[data-mode="dark"] {'),
    "dark by the system": mode(':root:not([data-mode="light"]) {'),
}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours written #rrggbb, from 1 to 21."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_both_ways_into_the_dark_are_one() -> None:
    assert MODES["dark"] == MODES["dark by the system"]
    assert MODES["dark"].keys() == MODES["light"].keys()


@pytest.mark.parametrize("name", MODES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_is_readable_on_every_ground(name: str, ground: str) -> None:
    colours = MODES[name]
    weak = {text: contrast(colours[text], colours[ground]) for text in TEXTS}
    assert {text: value for text, value in weak.items() if value < 4.5} == {}


@pytest.mark.parametrize("name", MODES)
def test_what_must_be_seen_is_seen(name: str) -> None:
    colours = MODES[name]
    assert contrast(colours["on-lotus"], colours["lotus"]) >= 4.5
    assert contrast(colours["on-lotus"], colours["lotus-deep"]) >= 4.5
    for ground in ("paper", "sheet"):
        assert contrast(colours["edge"], colours[ground]) >= 3, "the edge of a field or a button"
        assert contrast(colours["lotus"], colours[ground]) >= 3, "the ring of the focus"


@pytest.mark.parametrize("name", MODES)
def test_the_foot_is_readable(name: str) -> None:
    shell = (REPO / "theme/css/20-shell.css").read_text(encoding="utf-8")
    text = re.search(r"\.foot \{[^}]*; color: (#[0-9a-f]{6})", shell)
    head = re.search(r"\.foot h2 \{[^}]*color: (#[0-9a-f]{6})", shell)
    ring = re.search(r"\.foot :focus-visible \{[^}]*color: (#[0-9a-f]{6})", shell)
    assert text
    assert head
    assert ring
    assert min(contrast(found[1], MODES[name]["foot"]) for found in (text, head, ring)) >= 4.5
