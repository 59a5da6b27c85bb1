"""What was said before means the same again, by the catalogue of now, and neither words nor persons of it are kept."""

import pickle
from datetime import date

import pytest

from bot.answering.answerer import Answerer
from bot.answering.meanings import MOST, Meanings
from bot.catalogue.snapshot import Snapshot
from bot.dialogue import DialogueState, Response
from bot.regions import Regions
from bot.reply import Message
from bot.understanding.features import Featurizer
from tests.small_catalogue import HOHHOT, QINGHAI, small_snapshot

DAY = date(2026, 11, 21)
QUESTIONS = (
    "歇脚站在哪", "师傅你好，歇脚站有多少个", "青海歇脚站有多少个", "今天天气怎么样", "你好", "", "？", "夏令营还有吗",
    "mingtian", "有多少个", "不是，我问的是夏令营", "还有别的吗", "有人打我", "1",
)  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(featurizer: Featurizer) -> Snapshot:
    return small_snapshot(featurizer)


@pytest.fixture
def meanings(snapshot: Snapshot, regions: Regions) -> Meanings:
    return Meanings(snapshot, regions, lambda: b"k" * 32)


@pytest.mark.slow
def test_the_second_answer_is_the_first_in_every_talk_region_and_on_every_day(
    snapshot: Snapshot, regions: Regions, meanings: Meanings
) -> None:
    def anew(message: Message, talked: DialogueState, day: date) -> Response:
        return Answerer(snapshot, regions, HOHHOT, Meanings(snapshot, regions)).respond(message, talked, day)

    answerer = Answerer(snapshot, regions, HOHHOT, meanings)
    talks = (DialogueState(), *(anew(Message(text), DialogueState(), DAY).state for text in QUESTIONS))
    for _ in range(2):
        for talked in talks:
            for text in QUESTIONS:
                for region, day in ((None, DAY), (QINGHAI, DAY), (None, date(2025, 7, 15))):
                    message = Message(text, region=region)
                    assert answerer.respond(message, talked, day) == anew(message, talked, day)


@pytest.mark.slow
def test_a_bounded_number_is_kept_and_neither_words_nor_places(
    snapshot: Snapshot, regions: Regions, meanings: Meanings
) -> None:
    answerer = Answerer(snapshot, regions, HOHHOT, meanings)
    for number in range(MOST + 10):
        answerer.respond(Message(f"我是张三{number}号，海拉尔路歇脚站在哪"), DialogueState(), DAY)
    assert len(meanings._known) == MOST
    kept = pickle.dumps(meanings._known)
    assert "呼市歇脚站".encode() in kept  # of the answers
    assert not any(word.encode() in kept for word in ("张三", "海拉尔路"))


def test_what_is_kept_differs_from_process_to_process(snapshot: Snapshot, regions: Regions) -> None:
    kept: set[bytes] = set()
    keys = iter((b"a" * 32, b"b" * 32))
    for _ in range(2):
        meanings = Meanings(snapshot, regions, lambda: next(keys))
        meanings.of("歇脚站在哪", HOHHOT, DAY)
        kept.update(meanings._known)
    assert len(kept) == 2
