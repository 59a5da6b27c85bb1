"""A union at work in a process of its own: its office over a database, Telegram's carrier, a conversation of cases.

python -m tests.benchmarks.case_worker URL KEY SERVER EPOCH SPEED CASES

The clock is `NOW` at EPOCH (seconds since 1970) and goes SPEED times as fast; CASES 0: it only serves. Every act has a
token, so that whoever takes the place of a dead process goes on where the rows say. Prints `ready`, then `done`.
"""

import asyncio
import random
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import select

from bot.announcing.pacing import Pacer
from bot.bootstrap.parts import shipped_regions
from bot.cases.accounts import Accounts
from bot.cases.clock import DutyClock, read_hours
from bot.cases.drafts import Drafts
from bot.cases.duty import Roster
from bot.cases.keeping import Keeping
from bot.cases.keys import Keys
from bot.cases.matters import Matters
from bot.cases.office import CaseOffice
from bot.cases.promises import Promises
from bot.cases.records import NotNow, Piece, Records
from bot.cases.relay import Relay
from bot.cases.reminding import Reminders
from bot.cases.riders import Draft, Riders
from bot.cases.states import Kind, Urgency
from bot.cases.telling import Teller
from bot.cases.work import Work
from bot.people.roles import Right
from bot.people.staff import Staff
from bot.stations.holidays import ChineseHolidays
from bot.timing import Time
from bot.upkeep.jobs import Keeper
from data.people.audit import Actor
from data.storage.engine import Database
from data.tables import CaseWord, UnionCase, table_of
from handlers.telegram.cases.carrying import TelegramCarrier
from handlers.telegram.wire.bot_api import BotApi
from handlers.telegram.wire.pace import LIMITS
from handlers.telegram.wire.transport import AiohttpRequest

STAFF: Final = 10
NOW: Final = int(datetime(2026, 11, 27, 10, 0, tzinfo=UTC).timestamp())
OWNER: Final = Actor("tg:9001", "telegram")
REGION: Final = "内蒙古自治区呼和浩特市玉泉区"
TOKEN: Final = "4242:TEST"

PROMISED: Final = 10
"""Minutes of duty that are promised: reminders come after 5, 8¾, 10 and 40 of them."""


@dataclass(frozen=True, slots=True)
class Union:
    """The office over a database, and what its clock says."""

    office: CaseOffice
    time: Time
    teller: Teller


def union_over(database: Database, key: Path, epoch: float, speed: float) -> Union:
    """The union; every process that is given the same has the same one."""

    def clock() -> float:
        return NOW + (time.time() - epoch) * speed

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds / min(speed, 10.0))

    times = Time(clock, clock, sleep)
    promises = Promises(DutyClock(read_hours("0:00-24:00"), ChineseHolidays()), times.zone, PROMISED)
    staff = Staff(database, frozenset({OWNER.person}), clock)
    roster, keys = Roster(database, staff), Keys(database, key)
    records = Records(database, keys, roster, promises, clock)
    # Calls are as slow as ever: the relay's clock is the true one.
    relay = Relay(records, time.time)
    work = Work(records, relay.kick)
    office = CaseOffice(
        riders=Riders(records, relay.kick),
        work=work,
        matters=Matters(records, work, relay.kick),
        accounts=Accounts(records, times.zone),
        roster=roster,
        relay=relay,
        keys=keys,
        drafts=Drafts(keys),
        keeping=Keeping(records, staff, relay.kick, 90),
        reminders=Reminders(records, relay),
        promises=promises,
    )
    return Union(office, times, Teller(lambda: {}, shipped_regions(), promises, clock, times.zone))


async def hire(database: Database, office: CaseOffice) -> None:
    """Ten who work on cases, all on duty."""
    staff = Staff(database, frozenset({OWNER.person}), lambda: NOW)
    for number in range(STAFF):
        person = f"tg:{9100 + number}"
        await staff.grant(OWNER, person, Right.CASES)
        await office.roster.keep(person, on_duty=True, regions=(), subjects=())


class Conversation:
    """One case: what its rider and its member of the staff say; half of them are solved, the others run out of time."""

    def __init__(self, office: CaseOffice, number: int, done: frozenset[str], chance: random.Random) -> None:
        self._office = office
        self._number = number
        self._done = done
        self._chance = chance
        self._rider = f"tg:{1000 + number}"
        self._staff = Actor(f"tg:{9100 + number % STAFF}", "telegram")

    async def hold(self) -> None:
        """All of it, from where it was left."""
        draft = Draft(None, REGION, Urgency.NOW, (Piece(Kind.SAID, said(self._number, "begins")),))
        # Each token stands before its act, and what is done is not waited for again.
        await self._pause(f"case {self._number}")
        receipt = await self._office.riders.hand_over(self._rider, draft, f"case {self._number}", self._rider)
        case = receipt.case.number
        if receipt.case.holder is None:
            await self._office.work.take(self._staff, case)
        for step in steps(self._number):
            if (token := f"{step} of {self._number}") not in self._done:
                await self._pause(token)
                await self._do(case, step, token)
        if solved(self._number):
            try:
                await self._office.riders.settle(self._rider, case, solved=True)
            except NotNow:  # done before the process died
                return

    async def _do(self, case: int, step: str, token: str) -> None:
        text = said(self._number, step)
        work = self._office.work
        match step.partition(" ")[0]:
            case "add":
                await self._office.riders.add(self._rider, case, Piece(Kind.SAID, text), token)
            case "ask":
                await work.ask(self._staff, case, text, token)
            case "solve":
                await work.solve(self._staff, case, text, token)
            case _:
                await work.answer(self._staff, case, text, token)

    async def _pause(self, token: str) -> None:
        if token not in self._done:
            await asyncio.sleep(self._chance.uniform(0.2, 1.5))


def said(number: int, step: str) -> str:
    """Words that nobody says twice."""
    return f"[{number} {step}]"


def steps(number: int) -> tuple[str, ...]:
    """What is said after the first words, in order."""
    return ("answer 1", "ask", "add 1", "answer 2", "add 2", "answer 3", *(("solve",) if solved(number) else ()))


def solved(number: int) -> bool:
    """Whether this case is solved in time."""
    return number % 2 == 0


async def main(url: str, key: str, server: str, epoch: float, speed: float, count: int) -> None:
    """See the module."""
    database, request = Database(url), AiohttpRequest()
    union = union_over(database, Path(key), epoch, speed)
    await request.initialize()
    chance = random.Random()
    pacer = Pacer(time.time, time.monotonic, asyncio.sleep, chance, LIMITS)
    union.office.relay.give(TelegramCarrier(BotApi(request, server, TOKEN), pacer, union.teller))
    async with Keeper(union.time.clock, union.time.sleep).keeping(*union.office.jobs()):
        print("ready", flush=True)
        done = await _done(database)
        await asyncio.gather(
            *(Conversation(union.office, number, done, chance).hold() for number in range(1, count + 1))
        )
        print("done", flush=True)
        await asyncio.Event().wait()


async def _done(database: Database) -> frozenset[str]:
    async with database.engine.connect() as connection:
        columns = (table_of(UnionCase).c.token, table_of(CaseWord).c.token)
        found = [(await connection.execute(select(column))).scalars().all() for column in columns]
    return frozenset(str(token) for tokens in found for token in tokens)


if __name__ == "__main__":
    url_, key_, server_, epoch_, speed_, count_ = sys.argv[1:]
    asyncio.run(main(url_, key_, server_, float(epoch_), float(speed_), int(count_)))
