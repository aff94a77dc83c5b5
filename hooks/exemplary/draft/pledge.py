"""A pledge to copy a practice, on a static site: a ready record that a plain link carries to the forge or by mail."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final
from urllib.parse import quote

from ..library import KINDS, Library
from ..mend import mend_text
from ..model.choices import ForgeKind
from ..model.practice import KIT_RECORD, Practice
from ..model.registry import Site
from .compose import BLANK, draft_text
from .identity import complete, cut
from .questions import Value

_UNIT: Final = "ten-don-vi"
"""What stands in the file's name for the unit that pledges."""
_LONGEST: Final = 8000
"""Letters of an address that servers take. Whoever is not signed in yet has it quoted once more, inside another."""
_LONGEST_LETTER: Final = 2000
"""Letters of a `mailto:` address that Windows hands on to the mail program; a longer one opens nothing there."""


@dataclass(frozen=True)
class Pledge:
    """A record with unit and day left to fill in: where its file goes, its text, how it can be sent.

    `forge` is the address of the forge's new-file page, which takes the text along only where `carried`; `mail` is a
    `mailto:` address, also for those who have no account there. Each is "" where the site is not configured for it.
    """

    path: str
    text: str
    forge: str = field(default="", kw_only=True)
    carried: bool = field(default=False, kw_only=True)
    mail: str = field(default="", kw_only=True)


def pledge_for(library: Library, identifier: str, site: Site, today: date) -> Pledge:
    """Return the pledge to copy the practice `identifier`: the record that `new.py replication` writes for it."""
    practice = library.get("practice", identifier)
    path = _place(identifier, today)
    text = pledge_text(library, identifier, today)
    forge, carried = _new_file(site, path, text)
    mail = _mail(library, identifier, practice, site) if isinstance(practice, Practice) else ""
    return Pledge(path, text, forge=forge, carried=carried, mail=mail)


def pledge_text(library: Library, identifier: str, today: date) -> str:
    """Return the record alone; it is the same on every day."""
    given: dict[str, Value] = {"practice": identifier, "unit": BLANK, "date": BLANK}
    text = draft_text("replication", complete("replication", given, library, today), library)
    return mend_text(_place(identifier, today), text).after


def _place(identifier: str, today: date) -> str:
    return KINDS["replication"].place(f"{cut(identifier, 44)}-{_UNIT}", str(today.year))


def _new_file(site: Site, path: str, text: str) -> tuple[str, bool]:
    """Return the forge's page that begins a new file, and whether its address carries the text.

    GitHub and Forgejo (as Gitea) fill both from the address; GitLab takes the name only.
    """
    if site.forge is None:
        return "", False
    home, branch = site.forge.url.rstrip("/"), quote(site.forge.branch)
    if site.forge.kind is ForgeKind.GITLAB:
        return f"{home}/-/new/{branch}?file_name={quote(path, safe='')}", False
    form = f"{home}/new/{branch}" if site.forge.kind is ForgeKind.GITHUB else f"{home}/_new/{branch}/"
    named = f"{form}?filename={quote(path, safe='')}"
    whole = f"{named}&value={quote(text, safe='')}"
    return (whole, True) if len(quote(whole, safe="")) <= _LONGEST else (named, False)


def _mail(library: Library, identifier: str, practice: Practice, site: Site) -> str:
    """Return a letter to the unit that answers for the practice, else to the site's own office; "" without one.

    It names the address of the record instead of holding it, which would be too long.
    """
    unit = library.get("unit", practice.contact) if practice.contact else None
    contact = unit.contact if unit and unit.contact and unit.contact.email else site.contact
    if contact is None or not contact.email:
        return ""
    address = f"{site.url.rstrip('/')}/{KINDS['practice'].address}/{identifier}/"
    letter = (
        "Đơn vị tôi muốn làm theo mô hình này.\n\n"
        "Tên đơn vị:\nĐầu mối (chức danh, điện thoại cơ quan):\nDự kiến bắt đầu từ ngày:\n\n"
        f"Trang của mô hình: {address}\nBản ghi để đưa lên trang: {address}{KIT_RECORD}"
    )
    lines = quote(letter.replace("\n", "\r\n"), safe="")  # RFC 6068, 5
    subjects = (quote(text, safe="") for text in (f"Muốn làm theo: {practice.title}", "Muốn làm theo mô hình"))
    made = [f"mailto:{quote(contact.email, safe='@')}?subject={subject}&body={lines}" for subject in subjects]
    return next((address for address in made if len(address) <= _LONGEST_LETTER), made[-1])
