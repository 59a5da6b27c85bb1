"""Who signed up for what was announced; every change is within a transaction that holds the announcement."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlmodel
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from data.announcing.announcements import ANNOUNCEMENT
from data.storage.engine import Database
from data.tables import Signup, table_of

_SIGNUP: Final = table_of(Signup)
IN, WAITING, OUT = "in", "waiting", "out"
UNDER_WAY: Final = "?"
"""Stands behind what is being told."""


async def held_asks(
    connection: AsyncConnection, number: int
) -> tuple[str, int | None, Mapping[str, Any] | None] | None:
    """State, end and asks of an announcement, which nobody changes until the transaction ends; None: there is none."""
    table = ANNOUNCEMENT.c
    query = select(table.state, table.not_after, table.asks).where(table.id == number).with_for_update()
    row = (await connection.execute(query)).one_or_none()
    return (row.state, row.not_after, row.asks) if row is not None else None


async def one(connection: AsyncConnection, announcement: int, person: str) -> tuple[int, str] | None:
    """Number and state of somebody; None for who never signed up."""
    query = select(_SIGNUP.c.number, _SIGNUP.c.state).where(*_of(announcement, person))
    row = (await connection.execute(query)).one_or_none()
    return (row.number, row.state) if row is not None else None


async def count(connection: AsyncConnection, announcement: int, state: str, up_to: int | None = None) -> int:
    """How many are in a state, of those with a number up to this."""
    query = select(func.count()).where(_SIGNUP.c.announcement == announcement, _SIGNUP.c.state == state)
    if up_to is not None:
        query = query.where(_SIGNUP.c.number <= up_to)
    return int((await connection.execute(query)).scalar_one())


async def put(connection: AsyncConnection, announcement: int, person: str, state: str, now: int) -> int:
    """Somebody is in or waits, behind everybody who came before; gives the number."""
    last = await connection.execute(select(func.max(_SIGNUP.c.number)).where(_SIGNUP.c.announcement == announcement))
    row = {"number": (last.scalar() or 0) + 1, "state": state, "tell": None, "at": now}
    changed = await connection.execute(update(_SIGNUP).where(*_of(announcement, person)).values(row))
    if not changed.rowcount:
        await connection.execute(insert(_SIGNUP).values(announcement=announcement, person=person, **row))
    return int(row["number"] or 0)


async def leave(connection: AsyncConnection, announcement: int, person: str) -> None:
    """Somebody is out, and what they told goes."""
    gone = {"state": OUT, "note": None, "tell": None}
    await connection.execute(update(_SIGNUP).where(*_of(announcement, person)).values(gone))


async def promote(connection: AsyncConnection, announcement: int, most: int) -> None:
    """The first so many who wait are in, and are to be told."""
    first = select(_SIGNUP.c.person).where(_SIGNUP.c.announcement == announcement, _SIGNUP.c.state == WAITING)
    people = (await connection.execute(first.order_by(_SIGNUP.c.number).limit(most))).scalars().all()
    where = (_SIGNUP.c.announcement == announcement, _SIGNUP.c.person.in_(people))
    await connection.execute(update(_SIGNUP).where(*where).values(state=IN, tell="promoted"))


async def remind(connection: AsyncConnection, announcement: int) -> None:
    """Everybody who is in is to be reminded."""
    where = (_SIGNUP.c.announcement == announcement, _SIGNUP.c.state == IN)
    await connection.execute(update(_SIGNUP).where(*where).values(tell="reminder"))


async def note(database: Database, announcement: int, person: str, text: str | None) -> bool:
    """Keeps what somebody tells the union; false for who is neither in nor waits."""
    where = (*_of(announcement, person), _SIGNUP.c.state != OUT)
    async with database.write_rows() as connection:
        return (await connection.execute(update(_SIGNUP).where(*where).values(note=text))).rowcount > 0


async def listed(database: Database, announcement: int, most: int) -> Sequence[Signup]:
    """Those who are in or wait, by number, at most so many."""
    query = sqlmodel.select(Signup).where(_SIGNUP.c.announcement == announcement, _SIGNUP.c.state != OUT)
    async with database.read() as session:
        return (await session.exec(query.order_by(_SIGNUP.c.number).limit(most))).all()


async def of_person(database: Database, person: str) -> Sequence[Signup]:
    """Everything kept of somebody, the newest announcement first."""
    query = sqlmodel.select(Signup).where(_SIGNUP.c.person == person).order_by(_SIGNUP.c.announcement.desc())
    async with database.read() as session:
        return (await session.exec(query)).all()


async def to_tell(database: Database, most: int) -> Sequence[Signup]:
    """Those who are to be told something, at most so many."""
    query = sqlmodel.select(Signup).where(_SIGNUP.c.tell.in_(("promoted", "reminder"))).limit(most)
    async with database.read() as session:
        return (await session.exec(query)).all()


async def mark(database: Database, row: Signup, tell: str | None) -> bool:
    """What is to be told becomes another; false where it is no longer what `row` says."""
    where = (*_of(row.announcement, row.person), _SIGNUP.c.tell == row.tell)
    async with database.write_rows() as connection:
        return (await connection.execute(update(_SIGNUP).where(*where).values(tell=tell))).rowcount > 0


async def forget_notes(database: Database, before: int) -> None:
    """What people told who signed up before this second goes."""
    old = (_SIGNUP.c.at < before, _SIGNUP.c.note.is_not(None))
    async with database.engine.connect() as connection:  # nearly always none, and a read waits for nobody
        if (await connection.execute(select(_SIGNUP.c.person).where(*old).limit(1))).first() is None:
            return
    async with database.write_rows() as connection:
        await connection.execute(update(_SIGNUP).where(*old).values(note=None))


async def forget(database: Database, person: str) -> None:
    """Nothing of this person stays."""
    async with database.write_rows() as connection:
        await connection.execute(delete(_SIGNUP).where(_SIGNUP.c.person == person))


def _of(announcement: int, person: str) -> tuple[Any, Any]:
    return _SIGNUP.c.announcement == announcement, _SIGNUP.c.person == person
