"""scripts/new.py: a draft passes the check, its hints are right, bad answers are asked again, no file is lost."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from exemplary.content import check_content
from exemplary.dialogue import Option, Stopped, Wanting, matching
from exemplary.disk import copy_of, create_file, swap_in
from exemplary.draft import DRAFTED, Wish, questions_of, start_draft
from exemplary.draft.compose import draft_text
from exemplary.draft.desk import answers_in
from exemplary.draft.identity import base_id, complete, cut
from exemplary.draft.questions import Value, options_for, reading
from exemplary.issues import Code, ExemplaryError, Severity
from exemplary.library import KINDS, load_library
from exemplary.mend import mend_text
from exemplary.model.base import fields_of
from exemplary.read.front_matter import parse_yaml
from exemplary.read.record import read_record
from sites import REPO, run_script, write
from talking import Person, nobody

TODAY = date(2026, 11, 22)
SUMMARY = "Bà Hoa tự nguyện hiến 300 m² đất vườn để con đường liên thôn rộng ra, trẻ em đến trường không còn lội bùn."
ANSWERS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "exemplar": {
        "title": ["Bà Hoa hiến đất: mở đường liên thôn"], "type": ["Cá nhân"], "name": ["Nguyễn Thị Hoa"],
        "introduced_on": ["12/5/2026"], "unit": ["ubnd xa suoi mo"], "campaigns": ["người tốt việc tốt"],
        "summary": [SUMMARY], "locality": ["xã suối mơ"],
    },
    "plan": {
        "title": ["Xây dựng và nhân rộng điển hình tiên tiến"], "symbol": ["KH-UBND"], "issued_on": ["4/2026"],
        "issuer": ["ubnd-xa-suoi-mo"], "period": ["2026 – 2030"], "number": ["7"],
        "campaigns": ["nguoi tot, nong thon"],
    },
    "practice": {
        "title": ["Tổ tự quản đường hoa"], "summary": [SUMMARY], "owner": ["ubnd-xa-suoi-mo"],
        "campaigns": ["nguoi-tot-viec-tot"],
        "problem": ["Đường bẩn: nhiều rác"], "steps": ["Họp xóm, bàn việc", "Chia đoạn"],
    },
    "replication": {"practice": ["to-tu-quan"], "unit": ["xom dong"]},
    "review": {"plan": ["kh-2026"], "kind": ["so-ket"], "by": ["ubnd-xa-suoi-mo"], "period": ["2026-h1"]},
    "news": {
        "title": ["Xã Suối Mơ ra kế hoạch mới"], "plan": ["kh-2026"], "posted_on": ["1/11/2026"],
        "summary": ["Xã ra kế hoạch."],
    },
    "event": {
        "title": ["Tham quan đường hoa xóm Đông"], "kind": ["tham-quan"], "held_on": ["1/11/2026"],
        "host": ["xom dong"], "summary": ["Các xóm đến xem cách chia đoạn đường hoa."],
    },
    "campaign": {
        "name": ["Đường hoa, ngõ sạch"], "kind": ["phong-trao"], "level": ["xa"], "subjects": ["ca-nhan,tap-the"],
    },
    "unit": {"name": ["Ủy ban nhân dân xã Kim Đồng"], "kind": ["ubnd"], "level": ["xa"], "locality": ["kim dong"]},
}  # fmt: skip
"""For each kind, answers that are enough, typed as people type."""

PATHS = {
    "exemplar": "content/exemplars/2026/ba-hoa-hien-dat-mo-duong-lien-thon/index.md",
    "plan": "content/plans/kh-7-ubnd-xa-suoi-mo-2026/index.md",
    "practice": "content/practices/to-tu-quan-duong-hoa/index.md",
    "replication": "content/replications/2026/to-tu-quan-xom-dong.md",
    "review": "content/reviews/so-ket-2026-h1-kh-2026.md",
    "news": "content/news/2026/xa-suoi-mo-ra-ke-hoach-moi.md",
    "event": "content/events/2026/tham-quan-duong-hoa-xom-dong.md",
    "campaign": "content/campaigns/duong-hoa-ngo-sach.md",
    "unit": "content/registry/units.yml",
}

FILES = {
    "registry/site.yml": "name: Trang\nunit: ubnd-xa-suoi-mo\nurl: https://guong.example.net/\n",
    "registry/units.yml": """# đơn vị

ubnd-xa-suoi-mo:
  name: Ủy ban nhân dân xã Suối Mơ
  locality: xa-suoi-mo
xom-dong:
  name: Xóm Đông
  locality: xa-suoi-mo
ubnd-huyen-cu:
  name: Ủy ban nhân dân huyện Cũ
  valid_to: 2025-06-30
""",
    "registry/localities.yml": "xa-suoi-mo:\n  name: Xã Suối Mơ\n  type: xa\n",
    "registry/clusters.yml": "",
    "registry/localities-vn.csv": """id,name,type,parent,code,valid_from,valid_to,successors
tinh-cao-bang,Tỉnh Cao Bằng,tinh,,04,,,
tinh-ninh-binh,Tỉnh Ninh Bình,tinh,,37,,,
xa-kim-dong-cao-bang,Xã Kim Đồng,xa,tinh-cao-bang,,2025-07-01,,
xa-kim-lien-ninh-binh,Xã Kim Liên,xa,tinh-ninh-binh,,2025-07-01,,
xa-kim-dong-cu,Xã Kim Đồng,xa,tinh-cao-bang,,,2025-06-30,xa-kim-dong-cao-bang:whole
""",
    "campaigns/nguoi-tot-viec-tot.md": """---
name: Người tốt, việc tốt
kind: chuyen-muc
level: toan-quoc
subjects: [ca-nhan, tap-the, ho-gia-dinh, doanh-nghiep]
status: dang-trien-khai
---
""",
    "campaigns/nong-thon-moi.md": """---
name: Chung sức xây dựng nông thôn mới
kind: phong-trao
level: toan-quoc
subjects: [ca-nhan, tap-the]
status: dang-trien-khai
---
""",
    "plans/kh-2026/index.md": """---
title: Kế hoạch nhân rộng điển hình tiên tiến
doc_type: ke-hoach
number: 12
symbol: KH-UBND
number_status: du
issued_on: 2026-01-15
issuer: ubnd-xa-suoi-mo
period: 2026-2030
comprehensive: true
review_outline: [ket-qua, phuong-huong]
---
""",
    "practices/to-tu-quan/index.md": f"""---
title: Tổ tự quản trông nom đường làng
summary: {SUMMARY}
status: nhap
owner: ubnd-xa-suoi-mo
campaigns: [nguoi-tot-viec-tot]
problem: Đường bẩn
steps:
  - id: b1
    title: "Họp xóm: bàn việc"
  - id: b2
    title: Chia đoạn
---
""",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a small office without any fault."""
    for name, text in FILES.items():
        write(tmp_path / "content" / name, text)
    assert check_content(tmp_path, today=TODAY).sound
    return tmp_path


def files_below(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


# With flags


@pytest.mark.parametrize("kind", DRAFTED)
def test_a_draft_of_every_kind_stands_in_its_place_and_passes_the_check(root: Path, kind: str) -> None:
    before = files_below(root)
    assert start_draft(root, Wish(kind, ANSWERS[kind]), nobody(), today=TODAY) == 0
    after = files_below(root)
    assert {path for path in after if after[path] != before.get(path)} == {PATHS[kind]}
    content = check_content(root, today=TODAY)
    mine = [issue for issue in content.issues if issue.place.path == PATHS[kind]]
    assert [issue for issue in mine if issue.severity is not Severity.INFO] == []
    assert content.sound
    assert not mend_text(PATHS[kind], after[PATHS[kind]].decode()).changed


def test_a_story_starts_unpublished_without_consent_and_with_its_four_headings(root: Path) -> None:
    start_draft(root, Wish("exemplar", ANSWERS["exemplar"]), nobody(), today=TODAY)
    entry = load_library(root)[0].of("exemplar")["ba-hoa-hien-dat-mo-duong-lien-thon"]
    assert entry.record.title == "Bà Hoa hiến đất: mở đường liên thôn"
    assert (entry.record.status, entry.record.consent.status, entry.record.stage) == ("nhap", "chua-co", "phat-hien")
    assert [str(move.date) for move in entry.record.stage_history] == ["2026-05-12"]
    assert re.findall("^## (.*)$", entry.body, re.MULTILINE) == [
        "Hoàn cảnh", "Việc làm tốt", "Kết quả và sức lan tỏa", "Cách làm, kinh nghiệm",
    ]  # fmt: skip


def test_a_replication_takes_over_the_steps_of_the_practice(root: Path) -> None:
    start_draft(root, Wish("replication", ANSWERS["replication"]), nobody(), today=TODAY)
    text = (root / PATHS["replication"]).read_text(encoding="utf-8")
    assert "steps:\n  # Họp xóm: bàn việc\n  b1: giu\n  # Chia đoạn\n  b2: giu\n" in text
    assert "history:\n  - status: de-xuat\n    date: 2026-11-22\n" in text


def test_the_old_id_of_a_renamed_practice_is_followed_and_told(root: Path) -> None:
    practice = next((root / "content/practices").rglob("to-tu-quan/index.md"))
    text = practice.read_text(encoding="utf-8")
    practice.write_text(text.replace("---\n", "---\nredirect_from: [to-cu]\n", 1), encoding="utf-8")
    person = Person(there=False)
    answers = {**ANSWERS["replication"], "practice": ["to-cu"]}
    start_draft(root, Wish("replication", answers), person.talk, today=TODAY)
    assert "practice: to-tu-quan\n" in (root / PATHS["replication"]).read_text(encoding="utf-8")
    assert "Mã “to-cu” nay là “to-tu-quan”." in person.heard


def test_a_review_has_the_headings_that_its_plan_asks_for(root: Path) -> None:
    start_draft(root, Wish("review", ANSWERS["review"]), nobody(), today=TODAY)
    assert (
        (root / PATHS["review"])
        .read_text(encoding="utf-8")
        .endswith("---\n## Kết quả đạt được\n\n## Phương hướng, nhiệm vụ\n")
    )


def test_a_plan_that_names_no_campaign_is_comprehensive(root: Path) -> None:
    answers = {key: value for key, value in ANSWERS["plan"].items() if key not in {"campaigns", "number"}}
    start_draft(root, Wish("plan", answers), nobody(), today=TODAY)
    plan = load_library(root)[0].get("plan", "kh-ubnd-xa-suoi-mo-2026")
    assert plan.comprehensive
    assert plan.number_status == "thieu-so"


def test_a_unit_is_added_at_the_end_and_the_rest_of_the_registry_stays(root: Path) -> None:
    start_draft(
        root, Wish("unit", ANSWERS["unit"], ["valid_from=1/7/2025", "contact.phone=0206 3811"]), nobody(), today=TODAY
    )
    assert (root / PATHS["unit"]).read_text(encoding="utf-8") == FILES["registry/units.yml"] + (
        "\nubnd-xa-kim-dong:\n  name: Ủy ban nhân dân xã Kim Đồng\n  kind: ubnd\n  level: xa\n"
        "  locality: xa-kim-dong-cao-bang\n  contact:\n    phone: 0206 3811\n  valid_from: 2025-07-01\n"
    )


@pytest.mark.parametrize("kind", [kind for kind in DRAFTED if kind != "unit"])
def test_every_hint_can_be_put_to_use(root: Path, kind: str) -> None:
    library, _ = load_library(root)
    fields: dict[str, Value] = {}
    for asked in questions_of(kind):
        given = [part for text in ANSWERS[kind].get(asked.key, ()) for part in answers_in(asked, text)]
        options = options_for(asked.inner, library, TODAY)
        if given:
            fields[asked.key] = asked.value([reading(asked.inner, one, options)[0] for one in given])
    text = draft_text(kind, complete(kind, fields, library, TODAY), library)
    block = text.split("---\n")[1]
    keyed = re.compile(r"^( *)# ((?:- )?[a-z_0-9-]+:( .*)?|  .*)$", re.MULTILINE)
    filled = keyed.sub(lambda match: match[1] + match[2], block)
    document, findings = parse_yaml("", filled, 1)
    assert document is not None, findings
    record = KINDS[kind].record
    assert set(document.fields) >= set(fields_of(record)) - {"sample", "redirect_from"}
    faults = {finding.code for finding in read_record(record, "", document.fields).findings}
    assert faults <= {Code.TOO_SHORT, Code.MISSING_AT_STAGE}


def test_an_id_is_never_used_twice(root: Path) -> None:
    for _ in range(4):
        start_draft(root, Wish("exemplar", ANSWERS["exemplar"]), nobody(), today=TODAY)
    base = "ba-hoa-hien-dat-mo-duong-lien-thon"
    assert sorted(path.name for path in (root / "content/exemplars/2026").iterdir()) == [
        base, f"{base}-2026", f"{base}-suoi-mo", f"{base}-suoi-mo-2026",
    ]  # fmt: skip
    with pytest.raises(Wanting, match="--id"):
        start_draft(root, Wish("exemplar", ANSWERS["exemplar"]), nobody(), today=TODAY)
    assert start_draft(root, Wish("exemplar", ANSWERS["exemplar"], (), "ba-hoa"), nobody(), today=TODAY) == 0
    for identifier in ("ba-hoa", "Bà Hoa", "trang"):
        with pytest.raises(Wanting):
            start_draft(root, Wish("exemplar", ANSWERS["exemplar"], (), identifier), nobody(), today=TODAY)


def test_an_old_id_of_another_record_is_taken_too(root: Path) -> None:
    start_draft(root, Wish("exemplar", ANSWERS["exemplar"], ["redirect_from=ba-hoa"]), nobody(), today=TODAY)
    with pytest.raises(Wanting):
        start_draft(root, Wish("exemplar", ANSWERS["exemplar"], (), "ba-hoa"), nobody(), today=TODAY)


def test_ids_end_with_a_whole_word() -> None:
    assert cut("mot-hai-ba", 8) == "mot-hai"
    assert cut("motmotmot", 4) == "motm"
    assert base_id("exemplar", {"title": "!!!"}, TODAY) == ""


def test_no_file_is_overwritten(root: Path) -> None:
    path = root / PATHS["exemplar"]
    write(path.parent / "index.md", "của người khác")
    library = load_library(root)[0]
    assert "ba-hoa-hien-dat-mo-duong-lien-thon" in library.of("exemplar")
    start_draft(root, Wish("exemplar", ANSWERS["exemplar"]), nobody(), today=TODAY)
    assert path.read_text(encoding="utf-8") == "của người khác"
    with pytest.raises(FileExistsError):
        create_file(path, b"")
    assert path.read_text(encoding="utf-8") == "của người khác"


@pytest.mark.parametrize(
    ("kind", "changes", "settings", "words"),
    [
        ("exemplar", {"title": ["Ngắn"]}, [], "--title: Tiêu đề có 4 ký tự"),
        ("exemplar", {"introduced_on": ["31/2/2026"]}, [], "không phải là ngày có thật"),
        ("exemplar", {"introduced_on": ["1/1/2030"]}, [], "ở sau hôm nay"),
        ("exemplar", {"unit": ["khong-co"]}, [], "Không có đơn vị nào mang mã “khong-co”"),
        ("exemplar", {"unit": ["uy ban"]}, [], "có thể là"),
        ("exemplar", {"unit": ["ubnd-huyen-cu"]}, [], "chỉ có đến hết"),
        ("exemplar", {"name": ["bà Hoa"]}, [], "danh xưng"),
        ("exemplar", {"summary": [SUMMARY + " Gọi 0912345678."]}, [], "số điện thoại"),
        ("exemplar", {}, ["tieu_de=x"], "--set tieu_de: Không có trường nào tên là “tieu_de”"),
        ("exemplar", {}, ["status=cong-bo"], "Chưa tạo được"),
        ("exemplar", {}, ["status"], "trường=giá trị"),
        ("exemplar", {}, ["title=Một tiêu đề khác", "title.x=1"], "đã có giá trị khác"),
        ("replication", {"unit": ["ubnd-xa-suoi-mo"]}, [], "đơn vị gốc"),
        ("unit", {"locality": ["kim"]}, [], "có thể là"),
    ],
)
def test_a_bad_flag_is_refused_in_the_checkers_words_and_nothing_is_written(
    root: Path, kind: str, changes: Mapping[str, Sequence[str]], settings: Sequence[str], words: str
) -> None:
    before = files_below(root)
    with pytest.raises(Wanting, match=re.escape(words)):
        start_draft(root, Wish(kind, {**ANSWERS[kind], **changes}, settings), nobody(), today=TODAY)
    assert files_below(root) == before


def test_without_the_needed_flags_one_sentence_names_them(root: Path) -> None:
    with pytest.raises(Wanting) as told:
        start_draft(root, Wish("replication", {}), nobody(), today=TODAY)
    assert str(told.value) == (
        "Còn thiếu --practice (Mô hình được làm theo), --unit (Đơn vị làm theo);"
        " xem python3 scripts/new.py replication -h."
    )


def test_a_broken_registry_is_told_and_left_alone(root: Path) -> None:
    write(root / PATHS["unit"], "a: [\n")
    with pytest.raises(Wanting, match="đang có lỗi"):
        start_draft(root, Wish("unit", ANSWERS["unit"]), nobody(), today=TODAY)
    assert (root / PATHS["unit"]).read_text(encoding="utf-8") == "a: [\n"


def test_faults_of_other_files_keep_no_draft_from_being_made(root: Path) -> None:
    write(root / "content/plans/hong/index.md", "---\ntitle: [\n---\n")
    assert start_draft(root, Wish("exemplar", ANSWERS["exemplar"]), nobody(), today=TODAY) == 0


# With a person


def test_a_person_is_asked_until_the_checker_is_content(root: Path) -> None:
    person = Person(
        "ngắn", "Bà Hoa hiến đất mở đường", "9", "ca nhan", "bà Nguyễn Thị Hoa", "bà", "31/02/2026", "12/5/2026",
        "khong co", "xa suoi mo", "kim dong", "tàu", "nguoi tot", "nông thôn", "", "", "ngắn", SUMMARY,
        "Nguyễn Thị Hoa",
    )  # fmt: skip
    assert start_draft(root, Wish("exemplar", {}), person.talk, today=TODAY) == 0
    for words in (
        "Tiêu đề có 4 ký tự, ít nhất phải 10", "không có trong danh sách cho phép", "không phải là ngày có thật",
        "Không có đơn vị nào tên hoặc mã là “khong co”", "→ Ủy ban nhân dân xã Suối Mơ (ubnd-xa-suoi-mo)",
        "kèm danh xưng “bà”", "1. Cá nhân (ca-nhan)", "Một câu kể việc tốt",
    ):  # fmt: skip
        assert words in person.heard
    record = load_library(root)[0].get("exemplar", "ba-hoa-hien-dat-mo-duong")
    assert (record.name, record.locality) == ("Nguyễn Thị Hoa", "xa-kim-dong-cao-bang")
    assert record.campaigns == ("nguoi-tot-viec-tot", "nong-thon-moi")


def test_a_place_is_chosen_among_those_of_the_day(root: Path) -> None:
    answers = {key: value for key, value in ANSWERS["exemplar"].items() if key not in {"unit", "locality"}}
    person = Person("", "xa suoi mo", "kim dong", "")
    wish = Wish("exemplar", {**answers, "introduced_on": ["1/6/2025"]}, (), "ba-hoa")
    assert start_draft(root, wish, person.talk, today=TODAY) == 0
    entry = load_library(root)[0].of("exemplar")["ba-hoa"]
    assert entry.path == "content/exemplars/2025/ba-hoa/index.md"
    assert entry.record.locality == "xa-kim-dong-cu"


def test_what_flags_answer_is_not_asked(root: Path) -> None:
    person = Person("?", "tự quản", "xom", "", "1/10/2026")
    assert start_draft(root, Wish("replication", {"unit": ["xom-dong"]}), person.talk, today=TODAY) == 0
    assert "Đơn vị làm theo" not in person.heard
    assert "1. Tổ tự quản trông nom đường làng (to-tu-quan)" in person.heard
    assert "date: 2026-10-01" in (root / PATHS["replication"]).read_text(encoding="utf-8")


def test_a_near_miss_is_offered(root: Path) -> None:
    person = Person("xóm đôngg", "c", "", "")
    assert start_draft(root, Wish("replication", {"practice": ["to-tu-quan"]}), person.talk, today=TODAY) == 0
    assert "Có phải Xóm Đông (xom-dong)?" in person.heard


def test_what_is_pasted_is_tidied_and_what_cannot_be_read_is_asked_again(root: Path) -> None:
    name = unicodedata.normalize("NFD", "Đội\u00a0thanh\u200b niên \ufeff")
    person = Person("\ufffd\ufffd", "a\x1b[D", name, "", "", "", "", "")
    assert start_draft(root, Wish("unit", {}), person.talk, today=TODAY) == 0
    assert person.heard.count("Có ký tự không đọc được") == 2
    assert load_library(root)[0].get("unit", "doi-thanh-nien").name == "Đội thanh niên"


def test_a_person_whose_id_is_taken_is_asked_for_another(root: Path) -> None:
    wish = Wish("news", {**ANSWERS["news"], "title": ["!!!!!!!!!!!!"]})
    person = Person("Có dấu", "", "tin-moi")
    assert start_draft(root, wish, person.talk, today=TODAY) == 0
    assert "Không đặt được mã từ tiêu đề" in person.heard
    assert "Mã “Có dấu” không hợp lệ" in person.heard
    assert (root / "content/news/2026/tin-moi.md").exists()


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_whoever_stops_leaves_nothing_behind(root: Path, end: type[BaseException]) -> None:
    before = files_below(root)
    with pytest.raises(Stopped):
        start_draft(root, Wish("exemplar", {}), Person("Bà Hoa hiến đất mở đường", end).talk, today=TODAY)
    assert files_below(root) == before
    assert not (root / "content/exemplars").exists()


def test_names_are_found_by_any_part_of_them() -> None:
    options = [
        Option("xa-kim-dong-cao-bang", "Xã Kim Đồng", "Tỉnh Cao Bằng"),
        Option("xa-kim-dong-ninh-binh", "Xã Kim Đông", "Tỉnh Ninh Bình"),
        Option("xa-dong-kim", "Xã Đông Kim", "Tỉnh Phú Thọ"),
    ]

    def found(typed: str) -> list[str]:
        return [option.value for option in matching(typed, options)]

    assert found("xa-dong-kim") == ["xa-dong-kim"]
    assert found("kim dong") == ["xa-kim-dong-cao-bang", "xa-kim-dong-ninh-binh"]
    assert found("Kim Đông") == ["xa-kim-dong-ninh-binh"]
    assert found("kim dong cao bang") == ["xa-kim-dong-cao-bang"]
    assert found("ki đo ni") == ["xa-kim-dong-ninh-binh"]
    assert found("hà nội") == found("") == found("!") == []


# On the disk


def test_a_failed_write_takes_its_folders_with_it(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        create_file(tmp_path / "a/b/c.md", None)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_swap_that_fails_puts_the_old_folder_back(tmp_path: Path) -> None:
    write(tmp_path / "content/a.md", "cũ")
    with copy_of(tmp_path / "content") as work:
        write(work / "a.md", "mới")
        (tmp_path / "content").rename(tmp_path / "away")
        with pytest.raises(OSError, match="content"):
            swap_in(work, tmp_path / "content")
        (tmp_path / "away").rename(tmp_path / "content")
        gone = work.parent / "gone"
        work.rename(gone)
        with pytest.raises(OSError, match="content"):
            swap_in(work, tmp_path / "content")
        assert (tmp_path / "content/a.md").read_text(encoding="utf-8") == "cũ"
        swap_in(gone, tmp_path / "content")
    assert (tmp_path / "content/a.md").read_text(encoding="utf-8") == "mới"
    assert [path.name for path in tmp_path.iterdir()] == ["content"]


# As a command


def new(root: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    return run_script(REPO, "scripts/new.py", *flags, "--root", str(root), "--as-of", TODAY.isoformat())


def test_the_command_makes_a_draft_from_flags(root: Path) -> None:
    flags = [f"--{key.replace('_', '-')}={value}" for key, values in ANSWERS["practice"].items() for value in values]
    done = new(root, "practice", *flags)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Đã tạo content/practices/to-tu-quan-duong-hoa/index.md." in done.stdout
    assert new(root, "practice", *flags, "--id", "to-tu-quan").returncode == 2


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["exemplar"], "Còn thiếu --title (Tiêu đề)"),
        (["khong-co"], "hãy chọn exemplar, plan"),
        (["exemplar", "--tieu-de", "x"], "không hiểu “--tieu-de x”"),
        (["exemplar", "--title"], "sau --title phải có giá trị"),
        (["exemplar", "--as-of", "hôm nay"], "không phải là ngày"),
        ([], "còn thiếu LOẠI"),
    ],
)
def test_wrong_usage_is_one_vietnamese_sentence_and_exit_code_2(flags: list[str], words: str) -> None:
    done = run_script(REPO, "scripts/new.py", *flags)
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_folder_without_content_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExemplaryError):
        start_draft(tmp_path, Wish("exemplar", {}), nobody(), today=TODAY)
    assert new(tmp_path, "unit", "--name", "Đội A").stderr.startswith("Không thấy thư mục content/ trong")


def test_help_speaks_vietnamese() -> None:
    done = run_script(REPO, "scripts/new.py", "exemplar", "-h")
    assert done.returncode == 0
    assert "Cách dùng:" in done.stdout
    assert "usage" not in done.stdout
    assert "--introduced-on" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal is needed")
def test_at_a_terminal_the_questions_are_asked(root: Path) -> None:
    import pty  # noqa: PLC0415 - not there on every system

    command = [sys.executable, "scripts/new.py", "unit", "--root", str(root), "--as-of", TODAY.isoformat()]
    leader, follower = pty.openpty()
    with subprocess.Popen(
        command, cwd=REPO, stdin=follower, stdout=follower, stderr=follower, env={**os.environ, "LC_ALL": "C"}
    ) as run:
        os.close(follower)
        seen = _typed(leader, ["Đội thanh niên xung kích", "", "su nghiep", "6", "ubnd xa suoi mo", "kim đồng"])
        os.close(leader)
        assert run.wait(timeout=60) == 0
    assert "Tên đơn vị (bắt buộc)" in seen
    assert "Đã thêm đơn vị “doi-thanh-nien-xung-kich”" in seen
    unit = load_library(root)[0].get("unit", "doi-thanh-nien-xung-kich")
    assert (unit.kind, unit.level, unit.parent, unit.locality) == (
        "su-nghiep",
        "co-so",
        "ubnd-xa-suoi-mo",
        "xa-kim-dong-cao-bang",
    )


def _typed(leader: int, answers: Sequence[str]) -> str:
    """Type the answers, each when the command waits for one; return what the terminal showed."""
    seen, waiting, deadline = b"", list(answers), time.monotonic() + 60
    while time.monotonic() < deadline:
        if not select.select([leader], [], [], 1)[0]:
            continue
        try:
            piece = os.read(leader, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
        if waiting and seen.rstrip(b"\r\n").endswith(b"> "):
            os.write(leader, waiting.pop(0).encode() + b"\n")
    return seen.decode("utf-8", "replace")
