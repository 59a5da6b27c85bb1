"""The changes themselves: each is one, all are there, and the changed function runs in the place of the other."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mutants.changes import changes
from tests.mutants.putting import changed_code, function_named

SHOP = '''
class Shop:
    """A shop."""

    limit = 5

    def __init__(self, stock: int = 3) -> None:
        self.stock = stock

    @property
    def open(self) -> bool:
        """Whether anything is left."""
        return self.stock > 0

    @classmethod
    def empty(cls) -> "Shop":
        return cls(0)

    def sell(self, many: int) -> bool:
        if many > self.stock or not many:
            return False
        self.stock -= many
        return True


class Late(Shop):
    def sell(self, many: int) -> bool:
        return self.open and super().sell(many + 1)
'''


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    (tmp_path / "shop_to_change.py").write_text(SHOP, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield "shop_to_change"
    sys.modules.pop("shop_to_change", None)


def whats(source: str) -> list[str]:
    return [change.what for change in changes(f"def f(a, b=2):\n    {source}\n")]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("'''Says so.'''", []),
        ("return a", ["return a → return None"]),
        ("return None", []),
        ("x = a < b", ["Lt → LtE"]),
        ("x = a is not b", ["IsNot → Is"]),
        ("x = a < b == 1", ["Lt → LtE", "Eq → NotEq", "1 → 2"]),
        ("x = a and not b", ["And → Or", "without a", "without not b", "not b → b"]),
        ("x = True", ["True → False"]),
        ("x = 7", ["7 → 8"]),
        ("x = '7'", []),
        ("x: int = a + b", ["Add → Sub"]),
        ("await_(a)", ["without await_(a)"]),
        ("raise ValueError", ["without raise ValueError"]),
        ("a += b", ["without a += b"]),
        ("x = a if b else 0", ["if b → if not", "if → always", "0 → 1"]),
        ("if a: b()", ["if a → if not", "if → always", "without b()"]),
        ("while a: break", ["if a → if not", "without break"]),
        ("def g(): return b", ["return b → return None"]),
    ],
)
def test_what_can_be_changed_in_a_line(source: str, found: list[str]) -> None:
    assert whats(source) == found


def test_each_change_is_one_and_leaves_the_rest_alone() -> None:
    made = list(changes(SHOP))
    texts = [ast.unparse(change.function) for change in made]
    assert len(set(zip([change.name for change in made], texts, strict=True))) == len(made)
    originals = {ast.unparse(node) for node in ast.walk(ast.parse(SHOP)) if isinstance(node, ast.FunctionDef)}
    assert originals.isdisjoint(texts)
    for change in made:
        compile(ast.unparse(change.function), "shop", "exec")
        assert SHOP.splitlines()[change.line - 1].strip()


def outcome(module: str, name: str, what: str, call: str) -> object:
    """What a call gives with one change, after which the function is as before."""
    function = function_named(module, name)
    assert function is not None
    (change,) = (one for one in changes(SHOP) if (one.name, one.what) == (name, what))
    code, before = changed_code(function, change), function.__code__
    assert code is not None
    names = vars(sys.modules[module])
    bound = {"Shop": names["Shop"], "Late": names["Late"]}
    unchanged = eval(call, bound)
    function.__code__ = code
    try:
        changed = eval(call, bound)
    finally:
        function.__code__ = before
    assert changed != unchanged
    assert eval(call, bound) == unchanged
    return changed


@pytest.mark.parametrize(
    ("name", "what", "call", "given"),
    [
        ("Shop.open", "Gt → GtE", "Shop(0).open", True),
        ("Shop.empty", "0 → 1", "Shop.empty().stock", 1),
        ("Shop.sell", "Gt → GtE", "Shop(2).sell(2)", False),
        ("Shop.sell", "without not many", "Shop(2).sell(0)", True),
        ("Late.sell", "Add → Sub", "Late(2).sell(2)", True),
        ("Late.sell", "And → Or", "Late(1).sell(9)", True),
    ],
)
def test_the_changed_function_is_the_one_that_runs(shop: str, name: str, what: str, call: str, given: object) -> None:
    assert outcome(shop, name, what, call) == given


def test_a_change_that_takes_a_variable_of_the_outside_away_cannot_be_put_in(shop: str) -> None:
    function = function_named(shop, "Late.sell")
    assert function is not None
    (change,) = (one for one in changes(SHOP) if one.what == "without super().sell(many + 1)")
    assert changed_code(function, change) is None


def test_what_is_no_function_is_none(shop: str) -> None:
    assert function_named(shop, "Shop.limit") is None
    assert function_named(shop, "Shop.no_such") is None
