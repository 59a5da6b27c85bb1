"""What modules import, read from their text without running it, and the rules of the layers."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter

from tests.guards.checkout import OURS, python_files

MAY_IMPORT = {
    "data": {"data"},
    "bot": {"bot", "data"},
    "handlers": {"handlers", "bot", "data"},
    "seeds": set[str](),
}
# They put the parts together, so they know all of them; and nothing may know them.
COMPOSITION = ("bot.cli", "bot.__main__")
"""These modules, and what lies in their packages."""
CHANNELS = {
    "telegram", "aiogram", "telebot", "fastapi", "starlette", "flask", "django", "quart", "sanic", "litestar",
    "tornado", "bottle", "uvicorn", "hypercorn", "jinja2", "httptools", "prometheus_client",
}  # fmt: skip
"""Telegram and web frameworks; aiohttp counts where its server is imported."""


@dataclass(frozen=True)
class Import:
    """One imported thing: `module` in full, `name` what is taken out of it (None for a plain import)."""

    line: int
    module: str
    name: str | None

    @property
    def top(self) -> str:
        return self.module.partition(".")[0]


@dataclass(frozen=True)
class Module:
    """A module's full name, its imports, and the private names that it reads from what it imported."""

    name: str
    path: str
    imports: tuple[Import, ...]
    private_reads: tuple[tuple[int, str], ...]

    @property
    def layer(self) -> str:
        return self.name.partition(".")[0]


@cache
def our_modules() -> dict[str, Module]:
    """The modules of the checkout, read once: two seconds."""
    return read_modules(python_files(*OURS))


def read_modules(sources: Mapping[str, str]) -> dict[str, Module]:
    """The modules of files (path from the root, text), by full name."""
    found = (_read(path, text) for path, text in sources.items())
    return {module.name: module for module in found}


def _read(path: str, text: str) -> Module:
    name = path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    package = name if path.endswith("__init__.py") else name.rpartition(".")[0]
    tree = ast.parse(text, path)
    imports: list[Import] = []
    bound: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                imports += [Import(node.lineno, alias.name, None) for alias in names]
                bound.update(alias.asname or alias.name.partition(".")[0] for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                base = package.split(".")[: len(package.split(".")) - level + 1] if level else []
                full = ".".join([*base, module] if module else base)
                imports += [Import(node.lineno, full, alias.name) for alias in names]
                bound.update(alias.asname or alias.name for alias in names)
    reads = [
        (node.lineno, f"{node.value.id}.{node.attr}")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in bound
        and _is_private(node.attr)
    ]
    return Module(name, path, tuple(imports), tuple(reads))


def _is_private(name: str) -> bool:
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


def broken_layers(modules: Mapping[str, Module]) -> Iterator[str]:
    """Imports that point upwards, and channels known below the channels."""
    for module in modules.values():
        for one in module.imports:
            where = f"{module.path}:{one.line}: {module.name}"
            target = f"{one.module}.{one.name}" if f"{one.module}.{one.name}" in modules else one.module
            if _composes(target) and not _composes(module.name):
                yield f"{where} imports {target}, which puts everything together and is imported by nothing"
            if _composes(module.name):
                continue
            if one.top in {*MAY_IMPORT, "tests"} and one.top not in MAY_IMPORT[module.layer]:
                yield f"{where} imports {target}; {module.layer}/ may import {sorted(MAY_IMPORT[module.layer])} only"
            web_server = one.module.startswith("aiohttp.web") or (one.module, one.name) == ("aiohttp", "web")
            if module.layer != "handlers" and (one.top in CHANNELS or web_server):
                yield f"{where} imports {one.module}; a channel is known in handlers/ only"


def _composes(name: str) -> bool:
    return name in COMPOSITION or name.startswith(tuple(f"{package}." for package in COMPOSITION))


def private_imports(modules: Mapping[str, Module]) -> Iterator[str]:
    """Private names, or names of private modules, taken from another module."""
    for module in modules.values():
        for one in module.imports:
            parts = [*one.module.split("."), *([one.name] if one.name is not None else [])]
            if any(_is_private(part) for part in parts):
                yield f"{module.path}:{one.line}: imports the private {'.'.join(parts)}"
        for line, read in module.private_reads:
            yield f"{module.path}:{line}: reads the private {read} of what it imported"


def circle(modules: Mapping[str, Module]) -> list[str] | None:
    """Modules that import each other in a circle, wherever in the file they do it; None when none do."""
    graph = {module.name: set(ours(module, modules)) for module in modules.values()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return None


def ours(module: Module, modules: Mapping[str, Module]) -> Iterator[str]:
    """The names of those modules that this one imports."""
    for one in module.imports:
        inner = f"{one.module}.{one.name}"
        if inner in modules:
            yield inner
        elif one.module in modules:
            yield one.module
