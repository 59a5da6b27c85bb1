"""The part of the ledger that goes out once a day, several announcements in one message."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from data.announcements import ANNOUNCEMENT
from data.deliveries import DELIVERY, DIGEST
from data.engine import Database
from data.subscribers import SUBSCRIBER

Row = tuple[int, str]
"""An announcement's number and a chat."""


@dataclass(frozen=True, slots=True)
class Due:
    """One row that waits for a digest; `subscriber` is the state of the subscription, null when there is none now."""

    announcement: int
    chat: str
    subscriber: str | None
    silent: bool
    paused_until: int | None


async def recent(database: Database, since: int) -> Sequence[int]:
    """The announcements that ended since then, of which rows may wait, oldest first."""
    table = ANNOUNCEMENT.c
    query = select(table.id).where(table.state == "finished", table.finished_at >= since).order_by(table.id)
    async with database.engine.connect() as connection:
        return (await connection.execute(query)).scalars().all()


async def due(database: Database, announcements: Sequence[int], after: str, most: int) -> Sequence[Due]:
    """The next rows that wait, by chat; those of one chat may be cut by `most`."""
    table, subscriber = DELIVERY.c, SUBSCRIBER.c
    query = (
        select(table.announcement, table.chat, subscriber.state, subscriber.silent, subscriber.paused_until)
        .select_from(DELIVERY.outerjoin(SUBSCRIBER, subscriber.chat == table.chat))
        .where(table.announcement.in_(announcements), table.stage == DIGEST, table.state == "queued")
        .where(table.chat > after)
        .order_by(table.chat, table.announcement)
        .limit(most)
    )
    async with database.engine.connect() as connection:
        rows = await connection.execute(query)
        return [Due(number, chat, state, bool(silent), until) for number, chat, state, silent, until in rows]


async def claim(connection: AsyncConnection, rows: Sequence[Row], now: int) -> frozenset[Row]:
    """Marks these as being sent; gives those that still waited."""
    table = DELIVERY.c
    theirs = (tuple_(table.announcement, table.chat).in_(rows), table.state == "queued")
    statement = update(DELIVERY).where(*theirs).values(state="sending", at=now)
    claimed = await connection.execute(statement.returning(table.announcement, table.chat))
    return frozenset((number, chat) for number, chat in claimed)


async def expire(connection: AsyncConnection, rows: Sequence[Row], now: int, reason: str) -> None:
    """These are not sent any more."""
    table = DELIVERY.c
    theirs = (tuple_(table.announcement, table.chat).in_(rows), table.state == "queued")
    await connection.execute(update(DELIVERY).where(*theirs).values(state="expired", reason=reason, at=now))


async def give_up_sending(connection: AsyncConnection, announcements: Sequence[int], reason: str) -> None:
    """What was being sent when its process died may have arrived: it is unknown from now on."""
    table = DELIVERY.c
    left = (table.announcement.in_(announcements), table.stage == DIGEST, table.state == "sending")
    await connection.execute(update(DELIVERY).where(*left).values(state="unknown", reason=reason))
