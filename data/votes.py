"""What people think of answers: one vote a person and message, kept with the message's number; counted by day."""

from collections.abc import Callable
from enum import Enum, auto

from sqlalchemy import select, update

from data.day_counts import HELPFUL, UNHELPFUL, DayCounts, Key
from data.engine import Database
from data.tables import ChatMessage, table_of

_MESSAGES = table_of(ChatMessage)


class Cast(Enum):
    """What became of a press."""

    COUNTED = auto()
    CHANGED = auto()
    WITHDRAWN = auto()
    TOO_LATE = auto()
    """The message's number is no longer kept, so nobody can say whether this person voted before."""


class Votes:
    """Votes on answers in private chats, where the chat is the person."""

    def __init__(self, database: Database, counts: DayCounts) -> None:
        self._database = database
        self._counts = counts

    async def cast(
        self, chat: int, message: int, intent: str, *, helpful: bool, day_of: Callable[[float], str]
    ) -> Cast:
        """Votes, changes the vote, or takes it back when it is the same; counted on the day of the answer.

        `day_of` gives the day of a second since 1970.
        """
        where = (_MESSAGES.c.chat_id == chat, _MESSAGES.c.message_id == message)
        async with self._database.write_rows() as connection:
            query = select(_MESSAGES.c.vote, _MESSAGES.c.sent_at).where(*where).with_for_update()
            row = (await connection.execute(query)).first()
            if row is None:
                return Cast.TOO_LATE
            before, sent_at = row
            chosen = 1 if helpful else -1
            after = None if before == chosen else chosen
            await connection.execute(update(_MESSAGES).where(*where).values(vote=after))
            day = day_of(sent_at)
            by: dict[Key, int] = {}
            for vote, change in ((before, -1), (after, 1)):
                if vote is not None:
                    by[day, intent, HELPFUL if vote > 0 else UNHELPFUL] = change
            await self._counts.change(connection, by)
        if after is None:
            return Cast.WITHDRAWN
        return Cast.COUNTED if before is None else Cast.CHANGED
