"""A rider who got an announcement asks about it, by replying to it or in words."""

from datetime import UTC, date

import pytest

from bot.announced.asking import AnnouncedAnswers
from bot.announcing.asks import Asks
from bot.answering.assistant import Assistant
from bot.answering.memory import PersistentMemory
from bot.catalogue.snapshot import Snapshot
from bot.people.roles import Right
from bot.people.staff import Staff
from bot.regions import Regions
from data.people.conversations import Conversations
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from tests.fake_bot_api import Json
from tests.handlers.telegram.announcing.ledger import stands
from tests.handlers.telegram.announcing.pressing import WRITER, hire, write
from tests.handlers.telegram.conftest import Clock, Dialogue
from tests.small_catalogue import HOHHOT

RIDER, STRANGER = 1001, 1002


@pytest.fixture
def assistant(
    shipped_snapshot: Snapshot, regions: Regions, database: Database, commits: GroupCommit, clock: Clock
) -> Assistant:
    memory = PersistentMemory(Conversations(database, commits))
    announced = AnnouncedAnswers(database, clock, UTC)
    return Assistant(
        shipped_snapshot, regions, HOHHOT, memory, database, clock, lambda: date(2027, 1, 15), announced=announced
    )


async def announced(dialogue: Dialogue, database: Database, staff: Staff, text: str) -> Json:
    """An announcement that went out; gives the message that the rider got."""
    await hire(staff, WRITER, Right.SEND)
    await write(dialogue, text)
    notice = await dialogue.office.drafts.preview(1)
    before = len(dialogue.api.sent)
    await dialogue.channel.announcing.messenger.send(f"tg:{RIDER}", notice)
    await stands(database, 1, state="finished", started_at=int(dialogue.clock.now))
    return dialogue.api.sent[before]


async def test_a_reply_asks_about_the_announcement_it_replies_to(
    dialogue: Dialogue, database: Database, staff: Staff
) -> None:
    got = await announced(dialogue, database, staff, "周五下午两点四楼法律讲座，请带本子，在群里接龙报名。")
    (answer,) = await dialogue.say(RIDER, "几点开始？要带什么", reply_to_message=got)
    assert "下午两点" in answer["text"]
    assert answer["text"].splitlines()[-1] == "来源：公告，2027年1月15日"
    (answer,) = await dialogue.say(RIDER, "我想报名，怎么报", reply_to_message=got)
    assert "接龙" in answer["text"]


async def test_who_asks_how_to_sign_up_is_led_to_the_button(
    dialogue: Dialogue, database: Database, staff: Staff
) -> None:
    got = await announced(dialogue, database, staff, "周五下午两点四楼法律讲座，请带本子。")
    await stands(database, 1, asks=Asks(signup=True).to_json())
    (answer,) = await dialogue.say(RIDER, "我想报名，怎么报", reply_to_message=got)
    assert "我要报名" in answer["text"]
    assert "没写" not in answer["text"]
    (answer,) = await dialogue.say(RIDER, "几点开始？", reply_to_message=got)
    assert "我要报名" not in answer["text"]


async def test_whoever_never_subscribed_may_ask_too(dialogue: Dialogue, database: Database, staff: Staff) -> None:
    await announced(dialogue, database, staff, "周五下午两点四楼法律讲座，请带本子。")
    (answer,) = await dialogue.say(STRANGER, "周五法律讲座几点")
    assert "下午两点" in answer["text"]
    (answer,) = await dialogue.say(STRANGER, "在几楼")
    assert "四楼" in answer["text"]
