"""Roles and rights that were given, by person."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from data.storage.engine import Database
from data.tables import Grant, table_of

_GRANT = table_of(Grant)


async def names_of(database: Database, person: str) -> frozenset[str]:
    """The roles and rights given to a person."""
    async with database.engine.connect() as connection:
        query = select(_GRANT.c.name).where(_GRANT.c.person == person)
        return frozenset((await connection.execute(query)).scalars())


async def all_names(database: Database) -> Mapping[str, frozenset[str]]:
    """The roles and rights of everybody who was given some."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    async with database.engine.connect() as connection:
        for person, name in await connection.execute(select(_GRANT.c.person, _GRANT.c.name)):
            found[person].add(name)
    return {person: frozenset(names) for person, names in sorted(found.items())}


async def give(connection: AsyncConnection, *, sqlite_used: bool, person: str, name: str, giver: str, now: int) -> bool:
    """Gives a role or right; false when the person has it already."""
    statement = (sqlite.insert if sqlite_used else postgresql.insert)(_GRANT).on_conflict_do_nothing()
    row = {"person": person, "name": name, "given_by": giver, "given_at": now}
    return (await connection.execute(statement.values(row))).rowcount > 0


async def take(connection: AsyncConnection, person: str, name: str) -> bool:
    """Takes a role or right away; false when the person does not have it."""
    where = (_GRANT.c.person == person, _GRANT.c.name == name)
    return (await connection.execute(delete(_GRANT).where(*where))).rowcount > 0
