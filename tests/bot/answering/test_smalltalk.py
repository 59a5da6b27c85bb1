"""Greetings, thanks, goodbyes and "what can you do"; nothing else is small talk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.assistant import Assistant
from bot.answering.smalltalk import Smalltalk, courteous, smalltalk, without_greeting
from bot.reply import Outcome
from bot.understanding.normalize import normalize
from tests.bot.answering.talking import Talk
from tests.small_catalogue import OUT_OF_SCOPE, PHRASES

SAID = {
    Smalltalk.GREETING: "你好 师傅在不 您好啊 你好呀师傅 哈喽 hi Hello 在吗 有人吗 早上好 晚上好！ 你好，在吗 請問",
    Smalltalk.THANKS: "谢谢 谢谢你 多谢了 好的谢谢 行，谢谢啊 辛苦了 谢谢师傅 嗯嗯谢谢 3q 謝謝 好嘞，谢了",
    Smalltalk.GOODBYE: "再见 拜拜 拜拜了您 好的再见 88 bye 没事了 不问了 回头聊",
    Smalltalk.WHAT_I_DO: "你能干啥 你会做什么 你是谁 你是干什么的 有什么功能 怎么用 帮助 help 你能帮我啥 菜单",
    Smalltalk.ACKNOWLEDGED: "好的 好 嗯 行吧 知道了 明白了 收到 ok 好的我去试试",
}


@pytest.mark.parametrize(
    ("kind", "text"), [pytest.param(k, t, id=f"{k.name} {t}") for k, texts in SAID.items() for t in texts.split()]
)
async def test_courtesies_are_answered_as_such(assistant: Assistant, kind: Smalltalk, text: str) -> None:
    assert smalltalk(normalize(text)) is kind
    reply = await Talk(assistant).say(text)
    assert (reply.outcome, reply.text, reply.services, reply.intent) == (Outcome.SMALLTALK, kind.value, (), None)


@pytest.mark.parametrize("text", [text for texts in PHRASES.values() for text in texts.split()])
def test_questions_are_no_small_talk(text: str) -> None:
    for said in (text, f"你好，{text}", f"{text}，谢谢"):
        assert smalltalk(normalize(said)) is None


@pytest.mark.parametrize("text", [t for t in OUT_OF_SCOPE.split() if t != "你叫什么名字"])
async def test_other_chit_chat_is_none_of_ours(assistant: Assistant, text: str) -> None:
    assert smalltalk(normalize(text)) is None
    assert (await Talk(assistant).say(text)).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("text", ["你好，热饭怎么领", "在吗 热饭怎么领", "师傅你好 请问热饭怎么领", "热饭怎么领，谢谢"])
async def test_courtesy_around_a_question_does_not_hide_it(assistant: Assistant, text: str) -> None:
    reply = await Talk(assistant).say(text)
    assert (reply.outcome, reply.intent) == (Outcome.ANSWER, "hot_meal")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("谢谢，路上还挺滑的", Smalltalk.THANKS),
        ("太麻烦你了", Smalltalk.THANKS),
        ("我先送餐去了拜拜", Smalltalk.GOODBYE),
        ("谢谢，那怎么申请", None),
        ("谢谢谁给的", None),
        ("谢谢你上次帮我把那个很长很长的事情全都办完了", None),
        ("热饭", None),
    ],
)
def test_thanks_with_a_remark_that_asks_nothing_are_thanks(text: str, kind: Smalltalk | None) -> None:
    assert courteous(normalize(text)) is kind


@pytest.mark.parametrize(
    ("text", "rest"),
    [("你好 热饭怎么领", "热饭怎么领"), ("请问热饭", "热饭"), ("热饭你好", "热饭你好"), ("你好", "你好")],
)
def test_the_greeting_in_front_is_left_out(text: str, rest: str) -> None:
    assert without_greeting(text) == rest


@given(
    st.sampled_from(("拜", "白白", "拜拜", "88", "谢", "再见")),
    st.sampled_from(
        ("我妈礼拜三住的院", "三个月工资{}了", "我{}干了半年", "每个礼拜只歇半天", "押金{}没了", "工钱跟我{}了")
    ),
)
def test_a_courtesy_inside_a_complaint_is_none(word: str, complaint: str) -> None:
    said = normalize(complaint.format(word))
    assert smalltalk(said) is None
    assert courteous(said) is None


# Text that makes nested repeats slow must not: a thousand of these take milliseconds, or the test never ends.
@given(
    st.lists(st.sampled_from(("好", "谢谢", "你好", "了", "啊", " ", "您", "吗", "嗯嗯", "拜拜", "x")), max_size=200)
)
def test_any_run_of_courtesies_is_judged(parts: list[str]) -> None:
    text = normalize("".join(parts))
    kind = smalltalk(text)
    assert kind is None or len(text) <= 24
    assert without_greeting(text) in text
    courteous(text)
