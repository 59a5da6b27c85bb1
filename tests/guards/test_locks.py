"""Tomorrow's install is today's: every dependency is locked, at a version that we ask for, with hashes."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.guards.checkout import ROOT

RUN, DEV, BENCH = "requirements.lock", "requirements-dev.lock", "requirements-bench.lock"
EXTRAS = {RUN: (), DEV: ("dev", "fit", "otel"), BENCH: ("dev", "fit", "otel", "bench", "e5")}
_PIN = re.compile(r"(?P<name>[\w.-]+)(?:\[[\w,-]+\])?==(?P<version>[^\s;\\]+)[^\n\\]*(?P<rest>(?:\\\n[^\n]*)*)")


@dataclass(frozen=True)
class Pin:
    """One locked version with the number of its hashes."""

    version: Version
    hashes: int


def read_pins(text: str) -> dict[str, list[Pin]]:
    """The pins of a lock file, by normalised name; several where versions of Python need different ones."""
    pins: dict[str, list[Pin]] = {}
    for found in _PIN.finditer(re.sub(r"^\s*#.*$", "", text, flags=re.M)):
        hashes = re.findall(r"--hash=sha256:[0-9a-f]{64}\b", found["rest"])
        pins.setdefault(canonicalize_name(found["name"]), []).append(Pin(Version(found["version"]), len(hashes)))
    return pins


def unlocked(requirements: list[str], pins: dict[str, list[Pin]]) -> Iterator[str]:
    """Requirements that no pin, or a wrong one, stands for."""
    for text in requirements:
        requirement = Requirement(text)
        locked = pins.get(canonicalize_name(requirement.name), [])
        if not locked:
            yield f"{text}: is not locked"
        yield from (f"{text}: locked at {pin.version}" for pin in locked if pin.version not in requirement.specifier)


def _project() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {"": project["dependencies"], **project["optional-dependencies"]}


def _lock(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", EXTRAS)
def test_every_dependency_is_locked_at_a_version_we_ask_for(name: str) -> None:
    asked = [text for part in ("", *EXTRAS[name]) for text in _project()[part]]
    assert list(unlocked(asked, read_pins(_lock(name)))) == [], "run: make lock"


@pytest.mark.parametrize("name", EXTRAS)
def test_every_line_is_a_pin_with_hashes_and_no_address(name: str) -> None:
    text = _lock(name)
    pins = read_pins(text)
    starts = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(starts) == sum(map(len, pins.values())) > 0
    assert [name for name, locked in pins.items() if any(pin.hashes == 0 for pin in locked)] == []
    assert "://" not in text


@pytest.mark.slow
def test_all_locks_agree() -> None:
    run, dev, bench = (read_pins(_lock(name)) for name in (RUN, DEV, BENCH))
    assert run == {name: dev.get(name) for name in run}
    assert dev == {name: bench.get(name) for name in dev}


def test_what_is_not_locked_is_found() -> None:
    pins = read_pins("a-b==1.2 ; python_version > '3' \\\n    --hash=sha256:" + "0" * 64 + "\n    # via c==3\nd==2\n")
    assert pins == {"a-b": [Pin(Version("1.2"), 1)], "d": [Pin(Version("2"), 0)]}
    assert list(unlocked(["A_B>=1", "a.b[x]>=2", "c"], pins)) == ["a.b[x]>=2: locked at 1.2", "c: is not locked"]
