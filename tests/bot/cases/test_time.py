"""Reminders, pauses, what goes back and what is deleted; and that no file holds a word of a case."""

import gzip
import logging
from pathlib import Path

import pytest

from bot.cases.records import Piece
from bot.cases.relay import LEASE
from bot.cases.states import Kind, State, Urgency
from bot.people.roles import Right
from data.cases import cases
from data.storage.engine import Database
from data.storage.key_files import WrongKey
from data.upkeep.backups import ending, write_backup
from tests.bot.cases.union import ANNA, BOB, LEAD, OWNER, RIDER, Union, by

MINUTE = 60


async def taken(union: Union, urgency: Urgency = Urgency.NOW) -> int:
    await union.hire(ANNA, BOB)
    await union.hire(LEAD, right=Right.LEAD)
    number = (await union.hand_over(urgency=urgency)).case.number
    await union.office.work.take(by(ANNA), number)
    return number


async def test_reminders_go_to_who_has_it_then_to_the_next_then_to_who_leads(union: Union) -> None:
    await taken(union)  # Friday, 10:00; an hour is promised
    told: dict[tuple[str, str], int] = {}
    for minute in range(120):
        union.now += MINUTE
        await union.settle()
        for person in (ANNA, BOB, LEAD, OWNER):
            for what in union.channel.to(person):
                told.setdefault((person, what), minute + 1)
    assert told == {
        (ANNA, "new"): 1,
        (BOB, "new"): 1,
        (ANNA, "half"): 30,
        (ANNA, "near"): 53,
        (ANNA, "over"): 60,
        (BOB, "over"): 60,
        (ANNA, "lead"): 90,
        (LEAD, "lead"): 90,
        (OWNER, "lead"): 90,
    }
    assert len(union.channel.to(ANNA)) == 5


async def test_several_processes_remind_once(union: Union) -> None:
    await taken(union)
    other = union.another(union.channel)
    union.now += 31 * MINUTE
    for _ in range(3):
        await union.office.reminders.look()
        await other.reminders.look()
    await union.settle()
    assert union.channel.to(ANNA).count("half") == 1
    await other.relay.close()


async def test_after_a_long_silence_only_the_last_reminder_is_given(union: Union) -> None:
    await taken(union)
    union.now += 61 * MINUTE
    await union.settle()
    assert union.channel.to(ANNA) == ["new", "over"]


async def test_the_clock_stands_still_while_the_person_is_asked(union: Union) -> None:
    number = await taken(union)
    union.now += 20 * MINUTE
    await union.office.work.ask(by(ANNA), number, "多少", "q")
    union.now += 3 * 86_400  # Monday, 10:20
    await union.settle()
    assert "half" not in union.channel.to(ANNA)
    case = await union.office.riders.add(RIDER, number, Piece(Kind.SAID, "三百"), "m")
    assert case.due_at == union.now + 40 * MINUTE
    union.now += 10 * MINUTE
    await union.settle()
    assert union.channel.to(ANNA)[-1] == "half"


@pytest.mark.parametrize(("minutes", "kept"), [(59, True), (61, False)])
async def test_whether_a_promise_was_kept_stays_on_record(union: Union, minutes: int, kept: bool) -> None:
    number = await taken(union)
    union.now += minutes * MINUTE
    await union.office.work.solve(by(ANNA), number, "好了", "s")
    async with union.database.read() as session:
        row = await cases.hold(session, number)
    assert row is not None
    assert row.in_time is kept


async def test_who_loses_the_right_or_leaves_gives_the_cases_back(union: Union) -> None:
    number = await taken(union)
    await union.staff.revoke(by(OWNER), ANNA, Right.CASES)
    await union.settle()
    assert union.channel.to(BOB)[-1] == "back"
    await union.office.work.take(by(BOB), number)
    await union.office.keeping.left(BOB)
    assert (await union.office.riders.read(RIDER, number)).holder is None


async def test_words_go_after_their_time_and_counts_stay(union: Union) -> None:
    number = await taken(union)
    await union.office.riders.add(RIDER, number, Piece(Kind.PHOTO, content=b"jpeg"), "p")
    await union.office.work.solve(by(ANNA), number, "好了", "s")
    union.now += 7 * 86_400 + 1
    await union.office.keeping.tidy()
    assert (await union.office.riders.read(RIDER, number)).state is State.CLOSED
    union.now += 89 * 86_400
    await union.office.keeping.tidy()
    assert len((await union.office.riders.read(RIDER, number)).words) == 3
    union.now += 86_400 + 1
    await union.office.keeping.tidy()
    assert await union.office.riders.mine(RIDER) == []
    read = await union.office.work.open(by(ANNA), number)
    assert (read.state, read.words) == (State.CLOSED, ())


async def test_forgetting_deletes_open_cases_and_the_staff_see_that_it_was_withdrawn(union: Union) -> None:
    number = await taken(union)
    await union.office.riders.forget(RIDER)
    await union.settle()
    assert union.channel.to(ANNA)[-1] == "withdrawn"
    read = await union.office.work.open(by(ANNA), number)
    assert (read.state, read.words) == (State.WITHDRAWN, ())
    async with union.database.read() as session:
        row = await cases.hold(session, number)
    assert row is not None
    assert (row.owner, row.address) == (None, None)


async def test_another_key_or_none_opens_nothing_and_makes_no_new_one(union: Union, tmp_path: Path) -> None:
    await taken(union)
    key = tmp_path / "case.key"
    kept = key.read_text()
    key.unlink()
    with pytest.raises(WrongKey, match="is gone"):
        await union.another(union.channel).keys.safe()
    assert not key.exists()
    key.write_text("A" * 43 + "=")
    with pytest.raises(WrongKey, match="not the key"):
        await union.another(union.channel).keys.safe()
    key.write_text(kept)
    await union.another(union.channel).keys.safe()


async def test_no_file_of_the_database_and_no_log_holds_a_word(
    union: Union, database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await union.hire(ANNA)
    words = [f"玉泉区站长第{number}次扣了我工钱" for number in range(200)]
    for number, word in enumerate(words):
        await union.hand_over(word, person=f"tg:{77_000_000 + number}")
    await union.office.work.take(by(ANNA), 1)
    await union.office.work.answer(by(ANNA), 1, "答复也不许留底", "a")
    matter = await union.office.matters.begin(by(ANNA), 1, "扣钱的议题", "m")
    await union.office.matters.agree(by(OWNER), matter, "商定的也一样", "g")
    await union.office.work.note(by(ANNA), 2, "内部的话也一样", "n")
    await union.office.riders.take_back("tg:77000002", 3)
    union.now += LEASE
    await union.settle()
    backup = tmp_path / f"backup{ending(database)}"
    await write_backup(database, backup, int(union.now))
    whole = _whole(database, backup)
    for told in ("工钱", "站长第", "答复也不许", "扣钱的", "商定的也", "内部的话", "tg:770"):
        assert told.encode() not in whole
        assert told not in caplog.text
    assert b"tg:9101" in whole  # who works on it is no secret


def _whole(database: Database, backup: Path) -> bytes:
    """The backup, and the files of the database with its log."""
    if backup.suffix == ".gz":
        return gzip.decompress(backup.read_bytes())
    live = Path(str(database.url.database))
    return backup.read_bytes() + live.read_bytes() + live.with_name(f"{live.name}-wal").read_bytes()
