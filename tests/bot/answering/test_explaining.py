"""Why an utterance is answered as it is."""

import re
from dataclasses import replace

import pytest

from bot.answering import why_words as words
from bot.answering.assistant import Assistant
from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions
from bot.understanding.taught import TaughtPhrases
from data.catalogue.entries import ExamplePhrase
from tests.bot.answering.talking import assistant_over
from tests.small_catalogue import HOHHOT


def lines(assistant: Assistant, text: str, region: str | None = None) -> list[str]:
    return assistant.explain(text, region).split("\n")


def test_an_answer_tells_words_scores_confidence_region_and_entry(assistant: Assistant) -> None:
    said = lines(assistant, "歇脚站有多少个")
    assert said[0] == words.WHY_HEAD.format(text="歇脚站有多少个")
    assert said[1].startswith("词：歇脚")
    assert words.WHY_NOT_TAUGHT in said
    (scores,) = [line for line in said if line.startswith("主题打分：歇脚站")]
    best, second, margin, out = (float(part) for part in re.findall(r"-?\d+\.\d\d", scores))
    assert best > second
    assert margin == pytest.approx(best - second, abs=0.011)
    assert out < best
    assert words.WHY_REGION_OWN.format(region="呼和浩特市") in said
    assert any(line.startswith("条目：《呼市歇脚站》（city-stops）") and "包括呼和浩特市" in line for line in said)
    assert said[-1] == words.WHY_OUTCOMES["answer"]


def test_a_name_in_the_question_is_told(assistant: Assistant) -> None:
    assert any(line.startswith("听到的条目名：《全区歇脚站》像 100%") for line in lines(assistant, "全区歇脚站有几个"))


def test_what_is_not_ours_tells_the_out_of_scope_score(assistant: Assistant) -> None:
    said = lines(assistant, "今天天气怎么样")
    assert said[-1] == words.WHY_OUTCOMES["unknown"]
    assert not any(line.startswith("条目：") for line in said)


def test_a_doubt_tells_the_entries_that_are_offered(assistant: Assistant) -> None:
    doubtful = next(
        text
        for text in ("免费的", "孩子", "工会有没有", "眼睛 热饭", "夏令营 热饭", "律师 视力")
        if _chooses(assistant, text)
    )
    said = lines(assistant, doubtful)
    assert said[-1] == words.WHY_OUTCOMES["choose"]
    assert sum(line.startswith("条目：") for line in said) >= 2


def _chooses(assistant: Assistant, text: str) -> bool:
    return lines(assistant, text)[-1] == words.WHY_OUTCOMES["choose"]


def test_a_region_that_is_named_and_not_ours_is_told(assistant: Assistant) -> None:
    said = lines(assistant, "青海的热饭怎么领")
    assert words.WHY_REGION_NAMED.format(region="青海省") in said
    own = lines(assistant, "热饭怎么领")
    assert any("青海省，不管呼和浩特市，只作外地例子" in line for line in own)


def test_the_state_of_what_is_over_or_to_come_is_told(assistant: Assistant) -> None:
    assert any("已经结束（2025年8月20日）" in line for line in lines(assistant, "孩子的夏令营怎么报名"))


def test_a_taught_phrase_is_told_with_what_it_was_taught_to(small: Snapshot, regions: Regions) -> None:
    phrases = [
        ExamplePhrase("rest_stop", "外卖箱放哪安全", "taught", True, "district-stop"),
        ExamplePhrase(None, "哪里查视力", "taught", True),
    ]
    assistant = assistant_over(replace(small, taught=TaughtPhrases(phrases, str)), regions)
    said = lines(assistant, "外卖箱放哪儿安全", HOHHOT)
    assert any(line == "教过的问法：「外卖箱放哪安全」像 93% → 《赛罕区夜间歇脚站》" for line in said), said
    assert any(line.startswith("条目：《赛罕区夜间歇脚站》") for line in said)
    none = lines(assistant, "哪里查视力")
    assert any(words.NOT_OURS in line for line in none)
    assert none[-1] == words.WHY_OUTCOMES["unknown"]


@pytest.mark.parametrize("text", ["你好", "谢谢", "。。。"])
def test_what_a_pattern_decided_is_said_to_be_so(assistant: Assistant, text: str) -> None:
    assert words.WHY_PATTERN in lines(assistant, text)
