"""Who changed what: written with the change itself, read back in pages, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlmodel
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from data.storage.engine import Database
from data.tables import AuditRow, table_of

_AUDIT = table_of(AuditRow)

LONGEST: Final = 300
"""Characters of `before` and `after` that are kept: enough to recognise a value; revisions hold all of it."""

OPERATOR: Final = "operator"
"""The actor of what is typed on the machine itself."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts and from where: `person` is the key of a person or `OPERATOR`, `channel` its name."""

    person: str
    channel: str


async def note(
    connection: AsyncConnection,
    actor: Actor,
    at: int,
    action: str,
    subject: str,
    before: str | None = None,
    after: str | None = None,
) -> None:
    """Writes one act, as part of the transaction that does it; `at` in seconds since 1970."""
    row = {
        "at": at,
        "actor": actor.person,
        "channel": actor.channel,
        "action": action,
        "subject": subject,
        "before": before[:LONGEST] if before is not None else None,
        "after": after[:LONGEST] if after is not None else None,
    }
    await connection.execute(insert(_AUDIT).values(row))


async def was_done(connection: AsyncConnection, action: str, subject: str) -> bool:
    """Whether this act was ever done to it."""
    query = select(_AUDIT.c.id).where(_AUDIT.c.action == action, _AUDIT.c.subject == subject).limit(1)
    return (await connection.execute(query)).first() is not None


async def subjects(connection: AsyncConnection, action: str) -> frozenset[str]:
    """What this act was ever done to."""
    query = select(_AUDIT.c.subject).where(_AUDIT.c.action == action)
    return frozenset((await connection.execute(query)).scalars())


async def newest(database: Database, most: int, before: int | None = None) -> Sequence[AuditRow]:
    """The newest acts, newest first; `before` is an id to go on from."""
    query = sqlmodel.select(AuditRow).order_by(_AUDIT.c.id.desc()).limit(most)
    if before is not None:
        query = query.where(_AUDIT.c.id < before)
    async with database.read() as session:
        return (await session.exec(query)).all()
