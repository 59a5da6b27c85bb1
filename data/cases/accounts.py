"""What an account is reckoned from, and what was published of it; no query here names a person."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select

from data.storage.engine import Database
from data.tables import CaseAccount, UnionCase, table_of

_CASE: Final = table_of(UnionCase).c
_ACCOUNT: Final = table_of(CaseAccount).c
_COUNTED: Final = _CASE.state != "abuse"


async def received(database: Database, first: int, end: int) -> dict[str | None, int]:
    """How many cases came in from this second until before that one, by subject; what was no case is left out."""
    query = (
        select(_CASE.subject, func.count())
        .where(_CASE.opened_at >= first, _CASE.opened_at < end, _COUNTED)
        .group_by(_CASE.subject)
    )
    async with database.engine.connect() as connection:
        return {subject: int(count) for subject, count in await connection.execute(query)}


async def solved(database: Database, first: int, end: int) -> Sequence[tuple[str | None, int, bool | None]]:
    """The subject of each case that was solved in that time, after how many seconds, and whether in time."""
    query = select(_CASE.subject, _CASE.solved_at - _CASE.opened_at, _CASE.in_time).where(
        _CASE.solved_at >= first, _CASE.solved_at < end, _COUNTED
    )
    async with database.engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(query)]


async def published(database: Database, month: str) -> CaseAccount | None:
    """What was published of a month (`YYYY-MM`); None when nothing was."""
    async with database.read() as session:
        return await session.get(CaseAccount, month)


async def months(database: Database, most: int) -> Sequence[str]:
    """The months that were published, newest first."""
    query = select(_ACCOUNT.month).order_by(_ACCOUNT.month.desc()).limit(most)
    async with database.engine.connect() as connection:
        return (await connection.execute(query)).scalars().all()
