"""A change in the database reaches a running assistant, first with the old model, then with the new one."""

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import DropTable

from bot.bootstrap.parts import RunningParts
from bot.catalogue.building import Snapshots
from bot.catalogue.live import LOOK_EVERY, LiveCatalogue
from bot.catalogue.snapshot import Snapshot
from bot.reply import Message
from bot.upkeep.jobs import Job, Keeper
from data.catalogue import changes as editing
from data.catalogue.changes import EntryChange
from data.catalogue.whole import TAUGHT, hold_catalogue, move_revision
from data.people.audit import Actor
from data.storage.engine import Database
from data.tables import CatalogueRevision, Entry, Phrase, table_of

pytestmark = pytest.mark.slow

_ENTRY = table_of(Entry)
LAWYERS = "hohhot-volunteer-lawyers"


async def change(database: Database, summary: str) -> None:
    async with database.write_rows() as connection:
        await hold_catalogue(connection)
        await connection.execute(update(_ENTRY).where(_ENTRY.c.id == LAWYERS).values(summary=summary))
        await move_revision(connection)


async def _at_once(_seconds: float) -> None:
    await asyncio.sleep(0)


async def summary(parts: RunningParts) -> str:
    return (await parts.assistant.reply(Message(choice=f"e:{LAWYERS}"))).text


async def test_an_edited_entry_is_answered_from_without_a_restart(opened_parts: RunningParts) -> None:
    parts = opened_parts
    taken = asyncio.Event()

    def take(snapshot: Snapshot) -> None:
        parts.assistant.take(snapshot)
        taken.set()

    live = LiveCatalogue(parts.snapshots, lambda: parts.assistant.snapshot, take)
    async with Keeper(time.time, _at_once).keeping(Job("catalogue", "", LOOK_EVERY, live.look)):
        await change(parts.database, "改过的一句话。")
        await taken.wait()
    assert "改过的一句话" in await summary(parts)


async def test_whoever_changed_it_need_not_wait_for_the_next_look(opened_parts: RunningParts) -> None:
    await change(opened_parts.database, "改过的一句话。")
    await opened_parts.live.renew()
    assert "改过的一句话" in await summary(opened_parts)
    before = opened_parts.assistant.snapshot
    await opened_parts.live.renew()
    assert opened_parts.assistant.snapshot is before


async def test_changes_at_once_end_with_the_newest(opened_parts: RunningParts) -> None:
    async def changed(number: int) -> None:
        await change(opened_parts.database, f"第{number}次。")
        await opened_parts.live.renew()

    await asyncio.gather(*(changed(number) for number in range(8)))
    assert await opened_parts.snapshots.newer(opened_parts.assistant.snapshot) is None
    assert opened_parts.assistant.snapshot.revision >= 8


async def test_the_model_learns_a_taught_phrase_in_the_background(
    small_database: Database, small: Snapshot, tmp_path: Path
) -> None:
    """Until it is fitted the model before answers; a change of an entry's words alone fits no other."""
    held = [small]
    fits: list[int] = []
    snapshots = Snapshots(small_database, small.featurizer, small.synonyms, b"", tmp_path, fits.append)
    taken, taken_again = asyncio.Event(), asyncio.Event()

    def take(snapshot: Snapshot) -> None:
        held.append(snapshot)
        if taken.is_set():
            taken_again.set()
        if snapshot.model is not small.model:
            taken.set()

    live = LiveCatalogue(snapshots, lambda: held[-1], take)
    async with Keeper(time.time, _at_once).keeping(Job("catalogue", "", LOOK_EVERY, live.look)):
        async with small_database.write_rows() as connection:
            await hold_catalogue(connection)
            row = {"intent": "camp", "text": "娃娃放假上哪耍", "kind": "plain", "origin": TAUGHT}
            await connection.execute(insert(table_of(Phrase)).values(row))
            await move_revision(connection)
        await taken.wait()
        fitted = held[-1]
        async with small_database.write_rows() as connection:
            await hold_catalogue(connection)
            before = await editing.entry_by_id(connection, "city-stops")
            assert before is not None
            changes = [EntryChange(before, replace(before, how="推门就进"))]
            await editing.apply(connection, Actor("tg:1", "telegram"), "owner", 1, editing.EDIT, changes)
        await taken_again.wait()
    live.close()
    assert held[1].model is small.model
    assert held[-1].model is fitted.model
    assert held[-1].entries["city-stops"].how == "推门就进"
    assert len(fits) == 1


async def test_an_unreachable_database_keeps_the_last_snapshot(opened_parts: RunningParts) -> None:
    parts = opened_parts
    snapshot = parts.assistant.snapshot
    async with parts.database.write_rows() as connection:
        await connection.execute(DropTable(table_of(CatalogueRevision)))
    await parts.live.renew()
    with pytest.raises(SQLAlchemyError):
        await parts.live.look()
    assert parts.assistant.snapshot is snapshot
