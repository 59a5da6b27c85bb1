"""Changes of entries with their revisions and audit rows, on both databases."""

import asyncio
from dataclasses import replace

import pytest

from data.catalogue import changes as editing
from data.catalogue.changes import EntriesMoved, EntryChange
from data.catalogue.entries import Conflict, Fact, ServiceEntry
from data.catalogue.stored_entries import entry_of_json
from data.catalogue.whole import hold_catalogue, read_revision
from data.people import audit
from data.people.audit import Actor
from data.seeding.loading import load_seeds
from data.seeding.seed_files import Seeds
from data.storage.engine import Database

EDITOR = Actor("tg:7", "telegram")
LAWYERS = "hohhot-volunteer-lawyers"


async def stored(database: Database, entry_id: str) -> ServiceEntry | None:
    async with database.engine.connect() as connection:
        return await editing.entry_by_id(connection, entry_id)


async def known(database: Database, entry_id: str) -> ServiceEntry:
    entry = await stored(database, entry_id)
    assert entry is not None
    return entry


async def save(database: Database, action: str, *changes: EntryChange, at: int = 100) -> None:
    async with database.write_rows() as connection:
        await hold_catalogue(connection)
        await editing.apply(connection, EDITOR, "editor", at, action, changes)


async def revision(database: Database) -> int:
    async with database.read() as session:
        return await read_revision(session)


async def test_a_change_is_stored_with_its_revision_and_audit_row(seeded_database: Database) -> None:
    before = await known(seeded_database, LAWYERS)
    after = replace(
        before,
        how="打 12351",
        contact=None,
        facts=(Fact("律师", "25", "名", "2026"),),
        conflict=Conflict("a-b", "不同"),
    )
    at_first = await revision(seeded_database)
    await save(seeded_database, editing.EDIT, EntryChange(before, after))
    assert await stored(seeded_database, LAWYERS) == after
    assert await revision(seeded_database) == at_first + 1
    (kept,) = await editing.history(seeded_database, LAWYERS, 10)
    assert (kept.number, kept.at, kept.actor, kept.role, kept.channel, kept.action) == (
        1, 100, "tg:7", "editor", "telegram", "edit",
    )  # fmt: skip
    assert entry_of_json(kept.before) == before
    assert entry_of_json(kept.after) == after
    (row,) = await audit.newest(seeded_database, 10)
    assert (row.action, row.subject) == ("entry.edit", LAWYERS)
    assert "how=打 12351" in (row.after or "")


async def test_numbers_count_within_an_entry_and_history_is_paged(seeded_database: Database) -> None:
    for number in range(5):
        before = await known(seeded_database, LAWYERS)
        await save(seeded_database, editing.EDIT, EntryChange(before, replace(before, how=f"第{number}种办法")))
    rows = await editing.history(seeded_database, LAWYERS, 2)
    assert [row.number for row in rows] == [5, 4]
    rows = await editing.history(seeded_database, LAWYERS, 10, before=4)
    assert [row.number for row in rows] == [3, 2, 1]


async def test_a_change_of_what_is_no_longer_so_is_refused_and_writes_nothing(seeded_database: Database) -> None:
    before = await known(seeded_database, LAWYERS)
    other = await known(seeded_database, "hohhot-lawyer-day")
    await save(seeded_database, editing.EDIT, EntryChange(before, replace(before, how="甲")))
    at_first = await revision(seeded_database)
    with pytest.raises(EntriesMoved) as refused:
        await save(
            seeded_database,
            editing.IMPORT,
            EntryChange(other, replace(other, how="丙")),
            EntryChange(before, replace(before, how="乙")),
        )
    assert refused.value.now == {LAWYERS: replace(before, how="甲")}
    assert await stored(seeded_database, "hohhot-lawyer-day") == other
    assert await revision(seeded_database) == at_first
    assert len(await audit.newest(seeded_database, 10)) == 1
    with pytest.raises(EntriesMoved):
        await save(seeded_database, editing.ADD, EntryChange(None, before))
    with pytest.raises(ValueError, match="two changes"):
        await save(seeded_database, editing.EDIT, EntryChange(other, other), EntryChange(other, other))


async def test_an_entry_removed_by_hand_stays_removed_over_a_load(seeded_database: Database, seeds: Seeds) -> None:
    before = await known(seeded_database, LAWYERS)
    await save(seeded_database, editing.REMOVE, EntryChange(before, None))
    for _ in range(2):
        report = await load_seeds(seeded_database, seeds)
        assert [(kept.id, kept.removed) for kept in report.kept] == [(LAWYERS, True)]
        assert report.added == []
        assert await stored(seeded_database, LAWYERS) is None
    await save(seeded_database, editing.UNDO, EntryChange(None, before))
    report = await load_seeds(seeded_database, seeds)
    assert report.kept == []
    assert await stored(seeded_database, LAWYERS) == before


async def test_an_entry_of_another_place_in_the_page_loses_the_words_of_the_old_one(seeded_database: Database) -> None:
    before = await known(seeded_database, LAWYERS)
    moved = replace(before, source=replace(before.source, start=1))
    await save(seeded_database, editing.EDIT, EntryChange(before, moved))
    assert await stored(seeded_database, LAWYERS) == moved


async def test_fifty_at_once_lose_nothing(seeded_database: Database) -> None:
    """Each reads and writes in one transaction: the numbers are 1 to 50 and each builds on the one before."""

    async def append(number: int) -> None:
        async with seeded_database.write_rows() as connection:
            await hold_catalogue(connection)
            before = await editing.entry_by_id(connection, LAWYERS)
            assert before is not None
            after = replace(before, facts=(*before.facts, Fact(f"第{number}条", "1", "个", None)))
            await editing.apply(connection, EDITOR, "editor", 100, editing.EDIT, [EntryChange(before, after)])

    facts = len((await known(seeded_database, LAWYERS)).facts)
    await asyncio.gather(*(append(number) for number in range(50)))
    assert len((await known(seeded_database, LAWYERS)).facts) == facts + 50
    assert len(await editing.history(seeded_database, LAWYERS, 100)) == 50
