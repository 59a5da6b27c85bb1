"""What people say and press, and what the bot says, through the real Application."""

import logging
import re
from pathlib import Path

import pytest

from bot.answering import danger_words
from bot.learning import words as learning
from bot.reply import Message
from data.storage.engine import Database
from data.tables import Conversation
from handlers.telegram.answering import words as wording
from handlers.telegram.desk.limits import Allowance
from handlers.telegram.dispatch import words as dispatch_wording
from handlers.telegram.dispatch.commands import COMMANDS, Scope
from handlers.telegram.message import words as message_wording
from handlers.telegram.people import words as people_wording
from tests.fake_bot_api import BOT, Json
from tests.handlers.telegram.conftest import OWNER, Dialogue
from tests.handlers.telegram.recording_assistant import RecordingAssistant

RIDER, OTHER = 1001, 1002
GROUP = -1_000_000_000_005


def labels(message: Json) -> list[str]:
    markup = message["reply_markup"] or {}
    return [button["text"] for row in markup.get("inline_keyboard", markup.get("keyboard", [])) for button in row]


async def test_a_question_is_answered_with_its_source_and_buttons(
    dialogue: Dialogue, assistant: RecordingAssistant
) -> None:
    (answer,) = await dialogue.say(RIDER, "驿站在哪")

    assert answer["text"].split("\n") == [
        "全市有 130 个<工会>驿站 & 站点。",
        "谁能用：骑手等户外劳动者",
        "找谁问：12351",
        "来源：《暖心驿站》记者 张三，2026年3月",
    ]
    assert labels(answer) == ["看详情", "看原文", message_wording.COPY_HOTLINE, learning.HELPFUL, learning.UNHELPFUL]
    assert assistant.asked == [Message(text="驿站在哪", conversation=f"tg:{RIDER}:{RIDER}", person=f"tg:{RIDER}")]


async def test_the_answer_is_sent_as_escaped_html_without_link_preview(dialogue: Dialogue) -> None:
    await dialogue.say(RIDER, "驿站在哪")

    (sent,) = dialogue.called("sendMessage")
    assert sent["text"].startswith("<b>全市有 130 个&lt;工会&gt;驿站 &amp; 站点。</b>\n")
    assert sent["text"].endswith("<i>来源：《暖心驿站》记者 张三，2026年3月</i>")
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert "reply_parameters" not in sent


async def test_a_caption_counts_as_text(dialogue: Dialogue, assistant: RecordingAssistant) -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    await dialogue.take(dialogue.api.message(RIDER, photo=photo, caption="驿站在哪"))

    assert assistant.asked[0].text == "驿站在哪"


async def test_only_the_first_500_characters_are_used(dialogue: Dialogue, assistant: RecordingAssistant) -> None:
    await dialogue.say(RIDER, "问" * 4000)

    assert assistant.asked[0].text == "问" * 500


@pytest.mark.parametrize(
    "content",
    [
        {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}},
        {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]},
        {
            "sticker": {
                "file_id": "f",
                "file_unique_id": "u",
                "width": 1,
                "height": 1,
                "type": "regular",
                "is_animated": False,
                "is_video": False,
            }
        },
        {"contact": {"phone_number": "1", "first_name": "a"}},
    ],
    ids=lambda content: next(iter(content)),
)
async def test_what_is_not_text_gets_one_hint(dialogue: Dialogue, content: Json) -> None:
    (hint,) = await dialogue.told(dialogue.api.message(RIDER, **content))
    assert hint["text"] == dispatch_wording.NOT_TEXT
    assert await dialogue.told(dialogue.api.message(RIDER, **content)) == []


async def test_service_messages_and_other_kinds_of_updates_are_left_alone(dialogue: Dialogue) -> None:
    assert await dialogue.told(dialogue.api.message(RIDER, chat=GROUP, migrate_to_chat_id=-100)) == []
    assert await dialogue.told(dialogue.api.message(RIDER, chat=GROUP, new_chat_members=[BOT])) == []
    assert await dialogue.told(dialogue.api.message(RIDER, connected_website="example.org")) == []
    assert await dialogue.told({"update_id": 1, "something_new": {"id": 1}}) == []


# --- commands ---


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
async def test_every_command_is_reachable_by_name_and_by_each_word(dialogue: Dialogue, command) -> None:  # type: ignore[no-untyped-def]
    by_name = [message["text"] for message in await dialogue.say(OWNER, f"/{command.name}")]
    assert by_name
    assert by_name != [dispatch_wording.UNKNOWN_COMMAND]
    for word in command.words:
        for text in (word, f"/{word}"):
            said = [message["text"] for message in await dialogue.say(OWNER, text)]
            if command.name == "mydata":  # counts the messages, so it differs
                assert said[0].startswith(people_wording.MYDATA_HEAD)
            else:
                assert [text.split("\n")[0] for text in said] == [text.split("\n")[0] for text in by_name]


async def test_start_shows_the_large_buttons_whatever_the_link_carries(
    dialogue: Dialogue, assistant: RecordingAssistant
) -> None:
    for text in ("/start", "/start ask", "/start st_"):
        (welcome,) = await dialogue.say(RIDER, text)
        assert welcome["text"].startswith(dispatch_wording.WELCOME)
        assert "不是任何工会办的" in welcome["text"]
        keyboard = welcome["reply_markup"]["keyboard"]
        assert len(keyboard) <= 5
        assert all(len(row) == 2 and all(2 <= len(button["text"]) <= 8 for button in row) for row in keyboard)
        assert welcome["reply_markup"]["is_persistent"]
    assert assistant.asked == []


async def test_help_names_the_commands_of_the_place(dialogue: Dialogue) -> None:
    for chat, scope in ((None, Scope.PRIVATE), (GROUP, Scope.GROUP)):
        (help_,) = await dialogue.say(RIDER, "/help", chat=chat)
        for command in COMMANDS:
            assert (f"/{command.name} {command.help}" in help_["text"]) == (scope in command.scopes)


async def test_an_unknown_command_gets_a_pointer_in_private_and_silence_in_groups(dialogue: Dialogue) -> None:
    (pointer,) = await dialogue.say(RIDER, "/nonsense")
    assert pointer["text"] == dispatch_wording.UNKNOWN_COMMAND
    assert await dialogue.say(RIDER, "/nonsense", chat=GROUP) == []


async def test_a_chinese_command_that_we_do_not_have_is_a_question(
    dialogue: Dialogue, assistant: RecordingAssistant
) -> None:
    await dialogue.say(RIDER, "/驿站")
    assert [message.text for message in assistant.asked] == ["/驿站"]


async def test_cancel_forgets_the_conversation_and_works_beyond_the_limits(
    dialogue: Dialogue, assistant: RecordingAssistant
) -> None:
    for n in range(30):
        await dialogue.say(RIDER, f"第{n}句")
    (done,) = await dialogue.say(RIDER, "取消")
    assert done["text"] == dispatch_wording.CANCELLED
    assert assistant.started_over == [f"tg:{RIDER}:{RIDER}"]


# --- region ---


async def test_a_named_region_is_kept_and_used(dialogue: Dialogue, assistant: RecordingAssistant) -> None:
    (done,) = await dialogue.say(RIDER, "/region 赛罕区")
    path = "内蒙古自治区呼和浩特市赛罕区"
    assert done["text"] == people_wording.REGION_SET.format(region=path)
    await dialogue.say(RIDER, "驿站在哪")
    await dialogue.say(OTHER, "驿站在哪")
    assert [message.region for message in assistant.asked] == [path, None]


async def test_the_chinese_word_takes_a_region_only_behind_a_slash(
    dialogue: Dialogue, assistant: RecordingAssistant
) -> None:
    (done,) = await dialogue.say(RIDER, "/地区 新城区")
    assert "新城区" in done["text"]
    await dialogue.say(RIDER, "地区 补贴有哪些")
    assert [message.text for message in assistant.asked] == ["地区 补贴有哪些"]


async def test_an_unknown_region_is_said_to_be_unknown(dialogue: Dialogue) -> None:
    (answer,) = await dialogue.say(RIDER, "/region 火星")
    assert answer["text"] == people_wording.REGION_UNKNOWN.format(example="赛罕区")


async def test_regions_can_be_pressed_page_by_page(dialogue: Dialogue, assistant: RecordingAssistant) -> None:
    (offer,) = await dialogue.say(RIDER, "/region")
    assert "赛罕区" in labels(offer)

    assert await dialogue.press(RIDER, offer, "r:more") == []
    assert "包头市" in labels(dialogue.api.chats[RIDER][offer["message_id"]])
    assert await dialogue.press(RIDER, offer, "r:home") == []
    assert "赛罕区" in labels(dialogue.api.chats[RIDER][offer["message_id"]])
    assert await dialogue.press(RIDER, offer, "r:150105") == []
    assert "赛罕区" in dialogue.api.chats[RIDER][offer["message_id"]]["text"]

    await dialogue.say(RIDER, "驿站在哪")
    assert assistant.asked[0].region == "内蒙古自治区呼和浩特市赛罕区"

    (again,) = await dialogue.say(RIDER, "/region")
    assert people_wording.REGION_NONE in labels(again)
    await dialogue.press(RIDER, again, "r:none")
    await dialogue.say(RIDER, "驿站几点关")
    assert assistant.asked[1].region is None


async def test_a_region_button_of_a_list_no_longer_offered_shows_the_list(dialogue: Dialogue) -> None:
    (offer,) = await dialogue.say(RIDER, "/region")
    await dialogue.press(RIDER, offer, "r:999999")
    assert "赛罕区" in labels(dialogue.api.chats[RIDER][offer["message_id"]])


# --- buttons ---


async def test_a_button_of_any_age_works_and_a_late_press_too(
    dialogue: Dialogue, assistant: RecordingAssistant
) -> None:
    old = {"message_id": 7, "chat": {"id": RIDER, "type": "private"}, "date": 0}
    (answer,) = await dialogue.press(RIDER, old, "e:hohhot-station", late=True)
    assert answer["text"].startswith("卡片 e:hohhot-station")
    assert assistant.asked == [
        Message(conversation=f"tg:{RIDER}:{RIDER}", choice="e:hohhot-station", person=f"tg:{RIDER}")
    ]


async def test_pages_of_a_list_turn_in_place_and_answers_stand_below(dialogue: Dialogue) -> None:
    (menu,) = await dialogue.say(RIDER, "/services")
    assert labels(menu) == ["驿站", "诉求反映"]

    (listed,) = await dialogue.press(RIDER, menu, "i:station")
    assert await dialogue.press(RIDER, listed, "i:station:2") == []
    assert dialogue.api.chats[RIDER][listed["message_id"]]["text"] == "列表 i:station:2"
    assert await dialogue.press(RIDER, listed, "m") == []
    assert labels(dialogue.api.chats[RIDER][listed["message_id"]]) == ["驿站", "诉求反映"]


async def test_a_list_that_was_deleted_is_shown_anew(dialogue: Dialogue) -> None:
    (menu,) = await dialogue.say(RIDER, "/services")
    del dialogue.api.chats[RIDER][menu["message_id"]]
    (again,) = await dialogue.press(RIDER, menu, "m")
    assert again["text"] == "全部服务"


async def test_turning_to_the_same_page_is_no_error(dialogue: Dialogue) -> None:
    (menu,) = await dialogue.say(RIDER, "/services")
    await dialogue.press(RIDER, menu, "m")
    assert await dialogue.press(RIDER, menu, "m") == []


async def test_every_press_is_acknowledged(dialogue: Dialogue) -> None:
    (menu,) = await dialogue.say(RIDER, "/services")
    for data in ("i:station", "m", "r:more", "nonsense"):
        await dialogue.press(RIDER, menu, data)
    assert len(dialogue.called("answerCallbackQuery")) == 4


# --- editing ---


async def test_an_edited_question_gets_its_answer_edited(dialogue: Dialogue) -> None:
    question = dialogue.api.text(RIDER, "你好")
    (answer,) = await dialogue.told(question)
    await dialogue.say(RIDER, "另一个问题")

    edited = dialogue.api.edit(RIDER, question["message"]["message_id"], "驿站在哪")
    assert await dialogue.told(edited) == []
    assert dialogue.api.chats[RIDER][answer["message_id"]]["text"].startswith("全市有 130 个")


async def test_an_edited_question_whose_answer_is_gone_is_answered_below_it(dialogue: Dialogue) -> None:
    question = dialogue.api.text(RIDER, "你好")
    (answer,) = await dialogue.told(question)
    del dialogue.api.chats[RIDER][answer["message_id"]]

    edited = dialogue.api.edit(RIDER, question["message"]["message_id"], "驿站在哪")
    (anew,) = await dialogue.told(edited)
    assert anew["reply_to_message"]["message_id"] == question["message"]["message_id"]


@pytest.mark.parametrize("text", ["忘记我", "/forget"])
async def test_an_edit_takes_nothing_away(dialogue: Dialogue, text: str) -> None:
    question = dialogue.api.text(RIDER, "你好")
    await dialogue.told(question)
    (said,) = await dialogue.told(dialogue.api.edit(RIDER, question["message"]["message_id"], text))
    assert said["text"] == dispatch_wording.EDIT_TAKES_NOTHING_AWAY
    assert dialogue.called("deleteMessages") == []


async def test_in_groups_an_edit_that_addresses_us_is_answered_below_it(
    dialogue: Dialogue, assistant: RecordingAssistant
) -> None:
    question = dialogue.api.text(RIDER, "驿站在哪", chat=GROUP)
    assert await dialogue.told(question) == []
    number = question["message"]["message_id"]
    (answer,) = await dialogue.told(dialogue.api.edit(GROUP, number, "@union_helper_bot 驿站在哪"))
    assert answer["reply_to_message"]["message_id"] == number
    assert [message.text for message in assistant.asked] == ["驿站在哪"]


async def test_in_groups_an_edit_that_does_not_address_us_is_left_alone(dialogue: Dialogue) -> None:
    question = dialogue.api.text(RIDER, "@union_helper_bot 你好", chat=GROUP)
    await dialogue.told(question)
    assert await dialogue.told(dialogue.api.edit(GROUP, question["message"]["message_id"], "驿站在哪")) == []


# --- groups ---


async def test_in_groups_only_what_is_addressed_is_answered(dialogue: Dialogue, assistant: RecordingAssistant) -> None:
    assert await dialogue.say(RIDER, "驿站在哪", chat=GROUP) == []
    assert await dialogue.say(RIDER, "帮助", chat=GROUP) == []
    (answer,) = await dialogue.say(RIDER, "@union_helper_bot 驿站在哪", chat=GROUP)
    assert answer["reply_to_message"]["text"] == "@union_helper_bot 驿站在哪"
    (again,) = await dialogue.say(RIDER, "驿站几点关", chat=GROUP, reply_to_message=answer)
    assert again["text"].startswith("全市")
    assert [message.text for message in assistant.asked] == ["驿站在哪", "驿站几点关"]
    assert {message.conversation for message in assistant.asked} == {f"tg:{GROUP}:{RIDER}"}


async def test_personal_topics_lead_out_of_the_group_without_the_question(dialogue: Dialogue) -> None:
    (answer,) = await dialogue.say(RIDER, "@union_helper_bot 公司欠薪咋办", chat=GROUP)
    assert answer["text"] == wording.PERSONAL_TOPIC
    (button,) = answer["reply_markup"]["inline_keyboard"][0]
    assert button["url"] == "https://t.me/union_helper_bot?start=ask"
    (pressed,) = await dialogue.press(OTHER, answer, "e:wages")
    assert pressed["text"] == wording.PERSONAL_TOPIC
    (private,) = await dialogue.say(RIDER, "公司欠薪咋办")
    assert private["text"].startswith("工会可以帮您讨薪")


async def test_a_danger_gets_its_number_in_the_group_too(dialogue: Dialogue) -> None:
    (answer,) = await dialogue.say(RIDER, "@union_helper_bot 站长打我", chat=GROUP)
    assert answer["text"].split("\n") == [danger_words.VIOLENCE, wording.PERSONAL_TOPIC]


async def test_commands_about_oneself_lead_out_of_the_group(dialogue: Dialogue) -> None:
    for command in (command for command in COMMANDS if command.right is None):
        (answer,) = await dialogue.say(1100 + len(command.name), f"/{command.name}@union_helper_bot", chat=GROUP)
        assert (answer["text"] == dispatch_wording.PRIVATE_ONLY) == (Scope.GROUP not in command.scopes)
        dialogue.clock.now += 61
    assert await dialogue.say(RIDER, "/help@another_bot", chat=GROUP) == []


# --- inline mode ---


async def test_inline_mode_offers_cards_with_their_sources(dialogue: Dialogue) -> None:
    await dialogue.take(dialogue.api.inline(RIDER, "驿站"))
    (offer,) = dialogue.called("answerInlineQuery")
    assert [result["title"] for result in offer["results"]] == ["工会驿站", "包头驿站"]
    assert all("来源" in result["input_message_content"]["message_text"] for result in offer["results"])
    assert offer["is_personal"]
    assert offer["cache_time"] <= 60


async def test_inline_mode_without_a_match_offers_the_private_chat(
    dialogue: Dialogue, assistant: RecordingAssistant
) -> None:
    for query in ("", "天气"):
        await dialogue.take(dialogue.api.inline(RIDER, query))
    assert all(
        offer["results"] == [] and offer["button"]["start_parameter"] for offer in dialogue.called("answerInlineQuery")
    )
    assert [message.conversation for message in assistant.asked] == [None]


async def test_a_card_shared_into_our_own_chat_is_not_answered(dialogue: Dialogue) -> None:
    assert await dialogue.say(RIDER, "驿站", via_bot=BOT) == []


# --- limits and lateness ---


async def test_the_same_text_within_ten_seconds_is_answered_once(dialogue: Dialogue) -> None:
    assert len(await dialogue.say(RIDER, "驿站在哪")) == 1
    assert await dialogue.say(RIDER, "驿站在哪") == []
    assert len(await dialogue.say(OTHER, "驿站在哪")) == 1
    dialogue.clock.now += 11
    assert len(await dialogue.say(RIDER, "驿站在哪")) == 1


async def test_too_many_in_a_minute_get_one_notice_then_silence(dialogue: Dialogue) -> None:
    said = [await dialogue.say(RIDER, f"第{n}句") for n in range(25)]
    texts = [[message["text"] for message in messages] for messages in said]
    assert all(text != [dispatch_wording.TOO_MANY_A_MINUTE] for text in texts[:20])
    assert texts[20] == [dispatch_wording.TOO_MANY_A_MINUTE]
    assert texts[21:] == [[], [], [], []]
    dialogue.clock.now += 61
    assert len(await dialogue.say(RIDER, "一分钟后")) == 1


async def test_a_message_that_waited_is_answered_with_one_apology_a_chat(dialogue: Dialogue) -> None:
    first, second, fresh = [
        dialogue.api.text(RIDER, text, ago=ago) for text, ago in (("你好", 900), ("驿站在哪", 800), ("热线", 5))
    ]
    (one,) = await dialogue.told(first)
    (two,) = await dialogue.told(second)
    (three,) = await dialogue.told(fresh)
    (other,) = await dialogue.told(dialogue.api.text(OTHER, "你好", ago=900))
    late = [message["text"].startswith(dispatch_wording.STALE) for message in (one, two, three, other)]
    assert late == [True, False, False, True]
    assert one["reply_to_message"]["text"] == "你好"
    assert two["reply_to_message"]["text"] == "驿站在哪"


# --- what is kept ---


async def test_privacy_is_said_in_four_lines(dialogue: Dialogue) -> None:
    (said,) = await dialogue.say(RIDER, "/privacy")
    assert len(said["text"].split("\n")) == 4


async def test_mydata_shows_everything_kept(dialogue: Dialogue) -> None:
    await dialogue.say(RIDER, "/region 赛罕区")
    (said,) = await dialogue.say(RIDER, "/mydata")
    assert "内蒙古自治区呼和浩特市赛罕区" in said["text"]
    assert "2027-01-15" in said["text"]
    assert people_wording.MYDATA_MESSAGES.format(count=3) in said["text"]


async def test_mydata_shows_the_kept_in_words(dialogue: Dialogue, database: Database) -> None:
    async with database.write() as session:
        session.add(Conversation(key=f"tg:{RIDER}:{RIDER}", state='{"intent":"station"}', updated_at=0))
    (said,) = await dialogue.say(RIDER, "/mydata")
    assert people_wording.MYDATA_TALK.format(talk="说过 20 个字的事") in said["text"]
    assert "{" not in said["text"]


async def test_forget_deletes_the_rows_and_both_sides_messages(
    dialogue: Dialogue, assistant: RecordingAssistant
) -> None:
    await dialogue.say(RIDER, "/region 赛罕区")
    await dialogue.say(RIDER, "驿站在哪")
    await dialogue.say(OTHER, "驿站在哪")
    (done,) = await dialogue.say(RIDER, "/forget")

    assert dialogue.api.chats[RIDER] == {done["message_id"]: done}
    assert people_wording.FORGOTTEN_MESSAGES.format(count=5) in done["text"]
    assert len(dialogue.api.chats[OTHER]) == 2
    assert await dialogue.channel.ledger.messages(RIDER) == []
    assert assistant.started_over[-1] == f"tg:{RIDER}:{RIDER}"
    (said,) = await dialogue.say(RIDER, "/mydata")
    assert "赛罕区" not in said["text"]


class TestManyMessages:
    @pytest.fixture
    def allowance(self) -> Allowance:
        return Allowance(None, None, None, 0)

    @pytest.mark.slow
    async def test_forget_deletes_a_hundred_at_a_time(self, dialogue: Dialogue) -> None:
        for n in range(120):
            await dialogue.say(RIDER, f"第{n}句")
        (done,) = await dialogue.say(RIDER, "/forget")
        assert [len(call["message_ids"]) for call in dialogue.called("deleteMessages")] == [100, 100, 41]
        assert list(dialogue.api.chats[RIDER]) == [done["message_id"]]


async def test_no_word_and_no_name_of_a_person_reaches_the_database(dialogue: Dialogue, database_url: str) -> None:
    await dialogue.say(RIDER, "公司欠薪咋办 悄悄话")
    await dialogue.say(RIDER, "/mydata")
    if database_url.startswith("sqlite:///"):
        file = Path(database_url.removeprefix("sqlite:///"))
        kept = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
        for secret in ("悄悄话", "王师傅", f"rider{RIDER}"):
            assert secret.encode() not in kept


# --- our own mistakes ---


async def test_when_our_code_breaks_the_person_gets_an_apology_and_the_log_no_words(
    dialogue: Dialogue, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    (answer,) = await dialogue.say(RIDER, "坏掉的悄悄话")
    assert answer["text"] == dispatch_wording.APOLOGY
    (line,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert re.fullmatch(r"RuntimeError in ask #[0-9a-f]{8} at handlers/telegram/[a-z_/]+\.py:\d+ [a-z_]+", line)
    assert "悄悄话" not in caplog.text
    assert str(RIDER) not in line
    caplog.clear()
