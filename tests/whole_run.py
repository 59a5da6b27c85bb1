"""What all workers of one run of the suite share: a folder, and things in it that the first to need them makes."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class WholeRun:
    """The folder of this run, and the name of this worker in it."""

    folder: Path
    worker: str

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """Holds the lock of this name: no other worker is inside meanwhile."""
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def once(self, name: str, make: Callable[[Path], None]) -> Path:
        """The file or folder of this name; `make` is called where it is to be, by one worker of the run."""
        made, finished = self.folder / name, self.folder / f"{name}.made"
        with self.alone(name):
            if not finished.exists():
                make(made)
                finished.touch()
        return made


def whole_run(temporary: pytest.TempPathFactory) -> WholeRun:
    """The run that this process is a worker of, or all of."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    base = temporary.getbasetemp()
    folder = (base.parent if worker else base) / "of-all-workers"
    folder.mkdir(exist_ok=True)
    return WholeRun(folder, worker or "only")
