"""The whole site of the repository's own content: built by the real command, then looked at as its readers would."""

from __future__ import annotations

import io
import json
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
from PIL import Image

from links import broken_links
from sites import REPO, build, files_of, make_root

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_summary_says_what_was_read_published_and_withheld(summary: str) -> None:
    for words in ("Đã đọc:", "Đã công bố:", "Giữ lại, không đăng:", "giây"):
        assert words in summary


def test_every_kind_of_page_stands_at_its_address(site: Path) -> None:
    for address in (
        "", "guong", "phong-trao", "ke-hoach", "mo-hinh", "nhan-rong", "so-ket", "tin", "don-vi", "dia-ban", "tim-kiem",
        "a-z", "ky-yeu", "ky-yeu/2026", "ky-yeu/2026/nguoi-tot-viec-tot",
        "dinh-chinh-thu-hoi", "du-lieu-mo", "huong-dan", "huong-dan/loi", "huong-dan/loi/EX103", "huong-dan/truong",
        "gioi-thieu", "quyen-rieng-tu", "tiep-can", "lien-he", "loai/ca-nhan", "nam/2026",
        "phong-trao/hoc-tap-va-lam-theo-ho-chi-minh", "ke-hoach/kh-ubnd-thach-an-2021", "don-vi/phong-noi-vu-thach-an",
        "dia-ban/huyen-thach-an-cao-bang", "dia-ban/tinh-cao-bang",
    ):  # fmt: skip
        assert (site / address / "index.html").is_file(), address
    assert (site / "404.html").is_file()


def test_no_page_shows_its_markup_as_text(site: Path) -> None:
    markup = re.compile(rb"&lt;(svg|use|path|div|span)\b")
    assert [path for path in site.rglob("*.html") if markup.search(path.read_bytes())] == []


def test_no_link_and_no_anchor_is_broken(site: Path) -> None:
    assert broken_links(site) == []


def test_feeds_are_read_by_a_feed_reader(site: Path) -> None:
    feeds = sorted(site.rglob("feed.xml"))
    assert len(feeds) > 1
    for path in feeds:
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert feed.feed.title
        ids = [entry.id for entry in feed.entries]
        assert len(ids) == len(set(ids))
        twin = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        assert twin["version"].endswith("/1.1")
        assert [item["id"] for item in twin["items"]] == ids
    assert feedparser.parse((site / "feed.xml").read_bytes()).entries


def test_sitemap_lists_existing_pages_once(site: Path) -> None:
    tree = ET.parse(site / "sitemap.xml")  # noqa: S314 - our own file
    urls = [item.text or "" for item in tree.iter(f"{NAMESPACE}loc")]
    assert len(urls) == len(set(urls)) > 100
    base = json.loads((site / "feed.json").read_text(encoding="utf-8"))["home_page_url"]
    for url in urls:
        assert (site / url.removeprefix(base) / "index.html").is_file(), url


def test_open_data_tells_what_was_published(site: Path) -> None:
    proof = json.loads((site / "api/v1/build.json").read_text(encoding="utf-8"))
    for name in ("exemplars", "campaigns", "plans", "practices", "replications", "units"):
        data = json.loads((site / f"api/v1/{name}.json").read_text(encoding="utf-8"))
        assert data["version"] == 1
        assert data["count"] == len(data[name]) == proof["published"][name]
        assert proof["published"][name] + proof["withheld"].get(name, 0) == proof["read"][name]
    assert proof["withheld"]["exemplars"] > 0
    assert proof["as_of"] == "2026-11-22"


def test_open_data_holds_nothing_private(site: Path) -> None:
    for path in sorted((site / "api/v1").glob("*.json")):
        text = path.read_text(encoding="utf-8")
        for key in ("consent", "guardian_ref", "child_ref", "mentor", "basis", "help_given", "difficulties", "minor"):
            assert f'"{key}"' not in text, (path, key)


def test_structured_data_of_a_story_is_complete(site: Path, story: str) -> None:
    page = (site / story / "index.html").read_text(encoding="utf-8")
    held = [
        json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    ]
    kinds = {item["@type"] for item in held}
    assert kinds == {"Article", "BreadcrumbList"}
    article = next(item for item in held if item["@type"] == "Article")
    assert article["about"]["@type"] in {"Person", "Organization"}
    assert article["headline"]
    assert article["mainEntityOfPage"].endswith(f"{story}/")
    for name in ("og:title", "og:description", "og:url", "og:type"):
        assert f'property="{name}"' in page
    assert '<link rel="canonical"' in page


def test_every_page_is_shared_with_a_picture_of_the_right_size_and_words_for_it(site: Path) -> None:
    seen: set[str] = set()
    for path in sorted(site.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in page:
            continue
        held = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):image[\w:]*)" content="([^"]*)">', page))
        assert held["og:image"] == held["twitter:image"], path
        assert held["og:image:alt"], path
        assert len(held["og:image:alt"]) <= 420, path
        seen.add(held["og:image"].split("/", 3)[3])
    for name in seen:
        with Image.open(site / name) as image:
            assert image.size == (1200, 630), name
            assert (site / name).stat().st_size < 90_000, name
    assert len(seen) > 60
    assert {path.name for path in (site / "anh").glob("*-chia-se.*")} == {Path(name).name for name in seen}


def test_photos_carry_no_metadata_and_their_size_is_written(site: Path) -> None:
    photos = sorted((site / "anh").iterdir())
    assert photos
    for path in photos:
        with Image.open(io.BytesIO(path.read_bytes())) as image:
            assert not image.getexif()
            assert not {"exif", "icc_profile", "xmp", "comment", "photoshop"} & set(image.info)
            assert image.width <= 1280
    pages = "".join(path.read_text(encoding="utf-8") for path in (site / "guong").rglob("index.html"))
    for tag in re.findall(r"<img [^>]*>", pages):
        assert re.search(r'width="\d+" height="\d+"', tag), tag
        assert 'alt="' in tag


def test_originals_are_never_copied(site: Path) -> None:
    originals = {path.read_bytes() for path in (REPO / "content").rglob("*.jpg")}
    assert not originals & set(files_of(site).values())


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    loading = re.compile(
        rb'(?:<(?:script|img|source|iframe|link rel="(?:stylesheet|preload|icon)")[^>]*?(?:src|srcset|href)="|url\("?)'
        rb"(?:https?:)?//"
    )
    for name, data in files_of(site).items():
        if name.endswith((".html", ".css")):
            assert not loading.search(data), name


def test_pages_have_no_inline_script_or_style(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=", text), path
        assert not re.search(r"<script(?![^>]*(?:src=|type=\"application/ld\+json\"))", text), path


def test_two_builds_of_the_same_content_have_the_same_bytes(site: Path, tmp_path: Path) -> None:
    other = make_root(tmp_path / "một bản khác", REPO / "content")
    done = build(other)
    assert done.returncode == 0, done.stderr
    first, second = files_of(site), files_of(other / "site")
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_building_again_writes_nothing(built: Path) -> None:
    done = build(built)
    assert "ghi mới 0, xóa 0" in done.stdout, done.stdout + done.stderr


def test_a_build_with_errors_leaves_the_last_good_site(tmp_path: Path) -> None:
    root = make_root(tmp_path / "r", REPO / "tests/issues/_base/content")
    assert build(root).returncode == 0
    before = files_of(root / "site")
    (root / "content/gioi-thieu-moi.md").write_text("---\ntitle: Mô hình: vườn sạch\n---\n", encoding="utf-8")
    done = build(root)
    assert done.returncode == 1
    assert "EX019" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(root / "site") == before


def test_hooks_stop_a_plain_mkdocs_build_too(tmp_path: Path) -> None:
    root = make_root(tmp_path / "r", REPO / "tests/issues/_base/content", **{"bad.md": "x"})
    (root / "content/bad.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    import sys  # noqa: PLC0415

    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "EX007" in done.stderr + done.stdout
    assert not (root / "site").exists()


@pytest.fixture(scope="session")
def story(site: Path) -> str:
    """The address of a story with a photo."""
    data = json.loads((site / "api/v1/exemplars.json").read_text(encoding="utf-8"))
    return next(f"guong/{item['id']}" for item in data["exemplars"] if item["photos"])
