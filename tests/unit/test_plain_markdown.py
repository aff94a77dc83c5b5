"""The quick way through plain Markdown ends where the library does."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

import pytest
from markdown import Markdown

from exemplary.render.body import EXTENSION_CONFIGS, EXTENSIONS, clean
from exemplary.render.plain_markdown import converted
from exemplary.text import slugify

CONTENT: Final = Path(__file__).resolve().parents[2] / "content"
PIECES: Final = (
    "Bà con", "**", "**đậm**", " ", "\n", "\n\n", "- ", "1. ", "2. ", "## ", "### ", "# ", ".", "1", "“", "”", '"', "'",
    "(", ")", "-", "_", "a", "Đ", "...", "–", "!", "[", "]", "*", "+", "Bước 1.", ":", "/", "http://a.vn", "%", "#",
    " \n", "\t", "noi dung", "=", "---", "|", "    ", "Kết quả", "\u00a0", "²", "ª", "٣. ", "e\u0323", "&", "<b>", "\\",
)  # fmt: skip


def by_library(body: str) -> str:
    """Convert the long way."""
    library = Markdown(extensions=EXTENSIONS, extension_configs=EXTENSION_CONFIGS, output_format="html")
    return clean(library.convert(body))


def test_plain_stories_of_the_site_are_converted_as_the_library_would() -> None:
    bodies = [path.read_text(encoding="utf-8").partition("\n---\n")[2] for path in CONTENT.rglob("*.md")]
    made = {body: html for body in bodies if (html := converted(body, slugify)) is not None}
    assert len(made) > len(bodies) / 3
    for body, html in made.items():
        if "noi-dung" not in html:
            assert html == by_library(body)


def test_whatever_is_converted_is_converted_as_the_library_would() -> None:
    dice = random.Random(4)  # noqa: S311 - no secret
    plain = 0
    for _ in range(20_000):
        body = "".join(dice.choices(PIECES, k=dice.randint(1, 12)))
        html = converted(body, lambda title: slugify(title) or "muc")
        if html is not None and "noi-dung" not in html:
            plain += 1
            assert html == by_library(body).replace('id="muc-noi-dung"', 'id="noi-dung"'), body
    assert plain > 500


@pytest.mark.parametrize("body", ["- một\n\n- hai", "## Một\n\n## Một", "một_hai", "dòng một\ndòng hai", "a & b"])
def test_what_is_not_plain_is_left_to_the_library(body: str) -> None:
    assert converted(body, slugify) is None
