"""Every table. Times are whole seconds since 1970 (UTC); dates of the trade are text `YYYY[-MM[-DD]]`."""

from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, Table, text
from sqlmodel import Field, SQLModel

METADATA = SQLModel.metadata
_OUT_OF_SCOPE = text("intent IS NULL")


class Intent(SQLModel, table=True):
    """One of the closed list of subjects that we answer on."""

    __tablename__ = "intent"

    id: str = Field(primary_key=True, max_length=40)
    name: str
    scope: str
    leads: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]"))
    position: int


class Article(SQLModel, table=True):
    """A newspaper page; its id is the file's name."""

    __tablename__ = "article"

    id: str = Field(primary_key=True, max_length=80)
    publication: str | None = None


class Entry(SQLModel, table=True):
    """A service, programme or mechanism, with the place it is written.

    `facts` is a list of {name, value, unit, as_of}; `conflict` is {entry, note} or null; `source` is {article,
    publication, headline, byline, as_of, as_of_certainty, start, end}. `loaded_hash` is the content's hash as last
    loaded from the seeds (null for entries made here), so a row that hashes differently was edited. `passage` holds
    the source's own words when the pages were given at loading.
    """

    __tablename__ = "entry"

    id: str = Field(primary_key=True, max_length=80)
    title: str
    intent: str = Field(foreign_key="intent.id", index=True)
    region: str
    provider: str | None = None
    audience: str | None = None
    summary: str
    how: str | None = None
    contact: str | None = None
    facts: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    valid_from: str | None = None
    valid_until: str | None = None
    conflict: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    source: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    passage: str | None = None
    loaded_hash: str | None = None


class Phrase(SQLModel, table=True):
    """An example utterance; `intent` null marks an out-of-scope one. `origin` is seed or taught.

    Two indexes keep a phrase from standing twice under one intent: both databases take null for different from null.
    """

    __tablename__ = "phrase"
    __table_args__ = (
        Index("ix_phrase_intent_text", "intent", "text", unique=True),
        Index(
            "ix_phrase_out_of_scope_text",
            "text",
            unique=True,
            sqlite_where=_OUT_OF_SCOPE,
            postgresql_where=_OUT_OF_SCOPE,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    intent: str | None = Field(default=None, foreign_key="intent.id")
    text: str
    kind: str
    origin: str = "seed"


class CatalogueRevision(SQLModel, table=True):
    """The one row whose number moves with every change to intents, entries or phrases."""

    __tablename__ = "catalogue_revision"

    id: int = Field(default=1, primary_key=True)
    revision: int = 0


class Conversation(SQLModel, table=True):
    """What was last talked about with one person in one chat; ids only, never a person's words. Lives 30 minutes."""

    __tablename__ = "conversation"

    key: str = Field(primary_key=True, max_length=80)
    state: str
    updated_at: int = Field(sa_column=Column(BigInteger, nullable=False, index=True))


class Person(SQLModel, table=True):
    """What a person chose to have kept: the region. `key` is the channel's short name and the person's id there."""

    __tablename__ = "person"

    key: str = Field(primary_key=True, max_length=80)
    region: str | None = None
    since: int = Field(sa_column=Column(BigInteger, nullable=False))


class AnsweredUpdate(SQLModel, table=True):
    """A Bot API update that was answered but not yet acknowledged to Telegram; the number alone."""

    __tablename__ = "answered_update"

    bot_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    update_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))


class ChatMessage(SQLModel, table=True):
    """The number of a message in a private chat, kept 48 hours so that /forget can delete it there.

    `reply_to` is the number of the question that this message answers, null for a person's own messages.
    """

    __tablename__ = "chat_message"
    __table_args__ = (Index("ix_chat_message_sent_at", "sent_at"),)

    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    message_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    sent_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    reply_to: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))


def table_of(model: type[SQLModel]) -> Table:
    """The table itself, for statements over many rows, where objects cost several times the rows."""
    return METADATA.tables[str(model.__tablename__)]
