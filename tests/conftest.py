"""What every test may use: `--bless`, and the fixtures that are dear to make."""

import pytest

from built import address, browser, built, pages, site, summary

__all__ = ["address", "browser", "built", "pages", "site", "summary"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let expectations be written anew."""
    parser.addoption(
        "--bless", action="store_true", help="write expected files anew; read the difference before committing"
    )
