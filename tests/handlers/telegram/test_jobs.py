"""Every job that the program registers is broken, and goes on once what it needs is there again."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.bootstrap.jobs import jobs_of as jobs_of_program
from bot.bootstrap.offices import offices_over
from bot.bootstrap.parts import RunningParts
from bot.timing import Time
from bot.upkeep.jobs import Job
from data.storage.engine import Database
from data.tables import METADATA
from data.telegram.claims import Claims
from handlers.telegram.announcing.room import ROOM
from handlers.telegram.channel import Needs, build_channel
from handlers.telegram.jobs import jobs_of, updates_jobs
from handlers.telegram.message.keys import TELEGRAM
from handlers.telegram.wire.webhook import Receiver
from tests.bot.upkeep.rounds import Rounds
from tests.fake_bot_api import TOKEN, FakeBotApi, FakeRequest

_A_NIGHT = 24 * 3600


async def _rename(database: Database, before: str, after: str) -> None:
    """Every table of ours whose name has one ending gets the other one."""
    async with database.write_rows() as connection:
        for table in METADATA.sorted_tables:
            await connection.execute(text(f'ALTER TABLE "{table.name}{before}" RENAME TO "{table.name}{after}"'))


@asynccontextmanager
async def _broken(database: Database, backups: Path) -> AsyncIterator[None]:
    """There are no tables, and the folder of backups is none."""
    await _rename(database, "", "_away")
    in_the_way = not await asyncio.to_thread(backups.exists)
    if in_the_way:
        await asyncio.to_thread(backups.write_text, "no folder")
    try:
        yield
    finally:
        if in_the_way:
            await asyncio.to_thread(backups.unlink)
        await _rename(database, "_away", "")


async def test_every_registered_job_goes_on_after_an_error_and_is_reported_once(
    opened_parts: RunningParts, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "backups"
    parts = replace(opened_parts, settings=opened_parts.settings.model_copy(update={"backups": str(folder)}))
    rounds = Rounds()
    time = Time(lambda: rounds.now, lambda: rounds.now, rounds.sleep, UTC)
    offices = offices_over(parts, frozenset(), time, {TELEGRAM: ROOM})
    api = FakeBotApi()
    request = FakeRequest(api)
    needs = Needs(
        offices=offices, assistant=parts.assistant, token=TOKEN, server="http://127.0.0.1:9", jitter=random.Random(1)
    )
    channel = build_channel(needs, request, request)
    await channel.application.initialize()
    claims = Claims(parts.database, channel.ledger.bot, "this one")
    receiver = Receiver(channel.answer, channel.ledger, claims, time.clock, time.monotonic, time.sleep)
    await receiver.take(api.text(1001, "驿站在哪"))
    rounds.now += _A_NIGHT

    jobs = (*jobs_of_program(parts, offices), *jobs_of(channel, offices), *updates_jobs(receiver))
    assert {job.name for job in jobs} >= {"talks", "forms", "catalogue", "announcements", "digests", "updates"}
    async with offices.announcing.engine.joined(TELEGRAM, channel.outlet):
        for job in jobs:
            await _fails_and_goes_on(job, rounds.now, parts.database, folder, caplog)
    await channel.application.shutdown()


async def _fails_and_goes_on(
    job: Job, now: float, database: Database, backups: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rounds = Rounds()
    rounds.now = now
    async with AsyncExitStack() as kept:
        async with _broken(database, backups):
            await kept.enter_async_context(rounds.of(replace(job, first_after=0.0)))
            await rounds.next()
            await rounds.next()
            assert rounds.standing.failures == 3, job.name
            assert rounds.waits == [job.pause(1), job.pause(2), job.pause(3)]
        errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
        assert [error for error in errors if job.name in error] == errors
        assert len(errors) == 1, errors
        caplog.clear()
        await rounds.next()
        assert (rounds.standing.failures, rounds.standing.last_success) == (0, rounds.now), job.name
