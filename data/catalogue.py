"""The whole catalogue at once, for the matcher, and the number by which it notices a change."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel.ext.asyncio.session import AsyncSession

from data.entries import ENTRY_KEYS, ExamplePhrase, ServiceEntry, Subject, entry_from_columns
from data.tables import CatalogueRevision, Entry, Intent, Phrase, table_of

TAUGHT, SEEDED = "taught", "seed"
_ENTRY, _INTENT, _PHRASE, _REVISION = (table_of(model) for model in (Entry, Intent, Phrase, CatalogueRevision))


@dataclass(frozen=True, slots=True)
class CatalogueRows:
    """Subjects in their order, entries by id, phrases by age.

    `with_passage` holds the ids of the entries whose source's own words are stored.
    """

    revision: int
    subjects: tuple[Subject, ...]
    entries: tuple[ServiceEntry, ...]
    phrases: tuple[ExamplePhrase, ...]
    with_passage: frozenset[str]


async def read_revision(session: AsyncSession) -> int:
    """The catalogue's revision: 0 before anything was loaded."""
    connection = await session.connection()
    return (await connection.execute(select(_REVISION.c.revision))).scalar() or 0


async def read_catalogue(session: AsyncSession) -> CatalogueRows:
    """Everything the matcher needs.

    The revision is read first: rows that are newer than it bring the matcher back once more, older ones would never.
    """
    revision = await read_revision(session)
    connection = await session.connection()
    subjects = select(_INTENT.c.id, _INTENT.c.name, _INTENT.c.scope, _INTENT.c.leads).order_by(_INTENT.c.position)
    entries = select(*(_ENTRY.c[key] for key in ENTRY_KEYS)).order_by(_ENTRY.c.id)
    passages = select(_ENTRY.c.id).where(_ENTRY.c.passage.is_not(None))
    phrases = select(*(_PHRASE.c[name] for name in ("intent", "text", "kind", "origin", "entry"))).order_by(
        _PHRASE.c.id
    )
    return CatalogueRows(
        revision,
        tuple(Subject(i, name, scope, tuple(leads)) for i, name, scope, leads in await connection.execute(subjects)),
        tuple(entry_from_columns(row._asdict()) for row in await connection.execute(entries)),
        _phrases(await connection.execute(phrases)),
        frozenset((await connection.execute(passages)).scalars()),
    )


def _phrases(rows: Iterable[Any]) -> tuple[ExamplePhrase, ...]:
    """Half a million rows hold few intents and kinds: one object for each of them saves 50 MB."""
    shared: dict[str | None, str | None] = {}
    kinds: dict[str, str] = {}
    return tuple(
        ExamplePhrase(shared.setdefault(intent, intent), text, kinds.setdefault(kind, kind), origin == TAUGHT, entry)
        for intent, text, kind, origin, entry in rows
    )


async def read_passage(session: AsyncSession, entry_id: str) -> str | None:
    """The source's own words, without white space; null when the pages were not given at loading."""
    connection = await session.connection()
    passage: str | None = await connection.scalar(select(_ENTRY.c.passage).where(_ENTRY.c.id == entry_id))
    return passage


async def hold_catalogue(connection: AsyncConnection) -> None:
    """Keeps others from changing the catalogue until this transaction ends; comes before reading what to change."""
    await connection.execute(select(_REVISION.c.id).with_for_update())


async def move_revision(connection: AsyncConnection) -> None:
    """Tells every running matcher that subjects, entries or phrases changed; part of each transaction that does so."""
    await connection.execute(update(_REVISION).values(revision=_REVISION.c.revision + 1))
