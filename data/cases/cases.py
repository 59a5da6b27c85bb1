"""Cases as rows: found by number, by owner, by the clock."""

from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

import sqlmodel
from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel.ext.asyncio.session import AsyncSession

from data.storage.engine import Database
from data.tables import CaseDelivery, CaseFile, CaseKey, CasePause, CaseWord, UnionCase, table_of

_CASE: Final = table_of(UnionCase).c
_WORD: Final = table_of(CaseWord).c
_FILE: Final = table_of(CaseFile).c
_OPEN: Final = _CASE.closed_at.is_(None)


async def hold(session: AsyncSession, number: int) -> UnionCase | None:
    """The case, which nobody else changes until the transaction ends; None when there is none."""
    return await session.get(UnionCase, number, with_for_update=True)


async def by_token(session: AsyncSession, token: str) -> UnionCase | None:
    """The case that this press made; None when it made none."""
    return (await session.exec(sqlmodel.select(UnionCase).where(_CASE.token == token))).one_or_none()


async def said_before(session: AsyncSession, token: str) -> bool:
    """Whether a word with this token is kept."""
    return (await session.exec(sqlmodel.select(_WORD.id).where(_WORD.token == token))).first() is not None


async def open_of(session: AsyncSession, owner: str) -> int:
    """How many open cases this owner has."""
    query = select(func.count()).where(_CASE.owner == owner, _OPEN)
    return int((await (await session.connection()).execute(query)).scalar_one())


async def paused_until(session: AsyncSession, owner: str) -> int | None:
    """Until when nothing is taken from this owner; None when something is."""
    found = await session.get(CasePause, owner)
    return found.until if found is not None else None


async def pause(session: AsyncSession, owner: str, until: int) -> None:
    """Takes nothing from this owner until then."""
    await session.merge(CasePause(owner=owner, until=until))


async def of_owner(database: Database, owner: str, most: int) -> Sequence[UnionCase]:
    """The owner's cases, newest first."""
    query = sqlmodel.select(UnionCase).where(_CASE.owner == owner).order_by(_CASE.id.desc()).limit(most)
    async with database.read() as session:
        return (await session.exec(query)).all()


async def words_of(session: AsyncSession, number: int) -> Sequence[CaseWord]:
    """Every word of a case, oldest first."""
    return (await session.exec(sqlmodel.select(CaseWord).where(_WORD.of_case == number).order_by(_WORD.id))).all()


async def rider_words(session: AsyncSession, number: int) -> int:
    """How many words of a case are its owner's."""
    query = select(func.count()).where(_WORD.of_case == number, _WORD.author == "rider")
    return int((await (await session.connection()).execute(query)).scalar_one())


async def file_of(session: AsyncSession, number: int, word: int) -> tuple[CaseWord, bytes] | None:
    """A file of a case, sealed; None when it has none such."""
    query = sqlmodel.select(CaseWord).where(_WORD.id == word, _WORD.of_case == number)
    found = (await session.exec(query)).one_or_none()
    content = await session.get(CaseFile, word) if found is not None else None
    return (found, content.content) if found is not None and content is not None else None


async def empty(session: AsyncSession, number: int) -> None:
    """Deletes the words and files of a case; the row with its counts stays."""
    connection = await session.connection()
    words = select(_WORD.id).where(_WORD.of_case == number)
    await connection.execute(delete(CaseFile).where(_FILE.word.in_(words)))
    await connection.execute(delete(CaseWord).where(_WORD.of_case == number))
    told = table_of(CaseDelivery).c
    await connection.execute(delete(CaseDelivery).where(told.of_case == number, told.recipient.is_(None)))


async def to_empty(database: Database, closed_before: int, most: int) -> Sequence[int]:
    """Cases whose words are still there though they closed before this second."""
    query = select(_CASE.id).where(_CASE.emptied.is_(False), _CASE.closed_at < closed_before).limit(most)
    async with database.engine.connect() as connection:
        return (await connection.execute(query)).scalars().all()


async def solved_before(database: Database, before: int, most: int) -> Sequence[int]:
    """Open cases that were said to be solved before this second."""
    query = select(_CASE.id).where(_OPEN, _CASE.solved_at < before).limit(most)
    async with database.engine.connect() as connection:
        return (await connection.execute(query)).scalars().all()


async def to_remind(database: Database, now: int, most: int) -> Sequence[int]:
    """Open cases of which somebody is to be reminded by now, the longest due first."""
    query = select(_CASE.id).where(_OPEN, _CASE.remind_at <= now).order_by(_CASE.remind_at).limit(most)
    async with database.engine.connect() as connection:
        return (await connection.execute(query)).scalars().all()


async def holders(database: Database) -> frozenset[str]:
    """Whoever has an open case."""
    query = select(_CASE.holder).where(_OPEN, _CASE.holder.is_not(None)).distinct()
    async with database.engine.connect() as connection:
        return frozenset((await connection.execute(query)).scalars())


async def held_by(database: Database, holder: str) -> Sequence[int]:
    """The open cases that somebody has."""
    async with database.engine.connect() as connection:
        return (await connection.execute(select(_CASE.id).where(_OPEN, _CASE.holder == holder))).scalars().all()


class Which(Enum):
    """The lists of the staff."""

    MINE = auto()
    UNCLAIMED = auto()
    SOON = auto()
    """Due within the time given."""
    OVERDUE = auto()


def _listed(which: Which, person: str, now: int, soon: int) -> tuple[ColumnElement[bool], ...]:
    match which:
        case Which.MINE:
            return (_OPEN, _CASE.holder == person)
        case Which.UNCLAIMED:
            return (_OPEN, _CASE.holder.is_(None))
        case Which.SOON:
            return (_OPEN, _CASE.due_at >= now, _CASE.due_at < soon)
        case Which.OVERDUE:
            return (_OPEN, _CASE.due_at < now)


async def listed(
    database: Database, which: Which, person: str, now: int, soon: int, most: int, skip: int = 0
) -> Sequence[UnionCase]:
    """A page of a list by the clock: the first due first, those without a clock last."""
    order = (_CASE.due_at.is_(None), _CASE.due_at, _CASE.id) if which in _WITH_SOME else (_CASE.due_at, _CASE.id)
    query = sqlmodel.select(UnionCase).where(*_listed(which, person, now, soon)).order_by(*order)
    async with database.read() as session:
        return (await session.exec(query.limit(most).offset(skip))).all()


_WITH_SOME: Final = frozenset({Which.MINE, Which.UNCLAIMED})
"""Lists in which there may be some without a clock."""


async def counted(database: Database, person: str, now: int, soon: int) -> dict[Which, int]:
    """How many cases each list has."""
    found = {}
    async with database.engine.connect() as connection:
        for which in Which:
            query = select(func.count()).where(*_listed(which, person, now, soon))
            found[which] = int((await connection.execute(query)).scalar_one())
    return found


async def key_mark(database: Database, mark: str) -> str:
    """The mark of the key that this database's cases are sealed with; `mark` becomes it when there was none."""
    table = table_of(CaseKey)
    insert = (sqlite.insert if database.is_sqlite else postgresql.insert)(table).on_conflict_do_nothing()
    async with database.write_rows() as connection:
        await connection.execute(insert.values(id=1, mark=mark))
        return str((await connection.execute(select(table.c.mark))).scalar_one())


async def kept_mark(database: Database) -> str | None:
    """The mark of the key in use; None while no case was ever kept."""
    async with database.engine.connect() as connection:
        found: str | None = (await connection.execute(select(table_of(CaseKey).c.mark))).scalar_one_or_none()
        return found


async def forget_pauses(database: Database, before: int) -> None:
    """Drops pauses that are over."""
    async with database.write_rows() as connection:
        await connection.execute(delete(CasePause).where(table_of(CasePause).c.until < before))
