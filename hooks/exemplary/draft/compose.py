"""Write a draft: the values that are known, a hint in a comment for every other field, the headings of the body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ..checks.body import STORY_HEADINGS
from ..library import KINDS, Library
from ..mend.fields import declared_order
from ..mend.quoting import accepts
from ..model.base import FieldFacts, Part, Record, fields_of
from ..model.choices import CriteriaGroup, ReviewHeading, StepUseKind
from ..model.plan import Criterion, Plan
from ..model.practice import Practice, StepUse
from ..plain_yaml import INDENT, lines_of, scalar
from .questions import Value

BLANK: Final = "…"
"""What stands where the writer fills something in."""
_PLACEHOLDERS: Final = ("tep.pdf", "ma-so", "false", "1", "2026", "2026-05-12", "https://example.org/")
"""Values that stand for what the writer fills in, one for every kind of field."""
_STORY: Final = (
    "Bài viết ở dưới, mỗi đề mục một phần; cả bài 400–2.000 từ.",
    "Hoàn cảnh: người ấy là ai, sống và làm việc ở đâu, khó khăn gì.",
    "Việc làm tốt: làm gì, từ bao giờ, cùng ai; kể việc, không khen.",
    "Kết quả và sức lan tỏa: con số có minh chứng, ai được nhờ, ai đã làm theo.",
    "Cách làm, kinh nghiệm: nơi khác muốn làm theo thì bắt đầu thế nào.",
)
_KEYED: Final[Mapping[tuple[str, type[Part] | None], Sequence[str]]] = {
    ("criteria", Criterion): (f"{CriteriaGroup.TAP_THE}:", "  - code: ntm-tt-1", f"    text: {BLANK}"),
    ("steps", StepUse): (f"b1: {StepUseKind.GIU}",),
}
"""How groups are written that stand under keys: criteria under whom they are for, steps under their id."""
_LEADS: Final[Mapping[tuple[str, str], str]] = {
    (
        "replication",
        "unit",
    ): "Mã đơn vị làm theo, ghi trong content/registry/units.yml; chưa có thì xin ban biên tập thêm.",
    ("replication", "history"): "Ngày viết theo kiểu năm-tháng-ngày, ví dụ 2026-03-01.",
}
"""What a writer must know of a field whose value is there already, for it may have to be put right."""
_TOP: Final = (
    "Dòng gợi ý nào cần thì bỏ dấu # và dấu cách sau nó ở đầu dòng, rồi sửa giá trị; dòng nào không cần thì xóa đi."
)


def draft_text(kind: str, fields: Mapping[str, Value], library: Library) -> str:
    """Return the file of a draft of that kind with these values."""
    record = KINDS[kind].record
    lines = ["---", *_comment(_TOP, 0)]
    for key in declared_order(record):
        facts = fields_of(record)[key]
        if kind == "replication" and key == "steps" and key in fields:
            lines += _step_uses(fields, library)
        elif key in fields:
            lines += _comment(_LEADS[kind, key], 0) if (kind, key) in _LEADS else []
            lines += _known(facts, fields[key])
        elif key not in fields_of(Record):
            lines += _hint(record, facts, 0)
    body = _body(kind, fields, library)
    if kind == "exemplar":
        lines += ["", *(line for sentence in _STORY for line in _comment(sentence, 0))]
    return "\n".join([*lines, "---", *body]) + "\n"


def entry_text(kind: str, identifier: str, fields: Mapping[str, Value]) -> str:
    """Return the lines of a new record of a registry file."""
    record = KINDS[kind].record
    ordered = {key: fields[key] for key in _registry_order(record) if key in fields}
    return "\n".join(lines_of(identifier, ordered)) + "\n"


def _registry_order(record: type[Record]) -> list[str]:
    """Return the keys of a registry record: its own first, then the days from which and until which it exists."""
    order = declared_order(record)
    own = [key for key in order if key in record.__annotations__]
    return [*own, *(key for key in order if key not in own)]


def _known(facts: FieldFacts, value: Value) -> list[str]:
    """Return a field with its value, and hints for the rest of its group (of the first group of a list)."""
    lines = lines_of(facts.key, value)
    if facts.part is None:
        return lines
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        return lines
    depth = INDENT * 2 if isinstance(value, list) else INDENT
    hints = [
        line
        for key, inner in fields_of(facts.part).items()
        if key not in first
        for line in _hint(facts.part, inner, depth)
    ]
    at = 1 + len([line for key, item in first.items() for line in lines_of(key, item)])
    return [*lines[:at], *hints, *lines[at:]]


def _step_uses(fields: Mapping[str, Value], library: Library) -> list[str]:
    """Return the steps of a replication, each under what the practice calls it."""
    lines = ["# Các bước của mô hình: giu (giữ nguyên), bo (bỏ), hoặc {dieu-chinh: thế nào, ly-do: vì sao}.", "steps:"]
    practice = library.get("practice", str(fields.get("practice")))
    titles = {step.id: step.title for step in practice.steps} if isinstance(practice, Practice) else {}
    uses = fields["steps"]
    for key, use in uses.items() if isinstance(uses, dict) else ():
        lines += _comment(titles[key], INDENT) if key in titles else []
        lines += lines_of(key, use, INDENT)
    return lines


def _hint(owner: type[Part], facts: FieldFacts, indent: int) -> list[str]:
    """Return the comment that tells of a field: what it is, then how it is written."""
    words = [facts.label]
    if facts.required_at:
        words.append(f"cần có khi {facts.required_at[0]} là {facts.required_at[1]}")
    sentence = ", ".join(words) + "."
    choices = facts.choices or (facts.known.choices if facts.known else None)
    if facts.hint:
        sentence += f" {facts.hint}"
    if choices:
        sentence += f" Chọn: {', '.join(f'{choice} ({choice.label})' for choice in choices)}."
    pad = " " * indent
    return [*_comment(sentence, indent), *(f"{pad}# {line}" for line in _example(owner, facts))]


def _example(owner: type[Part], facts: FieldFacts) -> list[str]:
    """Return the lines of a field as they look when filled in."""
    keyed = _KEYED.get((facts.key, facts.part))
    if keyed:
        return [f"{facts.key}:", *(f"  {line}" for line in keyed)]
    if facts.part is None:
        return [f"{facts.key}: {_sample(owner, facts)}"]
    inner = [line for item in _worth(facts.part) for line in _example(facts.part, item)]
    if facts.many:
        inner = [("- " if number == 0 else "  ") + line for number, line in enumerate(inner)]
    return [f"{facts.key}:", *(f"  {line}" for line in inner)]


def _worth(part: type[Part]) -> list[FieldFacts]:
    """Return the fields of a group that an example shows: the required ones and those that have an example."""
    worth = [facts for facts in fields_of(part).values() if facts.required or facts.example]
    return worth or list(fields_of(part).values())[:1]


def _sample(owner: type[Part], facts: FieldFacts) -> str:
    """Return a value for an example: the declared one, else the first that the field would take."""
    first = str(next(iter(facts.choices))) if facts.choices else "ma-so" if facts.ref else BLANK
    example = facts.example or next((one for one in (first, *_PLACEHOLDERS) if accepts(owner, facts, one)), BLANK)
    if example[0] in '["' and len(example) > 1:
        return example
    return f"[{scalar(example)}]" if facts.many else scalar(example)


def _comment(sentence: str, indent: int, width: int = 100) -> list[str]:
    """Return a sentence as lines of comment, none much longer than a screen is wide."""
    lines = [""]
    for word in sentence.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return [f"{' ' * indent}# {line}" for line in lines]


def _body(kind: str, fields: Mapping[str, Value], library: Library) -> list[str]:
    headings: Sequence[str] = STORY_HEADINGS if kind == "exemplar" else ()
    if kind == "review":
        plan = library.get("plan", str(fields.get("plan")))
        outline = plan.review_outline if isinstance(plan, Plan) and plan.review_outline else tuple(ReviewHeading)
        headings = [heading.label for heading in outline]
    return [line for heading in headings for line in (f"## {heading}", "")][:-1]
