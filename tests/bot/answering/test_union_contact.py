"""Whoever asks for the union itself gets the hotline, and is told that no address is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.assistant import Assistant
from bot.answering.union_contact import UnionContact, union_contact
from bot.reply import Message, Outcome
from bot.understanding.normalize import normalize
from tests.bot.answering.talking import Talk, first

PHONE = (
    "工会电话多少", "工會電話幾號", "公会电话", "市总工会电话", "有工会的电话吗", "工会热线", "热线",
    "你们电话", "你们电话给我一个", "电话多少", "找工会", "找工会咋找", "我找工会", "联系工会",
    "工会怎么联系", "打什么电话找工会",
)  # fmt: skip
PLACE = (
    "工会在哪", "总工会地址", "总工会在哪个位置", "你们工会地址在哪里", "你们在哪", "上哪儿找工会",
    "去工会怎么走", "工会咋走", "呼和浩特市总工会在哪", "市总工会在哪办公",
)  # fmt: skip
PERSON = (
    "人工", "转人工", "人工客服", "接人工服务", "我要找真人", "有没有活人", "你们有人工吗", "给我转人工客服",
    "想找个真人聊", "换个真人跟我说", "叫个活人来",
)  # fmt: skip
OTHER = (
    "工会", "工会驿站在哪", "工会驿站电话", "心理热线", "你们公司地址", "找工会要钱",
    "加入工会咋弄", "你是谁", "你在哪", "你怎么知道", "打电话", "没电话", "你们是工会吗", "我问你怎么走",
    "工会有什么", "美团客服怎么转人工", "人工耳蜗给报吗", "一个人工作怎么入会", "有人工资不发", "人工智能",
)  # fmt: skip


@pytest.mark.parametrize("text", ["12351没人接", "打了12351一直占线", "工会电话打不通"])
def test_who_called_in_vain_gets_other_numbers(text: str) -> None:
    assert union_contact(normalize(text), talking=True) is UnionContact.BUSY
    assert all(number in UnionContact.BUSY.value for number in ("12333", "12348"))


@pytest.mark.parametrize("text", ["12351是哪的电话", "12351是干啥的"])
def test_what_the_hotline_is(text: str) -> None:
    assert union_contact(normalize(text), talking=False) is UnionContact.HOTLINE


@pytest.mark.parametrize("text", PHONE)
async def test_the_hotline_is_the_unions_telephone(shipped: Assistant, text: str) -> None:
    reply = await shipped.reply(Message(text))
    assert (reply.outcome, reply.intent) == (Outcome.ANSWER, "voice")
    assert reply.text.startswith(f"{UnionContact.PHONE.value}\n")
    assert "来源" in reply.text


@pytest.mark.parametrize("text", PLACE)
async def test_no_address_is_made_up(shipped: Assistant, text: str) -> None:
    reply = await shipped.reply(Message(text))
    assert (reply.outcome, reply.intent) == (Outcome.ANSWER, "voice")
    assert reply.text.startswith(f"{UnionContact.PLACE.value}\n")


@pytest.mark.parametrize("text", PERSON)
async def test_who_wants_a_person_is_told_whom_to_call(shipped: Assistant, text: str) -> None:
    reply = await shipped.reply(Message(text))
    assert (reply.outcome, reply.intent) == (Outcome.ANSWER, "voice")
    assert reply.text.startswith(f"{UnionContact.PERSON.value}\n")


@pytest.mark.parametrize("text", OTHER)
def test_other_questions_are_left_to_the_model(text: str) -> None:
    assert union_contact(normalize(text), talking=False) is None


async def test_where_the_entry_does_not_hold_the_hotline_is_said_alone(shipped: Assistant) -> None:
    reply = await shipped.reply(Message("工会电话多少", region="青海省"))
    assert (reply.outcome, reply.text, reply.services) == (Outcome.ANSWER, UnionContact.PHONE.value, ())


async def test_within_a_talk_a_bare_telephone_is_that_of_the_service(shipped: Assistant) -> None:
    talk = Talk(shipped)
    await talk.say("附近哪有驿站")
    assert (await talk.say("电话多少")).intent == "station"
    union = await talk.say("工会电话多少")
    assert (union.intent, first(union).intent) == ("voice", "voice")


@given(st.text(alphabet="工会总在哪电话多少你们找请问给我的了", max_size=500))
def test_any_run_of_such_characters_is_judged(text: str) -> None:
    assert union_contact(normalize(text), talking=False) in (None, *UnionContact)
