"""Templates are compiled another way than Jinja does, and give the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
import pytest
from markupsafe import Markup

from exemplary.cache import Cache
from exemplary.render.templates import template_environment

MACROS = """
{%- macro plain(text, level=2) %}<h{{ level }}>{{ text }}</h{{ level }}>{% endmacro %}
{%- macro around(title) %}<section>{{ title }}{{ caller("in", side="right") }}</section>{% endmacro %}
{%- macro many() %}{{ varargs|join(",") }};{{ kwargs.items()|list }}{% endmacro -%}
"""
PARTS = {
    "text and markup": "{{ sharp }} {{ soft }} {{ number }} {{ none }} {{ sharp|upper }} {{ soft ~ sharp }}",
    "what has its own markup": "{{ own }}",
    "macros": "{{ plain(sharp) }}{{ plain(soft, 3) }}{{ plain(text=sharp, level=4) }}",
    "a macro in a loop": "{% for item in items %}{{ plain(item, level=loop.index) }}{% endfor %}",
    "a macro with a block": "{% call(way, side) around(sharp) %}{{ way }} {{ side }} {{ sharp }}{% endcall %}",
    "stars": "{{ plain(*[sharp], **{'level': 5}) }}{{ many(1, 2, three=sharp) }}",
    "a reserved word": "{{ called(class=sharp) }}",
    "a method": "{{ items[0].replace('<', '>') }}{{ soft.upper() }}{{ {'a': sharp}.get('a') }}",
    "a name space": "{% set held = namespace(value=1) %}{% set held.value = held.value + 1 %}{{ held.value }}",
    "a set block": "{% set held %}<i>{{ sharp }}</i>{% endset %}{{ held }}",
    "a choice": "{{ plain(sharp) if number else soft }}{{ (called if number else plain)(level=1) }}",
    "escaped and not": "{% autoescape false %}{{ sharp }}{{ plain(sharp) }}{% endautoescape %}{{ sharp|safe }}",
    "nested calls": "{{ plain(plain(sharp)) }}{{ plain(called(level=plain(soft))) }}",
    "a recursive loop": "{% for item in tree recursive %}{{ item[0] }}{{ loop(item[1]) }}{% endfor %}",
}


class Own:
    """Something that knows its markup."""

    def __html__(self) -> str:
        """Return the markup."""
        return "<b>own</b>"


def called(**named: object) -> str:
    """Return its arguments, which have to be escaped."""
    return f"<{sorted(named.items())}>"


def values() -> dict[str, Any]:
    """What the templates find."""
    return {
        "sharp": "<a href='?a&b'>\"", "soft": Markup("<em>soft</em>"), "number": 3, "none": None, "own": Own(),
        "items": ["<", "b"], "called": called, "tree": [("<a>", [("b", [])]), ("c", [])],
    }  # fmt: skip


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS.keys())
def test_templates_give_what_they_give_in_jinja(part: str, tmp_path: Path) -> None:
    ours = template_environment(tmp_path, None, {"namespace": jinja2.utils.Namespace})
    stock = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    made = ours.from_string(MACROS + part).render(values())
    assert made == stock.from_string(MACROS + part).render(values())
    assert made


@pytest.mark.parametrize("part", ["{{ missing }}", "{{ missing() }}", "{{ sharp.missing() }}", "{{ plain(nobody=1) }}"])
def test_a_misspelled_name_is_a_fault(part: str, tmp_path: Path) -> None:
    ours = template_environment(tmp_path, None, {})
    with pytest.raises((jinja2.UndefinedError, TypeError)):
        ours.from_string(MACROS + part).render(values())


def test_what_jinja_compiled_is_not_taken_for_ours(tmp_path: Path) -> None:
    kept = Cache(tmp_path / "cache").subfolder("templates")
    assert kept
    (tmp_path / "a.html").write_text("{{ sharp }}", encoding="utf-8")
    stock = jinja2.Environment(
        loader=jinja2.FileSystemLoader(tmp_path),
        bytecode_cache=jinja2.FileSystemBytecodeCache(str(kept)),
        autoescape=True,
    )
    made = stock.get_template("a.html").render(values())
    held = set(kept.iterdir())
    assert template_environment(tmp_path, kept, {}).get_template("a.html").render(values()) == made
    assert len(set(kept.iterdir()) - held) == 1
