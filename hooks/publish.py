"""Put the site together and in its place."""

from typing import Any

from exemplary import bridge


def on_env(env: Any, config: Any, **_: Any) -> Any:
    """Give the theme's shell what it shows."""
    return bridge.set_globals(env, config)


def on_page_markdown(markdown: str, page: Any, config: Any, **_: Any) -> str:
    """Take title, description and body from our own reader; MkDocs' own may print a front matter on the page."""
    return bridge.read_page(page, config)


def on_page_content(html: str, page: Any, config: Any, **_: Any) -> str:
    """Clean a hand-written page."""
    return bridge.clean_page(html, page, config)


def on_post_build(config: Any) -> None:
    """Make every record's page, feeds, data and search; scan for leaks; put the site in its place."""
    bridge.publish(config)


def on_serve(server: Any, config: Any, **_: Any) -> Any:
    """Show and watch a live preview in our own way."""
    return bridge.show_preview(server, config)
