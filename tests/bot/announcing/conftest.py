"""An office over a real database, with a runner that only remembers what it was told."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from bot.announcing.office import Office
from bot.announcing.pacing import Pacer
from bot.announcing.preparing import Preparer
from bot.announcing.run import Run
from bot.announcing.sending import Sender
from bot.announcing.subscribers import Subscribers
from bot.people.staff import Staff
from bot.regions import Regions
from data.people.audit import Actor
from data.storage.engine import Database
from handlers.telegram.wire.pace import LIMITS
from tests.announcing_runner import Told
from tests.bot.announcing.fake_messenger import FakeMessenger
from tests.bot.announcing.outlets import rooms, router_of

T = TypeVar("T")

REGIONS_TABLE = """code,path,names
100000,全国,全国
150000,内蒙古自治区,内蒙古|内蒙
150100,内蒙古自治区呼和浩特市,呼和浩特|呼市
150102,内蒙古自治区呼和浩特市新城区,
150105,内蒙古自治区呼和浩特市赛罕区,赛罕
150200,内蒙古自治区包头市,包头
"""
REGION = "内蒙古自治区"
CITY = "内蒙古自治区呼和浩特市"
SAIHAN = "内蒙古自治区呼和浩特市赛罕区"
XINCHENG = "内蒙古自治区呼和浩特市新城区"
BAOTOU = "内蒙古自治区包头市"

OWNER = Actor("tg:9001", "telegram")
WRITER = Actor("tg:9002", "telegram")
APPROVER = Actor("tg:9003", "telegram")
RIDER = Actor("tg:1001", "telegram")


class Clock:
    """Time that passes only when somebody waits or a test says so."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += max(0.0, seconds)
        await asyncio.sleep(0)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
async def staff(database: Database, clock: Clock) -> Staff:
    staff = Staff(database, frozenset({OWNER.person}), clock)
    await staff.grant(OWNER, WRITER.person, "send")
    return staff


@pytest.fixture
def subscribers(database: Database, clock: Clock) -> Subscribers:
    return Subscribers(database, Regions(REGIONS_TABLE), clock)


@pytest.fixture
def office(database: Database, staff: Staff, subscribers: Subscribers, told: Told, clock: Clock) -> Office:
    return Office(database, staff, subscribers, told, clock, rooms)


class Undurable:
    """Steps that nobody remembers: as if each run were the first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def step(self, name: str, work: Callable[[], Awaitable[T]]) -> T:
        return await work()

    async def sleep(self, seconds: float) -> None:
        await self._clock.sleep(seconds)


class Desk:
    """One process's sender, and the steps of a run as the workflow takes them."""

    def __init__(
        self, database: Database, staff: Staff, subscribers: Subscribers, messenger: FakeMessenger, clock: Clock
    ) -> None:
        self.messenger = messenger
        self.clock = clock
        self.pacer = Pacer(clock, clock, clock.sleep, random.Random(1), LIMITS)
        self.router = router_of(messenger, self.pacer)
        self.preparer = Preparer(database, staff, subscribers, clock, few=3)
        self.database = database
        self.sender = self.another("first")

    def another(self, executor: str) -> Sender:
        """The sender of another process."""
        return Sender(self.database, self.router, self.clock, self.clock.sleep, executor)

    async def run(self, number: int, run: int, sender: Sender | None = None) -> None:
        """One run from its beginning, all waits left out."""
        await Run(self.preparer, sender or self.sender).carry_out(number, run, Undurable(self.clock))


@pytest.fixture
def messenger() -> FakeMessenger:
    return FakeMessenger()


@pytest.fixture
def desk(database: Database, staff: Staff, subscribers: Subscribers, messenger: FakeMessenger, clock: Clock) -> Desk:
    return Desk(database, staff, subscribers, messenger, clock)
