"""What addresses and sessions have used of what they may ask, counted by all replicas together; on PostgreSQL only.

Each keeps one number, the second at which all of its allowance is back: a question moves it on by the time that one
question takes to come back, unless that would be further ahead than the whole allowance.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Float, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql

from data.storage.engine import Database
from data.tables import UsedAllowance, table_of

_USED = table_of(UsedAllowance)
_PURGE_EVERY: Final = 60.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """One more question of somebody who may ask so many in so many seconds; `whose` tells kinds and people apart."""

    whose: str
    most: int
    seconds: float


class SharedAllowances:
    """Counts of one database; `key` is what hashes are made with, times are seconds since 1970."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._purged = 0.0
        now, apart, ahead = (bindparam(name, type_=Float) for name in ("now", "apart", "ahead"))
        begun = func.greatest(_USED.c.until, now)
        self._take = (
            postgresql.insert(_USED)
            .values(key=bindparam("of"), until=now + apart)
            .on_conflict_do_update(
                index_elements=[_USED.c.key], set_={"until": begun + apart}, where=begun - now <= ahead
            )
        )
        self._until = select(_USED.c.until).where(_USED.c.key == bindparam("of"))
        self._purge = delete(_USED).where(_USED.c.until < bindparam("before", type_=Float))

    async def take(self, key: bytes, wanted: Sequence[Wanted], now: float) -> float:
        """Takes one of each, those that are used up left out; gives 0, or the seconds until there is one of all."""
        wait = 0.0
        async with self._database.write_rows() as connection:
            for one in sorted(wanted, key=lambda one: one.whose):  # in one order: no two wait for each other
                apart = one.seconds / one.most
                of, ahead = hmac.digest(key, one.whose.encode(), "sha256").hex()[:32], one.seconds - apart
                taken = await connection.execute(self._take, {"of": of, "now": now, "apart": apart, "ahead": ahead})
                if taken.rowcount == 0:
                    until: float = (await connection.execute(self._until, {"of": of})).scalar_one()
                    wait = max(wait, until - ahead - now)
            if now - self._purged >= _PURGE_EVERY:
                self._purged = now
                await connection.execute(self._purge, {"before": now})
        return wait
