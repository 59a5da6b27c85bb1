"""Made-up stations for tests: rows as the database holds them."""

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from data.stations.directory import StationRecord, add
from data.storage.engine import Database

SAIHAN = "内蒙古自治区呼和浩特市赛罕区"


def record(code: str, latitude: float = 40.82, longitude: float = 111.7, **more: Any) -> StationRecord:
    """A station of which a test says only what it is about."""
    given: dict[str, Any] = {
        "code": code,
        "name": f"测试站{code}",
        "kind": "station",
        "address": f"测试路{code}号",
        "district": SAIHAN,
        "latitude": latitude,
        "longitude": longitude,
        "system": "wgs84",
    }
    return StationRecord(**{**given, **more})


async def put(database: Database, records: Iterable[StationRecord], at_once: int = 5_000) -> None:
    """Writes the stations, some thousands a transaction."""
    waiting = list(records)
    for start in range(0, len(waiting), at_once):
        async with database.write_rows() as connection:
            await add(connection, waiting[start : start + at_once], sqlite=database.is_sqlite)


EDGES: Sequence[tuple[float, float]] = (
    (90, 0), (90, 120), (-90, 0), (89.999, -170), (-89.999, 10), (0, 180), (0, -180), (40.8, 180), (40.8, -180),
    (40.8, 179.9999), (40.8, -179.9999), (0, 0), (60, 179.5), (-60, -179.5), (89.5, 90),
)  # fmt: skip
"""Places where latitude and longitude behave badly: the poles, the date line, both at once."""


def places(chance: random.Random, count: int) -> Iterator[tuple[float, float]]:
    """Latitudes and longitudes: most around towns, as stations are, some anywhere on earth, some on its edges."""
    towns = [(chance.uniform(18, 53), chance.uniform(74, 134)) for _ in range(max(1, count // 500))]
    for number in range(count):
        kind = number % 10
        if kind == 0:
            latitude, longitude = chance.choice(EDGES)
            latitude, longitude = latitude + chance.gauss(0, 0.05), longitude + chance.gauss(0, 0.05)
        elif kind in (1, 2):
            latitude, longitude = chance.uniform(-90, 90), chance.uniform(-180, 180)
        else:
            town = towns[number % len(towns)]
            latitude, longitude = town[0] + chance.gauss(0, 0.1), town[1] + chance.gauss(0, 0.1)
        if abs(latitude) > 90:  # over the pole; cut off at it, many would share one place
            latitude, longitude = (180 if latitude > 0 else -180) - latitude, longitude + 180
        yield latitude, (longitude + 180) % 360 - 180
