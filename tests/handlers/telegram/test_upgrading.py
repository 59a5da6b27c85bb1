"""A database that an earlier release left goes on: history, undo, open dialogues, talks, announcements under way."""

import asyncio
import random
import time

import pytest

from bot.announcing.audience import Audience, Topic
from bot.announcing.engine import Engine, Parts
from bot.announcing.office import Office as AnnouncingOffice
from bot.announcing.pacing import Pacer
from bot.announcing.router import Router
from bot.announcing.states import State
from bot.answering.assistant import Assistant
from bot.answering.memory import PersistentMemory
from bot.editing.save_results import NeedsConfirmation, Saved
from bot.people.forms import Forms
from bot.people.staff import Staff
from bot.regions import Regions
from bot.reply import Message
from bot.settings import Approval
from data.catalogue import changes as editing
from data.catalogue.changes import changes_between
from data.catalogue.stored_entries import entry_of_json
from data.catalogue.whole import read_revision
from data.people.audit import Actor
from data.people.conversations import Conversations
from data.people.forms import FormRows
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.telegram.flood import FloodRows
from data.upkeep.migrating import migrate, pending_migrations, released
from handlers.telegram.announcing.room import ROOM
from handlers.telegram.desk.form_buttons import PREFIX as FORM_PREFIX
from handlers.telegram.desk.limits import NO_LIMITS, Allowance
from handlers.telegram.editing import words as wording
from handlers.telegram.editing.save_results import confirm_id
from handlers.telegram.message.keys import TELEGRAM
from handlers.telegram.wire.waits import Waits
from tests.bot.announcing.at_work import at_work
from tests.bot.announcing.fake_messenger import FakeMessenger
from tests.bot.announcing.outlets import IN_A_HURRY, outlet_of, rooms
from tests.conftest import LABELLED_DAY
from tests.data.upkeep.used_database import RELEASES, fill_as_used
from tests.editing_office import Office
from tests.handlers.telegram.conftest import OWNER, Clock, Dialogue
from tests.patience import LONGEST
from tests.small_catalogue import HOHHOT, SAIHAN

ADMIN, IN_VALUE, IN_ADDING, IN_CONFIRMING, RIDER = 1002, 1005, 1006, 1007, 1003
BY_ADMIN = Actor(f"tg:{ADMIN}", "telegram")
AN_HOUR_LATER = 1_795_969_765 + 3600
RUNNING, DRAFT, FINISHED = 4, 3, 1


@pytest.fixture(params=RELEASES)
async def database(request: pytest.FixtureRequest, empty_database: Database) -> Database:
    """What each release left, brought up to now."""
    await fill_as_used(empty_database, request.param)
    assert await migrate(empty_database) == [step for step in released() if step[:4] > request.param]
    assert await pending_migrations(empty_database) == []
    return empty_database


@pytest.fixture
def assistant(editors: Office) -> Assistant:
    return editors.assistant


@pytest.fixture
def allowance() -> Allowance:
    return NO_LIMITS


@pytest.fixture
async def followed(editors: Office) -> Office:
    """The office once its catalogue is that of the database."""
    await editors.live.renew()  # a look would go on to fit another model, which no test here waits for
    return editors


async def _revisions(database: Database) -> dict[str, list[int]]:
    found = {}
    for entry_id in ("eye-check", "city-stops", "camp-2027", "qinghai-meal", "rest-stop-1"):
        found[entry_id] = [row.number for row in await editing.history(database, entry_id, 10)]
    return found


async def test_every_revision_can_be_read(database: Database) -> None:
    assert await _revisions(database) == {
        "eye-check": [2, 1],
        "city-stops": [1],
        "camp-2027": [2, 1],
        "qinghai-meal": [1],
        "rest-stop-1": [1],
    }
    newest = await editing.revision(database, "eye-check", 2)
    assert newest is not None
    after = entry_of_json(newest.after)
    assert after is not None
    async with database.engine.connect() as connection:
        assert after == await editing.entry_by_id(connection, "eye-check")


async def test_a_running_program_follows_what_was_changed_before_it(database: Database, followed: Office) -> None:
    async with database.read() as session:
        now = await read_revision(session)
        changes = await changes_between(await session.connection(), 1, now)
    assert changes is not None
    assert {change.id for change in changes} == {"eye-check", "city-stops", "qinghai-meal", "rest-stop-1", "camp-2027"}
    assert followed.assistant.snapshot.revision == now
    assert (await followed.assistant.reply(Message(choice="e:rest-stop-1"))).text.startswith("驿站理发")


async def test_history_is_shown_and_each_newest_revision_is_taken_back(dialogue: Dialogue, followed: Office) -> None:
    (shown,) = await dialogue.say(ADMIN, "/service history eye-check")
    assert "找谁：（空） → 呼市总工会" in shown["text"]
    assert "怎么办：（空） → 带身份证到驿站" in shown["text"]
    for entry_id in ("eye-check", "city-stops", "qinghai-meal", "rest-stop-1"):
        outcome = await followed.entries.undo(BY_ADMIN, entry_id, None)
        if isinstance(outcome, NeedsConfirmation):
            outcome = await followed.entries.save(BY_ADMIN, editing.UNDO, outcome.changes, confirmed=True)
        assert isinstance(outcome, Saved), entry_id
    back = await followed.entries.entry("eye-check")
    assert back is not None
    assert (back.how, back.contact) == ("带身份证到驿站", None)
    assert await followed.entries.entry("qinghai-meal") is not None
    assert await followed.entries.entry("rest-stop-1") is None


async def test_a_dialogue_of_changing_takes_the_next_answer(dialogue: Dialogue, followed: Office) -> None:
    (saved,) = await dialogue.say(IN_VALUE, "每年给骑手查两次视力。")
    assert saved["text"].startswith(wording.SAVED)
    changed = await followed.entries.entry("eye-check")
    assert changed is not None
    assert changed.summary == "每年给骑手查两次视力。"


async def test_a_dialogue_of_adding_goes_on_to_its_end(dialogue: Dialogue, followed: Office) -> None:
    for said in ("赛罕区", "夜里到驿站接热水。", "夜班有热水", "空", "2026-06", "空", "空"):
        (answer,) = await dialogue.say(IN_ADDING, said)
    rows = [button for row in answer["reply_markup"]["inline_keyboard"] for button in row]
    (save,) = [button["callback_data"] for button in rows if button["text"] == wording.SAVE]
    (saved,) = await dialogue.press(IN_ADDING, answer, save)
    assert saved["text"].startswith(wording.SAVED_ADD)


async def test_a_change_that_waited_for_a_word_is_made(
    dialogue: Dialogue, followed: Office, database: Database, commits: GroupCommit, clock: Clock
) -> None:
    form = await Forms(FormRows(database, commits), clock).current(f"tg:{IN_CONFIRMING}:{IN_CONFIRMING}")
    assert form is not None
    (elsewhere,) = await dialogue.say(RIDER, "/privacy")
    asked = {**elsewhere, "chat": {"id": IN_CONFIRMING, "type": "private"}}  # stands for the message of then
    (saved,) = await dialogue.press(IN_CONFIRMING, asked, f"{FORM_PREFIX}{confirm_id(form)}")
    assert saved["text"].startswith(wording.SAVED_REMOVE)
    assert await followed.entries.entry("city-stops") is None


async def test_a_talk_goes_on(
    database: Database, followed: Office, commits: GroupCommit, every_region: Regions, clock: Clock
) -> None:
    memory = PersistentMemory(Conversations(database, commits))
    now = Assistant(followed.assistant.snapshot, every_region, HOHHOT, memory, database, clock, LABELLED_DAY.date)
    reply = await now.reply(Message("还有别的吗", conversation=f"tg:{RIDER}:{RIDER}"))
    assert reply.intent == "rest_stop"
    assert [service.id for service in reply.services] == ["region-stops"]


async def test_subscriptions_and_audiences_are_what_they_were(dialogue: Dialogue) -> None:
    held = await dialogue.subscribers.subscription("tg:2050")
    assert held is not None
    assert (held.topics, held.area, held.digest) == (frozenset({Topic.RIGHTS, Topic.JOBS}), SAIHAN, True)
    audiences = {n: Audience.from_json((await dialogue.office.find(n)).audience) for n in (FINISHED, DRAFT, RUNNING)}
    assert audiences == {
        FINISHED: Audience(region=SAIHAN, topic=Topic.RIGHTS),
        DRAFT: Audience(station="017"),
        RUNNING: Audience(),
    }


async def test_a_draft_can_be_written_on(dialogue: Dialogue) -> None:
    owner = Actor(f"tg:{OWNER}", "telegram")
    await dialogue.office.drafts.change(owner, DRAFT, audience=Audience(region=SAIHAN))
    assert Audience.from_json((await dialogue.office.find(DRAFT)).audience) == Audience(region=SAIHAN)


async def test_an_announcement_under_way_is_brought_to_its_end(
    database: Database, dialogue: Dialogue, staff: Staff, commits: GroupCommit
) -> None:
    messenger = FakeMessenger()

    began = time.monotonic()

    def clock() -> float:
        return AN_HOUR_LATER + time.monotonic() - began

    pacer = Pacer(clock, time.monotonic, asyncio.sleep, random.Random(1), IN_A_HURRY)
    waits = Waits(FloodRows(database, commits), pacer, clock)
    router = Router({TELEGRAM: ROOM})
    engine = Engine(Parts(database, staff, dialogue.subscribers, router, clock, asyncio.sleep, "third", few=0))
    office = AnnouncingOffice(database, staff, dialogue.subscribers, engine.runner, clock, rooms, Approval.NEVER)
    before = (await office.report(RUNNING)).counts
    assert (before.queued, before.sending, before.sent) == (5, 40, 5)
    async with waits.kept(), at_work(engine, outlet_of(messenger, pacer)), asyncio.timeout(LONGEST):
        while (report := await office.report(RUNNING)).state is not State.FINISHED:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    # Whether those under way when the process died arrived nobody knows: they are not sent again.
    assert (report.counts.sent, report.counts.unknown, report.counts.queued) == (10, 40, 0)
    times = [chat for chat, notice in messenger.delivered if notice.announcement == RUNNING]
    assert len(times) == len(set(times)) == 5
