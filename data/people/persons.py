"""The little that is kept of a person: the region, and for a while what was talked about."""

from collections.abc import Iterable, Sequence

import sqlmodel
from sqlalchemy import Column, ColumnElement, bindparam, delete, func, or_, select, update

from data.announcing.subscribers import remove
from data.people.registry import with_fate
from data.storage.engine import Database
from data.tables import Announcement, Conversation, Delivery, Person, table_of
from data.tables.personal import Fate, Holds, PersonalColumn

_ANNOUNCEMENT = table_of(Announcement)
_DELIVERY = table_of(Delivery)
_PERSON = table_of(Person)
_CONVERSATION = table_of(Conversation)
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
        return (await session.exec(sqlmodel.select(Conversation).where(*_of_person(key, _CONVERSATION.c.key)))).all()


async def announced(database: Database, key: str) -> Sequence[tuple[int | None, int | None]]:
    """Every announcement that the ledger has a row of this person for: its message's number there, and when."""
    query = select(_DELIVERY.c.message_id, _DELIVERY.c.at).where(*_delivered_to(key))
    async with database.engine.connect() as connection:
        return [(number, at) for number, at in await connection.execute(query)]


def _delivered_to(key: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    # Naming the announcements lets the ledger's key serve, in which a chat comes second.
    return _DELIVERY.c.announcement.in_(select(_ANNOUNCEMENT.c.id)), _DELIVERY.c.chat == key


async def forget(database: Database, key: str) -> None:
    """Deletes everything kept under the person's key, as the registry of personal columns says; sends nothing more."""
    async with database.write_rows() as connection:
        await remove(connection, key)
        for one in with_fate(Fate.ROW):
            await connection.execute(delete(table_of(one.model)).where(*_theirs(one, key)))
        for one in with_fate(Fate.EMPTIED):
            # How far a ledger came: it begins anew where this was the last, and adds nobody twice.
            await connection.execute(update(table_of(one.model)).where(*_theirs(one, key)).values({one.column: None}))
    await database.empty_log()


async def on_record(database: Database, key: str) -> int:
    """In how many rows it stands what this person did for the union; those stay."""
    found = 0
    async with database.engine.connect() as connection:
        for one in with_fate(Fate.RECORD):
            query = select(func.count()).select_from(table_of(one.model)).where(*_theirs(one, key))
            found += int((await connection.execute(query)).scalar_one())
    return found


def _theirs(one: PersonalColumn, key: str) -> tuple[ColumnElement[bool], ...]:
    table = table_of(one.model)
    if table is _DELIVERY:
        return _delivered_to(key)
    if one.holds is Holds.TALK:
        return _of_person(key, table.c[one.column])
    return (table.c[one.column] == key,)


def _of_person(key: str, talk: Column[str]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """A talk's key is `channel:chat:person`, a person's `channel:person`."""
    channel, _, name = key.partition(":")
    return (
        talk.startswith(f"{channel}:", autoescape=True),
        or_(talk.endswith(f":{name}", autoescape=True), talk.endswith(f":{name}#", autoescape=True)),
    )
