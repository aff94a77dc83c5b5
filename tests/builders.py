"""Small content folders and texts for tests: what is not said is valid."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Final

from PIL import Image

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
