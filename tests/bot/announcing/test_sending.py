"""What becomes of each recipient, whatever the channel says and wherever the process dies."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.announcing.audience import Audience
from bot.announcing.content import Content
from bot.announcing.messenger import (
    Blocked,
    Moved,
    NotSent,
    Outcome,
    OutcomeUnknown,
    Refused,
    Sent,
    SlowDown,
    Unreachable,
    Why,
    WrongToken,
)
from bot.announcing.office import Office
from bot.announcing.states import PauseReason, State
from bot.announcing.subscribers import Subscribers
from bot.people.staff import Staff
from data.announcing import announcements
from data.announcing.deliveries import DELIVERY, FEW
from data.people import audit
from data.storage.engine import Database
from tests.announcing_runner import Told
from tests.bot.announcing.conftest import OWNER, WRITER, Clock, Desk
from tests.bot.announcing.fake_messenger import FakeMessenger, Killed

TEXT = Content("<b>明天</b>发冬衣")
STAFF = [OWNER.person, WRITER.person]


async def _riders(subscribers: Subscribers, count: int) -> list[str]:
    chats = [f"tg:{1000 + number}" for number in range(count)]
    for chat in chats:
        await subscribers.subscribe(chat)
    return chats


async def _submitted(office: Office, audience: Audience = Audience(), not_after: int | None = None) -> int:  # noqa: B008
    number = await office.drafts.draft(WRITER, TEXT, audience, not_after=not_after)
    await office.approvals.submit(WRITER, number)
    return number


async def test_staff_first_then_the_few_then_everybody_each_once(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger
) -> None:
    riders = await _riders(subscribers, 12)
    await subscribers.subscribe(WRITER.person)
    number = await _submitted(office)
    began = desk.clock.now
    await desk.run(number, 1)
    assert [chat for chat, _ in messenger.delivered] == STAFF + riders
    assert messenger.delivered[0][1] == await office.drafts.preview(number)
    report = await office.report(number)
    assert (report.state, report.counts.sent, report.counts.total) == (State.FINISHED, 14, 14)
    assert (await office.find(number)).total == 14
    assert desk.clock.now - began >= 20  # time to look at what the few say


async def test_silence_is_kept_and_those_who_left_or_blocked_meanwhile_get_nothing(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger
) -> None:
    silent, leaving, blocking = await _riders(subscribers, 3)
    await subscribers.choose_silent(silent, True)
    number = await _submitted(office)
    await desk.preparer.open(number, 1)
    await desk.preparer.prepare(number)
    await subscribers.unsubscribe(leaving)
    await subscribers.blocked(blocking)
    await desk.run(number, 1)
    assert messenger.times.keys() == {*STAFF, silent}
    assert [notice.silent for chat, notice in messenger.delivered if chat == silent] == [True]
    report = await office.report(number)
    assert (report.counts.blocked, report.counts.expired) == (1, 1)
    assert report.reasons == {Why.BLOCKED: 1, Why.LEFT: 1}


@pytest.mark.parametrize(
    ("outcome", "state", "reason", "active"),
    [
        (Blocked(), "blocked", Why.BLOCKED, False),
        (Blocked(Why.DEACTIVATED), "blocked", Why.DEACTIVATED, False),
        (Blocked(Why.KICKED), "blocked", Why.KICKED, False),
        (Unreachable(Why.NO_CHAT), "failed", Why.NO_CHAT, False),
        (Unreachable(Why.NO_RIGHT), "failed", Why.NO_RIGHT, False),
        (Unreachable(Why.TOPIC_CLOSED), "failed", Why.TOPIC_CLOSED, False),
        (OutcomeUnknown(), "unknown", Why.NO_ANSWER, True),
        (OutcomeUnknown(Why.SERVER_ERROR), "unknown", Why.SERVER_ERROR, True),
        (Refused(Why.REFUSED, "new words"), "failed", f"{Why.REFUSED}: new words", True),
    ],
)
async def test_what_ends_a_recipient(
    office: Office,
    desk: Desk,
    subscribers: Subscribers,
    messenger: FakeMessenger,
    outcome: Outcome,
    state: str,
    reason: str,
    active: bool,
) -> None:
    riders = await _riders(subscribers, 5)
    messenger.script[riders[2]].append(outcome)
    number = await _submitted(office)
    await desk.run(number, 1)
    report = await office.report(number)
    assert report.state is State.FINISHED
    assert report.counts.sent == 6
    assert getattr(report.counts, state) == 1
    assert report.reasons == {reason: 1}
    kept = await subscribers.subscription(riders[2])
    assert kept is not None
    assert kept.active is active


@pytest.mark.parametrize("outcome", [SlowDown(35), NotSent()])
async def test_what_surely_did_not_arrive_is_sent_again_later(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger, outcome: Outcome
) -> None:
    riders = await _riders(subscribers, 5)
    messenger.script[riders[2]].append(outcome)
    number = await _submitted(office)
    began = desk.clock.now
    await desk.run(number, 1)
    assert set(messenger.times.values()) == {1}
    assert messenger.times.keys() == {*STAFF, *riders}
    assert (await office.report(number)).counts.sent == 7
    assert desk.clock.now - began >= (35 if isinstance(outcome, SlowDown) else 1)


async def test_a_group_that_became_a_supergroup_gets_it_under_its_new_number_once(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger
) -> None:
    await subscribers.subscribe("tg:-5")
    messenger.script["tg:-5"].append(Moved("tg:-1000000000005"))
    number = await _submitted(office)
    await desk.run(number, 1)
    assert messenger.times["tg:-1000000000005"] == 1
    report = await office.report(number)
    assert (report.counts.moved, report.counts.sent, report.counts.total) == (1, 3, 3)
    assert await subscribers.subscription("tg:-5") is None
    assert await subscribers.subscription("tg:-1000000000005") is not None


async def test_a_group_that_moves_again_at_once_is_given_up(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger
) -> None:
    await subscribers.subscribe("tg:-5")
    messenger.script["tg:-5"].append(Moved("tg:-6"))
    messenger.script["tg:-6"].append(Moved("tg:-7"))
    number = await _submitted(office)
    await desk.run(number, 1)
    assert (await office.report(number)).reasons == {Why.MOVED_AGAIN: 1}


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Refused(Why.BAD_TEXT), PauseReason.BROKEN),
        (Sent(1, plain=True), PauseReason.BROKEN),
        (WrongToken(), PauseReason.WRONG_TOKEN),
    ],
)
async def test_a_broken_announcement_stops_with_the_staff(
    office: Office,
    desk: Desk,
    subscribers: Subscribers,
    messenger: FakeMessenger,
    database: Database,
    outcome: Outcome,
    reason: PauseReason,
) -> None:
    riders = await _riders(subscribers, 5)
    messenger.script[OWNER.person].append(outcome)
    number = await _submitted(office)
    await desk.run(number, 1)
    report = await office.report(number)
    assert (report.state, report.pause_reason) == (State.PAUSED, reason)
    assert not messenger.times.keys() & set(riders)
    (last,) = await audit.newest(database, 1)
    assert (last.actor, last.action, last.after) == ("system", "announce.pause", reason)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("outcome", "bad", "reason"),
    [
        (Refused(Why.REFUSED), 3, PauseReason.FAILURES),
        (Unreachable(Why.NO_CHAT), 10, PauseReason.FAILURES),
        (Blocked(), 10, PauseReason.BLOCKS),
    ],
)
async def test_failures_or_a_jump_of_blocks_pause_it_and_going_on_counts_anew(
    office: Office,
    desk: Desk,
    subscribers: Subscribers,
    messenger: FakeMessenger,
    outcome: Outcome,
    bad: int,
    reason: PauseReason,
) -> None:
    riders = await _riders(subscribers, 30)
    for rider in riders[:bad]:
        messenger.script[rider].append(outcome)
    number = await _submitted(office)
    await desk.run(number, 1)
    report = await office.report(number)
    assert (report.state, report.pause_reason) == (State.PAUSED, reason)
    assert report.counts.queued > 0
    await office.steering.resume(WRITER, number)
    for rider in riders:
        messenger.script[rider].clear()
    await desk.run(number, 2)
    after = await office.report(number)
    assert (after.state, after.counts.queued) == (State.FINISHED, 0)
    assert set(messenger.times.values()) == {1}


async def test_one_in_ten_blocked_is_no_jump(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger
) -> None:
    riders = await _riders(subscribers, 150)
    for rider in riders[::10]:
        messenger.script[rider].append(Blocked())
    number = await _submitted(office)
    await desk.run(number, 1)
    report = await office.report(number)
    assert (report.state, report.counts.blocked) == (State.FINISHED, 15)


async def test_a_pause_stops_before_the_next_and_going_on_repeats_nobody(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger
) -> None:
    riders = await _riders(subscribers, 20)
    number = await _submitted(office)
    sent: list[str] = []

    async def pause() -> None:
        await office.steering.pause(WRITER, number)

    waiting = {"once": pause}

    async def slot(*, urgent: bool = False) -> None:
        if len(messenger.delivered) >= 8 and (act := waiting.pop("once", None)):
            await act()
            sent.extend(messenger.times)
        await real(urgent=urgent)

    real = desk.pacer.slot
    desk.pacer.slot = slot  # type: ignore[method-assign]
    await desk.run(number, 1)
    assert (await office.report(number)).state is State.PAUSED
    assert len(messenger.delivered) <= len(sent) + 3  # what was claimed together
    await office.steering.resume(WRITER, number)
    await desk.run(number, 2)
    assert messenger.times == dict.fromkeys([*STAFF, *riders], 1)


async def test_what_is_too_late_is_not_sent(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger
) -> None:
    await _riders(subscribers, 5)
    number = await _submitted(office, not_after=int(desk.clock.now) + 10)
    await desk.run(number, 1)  # the look after the few takes longer
    report = await office.report(number)
    assert report.state is State.EXPIRED
    assert report.counts.expired == 2
    assert len(messenger.delivered) == 5


async def test_nothing_unwanted_begins(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger
) -> None:
    await _riders(subscribers, 2)
    number = await _submitted(office)
    await office.steering.cancel(WRITER, number)
    await desk.run(number, 1)
    late = await _submitted(office, not_after=int(desk.clock.now) + 10)
    desk.clock.now += 20
    await desk.run(late, 1)
    assert messenger.delivered == []
    assert (await office.report(late)).state is State.EXPIRED


async def test_another_process_waits_for_the_living_and_takes_over_from_the_dead(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger, database: Database
) -> None:
    riders = await _riders(subscribers, 10)
    number = await _submitted(office)
    messenger.on_send = _dies_at(6)
    with pytest.raises(Killed):
        await desk.run(number, 1)
    messenger.on_send = lambda chat: None
    await desk.run(number, 1, desk.another("second"))
    report = await office.report(number)
    assert report.counts.unknown <= 8  # what one transaction claims
    assert report.counts.sent + report.counts.unknown == 12
    assert max(messenger.times.values()) == 1
    assert len(messenger.times) >= len(riders) + 2 - report.counts.unknown


def _dies_at(call: int):  # type: ignore[no-untyped-def]
    count = 0

    def die(chat: str) -> None:
        nonlocal count
        count += 1
        if count == call:
            raise Killed

    return die


async def test_what_is_unknown_is_repeated_only_when_staff_say_so(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger
) -> None:
    riders = await _riders(subscribers, 5)
    messenger.script[riders[1]].append(OutcomeUnknown())
    number = await _submitted(office)
    await desk.run(number, 1)
    assert messenger.times[riders[1]] == 0
    assert await office.afterwards.resend_unknown(WRITER, number) == 1
    await desk.run(number, 2)
    assert messenger.times[riders[1]] == 1
    assert (await office.report(number)).counts.unknown == 0
    assert await office.afterwards.resend_unknown(WRITER, number) == 0


async def test_of_a_paused_one_the_unknown_wait_until_it_goes_on(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger, told: Told
) -> None:
    riders = await _riders(subscribers, 8)
    messenger.script[riders[0]].append(OutcomeUnknown())
    for rider in riders[1:4]:
        messenger.script[rider].append(Refused(Why.REFUSED))
    number = await _submitted(office)
    await desk.run(number, 1)
    assert (await office.report(number)).state is State.PAUSED
    assert await office.afterwards.resend_unknown(WRITER, number) == 1
    assert told.begun == [(number, 1)]
    assert (await office.report(number)).state is State.PAUSED
    await office.steering.resume(WRITER, number)
    await desk.run(number, 2)
    assert messenger.times[riders[0]] == 1


async def test_whoever_waits_again_at_the_end_is_not_forgotten(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger, database: Database
) -> None:
    riders = await _riders(subscribers, 8)
    number = await _submitted(office)

    async def back_to_the_few(number: int) -> float:
        """A process taken for dead marks a row of a stage that is over."""
        async with database.write_rows() as connection:
            last = (DELIVERY.c.announcement == number, DELIVERY.c.chat == riders[-1])
            await connection.execute(update(DELIVERY).where(*last).values(stage=FEW))
        return 0.0

    desk.preparer.look_time = back_to_the_few  # type: ignore[method-assign]
    await desk.run(number, 1)
    assert messenger.times == dict.fromkeys([*STAFF, *riders], 1)
    assert (await office.report(number)).state is State.FINISHED


async def test_the_ledger_is_closed_once(office: Office, desk: Desk, subscribers: Subscribers) -> None:
    await _riders(subscribers, 8)
    number = await _submitted(office)
    await desk.preparer.open(number, 1)
    assert await desk.preparer.prepare(number) == 10
    async with desk.database.write_rows() as connection:
        assert not await announcements.close_ledger(connection, number, 99)
    assert (await office.find(number)).total == 10


class Troubled(Database):
    """Takes no claims from one to another; the first of those is committed all the same, and nobody hears of it."""

    def __init__(self, url: str, troubled: range) -> None:
        super().__init__(url)
        self._troubled = troubled
        self._claims = 0

    @asynccontextmanager
    async def write_rows(self, *, durable: bool = False) -> AsyncIterator[AsyncConnection]:
        self._claims += durable
        mine = self._claims if durable else 0
        if mine in self._troubled and mine != self._troubled.start:
            raise ConnectionRefusedError
        async with super().write_rows(durable=durable) as connection:
            yield connection
        if mine == self._troubled.start:
            raise ConnectionResetError


@pytest.mark.parametrize("first", [1, 2, 3])
async def test_a_database_in_trouble_holds_it_back_and_it_goes_on_by_itself(
    office: Office,
    staff: Staff,
    subscribers: Subscribers,
    messenger: FakeMessenger,
    database_url: str,
    first: int,
) -> None:
    riders = await _riders(subscribers, 12)
    number = await _submitted(office)
    troubled = Troubled(database_url, range(first, first + 5))
    desk = Desk(troubled, staff, subscribers, messenger, Clock())
    await desk.run(number, 1)
    await troubled.close()
    counts = (await office.report(number)).counts
    assert (counts.sent, counts.unknown, counts.total) == (14, 0, 14)
    assert messenger.times == dict.fromkeys([*STAFF, *riders], 1)
