"""Staff who look after stations: shut, open again, out of order, reported; and a new list as a document."""

from datetime import UTC, datetime

import pytest

from bot.people.roles import Role
from bot.people.staff import Staff
from bot.stations import words
from data.people.audit import Actor, newest
from data.stations.directory import StationRecord, by_codes
from data.stations.shut_reports import report
from data.storage.engine import Database
from handlers.telegram.dispatch import words as wording
from tests.bot.stations.lists import HEADINGS, changed, csv_file, xlsx_file
from tests.data.stations.station_rows import put, record
from tests.handlers.telegram.conftest import OWNER, Dialogue

STAFF, RIDER = 1001, 1002


@pytest.fixture(autouse=True)
async def at_work(database: Database, staff: Staff) -> None:
    await staff.grant(Actor(f"tg:{OWNER}", "telegram"), f"tg:{STAFF}", Role.STAFF)
    await put(database, [record("017", name="甲站"), record("018", name="乙站")])


async def station(database: Database, code: str = "017") -> StationRecord:
    return (await by_codes(database, [code]))[0]


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("closed today", "2027-01-15"),
        ("关", "2027-01-15"),
        ("关 今天", "2027-01-15"),
        ("closed until 2027-02-01", "2027-02-01"),
        ("关 到 2027年2月1日", "2027-02-01"),
        ("关 到2027/2/1", "2027-02-01"),
    ],
)
async def test_a_station_is_shut_for_a_time_and_opened_again(
    dialogue: Dialogue, database: Database, said: str, until: str
) -> None:
    (answer,) = await dialogue.say(STAFF, f"/station 17 {said}")
    assert answer["text"] == f"记下了：017 甲站；临时关门，到 {until}"
    assert str((await station(database)).closed_until) == until
    (answer,) = await dialogue.say(STAFF, "/station 017 open")
    assert answer["text"] == "恢复开门：017 甲站"
    assert (await station(database)).closed_until is None
    acts = [(act.action, act.subject, act.before, act.after) for act in await newest(database, 2)]
    assert acts == [("station.open", "017", until, None), ("station.close", "017", None, until)]


async def test_a_fault_is_noted_until_it_is_mended(dialogue: Dialogue, database: Database) -> None:
    await dialogue.say(STAFF, "/station 018 fault 饮水机 坏了")
    assert (await station(database, "018")).fault == "饮水机 坏了"
    (care,) = await dialogue.say(STAFF, "/station")
    assert "报修的：\n018 乙站；报修中：饮水机 坏了" in care["text"]
    await dialogue.say(STAFF, "/station 018 fixed")
    assert (await station(database, "018")).fault is None


@pytest.mark.parametrize("said", ["017 怎么", "017 关 到 明年", "!!", "017 fault", "导入"])
async def test_what_is_not_understood_gets_the_usage(dialogue: Dialogue, said: str) -> None:
    (answer,) = await dialogue.say(STAFF, f"/station {said}")
    assert answer["text"] == words.STATION_HELP


async def test_a_number_that_does_not_exist_is_said(dialogue: Dialogue) -> None:
    (answer,) = await dialogue.say(STAFF, "/station 999 open")
    assert answer["text"] == words.NO_SUCH_STATION


async def test_doors_that_three_people_found_shut_are_shown_to_staff(dialogue: Dialogue, database: Database) -> None:
    today = datetime.fromtimestamp(dialogue.clock.now, UTC).date()
    for person in ("tg:1", "tg:2", "tg:2"):
        await report(database, "017", person, today)
    (care,) = await dialogue.say(STAFF, "/station")
    assert care["text"].startswith(words.CARE_NOTHING)
    await report(database, "017", "tg:3", today)
    (care,) = await dialogue.say(STAFF, "/station")
    assert care["text"].startswith(f"{words.CARE_REPORTED}\n017 甲站（3 人）")
    await dialogue.say(STAFF, "/station 017 open")
    dialogue.clock.now += 60
    (care,) = await dialogue.say(STAFF, "/station")
    assert care["text"].startswith(words.CARE_NOTHING)


# --- a list as a document ---
async def test_a_list_is_shown_first_and_taken_with_a_button(dialogue: Dialogue, database: Database) -> None:
    (shown,) = await dialogue.upload(STAFF, "驿站.xlsx", xlsx_file().read(), "/station 导入")
    assert shown["text"].splitlines()[0] == "共 3 行：新增 1，改动 2，没变 0。"
    assert words.DRY_RUN in shown["text"]
    assert (await station(database)).name == "甲站"
    labels = [button["text"] for row in shown["reply_markup"]["inline_keyboard"] for button in row]
    assert labels == ["收下", "返回", "取消"]
    (asked,) = await dialogue.say(STAFF, "等等")
    assert asked["text"] == words.TAKE_OR_DROP
    (done,) = await dialogue.press(STAFF, shown, "f:take")
    assert done["text"].splitlines()[-1] == words.TAKEN
    assert (await station(database)).name == "测试驿站甲"
    (over,) = await dialogue.press(STAFF, shown, "f:take")
    assert over["text"] == wording.FORM_OVER


async def test_a_list_is_dropped(dialogue: Dialogue, database: Database) -> None:
    (shown,) = await dialogue.upload(STAFF, "驿站.csv", csv_file(encoding="gbk").read(), "/station 导入")
    (dropped,) = await dialogue.press(STAFF, shown, "f:cancel")
    assert dropped["text"] == words.LIST_DROPPED
    assert (await station(database)).name == "甲站"


async def test_the_system_may_stand_in_the_caption(dialogue: Dialogue, database: Database) -> None:
    at = HEADINGS.index("坐标系")
    rows = [[cell for n, cell in enumerate(row) if n != at] for row in changed(0)]
    file = csv_file(rows, [one for one in HEADINGS if one != "坐标系"]).read()
    (refused,) = await dialogue.upload(STAFF, "驿站.csv", file, "/station 导入")
    assert words.NO_SYSTEM in refused["text"]
    (shown,) = await dialogue.upload(STAFF, "驿站.csv", file, "/station 导入 高德")
    await dialogue.press(STAFF, shown, "f:take")
    assert (await station(database)).system == "gcj02"


async def test_a_wrong_list_is_refused_row_by_row(dialogue: Dialogue) -> None:
    (refused,) = await dialogue.upload(STAFF, "驿站.csv", csv_file(changed(1, 经度="")).read(), "/station 导入")
    assert refused["text"].splitlines()[-1] == "第 3 行：没有经度、纬度"
    assert refused["reply_markup"] is None


async def test_a_list_of_somebody_without_the_right_is_none(dialogue: Dialogue, database: Database) -> None:
    (answer,) = await dialogue.upload(RIDER, "驿站.csv", csv_file().read(), "/station 导入")
    assert answer["text"] == wording.UNKNOWN_COMMAND
    assert (await station(database)).name == "甲站"
