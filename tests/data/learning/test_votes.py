"""Votes on answers of the page: one row an answer, and counts that agree with the rows however presses meet."""

import asyncio

import pytest
from sqlalchemy import func, select

from data.learning.day_counts import HELPFUL, UNHELPFUL, DayCounts
from data.learning.votes import Cast, Votes
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.tables import PageVote, table_of

NOW = 1_800_000_000
DAY = "2027-01-15"
ANSWER, OTHER = "a" * 32, "b" * 32


@pytest.fixture
def counts(database: Database) -> DayCounts:
    return DayCounts(database, GroupCommit(database))


@pytest.fixture
def votes(database: Database, counts: DayCounts) -> Votes:
    return Votes(database, counts)


async def kept(database: Database) -> int:
    async with database.engine.connect() as connection:
        return await connection.scalar(select(func.count()).select_from(table_of(PageVote))) or 0


async def test_a_vote_counts_changes_and_is_taken_back(votes: Votes, counts: DayCounts, database: Database) -> None:
    cast = [await votes.cast_on_page(ANSWER, NOW, "station", helpful=helpful, day=DAY) for helpful in (True, False)]
    assert cast == [Cast.COUNTED, Cast.CHANGED]
    assert await counts.between(DAY, DAY) == {(DAY, "station", HELPFUL): 0, (DAY, "station", UNHELPFUL): 1}
    assert await votes.cast_on_page(ANSWER, NOW, "station", helpful=False, day=DAY) is Cast.WITHDRAWN
    assert set((await counts.between(DAY, DAY)).values()) == {0}
    assert await kept(database) == 1


async def test_presses_at_once_on_two_replicas_are_one_vote(
    votes: Votes, counts: DayCounts, database: Database
) -> None:
    replica = Votes(database, counts)
    presses = (one.cast_on_page(ANSWER, NOW, "station", helpful=True, day=DAY) for one in (votes, replica, votes))
    assert sorted(cast.name for cast in await asyncio.gather(*presses)) == ["COUNTED", "COUNTED", "WITHDRAWN"]
    assert await counts.between(DAY, DAY) == {(DAY, "station", HELPFUL): 1}
    assert await kept(database) == 1


async def test_purging_forgets_the_rows_and_keeps_the_counts(
    votes: Votes, counts: DayCounts, database: Database
) -> None:
    await votes.cast_on_page(ANSWER, NOW - 1, "station", helpful=True, day=DAY)
    await votes.cast_on_page(OTHER, NOW, "station", helpful=True, day=DAY)
    await votes.purge(NOW)
    assert await kept(database) == 1
    assert await counts.between(DAY, DAY) == {(DAY, "station", HELPFUL): 2}
