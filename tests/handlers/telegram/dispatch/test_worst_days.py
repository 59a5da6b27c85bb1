"""The database is away, held, full or silent: answers come from memory, and what is not kept is said."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.answering.assistant import Assistant
from bot.answering.memory import PatientMemory, PersistentMemory
from bot.answering.words import MAY_HAVE_FORGOTTEN
from bot.catalogue.snapshot import Snapshot
from bot.dialogue import DialogueState
from bot.regions import Regions
from data.people.conversations import Conversations
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.storage.patience import Patience
from data.storage.troubles import Trouble
from handlers.telegram.dispatch import words as wording
from tests.bot.answering.talking import assistant_over
from tests.handlers.telegram.conftest import OWNER, Clock, Dialogue

RIDER = 1001


@pytest.fixture
def kept(database: Database, commits: GroupCommit) -> PersistentMemory:
    return PersistentMemory(Conversations(database, commits))


@pytest.fixture
def memory(database: Database, kept: PersistentMemory) -> PatientMemory:
    return PatientMemory(kept, database.patience)


@pytest.fixture
def assistant(
    shipped_snapshot: Snapshot, regions: Regions, database: Database, memory: PatientMemory, clock: Clock
) -> Assistant:
    """The real one, whose talks lie in the database."""
    return assistant_over(shipped_snapshot, regions, memory=memory, database=database, clock=clock)


@contextmanager
def refused(engine: AsyncEngine, error: Exception) -> Iterator[None]:
    """No statement is taken: each raises this."""

    def refuse(*_: Any) -> None:
        raise error

    event.listen(engine.sync_engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", refuse)


async def test_answers_come_and_say_that_the_talk_may_be_forgotten(dialogue: Dialogue, database: Database) -> None:
    await dialogue.say(RIDER, "公司拖欠工资怎么办")
    with refused(database.engine, ConnectionRefusedError()):
        (answer,) = await said(dialogue, "公司拖欠三个月工资怎么办")
        assert MAY_HAVE_FORGOTTEN in answer
        (danger,) = await said(dialogue, "我同事触电晕倒了没呼吸")
        assert MAY_HAVE_FORGOTTEN not in danger
        assert "120" in danger
    (again,) = await said(dialogue, "公司拖欠工资怎么办")
    assert MAY_HAVE_FORGOTTEN not in again


async def test_what_was_talked_about_meanwhile_is_known_and_kept_later(
    dialogue: Dialogue, database: Database, memory: PatientMemory, kept: PersistentMemory
) -> None:
    key = f"tg:{RIDER}:{RIDER}"
    with refused(database.engine, ConnectionRefusedError()):
        await said(dialogue, "公司拖欠工资怎么办")
        (second,) = await said(dialogue, "公司拖欠三个月工资怎么办")
        assert MAY_HAVE_FORGOTTEN not in second
    now = int(dialogue.clock.now)
    assert await kept.recall(key, now) == DialogueState()
    await memory.purge(now)
    assert (await kept.recall(key, now)).intent is not None


async def said(dialogue: Dialogue, words: str) -> list[str]:
    """What is said, when the update cannot be noted either."""
    before = len(dialogue.api.sent)
    await dialogue.channel.answer(dialogue.api.text(RIDER, words))
    return [message["text"] for message in dialogue.api.sent[before:]]


@asynccontextmanager
async def held(database: Database) -> AsyncIterator[None]:
    """Another process writes, and does not end."""
    async with database.engine.connect() as connection:
        await connection.execution_options(writes=True)
        async with connection.begin():
            yield


@pytest.mark.parametrize("patience", [Patience()], ids=["usual"])
async def test_a_write_of_another_process_holds_no_answer_back(dialogue: Dialogue, database: Database) -> None:
    if not database.is_sqlite:
        pytest.skip("there nobody holds the whole database")
    other = Database(str(database.url))
    async with held(other), asyncio.timeout(25):  # a write waits 30 s for the other
        for words in ("我同事触电晕倒了没呼吸", "公司拖欠工资怎么办", "驿站在哪"):
            assert await said(dialogue, words)
    await other.close()


async def test_a_full_disk_is_said_to_whoever_changes_something_and_to_the_owners_once(
    dialogue: Dialogue, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    if not database.is_sqlite:
        pytest.skip("a limit of pages stands for the disk")
    async with database.write_rows() as connection:
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
        await connection.execute(text("CREATE TABLE filler (content BLOB)"))
    await database.engine.dispose()

    def fill(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={pages + 1}").close()

    event.listen(database.engine.sync_engine, "connect", fill)
    event.listen(database.engine.sync_engine, "begin", lambda c: c.exec_driver_sql(_FILLING) if writes(c) else None)
    (answer,) = await said(dialogue, "公司拖欠工资怎么办")
    assert "12351" in answer or "来源" in answer
    before = len(dialogue.api.sent)
    for person in (RIDER, RIDER, OWNER):
        await dialogue.channel.answer(dialogue.api.text(person, "/region 赛罕区"))
    assert [(message["chat"]["id"], message["text"]) for message in dialogue.api.sent[before:]] == [
        (RIDER, wording.NOT_STORED[Trouble.FULL]),
        (OWNER, wording.TO_OWNERS[Trouble.FULL]),
        (RIDER, wording.NOT_STORED[Trouble.FULL]),
        (OWNER, wording.NOT_STORED[Trouble.FULL]),
    ]
    caplog.clear()


_FILLING = "INSERT INTO filler VALUES (zeroblob(1000000))"


def writes(connection: Any) -> bool:
    return bool(connection.get_execution_options().get("writes", False))
