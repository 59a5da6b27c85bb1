"""Cases with the program killed on the way: 50 conversations with 10 of the staff over a Bot API that fails."""

import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

import sqlmodel
from aiohttp import web
from sqlalchemy import func, select

from bot.cases import words as wording
from bot.cases.records import about, case_of
from bot.cases.states import What
from data.storage.engine import Database
from data.tables import CaseDelivery, CaseWord, UnionCase, table_of
from data.upkeep.migrating import migrate
from tests.benchmarks.case_worker import Union, hire, said, solved, steps, union_over
from tests.benchmarks.sheet import ROOT, Sheet, Subject
from tests.benchmarks.workplace import database_url, say, temporary_folder
from tests.postgresql import server_of_its_own

KILLS, CASES = 20, 50
SPEED: Final = 60.0
"""A minute of the union's in a second: reminders up to 40 minutes after a promise come within the run."""

PATIENCE: Final = 200.0
TAKEOVER_SECONDS: Final = 30.0
_TOO_MANY: Final = {
    "ok": False,
    "error_code": 429,
    "description": "Too Many Requests: retry after 1",
    "parameters": {"retry_after": 1},
}
_DELIVERY: Final = table_of(CaseDelivery).c
_REMINDERS: Final = (What.HALF, What.NEAR, What.OVER, What.LEAD)


@dataclass(slots=True)
class Server:
    """A Bot API that takes `latency` seconds, refuses, and breaks off before or after it acted: `faults` in all."""

    latency: tuple[float, float] = (0.005, 0.04)
    fault: float = 0.03
    delivered: list[tuple[int, str]] = field(default_factory=list)
    broken: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(5))

    async def respond(self, request: web.Request) -> web.Response:
        """Takes a message, or fails."""
        given = await request.json()
        await asyncio.sleep(self.chance.uniform(*self.latency))
        drawn = self.chance.random() / self.fault if self.fault else 3.0
        if drawn < 1:
            answer = {
                "ok": False,
                "error_code": 429,
                "description": "Too Many Requests",
                "parameters": {"retry_after": 1},
            }
            return web.json_response(answer, status=429)
        if drawn >= 2:
            self.delivered.append((int(given["chat_id"]), str(given["text"])))
        if drawn < 3 and self.fault and request.transport is not None:
            self.broken += 1
            request.transport.close()
        message = {"message_id": len(self.delivered), "date": 0, "chat": {"id": given["chat_id"], "type": "private"}}
        return web.json_response({"ok": True, "result": message})

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Its address."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self.respond)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()


class Row(NamedTuple):
    """A row of the ledger: its case, what it says, to which chat, how it stands and why, and words it must hold."""

    case: int
    what: str
    chat: int
    state: str
    reason: str | None
    mark: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a union works: its database, key, server, and when its clock began."""

    url: str
    key: Path
    server: str
    epoch: float
    speed: float

    async def worker(self, count: int) -> asyncio.subprocess.Process:
        """A process that is ready."""
        given = (self.url, str(self.key), self.server, str(self.epoch), str(self.speed), str(count))
        command = (sys.executable, "-m", "tests.benchmarks.case_worker", *given)
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
        assert process.stdout is not None
        if await process.stdout.readline() != b"ready\n":
            raise RuntimeError("the worker did not start")
        return process


def measure(sheet: Sheet) -> None:
    """See the module."""
    with temporary_folder() as folder, server_of_its_own() as server:
        for name, url in {"SQLite": database_url(folder), "PostgreSQL": server.create("bench")}.items():
            asyncio.run(_killed(sheet, name, url, folder / f"{name}.key"))
        asyncio.run(_taken_over(sheet, server.create("two"), folder / "two.key"))


@asynccontextmanager
async def _opened(url: str, key: Path, server: Server, speed: float) -> AsyncIterator[tuple[Place, Database, Union]]:
    database = Database(url)
    try:
        await migrate(database)
        async with server.serving() as address:
            place = Place(url, key, address, time.time(), speed)
            union = union_over(database, key, place.epoch, speed)
            await union.office.keys.safe()
            await hire(database, union.office)
            yield place, database, union
    finally:
        await database.close()


async def _killed(sheet: Sheet, name: str, url: str, key: Path) -> None:
    server, chance, in_flight = Server(), random.Random(11), set[int]()
    async with _opened(url, key, server, SPEED) as (place, database, union):
        say(f"{name}: {CASES} conversations, {KILLS} kills")
        for _ in range(KILLS):
            process = await place.worker(CASES)
            await asyncio.sleep(chance.uniform(0.3, 2.5))
            process.kill()
            await process.wait()
            in_flight |= await _sending(database)
        process = await place.worker(CASES)
        try:
            await _until_said(process)
            await _until_over(database)
        finally:
            process.terminate()
            await process.wait()
        rows, reminded = await _rows(database, union), await _reminded(database)
    _judge(sheet, name, server, rows, len(in_flight))
    late = sum(count != len(_REMINDERS) for number, count in reminded.items() if not solved(number))
    what = f"{name}: {KILLS} times kill -9"
    sheet.at_most(f"{what}: cases of which a reminder was lost", late, 0, "{:.0f}")
    twice = Counter((row.case, row.what, row.chat) for row in rows if row.what in _REMINDERS)
    sheet.at_most(f"{what}: reminders given twice", sum(count - 1 for count in twice.values()), 0, "{:.0f}")


async def _until_said(process: asyncio.subprocess.Process) -> None:
    """Until every conversation is held to its end."""
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        if await process.stdout.readline() != b"done\n":
            raise RuntimeError("the conversations did not come to their end")


async def _until_over(database: Database) -> None:
    """Until every reminder is given and nothing waits."""
    async with asyncio.timeout(PATIENCE):
        while True:
            await asyncio.sleep(0.5)
            states = await _states(database)
            if not states["queued"] + states["sending"] and not await _to_remind(database):
                return


async def _to_remind(database: Database) -> int:
    case = table_of(UnionCase).c
    query = select(func.count()).where(case.remind_at.is_not(None), case.closed_at.is_(None))
    async with database.engine.connect() as connection:
        return int((await connection.execute(query)).scalar_one())


async def _states(database: Database) -> Counter[str]:
    async with database.engine.connect() as connection:
        found = await connection.execute(select(_DELIVERY.state, func.count()).group_by(_DELIVERY.state))
        return Counter({str(state): int(count) for state, count in found})


async def _sending(database: Database) -> set[int]:
    async with database.engine.connect() as connection:
        return set((await connection.execute(select(_DELIVERY.id).where(_DELIVERY.state == "sending"))).scalars())


async def _reminded(database: Database) -> dict[int, int]:
    """How many reminders were given of each conversation."""
    case = table_of(UnionCase).c
    async with database.engine.connect() as connection:
        found = await connection.execute(select(case.token, case.reminded))
        return {int(str(token).split()[1]): int(count) for token, count in found}


async def _rows(database: Database, union: Union) -> Sequence[Row]:
    safe = await union.office.keys.safe()
    async with database.read() as session:
        deliveries = (await session.exec(sqlmodel.select(CaseDelivery))).all()
        words = {row.id: row for row in (await session.exec(sqlmodel.select(CaseWord))).all()}
        cases = {row.id: row for row in (await session.exec(sqlmodel.select(UnionCase))).all()}
    found = []
    for row in deliveries:
        case, word = cases[row.of_case], words.get(row.word)
        if word is not None and word.words is not None:
            mark = safe.open(word.words, about(row.of_case)).decode()
        else:
            first = wording.TO_STAFF[What(row.what)].split("\n")[0]
            mark = first.format(title=union.teller.title(case_of(case)))
        chat = row.recipient or f"tg:{1000 + int(str(case.token).split()[1])}"
        found.append(Row(row.of_case, row.what, int(chat[3:]), row.state, row.reason, mark))
    return found


def _brings(row: Row, chat: int, text: str) -> bool:
    """Whether a delivered message is that of the row."""
    return chat == row.chat and (row.mark in text if row.mark.startswith("[") else text.startswith(row.mark))


def _judge(sheet: Sheet, name: str, server: Server, rows: Sequence[Row], in_flight: int) -> None:
    said_to = Counter(server.delivered)
    got = [sum(count for told, count in said_to.items() if _brings(row, *told)) for row in rows]
    pairs = list(zip(rows, got, strict=True))
    lost = sum(count == 0 for row, count in pairs if row.state == "sent")
    twice = sum(max(0, count - 1) for _, count in pairs)
    over = [row for row in rows if row.state == "failed" and row.reason != "over"]
    kept = {row.mark for row in rows if row.what in (What.WORD, What.MORE)}
    missing = sum(said(number, step) not in kept for number in range(1, CASES + 1) for step in steps(number))
    unknown = sum(row.state == "unknown" for row in rows)
    what = f"{name}: {KILLS} times kill -9 at a random moment, {CASES} cases"
    sheet.figure(f"{what}: messages", str(len(rows)))
    sheet.at_most(f"{what}: lost", lost + missing + len(over), 0, "{:.0f}")
    sheet.at_most(f"{what}: twice", twice, 0, "{:.0f}")
    allowed = in_flight + server.broken
    sheet.at_most(f"{what}: unknown, at most those in flight ({in_flight}) or broken off", unknown, allowed, "{:.0f}")


async def _taken_over(sheet: Sheet, url: str, key: Path) -> None:
    server = Server(latency=(0.4, 0.8), fault=0.0)
    async with _opened(url, key, server, 1.0) as (place, database, _):
        say("two processes, one killed")
        other, dying = await place.worker(0), await place.worker(CASES)
        try:
            await _until(database, lambda states: states["sending"] >= 12)  # both of them carry
            dying.kill()
            await dying.wait()
            start = time.perf_counter()
            states = await _until(database, lambda states: not states["queued"] + states["sending"])
            seconds = time.perf_counter() - start
        finally:
            other.terminate()
            await other.wait()
    what = "two processes, one killed: the other has done what both had, s"
    sheet.at_most(what, seconds, TAKEOVER_SECONDS, "{:.1f}")
    sheet.figure("of its messages unknown", f"{states['unknown']} of {sum(states.values())}")


async def _until(database: Database, holds: Callable[[Counter[str]], bool]) -> Counter[str]:
    async with asyncio.timeout(PATIENCE):
        while True:
            states = await _states(database)
            if holds(states):
                return states
            await asyncio.sleep(0.1)


SUBJECT = Subject(f"Cases: {CASES} conversations through {KILLS} kills", measure)
