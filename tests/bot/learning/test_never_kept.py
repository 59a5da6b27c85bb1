"""What is never kept, and that ordinary questions are."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.learning.never_kept import LONGEST, never_kept
from bot.understanding.features import Featurizer
from bot.understanding.normalize import normalize

ASKED = ("哪里能充电", "工资没发咋办", "驿站几点关", "怎么入会", "")
DIGITS = st.text("0123456789", min_size=1)
ELEVEN = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
ID_CARD = st.from_regex(r"[1-8][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])[0-2][1-8][0-9]{3}[0-9Xx]", fullmatch=True)
BANK_CARD = st.from_regex(r"62[0-9]{14,17}", fullmatch=True)
LANDLINE = st.from_regex(r"0[1-9][0-9]{2}-[2-9][0-9]{6}", fullmatch=True)
PLATE = st.from_regex(r"[京津沪冀豫蒙陕甘青宁新]\ ?[A-HJ-NP-Z][·\ ]?[A-HJ-NP-Z0-9]{5,6}", fullmatch=True)
SPOKEN = st.text("零一二三四五六七八九幺", min_size=7, max_size=11)
HANDLE = st.from_regex(r"@[A-Za-z][A-Za-z0-9_]{4,12}", fullmatch=True)
LINK = st.from_regex(r"(https?://|www\.)[a-z]{2,8}\.(com|cn|net)(/[a-z0-9]{1,6})?", fullmatch=True)
HOUSE = st.from_regex(r"[1-9][0-9]?(号楼|栋|单元)|(中山|新华|海拉尔)(东路|大街)[1-9][0-9]{0,2}号", fullmatch=True)
SURNAMES = st.sampled_from(
    "王李张刘陈杨赵黄周吴徐孙胡朱林郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴"
)
TITLES = st.sampled_from("师傅 经理 站长 老板 主管 姐 律师".split())
TITLED = st.builds("".join, st.tuples(SURNAMES, TITLES))
CUES = st.sampled_from("我叫 他叫 老板姓 找".split())
CALLED = st.builds("".join, st.tuples(CUES, SURNAMES, st.sampled_from("伟芳娜敏磊军")))

PERSONAL = st.one_of(ELEVEN, ID_CARD, BANK_CARD, LANDLINE, PLATE, SPOKEN, HANDLE, LINK, HOUSE, TITLED, CALLED)


def kept(featurizer: Featurizer, said: str) -> bool:
    question = featurizer.typed_pinyin(normalize(said))
    return not never_kept(said, question, featurizer(question).words, featurizer.is_name)


@given(before=st.sampled_from(ASKED), personal=PERSONAL, after=st.sampled_from(ASKED))
@example(before="哪里能充电", personal="找苏军", after="哪里能充电")
def test_what_leads_to_somebody_is_never_kept(featurizer: Featurizer, before: str, personal: str, after: str) -> None:
    for said in (f"{before}{personal}{after}", f"{before} {personal} {after}", f"{before}，{personal}，{after}"):
        assert not kept(featurizer, said)


@pytest.mark.slow
@given(number=ELEVEN | ID_CARD | BANK_CARD, gap=st.sampled_from((" ", "-", ".", " - ", "，")), data=st.data())
def test_a_number_is_found_however_it_is_broken_up(
    featurizer: Featurizer, number: str, gap: str, data: st.DataObject
) -> None:
    places = data.draw(st.sets(st.integers(1, len(number) - 1), max_size=6))
    broken = "".join(gap + digit if place in places else digit for place, digit in enumerate(number))
    assert not kept(featurizer, f"打{broken}行吗")
    full_width = "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in number)
    assert not kept(featurizer, f"打{full_width}行吗")


@given(text=st.text("工资没发怎么办呢", min_size=LONGEST + 1, max_size=200))
def test_a_long_story_is_never_kept(featurizer: Featurizer, text: str) -> None:
    assert kept(featurizer, text) == (len(normalize(text).replace(" ", "")) <= LONGEST)


@given(text=st.text(max_size=60))
def test_any_text_is_judged(featurizer: Featurizer, text: str) -> None:
    assert kept(featurizer, text) in (True, False)


@pytest.mark.parametrize(
    "said",
    [
        "我叫王小明", "张伟欠我工资不给", "李建国在哪上班", "王师傅欠我钱", "巴特尔老板欠薪", "找赵铁柱", "举报刘翠花",
        "老王跑了", "我住在赛罕区万达小区", "微信abc_12", "密码是多少忘了，密码是a1b2", "车牌尾号8K3被贴条了",
        "加我qq 123", "laoban wangxiaoming qian wo gongzi",
    ],
)  # fmt: skip
def test_names_places_and_handles_are_heard(featurizer: Featurizer, said: str) -> None:
    assert not kept(featurizer, said)


@pytest.mark.parametrize(
    "said",
    [
        "电动车哪里充电", "12345管不管欠薪", "高温补贴发多少", "2025年夏令营报名", "小区不让骑手进", "保安不让进咋办",
        "站长不给结工资", "老板跑了", "一天跑12个小时算不算加班", "5000块钱押金不退", "家里三口人能申请困难补助吗",
        "几号发工资", "马上下雨了去哪躲",
    ],
)  # fmt: skip
def test_ordinary_questions_are_kept(featurizer: Featurizer, said: str) -> None:
    assert kept(featurizer, said)
