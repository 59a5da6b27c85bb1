"""A change in the database reaches a running assistant, first with the old model, then with the new one."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import update

from bot.opening import Opened
from bot.reply import Message
from bot.snapshots import LOOK_EVERY
from data.catalogue import hold_catalogue, move_revision
from data.tables import Entry, table_of

_ENTRY = table_of(Entry)


async def until(condition: Callable[[], bool]) -> None:
    """Lets everything else run until the condition holds; the test's own time-out is the limit."""
    while not condition():
        await asyncio.sleep(0)


async def test_an_edited_entry_is_answered_from_without_a_restart(opened_parts: Opened) -> None:
    parts = opened_parts
    looks: list[float] = []

    async def sleep(seconds: float) -> None:
        looks.append(seconds)
        await asyncio.sleep(0)

    before = parts.assistant.snapshot.revision
    following = asyncio.create_task(
        parts.snapshots.follow(lambda: parts.assistant.snapshot, parts.assistant.take, sleep)
    )
    async with parts.database.write_rows() as connection:
        await hold_catalogue(connection)
        await connection.execute(
            update(_ENTRY).where(_ENTRY.c.id == "hohhot-volunteer-lawyers").values(summary="改过的一句话。")
        )
        await move_revision(connection)
    await until(lambda: parts.assistant.snapshot.revision > before)
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    reply = await parts.assistant.reply(Message(choice="e:hohhot-volunteer-lawyers"))
    assert "改过的一句话" in reply.text
    assert set(looks) == {LOOK_EVERY}


async def test_an_unreachable_database_keeps_the_last_snapshot(opened_parts: Opened, tmp_path: Path) -> None:
    parts = opened_parts
    snapshot = parts.assistant.snapshot
    await parts.database.close()
    looks = 0

    async def sleep(_seconds: float) -> None:
        nonlocal looks
        looks += 1
        await asyncio.sleep(0)

    following = asyncio.create_task(
        parts.snapshots.follow(lambda: parts.assistant.snapshot, parts.assistant.take, sleep)
    )
    await until(lambda: looks > 2)
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    assert parts.assistant.snapshot is snapshot
