"""Writers that share a transaction: all get through, and one that fails harms nobody else."""

import asyncio

import pytest
from sqlalchemy import Insert, Select, Update, insert, select, update
from sqlalchemy.exc import IntegrityError

from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.tables import Person, table_of

PERSON = table_of(Person)
ADD: Insert = insert(PERSON)
MOVE: Update = update(PERSON).values(region="甲省")


def row(number: int) -> dict[str, object]:
    return {"key": f"test:{number}", "region": None, "since": number}


async def keys(database: Database) -> list[str]:
    stored: Select[str] = select(PERSON.c.key).order_by(PERSON.c.since)
    async with database.engine.connect() as connection:
        return list((await connection.execute(stored)).scalars())


async def test_concurrent_writers_are_all_committed_when_they_return(database: Database) -> None:
    commits = GroupCommit(database)

    async def write_and_look(number: int) -> bool:
        await commits.write((ADD, row(number)))
        return f"test:{number}" in await keys(database)

    assert all(await asyncio.gather(*(write_and_look(number) for number in range(40))))
    assert await keys(database) == [f"test:{number}" for number in range(40)]


async def test_a_failing_writer_is_told_and_the_others_are_committed(database: Database) -> None:
    commits = GroupCommit(database)
    await commits.write((ADD, row(3)))
    results = await asyncio.gather(*(commits.write((ADD, row(number))) for number in range(6)), return_exceptions=True)
    assert [type(result) for result in results] == [type(None)] * 3 + [IntegrityError] + [type(None)] * 2
    assert await keys(database) == [f"test:{number}" for number in range(6)]


async def test_one_writers_statements_are_all_or_none(database: Database) -> None:
    commits = GroupCommit(database)
    with pytest.raises(IntegrityError):
        await commits.write((ADD, row(1)), (ADD, row(2)), (ADD, row(1)))
    assert await keys(database) == []


async def test_each_writer_keeps_its_own_order_when_statements_are_merged(database: Database) -> None:
    """Merged in the order of the first writer alone, the second's region would be set before its row is there."""
    commits = GroupCommit(database)
    mine = MOVE.where(PERSON.c.key == "test:2")
    await asyncio.gather(
        commits.write((mine, {}), (ADD, row(1))),
        commits.write((ADD, row(2)), (mine, {})),
    )
    async with database.engine.connect() as connection:
        regions = await connection.execute(select(PERSON.c.region).where(PERSON.c.key == "test:2"))
        assert regions.scalar() == "甲省"


async def test_drain_waits_for_what_was_handed_in(database: Database) -> None:
    commits = GroupCommit(database)
    waiting = asyncio.create_task(commits.write((ADD, row(1))))
    await asyncio.sleep(0)
    await commits.drain()
    assert await keys(database) == ["test:1"]
    await waiting


async def test_a_caller_that_stops_waiting_does_not_stop_the_others(database: Database) -> None:
    commits = GroupCommit(database)
    first, second = (asyncio.create_task(commits.write((ADD, row(number)))) for number in (1, 2))
    await asyncio.sleep(0)
    first.cancel()
    await second
    assert "test:2" in await keys(database)
    with pytest.raises(asyncio.CancelledError):
        await first
