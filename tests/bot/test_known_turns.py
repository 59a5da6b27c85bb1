"""What was asked before is answered alike, by the catalogue of now, and no words of it are kept."""

import pickle
from datetime import date

import pytest

from bot.answering import Answerer
from bot.catalogue import Snapshot
from bot.conversation import State
from bot.known_turns import MOST, KnownTurns
from bot.regions import Regions
from bot.reply import Message
from bot.understanding.features import Featurizer
from tests.small_catalogue import HOHHOT, QINGHAI, small_snapshot

DAY = date(2026, 11, 21)
QUESTIONS = ("歇脚站在哪", "歇脚站有多少个", "今天天气怎么样", "你好", "", "夏令营还有吗")


@pytest.fixture(scope="module")
def snapshot(featurizer: Featurizer) -> Snapshot:
    return small_snapshot(featurizer)


@pytest.fixture
def answerer(snapshot: Snapshot, regions: Regions) -> Answerer:
    return Answerer(snapshot, regions, HOHHOT)


def test_the_second_answer_is_the_first_and_each_region_and_day_has_its_own(answerer: Answerer) -> None:
    known = KnownTurns(answerer)
    for _ in range(2):
        for text in QUESTIONS:
            for region in (None, QINGHAI):
                for day in (DAY, date(2025, 7, 15)):
                    message = Message(text, region=region)
                    assert known.turn(message, State(), day) == answerer.turn(message, State(), day)


def test_a_follow_up_and_a_button_are_answered_by_what_was_talked_about(answerer: Answerer) -> None:
    known = KnownTurns(answerer)
    talked = known.turn(Message("歇脚站在哪"), State(), DAY).state
    for message in (Message("有多少个"), Message(choice="m"), Message("第一个", choice="e:city-stops")):
        known.turn(message, State(), DAY)
        assert known.turn(message, talked, DAY) == answerer.turn(message, talked, DAY)


def test_a_bounded_number_is_kept_and_never_the_words(answerer: Answerer) -> None:
    known = KnownTurns(answerer)
    for number in range(MOST + 10):
        known.turn(Message(f"我是张三{number}号"), State(), DAY)
    kept = known._turns
    assert len(kept) == MOST
    assert "张三".encode() not in pickle.dumps(kept)
