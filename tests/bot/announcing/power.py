"""A disk of which is known what it surely holds, and a power cut while an announcement goes out."""

import asyncio
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.announcing.engine import LEASE
from bot.announcing.report import Report
from data.storage.engine import Database
from data.upkeep.migrating import migrate
from tests.bot.announcing.at_work import at_work
from tests.bot.announcing.test_engine import ROOT, Place


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


@dataclass(frozen=True, slots=True)
class Cut:
    """Whom the process told before the cut, whom the next one after it, and what the ledger says in the end."""

    told: Sequence[str]
    later: frozenset[str]
    report: Report

    @property
    def twice(self) -> int:
        """How many have it twice."""
        return len(self.told) - len({*self.told}) + len(self.later & {*self.told})

    @property
    def missing(self) -> int:
        """How many do not have it; the ledger should call them unknown."""
        return self.report.counts.total - len({*self.told} | self.later)


def possible() -> bool:
    """Whether syncs can be heeded here: by a library in C."""
    return shutil.which("cc") is not None and sys.platform == "linux"


async def cut_while_sending(folder: Path, riders: int, seed: int) -> Cut:
    """An announcement to so many, the power cut at a random call, and the program started again."""
    disk = Disk(folder)
    before = Database(disk.url)
    await migrate(before)
    number = await Place(before).submitted(riders)
    await before.close()
    disk.synced()

    told = await _told_until_cut(disk, random.Random(seed).randint(1, riders - 10))

    database = Database(disk.url)
    place = Place(database)
    async with at_work(place.engine("survivor", lambda: time.time() + LEASE + 1), place.outlet):
        report = await place.over(number)
    await place.commits.drain()
    await database.close()
    return Cut(told, frozenset(place.messenger.times), report)


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
