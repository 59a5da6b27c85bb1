"""Questions that were not answered become answered ones; thumbs; why; numbers: through the real Application."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from bot.answering import why_words
from bot.answering import words as answering
from bot.catalogue.snapshot import Snapshot
from bot.learning import words as wording
from bot.people.roles import Right
from bot.people.staff import Staff
from bot.regions import Regions
from bot.reply import Message, Outcome
from data.storage.engine import Database
from data.tables import ChatMessage, DayCount, Phrase, table_of
from handlers.telegram.desk import words as desk_wording
from handlers.telegram.dispatch import words as dispatch_wording
from handlers.telegram.editing import words as entry_wording
from tests.editing_office import Office, office
from tests.fake_bot_api import Json
from tests.handlers.telegram.conftest import OWNER, Clock, Dialogue
from tests.handlers.telegram.learning.conftest import BY_OWNER, EDITOR, LOOKER, buttons

RIDERS = (1001, 1002, 1003)
QUESTION = "汽车怎么年检"
NINE = "汽车怎么年检 火车票怎么买 股票会涨吗 推荐个电影 怎么减肥 晚上吃什么 房租太贵 驾照怎么换 快递怎么寄".split()


def toasts(dialogue: Dialogue) -> list[str]:
    return [call.get("text", "") for call in dialogue.called("answerCallbackQuery")]


def standing(dialogue: Dialogue, message: Json) -> Json:
    """The message as it stands in the chat now."""
    found: Json = dialogue.api.chats[message["chat"]["id"]][message["message_id"]]
    return found


async def missed(dialogue: Dialogue, question: str = QUESTION) -> None:
    for rider in RIDERS:
        await dialogue.say(rider, question)


async def taught_phrases(database: Database) -> list[tuple[str | None, str | None, str]]:
    phrase = table_of(Phrase)
    query = select(phrase.c.intent, phrase.c.entry, phrase.c.text).where(phrase.c.origin == "taught")
    async with database.engine.connect() as connection:
        return [(intent, entry, text) for intent, entry, text in await connection.execute(query)]


async def votes(database: Database) -> dict[str, int]:
    count = table_of(DayCount)
    async with database.engine.connect() as connection:
        query = select(count.c.kind, count.c["count"]).where(count.c.kind.in_(("helpful", "unhelpful")))
        return {kind: number for kind, number in await connection.execute(query) if number}


async def button(dialogue: Dialogue, who: int, label: str) -> tuple[Json, str]:
    """The list of what was not answered, and the data of one of its buttons."""
    (listed,) = await dialogue.say(who, "/unanswered")
    return listed, buttons(listed)[label]


# --- what is listed ---


async def test_a_question_is_listed_from_three_people_on_with_its_counts(dialogue: Dialogue) -> None:
    (none,) = await dialogue.say(EDITOR, "没答上")
    assert none["text"] == wording.MISSES_NONE.format(people=3)
    for rider in (RIDERS[0], RIDERS[0], *RIDERS[:2]):
        await dialogue.say(rider, QUESTION)
    assert (await dialogue.say(EDITOR, "/unanswered"))[0]["text"] == none["text"]
    await dialogue.say(RIDERS[2], QUESTION)
    (listed,) = await dialogue.say(EDITOR, "/unanswered")
    line = wording.MISS_LINE.format(mark=wording.MISS_CURRENT, number=1, question=QUESTION, people=3, asked=5, told="")
    assert line in listed["text"].split("\n")
    labels = list(buttons(listed))
    assert labels[3:] == [wording.OTHER_ENTRY, wording.NOT_OURS, wording.NEW_ENTRY, wording.IGNORE]
    assert all(len(data.encode()) <= 64 for data in buttons(listed).values())


async def test_a_rider_can_have_a_question_shown_at_once(dialogue: Dialogue) -> None:
    (answer,) = await dialogue.say(RIDERS[0], QUESTION)
    assert answer["text"] == answering.CALL_TRAFFIC
    assert await dialogue.press(RIDERS[0], answer, buttons(answer)[wording.TELL]) == []
    assert toasts(dialogue) == [wording.TOLD]
    (listed,) = await dialogue.say(EDITOR, "/unanswered")
    assert f"{QUESTION}（1 人，1 次{wording.MISS_TOLD}）" in listed["text"]


async def _told(dialogue: Dialogue, rider: int, question: str) -> None:
    (answer,) = await dialogue.say(rider, question)
    await dialogue.press(rider, answer, buttons(answer)[wording.TELL])


async def test_near_copies_of_a_question_told_stand_as_one_and_go_by_one_press(dialogue: Dialogue) -> None:
    for rider, question in zip(
        RIDERS, ("我的汽车应该怎么样年检", "我的汽车应该怎么样年检了", "火车票怎么买"), strict=True
    ):
        await _told(dialogue, rider, question)
    (listed,) = await dialogue.say(EDITOR, "/unanswered")
    assert wording.MISSES_HEAD.format(count=2, page=1, pages=1) in listed["text"]
    assert wording.IGNORE_TOLD.format(count=2) not in buttons(listed)
    assert f"我的汽车应该怎么样年检（1 人，2 次{wording.MISS_TOLD}）" in listed["text"]
    while "▶ 1. 我的" not in listed["text"] and "▶ 2. 我的" not in listed["text"]:
        await dialogue.press(EDITOR, listed, buttons(listed)[wording.NEXT])
        listed = standing(dialogue, listed)
    await dialogue.press(EDITOR, listed, buttons(listed)[wording.IGNORE])
    await _told(dialogue, RIDERS[0], "我的汽车应该怎么样年检了")
    (listed,) = await dialogue.say(EDITOR, "/unanswered")
    assert "年检" not in listed["text"]
    assert "火车票怎么买" in listed["text"]


@pytest.mark.slow
async def test_what_only_its_askers_brought_is_put_aside_by_one_press_and_nothing_else(
    dialogue: Dialogue, database: Database
) -> None:
    await missed(dialogue)
    for question in NINE[1:6]:
        await _told(dialogue, RIDERS[0], question)
    (listed,) = await dialogue.say(EDITOR, "/unanswered")
    data = buttons(listed)[wording.IGNORE_TOLD.format(count=5)]
    (refused,) = await dialogue.press(RIDERS[0], listed, data)
    assert refused["text"] == desk_wording.BUTTON_NOT_YOURS
    (done,) = await dialogue.press(EDITOR, listed, data)
    assert done["text"] == wording.IGNORED_TOLD.format(count=5)
    (listed,) = await dialogue.say(EDITOR, "/unanswered")
    assert wording.MISSES_HEAD.format(count=1, page=1, pages=1) in listed["text"]
    assert QUESTION in listed["text"]
    (again,) = await dialogue.press(EDITOR, listed, data)
    assert again["text"] == wording.MISS_GONE


async def test_a_question_that_names_somebody_is_offered_to_nobody(dialogue: Dialogue, database: Database) -> None:
    for rider in RIDERS:
        (answer,) = await dialogue.say(rider, "王小明的汽车怎么年检")
        assert wording.TELL not in buttons(answer)
    (none,) = await dialogue.say(EDITOR, "/unanswered")
    assert none["text"] == wording.MISSES_NONE.format(people=3)


@pytest.mark.slow
async def test_the_list_turns_and_marks_the_question_that_the_buttons_are_for(dialogue: Dialogue) -> None:
    for question in NINE:
        await missed(dialogue, question)
    (listed,) = await dialogue.say(EDITOR, "/unanswered")
    assert wording.MISSES_HEAD.format(count=9, page=1, pages=2) in listed["text"]
    seen = []
    for _ in NINE[1:]:
        seen.append(_marked(listed))
        await dialogue.press(EDITOR, listed, buttons(listed)[wording.NEXT])
        listed = standing(dialogue, listed)
    seen.append(_marked(listed))
    assert sorted(seen) == sorted(NINE)
    assert wording.MISSES_HEAD.format(count=9, page=2, pages=2) in listed["text"]
    assert wording.NEXT not in buttons(listed)
    await dialogue.press(EDITOR, listed, buttons(listed)[wording.BEFORE])
    assert _marked(standing(dialogue, listed)) == seen[-2]


def _marked(listed: Json) -> str:
    (line,) = [line for line in listed["text"].split("\n") if line.startswith(wording.MISS_CURRENT)]
    return str(line.partition(". ")[2].partition("（")[0])


# --- what is made of them ---


async def test_one_tap_teaches_a_question_to_an_entry_everywhere_and_another_takes_it_back(
    dialogue: Dialogue,
    database: Database,
    editors: Office,
    small: Snapshot,
    regions: Regions,
    staff: Staff,
    clock: Clock,
) -> None:
    elsewhere = office(database, small, regions, staff, clock)  # another process
    await missed(dialogue)
    (listed,) = await dialogue.say(EDITOR, "/unanswered")
    title, data = next(iter(buttons(listed).items()))
    (done,) = await dialogue.press(EDITOR, listed, data)
    assert done["text"] == wording.TAUGHT_TO_ENTRY.format(question=QUESTION, title=title)
    assert standing(dialogue, listed)["text"] == wording.MISSES_NONE.format(people=3)

    await elsewhere.live.renew()
    for assistant in (editors.assistant, elsewhere.assistant):
        for text in (QUESTION, "汽车 怎么年检啊？"):
            reply = await assistant.reply(Message(text))
            assert (reply.outcome, reply.services[0].title) == (Outcome.ANSWER, title)
    (listed,) = await dialogue.say(EDITOR, "/taught")
    assert wording.TAUGHT_LINE.format(number=1, text=QUESTION, target=f"《{title}》") in listed["text"]
    (record, *_) = await dialogue.say(OWNER, "/audit")
    assert f"{EDITOR}（Telegram）教问法" in record["text"]

    (gone,) = await dialogue.press(EDITOR, done, buttons(done)[wording.UNDO])
    assert gone["text"] == wording.TAKEN_BACK.format(text=QUESTION)
    assert await taught_phrases(database) == []
    assert (await editors.assistant.reply(Message(QUESTION))).outcome is Outcome.UNKNOWN
    (again,) = await dialogue.press(EDITOR, done, buttons(done)[wording.UNDO])
    assert again["text"] == wording.TAKEN_BACK_BEFORE
    (record, *_) = await dialogue.say(OWNER, "/audit")
    assert f"{EDITOR}（Telegram）撤销问法" in record["text"]


async def test_a_question_can_be_taught_to_be_none_of_ours(dialogue: Dialogue, database: Database) -> None:
    await missed(dialogue)
    listed, data = await button(dialogue, EDITOR, wording.NOT_OURS)
    (done,) = await dialogue.press(EDITOR, listed, data)
    assert done["text"] == wording.TAUGHT_NOT_OURS.format(question=QUESTION)
    assert await taught_phrases(database) == [(None, None, QUESTION)]


async def test_a_phrase_that_ships_is_given_back_as_it_shipped(dialogue: Dialogue, database: Database) -> None:
    """QUESTION ships as one that is none of ours: teaching it so again must not add or delete a row."""
    phrase = table_of(Phrase)

    async def stored() -> list[object]:
        async with database.engine.connect() as connection:
            query = select(phrase).where(phrase.c.text == QUESTION)
            return [tuple(row) for row in await connection.execute(query)]

    before = await stored()
    assert len(before) == 1
    await missed(dialogue)
    listed, data = await button(dialogue, EDITOR, wording.NOT_OURS)
    (done,) = await dialogue.press(EDITOR, listed, data)
    assert await stored() != before
    await dialogue.press(EDITOR, done, buttons(done)[wording.UNDO])
    assert await stored() == before


async def test_an_entry_can_be_looked_for_by_a_word_until_it_is_found(dialogue: Dialogue, database: Database) -> None:
    await missed(dialogue)
    listed, data = await button(dialogue, EDITOR, wording.OTHER_ENTRY)
    await dialogue.press(EDITOR, listed, data)
    asked = standing(dialogue, listed)
    assert asked["text"] == wording.FIND_ASK
    assert set(buttons(asked)) == {wording.BACK, wording.CANCEL}
    (nothing,) = await dialogue.say(EDITOR, "飞船")
    assert nothing["text"] == wording.FIND_NONE.format(word="飞船")
    (found,) = await dialogue.say(EDITOR, "视力")
    assert list(buttons(found)) == ["骑手查视力", wording.BACK, wording.CANCEL]
    (done,) = await dialogue.press(EDITOR, found, buttons(found)["骑手查视力"])
    assert done["text"] == wording.TAUGHT_TO_ENTRY.format(question=QUESTION, title="骑手查视力")
    assert await taught_phrases(database) == [("eye_check", "eye-check", QUESTION)]
    (answer,) = await dialogue.say(EDITOR, "哪里有热饭吃")  # the search is over: this is a question again
    assert answer["text"] != wording.FIND_NONE.format(word="哪里有热饭吃")


async def test_a_search_ends_with_its_way_back(dialogue: Dialogue) -> None:
    await missed(dialogue)
    listed, data = await button(dialogue, EDITOR, wording.OTHER_ENTRY)
    for label in (wording.BACK, wording.CANCEL):
        await dialogue.press(EDITOR, listed, data)
        await dialogue.press(EDITOR, listed, buttons(standing(dialogue, listed))[label])
        assert _marked(standing(dialogue, listed)) == QUESTION
        (answer,) = await dialogue.say(EDITOR, "视力表在哪买")
        assert wording.BACK not in buttons(answer)


async def test_a_new_entry_begins_with_the_question_as_its_title(dialogue: Dialogue) -> None:
    await missed(dialogue)
    listed, data = await button(dialogue, EDITOR, wording.NEW_ENTRY)
    (asked,) = await dialogue.press(EDITOR, listed, data)
    assert asked["text"] == entry_wording.ASK_ADD["intent"].format(title=QUESTION)


async def test_a_question_that_is_put_aside_does_not_come_back(dialogue: Dialogue) -> None:
    await missed(dialogue)
    listed, data = await button(dialogue, EDITOR, wording.IGNORE)
    (done,) = await dialogue.press(EDITOR, listed, data)
    assert done["text"] == wording.IGNORED.format(question=QUESTION)
    await missed(dialogue)
    assert (await dialogue.say(EDITOR, "/unanswered"))[0]["text"] == wording.MISSES_NONE.format(people=3)


async def test_teaching_that_changes_a_labelled_answer_shows_both_and_asks(
    dialogue: Dialogue, database: Database, staff: Staff
) -> None:
    similar = "今天天气怎么样啊"  # all but the labelled question 今天天气怎么样, which is none of ours
    await missed(dialogue, similar)
    (listed,) = await dialogue.say(EDITOR, "/unanswered")
    title, data = next(iter(buttons(listed).items()))
    assert await dialogue.press(EDITOR, listed, data) == []
    shown = standing(dialogue, listed)
    assert shown["text"].split("\n")[0] == wording.WOULD_CHANGE.format(count=1)
    assert "现在：这个不归工会管" in shown["text"]
    assert wording.CHANGED_WORSE in shown["text"]
    assert set(buttons(shown)) == {wording.CONFIRM, wording.BACK, wording.CANCEL}
    assert await taught_phrases(database) == []

    confirm = buttons(shown)[wording.CONFIRM]
    await dialogue.press(EDITOR, shown, buttons(shown)[wording.BACK])
    assert _marked(standing(dialogue, listed)) == similar
    (done,) = await dialogue.press(EDITOR, listed, confirm)
    assert done["text"] == wording.TAUGHT_TO_ENTRY.format(question=similar, title=title)
    assert len(await taught_phrases(database)) == 1


async def test_who_may_edit_but_not_publish_cannot_confirm(
    dialogue: Dialogue, database: Database, staff: Staff
) -> None:
    for right in (Right.QUESTIONS, Right.EDIT):
        await staff.grant(BY_OWNER, "tg:2003", right)
    await missed(dialogue, "今天天气怎么样啊")
    (listed,) = await dialogue.say(2003, "/unanswered")
    data = next(iter(buttons(listed).values()))
    await dialogue.press(2003, listed, data)
    shown = standing(dialogue, listed)
    assert wording.MAY_NOT_CONFIRM in shown["text"]
    assert set(buttons(shown)) == {wording.BACK}
    (refused,) = await dialogue.press(2003, listed, data.replace("u:e", "u:E"))
    assert refused["text"] == wording.MAY_NOT_CONFIRM
    assert await taught_phrases(database) == []


async def test_who_may_only_see_changes_nothing(dialogue: Dialogue, database: Database) -> None:
    await missed(dialogue)
    (listed,) = await dialogue.say(LOOKER, "/unanswered")
    for label, data in buttons(listed).items():
        (said,) = await dialogue.press(LOOKER, listed, data)
        assert said["text"] == wording.MAY_NOT_EDIT, label
    assert (await dialogue.say(LOOKER, "/taught"))[0]["text"] == dispatch_wording.UNKNOWN_COMMAND
    (refused,) = await dialogue.press(LOOKER, listed, "x:u:1")
    assert refused["text"] == desk_wording.BUTTON_NOT_YOURS
    (refused,) = await dialogue.press(RIDERS[0], listed, buttons(listed)[wording.IGNORE])
    assert refused["text"] == desk_wording.BUTTON_NOT_YOURS
    assert await taught_phrases(database) == []


async def test_of_two_editors_on_one_question_the_second_is_told(dialogue: Dialogue) -> None:
    await missed(dialogue)
    (listed,) = await dialogue.say(EDITOR, "/unanswered")
    (theirs,) = await dialogue.say(OWNER, "/unanswered")
    data = buttons(listed)
    await dialogue.press(EDITOR, listed, next(iter(data.values())))
    for label in (wording.NOT_OURS, wording.IGNORE, wording.OTHER_ENTRY, next(iter(data))):
        (told,) = await dialogue.press(OWNER, theirs, data[label])
        assert told["text"] == wording.MISS_GONE


@pytest.mark.parametrize(
    "data", ["u:", "u:q:0", "u:e:0:x", "u:e:999999:0123456789abcdef:0123456789ab", "x:", "x:p:99999"]
)
async def test_a_button_that_means_nothing_shows_what_there_is(dialogue: Dialogue, data: str) -> None:
    (listed,) = await dialogue.say(EDITOR, "/unanswered")
    await dialogue.press(EDITOR, listed, data)


@pytest.mark.slow
async def test_taught_phrases_are_turned_and_taken_back_in_their_list(dialogue: Dialogue, database: Database) -> None:
    for question in NINE:
        await missed(dialogue, question)
        listed, data = await button(dialogue, EDITOR, wording.NOT_OURS)
        await dialogue.press(EDITOR, listed, data)
    (listed,) = await dialogue.say(EDITOR, "教过的")
    assert wording.TAUGHT_HEAD.format(count=9, page=1, pages=2) in listed["text"]
    await dialogue.press(EDITOR, listed, buttons(listed)[wording.NEXT_PAGE])
    last = standing(dialogue, listed)
    (taken,) = await dialogue.press(EDITOR, last, buttons(last)[wording.UNDO_NUMBER.format(number=9)])
    assert taken["text"].startswith(wording.TAKEN_BACK.partition("{")[0])
    assert wording.TAUGHT_HEAD.format(count=8, page=1, pages=1) in standing(dialogue, listed)["text"]
    assert len(await taught_phrases(database)) == 8


# --- thumbs ---


async def test_a_thumb_is_counted_changed_and_withdrawn_without_another_message(
    dialogue: Dialogue, database: Database
) -> None:
    (answer,) = await dialogue.say(RIDERS[0], "歇脚站有多少个")
    rows = answer["reply_markup"]["inline_keyboard"]
    assert [shown["text"] for shown in rows[-1]] == [wording.HELPFUL, wording.UNHELPFUL]
    up, down = (buttons(answer)[label] for label in (wording.HELPFUL, wording.UNHELPFUL))
    assert max(len(up.encode()), len(down.encode())) <= 64

    assert await dialogue.press(RIDERS[0], answer, up) == []
    assert await votes(database) == {"helpful": 1}
    (offer,) = await dialogue.press(RIDERS[0], answer, down)
    assert await votes(database) == {"unhelpful": 1}
    assert offer["text"] == wording.OFFER_TELL
    assert await dialogue.press(RIDERS[0], answer, down) == []
    assert await votes(database) == {}
    assert await dialogue.press(RIDERS[0], answer, down) == []  # asked once
    assert toasts(dialogue) == [wording.VOTED, wording.VOTE_CHANGED, wording.VOTE_WITHDRAWN, wording.VOTED]

    await dialogue.press(RIDERS[0], offer, buttons(offer)[wording.TELL])
    (listed,) = await dialogue.say(EDITOR, "/unanswered")
    assert "歇脚站有多少个" in listed["text"]


async def test_people_vote_apart_and_a_vote_ends_with_the_message_number(
    dialogue: Dialogue, database: Database, clock: Clock
) -> None:
    answers = []
    for rider in RIDERS:
        (answer,) = await dialogue.say(rider, "歇脚站有多少个")
        answers.append(answer)
        await dialogue.press(rider, answer, buttons(answer)[wording.HELPFUL])
    assert await votes(database) == {"helpful": 3}
    await dialogue.channel.ledger.purge(int(clock.now) + 1)
    async with database.engine.connect() as connection:
        assert (await connection.execute(select(table_of(ChatMessage)))).first() is None
    await dialogue.press(RIDERS[0], answers[0], buttons(answers[0])[wording.HELPFUL])
    assert toasts(dialogue)[-1] == wording.VOTE_TOO_LATE
    assert await votes(database) == {"helpful": 3}


async def test_only_answers_in_private_chats_have_thumbs(dialogue: Dialogue) -> None:
    for text in ("你好", QUESTION, "/services", "/help"):
        for message in await dialogue.say(RIDERS[0], text):
            assert wording.HELPFUL not in str(message["reply_markup"])
    (answer,) = await dialogue.say(RIDERS[0], "@union_helper_bot 歇脚站有多少个", chat=-1_000_000_000_005)
    assert wording.HELPFUL not in buttons(answer)
    await dialogue.press(RIDERS[1], answer, "v:+:rest_stop:")
    assert toasts(dialogue) == [wording.VOTE_TOO_LATE]


@pytest.mark.parametrize("data", ["v:", "v:+", "v:?:x:", "v:+:UPPER:", "t:", "t:zz"])
async def test_a_thumb_that_means_nothing_does_nothing(dialogue: Dialogue, database: Database, data: str) -> None:
    (answer,) = await dialogue.say(RIDERS[0], "歇脚站有多少个")
    assert await dialogue.press(RIDERS[0], answer, data) == []
    assert await votes(database) == {}


async def test_forget_takes_the_hashes_and_votes_of_a_person_along(dialogue: Dialogue) -> None:
    (answer,) = await dialogue.say(RIDERS[0], "歇脚站有多少个")
    await dialogue.press(RIDERS[0], answer, buttons(answer)[wording.HELPFUL])
    (held,) = await dialogue.say(RIDERS[0], "/mydata")
    assert wording.MYDATA_HASHES.format(count=2) in held["text"]
    await dialogue.say(RIDERS[0], "/forget")
    (held,) = await dialogue.say(RIDERS[0], "/mydata")
    assert wording.MYDATA_HASHES.partition("{")[0] not in held["text"]


# --- why ---


async def test_why_tells_reasons_and_keeps_nothing(dialogue: Dialogue, database: Database, editors: Office) -> None:
    (usage,) = await dialogue.say(EDITOR, "/why")
    assert usage["text"] == why_words.WHY_USAGE
    for _ in range(3):
        (told,) = await dialogue.say(EDITOR, f"/why {QUESTION}")
    assert told["text"] == editors.assistant.explain(QUESTION, None)
    assert told["text"].startswith(why_words.WHY_HEAD.format(text=QUESTION))
    (none,) = await dialogue.say(EDITOR, "/unanswered")
    assert none["text"] == wording.MISSES_NONE.format(people=3)
    async with database.engine.connect() as connection:
        assert (await connection.execute(select(table_of(DayCount)))).first() is None


# --- numbers ---


async def test_stats_of_nothing_is_a_sentence(dialogue: Dialogue) -> None:
    (none,) = await dialogue.say(EDITOR, "统计")
    assert none["text"] == wording.STATS_EMPTY.format(days=7)
    (none,) = await dialogue.say(EDITOR, "/stats 30d")
    assert none["text"] == wording.STATS_EMPTY.format(days=30)
    for wrong in ("week", "8d", "7d 30d", "-7", "７ｄ"):
        (usage,) = await dialogue.say(EDITOR, f"/stats {wrong}")
        assert usage["text"] == wording.STATS_USAGE


@pytest.mark.slow
async def test_stats_are_a_picture_with_two_lines(dialogue: Dialogue, clock: Clock) -> None:
    for rider in range(1001, 1011):
        await dialogue.say(rider, "歇脚站有多少个")
    await dialogue.say(RIDERS[0], QUESTION)
    (sent,) = await dialogue.say(EDITOR, "/stats 7d")
    (photo,) = sent["photo"]
    assert dialogue.api.files[photo["file_id"]].startswith(b"\x89PNG")
    first, second = sent["caption"].split("\n")
    assert "11 个问题，没答上 9%" in first
    assert second == wording.STATS_GROUPS.format(smallest=10, left_out="")


async def test_a_search_goes_on_after_a_restart(
    dialogue: Dialogue, restarted: Iterator[Dialogue], database: Database
) -> None:
    await missed(dialogue)
    listed, data = await button(dialogue, EDITOR, wording.OTHER_ENTRY)
    await dialogue.press(EDITOR, listed, data)
    later = next(restarted)
    await later.channel.application.initialize()
    (found,) = await later.say(EDITOR, "视力")
    await later.press(EDITOR, found, buttons(found)["骑手查视力"])
    assert await taught_phrases(database) == [("eye_check", "eye-check", QUESTION)]
    await later.channel.application.shutdown()


async def test_what_a_taught_phrase_answers_too_is_off_the_list(dialogue: Dialogue) -> None:
    for question in (QUESTION, "汽车在哪怎么年检", "汽车该怎么年检", "火车票怎么买"):
        await missed(dialogue, question)
    listed, _ = await button(dialogue, EDITOR, wording.NOT_OURS)
    while _marked(listed) != QUESTION:
        await dialogue.press(EDITOR, listed, buttons(listed)[wording.NEXT])
        listed = standing(dialogue, listed)
    await dialogue.press(EDITOR, listed, buttons(listed)[wording.NOT_OURS])
    left = standing(dialogue, listed)["text"]
    assert QUESTION not in left
    assert "汽车该怎么年检" not in left
    assert "汽车在哪怎么年检" in left
    assert "火车票怎么买" in left
