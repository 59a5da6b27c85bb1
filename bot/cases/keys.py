"""The key of the cases, opened with the first of them: whether it is the one that this database was sealed with."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.cases import words as wording
from bot.upkeep.doctor import Finding, Health
from data.cases import cases
from data.cases.safe import Safe, safe_of
from data.storage.engine import Database
from data.storage.key_files import WrongKey
from data.upkeep.backups import database_file

_CHECKED: Final = "which key"
_OTHERS: Final = 0o077


def key_file(setting: str) -> Path:
    """The file set, else `unionbot/case.key` in the user's folder of settings."""
    if setting:
        return Path(setting)
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "unionbot" / "case.key"


class Keys:
    """The safe of one database; its key stands in `file`."""

    def __init__(self, database: Database, file: Path) -> None:
        self._database = database
        self._file = file
        self._safe: Safe | None = None

    async def safe(self) -> Safe:
        """The safe; its key is made with the first case.

        Raises:
            WrongKey: the key cannot be used, or the cases of this database were sealed with another.
        """
        if self._safe is None:
            if await cases.kept_mark(self._database) is not None and not await asyncio.to_thread(self._file.exists):
                raise WrongKey(f"UNIONBOT_CASE_KEY: {self._file} is gone; bring back the key of this database's cases")
            safe = await asyncio.to_thread(safe_of, self._file)
            if await cases.key_mark(self._database, safe.mark(_CHECKED)) != safe.mark(_CHECKED):
                raise WrongKey(f"UNIONBOT_CASE_KEY: {self._file} is not the key of this database's cases")
            self._safe = safe
        return self._safe

    async def examine(self, backups: Path) -> Sequence[Finding]:
        """What is to be said of the key; nothing while no case was ever kept. `backups` is the folder of backups."""
        if await cases.kept_mark(self._database) is None:
            return []
        name = str(self._file)
        try:
            await self.safe()
        except WrongKey:
            return [Finding(Health.BROKEN, wording.KEY_WRONG.format(file=name), wording.KEY_WRONG_FIX)]
        if (await asyncio.to_thread(self._file.stat)).st_mode & _OTHERS:
            return [Finding(Health.BROKEN, wording.KEY_OPEN.format(file=name), wording.KEY_OPEN_FIX.format(file=name))]
        if await asyncio.to_thread(self._lies_beside, backups):
            return [Finding(Health.WATCH, wording.KEY_BESIDE.format(file=name), wording.KEY_BESIDE_FIX)]
        return [Finding(Health.FINE, wording.KEY_FINE)]

    def _lies_beside(self, backups: Path) -> bool:
        """Whether who copies the folder of the database, or of the backups with all in it, has the key too."""
        live, file = database_file(self._database), self._file.resolve()
        return backups.resolve() in file.parents or (live is not None and live.resolve().parent == file.parent)
