"""The ledger of announcements after delivery: which copies a correction or a recall has reached."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from data.announcing.announcements import ANNOUNCEMENT
from data.announcing.deliveries import DELIVERY
from data.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Copy:
    """A delivered copy; `at` is when, in seconds since 1970.

    `message_id` is the message with its text, None where only the album stands, whose messages are `earlier`.
    """

    chat: str
    message_id: int | None
    at: int
    earlier: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Amended:
    """How it ended with a copy: edited, deleted, too_old or failed."""

    chat: str
    version: int
    how: str


async def open_copies(
    database: Database, announcement: int, version: int, after: str, most: int, *, albums: bool
) -> Sequence[Copy]:
    """The next copies of an older version behind this chat that still stand somewhere, by chat.

    `albums`: also those of which only the album came.
    """
    table = DELIVERY.c
    whole = and_(table.state == "sent", table.message_id.is_not(None))
    query = (
        select(table.chat, table.message_id, func.coalesce(table.at, 0), table.earlier)
        .where(
            table.announcement == announcement,
            table.chat > after,
            or_(whole, table.earlier.is_not(None)) if albums else whole,
            table.version < version,
            func.coalesce(table.amended, "") != "deleted",
        )
        .order_by(table.chat)
        .limit(most)
    )
    async with database.engine.connect() as connection:
        rows = await connection.execute(query)
        return [Copy(chat, number, at, _numbers(earlier)) for chat, number, at, earlier in rows]


def _numbers(kept: str | None) -> tuple[int, ...]:
    return tuple(map(int, kept.split(","))) if kept else ()


_SETTLE = (
    update(DELIVERY)
    .where(DELIVERY.c.announcement == bindparam("of_announcement"), DELIVERY.c.chat == bindparam("of_chat"))
    .values(version=bindparam("new_version"), amended=bindparam("new_amended"))
)


async def settle(connection: AsyncConnection, announcement: int, copies: Sequence[Amended]) -> None:
    """Writes how it ended with these."""
    rows = [
        {"of_announcement": announcement, "of_chat": copy.chat, "new_version": copy.version, "new_amended": copy.how}
        for copy in copies
    ]
    if rows:
        await connection.execute(_SETTLE, rows)


async def close(connection: AsyncConnection, number: int, version: int) -> bool:
    """The amendment is through; false when a later one took its place."""
    theirs = (ANNOUNCEMENT.c.id == number, ANNOUNCEMENT.c.version == version)
    return (await connection.execute(update(ANNOUNCEMENT).where(*theirs).values(amending=None))).rowcount > 0


async def open_ones(database: Database) -> Sequence[tuple[int, int]]:
    """Number and version of the announcements that are being corrected or recalled."""
    query = select(ANNOUNCEMENT.c.id, ANNOUNCEMENT.c.version).where(ANNOUNCEMENT.c.amending.is_not(None))
    async with database.engine.connect() as connection:
        return [(number, version) for number, version in await connection.execute(query)]
