"""Stations through the one door, on a channel without buttons, and while no list is loaded."""

from datetime import datetime

import pytest

from bot.answering.assistant import Assistant
from bot.answering.memory import ProcessMemory
from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions
from bot.reply import Message, Outcome, Place
from bot.stations import words
from bot.stations.asking import StationAnswers
from bot.stations.holidays import ChineseHolidays
from data.stations.geodesy import Point
from data.storage.engine import Database
from tests.bot.answering.talking import Talk
from tests.data.stations.station_rows import put, record
from tests.small_catalogue import HOHHOT

NOW = datetime(2026, 11, 20, 10)


@pytest.fixture
def assistant(shipped_snapshot: Snapshot, regions: Regions, database: Database) -> Assistant:
    """Overrides that of the small catalogue: the subject of stations is one of the shipped catalogue."""
    stations = StationAnswers(database, regions, HOHHOT, lambda: NOW, ChineseHolidays(), "station")
    return Assistant(
        shipped_snapshot, regions, HOHHOT, ProcessMemory(), database, lambda: 0.0, lambda: NOW.date(), stations
    )


async def test_without_a_list_the_pages_answer_and_it_is_said(assistant: Assistant) -> None:
    talk = Talk(assistant)
    reply = await talk.say("驿站在哪")
    assert reply.text.startswith(words.NOT_LOADED)
    assert "来源：" in reply.text
    assert reply.services[0].intent == "station"
    reply = await talk.say("工会驿站有多少个")
    assert words.NOT_LOADED not in reply.text
    reply = await assistant.reply(Message(location=Point(40.8, 111.7)))
    assert reply.text == words.NOT_LOADED_ALONE


async def test_choices_are_answered_by_number(assistant: Assistant, database: Database) -> None:
    await put(database, [record("017", hours="24小时"), record("018", hours="24小时", district=f"{HOHHOT}新城区")])
    talk = Talk(assistant)
    asked = await talk.say("找驿站")
    assert asked.outcome is Outcome.CHOOSE
    labels = [choice.label for choice in asked.choices]
    reply = await talk.say(str(labels.index("新城区") + 1))
    (place,) = [block for block in reply.blocks if isinstance(block, Place)]
    assert place.lead == "018 测试站018"
    assert [link.label for link in place.links] == [words.AMAP, words.BAIDU, words.TENCENT]
    assert place.links[0].url in reply.text


async def test_a_persons_own_district_is_answered_at_once(assistant: Assistant, database: Database) -> None:
    await put(database, [record("017", hours="24小时")])
    reply = await Talk(assistant, f"{HOHHOT}赛罕区").say("驿站在哪")
    assert "017" in reply.text
    assert reply.services  # and what the pages say of stations stays known to whoever reads the JSON


async def test_a_danger_comes_before_any_station(assistant: Assistant, database: Database) -> None:
    await put(database, [record("017", name="新华广场驿站", hours="24小时")])
    reply = await Talk(assistant).say("我在新华广场驿站门口有人打我")
    assert "110" in reply.text
    assert "017" not in reply.text


async def test_another_province_is_answered_by_the_pages(assistant: Assistant, database: Database) -> None:
    await put(database, [record("017", hours="24小时")])
    reply = await Talk(assistant).say("青海有驿站吗")
    assert "青海" in reply.text
    assert "017" not in reply.text


@pytest.mark.parametrize("place", [Point(91.0, 0.0), Point(0.0, float("nan")), Point(40.0, 181.0)])
async def test_a_place_that_is_none_is_said_to_be_none(assistant: Assistant, database: Database, place: Point) -> None:
    await put(database, [record("017", hours="24小时")])
    assert (await assistant.reply(Message(location=place))).text == words.NO_SUCH_PLACE
