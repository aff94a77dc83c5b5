"""What a page asked of the site while it was made, so that the next build knows whether it would be made the same.

A page is made from its draft, which is compared as a whole, and from whatever its template and its `fill` function
read from the site. They are given no site but a `Seen`, which looks like it and writes every question down; nobody
has to list what a page depends on, and nobody can forget to. The next build asks the kept questions again: where all
answers have the same fingerprint, the page that was made from them is still right.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from inspect import getattr_static
from types import FunctionType, MethodType
from typing import Any, Final, TypeVar, cast

from ..cache import digest, fingerprint
from ..library import Library
from ..measure.evidence import EvidenceReport
from ..measure.spread import SpreadReport
from ..publishable import Public
from .site import Site

_OPEN: Final = (Site, Public, Library, EvidenceReport, SpreadReport)
"""What is looked into attribute by attribute instead of being an answer as a whole."""
_ANSWERED: Final = frozenset({"unit", "locality", "written", "province_of", "sheet"})
"""Methods whose answer is cheap and small: it is compared itself, instead of all that they read to find it."""
_PURE: Final = frozenset({"convert"})
"""Functions that the site carries along and that depend on nothing but their arguments."""

_IN_JSON: Final = json.JSONEncoder(ensure_ascii=False).encode

Path = tuple[Any, ...]
T = TypeVar("T")


def questions_in(asked: str) -> dict[str, None]:
    """Return the questions that were `noted` or `taken`, each once, in order."""
    return dict.fromkeys(asked.split("\n") if asked else ())


class Notes:
    """The questions that pages may ask of one site, with the fingerprints of their answers."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._seen = _Seen(self, site, ())
        self._answer = cache(self._looked_up)
        self._asked: dict[str, None] = {}

    def seen(self) -> Site:
        """Return what stands for the site while a page is made."""
        return cast("Site", self._seen)

    def ask(self, kind: str, path: Path, *details: object) -> None:
        """Write down a question of the page that is being made."""
        self._asked[_written(kind, path, *details)] = None

    def noted(self, make: Callable[[], T]) -> tuple[T, str]:
        """Return what `make` returns, and the questions that it asked, to be asked again wherever it is shown."""
        before, self._asked = self._asked, {}
        try:
            made = make()
            asked = "\n".join(self._asked)
        finally:
            self._asked = before
        return made, asked

    def ask_again(self, asked: Mapping[str, None]) -> None:
        """Write down questions that were `noted`, one by one."""
        self._asked.update(asked)

    def forget(self) -> None:
        """Forget all answers and what stands for parts of the site, which are many; they can be found again."""
        self._answer.cache_clear()
        self._seen._parts.clear()  # noqa: SLF001 - on what stands for the site any public name is the site's

    def taken(self) -> str:
        """Return the questions that were asked since the last time, in a form that can be kept."""
        asked, self._asked = "\n".join(self._asked), {}
        return asked

    def answers(self, asked: str) -> str:
        """Return the fingerprint of the answers to kept questions, as of this build."""
        return digest("\n".join(map(self._answer, asked.split("\n"))))

    def _looked_up(self, question: str) -> str:
        return self._found(*json.loads(question)) if question else ""

    def _found(self, kind: str, path: list[Any], *details: Any) -> str:
        try:
            held = _follow(self._site, path)
            if kind == "has":
                return str(_key(details[0]) in held)
            if kind == "keys":
                return fingerprint(tuple(held))
            if kind == "answer":
                return fingerprint(getattr(held, details[0])(*details[1]))
            return fingerprint(held)
        except (KeyError, AttributeError):
            return "nothing"


@lru_cache(maxsize=4096, typed=True)
def _written(*question: object) -> str:
    """Write a question down; all pages ask some of them."""
    return _IN_JSON(question)


@cache
def _method(kind: Any, name: str) -> FunctionType | None:
    """Return the method of a type that has that name; None when it is a value."""
    found = getattr_static(kind, name, None)
    return found if isinstance(found, FunctionType) else None


def _key(step: Any) -> Any:
    return tuple(step) if isinstance(step, list) else step


def _follow(held: Any, path: list[Any]) -> Any:
    for step in path:
        held = held[_key(step)] if isinstance(held, Mapping) else getattr(held, step)
    return held


class _Standing:
    """Stands for a part of the site and takes notes; what stands for a part of that part is made once."""

    __slots__ = ("_notes", "_of", "_parts", "_path")

    def __init__(self, notes: Notes, of: Any, path: Path) -> None:
        self._notes, self._of, self._path = notes, of, path
        self._parts: dict[Any, Any] = {}

    def _shown(self, value: Any, step: Any) -> Any:
        """Return what stands for a part: something that takes notes, or an answer after it was noted."""
        kind: Any = type(value)
        stands = _stand_in(kind)
        path = (*self._path, step)
        if stands is None:
            self._notes.ask("is", path)
            return value
        self._parts[step] = stands(self._notes, value, path)
        return self._parts[step]


class _Seen(_Standing):
    """Stands for the site, the view or the library."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        part = self._parts.get(name)
        if part is not None:
            return part
        if name.startswith("__"):
            raise AttributeError(name)
        if name in _PURE:
            return getattr(self._of, name)
        kind: Any = type(self._of)
        method = _method(kind, name)
        if method is None:
            return self._shown(getattr(self._of, name), name)
        # it reads through us whatever it needs
        self._parts[name] = self._answering(name) if name in _ANSWERED else MethodType(method, self)
        return self._parts[name]

    def _answering(self, name: str) -> Callable[..., Any]:
        def answer(*details: Any) -> Any:
            self._notes.ask("answer", self._path, name, details)
            return getattr(self._of, name)(*details)

        return answer


class _SeenMapping(_Standing, Mapping[Any, Any]):
    """Stands for a mapping of the site: what is looked up in it is noted, not the whole of it."""

    __slots__ = ()

    def __getitem__(self, key: Any) -> Any:
        part = self._parts.get(key)
        if part is not None:
            return part
        if key not in self._of:
            self._notes.ask("has", self._path, key)
            raise KeyError(key)
        return self._shown(self._of[key], key)

    def __contains__(self, key: object) -> bool:
        self._notes.ask("has", self._path, key)
        return key in self._of

    def __iter__(self) -> Iterator[Any]:
        self._notes.ask("keys", self._path)
        return iter(self._of)

    def __len__(self) -> int:
        self._notes.ask("keys", self._path)
        return len(self._of)


class _SeenSet(_Standing, AbstractSet[Any]):
    """Stands for a set of the site."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        self._notes.ask("has", self._path, item)
        return item in self._of

    def __iter__(self) -> Iterator[Any]:
        self._notes.ask("is", self._path)
        return iter(self._of)

    def __len__(self) -> int:
        self._notes.ask("is", self._path)
        return len(self._of)


@cache
def _stand_in(kind: Any) -> type[_Standing] | None:
    """Return what stands for a value of that type; None for an answer."""
    if issubclass(kind, _OPEN):
        return _Seen
    if issubclass(kind, Mapping):
        return _SeenMapping
    return _SeenSet if issubclass(kind, AbstractSet) else None
