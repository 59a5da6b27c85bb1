"""Who takes new cases now and of what, and the units that cases are handed over to."""

from collections.abc import Sequence
from typing import Final

import sqlmodel
from sqlalchemy import delete, select

from data.storage.engine import Database
from data.tables import CaseDuty, CaseUnit, table_of

_DUTY: Final = table_of(CaseDuty).c
_UNIT: Final = table_of(CaseUnit).c

MOST_UNITS: Final = 40
"""Units that are listed: as many as buttons can be read."""


async def all_of(database: Database) -> Sequence[CaseDuty]:
    """Everybody who ever chose what to take."""
    async with database.read() as session:
        return (await session.exec(sqlmodel.select(CaseDuty).order_by(_DUTY.person))).all()


async def of(database: Database, person: str) -> CaseDuty:
    """What this person takes; off duty, and of everything, when nothing was chosen."""
    async with database.read() as session:
        return await session.get(CaseDuty, person) or CaseDuty(person=person)


async def keep(database: Database, duty: CaseDuty) -> None:
    """Keeps what a person takes."""
    async with database.write() as session:
        await session.merge(duty)


async def forget(database: Database, person: str) -> None:
    """Drops what this person chose."""
    async with database.write_rows() as connection:
        await connection.execute(delete(CaseDuty).where(_DUTY.person == person))


async def units(database: Database) -> Sequence[str]:
    """The names of the units, in order."""
    async with database.engine.connect() as connection:
        return (await connection.execute(select(_UNIT.name).order_by(_UNIT.name).limit(MOST_UNITS))).scalars().all()


async def add_unit(database: Database, name: str) -> None:
    """Lists a unit; nothing happens when it is listed."""
    async with database.write() as session:
        await session.merge(CaseUnit(name=name))


async def remove_unit(database: Database, name: str) -> bool:
    """Takes a unit off the list; false when it was not on it."""
    async with database.write_rows() as connection:
        return (await connection.execute(delete(CaseUnit).where(_UNIT.name == name))).rowcount > 0
