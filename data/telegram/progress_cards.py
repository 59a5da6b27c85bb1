"""Progress cards as rows; whoever changes one claims that first, so that several processes keep to one pace."""

from collections.abc import Sequence
from typing import Final

import sqlmodel
from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from data.storage.engine import Database
from data.tables import ProgressCard, table_of

_CARD: Final = table_of(ProgressCard)


async def put(database: Database, announcement: int, chat: str, message_id: int, shown: str, now: float) -> None:
    """The announcement's card stands here from now on."""
    row = {
        "announcement": announcement,
        "chat": chat,
        "message_id": message_id,
        "edited_at": now,
        "shown": shown,
        "told": "",
        "live": True,
    }
    insert = (sqlite.insert if database.is_sqlite else postgresql.insert)(_CARD).values(row)
    changed = {name: insert.excluded[name] for name in row if name not in ("announcement", "told")}
    async with database.write_rows() as connection:
        await connection.execute(insert.on_conflict_do_update(index_elements=[_CARD.c.announcement], set_=changed))


async def of(database: Database, announcement: int) -> ProgressCard | None:
    """The announcement's card; None when it has none."""
    async with database.read() as session:
        return await session.get(ProgressCard, announcement)


async def live(database: Database) -> Sequence[ProgressCard]:
    """The cards that may still change."""
    async with database.read() as session:
        return (await session.exec(sqlmodel.select(ProgressCard).where(_CARD.c.live))).all()


async def claim(database: Database, announcement: int, shown: str, now: float, least: float, *, live: bool) -> bool:
    """Takes the right to show this; false when it shows it already, or was changed less than `least` seconds ago."""
    free = (_CARD.c.announcement == announcement, _CARD.c.shown != shown, _CARD.c.edited_at <= now - least)
    values = {"shown": shown, "edited_at": now, "live": live}
    async with database.write_rows() as connection:
        return (await connection.execute(update(_CARD).where(*free).values(values))).rowcount > 0


async def settle(database: Database, announcement: int, shown: str) -> None:
    """A card that shows this changes no more."""
    same = (_CARD.c.announcement == announcement, _CARD.c.shown == shown)
    async with database.write_rows() as connection:
        await connection.execute(update(_CARD).where(*same).values(live=False))


async def wake(database: Database, announcement: int) -> None:
    """The card may change again."""
    async with database.write_rows() as connection:
        await connection.execute(update(_CARD).where(_CARD.c.announcement == announcement).values(live=True))


async def tell(database: Database, announcement: int, state: str) -> bool:
    """Takes the right to tell of a state; false when its chat was told already."""
    untold = (_CARD.c.announcement == announcement, _CARD.c.told != state)
    async with database.write_rows() as connection:
        return (await connection.execute(update(_CARD).where(*untold).values(told=state))).rowcount > 0
