"""Make a clone the site of one office: its name and unit in the registry, the samples gone, the check without error.

All of it is done on a copy of content/, which takes the place of the old folder only when the checker has no error in
it. What an office may have written itself is never removed: only records that say `sample: true`, the plans that come
with the project (when the office wants them gone) and what nobody but those plans names.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from ..content import Content, check_content
from ..dialogue import Talk, Wanting
from ..disk import copy_of, swap_in
from ..issues import ExemplaryError, Severity
from ..library import CONTENT, KINDS, load_library
from ..mend import mend_text
from ..plain_yaml import scalar, with_fields, without_groups
from ..read.front_matter import parse_yaml
from .answers import FLAGS, Inquiry, Office, is_placeholder, unit_fields
from .clearing import EXAMPLE_PLANS, REGISTRIES, Clearing, text_of

_SITE: Final = f"{CONTENT}/{KINDS['site'].folder}"
_UNITS: Final = f"{CONTENT}/{KINDS['unit'].folder}"
_MOST_TOLD: Final = 20
_LINK: Final = re.compile(r"\[([^\[\]]*)\]\(/([^)\s#]*)(#[^)\s]*)?(?:\s+\"[^\"]*\")?\)")
_TITLE: Final = re.compile(r"^title:.*$", re.MULTILINE)
_ABOUT_SAMPLES: Final = (
    (f"{CONTENT}/gioi-thieu.md", re.compile(r"^## Bài mẫu\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)),
    (f"{CONTENT}/quyen-rieng-tu.md", re.compile(r" Khi đưa trang vào dùng thật, cơ quan chủ quản thay tên[^.\n]*\.")),
)
"""What the hand-written pages say of the samples and of the sample office."""


@dataclass(frozen=True)
class Changes:
    """What is to be done to content/: files with a new text, files and folders that go."""

    texts: dict[str, str]
    removed: tuple[str, ...]

    def apply(self, root: Path) -> None:
        """Do it below `root`; folders that are left empty go too."""
        for path in self.removed:
            place = root / path
            if place.is_dir() and not place.is_symlink():
                shutil.rmtree(place)
            else:
                place.unlink()
            for folder in place.parents:
                if folder == root / CONTENT or any(folder.iterdir()):
                    break
                folder.rmdir()
        for path, text in self.texts.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8", newline="\n")


def take_over(root: Path, told: Office, talk: Talk, *, today: date) -> int:
    """Ask what is still unknown, make the site the office's own, say what was done; return the exit code."""
    if (root / CONTENT).is_symlink():
        raise ExemplaryError(f"{CONTENT}/ là lối tắt (liên kết), không phải thư mục thật, nên không đổi gì.")
    library, _ = load_library(root)
    broken = sorted(f"{CONTENT}/{KINDS[kind].folder}" for kind in library.broken)
    if broken:
        raise Wanting(f"Tệp {broken[0]} không đọc được; chạy python3 scripts/run.py check, sửa rồi chạy lại.")
    unit = library.get("unit", library.site.unit or "")
    fresh = unit is None or unit.sample
    plans = sum(plan in EXAMPLE_PLANS for plan in library.of("plan"))
    clearing = Clearing(library, "", drop_plans=False)
    office = Inquiry(clearing.without(), talk, today, fresh).complete(told)
    keep = office.keep_plans
    if keep is None and plans:
        keep = not fresh
        if talk.can_ask and not office.yes:
            question = f"Giữ lại {plans} kế hoạch ví dụ của cơ quan khác (để tham khảo cách viết) và tin về chúng?"
            keep = talk.agrees(question, default=keep)
    clearing = Clearing(library, office.unit_id, drop_plans=not keep)
    changes = changes_for(clearing, office, fresh=fresh)
    if not changes.texts and not changes.removed:
        talk.say("Trang đã là của cơ quan bạn, không có gì phải đổi.")
        return 0
    talk.say("\n".join(_intended(clearing, office)))
    if not office.yes:
        if not talk.can_ask:
            raise Wanting("Chưa ghi gì: thêm --yes để làm những việc trên.")
        if not talk.agrees("Làm những việc trên?", default=False):
            talk.say("Không có gì được ghi.")
            return 1
    return _swap(root, changes, office, talk, today)


def _swap(root: Path, changes: Changes, office: Office, talk: Talk, today: date) -> int:
    with copy_of(root / CONTENT) as work:
        changes.apply(work.parent)
        content = check_content(work.parent, today=today)
        if not content.sound:
            talk.say("\n".join(_refused(content)))
            return 1
        swap_in(work, root / CONTENT)
    talk.say("\n".join(_next_steps(office, content)))
    return 0


def changes_for(clearing: Clearing, office: Office, *, fresh: bool) -> Changes:
    """Return what makes the site the office's own."""
    library, gone = clearing.library, clearing.gone
    texts: dict[str, str] = {}
    for kind in REGISTRIES:
        path = f"{CONTENT}/{KINDS[kind].folder}"
        before = text_of(library, path)
        after = without_groups(before, [name for held, name in gone if held == kind]) if before else before
        if kind == "unit":
            after = _with_unit(after, clearing, office)
        if after != before:
            texts[path] = after
    before = text_of(library, _SITE)
    after = _with_site(before, office, fresh=fresh)
    if after != before:
        texts[_SITE] = after
    removed = []
    for kind, name in sorted(gone):
        entry = library.of(kind)[name]
        if kind not in REGISTRIES:
            proper = entry.path == KINDS[kind].place(name, entry.year_folder)
            removed.append(entry.folder if KINDS[kind].own_folder and proper else entry.path)
    texts |= dict(_pages(clearing, office))
    return Changes(texts, tuple(removed))


def _with_unit(text: str, clearing: Clearing, office: Office) -> str:
    """Return units.yml with the office's own unit; a unit that is there already only learns what is new."""
    made = unit_fields(office, clearing.library)
    held = clearing.values.get(("unit", office.unit_id))
    if held is None or held.get("sample") == "true":
        return with_fields(without_groups(text, [office.unit_id]) if text else text, made, under=office.unit_id)
    contact = held.get("contact")
    known = contact if isinstance(contact, dict) else {}
    new = {key: made[key] for key in ("name", "locality")} | {"contact": {**known, **office.contact}}
    return with_fields(text, {key: value for key, value in new.items() if held.get(key) != value}, under=office.unit_id)


def _with_site(text: str, office: Office, *, fresh: bool) -> str:
    """Return site.yml with what is known of the office; nothing of the sample office is left in it."""
    document, _ = parse_yaml("", text, 1)
    held: dict[str, Any] = document.fields if document else {}
    contact = held.get("contact") if not fresh else None
    known = contact if isinstance(contact, dict) else {}
    fields: dict[str, Any] = {
        "name": office.name,
        "unit": office.unit_id,
        "locality": office.locality,
        "url": office.url,
        "contact": {**known, **office.contact, "url": f"{office.url}lien-he/"},
    }
    forge = held.get("forge")
    old = forge if isinstance(forge, dict) else {}
    if office.forge_url:
        fields["forge"] = {"branch": "main", **old} | {"kind": office.forge, "url": office.forge_url}
        fields["forge"] = {key: fields["forge"][key] for key in ("kind", "url", "branch")}
    elif is_placeholder(str(old.get("url", ""))):
        fields["forge"] = None
    return mend_text(_SITE, with_fields(text if document else "", fields)).after


def _pages(clearing: Clearing, office: Office) -> Iterator[tuple[str, str]]:
    """Yield the pages that stay with their links to what goes undone, those to the old office turned to the new one.

    The home page takes the new name of the site, if it had the old one.
    """
    library = clearing.library
    old = library.site.unit or ""
    turned = f"{KINDS['unit'].address}/{old}/" if old != office.unit_id else ""
    addresses = {
        library.of(kind)[name].address
        for kind, name in clearing.gone
        if KINDS[kind].address and name in library.of(kind)
    }

    def link(match: re.Match[str]) -> str:
        address = match[2].rstrip("/") + "/"
        if turned and address == turned:
            return f"[{office.unit_name}](/{KINDS['unit'].address}/{office.unit_id}/)"
        return match[1] if address in addresses else match[0]

    for held in library.entries.values():
        for entry in held.values():
            if (entry.kind, entry.id) in clearing.gone or not entry.path.endswith(".md"):
                continue
            before = text_of(library, entry.path)
            after = _LINK.sub(link, before)
            if (entry.kind, entry.id) == ("page", "index") and entry.record and entry.record.title == library.site.name:
                after = _TITLE.sub(lambda _: f"title: {scalar(office.name)}", after, count=1)
            for path, passage in _ABOUT_SAMPLES if clearing.samples else ():
                after = passage.sub("", after) if path == entry.path else after
            if after != before:
                yield entry.path, after


def _counted(keys: frozenset[tuple[str, str]]) -> str:
    counts = Counter(kind for kind, _ in keys)
    return "; ".join(f"{counts[kind]} {KINDS[kind].label.lower()}" for kind in KINDS if counts[kind])


def _intended(clearing: Clearing, office: Office) -> Iterator[str]:
    yield "\nSẽ làm những việc này:"
    yield f"- ghi {_SITE}: trang “{office.name}”, địa chỉ {office.url}"
    yield f"- ghi {_UNITS}: {office.unit_name} ({office.unit_id}), địa bàn {office.locality}"
    if clearing.samples:
        yield f"- bỏ mọi mục mẫu: {_counted(clearing.samples)}"
    if clearing.examples:
        yield f"- bỏ kế hoạch ví dụ và những gì chỉ chúng nhắc đến: {_counted(clearing.examples)}"


def _refused(content: Content) -> Iterator[str]:
    errors = [issue for issue in content.issues if issue.severity is Severity.ERROR]
    yield f"Chưa đổi gì, vì sau khi đổi nội dung sẽ còn {len(errors)} lỗi:"
    for issue in errors[:_MOST_TOLD]:
        where = f"{issue.place.path}:{issue.place.line}" if issue.place.line else issue.place.path
        yield f"- {where}: {issue.message} {issue.hint}"
    yield "Hãy sửa những chỗ ấy trong bài của mình (hoặc thêm --keep-plans nếu bài dùng kế hoạch ví dụ), rồi chạy lại."


def _next_steps(office: Office, content: Content) -> Iterator[str]:
    pages = sorted(entry.path for entry in content.library.of("page").values() if entry.path.count("/") == 1)
    yield f"\nXong: trang này nay là của {office.unit_name}. Kiểm tra nội dung: không có lỗi."
    yield "Việc tiếp theo:"
    yield f"  1. Đọc lại các trang viết tay và sửa cho đúng với cơ quan: {', '.join(pages)}."
    yield "  2. Thêm đơn vị trực thuộc: python3 scripts/run.py new unit; kế hoạch: python3 scripts/run.py new plan."
    yield "  3. Viết gương đầu tiên: python3 scripts/run.py new exemplar."
    yield "  4. Dựng trang: python3 scripts/run.py site."


__all__ = ["FLAGS", "Changes", "Office", "changes_for", "take_over"]
