"""Drafts of entries, kept until somebody decided on them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from data.catalogue.entries import ServiceEntry
from data.catalogue.stored_entries import entry_json, entry_of_json
from data.catalogue.whole import move_revision
from data.storage.engine import Database
from data.storage.shapes import Shape, as_it_was
from data.tables import Entry, PageDraft, table_of

_DRAFT = table_of(PageDraft)
_ENTRY = table_of(Entry)
_SHAPE: Final = Shape((as_it_was,))

OPEN, ACCEPTED, MERGED, DROPPED = "open", "accepted", "merged", "dropped"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a page bears out of a draft: its words, those for each field, and the fields that somebody should look at.

    `same_as` is the id of the standing entry of the same thing, None for none; `changes` are its figures that the page
    prints otherwise, as (name, before, after).
    """

    passage: str
    doubtful: tuple[str, ...] = ()
    quotes: dict[str, str] = field(default_factory=dict)
    same_as: str | None = None
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft that waits; `entry` has no id yet."""

    entry: ServiceEntry
    evidence: Evidence


_EVIDENCE: Final = TypeAdapter(Evidence)


class Drafts:
    """The drafts in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, drafts: Sequence[tuple[str, KeptDraft]], page: str, actor: str, at: int) -> tuple[int, ...]:
        """Keeps those whose mark (the first of each pair) is new, all or none; their numbers in order."""
        numbers: list[int] = []
        async with self._database.write_rows() as connection:
            marks = [mark for mark, _ in drafts]
            query = select(_DRAFT.c.mark).where(_DRAFT.c.mark.in_(marks))
            known = set((await connection.execute(query)).scalars())
            for mark, draft in drafts:
                if mark in known:
                    continue
                known.add(mark)
                row = {
                    "mark": mark, "page": page, "content": _content(draft), "state": OPEN, "actor": actor, "at": at,
                }  # fmt: skip
                made = await connection.execute(insert(_DRAFT).values(row).returning(_DRAFT.c.id))
                numbers.append(made.scalar_one())
        return tuple(numbers)

    async def open(self, number: int) -> KeptDraft | None:
        """The draft of this number while nobody decided on it."""
        query = select(_DRAFT.c.content).where(_DRAFT.c.id == number, _DRAFT.c.state == OPEN)
        async with self._database.engine.connect() as connection:
            content = await connection.scalar(query)
        return _draft(content) if content is not None else None

    async def next_open(self, after: int = 0) -> int | None:
        """The number of the first open draft after this one, else of the first of all; None when none is left."""
        query = select(func.min(_DRAFT.c.id)).where(_DRAFT.c.state == OPEN)
        async with self._database.engine.connect() as connection:
            later: int | None = await connection.scalar(query.where(_DRAFT.c.id > after))
            first: int | None = later if later is not None else await connection.scalar(query)
        return first

    async def count(self) -> int:
        """How many are open."""
        query = select(func.count()).where(_DRAFT.c.state == OPEN)
        async with self._database.engine.connect() as connection:
            return int(await connection.scalar(query) or 0)

    async def change(self, number: int, draft: KeptDraft) -> bool:
        """Keeps an open draft as somebody corrected it; false when it is open no more."""
        statement = update(_DRAFT).where(_DRAFT.c.id == number, _DRAFT.c.state == OPEN)
        async with self._database.write_rows() as connection:
            done = await connection.execute(statement.values(content=_content(draft)))
        return done.rowcount == 1

    async def decide(
        self, number: int, state: str, actor: str, at: int, entry: str | None = None, passage: str | None = None
    ) -> bool:
        """Closes a draft; the page's words are kept with the entry that came of it. False: it was closed already."""
        statement = update(_DRAFT).where(_DRAFT.c.id == number, _DRAFT.c.state == OPEN)
        async with self._database.write_rows() as connection:
            done = await connection.execute(statement.values(state=state, entry=entry, decided_by=actor, decided_at=at))
            if done.rowcount == 1 and entry is not None and passage is not None:
                await _keep_passage(connection, entry, passage)
        return done.rowcount == 1


async def _keep_passage(connection: AsyncConnection, entry: str, passage: str) -> None:
    await connection.execute(update(_ENTRY).where(_ENTRY.c.id == entry).values(passage=passage))
    await move_revision(connection)


def _content(draft: KeptDraft) -> dict[str, object]:
    return _SHAPE.stamped(
        {"entry": entry_json(draft.entry), "evidence": _EVIDENCE.dump_python(draft.evidence, mode="json")}
    )


def _draft(kept: dict[str, Any]) -> KeptDraft:
    content = _SHAPE.read(kept)
    evidence = _EVIDENCE.validate_python(content["evidence"])
    return KeptDraft(_entry(content["entry"]), evidence)


def _entry(content: object) -> ServiceEntry:
    entry = entry_of_json(content) if isinstance(content, dict) else None
    if entry is None:
        raise TypeError("a draft without its entry")
    return entry
