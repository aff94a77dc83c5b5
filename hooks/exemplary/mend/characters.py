"""Mend characters: normal form, odd spaces, what cannot be seen, letters that only look right, ends of lines.

Every function takes text and gives text, says nothing and never touches a character that it cannot be sure of.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ..read.source import INVISIBLE, LOOK_ALIKES, ODD_SPACES
from ..text import fold, nfc

_ROUNDS: Final = 5
"""A true letter may decide about an invisible character beside it, and the other way round."""
_OLD_FONT: Final = re.compile("[\u00a8-\u00ac\u00ae\u00b5-\u00bf\u00e7\u00f1\u00f6\u00df]")
"""Characters of fonts from before Unicode, on a line that must not lose one."""
_RUN: Final = re.compile(f"(?:{INVISIBLE.pattern})+")
_JOINERS: Final = frozenset(
    "\u00ad\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\ufeff"
)
"""Invisible characters that never stand between two words; a zero-width space may."""
_WORD: Final = re.compile("[^\\W\\d_][\\w\u0300-\u036f]*")
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://\S*")
_TONES: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_NUCLEI: Final = (
    "a ai ao au ay ă â âu ây e eo ê êu i ia iê iêu iu o oa oai oao oay oă oe oeo oi oo ô ôi ơ ơi u ua uâ uây uê uêu ui"
    " uô uôi uơ uy uya uyê uyu ư ưa ưi ưu ươ ươi ươu y yê yêu"
)
_SYLLABLE: Final = re.compile(
    "(?:ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    f"(?:{'|'.join(sorted(_NUCLEI.split(), key=len, reverse=True))})(?:ch|ng|nh|[cmnpt])?",
)
_FENCE: Final = re.compile(r" {0,3}(```+|~~~+)")


def mend_letters(text: str) -> str:
    """Return `text` in NFC with LF line ends, without what cannot be seen, with true Vietnamese letters."""
    text = with_plain_ends(text)
    for _ in range(_ROUNDS):
        mended = _with_true_letters(nfc(_RUN.sub(_without_invisible, nfc(text))))
        if mended == text:
            break
        text = mended
    return text


def with_plain_ends(text: str) -> str:
    """Return `text` without a byte order mark, with LF line ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _with_true_letters(text: str) -> str:
    """Return `text` with its look-alike letters made true, web addresses excepted: there every byte counts."""
    if text.isascii():
        return text
    pieces = []
    position = 0
    for address in _ADDRESS.finditer(text):
        pieces += [_WORD.sub(_true_letters, text[position : address.start()]), address[0]]
        position = address.end()
    return nfc("".join([*pieces, _WORD.sub(_true_letters, text[position:])]))


def is_syllable(text: str) -> bool:
    """Tell whether `text` can be one Vietnamese syllable.

    >>> [is_syllable(text) for text in ("nghiêng", "việc", "ngườitốt", "web")]
    [True, True, False, False]
    """
    parts = unicodedata.normalize("NFD", text.lower())
    bare = unicodedata.normalize("NFC", _TONES.sub("", parts))
    return len(_TONES.findall(parts)) <= 1 and _SYLLABLE.fullmatch(bare) is not None


def _in_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char or " ").startswith("M")


def _without_invisible(match: re.Match[str]) -> str:
    """Return what to put for a run of invisible characters: nothing, a space between two words, or the run itself."""
    run, text = match[0], match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if "\u200d" in run and "S" in unicodedata.category(before or " ")[0] + unicodedata.category(after or " ")[0]:
        return run  # it makes one picture out of several
    if "\u00ad" in run and _OLD_FONT.search(_line_at(text, match.start())):
        return run  # in the old fonts this is the letter ư
    if not (before and after and _in_word(before) and _in_word(after)):
        return ""
    left = re.search(r"[^\W\d_]*$", text[max(0, match.start() - 20) : match.start()])
    right = re.match(r"[^\W\d_]*", text[match.end() : match.end() + 20])
    first, second = left[0] if left else "", right[0] if right else ""
    whole, parts = is_syllable(first + second), is_syllable(first) and is_syllable(second)
    if parts and not whole:
        return " "
    if whole and not parts:
        return ""
    return "" if set(run) <= _JOINERS and first and second and not parts else run


def _line_at(text: str, offset: int) -> str:
    return text[text.rfind("\n", 0, offset) + 1 : text.find("\n", offset) % (len(text) + 1)]


def _true_letters(match: re.Match[str]) -> str:
    """Return a word with its look-alike letters made true, when another letter of it is Latin and none is foreign."""
    word = match[0]
    own = [char for char in word if char not in LOOK_ALIKES and char.isalpha()]
    if len(own) == len(word) or not own or not all(fold(char).isascii() for char in own):
        return word
    return "".join(LOOK_ALIKES.get(char, char) for char in word)


def plain_spaces(text: str) -> str:
    """Return `text` with every odd space made an ordinary one."""
    return text if text.isascii() and "\x0b" not in text and "\x0c" not in text else ODD_SPACES.sub(" ", text)


def mend_body(body: str) -> str:
    """Return the body of a page with plain spaces and clean line ends; nothing that Markdown gives a meaning changes.

    Two spaces before the next line of a paragraph are a line break and stay. Odd spaces that begin a line are dropped:
    as ordinary ones they would turn a paragraph into code. Blocks of code keep their spaces.
    """
    lines = body.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence:
            lines[number] = plain_spaces(line)
            fence = "" if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]) else fence
            continue
        fence = mark[1] if mark else ""
        lead = re.match(r"\s*", line)
        edge = lead[0] if lead else ""
        odd = ODD_SPACES.search(edge)
        text = (edge[: odd.start()] if odd else edge) + line[len(edge) :]
        bare = text.rstrip()
        tail = text[len(bare) :]
        goes_on = number + 1 < len(lines) and lines[number + 1].strip()
        breaks = bare and goes_on and tail.startswith("  ") and not tail.strip(" ")
        lines[number] = plain_spaces(bare) + ("  " if breaks else "")
    return "\n".join(lines)


def mend_block(block: str) -> str:
    """Return front matter with plain spaces and clean line ends; tabs stay, because they stand for depth."""
    return "\n".join(line.rstrip() for line in plain_spaces(block).split("\n"))
