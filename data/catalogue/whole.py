"""The whole catalogue at once, for the matcher, and the number by which it notices a change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel.ext.asyncio.session import AsyncSession

from data.catalogue.entries import (
    ENTRY_KEYS,
    ExamplePhrase,
    ServiceEntry,
    Subject,
    SubjectKey,
    entry_from_columns,
)
from data.catalogue.guides import Guide, guide_from_columns
from data.tables import CatalogueRevision, Entry, GuideRow, Intent, Phrase, table_of

TAUGHT, SEEDED = "taught", "seed"
_ENTRY, _INTENT, _PHRASE, _REVISION, _GUIDE = (
    table_of(model) for model in (Entry, Intent, Phrase, CatalogueRevision, GuideRow)
)


@dataclass(frozen=True, slots=True)
class CatalogueRows:
    """Subjects in their order, entries by id, phrases by age.

    `with_passage` holds the ids of the entries whose source's own words are stored, `made_here` of those made by
    editors.
    """

    revision: int
    subjects: tuple[Subject, ...]
    entries: tuple[ServiceEntry, ...]
    phrases: tuple[ExamplePhrase, ...]
    with_passage: frozenset[str]
    guides: tuple[Guide, ...] = ()
    made_here: frozenset[str] = frozenset()


async def read_revision(session: AsyncSession) -> int:
    """The catalogue's revision: 0 before anything was loaded."""
    connection = await session.connection()
    return (await connection.execute(select(_REVISION.c.revision))).scalar() or 0


async def read_subjects(connection: AsyncConnection) -> tuple[Subject, ...]:
    """The subjects, in their order."""
    subjects = select(
        *(_INTENT.c[name] for name in ("id", "name", "scope", "leads", "keys", "part_of", "helped_by"))
    ).order_by(_INTENT.c.position)
    return tuple(_subject(*row) for row in await connection.execute(subjects))


async def read_catalogue(session: AsyncSession) -> CatalogueRows:
    """Everything the matcher needs.

    The revision is read first: rows that are newer than it bring the matcher back once more, older ones would never.
    """
    revision = await read_revision(session)
    connection = await session.connection()
    entries = select(*(_ENTRY.c[key] for key in ENTRY_KEYS)).order_by(_ENTRY.c.id)
    passages = select(_ENTRY.c.id).where(_ENTRY.c.passage.is_not(None))
    made_here = select(_ENTRY.c.id).where(_ENTRY.c.loaded_hash.is_(None))
    phrases = select(*(_PHRASE.c[name] for name in ("intent", "text", "kind", "origin", "entry"))).order_by(
        _PHRASE.c.id
    )
    guides = select(_GUIDE.c.id, _GUIDE.c.intent, _GUIDE.c.content).order_by(_GUIDE.c.position)
    return CatalogueRows(
        revision,
        await read_subjects(connection),
        tuple(entry_from_columns(row._asdict()) for row in await connection.execute(entries)),
        _phrases(await connection.execute(phrases)),
        frozenset((await connection.execute(passages)).scalars()),
        tuple(guide_from_columns(row._asdict()) for row in await connection.execute(guides)),
        frozenset((await connection.execute(made_here)).scalars()),
    )


def _subject(
    subject_id: str,
    name: str,
    scope: str,
    leads: Sequence[str],
    keys: Sequence[str],
    part_of: str | None,
    helped_by: str | None,
) -> Subject:
    """A row of the table; keys that this release does not know, a later one's, say nothing to it."""
    known = frozenset(SubjectKey)
    of_us = tuple(SubjectKey(key) for key in keys if key in known)
    return Subject(subject_id, name, scope, tuple(leads), of_us, part_of, helped_by)


def _phrases(rows: Iterable[Any]) -> tuple[ExamplePhrase, ...]:
    """Half a million rows hold few intents and kinds: one object for each of them saves 50 MB."""
    shared: dict[str | None, str | None] = {}
    kinds: dict[str, str] = {}
    return tuple(
        ExamplePhrase(shared.setdefault(intent, intent), text, kinds.setdefault(kind, kind), origin == TAUGHT, entry)
        for intent, text, kind, origin, entry in rows
    )


async def read_passage(session: AsyncSession, entry_id: str) -> str | None:
    """The source's own words, without white space; None when the pages were not given at loading."""
    connection = await session.connection()
    passage: str | None = await connection.scalar(select(_ENTRY.c.passage).where(_ENTRY.c.id == entry_id))
    return passage


async def hold_catalogue(connection: AsyncConnection) -> None:
    """Keeps others from changing the catalogue until this transaction ends; comes before reading what to change."""
    await connection.execute(select(_REVISION.c.id).with_for_update())


async def move_revision(connection: AsyncConnection) -> None:
    """Tells every running matcher that subjects, entries or phrases changed; part of each transaction that does so."""
    await connection.execute(update(_REVISION).values(revision=_REVISION.c.revision + 1))
