"""Announcements as rows; each change of state is one statement that holds only from the states named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlmodel
from sqlalchemy import insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from data.storage.engine import Database
from data.tables import Announcement, Executor, table_of

ANNOUNCEMENT: Final = table_of(Announcement)
_EXECUTOR = table_of(Executor)


async def add(connection: AsyncConnection, row: Mapping[str, Any]) -> int:
    """Adds one; gives its number."""
    made = await connection.execute(insert(ANNOUNCEMENT).values(dict(row)).returning(ANNOUNCEMENT.c.id))
    return int(made.scalar_one())


async def of(database: Database, number: int) -> Announcement | None:
    """The announcement of this number; None when there is none."""
    async with database.read() as session:
        return await session.get(Announcement, number)


async def newest(
    database: Database, most: int, *, states: Iterable[str] = (), before: int | None = None
) -> list[Announcement]:
    """The newest of these states (none named: of all), newest first; `before` is a number to go on from."""
    query = sqlmodel.select(Announcement).order_by(ANNOUNCEMENT.c.id.desc()).limit(most)
    if wanted := list(states):
        query = query.where(ANNOUNCEMENT.c.state.in_(wanted))
    if before is not None:
        query = query.where(ANNOUNCEMENT.c.id < before)
    async with database.read() as session:
        return list(await session.exec(query))


@dataclass(frozen=True, slots=True)
class Announced:
    """What went out, in the words of its table."""

    id: int
    html: str
    media_kind: str | None
    album: list[list[str]] | None
    buttons: list[list[str]]
    audience: dict[str, Any]
    urgent: bool


async def started(connection: AsyncConnection, after: int, until: int) -> Sequence[Announced]:
    """Those that began to go out in this time and were not stopped; nobody changes them until the transaction ends."""
    table = ANNOUNCEMENT.c
    query = (
        select(table.id, table.html, table.media_kind, table.album, table.buttons, table.audience, table.urgent)
        .where(table.state.in_(("sending", "finished")), table.started_at > after, table.started_at <= until)
        .order_by(table.id)
        .with_for_update()
    )
    return [Announced(*row) for row in await connection.execute(query)]


async def any_of_author(connection: AsyncConnection, author: str) -> bool:
    """Whether this author wrote any."""
    query = select(ANNOUNCEMENT.c.id).where(ANNOUNCEMENT.c.author == author).limit(1)
    return (await connection.execute(query)).first() is not None


async def in_states(database: Database, states: Iterable[str]) -> Sequence[tuple[int, int]]:
    """Number and run of those in one of these states, oldest first."""
    table = ANNOUNCEMENT.c
    query = select(table.id, table.runs).where(table.state.in_(list(states))).order_by(table.id)
    async with database.engine.connect() as connection:
        return [(number, run) for number, run in await connection.execute(query)]


async def change(
    connection: AsyncConnection, number: int, values: Mapping[str, Any], *, only_from: Iterable[str] | None = None
) -> bool:
    """Changes columns; false when there is no such announcement, or not in one of these states."""
    statement = update(ANNOUNCEMENT).where(ANNOUNCEMENT.c.id == number).values(dict(values))
    if only_from is not None:
        statement = statement.where(ANNOUNCEMENT.c.state.in_(list(only_from)))
    return (await connection.execute(statement)).rowcount > 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What whoever sends an announcement must know before each claim."""

    state: str
    runs: int
    fence: int
    version: int
    not_after: int | None
    scheduled_at: int | None
    started_at: int | None


async def hold(connection: AsyncConnection, number: int) -> Standing | None:
    """How the announcement stands, which nobody changes until the transaction ends; None when there is none."""
    table = ANNOUNCEMENT.c
    columns = (
        table.state,
        table.runs,
        table.fence,
        table.version,
        table.not_after,
        table.scheduled_at,
        table.started_at,
    )
    query = select(*columns).where(table.id == number)
    row = (await connection.execute(query.with_for_update())).one_or_none()
    return Standing(*row) if row is not None else None


async def within(connection: AsyncConnection, number: int) -> Announcement:
    """The announcement of this number as it stands within a transaction, which holds it; there must be one."""
    row = (await connection.execute(select(ANNOUNCEMENT).where(ANNOUNCEMENT.c.id == number))).one()
    return Announcement(**row._mapping)


async def remind(connection: AsyncConnection, number: int, now: int) -> bool:
    """Notes that those who signed up are reminded; false when that was noted before."""
    table = ANNOUNCEMENT.c
    statement = update(ANNOUNCEMENT).where(table.id == number, table.reminded_at.is_(None)).values(reminded_at=now)
    return (await connection.execute(statement)).rowcount > 0


async def take_over(connection: AsyncConnection, number: int, executor: str, now: float) -> int | None:
    """Makes the executor the one that sends this; gives its fencing token, None while a living one has it."""
    living = select(_EXECUTOR.c.id).where(_EXECUTOR.c.expires > now)
    table = ANNOUNCEMENT.c
    free = or_(table.runner.is_(None), table.runner == executor, table.runner.not_in(living))
    taken = (
        update(ANNOUNCEMENT)
        .where(table.id == number, free)
        .values(runner=executor, fence=table.fence + 1)
        .returning(table.fence)
    )
    fence: int | None = (await connection.execute(taken)).scalar_one_or_none()
    return fence


async def let_go(connection: AsyncConnection, number: int, fence: int) -> None:
    """The executor with this token sends it no more."""
    statement = update(ANNOUNCEMENT).where(ANNOUNCEMENT.c.id == number, ANNOUNCEMENT.c.fence == fence)
    await connection.execute(statement.values(runner=None))


async def reach(connection: AsyncConnection, number: int, stage: int) -> None:
    """Notes the stage that is being sent; never an earlier one."""
    statement = update(ANNOUNCEMENT).where(ANNOUNCEMENT.c.id == number, ANNOUNCEMENT.c.stage < stage)
    await connection.execute(statement.values(stage=stage))


async def close_ledger(connection: AsyncConnection, number: int, total: int) -> bool:
    """Everybody has a row; false when another process noted that before."""
    table = ANNOUNCEMENT.c
    statement = update(ANNOUNCEMENT).where(table.id == number, table.prepared.is_(False))
    return (await connection.execute(statement.values(prepared=True, prepared_to=None, total=total))).rowcount > 0
