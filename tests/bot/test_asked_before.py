"""What was asked before is answered alike, by the catalogue of now, and neither words nor persons of it are kept."""

import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bot.answering import Answerer
from bot.asked_before import MOST, AskedBefore
from bot.catalogue import Snapshot
from bot.conversation import State
from bot.presenting import Turn
from bot.regions import Regions
from bot.reply import Message
from bot.understanding.features import Featurizer
from tests.small_catalogue import HOHHOT, QINGHAI, small_snapshot

DAY = date(2026, 11, 21)
QUESTIONS = ("歇脚站在哪", "师傅你好，歇脚站有多少个", "今天天气怎么样", "你好", "", "？", "夏令营还有吗", "mingtian")

Asks = Callable[..., Turn]


@pytest.fixture(scope="module")
def snapshot(featurizer: Featurizer) -> Snapshot:
    return small_snapshot(featurizer)


@pytest.fixture
def answerer(snapshot: Snapshot, regions: Regions) -> Answerer:
    return Answerer(snapshot, regions, HOHHOT)


@pytest.fixture
def memory(answerer: Answerer) -> AskedBefore:
    return AskedBefore(answerer, lambda: b"k" * 32)


@pytest.fixture
def asks(memory: AskedBefore) -> Asks:
    def ask(message: Message, state: State = State(), today: date = DAY) -> Turn:  # noqa: B008 # immutable
        return memory.turn(memory.answerer.read(message.text), message, state, today)

    return ask


def test_the_second_answer_is_the_first_and_each_region_and_day_has_its_own(asks: Asks, answerer: Answerer) -> None:
    for _ in range(2):
        for text in QUESTIONS:
            for region in (None, QINGHAI):
                for day in (DAY, date(2025, 7, 15)):
                    message = Message(text, region=region)
                    worked_out = answerer.turn(message, State(), day)
                    assert replace(asks(message, today=day), reasons=None) == replace(worked_out, reasons=None)


def test_each_talk_has_its_own_answer(asks: Asks, answerer: Answerer) -> None:
    talks = [State(), *(asks(Message(text)).state for text in QUESTIONS)]
    messages = [Message(text) for text in (*QUESTIONS, "有多少个", "不是，我问的是夏令营", "1")]
    messages += [Message("", choice="m"), Message("", choice="e:city-stops")]
    for _ in range(2):
        for talked in talks:
            for message in messages:
                worked_out = answerer.turn(message, talked, DAY)
                assert replace(asks(message, talked), reasons=None) == replace(worked_out, reasons=None)


def test_nothing_is_kept_of_a_talk_about_stations_near_somebody(asks: Asks, memory: AskedBefore) -> None:
    asks(Message("歇脚站有多少个"), State(stations=("017", "020"), seen=2))
    assert not memory._turns


def test_a_bounded_number_is_kept_and_neither_words_nor_places(asks: Asks, memory: AskedBefore) -> None:
    for number in range(MOST + 10):
        asks(Message(f"我是张三{number}号，海拉尔路歇脚站在哪"))
    assert len(memory._turns) == MOST
    kept = pickle.dumps(memory._turns)
    assert "歇脚站".encode() in kept  # of the answers
    assert not any(word.encode() in kept for word in ("张三", "海拉尔路"))


def test_what_is_kept_of_a_question_differs_from_process_to_process(answerer: Answerer) -> None:
    kept: list[bytes] = []
    for key in (b"a" * 32, b"b" * 32):
        memory = AskedBefore(answerer, lambda key=key: key)  # type: ignore[misc] # bound at once
        memory.turn("歇脚站在哪", Message("歇脚站在哪"), State(), DAY)
        kept += memory._turns
    assert len(set(kept)) == 2
