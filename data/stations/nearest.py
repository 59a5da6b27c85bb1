"""The stations nearest to a place, by the index of the database."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from typing import Final

import aiosqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from data.stations.geodesy import FARTHEST, Box, Estimator, Point, boxes_around, distance, slack
from data.storage.engine import Database
from data.tables import PLACES

FIRST_RING: Final = 1_500.0
"""Metres looked through first: in a city that holds several stations, seldom many."""

WIDER: Final = 4.0
"""How many times wider each next ring is."""

ENOUGH: Final = 300
"""Stations in a ring from which on a narrower one is tried: each costs some 5 us, a look at another ring 200."""

NARROWEST: Final = 1.05
"""How many times wider than one that holds too few a ring must be for a narrower one to be tried."""

_SQLITE = (
    f"SELECT s.id, s.latitude, s.longitude FROM {PLACES} AS p JOIN station AS s ON s.id = p.id "  # noqa: S608
    "WHERE p.north >= :south AND p.south <= :north AND p.east >= :west AND p.west <= :east AND s.state <> 'gone' "
    "LIMIT :most"
)
_POSTGRESQL = (
    "SELECT id, latitude, longitude FROM station "
    "WHERE point(longitude, latitude) <@ box(point($1, $2), point($3, $4)) AND state <> 'gone' LIMIT $5"
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
        look = _through_aiosqlite if database.is_sqlite else _through_asyncpg
        ring, too_few = min(FIRST_RING, within), 0.0
        too_many: float | None = None
        while True:
            # Where the ring can hardly be drawn any narrower, all of it is looked through, however many are in it.
            narrower = ring > 1 and ring > too_few * NARROWEST
            limit = ENOUGH if narrower else None
            rows = [place for box in boxes_around(here, ring) for place in await look(connection, box, limit)]
            if narrower and len(rows) >= ENOUGH:
                too_many = ring
            else:
                found = [one for one in _ranked(rows, here, most) if one.metres <= ring]
                if len(found) == most or ring >= within:
                    return found
                too_few = ring
            ring = min(_next_ring(too_few, too_many), within)


def _next_ring(too_few: float, too_many: float | None) -> float:
    """A ring between one that holds too few and one that holds too many (None: none yet)."""
    if too_many is None or too_few >= too_many:
        return too_few * WIDER
    if not too_few:
        return too_many / WIDER
    return too_many if too_many <= too_few * NARROWEST else sqrt(too_few * too_many)


async def _through_asyncpg(connection: AsyncConnection, box: Box, most: int | None) -> list[Place]:
    """Asks the driver itself, as below: 1.4 ms instead of 2.0."""
    driver = (await connection.get_raw_connection()).driver_connection
    if driver is None:
        raise TypeError("the connection has no driver")
    rows = await driver.fetch(_POSTGRESQL, box.west, box.south, box.east, box.north, most)
    return [(row[0], row[1], row[2]) for row in rows]


async def _through_aiosqlite(connection: AsyncConnection, box: Box, most: int | None) -> list[Place]:
    """Hands one job to SQLite's thread where the engine hands it four: with five rings 0.9 ms instead of 3.3."""
    driver = (await connection.get_raw_connection()).driver_connection
    if not isinstance(driver, aiosqlite.Connection):
        raise TypeError("SQLite is served through another driver than aiosqlite")
    limit = most if most is not None else -1  # SQLite's word for none
    rows = await driver.execute_fetchall(_SQLITE, {**asdict(box), "most": limit})
    return [(row[0], row[1], row[2]) for row in rows]


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
