"""How a field is declared, and what every record has in common.

The checks, the JSON Schema, the field reference for staff and `scripts/new.py` are all derived from these declarations.
"""

from __future__ import annotations

import pickle
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from operator import attrgetter
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from ..issues import Loc
from .values import Choice, Flag, Identifier, Known, Ref, Shape

REQUIRED: Final[Any] = ...


def field(  # noqa: PLR0913 - a declaration has that many sides
    label: str,
    hint: str = "",
    *,
    example: str = "",
    default: Any = None,
    required_at: tuple[str, str] | None = None,
    least: int | None = None,
    most: int | None = None,
    private: bool = False,
    future: bool = False,
    alias: str | None = None,
) -> Any:
    """Declare a field: Vietnamese label, hint and example, bounds, and when it becomes required.

    `default=REQUIRED` makes it required always; `required_at=("status", "cong-bo")` once that field has that value.
    `least`/`most` bound the length of text or of a list, or the size of a number. `private` fields never reach the
    output. `future` dates may lie after today. `alias` is the key that staff write where Python reserves the word.
    """
    extra: dict[str, Any] = {}
    if required_at:
        extra["required_at"] = list(required_at)
    if private:
        extra["private"] = True
    if future:
        extra["future"] = True
    bounds: dict[str, Any] = {"least": least, "most": most}
    extra.update({key: value for key, value in bounds.items() if value is not None})
    info: dict[str, Any] = {"title": label, "description": hint or None, "examples": [example] if example else None}
    if alias:
        info["alias"] = alias
    if isinstance(default, (list, dict)):
        made = default
        return Field(default_factory=lambda: made, json_schema_extra=extra, **info)
    return Field(default, json_schema_extra=extra, **info)


_NAMES: Final = 30
"""Names of fields that Python keeps once for all instances of a class; one with more has a dict of its own."""
_set_value: Final = object.__setattr__
_set_values: Final = vars(BaseModel)["__dict__"].__set__
_set_written, _set_extra, _set_own = (
    vars(BaseModel)[name].__set__ for name in ("__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)
_UNTOLD: Final[set[str]] = set()
"""What pydantic notes besides the values: the same empty set for all that were kept."""


def _made(part: type[Part], values: dict[str, Any]) -> Any:
    made = part.__new__(part)
    if len(values) > _NAMES:
        _set_values(made, values)
    else:
        for name, value in values.items():
            _set_value(made, name, value)
    _set_written(made, _UNTOLD)
    _set_extra(made, None)
    _set_own(made, None)
    return made


class Part(BaseModel):
    """A group of fields inside a record; unknown keys are refused and values cannot change."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Set every field of a first one: Python then keeps the names once for all, not a dict of them in each."""
        _made(cls, dict.fromkeys(cls.model_fields))

    def __reduce__(self) -> tuple[Callable[..., Part], tuple[Any, ...]]:
        """Keep the values and nothing else: which of them were written does not matter once they were read."""
        return unpacked, (type(self), packed(self))


class Record(Part):
    """What every record file may carry."""

    sample: Flag = field(
        "Là mẫu minh họa", "Ghi true cho bài bịa ra để minh họa; trang sẽ ghi rõ là mẫu.", default=False
    )
    redirect_from: tuple[Identifier, ...] = field(
        "Mã cũ", "Các mã cũ của bài này; địa chỉ cũ sẽ chuyển về địa chỉ mới.", example="[ba-hoa-hien-dat]", default=()
    )


@dataclass(frozen=True)
class FieldFacts:
    """What the declaration of one field says, ready for checks, references and help pages."""

    key: str
    label: str
    hint: str
    example: str
    required: bool
    required_at: tuple[str, str] | None
    least: int | None
    most: int | None
    private: bool
    future: bool
    many: bool
    keyed: bool
    shape: Shape
    part: type[Part] | None
    choices: type[Choice] | None
    ref: Ref | None
    known: Known | None
    type: Any

    @property
    def sample(self) -> str:
        """An example of what to type: the field's own, else that of its shape, or ""."""
        shaped = self.shape.example
        return self.example or (f"[{shaped}]" if self.many and shaped else shaped)

    @property
    def bounds(self) -> str:
        """How long or how large the value may be, in words, or ""."""
        counted = " mục" if self.many else " ký tự" if self.type is str else ""
        if self.least is None:
            return f"Nhiều nhất {self.most}{counted}" if self.most is not None else ""
        return (
            f"Từ {self.least} đến {self.most}{counted}" if self.most is not None else f"Ít nhất {self.least}{counted}"
        )

    @property
    def typed(self) -> str:
        """What a person types for the field, as a sentence without its full stop."""
        words = self.shape.words
        if self.keyed:
            return f"Nhóm dòng “mã: …”; sau mỗi mã là {words}"
        return f"Danh sách; mỗi mục là {words}" if self.many else f"{words[0].upper()}{words[1:]}"


def _unwrap(annotation: Any) -> tuple[Any, list[Any], bool, bool]:
    """Return the innermost type of an annotation, the markers on the way, whether it is many, and many by keys."""
    markers: list[Any] = []
    many = keyed = False
    while True:
        origin = typing.get_origin(annotation)
        if origin is Annotated:
            annotation, *found = typing.get_args(annotation)
            markers += found
        elif origin in (typing.Union, types.UnionType):
            annotation = next(arg for arg in typing.get_args(annotation) if arg is not type(None))
        elif origin in (tuple, list):
            many = True
            annotation = typing.get_args(annotation)[0]
        elif origin is dict:
            many = keyed = True
            annotation = typing.get_args(annotation)[1]
        else:
            return annotation, markers, many, keyed


def _shape(inner: Any, markers: list[Any]) -> Shape:
    if isinstance(inner, type) and issubclass(inner, Part):
        return Shape.GROUP
    if isinstance(inner, type) and issubclass(inner, Choice):
        return Shape.CHOICE
    return next((marker for marker in markers if isinstance(marker, Shape)), None) or inner.shape


def _facts(key: str, info: FieldInfo) -> FieldFacts:
    inner, markers, many, keyed = _unwrap(info.annotation)
    markers = [*info.metadata, *markers]
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    required_at = extra.get("required_at")
    examples = info.examples or [""]
    is_class = isinstance(inner, type)
    return FieldFacts(
        key=info.alias or key,
        label=info.title or key,
        hint=info.description or "",
        example=str(examples[0]),
        required=info.is_required(),
        required_at=(str(required_at[0]), str(required_at[1])) if isinstance(required_at, list) else None,
        least=typing.cast("int | None", extra.get("least")),
        most=typing.cast("int | None", extra.get("most")),
        private=bool(extra.get("private")),
        future=bool(extra.get("future")),
        many=many,
        keyed=keyed,
        shape=_shape(inner, markers),
        part=inner if is_class and issubclass(inner, Part) else None,
        choices=inner if is_class and issubclass(inner, Choice) else None,
        ref=next((marker for marker in markers if isinstance(marker, Ref)), None),
        known=next((marker for marker in markers if isinstance(marker, Known)), None),
        type=inner,
    )


@cache
def fields_of(part: type[Part]) -> dict[str, FieldFacts]:
    """Return the declared fields by the key that staff write: its own in order, then those that all records share."""
    inherited = Record.model_fields if part is not Record else {}
    own = sorted(part.model_fields.items(), key=lambda item: item[0] in inherited)
    return {facts.key: facts for facts in (_facts(key, info) for key, info in own)}


Convert = Callable[[Any], Any]

day_of: Final = lru_cache(maxsize=8192)(date.fromordinal)
"""The day of an ordinal: days come again and again, and one object stands for each."""


@dataclass(frozen=True)
class _Packing:
    """How a group becomes plain values: the names of its fields, and those whose values have to be converted."""

    names: tuple[str, ...]
    packs: tuple[tuple[int, Convert], ...]
    unpacks: tuple[tuple[str, Convert], ...]


@cache
def _packing(part: type[Part]) -> _Packing:
    names = tuple(part.model_fields)
    ways = [_conversion(_facts(key, info)) for key, info in part.model_fields.items()]
    return _Packing(
        names,
        tuple((number, way[0]) for number, way in enumerate(ways) if way),
        tuple((name, way[1]) for name, way in zip(names, ways, strict=True) if way),
    )


def _conversion(facts: FieldFacts) -> tuple[Convert, Convert] | None:
    """Return how a value of a field becomes one that `marshal` knows, and back; None when it is one already."""
    kind = facts.type
    ways: tuple[Convert, Convert]
    if facts.keyed:
        return pickle.dumps, pickle.loads
    if kind in (str, int, bool):
        return None
    if facts.part:
        ways = packed, partial(unpacked, facts.part)
    elif facts.choices:
        ways = attrgetter("value"), {choice.value: choice for choice in facts.choices}.__getitem__
    elif kind is date:
        ways = date.toordinal, day_of
    else:
        ways = pickle.dumps, pickle.loads
    if not facts.many:
        return ways
    one, back = ways
    return lambda items: tuple(map(one, items)), lambda items: tuple(map(back, items))


def packed(part: Part) -> tuple[Any, ...]:
    """Return the values of a group as plain values that `marshal` knows: a fraction of the bytes and of the time."""
    packing = _packing(type(part))
    values = [*map(part.__dict__.__getitem__, packing.names)]
    for number, pack in packing.packs:
        held = values[number]
        if held is not None:
            values[number] = pack(held)
    return tuple(values)


def unpacked(part: type[Part], plain: tuple[Any, ...]) -> Any:
    """Make a group from its packed values; they were validated when they were read."""
    packing = _packing(part)
    values = dict(zip(packing.names, plain, strict=True))
    for name, unpack in packing.unpacks:
        held = values[name]
        if held is not None:
            values[name] = unpack(held)
    return _made(part, values)


def changed(value: Any, changes: Mapping[str, Any]) -> Any:
    """Return a copy of a record or group with other values; they must be such as the fields may hold."""
    part: type[Part] = type(value)
    return _made(part, {name: getattr(value, name) for name in part.model_fields} | dict(changes))


@cache
def _attribute(part: type[Part], key: str) -> str:
    return next((name for name, info in part.model_fields.items() if (info.alias or name) == key), key)


@cache
def _all_of(part: type[Part]) -> tuple[tuple[str, FieldFacts], ...]:
    """Return every field of a group with the name of its attribute."""
    return tuple((_attribute(part, key), facts) for key, facts in fields_of(part).items())


@cache
def _texts_of(part: type[Part]) -> tuple[tuple[str, FieldFacts], ...]:
    """Return the fields of a group that hold words of a person's own, or groups that do."""
    return tuple(
        (name, facts)
        for name, facts in _all_of(part)
        if (_texts_of(facts.part) if facts.part else facts.type is str and not facts.ref)
    )


def put(value: Any, way: Loc, new: Any) -> Any:
    """Return a copy of a record, group or list in which `new` stands at a way of `walk`."""
    if not way:
        return new
    head, rest = way[0], way[1:]
    if isinstance(value, tuple):
        return tuple(put(item, rest, new) if number == head else item for number, item in enumerate(value))
    if isinstance(value, dict):
        return {**value, head: put(value[head], rest, new)}
    kind: type[Part] = type(value)
    name = _attribute(kind, str(head))
    return changed(value, {name: put(getattr(value, name), rest, new)})


def walk(
    value: Part, loc: Loc = (), fields: Callable[[type[Part]], tuple[tuple[str, FieldFacts], ...]] = _all_of
) -> Iterator[tuple[Loc, FieldFacts, Any]]:
    """Yield every filled field of a record and of the groups inside it: (way, declaration, value), items one by one."""
    for name, facts in fields(type(value)):
        held = getattr(value, name)
        if held is None:
            continue
        way = (*loc, facts.key)
        if isinstance(held, dict):
            items: Iterable[tuple[Loc, Any]] = [((*way, key), item) for key, item in held.items()]
        elif facts.many and isinstance(held, tuple):
            items = [((*way, number), item) for number, item in enumerate(held)]
        else:
            items = ((way, held),)
        for item_way, item in items:
            if isinstance(item, Part):
                yield from walk(item, item_way, fields)
            elif isinstance(item, tuple):
                for number, inner in enumerate(item):
                    if isinstance(inner, Part):
                        yield from walk(inner, (*item_way, number), fields)
                    else:
                        yield (*item_way, number), facts, inner
            else:
                yield item_way, facts, item


def texts(value: Part) -> Iterator[tuple[Loc, FieldFacts, str]]:
    """Yield what a person wrote in words of their own, not chosen from a set and no id of another record."""
    return walk(value, (), _texts_of)


def label_of(record: type[Part], loc: Loc) -> str:
    """Return the Vietnamese label of the field that `loc` names, with the groups around it: "Mô tả ảnh (ảnh thứ 1)"."""
    part: type[Part] | None = record
    labels: list[str] = []
    for step in loc:
        if isinstance(step, int):
            if labels:
                labels[-1] += f" thứ {step + 1}"
            continue
        facts = fields_of(part).get(step) if part else None
        if facts is None:
            continue
        labels.append(facts.label)
        part = facts.part
    if not labels:
        return ".".join(str(step) for step in loc)
    around = ", ".join(label[:1].lower() + label[1:] for label in reversed(labels[:-1]))
    return f"{labels[-1]} ({around})" if around else labels[-1]


def path_of(loc: Loc) -> str:
    """Return the way to a field as people write it: awards[1].level."""
    text = ""
    for step in loc:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text
