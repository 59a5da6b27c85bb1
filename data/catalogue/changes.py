"""Changes of entries: each written with its revision and its audit row, all in the caller's transaction."""

import asyncio
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import sqlmodel
from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from data.catalogue.entries import ENTRY_KEYS, ServiceEntry, differing_keys, entry_columns, entry_from_columns
from data.catalogue.stored_entries import entry_json, entry_of_json
from data.catalogue.whole import move_revision
from data.people.audit import LONGEST, Actor
from data.storage.engine import Database
from data.tables import AuditRow, CatalogueRevision, Entry, EntryRevision, table_of

_ENTRY, _REVISION, _AUDIT = (table_of(model) for model in (Entry, EntryRevision, AuditRow))
_CATALOGUE = table_of(CatalogueRevision)
# An entry has some 16 columns, and drivers take some 30,000 parameters a statement.
_BATCH: Final = 1_000

ADD, EDIT, REMOVE, UNDO, IMPORT = "add", "edit", "remove", "undo", "import"


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One entry as it was seen and as it shall be; None: not there. Never both, and an id never changes."""

    before: ServiceEntry | None
    after: ServiceEntry | None

    @property
    def id(self) -> str:
        """The id of the entry."""
        entry = self.before or self.after
        if entry is None:
            raise ValueError("a change of nothing")
        return entry.id

    @property
    def moves_source(self) -> bool:
        """Whether the source's own words, where they are stored, are no longer those of the entry."""
        if self.before is None or self.after is None:
            return True
        one, other = self.before.source, self.after.source
        return (one.article, one.start, one.end) != (other.article, other.start, other.end)


class EntriesMoved(Exception):
    """Somebody else changed these entries since they were seen; nothing was written.

    `now` holds each by id as it is stored (None: no longer there).
    """

    def __init__(self, now: Mapping[str, ServiceEntry | None]) -> None:
        super().__init__(f"{len(now)} entries were changed meanwhile")
        self.now = now


async def apply(
    connection: AsyncConnection, actor: Actor, role: str, at: int, action: str, changes: Sequence[EntryChange]
) -> Mapping[str, int]:
    """Writes the changes, a revision and an audit row each, and moves the catalogue's revision once.

    Comes after `hold_catalogue`, in the same transaction. `role` is the actor's at this time, `at` seconds since 1970,
    `action` one of the words above. Gives the number of each entry's new revision by id.

    Raises:
        EntriesMoved: an entry is not stored as its change saw it.
        ValueError: two changes are of one entry.
    """
    if not changes:
        return {}
    ids = [change.id for change in changes]
    if len(set(ids)) < len(ids):
        raise ValueError("two changes of one entry")
    stored = await entries_by_id(connection, ids)
    moved = {change.id: stored.get(change.id) for change in changes if stored.get(change.id) != change.before}
    if moved:
        raise EntriesMoved(moved)
    await _write_entries(connection, changes)
    last = await _last_numbers(connection, ids)
    numbers = {entry_id: last.get(entry_id, 0) + 1 for entry_id in ids}
    catalogue = (await connection.execute(select(_CATALOGUE.c.revision))).scalar_one() + 1
    who = {"at": at, "actor": actor.person, "channel": actor.channel}
    revisions = [
        {
            **who,
            "entry": change.id,
            "number": numbers[change.id],
            "role": role,
            "action": action,
            "catalogue": catalogue,
            "before": entry_json(change.before),
            "after": entry_json(change.after),
        }
        for change in changes
    ]
    audited = [{**who, "action": f"entry.{action}", "subject": change.id, **_in_short(change)} for change in changes]
    for table, rows in ((_REVISION, revisions), (_AUDIT, audited)):
        for some in _batches(rows):
            await connection.execute(insert(table), some)
    await move_revision(connection)
    return numbers


async def _write_entries(connection: AsyncConnection, changes: Sequence[EntryChange]) -> None:
    new = [{**entry_columns(c.after), "passage": None} for c in changes if c.before is None and c.after is not None]
    for rows in _batches(new):
        await connection.execute(insert(_ENTRY), rows)
    gone = [change.id for change in changes if change.after is None]
    for ids in _batches(gone):
        await connection.execute(delete(_ENTRY).where(_ENTRY.c.id.in_(ids)))
    changed = [change.after for change in changes if change.before is not None and change.after is not None]
    names = {key: bindparam(f"new_{key}", type_=_ENTRY.c[key].type) for key in ENTRY_KEYS if key != "id"}
    statement = update(_ENTRY).where(_ENTRY.c.id == bindparam("of_id")).values(names)
    for entries in _batches(changed):
        rows = [{f"new_{key}": value for key, value in entry_columns(e).items()} | {"of_id": e.id} for e in entries]
        await connection.execute(statement, [{k: v for k, v in row.items() if k != "new_id"} for row in rows])
    moved = [change.id for change in changes if change.after is not None and change.moves_source]
    for ids in _batches(moved):
        await connection.execute(update(_ENTRY).where(_ENTRY.c.id.in_(ids)).values(passage=None))


async def _last_numbers(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in _batches(ids):
        last = func.max(_REVISION.c.number).label("last")
        query = select(_REVISION.c.entry, last).where(_REVISION.c.entry.in_(some)).group_by(_REVISION.c.entry)
        found |= {row.entry: row.last for row in await connection.execute(query)}
    return found


def _in_short(change: EntryChange) -> dict[str, str | None]:
    """The differing values as one short text each, for the audit."""
    before, after = change.before, change.after
    if before is None or after is None:
        return {"before": before.title if before else None, "after": after.title if after else None}
    keys = differing_keys(before, after)
    return {
        "before": "; ".join(f"{key}={_printed(getattr(before, key))}" for key in keys)[:LONGEST],
        "after": "; ".join(f"{key}={_printed(getattr(after, key))}" for key in keys)[:LONGEST],
    }


def _printed(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, tuple):
        return " ".join(f"{fact.name}={fact.value}{fact.unit or ''}" for fact in value)
    return json.dumps(asdict(value), ensure_ascii=False)  # type: ignore[call-overload]


def _batches(rows: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), _BATCH):
        yield list(rows[start : start + _BATCH])


async def entries_by_id(connection: AsyncConnection, ids: Iterable[str]) -> dict[str, ServiceEntry]:
    """Those of the entries that are stored, by id."""
    found: dict[str, ServiceEntry] = {}
    for some in _batches(list(ids)):
        query = select(*(_ENTRY.c[key] for key in ENTRY_KEYS)).where(_ENTRY.c.id.in_(some))
        found |= {row.id: entry_from_columns(row._asdict()) for row in await connection.execute(query)}
    return found


async def entry_by_id(connection: AsyncConnection, entry_id: str) -> ServiceEntry | None:
    """The entry as it is stored; None when there is none."""
    return (await entries_by_id(connection, [entry_id])).get(entry_id)


async def all_entries(connection: AsyncConnection) -> dict[str, ServiceEntry]:
    """Every entry by id."""
    query = select(*(_ENTRY.c[key] for key in ENTRY_KEYS)).order_by(_ENTRY.c.id)
    rows = (await connection.execute(query)).all()
    # Beside the event loop: 10,000 of them take the processor for half a second.
    return await asyncio.to_thread(lambda: {row.id: entry_from_columns(row._asdict()) for row in rows})


async def namesakes(connection: AsyncConnection, titles: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Region and title of every entry that has one of these titles, by id."""
    found: dict[str, tuple[str, str]] = {}
    for some in _batches(sorted(set(titles))):
        query = select(_ENTRY.c.id, _ENTRY.c.region, _ENTRY.c.title).where(_ENTRY.c.title.in_(some))
        found |= {row.id: (row.region, row.title) for row in await connection.execute(query)}
    return found


async def used_ids(connection: AsyncConnection, beginning: str) -> frozenset[str]:
    """The ids with this beginning that are those of entries, or were once: an id never comes to mean another entry."""
    found: set[str] = set()
    for column in (_ENTRY.c.id, _REVISION.c.entry):
        query = select(column).where(column.startswith(beginning, autoescape=True)).distinct()
        found |= set((await connection.execute(query)).scalars())
    return frozenset(found)


async def history(database: Database, entry_id: str, most: int, before: int | None = None) -> Sequence[EntryRevision]:
    """An entry's revisions, newest first; `before` is a number to go on from."""
    query = sqlmodel.select(EntryRevision).where(_REVISION.c.entry == entry_id)
    if before is not None:
        query = query.where(_REVISION.c.number < before)
    async with database.read() as session:
        return (await session.exec(query.order_by(_REVISION.c.number.desc()).limit(most))).all()


async def revision(database: Database, entry_id: str, number: int) -> EntryRevision | None:
    """One revision of an entry; None when there is none of this number."""
    query = sqlmodel.select(EntryRevision).where(_REVISION.c.entry == entry_id, _REVISION.c.number == number)
    async with database.read() as session:
        return (await session.exec(query)).first()


async def revision_at(database: Database, row: int) -> tuple[str, int] | None:
    """Entry and number of the revision in this row; None when there is none."""
    query = select(_REVISION.c.entry, _REVISION.c.number).where(_REVISION.c.id == row)
    async with database.engine.connect() as connection:
        found = (await connection.execute(query)).first()
    return (found.entry, found.number) if found is not None else None


async def changes_between(
    connection: AsyncConnection, seen: int, now: int, most: int = 500
) -> tuple[EntryChange, ...] | None:
    """What the revisions of the catalogue after `seen` up to `now` changed, one change an entry.

    None when anything but entries changed, or more than `most` of them: then everything is to be read anew.
    """
    columns = (_REVISION.c.catalogue, _REVISION.c.entry, _REVISION.c.before, _REVISION.c.after)
    between = (_REVISION.c.catalogue > seen) & (_REVISION.c.catalogue <= now)
    query = select(*columns).where(between).order_by(_REVISION.c.id).limit(most + 1)
    rows = (await connection.execute(query)).all() if seen < now <= seen + most else []
    if len(rows) > most or {row.catalogue for row in rows} != set(range(seen + 1, now + 1)):
        return None
    first: dict[str, Any] = {}
    last: dict[str, Any] = {}
    for row in rows:
        first.setdefault(row.entry, row.before)
        last[row.entry] = row.after
    changes = (EntryChange(entry_of_json(first[entry]), entry_of_json(last[entry])) for entry in first)
    return tuple(change for change in changes if change.before is not None or change.after is not None)


async def removed_by_hand(connection: AsyncConnection) -> frozenset[str]:
    """The ids of entries that somebody took away and nobody brought back."""
    newest = select(_REVISION.c.entry, func.max(_REVISION.c.number).label("number")).group_by(_REVISION.c.entry)
    last = newest.subquery()
    same = (_REVISION.c.entry == last.c.entry) & (_REVISION.c.number == last.c.number)
    gone = select(_REVISION.c.entry).join(last, same).where(_REVISION.c.after.is_(None))
    return frozenset((await connection.execute(gone)).scalars())
