"""Reports of shut doors: who made one cannot be told from them, only how many different people did on a day."""

import secrets
from collections.abc import Sequence
from datetime import date
from hashlib import blake2b

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from data.stations.directory import StationRecord, by_ids
from data.storage.engine import Database
from data.tables import ShutReport, ShutReportKey, Station, table_of

_REPORT = table_of(ShutReport)
_KEY = table_of(ShutReportKey)
_STATION = table_of(Station)


async def report(database: Database, code: str, person: str, day: date) -> int | None:
    """Notes that a person (by key) found the station shut, and tells how many different people did on that day.

    The mark is a hash with the day's random key. None when there is no such station.
    """
    into = sqlite.insert if database.is_sqlite else postgresql.insert
    async with database.write_rows() as connection:
        station = await connection.scalar(select(_STATION.c.id).where(_STATION.c.code == code))
        if station is None:
            return None
        fresh = {"day": day, "secret": secrets.token_hex(32)}
        await connection.execute(into(_KEY).values(fresh).on_conflict_do_nothing())
        secret = str(await connection.scalar(select(_KEY.c.secret).where(_KEY.c.day == day)))
        mark = blake2b(f"{code} {person}".encode(), key=bytes.fromhex(secret), digest_size=16).hexdigest()
        row = {"day": day, "station": station, "mark": mark}
        await connection.execute(into(_REPORT).values(row).on_conflict_do_nothing())
        mine = (_REPORT.c.day == day, _REPORT.c.station == station)
        return int(await connection.scalar(select(func.count()).select_from(_REPORT).where(*mine)) or 0)


async def purge(database: Database, before: date) -> None:
    """Deletes reports and keys of earlier days: without its key nobody can make a mark again to compare."""
    async with database.write_rows() as connection:
        await connection.execute(delete(_REPORT).where(_REPORT.c.day < before))
        await connection.execute(delete(_KEY).where(_KEY.c.day < before))


async def reported(database: Database, day: date, people: int) -> list[tuple[StationRecord, int]]:
    """The stations that at least so many different people found shut on this day, with how many, most first."""
    count = func.count().label("count")
    query = (
        select(_REPORT.c.station, count)
        .where(_REPORT.c.day == day)
        .group_by(_REPORT.c.station)
        .having(count >= people)
        .order_by(count.desc(), _REPORT.c.station)
    )
    async with database.engine.connect() as connection:
        found = [(station, number) for station, number in await connection.execute(query)]
    records = await by_ids(database, [station for station, _ in found])
    return [(records[station], number) for station, number in found if station in records]


async def settle(database: Database, code: str) -> None:
    """Forgets what was reported of a station, as staff have looked after it."""
    async with database.write_rows() as connection:
        station = select(_STATION.c.id).where(_STATION.c.code == code).scalar_subquery()
        await connection.execute(delete(_REPORT).where(_REPORT.c.station == station))


async def codes_reported(database: Database, day: date, people: int, codes: Sequence[str]) -> frozenset[str]:
    """Those of the stations that at least so many different people found shut on this day."""
    query = (
        select(_STATION.c.code)
        .join(_REPORT, _REPORT.c.station == _STATION.c.id)
        .where(_REPORT.c.day == day, _STATION.c.code.in_(codes))
        .group_by(_STATION.c.code)
        .having(func.count() >= people)
    )
    async with database.engine.connect() as connection:
        return frozenset((await connection.execute(query)).scalars())
