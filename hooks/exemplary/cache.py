"""A folder of made things, each under the digest of what it was made from; losing it costs time and nothing else."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path


def digest(*parts: bytes | str) -> str:
    """Return a key for what is made from `parts`, each counted with its length so that none runs into the next."""
    state = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()[:24]


@dataclass(frozen=True)
class Cache:
    """Made files by key, below one folder."""

    folder: Path

    def get(self, name: str) -> bytes | None:
        """Return what was kept under `name`, or None."""
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def put(self, name: str, data: bytes) -> None:
        """Keep `data` under `name`; a folder that cannot be written to only means that it is made again."""
        target = self.folder / name
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
            beside.replace(target)
        except OSError:
            return
