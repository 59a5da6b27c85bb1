"""What colleagues call one another."""

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from data.storage.engine import Database
from data.tables import StaffName, table_of

_NAME = table_of(StaffName)


async def names_of(database: Database, persons: Iterable[str]) -> Mapping[str, str]:
    """The names of those of these persons who gave one."""
    query = select(_NAME.c.person, _NAME.c.name).where(_NAME.c.person.in_(list(persons)), _NAME.c.name.is_not(None))
    async with database.engine.connect() as connection:
        return {row.person: row.name for row in await connection.execute(query)}


async def keep(database: Database, person: str, name: str, now: int) -> bool:
    """Keeps a person's name in the place of an earlier one; false when somebody else has it."""
    insert = (sqlite.insert if database.is_sqlite else postgresql.insert)(_NAME)
    changed = {"name": insert.excluded.name, "at": insert.excluded.at}
    statement = insert.on_conflict_do_update(index_elements=[_NAME.c.person], set_=changed)
    taken = select(func.count()).where(_NAME.c.name == name, _NAME.c.person != person)
    try:
        async with database.write_rows() as connection:
            if (await connection.execute(taken)).scalar_one():
                return False
            await connection.execute(statement.values(person=person, name=name, at=now))
    except IntegrityError:  # two took it at the same moment
        return False
    return True


async def ask(database: Database, person: str, now: int) -> bool:
    """Notes that this person was asked; false when that was noted before, or a name is known."""
    insert = (sqlite.insert if database.is_sqlite else postgresql.insert)(_NAME)
    async with database.engine.connect() as connection:  # nearly always known, and a read waits for nobody
        if (await connection.execute(select(_NAME.c.person).where(_NAME.c.person == person))).first() is not None:
            return False
    async with database.write_rows() as connection:
        statement = insert.on_conflict_do_nothing().values(person=person, name=None, at=now)
        return (await connection.execute(statement)).rowcount > 0
