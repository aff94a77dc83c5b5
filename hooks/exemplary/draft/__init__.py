"""Start a new record: ask for the fields that matter (or take them as flags), and write a draft that passes the check.

Nothing is written before every answer is there and the checker has nothing against the whole record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from pydantic_core import PydanticCustomError

from ..checks import check_library
from ..checks.references import check_future_days, check_references
from ..dialogue import MOST_OFFERED, Option, Talk, Wanting, matching
from ..disk import create_file, replace_file
from ..issues import Code, Finding, Severity
from ..library import CONTENT, KINDS, Entry, Library, entry_of, load_library
from ..messages_vi import words_of
from ..model.base import fields_of
from ..model.practice import Practice
from ..model.values import ID_PATTERN, RESERVED_IDS, read_date
from ..read.front_matter import Document, parse_document, parse_yaml
from ..read.record import read_record
from ..read.source import decode, read_bytes
from ..text import date_vi, near, nfc, slugify, squash
from .compose import draft_text, entry_text
from .questions import DRAFTED, Asked, Value, options_for, questions_of, reading

_MOST_GUESSED: Final = 5000
"""Near misses are looked for among so many names at most; it takes a second for this many."""

_LONGEST_ID: Final = 60
"""An id that is read out of a title ends at a word before this; 80 is the most that the content model takes."""

_TYPE_WORDS: Final = (
    "thanh-pho-",
    "thi-tran-",
    "thi-xa-",
    "dac-khu-",
    "phuong-",
    "huyen-",
    "quan-",
    "tinh-",
    "xa-",
    "xom-",
    "thon-",
)
_SHORTER: Final = (
    ("uy-ban-nhan-dan-", "ubnd-"), ("uy-ban-mat-tran-to-quoc-viet-nam-", "mttq-"), ("hoi-dong-nhan-dan-", "hdnd-"),
)  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line: the kind, the answers given as flags, `--set` values, an id of one's own."""

    kind: str
    answers: Mapping[str, Sequence[str]]
    settings: Sequence[str] = ()
    identifier: str = ""


@dataclass(frozen=True)
class Draft:
    """A record that is ready to be written: where, and what is put there."""

    kind: str
    id: str
    path: str
    text: str
    entry: Entry


def start_draft(root: Path, wish: Wish, talk: Talk, *, today: date) -> int:
    """Make the draft that was asked for and write it; return the exit code."""
    library, _ = load_library(root)
    desk = _Desk(library, wish, talk, today)
    fields = desk.fields()
    draft = desk.checked(fields)
    for finding in desk.findings(draft):
        if finding.code.severity is Severity.WARNING:
            talk.say(f"Lưu ý: {' '.join(words_of(finding.code, dict(finding.params)))}")
    _write(root, draft)
    talk.say(_next_steps(draft))
    return 0


@dataclass
class _Desk:
    """Where a draft is put together: what is known, what was wished for, who can be asked."""

    library: Library
    wish: Wish
    talk: Talk
    today: date

    @property
    def kind(self) -> str:
        """The kind of record."""
        return self.wish.kind

    def fields(self) -> dict[str, Value]:
        """Return the values of all fields that were answered, in flags or by a person."""
        questions = questions_of(self.kind)
        known: dict[str, Value] = {}
        settings = self._settings()
        for asked in questions:
            typed = [part for text in self.wish.answers.get(asked.key, ()) for part in _split(asked, text)]
            if typed:
                known[asked.key] = asked.value([self._unique(asked, one) for one in typed])
        missing = [asked for asked in questions if asked.needed and asked.key not in {*known, *settings}]
        if missing and not self.talk.can_ask:
            raise Wanting(
                f"Còn thiếu {', '.join(asked.named for asked in missing)}; xem python3 scripts/new.py {self.kind} -h."
            )
        self._refuse_faults({**known, **settings}, list(known))
        if missing:
            self.talk.say(
                f"Tạo {KINDS[self.kind].label.lower()} mới. Nhấn Enter để bỏ qua câu không bắt buộc, Ctrl-C để dừng."
            )
            for asked in questions:
                if asked.key not in {*known, *settings}:
                    value = self._asked(asked, known)
                    if value is not None:
                        known[asked.key] = value
        return {**known, **settings}

    def _settings(self) -> dict[str, Value]:
        """Return the values of `--set key=value`; a dot in the key leads into a group."""
        made: dict[str, Value] = {}
        for setting in self.wish.settings:
            key, equals, text = nfc(setting).partition("=")
            if not equals or not key.strip():
                raise Wanting(f"--set “{setting}” phải viết là trường=giá trị, ví dụ --set level=xa.")
            steps = key.strip().split(".")
            group = made
            for step in steps[:-1]:
                held = group.setdefault(step, {})
                if not isinstance(held, dict):
                    raise Wanting(f"--set “{setting}”: {step} đã có giá trị khác.")
                group = held
            facts = fields_of(KINDS[self.kind].record).get(steps[0]) if len(steps) == 1 else None
            value, _ = parse_yaml("", f"v: {text.strip()}", 1) if text.strip()[:1] in "[{" else (None, [])
            if value is not None:
                group[steps[-1]] = value.fields["v"]
            elif facts and facts.many and not facts.part:
                group[steps[-1]] = [squash(part) for part in text.split(",") if part.strip()]
            else:
                group[steps[-1]] = squash(text)
        return made

    def _day(self, known: Mapping[str, Value]) -> date:
        """Return the day on which units and localities must have existed: that of the record, else today."""
        for key in ("introduced_on", "date"):
            value = known.get(key)
            if isinstance(value, str):
                with suppress(PydanticCustomError):
                    return read_date(value)
        return self.today

    def _unique(self, asked: Asked, typed: str) -> str:
        """Return the value that a flag stands for; a name that several records bear is refused."""
        value, several = reading(asked.inner, typed, options_for(asked.inner, self.library, self.today))
        if several:
            shown = "; ".join(option.shown for option in several[:5])
            raise Wanting(f"{asked.named}: “{typed}” có thể là {shown}; hãy ghi mã trong ngoặc.")
        return value

    def _faults(self, fields: Mapping[str, Value], key: str) -> list[str]:
        """Return what the checker has against one field, in its own words."""
        raw = _complete(self.kind, fields, self.library, self.today)
        key = "history" if key == "date" else key
        given = {key: raw[key]} if key in raw else {}
        read = read_record(KINDS[self.kind].record, _NOWHERE, given)
        entry = entry_of(self.kind, "ban-nhap", Document(_NOWHERE, given, {}, {}), read)
        held = replace(
            self.library, entries={**self.library.entries, self.kind: {**self.library.of(self.kind), entry.id: entry}}
        )
        found = [*read.findings, *check_references(held, self.today), *check_future_days(held, self.today)]
        mine = (
            one
            for one in found
            if one.path == _NOWHERE and one.loc[:1] == (key,) and one.code.severity is Severity.ERROR
        )
        return list(dict.fromkeys(" ".join(words_of(one.code, dict(one.params))) for one in mine))

    def _refuse_faults(self, fields: Mapping[str, Value], keys: Sequence[str]) -> None:
        unknown = [key for key in fields if key not in fields_of(KINDS[self.kind].record) and key != "date"]
        for key in [*unknown, *keys]:
            faults = self._faults(fields, key)
            if faults:
                raise Wanting(f"--{key.replace('_', '-')}: {faults[0]}" if key in keys else faults[0])

    def _asked(self, asked: Asked, known: Mapping[str, Value]) -> Value | None:
        """Ask one question until the checker takes the answer; None for a question that was passed over."""
        options = options_for(asked.inner, self.library, self._day(known))
        default = self._default(asked)
        self.talk.say(_question(asked, options, default))
        while True:
            typed = self._typed(asked, options)
            if not typed and default:
                typed = [default]
            if not typed:
                if not asked.needed:
                    return None
                self.talk.say("  Câu này cần có câu trả lời.")
                continue
            value = asked.value(typed)
            faults = self._faults({**known, asked.key: value}, asked.key)
            if not faults:
                return value
            for fault in faults:
                self.talk.say(f"  {fault}")

    def _default(self, asked: Asked) -> str:
        if asked.inner.type is date and (asked.needed or asked.key == "date"):
            return self.today.isoformat()
        return "ke-hoach" if asked.key == "doc_type" else ""

    def _typed(self, asked: Asked, options: Sequence[Option]) -> list[str]:
        """Return the answers to a question, each the value that it stands for."""
        answers: list[str] = []
        while True:
            text = self.talk.ask("  >" if not answers else "  … (Enter khi đủ) >")
            if text == "?" and options:
                self._show(options)
                continue
            if not text:
                return answers
            for part in _split(asked, text):
                value = self._chosen(asked, part, options)
                if value and value not in answers:
                    answers.append(value)
            if answers and not asked.many:
                return answers[:1]

    def _chosen(self, asked: Asked, typed: str, options: Sequence[Option]) -> str | None:
        if options and typed.isascii() and typed.isdigit() and 1 <= int(typed) <= min(len(options), MOST_OFFERED):
            return options[int(typed) - 1].value
        value, several = reading(asked.inner, typed, options)
        if len(several) > MOST_OFFERED:
            self.talk.say(f"  Có {len(several)} mục hợp với “{typed}”; hãy gõ thêm chữ.")
            return None
        if several:
            chosen = self.talk.picks("  Số thứ tự (Enter để gõ lại) >", several)
            return chosen.value if chosen else None
        if asked.inner.ref and not self.library.has(asked.inner.ref.kind, value):
            guess = near(typed, [option.label for option in options][:_MOST_GUESSED])
            for option in matching(guess, options)[:1] if guess else []:
                if self.talk.agrees(f"  Có phải {option.shown}?", default=True):
                    return option.value
            self.talk.say(
                f"  Không có {asked.facts.label.lower()} nào tên hoặc mã là “{typed}”; gõ ? để xem danh sách."
            )
            return None
        if value != typed:
            self.talk.say(f"  → {next((option.shown for option in options if option.value == value), value)}")
        return value

    def _show(self, options: Sequence[Option]) -> None:
        for number, option in enumerate(options[:MOST_OFFERED], 1):
            self.talk.say(f"  {number}. {option.shown}")
        if len(options) > MOST_OFFERED:
            self.talk.say(f"  … và {len(options) - MOST_OFFERED} mục nữa; gõ một phần tên để tìm.")

    def checked(self, fields: dict[str, Value]) -> Draft:
        """Return the draft once the checker has no error in it; what is wrong is asked again where somebody can answer."""
        questions = {asked.key: asked for asked in questions_of(self.kind)}
        while True:
            draft = self.draft(fields)
            errors = [finding for finding in self.findings(draft) if finding.code.severity is Severity.ERROR]
            if not errors:
                return draft
            again = dict.fromkeys(key for finding in errors if (key := _key_of(finding, self.kind)) in questions)
            told = [" ".join(words_of(finding.code, dict(finding.params))) for finding in errors]
            if not again or not self.talk.can_ask:
                raise Wanting(f"Chưa tạo được: {told[0]}")
            for sentence in told:
                self.talk.say(f"  {sentence}")
            for key in again:
                fields.pop(key, None)
                value = self._asked(questions[key], fields)
                if value is not None:
                    fields[key] = value

    def draft(self, fields: Mapping[str, Value]) -> Draft:
        """Put the values together as a file with an id and a place of its own."""
        kind = KINDS[self.kind]
        raw = _complete(self.kind, fields, self.library, self.today)
        identifier = self._free_id(raw)
        if self.kind == "unit":
            return self._registered(identifier, raw)
        year = _year_of(self.kind, raw, self.today)
        folder = "/".join([CONTENT, kind.folder, *([year] if kind.by_year else [])])
        path = f"{folder}/{identifier}/index.md" if kind.own_folder else f"{folder}/{identifier}.md"
        text = draft_text(self.kind, raw, self.library)
        source, _ = decode(path, text.encode())
        document, told = parse_document(source) if source else (None, [])
        if document is None:
            raise Wanting(f"Chưa tạo được: {' '.join(words_of(told[0].code, dict(told[0].params)))}")
        read = read_record(kind.record, path, document.fields)
        entry = entry_of(self.kind, identifier, document, read, year_folder=year if kind.by_year else "")
        return Draft(self.kind, identifier, path, text, entry)

    def _registered(self, identifier: str, raw: Mapping[str, Value]) -> Draft:
        path = f"{CONTENT}/{KINDS[self.kind].folder}"
        data, _ = read_bytes(self.library.root, path, 20_000_000)
        before = (data or b"").decode("utf-8-sig", "strict").rstrip()
        text = f"{before}\n\n{entry_text(self.kind, identifier, raw)}".lstrip("\n")
        document, told = parse_yaml(path, text, 1)
        if document is None:
            raise Wanting(
                f"Tệp {path} đang có lỗi, hãy sửa trước: {' '.join(words_of(told[0].code, dict(told[0].params)))}"
            )
        read = read_record(KINDS[self.kind].record, path, document.fields[identifier], (identifier,))
        return Draft(
            self.kind, identifier, path, text, entry_of(self.kind, identifier, document, read, prefix=(identifier,))
        )

    def findings(self, draft: Draft) -> list[Finding]:
        """Return what the checker has to say about a draft, as if its file were already there."""
        held = {**self.library.of(self.kind), draft.id: draft.entry}
        source, told = decode(draft.path, draft.text.encode())
        document, syntax = (None, []) if source is None or self.kind == "unit" else parse_document(source)
        values = document.fields if document else {}
        own = read_record(KINDS[self.kind].record, draft.path, values).findings if document else ()
        whole = check_library(self.library.only(**{self.kind: held}), today=self.today)
        mine = [
            one for one in whole if one.path == draft.path and one.loc[: len(draft.entry.prefix)] == draft.entry.prefix
        ]
        return [*(told if self.kind != "unit" else []), *syntax, *own, *mine]

    def _free_id(self, raw: Mapping[str, Value]) -> str:
        """Return an id that no record has or had: from the title, then with the place, the year, or both."""
        if self.wish.identifier:
            if not ID_PATTERN.fullmatch(self.wish.identifier):
                raise Wanting(f"--id: {' '.join(words_of(Code.BAD_ID, {'found': self.wish.identifier}))}")
            if self._taken(self.wish.identifier):
                raise Wanting(f"Mã “{self.wish.identifier}” đã có; hãy chọn mã khác.")
            return self.wish.identifier
        base = _base_id(self.kind, raw)
        if not base:
            raise Wanting("Không đặt được mã từ tiêu đề; hãy thêm --id ma-khong-dau.")
        place, year = self._place(raw), _year_of(self.kind, raw, self.today)
        for suffix in ("", place, year, f"{place}-{year}" if place else ""):
            identifier = f"{base}-{suffix}" if suffix else base
            if not self._taken(identifier):
                return identifier
        raise Wanting(f"Mã “{base}” đã có; hãy thêm --id với một mã khác, ví dụ --id {base}-ten-xom.")

    def _taken(self, identifier: str) -> bool:
        held = self.library.of(self.kind)
        old = {one for _, record in self.library.records(self.kind) for one in record.redirect_from}
        return identifier in held or identifier in old or identifier in RESERVED_IDS

    def _place(self, raw: Mapping[str, Value]) -> str:
        """Return the short name of the place that a record belongs to, for its id."""
        locality = raw.get("locality")
        unit = self.library.get(
            "unit", str(raw.get("unit") or raw.get("owner") or raw.get("issuer") or raw.get("parent"))
        )
        record = self.library.locality(str(locality or (unit.locality if unit else "")))
        slug = slugify(record.name) if record else slugify(unit.name) if unit else ""
        head = next((word for word in _TYPE_WORDS if slug.startswith(word)), "")
        return slug.removeprefix(head)[:30].strip("-")


_NOWHERE: Final = "(bản nháp)"


def _split(asked: Asked, text: str) -> list[str]:
    """Return the answers in one typed line: ids and choices may be several, between commas; a sentence is one."""
    text = squash(nfc(text))
    if asked.many and (asked.inner.ref or asked.inner.choices):
        return [squash(part) for part in text.strip("[]").split(",") if part.strip()]
    return [text] if text else []


def _question(asked: Asked, options: Sequence[Option], default: str) -> str:
    facts = asked.facts
    note = "bắt buộc" if asked.needed and not default else f"Enter = {default}" if default else "không bắt buộc"
    lines = [f"\n{facts.label} ({note}){'; có thể nhiều, mỗi lần một' if asked.many else ''}"]
    if facts.hint or facts.example:
        example = facts.example.strip('"') if not facts.example.startswith("[") else ""
        lines.append(f"  {' '.join(part for part in (facts.hint, f'Ví dụ: {example}' if example else '') if part)}")
    if asked.inner.choices or asked.inner.known:
        lines += [f"  {number}. {option.shown}" for number, option in enumerate(options, 1)]
    elif options:
        lines.append(f"  Gõ một phần tên (không cần dấu) hoặc mã; gõ ? để xem danh sách {len(options)} mục.")
    return "\n".join(lines)


def _key_of(finding: Finding, kind: str) -> str:
    """Return the asked field that a finding is about."""
    loc = finding.loc[1:] if kind == "unit" else finding.loc
    key = str(loc[0]) if loc else ""
    return {"history": "date", "stage_history": "introduced_on", "number_status": "number"}.get(key, key)


def _complete(kind: str, fields: Mapping[str, Value], library: Library, today: date) -> dict[str, Value]:
    """Return the values of a draft: those given, and those that every draft of the kind begins with."""
    raw = dict(fields)
    if kind == "exemplar":
        raw = {"stage": "phat-hien", "status": "nhap", "consent": {"status": "chua-co"}, **raw}
        if isinstance(raw.get("introduced_on"), str) and raw["stage"] == "phat-hien":
            raw.setdefault("stage_history", [{"to": "phat-hien", "date": raw["introduced_on"]}])
    elif kind == "plan":
        raw = {"doc_type": "ke-hoach", "number_status": "du" if raw.get("number") else "thieu-so", **raw}
        if not raw.get("campaigns"):
            raw.setdefault("comprehensive", "true")
    elif kind == "replication":
        day = raw.pop("date", today.isoformat())
        raw = {"history": [{"status": "de-xuat", "date": day}], "status": "nhap", **raw}
        practice = library.get("practice", str(raw.get("practice")))
        if isinstance(practice, Practice):
            raw.setdefault("steps", {step.id: "giu" for step in practice.steps})
    elif kind == "campaign":
        raw = {"status": "dang-trien-khai", **raw}
    elif kind in {"practice", "review", "news"}:
        raw = {"status": "nhap", **raw}
    return raw


def _year_of(kind: str, raw: Mapping[str, Value], today: date) -> str:
    """Return the year that a record belongs to, which for some kinds names its folder."""
    value: Value | None = raw.get(
        {"exemplar": "introduced_on", "plan": "issued_on", "news": "posted_on"}.get(kind, "period")
    )
    history = raw.get("history")
    if kind == "replication" and isinstance(history, list) and history and isinstance(history[0], dict):
        value = history[0].get("date")
    return value[:4] if isinstance(value, str) and value[:4].isdigit() else str(today.year)


def _base_id(kind: str, raw: Mapping[str, Value]) -> str:
    """Return what the id of a record is read from, as a slug of sensible length."""

    def word(key: str) -> str:
        value = raw.get(key)
        return slugify(value) if isinstance(value, str) else ""

    if kind == "plan":
        number = f"-{word('number')}" if raw.get("number") else ""
        head = {"ke-hoach": "kh", "quyet-dinh": "qd", "huong-dan": "hd", "cong-van": "cv", "chi-thi": "ct"}.get(
            word("doc_type"), "kh"
        )
        return _cut(f"{head}{number}-{word('issuer')}", 74) + f"-{_year_of(kind, raw, date.min)}"
    if kind == "replication":
        return f"{_cut(word('practice'), 44)}-{_cut(word('unit'), 34)}"
    if kind == "review":
        return _cut(f"{word('kind')}-{word('period')}-{word('plan')}", 78)
    slug = word("short_name") or word("name") if kind == "unit" else word("title") or word("name")
    for long, short in _SHORTER:
        slug = short + slug.removeprefix(long) if slug.startswith(long) else slug
    return _cut(slug, _LONGEST_ID)


def _cut(slug: str, most: int) -> str:
    """Return a slug that ends with a whole word at most `most` characters long."""
    if len(slug) <= most:
        return slug
    return slug[: most + 1].rpartition("-")[0] or slug[:most]


def _write(root: Path, draft: Draft) -> None:
    """Put a draft on the disk; no file is ever overwritten, a registry file only grows."""
    if draft.kind != "unit":
        try:
            create_file(root / draft.path, draft.text.encode())
        except FileExistsError:
            raise Wanting(f"Đã có tệp {draft.path}, nên không ghi đè; hãy thêm --id với mã khác.") from None
        return
    data = (root / draft.path).read_bytes() if (root / draft.path).exists() else None
    if data is None:
        create_file(root / draft.path, draft.text.encode())
    elif not draft.text.startswith(data.decode("utf-8-sig").rstrip()) or not replace_file(
        root / draft.path, draft.text.encode(), expected=data
    ):
        raise Wanting(f"Tệp {draft.path} vừa được sửa ở nơi khác; hãy chạy lại.")


def _next_steps(draft: Draft) -> str:
    label = KINDS[draft.kind].label.lower()
    if draft.kind == "unit":
        return f"Đã thêm {label} “{draft.id}” vào cuối tệp {draft.path}."
    lines = [
        f"Đã tạo {draft.path}.",
        "Việc tiếp theo:",
        "  1. Mở tệp, điền những dòng gợi ý cần dùng (bỏ dấu # và dấu cách ở đầu dòng), viết phần bài bên dưới.",
        "  2. Chạy python3 scripts/run.py check để xem còn thiếu gì.",
    ]
    if draft.kind == "exemplar":
        lines.append("  3. Khi có phiếu đồng ý, người thẩm tra và người duyệt, đổi status thành cong-bo để đăng.")
    elif "status: nhap" in draft.text:
        lines.append("  3. Khi đã xong, đổi status thành cong-bo để đăng.")
    return "\n".join(lines)


__all__ = ["DRAFTED", "Draft", "Wish", "questions_of", "start_draft"]
