"""The examination: what is broken or needs a look, each with what to do; nothing here ends in a trace."""

import asyncio
import logging
import shutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from typing import Final

from bot.catalogue.entry_dates import as_of
from bot.dates import last_day
from bot.people.roles import Right
from bot.people.staff import Staff
from bot.upkeep import words as wording
from bot.upkeep.backups import Backups
from bot.upkeep.jobs import Keeper, Standing
from data.catalogue.entries import ServiceEntry
from data.catalogue.whole import CatalogueRows, read_catalogue
from data.storage.engine import Database, DatabaseUnreachable
from data.upkeep import sqlite_copies
from data.upkeep.backups import database_file
from data.upkeep.migrating import DatabaseTooNew, has_tables, pending_migrations

_LOGGER = logging.getLogger(__name__)

LITTLE_SPACE, NO_SPACE = 500 * 2**20, 50 * 2**20
"""Free bytes below which the disk needs a look, and below which it is as good as full."""

OLD_BACKUP: Final = timedelta(hours=36)
"""A night and a half: older than this, one was missed."""

A_YEAR: Final = timedelta(days=365)
FEWEST_APPROVERS: Final = 2
"""An announcement takes one who writes and another who approves."""

_SHOWN = 3  # ids named as examples


class Health(Enum):
    """How it stands with one thing."""

    FINE = "fine"
    WATCH = "watch"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, and what to do about it (nothing when it is fine); both in plain Chinese."""

    state: Health
    text: str
    fix: str = ""


Check = Callable[[], Awaitable[Sequence[Finding]]]
"""One part of an examination; what it raises becomes a finding of its own."""


class Doctor:
    """Examines everything that is no channel's: `today` is the day it is, `has_channel` whether people can write us.

    `keeper` keeps the jobs of this process; None where none are. `key` finds what is wrong with the key of the cases.
    """

    def __init__(
        self,
        database: Database,
        backups: Backups,
        staff: Staff,
        today: Callable[[], date],
        *,
        has_channel: bool,
        keeper: Keeper | None = None,
        key: Check | None = None,
    ) -> None:
        self.database = database
        self.backups = backups
        self.staff = staff
        self._today = today
        self._has_channel = has_channel
        self._keeper = keeper
        self._key = key

    async def examine(self, *channels: tuple[str, Check]) -> list[Finding]:
        """Every finding, those of `channels` (name and check) last."""
        found = await examined(wording.DATABASE, self._database)
        if all(finding.state is Health.FINE for finding in found):
            found += await examined(wording.CATALOGUE, self._catalogue)
            found += await examined(wording.STAFF, self._people)
            found += await examined(wording.CASES, self._key) if self._key is not None else []
        found += await examined(wording.DISK, self._disk)
        found += await examined(wording.BACKUPS, self._backups)
        found += await examined(wording.JOBS, self._jobs)
        for name, check in channels:
            found += await examined(name, check)
        return found

    async def _database(self) -> list[Finding]:
        file = database_file(self.database)
        if file is not None and not await asyncio.to_thread(file.exists):
            return [Finding(Health.WATCH, wording.NO_DATABASE.format(name=file.name), wording.NO_DATABASE_FIX)]
        try:
            await self.database.reach()
            if not await has_tables(self.database):
                return [Finding(Health.WATCH, wording.NO_TABLES, wording.NO_DATABASE_FIX)]
            pending = await pending_migrations(self.database)
            if file is not None:
                await asyncio.to_thread(sqlite_copies.look_through, file)
        except DatabaseUnreachable as error:
            cause = str(error).split("; ", 1)[0]
            if file is not None and not await asyncio.to_thread(sqlite_copies.is_database, file):
                return [Finding(Health.BROKEN, wording.DAMAGED.format(cause=cause), wording.DAMAGED_FIX)]
            return [Finding(Health.BROKEN, wording.UNREACHABLE.format(cause=cause), wording.UNREACHABLE_FIX)]
        except DatabaseTooNew as error:
            return [Finding(Health.BROKEN, wording.TOO_NEW.format(revision=error.revision), wording.TOO_NEW_FIX)]
        except sqlite_copies.BrokenCopy as error:
            return [Finding(Health.BROKEN, wording.DAMAGED.format(cause=error), wording.DAMAGED_FIX)]
        if pending:
            return [Finding(Health.BROKEN, wording.PENDING.format(count=len(pending)), wording.PENDING_FIX)]
        return [Finding(Health.FINE, wording.DATABASE_FINE)]

    async def _catalogue(self) -> list[Finding]:
        async with self.database.read() as session:
            rows = await read_catalogue(session)
        if not rows.entries:
            return [Finding(Health.BROKEN, wording.NO_ENTRIES, wording.NO_ENTRIES_FIX)]
        return [Finding(Health.FINE, wording.ENTRIES.format(count=len(rows.entries))), *self._stale(rows)]

    def _stale(self, rows: CatalogueRows) -> list[Finding]:
        today = self._today()
        finished = [e for e in rows.entries if e.valid_until is not None and last_day(e.valid_until) < today]
        finished_ids = {entry.id for entry in finished}
        old = [e for e in rows.entries if e.id not in finished_ids and _told_before(e, today - A_YEAR)]
        return [
            Finding(Health.WATCH, text.format(count=len(some), examples=_examples(some)), fix)
            for some, text, fix in (
                (old, wording.OLD_ENTRIES, wording.OLD_ENTRIES_FIX),
                (finished, wording.FINISHED_ENTRIES, wording.FINISHED_ENTRIES_FIX),
            )
            if some
        ]

    async def _people(self) -> list[Finding]:
        if not self._has_channel:
            return []
        if not self.staff.owners:
            return [Finding(Health.WATCH, wording.NO_OWNERS, wording.NO_OWNERS_FIX)]
        found = [Finding(Health.FINE, wording.OWNERS.format(count=len(self.staff.owners)))]
        approvers = len(await self.staff.who_may(Right.APPROVE))
        if approvers < FEWEST_APPROVERS:
            found.append(
                Finding(Health.WATCH, wording.FEW_APPROVERS.format(count=approvers), wording.FEW_APPROVERS_FIX)
            )
        return found

    def free_bytes(self) -> int:
        """What is left on the fuller of the disks of the database and of the backups."""
        file = database_file(self.database)
        folders = {self.backups.folder.absolute(), file.absolute().parent if file is not None else Path.cwd()}
        return min(shutil.disk_usage(_there(folder)).free for folder in folders)

    async def _disk(self) -> list[Finding]:
        free = self.free_bytes()
        text = wording.SPACE.format(free=free // 2**20)
        if free >= LITTLE_SPACE:
            return [Finding(Health.FINE, text)]
        return [Finding(Health.BROKEN if free < NO_SPACE else Health.WATCH, text, wording.SPACE_FIX)]

    async def _jobs(self) -> list[Finding]:
        standings = self._keeper.standings() if self._keeper is not None else ()
        wrong = [finding for job in standings if (finding := _of_job(job)) is not None]
        if wrong or not standings:
            return wrong
        return [Finding(Health.FINE, wording.JOBS_FINE.format(count=len(standings)))]

    async def _backups(self) -> list[Finding]:
        age = await asyncio.to_thread(self.backups.age)
        if age is None:
            return [Finding(Health.WATCH, wording.NO_BACKUP.format(folder=self.backups.folder), wording.BACKUP_FIX)]
        text = wording.BACKUP_AGE.format(hours=max(0, int(age.total_seconds() // 3600)))
        stale = age > OLD_BACKUP
        found = [Finding(Health.BROKEN, text, wording.OLD_BACKUP_FIX) if stale else Finding(Health.FINE, text)]
        if readable := await asyncio.to_thread(self.backups.readable):
            said = wording.BACKUPS_READABLE.format(count=readable)
            found.append(Finding(Health.WATCH, said, wording.BACKUPS_READABLE_FIX))
        return found


def _of_job(job: Standing) -> Finding | None:
    """What is to be said of a job; None where it is done as it should be."""
    minutes = int(job.age // 60)
    if job.failures:
        text = wording.JOB_NEVER if job.last_success is None else wording.JOB_FAILS
        said = text.format(label=job.label, count=job.failures, error=job.error, minutes=minutes)
        return Finding(Health.BROKEN, said, wording.JOB_FAILS_FIX.format(name=job.name))
    if job.late:
        return Finding(Health.WATCH, wording.JOB_LATE.format(label=job.label, minutes=minutes), wording.JOB_LATE_FIX)
    return None


async def examined(subject: str, check: Check) -> list[Finding]:
    """What a check found; one that could not be done is a finding too."""
    try:
        return list(await check())
    except Exception as error:
        _LOGGER.warning("cannot examine: %s", type(error).__name__)
        text = wording.CANNOT_EXAMINE.format(subject=subject, error=type(error).__name__)
        return [Finding(Health.BROKEN, text, wording.CANNOT_EXAMINE_FIX)]


def report_lines(findings: Sequence[Finding]) -> list[str]:
    """The findings for people: how many need what, then the broken ones first, each with its fix."""
    broken, watch = (sum(f.state is state for f in findings) for state in (Health.BROKEN, Health.WATCH))
    lines = [wording.HEAD.format(broken=broken, watch=watch) if broken or watch else wording.HEAD_FINE]
    for state, mark in ((Health.BROKEN, "✗"), (Health.WATCH, "！"), (Health.FINE, "✓")):
        for finding in findings:
            if finding.state is state:
                lines.append(f"{mark} {finding.text}")
                lines += [wording.FIX.format(fix=finding.fix)] if finding.fix else []
    return lines


def _told_before(entry: ServiceEntry, day: date) -> bool:
    told = as_of(entry)
    return told is not None and last_day(told) < day


def _examples(entries: Sequence[ServiceEntry]) -> str:
    return "、".join(entry.id for entry in entries[:_SHOWN])


def _there(folder: Path) -> Path:
    """The folder, or the nearest above it that exists."""
    return next(one for one in (folder, *folder.parents) if one.is_dir())
