"""An announcement to people of two channels: each gets it once, in their own channel and at its own pace."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import pytest

from bot.announcing.content import BadMarks, Content, TooLong
from bot.announcing.messenger import Done, Notice, Outcome, Sent, SlowDown, Why
from bot.announcing.pacing import Limits, Pacer
from bot.announcing.report import Report
from bot.announcing.room import Room
from bot.announcing.router import Outlet
from bot.announcing.states import State
from bot.announcing.workflows import system_database
from bot.bootstrap.announcing import Announcing, announcing_over
from bot.bootstrap.jobs import announcing_jobs
from bot.people.staff import Staff
from bot.regions import Regions
from bot.settings import Approval
from bot.timing import Time
from bot.upkeep.jobs import Keeper
from data.storage.engine import Database
from handlers.telegram.announcing.room import ROOM
from handlers.telegram.message.keys import TELEGRAM
from tests.bot.announcing.conftest import OWNER, REGIONS_TABLE
from tests.bot.announcing.fake_messenger import FakeMessenger
from tests.bot.announcing.outlets import IN_A_HURRY, outlet_of
from tests.patience import LONGEST

LETTERS = "letters"
"""A channel that writes into memory, and that takes short plain texts alone."""

SHORT = Room(longest=20, longest_caption=10, marks=frozenset({"b"}), a_minute=60)
WIDE = Limits(full_rate=1000, depth=100, debt=100, spacing=0.001, gap=lambda _: 0.0, longest_gap=0.0)


class Letters:
    """Its messenger: knows nothing of Telegram, numbers its letters from 1."""

    def __init__(self) -> None:
        self.boxes: dict[str, list[str]] = {}
        self.script: list[Outcome] = []

    async def send(self, chat: str, notice: Notice) -> Outcome:
        await asyncio.sleep(0)
        if self.script:
            return self.script.pop(0)
        self.boxes.setdefault(chat, []).append(notice.plain)
        return Sent(len(self.boxes[chat]))

    async def edit(self, chat: str, message_id: int, notice: Notice) -> Outcome:
        self.boxes[chat][message_id - 1] = notice.plain
        return Done()

    async def delete(self, chat: str, messages: Sequence[int]) -> Outcome:
        for message_id in messages:
            self.boxes[chat][message_id - 1] = ""
        return Done()

    @property
    def times(self) -> Counter[str]:
        """How often each chat got something."""
        return Counter({chat: len(letters) for chat, letters in self.boxes.items()})


class House:
    """Two channels over one database, and an owner who announces."""

    def __init__(self, database: Database) -> None:
        self.telegram, self.letters = FakeMessenger(), Letters()
        self.database = database
        self.staff = Staff(database, frozenset({OWNER.person}), time.time)
        self.keeper = Keeper(time.time, asyncio.sleep)
        self.process = self.another()

    def another(self) -> Announcing:
        """One more process, which sends to everybody at once."""
        return self._process({TELEGRAM: ROOM, LETTERS: SHORT})

    def of_telegram_alone(self) -> Announcing:
        """A process that knows no letters."""
        return self._process({TELEGRAM: ROOM})

    def _process(self, channels: dict[str, Room]) -> Announcing:
        clocks = Time(time.time, time.monotonic, asyncio.sleep)
        approval, regions = Approval.NEVER, Regions(REGIONS_TABLE)
        return announcing_over(self.database, self.staff, regions, clocks, channels, approval=approval, few=0)

    def outlets(self) -> tuple[Outlet, Outlet]:
        """A way out of each channel for one process."""
        pace = (time.time, time.monotonic, asyncio.sleep, random.Random(1))
        letters = Outlet(self.letters, Pacer(*pace, WIDE), takes_back=3600)
        return outlet_of(self.telegram, Pacer(*pace, IN_A_HURRY)), letters

    async def subscribed(self, each: int) -> list[str]:
        """So many people of each channel."""
        chats = [f"{channel}:{1000 + n}" for channel in (TELEGRAM, LETTERS) for n in range(each)]
        for chat in chats:
            await self.process.subscribers.subscribe(chat)
        return chats

    async def sent(self, process: Announcing, number: int, until: Callable[[Report], bool] | None = None) -> Report:
        """The report once the process has sent it, or `until` holds."""
        telegram, letters = self.outlets()
        ended = until or (lambda report: report.state is State.FINISHED and report.amending is None)
        async with (
            process.engine.joined(TELEGRAM, telegram),
            process.engine.joined(LETTERS, letters),
            self.keeper.keeping(*announcing_jobs(process)),
            asyncio.timeout(LONGEST),
        ):
            # Nothing tells when the last row is written.
            while not ended(report := await process.office.report(number)):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        return report


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    yield House(database)
    if database.is_sqlite:
        for ending in ("", "-wal", "-shm"):
            file = Path(system_database(database).removeprefix("sqlite:///") + ending)
            await asyncio.to_thread(file.unlink, missing_ok=True)


async def test_everybody_of_both_channels_gets_it_once_and_its_correction(house: House) -> None:
    chats = await house.subscribed(20)
    number = await house.process.office.drafts.draft(OWNER, Content("明天发<b>冬衣</b>"))
    await house.process.office.approvals.submit(OWNER, number)
    report = await house.sent(house.process, number)
    assert report.counts.sent == len(chats) + 1
    assert house.telegram.times + house.letters.times == Counter([OWNER.person, *chats])
    assert {tuple(letters) for letters in house.letters.boxes.values()} == {("明天发冬衣",)}
    assert {notice.html for _, notice in house.telegram.delivered} == {"明天发<b>冬衣</b>"}

    after = house.another()
    await after.office.afterwards.fix(OWNER, number, "后天发冬衣")
    await house.sent(after, number)
    assert {tuple(letters) for letters in house.letters.boxes.values()} == {("后天发冬衣",)}
    assert Counter(chat for chat, _, _ in house.telegram.edited) == Counter(
        chat for chat in (OWNER.person, *chats) if chat.startswith(TELEGRAM)
    )


async def test_a_process_that_ends_in_between_leaves_nobody_twice_nor_out(house: House) -> None:
    chats = await house.subscribed(40)
    number = await house.process.office.drafts.draft(OWNER, Content("明天发冬衣"))
    await house.process.office.approvals.submit(OWNER, number)
    report = await house.sent(house.process, number, lambda report: report.counts.sent >= 5)
    assert report.state is State.SENDING
    await house.sent(house.another(), number)
    assert house.telegram.times + house.letters.times == Counter([OWNER.person, *chats])


async def test_a_channel_that_is_held_back_holds_no_other_up(house: House) -> None:
    """Letters are refused for an hour: Telegram's people have theirs all the same."""
    await house.subscribed(20)
    house.letters.script += [SlowDown(3600)] * 40  # those that are under way already get it too
    number = await house.process.office.drafts.draft(OWNER, Content("明天发冬衣"))
    await house.process.office.approvals.submit(OWNER, number)
    report = await house.sent(house.process, number, lambda report: report.counts.sent >= 21)
    assert (report.state, report.counts.queued + report.counts.sending) == (State.SENDING, 20)
    assert len(house.telegram.times) == 21
    assert max(house.telegram.times.values()) == 1
    assert house.letters.times == Counter()


async def test_whose_channel_is_gone_is_told_and_keeps_nobody_waiting(house: House) -> None:
    await house.subscribed(3)
    await house.process.subscribers.subscribe("pigeons:1")
    number = await house.process.office.drafts.draft(OWNER, Content("明天发冬衣"))
    await house.process.office.approvals.submit(OWNER, number)
    report = await house.sent(house.process, number)
    assert (report.counts.sent, report.counts.failed) == (7, 1)
    assert report.reasons == {Why.NO_CHANNEL: 1}


async def test_what_one_of_them_cannot_show_is_refused_before_anybody_sees_it(house: House) -> None:
    await house.of_telegram_alone().office.drafts.draft(OWNER, Content("长" * 21))
    drafts = house.process.office.drafts
    with pytest.raises(TooLong) as too_long:
        await drafts.draft(OWNER, Content("长" * 21))
    assert too_long.value.over == 1
    with pytest.raises(BadMarks):
        await drafts.draft(OWNER, Content("<i>斜</i>"))
    await drafts.draft(OWNER, Content("<b>" + "粗" * 20 + "</b>"))
