"""A list of stations taken in: looked through whole, shown as a difference, then written, all of it or nothing."""

import asyncio
import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any, BinaryIO, Final

from bot.regions import Regions
from bot.sheets.reading import Line, UnreadableSheet, rows_of
from bot.stations import words
from bot.stations.columns import HEADER_WITHIN, Columns, columns_of, is_header
from bot.stations.coordinates import DistrictCentres, System, likely_system, to_wgs84
from bot.stations.facilities import Kind
from bot.stations.rows import Row, RowReader
from data.people import audit
from data.people.audit import Actor
from data.stations.directory import StationRecord, add, ids_by_code, replace_all
from data.stations.geodesy import Point, distance
from data.storage.engine import Database

AT_ONCE: Final = 2_000
"""Rows read and compared in one go: some 2 MB."""

MOST_NAMED: Final = 200
"""Of each list in a report; what is more is counted."""

_BLANK: Final = StationRecord("", "", str(Kind.STATION), "", "", 0.0, 0.0, "")


@dataclass
class Few:
    """The first of many, and how many there are."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def put(self, text: str) -> None:
        """One more."""
        self.count += 1
        if len(self.first) < MOST_NAMED:
            self.first.append(text)


@dataclass
class Difference:
    """What a list would change, or why it cannot be taken; `whole` are reasons about the list as a whole."""

    rows: int = 0
    added: Few = field(default_factory=Few)
    changed: Few = field(default_factory=Few)
    same: int = 0
    reasons: Few = field(default_factory=Few)
    notes: Few = field(default_factory=Few)
    known: int = 0
    """Rows of stations that were here before, by which a wrong system of coordinates can be noticed."""

    @property
    def right(self) -> bool:
        """Whether it can be taken."""
        return self.rows > 0 and not self.reasons.count

    @property
    def changes(self) -> int:
        """How many stations it would touch."""
        return self.added.count + self.changed.count


class Importer:
    """Takes lists in; `home` is the region that names of districts are looked for near, `today` gives the day."""

    def __init__(self, database: Database, regions: Regions, home: str, today: Callable[[], date]) -> None:
        self._database = database
        self._regions = regions
        self._home = home
        self._today = today

    async def take(
        self,
        file: BinaryIO,
        actor: Actor,
        now: int,
        *,
        system: System | None = None,
        dry_run: bool = False,
        progress: Callable[[int], None] = lambda _: None,
    ) -> Difference:
        """Reads a CSV or XLSX and, unless something in it is wrong or it is a `dry_run`, writes what it changes.

        `system` is that of coordinates whose row names none. `now` are seconds since 1970. `progress` is told the rows
        read so far. Memory is bounded: what was read waits in a file of its own until all of it is right.
        """
        difference = Difference()
        # Row by row: the whole list may be many times what a process should hold.
        with tempfile.TemporaryFile() as spool:
            try:
                await self._look_through(file, system, difference, spool, progress)
            except UnreadableSheet as wrong:
                difference.reasons.put(words.SHEET_FAULTS[wrong.fault])
            if difference.right and difference.changes and not dry_run:
                spool.seek(0)
                await self._write(spool, difference, actor, now)
        return difference

    async def _look_through(
        self,
        file: BinaryIO,
        system: System | None,
        difference: Difference,
        spool: BinaryIO,
        progress: Callable[[int], None],
    ) -> None:
        lines = rows_of(file)
        columns = await asyncio.to_thread(_header, lines)
        if columns is None:
            difference.reasons.put(words.NO_HEADER)
            return
        if missing := columns.missing():
            names = "、".join(words.FIELD_NAMES[one] for one in missing)
            difference.reasons.put(words.MISSING_COLUMNS.format(columns=names))
            return
        reader = RowReader(columns, self._regions, self._home, DistrictCentres.shipped(), system, self._today())
        seen: dict[str, int] = {}
        # In a thread of its own, so that riders are answered meanwhile.
        while rows := await asyncio.to_thread(_some, reader, lines):
            difference.rows += len(rows)
            good = [row for row in rows if _take(row, seen, difference)]
            async with self._database.engine.connect() as connection:
                known = await ids_by_code(connection, [row.code for row in good])
            for row in good:
                self._compare(row, known[row.code][1] if row.code in known else None, difference)
            await asyncio.to_thread(pickle.dump, [(row.code, dict(row.values)) for row in good], spool)
            progress(difference.rows)
        if not difference.rows:
            difference.reasons.put(words.NO_ROWS)

    def _compare(self, row: Row, before: StationRecord | None, difference: Difference) -> None:
        if before is None:
            difference.added.put(words.ADDED.format(code=row.code, name=row.values.get("name")))
            return
        difference.known += 1
        changed = [name for name, value in row.values.items() if getattr(before, name) != value]
        if not changed:
            difference.same += 1
            return
        names = "、".join(dict.fromkeys(words.CHANGED_NAMES[name] for name in changed))
        difference.changed.put(words.CHANGED.format(code=row.code, name=row.values.get("name"), fields=names))
        place = Point(before.latitude, before.longitude)
        if row.given is not None and "latitude" in row.values:
            given = System(row.values["system"])
            likely = likely_system(*row.given, given, place)
            if likely is not None:
                metres = round(distance(to_wgs84(*row.given, given), place))
                names_of = words.SYSTEM_NAMES
                said = words.LIKELY_SYSTEM.format(given=names_of[given], metres=metres, likely=names_of[likely])
                difference.notes.put(words.ROW.format(row=row.number, what=said))

    async def _write(self, spool: BinaryIO, difference: Difference, actor: Actor, now: int) -> None:
        sqlite = self._database.is_sqlite
        async with self._database.write_rows() as connection:
            for rows in _spooled(spool):
                # Read anew: somebody may have changed a station since the list was looked through.
                known = await ids_by_code(connection, [code for code, _ in rows])
                fresh = [replace(_BLANK, code=code, **values) for code, values in rows if code not in known]
                changed = {
                    known[code][0]: after
                    for code, values in rows
                    if code in known and (after := replace(known[code][1], **values)) != known[code][1]
                }
                await add(connection, fresh, sqlite=sqlite)
                await replace_all(connection, changed, sqlite=sqlite)
            counts = words.AUDIT_IMPORT.format(added=difference.added.count, changed=difference.changed.count)
            await audit.note(connection, actor, now, "stations.import", "stations", after=counts)


def _header(lines: Iterator[Line]) -> Columns | None:
    """The columns, from the row of headings, which is taken; None when none of the first rows is one."""
    for _, cells in islice(lines, HEADER_WITHIN):
        columns = columns_of(cells)
        if is_header(columns):
            return columns
    return None


def _some(reader: RowReader, lines: Iterator[Line]) -> list[Row]:
    return [reader.read(number, cells) for number, cells in islice(lines, AT_ONCE)]


def _take(row: Row, seen: dict[str, int], difference: Difference) -> bool:
    """Whether the row can be taken; what is to be said of it goes into the difference."""
    reasons = list(row.reasons)
    if row.code:
        first = seen.setdefault(row.code, row.number)
        if first != row.number:
            reasons.append(words.TWICE_CODE.format(code=row.code, row=first))
    for reason in reasons:
        difference.reasons.put(words.ROW.format(row=row.number, what=reason))
    for note in row.notes:
        difference.notes.put(words.ROW.format(row=row.number, what=note))
    return not reasons


def _spooled(spool: BinaryIO) -> Iterator[Sequence[tuple[str, dict[str, Any]]]]:
    while True:
        try:
            yield pickle.load(spool)  # noqa: S301  written by this very call, in a file without a name
        except EOFError:
            return
