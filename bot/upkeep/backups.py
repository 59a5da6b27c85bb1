"""Backups every night, and which of them are kept."""

import asyncio
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Final

from data.storage.engine import Database
from data.storage.key_files import WrongKey, key_in
from data.storage.troubles import trouble_of
from data.upkeep.backups import CannotBackUp, database_file, ending, write_backup
from data.upkeep.sealed_files import ENDING

NIGHT: Final = time(3, 30)
"""When a night's backup is due: nobody is asking then."""

LOOK_EVERY: Final = 600.0
"""Seconds between two looks at whether one is due; also what a failed one waits."""

DAYS, WEEKS = 7, 4
"""How many are kept: the newest of each of the last days and of each of the last weeks that have one."""

_NAME = re.compile(r"unionbot-(\d{8}-\d{6})(?:\.db|\.jsonl\.gz)(?:\.sealed)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup in the folder; `made_at` is the local time in its name, `size` in bytes."""

    file: Path
    made_at: datetime
    size: int

    @property
    def sealed(self) -> bool:
        """Whether nobody reads it without the key."""
        return self.file.name.endswith(ENDING)


def backup_key(setting: str, *, make: bool = True) -> bytes | None:
    """The key that backups are sealed with, in the file set; None where none is set: they are not sealed.

    Raises:
        WrongKey: it cannot be used.
    """
    return key_in(Path(setting), "UNIONBOT_BACKUP_KEY", make=make) if setting else None


def backups_folder(setting: str, database: Database) -> Path:
    """The folder set, else `backups` beside the database's file, or in the working folder for PostgreSQL."""
    if setting:
        return Path(setting)
    live = database_file(database)
    return (live.parent if live is not None else Path()) / "backups"


class Backups:
    """The backups in one folder; `clock` gives seconds since 1970, `zone` is what a night is.

    `key` names the file of the key that they are sealed with; they are not where it is empty.
    """

    def __init__(
        self, database: Database, folder: Path, clock: Callable[[], float], zone: tzinfo, key: str = ""
    ) -> None:
        self._database = database
        self.folder = folder
        self._clock = clock
        self._zone = zone
        self._key = key

    def kept(self) -> list[Backup]:
        """The backups that are there, oldest first; none when the folder cannot be read."""
        try:
            found = [_backup(file) for file in self.folder.iterdir() if _NAME.fullmatch(file.name)]
        except (OSError, ValueError):
            return []
        return sorted(found, key=lambda backup: backup.made_at)

    def age(self) -> timedelta | None:
        """How old the newest is; None when there is none."""
        found = self.kept()
        return self._local() - found[-1].made_at if found else None

    def readable(self) -> int:
        """How many are not sealed: whoever has the file reads them."""
        return sum(not backup.sealed for backup in self.kept())

    async def make(self) -> Backup:
        """Makes one now, and deletes those that are no longer to be kept; one made this second is taken as it is.

        Raises:
            CannotBackUp: none was made; nothing was deleted.
        """
        now = self._local()
        file = self.folder / f"unionbot-{now:%Y%m%d-%H%M%S}{ending(self._database)}{ENDING if self._key else ''}"
        try:
            if await asyncio.to_thread(file.exists):
                return _backup(file)
            await asyncio.to_thread(self.folder.mkdir, mode=0o700, parents=True, exist_ok=True)
            key = await asyncio.to_thread(backup_key, self._key)
            await write_backup(self._database, file, int(self._clock()), key)
            for old in outdated(await asyncio.to_thread(self.kept)):
                await asyncio.to_thread(old.file.unlink, missing_ok=True)
            size = (await asyncio.to_thread(file.stat)).st_size
        except WrongKey as wrong:
            raise CannotBackUp(str(wrong)) from None
        except OSError as error:
            text = f"cannot write in {self.folder} ({error.strerror}); set UNIONBOT_BACKUPS"
            raise CannotBackUp(text, trouble_of(error)) from None
        return Backup(file, now, size)

    async def make_if_due(self) -> None:
        """Makes the night's, and one at once when a night was missed.

        Raises:
            CannotBackUp: see `make`.
        """
        if self._due():
            await self.make()

    def _due(self) -> bool:
        now = self._local()
        night = datetime.combine(now, NIGHT)
        last_night = night if night <= now else night - timedelta(days=1)
        found = self.kept()
        return not found or found[-1].made_at < last_night

    def _local(self) -> datetime:
        return datetime.fromtimestamp(int(self._clock()), self._zone).replace(tzinfo=None)


def _backup(file: Path) -> Backup:
    return Backup(file, datetime.strptime(_NAME.sub(r"\1", file.name), "%Y%m%d-%H%M%S"), file.stat().st_size)


def outdated(backups: Iterable[Backup]) -> list[Backup]:
    """Those that need not be kept; the newest always is."""
    newest_first = sorted(backups, key=lambda backup: backup.made_at, reverse=True)
    keep: set[Path] = set()
    for most, span in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V")):
        seen: set[str] = set()
        for backup in newest_first:
            name = backup.made_at.strftime(span)
            if name not in seen and len(seen) < most:
                keep.add(backup.file)
            seen.add(name)
    return [backup for backup in newest_first if backup.file not in keep]
