"""What the Telegram channel must remember across a restart, almost all of it numbers."""

from typing import Final

from sqlalchemy import BigInteger, Column, Index, SmallInteger
from sqlmodel import Field, SQLModel

from data.tables.personal import Fate, Holds, PersonalColumn


class AnsweredUpdate(SQLModel, table=True):
    """A Bot API update that was answered but not yet acknowledged to Telegram; the number alone."""

    __tablename__ = "answered_update"

    bot_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    update_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))


class ClaimedUpdate(SQLModel, table=True):
    """That a replica answers an update which Telegram brings, so that another one leaves it alone; numbers alone.

    It holds until the second `until` since 1970, which its `holder` (a random name) moves on while it works.
    """

    __tablename__ = "claimed_update"

    bot_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    update_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    holder: str = Field(max_length=32)
    until: int = Field(sa_column=Column(BigInteger, nullable=False))


class ChatMessage(SQLModel, table=True):
    """The number of a message in a private chat, kept 48 hours so that /forget can delete it there.

    `reply_to` is the number of the question that this message answers, None for a person's own messages. `vote` is what
    the person thinks of an answer of ours: 1 helpful, -1 not, None not said.
    """

    __tablename__ = "chat_message"
    __table_args__ = (Index("ix_chat_message_sent_at", "sent_at"),)

    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    message_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    sent_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    reply_to: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    vote: int | None = Field(default=None, sa_column=Column(SmallInteger, nullable=True))


class FloodLane(SQLModel, table=True):
    """What Telegram's refusals left: nothing goes out in the lane before `until`, then at most `rate` a second.

    `name` is all, announcements, or a chat's key.
    """

    __tablename__ = "flood_lane"

    name: str = Field(primary_key=True, max_length=80)
    until: float
    rate: float | None = None


class ProgressCard(SQLModel, table=True):
    """Where an announcement's card stands (`chat` as in `Subscriber`), and what it shows.

    `edited_at` is when it was last changed, seconds since 1970. `shown` is a digest of what it shows. `told` is the
    state that its chat was last told of by a message of its own. `live`: it may still change.
    """

    __tablename__ = "progress_card"

    announcement: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    chat: str = Field(max_length=80)
    message_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    edited_at: float
    shown: str = Field(max_length=64)
    told: str = Field(max_length=12)
    live: bool = Field(index=True)


PERSONAL: Final = (
    PersonalColumn(ChatMessage, "chat_id", Holds.NUMBER, Fate.TRADE, "48 hours"),
    PersonalColumn(FloodLane, "name", Holds.KEY, Fate.ENDS, "while Telegram refuses"),
)
"""The columns by which a row of these tables belongs to somebody."""
