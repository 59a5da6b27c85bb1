"""Reminders, pauses, what goes back and what is deleted; and that no file holds a word of a case."""

import logging
from pathlib import Path

import pytest

from bot.cases.records import Piece
from bot.cases.states import Kind, State, Urgency
from bot.people.roles import Right
from data.cases import cases
from data.storage.key_files import WrongKey
from tests.bot.cases.traces import traces, work_on
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


async def test_no_file_of_the_database_no_log_and_no_metric_holds_a_word(
    union: Union, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await work_on(union, 200)  # a thousand are measured: `python -m tests.benchmarks cases`
    assert await traces(union, tmp_path, caplog.text) == []
