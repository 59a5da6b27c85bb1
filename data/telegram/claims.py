"""Which replica answers an update that Telegram brings: one claims it before it begins, and no other does the same."""

from typing import Final

from sqlalchemy import delete, or_
from sqlalchemy.dialects import postgresql, sqlite

from data.storage.engine import Database
from data.storage.patience import Patience
from data.tables import ClaimedUpdate, table_of

_CLAIMED = table_of(ClaimedUpdate)

LEASE: Final = 60
"""Seconds that a claim holds; whoever works moves it on, so that only a process that died lets one run out."""


class Claims:
    """The claims of one process, `holder`, on updates of one bot; times in seconds since 1970."""

    def __init__(self, database: Database, bot_id: int, holder: str) -> None:
        self._database = database
        self._bot = bot_id
        self._holder = holder
        self._insert = postgresql.insert(_CLAIMED) if not database.is_sqlite else sqlite.insert(_CLAIMED)

    @property
    def patience(self) -> Patience:
        """How long answers wait for its database."""
        return self._database.patience

    async def take(self, update_id: int, now: float) -> bool:
        """Claims an update, or moves our claim on; false when another process holds it."""
        row = {"bot_id": self._bot, "update_id": update_id, "holder": self._holder, "until": int(now) + LEASE}
        claim = self._insert.values(row).on_conflict_do_update(
            index_elements=[_CLAIMED.c.bot_id, _CLAIMED.c.update_id],
            set_={"holder": self._holder, "until": row["until"]},
            where=or_(_CLAIMED.c.until < int(now), _CLAIMED.c.holder == self._holder),
        )
        async with self._database.write_rows() as connection:
            return (await connection.execute(claim)).rowcount > 0

    async def purge(self, now: float) -> None:
        """Deletes the claims that ran out."""
        async with self._database.write_rows() as connection:
            await connection.execute(delete(_CLAIMED).where(_CLAIMED.c.until < int(now)))
