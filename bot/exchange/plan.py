"""What an import would do: every row held against the entries that are there, before anything is written."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.editing.checks import Known, problems
from bot.exchange import words
from bot.exchange.files import row_of
from bot.exchange.mending import Around, SubjectAsked, mended
from bot.exchange.reading import WrongRow, entry_of
from bot.exchange.rows import KEYS, Row, Sheet
from data.catalogue.changes import EntryChange
from data.catalogue.entries import ServiceEntry, content_hash


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is no entry that may be saved."""

    number: int
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row with the change that it makes."""

    number: int
    change: EntryChange


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would do.

    `added` and `changed` in the order of the file, `unchanged` how many rows change nothing, `missing` the entries that
    the file does not hold, by id; `stored` counts those that are there. Rows that are refused stay out, the others may
    be imported without them. `notes` tell what was made of rows that were not written as they should be, `asked` are
    names of subjects that somebody may explain.
    """

    name: str
    encoding: str | None
    added: Sequence[PlannedRow]
    changed: Sequence[PlannedRow]
    unchanged: int
    refused: Sequence[RefusedRow]
    missing: Sequence[ServiceEntry]
    stored: int
    notes: Sequence[str] = ()
    asked: Sequence[SubjectAsked] = ()
    subjects: Mapping[str, str] = field(default_factory=dict)
    """The names of subjects, by id."""

    @property
    def looks_whole(self) -> bool:
        """Whether the file holds most of what is stored, so that what it lacks may have been left out on purpose."""
        return len(self.missing) * 2 <= self.stored

    def changes(self, *, remove_missing: bool) -> tuple[EntryChange, ...]:
        """All changes; with `remove_missing` what the file does not hold goes too, and no conflict is left with it."""
        made = {row.change.id: row.change for row in (*self.added, *self.changed)}
        if remove_missing:
            made |= {entry.id: EntryChange(entry, None) for entry in self.missing}
        return tuple(made.values())

    def digest(self, *, remove_missing: bool) -> str:
        """16 hexadecimal digits that are equal for plans that do the same to the same entries.

        Takes the processor for some tenths of a second with 10,000 rows.
        """
        told = hashlib.sha256()
        for change in self.changes(remove_missing=remove_missing):
            for entry in (change.before, change.after):
                told.update(content_hash(entry).encode() if entry is not None else b"-")
        return told.hexdigest()[:16]


def plan(name: str, sheet: Sheet, around: Around) -> Plan:
    """What these rows would do to the stored entries; takes the processor for seconds with 10,000 rows."""
    stored, typed = around.stored, around.typed
    ready = mended(sheet, around)
    refused: list[RefusedRow] = []
    made: list[tuple[Row, ServiceEntry | None, ServiceEntry]] = []
    first: dict[str, int] = {}
    for row in ready.rows:
        entry_id = row.values.get("id")
        known_id = entry_id if isinstance(entry_id, str) else ""
        reasons = list(row.problems)
        if known_id in first:
            reasons.append(words.ID_TWICE.format(row=first[known_id]))
        if known_id:
            first.setdefault(known_id, row.number)
        if not reasons:
            before = stored.get(known_id)
            try:
                made.append((row, before, entry_of(row, before, typed)))
            except WrongRow as wrong:
                reasons.append(str(wrong))
        refused += [RefusedRow(row.number, known_id[:60], reason) for reason in reasons]
    after = dict(stored) | {entry.id: entry for _, _, entry in made}
    known = Known.of(after.values(), typed.subjects.keys(), typed.regions)
    added: list[PlannedRow] = []
    changed: list[PlannedRow] = []
    for row, before, entry in made:
        if before == entry:
            continue
        wrong_things = problems(entry, known)
        refused += [RefusedRow(row.number, entry.id[:60], reason) for reason in wrong_things]
        if not wrong_things:
            (added if before is None else changed).append(PlannedRow(row.number, EntryChange(before, entry)))
    return Plan(
        name,
        sheet.encoding,
        added,
        changed,
        sum(before == entry for _, before, entry in made),
        sorted(refused, key=lambda one: one.number),
        [entry for entry_id, entry in sorted(stored.items()) if entry_id not in first],
        len(stored),
        ready.notes,
        ready.asked,
        {subject.id: subject.name for subject in typed.subjects.values()},
    )


def without_removed(changes: Sequence[EntryChange], stored: Mapping[str, ServiceEntry]) -> tuple[EntryChange, ...]:
    """The changes, with no entry left that says otherwise than one that goes."""
    gone = {change.id for change in changes if change.after is None}
    by_id = {change.id: change for change in changes}
    for entry_id in stored.keys() - gone if gone else ():
        before = stored[entry_id]
        after = by_id[entry_id].after if entry_id in by_id else before
        if after is not None and after.conflict is not None and after.conflict.entry in gone:
            by_id[entry_id] = EntryChange(before, replace(after, conflict=None))
    return tuple(by_id.values())


def differences(before: ServiceEntry, after: ServiceEntry, names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """The name of each column that differs, with both values as texts; `names` are those of subjects."""
    for key, one, other in zip(KEYS, row_of(before, names), row_of(after, names), strict=True):
        if one != other:
            yield words.COLUMN_NAMES[key], one or "", other or ""
