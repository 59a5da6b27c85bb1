"""What is counted of a question, what never is, and what is gone when the day is over."""

import asyncio
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.answering import danger_words
from bot.learning.noting import PURGE_EVERY, REMEMBERED_FOR, Learning, Told
from bot.reply import Card, Outcome, Reply, Text
from bot.understanding.features import Featurizer
from data.learning.misses import KEPT_UNSHOWN, SHOWN_FROM, Misses, miss_id
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.tables import METADATA, DayAsker, DayCount, DayKey, table_of

DAY = 24 * 3600
NOON = 1_800_014_400.0  # 2027-01-15 12:00 UTC
QUESTION = "汽车怎么年检"


MISSED = Reply(Outcome.UNKNOWN, (Text("不归工会管"),), "voice", 0.1, question=QUESTION)
ANSWERED = Reply(Outcome.ANSWER, (Card("12 个", (), "来源"),), "station", 0.9, question="驿站有几个")


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def learning_over(database: Database, commits: GroupCommit, featurizer: Featurizer, clock: Clock) -> Learning:
    return Learning(database, commits, featurizer, clock, UTC)


@pytest.fixture
def learning(database: Database, commits: GroupCommit, featurizer: Featurizer, clock: Clock) -> Learning:
    return learning_over(database, commits, featurizer, clock)


async def stored(database: Database) -> str:
    """Every value of every table."""
    async with database.engine.connect() as connection:
        rows = [row for table in METADATA.sorted_tables for row in await connection.execute(select(table))]
    return "\n".join(str(row) for row in rows)


async def rows_of(database: Database, model: type) -> list[tuple[object, ...]]:
    async with database.engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(select(table_of(model)))]


async def shown(database: Database) -> list[tuple[str, int, int]]:
    return [(miss.question, miss.people, miss.asked) for miss in await Misses(database).shown(10, 0)]


async def test_a_miss_is_shown_from_three_different_people_on(
    learning: Learning, database: Database, commits: GroupCommit
) -> None:
    for person in ("tg:1", "tg:1", "tg:1", "tg:2"):
        await learning.note(person, QUESTION, MISSED)
        await commits.drain()
        assert await shown(database) == []
    await learning.note("tg:3", QUESTION, MISSED)
    await commits.drain()
    assert SHOWN_FROM == 3
    assert await shown(database) == [(QUESTION, 3, 5)]


async def test_a_day_that_is_over_leaves_a_number_and_neither_hash_nor_key(
    learning: Learning, database: Database, commits: GroupCommit, clock: Clock
) -> None:
    for person in ("tg:1001", "tg:1002"):
        await learning.note(person, QUESTION, MISSED)
        await learning.note(person, "驿站有几个", ANSWERED)
    await commits.drain()
    assert len(await rows_of(database, DayKey)) == 1
    hashes = {str(row[2]) for row in await rows_of(database, DayAsker)}
    assert len(hashes) == len(await rows_of(database, DayAsker)) == 6  # another one for everything asked about
    clock.now += DAY
    await learning.tidy()
    assert await rows_of(database, DayKey) == await rows_of(database, DayAsker) == []
    everything = await stored(database)
    assert not any(asker in everything for asker in hashes)
    assert "1001" not in everything
    assert set(await rows_of(database, DayCount)) == {
        ("2027-01-15", "", "unknown", 2),
        ("2027-01-15", "station", "answer", 2),
        ("2027-01-15", "station", "people", 2),
        ("2027-01-15", "*", "people", 2),
    }
    await learning.note("tg:1001", QUESTION, MISSED)  # another day: counts again
    await commits.drain()
    assert await shown(database) == [(QUESTION, 3, 3)]


async def test_two_processes_share_the_days_key_and_close_the_day_once(
    database: Database, commits: GroupCommit, featurizer: Featurizer, clock: Clock
) -> None:
    both = [learning_over(database, GroupCommit(database), featurizer, clock) for _ in range(2)]
    await asyncio.gather(*(one.note(f"tg:{n}", QUESTION, MISSED) for one in both for n in (1, 2, 3)))
    await asyncio.gather(*(one._commits.drain() for one in both))
    assert await shown(database) == [(QUESTION, 3, 6)]
    clock.now += DAY
    await asyncio.gather(*(one.tidy() for one in both))
    assert await shown(database) == [(QUESTION, 3, 6)]


@pytest.mark.parametrize(
    "said", ["王师傅不给工资", "打13847112345问年检", "蒙A12345怎么年检", "我叫赵铁柱怎么年检", "年检" * 21]
)
async def test_what_leads_to_somebody_stands_nowhere(
    learning: Learning, database: Database, commits: GroupCommit, said: str
) -> None:
    reply = replace(MISSED, question=said.lower())
    for person in ("tg:1", "tg:2", "tg:3"):
        await learning.note(person, said, reply)
    await commits.drain()
    assert learning.offer(said, reply).tell is None
    assert await learning.tell(miss_id(said.lower())) is Told.TOO_LATE
    assert await shown(database) == []
    assert said.lower() not in await stored(database)
    if database.is_sqlite:
        file = Path(str(database.url.database))
        kept = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
        assert said.lower().encode() not in kept


async def test_dangers_small_talk_and_answers_are_no_misses(
    learning: Learning, database: Database, commits: GroupCommit
) -> None:
    danger = replace(MISSED, blocks=(Text(danger_words.HURT, urgent=True),))
    greeting = Reply(Outcome.SMALLTALK, (Text("你好"),))
    for person in ("tg:1", "tg:2", "tg:3"):
        for reply in (danger, greeting, ANSWERED):
            await learning.note(person, "话", reply)
    await commits.drain()
    assert await shown(database) == []
    assert QUESTION not in await stored(database)


async def test_a_question_told_is_shown_at_once(learning: Learning, database: Database, commits: GroupCommit) -> None:
    await learning.note("tg:1", QUESTION, MISSED)
    await commits.drain()
    offered = learning.offer(QUESTION, MISSED).tell or ""
    assert await learning.tell(offered) is Told.DONE
    assert await shown(database) == [(QUESTION, 1, 1)]
    assert await learning.tell("0123456789abcdef") is Told.TOO_LATE


async def test_the_question_of_an_answer_can_be_told_for_half_an_hour(
    learning: Learning, database: Database, clock: Clock
) -> None:
    vote = learning.offer("驿站有几个", ANSWERED).vote or ""
    intent, _, question = vote.partition(":")
    assert intent == "station"
    assert "驿站有几个" not in await stored(database)
    assert learning.may_tell(question)
    assert not learning.may_tell(question)  # once
    clock.now += REMEMBERED_FOR + 1
    assert await learning.tell(question) is Told.TOO_LATE
    learning.offer("驿站有几个", ANSWERED)
    assert await learning.tell(question) is Told.DONE
    assert [question for question, *_ in await shown(database)] == ["驿站有几个"]


async def test_what_never_came_to_be_shown_is_deleted_after_thirty_days(
    learning: Learning, database: Database, commits: GroupCommit, clock: Clock
) -> None:
    for person in ("tg:1", "tg:2"):
        await learning.note(person, QUESTION, MISSED)
    for person in ("tg:1", "tg:2", "tg:3"):
        await learning.note(person, "火车票怎么买", replace(MISSED, question="火车票怎么买"))
    await commits.drain()
    clock.now += KEPT_UNSHOWN - 1
    await learning.tidy()
    assert QUESTION in await stored(database)
    clock.now += PURGE_EVERY
    await learning.tidy()
    assert QUESTION not in await stored(database)
    assert await shown(database) == [("火车票怎么买", 3, 3)]


async def test_a_persons_hashes_of_today_are_counted_and_forgotten(
    learning: Learning, database: Database, commits: GroupCommit
) -> None:
    for person in ("tg:1", "tg:2"):
        await learning.note(person, QUESTION, MISSED)
        await learning.note(person, "驿站有几个", ANSWERED)
    await commits.drain()
    assert [await learning.held(person) for person in ("tg:1", "tg:2", "tg:3")] == [3, 3, 0]
    await learning.forget("tg:1")
    assert [await learning.held(person) for person in ("tg:1", "tg:2")] == [0, 3]
    assert len(await rows_of(database, DayAsker)) == 3


async def test_statistics_count_today_with_the_days_before(
    learning: Learning, database: Database, commits: GroupCommit, clock: Clock
) -> None:
    names = {"station": "驿站", "voice": "诉求"}
    for n in range(9):
        await learning.note(f"tg:{n}", "驿站有几个", ANSWERED)
    await learning.note("tg:0", "驿站有几个", ANSWERED)
    await commits.drain()
    few = await learning.statistics(names, 7)
    assert (few.questions, few.subjects, few.left_out) == (10, (), True)
    await learning.note("tg:9", "驿站有几个", ANSWERED)
    await learning.note("tg:9", QUESTION, MISSED)
    await commits.drain()
    today = await learning.statistics(names, 7)
    assert today.subjects == (("驿站", 11),)
    assert today.unanswered == pytest.approx(1 / 12)
    clock.now += 6 * DAY
    await learning.tidy()
    assert (await learning.statistics(names, 7)).subjects == (("驿站", 11),)
    clock.now += DAY
    assert (await learning.statistics(names, 7)).questions == 0
    assert (await learning.statistics(names, 30)).questions == 12


async def test_a_particle_at_the_end_makes_no_other_question(
    learning: Learning, database: Database, commits: GroupCommit
) -> None:
    for person, said in (("tg:1", QUESTION), ("tg:2", f"{QUESTION}啊"), ("tg:3", f"{QUESTION} 呢")):
        await learning.note(person, said, replace(MISSED, question=said))
    await commits.drain()
    assert await shown(database) == [(QUESTION, 3, 3)]
