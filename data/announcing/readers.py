"""Who got an announcement, for whoever asks about it."""

from typing import Final

from sqlalchemy import select

from data.storage.engine import Database
from data.tables import Delivery, table_of

_DELIVERY: Final = table_of(Delivery)


async def got(database: Database, number: int, chat: str) -> bool:
    """Whether the announcement of this number stands in this chat."""
    row = _DELIVERY.c
    query = select(row.chat).where(row.announcement == number, row.chat == chat, row.state == "sent")
    async with database.engine.connect() as connection:
        return (await connection.execute(query)).first() is not None
