"""Phrases that editors taught: each counts at once, beside or in the place of one that ships."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, delete, func, insert, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from data.catalogue.whole import SEEDED, TAUGHT, move_revision
from data.storage.engine import Database
from data.tables import Entry, Phrase, table_of

_PHRASE, _ENTRY = table_of(Phrase), table_of(Entry)

KIND: Final = "taught"
"""The kind of a phrase that only exists because it was taught; one that ships keeps its own."""


class EntryGone(Exception):
    """The entry that a phrase was to be taught to is no longer there."""


@dataclass(frozen=True, slots=True)
class TaughtPhrase:
    """A taught phrase; `intent` None: none of ours, `entry` None: the subject decides."""

    id: int
    text: str
    intent: str | None
    entry: str | None


async def teach(connection: AsyncConnection, text: str, entry: str | None) -> int:
    """Teaches a phrase to an entry (None: to be none of ours); what the same words were taught before gives way.

    Comes after `hold_catalogue`; moves the revision. Gives the phrase's id.

    Raises:
        EntryGone: see there.
    """
    intent: str | None = None
    if entry is not None:
        intent = await connection.scalar(select(_ENTRY.c.intent).where(_ENTRY.c.id == entry))
        if intent is None:
            raise EntryGone(entry)
    return await _teach(connection, text, intent, entry)


async def teach_subject(connection: AsyncConnection, text: str, intent: str) -> int:
    """As `teach`, to a subject that is there and not to one of its entries."""
    return await _teach(connection, text, intent, None)


async def _teach(connection: AsyncConnection, text: str, intent: str | None, entry: str | None) -> int:
    for row in await connection.execute(select(_PHRASE.c.id).where(_PHRASE.c.text == text, _PHRASE.c.origin == TAUGHT)):
        await _untaught(connection, row.id)
    same = _PHRASE.c.intent.is_(None) if intent is None else _PHRASE.c.intent == intent
    shipped = await connection.scalar(select(_PHRASE.c.id).where(_PHRASE.c.text == text, same))
    values = {"origin": TAUGHT, "entry": entry}
    if shipped is not None:
        await connection.execute(update(_PHRASE).where(_PHRASE.c.id == shipped).values(values))
        number = shipped
    else:
        row_of = insert(_PHRASE).values({"intent": intent, "text": text, "kind": KIND, **values})
        number = (await connection.execute(row_of.returning(_PHRASE.c.id))).scalar_one()
    await move_revision(connection)
    return int(number)


async def _untaught(connection: AsyncConnection, number: int) -> None:
    """Deletes the phrase; one that ships stays as it ships."""
    of_row = _PHRASE.c.id == number
    await connection.execute(delete(_PHRASE).where(of_row, _PHRASE.c.kind == KIND))
    await connection.execute(update(_PHRASE).where(of_row).values(origin=SEEDED, entry=null()))


async def take_back(connection: AsyncConnection, number: int) -> TaughtPhrase | None:
    """Undoes a teaching and moves the revision; gives what it was, None when it is none any more."""
    row = (await connection.execute(_query().where(_PHRASE.c.id == number))).first()
    if row is None:
        return None
    await _untaught(connection, number)
    await move_revision(connection)
    return TaughtPhrase(*row)


def _query() -> Select[int, str, str | None, str | None]:
    return select(_PHRASE.c.id, _PHRASE.c.text, _PHRASE.c.intent, _PHRASE.c.entry).where(_PHRASE.c.origin == TAUGHT)


async def taught_phrases(database: Database, most: int, skip: int) -> Sequence[TaughtPhrase]:
    """Taught phrases, the newest first."""
    query = _query().order_by(_PHRASE.c.id.desc()).limit(most).offset(skip)
    async with database.engine.connect() as connection:
        return [TaughtPhrase(*row) for row in await connection.execute(query)]


async def taught_count(database: Database) -> int:
    """How many there are."""
    async with database.engine.connect() as connection:
        return (await connection.execute(select(func.count()).select_from(_query().subquery()))).scalar() or 0
