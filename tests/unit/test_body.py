"""What a Markdown body holds: code, headings, links; and that what is dangerous is seen through its disguises."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from builders import DRAFT, PUBLISHED, base_text, make_root
from exemplary.content import check_content
from exemplary.issues import Code
from exemplary.read.body import headings_of, links_of, plain_markdown

TODAY = date(2026, 11, 22)


def told(folder: Path, body: str) -> list[Code]:
    """Return the codes of what is wrong with a draft that has this body."""
    root = make_root(folder, draft=base_text(DRAFT).replace("Bài đang viết.", body))
    return [issue.code for issue in check_content(root, today=TODAY).issues]


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        ("a `b` c", "a     c"),
        ("``a`b`` c", "        c"),
        ("```\na\n```\nb", "   \n \n   \nb"),
        ("~~~ html\na\n~~~\nb", "        \n \n   \nb"),
        ("```\na", "```\na"),
        ("```\na\n```x\nb", "```\na\n```x\nb"),
        ("```x`y\na\n```", "```x`y\na\n```"),
        ("````\n```\na\n````", "    \n   \n \n    "),
        (r"\`a\`", r"\`a\`"),
        ("không có gì", "không có gì"),
    ],
)
def test_only_what_is_sure_to_be_code_is_blanked(body: str, plain: str) -> None:
    assert plain_markdown(body) == plain


def test_headings_of_every_shape() -> None:
    body = "## Một ##\n\n##Hai\n### `ba` bốn\n\nNăm\n===\n\nSáu\n-\n\n```\n# bảy\n```\n##\n\nTám"
    assert [(level, text) for level, text, _ in headings_of(body)] == [
        (2, "Một"), (2, "Hai"), (3, "bốn"), (1, "Năm"), (2, "Sáu"),
    ]  # fmt: skip
    assert [body[offset:].split("\n", maxsplit=1)[0] for _, _, offset in headings_of(body)][3] == "Năm"


def test_links_of_every_shape() -> None:
    body = (
        '[a](/x/) ![b](c.jpg "d") [e](</f g/>) [h [i]](j) [k](l(m)n)\n<https://o.p/> [q]: /r/\n\n[s]: /t/ "u"\n'
        "[^1]: Theo biên bản\n\n`[v](w)`"
    )
    assert [(text, target, image) for text, target, image, _ in links_of(body)] == [
        ("a", "/x/", False), ("b", "c.jpg", True), ("e", "/f g/", False), ("h [i]", "j", False), ("k", "l(m)n", False),
        ("s", "/t/", False), ("https://o.p/", "https://o.p/", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](< javascript:alert(1)>)",
        "[a](java\nscript:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](java&Tab;script:alert(1))",
        "[a](data:text/html,x)",
        "[a](//example.org/x)",
        "[a](vbscript:x)",
        "[a](file:///C:/x)",
        "[a]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "[a](\x01javascript:x)",
    ],
)
def test_dangerous_links(tmp_path: Path, body: str) -> None:
    assert Code.DANGEROUS_LINK in told(tmp_path, body)


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)</SCRIPT>",
        "<img src=x onerror=alert(1)>",
        "<img/onerror=alert(1) src=x>",
        '<a href="javascript:alert(1)">x</a>',
        "<iframe src=x>",
        "<svg onload=x>",
        "<style>*{}</style>",
        "```\n<script>",
        "\\`<script>\\`",
        "```x`\n<script>\n```",
        "<form action=x>",
        "a\n<object data=x>",
        "<script\nsrc=x>",
    ],
)
def test_dangerous_markup(tmp_path: Path, body: str) -> None:
    assert told(tmp_path, body) == [Code.DANGEROUS_HTML]


@pytest.mark.parametrize(
    "body",
    [
        "Em 3 < 5 tuổi, 7 > 2.",
        "`<script>`",
        "```\n<script>\n```",
        "<https://example.org/>",
        "[kế hoạch](/ke-hoach/)",
        "[bà Hoa](/guong/ba-hoa-hien-dat)",
        "[bà Hoa](../ba-hoa-hien-dat/index.md)",
        "[a](https://example.org/x_(y))",
        "[xem](#hoan-canh)\n\n## Hoàn cảnh",
        "- một\n- hai\n\n1. ba\n\n> bốn\n\n**năm** *sáu*",
        "Giá 5 $ {x}",
        "a\n\n---\n\nb",
    ],
)
def test_good_bodies(tmp_path: Path, body: str) -> None:
    assert told(tmp_path, body) == []


def test_an_image_of_a_record_that_could_not_be_read_is_not_told_too(tmp_path: Path) -> None:
    text = (
        base_text(PUBLISHED).replace("2026-05-12", "2026-05-32").replace("## Việc", "![Hoa](duong-hoa.jpg)\n\n## Việc")
    )
    codes = [issue.code for issue in check_content(make_root(tmp_path, published=text), today=TODAY).issues]
    assert codes == [Code.NOT_A_DATE]


@pytest.mark.parametrize(
    "body",
    [
        "a" * 500_000,
        "<a" + " " * 500_000,
        "# a" + " " * 500_000 + "b",
        "[\n" * 200_000,
        "\u00a0" * 300_000,
        "“" * 300_000,
        "```x\n" * 100_000,
        "[" * 300_000,
        "[a](" * 100_000,
        "<" * 300_000,
        "<a" * 200_000,
        "`" * 300_000,
        "` `` " * 100_000,
        "](" * 200_000,
        "[]" * 200_000,
        "uâ" * 300_000,
        "0912 " * 100_000,
        "a@" * 200_000,
        "dân tộc" + " " * 500_000,
        "lớp " * 100_000,
        "#\n" * 200_000,
        "x\n-\n\n" * 100_000,
        "{{" * 3_000,
        "tài khoản" * 60_000,
        "![](a" * 100_000,
    ],
    ids=range(25),
)
def test_hostile_bodies_take_no_time(tmp_path: Path, body: str) -> None:
    root = make_root(tmp_path, published=base_text(PUBLISHED) + body)
    start = time.process_time()
    check_content(root, today=TODAY)
    assert time.process_time() - start < 6
