"""The language of templates: Jinja, in which what is written and called goes straight to Python.

Jinja asks of everything that a template calls whether it wants to know the template's context, and wraps everything
that it writes as markup, also what was markup. With seventy calls and a hundred and forty values on a page, and ten
thousand pages, that is a tenth of all work; nothing that our templates call wants a context.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from datetime import date
from functools import lru_cache
from keyword import iskeyword
from pathlib import Path
from typing import Any, Final

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from ..cache import digest
from ..report.table import shown
from ..text import date_long_vi, date_vi, figure_vi, number_vi
from .flower import FlowerData, color_word, flower_words
from .flower_drawing import flower_cover, flower_svg, flower_symbol
from .names import in_sentence

_OWN: Final = digest(Path(__file__).read_bytes())
"""Another way of compiling, other compiled templates."""


class _Compiler(CodeGenerator):
    """Compiles templates as Jinja does, but for what is called, and for what is written as markup."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802 - Jinja's
        """Write a call as Python writes it; one with more to it than arguments is left to Jinja."""
        reserved = any(iskeyword(named.key) for named in node.kwargs)
        if reserved or forward_caller or node.dyn_args is not None or node.dyn_kwargs is not None:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for named in node.kwargs:
            self.write(f"{named.key}=")
            self.visit(named.value, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")


class _Environment(jinja2.Environment):
    """An environment with globals that are quickly compared, as every import does on every page."""

    code_generator_class = _Compiler

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template finds besides its values; Jinja's own chain of mappings is walked key by key."""
        return {**self.globals, **(d or {})}

    @staticmethod
    def written(value: Any) -> str:
        """Return how a value stands in a page: markup as it is, all else escaped."""
        return value if type(value) is Markup else escape(value)


def template_environment(theme: Path, compiled: Path | None, known: Mapping[str, Any]) -> jinja2.Environment:
    """Make the environment of the templates in `theme`; a name that one misspells is a fault, never empty text.

    `compiled` is a folder in which compiled templates are kept, `known` what all templates find.
    """
    environment = _Environment(
        loader=jinja2.FileSystemLoader(theme),
        bytecode_cache=jinja2.FileSystemBytecodeCache(str(compiled), f"%s-{_OWN}.cache") if compiled else None,
        auto_reload=False,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        date_vi=date_vi,
        day=_day,
        date_long=date_long_vi,
        number_vi=number_vi,
        cell=shown,
        figure=figure_vi,
        in_sentence=in_sentence,
        flower=_symbol,
        flower_alone=_flower_alone,
        flower_cover=_cover,
        flower_words=flower_words,
        color_word=color_word,
    )
    environment.globals = dict(known)
    return environment


def _symbol(data: FlowerData, *, wild: bool = False) -> Markup:
    return Markup(flower_symbol(data, wild=wild))  # noqa: S704 - our own picture, nothing typed is in it


def _cover(data: FlowerData) -> Markup:
    return Markup(flower_cover(data))  # noqa: S704 - our own picture, nothing typed is in it


def _flower_alone(data: FlowerData, title: str) -> Markup:
    """Draw the one large flower of a page, with its title and what it shows; their text is escaped there."""
    return Markup(flower_svg(data, title=title, description=flower_words(data), id_prefix="hoa"))  # noqa: S704


@lru_cache(maxsize=1024)
def _day(value: date) -> Markup:
    return Markup(f'<time datetime="{value.isoformat()}">{date_vi(value)}</time>')  # noqa: S704 - digits only
