"""Reading the stations, and writing them with the index of their places."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from data.storage.engine import Database
from data.tables import PLACES, ShutReport, Station, table_of

_STATION = table_of(Station)
_REPORT = table_of(ShutReport)
GONE: Final = "gone"
AT_ONCE: Final = 500
"""Codes or ids in one query: both databases allow some tens of thousands of parameters, SQLite's older builds 999."""


@dataclass(frozen=True, slots=True)
class StationRecord:
    """A station as table `station` holds it; see there."""

    code: str
    name: str
    kind: str
    address: str
    district: str
    latitude: float
    longitude: float
    system: str
    hours: str | None = None
    facilities: tuple[str, ...] = ()
    phone: str | None = None
    manager: str | None = None
    checked_on: date | None = None
    source: str | None = None
    state: str = "open"
    closed_until: date | None = None
    fault: str | None = None


_NAMES: Final = tuple(field.name for field in fields(StationRecord))
_COLUMNS = tuple(_STATION.c[name] for name in _NAMES)
_SELECT: Select[Any] = select(_STATION.c.id, *_COLUMNS)


def _record(row: Any) -> StationRecord:
    values = dict(row._mapping)
    values.pop("id", None)
    return StationRecord(**{**values, "facilities": tuple(values["facilities"])})


async def _read(database: Database, query: Select[Any]) -> list[StationRecord]:
    async with database.engine.connect() as connection:
        return [_record(row) for row in await connection.execute(query)]


async def any_stations(database: Database) -> bool:
    """Whether a list of stations was loaded."""
    async with database.engine.connect() as connection:
        return (await connection.execute(select(_STATION.c.id).limit(1))).first() is not None


async def by_ids(database: Database, ids: Sequence[int]) -> Mapping[int, StationRecord]:
    """The stations with these ids."""
    async with database.engine.connect() as connection:
        rows = await connection.execute(_SELECT.where(_STATION.c.id.in_(ids)))
        return {row.id: _record(row) for row in rows}


async def by_codes(database: Database, codes: Iterable[str]) -> list[StationRecord]:
    """The stations with these codes, in the order asked for; those that do not exist are left out."""
    wanted = list(codes)
    found = {one.code: one for one in await _read(database, _SELECT.where(_STATION.c.code.in_(wanted)))}
    return [found[code] for code in wanted if code in found]


def _within(database: Database, district: str) -> ColumnElement[bool]:
    """Stations of a region and of those inside it, whose full paths begin alike.

    The range can use the index on SQLite; PostgreSQL must be told to compare by code points.
    """
    path = _STATION.c.district if database.is_sqlite else _STATION.c.district.collate("C")
    return (path >= district) & (path < district + "\U0010ffff")


async def in_district(database: Database, district: str, most: int) -> list[StationRecord]:
    """Stations of a region (a full path) and those inside it that are not gone, by code."""
    query = _SELECT.where(_within(database, district), _STATION.c.state != GONE).order_by(_STATION.c.code).limit(most)
    return await _read(database, query)


async def districts(database: Database, within: str) -> list[tuple[str, int]]:
    """The districts inside a region (a full path) that have stations which are not gone, with how many."""
    query = (
        select(_STATION.c.district, func.count())
        .where(_within(database, within), _STATION.c.state != GONE)
        .group_by(_STATION.c.district)
        .order_by(_STATION.c.district)
    )
    async with database.engine.connect() as connection:
        return [(district, count) for district, count in await connection.execute(query)]


async def naming(database: Database, words: str, within: str, most: int) -> list[StationRecord]:
    """Stations inside a region (a full path), not gone, whose name or address holds these words; by code."""
    holds = or_(_STATION.c.name.contains(words, autoescape=True), _STATION.c.address.contains(words, autoescape=True))
    query = (
        _SELECT.where(_within(database, within), _STATION.c.state != GONE, holds).order_by(_STATION.c.code).limit(most)
    )
    return await _read(database, query)


async def names(database: Database, within: str, most: int) -> list[tuple[str, str]]:
    """Codes and names of the stations inside a region (a full path) that are not gone."""
    query = (
        select(_STATION.c.code, _STATION.c.name).where(_within(database, within), _STATION.c.state != GONE).limit(most)
    )
    async with database.engine.connect() as connection:
        return [(code, name) for code, name in await connection.execute(query)]


async def needing_care(database: Database, day: date, most: int) -> tuple[list[StationRecord], list[StationRecord]]:
    """Stations that are shut on this day, and those where something is out of order; at most `most` of each."""
    there = _SELECT.where(_STATION.c.state != GONE).order_by(_STATION.c.code).limit(most)
    closed = await _read(database, there.where(_STATION.c.closed_until >= day))
    return closed, await _read(database, there.where(_STATION.c.fault.is_not(None)))


async def ids_by_code(connection: AsyncConnection, codes: Collection[str]) -> dict[str, tuple[int, StationRecord]]:
    """Ids and present contents of the stations with these codes."""
    found: dict[str, tuple[int, StationRecord]] = {}
    wanted = list(codes)
    for start in range(0, len(wanted), AT_ONCE):
        rows = await connection.execute(_SELECT.where(_STATION.c.code.in_(wanted[start : start + AT_ONCE])))
        found.update((row.code, (row.id, _record(row))) for row in rows)
    return found


async def add(connection: AsyncConnection, records: Sequence[StationRecord], *, sqlite: bool) -> None:
    """Adds stations whose codes are new."""
    if records:
        await connection.execute(insert(_STATION), [_values(record) for record in records])
        await _index_places(connection, [record.code for record in records], sqlite=sqlite)


async def replace_all(connection: AsyncConnection, records: Mapping[int, StationRecord], *, sqlite: bool) -> None:
    """Puts these contents in the place of those that the stations with these ids have."""
    if records:
        changed: dict[str, Any] = {column.name: bindparam(column.name) for column in _COLUMNS}
        statement = update(_STATION).where(_STATION.c.id == bindparam("of_id")).values(changed)
        await connection.execute(statement, [{"of_id": id, **_values(record)} for id, record in records.items()])
        await _index_places(connection, [record.code for record in records.values()], sqlite=sqlite)


async def remove(connection: AsyncConnection, prefix: str, *, sqlite: bool) -> int:
    """Deletes the stations whose codes begin so, with what was reported of them; tells how many there were."""
    ids = select(_STATION.c.id).where(_STATION.c.code.startswith(prefix, autoescape=True))
    await connection.execute(delete(_REPORT).where(_REPORT.c.station.in_(ids)))
    if sqlite:
        await connection.execute(
            text(f"DELETE FROM {PLACES} WHERE id IN (SELECT id FROM station WHERE substr(code, 1, :length) = :prefix)"),  # noqa: S608
            {"length": len(prefix), "prefix": prefix},
        )
    gone = await connection.execute(delete(_STATION).where(_STATION.c.code.startswith(prefix, autoescape=True)))
    return int(gone.rowcount)


async def attend(connection: AsyncConnection, code: str, **changed: Any) -> None:
    """Changes what staff on site may change: `closed_until` and `fault`."""
    await connection.execute(update(_STATION).where(_STATION.c.code == code).values(changed))


def _values(record: StationRecord) -> dict[str, Any]:
    values = {name: getattr(record, name) for name in _NAMES}
    values["facilities"] = list(record.facilities)
    return values


async def _index_places(connection: AsyncConnection, codes: Sequence[str], *, sqlite: bool) -> None:
    if not sqlite:
        return  # the index there is over the columns themselves
    statement = text(
        f"INSERT OR REPLACE INTO {PLACES} SELECT id, latitude, latitude, longitude, longitude FROM station "  # noqa: S608
        "WHERE code IN :codes"
    ).bindparams(bindparam("codes", expanding=True))
    for start in range(0, len(codes), AT_ONCE):
        await connection.execute(statement, {"codes": codes[start : start + AT_ONCE]})
