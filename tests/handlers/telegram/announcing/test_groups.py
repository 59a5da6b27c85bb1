"""Announcements in groups, topics of forums and channels: brought there by who runs them, and by nobody else."""

import pytest

from bot.announcing.audience import Topic
from bot.announcing.messenger import Notice, Sent
from bot.people.roles import Right
from bot.people.staff import Staff
from handlers.telegram.announcing import words as wording
from tests.fake_bot_api import Json
from tests.handlers.telegram.announcing import pressing
from tests.handlers.telegram.announcing.pressing import WRITER
from tests.handlers.telegram.conftest import OWNER, Dialogue

ADMIN, MEMBER, OURS = 1001, 1002, 4242
GROUP, CHANNEL = -1_000_000_000_005, -1_000_000_000_006
KEY = f"tg:{GROUP}"
SAIHAN = "内蒙古自治区呼和浩特市赛罕区"


@pytest.fixture(autouse=True)
def chats(dialogue: Dialogue) -> None:
    dialogue.api.members[GROUP] = {ADMIN: "administrator", MEMBER: "member"}
    dialogue.api.members[CHANNEL] = {WRITER: "creator", OWNER: "member", OURS: "administrator"}
    dialogue.api.channels.add(CHANNEL)
    dialogue.api.names.update({"@hohhot_union": CHANNEL, "@riders_group": GROUP})


def in_topic(topic: int) -> Json:
    return {"is_topic_message": True, "message_thread_id": topic}


async def test_an_admin_brings_announcements_to_the_group_and_takes_them_away(dialogue: Dialogue) -> None:
    (refused,) = await dialogue.say(MEMBER, "/subscribe", chat=GROUP)
    assert refused["text"] == wording.ADMINS_ONLY
    assert await dialogue.subscribers.subscription(KEY) is None
    (done,) = await dialogue.say(ADMIN, "/subscribe 赛罕区 维权", chat=GROUP)
    assert done["text"].startswith("这个群订好了公告。")
    held = await dialogue.subscribers.subscription(KEY)
    assert held is not None
    assert (held.area, held.topics) == (SAIHAN, frozenset({Topic.RIGHTS}))
    assert await dialogue.subscribers.subscription(f"tg:{ADMIN}") is None
    await dialogue.say(MEMBER, "/unsubscribe", chat=GROUP)
    assert await dialogue.subscribers.subscription(KEY) is not None
    (left,) = await dialogue.say(ADMIN, "/unsubscribe", chat=GROUP)
    assert left["text"] == wording.GROUP_LEFT
    assert await dialogue.subscribers.subscription(KEY) is None


async def test_an_admin_who_writes_in_the_groups_name_is_one_and_another_channel_is_none(dialogue: Dialogue) -> None:
    hidden = {"sender_chat": {"id": CHANNEL, "type": "channel", "title": "频道"}}
    assert await dialogue.say(MEMBER, "/subscribe", chat=GROUP, **hidden) == []
    hidden = {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "骑手群"}}
    (done,) = await dialogue.say(1_087_968_824, "/subscribe", chat=GROUP, **hidden)
    assert done["text"].startswith("这个群订好了公告。")


async def test_nobody_decides_where_telegram_does_not_say_who_is_admin(dialogue: Dialogue) -> None:
    (said,) = await dialogue.say(ADMIN, "/subscribe", chat=-77)
    assert said["text"] == wording.ADMIN_UNKNOWN
    assert await dialogue.subscribers.subscription("tg:-77") is None


async def test_a_topic_of_a_forum_is_kept_in_what_is_sent_and_said(dialogue: Dialogue) -> None:
    (done,) = await dialogue.say(ADMIN, "/subscribe", chat=GROUP, **in_topic(17))
    assert done["text"].startswith(wording.TOPIC_SUBSCRIBED.partition("\n")[0])
    assert done["message_thread_id"] == 17
    assert await dialogue.subscribers.subscription(KEY) is None
    notice = Notice(7, "明天发冬衣", "明天发冬衣")
    outcome = await dialogue.channel.announcing.messenger.send(f"{KEY}/17", notice)
    assert isinstance(outcome, Sent)
    assert dialogue.called("sendMessage")[-1]["message_thread_id"] == 17
    await dialogue.channel.announcing.messenger.edit(f"{KEY}/17", outcome.message_id, notice)
    assert dialogue.called("editMessageText")[-1]["chat_id"] == GROUP


async def test_a_group_that_removes_us_gets_nothing_in_any_topic_until_it_takes_us_in(dialogue: Dialogue) -> None:
    for where in ({}, in_topic(17)):
        await dialogue.say(ADMIN, "/subscribe", chat=GROUP, **where)
    await dialogue.take(dialogue.api.membership(ADMIN, "kicked", chat=GROUP))
    held = [await dialogue.subscribers.subscription(key) for key in (KEY, f"{KEY}/17")]
    assert [one.active for one in held if one is not None] == [False, False]
    await dialogue.take(dialogue.api.membership(ADMIN, "member", chat=GROUP))
    held = [await dialogue.subscribers.subscription(key) for key in (KEY, f"{KEY}/17")]
    assert [one.active for one in held if one is not None] == [True, True]


async def test_the_button_under_an_announcement_in_a_group_says_so_over_the_chat_alone(dialogue: Dialogue) -> None:
    (note,) = await dialogue.say(ADMIN, "/subscribe", chat=GROUP)
    assert await dialogue.press(MEMBER, note, "uns:7") == []
    assert dialogue.called("answerCallbackQuery")[-1]["text"] == wording.ADMINS_ONLY
    assert await dialogue.subscribers.subscription(KEY) is not None
    assert await dialogue.press(ADMIN, note, "uns:7") == []
    assert dialogue.called("answerCallbackQuery")[-1]["text"] == wording.GROUP_LEFT
    assert await dialogue.subscribers.subscription(KEY) is None


async def test_staff_add_a_channel_that_they_run_and_drop_it(dialogue: Dialogue, staff: Staff) -> None:
    await pressing.hire(staff, WRITER, Right.SEND)
    (added,) = await dialogue.say(WRITER, "/channel @hohhot_union 赛罕区 福利")
    assert added["text"] == wording.CHANNEL_ADDED.format(title="骑手群", area=SAIHAN, topics="福利")
    held = await dialogue.subscribers.subscription(f"tg:{CHANNEL}")
    assert held is not None
    (listed,) = await dialogue.say(WRITER, "/channel")
    assert "· 骑手群：内蒙古自治区呼和浩特市赛罕区，福利" in listed["text"].splitlines()
    await pressing.tap(dialogue, listed, "骑手群", WRITER)
    await pressing.tap(dialogue, dialogue.api.chats[WRITER][listed["message_id"]], wording.CHANNEL_DROP, WRITER)
    assert await dialogue.subscribers.subscription(f"tg:{CHANNEL}") is None
    (record,) = await dialogue.say(OWNER, "/audit")
    assert f"{WRITER}（Telegram）把公告发到频道 {CHANNEL}" in record["text"]


@pytest.mark.parametrize(
    ("who", "name", "said"),
    [
        (OWNER, "@hohhot_union", wording.CHANNEL_NOT_YOURS.format(title="骑手群")),
        (WRITER, "@riders_group", wording.CHANNEL_IS_GROUP),
        (WRITER, "@nobody_here", wording.CHANNEL_NOT_FOUND),
        (WRITER, "1001", wording.CHANNEL_NOT_FOUND),
    ],
)
async def test_no_channel_is_added_by_who_does_not_run_it(
    dialogue: Dialogue, staff: Staff, who: int, name: str, said: str
) -> None:
    await pressing.hire(staff, WRITER, Right.SEND)
    (answer,) = await dialogue.say(who, f"/channel {name}")
    assert answer["text"] == said
    assert await dialogue.subscribers.beginning_with("tg:-") == {}


async def test_a_channel_in_which_we_may_not_write_is_not_added(dialogue: Dialogue) -> None:
    dialogue.api.members[CHANNEL] = {OWNER: "creator", OURS: "left"}
    (answer,) = await dialogue.say(OWNER, "/channel @hohhot_union")
    assert answer["text"] == wording.CHANNEL_NO_POST.format(title="骑手群")
