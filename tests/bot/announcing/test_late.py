"""What was meant for an hour long past goes out only once somebody wants it to."""

from bot.announcing.hours import LATE
from bot.announcing.office import Office
from bot.announcing.states import PauseReason, State
from bot.announcing.subscribers import Subscribers
from tests.bot.announcing.conftest import WRITER, Desk
from tests.bot.announcing.fake_messenger import FakeMessenger
from tests.bot.announcing.test_sending import TEXT


async def _scheduled(office: Office, desk: Desk, subscribers: Subscribers) -> int:
    await subscribers.subscribe("tg:1000")
    number = await office.drafts.draft(WRITER, TEXT, at=int(desk.clock.now) + 60)
    await office.approvals.submit(WRITER, number)
    return number


async def test_up_to_two_hours_late_it_goes_out(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger
) -> None:
    number = await _scheduled(office, desk, subscribers)
    desk.clock.now += 60 + LATE
    await desk.run(number, 1)
    assert (await office.report(number)).state is State.FINISHED
    assert "tg:1000" in messenger.times


async def test_later_it_is_held_until_somebody_sends_it_on(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger
) -> None:
    number = await _scheduled(office, desk, subscribers)
    desk.clock.now += 61 + LATE
    await desk.run(number, 1)
    report = await office.report(number)
    assert (report.state, report.pause_reason) == (State.PAUSED, PauseReason.LATE)
    assert messenger.delivered == []
    await office.steering.resume(WRITER, number)
    await desk.run(number, 2)
    assert (await office.report(number)).state is State.FINISHED
    assert messenger.times["tg:1000"] == 1


async def test_what_was_paused_on_its_way_is_not_late(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger
) -> None:
    number = await _scheduled(office, desk, subscribers)
    await office.steering.pause(WRITER, number)
    desk.clock.now += 3 * LATE
    await office.steering.resume(WRITER, number)
    await desk.run(number, 2)
    assert (await office.report(number)).state is State.FINISHED
