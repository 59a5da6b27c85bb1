"""What unions commonly offer and no page tells of: it is named, nothing is promised, a number is there to dial."""

import pytest

from bot.answering.assistant import Assistant
from bot.answering.browsing import bundle, shelves
from bot.regions import Regions
from bot.reply import Card, Outcome
from bot.words import HOTLINE
from tests.bot.answering.talking import TODAY, Talk
from tests.small_catalogue import HOHHOT


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("孩子考上师范了，工会能给发点助学金不", "student_aid"),
        ("工会给单身的人办相亲会吗", "matchmaking"),
        ("我下月办喜事，工会给不给慰问金", "family_gifts"),
        ("会费一年得交几块", "member_dues"),
        ("换了厂子，会籍咋转过去", "member_transfer"),
        ("会员卡弄丢了去哪补", "member_card"),
        ("端午工会给会员发粽子吗", "holiday_gifts"),
        ("想开个小饭馆，工会能给贷点款吗", "small_loans"),
        ("工会哪天免费给人理发", "handy_services"),
        ("水泥厂干了十年，工会能给查尘肺不", "dust_screening"),
        ("焊工证考下来了，工会给报销多少", "cert_subsidy"),
        ("工会的暑托班几点能接孩子", "childcare"),
        ("工会给骑手发雨衣头盔吗", "work_gear"),
        ("过年工会给不给包大巴回老家", "home_trips"),
        ("工会有没有免费的瑜伽课", "sports_classes"),
    ],
)
async def test_it_is_named_and_the_nearest_other_service_does_not_answer(
    shipped: Assistant, said: str, subject: str
) -> None:
    reply = await Talk(shipped).say(said)
    assert (reply.outcome, reply.intent, reply.services) == (Outcome.ANSWER, subject, ())
    assert reply.text.startswith(shipped.snapshot.subjects[subject].name)
    assert HOTLINE in reply.text
    assert not any(isinstance(block, Card) for block in reply.blocks)


async def test_asking_on_is_not_answered_in_the_same_words(shipped: Assistant) -> None:
    talk = Talk(shipped)
    said = [(await talk.say(one)).text for one in ("工会相亲会怎么报名", "那几号办", "怎么报名", "去哪报")]
    assert all(HOTLINE in one and "相亲" in one for one in said)
    assert said[0] != said[1] != said[2] != said[3]


async def test_only_a_service_that_serves_is_put_beside_it(shipped: Assistant) -> None:
    aid = await Talk(shipped).say("金秋助学怎么报名")
    beside = [choice.id.removeprefix("e:") for choice in aid.choices]
    assert {shipped.snapshot.intent_of[entry] for entry in beside} == {"hardship_relief"}
    assert not (await Talk(shipped).say("工会相亲会怎么报名")).choices


async def test_menus_leave_it_out_and_its_button_is_answered(shipped: Assistant, regions: Regions) -> None:
    filled = {f"i:{subject.id}" for subject in shipped.snapshot.filled_subjects}
    assert {choice.id for choice in shipped.menu().choices} == filled
    assert {f"i:{shelf.subject.id}" for shelf in shelves(shipped.snapshot)} == filled
    assert "i:matchmaking" not in filled
    pressed = await Talk(shipped).press("i:matchmaking")
    assert pressed.text.startswith(shipped.snapshot.subjects["matchmaking"].name)
    kept = {one.id: one.card for one in bundle(shipped.snapshot, regions, HOHHOT, TODAY)}
    assert kept["matchmaking"].lead == pressed.text


async def test_of_two_needs_it_is_one(shipped: Assistant) -> None:
    reply = await Talk(shipped).say("老板拖着工资不给，另外工会有没有助学金")
    assert shipped.snapshot.subjects["student_aid"].name in reply.text
    assert any(service.intent == "wages_owed" for service in reply.services)


async def test_a_check_up_is_not_the_screening_of_women(shipped: Assistant) -> None:
    for said in ("工会给做全身检查吗", "职工体检", "厂里体检什么时候"):
        reply = await Talk(shipped).say(said)
        assert reply.intent == "health_check"
        assert "两癌" not in reply.text.split("\n")[0]
    women = await Talk(shipped).say("女职工体检")
    assert "两癌" in women.text.split("\n")[0]
