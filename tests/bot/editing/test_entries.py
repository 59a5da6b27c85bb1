"""The one door for changes: who may, what is refused, what asks first, what is live, what can be taken back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.catalogue.snapshot import Snapshot
from bot.editing.save_results import NeedsConfirmation, Overtaken, Refused, Saved, SaveResult, Unchanged
from bot.people.roles import Right
from bot.people.staff import NotAllowed, Staff
from bot.regions import Regions
from bot.reply import Message
from data.catalogue import changes as editing
from data.catalogue.changes import EntryChange
from data.catalogue.entries import ServiceEntry
from data.catalogue.labelled import add_question
from data.catalogue.stored_entries import entry_of_json
from data.catalogue.whole import hold_catalogue, move_revision, read_catalogue
from data.people.audit import Actor
from data.storage.engine import Database
from tests.editing_office import Office, office
from tests.patience import LONGEST
from tests.small_catalogue import ENTRIES, HOHHOT, entry

OWNER = Actor("tg:1", "telegram")
EDITOR = Actor("tg:2", "telegram")
BY_ID = {one.id: one for one in ENTRIES}


@pytest.fixture
def staff(small_database: Database) -> Staff:
    return Staff(small_database, frozenset({OWNER.person}), lambda: 1000.0)


@pytest.fixture
def desk(small_database: Database, small: Snapshot, regions: Regions, staff: Staff) -> Office:
    return office(small_database, small, regions, staff, lambda: 1000.0)


def saved(outcome: SaveResult) -> Saved:
    assert isinstance(outcome, Saved), outcome
    return outcome


async def said(desk: Office, entry_id: str) -> str:
    return (await desk.assistant.reply(Message(choice=f"d:{entry_id}"))).text


async def stored(desk: Office, entry_id: str) -> ServiceEntry:
    found = await desk.entries.entry(entry_id)
    assert found is not None
    return found


async def test_an_edit_that_changes_no_labelled_answer_is_live_at_once(desk: Office, small_database: Database) -> None:
    outcome = saved(await desk.entries.edit(OWNER, "city-stops", "how", "推门就进"))
    assert outcome.number == 1
    assert outcome.changes == (EntryChange(BY_ID["city-stops"], replace(BY_ID["city-stops"], how="推门就进")),)
    assert "推门就进" in await said(desk, "city-stops")
    (revision,) = await editing.history(small_database, "city-stops", 10)
    assert (revision.role, revision.at, revision.action, revision.actor) == ("owner", 1000, "edit", "tg:1")


async def test_one_that_does_is_shown_first_and_saved_when_confirmed(desk: Office) -> None:
    outcome = await desk.entries.edit(OWNER, "city-stops", "facts", "歇脚站=15 个 @2026-03")
    assert isinstance(outcome, NeedsConfirmation)
    assert outcome.may_confirm
    assert [one.line.text for one in outcome.answers] == ["歇脚站有多少个"]
    assert "12" in outcome.answers[0].before.lead
    assert "15" in outcome.answers[0].after.lead
    assert await desk.entries.entry("city-stops") == BY_ID["city-stops"]
    saved(await desk.entries.save(OWNER, editing.EDIT, outcome.changes, confirmed=True))
    assert "15" in await said(desk, "city-stops")


async def test_to_confirm_takes_the_right_to_publish(desk: Office, staff: Staff) -> None:
    await staff.grant(OWNER, EDITOR.person, Right.EDIT)
    saved(await desk.entries.edit(EDITOR, "city-stops", "how", "推门就进"))
    outcome = await desk.entries.remove(EDITOR, "eye-check")
    assert isinstance(outcome, NeedsConfirmation)
    assert not outcome.may_confirm
    with pytest.raises(NotAllowed):
        await desk.entries.save(EDITOR, editing.REMOVE, outcome.changes, confirmed=True)
    await staff.revoke(OWNER, EDITOR.person, Right.EDIT)
    for attempt in (
        desk.entries.edit(EDITOR, "city-stops", "how", "又改"),
        desk.entries.remove(EDITOR, "city-stops"),
        desk.entries.undo(EDITOR, "city-stops"),
        desk.entries.add(EDITOR, entry("new-one", "新的", "camp", HOHHOT, "新", "2026")),
    ):
        with pytest.raises(NotAllowed):
            await attempt


async def test_what_is_wrong_is_refused_and_nothing_changes(desk: Office, small_database: Database) -> None:
    for field, text in (("title", "长" * 30), ("region", "月球"), ("contact", "99999999"), ("valid_until", "明年")):
        assert isinstance(await desk.entries.edit(OWNER, "city-stops", field, text), Refused)
    assert isinstance(await desk.entries.edit(OWNER, "no-such", "how", "改"), Refused)
    assert isinstance(await desk.entries.remove(OWNER, "no-such"), Refused)
    twin = replace(BY_ID["city-stops"], id="twin-stops")
    refused = await desk.entries.add(OWNER, twin)
    assert isinstance(refused, Refused)
    assert "已有同名条目" in refused.problems[0]
    assert isinstance(await desk.entries.edit(OWNER, "city-stops", "title", "呼市歇脚站"), Unchanged)
    assert await editing.history(small_database, "city-stops", 10) == []


async def test_two_who_add_one_title_at_the_same_moment(desk: Office) -> None:
    one = entry("meal-one", "热饭到车头", "hot_meal", HOHHOT, "热饭", "2026")
    outcomes = await asyncio.gather(*(desk.entries.add(OWNER, replace(one, id=f"meal-{n}")) for n in range(5)))
    assert sum(isinstance(outcome, Saved) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 4


class Meeting(Database):
    """A process that begins to write only when another has come as far."""

    def __init__(self, url: str, both: asyncio.Barrier) -> None:
        super().__init__(url)
        self._both = both

    @asynccontextmanager
    async def write_rows(self, *, durable: bool = False) -> AsyncIterator[AsyncConnection]:
        await self._both.wait()
        async with super().write_rows(durable=durable) as connection:
            yield connection


async def test_two_processes_that_have_both_found_a_title_free_do_not_both_take_it(
    small_database_url: str, small: Snapshot, regions: Regions
) -> None:
    """Each looks, finds no entry of this title, and only then writes: the one that writes second must look again."""
    both = asyncio.Barrier(2)
    processes = [Meeting(small_database_url, both) for _ in range(2)]
    staffs = [Staff(process, frozenset({OWNER.person}), lambda: 1000.0) for process in processes]
    desks = [
        office(process, small, regions, staff, lambda: 1000.0) for process, staff in zip(processes, staffs, strict=True)
    ]
    one = entry("meal-one", "热饭到车头", "hot_meal", HOHHOT, "热饭", "2026")
    async with asyncio.timeout(LONGEST):
        outcomes = await asyncio.gather(
            *(desk.entries.add(OWNER, replace(one, id=f"meal-{number}")) for number, desk in enumerate(desks))
        )
    async with processes[0].read() as session:
        titles = [stored.title for stored in (await read_catalogue(session)).entries]
    for process in processes:
        await process.close()
    assert titles.count("热饭到车头") == 1
    assert {type(outcome) for outcome in outcomes} == {Saved, Refused}
    (refused,) = (outcome for outcome in outcomes if isinstance(outcome, Refused))
    assert "已有同名条目" in refused.problems[0]


async def test_the_second_of_two_editors_sees_what_the_first_changed(desk: Office) -> None:
    seen = await stored(desk, "city-stops")
    saved(await desk.entries.edit(OWNER, "city-stops", "how", "推门就进", seen))
    overtaken = await desk.entries.edit(OWNER, "city-stops", "audience", "骑手", seen)
    assert isinstance(overtaken, Overtaken)
    assert overtaken.fields == ("how",)
    assert overtaken.now is not None
    saved(await desk.entries.edit(OWNER, "city-stops", "audience", "骑手", overtaken.now))
    now = await stored(desk, "city-stops")
    assert (now.how, now.audience) == ("推门就进", "骑手")
    saved(await desk.entries.save(OWNER, editing.REMOVE, [EntryChange(now, None)], confirmed=True))
    gone = await desk.entries.edit(OWNER, "city-stops", "audience", "司机", now)
    assert isinstance(gone, Overtaken)
    assert gone.now is None


@pytest.mark.slow
async def test_fifty_editors_at_once_on_one_entry_and_on_many_lose_no_edit(
    desk: Office, small_database: Database
) -> None:
    """Each leaves a revision that begins where the one before ended, whoever was first."""
    fields = ("how", "audience", "provider", "summary")
    ids = ["city-stops"] * 25 + [ENTRIES[n % len(ENTRIES)].id for n in range(25)]
    await asyncio.gather(
        *(
            desk.entries.edit(OWNER, entry_id, fields[number % len(fields)], f"第{number}位写的。")
            for number, entry_id in enumerate(ids)
        )
    )
    written = 0
    for entry_id in set(ids):
        rows = list(reversed(await editing.history(small_database, entry_id, 100)))
        written += len(rows)
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        states = [entry_of_json(row.before) for row in rows] + [await desk.entries.entry(entry_id)]
        assert states[0] == BY_ID[entry_id]
        assert states[1:] == [entry_of_json(row.after) for row in rows]
    assert written == 50
    assert desk.live.snapshot.entries["city-stops"] == await desk.entries.entry("city-stops")


@pytest.mark.slow
async def test_two_processes_at_once_lose_no_edit(
    desk: Office, small_database: Database, small: Snapshot, regions: Regions, staff: Staff
) -> None:
    other = office(small_database, small, regions, staff, lambda: 1000.0)

    async def insist(at: Office, number: int) -> None:
        seen = await stored(at, "city-stops")
        text = f"第{number}位写的。"
        while isinstance(outcome := await at.entries.edit(OWNER, "city-stops", "how", text, seen), Overtaken):
            assert outcome.now is not None
            seen = outcome.now
        saved(outcome)

    await asyncio.gather(*(insist(desk if number % 2 else other, number) for number in range(10)))
    rows = await editing.history(small_database, "city-stops", 100)
    assert {(row.after or {})["how"] for row in rows} == {f"第{number}位写的。" for number in range(10)}


async def test_an_edit_is_taken_back_and_brought_back(desk: Office) -> None:
    saved(await desk.entries.edit(OWNER, "city-stops", "how", "推门就进"))
    saved(await desk.entries.undo(OWNER, "city-stops"))
    assert await stored(desk, "city-stops") == BY_ID["city-stops"]
    assert saved(await desk.entries.undo(OWNER, "city-stops")).number == 3
    assert (await stored(desk, "city-stops")).how == "推门就进"


async def test_an_older_edit_is_taken_back_alone_unless_it_was_changed_again(desk: Office) -> None:
    saved(await desk.entries.edit(OWNER, "city-stops", "how", "推门就进"))
    saved(await desk.entries.edit(OWNER, "city-stops", "audience", "司机"))
    saved(await desk.entries.undo(OWNER, "city-stops", 1))
    now = await stored(desk, "city-stops")
    assert (now.how, now.audience) == (None, "司机")
    saved(await desk.entries.edit(OWNER, "city-stops", "audience", "保安"))
    refused = await desk.entries.undo(OWNER, "city-stops", 2)
    assert isinstance(refused, Refused)
    assert "「给谁」又被改过" in refused.problems[0]
    assert (await stored(desk, "city-stops")).audience == "保安"


async def test_a_removal_is_taken_back_with_the_other_side_of_a_conflict(desk: Office) -> None:
    saved(await desk.entries.remove(OWNER, "wages-here"))
    assert (await stored(desk, "wages-there")).conflict is None
    assert isinstance(await desk.entries.remove(OWNER, "wages-here"), Refused)
    saved(await desk.entries.undo(OWNER, "wages-here"))
    assert await stored(desk, "wages-here") == BY_ID["wages-here"]
    assert await stored(desk, "wages-there") == BY_ID["wages-there"]
    saved(await desk.entries.undo(OWNER, "wages-here"))
    assert await desk.entries.entry("wages-here") is None


async def test_what_cannot_be_taken_back_says_why(desk: Office) -> None:
    async def told(entry_id: str, number: int | None = None) -> str:
        outcome = await desk.entries.undo(OWNER, entry_id, number)
        assert isinstance(outcome, Refused)
        return outcome.problems[0]

    assert "还没有人改过" in await told("city-stops")
    assert "还没有人改过" in await told("no-such")
    added = entry("new-meal", "热饭到车头", "hot_meal", HOHHOT, "热饭", "2026")
    saved(await desk.entries.add(OWNER, added))
    saved(await desk.entries.edit(OWNER, "new-meal", "how", "到车头领"))
    assert "没有第 7 次修改" in await told("new-meal", 7)
    assert "会丢掉那些修改" in await told("new-meal", 1)
    saved(await desk.entries.undo(OWNER, "new-meal"))
    saved(await desk.entries.undo(OWNER, "new-meal", 1))
    assert "已经删掉了" in await told("new-meal", 2)
    saved(await desk.entries.undo(OWNER, "new-meal", 4))
    assert "现在又有了" in await told("new-meal", 4)


async def test_added_labels_count_too(desk: Office, small_database: Database) -> None:
    async with small_database.write_rows() as connection:
        await add_question(connection, "热饭怎么领", "hot_meal", "qinghai-meal", None, "tg:1", 5)
    outcome = await desk.entries.remove(OWNER, "qinghai-meal")
    assert isinstance(outcome, NeedsConfirmation)
    assert [one.line.text for one in outcome.answers] == ["热饭怎么领"]


async def test_another_process_takes_over_what_changed(
    desk: Office, small_database: Database, small: Snapshot, regions: Regions, staff: Staff
) -> None:
    """Taken over one by one, the catalogue is the one that is read and built anew; so it is after other changes."""
    other = office(small_database, small, regions, staff, lambda: 1000.0)
    await other.live.renew()
    saved(await desk.entries.edit(OWNER, "city-stops", "how", "推门就进"))
    saved(await desk.entries.edit(OWNER, "city-stops", "title", "呼市歇脚点"))
    saved(await desk.entries.remove(OWNER, "wages-here"))
    saved(await desk.entries.add(OWNER, entry("new-meal", "热饭到车头", "hot_meal", HOHHOT, "热饭", "2026")))
    saved(await desk.entries.undo(OWNER, "new-meal"))
    await other.live.renew()
    await same_as_built_anew(other, small_database)
    async with small_database.write_rows() as connection:
        await hold_catalogue(connection)
        await move_revision(connection)  # a phrase was taught
    saved(await desk.entries.edit(OWNER, "city-stops", "audience", "司机"))
    await other.live.renew()
    await same_as_built_anew(other, small_database)
    assert other.live.snapshot.entries["city-stops"].audience == "司机"


async def same_as_built_anew(at: Office, database: Database) -> None:
    async with database.read() as session:
        rows = await read_catalogue(session)
    now = at.live.snapshot
    anew = Snapshot.build(rows, now.featurizer, now.model, now.synonyms)
    assert (now.revision, dict(now.entries), dict(now.intent_of)) == (
        anew.revision, dict(anew.entries), dict(anew.intent_of),
    )  # fmt: skip
    assert now.with_passage == anew.with_passage
    assert {intent: index.entries for intent, index in now.indexes.items()} == {
        intent: index.entries for intent, index in anew.indexes.items()
    }
