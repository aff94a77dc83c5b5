"""The national locality list: from the JSON of the public address package to the text of `localities-vn.csv`.

Everything here is a pure function of that JSON. A unit is found by its name and province and never by the package's
codes alone: the package's later rows (former wards, without a code of their own) carry wrong codes of today.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from exemplary.importers import localities_fixes as fixes
from exemplary.text import nfc, slugify

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

COLUMNS: Final = ("id", "name", "type", "parent", "code", "valid_from", "valid_to", "successors")
REFORM: Final = "2025-07-01"
LAST_DAY: Final = "2025-06-30"

_TYPE_WORDS: Final = {
    "Tỉnh": "tinh", "Thành phố": "thanh-pho", "Quận": "quan", "Huyện": "huyen", "Thị xã": "thi-xa",
    "Phường": "phuong", "Xã": "xa", "Thị trấn": "thi-tran", "Đặc khu": "dac-khu",
}  # fmt: skip
# The tone mark stands on the first vowel of a final oa, oe, uy, but after q on the y, where u is no vowel.
_MISPLACED_TONE: Final = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<![qQ])u[ỳýỷỹỵ]|(?<=[qQ])[ùúủũụ]y)(?!\w)")


class LocalityRow(NamedTuple):
    """One line of the list, every value as the file writes it."""

    id: str
    name: str
    type: str
    parent: str = ""
    code: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: str = ""


class Place(NamedTuple):
    """A unit's name together with the province it lies in."""

    name: str
    province: str


class Ward(NamedTuple):
    """A ward of today."""

    code: str
    place: Place


class Change(NamedTuple):
    """One statement of the package: an old ward became (part of) a ward of today."""

    code: str
    name: str
    district: Place
    now: Place


@dataclass(frozen=True, slots=True)
class Package:
    """What is used of the package, spelled one way and with the known errors corrected."""

    provinces: dict[str, str]
    wards: tuple[Ward, ...]
    changes: tuple[Change, ...]
    islands: dict[Place, Place]


@dataclass(slots=True)
class _Former:
    """A former ward while its successors are being gathered; the first one took the main part."""

    code: str
    name: str
    district: Place
    successors: list[str] = field(default_factory=list)

    def add(self, successor: str) -> None:
        """Note `successor` once."""
        if successor not in self.successors:
            self.successors.append(successor)


def localities_csv(package_json: str) -> str:
    """Return the text of `localities-vn.csv` made from the package's `address.json`."""
    return write_rows(build_rows(read_package(package_json)))


def write_rows(rows: Iterable[LocalityRow]) -> str:
    """Return `rows` as CSV text with a heading line, quoted only where needed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue()


def spell(name: str) -> str:
    """Return `name` as the list of today spells: form C, tone marks placed the one way, a plain apostrophe.

    >>> spell("Phường Thuỷ Hoà"), spell("Xã Hoằng Qúy"), spell("Huyện Ia H’ Drai")
    ('Phường Thủy Hòa', 'Xã Hoằng Quý', "Huyện Ia H'Drai")
    """
    text = nfc(name).replace("’", "'").replace("' ", "'")
    return _MISPLACED_TONE.sub(_move_tone, " ".join(text.split()))


def _move_tone(match: re.Match[str]) -> str:
    """Move the tone mark of two vowels to the other vowel."""
    parts = unicodedata.normalize("NFD", match[0])
    return nfc(parts[0] + parts[2] + parts[1])


def read_package(package_json: str) -> Package:
    """Read the three tables of the package and apply the corrections of `localities_fixes`.

    >>> read_package("[]")
    Traceback (most recent call last):
    ValueError: the package has no table "provinces"
    """
    tables: dict[str, list[dict[str, Any]]] = {
        part["name"]: part["data"] for part in json.loads(package_json) if part.get("type") == "table"
    }
    for name in ("provinces", "wards", "ward_mappings"):
        if name not in tables:
            raise ValueError(f'the package has no table "{name}"')
    provinces = {row["province_code"]: spell(row["name"]) for row in tables["provinces"]}
    wards = []
    for row in tables["wards"]:
        place = Place(spell(row["name"]), provinces[row["province_code"]])
        wards.append(Ward(fixes.WARD_CODES.get(place, row["ward_code"]), place))
    changes: list[Change] = []
    islands: dict[Place, Place] = {}
    for row in tables["ward_mappings"]:
        now = Place(spell(row["new_ward_name"]), spell(row["new_province_name"]))
        if row["old_ward_name"]:
            changes.append(_read_change(row, now))
        elif now.name in fixes.ISLAND_DISTRICTS:
            islands[Place(*fixes.ISLAND_DISTRICTS[now.name])] = now
        else:
            raise ValueError(f"the package does not say what {now.name} was before")
    places = {ward.place for ward in wards}
    for lost in fixes.FORGOTTEN_WARDS:
        now = Place(lost.now, lost.province_now)
        if now in places:
            changes.append(Change(lost.code, lost.name, Place(lost.district, lost.province), now))
    return Package(provinces, tuple(wards), tuple(changes), islands)


def _read_change(row: dict[str, Any], now: Place) -> Change:
    """Read one row of the table of changes, corrected."""
    code = row["old_ward_code"] or ""
    province = spell(row["old_province_name"])
    district = spell(row["old_district_name"])
    district = fixes.DISTRICT_NAMES.get((district, province), district)
    name = fixes.WARD_NAMES.get(code, spell(row["old_ward_name"]))
    return Change(code, name, Place(district, province), Place(*fixes.MOVED_WARDS.get(code, now)))


def build_rows(package: Package) -> list[LocalityRow]:
    """Return every row of the list: provinces, wards of today, then the provinces, districts and wards that ended."""
    province_ids = {name: slugify(_full_province(name)) for name in package.provinces.values()}
    became = _old_provinces(package)
    ward_ids = _ward_ids(package)
    formers = _former_wards(package, ward_ids)
    districts = _old_districts(package, formers, ward_ids)
    district_ids = {place: _district_id(place) for place in districts}
    former_ids = _former_ids(formers, set(ward_ids.values()))

    today = [
        LocalityRow(province_ids[name], _full_province(name), _province_type(name), code=code)
        for code, name in package.provinces.items()
    ]
    wards = [
        LocalityRow(
            ward_ids[ward.place], ward.place.name, _split(ward.place.name)[0], province_ids[ward.place.province],
            ward.code, valid_from=REFORM,
        )
        for ward in package.wards
    ]  # fmt: skip
    ended = [
        LocalityRow(slugify(old), old, _province_type(old), valid_to=LAST_DAY, successors=f"{province_ids[new]}:whole")
        for old, new in became.items()
        if slugify(old) not in province_ids.values()
    ]
    old_districts = [
        LocalityRow(
            district_ids[place], place.name, _district_type(place.name), slugify(place.province),
            valid_to=_last_day(place), successors=successors,
        )
        for place, successors in districts.items()
    ]  # fmt: skip
    old_wards = [
        LocalityRow(
            former_id, former.name, _split(former.name)[0], district_ids[former.district], former.code,
            valid_to=_last_day(former.district), successors=_shares(former.successors),
        )
        for former, former_id in zip(formers, former_ids, strict=True)
    ]  # fmt: skip
    return [row for block in (today, wards, ended, old_districts, old_wards) for row in sorted(block)]


def _split(name: str) -> tuple[str, str]:
    """Return the slug of the type word of `name` and the rest of the name."""
    for word, slug in _TYPE_WORDS.items():
        if name.startswith(f"{word} "):
            return slug, name[len(word) + 1 :]
    raise ValueError(f"{name} starts with no known type of unit")


def _full_province(name: str) -> str:
    """Return the name of a province of today with its type word, which the package leaves out for a `tỉnh`."""
    return name if name.startswith("Thành phố ") else f"Tỉnh {name}"


def _province_type(name: str) -> str:
    """Return the type of the province called `name`, with or without its type word."""
    return "thanh-pho-tw" if name.startswith("Thành phố ") else "tinh"


def _province_slug(name: str) -> str:
    """Return the slug of a province without its type word."""
    return slugify(_split(_full_province(name) if not name.startswith("Tỉnh ") else name)[1])


def _district_type(name: str) -> str:
    """Return the type of the district called `name`."""
    slug = _split(name)[0]
    return "thanh-pho-thuoc-tinh" if slug == "thanh-pho" else slug


def _district_id(place: Place) -> str:
    """Return the id of a former district."""
    return f"{slugify(place.name)}-{_province_slug(place.province)}"


def _district_slug(name: str) -> str:
    """Return the slug of a district in its wards' ids; a mere number keeps its type word, as in `quan-1`."""
    bare = slugify(_split(name)[1])
    return slugify(name) if bare.isdigit() else bare


def _last_day(district: Place) -> str:
    """Return the last day of a former district and of the wards that are listed under it."""
    earlier = fixes.EARLIER_DISTRICTS.get(district)
    return earlier.valid_to if earlier else LAST_DAY


def _shares(successors: Sequence[str]) -> str:
    """Write a unit's successors: one alone took the whole, several took a part each."""
    share = "whole" if len(successors) == 1 else "part"
    return " ".join(f"{successor}:{share}" for successor in successors)


def _old_provinces(package: Package) -> dict[str, str]:
    """Return the province of today that each old province went to."""
    became: dict[str, str] = {}
    for change in package.changes:
        if became.setdefault(change.district.province, change.now.province) != change.now.province:
            raise ValueError(f"{change.district.province} went to two provinces: {change.name} lies in another one")
    return became


def _ward_ids(package: Package) -> dict[Place, str]:
    """Give every ward of today its id; namesakes add the old province most of them came from, or else the code."""
    origins: defaultdict[Place, Counter[str]] = defaultdict(Counter)
    for change in package.changes:
        origins[change.now][_province_slug(change.district.province)] += 1
    choices = []
    for ward in package.wards:
        first = f"{slugify(ward.place.name)}-{_province_slug(ward.place.province)}"
        origin = min(origins[ward.place].items(), key=lambda item: (-item[1], item[0]), default=("", 0))[0]
        choices.append([first, *([f"{first}-{origin}"] if origin else []), f"{first}-{ward.code}"])
    return dict(zip((ward.place for ward in package.wards), _settle(choices, ()), strict=True))


def _former_wards(package: Package, ward_ids: dict[Place, str]) -> list[_Former]:
    """Gather every former ward once with the ids of the wards of today that took its area.

    A ward with a code existed until the reform; one without had ended before, under a name that the package may spell
    in several ways. Where both have one name, the ward with the code is meant: it is the newer statement.
    """
    formers: dict[tuple[str, str], _Former] = {}
    spellings: dict[str, Place] = {}
    coded: set[tuple[str, Place]] = set()
    for change in sorted(package.changes, key=lambda change: not change.code):
        district = spellings.setdefault(_district_id(change.district), change.district)
        if change.code:
            coded.add((slugify(change.name), district))
        elif (slugify(change.name), district) in coded:
            continue
        key = (change.code, "") if change.code else (change.name, _district_id(district))
        former = formers.setdefault(key, _Former(change.code, change.name, district))
        former.add(ward_ids[change.now])
    by_code = {ward.code: ward_ids[ward.place] for ward in package.wards}
    for entry in fixes.SPLIT_WARDS.split(";"):
        code, *others = entry.split()
        if (code, "") in formers:
            for other in others:
                formers[code, ""].add(by_code[other])
    return list(formers.values())


def _old_districts(package: Package, formers: Iterable[_Former], ward_ids: dict[Place, str]) -> dict[Place, str]:
    """Return every old district with its successors: all wards of today that its wards went to."""
    found: defaultdict[Place, set[str]] = defaultdict(set)
    for former in formers:
        found[former.district].update(former.successors)
    for place, now in package.islands.items():
        found[place].add(ward_ids[now])
    for (name, province), earlier in fixes.EARLIER_DISTRICTS.items():
        if Place(name, province) in found:
            found[Place(name, province)] |= found.get(Place(earlier.became, province), set())
    return {place: _shares(sorted(successors)) for place, successors in found.items()}


def _former_ids(formers: Iterable[_Former], taken: Collection[str]) -> list[str]:
    """Give every former ward its id; namesakes add the old province, then the district in full, then the code."""
    choices = []
    for former in formers:
        name = slugify(former.name)
        first = f"{name}-{_district_slug(former.district.name)}"
        second = f"{first}-{_province_slug(former.district.province)}"
        third = f"{name}-{_district_id(former.district)}"
        choices.append([first, second, third, *([f"{third}-{former.code}"] if former.code else [])])
    return _settle(choices, taken)


def _settle(choices: Sequence[Sequence[str]], taken: Collection[str]) -> list[str]:
    """Pick one id for each unit from its choices, in order; all units that would share an id move on together."""
    step = [0] * len(choices)
    while True:
        ids = [choice[at] for choice, at in zip(choices, step, strict=True)]
        count = Counter(ids)
        clashes = [index for index, picked in enumerate(ids) if count[picked] > 1 or picked in taken]
        if not clashes:
            return ids
        for index in clashes:
            step[index] += 1
            if step[index] == len(choices[index]):
                raise ValueError(f"no id left for {choices[index][0]}")
