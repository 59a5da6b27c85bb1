"""Staff are called as they call themselves: asked once, shown in lists, cards and the record, forgotten on demand."""

import pytest

from bot.people import words as wording
from bot.people.staff import Staff
from bot.people.staff_names import LONGEST
from data.people.audit import Actor
from handlers.telegram.dispatch import words as dispatch_wording
from handlers.telegram.people import words as people_wording
from tests.fake_bot_api import Json
from tests.handlers.telegram.conftest import OWNER, Dialogue

WANG, LI, RIDER = 7001, 7002, 7003
"""Nobody asked them yet."""


@pytest.fixture
async def colleagues(staff: Staff) -> None:
    by_owner = Actor(f"tg:{OWNER}", "telegram")
    for person in (WANG, LI):
        await staff.grant(by_owner, f"tg:{person}", "admin")


def buttons(message: Json) -> dict[str, str]:
    """What a message's buttons send, by their labels."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return {button["text"]: button["callback_data"] for row in rows for button in row}


@pytest.mark.usefixtures("colleagues")
async def test_who_uses_a_right_for_the_first_time_is_asked_once_and_gives_a_name(dialogue: Dialogue) -> None:
    _, asked = await dialogue.say(WANG, "/announcements")
    assert asked["text"] == wording.NAME_ASK
    (write,) = await dialogue.press(WANG, asked, buttons(asked)[wording.NAME_ASK_BUTTON])
    assert write["text"] == wording.NAME_WRITE.format(most=LONGEST)
    (kept,) = await dialogue.say(WANG, "王姐")
    assert kept["text"] == wording.NAME_KEPT.format(name="王姐")
    (_,) = await dialogue.say(WANG, "/announcements")
    (listed,) = await dialogue.say(OWNER, "/role list")
    assert f"王姐（{WANG}）：管理员" in listed["text"].splitlines()
    (held,) = await dialogue.say(WANG, "/mydata")
    assert wording.MYDATA_NAME.format(name="王姐") in held["text"]


@pytest.mark.usefixtures("colleagues")
async def test_nobody_is_asked_while_something_else_is_asked_for(dialogue: Dialogue) -> None:
    (_,) = await dialogue.say(WANG, "/announce")
    *_, asked = await dialogue.say(WANG, "/announcements")
    assert asked["text"] == wording.NAME_ASK
    (begun,) = await dialogue.say(WANG, "/announce")
    (later,) = await dialogue.press(WANG, asked, buttons(asked)[wording.NAME_ASK_BUTTON])
    assert later["text"] == wording.NAME_LATER
    assert begun["text"] == dialogue.api.chats[WANG][begun["message_id"]]["text"]


@pytest.mark.usefixtures("colleagues")
async def test_a_question_in_the_place_of_a_name_is_answered_and_a_rider_has_no_name(dialogue: Dialogue) -> None:
    await dialogue.say(WANG, "/name")
    (answer,) = await dialogue.say(WANG, "欠薪咋办")
    assert "工会可以帮您讨薪。" in answer["text"]
    (kept,) = await dialogue.say(WANG, "王姐")
    assert kept["text"] == wording.NAME_KEPT.format(name="王姐")
    (unknown,) = await dialogue.say(RIDER, "/name 王姐")
    assert unknown["text"] == dispatch_wording.UNKNOWN_COMMAND


@pytest.mark.usefixtures("colleagues")
@pytest.mark.parametrize("given", ["@wangjie", "王" * (LONGEST + 1), "1001", "管理员", "王姐<b>", "取消", "王\u202e姐"])
async def test_what_is_no_name_is_asked_for_again(dialogue: Dialogue, staff: Staff, given: str) -> None:
    (said,) = await dialogue.say(WANG, f"/name {given}")
    assert said["text"] == wording.NAME_UNFIT.format(most=LONGEST)
    assert await staff.names.given(f"tg:{WANG}") is None


@pytest.mark.usefixtures("colleagues")
async def test_two_are_not_called_the_same_and_names_are_forgotten(dialogue: Dialogue) -> None:
    await dialogue.say(WANG, "/name 王姐")
    (taken,) = await dialogue.say(LI, "/name 王姐")
    assert taken["text"] == wording.NAME_TAKEN.format(name="王姐")
    (mine,) = await dialogue.say(LI, "法律部 王姐")
    assert mine["text"] == wording.NAME_KEPT.format(name="法律部 王姐")
    (forgotten,) = await dialogue.say(WANG, "/forget")
    assert forgotten["text"].startswith(people_wording.FORGOTTEN)
    (listed,) = await dialogue.say(OWNER, "/role list")
    assert f"{WANG}：管理员" in listed["text"].splitlines()


@pytest.mark.usefixtures("colleagues")
async def test_author_and_approver_and_the_record_show_names(dialogue: Dialogue) -> None:
    await dialogue.say(WANG, "/name 王姐")
    await dialogue.say(LI, "/name 老李")
    _, draft = await dialogue.say(WANG, "/announce 明天发冬衣")
    told = await dialogue.press(WANG, draft, buttons(draft)["发送"])
    waiting = next(one for one in told if one["chat"]["id"] == LI and "同意" in buttons(one))
    assert "写的人：王姐" in waiting["text"]
    told = await dialogue.press(LI, waiting, buttons(waiting)["同意"])
    assert "公告 1 号，老李 同意了。" in [one["text"] for one in told if one["chat"]["id"] == WANG]
    (report,) = await dialogue.say(LI, "/announcements 1")
    assert {"写的人 王姐", "审批的人 老李"} <= set(report["text"].splitlines())
    (record,) = await dialogue.say(OWNER, "/audit")
    assert any("老李（Telegram）同意公告 1" in line for line in record["text"].splitlines())
    assert any(line.endswith(f"给权限 王姐（{WANG}）") for line in record["text"].splitlines())
