"""The theme's own files, each under a name with the digest of its bytes, so that browsers may keep it for ever."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..cache import digest
from ..images.variants import TONES

FOLDER: Final = "assets"
_FONT: Final = re.compile(r'url\("?fonts/([\w.-]+)"?\)')
_LAST: Final = "90-print.css"
"""What holds on paper holds against everything before it."""
APART: Final[Mapping[str, tuple[str, ...]]] = {
    "report": ("reports.html", "plan_report.html", "month_report.html"),
    "yearbook": ("yearbook.html", "booklet.html"),
}
"""Components whose styles only the pages of these templates load; all others share one sheet."""
_SCRIPT: Final = re.compile(r'"\./([\w-]+\.js)"')
"""How a script names another that it loads; one that is loaded names none itself."""
_PAPER: Final = "@media print{"
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Assets:
    """The files by address, and the address of each by the name that templates use."""

    files: Mapping[str, bytes]
    names: Mapping[str, str]

    def sheet_of(self, template: str) -> str:
        """Return the address of the style sheet that pages of a template load besides that of all pages, or ""."""
        return next((self.names[f"{name}.css"] for name, held in APART.items() if template in held), "")


def _minified(css: str) -> str:
    text = _COMMENT.sub("", css)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,>]) ?", r"\1", text).replace(";}", "}").strip()


def _parted(css: str) -> tuple[str, str]:
    """Part minified rules into those of the screen and those in `@media print`, which no reader has to wait for."""
    screen: list[str] = []
    paper: list[str] = []
    rest = css
    while _PAPER in rest:
        before, _, rest = rest.partition(_PAPER)
        screen.append(before)
        depth = end = 0
        for end, mark in enumerate(rest):  # noqa: B007 - where the block ends is wanted after the loop
            depth += (mark == "{") - (mark == "}")
            if depth < 0:
                break
        paper.append(rest[:end])
        rest = rest[end + 1 :]
    return "".join([*screen, rest]), "".join(paper)


def _hashed(name: str, data: bytes) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{FOLDER}/{stem}.{digest(data)[:10]}{dot}{suffix}"


def _tone_rules() -> str:
    """Return the rules that give a photograph its two tones until it is there."""
    named = [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in TONES]
    rules = (f".t{number}{{--t:{color}}}.b{number}{{--b:{color}}}" for number, color in enumerate(named))
    return "".join(rules)


def make_assets(theme: Path) -> Assets:
    """Read fonts, icons, styles and scripts of the theme; styles of all components become one file.

    `favicon.ico` keeps its name at the root, where old programs ask for it without being told.
    """
    files: dict[str, bytes] = {}
    names: dict[str, str] = {}

    def add(name: str, data: bytes) -> None:
        names[name] = _hashed(name, data)
        files[names[name]] = data

    for font in sorted((theme / "fonts").glob("*.woff2")):
        add(f"fonts/{font.name}", font.read_bytes())
    for icon in sorted((*theme.glob("*.svg"), *theme.glob("*.png"))):
        add(icon.name, icon.read_bytes())
    files["favicon.ico"] = (theme / "favicon.ico").read_bytes()
    scripts = {script.name: script.read_text(encoding="utf-8") for script in sorted((theme / "js").glob("*.js"))}
    for name in sorted(scripts, key=lambda name: (bool(_SCRIPT.search(scripts[name])), name)):
        script = _SCRIPT.sub(lambda match: f'"./{names[match[1]].removeprefix(FOLDER + "/")}"', scripts[name])
        add(name, script.encode())
    sheets = [*sorted((theme / "css").glob("*.css")), *sorted((theme / "components").glob("*/*.css"))]
    sheets.sort(key=lambda sheet: sheet.name == _LAST)
    parts = [(sheet.stem, *_parted(_minified(sheet.read_text(encoding="utf-8")))) for sheet in sheets]
    shared = "".join(screen for name, screen, _ in parts if name not in APART) + _tone_rules()
    shared = _FONT.sub(lambda match: f'url("{names["fonts/" + match[1]].removeprefix(FOLDER + "/")}")', shared)
    add("site.css", shared.encode())
    add("print.css", "".join(paper for _, _, paper in parts).encode())
    for name, screen, _ in parts:
        if name in APART:
            add(f"{name}.css", screen.encode())
    return Assets(files, names)
