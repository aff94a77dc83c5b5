"""What a site says of the office that runs it: asked for or taken from flags, each answer judged by the checker."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Self, cast
from urllib.parse import urlsplit

from ..dialogue import MOST_OFFERED, Option, Talk, Wanting, matching, tidy
from ..draft.identity import short_slug
from ..draft.questions import options_for
from ..library import Library
from ..messages_vi import words_of
from ..model.base import Record, fields_of
from ..model.choices import ForgeKind
from ..model.registry import Site, Unit
from ..model.values import ID_PATTERN, RESERVED_IDS
from ..read.record import read_record
from ..text import slugify

FLAGS: Final[Mapping[str, dict[str, Any]]] = MappingProxyType(
    {
        "--name": {"metavar": "…", "help": "tên trang; mặc định giữ tên đang có"},
        "--unit-name": {"metavar": "…", "help": "tên đầy đủ của cơ quan chủ quản (bắt buộc)"},
        "--unit-id": {"metavar": "MÃ", "help": "mã của cơ quan, ví dụ ubnd-xa-kim-dong; mặc định lấy từ tên"},
        "--locality": {"metavar": "…", "help": "xã, phường, tỉnh của cơ quan, gõ không dấu cũng được (bắt buộc)"},
        "--contact-address": {"metavar": "…", "help": "địa chỉ trụ sở (cần ít nhất một cách liên hệ)"},
        "--contact-email": {"metavar": "…", "help": "thư điện tử của cơ quan"},
        "--contact-phone": {"metavar": "…", "help": "điện thoại của cơ quan"},
        "--forge": {"choices": [str(kind) for kind in ForgeKind], "help": "nơi đặt kho mã nguồn"},
        "--forge-url": {"metavar": "ĐỊA_CHỈ", "help": "địa chỉ kho mã nguồn"},
        "--url": {"metavar": "ĐỊA_CHỈ", "help": "địa chỉ trang sẽ đăng; với GitHub, GitLab có thể suy từ địa chỉ kho"},
        "--keep-plans": {"action": "store_true", "default": None, "help": "giữ các kế hoạch ví dụ và tin về chúng"},
        "--drop-plans": {"action": "store_true", "default": None, "help": "bỏ các kế hoạch ví dụ và tin về chúng"},
        "--yes": {"action": "store_true", "default": None, "help": "không hỏi lại trước khi ghi"},
    }
)
"""The flags of the command, with what argparse wants to know of each."""

_PLACEHOLDER: Final = re.compile(r"\bexample\.(?:org|com)\b|/example/")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")
_PHONE: Final = re.compile(r"[+(]?[0-9][0-9 .()-]{5,20}[0-9]")
_REMOTE: Final = re.compile(r'^\[remote "origin"\][^\[]*?^\s*url\s*=\s*(\S+)', re.MULTILINE)
_KINDS_BY_NAME: Final = (
    ("uy-ban-nhan-dan-", "ubnd"), ("ubnd-", "ubnd"), ("hoi-dong-nhan-dan-", "hoi-dong"), ("so-", "so-nganh"),
    ("phong-", "phong"), ("truong-", "truong"), ("benh-vien-", "benh-vien"), ("tram-y-te-", "benh-vien"),
    ("cong-ty-", "doanh-nghiep"), ("hop-tac-xa-", "doanh-nghiep"), ("uy-ban-mat-tran-", "mttq-doan-the"),
    ("hoi-lien-hiep-phu-nu-", "mttq-doan-the"), ("hoi-nong-dan-", "mttq-doan-the"), ("cong-an-", "llvt"),
)  # fmt: skip
_LABELS: Final = {"name": "Tên trang", "unit_name": "Tên cơ quan", "url": "Địa chỉ trang", "forge_url": "Địa chỉ kho"}
_MOST_SHOWN: Final = 5
_LEVELS: Final = {"tinh": "tinh", "thanh-pho-tw": "tinh", "xa": "xa", "phuong": "xa", "dac-khu": "xa"}


@dataclass(frozen=True)
class Office:
    """What was told of the office; an empty text was not told."""

    name: str = ""
    unit_name: str = ""
    unit_id: str = ""
    locality: str = ""
    contact_address: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    forge: str = ""
    forge_url: str = ""
    url: str = ""
    keep_plans: bool | None = None
    yes: bool = False

    @classmethod
    def of_flags(cls, given: Mapping[str, Any]) -> Self:
        """Return what the flags tell."""
        keep, drop = bool(given.get("keep_plans")), bool(given.get("drop_plans"))
        if keep and drop:
            raise Wanting("Chỉ dùng một trong hai: --keep-plans hoặc --drop-plans.")
        texts = {one.name for one in fields(cls) if one.type == "str"}
        told = {key: tidy(value) for key, value in given.items() if key in texts and value}
        return cls(**told, keep_plans=keep if keep or drop else None, yes=bool(given.get("yes")))

    @property
    def contact(self) -> dict[str, str]:
        """How to reach the office, as the registry holds it."""
        told = {"address": self.contact_address, "email": self.contact_email, "phone": self.contact_phone}
        return {key: value for key, value in told.items() if value}


def is_placeholder(text: str) -> bool:
    """Tell whether an address is one of those that stand in the project until an office takes it over."""
    return _PLACEHOLDER.search(text) is not None


@dataclass
class Inquiry:
    """Finds out about the office: `library` holds the samples no more, `fresh` tells that nobody took over before."""

    library: Library
    talk: Talk
    today: date
    fresh: bool

    @property
    def site(self) -> Site:
        """The site as it stands."""
        return self.library.site

    def complete(self, told: Office) -> Office:
        """Return the office with all that is needed: what was told, what stands already, what a person answers."""
        missing = self._missing(told)
        if missing and not self.talk.can_ask:
            raise Wanting(f"Còn thiếu {', '.join(missing)}; xem python3 scripts/new.py site -h.")
        asks = self.talk.can_ask and (bool(missing) or not any(vars(told).values()))
        if asks:
            self.talk.say(
                "Vài câu hỏi để trang này thành của cơ quan bạn. Enter lấy giá trị trong ngoặc vuông, Ctrl-C để dừng."
            )
        old = cast("Unit | None", self.library.get("unit", told.unit_id or self.site.unit or ""))
        office = self._text(told, "unit_name", "Tên đầy đủ của cơ quan chủ quản", old.name if old else "", asks=asks)
        office = self._identified(office, asks=asks)
        office = self._located(office, asks=asks)
        office = self._text(office, "name", "Tên trang", self.site.name, asks=asks)
        office = self._contacts(office, old, asks=asks)
        office = self._forged(office, asks=asks)
        office = self._text(office, "url", "Địa chỉ trang sẽ đăng", self._url(office), asks=asks)
        return replace(office, url=office.url.rstrip("/") + "/")

    def _missing(self, told: Office) -> list[str]:
        """Return the flags that are needed and cannot be made up from what stands already."""
        wanted = (
            (
                told.unit_name or not self.fresh or self.library.has("unit", told.unit_id or "-"),
                "--unit-name (tên cơ quan)",
            ),
            (told.locality or (self.site.locality and not self.fresh), "--locality (xã, phường, tỉnh)"),
            (told.contact or not self.fresh, "--contact-email, --contact-phone hoặc --contact-address (cách liên hệ)"),
            (self._url(told), "--url (địa chỉ trang) hoặc --forge-url (địa chỉ kho trên GitHub, GitLab)"),
        )
        return [flag for held, flag in wanted if not held]

    def _url(self, told: Office) -> str:
        """Return the address that is told, that stands already, or under which the forge puts pages."""
        held = "" if self.fresh or is_placeholder(self.site.url) else self.site.url
        return told.url or held or pages_of(told.forge_url)

    def _text(self, office: Office, key: str, question: str, default: str, *, asks: bool) -> Office:
        """Return the office with one answer, asked until the checker takes it."""
        value = str(getattr(office, key)) or ("" if asks else default)
        while True:
            if asks and not value:
                value = self.talk.ask(f"{question}{f' [{default}]' if default else ''}:") or default
            fault = self._fault(key, value) if value else f"{question} cần có"
            if not fault:
                return _having(office, key, value)
            if not asks:
                raise Wanting(
                    f"--{key.replace('_', '-')}: {fault}{'' if value else ' (xem python3 scripts/new.py site -h).'}"
                )
            self.talk.say(f"  {fault}")
            value = ""

    def _fault(self, key: str, value: str) -> str:
        """Return what is wrong with an answer, in the checker's words where it has any."""
        if key == "contact_email":
            return "" if _EMAIL.fullmatch(value) else f"“{value}” không phải là địa chỉ thư điện tử."
        if key == "contact_phone":
            return "" if _PHONE.fullmatch(value) else f"“{value}” không phải là số điện thoại."
        if key == "unit_id" and (not ID_PATTERN.fullmatch(value) or value in RESERVED_IDS):
            return f"Mã “{value}” không hợp lệ: chỉ dùng chữ thường không dấu, chữ số và gạch nối."
        record: type[Record] = Unit if key == "unit_name" else Site
        field = {"unit_name": "name", "forge_url": "url"}.get(key, key)
        if field not in fields_of(record):
            return ""
        found = [one for one in read_record(record, "", {field: value}).findings if one.loc[:1] == (field,)]
        said = words_of(found[0].code, {**dict(found[0].params), "label": _LABELS.get(key, "")}) if found else ()
        return " ".join(said)

    def _identified(self, office: Office, *, asks: bool) -> Office:
        held = self.library.site.unit if not self.fresh else ""
        default = held or short_slug(slugify(office.unit_name))
        return self._text(office, "unit_id", "Mã của cơ quan (không dấu, sau này không đổi)", default, asks=asks)

    def _located(self, office: Office, *, asks: bool) -> Office:
        """Return the office with the id of its locality, found by any part of its name."""
        options = options_for(fields_of(Site)["locality"], self.library, self.today)
        typed = office.locality
        default = self.site.locality or "" if not self.fresh else ""
        while True:
            if not typed and asks:
                typed = self.talk.ask(
                    f"Xã, phường hoặc tỉnh (gõ không dấu cũng được){f' [{default}]' if default else ''}:"
                )
            found = matching(typed or default, options)
            if len(found) == 1:
                if asks:
                    self.talk.say(f"  → {found[0].shown}")
                return replace(office, locality=found[0].value)
            if not asks:
                raise Wanting(_unclear(typed, found))
            typed = self._one_of(found, typed)

    def _one_of(self, found: list[Option], typed: str) -> str:
        if not found or len(found) > MOST_OFFERED:
            self.talk.say(f"  {_unclear(typed, found)}")
            return ""
        chosen = self.talk.picks("  Số thứ tự (Enter để gõ lại):", found)
        return chosen.value if chosen else ""

    def _contacts(self, office: Office, old: Unit | None, *, asks: bool) -> Office:
        held = old.contact if old and not self.fresh else None
        asked = (
            ("contact_address", "Địa chỉ trụ sở", (held and held.address) or ""),
            ("contact_email", "Thư điện tử của cơ quan", (held and held.email) or ""),
            ("contact_phone", "Điện thoại của cơ quan", (held and held.phone) or ""),
        )
        while True:
            for key, question, default in asked:
                office = self._optional(office, key, question, default, asks=asks)
            if office.contact:
                return office
            sentence = "Cần ít nhất một cách liên hệ, để người dân báo sai hoặc xin gỡ bài"
            if not asks:
                raise Wanting(f"{sentence}: --contact-address, --contact-email hoặc --contact-phone.")
            self.talk.say(f"  {sentence}.")

    def _optional(self, office: Office, key: str, question: str, default: str, *, asks: bool) -> Office:
        """Return the office with an answer that may be left out."""
        told = str(getattr(office, key))
        while asks and not told:
            typed = self.talk.ask(f"{question} (Enter để bỏ qua){f' [{default}]' if default else ''}:") or default
            fault = self._fault(key, typed) if typed else ""
            if not fault:
                return _having(office, key, typed)
            self.talk.say(f"  {fault}")
        value = told or default
        return self._text(office, key, question, value, asks=False) if value else office

    def _forged(self, office: Office, *, asks: bool) -> Office:
        """Return the office with the place of its repository, when it has one yet."""
        held = self.site.forge if self.site.forge and not is_placeholder(self.site.forge.url) else None
        default = held.url if held else remote_of(self.library.root) if asks else ""
        office = self._optional(office, "forge_url", "Địa chỉ kho mã nguồn, nếu đã có", default, asks=asks)
        if not office.forge_url:
            return replace(office, forge="")
        kind = office.forge or (
            str(held.kind) if held and held.url == office.forge_url else _forge_of(office.forge_url)
        )
        while not kind and asks:
            chosen = self.talk.picks("  Loại kho:", [Option(str(one), one.label) for one in ForgeKind])
            kind = chosen.value if chosen else ""
        if not kind:
            raise Wanting(f"Không rõ {office.forge_url} thuộc loại nào; hãy thêm --forge github, gitlab hoặc forgejo.")
        return replace(office, forge=kind)


def unit_fields(office: Office, library: Library) -> dict[str, Any]:
    """Return what the registry holds of an office that it does not know yet."""
    slug = slugify(office.unit_name)
    kind = next((kind for head, kind in _KINDS_BY_NAME if slug.startswith(head)), None)
    locality = library.locality(office.locality)
    made = {"name": office.unit_name}
    if slug.startswith("uy-ban-nhan-dan-"):
        made["short_name"] = " ".join(["UBND", *office.unit_name.split()[4:]])
    made |= {"kind": kind} if kind else {}
    level = _LEVELS.get(str(locality.type)) if locality and kind == "ubnd" else None
    made |= {"level": level} if level else {}
    return {**made, "locality": office.locality, "contact": office.contact}


def pages_of(forge_url: str) -> str:
    """Return the address under which GitHub or GitLab puts the pages of a repository, or nothing.

    >>> pages_of("https://github.com/xa-kim-dong/guong-tot")
    'https://xa-kim-dong.github.io/guong-tot/'
    """
    parts = urlsplit(forge_url)
    hosts = {"github.com": "github.io", "gitlab.com": "gitlab.io"}
    steps = [step for step in parts.path.removesuffix(".git").split("/") if step]
    if parts.hostname not in hosts or len(steps) < 2:  # noqa: PLR2004 - owner and repository
        return ""
    home = f"{steps[0].lower()}.{hosts[parts.hostname]}"
    return f"https://{home}/" if steps[1].lower() == home else f"https://{home}/{'/'.join(steps[1:])}/"


def remote_of(root: Path) -> str:
    """Return the web address of the repository that the clone came from or goes to; nothing when it cannot be told."""
    try:
        config = (root / ".git" / "config").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    match = _REMOTE.search(config)
    if not match:
        return ""
    path = re.fullmatch(r"(?:ssh://)?git@([^:/]+)[:/](.+)|https?://(?:[^@/]*@)?([^/]+)/(.+)", match[1])
    if not path:
        return ""
    host, rest = (path[1], path[2]) if path[1] else (path[3], path[4])
    address = f"https://{host}/{rest.removesuffix('.git')}"
    return "" if is_placeholder(address) else address


def _having(office: Office, key: str, value: str) -> Office:
    told: dict[str, Any] = {key: value}
    return replace(office, **told)


def _forge_of(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return (
        "github"
        if host == "github.com"
        else "gitlab"
        if "gitlab" in host
        else "forgejo"
        if host == "codeberg.org"
        else ""
    )


def _unclear(typed: str, found: list[Option]) -> str:
    if not typed:
        return "--locality: cần biết xã, phường hoặc tỉnh của cơ quan."
    if not found:
        return (
            f"Hiện nay không có địa bàn nào tên là “{typed}”; hãy gõ tên xã, phường hoặc tỉnh, ví dụ Kim Đồng Cao Bằng."
        )
    shown = "; ".join(option.shown for option in found[:_MOST_SHOWN]) + ("; …" if len(found) > _MOST_SHOWN else "")
    return f"“{typed}” có thể là {len(found)} nơi: {shown}. Hãy gõ thêm tên tỉnh, hoặc mã trong ngoặc."
