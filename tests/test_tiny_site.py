"""The tiny site: a whole content folder of a few records, and exactly what it is published as.

When what is published changes on purpose, `--bless` writes the expectation anew; read the difference before committing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from links import broken_links
from sites import REPO, build, files_of, make_root

EXPECTED = REPO / "tests/site/expected"


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built tiny site."""
    root = make_root(tmp_path_factory.mktemp("tiny") / "repo", REPO / "tests/issues/_base/content")
    done = build(root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def published(site: Path) -> Mapping[str, str]:
    """Return what the expectation is about: open data, feeds, sitemap, and the list of pages."""
    files = files_of(site)
    kept = {
        name: data.decode()
        for name, data in files.items()
        if re.fullmatch(r"api/v1/[a-z]+\.json|feed\.(xml|json)|sitemap\.xml", name)
    }
    proof = json.loads(kept["api/v1/build.json"])
    del proof["versions"]
    kept["api/v1/build.json"] = json.dumps(proof, ensure_ascii=False, indent=1) + "\n"
    kept["pages.txt"] = "".join(f"{name}\n" for name in files if name.endswith(".html"))
    return kept


def test_the_tiny_site_is_published_as_expected(tiny: Path, request: pytest.FixtureRequest) -> None:
    made = published(tiny)
    if request.config.getoption("--bless"):
        for name, text in made.items():
            path = EXPECTED / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    expected = {name: data.decode() for name, data in files_of(EXPECTED).items()}
    assert sorted(made) == sorted(expected)
    for name, text in made.items():
        assert text == expected[name], name


def test_a_site_without_the_optional_pages_has_no_broken_link(tiny: Path) -> None:
    assert broken_links(tiny) == []
