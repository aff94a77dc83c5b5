"""Loading a content folder: what lies where, what is told of a file, and what later stages may still rely on."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from builders import CONTENT, DRAFT, PLAN, PUBLISHED, REPLICATION, UNITS, base_text, make_root
from exemplary.cache import fingerprint
from exemplary.content import check_content
from exemplary.issues import Code, ExemplaryError
from exemplary.library import document_at, load_library
from exemplary.model.registry import Locality

TODAY = date(2026, 11, 22)
HEADER = "id,name,type,parent,code,valid_from,valid_to,successors\n"
NATIONAL = "content/registry/localities-vn.csv"


def write(root: Path, name: str, text: str | bytes) -> Path:
    """Write a file of a content folder and return the root."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def told(root: Path) -> list[tuple[Code, str]]:
    """Return code and path of everything that is wrong."""
    return [(issue.code, issue.place.path) for issue in check_content(root, today=TODAY).issues]


def test_every_record_is_found_under_its_kind_and_id() -> None:
    library, findings = load_library(CONTENT.parent)
    assert findings == []
    assert list(library.of("exemplar")) == ["ba-hoa-hien-dat", "to-may-xom-dong"]
    assert library.of("exemplar")["ba-hoa-hien-dat"].files == ("duong-hoa.jpg",)
    assert library.of("exemplar")["ba-hoa-hien-dat"].address == "guong/ba-hoa-hien-dat/"
    assert library.get("plan", "kh-12-ubnd-xa-suoi-mo-2026").number_vi == "12/KH-UBND"
    assert library.get("unit", "nowhere") is None
    assert library.site.name == "Người tốt, việc tốt xã Suối Mơ"
    assert {kind for kind, held in library.entries.items() if held} == set(library.entries)


@pytest.mark.parametrize("root", [CONTENT.parent, Path(__file__).parents[2]])
def test_an_entry_that_was_kept_is_what_was_read(root: Path) -> None:
    library, _ = load_library(root)
    for held in library.entries.values():
        for entry in held.values():
            again = pickle.loads(pickle.dumps(entry))  # noqa: S301 - made here
            assert again == entry
            assert fingerprint((again.record, again.refs, again.days)) == fingerprint(
                (entry.record, entry.refs, entry.days)
            )


def test_alike_records_share_what_they_have_in_common() -> None:
    library, _ = load_library(CONTENT.parent)
    entry = library.of("exemplar")["ba-hoa-hien-dat"]
    one, other = (pickle.loads(pickle.dumps(entry)) for _ in range(2))  # noqa: S301 - made here
    assert one.record.unit is other.record.unit
    assert one.record.introduced_on is other.record.introduced_on
    assert all(mine is theirs for (mine, *_), (theirs, *_) in zip(one.refs, other.refs, strict=True))
    assert all(mine is theirs for (mine, _), (theirs, _) in zip(one.days, other.days, strict=True))


def test_the_body_is_what_stands_below_the_fields(tmp_path: Path) -> None:
    make_root(tmp_path)
    for entry in load_library(tmp_path)[0].of("exemplar").values():
        text = (tmp_path / entry.path).read_text()
        assert entry.body
        assert text.endswith(entry.body)
        assert entry.body_size == len(entry.body.encode())


def test_without_a_content_folder_there_is_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(ExemplaryError):
        load_library(tmp_path)
    (tmp_path / "content").write_text("x")
    with pytest.raises(ExemplaryError):
        load_library(tmp_path)


def test_an_empty_content_folder_lacks_its_site_only(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert told(tmp_path) == [(Code.RECORD_WITHOUT_FILE, "content/registry/site.yml")]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("content/exemplars/ba-hoa/index.md", Code.MISPLACED_RECORD),
        ("content/exemplars/26/ba-hoa/index.md", Code.MISPLACED_RECORD),
        ("content/exemplars/2026/ba-hoa.md", Code.MISPLACED_RECORD),
        ("content/exemplars/ba-hoa.docx", Code.STRAY_FILE),
        ("content/campaigns/moi.md.txt", Code.MISPLACED_RECORD),
        ("content/reviews/moi.markdown", Code.MISPLACED_RECORD),
        ("content/exemplars/2026/ba-hoa-hien-dat/anh/a.jpg", Code.STRAY_FILE),
        ("content/exemplar/2026/ba-hoa/index.md", Code.MISPLACED_RECORD),
        ("content/Plans/a/index.md", Code.MISPLACED_RECORD),
        ("content/campaigns/a.txt", Code.STRAY_FILE),
        ("content/registry/unit.yml", Code.MISPLACED_RECORD),
        ("content/units.yml", Code.MISPLACED_RECORD),
        ("content/registry/a.yml", Code.STRAY_FILE),
        ("content/a/b/c/d/e/f/g/h.txt", Code.STRAY_FILE),
        ("content/exemplars/2026/moi/Index.md", Code.RECORD_WITHOUT_FILE),
        ("content/exemplars/2026/moi/a.jpg", Code.RECORD_WITHOUT_FILE),
        ("content/exemplars/2026/to-may-xom-dong/b.txt", Code.FILE_NOT_LISTED),
    ],
)
def test_what_lies_in_the_wrong_place_is_told_once(tmp_path: Path, name: str, code: Code) -> None:
    root = write(make_root(tmp_path), name, "---\ntitle: Một bài\n---\n")
    assert [found for found, _ in told(root)] == [code]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("content/ba-hoa.md", "content/exemplars/2026/ba-hoa/index.md"),
        ("content/Ba_Hoa.md", "content/exemplars/2026/ba-hoa/index.md"),
        ("content/index/index.md", "content/exemplars/2026/index/index.md"),
        ("content/exemplars/index.md", "content/exemplars/2026/to-may-xom-dong-day-nghe-cho-phu-nu/index.md"),
        ("content/exemplars/2026/ba-hoa.md", "content/exemplars/2026/ba-hoa/index.md"),
        ("content/registry/ba-hoa.md", "content/exemplars/2026/ba-hoa/index.md"),
        ("content/exemplars/2026/to-may-xom-dong/ba-hoa.md", "content/exemplars/2026/ba-hoa/index.md"),
    ],
)
def test_a_story_in_the_wrong_place_is_an_error_that_names_the_right_one(
    tmp_path: Path, name: str, wanted: str
) -> None:
    content = check_content(write(make_root(tmp_path), name, base_text(DRAFT)), today=TODAY)
    (issue,) = content.issues
    assert not content.sound
    assert (issue.code, issue.place.path) == (Code.MISPLACED_RECORD, name)
    assert f" {wanted} " in issue.hint


def test_a_hand_written_page_with_a_key_too_many_stays_a_page(tmp_path: Path) -> None:
    page = "---\ntitle: Giới thiệu\nstatus: cong-bo\nauthor: Ban biên tập\n---\nChữ.\n"
    assert {code for code, _ in told(write(make_root(tmp_path), "content/x.md", page))} == {Code.UNKNOWN_KEY}


def _ways_to_break(path: Path, text: str) -> Iterator[str]:
    """Break the record at `path` in one way after the other, and mend it again; yields the way."""
    required = ("title:", "name:", "kind:", "unit:", "practice:", "plan:")
    for way, broken in (
        ("unreadable", text.replace("---\n", "---\ntitle: [a\n", 1)),
        ("incomplete", "\n".join(line for line in text.split("\n") if not line.startswith(required))),
        ("empty", ""),
    ):
        path.write_text(broken, encoding="utf-8")
        yield way
    path.unlink()
    own_folder = path.name == "index.md"
    astray = path.with_name("Bai.md") if own_folder else path.parent / "anh" / path.name
    write(astray.parent, astray.name, text)
    yield "misplaced"
    astray.unlink()
    path.write_text(text, encoding="utf-8")


def test_a_broken_record_is_no_fault_of_those_that_name_it(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    for path in sorted(root.glob("content/*/**/*.md")):
        for way in _ways_to_break(path, path.read_text(encoding="utf-8")):
            places = {issue.place.path for issue in check_content(root, today=TODAY).issues}
            assert len(places) == 1, (way, path, places)
            assert places.pop().startswith(path.parent.relative_to(root).as_posix())


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "._a.jpg", "~$a.docx", ".gitkeep"])
def test_what_systems_leave_behind_is_overlooked(tmp_path: Path, name: str) -> None:
    assert told(write(make_root(tmp_path), f"content/exemplars/2026/to-may-xom-dong/{name}", "x")) == []


@pytest.mark.parametrize("name", ["Bà Hoa.jpg", "a b.jpg", "-a.jpg", ".env", "a\x1b[31m.jpg", "x" * 121, "\x01" * 250])
def test_names_of_files_are_plain(tmp_path: Path, name: str) -> None:
    root = write(make_root(tmp_path), f"content/exemplars/2026/to-may-xom-dong/{name}", "x")
    (issue,) = check_content(root, today=TODAY).issues
    assert issue.code is Code.BAD_FILE_NAME
    assert (issue.message + issue.place.path).isprintable()


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    Path(os.fsdecode(os.fsencode(root) + b"/content/\xff\xfe.md")).write_text("x")
    assert [code for code, _ in told(root)] == [Code.BAD_FILE_NAME]


def test_links_and_folders_in_the_place_of_files(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    (tmp_path / "secret.jpg").write_text("x")
    photo = root / PUBLISHED.replace("index.md", "duong-hoa.jpg")
    photo.unlink()
    photo.symlink_to(tmp_path / "secret.jpg")
    (root / "content/exemplars/2025").symlink_to("2026")
    (root / "content/plans/moi/index.md").mkdir(parents=True)
    assert told(root) == [
        (Code.LINK_OUT_OF_CONTENT, "content/exemplars/2025"),
        (Code.LINK_OUT_OF_CONTENT, "content/exemplars/2026/ba-hoa-hien-dat/duong-hoa.jpg"),
        (Code.UNREADABLE, "content/plans/moi/index.md"),
    ]


@pytest.mark.parametrize("name", [DRAFT, PLAN, REPLICATION, PUBLISHED])
@pytest.mark.parametrize("text", [b"\xff\xfe", b"", b"---\nkh\xc3\xb4ng \xc4\x91\xc3\xb3ng", b"---\n: [\n---\n"])
def test_a_record_that_cannot_be_read_is_no_reason_to_doubt_the_others(tmp_path: Path, name: str, text: bytes) -> None:
    assert [path for _, path in told(write(make_root(tmp_path), name, text))] == [name]


def test_a_registry_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    root = make_root(tmp_path, units=base_text(UNITS) + "  - lạc\n")
    assert told(root) == [(Code.BAD_YAML, UNITS)]


@pytest.mark.parametrize("text", [None, "", "# trống\n"])
def test_a_registry_that_is_not_there_is_told_once(tmp_path: Path, text: str | None) -> None:
    root = make_root(tmp_path)
    (root / UNITS).unlink()
    if text is not None:
        write(root, UNITS, text)
    assert told(root) == [(Code.RECORD_WITHOUT_FILE, UNITS)]


def test_the_national_list_is_read_with_the_marks_that_excel_leaves(tmp_path: Path) -> None:
    rows = 'xa-a,Xã A,xa,tinh-nui-xanh,00124,2025-07-01,,\nxa-b,"Xã B",xa,,,,2025-06-30,xa-a:whole xa-suoi-mo:part\n'
    root = write(make_root(tmp_path), NATIONAL, "\ufeff" + (HEADER + rows).replace("\n", "\r\n"))
    library, findings = load_library(root)
    assert findings == []
    former = library.locality("xa-b")
    assert isinstance(former, Locality)
    assert [(successor.id, str(successor.share)) for successor in former.successors] == [
        ("xa-a", "whole"), ("xa-suoi-mo", "part"),
    ]  # fmt: skip
    assert library.has("locality", "xa-a")
    assert library.ids("locality") == list(library.of("locality"))


@pytest.mark.parametrize(
    "row",
    [
        "xa-x,Xã X,xa", "xa-x,,xa,,,,,", "Xã X,Xã X,xa,,,,,", "xa-x,Xã X,xa,Tỉnh,,,,", "xa-x,Xã X,xa,,,2025-02-31,,",
        "xa-x,Xã X,xa,,,,30/6/2025,", "xa-x,<b>X</b>,xa,,,,,", "xa-x,Xã X,xa,,,,,Xã Y",
        'xa-x,"Xã X,xa,,,,,', "xa-x,Xã X,xa,,,,,,",
    ],
)  # fmt: skip
def test_a_wrong_row_is_told_and_keeps_its_id(tmp_path: Path, row: str) -> None:
    root = write(make_root(tmp_path), NATIONAL, f"{HEADER}xa-a,Xã A,xa,,,,,\n{row}\n")
    write(root, DRAFT, base_text(DRAFT).replace("unit: xom", "locality: xa-x\nunit: xom"))
    issues = check_content(root, today=TODAY).issues
    assert [(issue.code, issue.place.line) for issue in issues if issue.code is not Code.NOT_FOUND] == [
        (Code.BAD_TABLE_ROW, 3)
    ]  # fmt: skip
    assert (Code.NOT_FOUND in {issue.code for issue in issues}) == (not row.startswith("xa-x"))


@pytest.mark.parametrize("text", ["", "id;name\n", b"\xff\xfe\x00"])
def test_a_national_list_of_another_shape_is_told_once(tmp_path: Path, text: str | bytes) -> None:
    root = write(make_root(tmp_path), NATIONAL, text)
    write(root, DRAFT, base_text(DRAFT).replace("unit: xom", "locality: xa-x\nunit: xom"))
    assert [path for _, path in told(root)] == [NATIONAL]


def test_an_id_of_the_office_wins_over_the_national_list(tmp_path: Path) -> None:
    library, _ = load_library(write(make_root(tmp_path), NATIONAL, HEADER + "xa-suoi-mo,Xã Khác,xa,,,,,\n"))
    held = library.locality("xa-suoi-mo")
    assert held is not None
    assert held.name == "Xã Suối Mơ"


def test_slips_are_mended_so_that_the_other_faults_are_told_too(tmp_path: Path) -> None:
    text = base_text(DRAFT).replace("title: Tổ", "title: Mô hình: tổ").replace("2026-06-10", "31/06/2026")
    assert [code for code, _ in told(make_root(tmp_path, draft=text))] == [Code.UNQUOTED_COLON, Code.NOT_A_DATE]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("type: tap-the", "type: t\u0430p-the", Code.LOOK_ALIKE),
        ("unit: xom-dong", "unit: xom-\u200bdong", Code.INVISIBLE),
        ("status: nhap", 'status: "nhap\\e"', Code.INVISIBLE),
        ("status: nhap", "st\u0430tus: nhap", Code.LOOK_ALIKE),
        ("consent: {status: chua-co}", "consent: status: chua-co", Code.UNQUOTED_COLON),
        ("type: tap-the", "type: tap-the # hoặc ca-nhan", Code.CUT_BY_COMMENT),
        ("introduced_on: 2026-06-10", "introduced_on: 2062-06-10", Code.FUTURE_DATE),
    ],
)
def test_what_follows_from_a_fault_is_no_other_fault(tmp_path: Path, old: str, new: str, code: Code) -> None:
    assert [found for found, _ in told(make_root(tmp_path, draft=base_text(DRAFT).replace(old, new)))] == [code]


def test_a_fault_in_a_replication_is_not_told_of_the_exemplar_that_needs_it(tmp_path: Path) -> None:
    last = "  - {to: cong-nhan, date: 2026-07-01}\n"
    moved = f"{last}  - {{to: tong-ket, date: 2026-09-01}}\n  - {{to: nhan-rong, date: 2026-10-01}}\n"
    text = base_text(PUBLISHED).replace("stage: cong-nhan", "stage: nhan-rong").replace(last, moved)
    assert told(make_root(tmp_path / "a", published=text)) == []
    broken = base_text(REPLICATION).replace("2026-04-05", "2026-04-31")
    assert told(make_root(tmp_path / "b", published=text, replication=broken)) == [(Code.NOT_A_DATE, REPLICATION)]


def test_documents_are_read_again_for_their_places(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    document, lines = document_at(root, DRAFT)
    assert document is not None
    assert document.place_of(("status",)) == (9, 9)
    assert lines[8] == "status: nhap"
    assert document_at(root, "content/missing.md") == (None, [])


def test_a_registry_full_of_wrong_references_takes_no_time(tmp_path: Path) -> None:
    units = "".join(f"don-vi-{number}:\n  name: Đơn vị {number}\n  parent: don-vj-{number}\n" for number in range(3000))
    root = make_root(tmp_path, units=base_text(UNITS) + units)
    start = time.process_time()
    assert len(told(root)) == 3000
    assert time.process_time() - start < 15


def test_one_run_tells_of_a_file_what_can_be_trusted(tmp_path: Path) -> None:
    text = base_text(DRAFT).replace("unit: xom", "unit: [xom").replace("2026-06-10", "31/06/2026")
    root = make_root(tmp_path, draft=f"{text}\n![](x.jpg)\n")
    assert {code for code, _ in told(root)} == {Code.BAD_YAML, Code.NOT_A_DATE, Code.IMAGE_WITHOUT_ALT}


def test_one_broken_unit_is_no_fault_of_the_others(tmp_path: Path) -> None:
    root = make_root(tmp_path, units=base_text(UNITS).replace("name: Xóm Đông", "name: [Xóm Đông"))
    assert told(root) == [(Code.BAD_YAML, UNITS)]
    library, _ = load_library(root)
    assert library.of("unit")["xom-dong-suoi-mo"].record is None
    assert library.get("unit", "ubnd-xa-suoi-mo") is not None
    assert "name" not in library.of("unit")


def test_nobody_is_taken_for_himself(tmp_path: Path) -> None:
    text = base_text(UNITS).replace("co-so\n  parent: ubnd-xa-suoi-mo", "co-so\n  parent: xom-dong-suoi-ma", 1)
    root = make_root(tmp_path, units=text)
    (issue,) = check_content(root, today=TODAY).issues
    assert issue.code is Code.NOT_FOUND
    assert issue.field == "xom-dong-suoi-mo.parent"
    assert dict(issue.params)["near"] == "", "only the unit itself is near"


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("ke-hoach.pdf", b"<html><script>alert(1)</script>", [Code.WRONG_EXTENSION]),
        ("ke-hoach.pdf", b"\xef\xbb\xbf%PDF-1.7\n", []),
        ("ke-hoach.docx", b"\xd0\xcf\x11\xe0 an old Word file", [Code.WRONG_EXTENSION]),
        ("ke-hoach.docx", b"PK\x03\x04", []),
        ("ke-hoach.odt", b"", [Code.WRONG_EXTENSION]),
        ("ke-hoach.png", b"\xff\xd8\xff a photograph", [Code.WRONG_EXTENSION]),
        ("ke-hoach.txt", b"Ch", []),
    ],
)
def test_a_paper_is_what_its_name_says(tmp_path: Path, name: str, data: bytes, codes: list[Code]) -> None:
    root = make_root(tmp_path, plan=base_text(PLAN).replace("ke-hoach.pdf", name))
    folder = (root / PLAN).parent
    (folder / "ke-hoach.pdf").unlink()
    (folder / name).write_bytes(data)
    assert [code for code, _ in told(root)] == codes


def test_a_side_of_a_score_sheet_may_be_called_by_its_name(tmp_path: Path) -> None:
    text = base_text(PLAN).replace("{code: lan-toa, name: Sức lan tỏa}", "Sức lan tỏa")
    named = text.replace("dimension: lan-toa", "dimension: Sức lan tỏa")
    assert text != named
    assert told(make_root(tmp_path / "a", plan=named)) == []
    assert told(make_root(tmp_path / "b", plan=text)) == [(Code.UNKNOWN_DIMENSION, PLAN)]


PRACTICE = "content/practices/to-tu-quan-duong-hoa/index.md"


def renamed(root: Path) -> Path:
    """Give the practice of the valid folder another id, as one who keeps its old one in `redirect_from`."""
    old, new = root / PRACTICE, root / "content/practices/duong-hoa-tu-quan/index.md"
    new.parent.mkdir()
    text = old.read_text(encoding="utf-8").replace("---\n", "---\nredirect_from: [to-tu-quan-duong-hoa]\n", 1)
    new.write_text(text, encoding="utf-8")
    old.unlink()
    old.parent.rmdir()
    return root


def test_a_renamed_practice_is_still_the_one_that_others_name(tmp_path: Path) -> None:
    library = load_library(make_root(tmp_path))[0]
    keys = {kind: [entry.fingerprint for entry in library.of(kind).values()] for kind in ("replication", "plan")}
    root = renamed(tmp_path)
    assert "practice: to-tu-quan-duong-hoa" in (root / REPLICATION).read_text(encoding="utf-8")
    assert told(root) == []
    library = load_library(root)[0]
    assert {record.practice for _, record in library.records("replication")} == {"duong-hoa-tu-quan"}
    assert library.get("exemplar", "ba-hoa-hien-dat").practices == ("duong-hoa-tu-quan",)
    assert library.of("event")
    assert all("to-tu-quan-duong-hoa" not in record.practices for _, record in library.records("event"))
    assert [entry.fingerprint for entry in library.of("plan").values()] == keys["plan"]
    assert [entry.fingerprint for entry in library.of("replication").values()] != keys["replication"]


def test_an_old_id_that_another_record_has_now_leads_to_that_one(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    write(root, "content/practices/duong-hoa-tu-quan/index.md", base_text(PRACTICE).replace(
        "---\n", "---\nredirect_from: [to-tu-quan-duong-hoa]\n", 1))  # fmt: skip
    assert Code.REDIRECT_CLASH in {code for code, _ in told(root)}
    assert {record.practice for _, record in load_library(root)[0].records("replication")} == {"to-tu-quan-duong-hoa"}


def test_a_circle_of_copies_is_refused_with_the_way_round(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    text = base_text(REPLICATION)
    first, *others = names = ["duong-hoa-xom-tay", "lan-hai", "lan-ba"]
    for name, teacher in zip(names, [*others, first], strict=True):
        write(root, REPLICATION.replace(first, name), text.replace("unit: ", f"learned_from: {teacher}\nunit: ", 1))
    circles = [issue for issue in check_content(root, today=TODAY).issues if issue.code is Code.CYCLE]
    assert len(circles) == 1
    assert all(name in circles[0].message for name in names)
