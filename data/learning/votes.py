"""What people think of answers: one vote a person and answer, kept a short time by each channel; counted by day."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import ColumnElement, Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from data.learning.day_counts import HELPFUL, UNHELPFUL, DayCounts, Key
from data.storage.engine import Database
from data.tables import PageVote, table_of

_PAGE = table_of(PageVote)


class Cast(Enum):
    """What became of a press."""

    COUNTED = auto()
    CHANGED = auto()
    WITHDRAWN = auto()
    TOO_LATE = auto()
    """The answer is no longer known, so nobody can say whether this person voted before."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """Where a channel keeps the vote on one answer: a row of `table` with a column `vote`.

    `where` finds the row, if the answer is still known; `answered_at` is the column of its second since 1970.
    """

    table: Table
    where: ColumnElement[bool]
    answered_at: ColumnElement[int]


class Votes:
    """Votes on answers that one person got, and on those of the page."""

    def __init__(self, database: Database, counts: DayCounts) -> None:
        self._database = database
        self._counts = counts
        insert = (sqlite.insert if database.is_sqlite else postgresql.insert)(_PAGE)
        self._first = insert.on_conflict_do_nothing()

    async def cast(self, ballot: Ballot, intent: str, *, helpful: bool, day_of: Callable[[float], str]) -> Cast:
        """Votes, changes the vote, or takes it back when it is the same; counted on the day of the answer.

        `day_of` gives the day of a second since 1970.
        """
        async with self._database.write_rows() as connection:
            sent_at = await connection.scalar(select(ballot.answered_at).where(ballot.where).with_for_update())
            if sent_at is None:
                return Cast.TOO_LATE
            chosen = 1 if helpful else -1
            return await self._turn(connection, ballot.table, ballot.where, day_of(sent_at), intent, chosen)

    async def cast_on_page(self, answer: str, answered_at: int, intent: str, *, helpful: bool, day: str) -> Cast:
        """As `cast` for an answer of the page, known by a key of 32 characters; `day` is that of the answer."""
        async with self._database.write_rows() as connection:
            await connection.execute(self._first, {"answer": answer, "answered_at": answered_at})
            where = _PAGE.c.answer == answer
            return await self._turn(connection, _PAGE, where, day, intent, 1 if helpful else -1)

    async def _turn(
        self, connection: AsyncConnection, table: Table, where: ColumnElement[bool], day: str, intent: str, chosen: int
    ) -> Cast:
        before = await connection.scalar(select(table.c.vote).where(where).with_for_update())
        after = None if before == chosen else chosen
        await connection.execute(update(table).where(where).values(vote=after))
        by: dict[Key, int] = {}
        for vote, change in ((before, -1), (after, 1)):
            if vote is not None:
                by[day, intent, HELPFUL if vote > 0 else UNHELPFUL] = change
        await self._counts.change(connection, by)
        if after is None:
            return Cast.WITHDRAWN
        return Cast.COUNTED if before is None else Cast.CHANGED

    async def purge(self, before: int) -> None:
        """Forgets who voted how on answers of the page that were given before this second; the counts stay."""
        async with self._database.write_rows() as connection:
            await connection.execute(delete(_PAGE).where(_PAGE.c.answered_at < before))
