"""Phrases that editors taught, as rows."""

import pytest
from sqlalchemy import delete, select

from data.catalogue.taught import KIND, EntryGone, TaughtPhrase, take_back, taught_count, taught_phrases, teach
from data.catalogue.whole import read_catalogue
from data.storage.engine import Database
from data.tables import Entry, Phrase, table_of

PHRASE = table_of(Phrase)


async def taught(database: Database, text: str, entry: str | None) -> int:
    async with database.write_rows() as connection:
        return await teach(connection, text, entry)


async def rows(database: Database, text: str) -> list[tuple[object, ...]]:
    columns = (PHRASE.c[name] for name in ("intent", "kind", "origin", "entry"))
    async with database.engine.connect() as connection:
        query = select(*columns).where(PHRASE.c.text == text).order_by(PHRASE.c.id)
        return [tuple(row) for row in await connection.execute(query)]


async def revision(database: Database) -> int:
    async with database.read() as session:
        return (await read_catalogue(session)).revision


async def test_a_phrase_is_taught_and_taken_back_and_each_moves_the_revision(small_database: Database) -> None:
    before = await revision(small_database)
    number = await taught(small_database, "遛弯歇哪", "city-stops")
    assert await rows(small_database, "遛弯歇哪") == [("rest_stop", KIND, "taught", "city-stops")]
    assert await revision(small_database) == before + 1
    phrase = TaughtPhrase(number, "遛弯歇哪", "rest_stop", "city-stops")
    assert (await taught_phrases(small_database, 9, 0), await taught_count(small_database)) == ([phrase], 1)
    async with small_database.write_rows() as connection:
        assert await take_back(connection, number) == phrase
        assert await take_back(connection, number) is None
    assert await rows(small_database, "遛弯歇哪") == []
    assert await revision(small_database) == before + 2


async def test_the_same_words_are_taught_one_thing_at_a_time(small_database: Database) -> None:
    await taught(small_database, "遛弯歇哪", "city-stops")
    await taught(small_database, "遛弯歇哪", None)
    await taught(small_database, "遛弯歇哪", "eye-check")
    assert await rows(small_database, "遛弯歇哪") == [("eye_check", KIND, "taught", "eye-check")]


async def test_a_phrase_that_ships_lends_its_row(small_database: Database) -> None:
    before = await rows(small_database, "哪能歇脚")
    number = await taught(small_database, "哪能歇脚", "district-stop")
    assert await rows(small_database, "哪能歇脚") == [("rest_stop", "plain", "taught", "district-stop")]
    async with small_database.write_rows() as connection:
        await take_back(connection, number)
    assert await rows(small_database, "哪能歇脚") == before


async def test_when_the_entry_goes_the_subject_stays(small_database: Database) -> None:
    await taught(small_database, "遛弯歇哪", "city-stops")
    async with small_database.write_rows() as connection:
        await connection.execute(delete(table_of(Entry)).where(table_of(Entry).c.id == "city-stops"))
    assert await rows(small_database, "遛弯歇哪") == [("rest_stop", KIND, "taught", None)]


async def test_an_entry_that_is_gone_is_taught_nothing(small_database: Database) -> None:
    with pytest.raises(EntryGone):
        await taught(small_database, "遛弯歇哪", "no-such-entry")
    assert await rows(small_database, "遛弯歇哪") == []
