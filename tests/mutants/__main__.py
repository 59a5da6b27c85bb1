"""`make mutants`: changes functions of a few rooms in small ways and lists the changes that no test notices.

python -m tests.mutants [FILE OR FOLDER …]; an hour for all rooms, a minute for one file.
"""

import sys
from pathlib import Path

import pytest

from tests.mutants.hunting import Fate, Hunt

ROOT = Path(__file__).parents[2]
ROOMS = ("bot/people", "bot/editing", "bot/announcing", "data/announcing", "handlers/telegram/dispatch/forms.py")
"""Where a mistake costs most: rights, what is published, what is sent to everybody."""
TESTS = (
    *("tests/bot/people", "tests/bot/editing", "tests/bot/announcing"),
    *(f"tests/handlers/telegram/{room}" for room in ("people", "editing", "announcing", "dispatch")),
)


def files(names: list[str]) -> list[str]:
    """The Python files of these files and folders, without those that hold sentences, by path from the root."""
    found = [path for name in names for path in (sorted((ROOT / name).glob("**/*.py")) or [ROOT / name])]
    return [path.relative_to(ROOT).as_posix() for path in found if path.name not in ("words.py", "__init__.py")]


def main(names: list[str]) -> int:
    """Prints what no test noticed; 0 when the hunt came to its end, whatever it found."""
    hunt = Hunt(ROOT, files(names or list(ROOMS)))
    options = ["-q", "-p", "no:randomly", "-p", "no:xdist", "-m", "not postgresql"]
    ended = pytest.main([*options, *(str(ROOT / tests) for tests in TESTS)], plugins=[hunt])
    for fate in Fate:
        print(f"{sum(one.fate is fate for one in hunt.found):5} {fate.value}")
    return 0 if hunt.found else int(ended)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
