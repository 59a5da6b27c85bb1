"""The engine on DBOS: what is written down is sent, what the dead left is gone on with, waits outlive the process."""

import asyncio
import random
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.announcing.content import Content
from bot.announcing.engine import LEASE, Engine, Parts
from bot.announcing.office import Office
from bot.announcing.pacing import Pacer
from bot.announcing.report import Report
from bot.announcing.router import Outlet, Router
from bot.announcing.states import State
from bot.announcing.subscribers import Subscribers
from bot.announcing.workflows import system_database
from bot.people.staff import Staff
from bot.regions import Regions
from bot.settings import Approval
from data.announcing.executors import Executors
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from handlers.telegram.announcing.room import ROOM
from handlers.telegram.message.keys import TELEGRAM
from tests.announcing_runner import Told
from tests.bot.announcing.at_work import at_work
from tests.bot.announcing.conftest import OWNER, REGIONS_TABLE
from tests.bot.announcing.fake_messenger import FakeMessenger
from tests.bot.announcing.outlets import IN_A_HURRY, outlet_of, rooms
from tests.patience import LONGEST

ROOT = Path(__file__).parents[3]


class Place:
    """A database with riders, and an office that writes down only."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.messenger = FakeMessenger()
        self.staff = Staff(database, frozenset({OWNER.person}), time.time)
        self.subscribers = Subscribers(database, Regions(REGIONS_TABLE), time.time)
        self.commits = GroupCommit(database)
        self.office = Office(database, self.staff, self.subscribers, Told(), time.time, rooms, Approval.NEVER)

    async def submitted(self, riders: int) -> int:
        for rider in range(riders):
            await self.subscribers.subscribe(f"tg:{1000 + rider}")
        number = await self.office.drafts.draft(OWNER, Content("明天发冬衣"))
        await self.office.approvals.submit(OWNER, number)
        return number

    def engine(self, executor: str, clock: Callable[[], float] = time.time) -> Engine:
        parts = (self.database, self.staff, self.subscribers, Router({TELEGRAM: ROOM}), clock, asyncio.sleep)
        return Engine(Parts(*parts, executor, few=0))

    @property
    def outlet(self) -> Outlet:
        """A way out of its own for each process."""
        return outlet_of(self.messenger, Pacer(time.time, time.monotonic, asyncio.sleep, random.Random(1), IN_A_HURRY))

    async def over(self, number: int) -> Report:
        """The report once it has ended."""
        async with asyncio.timeout(LONGEST):
            # The announcement is read as the progress card reads it: nothing tells when the last row is written.
            while (report := await self.office.report(number)).state in (State.SCHEDULED, State.SENDING):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        return report


def _files_of_dbos(database: Database) -> list[Path]:
    """Its files; none on PostgreSQL, where it has a schema in the same database."""
    if not database.is_sqlite:
        return []
    path = system_database(database).removeprefix("sqlite:///")
    return [Path(path + ending) for ending in ("", "-wal", "-shm")]


@pytest.fixture
async def place(database: Database) -> AsyncIterator[Place]:
    place = Place(database)
    yield place
    await place.commits.drain()
    for file in _files_of_dbos(database):
        file.unlink(missing_ok=True)


@pytest.mark.slow
async def test_what_another_wrote_down_is_sent_once(place: Place) -> None:
    number = await place.submitted(5)
    async with at_work(place.engine("one"), place.outlet):
        report = await place.over(number)
    assert (report.state, report.counts.sent) == (State.FINISHED, 6)
    assert set(place.messenger.times.values()) == {1}
    assert await Executors(place.database).living(time.time()) == {}  # it left in order


@pytest.mark.slow
async def test_its_hour_is_waited_for_and_a_pause_before_it_leaves_one_run(place: Place) -> None:
    await place.subscribers.subscribe("tg:1")
    engine = place.engine("one")
    office = Office(place.database, place.staff, place.subscribers, engine.runner, time.time, rooms, Approval.NEVER)
    async with at_work(engine, place.outlet):
        await engine.look(ahead=True)  # DBOS has started: what takes long is not between here and the hour
        hour = int(time.time()) + 3
        number = await office.drafts.draft(OWNER, Content("明天发冬衣"), at=hour)
        await office.approvals.submit(OWNER, number)
        await office.steering.pause(OWNER, number)
        await office.steering.resume(OWNER, number)
        report = await place.over(number)
    assert (report.state, report.counts.sent) == (State.FINISHED, 2)
    assert place.messenger.times == {OWNER.person: 1, "tg:1": 1}
    started = (await place.office.find(number)).started_at
    assert started is not None
    assert started >= hour


async def test_an_idle_engine_starts_nothing(place: Place) -> None:
    engine = place.engine("one")
    await engine.look(ahead=True)
    await engine.close()
    assert await Executors(place.database).living(0) == {}
    assert not any(file.exists() for file in _files_of_dbos(place.database))


async def test_where_somebody_subscribed_it_is_ready_before_there_is_something_to_send(place: Place) -> None:
    now = time.time()
    await place.subscribers.subscribe("tg:1")
    engine = place.engine("one", lambda: now)
    await engine.look()
    # Where others may answer too, each says that it lives: they share the pace of answers.
    assert list(await Executors(place.database).living(now)) == ([] if place.database.is_sqlite else ["one"])
    await engine.look(ahead=True)
    assert list(await Executors(place.database).living(now)) == ["one"]
    await engine.close()


@pytest.mark.slow
async def test_what_was_submitted_here_begins_at_once_and_a_stop_and_start_repeats_nobody(place: Place) -> None:
    engine = place.engine("one")
    office = Office(place.database, place.staff, place.subscribers, engine.runner, time.time, rooms, Approval.NEVER)
    for rider in range(40):
        await place.subscribers.subscribe(f"tg:{1000 + rider}")
    begun = asyncio.Event()
    place.messenger.after_delivery = begun.set
    number = await office.drafts.draft(OWNER, Content("明天发冬衣"))
    async with at_work(engine, place.outlet):
        await office.approvals.submit(OWNER, number)
        await begun.wait()
    before = (await place.office.report(number)).counts
    assert before.sending == 0  # the last calls were written down
    async with at_work(place.engine("two"), place.outlet):
        report = await place.over(number)
    assert (report.state, report.counts.sent, report.counts.unknown) == (State.FINISHED, 41, 0)
    assert set(place.messenger.times.values()) == {1}


@asynccontextmanager
async def _process(url: str) -> AsyncIterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.bot.announcing.sending_process", url, "another"]
    process = await asyncio.to_thread(subprocess.Popen, command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        await asyncio.to_thread(process.communicate)


@pytest.mark.slow
async def test_what_a_killed_process_left_is_gone_on_with_and_nobody_has_it_twice(
    place: Place, database_url: str
) -> None:
    number = await place.submitted(60)
    async with _process(database_url) as process:
        assert process.stdout is not None
        lines = [await asyncio.to_thread(process.stdout.readline) for _ in range(20)]
        process.kill()
        lines += await asyncio.to_thread(process.stdout.readlines)
    told = [line.strip() for line in lines]
    async with at_work(place.engine("survivor", lambda: time.time() + LEASE + 1), place.outlet):
        report = await place.over(number)
    counts = report.counts
    assert (report.state, counts.total, counts.queued) == (State.FINISHED, 61, 0)
    assert not set(told) & set(place.messenger.times)
    missing = 61 - len(told) - len(place.messenger.times)
    assert 0 <= missing <= counts.unknown <= 10


async def test_a_workflow_that_cannot_begin_is_told_and_begun_later(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    if not place.database.is_sqlite:
        return  # there it is the same database, and without that nothing is
    file, *_ = _files_of_dbos(place.database)
    file.mkdir()  # in its way
    engine = place.engine("one")
    office = Office(place.database, place.staff, place.subscribers, engine.runner, time.time, rooms, Approval.NEVER)
    number = await office.drafts.draft(OWNER, Content("明天发冬衣"))
    await office.approvals.submit(OWNER, number)
    assert (await office.report(number)).state is State.SCHEDULED
    assert "waits: its workflow cannot begin" in caplog.text
    assert file.name in caplog.text
    file.rmdir()
    async with at_work(engine, place.outlet):
        assert (await place.over(number)).state is State.FINISHED


@pytest.mark.slow
async def test_from_the_signal_on_nobody_is_claimed_any_more(place: Place) -> None:
    number = await place.submitted(60)
    stop = asyncio.Event()
    place.messenger.after_delivery = stop.set
    engine = place.engine("one")
    async with at_work(engine, place.outlet, stop), asyncio.timeout(LONGEST):
        await stop.wait()
        while (await place.office.report(number)).counts.sending:  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.02)
        assert (await place.office.report(number)).counts.queued > 0


async def test_processes_that_send_at_the_same_time_share_the_pace(place: Place) -> None:
    await place.submitted(1)
    await Executors(place.database).beat("other", time.time() + 60, sending=True, answers=100.0)
    engine, outlet = place.engine("one"), place.outlet
    async with engine.joined(TELEGRAM, outlet):
        await engine.look()
        assert outlet.pacer.rate == (500 - 100) / 2


async def test_nothing_is_sent_before_every_channel_has_joined_nor_after_one_left(place: Place) -> None:
    number = await place.submitted(1)
    engine = place.engine("one")
    await engine.follow()
    assert await Executors(place.database).living(0) == {}
    async with engine.joined(TELEGRAM, place.outlet):
        await engine.follow()
        assert (await place.over(number)).state is State.FINISHED
    again = await place.submitted(1)
    await engine.follow()
    assert (await place.office.report(again)).state is State.SCHEDULED
    assert await Executors(place.database).living(0) == {}
