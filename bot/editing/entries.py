"""The one door for changes of entries: right, checks, safety net, one transaction, live at once."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.catalogue.live import LiveCatalogue
from bot.editing import words
from bot.editing.checks import Known, problems
from bot.editing.fields import Typed, WrongValue
from bot.editing.labels import Labels
from bot.editing.safety_net import ChangedAnswer, SafetyNet
from bot.editing.save_results import NeedsConfirmation, Overtaken, Refused, Saved, SaveResult, Unchanged
from bot.editing.undoing import undoing
from bot.people.roles import Right
from bot.people.staff import Staff
from bot.regions import Regions
from data.catalogue import changes as editing
from data.catalogue.changes import EntriesMoved, EntryChange
from data.catalogue.entries import ServiceEntry, Source, Subject
from data.catalogue.whole import hold_catalogue
from data.people.audit import OPERATOR, Actor
from data.storage.engine import Database
from data.tables import EntryRevision

FEW: Final = 100
"""Entries of one change that are looked at without a thread of their own: some milliseconds."""


class Entries:
    """Changes entries for people with the right to; `clock` gives seconds since 1970, `home` is a full path.

    `labels` is the door for the labelled questions that changes are tried on.
    """

    def __init__(
        self,
        *,
        database: Database,
        staff: Staff,
        live: LiveCatalogue,
        net: SafetyNet,
        labels: Labels,
        regions: Regions,
        home: str,
        clock: Callable[[], float],
    ) -> None:
        self._database = database
        self._staff = staff
        self._live = live
        self._net = net
        self.labels = labels
        self._regions = regions
        self._home = home
        self._clock = clock
        # Trying a change takes the processor for a tenth of a second: by turns it takes no longer than all at once, and
        # nobody here overtakes anybody between trial and saving.
        self._one_at_a_time = asyncio.Lock()

    @property
    def known(self) -> Mapping[str, ServiceEntry]:
        """The entries that answers come from now, by id."""
        return self._live.snapshot.entries

    @property
    def subjects(self) -> Mapping[str, Subject]:
        """The subjects, by id, in their order."""
        return self._live.snapshot.subjects

    @property
    def today(self) -> date:
        """The day that services are judged by."""
        return self._net.today()

    @property
    def typed(self) -> Typed:
        """Turns typed texts into values."""
        return Typed(self._live.snapshot.subjects, self._regions, self._home)

    async def entry(self, entry_id: str) -> ServiceEntry | None:
        """The entry as it is stored; None when there is none."""
        async with self._database.engine.connect() as connection:
            return await editing.entry_by_id(connection, entry_id)

    async def edit(
        self, actor: Actor, entry_id: str, field: str, text: str, seen: ServiceEntry | None = None
    ) -> SaveResult:
        """Sets a field to what was typed.

        With `seen`, the entry as the person had it on the screen, a change by somebody else comes back as `Overtaken`;
        without, the field is set on the entry as it is.

        Raises:
            NotAllowed: the actor has not the right; so do all methods that take one.
        """
        async with self._one_at_a_time:
            before = seen or await self.entry(entry_id)
            if before is None:
                return Refused((words.GONE.format(id=entry_id),))
            try:
                after = self.typed.with_value(before, field, text)
            except WrongValue as wrong:
                return Refused((str(wrong),))
            return await self._save(actor, editing.EDIT, (EntryChange(before, after),))

    async def add(self, actor: Actor, entry: ServiceEntry) -> SaveResult:
        """Adds an entry; its id must be new, or empty to be given one after its subject (legal-aid-7)."""
        async with self._one_at_a_time:
            if not entry.id:
                entry = replace(entry, id=await self.free_id(entry.intent))
            return await self._save(actor, editing.ADD, (EntryChange(None, entry),))

    async def free_id(self, intent: str) -> str:
        """The next id after a subject (legal-aid-7) that no entry has or had."""
        beginning = intent.replace("_", "-") + "-"
        async with self._database.engine.connect() as connection:
            used = await editing.used_ids(connection, beginning)
        return next(new for number in count(1) if (new := f"{beginning}{number}") not in used)

    def value_problems(self, field: str, text: str) -> tuple[str, ...]:
        """What is wrong with a typed value by itself, before the rest of a new entry is known."""
        try:
            tried = self.typed.with_value(self.blank(), field, text)
        except WrongValue as wrong:
            return (str(wrong),)
        return problems(tried, Known(self.subjects, self._regions))

    def blank(self) -> ServiceEntry:
        """An entry that passes the checks and says nothing: what a new one starts from."""
        source = Source("", None, words.BLANK_TEXT, None, "2000", "exact", 0, 0)
        return ServiceEntry(
            id="a-1", title=words.BLANK_TEXT, intent=next(iter(self.subjects), ""), region=self._home, provider=None,
            audience=None, summary=words.BLANK_TEXT, how=None, contact=None, facts=(), valid_from=None,
            valid_until=None, conflict=None, source=source,
        )  # fmt: skip

    async def revisions(self, entry_id: str, most: int, before: int | None = None) -> Sequence[EntryRevision]:
        """The entry's revisions, newest first; `before` is a number to go on from."""
        return await editing.history(self._database, entry_id, most, before)

    async def revision_row(self, entry_id: str, number: int) -> int:
        """The number of a revision among those of all entries, by which a button names it; 0 when there is none."""
        found = await editing.revision(self._database, entry_id, number)
        return (found.id or 0) if found is not None else 0

    async def revision_at(self, row: int) -> tuple[str, int] | None:
        """The entry's id and the number within it of the revision with this number among all; None when none has it."""
        return await editing.revision_at(self._database, row)

    async def remove(self, actor: Actor, entry_id: str, seen: ServiceEntry | None = None) -> SaveResult:
        """Takes an entry away; one that says otherwise of the same thing then says so no more."""
        async with self._one_at_a_time:
            before = seen or await self.entry(entry_id)
            if before is None:
                return Refused((words.GONE.format(id=entry_id),))
            changes = [EntryChange(before, None)]
            other = await self.entry(before.conflict.entry) if before.conflict is not None else None
            if other is not None and other.conflict is not None and other.conflict.entry == entry_id:
                changes.append(EntryChange(other, replace(other, conflict=None)))
            return await self._save(actor, editing.REMOVE, tuple(changes))

    async def undo(self, actor: Actor, entry_id: str, number: int | None = None) -> SaveResult:
        """Takes back a revision, the newest without a number; what was changed later stays, or is in the way."""
        async with self._one_at_a_time:
            change = await undoing(self._database, entry_id, number)
            if isinstance(change, str):
                return Refused((change,))
            return await self._save(actor, editing.UNDO, change)

    async def save(
        self, actor: Actor, action: str, changes: Sequence[EntryChange], *, confirmed: bool = False
    ) -> SaveResult:
        """Saves changes of entries as they were seen: all or none.

        `confirmed`: the person has seen which answers change, and wants it so.
        """
        async with self._one_at_a_time:
            return await self._save(actor, action, tuple(changes), confirmed=confirmed)

    async def _save(
        self, actor: Actor, action: str, changes: tuple[EntryChange, ...], *, confirmed: bool = False
    ) -> SaveResult:
        await self._require(actor, Right.EDIT)
        if confirmed:
            await self._require(actor, Right.PUBLISH)
        changes = tuple(change for change in changes if change.before != change.after)
        if not changes:
            return Unchanged()
        async with self._database.engine.connect() as connection:
            stored = await editing.entries_by_id(connection, [change.id for change in changes])
            found = await self._problems(connection, changes)
        if overtaken := _overtaken(changes, stored):
            return overtaken
        if found:
            return Refused(found)
        if not confirmed and (answers := await self.changed_answers(changes)):
            return NeedsConfirmation(changes, answers, await self._may(actor, Right.PUBLISH))
        try:
            number = await self._write(actor, action, changes)
        except EntriesMoved as moved:
            entry_id, now = next(iter(moved.now.items()))
            return Overtaken(entry_id, next(change.before for change in changes if change.id == entry_id), now)
        except _Refusal as refusal:
            return Refused(refusal.problems)
        await self._live.renew()
        return Saved(changes, number)

    async def _write(self, actor: Actor, action: str, changes: tuple[EntryChange, ...]) -> int:
        role = OPERATOR if actor.person == OPERATOR else await self._staff.role(actor.person)
        async with self._database.write_rows() as connection:
            await hold_catalogue(connection)
            # Once more with nobody else writing: two may add one title at the same moment.
            if found := await self._problems(connection, changes):
                raise _Refusal(found)
            numbers = await editing.apply(connection, actor, role, int(self._clock()), action, changes)
        return numbers[changes[0].id]

    async def changed_answers(self, changes: Sequence[EntryChange]) -> tuple[ChangedAnswer, ...]:
        """The labelled answers that these changes would change."""
        before = self._live.snapshot
        lines = await self.labels.all()

        def tried() -> tuple[ChangedAnswer, ...]:
            return self._net.changed_answers(before, before.with_changes(changes), lines)

        return await asyncio.to_thread(tried)

    async def _problems(self, connection: AsyncConnection, changes: Sequence[EntryChange]) -> tuple[str, ...]:
        """What would be wrong with the entries of these changes once all of them are made."""
        after = [change.after for change in changes if change.after is not None]
        replaced = {change.id for change in changes}
        # A title with control characters is refused below; not every database takes it as a value to look for.
        printable = [entry.title for entry in after if entry.title.isprintable()]
        titles = await editing.namesakes(connection, printable)
        known = {title: entry_id for entry_id, title in titles.items() if entry_id not in replaced}
        for entry in after:
            known.setdefault((entry.region, entry.title), entry.id)
        conflicts = [entry.conflict.entry for entry in after if entry.conflict is not None]
        there = await editing.entries_by_id(connection, [other for other in conflicts if other.isprintable()])
        ids = (there.keys() - replaced) | {entry.id for entry in after}
        held_against = Known(self._live.snapshot.subjects.keys(), self._regions, ids, known)

        def found() -> tuple[str, ...]:
            return tuple(problem for entry in after for problem in problems(entry, held_against))

        # An import of 10,000 entries takes a second, in which riders are to be answered.
        return await asyncio.to_thread(found) if len(after) > FEW else found()

    async def _may(self, actor: Actor, right: Right) -> bool:
        return actor.person == OPERATOR or await self._staff.may(actor.person, right)

    async def _require(self, actor: Actor, right: Right) -> None:
        if actor.person != OPERATOR:
            await self._staff.require(actor.person, right)


def _overtaken(changes: Sequence[EntryChange], stored: Mapping[str, ServiceEntry | None]) -> Overtaken | None:
    """The first of the changes that saw its entry otherwise than it is stored."""
    for change in changes:
        now = stored.get(change.id)
        if now != change.before:
            return Overtaken(change.id, change.before, now)
    return None


class _Refusal(Exception):
    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__()
        self.problems = problems
