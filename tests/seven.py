"""One practice, seven adopters, two generations, one failure, one lapse: a content folder worked out on paper.

On paper, as of 22/11/2026. `ao-chung` of Xóm Gốc (commune A), three steps, b3 may be left out; proved by `to-ao-chung`
with a proved figure and an award. Those confirmed were confirmed by the committee of commune A.

  a  in A, from the origin; pledged 10/01/2024, succeeded 08/06/2024 (150 days), kept up 01/07/2025, review 31/01/2027,
     steps kept kept kept, spent 2 million: counts, sustained
  b  in B, from a; pledged 01/07/2024, succeeded 28/12/2024 (180 days), review 10/01/2027, steps kept changed dropped,
     spent 1 million: counts
  c  in A, from a; pledged 01/01/2025, succeeded 10/06/2025 (160 days), confirmed 30/06/2025 with no day of review,
     so it holds until 30/06/2026, steps kept kept dropped: lapsed
  d  in A, a school, from the origin; running 01/03/2025, failed 01/09/2025, steps kept dropped, spent 0,6 million
  e  in B, from the origin; proposed 05/01/2025, running since 20/02/2025
  f  in B, from the origin; pledged 02/03/2026, succeeded 29/08/2026 (180 days), confirmed by nobody
  g  in B, from the origin; pledged 01/10/2026

Level: a and b count, so 3; with c they were three and a is sustained, so it was 4. Steps: b1 kept by 4; b2 kept by 2,
changed by 1, dropped by 1; b3 kept by 1, dropped by 2. Median of 150, 160, 180, 180 days: 170. Median of 2, 1 and 0,6
million: 1 million, told by 3. Flows: A to A three (a, c, d), A to B four (b, e, f, g). Quarters 2024-Q1 to 2026-Q4:
begun 1 0 1 0 3 0 0 0 1 0 0 1, succeeded 0 1 0 1 0 1 0 0 0 0 1 0, ended 1 in 2025-Q3. Newest news: g f d a c e b.
Seeds of the flower: the five that run or succeeded (a b c e f).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

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
