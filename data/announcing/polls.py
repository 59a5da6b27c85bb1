"""What people chose in the polls of announcements."""

from collections.abc import Mapping, Sequence
from typing import Final

import sqlmodel
from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from data.storage.engine import Database
from data.tables import PollVote, table_of

_VOTE: Final = table_of(PollVote)


async def choose(
    connection: AsyncConnection, *, sqlite_used: bool, announcement: int, person: str, choice: int, now: int
) -> None:
    """Somebody chooses, in the place of what they chose before."""
    statement = (sqlite.insert if sqlite_used else postgresql.insert)(_VOTE)
    changed = {"choice": statement.excluded.choice, "at": statement.excluded.at}
    kept = statement.on_conflict_do_update(index_elements=[_VOTE.c.announcement, _VOTE.c.person], set_=changed)
    await connection.execute(kept.values(announcement=announcement, person=person, choice=choice, at=now))


async def tally(database: Database, announcement: int) -> Mapping[int, int]:
    """How many chose each, by the choice; a choice of nobody is left out."""
    counted = select(_VOTE.c.choice, func.count().label("chosen")).where(_VOTE.c.announcement == announcement)
    query = counted.group_by(_VOTE.c.choice)
    async with database.engine.connect() as connection:
        return {row.choice: row.chosen for row in await connection.execute(query)}


async def of_person(database: Database, person: str) -> Sequence[PollVote]:
    """Everything that somebody chose, the newest announcement first."""
    query = sqlmodel.select(PollVote).where(_VOTE.c.person == person).order_by(_VOTE.c.announcement.desc())
    async with database.read() as session:
        return (await session.exec(query)).all()


async def forget(database: Database, person: str) -> None:
    """Nothing of this person stays."""
    async with database.write_rows() as connection:
        await connection.execute(delete(_VOTE).where(_VOTE.c.person == person))
