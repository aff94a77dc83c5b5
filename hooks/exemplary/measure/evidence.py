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
from ..model.practice import RUNNING, Practice, Replication
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

_UNFINISHED: Final = {
    ReplicationStatus.DE_XUAT: "mới đề xuất",
    ReplicationStatus.CAM_KET: "mới cam kết",
    ReplicationStatus.DANG_LAM: "đang làm, chưa thành công",
    ReplicationStatus.DUY_TRI: "chưa ghi ngày thành công",
    ReplicationStatus.KHONG_THANH_CONG: "làm không thành công",
    ReplicationStatus.DA_DUNG: "đã dừng khi chưa thành công",
}
"""Why a copy that never succeeded does not count."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A record that a level rests on, or did until it fell out: the level it serves, the record, what it shows."""

    level: int
    kind: str
    id: str
    words: str


@dataclass(frozen=True, slots=True)
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
class Standing:
    """Whether a copy counts for the evidence of its practice: `lost` is why no more, `never` why not yet; both "" else.

    `sustained` tells that it is kept up a year after it succeeded.
    """

    lost: str = ""
    never: str = ""
    sustained: bool = False

    @property
    def counts(self) -> bool:
        """Whether the copy counts."""
        return not (self.lost or self.never)

    @property
    def why(self) -> str:
        """Why the copy does not count; "" when it does."""
        return self.never or self.lost


@dataclass(frozen=True)
class EvidenceReport:
    """The evidence of every practice and every exemplar, and how every copy stands, by id."""

    practices: Mapping[str, Evidence]
    exemplars: Mapping[str, Evidence]
    copies: Mapping[str, Standing]


def review_due(copy: Replication) -> date | None:
    """Return the last day on which a confirmation holds: `review_by`, or a year after it was confirmed."""
    if copy.review_by or copy.confirmed_by is None:
        return copy.review_by
    return copy.confirmed_by.date + YEAR


def lapsed(copy: Replication, today: date) -> bool:
    """Tell whether a copy that ran or had succeeded on `today` should have been looked at again by then."""
    due = review_due(copy)
    states = [move.status for move in copy.history if move.date <= today]
    return bool(states) and states[-1] in RUNNING and due is not None and due < today


def measure_evidence(library: Library, today: date) -> EvidenceReport:
    """Measure every practice and exemplar of the library as of `today`."""
    provers = provers_of(library)
    standings = {entry.id: standing_of(library, copy, today) for entry, copy in library.records("replication")}
    successes = _successes(library, standings)
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
    return EvidenceReport(practices, exemplars, standings)


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


def standing_of(library: Library, copy: Replication, today: date) -> Standing:
    """Return how a copy stands as of `today`: it counts while it is alive, confirmed by a third party, not overdue."""
    never = _never(library, copy)
    if never:
        return Standing(never=never)
    kept = _kept(copy)
    return Standing(_gone(copy, today), sustained=bool(kept and kept - _succeeded(copy) >= YEAR))


def _succeeded(copy: Replication) -> date:
    """Return the day of the newest success; a copy that was begun anew starts from there."""
    return next(move.date for move in reversed(copy.history) if move.status is ReplicationStatus.THANH_CONG)


def _kept(copy: Replication) -> date | None:
    """Return the newest day on which the newest success was kept up, None when that was not told."""
    days = (move.date for move in reversed(copy.history) if move.status is ReplicationStatus.DUY_TRI)
    return next((day for day in days if day >= _succeeded(copy)), None)


def _never(library: Library, copy: Replication) -> str:
    """Say why a copy has never counted; "" for one that others confirmed."""
    practice = library.get("practice", copy.practice) if copy.practice else None
    if practice is None:
        return "mô hình ở trang khác"
    succeeded = any(move.status is ReplicationStatus.THANH_CONG for move in copy.history)
    third = copy.confirmed_by and copy.confirmed_by.unit not in {copy.unit, practice.owner}
    terms = (
        (same_world(copy, practice), "bản ghi minh họa không chứng minh cho mô hình thật"),
        (copy.unit != practice.owner, "đơn vị gốc tự làm"),
        (succeeded, _UNFINISHED.get(copy.state, "")),
        (copy.confirmed_by, "chưa có đơn vị thứ ba xác nhận"),
        (third, "bên xác nhận không phải đơn vị thứ ba"),
    )
    return next((why for met, why in terms if not met), "")


def _gone(copy: Replication, today: date) -> str:
    """Say why a success that was confirmed once counts no more; "" while it counts."""
    last = copy.history[-1]
    if last.status is ReplicationStatus.KHONG_THANH_CONG:
        return f"về sau không thành công (ngày {date_vi(last.date)})"
    if last.status is ReplicationStatus.DA_DUNG:
        return f"đã dừng ngày {date_vi(last.date)}"
    if last.status not in _SUCCESS:
        return "đang làm lại từ đầu"
    if copy.confirmed_by and copy.confirmed_by.date < _succeeded(copy):
        return f"thành công lại ngày {date_vi(_succeeded(copy))}, lần này chưa được xác nhận"
    due = review_due(copy)
    return f"chưa xác minh lại sau hạn {date_vi(due)}" if due and due < today else ""


@dataclass(frozen=True)
class _Success:
    """A success of a unit that others confirmed: how it stands, and what it shows."""

    unit: str
    standing: Standing
    ground: Ground


def _successes(library: Library, standings: Mapping[str, Standing]) -> dict[str, list[_Success]]:
    """Return the successes of each practice that neither the adopter nor the origin confirmed."""
    found: dict[str, list[_Success]] = {}
    for entry, copy in library.records("replication"):
        standing = standings[entry.id]
        if not standing.never:
            level = 4 if standing.counts and standing.sustained else 3
            words = "; ".join(part for part in (_told(library, copy), standing.lost) if part)
            success = _Success(copy.unit, standing, Ground(level, "replication", entry.id, words))
            found.setdefault(copy.practice or "", []).append(success)
    return found


def _told(library: Library, copy: Replication) -> str:
    """Tell a confirmed success in one sentence, its days in their order."""
    names = [library.get("unit", key) for key in (copy.unit, copy.confirmed_by.unit if copy.confirmed_by else "")]
    who, third = (record.name if record else "" for record in names)
    days = [(_succeeded(copy), 0, "thành công")]
    if copy.confirmed_by:
        days.append((copy.confirmed_by.date, 2, f"{third or copy.confirmed_by.unit} xác nhận"))
    if kept := _kept(copy):
        days.append((kept, 1, "vẫn duy trì"))
    told = ", ".join(f"{words} ngày {date_vi(day)}" for day, _, words in sorted(days))
    return f"{who or copy.unit} làm theo, {told}"


def _evidence(held: Iterable[Ground], annulled: Iterable[Ground], successes: Iterable[_Success]) -> Evidence:
    held, annulled, successes = tuple(held), tuple(annulled), tuple(successes)
    counting = tuple(success for success in successes if success.standing.counts)
    level = _level(held, counting)
    shown = (*held, *(success.ground for success in counting))
    return Evidence(
        level,
        tuple(replace(ground, level=min(ground.level, level)) for ground in shown if level),
        (*annulled, *(success.ground for success in successes if not success.standing.counts)),
        _level((*held, *annulled), successes),
    )


def _level(own: Iterable[Ground], successes: Iterable[_Success]) -> int:
    """Return the highest level whose terms are met; the table at the top of this module is the rule."""
    successes = tuple(successes)
    units = {success.unit for success in successes}
    if len(units) >= MANY and any(success.standing.sustained for success in successes):
        return 4
    if units:
        return 3
    levels = {ground.level for ground in own}
    return max((level for level in levels if level == 1 or 1 in levels), default=0)
