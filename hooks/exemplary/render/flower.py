"""The flower of an exemplar: what it shows, taken from the record alone, and the sentence that says so.

Colour is the campaign, petals are the achievements that have evidence, the ring is the evidence level, seeds are the
copies that are alive, the opening is the stage. `flower_drawing` makes the picture.
"""

from __future__ import annotations

import colorsys
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from sys import intern
from typing import Final

from ..library import Entry, Library
from ..measure.evidence import LEVELS, Evidence
from ..model.campaign import Campaign
from ..model.choices import Stage
from ..model.exemplar import Exemplar

MOST: Final = 12
"""Most petals and most seeds that are drawn, for more could not be counted; the words tell the true number."""

OPENINGS: Final = ("còn là nụ (chưa được công nhận)", "hé nở (đang được bồi dưỡng)", "đã nở (đã được công nhận)")
"""What each opening means: bud, half open, open."""

LOTUS: Final = "#97173f"
"""The colour of a flower whose campaign has none."""

VARIED: Final = 4
"""How far to either side a flower may vary in turn, breadth and curl."""

_OPENING: Final[Mapping[Stage, int]] = {
    **dict.fromkeys((Stage.PHAT_HIEN, Stage.DANG_KY, Stage.LUA_CHON, Stage.KHONG_CHON), 0),
    Stage.DANG_BOI_DUONG: 1,
    **dict.fromkeys((Stage.CONG_NHAN, Stage.TONG_KET, Stage.NHAN_RONG, Stage.LUU_TRU), 2),
}
_HUES: Final = (
    (12, "đỏ", "đỏ"), (46, "cam", "nâu"), (65, "vàng", "xanh rêu"), (90, "xanh lá", "xanh rêu"),
    (160, "xanh lá", "xanh lá"), (200, "xanh ngọc", "xanh ngọc"), (250, "xanh dương", "xanh dương"),
    (310, "tím", "tím"), (338, "hồng", "tím"), (360, "đỏ", "đỏ"),
)  # fmt: skip
"""Where a hue ends on the circle of colours, its name, and its name when it is dark."""


@dataclass(frozen=True, slots=True)
class FlowerData:
    """What a flower shows, and how far it turns, broadens and curls so that two of the same numbers still differ.

    `campaign` is how the words call it, "" for none; `opening` is 0 for a bud, 1 for half open, 2 for open.
    """

    color: str
    campaign: str
    achievements: int
    ring: int
    replications: int
    opening: int
    turn: int = 0
    breadth: int = 0
    curl: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn, or would bring something else than a colour into the picture."""
        counted = self.achievements >= 0 and self.replications >= 0
        chosen = self.ring in range(len(LEVELS)) and self.opening in range(len(OPENINGS))
        varied = all(abs(part) <= VARIED for part in (self.turn, self.breadth, self.curl))
        if not (re.fullmatch("#[0-9a-f]{6}", self.color) and counted and chosen and varied):
            raise ValueError(f"no such flower: {self}")

    @property
    def petals(self) -> int:
        """How many petals are drawn: one for each achievement that has evidence, at most `MOST`."""
        return min(self.achievements, MOST)

    @property
    def seeds(self) -> int:
        """How many seeds are drawn: one for each copy that is alive, at most `MOST`."""
        return min(self.replications, MOST)


_SIMPLE: Final = FlowerData(LOTUS, "", 4, 0, 0, 2)
EXAMPLES: Final[Mapping[str, tuple[FlowerData, ...]]] = {
    "opening": tuple(replace(_SIMPLE, opening=opening) for opening in range(len(OPENINGS))),
    "petals": tuple(replace(_SIMPLE, achievements=many) for many in (0, 1, 3, 6, 12)),
    "ring": tuple(replace(_SIMPLE, ring=level) for level in range(len(LEVELS))),
    "seeds": tuple(replace(_SIMPLE, ring=3, replications=many) for many in (0, 1, 3, 12)),
}
"""Flowers that differ in one thing alone, by that thing, for the page that explains how to read them."""


def count_replications(library: Library) -> Mapping[str, int]:
    """Count, for every exemplar, the copies of its practices that run or succeeded; whichever of the two names it."""
    running = Counter(copy.practice for _, copy in library.records("replication") if copy.practice and copy.running)
    pairs = {(entry.id, practice) for entry, record in library.records("exemplar") for practice in record.practices}
    pairs |= {(who, entry.id) for entry, record in library.records("practice") for who in record.exemplars}
    counts: Counter[str] = Counter()
    for who, practice in sorted(pairs):
        counts[who] += running[practice]
    return counts


def flower_of(entry: Entry, library: Library, *, evidence: int, replications: int) -> FlowerData:
    """Return the flower of an exemplar, given its evidence level and how many copies of its practices are alive."""
    record: Exemplar = entry.record
    campaign: Campaign | None = library.get("campaign", record.campaigns[0]) if record.campaigns else None
    digest = blake2b(entry.id.encode(), digest_size=3).digest()
    turn, breadth, curl = (byte % (2 * VARIED + 1) - VARIED for byte in digest)
    return FlowerData(
        color=(campaign.color if campaign else None) or LOTUS,
        campaign=_called(campaign) if campaign else "",
        achievements=sum(1 for achievement in record.achievements if achievement.evidence),
        ring=evidence,
        replications=replications,
        opening=_opening(record),
        turn=turn,
        breadth=breadth,
        curl=curl,
    )


def flowers_of(library: Library, evidence: Mapping[str, Evidence]) -> dict[str, FlowerData]:
    """Return the flower of every exemplar by its id, given how well each is proved."""
    copies = count_replications(library)
    return {
        entry.id: flower_of(entry, library, evidence=evidence[entry.id].level, replications=copies[entry.id])
        for entry in library.of("exemplar").values()
    }


def flower_of_color(color: str | None) -> FlowerData:
    """Return an open flower that shows a campaign's colour and nothing else."""
    return FlowerData(color or LOTUS, "", 5, 0, 0, 2)


def _called(campaign: Campaign) -> str:
    """Return the campaign's name with what it is before it, unless the name says that itself."""
    kind = campaign.kind.label.lower().removesuffix(" thi đua")
    before = "" if campaign.name.lower().startswith(kind) else f"{kind} "
    return intern(f"{before}“{campaign.name}”")


def _opening(record: Exemplar) -> int:
    """Return how far the flower is open; a stage that says nothing about it (paused) leaves it as it was before."""
    stages = (record.stage, *(move.to for move in reversed(record.stage_history)))
    return next((_OPENING[stage] for stage in stages if stage in _OPENING), 0)


def color_word(color: str) -> str:
    """Return the Vietnamese name of the colour `#rrggbb`.

    >>> color_word("#b0123b"), color_word("#07472e"), color_word("#546472")
    ('đỏ', 'xanh lá sẫm', 'xám')
    """
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, light, vivid = colorsys.rgb_to_hls(red, green, blue)
    if vivid < 0.2:  # noqa: PLR2004 - below it people no longer see a hue
        word = "xám"
    else:
        _, bright, dark = next(row for row in _HUES if hue * 360 <= row[0])
        word = dark if light < 0.36 else bright  # noqa: PLR2004 - where orange turns to brown
    return f"{word} sẫm" if light < 0.18 else word  # noqa: PLR2004 - where a colour is next to black


@lru_cache(maxsize=64)
def flower_words(data: FlowerData) -> str:
    """Return the sentence that says what the flower shows, with the true numbers where fewer are drawn."""
    petals, seeds = (f", chỉ vẽ {MOST}" if many > MOST else "" for many in (data.achievements, data.replications))
    said = [
        f"Hoa màu {color_word(data.color)}"
        + (f" của {data.campaign}" if data.campaign else ", chưa thuộc phong trào nào"),
        OPENINGS[data.opening],
        f"{data.petals} cánh đậm: {data.achievements} thành tích có minh chứng{petals}"
        if data.petals
        else "chưa có cánh đậm vì chưa có thành tích nào kèm minh chứng",
        f"vòng minh chứng {data.ring} trên {len(LEVELS) - 1} nấc: {LEVELS[data.ring]}",
        f"{data.seeds} hạt: {data.replications} lượt làm theo đang chạy hoặc đã thành công{seeds}"
        if data.seeds
        else "chưa có hạt vì chưa có nơi nào làm theo",
    ]
    return "; ".join(said) + "."
