"""A made-up set of stations for trying the bot out; every one of them says so, and none is ever loaded by itself."""

import csv
import io
from collections.abc import Iterator
from importlib.resources import files
from typing import Final

from bot.regions import Regions
from bot.stations import words
from bot.stations.coordinates import System
from bot.stations.facilities import Facility, Kind
from data.people import audit
from data.people.audit import Actor
from data.stations.directory import StationRecord, add, remove
from data.storage.engine import Database

PREFIX: Final = "DEMO-"
_EACH: Final = 4
_FACILITIES: Final = (
    tuple(Facility),
    (Facility.WATER, Facility.CHARGE, Facility.REST),
    (Facility.WATER, Facility.MEAL, Facility.HEATING, Facility.TOILET),
    (Facility.REST, Facility.MEDICINE, Facility.PUMP, Facility.REPAIR),
)
_STEP: Final = 0.011
"""Degrees, about a kilometre."""


def invented(regions: Regions, city: str) -> Iterator[StationRecord]:
    """Four stations around the centre of each district of a city (full path)."""
    table = (files("seeds") / "district_centres.csv").read_text(encoding="utf-8")
    centres = {row["code"]: row for row in csv.DictReader(io.StringIO(table))}
    number = 0
    for district in regions.children(city) or (city,):
        centre = centres.get(regions.code(district))
        if centre is None:
            continue
        for place in range(_EACH):
            number += 1
            name = district.removeprefix(city)
            yield StationRecord(
                code=f"{PREFIX}{number:03}",
                name=words.DEMO_NAME.format(district=name, number=place + 1),
                kind=str(tuple(Kind)[place]),
                address=words.DEMO_ADDRESS,
                district=district,
                latitude=round(float(centre["latitude"]) + _STEP * (place % 2), 6),
                longitude=round(float(centre["longitude"]) + _STEP * (place // 2), 6),
                system=str(System.WGS84),
                hours=words.DEMO_HOURS[place],
                facilities=tuple(str(one) for one in _FACILITIES[place]),
                source=words.DEMO_SOURCE,
            )


async def put_demonstration(database: Database, regions: Regions, city: str, actor: Actor, now: int) -> int:
    """Loads the set in the place of an earlier one and tells how many it has; `now` in seconds since 1970."""
    records = list(invented(regions, city))
    async with database.write_rows() as connection:
        await remove(connection, PREFIX, sqlite=database.is_sqlite)
        await add(connection, records, sqlite=database.is_sqlite)
        await audit.note(connection, actor, now, "stations.demo", "stations", after=str(len(records)))
    return len(records)


async def remove_demonstration(database: Database, actor: Actor, now: int) -> int:
    """Takes the set out again and tells how many stations went; `now` in seconds since 1970."""
    async with database.write_rows() as connection:
        gone = await remove(connection, PREFIX, sqlite=database.is_sqlite)
        if gone:
            await audit.note(connection, actor, now, "stations.demo", "stations", before=str(gone))
    return gone
