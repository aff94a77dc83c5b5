"""Styles: one sheet for all pages, and sheets of their own for what few pages show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exemplary.render.assets import APART, make_assets
from sites import REPO

THEME = REPO / "theme"


def shows(template: Path, component: str, seen: frozenset[str] = frozenset()) -> bool:
    """Tell whether a template shows a component, by itself or through another component."""
    text = template.read_text(encoding="utf-8")
    named = set(re.findall(r'"(components/[\w-]+/[\w-]+\.html|records/[\w-]+\.html)"', text)) - seen
    return any(f"/{component}/" in name or shows(THEME / name, component, seen | named) for name in sorted(named))


@pytest.mark.parametrize("component", sorted(APART))
def test_exactly_the_pages_that_show_a_component_load_its_own_sheet(component: str) -> None:
    assets = make_assets(THEME)
    using = {path.name for path in (THEME / "records").glob("*.html") if shows(path, component)}
    assert using == set(APART[component])
    for template in using:
        assert assets.sheet_of(template) == assets.names[f"{component}.css"]
    own = assets.files[assets.names[f"{component}.css"]].decode()
    first = own.partition("{")[0]
    assert f"{first}{{" not in assets.files[assets.names["site.css"]].decode()


def test_pages_of_other_templates_load_the_sheet_of_all_alone() -> None:
    assert make_assets(THEME).sheet_of("exemplar.html") == ""
