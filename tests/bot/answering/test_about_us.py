"""Questions about the assistant itself are answered by who runs it, and nothing else is taken for one."""

import pytest

from bot.answering import words
from bot.answering.about_us import about_us
from bot.operator import Operator
from bot.understanding.normalize import normalize

OURS = Operator("赛罕区总工会", "0471-1234567", official=True)
WHOSE = (
    "你们是哪个单位", "你们是哪个单位的", "是官方的吗", "你是官方的吗", "骗子吗", "你们是不是骗子",
    "谁开发的", "这是谁做的", "你们是骗人的吧", "是真的吗", "这个是工会办的吗", "你们哪个公司的",
    "靠谱吗", "这软件谁搞的",
)  # fmt: skip
TELLS = (
    "会不会告诉我老板", "你会告诉我老板吗", "会不会告诉公司", "老板会知道吗", "你们会不会把我说的告诉站长", "保密吗",
)  # fmt: skip
MACHINE = ("你是机器人吧", "你是真人吗", "你到底是不是人", "是机器人吗")
USELESS = ("你咋啥都说报道没写", "你怎么老说不知道", "气死了，你们有啥用", "问了也白问")
NOT_ABOUT_US = (
    "工资是谁发的", "公司是骗子", "遇到骗子怎么办", "中介骗我钱", "工会是哪个单位管的", "驿站是真的吗在哪",
    "老板不给钱怎么办", "单位不给交社保", "怎么告老板", "你们电话多少", "官方电话多少", "被骗了",
    "告诉我怎么入会", "哪个单位能帮我要工资",
)  # fmt: skip


@pytest.mark.parametrize("text", WHOSE)
def test_whose_it_is(text: str) -> None:
    said = about_us(text, OURS)
    assert said is not None
    assert "赛罕区总工会" in said
    assert "0471-1234567" in said
    assert about_us(text, Operator()) == words.OF_NO_UNION


@pytest.mark.parametrize("text", TELLS)
def test_whom_it_tells(text: str) -> None:
    assert about_us(text, OURS) == words.TELLS_NOBODY


@pytest.mark.parametrize(
    ("text", "said"),
    [*((text, words.NO_PERSON) for text in MACHINE), *((text, words.SORRY_FOR_GAPS) for text in USELESS)],
)
def test_a_machine_says_that_it_is_one_and_whom_to_call(text: str, said: str) -> None:
    assert about_us(normalize(text), OURS) == said
    assert "12351" in said


@pytest.mark.parametrize("text", NOT_ABOUT_US)
def test_other_questions_are_left_alone(text: str) -> None:
    assert about_us(text, OURS) is None
