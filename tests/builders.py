"""Small content folders and texts for tests: what is not said is valid."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from PIL import Image

from exemplary.library import Library
from exemplary.model.choices import ExemplarType, Level, Stage
from exemplary.model.registry import Unit

ISSUES: Final = Path(__file__).parent / "issues"
BASE: Final = ISSUES / "_base"
CONTENT: Final = BASE / "content"
PUBLISHED: Final = "content/exemplars/2026/ba-hoa-hien-dat/index.md"
DRAFT: Final = "content/exemplars/2026/to-may-xom-dong/index.md"
PLAN: Final = "content/plans/kh-12-ubnd-xa-suoi-mo-2026/index.md"
REPLICATION: Final = "content/replications/2026/duong-hoa-xom-tay.md"
UNITS: Final = "content/registry/units.yml"


def base_text(path: str) -> str:
    """Return a file of the valid folder."""
    return (BASE / path).read_text(encoding="utf-8")


def make_root(folder: Path, **files: str) -> Path:
    """Copy the valid folder to `folder`; `files` are written over it, by constants of this module in lower case."""
    shutil.copytree(CONTENT, folder / "content")
    names = {"published": PUBLISHED, "draft": DRAFT, "plan": PLAN, "replication": REPLICATION, "units": UNITS}
    for name, text in files.items():
        (folder / names[name]).write_text(text, encoding="utf-8")
    return folder


def make_image(path: Path, width: int, height: int, *, gps: bool = False) -> None:
    """Write a plain image: black and white for PNG, so that a huge one stays small, with a place if `gps`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".png":
        Image.new("1", (width, height)).save(path)
        return
    exif = Image.Exif()
    if gps:
        exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 30.0, 0.0), 3: "E", 4: (106.0, 15.0, 0.0)})
    Image.new("RGB", (width, height), (120, 160, 90)).save(path, exif=exif)


def make_case(case: Path, root: Path) -> dict[str, Any]:
    """Lay out a golden case: the valid folder, the case's own files over it, then what its case.json says.

    `remove` deletes files; `replace` changes a text in a file; `bytes` writes hexadecimal digits; `size` makes a file
    of so many bytes; `link` makes a symbolic link; `image` makes a picture. Characters that cannot be seen are written
    as escapes in case.json, so that every case can be read.
    """
    shutil.copytree(CONTENT, root / "content")
    if (case / "content").is_dir():
        shutil.copytree(case / "content", root / "content", dirs_exist_ok=True)
    spec: dict[str, Any] = {}
    if (case / "case.json").is_file():
        spec = json.loads((case / "case.json").read_text(encoding="utf-8"))
    for name in spec.get("remove", []):
        (root / name).unlink()
    for name, edits in spec.get("replace", {}).items():
        text = (root / name).read_text(encoding="utf-8")
        for old, new in edits.items():
            assert text.count(old) == 1, f"{case.name}: {old!r} stands {text.count(old)} times in {name}"
            text = text.replace(old, new)
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    for name, digits in spec.get("bytes", {}).items():
        (root / name).write_bytes(bytes.fromhex(digits))
    for name, size in spec.get("size", {}).items():
        with (root / name).open("wb") as stream:
            stream.truncate(size)
    for name, target in spec.get("link", {}).items():
        (root / name).symlink_to(target)
    for name, image in spec.get("image", {}).items():
        make_image(root / name, **image)
    return spec


def make_many(library: Library, count: int, *, seed: int = 0, units: int = 300, places: int = 500) -> Library:
    """Return `library` with `count` exemplars, copies of its first, spread at random over five years.

    They are spread over its campaigns, `units` new units, each of which is introduced by itself or by the one above it,
    and `places` localities, past and present, of three provinces.
    """
    dice = random.Random(seed)  # noqa: S311 - invented stories
    first = next(iter(library.of("exemplar").values()))
    unit = Unit.model_validate({"name": "Hội Nông dân xã", "kind": "to-chuc", "level": "xa"})
    held = {
        f"don-vi-{number}": replace(next(iter(library.of("unit").values())), id=f"don-vi-{number}",
                                    record=unit.model_copy(update={"name": f"Hội Nông dân xã Suối {number}"}))
        for number in range(units)
    }  # fmt: skip
    ways = {"tinh-cao-bang", "tinh-ninh-binh", "tinh-nam-dinh"}
    inside = sorted(key for key in library.national if _province(library, key) in ways)
    around = dice.sample(inside, min(places, len(inside)))
    campaigns = list(library.of("campaign"))
    stages = {Stage.CONG_NHAN: 9, Stage.LUU_TRU: 4, Stage.LUA_CHON: 2, Stage.PHAT_HIEN: 2, Stage.DANG_BOI_DUONG: 1,
              Stage.NHAN_RONG: 1, Stage.TONG_KET: 1, Stage.DANG_KY: 1, Stage.KHONG_CHON: 1}  # fmt: skip
    levels = {Level.XA: 12, Level.HUYEN: 4, Level.CO_SO: 3, Level.TINH: 2, Level.TOAN_QUOC: 1, None: 2}
    made = {}
    for number in range(count):
        day = date(2026, 11, 1) - timedelta(days=dice.randrange(5 * 365))
        own = dice.randrange(units)
        update = {
            "title": f"Việc tốt thứ {number} của bà con trong xóm", "introduced_on": day,
            "name": f"{dice.choice(('Nguyễn', 'Trần', 'Đặng'))} Văn {dice.choice(('An', 'Ánh', 'Đào', 'Đức', 'Yến'))}",
            "sort_name": None, "type": dice.choice(list(ExemplarType)), "level": _drawn(dice, levels),
            "stage": _drawn(dice, stages), "achievements": dice.choice(((), first.record.achievements)),
            "photos": (), "practices": (),
            "unit": f"don-vi-{own}", "introduced_by": dice.choice([None, f"don-vi-{own // 10}"]),
            "locality": dice.choice([None, *around, *around]),
            "campaigns": tuple(dice.sample(campaigns, dice.choice((0, 1, 1, 2)))),
        }  # fmt: skip
        identifier = f"guong-{number}"
        made[identifier] = replace(first, id=identifier, record=first.record.model_copy(update=update))
    return library.only(exemplar=made, unit={**library.of("unit"), **held})


def _drawn(dice: random.Random, weights: dict[Any, int]) -> Any:
    return dice.choices(list(weights), list(weights.values()))[0]


def _province(library: Library, identifier: str) -> str:
    """Return the province around a locality of the national list."""
    while parent := library.national[identifier][2]:
        identifier = parent
    return identifier
