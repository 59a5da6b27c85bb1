"""A change in the database reaches a running assistant, first with the old model, then with the new one."""

import asyncio

from sqlalchemy import update

from bot.catalogue import Snapshot
from bot.opening import Opened
from bot.reply import Message
from bot.snapshots import LOOK_EVERY
from data.catalogue import hold_catalogue, move_revision
from data.tables import Entry, table_of

_ENTRY = table_of(Entry)


async def test_an_edited_entry_is_answered_from_without_a_restart(opened_parts: Opened) -> None:
    parts = opened_parts
    looks: list[float] = []

    async def sleep(seconds: float) -> None:
        looks.append(seconds)
        await asyncio.sleep(0)

    taken = asyncio.Event()

    def take(snapshot: Snapshot) -> None:
        parts.assistant.take(snapshot)
        taken.set()

    following = asyncio.create_task(parts.snapshots.follow(lambda: parts.assistant.snapshot, take, sleep))
    async with parts.database.write_rows() as connection:
        await hold_catalogue(connection)
        await connection.execute(
            update(_ENTRY).where(_ENTRY.c.id == "hohhot-volunteer-lawyers").values(summary="改过的一句话。")
        )
        await move_revision(connection)
    await taken.wait()
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    reply = await parts.assistant.reply(Message(choice="e:hohhot-volunteer-lawyers"))
    assert "改过的一句话" in reply.text
    assert set(looks) == {LOOK_EVERY}


async def test_an_unreachable_database_keeps_the_last_snapshot(opened_parts: Opened) -> None:
    parts = opened_parts
    snapshot = parts.assistant.snapshot
    await parts.database.close()
    looks = iter(range(3))
    looked = asyncio.Event()

    async def sleep(_seconds: float) -> None:
        if next(looks, None) is None:
            looked.set()
        await asyncio.sleep(0)

    following = asyncio.create_task(
        parts.snapshots.follow(lambda: parts.assistant.snapshot, parts.assistant.take, sleep)
    )
    await looked.wait()
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    assert parts.assistant.snapshot is snapshot
