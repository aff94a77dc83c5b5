"""Keep records out of MkDocs' pipeline: it gets the hand-written pages, the core groups and composes the rest."""

from typing import Any

from exemplary import bridge


def on_files(files: Any, config: Any) -> Any:
    """Leave MkDocs only the hand-written pages."""
    return bridge.only_hand_written(files, config)
