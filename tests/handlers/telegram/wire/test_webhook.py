"""Updates that Telegram brings by itself: answered once, in order, and again when that could not be noted."""

import asyncio
import itertools

import pytest
from sqlalchemy import text

from bot.upkeep.jobs import Keeper
from data.storage.engine import Database
from data.telegram.claims import LEASE, Claims
from data.telegram.ledger import MessageNumber
from handlers.telegram.jobs import updates_jobs
from handlers.telegram.wire.polling import Answer, Update
from handlers.telegram.wire.webhook import Door, Receiver
from tests.fake_bot_api import TOKEN
from tests.handlers.telegram.conftest import Clock, Dialogue
from tests.patience import LONGEST

RIDER = 1001
URL = "https://gonghui.example/bring/telegram"


_NAMES = itertools.count(1)


def receiver(dialogue: Dialogue, database: Database, answer: Answer | None = None) -> Receiver:
    """A replica; several share the database and Telegram."""
    clock, channel = dialogue.clock, dialogue.channel
    claims = Claims(database, channel.ledger.bot, f"replica {next(_NAMES)}")
    return Receiver(answer or channel.answer, channel.ledger, claims, clock, clock, clock.sleep)


class Held:
    """Answers an update once it is let."""

    def __init__(self) -> None:
        self.begun, self.let = asyncio.Event(), asyncio.Event()
        self.answered = 0

    async def __call__(self, _: Update) -> tuple[MessageNumber, ...]:
        self.begun.set()
        await self.let.wait()
        self.answered += 1
        return ()


async def test_what_one_replica_works_on_another_leaves_alone_until_it_is_answered(
    dialogue: Dialogue, database: Database
) -> None:
    held = Held()
    one, other = receiver(dialogue, database, held), receiver(dialogue, database)
    update = dialogue.api.text(RIDER, "驿站在哪")
    working = asyncio.create_task(one.take(update))
    await held.begun.wait()
    dialogue.clock.now += LEASE - 1
    assert not await other.take(update)
    await one.keep_claims()
    dialogue.clock.now += LEASE - 1
    assert not await other.take(update)
    held.let.set()
    assert await working
    assert await other.take(update)
    assert (held.answered, dialogue.api.sent) == (1, [])


async def test_what_a_replica_that_died_had_claimed_is_answered_by_another(
    dialogue: Dialogue, database: Database
) -> None:
    died = Held()
    update = dialogue.api.text(RIDER, "驿站在哪")
    working = asyncio.create_task(receiver(dialogue, database, died).take(update))
    await died.begun.wait()
    other = receiver(dialogue, database)
    assert not await other.take(update)
    dialogue.clock.now += LEASE + 1
    await other.keep_claims()
    assert await other.take(update)
    assert len(dialogue.api.sent) == 1
    died.let.set()
    await working


async def test_an_update_brought_twice_at_once_or_later_is_answered_once(
    dialogue: Dialogue, database: Database
) -> None:
    replica, other = receiver(dialogue, database), receiver(dialogue, database)
    update = dialogue.api.text(RIDER, "驿站在哪")
    assert await asyncio.gather(*(replica.take(update) for _ in range(5))) == [True] * 5
    assert await replica.take(update)
    assert await other.take(update)
    assert len(dialogue.api.sent) == 1


async def test_one_person_is_answered_in_order(dialogue: Dialogue, database: Database) -> None:
    replica = receiver(dialogue, database)
    updates = [dialogue.api.text(RIDER, f"第{n}句") for n in range(10)]
    await asyncio.gather(*map(replica.take, updates))
    assert [message["text"] for message in dialogue.api.sent] == [f"没听懂：第{n}句" for n in range(10)]


async def test_an_update_that_broke_us_is_apologised_for_once(
    dialogue: Dialogue, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    replica = receiver(dialogue, database)
    update = dialogue.api.text(RIDER, "坏了")
    assert await replica.take(update)
    assert await replica.take(update)
    assert len(dialogue.api.sent) == 1
    caplog.clear()


async def test_what_cannot_be_noted_is_to_come_again(
    dialogue: Dialogue, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with database.write_rows() as connection:
        await connection.execute(text("DROP TABLE answered_update"))
    assert not await receiver(dialogue, database).take(dialogue.api.text(RIDER, "驿站在哪"))
    assert all("in ledger #" in record.getMessage() for record in caplog.records if record.name == "bot.logs.reporting")
    caplog.clear()


async def test_numbers_are_dropped_after_an_hour_those_of_before_the_start_too(
    dialogue: Dialogue, database: Database, clock: Clock
) -> None:
    ledger = dialogue.channel.ledger
    await ledger.answered(17, ())
    replica = receiver(dialogue, database)
    await replica.take(dialogue.api.text(RIDER, "驿站在哪"))
    assert len(await ledger.answered_updates()) == 2
    started = clock.now
    stop = asyncio.Event()

    async def in_no_time(seconds: float) -> None:
        await clock.sleep(seconds)
        await asyncio.sleep(0)

    running = asyncio.create_task(replica.run(stop))
    async with asyncio.timeout(LONGEST), Keeper(clock, in_no_time).keeping(*updates_jobs(replica)):
        while await ledger.answered_updates():
            assert not running.done()
    stop.set()
    await running
    assert clock.now - started > 3600


async def test_a_door_is_closed_until_the_channel_opens_it(dialogue: Dialogue, database: Database) -> None:
    door = Door(URL, TOKEN)
    update = dialogue.api.text(RIDER, "驿站在哪")
    assert not await door.take(update)
    door.open(receiver(dialogue, database))
    assert await door.take(update)
    door.close()
    assert not await door.take(dialogue.api.text(RIDER, "欠薪"))
    assert len(dialogue.api.sent) == 1


def test_every_replica_derives_the_same_secret_which_does_not_give_the_token_away() -> None:
    one, other = Door(URL, TOKEN), Door(URL, TOKEN)
    assert one.secret == other.secret != Door(URL, TOKEN + "x").secret
    assert one.path == "/bring/telegram"
    assert TOKEN.partition(":")[2] not in one.secret
    assert len(one.secret) == 64
