"""Every message of staff belongs to something: edits, typed answers, commands amid dialogues, late presses."""

import pytest

from bot.announcing.states import State
from bot.exchange import words as exchange_wording
from bot.people.roles import Right
from bot.people.staff import Staff
from data.storage.engine import Database
from handlers.telegram.announcing import words as wording
from handlers.telegram.desk import words as desk_wording
from handlers.telegram.dispatch import words as dispatch_wording
from tests.announcing_runner import Told
from tests.fake_bot_api import Json
from tests.handlers.telegram.announcing.ledger import delivered, stands
from tests.handlers.telegram.announcing.pressing import APPROVER, WRITER, hire, tap, write
from tests.handlers.telegram.answering.test_dialogues import labels
from tests.handlers.telegram.conftest import Dialogue


@pytest.fixture(autouse=True)
async def writer(staff: Staff) -> None:
    await hire(staff, WRITER, Right.SEND, Right.EDIT)


async def said(dialogue: Dialogue, text: str) -> tuple[int, list[Json]]:
    """Something that the writer says, with its number and what it brings."""
    update = dialogue.api.text(WRITER, text)
    return int(update["message"]["message_id"]), await dialogue.told(update)


async def edit(dialogue: Dialogue, message: int, text: str) -> list[Json]:
    return await dialogue.told(dialogue.api.edit(WRITER, message, text))


async def test_an_edited_announcement_renews_its_draft_and_preview(dialogue: Dialogue) -> None:
    message, (_, beside) = await said(dialogue, "/announce 明天发冬衣")
    before = beside["text"]
    preview, page = await edit(dialogue, message, "/announce 后天发冬衣")
    assert preview["text"] == "后天发冬衣"
    assert labels(page)[0] == wording.SEND
    assert (await dialogue.office.find(1)).html == "后天发冬衣"
    assert beside["text"] == before


async def test_an_edited_answer_to_the_prompt_renews_the_draft_too(dialogue: Dialogue) -> None:
    await dialogue.say(WRITER, "/announce")
    message, _ = await said(dialogue, "明天发冬衣")
    preview, _ = await edit(dialogue, message, "驿站后天发冬衣")
    assert preview["text"] == "驿站后天发冬衣"
    assert (await dialogue.office.find(1)).html == "驿站后天发冬衣"
    assert len(await dialogue.office.listed(9)) == 1


async def test_an_edit_after_sending_says_so_and_offers_the_correction(
    dialogue: Dialogue, database: Database, runner: Told
) -> None:
    message, (_, card) = await said(dialogue, "/announce 明天发冬衣")
    await tap(dialogue, card, wording.SEND, WRITER)
    shown = card["text"]
    (waits,) = await edit(dialogue, message, "/announce 驿站后天发冬衣")
    assert waits["text"] == wording.EDITED_TOO_LATE.format(number=1, state=wording.STATES[State.SCHEDULED])
    await stands(database, 1, state=State.FINISHED)
    await delivered(database, 1, {1: "sent"}, at=int(dialogue.clock.now))
    told, preview, sure = await edit(dialogue, message, "/announce 驿站大后天发冬衣")
    assert told["text"] == wording.EDITED_AFTER_SENDING.format(number=1)
    assert preview["text"] == f"{wording.CORRECTION}驿站大后天发冬衣"
    assert card["text"] == shown
    await tap(dialogue, sure, wording.FIX, WRITER)
    assert runner.amended == [(1, 1)]


async def test_an_edited_answer_corrects_its_step(dialogue: Dialogue) -> None:
    _, beside = await write(dialogue, "明天发冬衣")
    await tap(dialogue, beside, wording.CHANGE_TIME, WRITER)
    message, _ = await said(dialogue, "明早9点")
    first = (await dialogue.office.find(1)).scheduled_at
    (page,) = await edit(dialogue, message, "明早10点")
    second = (await dialogue.office.find(1)).scheduled_at
    assert first is not None
    assert second == first + 3600
    assert page["text"].startswith("公告 1 号，草稿")


async def test_an_edited_command_is_carried_out_anew(dialogue: Dialogue) -> None:
    message, _ = await said(dialogue, "/announcements 7")
    (told,) = await edit(dialogue, message, "/announcements")
    assert told["text"] == wording.LIST_NONE
    (unknown,) = await edit(dialogue, message, "/nonsense")
    assert unknown["text"] == dispatch_wording.UNKNOWN_COMMAND


async def test_an_edit_into_a_question_leaves_a_list_as_it_is(dialogue: Dialogue) -> None:
    message, (listed,) = await said(dialogue, "/announcements")
    (answer,) = await edit(dialogue, message, "驿站在哪")
    assert answer["text"].startswith("全市有 130 个")
    assert listed["text"] == wording.LIST_NONE


@pytest.mark.parametrize("typed", ["明早9点", "明天凌晨0点", "两小时后"])
async def test_the_question_when_takes_typed_words(dialogue: Dialogue, typed: str) -> None:
    _, beside = await write(dialogue, "明天发冬衣")
    await tap(dialogue, beside, wording.CHANGE_TIME, WRITER)
    assert beside["text"] == wording.ASK_TIME
    (page,) = await dialogue.say(WRITER, typed)
    assert page["text"].startswith("公告 1 号，草稿")
    assert (await dialogue.office.find(1)).scheduled_at is not None


async def test_a_question_is_answered_amid_a_prompt_that_waits_for_a_time(dialogue: Dialogue) -> None:
    _, beside = await write(dialogue, "明天发冬衣")
    await tap(dialogue, beside, wording.CHANGE_TIME, WRITER)
    (answer,) = await dialogue.say(WRITER, "驿站在哪")
    assert answer["text"].startswith("全市有 130 个")
    (unreadable,) = await dialogue.say(WRITER, "改天吧")
    assert unreadable["text"] == wording.TIME_UNREADABLE
    await dialogue.say(WRITER, "明早9点")
    assert (await dialogue.office.find(1)).scheduled_at is not None


async def test_a_dialogue_that_waits_for_a_file_swallows_no_question(dialogue: Dialogue) -> None:
    await dialogue.say(WRITER, "/import")
    (answer,) = await dialogue.say(WRITER, "公司欠薪咋办")
    assert answer["text"].startswith("工会可以帮您讨薪")
    (still,) = await dialogue.say(WRITER, "等一下")
    assert still["text"] == exchange_wording.NO_FILE


async def test_another_command_ends_a_dialogue_and_says_so(dialogue: Dialogue) -> None:
    await dialogue.say(WRITER, "/announce")
    left, listed = await dialogue.say(WRITER, "/announcements")
    assert left["text"] == dispatch_wording.DIALOGUE_LEFT
    assert listed["text"] == wording.LIST_NONE
    (answer,) = await dialogue.say(WRITER, "驿站在哪")
    assert answer["text"].startswith("全市有 130 个")


async def test_a_second_press_says_what_happened_and_overwrites_nothing(
    dialogue: Dialogue, staff: Staff, runner: Told
) -> None:
    await hire(staff, APPROVER, Right.APPROVE)
    _, beside = await write(dialogue, "明天发冬衣")
    shown = [m for m in await tap(dialogue, beside, wording.SEND, WRITER) if m["chat"]["id"] == APPROVER][1]
    await tap(dialogue, shown, wording.APPROVE, APPROVER)
    (again,) = await dialogue.press(APPROVER, shown, "apr:1:yes")
    assert again["text"] == wording.ALREADY_APPROVED.format(number=1, state=wording.STATES[State.SCHEDULED])
    (late,) = await dialogue.press(APPROVER, shown, "apr:1:no")
    assert late["text"] == again["text"]
    assert shown["text"] == wording.YOU_APPROVED.format(number=1)
    assert runner.begun == [(1, 1)]


async def test_the_author_hears_who_sent_it_back_and_why(dialogue: Dialogue, staff: Staff) -> None:
    await hire(staff, APPROVER, Right.APPROVE)
    _, beside = await write(dialogue, "明天发冬衣")
    shown = [m for m in await tap(dialogue, beside, wording.SEND, WRITER) if m["chat"]["id"] == APPROVER][1]
    await tap(dialogue, shown, wording.DECLINE, APPROVER)
    told, done = await dialogue.say(APPROVER, "日子写错了")
    assert told["chat"]["id"] == WRITER
    assert told["text"] == wording.REASON.format(number=1, who=APPROVER, why="日子写错了")
    assert done["text"] == wording.REASON_TOLD
    (answer,) = await dialogue.say(APPROVER, "驿站在哪")
    assert answer["text"].startswith("全市有 130 个")


async def test_what_was_taken_back_is_listed_as_taken_back(dialogue: Dialogue, database: Database) -> None:
    _, card = await write(dialogue, "明天发冬衣")
    await tap(dialogue, card, wording.SEND, WRITER)
    await stands(database, 1, state=State.FINISHED)
    await delivered(database, 1, {1: "sent"}, at=int(dialogue.clock.now))
    (sure,) = await dialogue.say(WRITER, "/recall 1")
    await tap(dialogue, sure, wording.RECALL, WRITER)
    (listed,) = await dialogue.say(WRITER, "/announcements")
    assert f"1 号　{wording.RECALLED}" in listed["text"]


@pytest.mark.parametrize("button", [desk_wording.CANCEL, desk_wording.BACK])
async def test_a_button_of_an_earlier_form_is_no_text_of_an_announcement(dialogue: Dialogue, button: str) -> None:
    (earlier,) = await dialogue.say(WRITER, "/name")
    await dialogue.say(WRITER, "/announce")
    (over,) = await tap(dialogue, earlier, button, WRITER)
    assert over["text"] == dispatch_wording.FORM_OVER
    assert await dialogue.office.listed(1) == []
    preview, _ = await dialogue.say(WRITER, "明天发冬衣")
    assert preview["text"] == "明天发冬衣"
