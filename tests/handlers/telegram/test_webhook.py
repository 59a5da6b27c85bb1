"""Updates that Telegram brings by itself: answered once, in order, and again when that could not be noted."""

import asyncio

import pytest
from sqlalchemy import text

from data.engine import Database
from handlers.telegram.webhook import Door, Receiver
from tests.fake_bot_api import TOKEN
from tests.handlers.telegram.conftest import Clock, Dialogue

RIDER = 1001
URL = "https://gonghui.example/bring/telegram"


def receiver(dialogue: Dialogue) -> Receiver:
    """A replica; several share the database and Telegram."""
    return Receiver(dialogue.channel.answer, dialogue.channel.ledger, dialogue.clock, dialogue.clock.sleep)


async def test_an_update_brought_twice_at_once_or_later_is_answered_once(dialogue: Dialogue) -> None:
    replica, other = receiver(dialogue), receiver(dialogue)
    update = dialogue.api.text(RIDER, "驿站在哪")
    assert await asyncio.gather(*(replica.take(update) for _ in range(5))) == [True] * 5
    assert await replica.take(update)
    assert await other.take(update)
    assert len(dialogue.api.sent) == 1


async def test_one_person_is_answered_in_order(dialogue: Dialogue) -> None:
    replica = receiver(dialogue)
    updates = [dialogue.api.text(RIDER, f"第{n}句") for n in range(10)]
    await asyncio.gather(*map(replica.take, updates))
    assert [message["text"] for message in dialogue.api.sent] == [f"没听懂：第{n}句" for n in range(10)]


async def test_an_update_that_broke_us_is_apologised_for_once(
    dialogue: Dialogue, caplog: pytest.LogCaptureFixture
) -> None:
    replica = receiver(dialogue)
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
    assert not await receiver(dialogue).take(dialogue.api.text(RIDER, "驿站在哪"))
    assert all("in ledger #" in record.getMessage() for record in caplog.records if record.name == "handlers.reporting")
    caplog.clear()


async def test_numbers_are_dropped_after_an_hour_those_of_before_the_start_too(
    dialogue: Dialogue, clock: Clock
) -> None:
    ledger = dialogue.channel.ledger
    await ledger.answered(17, ())
    replica = receiver(dialogue)
    await replica.take(dialogue.api.text(RIDER, "驿站在哪"))
    assert len(await ledger.answered_updates()) == 2
    started = clock.now
    stop = asyncio.Event()
    running = asyncio.create_task(replica.run(stop))
    async with asyncio.timeout(20):
        while await ledger.answered_updates():
            assert not running.done()
    stop.set()
    await running
    assert clock.now - started > 3600


async def test_a_door_is_closed_until_the_channel_opens_it(dialogue: Dialogue) -> None:
    door = Door(URL, TOKEN)
    update = dialogue.api.text(RIDER, "驿站在哪")
    assert not await door.take(update)
    door.open(receiver(dialogue))
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
