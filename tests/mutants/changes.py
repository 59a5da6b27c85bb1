"""Small changes of a function, each of which a test should notice."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

Function = ast.FunctionDef | ast.AsyncFunctionDef

_COMPARED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_REPLACED: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """A function with one change, and what it is in a few words; `line` counts from 1 in the file."""

    name: str
    line: int
    what: str
    function: Function


def changes(source: str) -> Iterator[Change]:
    """Every change of every function in a module; functions inside functions belong to the outer one."""
    for name, function in _functions(ast.parse(source), ""):
        for number, node in enumerate(_nodes(function)):
            for variant, what in enumerate(_whats(node)):
                changed = copy.deepcopy(function)
                _apply(changed, list(_nodes(changed))[number], variant)
                yield Change(name, getattr(node, "lineno", function.lineno), what, changed)


def _functions(node: ast.AST, within: str) -> Iterator[tuple[str, Function]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield within + child.name, child
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{within}{child.name}.")


def _nodes(function: Function) -> Iterator[ast.AST]:
    """What runs when the function is called: not its decorators, annotations, default values, docstring."""
    waiting: list[ast.AST] = list(reversed(function.body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        yield node
        below = [
            child
            for name, value in ast.iter_fields(node)
            if name not in ("annotation", "returns", "decorator_list", "args" if isinstance(node, Function) else "")
            for child in (value if isinstance(value, list) else [value])
            if isinstance(child, ast.AST)
        ]
        waiting += reversed(below)


def _whats(node: ast.AST) -> list[str]:
    """The changes that can be made at a node, by what they are."""
    match node:
        case ast.Compare(ops=ops):
            found = [(op, _COMPARED[type(op)]) for op in ops if type(op) in _COMPARED]
            return [f"{type(op).__name__} → {new.__name__}" for op, new in found]
        case ast.BoolOp(op=op, values=values):
            other = "Or" if isinstance(op, ast.And) else "And"
            return [f"{type(op).__name__} → {other}", *(f"without {ast.unparse(value)}" for value in values)]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return [f"not {ast.unparse(operand)} → {ast.unparse(operand)}"]
        case ast.BinOp(op=op) if type(op) in _REPLACED:
            return [f"{type(op).__name__} → {_REPLACED[type(op)].__name__}"]
        case ast.Constant(value=bool(value)):
            return [f"{value} → {not value}"]
        case ast.Constant(value=int(value)):
            return [f"{value} → {value + 1}"]
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            return [f"if {ast.unparse(test)} → if not", *([] if isinstance(node, ast.While) else ["if → always"])]
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.Raise() | ast.AugAssign() | ast.Continue() | ast.Break():
            return [f"without {ast.unparse(node).splitlines()[0]}"]
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            return [f"return {ast.unparse(value).splitlines()[0]} → return None"]
    return []


def _apply(within: Function, node: ast.AST, variant: int) -> None:
    """Makes one of the changes that `_whats` names."""
    match node:
        case ast.Compare(ops=ops):
            place = [place for place, op in enumerate(ops) if type(op) in _COMPARED][variant]
            ops[place] = _COMPARED[type(ops[place])]()
        case ast.BoolOp(values=values) if variant:
            values.pop(variant - 1)
            if len(values) == 1:
                _put(within, node, values[0])
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.UnaryOp(operand=operand):
            _put(within, node, operand)
        case ast.BinOp(op=op):
            node.op = _REPLACED[type(op)]()
        case ast.Constant(value=bool(value)):
            node.value = not value
        case ast.Constant(value=int(value)):
            node.value = value + 1
        case ast.If() | ast.While() | ast.IfExp():
            node.test = ast.Constant(True) if variant else ast.UnaryOp(ast.Not(), node.test)
        case ast.Return():
            node.value = ast.Constant(None)
        case _:
            _put(within, node, ast.Pass())
    ast.fix_missing_locations(within)


def _put(within: Function, old: ast.AST, new: ast.AST) -> None:
    """Puts a node in the place of another."""
    for parent in ast.walk(within):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list) and any(one is old for one in value):
                setattr(parent, name, [new if one is old else one for one in value])
