"""The house, read from the imports: which way they point, who may know MkDocs, how small its entry points are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Final

import pytest

REPO: Final = Path(__file__).resolve().parent.parent
CORE: Final = REPO / "hooks" / "exemplary"
LAYERS: Final = (
    ("text", "issues", "workers", "stages"),
    ("model", "messages_vi", "cache", "artifact", "disk", "official"),
    ("read", "images.inspect"),
    ("library", "plain_yaml"),
    ("checks", "group", "measure", "publishable"),
    ("content", "mend"),
    ("dialogue", "draft.questions", "draft.identity", "draft.compose", "draft.pledge"),
    ("images", "render", "kit", "reporters", "syndicate", "importers", "leak", "score", "report"),
    ("draft", "report.review", "mend.files", "shell", "publish", "untouched", "building", "retouch", "watch"),
    ("office",),
    ("bridge",),
)
"""A module may import its own row and the rows above it; of two names that fit, the longer one counts."""
GENERATORS: Final = {"mkdocs", "properdocs", "material", "materialx"}
HOOK_LINES: Final = 80
SCRIPT_LINES: Final = 60
LONG_SCRIPTS: Final = {"run.py"}
"""Scripts that must do without the core: they run before it is installed."""

MODULES: Final = sorted(path for path in CORE.rglob("*.py") if path != CORE / "__init__.py")
HOOKS: Final = sorted((REPO / "hooks").glob("*.py"))
SCRIPTS: Final = sorted((REPO / "scripts").glob("*.py"))


def name_of(path: Path) -> str:
    """Return the dotted name of a module of the core, without the name of the core itself."""
    parts = path.relative_to(CORE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def row_of(module: str) -> int | None:
    """Return the row in which a module stands, or None for one that nobody has given a place."""
    fitting = [
        (len(name), number)
        for number, row in enumerate(LAYERS)
        for name in row
        if module == name or module.startswith(f"{name}.")
    ]
    return max(fitting)[1] if fitting else None


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the syntax of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path, *, lazy: bool = True) -> Iterator[str]:
    """Yield the full names of what a module imports; without `lazy` only what it imports when it is loaded itself."""
    tree = tree_of(path)
    package = ["exemplary", *path.relative_to(CORE).parent.parts] if path.is_relative_to(CORE) else []
    for node in ast.walk(tree) if lazy else tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            around = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*around, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield inner if is_module(inner) else module


def is_module(name: str) -> bool:
    """Tell whether a full name is that of a module of the core."""
    path = REPO / "hooks" / Path(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def inner_imports(path: Path, *, lazy: bool = True) -> set[str]:
    """Return the modules of the core that a module imports."""
    names = {name for name in imports_of(path, lazy=lazy) if name.startswith("exemplary.")}
    return {name.removeprefix("exemplary.") for name in names} - {name_of(path)}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_has_its_place(path: Path) -> None:
    assert row_of(name_of(path)) is not None, "give it a row in LAYERS"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_up(path: Path) -> None:
    own = row_of(name_of(path))
    assert own is not None
    for name in inner_imports(path):
        row = row_of(name)
        assert row is not None, name
        assert row <= own, f"{name_of(path)} may not import {name}"


def test_no_module_is_needed_to_load_itself() -> None:
    graph = {name_of(path): inner_imports(path, lazy=False) for path in MODULES}
    for name, needed in graph.items():
        needed.discard(name.rpartition(".")[0])  # a package is loaded before what lies in it
    list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("path", [path for path in MODULES if name_of(path) != "bridge"], ids=name_of)
def test_only_the_bridge_knows_the_generator(path: Path) -> None:
    names = set(imports_of(path))
    roots = {name.partition(".")[0] for name in names if not name.startswith("importlib.metadata")}
    assert not roots & GENERATORS
    assert "importlib" not in roots, "a module could come in through the back door"


@pytest.mark.parametrize("path", HOOKS, ids=lambda path: path.name)
def test_hooks_hold_events_only(path: Path) -> None:
    hooks = {hook.stem for hook in HOOKS}
    names = set(imports_of(path))
    assert len(path.read_text(encoding="utf-8").splitlines()) <= HOOK_LINES
    assert not {name.partition(".")[0] for name in names} & (hooks | GENERATORS)
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree_of(path))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    assert not {name for name in imported if name.startswith("on_")}, "MkDocs would take it for an event"


@pytest.mark.parametrize(
    "path", [path for path in SCRIPTS if path.name not in LONG_SCRIPTS], ids=lambda path: path.name
)
def test_scripts_are_doors_and_no_rooms(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= SCRIPT_LINES


@pytest.mark.parametrize("path", [*MODULES, CORE / "__init__.py", *HOOKS, *SCRIPTS], ids=lambda path: path.name)
def test_what_others_use_is_described(path: Path) -> None:
    tree = tree_of(path)
    assert ast.get_docstring(tree)
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name
            for inner in node.body if isinstance(node, ast.ClassDef) else []:
                if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_"):
                    assert ast.get_docstring(inner), f"{node.name}.{inner.name}"
