"""Each command that a document names for those who develop works, run in a copy of the checkout."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from bot.cli import parser
from tests.guards.checkout import copy_checkout
from tests.guards.papers import present_texts

_COMMAND = re.compile(r"python -m ([\w.]+)((?: (?:\"[^\"`\n]*\"|[^\s`#\"，。、,;()（）]+))*)")
NAMED: Final = sorted(
    {(module, said.strip()) for text in present_texts().values() for module, said in _COMMAND.findall(text)}
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copy_checkout(tmp_path / "checkout")


def _run(copy: Path, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("UNIONBOT_")}
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=copy, env=plain | settings, capture_output=True, text=True, check=False
    )


def _begin_a_migration(copy: Path, said: str, _: Path) -> None:
    done = _run(copy, "data.migrations", *shlex.split(said))
    assert done.returncode == 0, done.stderr
    done = _run(copy, "bot", "migrate", UNIONBOT_DATABASE_URL=f"sqlite:///{copy}/begun.db")
    assert done.returncode == 0, done.stderr
    assert " ".join(shlex.split(said)).capitalize() in done.stdout


def _collect_tests(copy: Path, said: str, _: Path) -> None:
    done = _run(copy, "pytest", *shlex.split(said), "--collect-only", "-q")
    assert done.returncode == 0, done.stdout
    assert "::test_" in done.stdout


def _measure_nothing(copy: Path, said: str, _: Path) -> None:
    """The measures take minutes: what is looked at is that each name is known, and that the tables can be renewed."""
    names = [word for word in said.split() if word not in ("SUBJECT", "…")]
    if not names:
        assert "usage: python -m tests.benchmarks" in _run(copy, "tests.benchmarks", "--help").stdout
        return
    done = _run(copy, "tests.benchmarks", *names)
    assert (done.returncode, done.stderr) == (1, "error: nothing was measured yet; run make bench first\n")
    done = _run(copy, "tests.benchmarks", "nothing")
    assert done.returncode == 2


def _carry_nothing_out(copy: Path, _: str, __: Path) -> None:
    """The worst days take half an hour: what is looked at is that each has a name."""
    assert "usage: python -m tests.soak" in _run(copy, "tests.soak", "--help").stdout
    done = _run(copy, "tests.soak", "nothing")
    assert (done.returncode, "there is no nothing" in done.stderr) == (2, True)


def _renew_answers(copy: Path, said: str, cache: Path) -> None:
    readme = copy / "README.md"
    before = readme.read_text(encoding="utf-8")
    spoilt = before.replace("来源", "出处")
    assert spoilt != before
    readme.write_text(spoilt, encoding="utf-8")
    done = _run(copy, "tests.guards.transcripts", *said.split(), UNIONBOT_CACHE=str(cache))
    assert done.returncode == 0, done.stderr
    assert readme.read_text(encoding="utf-8") == before


def _is_a_command(_: Path, said: str, __: Path) -> None:
    """Every command of the program is run by tests/bot/cli; here the words are looked up."""
    words = shlex.split(said)
    if not words or words == ["COMMAND"]:
        return
    parser().parse_args(words)


RUN: Final[dict[str, Callable[[Path, str, Path], None]]] = {
    "bot": _is_a_command,
    "data.migrations": _begin_a_migration,
    "pytest": _collect_tests,
    "tests.benchmarks": _measure_nothing,
    "tests.guards.transcripts": _renew_answers,
    "tests.soak": _carry_nothing_out,
}


def test_the_documents_name_these_commands() -> None:
    assert {module for module, _ in NAMED} == set(RUN)


@pytest.mark.parametrize(("module", "said"), NAMED, ids=[f"{module} {said}" for module, said in NAMED])
def test_what_is_named_works(copy: Path, module: str, said: str, model_cache: Path) -> None:
    RUN[module](copy, said, model_cache)
