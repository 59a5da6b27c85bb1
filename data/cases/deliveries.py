"""The ledger of what is told about cases: each row is changed before its call and after it."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import ScalarSelect, Select, and_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from data.storage.engine import Database
from data.tables import CaseDelivery, table_of

_TABLE: Final = table_of(CaseDelivery)
_ROW: Final = _TABLE.c
_EARLIER: Final = _TABLE.alias().c

UNSETTLED: Final = ("queued", "sending")


class Claimed(NamedTuple):
    """A row that is being sent: its number, of which case, with whose words, what, and to whom (None: the owner)."""

    id: int
    of_case: int
    word: int | None
    what: str
    recipient: str | None


async def claim(database: Database, now: float, most: int) -> Sequence[Claimed]:
    """Takes up to so many of those that wait, oldest first; what one person is told of one case goes in order."""
    earlier = (
        select(_EARLIER.id)
        .where(
            _EARLIER.of_case == _ROW.of_case,
            _EARLIER.recipient.is_not_distinct_from(_ROW.recipient),
            _EARLIER.id < _ROW.id,
            _EARLIER.state.in_(UNSETTLED),
        )
        .exists()
    )
    ready = and_(_ROW.state == "queued", _ROW.not_before <= now, ~earlier)
    first = select(_ROW.id).where(ready).order_by(_ROW.id).limit(most)
    chosen: ScalarSelect[Any] | Select[Any] = first.scalar_subquery()
    if not database.is_sqlite:
        # Chosen once, before: PostgreSQL may look into a subquery again for each row, and skips those it just locked.
        chosen = select(first.with_for_update(skip_locked=True).cte("chosen").c.id)
    statement = (
        update(_TABLE)
        .where(_ROW.id.in_(chosen), _ROW.state == "queued")
        .values(state="sending", at=int(now))
        .returning(_ROW.id, _ROW.of_case, _ROW.word, _ROW.what, _ROW.recipient)
    )
    # On the disk before its call: after a power cut nobody is told twice.
    async with database.write_rows(durable=True) as connection:
        return sorted(Claimed(*row) for row in await connection.execute(statement))


async def any_waiting(database: Database) -> bool:
    """Whether something is queued or on its way; costs one look into a small index."""
    async with database.engine.connect() as connection:
        query = select(_ROW.id).where(_ROW.state.in_(UNSETTLED)).limit(1)
        return (await connection.execute(query)).first() is not None


async def settle(database: Database, number: int, now: float, **values: Any) -> None:
    """Writes what became of a row that was being sent."""
    async with database.write_rows() as connection:
        await connection.execute(update(_TABLE).where(_ROW.id == number).values(at=int(now), **values))


async def give_up(database: Database, claimed_before: float) -> Sequence[int]:
    """What was claimed before this second by a process that died may have arrived: it is unknown; gives the cases."""
    statement = (
        update(_TABLE)
        .where(_ROW.state == "sending", _ROW.at < claimed_before)
        .values(state="unknown")
        .returning(_ROW.of_case)
    )
    async with database.write_rows() as connection:
        return list((await connection.execute(statement)).scalars())


async def of_case(session: AsyncSession, number: int) -> Sequence[tuple[int, int | None, str | None, str]]:
    """What is told of a case: row, word, recipient and state."""
    query = select(_ROW.id, _ROW.word, _ROW.recipient, _ROW.state).where(_ROW.of_case == number).order_by(_ROW.id)
    return [tuple(row) for row in await (await session.connection()).execute(query)]


async def repeat(session: AsyncSession, number: int, word: int) -> bool:
    """Has the owner told once more what may or may not have arrived; false when that is not so."""
    statement = (
        update(_TABLE)
        .where(_ROW.of_case == number, _ROW.word == word, _ROW.recipient.is_(None))
        .where(_ROW.state.in_(("unknown", "failed")))
        .values(state="queued", reason=None, not_before=0.0)
    )
    connection = await session.connection()
    return (await connection.execute(statement)).rowcount > 0
