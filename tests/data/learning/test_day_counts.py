"""Counters that many add to at once."""

import asyncio

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.learning.day_counts import DayCounts
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit

DAY = "2027-01-15"


async def test_two_processes_that_add_to_the_same_counters_lose_nothing(database: Database) -> None:
    both = [GroupCommit(database) for _ in range(2)]
    counts = [DayCounts(database, commits) for commits in both]
    intents = ["station", "legal_aid", "voice"]

    async def add(own: DayCounts, order: list[str]) -> None:
        for _ in range(40):
            for intent in order:
                own.add(DAY, intent, "answer")
            await asyncio.sleep(0)

    await asyncio.gather(add(counts[0], intents), add(counts[1], intents[::-1]))
    for commits in both:
        await commits.drain()
        await asyncio.sleep(0)
        await commits.drain()
    assert await counts[0].between(DAY, DAY) == {(DAY, intent, "answer"): 80 for intent in intents}


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(-3, 3)), max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
def test_changes_in_transactions_add_up(database_url: str, changes: list[tuple[str, int]]) -> None:
    async def change() -> None:
        database = Database(database_url)
        counts = DayCounts(database, GroupCommit(database))
        before = await counts.between(DAY, DAY)
        for intent, by in changes:
            async with database.write_rows() as connection:
                await counts.change(connection, {(DAY, intent, "helpful"): by})
        after = await counts.between(DAY, DAY)
        await database.close()
        for intent in "ab":
            key = (DAY, intent, "helpful")
            assert after.get(key, 0) == before.get(key, 0) + sum(by for name, by in changes if name == intent)

    asyncio.run(change())
