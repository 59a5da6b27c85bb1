"""Subjects that editors made: rows beside those that ship, kept by `load` as long as anything stands under them."""

from collections.abc import Iterable

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from data.catalogue.entries import Subject
from data.catalogue.taught import teach_subject
from data.catalogue.whole import TAUGHT, move_revision
from data.tables import Entry, Intent, Phrase, table_of

_ENTRY, _INTENT, _PHRASE = (table_of(model) for model in (Entry, Intent, Phrase))


class SubjectUsed(Exception):
    """Entries or shipped phrases stand under the subject."""


async def add_subject(connection: AsyncConnection, subject: Subject, phrases: Iterable[str]) -> None:
    """Adds a subject after all others, with what people say on it; comes after `hold_catalogue`, moves the revision."""
    last = await connection.scalar(select(func.max(_INTENT.c.position)))
    row = {"id": subject.id, "name": subject.name, "scope": subject.scope, "leads": [], "keys": []}
    await connection.execute(insert(_INTENT).values({**row, "position": (last or 0) + 1}))
    for phrase in phrases:
        await teach_subject(connection, phrase, subject.id)
    await move_revision(connection)


async def remove_subject(connection: AsyncConnection, subject: str) -> str | None:
    """Takes a subject away that editors made, with what was taught of it; its name, None when there is none.

    Comes after `hold_catalogue`, moves the revision.

    Raises:
        SubjectUsed: see there.
    """
    name = await connection.scalar(select(_INTENT.c.name).where(_INTENT.c.id == subject))
    if name is None:
        return None
    entries = await connection.scalar(select(func.count()).where(_ENTRY.c.intent == subject))
    shipped = await connection.scalar(
        select(func.count()).where(_PHRASE.c.intent == subject, _PHRASE.c.origin != TAUGHT)
    )
    if entries or shipped:
        raise SubjectUsed(subject)
    await connection.execute(delete(_PHRASE).where(_PHRASE.c.intent == subject))
    await connection.execute(delete(_INTENT).where(_INTENT.c.id == subject))
    await move_revision(connection)
    return str(name)
