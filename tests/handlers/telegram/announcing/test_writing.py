"""Staff write an announcement: the preview is the message, and every step can be left."""

from datetime import UTC, datetime

import pytest

from bot.announcing.audience import Audience, Topic
from bot.announcing.states import State
from bot.people.roles import Right
from bot.people.staff import Staff
from handlers.telegram.announcing import words as wording
from handlers.telegram.dispatch import words as dispatch_wording
from tests.fake_bot_api import Json, Refusal
from tests.handlers.telegram.announcing.pressing import WRITER, hire, subscribed, tap, write
from tests.handlers.telegram.answering.test_dialogues import labels
from tests.handlers.telegram.conftest import Dialogue

SAIHAN = "内蒙古自治区呼和浩特市赛罕区"


@pytest.fixture(autouse=True)
async def writer(staff: Staff) -> None:
    await hire(staff, WRITER, Right.SEND)


def beside_links(message: Json) -> list[str]:
    rows = message["reply_markup"]["inline_keyboard"]
    return [button.get("url", button.get("callback_data")) for row in rows for button in row]


async def test_a_text_is_answered_at_once_with_the_very_message_and_a_send_button(dialogue: Dialogue) -> None:
    await subscribed(dialogue, [1, 2, 3])
    preview, beside = await write(dialogue, "明天发冬衣")
    assert preview["text"] == "明天发冬衣"
    assert labels(preview) == [wording.UNSUBSCRIBE_BUTTON]
    assert labels(beside)[0] == wording.SEND
    assert "全体订阅者" in beside["text"]
    assert "有 3 人，大约 1 分钟" in beside["text"]
    assert wording.MAKE_URGENT not in labels(beside)


async def test_the_preview_is_sent_as_recipients_get_it(dialogue: Dialogue) -> None:
    await write(dialogue, "明天发冬衣")
    sent = dialogue.called("sendMessage")[0]
    notice = await dialogue.office.drafts.preview(1)
    before = len(dialogue.api.calls)
    await dialogue.channel.announcing.messenger.send("tg:1001", notice)
    assert dialogue.api.calls[before:] == [("sendMessage", {**sent, "chat_id": 1001})]


async def test_marks_are_kept_and_what_looks_like_html_is_not_one(dialogue: Dialogue) -> None:
    text = "/announce 😀明天<发>冬衣 地址"
    entities = [
        {"type": "bot_command", "offset": 0, "length": 9},
        {"type": "bold", "offset": 12, "length": 5},
        {"type": "italic", "offset": 15, "length": 4},
        {"type": "text_link", "offset": 20, "length": 2, "url": "https://example.org/?a=1&b=2"},
    ]
    update = dialogue.api.message(WRITER, text=text, entities=entities)
    await dialogue.take(update)
    html = (await dialogue.office.find(1)).html
    assert html == ('😀<b>明天&lt;<i>发&gt;</i></b><i>冬衣</i> <a href="https://example.org/?a=1&amp;b=2">地址</a>')


async def test_the_dialogue_asks_for_a_text_and_can_be_left(dialogue: Dialogue) -> None:
    (asked,) = await dialogue.say(WRITER, "发公告")
    assert asked["text"] == wording.ASK_CONTENT
    assert labels(asked) == [wording.BACK, wording.QUIT]
    await tap(dialogue, asked, wording.QUIT, WRITER)
    assert asked["text"] == wording.LEFT_DIALOGUE
    (answer,) = await dialogue.say(WRITER, "驿站在哪")
    assert answer["text"].startswith("全市有 130 个")
    await dialogue.say(WRITER, "/announce")
    preview, _ = await dialogue.say(WRITER, "后天体检")
    assert preview["text"] == "后天体检"


async def test_a_photo_and_a_document_go_along(dialogue: Dialogue) -> None:
    await dialogue.say(WRITER, "/announce")
    preview, beside = await dialogue.told(dialogue.api.photo(WRITER))
    found = await dialogue.office.find(1)
    assert (found.media_kind, dialogue.called("sendPhoto")[0]["photo"]) == ("photo", found.media)
    assert preview["photo"]
    assert labels(beside)[0] == wording.SEND
    preview, _ = await dialogue.upload(WRITER, "通知.pdf", b"%PDF", "/announce 请看文件")
    assert preview["caption"] == "请看文件"
    preview, _ = await dialogue.told(dialogue.api.photo(WRITER, caption="/announce 海报"))
    assert (preview["caption"], labels(preview)) == ("海报", [wording.UNSUBSCRIBE_BUTTON])


async def test_a_file_without_a_dialogue_is_no_announcement(dialogue: Dialogue) -> None:
    (hint,) = await dialogue.told(dialogue.api.photo(WRITER))
    assert hint["text"] == dispatch_wording.NOT_TEXT


async def test_buttons_with_links_are_added_and_taken_away(dialogue: Dialogue) -> None:
    _, beside = await write(dialogue, "明天发冬衣")
    await tap(dialogue, beside, wording.CHANGE_LINKS, WRITER)
    assert beside["text"] == wording.ASK_LINKS
    (wrong,) = await dialogue.say(WRITER, "地址 javascript:alert(1)")
    assert wrong["text"] == wording.LINKS_UNREADABLE
    (wrong,) = await dialogue.told(dialogue.api.photo(WRITER))
    assert wrong["text"] == wording.LINKS_UNREADABLE
    preview, beside = await dialogue.say(WRITER, "领取地址 https://example.org/a\n报名 https://example.org/b")
    assert beside_links(preview) == ["https://example.org/a", "https://example.org/b", "uns:1"]
    await tap(dialogue, beside, wording.CHANGE_LINKS, WRITER)
    preview, _ = await tap(dialogue, beside, wording.DROP_LINKS, WRITER)
    assert beside_links(preview) == ["uns:1"]


async def test_the_audience_is_chosen_by_buttons_and_words(dialogue: Dialogue) -> None:
    await dialogue.subscribers.subscribe("tg:1", frozenset({Topic.RIGHTS}), SAIHAN)
    await dialogue.subscribers.subscribe("tg:2", frozenset({Topic.JOBS}), SAIHAN)
    await dialogue.subscribers.subscribe("tg:3", frozenset({Topic.RIGHTS}), "内蒙古自治区呼和浩特市新城区")
    _, beside = await write(dialogue, "明天发冬衣")
    await tap(dialogue, beside, wording.CHANGE_AUDIENCE, WRITER)
    await tap(dialogue, beside, wording.BY_REGION, WRITER)
    await tap(dialogue, beside, "赛罕区", WRITER)
    assert "有 2 人" in beside["text"]
    await tap(dialogue, beside, wording.CHANGE_AUDIENCE, WRITER)
    await tap(dialogue, beside, wording.BY_TOPIC, WRITER)
    await tap(dialogue, beside, "维权", WRITER)
    assert f"{SAIHAN}的订阅者，并且是订了「维权」的人" in beside["text"]
    assert "有 1 人" in beside["text"]
    await tap(dialogue, beside, wording.CHANGE_AUDIENCE, WRITER)
    await tap(dialogue, beside, wording.AUDIENCE_ALL, WRITER)
    assert "有 3 人" in beside["text"]
    await tap(dialogue, beside, wording.CHANGE_AUDIENCE, WRITER)
    await tap(dialogue, beside, wording.BY_REGION, WRITER)
    await tap(dialogue, beside, wording.TYPE_REGION, WRITER)
    (unknown,) = await dialogue.say(WRITER, "月球")
    assert unknown["text"] == wording.UNKNOWN_REGION
    (beside,) = await dialogue.say(WRITER, "新城区")
    assert "有 1 人" in beside["text"]
    await tap(dialogue, beside, wording.CHANGE_AUDIENCE, WRITER)
    await tap(dialogue, beside, wording.BY_STATION, WRITER)
    (beside,) = await dialogue.say(WRITER, "st-017")
    kept = Audience.from_json((await dialogue.office.find(1)).audience)
    assert kept == Audience(region="内蒙古自治区呼和浩特市新城区", station="st-017")
    await tap(dialogue, beside, wording.CHANGE_AUDIENCE, WRITER)
    await tap(dialogue, beside, wording.ONLY_STAFF, WRITER)
    assert wording.AUDIENCE_STAFF in beside["text"]


async def test_the_time_is_local_and_never_past(dialogue: Dialogue) -> None:
    dialogue.clock.now = datetime(2027, 11, 25, 10, 0, tzinfo=UTC).timestamp()
    _, beside = await write(dialogue, "明天发冬衣")
    await tap(dialogue, beside, wording.CHANGE_TIME, WRITER)
    await tap(dialogue, beside, wording.TIME_TOMORROW, WRITER)
    assert "时间：2027-11-26 08:00" in beside["text"]
    await tap(dialogue, beside, wording.CHANGE_TIME, WRITER)
    await tap(dialogue, beside, wording.TIME_TYPE, WRITER)
    (unreadable,) = await dialogue.say(WRITER, "有空的时候")
    assert unreadable["text"] == wording.TIME_UNREADABLE
    (past,) = await dialogue.say(WRITER, "今天上午9点")
    assert past["text"] == wording.TIME_PAST
    (beside,) = await dialogue.say(WRITER, "11月27日 9:00")
    assert "时间：2027-11-27 09:00" in beside["text"]
    await tap(dialogue, beside, wording.CHANGE_EXPIRY, WRITER)
    await tap(dialogue, beside, wording.EXPIRY_TODAY, WRITER)
    assert "过了 2027-11-28 00:00" in beside["text"]
    await tap(dialogue, beside, wording.CHANGE_EXPIRY, WRITER)
    await tap(dialogue, beside, wording.EXPIRY_TYPE, WRITER)
    (crossed,) = await dialogue.say(WRITER, "11月26日 9:00")
    assert crossed["text"] == wording.TIMES_CROSS
    await tap(dialogue, crossed, wording.BACK, WRITER)
    assert "过了 2027-11-28 00:00" in crossed["text"]
    await tap(dialogue, crossed, wording.CHANGE_EXPIRY, WRITER)
    await tap(dialogue, crossed, wording.EXPIRY_NONE, WRITER)
    await tap(dialogue, crossed, wording.CHANGE_TIME, WRITER)
    await tap(dialogue, crossed, wording.TIME_NOW, WRITER)
    assert wording.AT_ONCE in crossed["text"]


@pytest.mark.parametrize(
    "steps",
    [
        (wording.CHANGE_CONTENT,),
        (wording.CHANGE_LINKS,),
        (wording.CHANGE_TIME,),
        (wording.CHANGE_TIME, wording.TIME_TYPE),
        (wording.CHANGE_EXPIRY,),
        (wording.CHANGE_EXPIRY, wording.EXPIRY_TYPE),
        (wording.CHANGE_AUDIENCE,),
        (wording.CHANGE_AUDIENCE, wording.BY_REGION),
        (wording.CHANGE_AUDIENCE, wording.BY_REGION, wording.TYPE_REGION),
        (wording.CHANGE_AUDIENCE, wording.BY_REGION, "其他盟市"),
        (wording.CHANGE_AUDIENCE, wording.BY_TOPIC),
        (wording.CHANGE_AUDIENCE, wording.BY_STATION),
    ],
)
async def test_every_step_leads_back_and_out(dialogue: Dialogue, steps: tuple[str, ...]) -> None:
    _, beside = await write(dialogue, "明天发冬衣")
    for label in steps:
        await tap(dialogue, beside, label, WRITER)
    await tap(dialogue, beside, wording.BACK, WRITER)
    assert labels(beside)[0] == wording.SEND
    (answer,) = await dialogue.say(WRITER, "驿站在哪")
    assert answer["text"].startswith("全市有 130 个")
    for label in steps:
        await tap(dialogue, beside, label, WRITER)
    await tap(dialogue, beside, wording.QUIT, WRITER)
    assert beside["text"] == wording.DROPPED.format(number=1)
    assert State((await dialogue.office.find(1)).state) is State.CANCELLED


async def test_a_text_that_is_too_long_is_asked_for_again(dialogue: Dialogue) -> None:
    await dialogue.say(WRITER, "/announce")
    (refused,) = await dialogue.say(WRITER, "字" * 4096 + "多")
    assert refused["text"] == wording.TOO_LONG.format(over=1)
    preview, _ = await dialogue.say(WRITER, "字" * 4096)
    assert len(preview["text"]) == 4096


async def test_marks_that_telegram_cannot_read_become_plain_before_anybody_else_sees_them(dialogue: Dialogue) -> None:
    dialogue.api.refusals["sendMessage"].append(Refusal(400, "Bad Request: can't parse entities: x"))
    entities = [{"type": "bot_command", "offset": 0, "length": 9}, {"type": "bold", "offset": 10, "length": 2}]
    preview, notice, _ = await dialogue.told(dialogue.api.message(WRITER, text="/announce 明天", entities=entities))
    assert (preview["text"], notice["text"]) == ("明天", wording.PLAIN_NOW)
    assert (await dialogue.office.find(1)).html == "明天"


async def test_what_telegram_refuses_is_not_offered_for_sending(dialogue: Dialogue) -> None:
    dialogue.api.refusals["sendMessage"].append(Refusal(400, "Bad Request: BUTTON_URL_INVALID"))
    (said,) = await dialogue.say(WRITER, "/announce 明天")
    assert "BUTTON_URL_INVALID" in said["text"]
    assert wording.SEND not in labels(said)
    dialogue.api.misuse.clear()


async def test_someone_elses_draft_is_not_theirs(dialogue: Dialogue, staff: Staff) -> None:
    other = 9004
    await hire(staff, other, Right.SEND)
    _, beside = await write(dialogue, "明天发冬衣")
    for act in ("send", "at:tomorrow", "drop", "all", "override_sure"):
        await dialogue.press(other, beside, f"ann:1:{act}")
    found = await dialogue.office.find(1)
    assert (State(found.state), found.scheduled_at) == (State.DRAFT, None)


@pytest.mark.parametrize("act", ["audience", "region", "time", "expiry", "content", "type_time"])
async def test_a_colleagues_draft_is_not_opened(dialogue: Dialogue, staff: Staff, act: str) -> None:
    _, beside = await write(dialogue, "明天发冬衣")
    await hire(staff, 9004, Right.SEND)
    told = await dialogue.press(9004, beside, f"ann:1:{act}")
    shown = {wording.ASK_AUDIENCE, wording.ASK_REGION, wording.ASK_TIME, wording.ASK_EXPIRY, wording.ASK_CONTENT}
    assert not shown & {message["text"].split("\n")[0] for message in (*told, beside)}


async def test_urgent_takes_its_own_right(dialogue: Dialogue, staff: Staff) -> None:
    _, beside = await write(dialogue, "暴雪，今天别上路")
    await dialogue.press(WRITER, beside, "ann:1:urgent:on")
    assert not (await dialogue.office.find(1)).urgent
    await hire(staff, WRITER, Right.URGENT)
    _, beside = await write(dialogue, "暴雪，今天别上路")
    await tap(dialogue, beside, wording.MAKE_URGENT, WRITER)
    assert "紧急公告" in beside["text"]
    assert (await dialogue.office.find(2)).urgent


async def test_a_strange_button_changes_nothing(dialogue: Dialogue) -> None:
    _, beside = await write(dialogue, "明天发冬衣")
    for rest in ("", "x:send", "99:send", "1:", "1:t:x", "1:r:1", "9999999999:send", "1:at:never"):
        await dialogue.press(WRITER, beside, f"ann:{rest}")
        found = await dialogue.office.find(1)
        assert (State(found.state), found.scheduled_at) == (State.DRAFT, None)
