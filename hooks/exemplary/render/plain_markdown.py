"""Convert the plain Markdown that most stories are written in, as Python-Markdown and the cleaning after it would.

Paragraphs and items of one line, headings, short lists, bold words: whatever has more than that is left to the library,
which takes twenty times as long. The tests hold both against each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

_FIRST: Final = r"[^\W\d_]|[“‘\"(]"
_SIGN: Final = r"[\w ,.;:?!“”‘’\"'()%/–…-]"
_BOLD: Final = rf"\*\*\w(?:{_SIGN}*\w)?\.?\*\*"
_TEXT: Final = rf"(?:{_BOLD}(?: {_SIGN}*)?|(?:{_FIRST}){_SIGN}*(?: {_BOLD}(?: {_SIGN}*)?)?)(?<! )"
_BLOCK: Final = re.compile(
    rf"(?P<p>{_TEXT})|(?P<h>#{{2,6}}) (?P<title>(?:{_FIRST}){_SIGN}*(?<! ))|(?P<ul>- {_TEXT}(?:\n- {_TEXT})*)"
    rf"|(?P<ol>1\. {_TEXT}(?:\n\d{{1,3}}\. {_TEXT})*)"
)
_ITEM: Final = re.compile(r"^(?:-|\d+\.) (.*)$", re.MULTILINE)
_STRONG: Final = re.compile(r"\*\*(.+?)\*\*")
_BETWEEN: Final = re.compile(r"\n\n+")


def converted(body: str, slug: Callable[[str], str]) -> str | None:
    """Return the HTML of a plain body; None when there is anything in it that is not. `slug` names a heading."""
    if "_" in body:  # a letter to an expression, a mark to Markdown
        return None
    blocks = list(map(_BLOCK.fullmatch, _BETWEEN.split(body.strip("\n"))))
    lists = [block is not None and block.lastgroup in {"ul", "ol"} for block in blocks]
    if any(one and other for one, other in pairwise(lists)):
        return None  # the library may see one list in two
    slugs: set[str] = set()
    made: list[str] = []
    for block in blocks:
        if block is None:
            return None
        if block["title"]:
            name = slug(block["title"])
            if name in slugs:
                return None
            slugs.add(name)
            level = len(block["h"])
            made.append(f'<h{level} id="{name}">{block["title"]}</h{level}>')
        elif block["p"]:
            made.append(f"<p>{block['p']}</p>")
        else:
            made += _list("ul" if block["ul"] else "ol", block[0])
    return _STRONG.sub(r"<strong>\1</strong>", "\n".join(made))


def _list(kind: str, text: str) -> Iterator[str]:
    yield f"<{kind}>"
    yield from (f"<li>{item}</li>" for item in _ITEM.findall(text))
    yield f"</{kind}>"
