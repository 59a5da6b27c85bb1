"""The one door: any message gets a reply."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import insert

from bot.answering import danger_words, words
from bot.answering.assistant import Assistant
from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions
from bot.reply import Message, Outcome
from bot.understanding.features import Featurizer
from bot.understanding.taught import TaughtPhrases
from data.catalogue.entries import ExamplePhrase, entry_columns
from data.storage.engine import Database
from data.tables import Entry, Intent, table_of
from tests.bot.answering.talking import Talk, assistant_over, first
from tests.small_catalogue import ENTRIES, HOHHOT, SUBJECTS, small_snapshot

ODD = (
    "🚲🚲🚲", "\x00\x07\x1b[31m驿站", "<b>热饭</b><script>alert(1)</script>", "'; DROP TABLE entry; --", "热饭" * 5_000,
    "a" * 10_000, "　", "\u202e热饭怎么领", "热\u200b饭", "((((((((((", "%s{0}{title}", "1" * 400,
    "http://x.example/?q=热饭", "@bot /start", "٣", "²", "\U0001f468\u200d\U0001f469",
)  # fmt: skip


@pytest.fixture(scope="module")
def open_door(small: Snapshot, regions: Regions) -> Assistant:
    """One assistant for many texts; hypothesis keeps fixtures of one test apart."""
    return assistant_over(small, regions)


@given(
    text=st.text(max_size=60)
    | st.lists(
        st.sampled_from(("热饭", "歇脚", "不是", "我问的是", "谢谢", "还有别的吗", "1", "青海", "2017年", " ")),
        max_size=8,
    ).map("".join),
    talked=st.booleans(),
)
def test_any_text_gets_words(open_door: Assistant, text: str, talked: bool) -> None:
    reply = asyncio.run(open_door.reply(Message(text, "test:any" if talked else None)))
    assert reply.text.strip()
    assert reply.outcome in Outcome
    assert 0 <= reply.confidence <= 1


@pytest.mark.parametrize("text", ODD, ids=[f"{n}" for n in range(len(ODD))])
async def test_odd_text_gets_words(assistant: Assistant, shipped: Assistant, text: str) -> None:
    for door in (assistant, shipped):
        for before in ((), ("热饭怎么领",), ("今天天气怎么样", "股票会涨吗")):
            talk = Talk(door)
            for said in before:
                await talk.say(said)
            assert (await talk.say(text)).text.strip()


@given(choice=st.text(alphabet=st.characters(codec="ascii"), max_size=64))
@example("i:rest_stop:0")
@example("i:rest_stop:-1")
@example("i:rest_stop:999999999999999")
@example("i::")
@example("e:city-stops:2")
def test_any_choice_gets_words(open_door: Assistant, choice: str) -> None:
    assert asyncio.run(open_door.reply(Message("", "test:choice", choice=choice))).text.strip()


@pytest.mark.parametrize(
    ("text", "said"), [("", words.EMPTY), (" \n\t", words.EMPTY), ("🚲", words.TOO_LITTLE), ("？！", words.TOO_LITTLE)]
)
async def test_nothing_to_read_is_said_so_and_costs_no_miss(assistant: Assistant, text: str, said: str) -> None:
    talk = Talk(assistant)
    await talk.say("查视力")
    reply = await talk.say(text)
    assert (reply.outcome, reply.text, reply.intent, reply.confidence) == (Outcome.UNKNOWN, said, None, 0.0)
    assert (await talk.say("那几点")).intent == "eye_check"
    assert (await talk.say("一加一等于几")).text not in (words.NOT_OURS_AGAIN, words.NOT_UNDERSTOOD_AGAIN)
    assert (await talk.say("一加一等于几")).text in (words.NOT_OURS_AGAIN, words.NOT_UNDERSTOOD_AGAIN)


async def test_another_snapshot_answers_from_then_on(assistant: Assistant, featurizer: Featurizer) -> None:
    before = await assistant.reply(Message("热饭怎么领"))
    moved = [replace(e, region=HOHHOT) if e.id == "qinghai-meal" else e for e in ENTRIES]
    assistant.take(small_snapshot(featurizer, moved))
    after = await assistant.reply(Message("热饭怎么领"))
    assert [first(reply).applies for reply in (before, after)] == [False, True]


@pytest.mark.parametrize("text", ["帮我遛一下狗", "請幫我遛一下狗", "帮我遛一下 狗！"])
async def test_a_taught_phrase_counts_at_once(small: Snapshot, regions: Regions, text: str) -> None:
    assert (await assistant_over(small, regions).reply(Message(text))).outcome is Outcome.UNKNOWN
    phrase = ExamplePhrase("camp", "帮我遛一下狗", "taught", taught=True)
    known = assistant_over(replace(small, taught=TaughtPhrases([phrase], str)), regions)
    reply = await known.reply(Message(text))
    assert (reply.outcome, reply.intent) == (Outcome.ANSWER, "camp")
    assert reply.confidence > 0.9


async def test_a_phrase_taught_as_none_of_ours_is_declined(small: Snapshot, regions: Regions) -> None:
    phrase = ExamplePhrase(None, "哪里有热饭吃", "taught", taught=True)
    known = assistant_over(replace(small, taught=TaughtPhrases([phrase], str)), regions)
    assert (await known.reply(Message("哪里有热饭吃"))).outcome is Outcome.UNKNOWN
    assert (await known.reply(Message("热饭怎么领"))).outcome is Outcome.ANSWER


@pytest.mark.parametrize("text", ["不想活了", "活着没意思 站长天天骂我", "干脆跳楼算了"])
async def test_danger_is_met_with_help_first(shipped: Assistant, text: str) -> None:
    reply = await shipped.reply(Message(text))
    assert reply.text.startswith(danger_words.SELF_HARM)
    assert (reply.outcome, reply.intent) == (Outcome.ANSWER, "counselling")


@pytest.mark.parametrize(
    ("text", "personal"),
    [("公司欠薪找律师", True), ("哪里有热饭吃", False), ("老板打我", True), ("你好", False)],
)
async def test_what_tells_something_of_the_asker_is_marked(assistant: Assistant, text: str, personal: bool) -> None:
    assert (await assistant.reply(Message(text))).personal == personal


async def test_the_sources_own_words_are_shown_where_they_are_stored(
    small: Snapshot, regions: Regions, database: Database
) -> None:
    subject, entry = SUBJECTS[1], ENTRIES[4]
    async with database.write_rows() as connection:
        row = {"id": subject.id, "name": subject.name, "scope": subject.scope, "leads": [], "position": 1}
        await connection.execute(insert(table_of(Intent)).values(row))
        await connection.execute(insert(table_of(Entry)).values(**entry_columns(entry), passage="报纸上的原话"))
    talk = Talk(assistant_over(small, regions, database=database))
    assert (await talk.press(f"p:{entry.id}")).text == words.PASSAGE.format(passage="报纸上的原话")
    assert (await talk.press("p:eye-check")).text == words.NO_PASSAGE
    assert (await talk.press("p:nothing-here")).text == words.STALE_CHOICE


async def test_the_button_for_the_own_words_is_there_only_when_they_are(
    featurizer: Featurizer, regions: Regions
) -> None:
    over = assistant_over(small_snapshot(featurizer, with_passage=["eye-check"]), regions)
    for entry in ENTRIES:
        reply = await Talk(over).press(f"e:{entry.id}")
        assert (f"p:{entry.id}" in [choice.id for choice in reply.choices]) == (entry.id == "eye-check")


async def test_a_question_in_pinyin_is_answered_like_the_one_in_characters(shipped: Assistant) -> None:
    said = await shipped.reply(Message("站长不给工资怎么办"))
    typed = await shipped.reply(Message("zhanzhang bu gei gongzi zenme ban"))
    assert (typed.outcome, typed.text) == (Outcome.ANSWER, said.text)


async def test_a_region_that_left_the_table_is_answered_as_home(open_door: Assistant) -> None:
    gone = await open_door.reply(Message("热饭", region="内蒙古自治区无有市"))
    assert gone == await open_door.reply(Message("热饭"))
