"""What the sender would have written: an announcement's state and the rows of its ledger."""

from typing import Any

from data.announcing import announcements
from data.storage.engine import Database
from data.tables import Delivery


async def stands(database: Database, number: int, **values: Any) -> None:
    """The announcement's columns have these values now."""
    async with database.write_rows() as connection:
        assert await announcements.change(connection, number, values)


async def delivered(
    database: Database, number: int, states: dict[int, str], *, at: int, reason: str = "", amended: str = ""
) -> None:
    """These chats have rows in these states; those that were sent with a message number of their own."""
    async with database.write() as session:
        for chat, state in states.items():
            sent = 50_000 + chat if state == "sent" else None
            row = Delivery(announcement=number, chat=f"tg:{chat}", stage=2, state=state, at=at, message_id=sent)
            row.reason, row.amended = reason or None, amended or None
            await session.merge(row)
