"""Dialogues through the real Application: real handlers, real policy, real database; the network is cut at the wire."""

import logging
import random
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.announcing.office import Office as AnnouncingOffice
from bot.announcing.subscribers import Subscribers
from bot.bootstrap.parts import shipped_regions
from bot.catalogue.snapshot import Snapshot
from bot.people.staff import Staff
from bot.regions import Regions
from bot.timing import Time
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.tables import StaffName
from data.telegram.ledger import TelegramLedger
from handlers.telegram.channel import Channel, Needs, build_channel
from handlers.telegram.desk.desk import AssistantPort
from handlers.telegram.desk.limits import Allowance
from tests.announcing_runner import Told
from tests.editing_office import Office, office
from tests.fake_bot_api import TOKEN, FakeBotApi, FakeRequest, Json
from tests.handlers.telegram.recording_assistant import RecordingAssistant
from tests.small_offices import offices_in


class Clock:
    """Time that passes only when somebody waits or a test says so."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += max(0.0, seconds)


class Dialogue:
    """People who talk with the bot; each call gives what the bot said in that chat because of it."""

    def __init__(
        self,
        channel: Channel,
        api: FakeBotApi,
        request: FakeRequest,
        clock: Clock,
        rebuild: Callable[[], Channel] | None = None,
    ) -> None:
        self.channel = channel
        self._rebuild = rebuild
        self.api = api
        self.request = request
        self.clock = clock
        self.errors: list[Exception] = []

    async def restart(self) -> None:
        """The program ends and starts again: nothing is left but the database."""
        assert self._rebuild is not None
        await self.channel.application.shutdown()
        self.channel = self._rebuild()
        await self.channel.application.initialize()
        self.channel.relay.give(self.channel.carrier)

    async def take(self, update: Json) -> None:
        """Has one update answered, as the poller does."""
        numbers = await self.channel.answer(update)
        await self.channel.ledger.answered(update["update_id"], numbers)
        await self.channel.relay.idle()

    async def told(self, update: Json) -> list[Json]:
        """The messages that came of one update."""
        before = len(self.api.sent)
        await self.take(update)
        return self.api.sent[before:]

    async def say(self, user: int, text: str, chat: int | None = None, **more: object) -> list[Json]:
        return await self.told(self.api.text(user, text, chat=chat, **more))  # type: ignore[arg-type]

    async def press(self, user: int, message: Json, data: str, *, late: bool = False) -> list[Json]:
        return await self.told(self.api.press(user, message, data, late=late))

    async def upload(self, user: int, name: str, content: bytes, caption: str = "") -> list[Json]:
        return await self.told(self.api.document(user, name, content, caption=caption))

    @property
    def office(self) -> AnnouncingOffice:
        return self.channel.announcing.office

    @property
    def subscribers(self) -> Subscribers:
        return self.channel.announcing.subscribers

    def called(self, method: str) -> list[Json]:
        return [parameters for name, parameters in self.api.calls if name == method]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def assistant() -> RecordingAssistant:
    return RecordingAssistant()


@pytest.fixture
def allowance() -> Allowance:
    return Allowance()


@pytest.fixture(scope="session")
def regions() -> Regions:
    return shipped_regions()


@pytest.fixture
async def commits(database: Database) -> AsyncIterator[GroupCommit]:
    commits = GroupCommit(database)
    yield commits
    await commits.drain()


@pytest.fixture
def ledger(database: Database, commits: GroupCommit) -> TelegramLedger:
    return TelegramLedger(database, commits, 4242)


@pytest.fixture
def runner() -> Told:
    return Told()


OWNER = 9001
"""A person whom the settings name as an owner."""


ASKED = (OWNER, *range(1000, 1012), 2001, 2002, 2003, *range(9002, 9010), *range(9100, 9104))
"""Persons who were asked what they are called; what is said of that has tests of its own, with others."""


@pytest.fixture
def staff(database: Database, clock: Clock) -> Staff:
    return Staff(database, frozenset({f"tg:{OWNER}"}), clock)


@pytest.fixture
def editors(database: Database, small: Snapshot, regions: Regions, staff: Staff, clock: Clock) -> Office:
    """What those who edit work with, over the small catalogue."""
    return office(database, small, regions, staff, clock)


@pytest.fixture
def home() -> str:
    """The region served; a test for another parametrises it."""
    return "内蒙古自治区呼和浩特市"


@pytest.fixture
def new_channel(
    database: Database,
    commits: GroupCommit,
    assistant: AssistantPort,
    regions: Regions,
    allowance: Allowance,
    clock: Clock,
    staff: Staff,
    editors: Office,
    runner: Told,
    home: str,
    tmp_path: Path,
) -> Callable[[FakeRequest], Channel]:
    """Starts one more process of the bot over the same database, with nothing in its memory."""

    def build(request: FakeRequest) -> Channel:
        time = Time(clock, clock, clock.sleep, UTC)
        needs = Needs(
            offices=offices_in(editors, database, commits, regions, staff, time, tmp_path / "backups", home, runner),
            assistant=assistant,
            token=TOKEN,
            server="http://127.0.0.1:9",
            allowance=allowance,
            jitter=random.Random(1),
        )
        return build_channel(needs, request, request)

    return build


@pytest.fixture
async def dialogue(
    new_channel: Callable[[FakeRequest], Channel], clock: Clock, caplog: pytest.LogCaptureFixture, database: Database
) -> AsyncIterator[Dialogue]:
    """Fails the test at its end when the bot misused the Bot API, or logged an error that the test did not take out."""
    api = FakeBotApi()
    request = FakeRequest(api)
    channel = new_channel(request)
    async with database.write_rows() as connection:
        await connection.execute(insert(StaffName), [{"person": f"tg:{person}", "at": 0} for person in ASKED])
    await channel.application.initialize()
    api.calls.clear()
    api.now = clock
    dialogue = Dialogue(channel, api, request, clock, lambda: new_channel(request))
    channel.relay.give(channel.carrier)
    yield dialogue
    await dialogue.channel.application.shutdown()
    assert api.misuse == []
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.fixture
def unused_port() -> Iterator[int]:
    """A port that nobody listens on: it is held, so that nobody else takes it meanwhile."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])


@pytest.fixture
def restarted(dialogue: Dialogue, new_channel: Callable[[FakeRequest], Channel], clock: Clock) -> Iterator[Dialogue]:
    """Dialogues with further processes over the same database and the same server; each is to be initialised."""

    def others() -> Iterator[Dialogue]:
        while True:
            request = FakeRequest(dialogue.api)
            yield Dialogue(new_channel(request), dialogue.api, request, clock)

    return others()
