"""A reminder before the end: written down once, for the same people, and not for what was taken back."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.announcing import words as wording
from bot.announcing.asks import Asks
from bot.announcing.audience import Audience
from bot.announcing.content import Content
from bot.announcing.office import Office
from bot.announcing.reminders import Reminders, reminder_time
from bot.announcing.states import State
from data.announcing import announcements
from data.storage.engine import Database
from tests.bot.announcing.conftest import OWNER, SAIHAN, Clock
from tests.bot.announcing.outlets import rooms

END = int(datetime(2026, 12, 6, tzinfo=UTC).timestamp())
"""Midnight after 5 December, the last day."""

DUE = int(datetime(2026, 12, 4, 10, tzinfo=UTC).timestamp())
HOUR = 3600


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.now = DUE - 48 * HOUR
    return clock


@pytest.fixture
def reminders(database: Database, clock: Clock) -> Reminders:
    return Reminders(database, clock, UTC, rooms)


async def went_out(office: Office, database: Database, asks: Asks, *, ago: int = 48 * HOUR, text: str = "冬衣") -> int:
    number = await office.drafts.draft(OWNER, Content(text), Audience(region=SAIHAN), not_after=END)
    await office.drafts.change(OWNER, number, asks=asks)
    async with database.write_rows() as connection:
        await announcements.change(connection, number, {"state": State.FINISHED, "started_at": DUE - ago})
    return number


@pytest.mark.parametrize(("end", "at"), [(END, DUE), (END - 7 * HOUR, DUE), (END + 1, DUE + 24 * HOUR)])
def test_it_is_due_at_ten_on_the_day_before_the_last_day(end: int, at: int) -> None:
    assert reminder_time(end, UTC) == at


async def test_it_is_written_down_once_for_the_same_people_and_leads_to_the_first(
    office: Office, database: Database, reminders: Reminders, clock: Clock
) -> None:
    number = await went_out(office, database, Asks(signup=True, remind=True))
    clock.now = DUE - 1
    await reminders.make()
    assert len(await office.listed(10)) == 1
    clock.now = DUE
    await asyncio.gather(*(reminders.make() for _ in range(3)))
    again, first = await office.listed(10)
    assert (again.html, again.state, again.not_after) == (f"{wording.REMINDER}冬衣", State.SCHEDULED, END)
    assert Audience.from_json(again.audience) == Audience.from_json(first.audience)
    assert Asks.from_json(again.asks) == Asks(signup=True, of=number)


@pytest.mark.parametrize("asks", [Asks(), Asks(signup=True)])
async def test_nobody_is_reminded_who_was_not_to_be(
    office: Office, database: Database, reminders: Reminders, clock: Clock, asks: Asks
) -> None:
    await went_out(office, database, asks)
    clock.now = DUE
    await reminders.make()
    assert len(await office.listed(10)) == 1


@pytest.mark.parametrize(("ago", "now"), [(-1, DUE + HOUR), (48 * HOUR, END)])
async def test_nobody_is_reminded_of_what_just_came_or_is_over(
    office: Office, database: Database, reminders: Reminders, clock: Clock, ago: int, now: int
) -> None:
    await went_out(office, database, Asks(remind=True), ago=ago)
    clock.now = now
    await reminders.make()
    assert len(await office.listed(10)) == 1


async def test_nobody_is_reminded_of_what_was_taken_back(
    office: Office, database: Database, reminders: Reminders, clock: Clock
) -> None:
    number = await went_out(office, database, Asks(remind=True))
    await office.afterwards.recall(OWNER, number)
    clock.now = DUE
    await reminders.make()
    assert len(await office.listed(10)) == 1


async def test_a_text_without_room_goes_as_it_was(
    office: Office, database: Database, reminders: Reminders, clock: Clock
) -> None:
    text = "冬" * min(room.longest for room in rooms())
    await went_out(office, database, Asks(remind=True), text=text)
    clock.now = DUE
    await reminders.make()
    assert [one.html for one in await office.listed(10)] == [text, text]
