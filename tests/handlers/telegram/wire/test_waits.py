"""What Telegram told one process to wait for holds for the next one."""

import random

import pytest
from sqlalchemy import text

from bot.announcing.pacing import Lane, Pacer
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.telegram.flood import FloodRows
from handlers.telegram.wire.pace import LIMITS
from handlers.telegram.wire.waits import Waits
from tests.handlers.telegram.conftest import Clock


async def test_a_wait_that_telegram_named_outlives_the_process(
    database: Database, commits: GroupCommit, clock: Clock
) -> None:
    first, second = (Pacer(clock, clock, clock.sleep, random.Random(1), LIMITS) for _ in range(2))
    async with Waits(FloodRows(database, commits), first, clock).kept():
        first.refused(Lane.ANNOUNCEMENTS, "tg:1", 2282)
        first.refused(Lane.ANNOUNCEMENTS, "tg:2", 2282)
    async with Waits(FloodRows(database, commits), second, clock).kept():
        assert second.announcements_wait() > 2200
        assert second.quiet


async def test_a_wait_that_cannot_be_noted_is_told_and_holds_here(
    database: Database, commits: GroupCommit, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    pacer = Pacer(clock, clock, clock.sleep, random.Random(1), LIMITS)
    async with Waits(FloodRows(database, commits), pacer, clock).kept():
        async with database.write_rows() as connection:
            await connection.execute(text("DROP TABLE flood_lane"))
        pacer.refused(Lane.ANNOUNCEMENTS, "tg:1", 60)
    (said,) = [record.getMessage() for record in caplog.records]
    # As the drivers call it: SQLite, PostgreSQL.
    assert said.startswith(("OperationalError in waits #", "ProgrammingError in waits #"))
    assert pacer.chat_wait("tg:1") > 0
    caplog.clear()
