"""`python -m data.migrations "…"` begins the next step, and leaves nothing where it cannot."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from data.upkeep.migrating import released
from tests.guards.checkout import ROOT

VERSIONS = Path("data/migrations/versions")
NEWEST = int(released()[-1][:4])


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("UNIONBOT_")}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def _steps(folder: Path) -> list[str]:
    done = _run(folder, "-c", "from data.upkeep.migrating import released; print('\\n'.join(released()))")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The floor of the data alone, to be changed."""
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def _change_a_table(copy: Path) -> None:
    table = copy / "data/tables/people.py"
    text = table.read_text(encoding="utf-8")
    changed = text.replace("    region: str | None", "    nickname: str | None = None\n    region: str | None", 1)
    assert changed != text
    table.write_text(changed, encoding="utf-8")


def test_a_changed_table_gets_the_next_number_whatever_numbers_are_missing(copy: Path) -> None:
    _change_a_table(copy)
    done = _run(copy, "-m", "data.migrations", "add nicknames")
    assert done.returncode == 0, done.stderr
    begun = (copy / VERSIONS / f"{NEWEST + 1:04}_add_nicknames.py").read_text(encoding="utf-8")
    assert f'down_revision: str | None = "{NEWEST:04}"' in begun
    assert "add_column(sa.Column('nickname'" in begun
    assert "drop" not in begun
    assert _steps(copy) == [*released(), f"{NEWEST + 1:04} Add nicknames"]
    again = _run(copy, "-m", "data.migrations", "add nothing")
    assert again.returncode == 0, again.stderr
    assert "    pass\n" in (copy / VERSIONS / f"{NEWEST + 2:04}_add_nothing.py").read_text(encoding="utf-8")


def test_a_beginning_that_fails_leaves_no_file(copy: Path) -> None:
    template = copy / "data/migrations/script.py.mako"
    template.write_text(
        template.read_text(encoding="utf-8").replace("${'\"' + down_revision + '\"' if", "${'\"9999\"' if"),
        encoding="utf-8",
    )
    before = sorted(file.name for file in (copy / VERSIONS).glob("*.py"))
    assert _run(copy, "-m", "data.migrations", "add nothing").returncode != 0
    assert sorted(file.name for file in (copy / VERSIONS).glob("*.py")) == before
    assert _steps(copy) == released()


@pytest.mark.parametrize("said", [[], [" "], ["add", "tickets"]])
def test_without_words_it_says_how(copy: Path, said: list[str]) -> None:
    done = _run(copy, "-m", "data.migrations", *said)
    assert done.returncode == 1
    assert 'python -m data.migrations "add tickets"' in done.stderr
