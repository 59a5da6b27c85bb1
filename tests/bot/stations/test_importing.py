"""Lists of stations: read however staff made them, shown as a difference, taken whole or not at all."""

import io
from collections.abc import Sequence
from datetime import date

import pytest

from bot.bootstrap.parts import shipped_regions
from bot.regions import Regions
from bot.sheets.reading import SheetFault
from bot.stations import words
from bot.stations.columns import columns_of
from bot.stations.coordinates import DistrictCentres, System, from_wgs84
from bot.stations.importing import Difference, Importer
from bot.stations.report import report
from bot.stations.rows import RowReader
from data.people.audit import OPERATOR, Actor, newest
from data.stations.directory import StationRecord, by_codes
from data.stations.geodesy import Point, distance
from data.stations.nearest import nearest
from data.storage.engine import Database
from tests.bot.stations.lists import HEADINGS, ROWS, changed, csv_file, xlsx_file

HOHHOT = "内蒙古自治区呼和浩特市"
BY = Actor(OPERATOR, "terminal")
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def regions() -> Regions:
    return shipped_regions()


@pytest.fixture
def importer(database: Database, regions: Regions) -> Importer:
    return Importer(database, regions, HOHHOT, lambda: TODAY)


async def stations(database: Database) -> dict[str, StationRecord]:
    return {one.code: one for one in await by_codes(database, ["017", "018", "A-3", "099"])}


@pytest.mark.parametrize(
    "file",
    [
        lambda: csv_file(),
        lambda: csv_file(encoding="utf-8-sig"),
        lambda: csv_file(encoding="gbk"),
        lambda: csv_file(encoding="utf-16"),
        lambda: xlsx_file(),
        lambda: csv_file([row[::-1] for row in ROWS], HEADINGS[::-1]),
        lambda: csv_file([("呼和浩特市驿站一览",), ("二〇二六年",), HEADINGS, *ROWS], ("",)),
    ],
    ids=["utf-8", "bom", "gbk", "utf-16", "xlsx", "another order", "titles above"],
)
async def test_a_list_is_read_however_it_was_made(importer: Importer, database: Database, file: object) -> None:
    assert callable(file)
    done = await importer.take(file(), BY, 1)
    assert done.reasons.first == []
    assert (done.rows, done.added.count) == (3, 3)
    found = await stations(database)
    first = found["017"]
    assert (first.name, first.kind, first.district) == ("测试驿站甲", "station", f"{HOHHOT}赛罕区")
    assert first.facilities == ("water", "charge", "meal")
    assert (first.checked_on, first.state, first.phone) == (date(2026, 10, 1), "open", "0471-0000001")
    assert distance(Point(first.latitude, first.longitude), Point(40.8213, 111.7012)) > 300  # 高德's shift is undone
    assert from_wgs84(Point(first.latitude, first.longitude), System.GCJ02) == pytest.approx(
        (40.8213, 111.7012), abs=1e-5
    )
    assert (found["018"].hours, found["018"].phone) == ("24小时", None)
    assert (found["A-3"].latitude, found["A-3"].longitude) == (40.8085, 111.6235)


async def test_numbers_dates_and_ticks_of_a_spreadsheet_are_read_as_people_see_them(
    importer: Importer, database: Database
) -> None:
    headings = ("站点编号", "站名", "旗县区", "经度(°)", "纬度(°)", "饮水", "充电", "是否24小时", "备注")
    rows = [(17, "测试站", "赛罕区", 111.7012, 40.8213, "√", "无", True, "x")]
    done = await importer.take(xlsx_file(rows, headings), BY, 1, system=System.WGS84)
    assert done.reasons.first == []
    station = (await stations(database))["017"]
    assert (station.facilities, station.hours, station.kind) == (("water",), "24小时", "station")


async def test_a_list_again_changes_only_what_it_says(importer: Importer, database: Database) -> None:
    await importer.take(csv_file(), BY, 1)
    again = await importer.take(xlsx_file(), BY, 2)
    assert (again.same, again.changes) == (3, 0)
    headings = [one for one in HEADINGS if one not in ("设施", "联系电话")]
    keep = [HEADINGS.index(one) for one in headings]
    rows = [[row[at] for at in keep] for row in changed(0, 名称="改了名的站", 经度="111.7500")]
    done = await importer.take(csv_file(rows, headings), BY, 3)
    assert done.changed.first == ["～ 017 改了名的站：名称、位置"]
    station = (await stations(database))["017"]
    assert (station.name, station.facilities, station.phone) == (
        "改了名的站",
        ("water", "charge", "meal"),
        "0471-0000001",
    )
    (found,) = await nearest(database, Point(station.latitude, station.longitude), 1)
    assert found.metres < 0.2  # the index of places moved with it
    acts = [(act.action, act.after) for act in await newest(database, 9)]
    assert acts == [("stations.import", "新增 0，改动 1"), ("stations.import", "新增 3，改动 0")]


async def test_a_dry_run_changes_nothing(importer: Importer, database: Database) -> None:
    done = await importer.take(csv_file(), BY, 1, dry_run=True)
    assert done.added.first == ["＋ 017 测试驿站甲", "＋ 018 测试驿站乙", "＋ A-3 测试司机之家"]
    assert await stations(database) == {}
    assert await newest(database, 9) == []


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"编号": ""}, words.NO_CODE),
        ({"编号": "站一"}, words.WRONG_CODE.format(code="站一")),
        ({"名称": ""}, words.NO_NAME),
        ({"名称": "长" * 61}, words.TOO_LONG.format(column="名称", most=60)),
        ({"所属区县": "不存在区"}, words.WRONG_DISTRICT.format(district="不存在区")),
        ({"类型": "加油机"}, words.WRONG_KIND.format(kind="加油机")),
        ({"经度": ""}, words.NO_POSITION),
        ({"经度": "东经"}, words.WRONG_NUMBER.format(column="经度", given="东经")),
        ({"经度": "40.85", "纬度": "111.66"}, "经度、纬度写反了"),
        ({"经度": "0", "纬度": "0"}, "经纬度是 0，没填"),
        ({"经度": "121.47", "纬度": "31.23"}, "这个位置不在本省（区、市）"),
        ({"坐标系": ""}, words.NO_SYSTEM),
        ({"坐标系": "谷歌"}, words.WRONG_SYSTEM.format(given="谷歌")),
        ({"开放时间": "看情况"}, "开放时间「看情况」看不懂；可以写：周一至周五8:30-12:00,14:00-18:00;周末休息"),
        ({"核实日期": "上个月"}, words.WRONG_DATE.format(column="核实日期", given="上个月")),
        ({"状态": "暂停"}, words.WRONG_STATE.format(given="暂停")),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(cells: dict[str, str], reason: str, regions: Regions) -> None:
    reader = RowReader(columns_of(HEADINGS), regions, HOHHOT, DistrictCentres.shipped(), None, TODAY)
    assert reader.read(3, changed(1, **cells)[1]).reasons == (reason,)


async def test_one_wrong_row_keeps_all_out(importer: Importer, database: Database) -> None:
    done = await importer.take(csv_file(changed(1, 编号="17")), BY, 1)
    assert done.reasons.first == ["第 3 行：" + words.TWICE_CODE.format(code="017", row=2)]
    assert await stations(database) == {}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", words.NO_HEADER),
        ("一句话，不是表".encode(), words.NO_HEADER),
        (b"\x89PNG\r\n\x1a\n\0\0\0", words.SHEET_FAULTS[SheetFault.NOT_A_TABLE]),
        (b"PK\x03\x04broken", words.SHEET_FAULTS[SheetFault.BROKEN]),
        (b"\xd0\xcf\x11\xe0old excel", words.SHEET_FAULTS[SheetFault.NOT_A_TABLE]),
        (csv_file([]).read(), words.NO_ROWS),
        (
            csv_file([["1", "站", "1"]], ["编号", "名称", "经度"]).read(),
            words.MISSING_COLUMNS.format(columns="区县、纬度"),
        ),
    ],
)
async def test_what_is_no_list_is_said_to_be_none(importer: Importer, content: bytes, reason: str) -> None:
    done = await importer.take(io.BytesIO(content), BY, 1)
    assert done.reasons.first == [reason]


async def test_a_wrong_system_is_noticed_where_the_stations_are_known(importer: Importer, database: Database) -> None:
    await importer.take(csv_file(), BY, 1)
    done = await importer.take(csv_file(changed(0, 坐标系="百度")), BY, 2, dry_run=True)
    (note,) = done.notes.first
    assert note.startswith("第 2 行：坐标系可能写错了：按「百度」算挪了")
    assert note.endswith("按「高德/腾讯」算没动")


async def test_states_of_a_list(importer: Importer, database: Database) -> None:
    rows = [[*ROWS[0][:-1], "今天关"], [*ROWS[1][:-1], "关到2026-12-01"], [*ROWS[2][:-1], "撤销"]]
    await importer.take(csv_file(rows), BY, 1)
    found = await stations(database)
    assert found["017"].closed_until == TODAY
    assert found["018"].closed_until == date(2026, 12, 1)
    assert found["A-3"].state == "gone"
    await importer.take(csv_file(), BY, 2)
    found = await stations(database)
    assert found["017"].closed_until is None  # 开放
    assert found["018"].closed_until == date(2026, 12, 1)  # an empty cell says nothing of it
    assert found["A-3"].state == "open"


def test_a_report_is_cut_short_and_counts_the_rest() -> None:
    difference = Difference(rows=30)
    for number in range(30):
        difference.added.put(f"＋ {number}")
    lines = list(report(difference, dry_run=True, most=3))
    assert lines[:5] == ["共 30 行：新增 30，改动 0，没变 0。", "＋ 0", "＋ 1", "＋ 2", "……还有 27 处"]
    assert lines[-2:] == [words.NOTHING_KNOWN, words.DRY_RUN]


async def test_progress_is_told(importer: Importer) -> None:
    told: list[int] = []
    rows: Sequence[Sequence[str]] = [[str(n), *ROWS[0][1:]] for n in range(1, 2_011)]
    done = await importer.take(csv_file(rows), BY, 1, progress=told.append)
    assert (told, done.added.count, len(done.added.first)) == ([2_000, 2_010], 2_010, 200)
