"""`ask --batch`: one answer a line, in order; a bad line costs only itself."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.assistant import Assistant
from bot.bootstrap import words
from bot.bootstrap.parts import shipped_regions
from bot.regions import Regions
from handlers.terminal.batch import WrongLine, answers, read_line
from tests.small_catalogue import HOHHOT, QINGHAI

REGIONS = shipped_regions()
KEYS = ["id", "outcome", "intent", "confidence", "services", "reply"]
SERVICE_KEYS = ["id", "title", "intent", "region", "applies", "as_of", "status", "source"]
SOURCE_KEYS = ["article", "headline", "byline", "as_of"]


async def batch(assistant: Assistant, *lines: Any) -> list[dict[str, Any]]:
    """What comes out; a line that is no bytes is written as JSON."""
    given = [line if isinstance(line, bytes) else orjson.dumps(line) + b"\n" for line in lines]
    return [orjson.loads(line) async for line in answers(given, assistant, REGIONS, HOHHOT)]


async def test_every_line_has_its_answer_in_order(assistant: Assistant) -> None:
    asked = [{"id": n, "text": text} for n, text in enumerate(("热饭怎么领", "你好", "今天天气怎么样", "", "查视力"))]
    found = await batch(assistant, *asked)
    assert [one["id"] for one in found] == [0, 1, 2, 3, 4]
    assert [one["outcome"] for one in found] == ["answer", "smalltalk", "unknown", "unknown", "answer"]
    assert all(list(one) == KEYS for one in found)
    assert [one["intent"] for one in found] == ["hot_meal", None, found[2]["intent"], None, "eye_check"]
    assert found[2]["intent"] is not None  # the best guess, whatever the outcome
    assert found[2]["services"] == []


async def test_a_service_has_the_keys_of_the_design(assistant: Assistant) -> None:
    (one,) = await batch(assistant, {"text": "热饭怎么领"})
    (service,) = one["services"]
    assert one["id"] is None
    assert list(service) == SERVICE_KEYS
    assert list(service["source"]) == SOURCE_KEYS
    assert (service["applies"], service["status"], service["region"]) == (False, "running", QINGHAI)
    assert "来源：《一碗热饭》记者 王五，2026年" in one["reply"]


async def test_a_conflict_comes_with_its_other_source(assistant: Assistant) -> None:
    (one,) = await batch(assistant, {"text": "讨薪帮办讨回多少钱"})
    by_id = {service["id"]: service for service in one["services"]}
    (other,) = by_id["wages-here"]["other_sources"]
    assert list(other) == SOURCE_KEYS
    assert other["headline"] == "讨薪路上"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"{broken", words.WRONG_LINE),
        (b'"text"', words.WRONG_LINE),
        (b"[1, 2]", words.WRONG_LINE),
        (b"\xff\xfe", words.WRONG_LINE),
        (b'{"text": "\\ud800"}', words.WRONG_LINE),
        (b"{}", words.WRONG_TEXT),
        (b'{"text": null}', words.WRONG_TEXT),
        (b'{"text": 5}', words.WRONG_TEXT),
        (b'{"text": "a", "region": 5}', words.WRONG_REGION_KIND),
        (b'{"text": "a", "session": [1]}', words.WRONG_SESSION),
    ],
)
async def test_a_bad_line_yields_its_error_and_the_rest_goes_on(assistant: Assistant, line: bytes, error: str) -> None:
    before, bad, after = await batch(assistant, {"id": "a", "text": "查视力"}, line, {"id": "b", "text": "查视力"})
    assert bad == {"id": None, "line": 2, "outcome": "error", "error": error}
    assert (before["id"], after["id"]) == ("a", "b")
    assert before["reply"] == after["reply"]


@pytest.mark.parametrize("region", ["亚特兰蒂斯", "鼓楼区", "xyz"])
async def test_a_region_unknown_or_ambiguous_is_an_error_with_the_id(assistant: Assistant, region: str) -> None:
    (bad,) = await batch(assistant, {"id": ["x", 1], "text": "查视力", "region": region})
    assert (bad["id"], bad["line"], bad["outcome"]) == (["x", 1], 1, "error")
    assert "region" in bad["error"]


async def test_blank_lines_are_skipped_but_counted(assistant: Assistant) -> None:
    found = await batch(assistant, b"\n", b"  \t\n", {"id": 1, "text": "查视力"}, b"\r\n", b"x")
    assert [one["id"] for one in found] == [1, None]
    assert found[1]["line"] == 5


@pytest.mark.parametrize("region", ["青海省", "青海", "西宁", "青海省西宁市"])
async def test_a_region_by_path_tail_or_everyday_name(assistant: Assistant, region: str) -> None:
    here, there = await batch(assistant, {"text": "热饭怎么领"}, {"text": "热饭怎么领", "region": region})
    assert [one["services"][0]["applies"] for one in (here, there)] == [False, True]


async def test_lines_of_one_session_are_one_conversation(assistant: Assistant) -> None:
    found = await batch(
        assistant,
        {"id": 1, "text": "查视力", "session": "a"},
        {"id": 2, "text": "哪能歇脚", "session": 7},
        {"id": 3, "text": "那几点", "session": "a"},
        {"id": 4, "text": "那几点", "session": "7"},
        {"id": 5, "text": "那几点"},
    )
    assert [one["intent"] for one in found[2:4]] == ["eye_check", "rest_stop"]
    assert [one["outcome"] for one in found[2:4]] == ["answer", "answer"]
    assert found[4]["outcome"] != "answer"


@given(st.lists(st.binary(max_size=60), max_size=6))
async def test_any_bytes_give_one_line_each_or_none_when_blank(lines: list[bytes]) -> None:
    for line in lines:
        try:
            text = read_line(line, REGIONS, HOHHOT).text
        except WrongLine as wrong:
            text = str(wrong)
        assert isinstance(text, str)


def test_a_line_is_read_with_its_region_as_a_full_path(regions: Regions) -> None:
    read = read_line(
        b'{"id": {"a": 1}, "text": "x", "region": "\xe8\xa5\xbf\xe5\xae\x81", "session": 3}', regions, HOHHOT
    )
    assert (read.id, read.text, read.region, read.session) == ({"a": 1}, "x", "青海省西宁市", "3")
    assert read_line(b'{"text": ""}', regions, HOHHOT).region == HOHHOT
