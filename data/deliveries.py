"""The ledger of announcements: one row for each recipient, changed before and after every call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, literal, select, true, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from data.engine import Database
from data.subscribers import SUBSCRIBER, Conditions, matching
from data.tables import Delivery, table_of

DELIVERY: Final = table_of(Delivery)

STAFF, FEW, EVERYBODY = 0, 1, 2
"""Stages of the ledger, in the order in which they are sent."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows stand in a state, by stage, state and reason."""

    stage: int
    state: str
    reason: str | None
    amended: str | None
    rows: int


async def tally(database: Database, announcement: int, *, reasons: bool = True) -> Sequence[Tally]:
    """The announcement's rows counted; without `reasons` (and amendments) from the index alone."""
    table = DELIVERY.c
    finer = (table.reason, table.amended) if reasons else ()
    query = select(table.stage, table.state, *finer, func.count()).where(table.announcement == announcement)
    async with database.engine.connect() as connection:
        rows = await connection.execute(query.group_by(table.stage, table.state, *finer))
        found = [tuple(row) for row in rows]
    return [Tally(row[0], row[1], row[2] if reasons else None, row[3] if reasons else None, row[-1]) for row in found]


async def add_staff(connection: AsyncConnection, sqlite_used: bool, announcement: int, chats: Sequence[str]) -> None:
    """Rows for the staff, who get it first."""
    insert = (sqlite.insert if sqlite_used else postgresql.insert)(DELIVERY).on_conflict_do_nothing()
    rows = [_row(announcement, chat) for chat in chats]
    if rows:
        await connection.execute(insert, rows)


def _row(announcement: int, chat: str) -> Mapping[str, object]:
    return {"announcement": announcement, "chat": chat, "stage": STAFF, "state": "queued", "version": 0}


async def add_range(
    connection: AsyncConnection,
    sqlite_used: bool,
    announcement: int,
    conditions: Conditions,
    after: str | None,
    most: int,
) -> str | None:
    """Rows for the next `most` chats behind `after` that the conditions hold for; gives the last, null without any."""
    table = SUBSCRIBER.c
    chosen = select(table.chat).where(matching(conditions)).order_by(table.chat).limit(most)
    if after is not None:
        chosen = chosen.where(table.chat > after)
    few = chosen.subquery()
    last: str | None = (await connection.execute(select(func.max(few.c.chat)))).scalar_one()
    if last is None:
        return None
    # SQLite takes the ON of ON CONFLICT for a join's, unless a WHERE stands before it.
    rows = select(literal(announcement), few.c.chat, literal(EVERYBODY), literal("queued"), literal(0)).where(true())
    insert = sqlite.insert if sqlite_used else postgresql.insert
    columns = ["announcement", "chat", "stage", "state", "version"]
    await connection.execute(insert(DELIVERY).from_select(columns, rows).on_conflict_do_nothing())
    return last


async def mark_few(connection: AsyncConnection, announcement: int, most: int) -> None:
    """Puts so many of everybody before the others."""
    table = DELIVERY.c
    theirs = (table.announcement == announcement, table.stage == EVERYBODY, table.state == "queued")
    first = select(table.chat).where(*theirs).order_by(table.chat).limit(most)
    await connection.execute(update(DELIVERY).where(*theirs, table.chat.in_(first)).values(stage=FEW))


async def expire(connection: AsyncConnection, announcement: int, now: int) -> int:
    """Whoever still waits is not sent it any more; gives how many."""
    table = DELIVERY.c
    waiting = (table.announcement == announcement, table.state == "queued")
    return (await connection.execute(update(DELIVERY).where(*waiting).values(state="expired", at=now))).rowcount


async def requeue_unknown(connection: AsyncConnection, announcement: int) -> int:
    """Whoever may or may not have it waits again; gives how many."""
    table = DELIVERY.c
    unknown = (table.announcement == announcement, table.state == "unknown")
    statement = update(DELIVERY).where(*unknown).values(state="queued", reason=None)
    return (await connection.execute(statement)).rowcount
