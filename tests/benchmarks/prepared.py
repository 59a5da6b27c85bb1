"""Fixes the ledger for millions, in a process of its own; prints one JSON object.

python -m tests.benchmarks.prepared URL RECIPIENTS
"""

import asyncio
import sys
import time

import orjson
import psutil
from sqlalchemy import text

from bot.announcing.asks import Asks
from bot.announcing.content import Content
from bot.announcing.office import Office
from bot.announcing.preparing import Preparer
from bot.announcing.subscribers import Subscribers
from bot.bootstrap.parts import shipped_regions
from bot.people.staff import Staff
from data.people.audit import Actor
from data.storage.engine import Database
from data.upkeep.migrating import migrate
from handlers.telegram.announcing.room import ROOM

MB = 2**20
OWNER = Actor("tg:1", "bench")
PLACES = 500
"""For so many one can sign up."""

_SUBSCRIBED = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count)
INSERT INTO subscriber (chat, topics, area, silent, digest, state, since)
SELECT 'tg:' || (100000000 + i * 1237), ',all,', NULL, 0, 0, 'active', 0 FROM n
"""


class _Nobody:
    """Runs nothing."""

    async def begin(self, number: int, run: int) -> None: ...

    async def amend(self, number: int, version: int) -> None: ...


async def _longest_wait(database: Database, stop: asyncio.Event) -> float:
    """The longest that a small write took, in seconds; one every 20 ms."""
    longest = 0.0
    while not stop.is_set():
        start = time.perf_counter()
        async with database.write_rows() as connection:
            await connection.execute(text("UPDATE catalogue_revision SET revision = revision"))
        longest = max(longest, time.perf_counter() - start)
        await asyncio.sleep(0.02)
    return longest


async def prepare(url: str, count: int) -> dict[str, float]:
    """Seconds, memory growth, and the longest wait of another writer."""
    database = Database(url)
    await migrate(database)
    async with database.write_rows() as connection:
        await connection.execute(text(_SUBSCRIBED), {"count": count})
    staff = Staff(database, frozenset({OWNER.person}), time.time)
    subscribers = Subscribers(database, shipped_regions(), time.time)
    office = Office(database, staff, subscribers, _Nobody(), time.time, lambda: (ROOM,))
    number = await office.drafts.draft(OWNER, Content("通知"))
    await office.drafts.change(OWNER, number, asks=Asks(signup=True, places=PLACES, question=True))
    await office.approvals.submit(OWNER, number)
    preparer = Preparer(database, staff, subscribers, time.time, few=50)
    process = psutil.Process()
    stop = asyncio.Event()
    waiting = asyncio.create_task(_longest_wait(database, stop))
    before, peak, start = process.memory_info().rss, 0, time.perf_counter()
    work = asyncio.create_task(preparer.prepare(number))
    while not work.done():
        await asyncio.wait({work}, timeout=0.2)
        peak = max(peak, process.memory_info().rss)
    seconds = time.perf_counter() - start
    stop.set()
    total = work.result()
    if total != count + 1:
        raise RuntimeError(f"{total} of {count} prepared")
    longest = await waiting
    await database.close()
    return {"seconds": seconds, "growth_mb": (peak - before) / MB, "longest_ms": longest * 1000}


if __name__ == "__main__":
    print(orjson.dumps(asyncio.run(prepare(sys.argv[1], int(sys.argv[2])))).decode())
