"""What a conversation takes from the messages before, for how long, and what is kept of it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.answering import words
from bot.answering.assistant import Assistant
from bot.answering.follow_ups import correction, follows_up, leaning
from bot.answering.memory import LIFETIME, PersistentMemory, ProcessMemory
from bot.catalogue.snapshot import Snapshot
from bot.dialogue import DialogueState
from bot.regions import Regions
from bot.reply import Message, Outcome, Reply
from bot.words import HOTLINE
from data.people.conversations import Conversations
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.tables import Conversation, table_of
from tests.bot.answering.talking import Talk, assistant_over, card, first, ids
from tests.small_catalogue import HOHHOT, SUBJECTS

NOW = 1_800_000_000
OUTSIDE = ("怎么减肥", "外卖评分怎么涨", "怎么减肥", "外卖评分怎么涨")


async def _talk(assistant: Assistant, *said: str) -> list[Reply]:
    talk = Talk(assistant)
    return [await talk.say(text) for text in said]


# Follow-ups


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        (("哪能歇脚", "几点关门"), "rest_stop"),
        (("哪能歇脚", "那怎么申请"), "rest_stop"),
        (("查视力", "那怎么报名"), "eye_check"),
        (("老板欠薪找谁", "要带什么材料"), "lawyers"),
        (("热饭怎么领", "要钱吗"), "hot_meal"),
        (("热饭怎么领", "要钱吗", "那几点"), "hot_meal"),
        (("哪能歇脚", "谢谢", "几点关门"), "rest_stop"),
    ],
)
async def test_a_follow_up_is_about_what_was_talked_about(
    assistant: Assistant, said: tuple[str, ...], intent: str
) -> None:
    last = (await _talk(assistant, *said))[-1]
    assert (last.outcome, last.intent) == (Outcome.ANSWER, intent)


async def test_a_follow_up_is_about_the_very_entry_shown(assistant: Assistant) -> None:
    talk = Talk(assistant)
    assert first(await talk.say("青海歇脚站有多少个")).id == "qinghai-stops"
    asked = await talk.say("那找谁")
    assert first(asked).id == "qinghai-stops"
    assert card(asked).lead == "青海歇脚站：青海省总工会。"


async def test_a_region_named_holds_for_the_subject_and_no_longer(assistant: Assistant) -> None:
    talk = Talk(assistant)
    await talk.say("青海歇脚站有多少个")
    assert first(await talk.say("怎么去")).applies is True
    assert first(await talk.say("夏令营怎么报名")).region == HOHHOT


async def test_a_region_alone_asks_the_same_there(assistant: Assistant) -> None:
    talk = Talk(assistant)
    await talk.say("歇脚站有多少个")
    there = await talk.say("青海的呢")
    assert (there.intent, first(there).id, first(there).applies) == ("rest_stop", "qinghai-stops", True)


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        (("哪能歇脚", "热饭怎么领"), "hot_meal"),
        (("热饭怎么领", "老板欠薪找谁"), "lawyers"),
        (("老板欠薪找谁", "夏令营什么时候开"), "camp"),
        (("夏令营怎么报名", "哪能歇脚"), "rest_stop"),
    ],
)
async def test_another_subject_does_not_stick_to_the_old_one(
    assistant: Assistant, said: tuple[str, ...], intent: str
) -> None:
    last = (await _talk(assistant, *said))[-1]
    assert (last.outcome, last.intent) == (Outcome.ANSWER, intent)


@pytest.mark.parametrize("outside", OUTSIDE)
async def test_what_is_not_ours_does_not_stick_to_the_subject(assistant: Assistant, outside: str) -> None:
    assert (await _talk(assistant, "哪能歇脚", outside))[-1].outcome is Outcome.UNKNOWN


async def test_the_subject_outlasts_a_question_that_is_not_ours(assistant: Assistant) -> None:
    last = (await _talk(assistant, "哪能歇脚", "怎么减肥", "几点关门"))[-1]
    assert (last.outcome, last.intent) == (Outcome.ANSWER, "rest_stop")


async def test_without_a_conversation_nothing_is_remembered(assistant: Assistant) -> None:
    await assistant.reply(Message("哪能歇脚"))
    assert (await assistant.reply(Message("几点关门"))) != (await _talk(assistant, "哪能歇脚", "几点关门"))[-1]
    assert (await assistant.reply(Message("1"))).outcome is Outcome.UNKNOWN


async def test_conversations_do_not_mix(assistant: Assistant) -> None:
    one, other = Talk(assistant, key="test:1"), Talk(assistant, key="test:2")
    await one.say("哪能歇脚")
    await other.say("查视力")
    assert (await one.say("几点关门")).intent == "rest_stop"
    assert (await other.say("几点关门")).intent == "eye_check"


# More


async def test_more_shows_each_entry_once_and_then_says_that_was_all(assistant: Assistant, small: Snapshot) -> None:
    talk = Talk(assistant)
    said = ("哪能歇脚", "还有别的吗", "还有别的吗", "还有别的吗")
    seen = [first(await talk.say(text)).id for text in said]
    assert sorted(seen) == sorted(e.id for e in small.entries.values() if e.intent == "rest_stop")
    last = await talk.say("还有别的吗")
    assert (last.text, last.services) == (words.NO_MORE, ())


async def test_more_with_a_subject_of_its_own_is_a_question(assistant: Assistant) -> None:
    last = (await _talk(assistant, "哪能歇脚", "工会还有别的免费查视力的地方吗"))[-1]
    assert last.intent == "eye_check"


# Corrections


@pytest.mark.parametrize("said", ["不是这个，我问的是夏令营怎么报名", "不对，我问的是夏令营", "错了 我想问的是夏令营"])
async def test_a_correction_is_answered_with_what_is_meant(assistant: Assistant, said: str) -> None:
    last = (await _talk(assistant, "哪能歇脚", said))[-1]
    assert (last.outcome, last.intent) == (Outcome.ANSWER, "camp")


@pytest.mark.parametrize("said", ["不是这个", "不对", "答非所问"])
async def test_only_wrong_offers_what_else_fitted(assistant: Assistant, said: str) -> None:
    answer, offer = await _talk(assistant, "哪能歇脚", said)
    assert offer.outcome is Outcome.CHOOSE
    assert 1 <= len(offer.choices) <= 3
    assert first(answer).id not in ids(offer)


async def test_only_wrong_with_nothing_else_asks_for_other_words(assistant: Assistant) -> None:
    last = (await _talk(assistant, "查视力", "不是这个"))[-1]
    assert (last.outcome, last.text) == (Outcome.UNKNOWN, words.CORRECTED_ASK)


async def test_an_entry_called_wrong_is_not_shown_again_for_the_same_subject(assistant: Assistant) -> None:
    answer, again = await _talk(assistant, "哪能歇脚", "不是这个，我问的是歇脚站")
    assert again.intent == "rest_stop"
    assert first(again).id != first(answer).id


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("不是这个 我问的是体检", "体检"),
        ("不是 我问的是怎么入会", "怎么入会"),
        ("我问的其实是体检", "体检"),
        ("不对", ""),
        ("你没听懂", ""),
        ("不是说好的发钱吗", None),
        ("不交会费行吗", None),
        ("体检在哪", None),
    ],
)
def test_what_a_correction_is(said: str, meant: str | None) -> None:
    assert correction(said) == meant


# Misses


async def test_the_second_miss_offers_the_menu_and_the_third_names_whom_to_call(assistant: Assistant) -> None:
    one, two, three, four = await _talk(assistant, *OUTSIDE)
    assert (one.text, one.choices) == (words.NOT_OURS, ())
    assert two.text.startswith(words.NOT_OURS_AGAIN)
    assert [choice.label for choice in two.choices] == [subject.name for subject in SUBJECTS]
    assert (three.text, three.choices) == (words.NOT_OURS_THIRD, ())
    assert "12351" in three.text
    assert four.text == three.text


@pytest.mark.parametrize("between", ["哪能歇脚", "谢谢"])
async def test_misses_count_only_in_a_row(assistant: Assistant, between: str) -> None:
    replies = await _talk(assistant, OUTSIDE[0], between, OUTSIDE[1])
    assert replies[-1].text == words.NOT_OURS


async def test_a_press_ends_the_row_of_misses(assistant: Assistant) -> None:
    talk = Talk(assistant)
    await talk.say(OUTSIDE[0])
    await talk.press("m:")
    assert (await talk.say(OUTSIDE[1])).text == words.NOT_OURS


async def test_without_a_conversation_every_miss_is_the_first(assistant: Assistant) -> None:
    for outside in OUTSIDE:
        assert (await assistant.reply(Message(outside))).text == words.NOT_OURS


# Choices by number and by words


@pytest.mark.parametrize("said", ["2", "第二个", "第2个", "二", "２", " 2。 "])
async def test_a_number_is_the_choice_on_the_screen(assistant: Assistant, said: str) -> None:
    shown, chosen = await _talk(assistant, "哪能歇脚", said)
    _, pressed = await _talk(assistant, "哪能歇脚", shown.choices[1].label)
    assert chosen == pressed
    assert chosen.text != shown.text


async def test_a_choices_words_are_the_choice(assistant: Assistant) -> None:
    shown, chosen = await _talk(assistant, "哪能歇脚", "全区歇脚站")
    assert "e:region-stops" in [choice.id for choice in shown.choices]
    assert ids(chosen) == ["region-stops"]


async def test_the_words_of_the_details_button_show_every_figure(assistant: Assistant) -> None:
    chosen = (await _talk(assistant, "哪能歇脚", words.DETAILS_LABEL))[-1]
    assert first(chosen).id == "city-stops"
    assert {"· 歇脚站：12个（2026年3月）", "· 饮水机：30台（2026年3月）"} <= set(card(chosen).lines)


async def test_a_number_in_the_menu_opens_the_subject(assistant: Assistant) -> None:
    last = (await _talk(assistant, OUTSIDE[0], OUTSIDE[1], "5"))[-1]
    assert [choice.id for choice in last.choices] == ["e:eye-check"]


async def test_a_number_past_the_choices_or_without_any_is_none(assistant: Assistant) -> None:
    assert (await _talk(assistant, "1"))[-1].outcome is Outcome.UNKNOWN
    shown, past = await _talk(assistant, "哪能歇脚", "39")
    assert len(shown.choices) < 39
    assert ids(past) != [shown.choices[-1].id.removeprefix("e:")]


async def test_a_follow_up_to_a_choice_is_about_what_was_chosen(assistant: Assistant) -> None:
    chosen, asked = (await _talk(assistant, "哪能歇脚", "全区歇脚站", "有多少个"))[1:]
    assert first(asked).id == first(chosen).id == "region-stops"


async def test_a_choice_of_an_entry_that_is_gone_says_so(assistant: Assistant) -> None:
    for choice in ("e:gone-entry", "d:gone-entry", "p:gone-entry", "i:gone", "x:what", "", "e:"):
        reply = await Talk(assistant).press(choice)
        assert (reply.outcome, reply.text) == (Outcome.UNKNOWN, words.STALE_CHOICE), choice


# For how long, and what is kept


class Clock:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.now = float(NOW)

    def __call__(self) -> float:
        return self.now


def _memory(database: Database, kind: str) -> ProcessMemory | PersistentMemory:
    if kind == "process":
        return ProcessMemory()
    return PersistentMemory(Conversations(database, GroupCommit(database)))


@pytest.mark.parametrize("kind", ["process", "database"])
async def test_a_conversation_is_over_after_half_an_hour(
    small: Snapshot, regions: Regions, database: Database, kind: str
) -> None:
    clock = Clock()
    over = assistant_over(small, regions, memory=_memory(database, kind), clock=clock)
    for key in ("test:1", "test:2"):
        await Talk(over, key=key).say("查视力")
    clock.now += LIFETIME
    assert (await Talk(over, key="test:1").say("那几点")).intent == "eye_check"
    clock.now += 1
    late = await Talk(over, key="test:2").say("那几点")
    assert late == await Talk(assistant_over(small, regions)).say("那几点")
    assert (late.outcome, late.intent) != (Outcome.ANSWER, "eye_check")


@pytest.mark.parametrize("kind", ["process", "database"])
async def test_starting_over_forgets(small: Snapshot, regions: Regions, database: Database, kind: str) -> None:
    over = assistant_over(small, regions, memory=_memory(database, kind))
    await Talk(over, key="test:1").say("查视力")
    await Talk(over, key="test:2").say("查视力")
    await over.start_over("test:1")
    await over.start_over("nobody")
    assert (await Talk(over, key="test:1").say("那几点")).outcome is not Outcome.ANSWER
    assert (await Talk(over, key="test:2").say("那几点")).outcome is Outcome.ANSWER


@pytest.mark.parametrize("kind", ["process", "database"])
async def test_purging_deletes_what_nobody_may_recall(database: Database, kind: str) -> None:
    memory = _memory(database, kind)
    await memory.keep("old", DialogueState(intent="eye_check"), NOW)
    await memory.keep("young", DialogueState(intent="camp"), NOW + 1)
    await memory.purge(NOW + LIFETIME + 1)
    assert await memory.recall("old", NOW) == DialogueState()
    assert await memory.recall("young", NOW) == DialogueState(intent="camp")


async def test_a_state_comes_back_as_it_was_and_an_empty_one_leaves_no_row(database: Database) -> None:
    memory = _memory(database, "database")
    full = DialogueState("camp", ("camp-2025",), ("camp-2027",), HOHHOT, ("e:camp-2027", "d:camp-2025"), 2)
    await memory.keep("test:1", full, NOW)
    assert await memory.recall("test:1", NOW) == full
    assert len(await _rows(database)) == 1
    await memory.keep("test:1", DialogueState(), NOW)
    assert await _rows(database) == []


async def test_greetings_alone_leave_no_row(small: Snapshot, regions: Regions, database: Database) -> None:
    talk = Talk(assistant_over(small, regions, memory=_memory(database, "database")))
    await talk.say("你好")
    await talk.say("谢谢")
    assert await _rows(database) == []


async def _rows(database: Database) -> list[str]:
    table = table_of(Conversation)
    async with database.engine.connect() as connection:
        return list((await connection.execute(select(table.c.state))).scalars())


WORDS_OF_A_PERSON = ("王小二", "饿了么三号站", "桥头", "一五零零", "夏令", "欠薪", "查视力", "天气")


async def test_nothing_that_a_person_wrote_is_kept(small: Snapshot, regions: Regions, database_url: str) -> None:
    database = Database(database_url)
    talk = Talk(assistant_over(small, regions, memory=_memory(database, "database")))
    for said in (
        "我是饿了么三号站的王小二，老板欠薪找谁",
        "王小二住桥头，手机一五零零，那怎么申请",
        "不是这个，我问的是夏令营",
        "今天天气怎么样，王小二问的",
        "骑手王小二想查视力",
    ):
        await talk.say(said)
    kept = await _rows(database)
    assert len(kept) == 1
    assert "eye_check" in kept[0]
    await database.close()
    stored = "".join(kept).encode() + b"".join(_files(database_url))
    for word in WORDS_OF_A_PERSON:
        for written in (word.encode(), ascii(word).strip("'").encode(), word.encode("utf-16-le")):
            assert written not in stored, word


def _files(url: str) -> Iterator[bytes]:
    """The bytes of a SQLite database and its logs; a server's stay with it."""
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        assert b"eye_check" in path.read_bytes()
        for file in path.parent.glob(f"{path.name}*"):
            yield file.read_bytes()


# Replicas


@asynccontextmanager
async def _replica(small: Snapshot, regions: Regions, url: str) -> AsyncIterator[Assistant]:
    database = Database(url)
    try:
        yield assistant_over(small, regions, memory=_memory(database, "database"), database=database)
    finally:
        await database.close()


async def test_replicas_on_one_database_continue_one_conversation(
    small: Snapshot, regions: Regions, database_url: str
) -> None:
    async with _replica(small, regions, database_url) as one, _replica(small, regions, database_url) as other:
        shown = await Talk(one).say("哪能歇脚")
        assert first(await Talk(other).say("第一个")).id == shown.choices[0].id.removeprefix("e:")
        asked = await Talk(one).say("有多少个")
        assert (first(asked).id, card(asked).lead) == ("region-stops", "内蒙古自治区，歇脚站：300个（2025年）")
        assert (await Talk(other).say(OUTSIDE[0])).text == words.NOT_OURS
        assert (await Talk(one).say(OUTSIDE[1])).text.startswith(words.NOT_OURS_AGAIN)
        assert (await Talk(other).say(OUTSIDE[2])).text == words.NOT_OURS_THIRD
        await other.start_over("test:1")
        assert (await Talk(one).say("1")).outcome is Outcome.UNKNOWN


# On the pages themselves


async def test_what_is_asked_is_asked_of_another_region_and_year(shipped: Assistant) -> None:
    talk = Talk(shipped, region=HOHHOT, key="asked again")
    assert "503家" in (await talk.say("呼市驿站有多少家")).text
    assert "3012个" in (await talk.say("全区呢")).text
    assert "200个" in (await talk.say("青海呢")).text


async def test_what_is_not_told_goes_on_to_who_can_tell_and_is_not_said_thrice(shipped: Assistant) -> None:
    talk = Talk(shipped, region=HOHHOT, key="not told")
    await talk.say("心里憋得慌想找人聊")
    said = [(await talk.say(text)).text.split("\n")[0] for text in ("几点开门", "到底几点开门", "几点开门啊")]
    assert len(set(said)) == len(said)
    assert all(HOTLINE in line for line in said[1:])


async def test_whether_there_is_the_same_here_is_answered_and_what_comes_nearest(shipped: Assistant) -> None:
    talk = Talk(shipped, region=HOHHOT, key="the same here")
    await talk.say("民乐的劳动者议多久一次")
    reply = await talk.say("咱呼市有这个没")
    assert reply.text.startswith("那是甘肃省张掖市民乐县的（2025年）；呼和浩特市没有查到。")
    assert "呼和浩特市相近的有：“12351+”急难愁盼专项行动" in reply.text
    assert reply.choices[0].id == "e:neimenggu-12351-action"


@pytest.mark.parametrize("said", ["送的啥", "要钱吗", "去哪登记", "不是，我问的是送的啥"])
async def test_a_short_follow_up_stays_on_the_subject(shipped: Assistant, said: str) -> None:
    talk = Talk(shipped, region=HOHHOT, key=f"short {said}")
    before = await talk.say("莒县那个爱心互献是干啥的")
    assert (await talk.say(said)).intent == before.intent


# The parts


def test_only_what_names_nothing_follows_up() -> None:
    assert follows_up("那怎么申请", 0)
    assert follows_up("青海 的呢", 2)
    assert not follows_up("青海 的呢", 0)
    assert not follows_up("热饭怎么领", 0)


def test_the_shorter_and_the_more_it_points_back_the_more_the_talk_draws() -> None:
    assert leaning(None, "几点", 0) is None
    sure = leaning("camp", "那怎么申请", 0)
    assert sure is not None
    assert (sure.intent, sure.letters) == ("camp", 0)
    supports = []
    for said in ("那热饭呢", "热饭在青海怎么领取", "中午想在青海的驿站领一碗热饭吃"):
        drawn = leaning("camp", said, 0)
        assert drawn is not None
        assert drawn.letters > 0
        supports.append(drawn.support)
    assert supports == sorted(supports, reverse=True)
    assert supports[0] > supports[-1]
    assert leaning("camp", "中午想在青海的驿站领一碗热饭吃可是驿站今天关着门没有人", 0) is None
