"""Puts a changed function in the place of the one that the program runs, whoever has imported it."""

import ast
import importlib
import inspect
from types import CodeType, FunctionType
from typing import Final

from tests.mutants.changes import Change, Function

_WRAPPERS: Final = ("__wrapped__", "__func__", "fget", "func")


def function_named(module: str, name: str) -> FunctionType | None:
    """The function at the bottom of decorators, properties and class methods; None where there is none."""
    found: object = importlib.import_module(module)
    for part in name.split("."):
        found = inspect.getattr_static(found, part, None)
    while found is not None and not isinstance(found, FunctionType):
        found = next((getattr(found, wrapper) for wrapper in _WRAPPERS if hasattr(found, wrapper)), None)
    return inspect.unwrap(found) if isinstance(found, FunctionType) else None


def changed_code(function: FunctionType, change: Change) -> CodeType | None:
    """The code of the changed function, with the free variables of the one that runs; None where they differ."""
    compiled = compile(_alone(change.function, function), function.__code__.co_filename, "exec", dont_inherit=True)
    code = _inside(compiled, change.function.name, function.__code__.co_firstlineno)
    return code if code is not None and code.co_freevars == function.__code__.co_freevars else None


def _alone(changed: Function, function: FunctionType) -> ast.Module:
    """A module with this function; `__class__` and other free variables become those of a function around it."""
    free = function.__code__.co_freevars
    inner = changed
    inner.decorator_list = []
    if not free:
        return ast.fix_missing_locations(ast.Module([inner], []))
    outer = ast.parse("def around():\n" + "".join(f"    {name} = None\n" for name in free))
    assert isinstance(outer.body[0], ast.FunctionDef)
    outer.body[0].body.append(inner)
    return ast.fix_missing_locations(outer)


def _inside(code: CodeType, name: str, line: int) -> CodeType | None:
    """The code of the function of this name, wherever it is compiled into."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_name == name:
                return constant
            if (found := _inside(constant, name, line)) is not None:
                return found
    return None
