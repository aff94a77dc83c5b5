"""Talk with a person at a terminal, in Vietnamese: ask, offer, ask again; and read what was typed as flags."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, NoReturn

from pydantic_core import PydanticCustomError

from .disk import reason_of
from .issues import ExemplaryError
from .mend.characters import mend_letters, plain_spaces
from .model.values import When, read_date
from .text import fold, slugify, squash

MOST_OFFERED: Final = 20
_UNREADABLE: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")
"""What an arrow key or a wrong encoding leaves in a typed line."""
_YES: Final = frozenset({"c", "co", "y", "yes", "dong y"})
_NO: Final = frozenset({"k", "khong", "n", "no"})
_ALL: Final = frozenset({"t", "tat ca", "a", "all"})


class Stopped(Exception):  # noqa: N818 - not an error: the person has had enough
    """The person pressed Ctrl-C or closed the input; nothing is to be written."""


class Wanting(Exception):  # noqa: N818 - not an error of the program: something was left out or mistyped
    """One Vietnamese sentence about what is missing or wrong in what was asked for."""


@dataclass(frozen=True)
class Option:
    """One thing to choose: the value that is written, and the words that a person knows it by."""

    value: str
    label: str
    more: str = ""

    @property
    def shown(self) -> str:
        """The option as a list shows it."""
        return f"{self.label} ({self.value})" + (f", {self.more}" if self.more else "")


def leave(code: int) -> NoReturn:
    """End the program with its exit code, at once: freeing ten thousand records one by one takes more than a second."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        sys.exit(code)  # Python itself tells that not all could be said
    os._exit(code)


def tidy(text: str) -> str:
    """Return what was typed or pasted as plain text on one line: NFC, plain spaces, nothing invisible, true letters."""
    return squash(plain_spaces(mend_letters(text)))


def matching(typed: str, options: Sequence[Option]) -> list[Option]:
    """Return the options that `typed` can mean, by the first way that finds any.

    The value itself; the whole label or value; part of the label; part of the value; all words in any order; the
    beginnings of all words. Marks and case do not count, so `xa kim dong` finds Xã Kim Đồng; but where they are typed
    and settle it, they do, so `Kim Đồng` is not Xã Kim Đông.
    """
    typed = tidy(typed)
    folded = slugify(typed)
    exact = [option for option in options if option.value == typed]
    if exact or not folded:
        return exact
    texts = [(option, slugify(option.label), slugify(option.value), slugify(option.more)) for option in options]
    words = [f"-{word}" for word in folded.split("-")]
    ways: tuple[Callable[[str, str, str], bool], ...] = (
        lambda label, value, _: folded in {label, value},
        lambda label, _, __: f"-{folded}-" in f"-{label}-",
        lambda _, value, __: f"-{folded}-" in f"-{value}-",
        lambda label, value, more: all(f"{word}-" in f"-{label}-{value}-{more}-" for word in words),
        lambda label, value, more: all(word in f"-{label}-{value}-{more}-" for word in words),
    )
    for way in ways:
        found = [option for option, label, value, more in texts if way(label, value, more)]
        if found:
            marked = [option for option in found if f" {typed.lower()} " in f" {option.label.lower()} "]
            return marked if marked and not typed.isascii() else found
    return []


@dataclass
class Talk:
    """A conversation: `read` gives the next line typed, `say` shows text, `can_ask` tells whether anybody is there."""

    read: Callable[[str], str]
    say: Callable[[str], None]
    can_ask: bool = True

    @classmethod
    def at_terminal(cls) -> Talk:
        """Return the conversation with whoever started the command."""
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="replace")
        return cls(input, print, can_ask=sys.stdin is not None and sys.stdin.isatty())

    def ask(self, question: str) -> str:
        """Return one typed line, tidied; the end of input and Ctrl-C raise `Stopped`."""
        while True:
            try:
                typed = self.read(f"{question} ")
            except (EOFError, KeyboardInterrupt):
                raise Stopped from None
            if not _UNREADABLE.search(typed):
                return tidy(typed)
            self.say("  Có ký tự không đọc được; hãy gõ lại.")

    def agrees(self, question: str, *, default: bool) -> bool:
        """Ask a question of yes and no; Enter takes the default."""
        mark = "[C/k]" if default else "[c/K]"
        while True:
            answer = fold(self.ask(f"{question} {mark}"))
            if not answer:
                return default
            if answer in _YES | _NO:
                return answer in _YES
            self.say("  Gõ c (có) hoặc k (không) rồi nhấn Enter.")

    def agrees_each(self, question: str) -> str:
        """Ask a question of yes, no, all and stop; return "c", "k", "t" or "d"."""
        while True:
            answer = fold(self.ask(f"{question} [c]ó, [k]hông, [t]ất cả, [d]ừng:"))
            if answer in _ALL:
                return "t"
            if answer in _YES | _NO:
                return "c" if answer in _YES else "k"
            if answer in {"d", "dung", "q"}:
                return "d"
            self.say("  Gõ một chữ c, k, t hoặc d rồi nhấn Enter.")

    def picks(self, question: str, options: Sequence[Option]) -> Option | None:
        """Offer numbered options; return the one chosen, or None for an empty answer."""
        for number, option in enumerate(options, 1):
            self.say(f"  {number}. {option.shown}")
        while True:
            answer = self.ask(question)
            if not answer:
                return None
            if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(options):
                return options[int(answer) - 1]
            found = matching(answer, options)
            if len(found) == 1:
                return found[0]
            self.say(f"  Gõ số thứ tự từ 1 đến {len(options)}.")


_ENGLISH: Final = (
    (r"unrecognized arguments: (.*)", "không hiểu “{0}”"),
    (r"argument (\S+): expected (?:one|at least one) argument", "sau {0} phải có giá trị"),
    (
        r"argument (\S+?)(?:/\S+)*: invalid choice: '?(.*?)'? \(choose from (.*)\)",
        "“{1}” không dùng được, hãy chọn {2}",
    ),
    (r"argument (\S+): not allowed with argument (\S+)", "không dùng {0} cùng với {1}"),
    (r"argument (\S+): ignored explicit argument '?(.*?)'?$", "{0} không nhận giá trị “{1}”"),
    (r"argument \S+: (.*[^\x00-\x7f].*)", "{0}"),
    (r"argument (\S+): invalid \S+ value: (.*)", "{0} không nhận giá trị “{1}”"),
    (r"the following arguments are required: (.*)", "còn thiếu {0}"),
    (r"ambiguous option: (\S+) could match (.*)", "{0} có thể là {1}, hãy viết đủ"),
)


_HELP: Final = (
    ("usage:", "Cách dùng:"),
    ("positional arguments:", "Tham số:"),
    ("options:", "Tùy chọn:"),
    ("show this help message and exit", "xem lời hướng dẫn này"),
)


_FIRST_YEAR: Final = 1945


class Usage(argparse.ArgumentParser):
    """A parser of flags that says what is wrong in Vietnamese, in one sentence, with exit code 2."""

    def format_help(self) -> str:
        """Return the help with argparse's own words in Vietnamese."""
        text = super().format_help()
        for english, words in _HELP:
            text = text.replace(english, words)
        return text

    def error(self, message: str) -> NoReturn:
        """Tell the fault and leave."""
        told = in_vietnamese(message, _ENGLISH) or message
        self.exit(2, f"Lệnh chưa đúng: {told}. Xem cách dùng: python3 scripts/{self.prog} -h\n")


def in_vietnamese(message: str, words: Iterable[tuple[str, str]]) -> str | None:
    """Return what a foreign program says in the words that stand beside the first pattern that fits, or None."""
    for english, vietnamese in words:
        match = re.fullmatch(english, message)
        if match:
            return vietnamese.format(*(group.replace("'", "") for group in match.groups()))
    return None


def day(text: str) -> date:
    """Read the day that stands for today, as a record writes days; for argparse."""
    try:
        return read_date(text)
    except PydanticCustomError:
        sentence = f"“{text}” không phải là ngày; viết năm-tháng-ngày, ví dụ 2026-03-02, hoặc 02/03/2026"
        raise argparse.ArgumentTypeError(sentence) from None


def month(text: str) -> str:
    """Read a month as a record writes months, `2026-05`; for argparse."""
    typed = text.strip()
    turned = re.sub(r"(\d{1,2})/(\d{4})", r"\2-\1", typed) if "/" in typed else typed
    found = re.fullmatch(r"(\d{4})-(0?[1-9]|1[0-2])", turned, re.ASCII)
    if not found or int(found[1]) < _FIRST_YEAR:
        sentence = f"“{text}” không phải là tháng; viết năm-tháng, ví dụ 2026-05, hoặc 05/2026"
        raise argparse.ArgumentTypeError(sentence)
    return f"{found[1]}-{int(found[2]):02d}"


def period(text: str) -> When:
    """Read the time that a review looks back on, as a record writes it; for argparse."""
    try:
        return When.parse(text.strip())
    except ValueError:
        sentence = f"“{text}” không phải là kỳ; viết 2026, 2026-H1 (6 tháng đầu năm), 2026-Q2 (quý II) hoặc 2026-05"
        raise argparse.ArgumentTypeError(sentence) from None


def year(text: str) -> str:
    """Read a year of four digits; for argparse."""
    typed = text.strip()
    if not re.fullmatch(r"\d{4}", typed, re.ASCII) or int(typed) < _FIRST_YEAR:
        raise argparse.ArgumentTypeError(f"“{text}” không phải là năm; viết bốn chữ số, ví dụ 2026")
    return typed


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("sau --root phải có tên một thư mục")
    return Path(text)


def common_flags(parser: argparse.ArgumentParser, *, dated: bool = False, again: bool = False) -> None:
    """Add the flags that every command has; `again` for one that may also stand behind a word of the command."""
    root = argparse.SUPPRESS if again else Path(sys.argv[0]).resolve().parent.parent
    parser.add_argument("--root", type=_folder, default=root, metavar="THƯ_MỤC", help="thư mục chứa content/")
    if dated:
        today = argparse.SUPPRESS if again else None
        parser.add_argument("--as-of", type=day, default=today, metavar="NGÀY", help="lấy ngày này làm hôm nay")


def carry_out(work: Callable[[], int], *, stopped: str) -> int:
    """Do the work of a command and return its exit code; what keeps it from being done is one sentence, and code 2."""
    try:
        return work()
    except (Stopped, KeyboardInterrupt):
        sentence = f"\n{stopped}"
    except (Wanting, ExemplaryError) as reason:
        sentence = str(reason)
    except OSError as error:
        sentence = _refusal(error)
    sys.stdout.flush()
    sys.stderr.write(f"{sentence}\n")
    return 2


def _refusal(error: OSError) -> str:
    """Say in one sentence what the machine refused."""
    place = f" ({error.filename})" if error.filename else ""
    return f"Chưa làm được, vì {reason_of(error)}{place}: hãy xử lý rồi chạy lại."
