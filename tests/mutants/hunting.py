"""A plugin of pytest that runs the tests once, then again with each change that they might notice."""

import os
import signal
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from time import monotonic
from types import CodeType, FrameType, FunctionType
from typing import cast

import pytest
from _pytest.runner import runtestprotocol

from tests.mutants.changes import Change, changes
from tests.mutants.putting import changed_code, function_named


class Fate(Enum):
    """What became of a change."""

    CAUGHT = "caught"
    SURVIVED = "survived"
    NEVER_RUN = "no test runs it"
    ENDLESS = "ran out of time"
    NOT_MADE = "cannot be put in the place of what runs"


@dataclass(frozen=True)
class Found:
    """A change of a file and what became of it."""

    path: str
    change: Change
    fate: Fate

    def __str__(self) -> str:
        return f"{self.path}:{self.change.line}: {self.change.name}: {self.change.what}: {self.fate.value}"


@dataclass
class _Seen:
    """Which tests run which of our functions, and how long each takes in seconds."""

    tests: dict[CodeType, list[pytest.Item]] = field(default_factory=lambda: defaultdict(list))
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass
class Hunt:
    """Hunts in files of the checkout, by path from `root`; `found` is filled as it goes."""

    root: Path
    paths: Sequence[str]
    found: list[Found] = field(default_factory=list)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Takes the place of the one run of all tests."""
        if session.testsfailed or not session.items:
            raise session.Interrupted("the tests cannot be collected")
        targets = list(self._targets())
        seen = self._first_run(session, {function.__code__ for _, _, function in targets if function is not None})
        for path, change, function in targets:
            fate = Fate.NOT_MADE if function is None else _fate(session, function, change, seen)
            self.found.append(Found(path, change, fate))
            if fate is not Fate.CAUGHT:
                sys.stderr.write(f"{self.found[-1]}\n")
        return True

    def _targets(self) -> Iterator[tuple[str, Change, FunctionType | None]]:
        for path in self.paths:
            module = path.removesuffix(".py").replace("/", ".")
            for change in changes((self.root / path).read_text(encoding="utf-8")):
                yield path, change, function_named(module, change.name)

    def _first_run(self, session: pytest.Session, ours: set[CodeType]) -> _Seen:
        seen = _Seen()
        for item in session.items:
            began = monotonic()
            with _noticing(ours) as run:
                passes = _passes(session, item)
            if not passes:
                sys.stderr.write(f"{item.nodeid}: fails with nothing changed, and judges nothing\n")
                continue
            seen.seconds[item.nodeid] = monotonic() - began
            for code in run:
                seen.tests[code].append(item)
        return seen


@contextmanager
def _noticing(ours: set[CodeType]) -> Iterator[set[CodeType]]:
    """Which of our functions run inside the block, in any thread that starts there."""
    run: set[CodeType] = set()

    def notice(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in ours:
            run.add(frame.f_code)

    threading.setprofile(notice)
    sys.setprofile(notice)
    try:
        yield run
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def _passes(session: pytest.Session, item: pytest.Item) -> bool:
    """Runs one test; what belongs to the whole session stays for the next, whichever that is."""
    # All of the test's own chain but the session itself is torn down: a session stands here for "any next test".
    reports = runtestprotocol(item, log=False, nextitem=cast(pytest.Item, session))
    return not any(report.failed for report in reports)


def _fate(session: pytest.Session, function: FunctionType, change: Change, seen: _Seen) -> Fate:
    """Runs the tests on the changed function in a process of their own, the quickest first."""
    tests = sorted(seen.tests[function.__code__], key=lambda test: seen.seconds[test.nodeid])
    code = changed_code(function, change)
    if code is None or not tests:
        return Fate.NOT_MADE if code is None else Fate.NEVER_RUN
    seconds = 30 + 5 * sum(seen.seconds[test.nodeid] for test in tests)
    child = os.fork()
    if child == 0:
        _be_quiet()
        signal.alarm(int(seconds))
        function.__code__ = code
        survived = all(_passes(session, test) for test in tests)
        os._exit(0 if survived else 1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return Fate.ENDLESS if os.WTERMSIG(status) == signal.SIGALRM else Fate.CAUGHT
    return Fate.SURVIVED if os.WEXITSTATUS(status) == 0 else Fate.CAUGHT


def _be_quiet() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
