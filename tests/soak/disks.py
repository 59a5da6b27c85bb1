"""The disk is full or takes no writes; a database is put back, and the program killed meanwhile."""

import asyncio
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import Final

from tests.benchmarks.sheet import ROOT
from tests.benchmarks.workplace import environment
from tests.fake_bot_api import FakeBotApi
from tests.fake_bot_server import serving
from tests.soak.databases import warmed, while_it_lasts
from tests.soak.running import OWNER, answers, asked, carried_out, running
from tests.soak.table import Came, Row

WITHIN: Final = 1.0
RESTORES: Final = 20
_MOUNTED: Final = 'mount -t tmpfs -o size=%s none "$1" && shift && exec "$@"'
_READ_ONLY: Final = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"'
_EMPTY_LOG: Final = "import sqlite3; sqlite3.connect('%s').execute('PRAGMA wal_checkpoint(TRUNCATE)').fetchall()"
_NOT_HERE: Final = "no disk can be made here: to be carried out by root"


def _within(script: str, disk: Path) -> tuple[str, ...]:
    """A command behind this one sees a disk of its own at the folder."""
    return ("unshare", "--mount", "sh", "-c", script, "sh", str(disk))


def _possible(disk: Path) -> bool:
    return not subprocess.run([*_within(_MOUNTED % "1m", disk), "true"], capture_output=True, check=False).returncode


async def _full(folder: Path) -> Came:
    (disk := folder / "disk").mkdir()
    if not _possible(disk):
        return Came(_NOT_HERE, kept=False)
    api = FakeBotApi()
    async with AsyncExitStack() as stack:
        _, address = await stack.enter_async_context(serving(api))
        program = await stack.enter_async_context(
            running(f"sqlite:///{disk}/bot.db", folder, api, address, _within(_MOUNTED % "40m", disk))
        )
        await warmed(program, api)
        seen = Path(f"/proc/{program.process.pid}/root{disk}")
        await asked(program, api, 1003, "/region 赛罕区")
        # What the log already has of the disk could be written to.
        inside = ("nsenter", "--mount", "--target", str(program.process.pid), sys.executable, "-c")
        await carried_out(*inside, _EMPTY_LOG % f"{disk}/bot.db")
        filling = seen / "filling"
        _fill(filling)
        found = await while_it_lasts(program, api, 1001)
        edited, _ = await asked(program, api, 1005, "/region 赛罕区")
        forgotten, _ = await asked(program, api, 1003, "/forget")
        _remove(filling)
        region, _ = await asked(program, api, 1004, "/region 赛罕区")
        after, _ = await asked(program, api, 1004, "/mydata")
        kept, _ = await asked(program, api, 1003, "/mydata")
        owner = sum("磁盘" in message["text"] for message in answers(api, (OWNER,))[OWNER])
        damaged = "malformed" in program.printed.read_text()
    in_words = ["磁盘满" in edited, "磁盘满" in forgotten and "赛罕" in kept]
    told = (
        f"{found.told}; {sum(in_words)} of 2 writes refused in words (磁盘满了); with room again "
        f"{'all goes on' if '赛罕' in after else '**it does not go on**'}; the owner was told {owner} times"
    )
    return Came(
        told, found.within(WITHIN, WITHIN) and "赛罕" in region + after and all(in_words) and owner == 1 and not damaged
    )


def _remove(*files: Path) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def _fill(file: Path) -> None:
    with file.open("wb", buffering=0) as filling:
        for size in (2**20, 4096, 1):
            try:
                while True:
                    filling.write(b"\0" * size)
            except OSError:
                continue


async def _read_only(folder: Path) -> Came:
    (disk := folder / "disk").mkdir()
    if not _possible(folder / "disk"):
        return Came(_NOT_HERE, kept=False)
    url = f"sqlite:///{disk}/bot.db"
    command = [sys.executable, "-m", "bot"]
    own = environment(url, folder / "cache", {"UNIONBOT_WEB_PORT": "0"})
    await carried_out(*command, "ask", "你好", own=own)
    process = await asyncio.create_subprocess_exec(
        *_within(_READ_ONLY, disk), *command, "run", cwd=ROOT, env=own,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        printed, _ = await asyncio.wait_for(process.communicate(), 60)
    except TimeoutError:
        process.kill()
        printed, _ = await process.communicate()
        return Came(f"it did not end; it said: {printed.decode().splitlines()[-1:]}", kept=False)
    said = printed.decode().strip()
    told = f"it ends with code {process.returncode} and says: {said.splitlines()[-1].replace(str(folder), '…')}"
    return Came(told.replace("|", "/"), process.returncode == 1 and "Traceback" not in said)


async def _restored(folder: Path) -> Came:
    url, file, backup = f"sqlite:///{folder / 'bot.db'}", folder / "bot.db", folder / "backup.db"
    own = environment(url, folder / "cache")
    command = [sys.executable, "-m", "bot"]
    await carried_out(*command, "ask", "你好", own=own)
    await carried_out(*command, "backup", str(backup), own=own)
    with closing(sqlite3.connect(file)) as database, database:
        database.executemany("INSERT INTO person VALUES (?, NULL, 0)", [(f"tg:{n}",) for n in range(20_000)])
    (untouched := folder / "untouched.db").write_bytes(file.read_bytes())
    took = await carried_out(*command, "restore", str(backup), own=own)
    dice, quiet = random.Random(3), asyncio.subprocess.DEVNULL
    old = new = broken = 0
    for _ in range(RESTORES):
        _remove(*(folder / f"bot.db{ending}" for ending in ("", "-wal", "-shm")))
        shutil.copy(untouched, file)
        process = await asyncio.create_subprocess_exec(
            *command, "restore", str(backup), cwd=ROOT, env=own, stdout=quiet, stderr=quiet
        )
        await asyncio.sleep(took * dice.uniform(0.5, 1.0))
        if process.returncode is None:
            os.kill(process.pid, signal.SIGKILL)
        await process.wait()
        match _people_in(file):
            case 20_000:
                old += 1
            case 0:
                new += 1
            case _:
                broken += 1
    return Came(f"{old} times the database before, {new} times the backup, {broken} times neither", broken == 0)


def _people_in(file: Path) -> int:
    """How many people a sound database holds; -1 when it is none."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=rw", uri=True)) as database:
            if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return -1
            return int(database.execute("SELECT count(*) FROM person").fetchone()[0])
    except sqlite3.Error:
        return -1


ROWS: Final = (
    Row(
        "full",
        "the disk of the database is full (40 MB of memory), then has room again",
        f"danger and answers within {WITHIN:.0f} s; writes are refused in words, the owner is told once; all goes on "
        "with room again",
        _full,
    ),
    Row("read_only", "the database lies on a read-only file system", "it says so in words and ends", _read_only),
    Row(
        "restore",
        f"`restore` killed at {RESTORES} random instants of its second half (SQLite)",
        "the database before or the whole backup, never anything else",
        _restored,
    ),
)
