"""What people ask of a service and its page does not tell is said first, and no stray figure stands in its place."""

import pytest

from bot.answering import words
from bot.answering.assistant import Assistant
from bot.understanding.details import Detail, detail_asked
from bot.words import HOTLINE
from tests.bot.answering.talking import Talk, card, first


@pytest.mark.parametrize(
    ("asked", "detail"),
    [
        ("疗休养几岁能去", Detail.AGE),
        ("技能培训五十岁还能学吗", Detail.AGE),
        ("疗休养老婆能跟着去吗", Detail.FAMILY),
        ("退休了能去疗休养吗", Detail.RETIRED),
        ("送温暖临时工给不给", Detail.TEMPORARY),
        ("职工书屋外地人能借书吗", Detail.OUTSIDER),
        ("夏令营还有名额吗", Detail.QUOTA),
        ("医疗互助最高报多少", Detail.CAP),
        ("医疗互助一年要交多少钱", Detail.OWN_SHARE),
        ("医疗互助住院能报多少", Detail.PAID_OUT),
        ("困难职工一次给多少钱", Detail.SUM_EACH),
        ("哺乳室要押证件不", Detail.PLEDGE),
        ("技能比赛奖金多少", Detail.PRIZE),
        ("心理咨询要不要报名字", Detail.SECRECY),
        ("工会律师几点上班", Detail.OPENING),
        ("疗休养去几天", Detail.LENGTH),
        ("技能培训有没有电工班", Detail.COURSE),
    ],
)
async def test_the_very_thing_asked_is_said_not_to_be_written(shipped: Assistant, asked: str, detail: Detail) -> None:
    reply = await Talk(shipped).say(asked)
    assert detail_asked(asked) is detail
    assert card(reply).lead.startswith(words.DETAIL_NOT_WRITTEN[detail])
    assert HOTLINE in reply.text


@pytest.mark.parametrize(
    ("asked", "first_line"),
    [
        ("救助站几点关门", "24小时"),
        ("暖新保自己要交多少钱", "青海"),
        ("医疗互助每人补多少", "10元"),
        ("疗休养名额多少", "7.8万"),
    ],
)
async def test_what_the_entry_tells_is_not_denied(shipped: Assistant, asked: str, first_line: str) -> None:
    lead = card(await Talk(shipped).say(asked)).lead
    assert first_line in lead
    assert not lead.startswith("报道没有写")


async def test_who_it_is_for_is_told_where_somebody_asks_for_himself(shipped: Assistant) -> None:
    reply = await Talk(shipped).say("退休了能去疗休养吗")
    audience = shipped.snapshot.entries[first(reply).id].audience
    assert audience is not None
    assert audience in card(reply).lead


async def test_a_part_of_the_region_that_the_page_does_not_name(shipped: Assistant) -> None:
    lead = card(await Talk(shipped).say("玉泉区有没有心理咨询室")).lead
    assert lead.startswith("报道没有写")
    assert "玉泉区" in lead


async def test_a_detail_of_what_is_elsewhere_still_says_where(shipped: Assistant) -> None:
    lead = card(await Talk(shipped).say("夏令营几岁能去")).lead
    assert lead.startswith(words.DETAIL_NOT_WRITTEN[Detail.AGE])
    assert "青海" in lead


async def test_a_guide_of_the_subject_tells_what_the_page_does_not(shipped: Assistant) -> None:
    for asked, told in (("法律援助要掏钱不", "不收费"), ("律师咨询收不收费", "不收费")):
        reply = await Talk(shipped).say(asked)
        assert told in card(reply).lead
        assert "报道没有写" not in reply.text
