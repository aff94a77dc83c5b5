"""Check everything before anything is built: errors stop a build, and a live preview leaves out what is broken."""

from typing import Any

from exemplary import bridge

_serving = False


def on_startup(*, command: str, **_: Any) -> None:
    """Remember whether this is the live preview, which speaks Vietnamese."""
    global _serving  # noqa: PLW0603 - MkDocs tells the command once, before there is a config
    _serving = command == "serve"
    if _serving:
        bridge.preview_in_vietnamese()


def on_config(config: Any) -> Any:
    """Point MkDocs at the staging folder."""
    return bridge.prepare(config, serving=_serving)


def on_pre_build(config: Any) -> None:
    """Check all content; MkDocs has not touched any folder yet."""
    bridge.validate(config)
