"""What watchers ask of the whole program: how each part stands now, and how many of what there are."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import text

from bot.logs.reporting import report_place
from bot.upkeep.doctor import Doctor
from bot.upkeep.totals import Watched
from data.storage.engine import Database
from data.upkeep.standing import Counted, counted

_PATIENCE: Final = 3.0  # seconds that the database has for a health check
_SILENT: Final = 300.0  # seconds; a long poll alone brings an answer every 50 s


@dataclass(frozen=True, slots=True)
class Standing:
    """How the parts stand, for a JSON object; `ready` is whether questions can be answered."""

    ready: bool
    parts: Mapping[str, Mapping[str, Any]]


class Watching:
    """Looks at the database, the channels, the folder of backups and the disk, when asked."""

    def __init__(self, database: Database, doctor: Doctor, watched: Watched) -> None:
        self._database = database
        self._doctor = doctor
        self._watched = watched

    async def look(self, revision: int, now: float) -> Standing:
        """How the parts stand at `now`, in seconds since 1970; `revision` is that of the catalogue in use."""
        reached = await self._reached()
        parts: dict[str, Mapping[str, Any]] = {
            "database": {"ok": reached},
            "model": {"ok": True, "revision": revision},
            "backup": {"age": await self.backup_age()},
            "disk": {"free": await asyncio.to_thread(self._doctor.free_bytes)},
        }
        for name, totals in self._watched.channels.items():
            success, update = (
                None if at is None else round(max(0.0, now - at), 1) for at in (totals.last_success, totals.last_update)
            )
            well = success is not None and success < _SILENT
            parts[name] = {"ok": well, "last_success": success, "last_update": update, "waiting": totals.waiting}
        return Standing(reached, parts)

    async def _reached(self) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE), self._database.engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except Exception as error:  # each driver has errors of its own
            report_place(error, "healthz")
            return False
        return True

    async def backup_age(self) -> float | None:
        """Seconds since the newest backup; None when there is none."""
        age = await asyncio.to_thread(self._doctor.backups.age)
        return None if age is None else age.total_seconds()

    async def free_bytes(self) -> int:
        """What is left on the fuller of the disks that the program writes to."""
        return await asyncio.to_thread(self._doctor.free_bytes)

    async def counted(self) -> Counted | None:
        """How many announcements, deliveries and cases stand in which state; None while the database is away."""
        try:
            async with asyncio.timeout(_PATIENCE):
                return await counted(self._database)
        except Exception as error:  # each driver has errors of its own
            report_place(error, "metrics")
            return None
