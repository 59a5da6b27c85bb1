"""Dangers here and now get the number first; what merely sounds alike, or is over, gets none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.emergencies import Emergency, emergency, harmed_at_work
from bot.reply import Card, Message, Outcome
from bot.understanding.features import Featurizer
from bot.understanding.normalize import normalize
from bot.wording import answering as words
from tests.bot.talking import Talk

EVERYBODY_KNOWS = {"110", "119", "120", "122"}

DANGERS = (
    (Emergency.HURT, "有人晕倒了"),
    (Emergency.HURT, "快来人啊，工友触电了！"),
    (Emergency.HURT, "师傅从架子上掉下来了没动静"),
    (Emergency.HURT, "有個騎手倒地上叫不醒"),
    (Emergency.HURT, "手让机器绞了，流血止不住"),
    (Emergency.HURT, "工地塌了埋了人"),
    (Emergency.HURT, "摔了一跤腿断了起不来"),
    (Emergency.HURT, "煤气中毒了两个人"),
    (Emergency.HURT, "救命"),
    (Emergency.CRASH, "我被车撞了"),
    (Emergency.CRASH, "让大货车给撞咧"),
    (Emergency.CRASH, "撞到一个老太太"),
    (Emergency.CRASH, "刚被车撞了算不算工伤"),
    (Emergency.CRASH, "出车祸了腿动不了"),
    (Emergency.VIOLENCE, "站长打我"),
    (Emergency.VIOLENCE, "昨天站长打了我，咋办"),
    (Emergency.VIOLENCE, "我被几个人打了"),
    (Emergency.VIOLENCE, "顾客拿刀追我"),
    (Emergency.VIOLENCE, "保安把我打流血了"),
    (Emergency.VIOLENCE, "老板把我关屋里不让走"),
    (Emergency.VIOLENCE, "他说要弄死我"),
    (Emergency.VIOLENCE, "被抢劫了手机没了"),
    (Emergency.FIRE, "换电柜着火了"),
    (Emergency.FIRE, "宿舍起火了咋办"),
    (Emergency.FIRE, "电动车冒烟着起来了"),
    (Emergency.SELF_HARM, "我弟最近总说活着没意思"),
    (Emergency.HURT, "jiuming"),
    (Emergency.HURT, "you ren yun dao le"),
    (Emergency.HURT, "有人晕到了"),
    (Emergency.HURT, "有人触店了咋办"),
    (Emergency.CRASH, "wo bei che zhuang le zen me ban"),
    (Emergency.CRASH, "我被车装了"),
    (Emergency.FIRE, "zhao huo le"),
    (Emergency.VIOLENCE, "zhanzhang da wo"),
    (Emergency.SELF_HARM, "bu xiang huo le"),
)

NO_DANGER = (
    "撞单了", "老打我电话", "站长打我电话没接到", "打我一个电话就行", "工资打我卡里", "老板打我主意",
    "打我的评分太低", "被打差评了", "被平台打回来了", "顾客给我打了一星", "打车多少钱", "打工人打工魂",
    "打死也不干了", "打人工电话", "打了12351没人接", "这游戏老被打死", "晕了", "晕死", "晕车药买啥",
    "累死了", "气死我了", "饿死了", "笑死", "困死我了", "爱死你了", "想死你了", "跳楼价大甩卖", "这单火了",
    "小店火起来了", "火车票", "燃气灶打不着火", "被抢单了", "单子被抢了", "导航撞墙了", "跟同事撞衫了",
    "撞车险怎么报", "生意翻车了", "轮胎没气了", "手机网断了", "手机掉水里了", "中暑了吃什么", "救命稻草",
    "救命啊太好笑了", "催收电话骚扰我", "心累得喘不过气", "站长把我单价砍了", "触电急救培训有没有",
    "预防性骚扰讲座", "车祸电影推荐",
)  # fmt: skip

OVER = (
    "去年被车撞了工伤还没认定",
    "送餐路上被撞了算不算工伤",
    "上个月从架子上掉下来，包工头不管",
    "腿骨折住了二十天院能补多少",
    "家里着火烧了个精光，有没有救急的钱",
)


def told(text: str, featurizer: Featurizer) -> Emergency | None:
    normalized = normalize(text)
    return emergency(normalized, featurizer.syllables(normalized), featurizer.syllables)


@pytest.mark.parametrize(("kind", "text"), DANGERS)
async def test_a_danger_gets_its_number_in_the_first_line(shipped: Assistant, kind: Emergency, text: str) -> None:
    reply = await shipped.reply(Message(text))
    assert reply.text.split("\n")[0] == kind.value


@pytest.mark.parametrize("text", [*NO_DANGER, *OVER])
async def test_what_sounds_alike_or_is_over_raises_no_alarm(
    shipped: Assistant, featurizer: Featurizer, text: str
) -> None:
    assert told(text, featurizer) is None
    said = (await shipped.reply(Message(text))).text
    assert not any(kind.value in said for kind in Emergency)


def test_no_number_is_named_but_those_that_everybody_knows() -> None:
    for kind in Emergency:
        named = set(re.findall(r"\d+", kind.value))
        assert named
        assert named <= EVERYBODY_KNOWS


@pytest.mark.parametrize("text", ["快来人啊工友触电了", "站长打我", "手让机器绞了流血止不住"])
async def test_harm_over_work_gets_legal_aid_after_the_number(
    shipped: Assistant, featurizer: Featurizer, text: str
) -> None:
    kind = told(text, featurizer)
    assert kind is not None
    assert harmed_at_work(kind, normalize(text))
    reply = await shipped.reply(Message(text))
    assert (reply.outcome, reply.intent) == (Outcome.ANSWER, "legal_aid")
    assert isinstance(reply.blocks[1], Card)
    assert "来源" in reply.text


async def test_other_harm_is_answered_with_the_number_and_a_button_to_legal_aid(shipped: Assistant) -> None:
    talk = Talk(shipped)
    reply = await talk.say("我被车撞了")
    assert (reply.outcome, reply.services) == (Outcome.UNKNOWN, ())
    assert [choice.id for choice in reply.choices] == ["i:legal_aid"]
    assert words.SAFE_FIRST in reply.text
    assert (await talk.say("1")).intent == "legal_aid"


async def test_fire_is_answered_with_the_number_alone(shipped: Assistant) -> None:
    reply = await shipped.reply(Message("换电柜着火了"))
    assert (reply.outcome, reply.text) == (Outcome.UNKNOWN, words.FIRE)


async def test_a_danger_is_no_miss(shipped: Assistant) -> None:
    talk = Talk(shipped)
    await talk.say("今天限号多少")
    await talk.say("换电柜着火了")
    assert words.NOT_OURS in (await talk.say("今天限号多少")).text


@given(st.text(alphabet="被让我车撞打人了死火着救命断腿 电话", max_size=500))
def test_any_run_of_alarming_characters_is_judged(featurizer: Featurizer, text: str) -> None:
    assert told(text, featurizer) in (None, *Emergency)
