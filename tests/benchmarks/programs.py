"""Our program as a user starts it, on a fake Bot API in this process, with people who write to it."""

import asyncio
import itertools
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.benchmarks.sheet import ROOT
from tests.benchmarks.workplace import database_url, environment
from tests.fake_bot_api import TOKEN, FakeBotApi, Json
from tests.fake_bot_server import serving
from tests.postgresql import server_of_its_own

OWNER: Final = 9001
NO_MORE: Final[Mapping[str, str]] = {}
_PATIENCE: Final = 60.0
_UPDATES_OF_ONE = 1_000_000  # so many numbers apart begin the updates of two programs on one database


@dataclass(frozen=True, slots=True)
class Program:
    """One running process and its server."""

    api: FakeBotApi
    process: asyncio.subprocess.Process

    async def until(self, condition: Callable[[], bool]) -> None:
        """Waits until something holds; fails when the program ends or a minute passes."""
        async with asyncio.timeout(_PATIENCE):
            while not condition():
                if self.process.returncode is not None:
                    raise RuntimeError("the program ended")
                await asyncio.sleep(0.002)

    async def asked(self, update: Json) -> str:
        """Sends an update and waits for the message that comes of it."""
        before = len(self.api.sent)
        self.api.wait_in_line([update])
        await self.until(lambda: len(self.api.sent) > before)
        return str(self.api.sent[before]["text"])


@asynccontextmanager
async def program(url: str, number: int = 0, settings: Mapping[str, str] = NO_MORE) -> AsyncIterator[Program]:
    """`python -m bot run` that has answered its first message; `number` tells several on one database apart.

    `settings` are what it is started with besides.
    """
    api = FakeBotApi()
    api._update_ids = itertools.count(1 + number * _UPDATES_OF_ONE)
    more = {"UNIONBOT_TELEGRAM_TOKEN": TOKEN, "UNIONBOT_ADMINS": str(OWNER), "UNIONBOT_PERSON_LIMITS": "false"}
    async with serving(api) as (_, address):
        own = environment(url, more={**more, "UNIONBOT_TELEGRAM_API": address, **settings})
        command = (sys.executable, "-m", "bot", "run")
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=own)
        running = Program(api, process)
        try:
            await running.asked(api.text(1, "/help"))
            yield running
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


@contextmanager
def databases(folder: Path) -> Iterator[Iterator[tuple[str, str]]]:
    """The names and URLs of two filled databases: one of SQLite, one of PostgreSQL."""

    def filled() -> Iterator[tuple[str, str]]:
        for name, url in (("SQLite", database_url(folder)), ("PostgreSQL", server.create("bench"))):
            command = [sys.executable, "-m", "bot", "ask", "你好"]
            subprocess.run(command, cwd=ROOT, env=environment(url), check=True, stdout=subprocess.DEVNULL)
            yield name, url

    with server_of_its_own() as server:
        yield filled()
