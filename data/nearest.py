"""The stations nearest to a place, by the index of the database."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

import aiosqlite
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from data.engine import Database
from data.geodesy import FARTHEST, Box, Estimator, Point, boxes_around, distance, slack
from data.tables import PLACES

FIRST_RING: Final = 1_500.0
"""Metres looked through first: in a city that holds several stations, seldom many."""

WIDER: Final = 4.0
"""How many times wider each next ring is."""

_SQLITE = (
    f"SELECT s.id, s.latitude, s.longitude FROM {PLACES} AS p JOIN station AS s ON s.id = p.id "  # noqa: S608
    "WHERE p.north >= :south AND p.south <= :north AND p.east >= :west AND p.west <= :east AND s.state <> 'gone'"
)
_POSTGRESQL = text(
    "SELECT id, latitude, longitude FROM station "
    "WHERE point(longitude, latitude) <@ box(point(:west, :south), point(:east, :north)) AND state <> 'gone'"
)


Place = tuple[int, float, float]
"""A station's id, latitude and longitude."""


@dataclass(frozen=True, slots=True)
class Found:
    """A station's id and how many metres away it is."""

    id: int
    metres: float


async def nearest(database: Database, here: Point, most: int, within: float = FARTHEST) -> list[Found]:
    """The nearest stations that are not gone, nearest first; at most `most`, none farther than `within` metres.

    Two at the same distance come in the order of their ids.
    """
    async with database.engine.connect() as connection:
        look = _through_driver if database.is_sqlite else _through_engine
        ring = min(FIRST_RING, within)
        while True:
            rows = [place for box in boxes_around(here, ring) for place in await look(connection, box)]
            found = [one for one in _ranked(rows, here, most) if one.metres <= ring]
            if len(found) == most or ring >= within:
                return found
            ring = min(ring * WIDER, within)


async def _through_engine(connection: AsyncConnection, box: Box) -> list[Place]:
    return [(row[0], row[1], row[2]) for row in await connection.execute(_POSTGRESQL, asdict(box))]


async def _through_driver(connection: AsyncConnection, box: Box) -> list[Place]:
    """Hands one job to SQLite's thread where the engine hands it four: with five rings 0.9 ms instead of 3.3."""
    driver = (await connection.get_raw_connection()).driver_connection
    if not isinstance(driver, aiosqlite.Connection):
        raise TypeError("SQLite is served through another driver than aiosqlite")
    return [(row[0], row[1], row[2]) for row in await driver.execute_fetchall(_SQLITE, asdict(box))]


def _ranked(rows: Sequence[Place], here: Point, most: int) -> list[Found]:
    """The nearest of the rows; only those that may be among them are measured exactly."""
    estimator = Estimator.of(here)
    estimates = sorted((estimator.metres(place[1], place[2]), place) for place in rows)
    last = estimates[min(most, len(estimates)) - 1][0] if estimates else 0.0
    # Both the estimate of a station that belongs here and that of the last one may err.
    limit = last * (1 + slack(last * 1.1)) ** 2
    near = [one for one in estimates if one[0] <= limit]
    found = [Found(id, distance(here, Point(latitude, longitude))) for _, (id, latitude, longitude) in near]
    return sorted(found, key=lambda one: (one.metres, one.id))[:most]
