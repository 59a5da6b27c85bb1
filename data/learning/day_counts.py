"""Counters of a day: what was asked and how it ended, without persons."""

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.storage.troubles import log_trouble, trouble_of
from data.tables import DayCount, table_of

_LOGGER = logging.getLogger(__name__)
_COUNT = table_of(DayCount)

HELPFUL: Final = "helpful"
UNHELPFUL: Final = "unhelpful"
PEOPLE: Final = "people"
ANYTHING: Final = "*"
"""In the place of an intent: any of them."""

Key = tuple[str, str, str]
"""Day, intent (empty: none), kind."""


class DayCounts:
    """Adds to counters without anybody waiting for it."""

    def __init__(self, database: Database, commits: GroupCommit) -> None:
        self._database = database
        self._commits = commits
        self._waiting: Counter[Key] = Counter()
        self._under_way = False
        insert = (sqlite.insert if database.is_sqlite else postgresql.insert)(_COUNT)
        self._add = insert.on_conflict_do_update(
            index_elements=[_COUNT.c.day, _COUNT.c.intent, _COUNT.c.kind],
            set_={"count": _COUNT.c["count"] + insert.excluded["count"]},
        )

    def add(self, day: str, intent: str, kind: str) -> None:
        """One more of this kind; committed with the next group."""
        self._waiting[day, intent, kind] += 1
        if not self._under_way:
            self._hand_in()

    def _hand_in(self) -> None:
        """One group at a time, in order, so that two processes never wait for each other's rows in a ring."""
        rows, self._waiting = _rows(self._waiting), Counter()
        self._under_way = True
        self._commits.hand_in(*((self._add, row) for row in rows)).add_done_callback(self._done)

    def _done(self, written: asyncio.Future[None]) -> None:
        self._under_way = False
        if not written.cancelled():
            if (error := written.exception()) is not None:
                if (trouble := trouble_of(error)) is not None:
                    log_trouble(trouble)
                else:
                    _LOGGER.error("counters cannot be written (%s)", type(error).__name__)
            if self._waiting:
                self._hand_in()

    async def change(self, connection: AsyncConnection, by: Mapping[Key, int]) -> None:
        """Adds to counters (or takes away) as part of the caller's transaction."""
        if by:
            await connection.execute(self._add, _rows(by))

    async def between(self, first: str, last: str) -> dict[Key, int]:
        """Every counter of these days, both included."""
        columns = (_COUNT.c.day, _COUNT.c.intent, _COUNT.c.kind, _COUNT.c["count"])
        query = select(*columns).where(_COUNT.c.day.between(first, last))
        async with self._database.engine.connect() as connection:
            return {(day, intent, kind): number for day, intent, kind, number in await connection.execute(query)}


def _rows(counts: Mapping[Key, int]) -> list[dict[str, object]]:
    return [
        {"day": day, "intent": intent, "kind": kind, "count": count}
        for (day, intent, kind), count in sorted(counts.items())
    ]
