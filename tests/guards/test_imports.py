"""Imports point downwards only: handlers → bot → data; seeds are only files."""

import subprocess
import sys
from collections.abc import Mapping

import pytest

from tests.guards.checkout import ROOT
from tests.guards.imports import Module, broken_layers, circle, our_modules, private_imports, read_modules

WEB = {"starlette", "uvicorn", "jinja2", "prometheus_client", "segno", "httptools"}


@pytest.fixture(scope="module")
def modules() -> Mapping[str, Module]:
    return our_modules()


def test_imports_point_downwards(modules: Mapping[str, Module]) -> None:
    assert list(broken_layers(modules)) == []


def test_private_names_stay_at_home(modules: Mapping[str, Module]) -> None:
    assert list(private_imports(modules)) == []


def test_no_modules_import_each_other_in_a_circle(modules: Mapping[str, Module]) -> None:
    assert circle(modules) is None


@pytest.mark.slow
def test_starting_a_command_loads_no_channel_and_no_solver() -> None:
    """Telegram takes half a second to import, scikit-learn one, the web's parts a fifth: a question needs none."""
    program = "import sys, bot.cli; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"telegram", "sklearn", "scipy", "uvloop", "aiohttp", *WEB}.isdisjoint(done.stdout.split())


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("data/x.py", "from bot.reply import Reply"),
        ("data/x.py", "import handlers.telegram.message.show"),
        ("data/x.py", "def late():\n    from telegram import Update"),
        ("bot/x.py", "from handlers.telegram import show"),
        ("bot/x.py", "import telegram.ext"),
        ("bot/x.py", "from aiohttp import web"),
        ("bot/understanding/x.py", "from ..cli import main"),
        ("bot/x.py", "import bot.cli"),
        ("bot/x.py", "from bot.cli.serving import ChannelStopped"),
        ("bot/x.py", "from bot.cli import serving"),
        ("bot/x.py", "from tests.conftest import BACKENDS"),
        ("handlers/x.py", "from seeds import words"),
        ("seeds/x.py", "from data.tables import Entry"),
        ("seeds/x.py", "import bot"),
    ],
)
def test_an_import_that_points_upwards_is_found(path: str, text: str) -> None:
    found = list(broken_layers(read_modules({"bot/cli/__init__.py": "", path: text})))
    assert len(found) == 1
    assert found[0].startswith(f"{path}:")


def test_the_composition_root_may_import_everything() -> None:
    sources = {
        "bot/cli/__init__.py": "from bot.cli import serving",
        "bot/cli/serving.py": "from handlers.telegram import service\nimport data",
        "bot/__main__.py": "import bot.cli",
    }
    assert list(broken_layers(read_modules(sources))) == []


@pytest.mark.parametrize(
    "text", ["from data.tables import _KEY", "from data._inside import key", "import data.tables as t\nt._KEY"]
)
def test_a_private_name_taken_is_found(text: str) -> None:
    assert len(list(private_imports(read_modules({"bot/x.py": text})))) == 1


def test_a_module_may_use_its_own_private_names_and_magic_ones() -> None:
    text = "import jieba\n_KEY = 1\nprint(_KEY, jieba.__file__)\nclass A:\n    def f(self): return self._x"
    assert list(private_imports(read_modules({"bot/x.py": text}))) == []


def test_a_circle_is_found_even_through_late_imports() -> None:
    sources = {
        "bot/a.py": "from bot import b",
        "bot/b.py": "def f():\n    from bot.a import x",
        "bot/c.py": "import bot.a",
    }
    found = circle(read_modules(sources))
    assert found is not None
    assert set(found) == {"bot.a", "bot.b"}
