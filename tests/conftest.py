"""Fixtures for every test: the built site, nginx, the browser."""

from built import address, browser, built, site, summary

__all__ = ["address", "browser", "built", "site", "summary"]
