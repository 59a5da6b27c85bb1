"""Cases: lists among 10,000 open and 1,000,000 closed ones, words that leave no trace, riders while the staff work."""

import asyncio
import io
import logging
import random
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC
from pathlib import Path
from typing import Final

from sqlalchemy import insert

from bot.cases.account import Month
from bot.cases.office import CaseOffice
from bot.cases.records import about
from bot.people.roles import Right
from bot.people.staff import Staff
from bot.timing import Time
from data.cases import cases
from data.cases.cases import Which
from data.people.audit import Actor
from data.storage.engine import Database
from data.tables import CaseWord, table_of
from data.upkeep.migrating import migrate
from tests.benchmarks.case_staff import beside_staff
from tests.benchmarks.case_worker import NOW, OWNER, REGION, STAFF
from tests.benchmarks.sheet import Sheet, Subject
from tests.benchmarks.workplace import database_url, say, temporary_folder
from tests.bot.cases.traces import traces, work_on
from tests.bot.cases.union import Union
from tests.postgresql import server_of_its_own
from tests.small_offices import cases_in

OPEN, CLOSED = 10_000, 1_000_000
WORDS: Final = 1_000
TIMED = 40
BAR_MS: Final = 100.0
SAID: Final = ("站长扣了我三百块押金不退", "上个月的工钱少发了一半", "电动车充电的地方太少了", "摔伤了站点不给报")

# Rows alike in what lists look at; two years of closed ones, a third of the open ones taken by nobody.
_ROWS: Final = """
WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})
INSERT INTO union_case (owner, subject, region, urgency, state, holder, opened_at, span, due_at, remind_at, reminded,
    solved_at, in_time, reopened, closed_at, emptied, agreed)
SELECT {owner}, CASE i % 4 WHEN 0 THEN 'wages' WHEN 1 THEN 'injury' WHEN 2 THEN 'dispatch' ELSE NULL END,
    '{region}', 'days', {state}, CASE WHEN i % 3 = 0 THEN NULL ELSE 'tg:' || (9100 + i % {staff}) END,
    {opened}, 1440, {due}, {remind}, 0, {solved}, {in_time}, i < 0, {closed}, {emptied}, 0
FROM n
"""
_CLOSED_ROWS: Final = _ROWS.format(
    first=1, last=CLOSED, region=REGION, staff=STAFF, owner="CASE WHEN i % 9 = 0 THEN 'o' || i ELSE NULL END",
    state="'closed'", opened=f"{NOW} - 8 * 86400 - i * 63", due="NULL", remind="NULL",
    solved=f"{NOW} - 8 * 86400 - i * 63 + (i % 90) * 3600", in_time="i % 5 > 0", closed=f"{NOW} - 86400 - i * 63",
    emptied="i % 9 > 0",
)  # fmt: skip
_OPEN_ROWS: Final = _ROWS.format(
    first=1, last=OPEN, region=REGION, staff=STAFF, owner="'p' || i", state="'open'", opened=f"{NOW} - i",
    due=f"{NOW} - 7200 + i * 3", remind=f"{NOW} + 60 + i", solved="NULL", in_time="NULL", closed="NULL",
    emptied="i < 0",
)  # fmt: skip


def measure(sheet: Sheet) -> None:
    """See the module."""
    beside_staff(sheet)
    with temporary_folder() as folder, server_of_its_own() as server:
        for name, url in {"SQLite": database_url(folder / "words"), "PostgreSQL": server.create("words")}.items():
            (folder / "words" / name).mkdir(parents=True)
            asyncio.run(_traces(sheet, name, url, folder / "words" / name))
        for name, url in {"SQLite": database_url(folder), "PostgreSQL": server.create("bench")}.items():
            asyncio.run(_measure(sheet, name, url, folder / f"{name}.key"))


async def _traces(sheet: Sheet, name: str, url: str, folder: Path) -> None:
    logged = io.StringIO()
    handler = logging.StreamHandler(logged)
    logging.basicConfig(level=logging.DEBUG, handlers=[handler], force=True)
    database = Database(url)
    try:
        await migrate(database)
        union = Union(database, folder)
        say(f"{name}: {WORDS:,} cases handed over")
        await work_on(union, WORDS)
        await union.office.relay.close()
        found = await traces(union, folder, logged.getvalue())
    finally:
        await database.close()
        logging.basicConfig(level=logging.WARNING, handlers=[], force=True)
    what = f"{name}: words of {WORDS:,} cases found in the database's files, backup, log or metrics"
    sheet.at_most(what, len(found), 0, "{:.0f}")


async def _measure(sheet: Sheet, name: str, url: str, key: Path) -> None:
    database = Database(url)
    try:
        await migrate(database)
        office = await _office(database, key)
        say(f"{name}: {CLOSED:,} closed and {OPEN:,} open cases")
        await _fill(database, office)
        await _time(sheet, name, database, office)
    finally:
        await database.close()


async def _office(database: Database, key: Path) -> CaseOffice:
    async def never(seconds: float) -> None:
        raise AssertionError(seconds)

    staff = Staff(database, frozenset({OWNER.person}), lambda: NOW)
    for number in range(STAFF):
        await staff.grant(OWNER, f"tg:{9100 + number}", Right.CASES)
    return cases_in(database, staff, Time(lambda: NOW, lambda: NOW, never, UTC), key)


async def _fill(database: Database, office: CaseOffice) -> None:
    safe = await office.keys.safe()
    async with database.write_rows() as connection:
        await connection.exec_driver_sql(_CLOSED_ROWS)
        await connection.exec_driver_sql(_OPEN_ROWS)
    words = [
        {
            "of_case": number,
            "at": NOW,
            "author": "rider",
            "kind": "said",
            "words": safe.seal(SAID[number % 4].encode(), about(number)),
        }
        for number in range(CLOSED + 1, CLOSED + OPEN + 1)
    ]
    async with database.write_rows() as connection:
        await connection.execute(insert(table_of(CaseWord)), words)
        if not database.is_sqlite:  # a server does that by itself after a while, SQLite never
            await connection.exec_driver_sql("ANALYZE")


async def _time(sheet: Sheet, name: str, database: Database, office: CaseOffice) -> None:
    chance = random.Random(7)

    def somebody() -> str:
        return f"tg:{9100 + chance.randrange(STAFF)}"

    async def board() -> None:
        await office.work.counted(somebody())

    def listed(which: Which, page: int = 0) -> Callable[[], Awaitable[object]]:
        return lambda: office.work.listed(somebody(), which, page)

    async def opened() -> None:
        await office.work.open(Actor(somebody(), "telegram"), CLOSED + chance.randrange(1, OPEN))

    matter = await office.matters.begin(Actor("tg:9100", "telegram"), CLOSED + 4, "押金不退", "m")
    month = Month(2026, 10)
    for what, done, bar in (
        ("inbox: the four counts", board, BAR_MS),
        ("inbox: mine", listed(Which.MINE), BAR_MS),
        ("inbox: unclaimed", listed(Which.UNCLAIMED), BAR_MS),
        ("inbox: unclaimed, page 300", listed(Which.UNCLAIMED, 300), BAR_MS),
        ("due soon", listed(Which.SOON), BAR_MS),
        ("overdue", listed(Which.OVERDUE), BAR_MS),
        ("the reminders that are due", lambda: cases.to_remind(database, NOW + 120, 50), BAR_MS),
        ("a case opened", opened, BAR_MS),
        ("a person's own cases", lambda: cases.of_owner(database, f"p{chance.randrange(OPEN)}", 20), BAR_MS),
        ("cases that nobody said are solved", lambda: cases.solved_before(database, NOW, 200), BAR_MS),
        ("cases whose words are to go", lambda: cases.to_empty(database, NOW - 90 * 86_400, 200), BAR_MS),
        ("cases that say the same", lambda: office.matters.alike("tg:9100", matter), BAR_MS),
    ):
        taken = await _taken(done, TIMED)
        sheet.at_most(f"{name}: {what}, p95 ms", statistics.quantiles(taken, n=20)[18], bar, "{:.1f}")
    taken = await _taken(lambda: office.accounts.of("tg:9100", month), 5)
    sheet.figure(f"{name}: the account of a month of 42,000 cases, ms", f"{statistics.median(taken):.0f}")


async def _taken(done: Callable[[], Awaitable[object]], times: int) -> list[float]:
    await done()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        await done()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


SUBJECT = Subject(f"Cases: {OPEN:,} open ones among {CLOSED:,} closed", measure)
