"""The published stories of a corpus as other generators read them; nothing here is measured, and no field is lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

TYPES: Final = {
    "ca-nhan": "Cá nhân", "tap-the": "Tập thể", "ho-gia-dinh": "Hộ gia đình", "doanh-nghiep": "Doanh nghiệp",
}  # fmt: skip
STAGES: Final = {"phat-hien": "Phát hiện", "lua-chon": "Lựa chọn", "cong-nhan": "Công nhận, biểu dương"}
SECTIONS: Final = {"plans": "ke-hoach", "practices": "mo-hinh", "replications": "nhan-rong"}
"""Records that get a page without lists of their own, and where."""
LISTS: Final = {
    "phong-trao": "Phong trào, lĩnh vực", "don-vi": "Đơn vị", "dia-ban": "Địa bàn", "nam": "Năm", "loai": "Loại",
}  # fmt: skip
_PRIVATE: Final = {"consent", "status", "sample"}


@dataclass(frozen=True)
class Record:
    """One file of the corpus: its id, its fields, its text, the folder that its photographs lie in."""

    id: str
    fields: dict[str, Any]
    body: str
    folder: Path


@dataclass(frozen=True)
class Corpus:
    """What a peer is given: stories from the newest on, the other records by folder, and all names by id."""

    stories: list[Record]
    others: dict[str, list[Record]]
    names: dict[str, dict[str, Any]]


def _record(path: Path) -> Record:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    name = path.parent.name if path.name == "index.md" else path.stem
    return Record(name, yaml.load(front, getattr(yaml, "CSafeLoader", yaml.SafeLoader)), body, path.parent)  # noqa: S506 - safe, in C


def _published(paths: Iterable[Path]) -> list[Record]:
    return [record for record in map(_record, sorted(paths)) if record.fields.get("status") != "nhap"]


def read_corpus(content: Path) -> Corpus:
    """Read what `make_corpus` has written; drafts stay out."""
    stories = _published(content.glob("exemplars/*/*/index.md"))
    stories.sort(key=lambda story: (story.fields["introduced_on"], story.id), reverse=True)
    others = {kind: _published(content.glob(f"{kind}/**/*.md")) for kind in ("campaigns", *SECTIONS)}
    registry = {
        name: yaml.safe_load((content / "registry" / f"{name}.yml").read_text(encoding="utf-8"))
        for name in ("units", "localities")
    }
    names: dict[str, dict[str, Any]] = {
        **{name: {key: row["name"] for key, row in rows.items()} for name, rows in registry.items()},
        "campaigns": {
            item.id: {"name": item.fields["name"], "color": item.fields["color"], "text": item.body.strip()}
            for item in others["campaigns"]
        },
        "plans": {item.id: f"Kế hoạch {item.fields['number']}/{item.fields['symbol']}" for item in others["plans"]},
        "types": TYPES,
        "stages": STAGES,
    }
    return Corpus(stories, others, names)


def front_of(story: Record) -> dict[str, Any]:
    """Return the front matter of a story for Hugo and Eleventy.

    `type`, which both take for something else, becomes `kind`; the day they sort by is `date`; the lists that a story
    stands in have the names of their addresses.
    """
    fields = {key: value for key, value in story.fields.items() if key not in _PRIVATE and key != "type"}
    day = fields["introduced_on"]
    return {
        "title": fields.pop("title"),
        "date": day,
        "lastmod": max(step["date"] for step in fields["stage_history"]),
        "kind": story.fields["type"],
        **fields,
        "phong-trao": fields["campaigns"],
        "don-vi": [fields["unit"]],
        "dia-ban": [fields["locality"]],
        "nam": [str(day.year)],
        "loai": [story.fields["type"]],
    }


def _front_of_other(record: Record) -> dict[str, Any]:
    fields = record.fields
    return {
        "title": fields.get("title") or f"{fields['unit']} làm theo {fields['practice']}",
        "summary": fields.get("summary", ""),
        "steps_told": fields["steps"] if isinstance(fields.get("steps"), list) else [],
        "campaigns_told": [
            {"ref": part["ref"], "text": item["text"]}
            for part in fields.get("campaigns", ())
            if isinstance(part, dict)
            for items in part["criteria"].values()
            for item in items
        ],
    }


def _page(front: dict[str, Any], body: str) -> str:
    told = yaml.dump(
        front, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True, sort_keys=False, width=1000
    )
    return f"---\n{told}---\n{body}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _photos(story: Record, folder: Path) -> None:
    for photo in story.fields.get("photos") or ():
        shutil.copy2(story.folder / photo["file"], folder)


def _terms(corpus: Corpus) -> Iterator[tuple[str, str, str, str]]:
    """Yield list, id, name and text of everything that has a page with a list of stories."""
    for item in corpus.others["campaigns"]:
        yield "phong-trao", item.id, item.fields["name"], item.body
    for where, kind in (("don-vi", "units"), ("dia-ban", "localities"), ("loai", "types")):
        for key, name in corpus.names[kind].items():
            yield where, key, name, ""
    for year in sorted({story.fields["introduced_on"].year for story in corpus.stories}):
        yield "nam", str(year), f"Năm {year}", ""


def write_templated(corpus: Corpus, content: Path, data: Path) -> None:
    """Write stories for a generator with templates of its own: pages to `content`, names to `data`/names.json."""
    for story in corpus.stories:
        place = content / "guong" / story.id
        _write(place / "index.md", _page(front_of(story), story.body))
        _photos(story, place)
    for kind, section in SECTIONS.items():
        for record in corpus.others[kind]:
            _write(content / section / record.id / "index.md", _page(_front_of_other(record), record.body))
    lists: dict[str, dict[str, str]] = {}
    for where, key, name, _ in _terms(corpus):
        lists.setdefault(where, {})[key] = name
    _write(data / "names.json", json.dumps({**corpus.names, "lists": lists}, ensure_ascii=False))


def write_lists(corpus: Corpus, content: Path) -> None:
    """Write what Hugo wants besides: a page with the name and the text of every list."""
    for where, title in {"guong": "Gương điển hình", "ke-hoach": "Kế hoạch", "mo-hinh": "Mô hình, cách làm",
                         "nhan-rong": "Nhân rộng", **LISTS}.items():  # fmt: skip
        _write(content / where / "_index.md", _page({"title": title}, ""))
    for where, key, name, body in _terms(corpus):
        feed = {"outputs": ["html", "atom"]} if where == "phong-trao" else {}
        _write(content / where / key / "_index.md", _page({"title": name, **feed}, body))


def _told(story: Record, corpus: Corpus, near: Iterable[Record]) -> Iterator[str]:
    """Tell a story with all that our page tells, as a person would type it for MkDocs."""
    fields, names = story.fields, corpus.names
    yield f"# {fields['title']}\n"
    yield f"**{fields['name']}**, {names['localities'][fields['locality']]}\n"
    for photo in fields.get("photos") or ():
        yield f"![{photo['alt']}]({photo['file']})\n"
    yield f"{fields['summary']}\n"
    yield '!!! note "Mẫu minh họa"\n    Câu chuyện này được đặt ra để minh họa: nhân vật và số liệu không có thật.\n'
    yield f"- Loại: {TYPES[fields['type']]}\n- Đơn vị: {names['units'][fields['unit']]}"
    yield f"- Ngày giới thiệu: {fields['introduced_on']:%d/%m/%Y}\n- Kế hoạch: {names['plans'][fields['plan']]}"
    for slug in fields["campaigns"]:
        yield f"- Phong trào: [{names['campaigns'][slug]['name']}](../../phong-trao/{slug}.md)"
    for step in fields["stage_history"]:
        yield f"- {STAGES[step['to']]}: {step['date']:%d/%m/%Y}"
    yield f"\n{story.body}\n\n## Việc đã làm được, có minh chứng\n"
    for item in fields["achievements"]:
        yield f"- {item['text']}, năm {item['year']}: {item.get('value', '')} {item.get('unit', '')}"
    yield "\n## Được ghi nhận\n"
    for item in fields["awards"]:
        yield f"- Giấy khen số {item['number']}, {item['date']:%d/%m/%Y}, {names['units'][item['issuer']]}"
    yield "\n## Nguồn và người chịu trách nhiệm\n"
    for item in fields["sources"]:
        yield f"1. {item['title']}, ngày {item['date']:%d/%m/%Y}"
    yield f"\nNgười viết: {fields['author']}. Người thẩm tra: {fields['fact_checked_by']}.\n\n## Đọc tiếp\n"
    for other in near:
        yield f"- [{other.fields['title']}](../{other.id}/index.md): {other.fields['summary']}"


def write_docs(corpus: Corpus, docs: Path) -> None:
    """Write stories as a person would type them for MkDocs: a page each, and a list for each campaign."""
    by_campaign: dict[str, list[Record]] = {}
    for story in corpus.stories:
        for slug in story.fields["campaigns"]:
            by_campaign.setdefault(slug, []).append(story)
    near: dict[str, list[Record]] = {}
    for group in by_campaign.values():
        for place, story in enumerate(group):
            near.setdefault(story.id, []).extend(group[max(0, place - 1) : place] + group[place + 1 : place + 3])
    for story in corpus.stories:
        place_of = docs / "guong" / story.id
        _write(place_of / "index.md", "\n".join(_told(story, corpus, near[story.id][:3])) + "\n")
        _photos(story, place_of)
    for item in corpus.others["campaigns"]:
        rows = "".join(
            f"- [{story.fields['title']}](../guong/{story.id}/index.md): {story.fields['summary']}\n"
            for story in by_campaign.get(item.id, ())
        )
        _write(docs / "phong-trao" / f"{item.id}.md", f"# {item.fields['name']}\n\n{item.body}\n\n{rows}")
    campaigns = "".join(f"- [{item.fields['name']}](phong-trao/{item.id}.md)\n" for item in corpus.others["campaigns"])
    _write(docs / "index.md", f"# Người tốt, việc tốt\n\n{campaigns}")
