"""The little that is kept of a person: the region, and for a while what was talked about."""

from collections.abc import Iterable, Sequence

import sqlmodel
from sqlalchemy import ColumnElement, bindparam, delete, select, update

from data.announcing.subscribers import remove
from data.storage.engine import Database
from data.tables import Announcement, Conversation, Delivery, Person, StaffName, table_of

_ANNOUNCEMENT = table_of(Announcement)
_DELIVERY = table_of(Delivery)
_PERSON = table_of(Person)
_CONVERSATION = table_of(Conversation)
_STAFF_NAME = table_of(StaffName)
_REGIONS = select(_PERSON.c.key, _PERSON.c.region).where(_PERSON.c.key.in_(bindparam("keys", expanding=True)))


async def regions_of(database: Database, keys: Iterable[str]) -> dict[str, str]:
    """The region of each of these persons who chose one."""
    async with database.engine.connect() as connection:
        rows = await connection.execute(_REGIONS, {"keys": list(keys)})
        return {key: region for key, region in rows if region is not None}


async def person(database: Database, key: str) -> Person | None:
    """What this person chose to have kept; None when nothing."""
    async with database.read() as session:
        return await session.get(Person, key)


async def keep_region(database: Database, key: str, region: str | None, now: int) -> None:
    """Keeps the region since `now`; None keeps nothing of this person any more."""
    async with database.write() as session:
        found = await session.get(Person, key)
        if region is None:
            if found is not None:
                await session.delete(found)
        elif found is None:
            session.add(Person(key=key, region=region, since=now))
        else:
            found.region, found.since = region, now


async def conversations_of(database: Database, key: str) -> Sequence[Conversation]:
    """The conversations with this person, in whichever chat."""
    async with database.read() as session:
        return (await session.exec(sqlmodel.select(Conversation).where(*_of_person(key)))).all()


async def announced(database: Database, key: str) -> Sequence[tuple[int | None, int | None]]:
    """Every announcement that the ledger has a row of this person for: its message's number there, and when."""
    query = select(_DELIVERY.c.message_id, _DELIVERY.c.at).where(*_delivered_to(key))
    async with database.engine.connect() as connection:
        return [(number, at) for number, at in await connection.execute(query)]


def _delivered_to(key: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    # Naming the announcements lets the ledger's key serve, in which a chat comes second.
    return _DELIVERY.c.announcement.in_(select(_ANNOUNCEMENT.c.id)), _DELIVERY.c.chat == key


async def forget(database: Database, key: str) -> None:
    """Deletes everything kept under the person's key; the subscription and the ledger's rows too."""
    async with database.write_rows() as connection:
        await remove(connection, key)
        await connection.execute(delete(_DELIVERY).where(*_delivered_to(key)))
        await connection.execute(delete(_PERSON).where(_PERSON.c.key == key))
        await connection.execute(delete(_STAFF_NAME).where(_STAFF_NAME.c.person == key))
        await connection.execute(delete(_CONVERSATION).where(*_of_person(key)))
        # How far a ledger came: it begins anew where this was the last, and adds nobody twice.
        last = update(_ANNOUNCEMENT).where(_ANNOUNCEMENT.c.prepared_to == key)
        await connection.execute(last.values(prepared_to=None))
    await database.empty_log()


def _of_person(key: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """A conversation's key is `channel:chat:person`, a person's `channel:person`."""
    channel, _, name = key.partition(":")
    return (
        _CONVERSATION.c.key.startswith(f"{channel}:", autoescape=True),
        _CONVERSATION.c.key.endswith(f":{name}", autoescape=True),
    )
