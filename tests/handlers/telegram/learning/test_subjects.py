"""A subject is made in the chat, and what riders ask on it is understood from that moment."""

from bot.learning import words as learning_wording
from data.people.audit import newest
from data.storage.engine import Database
from handlers.telegram.dispatch import words as dispatch_wording
from handlers.telegram.editing import words as wording
from tests.fake_bot_api import Json
from tests.handlers.telegram.conftest import Dialogue
from tests.handlers.telegram.learning.conftest import EDITOR, buttons

RIDER = 1001
PHRASES = "哪里能免费剪头发\n骑手剪头要钱吗\n工会管理发不"


async def said(dialogue: Dialogue, *texts: str) -> Json:
    """The last answer of some steps."""
    for text in texts:
        (answer,) = await dialogue.say(EDITOR, text)
    return answer


async def made(dialogue: Dialogue) -> Json:
    (overview,) = await dialogue.say(EDITOR, "/service")
    (asked,) = await dialogue.press(EDITOR, overview, buttons(overview)[wording.NEW_SUBJECT])
    assert asked["text"] == wording.ASK_SUBJECT["name"]
    return await said(dialogue, "免费理发", "给骑手理发的服务", PHRASES)


async def test_a_subject_made_in_the_chat_is_understood_at_once(dialogue: Dialogue, database: Database) -> None:
    (before,) = await dialogue.say(RIDER, "哪里能免费剪头发")
    answer = await made(dialogue)
    assert answer["text"].startswith(wording.SUBJECT_MADE.format(name="免费理发"))
    (done, *_) = await newest(database, 1)
    assert (done.action, done.subject, done.after) == ("subject.add", "mian_fei_li_fa", "免费理发")
    (after,) = await dialogue.say(RIDER, "哪里能免费剪头发")
    assert after["text"] != before["text"]
    (why,) = await dialogue.say(EDITOR, "/why 骑手剪头要钱吗")
    assert "免费理发" in why["text"]
    (named,) = await dialogue.say(EDITOR, "/why 听说有免费理发是吗")
    assert "免费理发" in named["text"]


async def test_a_service_of_a_new_kind_is_added_with_its_subject_and_answers(dialogue: Dialogue) -> None:
    asked = await said(dialogue, "/service add 银杏小站理发")
    await dialogue.press(EDITOR, asked, buttons(asked)[wording.NEW_SUBJECT])
    made = await said(dialogue, "免费理发", "给骑手理发的服务", PHRASES)
    assert made["text"].endswith(wording.SUBJECT_GO_ON)
    (place,) = await dialogue.press(EDITOR, made, buttons(made)["免费理发"])
    assert place["text"] == wording.ASK_ADD["region"]
    await dialogue.press(EDITOR, place, next(iter(buttons(place).values())))
    check = await said(dialogue, "每周二给骑手免费理发。", "理发通知", "工会简报", "2026-11", "直接去", "空")
    assert "免费理发" in check["text"]
    (saved,) = await dialogue.press(EDITOR, check, buttons(check)[wording.SAVE])
    assert saved["text"].startswith(wording.SAVED_ADD)
    for question in ("骑手剪头要钱吗", "银杏小站理发怎么去"):
        (answer,) = await dialogue.say(RIDER, question)
        assert "每周二给骑手免费理发。" in answer["text"]


async def test_a_wrong_answer_is_asked_for_again_and_nothing_is_made(dialogue: Dialogue) -> None:
    (overview,) = await dialogue.say(EDITOR, "/service")
    await dialogue.press(EDITOR, overview, buttons(overview)[wording.NEW_SUBJECT])
    there = await said(dialogue, "歇脚站")
    assert there["text"] == learning_wording.SUBJECT_THERE.format(name="歇脚站")
    few = await said(dialogue, "免费理发", "给骑手理发的服务", "哪里剪头")
    assert few["text"] == learning_wording.PHRASES_TOO_FEW.format(least=3, most=12, count=1)
    taken = await said(dialogue, "哪里查视力\n剪头在哪\n理发要钱吗")
    assert taken["text"] == learning_wording.PHRASE_OF_ANOTHER.format(text="哪里查视力")
    (back,) = await dialogue.press(EDITOR, taken, buttons(taken)["返回"])
    assert back["text"] == wording.ASK_SUBJECT["scope"].format(name="免费理发")
    (gone,) = await dialogue.press(EDITOR, back, buttons(back)["取消"])
    assert gone["text"] == wording.CANCELLED
    (over,) = await dialogue.press(EDITOR, back, buttons(back)["取消"])
    assert over["text"] == dispatch_wording.FORM_OVER


async def test_a_subject_is_taken_back_while_nothing_stands_under_it(dialogue: Dialogue, database: Database) -> None:
    answer = await made(dialogue)
    take_back = buttons(answer)[wording.SUBJECT_TAKE_BACK]
    (gone,) = await dialogue.press(EDITOR, answer, take_back)
    assert gone["text"] == wording.SUBJECT_TAKEN_BACK.format(name="免费理发")
    (why,) = await dialogue.say(EDITOR, "/why 骑手剪头要钱吗")
    assert "免费理发" not in why["text"]
    (stays,) = await dialogue.press(EDITOR, answer, take_back)
    assert stays["text"] == wording.SUBJECT_STAYS


async def test_who_leaves_goes_back_to_the_entry_that_needed_a_subject(dialogue: Dialogue) -> None:
    asked = await said(dialogue, "/service add 银杏小站理发")
    (name,) = await dialogue.press(EDITOR, asked, buttons(asked)[wording.NEW_SUBJECT])
    (back,) = await dialogue.press(EDITOR, name, buttons(name)["取消"])
    assert back["text"] == wording.SUBJECT_WHICH
    (place,) = await dialogue.press(EDITOR, back, buttons(back)["歇脚站"])
    assert place["text"] == wording.ASK_ADD["region"]
