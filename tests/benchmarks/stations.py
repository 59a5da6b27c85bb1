"""The nearest stations among 200,000, on both databases and against every geodesic; a list of 200,000 taken in."""

import asyncio
import csv
import io
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources import files
from typing import Final

import numpy as np
from pyproj import Geod

from bot.bootstrap.parts import shipped_regions
from bot.regions import Level
from bot.stations.importing import Importer
from data.people.audit import Actor
from data.stations.geodesy import Point
from data.stations.nearest import nearest
from data.storage.engine import Database
from data.upkeep.migrating import migrate
from tests.benchmarks.sheet import Sheet, Subject
from tests.benchmarks.workplace import database_url, say, temporary_folder
from tests.data.stations.station_rows import EDGES, places, put, record
from tests.postgresql import server_of_its_own

FEW, MANY = 2_000, 200_000
ASKED_FEW, ASKED_MANY, TIMED = 10_000, 200, 1_000
MEDIAN_MS, METRES, IMPORT_SECONDS = 2.0, 3.0, 60.0
WGS84: Final = Geod(ellps="WGS84")
Places = Sequence[tuple[float, float]]


def measure(sheet: Sheet) -> None:
    """See the module."""
    with temporary_folder() as folder, server_of_its_own() as server:
        (folder / "import").mkdir()  # first: the most memory so far is what its growth is measured from
        asyncio.run(_import(sheet, database_url(folder / "import")))
        urls = {"SQLite": database_url(folder), "PostgreSQL": server.create("bench")}
        for name, url in urls.items():
            asyncio.run(_nearest(sheet, name, url))


async def _nearest(sheet: Sheet, name: str, url: str) -> None:
    database = Database(url)
    try:
        await migrate(database)
        chance = random.Random(7)
        few = list(places(chance, FEW))
        await put(database, [record(f"{n}", *place) for n, place in enumerate(few)])
        say(f"{name}: {ASKED_FEW:,} questions of {FEW:,} stations")
        asked = [*EDGES, *_asked(chance, few, ASKED_FEW - len(EDGES))]
        await _compare(sheet, f"{name}, {FEW:,} stations", database, few, asked)
        many = [*few, *places(chance, MANY - FEW)]
        say(f"{name}: {MANY:,} stations")
        await put(database, [record(f"{n}", *place) for n, place in enumerate(many[FEW:], FEW)])
        if not database.is_sqlite:
            async with database.write_rows() as connection:
                await connection.exec_driver_sql("ANALYZE station")
        asked = [*EDGES, *_asked(chance, many, ASKED_MANY - len(EDGES))]
        await _compare(sheet, f"{name}, {MANY:,} stations", database, many, asked)
        taken: list[float] = []
        for latitude, longitude in _asked(chance, many, TIMED):
            start = time.perf_counter()
            await nearest(database, Point(latitude, longitude), 3)
            taken.append((time.perf_counter() - start) * 1000)
        what = f"{name}: nearest three of {MANY:,}"
        sheet.at_most(f"{what}, median ms", statistics.median(taken), MEDIAN_MS, "{:.2f}")
        sheet.figure(f"{what}, p99 ms", f"{statistics.quantiles(taken, n=100)[98]:.2f}")
    finally:
        await database.close()


def _asked(chance: random.Random, stations: Places, count: int) -> Iterator[tuple[float, float]]:
    """Where people ask from: two thirds within some kilometres of a station, the others anywhere, edges included."""
    elsewhere = places(chance, count)
    for number, place in zip(range(count), elsewhere, strict=False):
        if number % 3:
            latitude, longitude = chance.choice(stations)
            latitude = max(-90.0, min(90.0, latitude + chance.gauss(0, 0.03)))
            yield latitude, (longitude + chance.gauss(0, 0.03) + 180) % 360 - 180
        else:
            yield place


async def _compare(sheet: Sheet, what: str, database: Database, stations: Places, asked: Places) -> None:
    latitudes, longitudes = (np.array(column) for column in zip(*stations, strict=True))
    wrong, farthest_off = 0, 0.0
    for latitude, longitude in asked:
        here = np.full(len(stations), latitude), np.full(len(stations), longitude)
        metres = WGS84.inv(here[1], here[0], longitudes, latitudes)[2]
        wanted = np.argsort(metres, kind="stable")[:3]
        found = await nearest(database, Point(latitude, longitude), 3)
        wrong += [one.id - 1 for one in found] != [int(number) for number in wanted]
        off = max(abs(one.metres - metres[number]) for one, number in zip(found, wanted, strict=True))
        farthest_off = max(farthest_off, float(off))
    sheet.at_most(f"{what}: other stations, or another order, in {len(asked):,} questions", wrong, 0, "{:.0f}")
    sheet.at_most(f"{what}: farthest from the geodesic, m", farthest_off, METRES, "{:.6f}")


async def _import(sheet: Sheet, url: str) -> None:
    database = Database(url)
    regions = shipped_regions()
    try:
        await migrate(database)
        importer = Importer(database, regions, "内蒙古自治区呼和浩特市", lambda: date(2026, 11, 21))
        with tempfile.TemporaryFile() as file:
            text = io.TextIOWrapper(file, encoding="gbk", newline="")
            csv.writer(text).writerows(_list(MANY))
            text.flush()
            before = _peak_mb()
            told: list[int] = []
            start = time.perf_counter()
            file.seek(0)
            done = await importer.take(file, Actor("operator", "terminal"), 1, progress=told.append)
            seconds = time.perf_counter() - start
            text.detach()
        if done.added.count != MANY:
            raise RuntimeError(f"{done.added.count} of {MANY} rows taken: {done.reasons.first[:3]}")
        sheet.at_most(f"a list of {MANY:,} rows (CSV, GBK) taken in on SQLite, s", seconds, IMPORT_SECONDS, "{:.1f}")
        sheet.figure("the same, progress told, times", str(len(told)))
        sheet.figure("the same, growth of the most memory, MB", f"{_peak_mb() - before:.0f}")
    finally:
        await database.close()


def _list(count: int) -> Iterator[Sequence[str]]:
    """A list as staff would make it, its stations around the centres of districts."""
    regions = shipped_regions()
    table = (files("seeds") / "district_centres.csv").read_text(encoding="utf-8")
    centres = {row["code"]: row for row in csv.DictReader(io.StringIO(table))}
    counties = [path for path in regions.paths if regions.level(path) is Level.COUNTY]
    known = [(path, centres[regions.code(path)]) for path in counties if regions.code(path) in centres]
    chance = random.Random(8)
    yield (
        "编号",
        "名称",
        "类型",
        "地址",
        "区县",
        "经度",
        "纬度",
        "坐标系",
        "开放时间",
        "设施",
        "电话",
        "核实日期",
        "状态",
    )
    for number in range(1, count + 1):
        path, centre = known[number % len(known)]
        longitude = f"{float(centre['longitude']) + chance.gauss(0, 0.03):.6f}"
        latitude = f"{float(centre['latitude']) + chance.gauss(0, 0.03):.6f}"
        hours = ("24小时", "每天8:00-22:00", "周一至周五8:30-18:00;周末休息")[number % 3]
        yield (
            str(number), f"测试站{number}", "工会驿站", f"测试路{number}号", path, longitude, latitude, "高德", hours,
            "饮水、充电、热饭", "12351", "2026-10-01", "开放",
        )  # fmt: skip


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 if sys.platform != "darwin" else peak / 2**20


SUBJECT = Subject(f"The nearest of {MANY:,} stations", measure)
