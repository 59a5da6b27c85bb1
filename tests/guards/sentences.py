"""Where Chinese stands in the program: only compared with what people write, or said to them."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

_CHINESE = re.compile(r"[\u3400-\u9fff]")

_PATTERN = re.compile(r"\(\?|\||\\[dsw]|\][)?]")
"""A regular expression by its own signs, which no sentence has."""

_LIST = re.compile(r"[^\s，。！？：；「」{}]{1,10}(?:\s+[^\s，。！？：；「」{}]{1,10}){2,}")
"""Three short words and more with nothing but space between: a list to split, as Chinese sentences have no spaces."""

_COMPARING = frozenset(
    "startswith endswith removeprefix removesuffix strip lstrip rstrip partition rpartition find rfind index count"
    " maketrans translate issubset isdisjoint intersection union difference fullmatch match search".split()
)
"""Methods that look for their argument, or for themselves in it: nothing of it comes out to be said."""

_CARRYING = frozenset("split splitlines replace lower upper casefold items values keys get join format encode".split())
"""Methods whose result is made of what they are called on or with, and goes on from there."""

_GATHERING = frozenset("tuple list dict sorted enumerate zip chain reversed str".split())
"""What is called with values and gives them on together."""

_TABLES = frozenset({"EntryField"})
"""Rows of a table that is itself the one place of its names: a field of an entry stands there with all that it is."""

_LOOKED_UP = {("Command", 1): "the words that a command goes by are looked up in what people write"}
"""Arguments (what is called, which place) that are only read, though this guard cannot see it, each with its reason."""

_HANDING_ON = (
    ast.JoinedStr, ast.FormattedValue, ast.BinOp, ast.BoolOp, ast.IfExp, ast.Starred, ast.keyword, ast.Subscript,
    ast.Tuple, ast.List, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip
"""Expressions that are made of the text, so that what becomes of them becomes of it."""


@dataclass(frozen=True)
class Said:
    """A text with Chinese characters that is not only compared."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text[:40]!r} belongs into the words.py of its folder"


def keeps_words(path: str) -> bool:
    """Whether a file is a `words.py` or a `…_words.py`."""
    stem = PurePosixPath(path).stem
    return stem == "words" or stem.endswith("_words")


def said_outside_words(files: Mapping[str, str]) -> list[Said]:
    """Texts with Chinese characters that the program may say, in those of the files (text by path) that keep no words.

    A text is followed to all that becomes of it in its file, and in others that import its name. It is read, not said,
    where it only ends in a comparison, a pattern, a set or the key of a table. What the eye of this guard loses counts
    as said.
    """
    sources = [_Source.of(path, text) for path, text in files.items() if not keeps_words(path)]
    return [said for source in sources for said in _said(source, sources)]


def _said(source: "_Source", sources: list["_Source"]) -> Iterator[Said]:
    for node in ast.walk(source.tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str) and _CHINESE.search(node.value)):
            continue
        documents = isinstance(source.parents[node], ast.Expr)
        if documents or _PATTERN.search(node.value) or _LIST.fullmatch(node.value.strip()):
            continue
        if not _Flow(sources).only_compared(source, node):
            yield Said(source.path, node.lineno, node.value)


@dataclass
class _Source:
    """One file: its tree, the parent of each node, where each name is loaded, and what names of ours it imported."""

    path: str
    tree: ast.Module
    parents: dict[ast.AST, ast.AST] = field(default_factory=dict)
    loads: dict[str, list[ast.AST]] = field(default_factory=lambda: defaultdict(list))
    imported: dict[str, str] = field(default_factory=dict)
    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)

    @classmethod
    def of(cls, path: str, text: str) -> "_Source":
        source = cls(path, ast.parse(text, path))
        for node in ast.walk(source.tree):
            for child in ast.iter_child_nodes(node):
                source.parents[child] = node
            match node:
                case ast.Name(id=name, ctx=ast.Load()):
                    source.loads[name].append(node)
                case ast.Attribute(value=ast.Name(id=owner), attr=name, ctx=ast.Load()):
                    source.loads[f"{owner}.{name}"].append(node)
                case ast.FunctionDef(name=name):
                    source.functions[name] = node
                case ast.ImportFrom(module=str(module), names=names):
                    source.imported |= {alias.asname or alias.name: f"{module}.{alias.name}" for alias in names}
        return source

    def loads_within(self, names: set[str], outer: ast.AST) -> list[ast.AST]:
        return [node for name in names for node in self.loads[name] if self._inside(node, outer)]

    def _inside(self, node: ast.AST, outer: ast.AST) -> bool:
        while node in self.parents:
            node = self.parents[node]
            if node is outer:
                return True
        return False


class _Flow:
    """Follows one text: `_seen` keeps it from going in circles, `_came` says which part it was of what."""

    def __init__(self, sources: list[_Source]) -> None:
        self._sources = sources
        self._seen: set[ast.AST] = set()
        self._came: dict[ast.AST, ast.AST] = {}

    def only_compared(self, source: _Source, node: ast.AST) -> bool:
        """Whether all that becomes of it is that others are compared with it."""
        if node in self._seen:
            return True
        self._seen.add(node)
        parent = source.parents[node]
        self._came[parent] = node
        if _is_comparison(parent, node):
            return True
        match parent:
            case ast.Attribute(attr=method) if method in _CARRYING:
                return self.only_compared(source, source.parents[parent])
            case ast.Call(func=func) if func is not node:
                return self._by_call(source, parent, node)
            case ast.Assign(targets=targets):
                return self._by_name(source, targets)
            case ast.AnnAssign(target=target) | ast.NamedExpr(target=target):
                return self._by_name(source, [target])
            case ast.Return():
                return self._by_result(source, node)
            case ast.For() | ast.comprehension() if parent.iter is node:
                return self._one_by_one(source, node, parent)
        return isinstance(parent, _HANDING_ON) and self.only_compared(source, parent)

    def _all(self, source: _Source, nodes: list[ast.AST]) -> bool:
        return bool(nodes) and all(self.only_compared(source, node) for node in nodes)

    def _by_call(self, source: _Source, call: ast.Call, node: ast.AST) -> bool:
        match call.func:
            case (
                ast.Attribute(value=ast.Name(id="re"))
                | ast.Attribute(attr="fromkeys")
                | ast.Name(id="frozenset" | "set")
            ):
                return True
            case ast.Attribute(attr="replace") if node is call.args[0]:
                return True
            case ast.Name(id="zip") if node is call.args[0] and _makes_a_table(source.parents[call]):
                return True
            case ast.Attribute(attr=method):
                return method in _COMPARING or (method in _CARRYING and self.only_compared(source, call))
            case ast.Name(id=name) if any(
                node is argument and (name, place) in _LOOKED_UP for place, argument in enumerate(call.args)
            ):
                return True
            case ast.Name(id=name) if name in _TABLES:
                return True
            case ast.Name(id=name) if name in _GATHERING:
                return self.only_compared(source, call)
            case ast.Name(id=name) if name in source.functions:
                function = source.functions[name]
                return self._all(source, source.loads_within(_parameter(function, call, node), function))
        return False

    def _by_result(self, source: _Source, node: ast.AST) -> bool:
        """What a function of this file gives, wherever the file calls it."""
        while not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node = source.parents[node]
        calls = [source.parents[load] for load in source.loads[node.name]]
        return all(isinstance(call, ast.Call) for call in calls) and self._all(source, calls)

    def _by_name(self, source: _Source, targets: list[ast.expr]) -> bool:
        names = [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
        return bool(names) and all(self._everywhere(source, name) for name in names)

    def _everywhere(self, source: _Source, name: str) -> bool:
        module = source.path.removesuffix(".py").replace("/", ".")
        used = [(source, node) for node in source.loads[name]]
        for other in self._sources:
            for local, imported in other.imported.items():
                called = local if imported == f"{module}.{name}" else f"{local}.{name}" if imported == module else ""
                used += [(other, node) for node in other.loads[called]]
        return bool(used) and all(self.only_compared(where, node) for where, node in used)

    def _one_by_one(self, source: _Source, node: ast.AST, loop: ast.For | ast.comprehension) -> bool:
        names = {one.id for one in ast.walk(self._target(node, loop)) if isinstance(one, ast.Name)}
        return self._all(
            source,
            source.loads_within(names, source.parents[loop] if isinstance(loop, ast.comprehension) else loop),
        )

    def _target(self, node: ast.AST, loop: ast.For | ast.comprehension) -> ast.AST:
        """The part of the loop's target that the text comes in, as far as the file shows it."""
        if not isinstance(loop.target, ast.Tuple):
            return loop.target
        came = self._came.get(node)
        row = self._came.get(came) if came is not None else None
        match node, came:
            case ast.Call(func=ast.Name(id="zip"), args=args), ast.expr() as one if one in args:
                return loop.target.elts[args.index(one)]
            case ast.Call(), _:  # items() and enumerate()
                return loop.target.elts[-1]
            case ((ast.Tuple() | ast.List()), ast.Tuple(elts=parts)) if isinstance(row, ast.expr) and row in parts:
                return loop.target.elts[parts.index(row)]
        return loop.target


def _is_comparison(parent: ast.AST, node: ast.AST) -> bool:
    match parent:
        case ast.Compare() | ast.MatchValue() | ast.Set() | ast.Slice():
            return True
        case ast.Dict(keys=keys):
            return node in keys
        case ast.DictComp(key=part) | ast.Subscript(slice=part):
            return part is node
        case ast.Attribute(attr=method):
            return method in _COMPARING
    return False


def _makes_a_table(parent: ast.AST) -> bool:
    return isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "dict"


def _parameter(function: ast.FunctionDef, call: ast.Call, node: ast.AST) -> set[str]:
    """The name that a function has for what is given to it at this place."""
    if isinstance(node, ast.keyword):
        return {node.arg or ""}
    place = next(place for place, argument in enumerate(call.args) if argument is node)
    given = [argument.arg for argument in function.args.args]
    if place < len(given):
        return {given[place]}
    return {function.args.vararg.arg} if function.args.vararg is not None else set()
