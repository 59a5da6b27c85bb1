"""Dangers here and now get the number first; what merely sounds alike, or is over, gets none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import danger_words, words
from bot.answering.assistant import Assistant
from bot.answering.emergencies import SAID_FIRST, said_first
from bot.answering.first_aid import FITTING
from bot.reply import Card, Message, Outcome
from bot.understanding.danger import DangerHearing
from bot.understanding.normalize import normalize
from data.catalogue.dangers import DangerKind
from tests.bot.answering.talking import Talk

EVERYBODY_KNOWS = {"110", "119", "120", "122", "12356", "12345", "96110", "12338", "12333"}

DANGERS = (
    (DangerKind.INJURY, "有人晕倒了"),
    (DangerKind.INJURY, "快来人啊，工友触电了！"),
    (DangerKind.FALL, "师傅从架子上掉下来了没动静"),
    (DangerKind.INJURY, "有個騎手倒地上叫不醒"),
    (DangerKind.INJURY, "手让机器绞了，流血止不住"),
    (DangerKind.FALL, "工地塌了埋了人"),
    (DangerKind.FALL, "摔了一跤腿断了起不来"),
    (DangerKind.INJURY, "煤气中毒了两个人"),
    (DangerKind.INJURY, "救命"),
    (DangerKind.CRASH, "我被车撞了"),
    (DangerKind.CRASH, "让大货车给撞咧"),
    (DangerKind.CRASH, "撞到一个老太太"),
    (DangerKind.CRASH, "刚被车撞了算不算工伤"),
    (DangerKind.CRASH, "出车祸了腿动不了"),
    (DangerKind.VIOLENCE, "站长打我"),
    (DangerKind.VIOLENCE, "昨天站长打了我，咋办"),
    (DangerKind.VIOLENCE, "我被几个人打了"),
    (DangerKind.VIOLENCE, "顾客拿刀追我"),
    (DangerKind.VIOLENCE, "保安把我打流血了"),
    (DangerKind.VIOLENCE, "老板把我关屋里不让走"),
    (DangerKind.THREAT, "他说要弄死我"),
    (DangerKind.VIOLENCE, "被抢劫了手机没了"),
    (DangerKind.FIRE, "换电柜着火了"),
    (DangerKind.FIRE, "宿舍起火了咋办"),
    (DangerKind.FIRE, "电动车冒烟着起来了"),
    (DangerKind.SELF_HARM, "我弟最近总说活着没意思"),
    (DangerKind.INJURY, "jiuming"),
    (DangerKind.INJURY, "you ren yun dao le"),
    (DangerKind.INJURY, "有人晕到了"),
    (DangerKind.INJURY, "有人触店了咋办"),
    (DangerKind.CRASH, "wo bei che zhuang le zen me ban"),
    (DangerKind.CRASH, "我被车装了"),
    (DangerKind.FIRE, "zhao huo le"),
    (DangerKind.VIOLENCE, "zhanzhang da wo"),
    (DangerKind.SELF_HARM, "bu xiang huo le"),
    (DangerKind.CRASH, "跑了三个月外卖，刚才被车撞了，腿动不了，血流一地"),
    (DangerKind.INJURY, "入职半年，今天机器把手指头切掉了，血止不住"),
    (DangerKind.INJURY, "上个月来的新人触电了，没反应"),
    (DangerKind.VIOLENCE, "欠我四个月工资，老板正带着人打我"),
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
    "去年摔的腿，现在还疼，能报工伤吗",
    "三个月前被站长打了一顿，现在想告他",
    "单位没交过社保，我一气之下走了，能不能要补偿金，社保也想让他补上",
)


@pytest.mark.parametrize(("kind", "text"), DANGERS)
async def test_a_danger_gets_its_number_in_the_first_line(shipped: Assistant, kind: DangerKind, text: str) -> None:
    reply = await shipped.reply(Message(text))
    assert reply.text.startswith(said_first(kind, normalize(text)))


@pytest.mark.parametrize("text", [*NO_DANGER, *OVER])
async def test_what_sounds_alike_or_is_over_raises_no_alarm(shipped: Assistant, text: str) -> None:
    assert shipped.in_danger(text) is None
    said = (await shipped.reply(Message(text))).text
    assert not any(line in said for line in SAID_FIRST.values())


def test_every_kind_has_a_number_and_names_none_but_those_that_everybody_knows() -> None:
    for kind in DangerKind:
        assert set(re.findall(r"\d+", SAID_FIRST[kind]))
        assert set(re.findall(r"\d{3,}", said_first(kind, ""))) <= EVERYBODY_KNOWS
    for aid in FITTING:
        assert set(re.findall(r"\d{3,}", f"{aid.first} {aid.next}")) <= EVERYBODY_KNOWS


@pytest.mark.parametrize(
    ("text", "intent"),
    [("快来人啊工友触电了", None), ("站长打我", None), ("手让机器绞了流血止不住", None), ("我被车撞了", "work_injury")],
)
async def test_harm_gets_the_number_and_what_helps_later_behind_one_button(
    shipped: Assistant, text: str, intent: str | None
) -> None:
    talk = Talk(shipped)
    reply = await talk.say(text)
    assert any(reply.text.startswith(said_first(kind, normalize(text))) for kind in DangerKind)
    assert not any(isinstance(block, Card) for block in reply.blocks)
    assert intent in (None, reply.intent)
    assert [choice.id for choice in reply.choices] == [f"i:{reply.intent}"]
    assert (await talk.say("1")).intent == reply.intent


async def test_who_asks_what_becomes_of_the_harm_is_answered_below_the_number(shipped: Assistant) -> None:
    reply = await shipped.reply(Message("刚被车撞了算不算工伤"))
    assert reply.text.startswith(danger_words.CRASH)
    assert any(isinstance(block, Card) for block in reply.blocks)


async def test_fire_is_answered_with_what_helps_in_it_alone(shipped: Assistant) -> None:
    reply = await shipped.reply(Message("换电柜着火了"))
    assert (reply.outcome, reply.text) == (Outcome.UNKNOWN, said_first(DangerKind.FIRE, ""))


async def test_a_danger_is_no_miss(shipped: Assistant) -> None:
    talk = Talk(shipped)
    await talk.say("红烧肉怎么做")
    await talk.say("换电柜着火了")
    assert words.NOT_OURS in (await talk.say("红烧肉怎么做")).text


@pytest.mark.parametrize(
    "text", ["工资要不回来，我就从楼顶跳下去", "欠了二十万网贷，站在桥上了，不想活了", "再见了，下辈子再见"]
)
async def test_who_thinks_of_ending_their_life_is_met_warmly_and_with_no_lawyer(shipped: Assistant, text: str) -> None:
    reply = await shipped.reply(Message(text))
    assert reply.text.startswith(danger_words.SELF_HARM)
    assert re.findall(r"\d+", reply.text)[:3] == ["12356", "120", "110"]
    assert reply.intent == "counselling"
    assert not any(service.intent == "legal_aid" for service in reply.services)
    assert len(reply.choices) <= 1


async def test_no_counselling_of_another_province_is_named(shipped: Assistant) -> None:
    reply = await Talk(shipped, region="青海省西宁市").say("我不想活了")
    assert reply.text == said_first(DangerKind.SELF_HARM, "")


async def test_who_has_no_roof_is_led_to_the_rescue_station_of_the_region(shipped: Assistant) -> None:
    reply = await shipped.reply(Message("今晚没地方睡，外面零下十度"))
    assert reply.text.startswith(danger_words.COLD_HUNGER)
    assert (reply.intent, reply.services[0].id) == ("street_rescue", "hohhot-rescue-24h")


async def test_a_danger_cuts_what_was_talked_about(shipped: Assistant) -> None:
    talk = Talk(shipped)
    await talk.say("哪里有热饭吃")
    reply = await talk.say("我不想活了")
    assert reply.text.startswith(danger_words.SELF_HARM)
    after = await talk.say("还有别的吗")
    assert after.intent != "station"


async def test_what_is_told_after_a_crash_is_about_it(shipped: Assistant) -> None:
    talk = Talk(shipped)
    await talk.say("送餐被车撞了")
    assert (await talk.say("交警判他全责")).intent == "work_injury"


async def test_who_lies_in_hospital_needs_no_ambulance(shipped: Assistant) -> None:
    assert shipped.in_danger("老乡从架子上掉下来在ICU躺着呢，包工头人影都找不见") is None


async def test_a_danger_comes_before_a_courtesy_and_before_the_buttons_on_the_screen(shipped: Assistant) -> None:
    talk = Talk(shipped)
    await talk.say("欠薪找谁")
    reply = await talk.say("谢谢你们，我走了，孩子就拜托你们照顾了，下辈子再还")
    assert reply.text.startswith(danger_words.SELF_HARM)


@pytest.mark.parametrize("text", ["谢谢", "再见", "晚安", "拜拜", "1", "没事了", "我走了，下班了"])
def test_courtesies_are_no_danger(shipped: Assistant, text: str) -> None:
    assert shipped.in_danger(text) is None


@given(st.text(alphabet="被让我车撞打人了死火着救命断腿 电话", max_size=500))
def test_any_run_of_alarming_characters_is_judged(danger: DangerHearing, text: str) -> None:
    found = danger.danger_in(text)
    assert found is None or 0 < found.probability < 1
