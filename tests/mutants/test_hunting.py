"""A hunt in a small program with tests of its own: what is caught, what is not, what no test runs."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.hunting import Fate

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TOLL = """
def toll(age: int) -> int:
    return 0 if age < 6 else 5


def sign() -> str:
    while True:
        return str(toll(30) + 1)


def unused(age: int) -> bool:
    return not age
"""
TESTS = """
import pytest
from toll_to_hunt import sign, toll

@pytest.fixture(scope="module", params=[3, 2])
def child(request):
    return request.param

def test_children_go_free(child): assert toll(child) == 0
def test_others_pay(): assert toll(30) == 5
def test_the_sign(): assert sign()
"""
HUNT = """
import sys
from pathlib import Path

import pytest
import pytest
from tests.mutants.hunting import Hunt
sys.path.insert(0, ".")
hunt = Hunt(Path("."), ["toll_to_hunt.py"])
ended = pytest.main(["-q", "-p", "no:randomly", "-p", "no:cacheprovider", "test_toll.py"], plugins=[hunt])
print(*hunt.found, f"ended {ended:d}", sep="\\n")
"""


def hunted(folder: Path, tests: str) -> list[str]:
    (folder / "toll_to_hunt.py").write_text(TOLL, encoding="utf-8")
    (folder / "test_toll.py").write_text(tests, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{HUNT}"
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_what_no_test_notices_is_listed(tmp_path: Path) -> None:
    printed = hunted(tmp_path, TESTS)
    found = {line.partition(": ")[2].rpartition(": ")[::2] for line in printed if line.startswith("toll_to_hunt.py:")}
    assert {what for what, fate in found if fate == Fate.CAUGHT.value} == {
        "toll: if age < 6 → if not", "toll: if → always", "toll: 0 → 1", "toll: 5 → 6",
        "toll: return 0 if age < 6 else 5 → return None", "sign: True → False", "sign: if True → if not",
        "sign: return str(toll(30) + 1) → return None",
    }  # fmt: skip
    assert {what for what, fate in found if fate == Fate.SURVIVED.value} == {
        "toll: Lt → LtE", "toll: 6 → 7", "sign: Add → Sub", "sign: 1 → 2", "sign: 30 → 31",
    }  # fmt: skip
    assert {what for what, fate in found if fate == Fate.NEVER_RUN.value} == {
        "unused: not age → age", "unused: return not age → return None",
    }  # fmt: skip
    assert printed[-1] == "ended 0"


def test_a_test_that_fails_anyway_judges_nothing(tmp_path: Path) -> None:
    printed = hunted(tmp_path, "from toll_to_hunt import toll\n\ndef test_wrong(): assert toll(3) == 9\n")
    fates = {line.rpartition(": ")[2] for line in printed if line.startswith("toll_to_hunt.py:")}
    assert fates == {Fate.NEVER_RUN.value}
