"""One message a day for those who want it so: nothing twice, nothing for those who left, urgent ones at once."""

from datetime import UTC, datetime

import pytest

from bot.announcing.content import Content
from bot.announcing.digests import Digester
from bot.announcing.messenger import Blocked, FloodWait, OutcomeUnknown
from bot.announcing.office import Office
from bot.announcing.subscribers import Subscribers
from data.engine import Database
from tests.bot.announcing.conftest import OWNER, Clock, Desk
from tests.bot.announcing.fake_messenger import FakeMessenger

NOON = datetime(2027, 1, 15, 12, tzinfo=UTC).timestamp()
HOUR = 3600
DIGESTED = ["tg:1", "tg:2", "tg:3"]


@pytest.fixture
def digester(database: Database, messenger: FakeMessenger, desk: Desk, clock: Clock) -> Digester:
    clock.now = NOON
    return Digester(database, messenger, desk.pacer, clock, clock.sleep, UTC)


@pytest.fixture
async def people(subscribers: Subscribers) -> None:
    for chat in DIGESTED:
        await subscribers.subscribe(chat)
        await subscribers.choose_digest(chat, True)
    await subscribers.subscribe("tg:4")


async def _announced(office: Office, desk: Desk, html: str, *, urgent: bool = False) -> int:
    number = await office.drafts.draft(OWNER, Content(html), urgent=urgent)
    await office.approvals.submit(OWNER, number)
    await desk.run(number, 1)
    return number


@pytest.mark.usefixtures("people")
async def test_the_days_announcements_come_in_one_message_in_the_evening(
    office: Office, desk: Desk, digester: Digester, messenger: FakeMessenger, clock: Clock
) -> None:
    first = await _announced(office, desk, "<b>冬衣</b>")
    await _announced(office, desk, "体检")
    assert messenger.times == {"tg:9001": 2, "tg:9002": 2, "tg:4": 2}
    assert (await office.report(first)).counts.digest == 3
    assert await digester.day() is None
    clock.now += 8 * HOUR
    assert await digester.day() == 20270115
    messenger.delivered.clear()
    await digester.send()
    assert messenger.times == dict.fromkeys(DIGESTED, 1)
    notice = messenger.delivered[0][1]
    assert "<b>冬衣</b>" in notice.html
    assert "体检" in notice.plain
    report = await office.report(first)
    assert (report.counts.sent, report.counts.digest, report.counts.total) == (6, 0, 6)
    assert await digester.day() is None
    await digester.send()
    assert messenger.times == dict.fromkeys(DIGESTED, 1)


@pytest.mark.usefixtures("people")
async def test_urgent_ones_do_not_wait(
    office: Office, desk: Desk, digester: Digester, messenger: FakeMessenger
) -> None:
    await _announced(office, desk, "暴雪", urgent=True)
    assert messenger.times.keys() >= set(DIGESTED)


@pytest.mark.usefixtures("people")
async def test_whoever_left_paused_or_blocked_gets_none_and_a_recalled_one_is_in_none(
    office: Office,
    desk: Desk,
    digester: Digester,
    subscribers: Subscribers,
    messenger: FakeMessenger,
    clock: Clock,
) -> None:
    kept = await _announced(office, desk, "冬衣")
    recalled = await _announced(office, desk, "体检")
    await office.afterwards.recall(OWNER, recalled)
    await subscribers.unsubscribe("tg:1")
    await subscribers.pause("tg:2", 7)
    clock.now += 8 * HOUR
    messenger.delivered.clear()
    await digester.send()
    assert [(chat, notice.plain) for chat, notice in messenger.delivered] == [("tg:3", "冬衣")]
    assert (await office.report(kept)).counts.expired == 2


@pytest.mark.usefixtures("people")
async def test_every_outcome_stands_in_the_ledger(
    office: Office, desk: Desk, digester: Digester, subscribers: Subscribers, messenger: FakeMessenger, clock: Clock
) -> None:
    number = await _announced(office, desk, "冬衣")
    clock.now += 8 * HOUR
    messenger.script["tg:1"].append(Blocked())
    messenger.script["tg:2"].append(OutcomeUnknown())
    messenger.script["tg:3"].append(FloodWait(2))
    await digester.send()
    counts = (await office.report(number)).counts
    assert (counts.blocked, counts.unknown, counts.digest) == (1, 1, 0)
    assert messenger.times["tg:3"] == 1  # taken up again
    blocked = await subscribers.subscription("tg:1")
    assert blocked is not None
    assert not blocked.active


@pytest.mark.usefixtures("people")
async def test_what_fits_in_no_message_comes_in_the_next(
    office: Office, desk: Desk, digester: Digester, messenger: FakeMessenger, clock: Clock
) -> None:
    for letter in "甲乙丙":
        await _announced(office, desk, letter * 2000)
    clock.now += 8 * HOUR
    messenger.delivered.clear()
    await digester.send()
    assert messenger.times == dict.fromkeys(DIGESTED, 2)
    assert all(len(notice.plain) <= 4096 for _, notice in messenger.delivered)
