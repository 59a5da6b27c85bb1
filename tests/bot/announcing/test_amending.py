"""Corrections and recalls reach every copy that can be reached, go on after a crash, and say what they did."""

import pytest

from bot.announcing.amending import Amender
from bot.announcing.content import Content
from bot.announcing.messenger import Blocked, NotSent, OutcomeUnknown, Refused, SlowDown, Why
from bot.announcing.office import Office
from bot.announcing.records import NotNow
from bot.announcing.subscribers import Subscribers
from data.storage.engine import Database
from tests.announcing_runner import Told
from tests.bot.announcing.conftest import WRITER, Clock, Desk
from tests.bot.announcing.fake_messenger import FakeMessenger, Killed

HOURS = 3600


@pytest.fixture
def amender(database: Database, desk: Desk, clock: Clock) -> Amender:
    return Amender(database, desk.router, clock, clock.sleep)


@pytest.fixture
async def sent(office: Office, desk: Desk, subscribers: Subscribers) -> int:
    """An announcement that two of the staff and ten riders have."""
    for rider in range(10):
        await subscribers.subscribe(f"tg:{1000 + rider}")
    number = await office.drafts.draft(WRITER, Content("周三发冬衣"))
    await office.approvals.submit(WRITER, number)
    await desk.run(number, 1)
    return number


async def test_a_correction_stands_in_every_copy(
    office: Office, sent: int, amender: Amender, messenger: FakeMessenger, told: Told
) -> None:
    messenger.amending["tg:1003"].extend([SlowDown(3), NotSent(), OutcomeUnknown()])
    messenger.amending["tg:1004"].append(Blocked())
    await office.afterwards.fix(WRITER, sent, "【更正】周四发冬衣")
    assert told.amended == [(sent, 1)]
    assert (await office.report(sent)).amending == "fix"
    assert await amender.amend(sent, 1)
    report = await office.report(sent)
    assert (report.edited, report.not_amended, report.amending) == (11, 1, None)
    assert {notice.plain for _, _, notice in messenger.edited} == {"【更正】周四发冬衣"}
    assert len({chat for chat, _, _ in messenger.edited}) == len(messenger.edited) == 11


async def test_a_correction_goes_on_where_it_was_cut_off(
    office: Office, sent: int, amender: Amender, messenger: FakeMessenger
) -> None:
    await office.afterwards.fix(WRITER, sent, "【更正】周四发冬衣")
    calls = 0

    def dies() -> None:
        nonlocal calls
        calls += 1
        if calls == 10:
            raise Killed

    messenger.before_call = dies
    with pytest.raises(Killed):
        await amender.amend(sent, 1)
    messenger.before_call = lambda: None
    assert await amender.amend(sent, 1)
    assert (await office.report(sent)).edited == 12
    assert len(messenger.edited) < 24  # what was done is not done again


async def test_a_later_correction_takes_the_place_of_an_earlier(
    office: Office, sent: int, amender: Amender, messenger: FakeMessenger
) -> None:
    await office.afterwards.fix(WRITER, sent, "【更正】周四")
    await office.afterwards.fix(WRITER, sent, "【更正】周五")
    assert not await amender.amend(sent, 1)
    assert await amender.amend(sent, 2)
    assert {notice.plain for _, _, notice in messenger.edited} == {"【更正】周五"}


async def test_a_recall_takes_away_what_is_young_enough(
    office: Office, sent: int, amender: Amender, messenger: FakeMessenger, clock: Clock
) -> None:
    messenger.amending["tg:1003"].append(Refused(Why.TOO_OLD))
    clock.now += 47 * HOURS
    await office.afterwards.recall(WRITER, sent)
    assert await amender.amend(sent, 1)
    report = await office.report(sent)
    assert (report.deleted, report.too_old) == (11, 1)
    assert len(messenger.deleted) == 11


async def test_what_is_older_than_two_days_stays(
    office: Office, sent: int, amender: Amender, messenger: FakeMessenger, clock: Clock
) -> None:
    clock.now += 48 * HOURS
    await office.afterwards.recall(WRITER, sent)
    assert await amender.amend(sent, 1)
    assert (await office.report(sent)).too_old == 12
    assert messenger.deleted == []


async def test_a_deleted_copy_is_not_corrected(
    office: Office, sent: int, amender: Amender, messenger: FakeMessenger
) -> None:
    await office.afterwards.recall(WRITER, sent)
    await amender.amend(sent, 1)
    await office.afterwards.fix(WRITER, sent, "【更正】周五")
    assert await amender.amend(sent, 2)
    assert messenger.edited == []
    assert (await office.report(sent)).deleted == 12


async def test_a_draft_is_neither_corrected_nor_recalled(office: Office) -> None:
    number = await office.drafts.draft(WRITER, Content("周三发冬衣"))
    with pytest.raises(NotNow):
        await office.afterwards.fix(WRITER, number, "周四")
    with pytest.raises(NotNow):
        await office.afterwards.recall(WRITER, number)


async def test_whoever_waits_gets_the_corrected_text(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger
) -> None:
    await subscribers.subscribe("tg:1000")
    number = await office.drafts.draft(WRITER, Content("周三发冬衣"))
    await office.approvals.submit(WRITER, number)
    await desk.preparer.open(number, 1)
    await office.steering.pause(WRITER, number)
    await office.afterwards.fix(WRITER, number, "【更正】周四发冬衣")
    await office.steering.resume(WRITER, number)
    await desk.run(number, 2)
    assert {notice.plain for _, notice in messenger.delivered} == {"【更正】周四发冬衣"}
