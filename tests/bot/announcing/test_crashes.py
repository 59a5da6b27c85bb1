"""The process dies at any call or any write; another goes on: everybody has it once, or is counted as unknown."""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.announcing.content import Content
from bot.announcing.messenger import Enclosed, Media
from bot.announcing.office import Office
from bot.announcing.states import State
from bot.announcing.subscribers import Subscribers
from bot.people.staff import Staff
from bot.regions import Regions
from bot.settings import Approval
from data.storage.engine import Database
from tests.announcing_runner import Told
from tests.bot.announcing.conftest import OWNER, REGIONS_TABLE, WRITER, Clock, Desk
from tests.bot.announcing.fake_messenger import FakeMessenger, Killed
from tests.bot.announcing.outlets import rooms

pytestmark = pytest.mark.slow

RIDERS = [f"tg:{1000 + number}" for number in range(6)]
EVERYBODY = {OWNER.person, WRITER.person, *RIDERS}
ALBUM = tuple(Enclosed(Media.PHOTO, f"photo {number}") for number in range(3))
TEXT = Content("明天发冬衣")
CONTENTS = {"text": TEXT, "album": replace(TEXT, album=ALBUM)}


class Mortal(Database):
    """Dies before or after the transaction of this number that writes; 0 is never."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.writes = self.dies_before = self.dies_after = 0

    @asynccontextmanager
    async def write_rows(self, *, durable: bool = False) -> AsyncIterator[AsyncConnection]:
        self.writes += 1
        mine = self.writes
        if mine == self.dies_before:
            raise Killed
        async with super().write_rows(durable=durable) as connection:
            yield connection
        if mine == self.dies_after:
            raise Killed


class World:
    """Announcements to a few riders, each run by as many processes as it takes."""

    def __init__(self, database: Database, url: str, content: Content) -> None:
        self.clock = Clock()
        self.content = content
        self.calls = len(EVERYBODY) * (2 if content.album else 1)
        self.messenger = FakeMessenger()
        self._url = url
        self._subscribers, self.office = self._parts(database)
        self._processes = 0
        self.stride = 1 if database.is_sqlite and not content.album else 3

    def _parts(self, database: Database) -> tuple[Subscribers, Office]:
        subscribers = Subscribers(database, Regions(REGIONS_TABLE), self.clock)
        office = Office(database, self._staff(database), subscribers, Told(), self.clock, rooms, Approval.NEVER)
        return subscribers, office

    def _staff(self, database: Database) -> Staff:
        return Staff(database, frozenset({OWNER.person, WRITER.person}), self.clock)

    async def submitted(self) -> int:
        for rider in RIDERS:
            await self._subscribers.subscribe(rider)
        self.messenger.delivered.clear()
        number = await self.office.drafts.draft(WRITER, self.content)
        await self.office.approvals.submit(WRITER, number)
        return number

    async def process(self, number: int, before: int = 0, after: int = 0) -> int:
        """One process runs it to its end or its own; gives how many transactions it wrote."""
        self._processes += 1
        database = Mortal(self._url)
        database.dies_before, database.dies_after = before, after
        subscribers, _ = self._parts(database)
        desk = Desk(database, self._staff(database), subscribers, self.messenger, self.clock)
        try:
            await desk.run(number, 1, desk.another(f"process {self._processes}"))
        finally:
            await database.close()
        return database.writes

    async def check(self, number: int, in_flight: int) -> None:
        """Everybody is accounted for, nobody has it twice, nobody is lost unsaid."""
        report = await self.office.report(number)
        counts = report.counts
        assert report.state is State.FINISHED
        assert (counts.total, counts.queued, counts.sending) == (len(EVERYBODY), 0, 0)
        assert counts.sent + counts.unknown == len(EVERYBODY)
        pieces = Counter((chat, bool(notice.album)) for chat, notice in self.messenger.delivered)
        assert set(pieces.values()) == {1}
        whole = [chat for chat, album in pieces if not album]
        assert len(EVERYBODY) - len(whole) <= counts.unknown <= in_flight
        if self.content.album:  # never the text without it
            assert {chat for chat, album in pieces if album} >= set(whole)


@pytest.fixture(params=list(CONTENTS))
def world(database: Database, database_url: str, request: pytest.FixtureRequest) -> World:
    return World(database, database_url, CONTENTS[request.param])


async def test_dead_before_or_after_any_write(world: World) -> None:
    number = await world.submitted()
    writes = await world.process(number)
    await world.check(number, in_flight=0)
    # A process on PostgreSQL costs a new connection, ten times that of a file: every third write there.
    for write in range(1, writes + 1, world.stride):
        for moment in ("before", "after"):
            number = await world.submitted()
            with pytest.raises(Killed):
                await world.process(number, **{moment: write})
            await world.process(number)
            await world.check(number, in_flight=len(EVERYBODY))


def _dies_at(count: int) -> Callable[[], None]:
    left = count

    def die() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise Killed

    return die


async def test_dead_before_or_after_any_call(world: World) -> None:
    for call in range(1, world.calls + 1, world.stride):
        for moment in ("before_call", "after_delivery"):
            number = await world.submitted()
            setattr(world.messenger, moment, _dies_at(call))
            with pytest.raises(Killed):
                await world.process(number)
            setattr(world.messenger, moment, lambda: None)
            await world.process(number)
            await world.check(number, in_flight=len(EVERYBODY))


async def test_dead_again_and_again(world: World) -> None:
    number = await world.submitted()
    for _ in range(3):  # staff, the few, everybody
        world.messenger.after_delivery = _dies_at(2)
        with pytest.raises(Killed):
            await world.process(number)
    world.messenger.after_delivery = lambda: None
    await world.process(number)
    await world.check(number, in_flight=len(EVERYBODY))
