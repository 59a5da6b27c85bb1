"""What the Telegram channel must remember across a restart, all of it numbers: what was answered, and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.storage.patience import Patience
from data.tables import AnsweredUpdate, ChatMessage, table_of

_ANSWERED = table_of(AnsweredUpdate)
_MESSAGES = table_of(ChatMessage)


@dataclass(frozen=True, slots=True)
class MessageNumber:
    """A message in a private chat; `reply_to` is the question it answers, None for the person's own."""

    chat_id: int
    message_id: int
    sent_at: int
    reply_to: int | None = None


class TelegramLedger:
    """The ledger of one bot; times are whole seconds since 1970."""

    def __init__(self, database: Database, commits: GroupCommit, bot_id: int) -> None:
        self._database = database
        self._commits = commits
        self.bot = bot_id
        insert = sqlite.insert if database.is_sqlite else postgresql.insert
        # Made once: the group commit runs the same statement of many callers as one.
        self._insert_answered = insert(_ANSWERED).on_conflict_do_nothing()
        self._insert_message = insert(_MESSAGES).on_conflict_do_nothing()
        self._delete_answered = delete(_ANSWERED).where(
            _ANSWERED.c.bot_id == bindparam("bot", type_=BigInteger),
            _ANSWERED.c.update_id == bindparam("number", type_=BigInteger),
        )

    @property
    def patience(self) -> Patience:
        """How long answers wait for its database."""
        return self._database.patience

    async def answered(self, update_id: int | None, messages: Iterable[MessageNumber]) -> None:
        """Notes an answered update (None: one that Telegram has forgotten already) and the messages that came of it."""
        statements = [
            (
                self._insert_message,
                {"chat_id": m.chat_id, "message_id": m.message_id, "sent_at": m.sent_at, "reply_to": m.reply_to},
            )
            for m in messages
        ]
        if update_id is not None:
            statements.append((self._insert_answered, {"bot_id": self.bot, "update_id": update_id}))
        if statements:
            await self._commits.write(*statements)

    async def answered_updates(self) -> set[int]:
        """The updates that were answered and that Telegram may give again."""
        async with self._database.engine.connect() as connection:
            rows = await connection.execute(select(_ANSWERED.c.update_id).where(_ANSWERED.c.bot_id == self.bot))
            return set(rows.scalars())

    async def was_answered(self, update_id: int) -> bool:
        """Whether any process has noted this update as answered."""
        query = select(_ANSWERED.c.update_id).where(_ANSWERED.c.bot_id == self.bot, _ANSWERED.c.update_id == update_id)
        async with self._database.engine.connect() as connection:
            return (await connection.execute(query)).first() is not None

    async def forgotten_by_telegram(self, update_ids: Iterable[int]) -> None:
        """Drops updates that Telegram will not give again."""
        statements = [(self._delete_answered, {"bot": self.bot, "number": number}) for number in update_ids]
        if statements:
            await self._commits.write(*statements)

    async def answer_to(self, chat_id: int, message_id: int) -> int | None:
        """The number of the last message that answered this one; None when none is known."""
        query = (
            select(_MESSAGES.c.message_id)
            .where(_MESSAGES.c.chat_id == chat_id, _MESSAGES.c.reply_to == message_id)
            .order_by(_MESSAGES.c.message_id.desc())
            .limit(1)
        )
        async with self._database.engine.connect() as connection:
            return (await connection.execute(query)).scalar()

    async def messages(self, chat_id: int) -> Sequence[int]:
        """The numbers of the messages kept of this chat, oldest first."""
        query = select(_MESSAGES.c.message_id).where(_MESSAGES.c.chat_id == chat_id).order_by(_MESSAGES.c.message_id)
        async with self._database.engine.connect() as connection:
            return (await connection.execute(query)).scalars().all()

    async def forget_chat(self, chat_id: int) -> None:
        """Drops the numbers kept of this chat."""
        async with self._database.write_rows() as connection:
            await connection.execute(delete(_MESSAGES).where(_MESSAGES.c.chat_id == chat_id))

    async def purge(self, before: int) -> None:
        """Drops the numbers of messages sent before this second."""
        async with self._database.write_rows() as connection:
            await connection.execute(delete(_MESSAGES).where(_MESSAGES.c.sent_at < before))
