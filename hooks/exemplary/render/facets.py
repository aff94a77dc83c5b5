"""Facets: by what exemplars can be chosen, with a page for each value, and the files that choosing in a browser needs.

A browser that filters loads `guong/loc.json` (the values and their names) and blocks of columns, one for each year: for
every facet a text with one code for each story, newest first. A code stands for the set of values that a story has.
Codes are given by first appearance from the oldest story on, so that a new story changes the block of its year and
nothing older. Facets with hundreds of values (places, units) lie apart and are loaded when they are opened. The cards
of what was found come from small row files, cut where the digest of an id says, so that a changed story changes the one
file that holds it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from ..cache import digest
from ..group import Count, name_key
from ..library import PROVINCES, Entry
from ..measure.evidence import SHORT_LEVELS
from ..model.choices import ExemplarType, Level
from ..text import collation_key, date_vi, sort_name
from .assets import FOLDER
from .flower_drawing import flower_sheet
from .site import STAGES, Site

LONG: Final = 12
"""A facet with more values than this is long: the listing shows its fullest, the rest are a page or a key away."""
SHORT: Final = 8
"""Values of a long facet that the listing shows."""
INDEX: Final = "guong/loc.json"
"""The address of the index of facets; it is asked anew each time, what it names may be kept for ever."""
BLOCK_ROWS: Final = 8_192
"""Stories in one block of columns at most: below 60 KB compressed whatever they hold."""
CUT: Final = 16
"""One story in so many ends its row file."""
MOST_ROWS: Final = 48
"""Cards in one row file at most."""
ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""The digits of codes."""

_MEANINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "loai": {
        "ca-nhan": "Việc tốt của một người, kể bằng việc thật và có sự đồng ý của người được nêu.",
        "tap-the": "Việc tốt do một tổ, đội, phòng, trường, chi hội, thôn, xóm cùng nhau làm nên.",
        "ho-gia-dinh": "Việc tốt là công sức chung của cả một gia đình.",
        "doanh-nghiep": "Việc tốt của công ty, hợp tác xã, cơ sở sản xuất, kinh doanh.",
    },
    "cap": {
        "co-so": "Được công nhận ngay tại thôn, xóm, tổ dân phố, trường học, cơ quan, đơn vị.",
        "xa": "Được xã, phường, đặc khu công nhận.",
        "huyen": "Được huyện, quận, thị xã, thành phố thuộc tỉnh công nhận khi cả nước còn cấp huyện, trước ngày "
        "01/07/2025.",
        "tinh": "Được tỉnh, thành phố trực thuộc Trung ương công nhận.",
        "toan-quoc": "Được công nhận trong phạm vi cả nước.",
    },
    "giai-doan": {
        "phat-hien": "Nhân tố mới vừa được phát hiện, giới thiệu, chưa qua bình xét.",
        "dang-ky": "Đã đăng ký phấn đấu theo một kế hoạch hoặc phong trào, chưa qua bình xét.",
        "lua-chon": "Đã qua bình xét và được lựa chọn làm điển hình.",
        "dang-boi-duong": "Đã được lựa chọn; đơn vị đang giúp khắc phục chỗ còn hạn chế để hoàn thiện.",
        "cong-nhan": "Đã được cấp có thẩm quyền công nhận, biểu dương.",
        "tong-ket": "Cách làm đã được đánh giá, rút kinh nghiệm để nơi khác làm theo được.",
        "nhan-rong": "Cách làm đang được nơi khác học và làm theo.",
        "luu-tru": "Kế hoạch đã kết thúc; gương được giữ lại để đọc và tra cứu.",
    },
    "minh-chung": {
        "0": "Mới có lời kể của đơn vị giới thiệu, chưa có số liệu kèm nguồn chứng minh.",
        "1": "Có ít nhất một số liệu kèm nguồn chứng minh.",
        "2": "Có số liệu kèm nguồn chứng minh và khen thưởng còn hiệu lực của cấp trên.",
        "3": "Một nơi khác đã làm theo thành công và có bên thứ ba xác nhận.",
        "4": "Từ ba đơn vị trở lên đã làm theo thành công, có nơi duy trì sau 12 tháng.",
    },
}
"""What each value means, in one sentence."""


@dataclass(frozen=True)
class Value:
    """One value of a facet: its name where there is a choice, its page, its stories newest first.

    `note` stands beside the name to tell it from others; `parent` is the value that it belongs under; `title` and
    `meaning` are for a page of its own.
    """

    id: str
    label: str
    address: str
    entries: Sequence[Entry]
    note: str = ""
    parent: str = ""
    title: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class Facet:
    """By what one may choose: its key in addresses, its title, the page that lists its values in their order.

    `ask` is what stands in the box that narrows its values; what lies `apart` is loaded when it is asked for.
    """

    key: str
    title: str
    address: str
    values: tuple[Value, ...]
    ask: str = ""
    apart: bool = False

    @property
    def counted(self) -> Facet:
        """The facet for pages that show its values and how many stories each has, but none of the stories."""
        return replace(self, values=tuple(replace(value, entries=Count(len(value.entries))) for value in self.values))

    @property
    def shown(self) -> tuple[Value, ...]:
        """The values that the listing shows at first: all, or the fullest of a long facet, in the facet's order."""
        if len(self.values) <= LONG:
            return self.values
        fullest = sorted(range(len(self.values)), key=lambda number: (-len(self.values[number].entries), number))
        return tuple(self.values[number] for number in sorted(fullest[:SHORT]))


def facets_of(site: Site) -> tuple[Facet, ...]:
    """Return every facet of the site with its values; closed sets keep the values that no story has."""

    def closed(key: str, title: str, label: str, values: Iterable[tuple[str, str]], held: Any) -> Facet:
        return Facet(
            key,
            title,
            f"{key}/",
            tuple(
                Value(
                    identifier,
                    name,
                    f"{key}/{identifier}/",
                    held.get(identifier, ()),
                    title=label.format(name, name[:1].lower() + name[1:]),
                    meaning=_MEANINGS.get(key, {}).get(
                        identifier, f"Gương do các đơn vị giới thiệu trong năm {identifier}."
                    ),
                )
                for identifier, name in values
            ),
        )

    years = sorted(site.by_year, reverse=True)
    levels = [(str(number), f"Mức {number}: {short}") for number, short in enumerate(SHORT_LEVELS)]
    return (
        Facet("phong-trao", "Phong trào, lĩnh vực", "phong-trao/", tuple(_campaigns(site)), "Tìm phong trào"),
        closed("loai", "Loại", "Gương {1}", ((str(item), item.label) for item in ExemplarType), site.by_type),
        *_places(site),
        Facet("don-vi", "Đơn vị", "don-vi/", tuple(_units(site)), "Tìm đơn vị", apart=True),
        closed("nam", "Năm", "Gương năm {0}", zip(years, years, strict=True), site.by_year),
        closed("cap", "Cấp điển hình", "Gương {1}", ((str(item), item.label) for item in Level), site.by_level),
        closed("giai-doan", "Giai đoạn", "Gương ở giai đoạn {1}", ((str(item), item.label) for item in STAGES),
               site.by_stage),
        closed("minh-chung", "Mức minh chứng", "Gương có minh chứng {1}", reversed(levels), site.by_evidence),
    )  # fmt: skip


def _campaigns(site: Site) -> Iterator[Value]:
    """Yield campaigns in the order of the site, each followed by those that belong to it."""
    children: dict[str, list[Entry]] = {}
    for entry in site.campaigns:
        parent = entry.record.parent
        children.setdefault(parent if parent and site.library.get("campaign", parent) else "", []).append(entry)

    def below(parent: str) -> Iterator[Value]:
        for entry in children.pop(parent, ()):
            held = site.by_campaign.get(entry.id, ())
            yield Value(entry.id, entry.record.name, entry.address, held, parent=parent)
            yield from below(entry.id)

    yield from below("")


def _units(site: Site) -> Iterator[Value]:
    """Yield the units, those with most stories first."""
    named = [(site.unit(identifier).text, identifier, held) for identifier, held in site.by_unit.items()]
    named.sort(key=lambda unit: (-len(unit[2]), collation_key(sort_name(unit[0], person=False)), unit[1]))
    for name, identifier, held in named:
        yield Value(identifier, name, f"don-vi/{identifier}/", held)


def _places(site: Site) -> tuple[Facet, Facet]:
    """Today's provinces, and every other place: communes and villages, districts and provinces that have ended."""
    now: list[Value] = []
    then: list[Value] = []
    for identifier, held in site.by_locality.items():
        locality = site.library.locality(identifier)
        around = site.locality(identifier).text.partition(", ")[2]
        ended = locality.valid_to and locality.valid_to < site.today
        label = f"{locality.name} (đến {date_vi(locality.valid_to)})" if ended else locality.name
        value = Value(identifier, label, f"dia-ban/{identifier}/", held, note=around)
        (now if locality.type in PROVINCES and not ended else then).append(value)

    def ordered(values: list[Value]) -> tuple[Value, ...]:
        return tuple(sorted(values, key=lambda value: (-len(value.entries), collation_key(value.label), value.id)))

    return (
        Facet("tinh", "Tỉnh, thành phố nay", "dia-ban/", ordered(now), "Tìm tỉnh, thành phố"),
        Facet("noi", "Xã, xóm và tên cũ", "dia-ban/", ordered(then), "Tìm xã, huyện, tỉnh cũ", apart=True),
    )


def encoded(codes: Sequence[int], kinds: int) -> str:
    """Return codes below `kinds` as text: all their first digits, then all their second …; digits of 64, highest first.

    >>> encoded([0, 1, 65], 66)
    'AABABB'
    """
    width = 1
    while len(ALPHABET) ** width < kinds:
        width += 1
    return "".join(
        ALPHABET[code // len(ALPHABET) ** place % len(ALPHABET)] for place in reversed(range(width)) for code in codes
    )


@dataclass(frozen=True)
class Column:
    """A facet's values for every story: `sets[code]` are the numbers of the values, `codes` by the story's id."""

    sets: tuple[tuple[int, ...], ...]
    codes: Mapping[str, int]


def column_of(facet: Facet, newest_first: Sequence[Entry]) -> Column:
    """Return the column of a facet; codes are given by first appearance from the oldest story on."""
    held: dict[str, list[int]] = {}
    for number, value in enumerate(facet.values):
        for entry in value.entries:
            held.setdefault(entry.id, []).append(number)
    sets: dict[tuple[int, ...], int] = {}
    codes = {entry.id: sets.setdefault(tuple(held.get(entry.id, ())), len(sets)) for entry in reversed(newest_first)}
    return Column(tuple(sets), codes)


def row_files(entries: Sequence[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Cut stories into row files where the digest of an id says so: a story that comes or goes moves no other cut."""
    rows: list[Entry] = []
    for entry in entries:
        rows.append(entry)
        if len(rows) == MOST_ROWS or hashlib.sha256(entry.id.encode()).digest()[0] % CUT == 0:
            yield tuple(rows)
            rows = []
    if rows:
        yield tuple(rows)


def blocks_of(newest_first: Sequence[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Cut stories into the blocks of columns: by year, a year of very many into several."""
    for _, held in groupby(newest_first, key=lambda entry: entry.record.introduced_on.year):
        year = tuple(held)
        first = len(year) % BLOCK_ROWS or BLOCK_ROWS
        yield year[:first]
        for start in range(first, len(year), BLOCK_ROWS):
            yield year[start : start + BLOCK_ROWS]


def _packed(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def facet_files(
    site: Site, facets: Sequence[Facet], cards: Callable[[Sequence[Entry]], Sequence[str]]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files that a browser filters with; `cards` gives the HTML of stories for the page `guong/`."""
    entries = site.exemplars
    columns = {facet.key: column_of(facet, entries) for facet in facets}
    made: dict[str, bytes] = {}

    def kept(kind: str, value: Any) -> str:
        data = _packed(value)
        name = f"{FOLDER}/guong/{kind}.{digest(data)[:10]}.json"
        made[name] = data
        return name

    blocks = tuple(blocks_of(entries))

    def text(facet: Facet, block: Sequence[Entry]) -> str:
        column = columns[facet.key]
        return encoded([column.codes[entry.id] for entry in block], len(column.sets))

    def block_of(block: Sequence[Entry]) -> dict[str, Any]:
        files = [(kept("the", cards(rows)), len(rows)) for rows in row_files(block)]
        return {
            "columns": {facet.key: text(facet, block) for facet in facets if not facet.apart},
            "cards": "".join(name.split(".")[1] for name, _ in files),
            "held": [count for _, count in files],
        }

    def facet_of(facet: Facet) -> dict[str, Any]:
        told = {"values": [_told(facet, value) for value in facet.values], "sets": columns[facet.key].sets}
        if facet.apart:
            told = {"held": kept("nhom", told), "columns": [kept("cot", text(facet, block)) for block in blocks]}
        return {"key": facet.key, "title": facet.title, "ask": facet.ask, **told}

    place = {entry.id: number for number, entry in enumerate(entries)}
    by_name = sorted(entries, key=lambda entry: (name_key(entry.record), entry.id))
    index = {
        "facets": [facet_of(facet) for facet in facets],
        "blocks": [{"rows": len(block), "file": kept("nam", block_of(block))} for block in blocks],
        "shapes": kept("hoa", flower_sheet(" ".join(f"#{name}" for name in site.flower_shapes), site.flower_shapes)),
        "names": kept("ten", encoded([place[entry.id] for entry in by_name], len(entries))),
    }
    yield from made.items()
    yield INDEX, _packed(index)


def _told(facet: Facet, value: Value) -> list[Any]:
    """Return a value as the index tells it: id, name, count, note, number of the value that it stands under."""
    parent = (
        next(number for number, other in enumerate(facet.values) if other.id == value.parent) if value.parent else None
    )
    told: list[Any] = [value.id, value.label, len(value.entries), value.note, parent]
    while told[-1] is None or told[-1] == "":
        told.pop()
    return told
