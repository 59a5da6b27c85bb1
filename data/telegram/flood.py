"""How long Telegram told us to wait, for the time after a restart."""

from collections.abc import Sequence

from sqlalchemy import Float, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from data.storage.engine import Database
from data.storage.group_commit import GroupCommit, Statement
from data.tables import FloodLane, table_of

_LANE = table_of(FloodLane)


class FloodRows:
    """One row for each lane or chat that waits."""

    def __init__(self, database: Database, commits: GroupCommit) -> None:
        self._database = database
        self._commits = commits
        insert = (sqlite.insert if database.is_sqlite else postgresql.insert)(_LANE)
        changed = {"until": insert.excluded.until, "rate": insert.excluded.rate}
        self._keep = insert.on_conflict_do_update(index_elements=[_LANE.c.name], set_=changed)
        self._purge = delete(_LANE).where(_LANE.c.until < bindparam("before", type_=Float))

    async def keep(self, name: str, until: float, rate: float | None, now: float) -> None:
        """Notes a deadline, and drops those that passed an hour ago."""
        row = {"name": name, "until": until, "rate": rate}
        statements: tuple[Statement, ...] = ((self._keep, row), (self._purge, {"before": now - 3600}))
        await self._commits.write(*statements)

    async def all(self) -> Sequence[tuple[str, float, float | None]]:
        """Name, until and rate of each."""
        async with self._database.engine.connect() as connection:
            rows = await connection.execute(select(_LANE.c.name, _LANE.c.until, _LANE.c.rate))
            return [(name, until, rate) for name, until, rate in rows]
