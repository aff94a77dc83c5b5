"""What the sample nginx configuration sends: compressed, typed, kept or not, under the strict policy."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from proof.serving import served

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Let a test see the redirect itself."""


def ask(address: str, where: str, *, accept: str = "") -> tuple[int, Message, bytes]:
    """Return status, headers and body of one answer."""
    request = urllib.request.Request(f"{address}/{where}", headers={"Accept-Encoding": accept})  # noqa: S310
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def asset(site: Path, pattern: str) -> str:
    """Return the address of the first file that fits."""
    return next(path.relative_to(site).as_posix() for path in sorted(site.glob(pattern)))


@pytest.fixture(scope="session")
def plain(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an nginx without brotli."""
    with served(site, tmp_path_factory.mktemp("plain"), brotli=False) as where:
        yield where


def test_every_answer_carries_the_policy(address: str, site: Path) -> None:
    for where in ("", "guong/", "khong-co/", "guong", "feed.xml", asset(site, "assets/*.css"), asset(site, "anh/*")):
        _, headers, _ = ask(address, where)
        assert headers["Content-Security-Policy"] == POLICY, where
        assert headers["X-Content-Type-Options"] == "nosniff", where


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/*.css", "text/css; charset=utf-8"),
        ("assets/*.js", "text/javascript; charset=utf-8"),
        ("assets/fonts/*.woff2", "font/woff2"),
        ("assets/*.svg", "image/svg+xml; charset=utf-8"),
        ("anh/*.webp", "image/webp"),
        ("feed.xml", "application/atom+xml; charset=utf-8"),
        ("feed.json", "application/feed+json; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("api/v1/exemplars.json", "application/json; charset=utf-8"),
    ],
)
def test_every_kind_of_file_says_what_it_is(address: str, site: Path, pattern: str, kind: str) -> None:
    assert ask(address, asset(site, pattern))[1]["Content-Type"] == kind


def test_kinds_that_only_some_sites_hold(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    kinds = {
        "ics": "text/calendar; charset=utf-8",
        "webmanifest": "application/manifest+json",
        "pdf": "application/pdf",
        "mjs": "text/javascript; charset=utf-8",
    }
    for suffix in kinds:
        (site / f"a.{suffix}").write_bytes(b"x")
    with served(site, tmp_path / "nginx") as address:
        assert {suffix: ask(address, f"a.{suffix}")[1]["Content-Type"] for suffix in kinds} == kinds


def test_text_is_compressed_both_ways(address: str, plain: str, site: Path) -> None:
    for where in ("", asset(site, "assets/*.css"), "api/v1/exemplars.json"):
        whole = len(ask(plain, where)[2])
        _, headers, body = ask(plain, where, accept="gzip, br")
        assert headers["Content-Encoding"] == "gzip", where
        assert len(body) < whole / 2, where
        _, headers, smaller = ask(address, where, accept="gzip, br")
        assert headers["Content-Encoding"] == "br", where
        assert len(smaller) < len(body), where


def test_what_is_named_after_its_bytes_is_kept_and_pages_are_asked_for_again(address: str, site: Path) -> None:
    for pattern in ("assets/*.css", "assets/fonts/*", "anh/*.webp"):
        assert "immutable" in ask(address, asset(site, pattern))[1]["Cache-Control"], pattern
    for where in ("", "guong/", "feed.xml", "api/v1/exemplars.json", "assets/khong-co.css"):
        assert ask(address, where)[1]["Cache-Control"] == "no-cache", where


def test_a_missing_page_is_our_own_and_a_folder_gets_its_slash(address: str) -> None:
    for where in ("khong-co/", "guong/khong-co/", "anh/", "404.html"):
        status, _, body = ask(address, where)
        assert status in {403, 404}, where
        assert "<h1" in body.decode("utf-8"), where
    status, headers, _ = ask(address, "guong")
    assert (status, headers["Location"]) == (301, "/guong/")
