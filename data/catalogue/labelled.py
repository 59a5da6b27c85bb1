"""Labelled questions that editors added."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from data.storage.engine import Database
from data.tables import LabelledQuestion, table_of

_LABELLED = table_of(LabelledQuestion)


@dataclass(frozen=True, slots=True)
class AddedQuestion:
    """A question and its right answer; `intent` None: none of ours, `entry` None: any of the subject."""

    id: int
    text: str
    intent: str | None
    entry: str | None
    region: str | None


async def added_questions(database: Database) -> Sequence[AddedQuestion]:
    """Every added question, in the order of adding."""
    columns = (_LABELLED.c[name] for name in ("id", "text", "intent", "entry", "region"))
    async with database.engine.connect() as connection:
        return [AddedQuestion(*row) for row in await connection.execute(select(*columns).order_by(_LABELLED.c.id))]


async def add_question(
    connection: AsyncConnection,
    text: str,
    intent: str | None,
    entry: str | None,
    region: str | None,
    added_by: str,
    added_at: int,
) -> None:
    """Adds a question; one of the same words gives way to it."""
    await connection.execute(delete(_LABELLED).where(_LABELLED.c.text == text))
    row = {"text": text, "intent": intent, "entry": entry, "region": region}
    await connection.execute(insert(_LABELLED).values({**row, "added_by": added_by, "added_at": added_at}))


async def remove_question(connection: AsyncConnection, number: int) -> AddedQuestion | None:
    """Takes an added question away; None when it is gone already."""
    columns = (_LABELLED.c[name] for name in ("id", "text", "intent", "entry", "region"))
    row = (await connection.execute(select(*columns).where(_LABELLED.c.id == number))).first()
    if row is None:
        return None
    await connection.execute(delete(_LABELLED).where(_LABELLED.c.id == number))
    return AddedQuestion(*row)
