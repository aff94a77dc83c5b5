"""A pledge to copy a practice, on a static site: a ready record that a plain link carries to the forge or by mail."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final
from urllib.parse import quote

from ..library import KINDS, Library
from ..mend import mend_text
from ..model.choices import ForgeKind
from ..model.practice import Practice
from ..model.registry import Site
from .compose import BLANK, draft_text
from .identity import complete, cut
from .questions import Value

_UNIT: Final = "ten-don-vi"
"""What stands in the file's name for the unit that pledges."""


@dataclass(frozen=True)
class Pledge:
    """A record with unit and day left to fill in: where its file goes, its text, how it can be sent.

    `forge` is the address of the forge's new-file page, which takes the text along only where `carried`; `mail` is a
    `mailto:` address. Each is "" where the site is not configured for it.
    """

    path: str
    text: str
    forge: str = field(default="", kw_only=True)
    carried: bool = field(default=False, kw_only=True)
    mail: str = field(default="", kw_only=True)


def pledge_for(library: Library, identifier: str, site: Site, today: date) -> Pledge:
    """Return the pledge to copy the practice `identifier`: the record that `new.py replication` writes for it."""
    practice = library.get("practice", identifier)
    given: dict[str, Value] = {"practice": identifier, "unit": BLANK, "date": BLANK}
    path = KINDS["replication"].place(f"{cut(identifier, 44)}-{_UNIT}", str(today.year))
    text = mend_text(path, draft_text("replication", complete("replication", given, library, today), library)).after
    forge = _new_file(site, path, text)
    return Pledge(
        path,
        text,
        forge=forge,
        carried=bool(forge and site.forge and site.forge.kind is ForgeKind.GITHUB),
        mail=_mail(library, identifier, practice, site, text) if isinstance(practice, Practice) and not forge else "",
    )


def _new_file(site: Site, path: str, text: str) -> str:
    """Return the forge's page that begins a new file; only GitHub's takes its text from the address."""
    if site.forge is None:
        return ""
    home, branch = site.forge.url.rstrip("/"), quote(site.forge.branch)
    if site.forge.kind is ForgeKind.GITHUB:
        return f"{home}/new/{branch}?filename={quote(path, safe='')}&value={quote(text, safe='')}"
    if site.forge.kind is ForgeKind.GITLAB:
        return f"{home}/-/new/{branch}?file_name={quote(path, safe='')}"
    return f"{home}/_new/{branch}/{quote(path)}"


def _mail(library: Library, identifier: str, practice: Practice, site: Site, text: str) -> str:
    """Return a letter to the unit that answers for the practice, else to the site's own office; "" without one."""
    unit = library.get("unit", practice.contact) if practice.contact else None
    contact = unit.contact if unit and unit.contact and unit.contact.email else site.contact
    if contact is None or not contact.email:
        return ""
    address = f"{site.url.rstrip('/')}/{KINDS['practice'].address}/{identifier}/"
    letter = (
        f"Kính gửi đơn vị phụ trách mô hình “{practice.title}”,\n\n"
        "Đơn vị tôi muốn làm theo mô hình này.\n\n"
        "Tên đơn vị:\nChức danh, điện thoại cơ quan của đầu mối:\nDự kiến bắt đầu từ ngày:\n\n"
        f"Trang của mô hình: {address}\n\n"
        f"Bản ghi nhân rộng để ban biên tập đưa lên trang (điền mã đơn vị và ngày vào chỗ có dấu {BLANK}):\n\n{text}"
    )
    subject = f"Muốn làm theo: {practice.title}"
    lines = letter.replace("\n", "\r\n")  # RFC 6068, 5
    return f"mailto:{quote(contact.email, safe='@')}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"
