"""What the matcher reads, and the number by which it notices a change."""

import asyncio

import pytest
from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError

from data.catalogue.entries import ExamplePhrase, Subject, SubjectKey
from data.catalogue.whole import hold_catalogue, move_revision, read_catalogue, read_revision
from data.storage.engine import Database
from data.tables import CatalogueRevision, Intent, Phrase, table_of

INTENT, PHRASE, REVISION = (table_of(model) for model in (Intent, Phrase, CatalogueRevision))


async def test_an_empty_catalogue_has_revision_0(database: Database) -> None:
    async with database.read() as session:
        rows = await read_catalogue(session)
    assert (rows.revision, rows.subjects, rows.entries, rows.phrases, rows.with_passage) == (0, (), (), (), frozenset())


async def test_subjects_stand_in_their_order_and_phrases_by_age(database: Database) -> None:
    async with database.write_rows() as connection:
        await connection.execute(
            insert(INTENT),
            [
                {"id": "b", "name": "乙", "scope": "乙事", "position": 1, "keys": []},
                {"id": "a", "name": "甲", "scope": "甲事", "position": 0, "keys": ["of_a_later_release", "comfort"]},
            ],
        )
        phrases = [("b", "早", "plain", "seed"), (None, "晚", "chitchat", "taught"), ("a", "中", "slang", "seed")]
        keys = ("intent", "text", "kind", "origin")
        await connection.execute(insert(PHRASE), [dict(zip(keys, phrase, strict=True)) for phrase in phrases])
    async with database.read() as session:
        rows = await read_catalogue(session)
    assert rows.subjects == (Subject("a", "甲", "甲事", keys=(SubjectKey.COMFORT,)), Subject("b", "乙", "乙事"))
    assert rows.phrases == (
        ExamplePhrase("b", "早", "plain"),
        ExamplePhrase(None, "晚", "chitchat", taught=True),
        ExamplePhrase("a", "中", "slang"),
    )


@pytest.mark.parametrize("intent", ["a", None])
async def test_one_phrase_stands_once_under_one_intent(database: Database, intent: str | None) -> None:
    row = {"intent": intent, "text": "早", "kind": "plain", "origin": "taught"}
    async with database.write_rows() as connection:
        await connection.execute(insert(INTENT).values(id="a", name="甲", scope="甲事", position=0))
        await connection.execute(insert(PHRASE).values(row))
    with pytest.raises(IntegrityError):
        async with database.write_rows() as connection:
            await connection.execute(insert(PHRASE).values(row))


async def test_each_change_moves_the_revision_also_of_two_at_once(database: Database) -> None:
    async def change() -> None:
        async with database.write_rows() as connection:
            await hold_catalogue(connection)
            await move_revision(connection)

    await asyncio.gather(*(change() for _ in range(4)))
    async with database.read() as session:
        assert await read_revision(session) == 4


async def test_a_database_without_the_revision_row_counts_as_never_loaded(database: Database) -> None:
    async with database.write_rows() as connection:
        await connection.execute(delete(REVISION))
    async with database.read() as session:
        assert await read_revision(session) == 0
