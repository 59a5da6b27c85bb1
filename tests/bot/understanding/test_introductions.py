"""A name and a number in front of a question change nothing of it, and what only looks like one stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.introductions import without_introduction
from bot.understanding.normalize import normalize

QUESTIONS = ("站长欠我两个月工资咋办", "想入会怎么办", "附近哪有驿站", "今天天气咋样", "住院能报多少")
NAMES = st.builds(
    "{}{}".format,
    st.sampled_from("王李张刘陈杨赵黄周吴徐孙何"),
    st.text(alphabet="建国强伟丽芳敏静军勇", min_size=1, max_size=2),
)
MOBILES = st.from_regex(r"1[3-9](?:([0-9])(?!\1)){9}", fullmatch=True)  # of a digit too often only three are read
INTRODUCTIONS = st.one_of(
    st.builds("我叫{}，电话{}，".format, NAMES, MOBILES),
    st.builds("我叫{}电话{}".format, NAMES, MOBILES),
    st.builds("本人{}，手机号是：{}。".format, NAMES, MOBILES),
    st.builds("我名字叫{}，".format, NAMES),
    st.builds("我姓{}，".format, st.sampled_from("王李张刘陈")),
    st.builds("{}，".format, MOBILES),
)


@pytest.mark.slow
@given(INTRODUCTIONS, st.sampled_from(QUESTIONS))
def test_nothing_is_left_of_who_asks(introduction: str, question: str) -> None:
    assert without_introduction(normalize(introduction + question)) == normalize(question)


@pytest.mark.parametrize(
    "text",
    [
        "我叫不到外卖", "我叫外卖没人接", "我叫了个代驾", "我叫车等半天", "我叫马上来修", "我是骑手", "本人骑手腿摔了",
        "我姓名写错了怎么改", "本人意外险怎么赔", "本人高中毕业想提升学历", "本人任职三年没交社保", "12351打不通",
        "12345和12333哪个管", "工资30000元没发", "2025年 2024年 2023年驿站数", "捐了2100000000元",
        "20260101到20261231有效", "1 200 300 是多少", "9300000人参加", "我叫王强", "13812345678",
    ],
)  # fmt: skip
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert without_introduction(normalize(text)) == normalize(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("我叫王强站长欠我工资", "站长欠我工资"), ("我叫巴特尔，欠我工资", "欠我工资"),
        ("我叫高娃我想入会", "我想入会"),
        ("身份证150102198001011234，想入会", "想入会"), ("欠薪咋办，我电话138-1234-5678", "欠薪咋办"),
        ("欠薪咋办 0471-1234567", "欠薪咋办"), ("卡号6222 0212 3456 7890 123 工资没到", "工资没到"),
    ],
)  # fmt: skip
def test_names_and_numbers_as_they_are_written(text: str, left: str) -> None:
    assert without_introduction(normalize(text)) == left


@given(st.text(alphabet="我叫姓本人王马高强12340 的电话是x", max_size=60))
def test_something_is_always_left_and_nothing_is_added(text: str) -> None:
    before = normalize(text)
    after = without_introduction(before)
    assert bool(after) == bool(before)
    assert len(after) <= len(before)
    assert without_introduction(normalize("。" + text)) == after
