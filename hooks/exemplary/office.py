"""Make a clone the site of one office: its name and unit in the registry, the samples gone, the check still without error.

All of it is done on a copy of content/, which takes the place of the old folder only when the checker has no error in
it. What an office may have written itself is never removed: only records that say `sample: true`, the plans that come
with the project (when the office wants them gone) and what nobody but those plans names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Self

from .content import Content, check_content
from .dialogue import MOST_OFFERED, Option, Talk, Wanting, matching
from .disk import copy_of, swap_in
from .draft.questions import options_for
from .issues import ExemplaryError, Severity
from .library import CONTENT, KINDS, Entry, Library, load_library
from .messages_vi import words_of
from .model.base import fields_of
from .model.choices import ForgeKind
from .model.registry import Contact, Site, Unit
from .model.values import ID_PATTERN
from .plain_yaml import with_fields, without_groups
from .read.front_matter import parse_document, parse_yaml
from .read.record import read_record
from .read.source import decode
from .text import nfc, slugify, squash

EXAMPLE_PLANS: Final = frozenset({
    "kh-1171-skhdt-nam-dinh-2023",
    "kh-2590-ubnd-ninh-thuan-2021",
    "kh-43-bdt-ninh-thuan-2016",
    "kh-cuc-thong-ke-ninh-thuan-2021",
    "kh-ubnd-thach-an-2021",
})
"""The plans of real offices that come with the project as examples."""

FLAGS: Final[Mapping[str, dict[str, Any]]] = MappingProxyType({
    "--name": {"metavar": "…", "help": "tên trang, ví dụ “Người tốt, việc tốt xã Kim Đồng”"},
    "--unit-name": {"metavar": "…", "help": "tên đầy đủ của cơ quan chủ quản (bắt buộc)"},
    "--unit-id": {"metavar": "MÃ", "help": "mã của cơ quan, ví dụ ubnd-xa-kim-dong; mặc định lấy từ tên"},
    "--locality": {"metavar": "…", "help": "xã, phường, tỉnh của cơ quan, gõ không dấu cũng được (bắt buộc)"},
    "--contact-address": {"metavar": "…", "help": "địa chỉ trụ sở"},
    "--contact-email": {"metavar": "…", "help": "thư điện tử của cơ quan"},
    "--contact-phone": {"metavar": "…", "help": "điện thoại của cơ quan"},
    "--url": {"metavar": "ĐỊA_CHỈ", "help": "địa chỉ trang sẽ đăng, ví dụ https://guong.kimdong.example/ (bắt buộc)"},
    "--forge": {"choices": [str(kind) for kind in ForgeKind], "help": "nơi đặt kho mã nguồn"},
    "--forge-url": {"metavar": "ĐỊA_CHỈ", "help": "địa chỉ kho mã nguồn"},
    "--keep-plans": {"action": "store_true", "default": None, "help": "giữ năm kế hoạch ví dụ và tin về chúng"},
    "--drop-plans": {"action": "store_true", "default": None, "help": "bỏ năm kế hoạch ví dụ và tin về chúng"},
    "--yes": {"action": "store_true", "help": "không hỏi lại trước khi ghi"},
})
"""The flags of the command, with what argparse wants to know of each."""

_SITE: Final = f"{CONTENT}/{KINDS['site'].folder}"
_UNITS: Final = f"{CONTENT}/{KINDS['unit'].folder}"
_REGISTRIES: Final = ("unit", "locality", "cluster")
_PLACEHOLDER: Final = re.compile(r"example\.(?:org|com)|/example/")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
_PHONE: Final = re.compile(r"[+0-9][0-9 .()-]{5,20}[0-9]")
_LINK: Final = re.compile(r"\[([^\[\]]*)\]\(/([^)\s#]*)(#[^)\s]*)?\)")
_SAMPLE_SECTION: Final = re.compile(r"(?ms)^## Bài mẫu\n.*?(?=^## |\Z)")
_KINDS_BY_NAME: Final = (
    ("uy-ban-nhan-dan-", "ubnd"), ("hoi-dong-nhan-dan-", "hoi-dong"), ("so-", "so-nganh"), ("phong-", "phong"),
    ("truong-", "truong"), ("benh-vien-", "benh-vien"), ("tram-y-te-", "benh-vien"), ("cong-ty-", "doanh-nghiep"),
    ("hop-tac-xa-", "doanh-nghiep"), ("uy-ban-mat-tran-", "mttq-doan-the"), ("hoi-lien-hiep-phu-nu-", "mttq-doan-the"),
    ("hoi-nong-dan-", "mttq-doan-the"), ("doan-thanh-nien-", "mttq-doan-the"), ("cong-an-", "llvt"),
)  # fmt: skip
_LEVELS: Final = {"tinh": "tinh", "thanh-pho-tw": "tinh", "xa": "xa", "phuong": "xa", "dac-khu": "xa"}


@dataclass(frozen=True)
class Office:
    """What the site will say of the office that runs it; None is what was not told."""

    name: str | None = None
    unit_name: str | None = None
    unit_id: str | None = None
    locality: str | None = None
    address: str | None = None
    email: str | None = None
    phone: str | None = None
    url: str | None = None
    forge: str | None = None
    forge_url: str | None = None
    keep_plans: bool | None = None
    yes: bool = False

    @classmethod
    def of_flags(cls, given: Mapping[str, Any]) -> Self:
        """Return what the flags tell."""
        if given.get("keep_plans") and given.get("drop_plans"):
            raise Wanting("Chỉ dùng một trong hai: --keep-plans hoặc --drop-plans.")
        texts = {
            key.removeprefix("contact_"): squash(nfc(value)) or None
            for key, value in given.items()
            if isinstance(value, str) and key not in {"what"}
        }
        keep = True if given.get("keep_plans") else False if given.get("drop_plans") else None
        return cls(**texts, keep_plans=keep, yes=bool(given.get("yes")))
