"""The one door for files of entries: out, looked at, and in, all or nothing."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.editing.entries import Entries
from bot.editing.outcomes import Outcome
from bot.editing.safety_net import ChangedAnswer
from bot.exchange import files
from bot.exchange.plan import Plan, plan, without_removed
from bot.staff import NotAllowed
from data import editing
from data.audit import Actor
from data.engine import Database

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

    def __init__(self, database: Database, entries: Entries) -> None:
        self._database = database
        self._entries = entries

    async def export(self, kind: str) -> Exported:
        """Every entry, by id, in a file of one of `files.KINDS`."""
        async with self._database.engine.connect() as connection:
            stored = await editing.all_entries(connection)
        content = await asyncio.to_thread(files.write, stored.values(), kind)
        return Exported(content, len(stored))

    async def plan(self, name: str, content: bytes, told: Told = _untold) -> Plan:
        """What a file would do to the entries as they are now; `told` hears how many rows it has.

        Raises:
            WrongFile: it cannot be read as entries.
        """
        sheet = await asyncio.to_thread(files.read, name, content)
        await told(len(sheet.rows))
        async with self._database.engine.connect() as connection:
            stored = await editing.all_entries(connection)
        return await asyncio.to_thread(plan, name, sheet, stored, self._entries.typed)

    async def changed_answers(self, of: Plan, *, remove_missing: bool = False) -> Sequence[ChangedAnswer]:
        """The labelled answers that the import would change."""
        changes = of.changes(remove_missing=remove_missing)
        return await self._entries.changed_answers(changes) if changes else ()

    async def commit(self, actor: Actor, of: Plan, *, remove_missing: bool, confirmed: bool) -> Outcome:
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
