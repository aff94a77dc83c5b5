"""One practice, seven adopters, two generations, one failure, one lapse: worked out on paper, asked of all that is built.

On paper, as of 22/11/2026. `ao-chung` of Xóm Gốc (commune A), three steps, b3 may be left out; proved by `to-ao-chung`
with a proved figure and an award. Those confirmed were confirmed by the committee of commune A.

| copy | where, from | begun | succeeded | since | review | b1 b2 b3 | spent | what becomes of it |
|---|---|---|---|---|---|---|---|---|
| a | A, origin | 10/01/2024 | 08/06/2024 (150 days) | kept up 01/07/2025 | 31/01/2027 | + + + | 2 million | counts, sustained |
| b | B, from a | 01/07/2024 | 28/12/2024 (180 days) | | 10/01/2027 | + ~ - | 1 million | counts |
| c | A, from a | 01/01/2025 | 10/06/2025 (160 days) | | none: 30/06/2026 | + + - | | lapsed |
| d | A, origin | 01/03/2025 | | failed 01/09/2025 | | + - | 0,6 million | a school; never counted |
| e | B, origin | 05/01/2025 | | running | | | | not yet |
| f | B, origin | 02/03/2026 | 29/08/2026 (180 days) | | | | | nobody confirmed it |
| g | B, origin | 01/10/2026 | | pledged | | | | not yet |

Level: a and b count, so 3; with c they were three and a is sustained, so it was 4. Steps: b1 kept by 4; b2 kept by 2,
changed by 1, dropped by 1; b3 kept by 1, dropped by 2. Median of 150, 160, 180, 180 days: 170. Median of 2, 1 and 0,6
million: 1 million, told by 3. Flows: A to A three (a, c, d), A to B four (b, e, f, g). Quarters 2024-Q1 to 2026-Q4:
begun 1 0 1 0 3 0 0 0 1 0 0 1, succeeded 0 1 0 1 0 1 0 0 0 0 1 0, ended 1 in 2025-Q3. Newest news: g f d a c e b.
Seeds of the flower: the five that run or succeeded (a b c e f).
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import feedparser
import pytest

from sites import build, make_root, run_script, write

DAY: Final = "2026-11-22"
NEWEST: Final = "gfdaceb"
CONFIRMED: Final = "Ủy ban nhân dân xã A xác nhận ngày"
STORY: Final = (
    "Xóm Gốc nằm dưới chân đồi, mùa khô ao nào cũng cạn. Bà con góp công vét chung một ao, đắp bờ cao, giữ nước mưa, "
    "thả cá trắm và chia cá theo công góp. Việc nào cũng ghi vào sổ, cuối tháng đọc lại cho mọi người cùng nghe. "
)
COPIES: Final[Mapping[str, str]] = {
    "a": """unit: xom-a
cost: {amount: 2000000}
steps: {b1: giu, b2: giu, b3: giu}
history:
  - {status: cam-ket, date: 2024-01-10}
  - {status: dang-lam, date: 2024-02-01}
  - {status: thanh-cong, date: 2024-06-08}
  - {status: duy-tri, date: 2025-07-01}
confirmed_by: {unit: ubnd-xa-a, date: 2024-07-01}
review_by: 2027-01-31
""",
    "b": """unit: xom-b
learned_from: ao-a
cost: {amount: 1000000}
steps:
  b1: giu
  b2: {dieu-chinh: Đắp bờ bằng đá, ly-do: Đất ở đây pha cát}
  b3: bo
history:
  - {status: cam-ket, date: 2024-07-01}
  - {status: dang-lam, date: 2024-07-15}
  - {status: thanh-cong, date: 2024-12-28}
confirmed_by: {unit: ubnd-xa-a, date: 2025-01-10}
review_by: 2027-01-10
""",
    "c": """unit: xom-c
learned_from: ao-a
steps: {b1: giu, b2: giu, b3: bo}
history:
  - {status: cam-ket, date: 2025-01-01}
  - {status: dang-lam, date: 2025-02-01}
  - {status: thanh-cong, date: 2025-06-10}
confirmed_by: {unit: ubnd-xa-a, date: 2025-06-30}
""",
    "d": """unit: truong-d
cost: {amount: 600000}
steps: {b1: giu, b2: bo}
history:
  - {status: dang-lam, date: 2025-03-01}
  - {status: khong-thanh-cong, date: 2025-09-01}
failure_reasons: [Nghỉ hè không có người trông ao]
""",
    "e": """unit: xom-e
history:
  - {status: de-xuat, date: 2025-01-05}
  - {status: cam-ket, date: 2025-02-01}
  - {status: dang-lam, date: 2025-02-20}
""",
    "f": """unit: xom-f
history:
  - {status: cam-ket, date: 2026-03-02}
  - {status: dang-lam, date: 2026-03-20}
  - {status: thanh-cong, date: 2026-08-29}
""",
    "g": """unit: htx-g
history:
  - {status: cam-ket, date: 2026-10-01}
""",
}
RESULT: Final = """results:
  - {indicator: Cá thu được, before: 0, after: 120, unit: kg, measured_on: 2024-06-01, evidence: [so]}
sources:
  - {id: so, title: Sổ ao, date: 2024-06-01}
"""
UNITS: Final = {
    "ubnd-xa-a": ("Ủy ban nhân dân xã A", "ubnd", "xa-a"),
    "xom-goc": ("Xóm Gốc", "thon-xom-to", "xa-a"),
    **{f"xom-{name}": (f"Xóm {name.upper()}", "thon-xom-to", place) for name, place in
       (("a", "xa-a"), ("b", "xa-b"), ("c", "xa-a"), ("e", "xa-b"), ("f", "xa-b"), ("moi", "xa-b"))},
    "truong-d": ("Trường D", "truong", "xa-a"),
    "truong-moi": ("Trường Mới", "truong", "xa-b"),
    "htx-g": ("Hợp tác xã G", "doanh-nghiep", "xa-b"),
}  # fmt: skip


def files() -> dict[str, str]:
    """Return the content folder, by path."""
    units = "".join(
        f"{key}:\n  name: {name}\n  kind: {kind}\n  level: co-so\n  locality: {place}\n"
        for key, (name, kind, place) in UNITS.items()
    )
    places = "tinh-mau:\n  name: Tỉnh Mẫu\n  type: tinh\n" + "".join(
        f"xa-{key}:\n  name: Xã {key.upper()}\n  type: xa\n  parent: tinh-mau\n" for key in "ab"
    )
    made = {
        "index.md": "---\ntitle: Trang thử\n---\n",
        "registry/site.yml": "name: Trang thử\nurl: https://example.org/\n",
        "registry/units.yml": units,
        "registry/localities.yml": places,
        "campaigns/giu-nuoc.md": "---\nname: Giữ nước mùa khô\nkind: phong-trao\nlevel: xa\nsubjects: [tap-the]\n"
        "status: dang-trien-khai\n---\nGiữ nước cho mùa khô.\n",
        "practices/ao-chung/index.md": """---
title: Ao chung nuôi cá và giữ nước mùa khô
summary: Cả xóm vét chung một cái ao, đắp bờ giữ nước mưa, thả cá và chia theo công góp, ghi sổ đọc chung hằng tháng.
status: cong-bo
exemplars: [to-ao-chung]
owner: xom-goc
campaigns: [giu-nuoc]
problem: Mùa khô ao nào cũng cạn, nhà nào cũng thiếu nước tưới.
steps:
  - {id: b1, title: Họp xóm chọn ao}
  - {id: b2, title: Đắp bờ}
  - {id: b3, title: Thả cá, core: false}
---
""",
        "exemplars/2023/to-ao-chung/index.md": f"""---
title: Tổ ao chung của Xóm Gốc giữ nước qua mùa khô
type: tap-the
name: Tổ ao chung Xóm Gốc
unit: xom-goc
locality: xa-a
campaigns: [giu-nuoc]
introduced_on: 2023-05-12
stage: nhan-rong
stage_history:
  - {{to: phat-hien, date: 2023-05-12}}
  - {{to: lua-chon, date: 2023-06-12}}
  - {{to: cong-nhan, date: 2023-09-01}}
  - {{to: tong-ket, date: 2024-01-01}}
  - {{to: nhan-rong, date: 2024-07-01}}
status: cong-bo
summary: Tổ ao chung của Xóm Gốc vét một cái ao cũ, đắp bờ giữ nước mưa, thả cá và chia đều theo công góp của từng nhà.
achievements:
  - {{text: Nước giữ được qua mùa khô, year: 2023, value: 900, unit: m³, evidence: [so]}}
awards:
  - {{form: giay-khen, title: Giấy khen, number: 7/QĐ-UBND, date: 2023-09-01, issuer: ubnd-xa-a, level: xa}}
practices: [ao-chung]
sources:
  - {{id: so, title: Sổ ao của Xóm Gốc, date: 2023-08-01}}
consent: {{status: da-co, ref: DY-1, date: 2023-05-10, scope: [ten, bai-viet, dia-ban]}}
author: Ban biên tập
fact_checked_by: Tổ thẩm định
approved_by: Chủ tịch xã A
---
## Hoàn cảnh

{STORY * 3}

## Việc làm tốt

{STORY * 3}

## Kết quả và sức lan tỏa

{STORY * 2}

## Cách làm, kinh nghiệm

{STORY * 2}
""",
    }
    made["events/2023/hoi-nghi-ao.md"] = """---
title: Hội nghị giới thiệu ao chung của Xóm Gốc
kind: hoi-nghi
held_on: 2023-12-20
host: ubnd-xa-a
units: [xom-a, htx-g, xom-moi]
practices: [ao-chung]
summary: Xóm Gốc kể cách làm ao chung cho các xóm và hợp tác xã trong vùng.
status: cong-bo
---
"""
    for key, fields in COPIES.items():
        year = min(re.findall(r"date: (\d{4})", fields.partition("confirmed_by")[0]))
        more = RESULT if "thanh-cong, date" in fields and "khong-thanh-cong" not in fields else ""
        made[f"replications/{year}/ao-{key}.md"] = f"---\npractice: ao-chung\n{fields}{more}status: cong-bo\n---\n"
    return made


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


def test_without_any_copy_the_stage_is_refused_and_says_what_to_write(house: Path, tmp_path: Path) -> None:
    root = make_root(tmp_path / "house", house / "content")
    for path in (root / "content/replications").rglob("ao-[a-cef].md"):
        path.unlink()
    done = run_script(root, "scripts/check.py", "--as-of", DAY)
    assert done.returncode == 1
    assert "EX218" in done.stdout
    assert "ao-chung" in done.stdout
    assert "new replication --practice ao-chung" in done.stdout
