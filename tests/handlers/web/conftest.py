"""The web channel over the shipped catalogue, asked in process: real routes, real policy, real database."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date
from itertools import count
from pathlib import Path

import httpx
import pytest

from bot.answering.assistant import Assistant
from bot.answering.memory import PersistentMemory
from bot.bootstrap.parts import shipped_regions
from bot.catalogue.snapshot import Snapshot
from bot.learning.noting import Learning
from bot.operator import Operator
from bot.people.region_choices import region_choices
from bot.people.staff import Staff
from bot.regions import Regions
from bot.stations.asking import StationAnswers
from bot.stations.finding import StationFinder
from bot.stations.holidays import ChineseHolidays
from bot.upkeep.doctor import Doctor
from bot.upkeep.jobs import Keeper
from bot.upkeep.totals import Watched
from data.people.conversations import Conversations
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from handlers.web.application import build_application
from handlers.web.desk import AssistantPort, Desk
from handlers.web.limits import Allowance, Limits
from handlers.web.metrics import Metrics
from handlers.web.pages import Pages
from handlers.web.watching import Watching
from handlers.web.webhook import Webhook
from tests.conftest import LABELLED_DAY
from tests.small_offices import doctor_of

HOME = "内蒙古自治区呼和浩特市"
TODAY: date = LABELLED_DAY.date()
NOON = LABELLED_DAY.replace(hour=12)


class Clock:
    """Time that passes only when a test says so."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="session")
def regions() -> Regions:
    return shipped_regions()


@pytest.fixture(scope="session")
def pages(regions: Regions) -> Pages:
    return Pages.shipped(region_choices(regions, HOME), Operator())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def allowance() -> Allowance:
    return Allowance()


@pytest.fixture
def webhook() -> Webhook | None:
    return None


@pytest.fixture
async def commits(database: Database) -> AsyncIterator[GroupCommit]:
    shared = GroupCommit(database)
    yield shared
    await shared.drain()


@pytest.fixture
def assistant(
    shipped_snapshot: Snapshot, regions: Regions, database: Database, commits: GroupCommit, clock: Clock
) -> AssistantPort:
    memory = PersistentMemory(Conversations(database, commits))
    stations = StationAnswers(database, regions, HOME, lambda: NOON, ChineseHolidays(), "station")
    return Assistant(shipped_snapshot, regions, HOME, memory, database, clock, lambda: TODAY, stations)


@pytest.fixture
def learning(database: Database, commits: GroupCommit, shipped_snapshot: Snapshot, clock: Clock) -> Learning:
    return Learning(database, commits, shipped_snapshot.featurizer, clock, UTC)


@pytest.fixture
def keeper(clock: Clock) -> Keeper:
    return Keeper(clock, asyncio.sleep)


@pytest.fixture
def watched(clock: Clock) -> Watched:
    return Watched(clock)


@pytest.fixture
def doctor(database: Database, clock: Clock, tmp_path: Path) -> Doctor:
    return doctor_of(database, Staff(database, frozenset(), clock), tmp_path / "backups", clock)


@pytest.fixture
def desk(
    assistant: AssistantPort,
    learning: Learning,
    database: Database,
    regions: Regions,
    pages: Pages,
    allowance: Allowance,
    clock: Clock,
    keeper: Keeper,
    watched: Watched,
    doctor: Doctor,
) -> Desk:
    numbers = count(1)
    return Desk(
        assistant=assistant,
        stations=StationFinder(database, lambda: NOON, ChineseHolidays()),
        learning=learning,
        database=database,
        regions=regions,
        home=HOME,
        pages=pages,
        limits=Limits(allowance, clock),
        keeper=keeper,
        metrics=Metrics(keeper, watched),
        watching=Watching(database, doctor, watched),
        clock=clock,
        today=lambda: TODAY,
        new_session=lambda: f"{next(numbers):022}",
    )


@pytest.fixture
async def web(desk: Desk, webhook: Webhook | None, clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    """A browser without scripts: keeps its cookies, follows nothing by itself."""
    transport = httpx.ASGITransport(build_application(desk, clock, webhook))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture
def unbroken(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails the test at its end when an error of ours was logged."""
    yield
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
