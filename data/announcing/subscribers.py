"""Who asked for announcements, and which of them an audience holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlmodel
from sqlalchemy import ColumnElement, and_, case, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from data.storage.engine import Database
from data.tables import Announcement, Delivery, Subscriber, table_of

SUBSCRIBER: Final = table_of(Subscriber)
_DELIVERY = table_of(Delivery)
# Where rows may still be queued. Naming these lets the ledger's key serve, in which a chat comes second.
_OPEN = select(table_of(Announcement).c.id).where(
    table_of(Announcement).c.state.in_(("scheduled", "sending", "paused"))
)

ACTIVE: Final = "active"
BLOCKED: Final = "blocked"
UNREACHABLE: Final = "unreachable"
ALL_TOPICS: Final = ",all,"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the recipients have in common; None: no condition.

    `within` is a region's full path and `around` the paths of the regions that hold it: people there, in a part of it,
    or of one that holds it. Whoever paused past `now` is left out. `digest`: those who want one message a day, or only
    the others. All of `holds` hold too, and none of `lacks`.
    """

    now: int
    within: str | None = None
    around: tuple[str, ...] = ()
    topic: str | None = None
    station: str | None = None
    digest: bool | None = None
    holds: tuple["Conditions", ...] = ()
    lacks: tuple["Conditions", ...] = ()


def matching(conditions: Conditions) -> ColumnElement[bool]:
    """The condition on subscribers."""
    table = SUBSCRIBER.c
    parts = [table.state == ACTIVE, or_(table.paused_until.is_(None), table.paused_until <= conditions.now)]
    if conditions.within is not None:
        inside = table.area.startswith(conditions.within, autoescape=True)
        parts.append(or_(table.area.is_(None), inside, table.area.in_(conditions.around)))
    if conditions.topic is not None:
        named = table.topics.contains(f",{conditions.topic},", autoescape=True)
        parts.append(or_(table.topics == ALL_TOPICS, named))
    if conditions.station is not None:
        parts.append(table.station == conditions.station)
    if conditions.digest is not None:
        parts.append(table.digest.is_(conditions.digest))
    parts += [matching(inner) for inner in conditions.holds]
    # What is null does not match, and not(null) would not either.
    parts += [case((matching(inner), 1), else_=0) == 0 for inner in conditions.lacks]
    return and_(*parts)


async def count(database: Database, conditions: Conditions) -> int:
    """How many chats the conditions hold for."""
    query = select(func.count()).select_from(SUBSCRIBER).where(matching(conditions))
    async with database.engine.connect() as connection:
        return int((await connection.execute(query)).scalar_one())


async def any_at_all(database: Database) -> bool:
    """Whether anybody asked for announcements."""
    async with database.engine.connect() as connection:
        return (await connection.execute(select(SUBSCRIBER.c.chat).limit(1))).first() is not None


async def any_within(connection: AsyncConnection, conditions: Conditions) -> bool:
    """Whether the conditions hold for any chat."""
    query = select(SUBSCRIBER.c.chat).where(matching(conditions)).limit(1)
    return (await connection.execute(query)).first() is not None


async def of(database: Database, chat: str) -> Subscriber | None:
    """What this chat chose; None when it is no subscriber."""
    async with database.read() as session:
        return await session.get(Subscriber, chat)


async def beginning_with(database: Database, beginning: str, most: int) -> Sequence[Subscriber]:
    """The subscribers whose keys begin so, the first so many by key; looks at every row."""
    query = sqlmodel.select(Subscriber).where(SUBSCRIBER.c.chat.startswith(beginning, autoescape=True))
    async with database.read() as session:
        return (await session.exec(query.order_by(SUBSCRIBER.c.chat).limit(most))).all()


async def all_of(database: Database, chats: Sequence[str]) -> Mapping[str, Subscriber]:
    """What these chats chose, by key."""
    async with database.read() as session:
        rows = await session.exec(sqlmodel.select(Subscriber).where(SUBSCRIBER.c.chat.in_(chats)))
        return {row.chat: row for row in rows}


async def keep(database: Database, row: Mapping[str, Any]) -> None:
    """Adds a subscriber or changes the named columns of one."""
    insert = (sqlite.insert if database.is_sqlite else postgresql.insert)(SUBSCRIBER).values(dict(row))
    changed = {name: insert.excluded[name] for name in row if name not in ("chat", "since")}
    async with database.write_rows() as connection:
        await connection.execute(insert.on_conflict_do_update(index_elements=[SUBSCRIBER.c.chat], set_=changed))


async def change(database: Database, chat: str, values: Mapping[str, Any]) -> bool:
    """Changes columns of a subscriber; false when the chat is none."""
    async with database.write_rows() as connection:
        statement = update(SUBSCRIBER).where(SUBSCRIBER.c.chat == chat).values(dict(values))
        return (await connection.execute(statement)).rowcount > 0


async def drop(database: Database, chat: str) -> bool:
    """Removes the chat and what is still queued for it; false when it was no subscriber."""
    async with database.write_rows() as connection:
        return await remove(connection, chat)


async def remove(connection: AsyncConnection, chat: str) -> bool:
    """As `drop`, within a transaction."""
    gone = (await connection.execute(delete(SUBSCRIBER).where(SUBSCRIBER.c.chat == chat))).rowcount > 0
    left = update(_DELIVERY).where(*_queued_for(chat)).values(state="expired", reason="left")
    await connection.execute(left)
    return gone


async def move(database: Database, old: str, new: str) -> None:
    """A group has a new key: its choices and everything queued for it move there, in one transaction."""
    async with database.write_rows() as connection:
        await move_within(connection, database.is_sqlite, old, new)


async def move_within(connection: AsyncConnection, sqlite_used: bool, old: str, new: str) -> None:
    """As `move`, within a transaction; a subscription that the new key has already stays as it is."""
    insert = sqlite.insert if sqlite_used else postgresql.insert
    names = [column.name for column in SUBSCRIBER.columns if column.name != "chat"]
    copied = select(sqlmodel.literal(new), *(SUBSCRIBER.c[name] for name in names)).where(SUBSCRIBER.c.chat == old)
    statement = insert(SUBSCRIBER).from_select(["chat", *names], copied).on_conflict_do_nothing()
    await connection.execute(statement)
    await connection.execute(delete(SUBSCRIBER).where(SUBSCRIBER.c.chat == old))
    waiting = _queued_for(old)
    columns = ["announcement", "chat", "stage", "state", "version"]
    queued = select(
        _DELIVERY.c.announcement, sqlmodel.literal(new), _DELIVERY.c.stage, _DELIVERY.c.state, _DELIVERY.c.version
    ).where(*waiting)
    await connection.execute(insert(_DELIVERY).from_select(columns, queued).on_conflict_do_nothing())
    await connection.execute(update(_DELIVERY).where(*waiting).values(state="moved"))


def _queued_for(chat: str) -> tuple[ColumnElement[bool], ...]:
    return _DELIVERY.c.announcement.in_(_OPEN), _DELIVERY.c.chat == chat, _DELIVERY.c.state == "queued"


async def suppress(connection: AsyncConnection, chat: str, state: str) -> None:
    """Nothing more is sent to this chat until it writes; what it chose is kept."""
    await connection.execute(update(SUBSCRIBER).where(SUBSCRIBER.c.chat == chat).values(state=state))


async def note_gone(connection: AsyncConnection, chat: str, now: int, forget_after: int) -> None:
    """The account is said to be gone: suppressed, and removed when that was said so many seconds ago already."""
    table = SUBSCRIBER.c
    since = (await connection.execute(select(table.gone_since).where(table.chat == chat))).scalar()
    if since is not None and now - since >= forget_after:
        await remove(connection, chat)
    else:
        gone = {"state": BLOCKED, "gone_since": since if since is not None else now}
        await connection.execute(update(SUBSCRIBER).where(table.chat == chat).values(gone))
