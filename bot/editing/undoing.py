"""Taking back one revision without losing what was changed after it."""

from dataclasses import replace
from typing import Any

from bot.editing import words
from data.catalogue import changes as editing
from data.catalogue.changes import EntryChange
from data.catalogue.entries import ServiceEntry, differing_keys
from data.catalogue.fields import NAMES
from data.catalogue.stored_entries import entry_of_json
from data.storage.engine import Database
from data.tables import EntryRevision


async def undoing(database: Database, entry_id: str, number: int | None) -> tuple[EntryChange, ...] | str:
    """The changes that take back a revision (None: the newest), or why that cannot be, for the person who asked."""
    if number is None:
        newest = await editing.history(database, entry_id, 1)
        if not newest:
            return words.NO_HISTORY.format(id=entry_id)
        revision = newest[0]
    else:
        found = await editing.revision(database, entry_id, number)
        if found is None:
            return words.NO_REVISION.format(id=entry_id, number=number)
        revision = found
    before, after = entry_of_json(revision.before), entry_of_json(revision.after)
    async with database.engine.connect() as connection:
        now = await editing.entry_by_id(connection, entry_id)
    if before is None:
        return _not_added(entry_id, after, now)
    if after is None:
        return await _brought_back(database, before, now)
    if now is None:
        return words.UNDO_GONE.format(id=entry_id)
    return _set_back(revision, before, after, now)


def _not_added(entry_id: str, after: ServiceEntry | None, now: ServiceEntry | None) -> tuple[EntryChange, ...] | str:
    if now is None:
        return words.UNDO_GONE.format(id=entry_id)
    return (EntryChange(now, None),) if now == after else words.UNDO_ADD.format(id=entry_id)


def _set_back(
    revision: EntryRevision, before: ServiceEntry, after: ServiceEntry, now: ServiceEntry
) -> tuple[EntryChange, ...] | str:
    keys = differing_keys(before, after)
    if all(getattr(now, key) == getattr(before, key) for key in keys):
        return words.UNDO_DONE.format(number=revision.number)
    changed_since = [key for key in keys if getattr(now, key) != getattr(after, key)]
    if changed_since:
        fields = "、".join(NAMES[key] for key in changed_since)
        return words.UNDO_IN_THE_WAY.format(number=revision.number, fields=fields)
    values: dict[str, Any] = {key: getattr(before, key) for key in keys}
    return (EntryChange(now, replace(now, **values)),)


async def _brought_back(
    database: Database, removed: ServiceEntry, now: ServiceEntry | None
) -> tuple[EntryChange, ...] | str:
    """An entry that was taken away, with the other side of its conflict when that still stands as it was left then."""
    if now is not None:
        return words.UNDO_THERE_AGAIN.format(id=removed.id)
    if removed.conflict is None:
        return (EntryChange(None, removed),)
    async with database.engine.connect() as connection:
        other = await editing.entry_by_id(connection, removed.conflict.entry)
    left = await editing.history(database, removed.conflict.entry, 1)
    with_conflict = entry_of_json(left[0].before) if left and left[0].action == editing.REMOVE else None
    if other is None or with_conflict is None or entry_of_json(left[0].after) != other:
        return (EntryChange(None, replace(removed, conflict=None)),)
    return (EntryChange(None, removed), EntryChange(other, with_conflict))
