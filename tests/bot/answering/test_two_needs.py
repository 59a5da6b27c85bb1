"""Two needs of one message: where it is cut, both answered, one need told in many words answered once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.assistant import Assistant
from bot.answering.two_needs import MOST_CLAUSES, TRAITS, PairWeights, clauses, shipped_weights
from bot.reply import Card
from data.seeding.need_messages import digest_of, read_messages
from data.seeding.seed_files import Seeds, seeds_folder
from tests.bot.answering.talking import Talk


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("站长欠我工资 还有我想入会", ["站长欠我工资", "还有我想入会"]),
        ("工资不给顺便问下体检", ["工资不给", "顺便问下体检"]),
        ("工资不给 顺便 问下体检", ["工资不给", "顺便问下体检"]),
        ("老板嘞 我在厂里干了两个月", ["老板嘞", "我在厂里干了两个月"]),
        ("公司停了社保 我还被人事天天骂", ["公司停了社保", "我还被人事天天骂"]),
        ("还有别的驿站吗", ["还有别的驿站吗"]),
        ("七折疗休养还能报不", ["七折疗休养还能报不"]),
        ("", []),
    ],
)
def test_a_message_is_cut_where_it_goes_on_to_something_else(text: str, parts: list[str]) -> None:
    assert clauses(text) == parts


@given(st.text(alphabet="工资欠押金还有另外顺便 ", max_size=60))
def test_clauses_lose_nothing_that_was_said(text: str) -> None:
    parts = clauses(" ".join(text.split()))
    said = "".join(parts)
    assert "".join(text.split()).startswith(said)
    assert len(parts) == MOST_CLAUSES or said == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "我四月进的站，一直干到九月，站长说下个月发，等了又等，到现在三个月工资还没给我",
        "早上送餐的时候，路口窜出来一辆面包车，把我撞倒了，胳膊骨折，站里不给报工伤",
        "站长让我交身份证，说怕我跑了，现在我不干了，他不还给我",
    ],
)
async def test_one_need_told_in_many_clauses_gets_its_whole_answer(shipped: Assistant, text: str) -> None:
    """What the story only touches on may stand in a line below."""
    whole, *below = [block for block in (await Talk(shipped).say(text)).blocks if isinstance(block, Card)]
    assert (len(whole.lines) >= 4, [card.lines for card in below]) == (True, [()] * len(below))


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("保洁干了俩月一分钱没给，另外你们哪有歇脚喝水的地方", {"wages_owed", "station"}),
        ("怀孕五个月被开了，社保也一直没给我交", {"women_workers", "social_insurance"}),
        ("送货摔断了腿站里不管，还想问问工会的免费体检在哪报名", {"work_injury", "health_check"}),
    ],
)
async def test_both_needs_are_told_of(shipped: Assistant, text: str, subjects: set[str]) -> None:
    reply = await Talk(shipped).say(text)
    assert {service.intent for service in reply.services} == subjects


async def test_what_is_only_touched_on_is_told_below_the_whole_answer_and_opened_by_a_button(
    shipped: Assistant,
) -> None:
    talk = Talk(shipped)
    reply = await talk.say("他辞了我，工资也压着，给几个月补偿")
    first, second = [block for block in reply.blocks if isinstance(block, Card)]
    assert (len(first.lines) > len(second.lines), second.lead.startswith("您还说到：")) == (True, True)
    opened = await talk.press(reply.choices[-1].id)
    assert opened.services[0].intent == "wages_owed"


def test_the_weights_were_learnt_from_the_messages_that_stand_there() -> None:
    fitted_on = (seeds_folder() / "needs" / "fitted_on.txt").read_text(encoding="utf-8").strip()
    assert fitted_on == digest_of(seeds_folder()), "python -m bot.answering.need_fitting learns them anew"
    assert len(shipped_weights().weights) == len(TRAITS)


def test_every_message_tells_of_known_subjects(seeds: Seeds) -> None:
    messages, problems = read_messages(seeds_folder(), {subject.id for subject in seeds.subjects})
    assert problems == []
    assert {len(message.needs) for message in messages} == {1, 2}


@given(st.lists(st.floats(-3, 3), min_size=len(TRAITS), max_size=len(TRAITS)))
def test_a_score_grows_with_what_speaks_for_both(traits: list[float]) -> None:
    weights = PairWeights(tuple(1.0 for _ in TRAITS), 0.0)
    assert weights.score([trait + 1 for trait in traits]) > weights.score(traits)
