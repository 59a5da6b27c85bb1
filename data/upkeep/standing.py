"""How many rows stand in which state, for watchers: numbers only."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from data.storage.engine import Database
from data.tables import Announcement, Delivery, UnionCase, table_of

_ANNOUNCEMENT, _DELIVERY, _CASE = table_of(Announcement), table_of(Delivery), table_of(UnionCase)
_OPEN = ("sending", "paused")


@dataclass(frozen=True, slots=True)
class Counted:
    """By state: all announcements and cases, and the deliveries of announcements that are being sent or paused."""

    announcements: Mapping[str, int]
    deliveries: Mapping[str, int]
    cases: Mapping[str, int]


async def counted(database: Database) -> Counted:
    """Counts; a ledger that is closed is not gone over."""
    going = select(_ANNOUNCEMENT.c.id).where(_ANNOUNCEMENT.c.state.in_(_OPEN))
    queries = (
        select(_ANNOUNCEMENT.c.state, func.count()).group_by(_ANNOUNCEMENT.c.state),
        select(_DELIVERY.c.state, func.count()).where(_DELIVERY.c.announcement.in_(going)).group_by(_DELIVERY.c.state),
        select(_CASE.c.state, func.count()).group_by(_CASE.c.state),
    )
    async with database.engine.connect() as connection:
        found = [{row[0]: row[1] for row in await connection.execute(query)} for query in queries]
    return Counted(*found)
