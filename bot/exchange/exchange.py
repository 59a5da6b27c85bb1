"""The one door for files of entries: out, looked at, and in, all or nothing."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.catalogue.live import LiveCatalogue
from bot.editing.entries import Entries
from bot.editing.safety_net import ChangedAnswer
from bot.editing.save_results import SaveResult
from bot.exchange import files
from bot.exchange.mending import Around
from bot.exchange.plan import Plan, plan, without_removed
from bot.exchange.subject_names import SubjectNames
from bot.extracting.subjects import reader_of
from bot.people.staff import NotAllowed
from data.catalogue import changes as editing
from data.people.audit import Actor
from data.storage.engine import Database

Told = Callable[[int], Awaitable[None]]


async def _untold(_: int) -> None:
    """For those who do not want to hear."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file of all entries."""

    content: bytes
    count: int


class Exchange:
    """Entries out of a database and into it; reading and comparing takes place beside the event loop."""

    def __init__(self, database: Database, entries: Entries, live: LiveCatalogue) -> None:
        self._database = database
        self._entries = entries
        self._live = live

    async def export(self, kind: str) -> Exported:
        """Every entry, by id, in a file of one of `files.KINDS`."""
        async with self._database.engine.connect() as connection:
            stored = await editing.all_entries(connection)
        content = await asyncio.to_thread(files.write, stored.values(), kind, self._entries.subjects)
        return Exported(content, len(stored))

    async def plan(
        self, name: str, content: bytes, told: Told = _untold, subjects: Mapping[str, str] | None = None
    ) -> Plan:
        """What a file would do to the entries as they are now; `told` hears how many rows it has.

        `subjects` are ids by the names in the file for which somebody said so.

        Raises:
            WrongFile: it cannot be read as entries.
        """
        sheet = await asyncio.to_thread(files.read, name, content)
        await told(len(sheet.rows))
        async with self._database.engine.connect() as connection:
            stored = await editing.all_entries(connection)
            used = await editing.used_ids(connection, "")
        typed = self._entries.typed
        names = SubjectNames(typed.subjects.values(), reader_of(self._live.snapshot))
        around = Around(stored, used, typed, names, self._entries.today, name, subjects or {})
        return await asyncio.to_thread(plan, name, sheet, around)

    async def changed_answers(self, of: Plan, *, remove_missing: bool = False) -> Sequence[ChangedAnswer]:
        """The labelled answers that the import would change."""
        changes = of.changes(remove_missing=remove_missing)
        return await self._entries.changed_answers(changes) if changes else ()

    async def commit(self, actor: Actor, of: Plan, *, remove_missing: bool, confirmed: bool) -> SaveResult:
        """Does what the plan says, all or nothing; an entry that was changed since it was made stops all of it.

        `confirmed`: the person has seen which labelled answers change, and may want it so.

        Raises:
            NotAllowed: the actor has not the right.
        """
        changes = of.changes(remove_missing=remove_missing)
        if remove_missing and of.missing:
            async with self._database.engine.connect() as connection:
                changes = without_removed(changes, await editing.all_entries(connection))
        if confirmed:
            try:
                return await self._entries.save(actor, editing.IMPORT, changes, confirmed=True)
            except NotAllowed:
                pass  # who may edit may still import what changes no answer
        return await self._entries.save(actor, editing.IMPORT, changes)
