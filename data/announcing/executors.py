"""Which processes that send announcements are alive."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Float, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from data.storage.engine import Database
from data.tables import Executor, table_of

_EXECUTOR = table_of(Executor)

KEPT: Final = 3600
"""Seconds that the row of a dead one stays."""


class Executors:
    """Rows that the processes renew; times in seconds since 1970, by clocks that must agree within seconds."""

    def __init__(self, database: Database) -> None:
        self._database = database
        insert = (sqlite.insert if database.is_sqlite else postgresql.insert)(_EXECUTOR)
        changed = {name: insert.excluded[name] for name in ("expires", "sending", "answers")}
        self._keep = insert.on_conflict_do_update(index_elements=[_EXECUTOR.c.id], set_=changed)
        self._purge = delete(_EXECUTOR).where(_EXECUTOR.c.expires < bindparam("before", type_=Float))

    async def beat(self, executor: str, expires: float, *, sending: bool, answers: float) -> None:
        """The executor lives until `expires`; `answers` is how many messages a second it sends besides."""
        row = {"id": executor, "expires": expires, "sending": sending, "answers": answers}
        async with self._database.write_rows() as connection:
            await connection.execute(self._keep, row)
            await connection.execute(self._purge, {"before": expires - KEPT})

    async def leave(self, executor: str) -> None:
        """The executor ends in order: what it began may be taken up at once."""
        async with self._database.write_rows() as connection:
            await connection.execute(delete(_EXECUTOR).where(_EXECUTOR.c.id == executor))

    async def living(self, now: float) -> Mapping[str, tuple[bool, float]]:
        """Those alive: whether they send, and their answers a second."""
        query = select(_EXECUTOR.c.id, _EXECUTOR.c.sending, _EXECUTOR.c.answers).where(_EXECUTOR.c.expires > now)
        async with self._database.engine.connect() as connection:
            rows: Any = await connection.execute(query)
            return {executor: (sending, answers) for executor, sending, answers in rows}
