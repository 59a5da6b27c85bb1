"""The model of the shipped seeds, kept from one run of the suite to the next over the same files."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MADE_OF = ("bot/understanding/*.py", "seeds/**/*.*", "requirements.lock")
"""What makes a model out of phrases; those are in its name."""
LATER = 2**32
"""Seconds since 1970 that no other model in a cache folder is written after: a cache drops the oldest."""


class KeptModel:
    """Where pytest keeps it; without pytest's cache (`-p no:cacheprovider`) nothing is kept."""

    def __init__(self, cache: pytest.Cache | None) -> None:
        self._all = None if cache is None else cache.mkdir("fitted-models")
        self._mine = None if self._all is None else self._all / _digest()

    def bring(self, folder: Path) -> None:
        """Copies the model into a cache folder, if there is one."""
        if self._mine is not None and self._mine.is_dir():
            shutil.copytree(self._mine, folder, dirs_exist_ok=True)

    def keep(self, folder: Path) -> None:
        """Takes over what is new in a cache folder, in the place of older models; in that folder all are to stay."""
        names = set()
        for model in folder.iterdir():
            os.utime(model, (LATER, LATER))
            names.add(model.name)
        if (
            self._all is None
            or self._mine is None
            or names == set(os.listdir(self._mine) if self._mine.is_dir() else ())
        ):
            return
        for older in self._all.iterdir():
            shutil.rmtree(older, ignore_errors=True)
        unfinished = self._all / f"unfinished-{os.getpid()}"
        shutil.copytree(folder, unfinished)
        unfinished.rename(self._mine)


def _files() -> Iterator[Path]:
    return (
        path
        for pattern in MADE_OF
        for path in sorted(ROOT.glob(pattern))
        if path.is_file() and path.parent.name != "fitted"
    )


def _digest() -> str:
    digest = hashlib.sha256()
    for path in _files():
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]
