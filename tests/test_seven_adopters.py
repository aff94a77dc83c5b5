"""What is built of the seven adopters (seven.py) says what was worked out on paper: pages, feeds, data, reports."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Final

import feedparser
import pytest
from icalendar import Calendar

from seven import COPIES, files
from sites import build, make_root, run_script, write

DAY: Final = "2026-11-22"
NEWEST: Final = "gfdaceb"
CONFIRMED: Final = "Ủy ban nhân dân xã A xác nhận ngày"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content folder of the table, built by the command."""
    folder = tmp_path_factory.mktemp("seven")
    for name, text in files().items():
        write(folder / "given" / name, text)
    root = make_root(folder / "house", folder / "given")
    done = build(root, DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 lỗi" in done.stdout, done.stdout
    return root


def text_of(house: Path, address: str) -> str:
    """Return the words of a page, as read."""
    page = (house / "site" / address / "index.html").read_text(encoding="utf-8")
    main = page[page.index("<main") :]
    words = re.sub(r"<[^>]+>", " ", re.sub(r"<(svg|script)\b.*?</\1>", " ", main, flags=re.DOTALL))
    return unicodedata.normalize("NFC", re.sub(r"\s+([.,:;)])", r"\1", " ".join(html.unescape(words).split())))


def data(house: Path, name: str) -> dict[str, dict[str, object]]:
    """Return the rows of an open-data file by id."""
    held = json.loads((house / f"site/api/v1/{name}.json").read_text(encoding="utf-8"))
    assert held["count"] == len(held[name])
    return {row["id"]: row for row in held[name]}


def test_the_page_of_the_practice_says_how_it_went(house: Path) -> None:
    text = text_of(house, "mo-hinh/ao-chung")
    for words in (
        "7 lần làm theo ở 7 đơn vị: 1 cam kết, 1 đang làm, 3 thành công, 1 duy trì, 1 không thành công.",
        "Từ lúc nhận làm đến lúc thành công: 170 ngày (mức giữa).",
        "Nơi làm theo đã chi (mức giữa): 1.000.000 đồng, 3 nơi cho biết",
        "Trong 4 nơi làm theo: 4 giữ nguyên",
        "Trong 4 nơi làm theo: 2 giữ nguyên, 1 điều chỉnh, 1 bỏ",
        "Xóm B: Đắp bờ bằng đá. Lý do: Đất ở đây pha cát",
        "Trong 3 nơi làm theo: 1 giữ nguyên, 2 bỏ",
        "Trường học Nghỉ hè không có người trông ao",
        "Minh chứng nấc 3/4: một nơi khác làm theo thành công, đã xác nhận (đã xuống từ nấc 4)",
        "Trước đây ở nấc 4, nay xuống nấc 3, vì:",
        f"Xóm C làm theo, thành công ngày 10/06/2025, {CONFIRMED} 30/06/2025; chưa xác minh lại sau hạn 30/06/2026",
    ):
        assert words in text, words
    steps = [text.index(title) for title in ("Họp xóm chọn ao Bước cốt lõi", "Đắp bờ Bước cốt lõi", "Thả cá Bước thêm")]
    assert steps == sorted(steps)


def test_the_list_of_practices_tells_those_who_began_from_those_who_said_so(house: Path) -> None:
    text = text_of(house, "mo-hinh")
    assert "6 nơi đã làm theo, 1 nơi mới nhận làm Minh chứng nấc 3 nơi khác làm được" in text


def test_the_page_of_a_copy_tells_its_days_in_order_and_what_it_spent(house: Path) -> None:
    text = text_of(house, "nhan-rong/ao-a")
    course = re.findall(r"(\d\d/\d\d/\d{4}) · ([^\d·]+?) (?=\d\d/|Ủy ban|Nguồn)", text)
    assert [what for _, what in course] == ["Cam kết", "Đang làm", "Thành công", "Được xác nhận", "Duy trì"]
    assert "Đã chi 2.000.000 đồng" in text
    assert "Cá thu được 1 đo ngày 01/06/2024 0 kg 120 kg" in re.sub(r"Minh chứng: nguồn số ", "", text)


def test_the_page_of_the_exemplar_rests_on_the_same_copies(house: Path) -> None:
    text = text_of(house, "guong/to-ao-chung")
    assert "Trước đây ở nấc 4, nay xuống nấc 3, vì:" in text
    assert f"Xóm A làm theo, thành công ngày 08/06/2024, {CONFIRMED} 01/07/2024, vẫn duy trì ngày 01/07/2025" in text
    page = (house / "site/guong/to-ao-chung/index.html").read_text(encoding="utf-8")
    assert "5 lượt làm theo đang chạy hoặc đã thành công" in page
    assert "Nơi khác làm được" in text_of(house, "guong"), "the card says it too"


@pytest.mark.parametrize(
    ("copy", "words"),
    [
        ("a", "được tính vào nấc minh chứng của mô hình"),
        ("b", "được tính vào nấc minh chứng của mô hình"),
        ("c", "không còn được tính vào nấc minh chứng của mô hình: chưa xác minh lại sau hạn 30/06/2026"),
        ("d", "chưa được tính vào nấc minh chứng của mô hình: làm không thành công"),
        ("e", "chưa được tính vào nấc minh chứng của mô hình: đang làm, chưa thành công"),
        ("f", "chưa được tính vào nấc minh chứng của mô hình: chưa có đơn vị thứ ba xác nhận"),
        ("g", "chưa được tính vào nấc minh chứng của mô hình: mới cam kết"),
    ],
)
def test_the_page_of_a_copy_says_whether_it_counts(house: Path, copy: str, words: str) -> None:
    text = text_of(house, f"nhan-rong/ao-{copy}")
    assert f"Minh chứng {words}" in text
    assert ("Chưa xác minh lại" in text) == (copy == "c")
    assert ("Học từ nơi đã làm theo Xóm A" in text) == (copy in "bc")


def test_the_overview_tells_what_travels(house: Path) -> None:
    page = (house / "site/nhan-rong/index.html").read_text(encoding="utf-8")
    text = text_of(house, "nhan-rong")
    for words in ("7 lần làm theo, 1 cách làm", "1 quá hạn rà soát, chưa xác minh lại", "Xã A Xã A 3", "Xã A Xã B 4",
                  "Chưa đơn vị nào làm theo hơn một lần; 7 đơn vị đã làm theo một lần."):  # fmt: skip
        assert words in text, words
    rows = re.findall(r'<tr><th scope="row">(\d/\d{4})</th>(.*?)</tr>', page)
    figures = [[int(cell) for cell in re.findall(r">(\d+)<", row)] for _, row in rows]
    assert [rows[0][0], rows[-1][0], len(rows)] == ["1/2024", "4/2026", 12]
    assert [list(lane) for lane in zip(*figures, strict=True)] == [
        [1, 0, 1, 0, 3, 0, 0, 0, 1, 0, 0, 1],
        [0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0],
        [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0],
    ]
    below = re.search(r">Xóm A</a>(?:(?!</li>).)*<ul>(.*?)</ul>", page, re.DOTALL)
    assert below
    assert re.findall(r">(Xóm \w)</a>", below[1]) == ["Xóm B", "Xóm C"], "two generations"


def test_open_data_say_what_counts_and_why_not(house: Path) -> None:
    copies = data(house, "replications")
    told = {key.removeprefix("ao-"): row["evidence"] for key, row in copies.items()}
    assert {key: (row["counts"], row["sustained"], row["why_not"]) for key, row in told.items()} == {  # type: ignore[index]
        "a": (True, True, None),
        "b": (True, False, None),
        "c": (False, False, "chưa xác minh lại sau hạn 30/06/2026"),
        "d": (False, False, "làm không thành công"),
        "e": (False, False, "đang làm, chưa thành công"),
        "f": (False, False, "chưa có đơn vị thứ ba xác nhận"),
        "g": (False, False, "mới cam kết"),
    }
    assert [key for key, row in told.items() if row["overdue"]] == ["c"]  # type: ignore[index]
    for name, key in (("practices", "ao-chung"), ("exemplars", "to-ao-chung")):
        evidence: dict[str, object] = data(house, name)[key]["evidence"]  # type: ignore[assignment]
        assert (evidence["level"], evidence["was"]) == (3, 4)
        for part, wanted in (("grounds", {"ao-a", "ao-b"}), ("fallen", {"ao-c"})):
            rows: list[dict[str, str]] = evidence[part]  # type: ignore[assignment]
            assert {row["id"] for row in rows if row["type"] == "replication"} == wanted


@pytest.mark.parametrize("form", ["xml", "json"])
def test_the_feed_has_the_newest_news_first(house: Path, form: str) -> None:
    path = house / f"site/nhan-rong/feed.{form}"
    if form == "xml":
        links = [entry.link for entry in feedparser.parse(path.read_bytes()).entries]
    else:
        links = [item["url"] for item in json.loads(path.read_text(encoding="utf-8"))["items"]]
    assert links == [f"https://example.org/nhan-rong/ao-{key}/" for key in NEWEST]


def test_the_event_names_those_guests_who_then_did_the_same(house: Path) -> None:
    text = text_of(house, "su-kien/hoi-nghi-ao")
    after = text[text.index("Sau đó ai đã làm theo") :]
    assert "Xóm A" in after
    assert "Hợp tác xã G" in after
    assert "Xóm B" not in after


def test_the_event_stands_on_the_pages_of_practice_and_guests_and_in_the_calendar(house: Path) -> None:
    for where in ("mo-hinh/ao-chung", "don-vi/xom-a", "don-vi/ubnd-xa-a"):
        assert "Hội nghị giới thiệu ao chung của Xóm Gốc Hội nghị · 20/12/2023" in text_of(house, where)
    calendar = Calendar.from_ical((house / "site/lich.ics").read_bytes())
    (event,) = (item for item in calendar.walk("VEVENT") if str(item["url"]).endswith("/su-kien/hoi-nghi-ao/"))
    assert event["summary"] == "Hội nghị giới thiệu ao chung của Xóm Gốc"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2023, 12, 20), date(2023, 12, 21))
    assert event["url"] == "https://example.org/su-kien/hoi-nghi-ao/"
    assert "Giới thiệu: Ao chung nuôi cá" in str(event["description"])


def test_units_like_the_adopters_are_told_to_try_it_with_reasons(house: Path) -> None:
    text = text_of(house, "don-vi/xom-moi")
    assert "Đơn vị cùng loại (thôn, xóm, tổ dân phố) đã làm được: Xóm Gốc, Xóm A và 3 nơi khác." in text
    assert "Nên đọc trước" not in text
    assert "Nên đọc trước: Trường D cùng loại đã làm nhưng không thành công" in text_of(house, "don-vi/truong-moi")
    assert "Có thể học theo" not in text_of(house, "don-vi/xom-a"), "it has tried it"


def report(house: Path, *words: str) -> dict[str, list[dict[str, object]]]:
    """Return the rows of a report's tables, as the command writes them."""
    done = run_script(house, "scripts/report.py", *words, "--as-of", DAY, "--format", "json")
    assert done.returncode == 0, done.stderr
    return {table["id"]: table["rows"] for table in json.loads(done.stdout)["tables"]}


def test_the_report_counts_the_same(house: Path) -> None:
    tables = report(house, "replication")
    (field,) = tables["theo-linh-vuc"]
    assert [value for value in field.values() if isinstance(value, int)] == [0, 1, 1, 3, 1, 1, 0, 7, 1]
    units = tables["theo-don-vi"]
    assert len(units) == len(COPIES) + 1, "each adopter and the sum"
    assert list(units[-1].values())[1:] == list(field.values())[1:]
    (hint,) = report(house, "suggest", "--unit", "xom-moi")["goi-y"]
    assert "Ao chung nuôi cá" in str(list(hint.values()))


def test_a_renamed_practice_keeps_its_copies_and_its_address(house: Path, tmp_path: Path) -> None:
    root = make_root(tmp_path / "house", house / "content")
    folder = root / "content/practices"
    (folder / "ao-chung").rename(folder / "ao-lang")
    path = folder / "ao-lang/index.md"
    write(path, path.read_text(encoding="utf-8").replace("---\n", "---\nredirect_from: [ao-chung]\n", 1))
    done = build(root, DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "7 lần làm theo ở 7 đơn vị" in text_of(root, "mo-hinh/ao-lang")
    assert 'href="../ao-lang/"' in (root / "site/mo-hinh/ao-chung/index.html").read_text(encoding="utf-8")
    assert {row["practice"] for row in data(root, "replications").values()} == {"ao-lang"}
    assert data(root, "exemplars")["to-ao-chung"]["evidence"] == data(house, "exemplars")["to-ao-chung"]["evidence"]
    assert "Trước đây ở nấc 4, nay xuống nấc 3, vì:" in text_of(root, "guong/to-ao-chung")


def test_without_a_running_copy_the_stage_is_refused_and_says_what_to_write(house: Path, tmp_path: Path) -> None:
    root = make_root(tmp_path / "house", house / "content")
    for path in (root / "content/replications").rglob("ao-[a-cef].md"):
        path.unlink()
    done = run_script(root, "scripts/check.py", "--as-of", DAY)
    assert done.returncode == 1
    assert "EX218" in done.stdout
    assert "mô hình của bài này (ao-chung) chưa có nơi nào" in done.stdout
    assert "thêm bước dang-lam vào history của content/replications/2026/ao-g.md" in done.stdout
    (root / "content/replications/2026/ao-g.md").unlink()
    done = run_script(root, "scripts/check.py", "--as-of", DAY)
    assert "new replication --practice ao-chung" in done.stdout
