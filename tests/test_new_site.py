"""scripts/new.py site: a clone becomes one office's own, all of it or nothing, and the check still has no error."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exemplary import office as taking_over
from exemplary.content import check_content
from exemplary.dialogue import Stopped, Wanting
from exemplary.issues import ExemplaryError
from exemplary.library import Library, load_library
from exemplary.mend import mend_text
from exemplary.office import FLAGS, Office, take_over
from exemplary.office.answers import pages_of, remote_of
from exemplary.office.clearing import EXAMPLE_PLANS, Clearing
from sites import REPO, run_script, write
from talking import Person, nobody, shipped

pytestmark = shipped
TODAY = date(2026, 11, 22)
TOLD: Mapping[str, Any] = {
    "unit_name": "Ủy ban nhân dân xã Kim Đồng",
    "locality": "kim dong cao bang",
    "contact_email": "vanphong@kimdong.example.net",
    "forge_url": "https://github.com/xa-kim-dong/guong-tot",
    "yes": True,
}
"""What an office tells as flags."""

PERSONS = ("exemplar", "practice", "replication", "review")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a copy of this repository's content, samples and all."""
    shutil.copytree(REPO / "content", tmp_path / "content")
    return tmp_path


@pytest.fixture(scope="module")
def unread(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clone for the tests in which nothing is ever written."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(REPO / "content", folder / "content")
    return folder


def taken(root: Path, **told: Any) -> tuple[int, str]:
    """Take the site over with flags alone; return the exit code and what was said."""
    person = Person(there=False)
    code = take_over(root, Office.of_flags({**TOLD, **told}), person.talk, today=TODAY)
    return code, person.heard


def snapshot(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def samples_of(library: Library) -> list[str]:
    return [
        entry.path
        for held in library.entries.values()
        for entry in held.values()
        if entry.record and entry.record.sample
    ]


# From the first look to a site of one's own


def test_the_site_is_the_offices_own_and_has_no_error(clone: Path) -> None:
    code, said = taken(clone)
    assert code == 0
    assert "không có lỗi" in said
    content = check_content(clone, today=TODAY)
    assert content.sound, [issue for issue in content.issues if issue.severity == "error"]
    site = content.library.site
    assert (site.name, site.unit, site.locality) == ("Người tốt, việc tốt", "ubnd-xa-kim-dong", "xa-kim-dong-cao-bang")
    assert site.url == "https://xa-kim-dong.github.io/guong-tot/"
    assert site.contact is not None
    assert (site.contact.email, site.contact.address, site.contact.url) == (
        TOLD["contact_email"], None, "https://xa-kim-dong.github.io/guong-tot/lien-he/",
    )  # fmt: skip
    assert site.forge is not None
    assert (site.forge.kind, site.forge.url, site.forge.branch) == ("github", TOLD["forge_url"], "main")
    unit = content.library.get("unit", "ubnd-xa-kim-dong")
    assert (unit.name, unit.short_name, unit.kind, unit.level) == (TOLD["unit_name"], "UBND xã Kim Đồng", "ubnd", "xa")


def test_the_home_page_bears_the_name_of_the_site(clone: Path) -> None:
    taken(clone, name="Gương sáng: xã Kim Đồng")
    content = check_content(clone, today=TODAY)
    assert content.sound
    assert content.library.site.name == "Gương sáng: xã Kim Đồng"
    assert content.library.get("page", "index").title == "Gương sáng: xã Kim Đồng"


def test_a_home_page_with_a_title_of_its_own_keeps_it(clone: Path) -> None:
    home = clone / "content/index.md"
    home.write_text(home.read_text(encoding="utf-8").replace("title: Người", "title: Rừng hoa người"), encoding="utf-8")
    taken(clone, name="Gương sáng xã Kim Đồng")
    assert load_library(clone)[0].get("page", "index").title == "Rừng hoa người tốt, việc tốt"


def test_the_samples_are_gone_with_their_photos(clone: Path) -> None:
    assert samples_of(load_library(clone)[0])
    taken(clone)
    library = load_library(clone)[0]
    assert samples_of(library) == []
    for kind in PERSONS:
        assert not library.of(kind)
    assert [
        path for path in clone.rglob("*") if path.suffix in {".jpg", ".png", ".webp"} and "exemplars" in path.parts
    ] == []
    assert not (clone / "content/exemplars").exists()
    assert "mẫu" not in (clone / "content/registry/units.yml").read_text(encoding="utf-8")


def test_nothing_is_left_of_the_example_plans_nor_of_the_project_itself(clone: Path) -> None:
    taken(clone)
    library = load_library(clone)[0]
    assert not library.of("plan")
    assert not library.of("news")
    assert set(library.of("unit")) == {"ubnd-xa-kim-dong"}
    assert not library.of("cluster")
    assert {record.level for _, record in library.records("campaign")} <= {"toan-quoc", "bo-nganh", "co-quan"}
    text = "".join(
        path.read_text(encoding="utf-8") for path in (clone / "content").rglob("*") if path.suffix in {".md", ".yml"}
    )
    for word in ("ban-bien-tap-mau", "example.org", "Bài mẫu\n"):
        assert word not in text, word


def test_the_example_plans_can_stay_with_all_they_name(clone: Path) -> None:
    before = load_library(clone)[0]
    code, _ = taken(clone, keep_plans=True)
    assert code == 0
    library = load_library(clone)[0]
    assert set(library.of("plan")) == EXAMPLE_PLANS
    assert set(library.of("news")) == set(before.of("news"))
    assert set(library.of("unit")) == {entry.id for entry, unit in before.records("unit") if not unit.sample} | {
        "ubnd-xa-kim-dong"
    }
    assert check_content(clone, today=TODAY).sound


def test_comments_of_what_stays_stay(clone: Path) -> None:
    before = (clone / "content/registry/units.yml").read_text(encoding="utf-8")
    taken(clone, keep_plans=True)
    after = (clone / "content/registry/units.yml").read_text(encoding="utf-8")
    assert before.split("\n\n")[0] in after
    assert "# --- Trung ương ---" in after
    assert "# --- mẫu ---" not in after
    kept = before[before.index("# --- Trung ương ---") : before.index("# --- mẫu ---")].rstrip()
    assert kept in after


def test_hand_written_pages_lead_to_the_new_office(clone: Path) -> None:
    write(
        clone / "content/thu.md",
        "---\ntitle: Thử\n---\n[Ban](/don-vi/ban-bien-tap-mau/) và [mô hình](/mo-hinh/to-tu-quan-duong-hoa/).\n",
    )
    assert taken(clone)[0] == 0
    assert (
        (clone / "content/thu.md")
        .read_text(encoding="utf-8")
        .endswith("[Ủy ban nhân dân xã Kim Đồng](/don-vi/ubnd-xa-kim-dong/) và mô hình.\n")
    )
    assert "/don-vi/ubnd-xa-kim-dong/" in (clone / "content/lien-he.md").read_text(encoding="utf-8")


def test_what_was_written_needs_no_mending(clone: Path) -> None:
    taken(clone)
    for path in sorted((clone / "content").rglob("*.md")) + sorted((clone / "content").rglob("*.yml")):
        assert not mend_text(path.relative_to(clone).as_posix(), path.read_text(encoding="utf-8")).changed, path


# What an office wrote itself


def test_twice_is_once(clone: Path) -> None:
    taken(clone)
    before = snapshot(clone)
    code, said = taken(clone)
    assert (code, said) == (0, "Trang đã là của cơ quan bạn, không có gì phải đổi.")
    assert snapshot(clone) == before


def test_a_second_time_changes_what_is_told_and_nothing_else(clone: Path) -> None:
    taken(clone, keep_plans=True)
    write(
        clone / "content/campaigns/rieng.md",
        (clone / "content/campaigns/nguoi-tot-viec-tot.md").read_text(encoding="utf-8"),
    )
    before = snapshot(clone)
    told = Office(contact_phone="0206 3811 123", name="Gương sáng", yes=True)
    assert take_over(clone, told, nobody(), today=TODAY) == 0
    after = snapshot(clone)
    assert {path for path in after if after[path] != before.get(path)} == {
        "content/index.md", "content/registry/site.yml", "content/registry/units.yml",
    }  # fmt: skip
    assert before.keys() == after.keys()
    site = load_library(clone)[0].site
    assert site.name == "Gương sáng"
    assert site.contact is not None
    assert (site.contact.email, site.contact.phone) == (TOLD["contact_email"], "0206 3811 123")


def test_the_offices_own_records_stay(clone: Path) -> None:
    units = clone / "content/registry/units.yml"
    units.write_text(
        f"{units.read_text(encoding='utf-8')}\nphong-moi:\n  name: Phòng mới\n  parent: ubnd-tinh-cao-bang\n",
        encoding="utf-8",
    )
    own = "name: Phong trào của xã\nkind: phong-trao\nlevel: xa\nsubjects: [ca-nhan]\nstatus: dang-trien-khai\n"
    write(clone / "content/campaigns/cua-xa.md", f"---\n{own}---\n")
    assert taken(clone)[0] == 0
    library = load_library(clone)[0]
    assert set(library.of("unit")) == {"ubnd-xa-kim-dong", "phong-moi", "ubnd-tinh-cao-bang"}
    assert "cua-xa" in library.of("campaign")


def test_an_office_that_the_registry_knows_keeps_its_entry(clone: Path) -> None:
    code, _ = taken(clone, unit_id="so-noi-vu-cao-bang", unit_name="Sở Nội vụ tỉnh Cao Bằng", locality="tinh-cao-bang")
    assert code == 0
    library = load_library(clone)[0]
    unit = library.get("unit", "so-noi-vu-cao-bang")
    assert (unit.abbr, unit.parent, unit.contact.email) == ("SNV", "ubnd-tinh-cao-bang", TOLD["contact_email"])
    assert "ubnd-tinh-cao-bang" in library.of("unit")


# All or nothing


@pytest.fixture
def own_story(clone: Path) -> Path:
    """Return a clone in which somebody already counts a story of their own under an example plan."""
    text = """---
title: Bà Hoa hiến đất mở đường liên thôn
type: ca-nhan
name: Nguyễn Thị Hoa
unit: ubnd-huyen-thach-an
scope: toan-dien
plan: kh-ubnd-thach-an-2021
introduced_on: 2021-05-12
stage: phat-hien
status: nhap
summary: Bà Hoa tự nguyện hiến 300 m² đất vườn để con đường liên thôn rộng ra, trẻ em đến trường không còn lội bùn.
consent:
  status: chua-co
---
"""
    write(clone / "content/exemplars/2021/ba-hoa/index.md", text)
    return clone


def test_errors_in_the_way_leave_everything_as_it_was(own_story: Path) -> None:
    before = snapshot(own_story)
    code, said = taken(own_story)
    assert code == 1
    assert "Chưa đổi gì" in said
    assert "content/exemplars/2021/ba-hoa/index.md:" in said
    assert "--keep-plans" in said
    assert snapshot(own_story) == before
    assert [path.name for path in own_story.iterdir()] == ["content"]
    assert taken(own_story, keep_plans=True)[0] == 0
    assert "ba-hoa" in load_library(own_story)[0].of("exemplar")


@pytest.mark.parametrize("failure", [OSError("đĩa hỏng"), KeyboardInterrupt()])
def test_a_failure_half_way_leaves_everything_as_it_was(
    clone: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise failure

    before = snapshot(clone)
    for step in ("check_content", "swap_in"):
        with monkeypatch.context() as patched:
            patched.setattr(taking_over, step, broken)
            with pytest.raises(type(failure)):
                taken(clone)
        assert snapshot(clone) == before
        assert [path.name for path in clone.iterdir()] == ["content"]


def test_a_linked_content_folder_is_refused(clone: Path, tmp_path: Path) -> None:
    other = tmp_path / "khac"
    other.mkdir()
    (other / "content").symlink_to(clone / "content")
    with pytest.raises(ExemplaryError):
        taken(other)


def test_a_broken_registry_is_told_first(clone: Path) -> None:
    write(clone / "content/registry/units.yml", "a: [\n")
    before = snapshot(clone)
    with pytest.raises(Wanting, match=r"units\.yml"):
        taken(clone)
    assert snapshot(clone) == before


def test_a_broken_sample_goes_like_any_other(clone: Path) -> None:
    write(clone / "content/exemplars/2026/hong/index.md", "---\nsample: true\ntitle: [\n---\n")
    assert taken(clone)[0] == 0
    assert not (clone / "content/exemplars").exists()


def test_a_missing_site_file_is_written_anew(clone: Path) -> None:
    (clone / "content/registry/site.yml").unlink()
    assert taken(clone)[0] == 0
    assert load_library(clone)[0].site.unit == "ubnd-xa-kim-dong"


# Flags and questions


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"unit_name": None, "contact_email": None}, "Còn thiếu --unit-name (tên cơ quan), --contact-email"),
        ({"forge_url": None}, "--url (địa chỉ trang) hoặc --forge-url"),
        ({"locality": "kim dong"}, "có thể là 2 nơi: Xã Kim Đồng (xa-kim-dong-cao-bang)"),
        ({"locality": "xứ sở thần tiên"}, "không có địa bàn nào tên là"),
        ({"locality": "xa-suoi-hoa-mau"}, "không có địa bàn nào tên là"),
        ({"contact_email": "vanphong"}, "không phải là địa chỉ thư điện tử"),
        ({"contact_phone": "số máy"}, "không phải là số điện thoại"),
        ({"url": "kimdong"}, "--url: Địa chỉ trang “kimdong” không phải là địa chỉ trang web"),
        ({"forge_url": "kimdong", "url": "https://a.example.net"}, "--forge-url: Địa chỉ kho “kimdong”"),
        ({"forge_url": "https://git.kimdong.example.net/a", "url": "https://a.example.net"}, "hãy thêm --forge"),
        ({"unit_id": "Xã"}, "không hợp lệ"),
        ({"name": "x" * 90}, "nhiều nhất 80"),
        ({"yes": False}, "thêm --yes"),
        ({"keep_plans": True, "drop_plans": True}, "Chỉ dùng một trong hai"),
    ],
)
def test_a_bad_flag_is_refused_and_nothing_is_written(unread: Path, told: Mapping[str, Any], words: str) -> None:
    before = snapshot(unread)
    with pytest.raises(Wanting) as refused:
        taken(unread, **told)
    assert words in str(refused.value)
    assert snapshot(unread) == before


def test_a_person_is_asked_for_everything(clone: Path) -> None:
    someone = Person(
        "", "Ủy ban nhân dân xã Kim Đồng", "Mã sai", "", "tân", "kim dong", "1", "Gương sáng Kim Đồng", "", "", "",
        "Trụ sở xã", "sai", "a@b.example.net", "", "https://git.kimdong.example.net/guong", "3", "abc", "https://guong.example.net",
        "k", "c",
    )  # fmt: skip
    assert take_over(clone, Office(), someone.talk, today=TODAY) == 0
    for words in (
        "cần có", "không hợp lệ", "có thể là", "1. Xã Kim Đồng (xa-kim-dong-cao-bang), Tỉnh Cao Bằng",
        "Cần ít nhất một cách liên hệ", "không phải là địa chỉ thư điện tử", "không phải là địa chỉ trang web",
        "Giữ lại 5 kế hoạch ví dụ", "Sẽ làm những việc này", "Việc tiếp theo",
    ):  # fmt: skip
        assert words in someone.heard
    site = load_library(clone)[0].site
    assert (site.name, site.url, site.unit) == ("Gương sáng Kim Đồng", "https://guong.example.net/", "ubnd-xa-kim-dong")
    assert site.forge is not None
    assert site.forge.kind == "forgejo"


def test_a_person_may_say_no_or_stop(clone: Path) -> None:
    before = snapshot(clone)
    someone = Person("k", "k")
    assert take_over(clone, Office.of_flags({**TOLD, "yes": None}), someone.talk, today=TODAY) == 1
    assert someone.said[-1] == "Không có gì được ghi."
    for end in (EOFError, KeyboardInterrupt):
        with pytest.raises(Stopped):
            take_over(clone, Office(), Person("Ủy ban nhân dân xã Kim Đồng", end).talk, today=TODAY)
    assert snapshot(clone) == before


def test_the_command_tells_in_vietnamese_what_it_did(clone: Path) -> None:
    flags = ["--unit-name", TOLD["unit_name"], "--locality", TOLD["locality"], "--contact-phone", "0206 3811 123"]
    flags += ["--url", "https://guong.example.net", "--root", str(clone), "--as-of", TODAY.isoformat()]
    before = snapshot(clone)
    done = run_script(REPO, "scripts/new.py", "site", *flags)
    assert (done.returncode, done.stderr) == (2, "Chưa ghi gì: thêm --yes để làm những việc trên.\n")
    assert snapshot(clone) == before
    done = run_script(REPO, "scripts/new.py", "site", *flags, "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert "bỏ mọi mục mẫu: " in done.stdout
    assert run_script(REPO, "scripts/check.py", "--root", str(clone), "--as-of", TODAY.isoformat()).returncode == 0
    done = run_script(REPO, "scripts/new.py", "site", "--root", str(clone))
    assert (done.returncode, done.stdout) == (0, "Trang đã là của cơ quan bạn, không có gì phải đổi.\n")


def test_every_flag_fills_a_field() -> None:
    fields = set(Office.__dataclass_fields__) | {"drop_plans"}
    assert {flag.removeprefix("--").replace("-", "_") for flag in FLAGS} == fields


def test_pages_have_the_address_that_the_forge_gives_them() -> None:
    assert pages_of("https://github.com/Xa-Kim-Dong/xa-kim-dong.github.io.git") == "https://xa-kim-dong.github.io/"
    assert pages_of("https://gitlab.com/cao-bang/kim-dong/guong") == "https://cao-bang.gitlab.io/kim-dong/guong/"
    assert pages_of("https://codeberg.org/a/b") == ""
    assert pages_of("https://github.com/a") == ""
    assert pages_of("") == ""


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("git@github.com:xa/guong.git", "https://github.com/xa/guong"),
        ("https://nguoi:khoa@git.example.net/xa/guong", "https://git.example.net/xa/guong"),
        ("ssh://git@codeberg.org/xa/guong", "https://codeberg.org/xa/guong"),
        ("/srv/guong", ""),
        ("https://github.com/example/guong", ""),
    ],
)
def test_the_repository_is_read_from_the_clone_without_any_password(tmp_path: Path, url: str, address: str) -> None:
    write(tmp_path / ".git/config", f'[core]\n\tbare = false\n[remote "origin"]\n\turl = {url}\n\tfetch = x\n')
    assert remote_of(tmp_path) == address
    assert remote_of(tmp_path / "khong-co") == ""


def test_every_example_plan_is_there_to_be_removed() -> None:
    library = load_library(REPO)[0]
    assert set(library.of("plan")) >= EXAMPLE_PLANS
    gone = Clearing(library, "ubnd-xa-kim-dong", drop_plans=True).gone
    assert {kind for kind, _ in gone} >= {"plan", "news", "unit", "cluster", "campaign", *PERSONS}
