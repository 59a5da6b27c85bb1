"""The ledger of announcements: one row for each recipient, changed before and after every call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import BigInteger, bindparam, func, literal, or_, select, true, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from data.announcing.subscribers import SUBSCRIBER, Conditions, matching
from data.storage.engine import Database
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
    """Rows for the next `most` chats behind `after` that the conditions hold for; gives the last, None without any."""
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
    # By the key alone: any other condition here would have SQLite look through the whole stage.
    chosen = (table.announcement == announcement, table.chat.in_(first))
    await connection.execute(update(DELIVERY).where(*chosen).values(stage=FEW))


async def any_waiting(connection: AsyncConnection, announcement: int) -> bool:
    """Whether somebody still waits for it."""
    table = DELIVERY.c
    query = select(table.chat).where(
        # Each stage named: the index begins with it.
        table.announcement == announcement,
        table.stage.in_((STAFF, FEW, EVERYBODY)),
        table.state == "queued",
    )
    return (await connection.execute(query.limit(1))).first() is not None


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


@dataclass(frozen=True, slots=True)
class Waiting:
    """A recipient who waits; `subscriber` is the state of the subscription, None for staff who have none.

    `begun`: the album stands in the chat, and the rest is to follow.
    """

    chat: str
    reason: str | None
    subscriber: str | None
    silent: bool
    begun: bool = False


async def waiting(database: Database, announcement: int, stage: int, most: int) -> Sequence[Waiting]:
    """The next recipients of a stage."""
    table = DELIVERY.c
    query = (
        select(table.chat, table.reason, SUBSCRIBER.c.state, SUBSCRIBER.c.silent, table.earlier.is_not(None))
        .select_from(DELIVERY.outerjoin(SUBSCRIBER, SUBSCRIBER.c.chat == table.chat))
        .where(table.announcement == announcement, table.stage == stage, table.state == "queued")
        .order_by(table.chat)
        .limit(most)
    )
    async with database.engine.connect() as connection:
        rows = await connection.execute(query)
        return [Waiting(chat, reason, state, bool(silent), bool(begun)) for chat, reason, state, silent, begun in rows]


async def claim(connection: AsyncConnection, announcement: int, chats: Sequence[str], now: int) -> Mapping[str, bool]:
    """Marks these as being sent; gives those that still waited, and whether the album stands there already."""
    table = DELIVERY.c
    theirs = (table.announcement == announcement, table.chat.in_(chats), table.state == "queued")
    statement = update(DELIVERY).where(*theirs).values(state="sending", at=now).returning(table.chat, table.earlier)
    return {chat: earlier is not None for chat, earlier in await connection.execute(statement)}


async def let_go(connection: AsyncConnection, announcement: int, chats: Sequence[str]) -> None:
    """Those of these that are marked as being sent wait again: nobody was called for them."""
    table = DELIVERY.c
    theirs = (table.announcement == announcement, table.chat.in_(chats), table.state == "sending")
    await connection.execute(update(DELIVERY).where(*theirs).values(state="queued"))


_THEIRS = (
    DELIVERY.c.announcement == bindparam("of_announcement"),
    DELIVERY.c.chat == bindparam("of_chat"),
    # What another process took for unknown, when this one seemed dead, is known after all.
    or_(DELIVERY.c.state == "sending", DELIVERY.c.state == "unknown"),
)
_BEGIN = update(DELIVERY).where(*_THEIRS).values(state="queued", earlier=bindparam("new_earlier"))
_SETTLE = (
    update(DELIVERY)
    .where(*_THEIRS)
    .values(
        state=bindparam("new_state"),
        reason=bindparam("new_reason"),
        message_id=bindparam("new_message_id", type_=BigInteger),
        version=bindparam("new_version"),
        at=bindparam("new_at", type_=BigInteger),
    )
)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one recipient; `at` in seconds since 1970.

    With `earlier`, the numbers of an album's messages, the rest waits now and nothing else of it counts.
    """

    chat: str
    state: str
    reason: str | None
    message_id: int | None
    version: int
    at: int
    earlier: tuple[int, ...] = ()


async def settle(connection: AsyncConnection, announcement: int, results: Sequence[Result]) -> None:
    """Writes what became of those that were being sent."""
    rows = [
        {
            "of_announcement": announcement,
            "of_chat": result.chat,
            "new_state": result.state,
            "new_reason": result.reason,
            "new_message_id": result.message_id,
            "new_version": result.version,
            "new_at": result.at,
        }
        for result in results
        if not result.earlier
    ]
    if rows:
        await connection.execute(_SETTLE, rows)
    begun = [
        {
            "of_announcement": announcement,
            "of_chat": result.chat,
            "new_earlier": ",".join(map(str, result.earlier)),
        }
        for result in results
        if result.earlier
    ]
    if begun:
        await connection.execute(_BEGIN, begun)


async def queue_moved(
    connection: AsyncConnection, sqlite_used: bool, announcement: int, old: str, new: str, reason: str
) -> None:
    """A group has a new key: its row waits under that one, with the reason as a mark."""
    table = DELIVERY.c
    columns = ["announcement", "chat", "stage", "state", "reason", "version", "earlier"]
    row = select(
        table.announcement, literal(new), table.stage, literal("queued"), literal(reason), table.version, table.earlier
    ).where(table.announcement == announcement, table.chat == old)
    insert = sqlite.insert if sqlite_used else postgresql.insert
    await connection.execute(insert(DELIVERY).from_select(columns, row).on_conflict_do_nothing())


async def give_up_sending(connection: AsyncConnection, announcement: int, reason: str) -> int:
    """What was being sent when its process died may have arrived: it is unknown from now on; gives how many."""
    table = DELIVERY.c
    left = (table.announcement == announcement, table.state == "sending")
    statement = update(DELIVERY).where(*left).values(state="unknown", reason=reason)
    return (await connection.execute(statement)).rowcount


async def count(database: Database, announcement: int) -> int:
    """How many rows an announcement has."""
    query = select(func.count()).where(DELIVERY.c.announcement == announcement)
    async with database.engine.connect() as connection:
        return int((await connection.execute(query)).scalar_one())
