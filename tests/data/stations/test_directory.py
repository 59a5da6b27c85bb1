"""Stations by district, by name and by code; reports of shut doors."""

from datetime import date

from sqlalchemy import select

from data.stations import shut_reports
from data.stations.directory import (
    by_codes,
    districts,
    in_district,
    names,
    naming,
    remove,
)
from data.stations.geodesy import Point
from data.stations.nearest import nearest
from data.storage.engine import Database
from data.tables import ShutReport, ShutReportKey, table_of
from tests.data.stations.station_rows import SAIHAN, put, record

HOHHOT = "内蒙古自治区呼和浩特市"
NEW_TOWN = f"{HOHHOT}新城区"
DAY, NEXT = date(2026, 11, 20), date(2026, 11, 21)


async def test_a_region_holds_the_stations_of_those_inside_it(database: Database) -> None:
    far = "内蒙古自治区呼和浩特市赛罕区以外"  # begins alike, and would be a region of its own
    await put(
        database, [record("1"), record("2", district=NEW_TOWN), record("3", state="gone"), record("4", district=far)]
    )
    await put(database, [record("5", district="青海省西宁市城中区")])
    assert [one.code for one in await in_district(database, HOHHOT, 9)] == ["1", "2", "4"]
    assert [one.code for one in await in_district(database, HOHHOT, 2)] == ["1", "2"]
    assert [one.code for one in await in_district(database, "", 9)] == ["1", "2", "4", "5"]
    assert await districts(database, HOHHOT) == [(NEW_TOWN, 1), (SAIHAN, 1), (far, 1)]
    assert await names(database, NEW_TOWN, 9) == [("2", "测试站2")]


async def test_words_are_looked_for_as_they_stand(database: Database) -> None:
    await put(database, [record("1", name="百分之百%站"), record("2", address="新华大街_2号"), record("3")])
    for words, found in (("新华大街", ["2"]), ("%", ["1"]), ("_", ["2"]), ("测试站", ["2", "3"]), ("没有的", [])):
        assert [one.code for one in await naming(database, words, HOHHOT, 9)] == found


async def test_stations_are_removed_with_all_that_belongs_to_them(database: Database) -> None:
    await put(database, [record("DEMO-1"), record("DEMO_2"), record("7")])
    await shut_reports.report(database, "DEMO-1", "tg:1", DAY)
    async with database.write_rows() as connection:
        assert await remove(connection, "DEMO-", sqlite=database.is_sqlite) == 1
    assert [one.code for one in await by_codes(database, ["7", "DEMO-1", "DEMO_2"])] == ["7", "DEMO_2"]
    assert len(await nearest(database, Point(40.82, 111.7), 9)) == 2


async def test_reports_count_people_and_name_nobody(database: Database) -> None:
    await put(database, [record("1"), record("2")])
    counts = [await shut_reports.report(database, "1", f"tg:{n}", DAY) for n in (1, 1, 2, 3)]
    assert counts == [1, 1, 2, 3]
    assert await shut_reports.report(database, "9", "tg:1", DAY) is None
    await shut_reports.report(database, "2", "tg:1", DAY)
    assert [(one.code, people) for one, people in await shut_reports.reported(database, DAY, 2)] == [("1", 3)]
    async with database.engine.connect() as connection:
        marks = (await connection.execute(select(table_of(ShutReport).c.mark))).scalars().all()
    assert len(set(marks)) == 4  # the same person's marks at two stations cannot be laid side by side


async def test_a_day_is_forgotten_with_its_key(database: Database) -> None:
    await put(database, [record("1")])
    await shut_reports.report(database, "1", "tg:1", DAY)
    await shut_reports.report(database, "1", "tg:1", NEXT)
    await shut_reports.purge(database, NEXT)
    async with database.engine.connect() as connection:
        days = [
            list((await connection.execute(select(table_of(of).c.day))).scalars()) for of in (ShutReport, ShutReportKey)
        ]
    assert days == [[NEXT], [NEXT]]
