"""A content folder of any size, the same for the same number: invented stories to measure and to test with.

N exemplars over twelve campaigns, sixty units and five years, twenty plans, and a practice with three replications for
every hundred exemplars; one exemplar in ten has a photograph, one in fifty is a draft. All is marked as a sample.
"""

from __future__ import annotations

import io
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

TODAY: Final = date(2026, 11, 22)
"""The day as of which a corpus is checked and built."""
FIRST_YEAR: Final = 2022
YEARS: Final = 5
CAMPAIGNS: Final = (
    ("nong-thon-moi", "Chung sức xây dựng nông thôn mới", "#2e7d32"),
    ("vi-nguoi-ngheo", "Vì người nghèo, không để ai bị bỏ lại phía sau", "#a3361f"),
    ("cai-cach-hanh-chinh", "Đẩy mạnh cải cách hành chính", "#1f5f8b"),
    ("chuyen-doi-so", "Chuyển đổi số trong từng việc nhỏ", "#5b3f99"),
    ("hoc-tap-suot-doi", "Học tập suốt đời", "#7a4b00"),
    ("dan-van-kheo", "Dân vận khéo", "#8b1f52"),
    ("giu-gin-an-ninh", "Toàn dân giữ gìn an ninh thôn xóm", "#2d4a6b"),
    ("suc-khoe-cong-dong", "Chăm sóc sức khỏe cộng đồng", "#00695c"),
    ("giu-rung-giu-nuoc", "Giữ rừng, giữ nguồn nước", "#33691e"),
    ("van-hoa-xom-lang", "Giữ nếp văn hóa xóm làng", "#6d4c41"),
    ("tre-em-la-tuong-lai", "Trẻ em là tương lai", "#ad1457"),
    ("khoi-nghiep-que-nha", "Khởi nghiệp ở quê nhà", "#4e342e"),
)
UNITS: Final = 60
_DRAFT: Final = 7
"""Which of fifty stories is a draft."""
PLANS: Final = 20
_FAMILY: Final = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Nông", "Lý", "Triệu", "Ma", "Hà")
_MIDDLE: Final = ("Thị", "Văn", "Minh", "Quang", "Ngọc", "Đức", "Thanh", "Hữu", "Xuân", "Thu")
_GIVEN: Final = (
    "An", "Bình", "Chung", "Dung", "Đào", "Giang", "Hạnh", "Hòa", "Khánh", "Lan", "Mai", "Nga", "Oanh", "Phúc", "Quý",
    "Sơn", "Thắm", "Thủy", "Trung", "Tú", "Uyên", "Vân", "Xuyến", "Yến", "Ánh", "Ước",
)  # fmt: skip
_WORK: Final = (
    "mở đường vào xóm", "giữ bể nước chung", "dạy lớp học buổi tối", "sửa cầu dân sinh", "đọc sách cho trẻ nhỏ",
    "trồng rừng trên đồi trọc", "hướng dẫn nộp hồ sơ qua mạng", "gom rác ở bến sông", "nuôi ong trong vườn nhãn",
    "thăm người già sống một mình", "ghi sổ nước cho cả xóm", "giữ điệu hát của làng", "đưa đón học sinh qua suối",
    "dựng tủ thuốc đầu thôn", "ủ phân từ lá khô", "lập tổ xe ôm giúp nhau",
)  # fmt: skip
_WHO: Final = (
    "bà con trong xóm",
    "mấy nhà cạnh suối",
    "anh em trong tổ",
    "người trông coi nhà văn hóa",
    "lớp trẻ về quê",
)
_WHEN: Final = (
    "Đầu mùa mưa", "Sau vụ gặt", "Sáng thứ bảy", "Một buổi chiều giáp Tết", "Giữa tháng bảy", "Hôm họp tổ",
    "Tối thứ năm", "Mấy tuần sau", "Đến cuối năm", "Trước ngày khai giảng",
)  # fmt: skip
_DID: Final = (
    "ngồi lại tính từng khoản một", "đi từng nhà hỏi ý kiến", "chép lại danh sách vào cuốn sổ bìa xanh",
    "thử làm trên một đoạn ngắn trước", "mượn thêm hai chiếc xe rùa", "chia ca theo ngày rảnh của mỗi nhà",
    "dừng lại sửa chỗ làm chưa đúng", "gọi điện cho kỹ thuật viên của xã", "dán bảng phân công ở cửa nhà văn hóa",
    "đo lại bằng thước dây", "giữ nguyên hàng cau đầu ngõ", "ghi tên từng người góp công",
)  # fmt: skip
_WHY: Final = (
    "để mọi nhà biết việc đến đâu", "vì năm trước đã làm hỏng một lần", "cho người đến sau khỏi hỏi lại",
    "dù chỉ còn ba người ở lại", "nên không nhà nào phải đi vòng", "mà không cần thêm kinh phí",
    "rồi mới bàn đến phần tiếp theo", "và kể cả những chỗ chưa được", "khi nước còn chưa rút hết",
    "trước khi mời mọi người cùng làm",
)  # fmt: skip
_PLACE: Final = ("ở đầu dốc", "bên gốc đa", "trong sân trường", "cạnh trạm bơm", "trên đoạn đê cũ", "ở nhà văn hóa")
HEADINGS: Final = ("Hoàn cảnh", "Việc làm tốt", "Kết quả và sức lan tỏa", "Cách làm, kinh nghiệm")


def _paragraph(dice: random.Random, sentences: int) -> str:
    made = []
    for _ in range(sentences):
        who, when, did, why, place = (dice.choice(part) for part in (_WHO, _WHEN, _DID, _WHY, _PLACE))
        made.append(
            dice.choice((
                f"{when}, {who} {did} {why}.",
                f"{when}, {place}, {who} {did}.",
                f"{who[0].upper()}{who[1:]} {did} {place}, {why}.",
                f"“Cứ làm một đoạn đã,” {who} bảo nhau, {why}.",
            ))
        )  # fmt: skip
    return " ".join(made)


def _body(dice: random.Random) -> str:
    parts = []
    for heading in HEADINGS:
        parts.append(f"## {heading}")
        parts += [_paragraph(dice, dice.randint(2, 3)) for _ in range(dice.randint(1, 3))]
        if heading.startswith("Kết quả"):
            parts.append("- " + "\n- ".join(_paragraph(dice, 1) for _ in range(3)))
    steps = [f"**Bước {step}.** {_paragraph(dice, 1)}" for step in range(1, 5)]
    parts.append("\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)))
    return "\n\n".join(parts) + "\n"


def _person(dice: random.Random) -> str:
    return f"{dice.choice(_FAMILY)} {dice.choice(_MIDDLE)} {dice.choice(_MIDDLE)} {dice.choice(_GIVEN)}"


def _exemplar(dice: random.Random, number: int, count: int) -> tuple[str, str]:
    """Return the folder below content/exemplars and the text of one story."""
    day = date(FIRST_YEAR, 1, 1) + timedelta(days=number * (365 * YEARS - 120) // count)
    unit, campaign, work = dice.randrange(UNITS), dice.randrange(len(CAMPAIGNS)), dice.choice(_WORK)
    kind = dice.choice(("ca-nhan", "ca-nhan", "ca-nhan", "tap-the", "ho-gia-dinh", "doanh-nghiep"))
    name = _person(dice) if kind == "ca-nhan" else {
        "tap-the": f"Tổ số {number} {work}", "ho-gia-dinh": f"Hộ gia đình {_person(dice)}",
        "doanh-nghiep": f"Cơ sở sản xuất số {number}",
    }[kind]  # fmt: skip
    figure, year = dice.randint(3, 400), day.year
    campaigns = [CAMPAIGNS[campaign][0]]
    if dice.randrange(5) == 0:
        campaigns.append(CAMPAIGNS[(campaign + 1) % len(CAMPAIGNS)][0])
    photo = f"""photos:
  - file: anh-{number}.jpg
    alt: Bà con {work} trong buổi sáng có sương, phía sau là hàng cau
    credit: Ban Biên tập mẫu
    taken_on: {day}
""" if number % 10 == 0 else ""  # fmt: skip
    text = f"""---
title: Chuyện {work} ở xóm {number}, kể lại từ đầu
type: {kind}
name: {name}
unit: don-vi-{unit}
locality: xa-{unit}
scope: tung-linh-vuc
campaigns: [{", ".join(campaigns)}]
plan: ke-hoach-{number % PLANS}
level: xa
introduced_on: {day}
stage: cong-nhan
stage_history:
  - {{to: phat-hien, date: {day}}}
  - {{to: lua-chon, date: {day + timedelta(days=20)}}}
  - {{to: cong-nhan, date: {day + timedelta(days=40)}}}
status: {"nhap" if number % 50 == _DRAFT else "cong-bo"}
summary: Việc {work} bắt đầu từ {figure} ngày công góp lại, kéo dài qua ba mùa mưa và đến nay vẫn có người trông nom.
achievements:
  - text: Góp công cùng nhau {work}
    year: {year}
    value: {figure}
    unit: ngày công
    evidence: [bien-ban]
  - text: Có người trông nom hằng tuần
    year: {year}
awards:
  - {{form: giay-khen, number: {number + 1}/QĐ-UBND, date: {day + timedelta(days=40)}, issuer: don-vi-{unit}, level: xa,
    kind: award_form, status: hieu-luc}}
{photo}sources:
  - id: bien-ban
    title: Biên bản họp tổ và sổ ghi ngày công số {number}
    date: {day}
consent:
  status: da-co
  ref: DY-{year}-{number:05d}
  date: {day}
  scope: [ten, anh, bai-viet, dia-ban]
author: Tổ viết bài mẫu
fact_checked_by: Tổ thẩm tra mẫu
approved_by: Trưởng Ban Biên tập mẫu
sample: true
---

{_body(dice)}"""
    return f"{year}/chuyen-{number:05d}", text


def _photo(dice: random.Random) -> bytes:
    """Return a small JPEG: a sky, hills, a path, in colours of the dice."""
    image = Image.new("RGB", (1280, 800), (dice.randint(150, 220), dice.randint(180, 220), dice.randint(200, 240)))
    draw = ImageDraw.Draw(image)
    for layer in range(4):
        base = 300 + layer * 130
        points = [(x, base - dice.randint(0, 120)) for x in range(0, 1281, 160)]
        shade = (90 - layer * 15, 130 - layer * 20 + dice.randint(0, 20), 80 - layer * 12)
        draw.polygon([*points, (1280, 800), (0, 800)], fill=shade)
    made = io.BytesIO()
    image.save(made, "JPEG", quality=80)
    return made.getvalue()


def _practice(number: int, exemplar: str) -> str:
    return f"""---
title: Cách chia ca trông nom việc chung, bản số {number}
summary: Chia ca theo ngày rảnh, ghi một cuốn sổ và họp mười phút mỗi tuần để việc chung không đứt quãng.
status: cong-bo
exemplars: [{exemplar}]
owner: don-vi-{number % UNITS}
campaigns: [{CAMPAIGNS[number % len(CAMPAIGNS)][0]}]
problem: Việc chung làm xong thường không còn ai trông nom sau vài tháng.
conditions:
  - Có từ năm nhà trở lên cùng dùng
people: Hai người giữ sổ, mỗi nhà một người
duration: Bốn tuần
steps:
  - {{id: b1, title: Hỏi từng nhà, detail: Ghi ngày rảnh của mỗi nhà vào sổ., core: true}}
  - {{id: b2, title: Chia ca, detail: Mỗi ca hai người và có người thay., core: true}}
  - {{id: b3, title: Họp mười phút, detail: Chỉ nói chỗ vướng và ai sửa., core: false}}
results:
  - {{text: Số tuần có người trông nom trong năm, value: 48, unit: tuần, evidence: [so]}}
sources:
  - {{id: so, title: Sổ phân ca}}
sample: true
---

## Vì sao cần chia ca

Việc chung hay đứt quãng vào mùa gặt. Chia ca theo ngày rảnh thì không ai phải bỏ việc nhà.
"""


def _replication(number: int, copy: int, year: int) -> str:
    unit = (number + 1 + copy) % UNITS
    return f"""---
practice: chia-ca-{number}
unit: don-vi-{unit}
locality: xa-{unit}
history:
  - {{status: cam-ket, date: {year}-02-01}}
  - {{status: dang-lam, date: {year}-03-01}}
  - {{status: thanh-cong, date: {year}-09-30}}
steps:
  b1: giu
  b2: giu
  b3: bo
results:
  - {{indicator: Số tuần có người trông nom, before: 10, after: {40 + copy}, unit: tuần,
    measured_on: {year}-09-30, evidence: [so]}}
sources:
  - {{id: so, title: Sổ phân ca của đơn vị, date: {year}-09-30}}
status: cong-bo
sample: true
---
"""


def _plan(number: int) -> str:
    parts = "".join(
        f"  - ref: {slug}\n    lead: [don-vi-{number}]\n    criteria:\n      chung:\n"
        f"        - {{code: tc-{place}-1, text: Có cách làm mà nơi khác học theo được và có người làm chứng.}}\n"
        for place, (slug, _, _) in enumerate(CAMPAIGNS)
    )
    return f"""---
title: Phát hiện, bồi dưỡng và nhân rộng điển hình tiên tiến, văn bản mẫu số {number + 1}
doc_type: ke-hoach
number: "{number + 1}"
symbol: KH-UBND
number_status: du
issued_on: {FIRST_YEAR}-01-01
place: Xã mẫu
issuer: don-vi-{number}
signer: {{name: {_FAMILY[number % len(_FAMILY)]} Văn Mẫu, title: Chủ tịch}}
period: {FIRST_YEAR}-{FIRST_YEAR + YEARS - 1}
purposes:
  - Phát hiện người tốt, việc tốt ở từng thôn, xóm.
requirements:
  - Kể đúng, kể rõ cách làm.
campaigns:
{parts}general_criteria:
  - {{code: chung-1, text: Được tập thể suy tôn.}}
assignments:
  - {{unit: don-vi-{number}, role: chu-tri, tasks: [Theo dõi việc thực hiện kế hoạch.]}}
status: hieu-luc
sample: true
---
"""


def _registry(folder: Path) -> None:
    units = "".join(
        f"don-vi-{number}:\n  name: Ủy ban nhân dân xã Mẫu {number}\n  short_name: UBND xã Mẫu {number}\n"
        f"  kind: ubnd\n  level: xa\n  locality: xa-{number}\n  sample: true\n"
        for number in range(UNITS)
    )
    places = "tinh-mau:\n  name: Tỉnh Mẫu\n  type: tinh\n  sample: true\n" + "".join(
        f"xa-{number}:\n  name: Xã Mẫu {number}\n  type: xa\n  parent: tinh-mau\n  sample: true\n"
        for number in range(UNITS)
    )
    site = (
        "name: Người tốt, việc tốt\nunit: don-vi-0\nurl: https://example.org/\n"
        "description: Những câu chuyện mẫu để đo thời gian dựng trang.\ntimezone: Asia/Ho_Chi_Minh\n"
    )
    for name, text in (("units", units), ("localities", places), ("site", site)):
        _write(folder / "registry" / f"{name}.yml", text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def make_corpus(content: Path, count: int) -> None:
    """Write a content folder with `count` exemplars; the same count gives the same bytes."""
    dice = random.Random(count)  # noqa: S311 - a corpus, not a secret
    _registry(content)
    _write(content / "index.md", "---\ntitle: Người tốt, việc tốt\n---\n\nNhững câu chuyện mẫu.\n")
    _write(content / "gioi-thieu.md", "---\ntitle: Giới thiệu\n---\n\n## Trang này\n\nTrang mẫu để đo.\n")
    for order, (slug, name, color) in enumerate(CAMPAIGNS):
        _write(
            content / "campaigns" / f"{slug}.md",
            f"---\nname: {name}\nkind: phong-trao\nlevel: xa\nsubjects: [ca-nhan, tap-the, ho-gia-dinh, doanh-nghiep]\n"
            f'status: dang-trien-khai\ncolor: "{color}"\norder: {order}\nsample: true\n---\n{_paragraph(dice, 4)}\n',
        )
    for number in range(PLANS):
        _write(content / "plans" / f"ke-hoach-{number}" / "index.md", _plan(number))

    folders = []
    for number in range(count):
        folder, text = _exemplar(dice, number, count)
        folders.append(folder)
        _write(content / "exemplars" / folder / "index.md", text)
        if number % 10 == 0:
            (content / "exemplars" / folder / f"anh-{number}.jpg").write_bytes(_photo(dice))
    for number in range(max(1, count // 100)):
        exemplar = folders[number * 100].split("/")[1]
        _write(content / "practices" / f"chia-ca-{number}" / "index.md", _practice(number, exemplar))
        for copy in range(3):
            year = FIRST_YEAR + (number + copy) % YEARS
            _write(
                content / "replications" / str(year) / f"chia-ca-{number}-{copy}.md", _replication(number, copy, year)
            )
