"""A reckoning in a talk: button by button, the rule and the article below the result, and nothing kept of it."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.assistant import Assistant
from bot.answering.guide_cards import article_number
from bot.answering.memory import ProcessMemory
from bot.catalogue.snapshot import Snapshot
from bot.reckoning import words
from bot.reckoning.steps import RECKONINGS, label_of, reckoned
from bot.regions import Regions
from bot.reply import Buttons, Card, Outcome
from data.seeding.seed_files import Seeds
from tests.bot.answering.talking import TODAY, Talk, assistant_over, card

NUMBERS = re.compile(r"来源：(?P<law>\S+?)(?P<articles>[0-9、]+)条（(?P<year>\d{4})年版）")


@pytest.mark.parametrize(
    ("asked", "pressed", "lead"),
    [
        (
            "被辞退能赔多少钱",
            ("算补偿", "3年", "多出不到半年", "5000元"),
            "该给 3.5 个月工资的补偿，一个月 5000 元的话约 17500 元。",
        ),
        ("被辞退能赔多少钱", ("算补偿", "不到1年", "半年以上", "先算月数"), "该给 1 个月工资的补偿。"),
        ("被辞退能赔多少钱", ("算补偿", "更久", "13年", "正好整年", "先算月数"), "该给 13 个月工资的补偿。"),
        (
            "现在申请仲裁还来得及吗",
            ("算截止日", "2026年3月", "11到20号"),
            "最晚 2027年3月11日 前去申请仲裁，越早越好。",
        ),
        ("现在申请仲裁还来得及吗", ("算截止日", "更早"), words.DEADLINE_EARLIER),
        ("国庆加班给几倍工资", ("算加班费", "法定节假日", "20元", "8小时"), "该给 480 元加班费。"),
        ("年假有几天", ("算年假", "更久", "12年"), "一年有 10 天带薪年假。"),
        ("年假有几天", ("算年假", "不到1年"), words.LEAVE_NONE),
    ],
)
async def test_buttons_lead_to_the_result_with_its_rule_and_article(
    shipped: Assistant, asked: str, pressed: tuple[str, ...], lead: str
) -> None:
    talk = Talk(shipped)
    reply = await talk.say(asked)
    for label in pressed:
        assert reply.outcome is Outcome.ANSWER or isinstance(reply.blocks[-1], Buttons)
        reply = await talk.press({choice.label: choice.id for choice in reply.choices}[label])
    shown = card(reply)
    assert shown.lead == lead
    assert NUMBERS.fullmatch(shown.source)
    assert "12333" in reply.text


async def test_a_label_or_a_number_that_is_written_presses_the_button(shipped: Assistant) -> None:
    talk = Talk(shipped)
    await talk.say("被辞退能赔多少钱")
    for text in ("算补偿", "3年", "2", "5000元"):
        reply = await talk.say(text)
    assert card(reply).lead.startswith("该给 3.5 个月")


async def test_nothing_that_was_pressed_is_kept_once_the_result_is_there(
    shipped_snapshot: Snapshot, regions: Regions
) -> None:
    memory = ProcessMemory()
    talk = Talk(assistant_over(shipped_snapshot, regions, memory=memory))
    opened = await talk.say("被辞退能赔多少钱")
    before = await memory.recall("test:1", 0)
    for label in ("算补偿", "3年", "正好整年", "5000元"):
        opened = await talk.press({choice.label: choice.id for choice in opened.choices}[label])
    after = await memory.recall("test:1", 0)
    assert (after.intent, after.shown) == (before.intent, before.shown)
    assert after.offered == ("c:severance",)


@pytest.mark.parametrize(
    "target", ["", "nonsense", "severance:999", "severance:3:2", "severance:3:1:1", "leave:-1", "deadline:2026-13"]
)
def test_what_was_never_offered_is_no_step(target: str) -> None:
    assert reckoned(target, TODAY) is None


def _every(target: str) -> Iterator[str]:
    yield target
    blocks = reckoned(target, TODAY)
    assert blocks is not None
    if not any(isinstance(block, Card) for block in blocks):
        for block in blocks:
            if isinstance(block, Buttons):
                for choice in block.choices[:3] + block.choices[-2:]:
                    yield from _every(choice.id.removeprefix("c:"))


@pytest.mark.parametrize("name", list(RECKONINGS))
def test_every_way_through_fits_a_button_and_ends(name: str) -> None:
    for target in _every(name):
        assert len(f"c:{target}") <= 64
        assert label_of(target, TODAY)


@given(st.text(alphabet="severancdlinot:0123456789-f", max_size=40))
def test_whatever_is_sent_as_a_button_s_id_is_answered_or_refused(target: str) -> None:
    blocks = reckoned(target, TODAY)
    assert blocks is None or isinstance(blocks[-1], Buttons)


def test_each_article_below_a_result_stands_in_a_guide_that_is_proved(seeds: Seeds) -> None:
    """The figures of the rules are proved where the guides that lead to them are."""
    known = {
        (passage.title, article_number(passage.article))
        for guide in seeds.guides
        for passage in guide.passages
        if passage.article is not None
    }
    for source in (words.SEVERANCE_LAW, words.DEADLINE_LAW, words.OVERTIME_LAW, words.LEAVE_LAW):
        said = NUMBERS.fullmatch(source)
        assert said is not None
        assert {(said["law"], int(number)) for number in said["articles"].split("、")} <= known, source


def test_each_reckoning_is_led_to_by_a_guide(seeds: Seeds) -> None:
    assert {guide.reckons for guide in seeds.guides} == {None, *RECKONINGS}
