"""What the Telegram channel must remember across a restart, all of it numbers."""

from sqlalchemy import BigInteger, Column, Index, SmallInteger
from sqlmodel import Field, SQLModel


class AnsweredUpdate(SQLModel, table=True):
    """A Bot API update that was answered but not yet acknowledged to Telegram; the number alone."""

    __tablename__ = "answered_update"

    bot_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    update_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))


class ChatMessage(SQLModel, table=True):
    """The number of a message in a private chat, kept 48 hours so that /forget can delete it there.

    `reply_to` is the number of the question that this message answers, null for a person's own messages. `vote` is what
    the person thinks of an answer of ours: 1 helpful, -1 not, null not said.
    """

    __tablename__ = "chat_message"
    __table_args__ = (Index("ix_chat_message_sent_at", "sent_at"),)

    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    message_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    sent_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    reply_to: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    vote: int | None = Field(default=None, sa_column=Column(SmallInteger, nullable=True))
