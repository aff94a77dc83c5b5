"""What goes when an office takes a site over: the samples, the example plans, what only those plans name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from ..library import CONTENT, KINDS, REGISTRY_LIMIT, Entry, Library
from ..model.choices import CampaignLevel
from ..read.front_matter import parse_document, parse_yaml
from ..read.source import MAX_BYTES, decode, read_bytes

EXAMPLE_PLANS: Final = frozenset(
    {
        "kh-1171-skhdt-nam-dinh-2023",
        "kh-2590-ubnd-ninh-thuan-2021",
        "kh-43-bdt-ninh-thuan-2016",
        "kh-cuc-thong-ke-ninh-thuan-2021",
        "kh-ubnd-thach-an-2021",
    }
)
"""The plans of real offices that come with the project as examples."""

_BESIDE: Final = frozenset(
    {
        ("unit", "ban-tdkt-ninh-thuan"),
        ("unit", "hdnd-huyen-thach-an"),
        ("unit", "so-noi-vu-nam-dinh"),
        ("cluster", "cum-thi-dua-huyen-thach-an"),
        ("cluster", "khoi-vh-xh-tinh-ninh-thuan"),
    }
)
"""What the registry tells beside the example plans, though no plan names it by its id."""

REGISTRIES: Final = ("unit", "locality", "cluster")
_WIDE: Final = frozenset({CampaignLevel.TOAN_QUOC, CampaignLevel.BO_NGANH, CampaignLevel.CO_QUAN})
_SAMPLE: Final = re.compile(r"^sample:[ ]*true[ ]*$", re.MULTILINE)

Key = tuple[str, str]
"""A record: its kind and id."""


@dataclass(frozen=True)
class Clearing:
    """Finds what goes. `office` is the id of the office's own unit, which stays whatever else does."""

    library: Library
    office: str
    drop_plans: bool

    @cached_property
    def values(self) -> dict[Key, dict[str, Any]]:
        """The plain values of every record, right or wrong."""
        made: dict[Key, dict[str, Any]] = {}
        for kind in REGISTRIES:
            text = text_of(self.library, f"{CONTENT}/{KINDS[kind].folder}")
            document, _ = parse_yaml("", text, 1)
            for identifier, raw in (document.fields if document else {}).items():
                made[kind, identifier] = raw if isinstance(raw, dict) else {}
        for kind, held in self.library.entries.items():
            for entry in held.values() if kind not in {*REGISTRIES, "site"} else ():
                source, _ = decode(entry.path, text_of(self.library, entry.path).encode())
                document = parse_document(source)[0] if source else None
                wrong = {"sample": "true"} if source and _SAMPLE.search(source.text) else {}
                made[kind, entry.id] = document.fields if document else wrong
        return made

    @cached_property
    def samples(self) -> frozenset[Key]:
        """The invented records."""
        own = ("unit", self.office)
        return frozenset(key for key, raw in self.values.items() if raw.get("sample") == "true" and key != own)

    @cached_property
    def examples(self) -> frozenset[Key]:
        """The example plans, the news of them, and what is named by nothing that stays."""
        plans = {("plan", plan) for plan in EXAMPLE_PLANS if ("plan", plan) in self.values}
        if not self.drop_plans or not plans:
            return frozenset()
        news = {key for key, raw in self.values.items() if key[0] == "news" and ("plan", raw.get("plan")) in plans}
        gone = plans | news
        reached = self._reached([*gone, *(_BESIDE & self.values.keys())], self._may_go)
        reached |= _BESIDE & self.values.keys()
        others = [key for key in self.values if key not in reached | gone | self.samples]
        own = ("unit", self.office)
        kept = self._reached([*others, own], lambda key: key in reached)
        return frozenset(gone | (reached - kept - {own}))

    def _may_go(self, key: Key) -> bool:
        kind = key[0]
        return kind in REGISTRIES or (kind == "campaign" and str(self.values[key].get("level")) not in _WIDE)

    def _reached(self, start: Iterable[Key], wanted: Callable[[Key], bool]) -> set[Key]:
        """Return the wanted records that are named by those given, by what these name, and so on."""
        reached: set[Key] = set()
        stack = list(start)
        while stack:
            for key in self._named(stack.pop()):
                if key not in reached and wanted(key):
                    reached.add(key)
                    stack.append(key)
        return reached

    def _named(self, key: Key) -> Iterator[Key]:
        for text in _texts(self.values.get(key, {})):
            yield from ((kind, text) for kind in (*REGISTRIES, "campaign") if (kind, text) in self.values)

    @cached_property
    def gone(self) -> frozenset[Key]:
        """Everything that goes."""
        return self.samples | self.examples

    def without(self) -> Library:
        """Return the library as it is when everything that goes is gone."""
        kept: dict[str, Mapping[str, Entry]] = {}
        for kind, held in self.library.entries.items():
            kept[kind] = {name: entry for name, entry in held.items() if (kind, name) not in self.gone}
        return self.library.only(**kept)


def text_of(library: Library, path: str) -> str:
    """Return the text of a content file, or nothing when it is not there or cannot be read."""
    if not (library.root / path).is_file():
        return ""
    data, _ = read_bytes(library.root, path, REGISTRY_LIMIT if path.endswith(".yml") else MAX_BYTES)
    try:
        return (data or b"").decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
