"""Dialogues through the real Application: real handlers, real policy, real database; the network is cut at the wire."""

import logging
import random
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, date
from pathlib import Path

import pytest

from bot.announcing.office import Office as AnnouncingOffice
from bot.announcing.subscribers import Subscribers
from bot.backups import Backups
from bot.catalogue import Snapshot
from bot.doctor import Doctor
from bot.learning.noting import Learning
from bot.people import People
from bot.regions import Regions
from bot.staff import Staff
from data.engine import Database
from data.group_commit import GroupCommit
from data.telegram_ledger import TelegramLedger
from handlers.telegram.channel import Channel, Time, build_channel
from handlers.telegram.desk import AssistantPort
from handlers.telegram.limits import Allowance
from tests.announcing_runner import Told
from tests.editing_office import Office, office
from tests.fake_bot_api import TOKEN, FakeBotApi, FakeRequest, Json
from tests.handlers.telegram.recording_assistant import RecordingAssistant
from tests.teaching_office import teaching_in

REGIONS_TABLE = """code,path,names
100000,全国,全国
150000,内蒙古自治区,内蒙古|内蒙
150100,内蒙古自治区呼和浩特市,呼和浩特|呼市
150102,内蒙古自治区呼和浩特市新城区,
150105,内蒙古自治区呼和浩特市赛罕区,赛罕
"""


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

    async def take(self, update: Json) -> None:
        """Has one update answered, as the poller does."""
        numbers = await self.channel.answer(update)
        await self.channel.ledger.answered(update["update_id"], numbers)

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


@pytest.fixture
def regions() -> Regions:
    return Regions(REGIONS_TABLE)


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


@pytest.fixture
def staff(database: Database, clock: Clock) -> Staff:
    return Staff(database, frozenset({f"tg:{OWNER}"}), clock)


def doctor_of(database: Database, staff: Staff, folder: Path, clock: Callable[[], float]) -> Doctor:
    """A doctor whose day is 2026-11-21."""
    return Doctor(database, Backups(database, folder, clock, UTC), staff, lambda: date(2026, 11, 21), has_channel=True)


@pytest.fixture
def editors(database: Database, small: Snapshot, regions: Regions, staff: Staff, clock: Clock) -> Office:
    """What those who edit work with, over the small catalogue."""
    return office(database, small, regions, staff, clock)


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
    tmp_path: Path,
) -> Callable[[FakeRequest], Channel]:
    """Starts one more process of the bot over the same database, with nothing in its memory."""

    def build(request: FakeRequest) -> Channel:
        return build_channel(
            token=TOKEN,
            server="http://127.0.0.1:9",
            request=request,
            wire=request,
            assistant=assistant,
            people=People(database, clock),
            staff=staff,
            entries=editors.entries,
            learning=Learning(database, commits, editors.live.snapshot.featurizer, clock, UTC),
            teaching=teaching_in(editors, database, regions, staff, clock),
            regions=regions,
            home="内蒙古自治区呼和浩特市",
            database=database,
            commits=commits,
            allowance=allowance,
            doctor=doctor_of(database, staff, tmp_path / "backups", clock),
            time=Time(clock, clock, clock.sleep, UTC),
            jitter=random.Random(1),
            runner=runner,
        )

    return build


@pytest.fixture
async def dialogue(
    new_channel: Callable[[FakeRequest], Channel], clock: Clock, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Dialogue]:
    """Fails the test at its end when the bot misused the Bot API, or logged an error that the test did not take out."""
    api = FakeBotApi()
    request = FakeRequest(api)
    channel = new_channel(request)
    await channel.application.initialize()
    api.calls.clear()
    api.now = clock
    dialogue = Dialogue(channel, api, request, clock, lambda: new_channel(request))
    yield dialogue
    await dialogue.channel.application.shutdown()
    assert api.misuse == []
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.fixture
def unused_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def restarted(dialogue: Dialogue, new_channel: Callable[[FakeRequest], Channel], clock: Clock) -> Iterator[Dialogue]:
    """Dialogues with further processes over the same database and the same server; each is to be initialised."""

    def others() -> Iterator[Dialogue]:
        while True:
            request = FakeRequest(dialogue.api)
            yield Dialogue(new_channel(request), dialogue.api, request, clock)

    return others()
