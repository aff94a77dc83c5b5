"""A file of the site before it is there: what it is made from, told by a key, and how to make it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from .cache import digest


@dataclass(frozen=True, slots=True)
class Product:
    """The bytes of a file, the key of what they were made from, and the questions that gave the key, if any."""

    data: bytes
    key: str
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file: its path from the site's root, its key ("" while only making it can tell), how to make it.

    `kept` is the name under which the cache keeps a file of the same bytes, once it was made.
    """

    name: str
    key: str
    make: Callable[[], Product]
    kept: str = ""


def ready(name: str, data: bytes) -> Artifact:
    """Return the artifact of a file whose bytes are there already."""
    key = digest(data)
    return Artifact(name, key, lambda: Product(data, key))


def from_source(name: str, key: str, read: Callable[[], bytes], kept: str = "") -> Artifact:
    """Return the artifact of a file whose bytes `read` gives, the same whenever `key` is; `kept` as there."""
    return Artifact(name, key, partial(_read, read, key), kept)


def _read(read: Callable[[], bytes], key: str) -> Product:
    return Product(read(), key)
