"""The power is cut while an announcement goes out: what was not synced to the disk is gone, and nobody has it twice."""

import asyncio
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.announcing.engine import LEASE
from bot.announcing.states import State
from data.storage.engine import Database
from data.upkeep.migrating import migrate
from tests.bot.announcing.at_work import at_work
from tests.bot.announcing.test_engine import ROOT, Place

pytestmark = pytest.mark.slow

RIDERS = 60
IN_FLIGHT = 10
"""What may be unknown: two batches of claims, and outcomes that waited for a neighbour's transaction."""


class Disk:
    """The folder of a database, and what the disk surely holds of it."""

    def __init__(self, folder: Path) -> None:
        self.live, self.kept, self._library = folder / "live", folder / "kept", folder / "kept_by_disk.so"
        for made in (self.live, self.kept):
            made.mkdir()
        self.url = f"sqlite:///{self.live / 'bot.db'}"
        source = Path(__file__).with_name("kept_by_disk.c")
        command = ["cc", "-shared", "-fPIC", "-O2", "-o", str(self._library), str(source), "-ldl"]
        subprocess.run(command, check=True)

    def synced(self) -> None:
        """All of it is on the disk."""
        for file in self.live.iterdir():
            shutil.copy(file, self.kept)

    @property
    def environment(self) -> dict[str, str]:
        """For a process whose syncs are heeded."""
        return {**os.environ, "LD_PRELOAD": str(self._library), "KEPT_BY_DISK": str(self.kept)}

    def cut(self) -> None:
        """The power is cut: only what the disk surely held is there."""
        for file in self.live.iterdir():
            file.unlink()
        for file in self.kept.iterdir():
            if file.suffix != ".making":
                shutil.copy(file, self.live)


async def _told_until_cut(disk: Disk, lines: int) -> Sequence[str]:
    """Whom a process called before the power was cut, at the call of this number."""
    command = [sys.executable, "-m", "tests.bot.announcing.sending_process", disk.url, "cut"]
    process = await asyncio.to_thread(
        subprocess.Popen, command, cwd=ROOT, env=disk.environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        told = [await asyncio.to_thread(process.stdout.readline) for _ in range(lines)]
    finally:
        process.kill()
        rest, _ = await asyncio.to_thread(process.communicate)
    disk.cut()
    return [line.strip() for line in (*told, *rest.splitlines())]


@pytest.mark.skipif(shutil.which("cc") is None or sys.platform != "linux", reason="syncs are heeded by a library in C")
@pytest.mark.parametrize("seed", range(3))
async def test_nobody_has_it_twice_and_nobody_is_lost(tmp_path: Path, seed: int) -> None:
    disk = Disk(tmp_path)
    before = Database(disk.url)
    await migrate(before)
    number = await Place(before).submitted(RIDERS)
    await before.close()
    disk.synced()

    told = await _told_until_cut(disk, random.Random(seed).randint(1, RIDERS - 10))

    database = Database(disk.url)
    place = Place(database)
    async with at_work(place.engine("survivor", lambda: time.time() + LEASE + 1), place.outlet):
        report = await place.over(number)
    await place.commits.drain()
    await database.close()
    counts, later = report.counts, set(place.messenger.times)
    assert (report.state, counts.total, counts.queued, counts.sending) == (State.FINISHED, RIDERS + 1, 0, 0)
    assert len(told) == len(set(told))
    assert not set(told) & later
    missing = counts.total - len(told) - len(later)
    assert 0 <= missing <= counts.unknown <= IN_FLIGHT
