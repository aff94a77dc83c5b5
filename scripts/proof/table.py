"""The rows that `bench --web` prints."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .lighthouse import judge
from .weights import KINDS, QUERY, weigh, weigh_search

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_KB: Final = 1024
HEAD: Final = (
    "Lần xem đầu trên điện thoại, KB đã nén (LCP, CLS, điểm tốc độ: Lighthouse, điện thoại, mạng chậm)\n"
    f"{'trang':<10}{'của':<11}"
    + "".join(f"{name:>8}" for name in KINDS.values())
    + f"{'khác':>8}{'tổng':>8}{'yêu cầu':>9}{'LCP':>8}{'CLS':>8}{'điểm':>6}"
)
SEARCH_HEAD: Final = f"Lần tìm đầu tiên (“{QUERY}”), ngoài trang đang xem"


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def row(browser: Browser, address: str, name: str, whose: str, kept: Path) -> str:
    """Weigh and judge one page; Lighthouse's report goes to `kept`."""
    weight = weigh(browser, address)
    report = judge(address, "mobile", kept)
    parts = [weight.of(kind) / _KB for kind in KINDS]
    sizes = [*parts, weight.total / _KB - sum(parts), weight.total / _KB]
    return (
        f"{name:<10}{whose:<11}"
        + "".join(f"{_number(abs(size), 1):>8}" for size in sizes)
        + f"{len(weight.sizes):>9}{_number(report.lcp, 2):>6} s{_number(report.cls, 3):>8}"
        + f"{_number(report.scores['performance'] * 100, 0):>6}"
    )


def search_row(browser: Browser, address: str, whose: str, ask: Callable[[Page], None]) -> str:
    """Weigh a first search from the page at `address`."""
    return f"{whose:<10} {_number(weigh_search(browser, address, ask) / _KB, 1):>8} KB"
