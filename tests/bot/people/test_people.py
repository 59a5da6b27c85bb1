"""What is kept of a person."""

import asyncio

from bot.people.people import Held, People
from data.storage.engine import Database
from data.tables import Conversation

NOW = 1_800_000_000.0


async def test_a_region_is_kept_changed_and_dropped(database: Database) -> None:
    people = People(database, lambda: NOW)
    assert await people.region("tg:1") is None
    await people.choose_region("tg:1", "内蒙古自治区")
    await people.choose_region("tg:1", "内蒙古自治区包头市")
    assert await people.region("tg:1") == "内蒙古自治区包头市"
    assert await people.held("tg:1") == Held("内蒙古自治区包头市", int(NOW), (), 0)
    await people.choose_region("tg:1", None)
    await people.choose_region("tg:1", None)
    assert await people.held("tg:1") == Held(None, None, (), 0)


async def test_many_who_ask_at_once_get_each_their_own(database: Database) -> None:
    people = People(database, lambda: NOW)
    for number in range(0, 50, 2):
        await people.choose_region(f"tg:{number}", f"地区{number}")
    asked = await asyncio.gather(*(people.region(f"tg:{number}") for number in range(50)))
    assert list(asked) == [None if number % 2 else f"地区{number}" for number in range(50)]


async def test_forgetting_drops_one_persons_rows_in_every_chat_and_nobody_elses(database: Database) -> None:
    people = People(database, lambda: NOW)
    for person in ("tg:5", "tg:15", "web:5"):
        await people.choose_region(person, "内蒙古自治区")
    async with database.write() as session:
        for key in ("tg:5:5", "tg:-100:5", "tg:15:15", "tg:5:15", "web:5:5", "tg:1_5:5"):
            session.add(Conversation(key=key, state=f"state of {key}", updated_at=int(NOW)))
    assert sorted((await people.held("tg:5")).conversations) == [
        "state of tg:-100:5",
        "state of tg:1_5:5",
        "state of tg:5:5",
    ]
    await people.forget("tg:5")
    assert await people.held("tg:5") == Held(None, None, (), 0)
    assert sorted((await people.held("tg:15")).conversations) == ["state of tg:15:15", "state of tg:5:15"]
    assert (await people.held("web:5")).region == "内蒙古自治区"
