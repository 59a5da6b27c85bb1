"""Riders subscribe, change their minds and leave."""

import pytest

from bot.announcing.audience import Topic
from data.storage.engine import Database
from data.tables import Subscriber
from handlers.telegram.announcing import subscribing, subscription_settings
from handlers.telegram.announcing import words as wording
from tests.fake_bot_api import Json
from tests.handlers.telegram.announcing import pressing
from tests.handlers.telegram.answering.test_dialogues import labels
from tests.handlers.telegram.conftest import Dialogue

RIDER = 1001
KEY = f"tg:{RIDER}"
GROUP = -1_000_000_000_005
SAIHAN = "内蒙古自治区呼和浩特市赛罕区"
DAY = 86_400


async def tap(dialogue: Dialogue, message: Json, label: str) -> list[Json]:
    return await pressing.tap(dialogue, message, label, RIDER)


async def test_topic_and_district_in_two_taps(dialogue: Dialogue) -> None:
    (asked,) = await dialogue.say(RIDER, "/subscribe")
    assert asked["text"] == wording.SUBSCRIBE_WHERE
    assert await tap(dialogue, asked, "赛罕区") == []  # the same message turns to the topics
    assert asked["text"] == wording.SUBSCRIBE_WHAT.format(area=SAIHAN)
    await tap(dialogue, asked, "维权")
    assert asked["text"].startswith("订好了。\n地区：内蒙古自治区呼和浩特市赛罕区\n话题：维权\n")
    held = await dialogue.subscribers.subscription(KEY)
    assert held is not None
    assert (held.area, held.topics) == (SAIHAN, frozenset({Topic.RIGHTS}))


@pytest.mark.parametrize("said", ["/subscribe all", "/subscribe 全部", "/订阅 all"])
async def test_everything_in_one_message_before_start(dialogue: Dialogue, said: str) -> None:
    (answer,) = await dialogue.say(RIDER, said)
    assert answer["text"].startswith("订好了。\n地区：全国\n话题：全部话题\n")
    held = await dialogue.subscribers.subscription(KEY)
    assert held is not None
    assert (held.area, held.topics) == (None, frozenset(Topic))


async def test_region_and_topics_in_words(dialogue: Dialogue) -> None:
    (answer,) = await dialogue.say(RIDER, "/subscribe 赛罕区 维权 福利")
    assert "话题：维权、福利" in answer["text"]
    (unknown,) = await dialogue.say(RIDER, "/subscribe 月球")
    assert unknown["text"] == wording.SUBSCRIBE_UNKNOWN.format(given="月球", example="赛罕区")
    held = await dialogue.subscribers.subscription(KEY)
    assert held is not None
    assert held.area == SAIHAN


async def test_elsewhere_and_back(dialogue: Dialogue) -> None:
    (asked,) = await dialogue.say(RIDER, "订阅")
    await tap(dialogue, asked, "其他盟市")
    assert "包头市" in labels(asked)
    await tap(dialogue, asked, wording.BACK)
    assert "赛罕区" in labels(asked)
    await tap(dialogue, asked, wording.SUBSCRIBE_ALL)
    assert (await dialogue.subscribers.subscription(KEY)) is not None


async def test_one_word_is_enough_to_leave(dialogue: Dialogue) -> None:
    words = ("退订", "停", "取消订阅", "stop", "STOP", "Stop", "/stop", "/unsubscribe", "/退订", "退订。")
    for word in words:
        await dialogue.subscribers.subscribe(KEY)
        (answer,) = await dialogue.say(RIDER, word)
        assert answer["text"] == wording.UNSUBSCRIBED, word
        assert await dialogue.subscribers.subscription(KEY) is None
        dialogue.clock.now += 60
    (again,) = await dialogue.say(RIDER, "停")
    assert again["text"] == wording.NOT_SUBSCRIBED


async def test_leaving_works_beyond_the_limits(dialogue: Dialogue) -> None:
    await dialogue.say(RIDER, "/subscribe all")
    for number in range(30):
        await dialogue.say(RIDER, f"第{number}个问题")
    (note,) = [m for m in dialogue.api.chats[RIDER].values() if m["text"].startswith("订好了")]
    (answer,) = await dialogue.press(RIDER, note, "uns:12")
    assert answer["text"] == wording.UNSUBSCRIBED


async def test_settings_change_one_thing_each(dialogue: Dialogue) -> None:
    await dialogue.say(RIDER, "/subscribe 赛罕区")
    (page,) = await dialogue.say(RIDER, "/settings")
    await tap(dialogue, page, wording.MAKE_SILENT)
    await tap(dialogue, page, wording.MAKE_DIGEST)
    await tap(dialogue, page, wording.PAUSE_DAYS.format(days=7))
    held = await dialogue.subscribers.subscription(KEY)
    assert held is not None
    assert (held.silent, held.digest) == (True, True)
    # The answer may have kept the pace of the chat for a second.
    assert 0 <= dialogue.clock.now + 7 * DAY - (held.paused_until or 0) < 2
    assert "暂停到 2027-01-22 08:00" in page["text"]
    await tap(dialogue, page, wording.PAUSE_END)
    await tap(dialogue, page, wording.MAKE_LOUD)
    await tap(dialogue, page, wording.MAKE_SINGLE)
    await tap(dialogue, page, wording.CHANGE_AREA)
    await tap(dialogue, page, "呼和浩特全市")
    held = await dialogue.subscribers.subscription(KEY)
    assert held is not None
    assert (held.silent, held.digest, held.paused_until) == (False, False, None)
    assert held.area == "内蒙古自治区呼和浩特市"


async def test_topics_are_ticked_one_by_one_and_the_last_stays(dialogue: Dialogue) -> None:
    await dialogue.say(RIDER, "/subscribe 维权 福利")
    (page,) = await dialogue.say(RIDER, "/settings")
    await tap(dialogue, page, wording.CHANGE_TOPICS)
    assert labels(page)[:3] == ["✓ 维权", "✓ 福利", "安全"]
    await tap(dialogue, page, "✓ 福利")
    await tap(dialogue, page, "✓ 维权")
    assert page["text"] == wording.LAST_TOPIC
    held = await dialogue.subscribers.subscription(KEY)
    assert held is not None
    assert held.topics == {Topic.RIGHTS}
    await tap(dialogue, page, wording.BACK)
    assert page["text"].startswith("您的订阅：")


async def test_settings_of_nobody_offer_to_subscribe(dialogue: Dialogue) -> None:
    (page,) = await dialogue.say(RIDER, "/settings")
    assert page["text"] == wording.NOT_SUBSCRIBED
    await tap(dialogue, page, wording.SUBSCRIBE_BUTTON)
    assert page["text"] == wording.SUBSCRIBE_WHERE


async def test_a_button_of_another_time_harms_nobody(dialogue: Dialogue) -> None:
    await dialogue.say(RIDER, "/subscribe 赛罕区 维权")
    (page,) = await dialogue.say(RIDER, "/settings")
    before = await dialogue.subscribers.subscription(KEY)
    for data in (
        "sub:",
        "sub:a:999999",
        "sub:t:999999:rights",
        "set:",
        "set:t:x",
        "set:pause:9999",
        "set:a:",
        "set:silent",
    ):
        await dialogue.press(RIDER, page, data)
    assert await dialogue.subscribers.subscription(KEY) == before


async def test_one_stations_announcements(dialogue: Dialogue) -> None:
    (page,) = await dialogue.say(RIDER, "/subscribe")
    await dialogue.press(RIDER, page, "sub:st:st-017")
    held = await dialogue.subscribers.subscription(KEY)
    assert held is not None
    assert (held.station, held.topics, held.area) == (
        "st-017",
        frozenset({Topic.STATIONS}),
        "内蒙古自治区呼和浩特市",
    )
    (page,) = await dialogue.say(RIDER, "/settings")
    assert "驿站：st-017" in page["text"]
    await tap(dialogue, page, wording.NO_STATION)
    held = await dialogue.subscribers.subscription(KEY)
    assert held is not None
    assert held.station is None


async def test_all_button_ids_are_short(dialogue: Dialogue) -> None:
    (page,) = await dialogue.say(RIDER, "/subscribe")
    for prefix in (subscribing.PREFIX, subscription_settings.PREFIX):
        await dialogue.press(RIDER, page, f"{prefix}a:150929")
    assert dialogue.api.misuse == []


async def test_who_blocks_and_comes_back_finds_everything_as_it_was(dialogue: Dialogue, database: Database) -> None:
    await dialogue.say(RIDER, "/subscribe 赛罕区 维权")
    await dialogue.take(dialogue.api.membership(RIDER, "kicked"))
    held = await dialogue.subscribers.subscription(KEY)
    assert held is not None
    assert not held.active
    await dialogue.take(dialogue.api.membership(RIDER, "member"))
    held = await dialogue.subscribers.subscription(KEY)
    assert held is not None
    assert (held.active, held.area, held.topics) == (True, SAIHAN, frozenset({Topic.RIGHTS}))


async def test_whoever_writes_can_be_written_to(dialogue: Dialogue) -> None:
    await dialogue.say(RIDER, "/subscribe all")
    await dialogue.subscribers.unreachable(KEY)
    await dialogue.say(RIDER, "驿站在哪")
    held = await dialogue.subscribers.subscription(KEY)
    assert held is not None
    assert held.active


async def test_blocking_without_a_subscription_leaves_nothing(dialogue: Dialogue, database: Database) -> None:
    await dialogue.take(dialogue.api.membership(RIDER, "kicked"))
    async with database.read() as session:
        assert await session.get(Subscriber, KEY) is None


@pytest.mark.parametrize("told_in", ["old", "new"])
async def test_a_group_keeps_its_subscription_when_it_gets_a_new_number(dialogue: Dialogue, told_in: str) -> None:
    old, new = -77, GROUP
    await dialogue.subscribers.subscribe(f"tg:{old}", frozenset({Topic.JOBS}))
    where, told = (old, {"migrate_to_chat_id": new}) if told_in == "old" else (new, {"migrate_from_chat_id": old})
    await dialogue.take(dialogue.api.message(RIDER, chat=where, **told))
    assert await dialogue.subscribers.subscription(f"tg:{old}") is None
    held = await dialogue.subscribers.subscription(f"tg:{new}")
    assert held is not None
    assert held.topics == {Topic.JOBS}
