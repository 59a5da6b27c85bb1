"""The buttons of an announcement: signing up, leaving, the waiting list, reminders, polls, what is wrong; each once."""

import asyncio

import pytest

from bot.announcing.asks import Asks
from bot.announcing.content import Content
from bot.announcing.states import State
from bot.announcing.taking_part import Closed
from bot.cases import words as case_words
from bot.cases.states import Urgency
from bot.people.roles import Right
from bot.people.staff import Staff
from data.people.audit import Actor
from data.storage.engine import Database
from handlers.telegram.announcing import taking_part_words as wording
from handlers.telegram.announcing import words as announcing_wording
from handlers.telegram.cases import words as cases_wording
from tests.fake_bot_api import Json
from tests.handlers.telegram.announcing.ledger import stands
from tests.handlers.telegram.announcing.pressing import WRITER, data_of, hire, tap, write
from tests.handlers.telegram.conftest import Dialogue

ANNA, BOB, CARL, STAFF = 1001, 1002, 1003, 9101
GROUP = -1_000_000_000_005
DAY = 86_400


@pytest.fixture(autouse=True)
async def writer(staff: Staff) -> None:
    await hire(staff, WRITER, Right.SEND)


async def announced(dialogue: Dialogue, database: Database, asks: Asks, state: State = State.FINISHED) -> Json:
    """An announcement that stands in that state and asks this; gives its preview, whose buttons are everybody's."""
    author = Actor(f"tg:{WRITER}", "telegram")
    number = await dialogue.office.drafts.draft(author, Content("周五法律讲座"))
    await dialogue.office.drafts.change(author, number, asks=asks)
    await stands(database, number, state=state)
    await dialogue.channel.announcing.messenger.send(f"tg:{ANNA}", await dialogue.office.drafts.preview(number))
    return dialogue.api.sent[-1]


def shown(dialogue: Dialogue, message: Json, user: int) -> Json:
    return dialogue.api.chats[user][message["message_id"]]


async def test_whoever_comes_from_the_page_gets_the_announcement_with_its_buttons(
    dialogue: Dialogue, database: Database
) -> None:
    await announced(dialogue, database, Asks(signup=True, poll=("周六", "周日")))
    (opened,) = await dialogue.say(BOB, "/start news_1")
    assert opened["text"] == "周五法律讲座"
    (said,) = await tap(dialogue, opened, wording.SIGN_UP, BOB)
    assert "您是 1 号" in said["text"]
    await stands(database, 1, state=State.DRAFT)
    for hidden in ("news_1", "news_9"):
        (said,) = await dialogue.say(CARL, f"/start {hidden}")
        assert said["text"] == announcing_wording.NOT_TO_BE_SEEN


async def test_staff_choose_what_the_buttons_ask(dialogue: Dialogue) -> None:
    _, beside = await write(dialogue, "周五法律讲座")
    await tap(dialogue, beside, wording.CHANGE_ASKS, WRITER)
    await tap(dialogue, beside, wording.SIGNUP_ON, WRITER)
    await tap(dialogue, beside, wording.PLACES, WRITER)
    (page,) = await dialogue.say(WRITER, "30个")
    await tap(dialogue, page, wording.EVENT, WRITER)
    (page,) = await dialogue.say(WRITER, "1月22日下午2点")
    await tap(dialogue, page, wording.POLL_ON, WRITER)
    (wrong,) = await dialogue.say(WRITER, "周五\n周五")
    assert wrong["text"] == wording.POLL_WRONG
    (page,) = await dialogue.say(WRITER, "周五\n周六")
    await tap(dialogue, page, wording.QUESTION_ON, WRITER)
    preview, beside = await tap(dialogue, page, wording.ASKS_DONE, WRITER)
    labels = [button["text"] for row in preview["reply_markup"]["inline_keyboard"] for button in row]
    assert labels[:4] == ["周五", "周六", wording.SIGN_UP, wording.QUESTION]
    assert "名额 30 个" in beside["text"]
    assert "投票：周五 / 周六" in beside["text"]
    assert "2027-01-22 14:00 开始" in beside["text"]


async def test_a_question_asked_while_a_number_is_waited_for_is_answered(dialogue: Dialogue) -> None:
    _, beside = await write(dialogue, "周五法律讲座")
    await dialogue.press(WRITER, beside, "ann:1:asks:signup")
    await dialogue.press(WRITER, beside, "ann:1:type_places")
    (answer,) = await dialogue.say(WRITER, "欠薪咋办")
    assert "工会可以帮您讨薪。" in answer["text"]


async def test_who_signs_up_gets_a_number_and_a_second_press_changes_nothing(
    dialogue: Dialogue, database: Database
) -> None:
    note = await announced(dialogue, database, Asks(signup=True))
    (first,) = await tap(dialogue, note, wording.SIGN_UP, ANNA)
    assert first["text"].startswith("公告 1 号「周五法律讲座」：报上了，您是 1 号。")
    (again,) = await tap(dialogue, note, wording.SIGN_UP, ANNA)
    assert again["text"].startswith("公告 1 号「周五法律讲座」：您已经报过了，是 1 号。")
    await asyncio.gather(*(dialogue.channel.announcing.taking_part.sign_up(1, f"tg:{n}") for n in (1, 2, 1, 2, 3)))
    assert [row.number for row in await dialogue.channel.announcing.taking_part.listed(1)] == [1, 2, 3, 4]


async def test_the_first_who_waits_gets_the_place_of_who_leaves_and_is_told_once(
    dialogue: Dialogue, database: Database
) -> None:
    note = await announced(dialogue, database, Asks(signup=True, places=1))
    (mine,) = await tap(dialogue, note, wording.SIGN_UP, ANNA)
    for who, place in ((BOB, 1), (CARL, 2)):
        (waits,) = await tap(dialogue, note, wording.SIGN_UP, who)
        assert f"候补第 {place} 位" in waits["text"]
    await tap(dialogue, mine, wording.CANCEL_SIGNUP, ANNA)
    assert "报名取消了" in shown(dialogue, mine, ANNA)["text"]
    before = len(dialogue.api.sent)
    for _ in range(2):
        await dialogue.channel.signup_news.tell_all()
    (told,) = dialogue.api.sent[before:]
    assert told["chat"]["id"] == BOB
    assert told["text"] == wording.PROMOTED.format(about="公告 1 号「周五法律讲座」", place=2)
    await tap(dialogue, told, wording.CANCEL_SIGNUP, BOB)
    await dialogue.channel.signup_news.tell_all()
    assert dialogue.api.sent[-1]["chat"]["id"] == CARL


async def test_those_who_are_in_are_reminded_once_on_the_day_before(dialogue: Dialogue, database: Database) -> None:
    begins = int(dialogue.clock.now) + 3 * DAY
    note = await announced(dialogue, database, Asks(signup=True, places=1, at=begins))
    for who in (ANNA, BOB):
        await tap(dialogue, note, wording.SIGN_UP, who)
    before = len(dialogue.api.sent)
    dialogue.clock.now = begins - DAY - 60
    await dialogue.channel.signup_news.tell_all()
    assert dialogue.api.sent[before:] == []
    dialogue.clock.now = begins - DAY
    for _ in range(2):
        await dialogue.channel.signup_news.tell_all()
    (told,) = dialogue.api.sent[before:]
    assert told["chat"]["id"] == ANNA
    assert told["text"].startswith("提醒您：公告 1 号「周五法律讲座」，2027-01-18 08:00 开始。")


async def test_what_a_dead_process_began_to_tell_is_not_told_twice(dialogue: Dialogue, database: Database) -> None:
    note = await announced(dialogue, database, Asks(signup=True, places=1))
    for who in (ANNA, BOB):
        await tap(dialogue, note, wording.SIGN_UP, who)
    taking_part = dialogue.channel.announcing.taking_part
    await taking_part.cancel(1, f"tg:{ANNA}")
    (row,) = await taking_part.to_tell(10)
    assert await taking_part.telling(row)
    assert not await taking_part.telling(row)
    before = len(dialogue.api.sent)
    await dialogue.channel.signup_news.tell_all()
    assert dialogue.api.sent[before:] == []
    (listed,) = await dialogue.press(WRITER, note, "run:1:signups")
    assert wording.SIGNUPS_LIST_UNTOLD in listed["text"]


async def test_staff_see_numbers_and_what_people_chose_to_tell_but_no_persons(
    dialogue: Dialogue, database: Database
) -> None:
    note = await announced(dialogue, database, Asks(signup=True, places=2))
    (mine,) = await tap(dialogue, note, wording.SIGN_UP, ANNA)
    for who in (BOB, CARL):
        await tap(dialogue, note, wording.SIGN_UP, who)
    await tap(dialogue, mine, wording.NOTE, ANNA)
    (answer,) = await dialogue.say(ANNA, "欠薪咋办")
    assert "工会可以帮您讨薪。" in answer["text"]
    (kept,) = await dialogue.say(ANNA, "我们来两个人")
    assert kept["text"] == wording.NOTE_KEPT
    (report,) = await dialogue.say(WRITER, "/announcements 1")
    assert "报名 2 人，候补 1 人" in report["text"].splitlines()
    (listed,) = await tap(dialogue, report, wording.SIGNUPS_LIST, WRITER)
    assert listed["text"].splitlines()[1:] == ["1 号：我们来两个人", "2 号", "3 号（候补）"]
    assert not [who for who in (ANNA, BOB, CARL) if str(who) in listed["text"] or f"王师傅{who}" in listed["text"]]


async def test_a_choice_counts_once_and_the_last_one(dialogue: Dialogue, database: Database) -> None:
    note = await announced(dialogue, database, Asks(poll=("周五", "周六")))
    for who, choice in ((ANNA, "周五"), (ANNA, "周六"), (ANNA, "周六"), (BOB, "周六")):
        assert await tap(dialogue, note, choice, who) == []
        assert dialogue.called("answerCallbackQuery")[-1]["text"] == wording.CHOSEN.format(choice=choice)
    await dialogue.press(CARL, note, "poll:1:5")
    assert dialogue.called("answerCallbackQuery")[-1]["text"] == wording.CLOSED[Closed.NOT_ASKED]
    (report,) = await dialogue.say(WRITER, "/announcements 1")
    assert report["text"].splitlines()[-3:] == ["投票 2 人：", "· 周五：0", "· 周六：2"]


@pytest.mark.parametrize(
    ("state", "gone", "why"),
    [
        (State.DRAFT, 0, Closed.DRAFT),
        (State.CANCELLED, 0, Closed.DRAFT),
        (State.FINISHED, 2 * DAY, Closed.OVER),
    ],
)
async def test_what_takes_no_answer_says_why(
    dialogue: Dialogue, database: Database, state: State, gone: int, why: Closed
) -> None:
    begins = int(dialogue.clock.now) + DAY
    note = await announced(dialogue, database, Asks(signup=True, at=begins, poll=("周五", "周六")), state)
    dialogue.clock.now += gone
    (said,) = await tap(dialogue, note, wording.SIGN_UP, ANNA)
    assert said["text"] == wording.CLOSED[why]
    await tap(dialogue, note, "周五", ANNA)
    assert dialogue.called("answerCallbackQuery")[-1]["text"] == wording.CLOSED[why]


async def test_what_was_taken_back_takes_no_answer(dialogue: Dialogue, database: Database) -> None:
    note = await announced(dialogue, database, Asks(signup=True))
    await dialogue.office.afterwards.recall(Actor(f"tg:{WRITER}", "telegram"), 1)
    (said,) = await tap(dialogue, note, wording.SIGN_UP, ANNA)
    assert said["text"] == wording.CLOSED[Closed.RECALLED]


async def test_in_a_group_it_is_said_over_the_chat_alone(dialogue: Dialogue, database: Database) -> None:
    note = await announced(dialogue, database, Asks(signup=True, question=True))
    note = {**note, "chat": {"id": GROUP, "type": "supergroup", "title": "骑手群"}}
    for label, said in ((wording.SIGN_UP, wording.IN_GROUP_SIGNED_UP), (wording.QUESTION, wording.IN_GROUP_QUESTION)):
        assert await tap(dialogue, note, label, BOB) == []
        assert dialogue.called("answerCallbackQuery")[-1]["text"] == said.format(place=1)
    (listed,) = await dialogue.say(BOB, "/signups")
    assert "· 公告 1 号「周五法律讲座」：1 号" in listed["text"].splitlines()
    await dialogue.press(BOB, listed, data_of(listed, wording.SIGNUPS_CANCEL.format(number=1)))
    (none,) = await dialogue.say(BOB, "取消报名")
    assert none["text"] == wording.SIGNUPS_NONE


async def test_who_finds_something_wrong_hands_it_over_with_the_announcement(
    dialogue: Dialogue, database: Database, staff: Staff
) -> None:
    await hire(staff, STAFF, Right.CASES)
    (board,) = await dialogue.say(STAFF, "/cases")
    await tap(dialogue, board, cases_wording.GO_ON_DUTY, STAFF)
    note = await announced(dialogue, database, Asks(question=True))
    (asked,) = await tap(dialogue, note, wording.QUESTION, ANNA)
    assert asked["text"] == cases_wording.ASK_WORDS
    (noted,) = await dialogue.say(ANNA, "地址写错了")
    await tap(dialogue, noted, cases_wording.DONE, ANNA)
    await tap(dialogue, noted, "玉泉区", ANNA)
    await tap(dialogue, noted, case_words.URGENCIES[Urgency.DAYS], ANNA)
    (news,) = await tap(dialogue, noted, cases_wording.GO, ANNA)
    await tap(dialogue, news, cases_wording.OPEN, STAFF)
    assert "公告 1 号「周五法律讲座」" in news["text"]
    assert "地址写错了" in news["text"]


async def test_mydata_shows_and_forget_takes_all_of_it_and_gives_the_place_on(
    dialogue: Dialogue, database: Database
) -> None:
    note = await announced(dialogue, database, Asks(signup=True, places=1, poll=("周五", "周六")))
    for who in (ANNA, BOB):
        await tap(dialogue, note, wording.SIGN_UP, who)
    await tap(dialogue, note, "周六", ANNA)
    (held,) = await dialogue.say(ANNA, "/mydata")
    assert wording.MYDATA_SIGNUP.format(number=1, place=1, note="") in held["text"].splitlines()
    assert wording.MYDATA_VOTE.format(number=1, choice=2) in held["text"].splitlines()
    await dialogue.say(ANNA, "/forget")
    taking_part = dialogue.channel.announcing.taking_part
    assert (await taking_part.signed_up(f"tg:{ANNA}"), await taking_part.tally(1)) == ([], {})
    assert await taking_part.counted(1) == (1, 0)
    await dialogue.channel.signup_news.tell_all()
    assert dialogue.api.sent[-1]["chat"]["id"] == BOB


async def test_a_long_list_comes_as_a_file(dialogue: Dialogue, database: Database) -> None:
    note = await announced(dialogue, database, Asks(signup=True))
    for person in range(40):
        await dialogue.channel.announcing.taking_part.sign_up(1, f"tg:{5000 + person}")
    (file,) = await dialogue.press(WRITER, note, "run:1:signups")
    content = dialogue.api.files[file["document"]["file_id"]].decode("utf-8-sig").splitlines()
    assert content[1:] == [f"{number} 号" for number in range(1, 41)]


async def test_who_writes_a_date_is_asked_for_the_end_and_may_have_people_reminded(dialogue: Dialogue) -> None:
    _, beside = await write(dialogue, "1月22日下午两点法律讲座")
    assert announcing_wording.ENDS_ASK.format(day="1月22日") in beside["text"]
    await tap(dialogue, beside, announcing_wording.ENDS.format(day="1月22日"), WRITER)
    assert announcing_wording.EXPIRY.format(until="2027-01-23 00:00") in beside["text"]
    await tap(dialogue, beside, announcing_wording.REMIND_ON, WRITER)
    assert announcing_wording.REMINDED.format(at="2027-01-21 10:00") in beside["text"]
    await tap(dialogue, beside, announcing_wording.REMIND_OFF, WRITER)
    assert "再提醒一次" not in beside["text"]
    _, beside = await write(dialogue, "换了新的电话")
    assert "为止" not in beside["text"]
