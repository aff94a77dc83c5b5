"""Gather the values of a draft: from flags, from `--set`, from a person who is asked until the checker is content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from pydantic_core import PydanticCustomError

from ..dialogue import MOST_OFFERED, Option, Talk, Wanting, matching, tidy
from ..issues import Severity
from ..library import KINDS
from ..model.base import fields_of
from ..model.values import read_date
from ..read.front_matter import parse_yaml
from ..text import near, squash
from .making import Draft, IdWanted, Maker, sentence
from .questions import Asked, Value, options_for, questions_of, reading

_MOST_GUESSED: Final = 5000
"""Near misses are looked for among so many names at most; it takes a second for this many."""

_MOST_SHOWN: Final = 5


@dataclass(frozen=True)
class Wish:
    """What the command line asks for: the kind, answers given as flags, `--set` values, an id of one's own."""

    kind: str
    answers: Mapping[str, Sequence[str]]
    settings: Sequence[str] = ()
    identifier: str = ""


@dataclass(frozen=True)
class Desk:
    """Where a draft is put together: who makes it, what was wished for, who can be asked."""

    maker: Maker
    wish: Wish
    talk: Talk

    def fields(self) -> dict[str, Value]:
        """Return the values of all fields that were answered, in flags or by a person."""
        kind, questions = self.wish.kind, questions_of(self.wish.kind)
        known = self._flags(questions)
        settings = self._settings()
        missing = [asked for asked in questions if asked.needed and asked.key not in {*known, *settings}]
        if missing and not self.talk.can_ask:
            named = ", ".join(asked.named for asked in missing)
            raise Wanting(f"Còn thiếu {named}; xem python3 scripts/new.py {kind} -h.")
        self._refuse_faults({**known, **settings}, list(known))
        if missing:
            label = KINDS[kind].label.lower()
            self.talk.say(f"Tạo {label} mới. Nhấn Enter để bỏ qua câu không bắt buộc, Ctrl-C để dừng.")
            for asked in questions:
                if asked.key not in {*known, *settings}:
                    self._fill(known, asked)
        return {**known, **settings}

    def checked(self, fields: dict[str, Value]) -> Draft:
        """Return the draft once the checker has no error in it; what is wrong is asked again if somebody is there."""
        questions = {asked.key: asked for asked in questions_of(self.wish.kind)}
        maker = self.maker
        while True:
            try:
                draft = maker.draft(fields)
            except IdWanted as reason:
                maker = replace(maker, identifier=self._another_id(reason))
                continue
            errors = draft.said(Severity.ERROR)
            if not errors:
                return draft
            again = dict.fromkeys(key for finding in errors if (key := self.maker.asked_by(finding)) in questions)
            if not again or not self.talk.can_ask:
                raise Wanting(f"Chưa tạo được: {sentence(errors[0])}")
            for finding in errors:
                self.talk.say(f"  {sentence(finding)}")
            for key in again:
                fields.pop(key, None)
                self._fill(fields, questions[key])

    def _another_id(self, reason: IdWanted) -> str:
        if not self.talk.can_ask:
            raise reason
        self.talk.say(f"  {reason}")
        return self.talk.ask("Mã cho mục này, chữ thường không dấu và gạch nối >")

    def _fill(self, fields: dict[str, Value], asked: Asked) -> None:
        value = self._asked(asked, fields)
        if value is not None:
            fields[asked.key] = value

    def _flags(self, questions: Sequence[Asked]) -> dict[str, Value]:
        known: dict[str, Value] = {}
        for asked in questions:
            typed = [part for text in self.wish.answers.get(asked.key, ()) for part in answers_in(asked, text)]
            if typed:
                known[asked.key] = asked.value([self._unique(asked, one) for one in typed])
        return known

    def _unique(self, asked: Asked, typed: str) -> str:
        """Return the value that a flag stands for; a name that several records bear is refused."""
        typed = self._renamed(asked, typed)
        value, several = reading(asked.inner, typed, options_for(asked.inner, self.maker.library, self.maker.today))
        if several:
            shown = "; ".join(option.shown for option in several[:_MOST_SHOWN])
            raise Wanting(f"{asked.named}: “{typed}” có thể là {shown}; hãy ghi mã trong ngoặc.")
        return value

    def _settings(self) -> dict[str, Value]:
        """Return the values of `--set key=value`; a dot in the key leads into a group."""
        made: dict[str, Value] = {}
        for setting in self.wish.settings:
            key, equals, text = tidy(setting).partition("=")
            if not equals or not key.strip():
                raise Wanting(f"--set “{setting}” phải viết là trường=giá trị, ví dụ --set level=xa.")
            *above, last = key.strip().split(".")
            group = made
            for step in above:
                held = group.setdefault(step, {})
                if not isinstance(held, dict):
                    raise Wanting(f"--set “{setting}”: {step} đã có giá trị khác.")
                group = held
            group[last] = self._setting(last if not above else "", text.strip())
        return made

    def _setting(self, key: str, text: str) -> Value:
        """Return the value of one setting: a list or group in brackets, a list between commas, or text."""
        facts = fields_of(KINDS[self.wish.kind].record).get(key)
        if text[:1] in {"[", "{"}:
            document, _ = parse_yaml("", f"v: {text}", 1)
            if document is not None and document.fields["v"] is not None:
                value: Value = document.fields["v"]
                return value
        if facts and facts.many and not facts.part:
            return [squash(part) for part in text.split(",") if part.strip()]
        return squash(text)

    def _refuse_faults(self, fields: Mapping[str, Value], flags: Sequence[str]) -> None:
        """Refuse a flag or setting that the checker would not take, or that no field is named by."""
        for key in fields:
            faults = self.maker.faults(fields, key)
            if faults:
                flag = f"--{key.replace('_', '-')}" if key in flags else f"--set {key}"
                raise Wanting(f"{flag}: {faults[0]}")

    def _asked(self, asked: Asked, known: Mapping[str, Value]) -> Value | None:
        """Ask one question until the checker takes the answer; None for a question that was passed over."""
        options = options_for(asked.inner, self.maker.library, self._day(known))
        default = self._default(asked)
        self.talk.say(question(asked, options, default))
        while True:
            typed = self._typed(asked, options) or ([default] if default else [])
            if not typed:
                if not asked.needed:
                    return None
                self.talk.say("  Câu này cần có câu trả lời.")
                continue
            value = asked.value(typed)
            faults = self.maker.faults({**known, asked.key: value}, asked.key)
            if not faults:
                return value
            for fault in faults:
                self.talk.say(f"  {fault}")

    def _day(self, known: Mapping[str, Value]) -> date:
        """Return the day on which units and localities must have existed: that of the record, else today."""
        for key in ("introduced_on", "date"):
            if isinstance(known.get(key), str):
                with suppress(PydanticCustomError):
                    return read_date(known[key])
        return self.maker.today

    def _default(self, asked: Asked) -> str:
        if asked.inner.type is date and (asked.needed or asked.key == "date"):
            return self.maker.today.isoformat()
        return "ke-hoach" if asked.key == "doc_type" else ""

    def _typed(self, asked: Asked, options: Sequence[Option]) -> list[str]:
        """Return the answers to a question, each the value that it stands for."""
        answers: list[str] = []
        while True:
            text = self.talk.ask("  … (Enter khi đủ) >" if answers else "  >")
            if text == "?" and options:
                self._show(options)
                continue
            if not text:
                return answers
            for part in answers_in(asked, text):
                value = self._chosen(asked, part, options)
                if value and value not in answers:
                    answers.append(value)
            if answers and not asked.many:
                return answers[:1]

    def _chosen(self, asked: Asked, typed: str, options: Sequence[Option]) -> str | None:
        """Return the value that one answer stands for; None when it has to be typed again."""
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= min(len(options), MOST_OFFERED):
            return options[int(typed) - 1].value
        typed = self._renamed(asked, typed)
        value, several = reading(asked.inner, typed, options)
        if len(several) > MOST_OFFERED:
            self.talk.say(f"  Có {len(several)} mục hợp với “{typed}”; hãy gõ thêm chữ.")
            return None
        if several:
            chosen = self.talk.picks("  Số thứ tự (Enter để gõ lại) >", several)
            return chosen.value if chosen else None
        if asked.inner.ref and not self.maker.library.has(asked.inner.ref.kind, value):
            return self._guessed(asked, typed, options)
        if value != typed:
            self.talk.say(f"  → {next((option.shown for option in options if option.value == value), value)}")
        return value

    def _renamed(self, asked: Asked, typed: str) -> str:
        """Return the new id for an id that a record had before, and say so; anything else as it was typed."""
        if not asked.inner.ref:
            return typed
        now = self.maker.library.id_now(asked.inner.ref.kind, typed)
        if now != typed:
            self.talk.say(f"  Mã “{typed}” nay là “{now}”.")
        return now

    def _guessed(self, asked: Asked, typed: str, options: Sequence[Option]) -> str | None:
        """Offer the record whose name comes nearest to what was typed."""
        guess = near(typed, [option.label for option in options][:_MOST_GUESSED])
        for option in matching(guess, options)[:1] if guess else []:
            if self.talk.agrees(f"  Có phải {option.shown}?", default=True):
                return option.value
        label = asked.facts.label.lower()
        self.talk.say(f"  Không có {label} nào tên hoặc mã là “{typed}”; gõ ? để xem danh sách.")
        return None

    def _show(self, options: Sequence[Option]) -> None:
        for number, option in enumerate(options[:MOST_OFFERED], 1):
            self.talk.say(f"  {number}. {option.shown}")
        if len(options) > MOST_OFFERED:
            self.talk.say(f"  … và {len(options) - MOST_OFFERED} mục nữa; gõ một phần tên để tìm.")


def answers_in(asked: Asked, text: str) -> list[str]:
    """Return the answers in one typed line: ids and choices may be several, between commas; a sentence is one."""
    text = tidy(text)
    if asked.many and (asked.inner.ref or asked.inner.choices):
        return [squash(part) for part in text.strip("[]").split(",") if part.strip()]
    return [text] if text else []


def question(asked: Asked, options: Sequence[Option], default: str) -> str:
    """Return a question as a person sees it: label, whether it may be passed over, hint, example, choices."""
    facts = asked.facts
    note = f"Enter = {default}" if default else "bắt buộc" if asked.needed else "không bắt buộc"
    lines = [f"\n{facts.label} ({note}){'; có thể nhiều, mỗi lần một' if asked.many else ''}"]
    example = "" if facts.example.startswith("[") else facts.example.strip('"')
    hints = [facts.hint] if facts.hint else []
    hints += [f"Ví dụ: {example}"] if example and not asked.inner.choices else []
    lines += [f"  {' '.join(hints)}"] if hints else []
    if asked.inner.choices or asked.inner.known:
        lines += [f"  {number}. {option.shown}" for number, option in enumerate(options, 1)]
    elif options:
        lines.append(f"  Gõ một phần tên (không cần dấu) hoặc mã; gõ ? để xem danh sách {len(options)} mục.")
    return "\n".join(lines)
