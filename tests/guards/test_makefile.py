"""What a person types and what CI runs are the same targets."""

import os
import re
import shutil
import subprocess

import pytest

from tests.guards.checkout import ROOT

TARGETS = (
    "run",
    "test",
    "quick",
    "coverage",
    "mutants",
    "check",
    "format",
    "bench",
    "soak",
    "lock",
    "wheel",
    "sbom",
    "clean",
)


def _commands(target: str) -> list[str]:
    """The commands that `make` would run for a target in a clean checkout, without running them."""
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not installed here")
    environment = {
        name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    }
    command = [make, "--dry-run", "--always-make", target]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return [line.strip() for line in done.stdout.splitlines()]


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_can_be_made(target: str) -> None:
    assert _commands(target)


def test_every_target_is_named_here() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert phony is not None
    assert set(phony[1].split()) == set(TARGETS)


def test_make_test_checks_everything_and_installs_from_the_locks() -> None:
    commands = _commands("test")
    for wanted in (
        "ruff check .",
        "ruff format --check .",
        "/mypy",
        "bot seeds check",
        "-m pytest -n logical --dist worksteal",
    ):
        assert any(command.endswith(wanted) for command in commands), wanted
    for lock in ("requirements.lock", "requirements-dev.lock"):
        assert any("--require-hashes" in command and command.endswith(lock) for command in commands), lock


def test_make_quick_leaves_out_what_takes_long_and_ends_at_the_first_failure() -> None:
    (last,) = (command for command in _commands("quick") if "-m pytest" in command)
    assert last.endswith('-m "not slow and not postgresql" -x --failed-first')


def test_no_target_keeps_our_files_from_being_compiled_once() -> None:
    assert "\nunexport PYTHONDONTWRITEBYTECODE\n" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_make_test_installs_a_browser_or_names_the_one_command() -> None:
    (browser,) = (command for command in _commands("test") if "chromium" in command)
    assert "apt-get install -y -q --no-install-recommends chromium fonts-wqy-microhei" in browser
    assert 'echo "Missing: chromium fonts-wqy-microhei fontconfig. Run: sudo apt-get install' in browser
    assert browser.endswith("exit 1; }")


def test_make_run_installs_what_runs_and_no_more() -> None:
    commands = _commands("run")
    assert commands[-1].endswith("python -m bot run")
    assert not any("-dev.lock" in command for command in commands)


def test_ci_runs_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "make test"
