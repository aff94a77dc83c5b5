"""Evidence levels of practices and of the exemplars who proved them: computed from records, never typed.

| level | what it takes | why |
|---|---|---|
| 0 | a story alone | anyone can tell one |
| 1 | a figure with a source that proves it | "tránh cường điệu, thổi phồng" (plan of Nam Định, IV.2) |
| 2 | level 1, and an award in force from someone above | praise without figures is what CT 34-CT/TW blames |
| 3 | a success of another unit, confirmed by a third | the method, not the person, made it |
| 4 | confirmed successes of three units, one of them sustained for twelve months | no luck, no show |

A copy counts while it is alive, confirmed by a third party and verified in time. One that failed later, stopped or was
not verified again counts no more: that is how a level falls, and `fallen` says so. No record ever counts against a
practice, so telling a failure costs nothing, and taking a record away never raises a level.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from ..library import Library
from ..model.choices import AwardStatus, ReplicationStatus
from ..model.exemplar import Exemplar
from ..model.practice import Practice, Replication
from ..text import date_vi

LEVELS: Final = (
    "tự kể",
    "có số liệu và minh chứng",
    "được cấp trên xác nhận",
    "một nơi khác làm theo thành công, đã xác nhận",
    "từ ba nơi trở lên làm theo, có nơi duy trì sau 12 tháng",
)
"""What each level means."""

SHORT_LEVELS: Final = ("Tự kể", "Có minh chứng", "Cấp trên xác nhận", "Nơi khác làm được", "Nhiều nơi duy trì")
"""What each level is called where there is little room."""

RULES: Final = (
    ("Chỉ có câu chuyện.", "Chuyện thì ai cũng kể được."),
    ("Có ít nhất một số liệu kèm nguồn chứng minh.", "Kể việc thật, tránh cường điệu, thổi phồng."),
    (
        "Đã ở nấc 1, và được nơi khác ngoài đơn vị mình khen thưởng; quyết định còn hiệu lực.",
        "Khen mà không có số liệu thì chưa nói lên điều gì.",
    ),
    (
        "Một đơn vị khác làm theo thành công, được bên thứ ba xác nhận và xác minh đúng hạn.",
        "Cách làm ấy tự nó có ích, không phải nhờ riêng một người.",
    ),
    (
        "Ba đơn vị trở lên làm theo thành công như thế, trong đó có nơi còn duy trì sau 12 tháng.",
        "Không phải nhờ may, không phải làm cho có.",
    ),
)
"""What each level takes and why, for people to read; the table above says the same."""

COPIED: Final = 3
"""The level from which on others have done it too."""
MANY: Final = 3
"""Units that must have succeeded for the highest level."""
YEAR: Final = timedelta(days=365)
"""How long a copy must have lasted to be sustained, and how long a confirmation holds that names no date of review."""
_SUCCESS: Final = frozenset({ReplicationStatus.THANH_CONG, ReplicationStatus.DUY_TRI})


@dataclass(frozen=True)
class Ground:
    """A record that a level rests on, or did until it fell out: the level it serves, the record, what it shows."""

    level: int
    kind: str
    id: str
    words: str


@dataclass(frozen=True)
class Evidence:
    """A level with the records that it rests on; `was` is the level it would have with what fell out since."""

    level: int
    grounds: tuple[Ground, ...] = ()
    fallen: tuple[Ground, ...] = ()
    was: int = 0

    @property
    def words(self) -> str:
        """What the level means."""
        return LEVELS[self.level]

    @property
    def short(self) -> str:
        """What the level is called where there is little room."""
        return SHORT_LEVELS[self.level]


@dataclass(frozen=True)
class EvidenceReport:
    """The evidence of every practice and every exemplar, by id."""

    practices: Mapping[str, Evidence]
    exemplars: Mapping[str, Evidence]


def review_due(copy: Replication) -> date | None:
    """Return the last day on which a confirmation holds: `review_by`, or a year after it was confirmed."""
    if copy.review_by or copy.confirmed_by is None:
        return copy.review_by
    return copy.confirmed_by.date + YEAR


def lapsed(copy: Replication, today: date) -> bool:
    """Tell whether a copy that is said to run or to have succeeded should have been looked at again by now."""
    due = review_due(copy)
    return copy.running and due is not None and due < today


def measure_evidence(library: Library, today: date) -> EvidenceReport:
    """Measure every practice and exemplar of the library as of `today`."""
    provers = provers_of(library)
    successes = _successes(library, today)
    practices: dict[str, Evidence] = {}
    proved: dict[str, list[_Success]] = {}
    for entry, practice in library.records("practice"):
        held = list(_figures("practice", entry.id, practice))
        annulled: list[Ground] = []
        for who in provers.get(entry.id, ()):
            person = library.get("exemplar", who)
            if person and same_world(person, practice):
                held += [*_figures("exemplar", who, person), *_awards(library, who, person, AwardStatus.HIEU_LUC)]
                annulled += _awards(library, who, person, AwardStatus.HUY_BO)
                proved.setdefault(who, []).extend(successes.get(entry.id, ()))
        practices[entry.id] = _evidence(held, annulled, successes.get(entry.id, ()))
    exemplars = {
        entry.id: _evidence(
            [*_figures("exemplar", entry.id, record), *_awards(library, entry.id, record, AwardStatus.HIEU_LUC)],
            _awards(library, entry.id, record, AwardStatus.HUY_BO),
            [success for success in proved.get(entry.id, ()) if success.unit != record.unit],
        )
        for entry, record in library.records("exemplar")
    }
    return EvidenceReport(practices, exemplars)


def provers_of(library: Library) -> dict[str, tuple[str, ...]]:
    """Return who proved each practice, whichever of the two records names the other."""
    found: dict[str, set[str]] = {}
    for entry, practice in library.records("practice"):
        found.setdefault(entry.id, set()).update(practice.exemplars)
    for entry, record in library.records("exemplar"):
        for practice in record.practices:
            found.setdefault(practice, set()).add(entry.id)
    return {key: tuple(sorted(held)) for key, held in found.items()}


def same_world(one: Exemplar | Practice | Replication, other: Exemplar | Practice | Replication) -> bool:
    """Tell whether `one` may speak for `other`: invented records prove nothing about real ones."""
    return other.sample or not one.sample


def _figures(kind: str, identifier: str, record: Exemplar | Practice) -> Iterator[Ground]:
    """Level 1: a figure that names what proves it."""
    parts = record.results if isinstance(record, Practice) else record.achievements
    for part in parts:
        if part.value is not None and part.evidence:
            yield Ground(1, kind, identifier, f"Số liệu có minh chứng: {part.text}")


def _awards(library: Library, identifier: str, record: Exemplar, status: AwardStatus) -> Iterator[Ground]:
    """Level 2: an award of that status from someone else than the exemplar's own unit."""
    for award in record.awards:
        nobody = not (award.issuer or award.number) or award.issuer == record.unit
        if award.status is not status or award.proposed or nobody:
            continue
        issuer = library.get("unit", award.issuer) if award.issuer else None
        said = [
            award.title or "Khen thưởng",
            f"số {award.number}" if award.number else "",
            f"của {issuer.name if issuer else award.issuer}" if award.issuer else "",
            "" if status is AwardStatus.HIEU_LUC else "(đã bị hủy bỏ)",
        ]
        yield Ground(2, "exemplar", identifier, " ".join(part for part in said if part))


@dataclass(frozen=True)
class _Success:
    """A confirmed success of a unit: what it shows, whether it still counts, and that it lasted, if it did."""

    unit: str
    counts: bool
    ground: Ground
    sustained: Ground | None


def _successes(library: Library, today: date) -> dict[str, list[_Success]]:
    """Return the successes of each practice that neither the adopter nor the origin confirmed."""
    found: dict[str, list[_Success]] = {}
    for entry, copy in library.records("replication"):
        practice = library.get("practice", copy.practice) if copy.practice else None
        confirmed = copy.confirmed_by
        success = next((move.date for move in copy.history if move.status is ReplicationStatus.THANH_CONG), None)
        if practice is None or confirmed is None or success is None or not same_world(copy, practice):
            continue
        if copy.unit == practice.owner or confirmed.unit in {copy.unit, practice.owner}:
            continue
        unit = library.get("unit", copy.unit)
        said = f"{unit.name if unit else copy.unit} làm theo thành công, xác nhận ngày {date_vi(confirmed.date)}"
        gone = _gone(copy, today)
        kept = next((move.date for move in copy.history if move.status is ReplicationStatus.DUY_TRI), None)
        lasted = (
            Ground(4, "replication", entry.id, f"{said}; vẫn duy trì ngày {date_vi(kept)}")
            if kept and kept - success >= YEAR
            else None
        )
        ground = Ground(3, "replication", entry.id, f"{said}; {gone}" if gone else said)
        found.setdefault(copy.practice or "", []).append(_Success(copy.unit, not gone, ground, lasted))
    return found


def _gone(copy: Replication, today: date) -> str:
    """Say why a success that was confirmed once counts no more; "" while it counts."""
    last = copy.history[-1]
    if last.status is ReplicationStatus.KHONG_THANH_CONG:
        return f"về sau không thành công (ngày {date_vi(last.date)})"
    if last.status is ReplicationStatus.DA_DUNG:
        return f"đã dừng ngày {date_vi(last.date)}"
    if last.status not in _SUCCESS:
        return "đang làm lại từ đầu"
    due = review_due(copy)
    return f"chưa xác minh lại sau hạn {date_vi(due)}" if due and due < today else ""


def _evidence(held: Iterable[Ground], annulled: Iterable[Ground], successes: Iterable[_Success]) -> Evidence:
    held, annulled, successes = tuple(held), tuple(annulled), tuple(successes)
    counting = tuple(success for success in successes if success.counts)
    level = _level(held, counting)
    shown = (*held, *(success.sustained or success.ground for success in counting))
    return Evidence(
        level,
        tuple(replace(ground, level=min(ground.level, level)) for ground in shown if level),
        (*annulled, *(success.ground for success in successes if not success.counts)),
        _level((*held, *annulled), successes),
    )


def _level(own: Iterable[Ground], successes: Iterable[_Success]) -> int:
    """Return the highest level whose terms are met; the table at the top of this module is the rule."""
    successes = tuple(successes)
    units = {success.unit for success in successes}
    if len(units) >= MANY and any(success.sustained for success in successes):
        return 4
    if units:
        return 3
    levels = {ground.level for ground in own}
    return max((level for level in levels if level == 1 or 1 in levels), default=0)
