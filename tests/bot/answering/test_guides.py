"""A trouble is answered by its guide: what holds, the first steps, whom to call, the law; what follows leads on."""

import pytest

from bot.answering import guide_words, words
from bot.answering.assistant import Assistant
from bot.answering.guide_cards import article_number
from bot.answering.neighbours import neighbour
from bot.reply import Card, Outcome
from bot.understanding.near_work import near_work
from bot.understanding.normalize import normalize
from data.seeding.guide_checks import HOTLINES
from data.seeding.seed_files import Seeds
from tests.bot.answering.talking import Talk, card, first


@pytest.mark.parametrize(
    ("text", "guide", "number"),
    [
        ("三个月工资没给了咋办", "guide-wages-owed", "12333"),
        ("装备押金不给退", "guide-gear-deposit", "12333"),
        ("怀孕了公司要辞退我", "guide-pregnant", "12338"),
        ("怎么申请劳动仲裁", "guide-arbitration", "12333"),
    ],
)
async def test_the_first_reply_says_what_holds_three_steps_and_whom_to_call(
    shipped: Assistant, text: str, guide: str, number: str
) -> None:
    reply = await Talk(shipped).say(text)
    shown = card(reply)
    assert reply.outcome is Outcome.ANSWER
    assert first(reply).id.startswith(guide)
    assert [line[0] for line in shown.lines[:3]] == ["1", "2", "3"]
    assert number in reply.text
    assert "条" in shown.source


async def test_a_case_that_stands_in_a_longer_story_is_answered_first(shipped: Assistant) -> None:
    told = "去年在石料厂让皮带绞了手，前天鉴定出来是九级伤残，想问问这个一次能补几个月"
    assert "九级9个月" in card(await Talk(shipped).say(told)).lead


async def test_the_union_s_service_stands_below_with_its_page_and_only_where_it_holds(shipped: Assistant) -> None:
    here = await Talk(shipped).say("公司欠我三个月工资")
    assert "工会能帮：内蒙古工会法律援助" in here.text
    assert "《" in card(here).source
    elsewhere = await Talk(shipped, region="安徽省合肥市").say("公司欠我三个月工资")
    assert "工会能帮" not in elsewhere.text


async def test_what_is_asked_next_stays_on_the_guide_and_the_same_card_does_not_come_twice(shipped: Assistant) -> None:
    talk = Talk(shipped)
    opened = await talk.say("公司欠我三个月工资")
    said = [opened.text]
    for text in ("要带什么材料", "去哪办", "没签合同也行吗", "再细点", "再细点"):
        reply = await talk.say(text)
        assert first(reply).id == first(opened).id, text
        said.append(reply.text)
    assert len(set(said)) == len(said)


async def test_that_a_text_of_law_is_no_advice_is_said_once_a_talk(shipped: Assistant) -> None:
    talk = Talk(shipped)
    told = [(await talk.say(text)).text for text in ("公司欠我三个月工资", "装备押金不给退", "站长让我明天别来了")]
    assert [guide_words.NOT_A_LAWYER in text for text in told] == [True, False, False]


async def test_every_guide_opens_by_its_button_and_each_part_says_something_to_dial(
    shipped: Assistant, seeds: Seeds
) -> None:
    for guide in seeds.guides:
        opened = await Talk(shipped).press(f"g:{guide.id}")
        assert first(opened).id == guide.id
        assert guide.answer in opened.text
        for choice in opened.choices:
            if not choice.id.startswith("g:"):
                continue  # a reckoning, whose steps are tested by themselves
            part = await Talk(shipped).press(choice.id)
            assert first(part).id == guide.id
            assert any(number in part.text for number in HOTLINES), choice.id


async def test_a_guide_that_is_gone_or_a_part_that_is_none_is_told(shipped: Assistant) -> None:
    for choice in ("g:guide-gone", "g:guide-wages-owed:nonsense"):
        assert (await Talk(shipped).press(choice)).text == words.STALE_CHOICE


async def test_two_needs_of_one_message_get_both_with_their_sources(shipped: Assistant) -> None:
    reply = await Talk(shipped).say("站长欠我两个月工资，还有附近哪能歇脚充电")
    assert {service.intent for service in reply.services} == {"wages_owed", "station"}
    assert reply.text.count("来源") == 2


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("押金不退，另外想知道驿站能不能充电", {"fines_deposit", "station"}),
        ("我被开除了，而且公司从来没给我交社保", {"dismissal", "social_insurance"}),
        ("送单摔伤了没人管 顺便问下怎么入工会", {"work_injury", "join_union"}),
        ("请问老板欠我三个月工资，在哪儿能找到律师帮我", {"wages_owed", "legal_aid"}),
        ("没给签过合同，社保一分没交", {"labour_contract", "social_insurance"}),
        ("老板欠我俩月工资 昨天又说不用我来了", {"wages_owed", "dismissal"}),
    ],
)
async def test_two_needs_get_two_cards_one_number_to_dial_and_a_button_each(
    shipped: Assistant, text: str, subjects: set[str]
) -> None:
    talk = Talk(shipped)
    reply = await talk.say(text)
    cards = [block for block in reply.blocks if isinstance(block, Card)]
    assert {service.intent for service in reply.services} == subjects
    assert len(cards) == len(reply.choices) == 2
    assert all(len(one.lines) <= 2 and "来源" in one.source for one in cards)
    assert any(number in reply.text for number in HOTLINES)
    opened = await talk.press(reply.choices[1].id)
    assert first(opened).id == reply.services[1].id


@pytest.mark.parametrize(
    "text", ["我想投诉平台", "投诉站长", "罚款太多", "跑单中暑了", "老板说话太难听了", "站里规矩太多", "这活没法干"]
)
async def test_what_speaks_of_work_is_never_told_to_be_none_of_the_union_s(shipped: Assistant, text: str) -> None:
    assert near_work(normalize(text)) or text == "这活没法干"
    talk = Talk(shipped)
    for _ in range(3):
        reply = await talk.say(text)
        assert "不归工会管" not in reply.text
        assert "不是工会的事" not in reply.text
        assert any(number in reply.text for number in HOTLINES), reply.text


@pytest.mark.parametrize(
    ("text", "number"), [("我的包裹到哪了", "12305"), ("驾照扣分怎么查", "12123"), ("公积金怎么取", "12329")]
)
async def test_a_neighbour_s_business_gets_its_number(shipped: Assistant, text: str, number: str) -> None:
    assert number in (neighbour(normalize(text)) or "")
    reply = await Talk(shipped).say(text)
    assert (reply.outcome, number in reply.text) == (Outcome.UNKNOWN, True)


@pytest.mark.parametrize("text", ["我妈礼拜三住的院", "每个礼拜只歇半天", "三个月工资拜拜了", "我被拉黑88次了"])
async def test_a_complaint_is_never_taken_for_thanks(shipped: Assistant, text: str) -> None:
    assert (await Talk(shipped).say(text)).outcome is not Outcome.SMALLTALK


async def test_a_guide_is_found_by_what_riders_say_of_its_trouble(shipped: Assistant, seeds: Seeds) -> None:
    """By their titles and other names alone two of five are led to another one."""
    asked = [(guide.id, text) for guide in seeds.guides for text in guide.said[:3]]
    led = [(await Talk(shipped).say(f"请问{text}")).services for _, text in asked]
    right = [guide in {service.id for service in services} for (guide, _), services in zip(asked, led, strict=True)]
    assert sum(right) >= 0.9 * len(asked)


@pytest.mark.parametrize(
    ("chinese", "number"), [("一", 1), ("十", 10), ("二十", 20), ("八十五", 85), ("一百一十", 110), ("二百五十", 250)]
)
def test_articles_are_numbered_as_people_read_them(chinese: str, number: int) -> None:
    assert article_number(chinese) == number
