"""Riders who look for a station: by location, by words, by the code at a door; where they are is never kept."""

import logging
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.answering import words as answering
from bot.answering.assistant import Assistant
from bot.answering.memory import PersistentMemory
from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions
from bot.stations import words
from bot.stations.asking import StationAnswers
from bot.stations.holidays import ChineseHolidays
from data.people.conversations import Conversations
from data.stations.directory import attend
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from handlers.telegram.dispatch import words as dispatch_wording
from handlers.telegram.message import words as message_wording
from handlers.telegram.wire.secrecy import token_kept_secret
from tests.data.stations.station_rows import SAIHAN, put, record
from tests.fake_bot_api import TOKEN, Json
from tests.handlers.telegram.conftest import Clock, Dialogue

RIDER, OTHER, THIRD = 1001, 1002, 1003
GROUP = -1_000_000_000_005
HOHHOT = "内蒙古自治区呼和浩特市"
HERE = (40.8123456, 111.6987654)
"""Where the rider stands: digits that stand nowhere else."""

NOW = datetime(2026, 11, 20, 10)  # a Friday


class Noon:
    """A local time that a test can move."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def noon() -> Noon:
    return Noon()


@pytest.fixture
def assistant(
    shipped_snapshot: Snapshot, regions: Regions, database: Database, commits: GroupCommit, clock: Clock, noon: Noon
) -> Assistant:
    stations = StationAnswers(database, regions, HOHHOT, noon, ChineseHolidays(), "station")
    memory = PersistentMemory(Conversations(database, commits))
    return Assistant(shipped_snapshot, regions, HOHHOT, memory, database, clock, lambda: noon.now.date(), stations)


@pytest.fixture
async def stations(database: Database) -> None:
    await put(
        database,
        [
            record("017", 40.8150, 111.7000, name="新华广场驿站", hours="每天8:00-20:00",
                   facilities=("water", "charge"), phone="0471-0000017", checked_on=date(2026, 10, 1)),
            record("018", 40.8200, 111.7050, name="诺和木勒大街驿站", hours="24小时", facilities=("water", "meal")),
            record("019", 40.8300, 111.7100, name="夜间驿站", hours="20:00-6:00", facilities=("charge",)),
            record("020", 40.8250, 111.7080, name="没写时间的站"),
            record("021", 40.8350, 111.7200, name="展览馆东路司机之家", hours="24小时", facilities=("rest",)),
            record("022", 40.8130, 111.6990, name="撤了的站", hours="24小时", state="gone"),
            record("031", 40.8700, 111.6600, name="新城区一号站", hours="24小时", district=f"{HOHHOT}新城区"),
        ],
    )  # fmt: skip


async def stand(dialogue: Dialogue, person: int, place: tuple[float, float] = HERE, **more: object) -> list[Json]:
    location = {"latitude": place[0], "longitude": place[1]}
    return await dialogue.told(dialogue.api.message(person, location=location, **more))  # type: ignore[arg-type]


def buttons(message: Json) -> dict[str, str]:
    markup = message["reply_markup"] or {"inline_keyboard": []}
    return {b["text"]: b.get("callback_data") or b["url"] for row in markup["inline_keyboard"] for b in row}


pytestmark = pytest.mark.usefixtures("stations")


async def test_a_location_gets_the_three_nearest_open_ones_and_a_map(dialogue: Dialogue) -> None:
    answer, venue = await stand(dialogue, RIDER)
    lines = answer["text"].splitlines()
    assert lines[0] == words.NEAREST_OPEN
    named = [line for line in lines if line[:2] in ("1.", "2.", "3.")]
    assert [line.split()[1] for line in named] == ["017", "018", "021"]
    assert "约 310 米" in named[0]
    assert "步行约 5 分钟，骑行约 2 分钟（按直线估的）" in lines
    assert "开着，到今天 20:00" in lines
    assert "核实：2026-10-01；来源：工会驿站清单" in lines
    assert venue["venue"]["title"] == "新华广场驿站"
    assert venue["venue"]["location"] == {"latitude": 40.815, "longitude": 111.7}
    maps = buttons(venue)
    assert list(maps) == ["高德导航", "百度导航", "腾讯导航"]
    assert "mode=ride" in maps["高德导航"]
    assert "mode=riding" in maps["百度导航"]
    assert "type=bike" in maps["腾讯导航"]
    # Each in its own system: 高德's lies some 500 m from the satellites', 百度's farther on.
    assert "40.815" not in maps["高德导航"] + maps["百度导航"] + maps["腾讯导航"]


async def test_what_follows_on_takes_up_the_stations_found(dialogue: Dialogue, noon: Noon) -> None:
    await stand(dialogue, RIDER)
    (charging, _) = await dialogue.say(RIDER, "哪个能充电")
    assert "017" in charging["text"] and "018" not in charging["text"]  # noqa: PT018
    assert "有充电" in charging["text"]
    noon.now = datetime(2026, 11, 20, 21)
    (still, _) = await dialogue.say(RIDER, "现在还开着吗")
    assert still["text"].startswith("现在 21:00：")
    assert "现在没开，明天 8:00开" in still["text"]
    (farther, _) = await dialogue.say(RIDER, "远一点的也行")
    assert "没写时间的站" in farther["text"] and "017" not in farther["text"]  # noqa: PT018
    (last,) = await dialogue.say(RIDER, "下一个")
    assert last["text"].startswith(words.NO_MORE_STATIONS)


async def test_at_night_only_what_is_open_then(dialogue: Dialogue, noon: Noon) -> None:
    noon.now = datetime(2026, 11, 21, 2)
    answer, _ = await stand(dialogue, RIDER)
    named = [line.split()[1] for line in answer["text"].splitlines() if line[:2] in ("1.", "2.", "3.")]
    assert named == ["018", "019", "021"]


async def test_nothing_within_five_kilometres_names_the_nearest_anyway(dialogue: Dialogue) -> None:
    answer, venue = await stand(dialogue, RIDER, (41.5, 111.7))
    assert answer["text"].startswith(words.NOTHING_CLOSE_OPEN)
    assert "公里" in answer["text"]
    assert venue["venue"]["title"] == "新城区一号站"


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("赛罕区", "017"),
        ("赛罕区的驿站在哪", "017"),
        ("新华广场附近", "017"),
        ("新华广场附近有驿站吗", "017"),
        ("诺和木勒大街有驿站吗", "018"),
        ("新华广厂附近的驿站", "017"),
        ("017", "017"),
        ("17号站", "017"),
        ("31号驿站几点关门", "031"),
        ("/nearby 新城区", "031"),
        ("/start st_031", "031"),
    ],
)
async def test_a_place_in_words_or_a_number_is_understood(dialogue: Dialogue, said: str, first: str) -> None:
    answer, venue = await dialogue.say(RIDER, said)
    number = next(line for line in answer["text"].splitlines()[1:]).removeprefix("1. ").split()[0]
    assert number == first
    assert "venue" in venue


@pytest.mark.parametrize("said", ["驿站", "驿站在哪", "找驿站", "附近哪能喝口热水", "谁也没听说过的楼附近"])
async def test_without_a_place_it_is_asked_for(dialogue: Dialogue, said: str) -> None:
    (asked,) = await dialogue.say(RIDER, said)
    assert asked["text"] == f"{words.FROM_WHERE}\n{message_wording.SEND_PLACE}"
    found = buttons(asked)
    assert list(found) == ["新城区", "赛罕区"]  # in the official order
    answer, _ = await dialogue.press(RIDER, asked, found["新城区"])
    assert "031" in answer["text"]


async def test_what_was_asked_for_before_the_place_is_said_of_it(dialogue: Dialogue) -> None:
    await dialogue.say(RIDER, "附近哪儿能热饭")
    answer, _ = await stand(dialogue, RIDER)
    assert answer["text"].splitlines()[0] == words.NEAREST_HAVING.format(facilities="热饭")
    assert answer["text"].splitlines()[1].startswith("018")
    assert "有热饭" in answer["text"]


@pytest.mark.parametrize("said", ["菜鸟驿站在哪", "驿站取快递几点关门", "附近有妈妈驿站吗"])
async def test_shops_that_keep_parcels_are_not_ours(dialogue: Dialogue, said: str) -> None:
    told = await dialogue.say(RIDER, said)
    assert not any("venue" in one for one in told)
    assert words.FROM_WHERE not in told[0]["text"]


async def test_parcels_are_not_ours_in_a_talk_on_stations_either(dialogue: Dialogue) -> None:
    await dialogue.say(RIDER, "赛罕区")
    (told,) = await dialogue.say(RIDER, "菜鸟驿站几点关门")
    assert told["text"] == answering.CALL_PARCELS


async def test_what_the_pages_know_is_still_answered_from_them(dialogue: Dialogue) -> None:
    (answer,) = await dialogue.say(RIDER, "工会驿站有多少个")
    assert "来源：" in answer["text"]


async def test_nearby_asks_for_the_location_and_offers_districts(dialogue: Dialogue) -> None:
    ask, offer = await dialogue.say(RIDER, "/nearby")
    assert ask["text"] == message_wording.SEND_PLACE
    assert {"text": message_wording.KEYBOARD_LOCATION, "request_location": True} in ask["reply_markup"]["keyboard"][0]
    assert "赛罕区" in buttons(offer)
    (in_group,) = await dialogue.say(RIDER, "/nearby", chat=GROUP)
    assert "赛罕区" in buttons(in_group)
    assert message_wording.SEND_PLACE not in in_group["text"]
    assert message_wording.SEND_PLACE_PRIVATELY in in_group["text"]
    (answer,) = await dialogue.press(RIDER, in_group, buttons(in_group)["赛罕区"])
    assert "018" in answer["text"]  # and no map, which would fill the group


async def test_a_location_in_a_group_is_sent_to_the_private_chat(dialogue: Dialogue) -> None:
    ours = (await dialogue.say(RIDER, "/help", chat=GROUP))[0]
    (answer,) = await stand(dialogue, RIDER, chat=GROUP, reply_to_message=ours)
    assert answer["text"] == message_wording.SEND_PLACE_PRIVATELY
    assert await stand(dialogue, RIDER, chat=GROUP) == []


async def test_a_shut_door_can_be_told_in_words(dialogue: Dialogue) -> None:
    await dialogue.say(RIDER, "017")
    (noted,) = await dialogue.say(RIDER, "没开门")
    assert noted["text"] == words.SHUT_NOTED
    await stand(dialogue, OTHER)
    (which,) = await dialogue.say(OTHER, "到了，门锁着")
    assert list(buttons(which)) == ["017 没开门", "018 没开门", "021 没开门"]
    (noted,) = await dialogue.press(OTHER, which, buttons(which)["018 没开门"])
    assert noted["text"] == words.SHUT_NOTED


async def test_a_live_location_is_read_once_and_its_way_not_followed(dialogue: Dialogue) -> None:
    update = dialogue.api.message(RIDER, location={"latitude": 40.81, "longitude": 111.7, "live_period": 900})
    assert len(await dialogue.told(update)) == 2
    moved = {**update["message"], "edit_date": 1, "location": {"latitude": 40.9, "longitude": 111.7}}
    assert await dialogue.told({"update_id": update["update_id"] + 1, "edited_message": moved}) == []


async def test_three_different_people_make_a_shut_door_known(dialogue: Dialogue, noon: Noon) -> None:
    answer, _ = await dialogue.say(RIDER, "017")
    shut = buttons(answer)["017 没开门"]
    for person in (RIDER, RIDER, OTHER):
        (noted,) = await dialogue.press(person, answer, shut)
        assert noted["text"] == words.SHUT_NOTED
    answer, _ = await dialogue.say(THIRD, "017")
    assert words.PLACE_REPORTED not in answer["text"]
    await dialogue.press(THIRD, answer, shut)
    dialogue.clock.now += 60
    answer, _ = await dialogue.say(RIDER, "017")
    assert words.PLACE_REPORTED in answer["text"]
    noon.now = datetime(2026, 11, 21, 10)
    dialogue.clock.now += 60
    answer, _ = await dialogue.say(RIDER, "017")
    assert words.PLACE_REPORTED not in answer["text"]  # of yesterday


async def test_a_station_that_staff_shut_is_not_offered(dialogue: Dialogue, database: Database) -> None:
    async with database.write_rows() as connection:
        await attend(connection, "017", closed_until=NOW.date(), fault="饮水机坏了")
    answer, _ = await stand(dialogue, RIDER)
    assert "017" not in answer["text"]
    answer, _ = await dialogue.say(RIDER, "017")
    assert "临时关门，到 2026-11-20" in answer["text"]
    assert "报修中：饮水机坏了" in answer["text"]


async def everything_kept(database: Database) -> str:
    """Every value of every table."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table'"
    if not database.is_sqlite:
        names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    async with database.engine.connect() as connection:
        tables = list((await connection.execute(text(names))).scalars())
        found = [tuple(row) for name in tables for row in await connection.execute(text(f'SELECT * FROM "{name}"'))]
    return repr(found)


def on_disk(database: Database) -> bytes:
    """The files of the database, free pages included; PostgreSQL's are out of a client's sight."""
    files = [Path(f"{database.url.database}{end}") for end in ("", "-wal")] if database.is_sqlite else []
    return b"".join(file.read_bytes() for file in files if file.exists())


async def test_where_a_rider_stands_is_neither_kept_nor_logged(
    dialogue: Dialogue, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with token_kept_secret(TOKEN):  # as the program serves
        await stand(dialogue, RIDER)
        await dialogue.say(RIDER, "哪个能充电")
        async with database.write_rows() as connection:  # and an answer that breaks in the middle
            await connection.execute(text("ALTER TABLE station RENAME TO called"))
        (sorry,) = await stand(dialogue, RIDER)
    assert sorry["text"] == dispatch_wording.APOLOGY
    assert any(record.levelno >= logging.ERROR for record in caplog.records)
    logged = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    caplog.clear()
    kept = await everything_kept(database)
    raw = on_disk(database)
    for digits in ("40.8123", "111.6987", "408123", "1116987", "40.79", "111.68"):  # and the corners of a box around
        assert digits not in logged
        assert digits not in kept
        assert digits.encode() not in raw
    assert SAIHAN in kept  # the search does look at the tables
