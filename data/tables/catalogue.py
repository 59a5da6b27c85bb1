"""Subjects, pages, entries and phrases, and the number that moves with them."""

from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Index, String, text
from sqlmodel import Field, SQLModel

_OUT_OF_SCOPE = text("intent IS NULL")


class Intent(SQLModel, table=True):
    """One of the closed list of subjects that we answer on."""

    __tablename__ = "intent"

    id: str = Field(primary_key=True, max_length=40)
    name: str
    scope: str
    leads: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]"))
    keys: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]"))
    position: int
    part_of: str | None = Field(default=None, max_length=40)
    helped_by: str | None = Field(default=None, max_length=40)


class Article(SQLModel, table=True):
    """A newspaper page; its id is the file's name."""

    __tablename__ = "article"

    id: str = Field(primary_key=True, max_length=80)
    publication: str | None = None


class Entry(SQLModel, table=True):
    """A service, programme or mechanism, with the place it is written.

    `facts` is a list of {name, value, unit, as_of}; `conflict` is {entry, note} or None; `source` is {article,
    publication, headline, byline, as_of, as_of_certainty, start, end}. `loaded_hash` is the content's hash as last
    loaded from the seeds (None for entries made here), so a row that hashes differently was edited. `passage` holds
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
    """An example utterance; `intent` None marks an out-of-scope one. `origin` is seed or taught.

    `entry` is the one entry that answers it, None where the subject decides; when that entry goes, the subject stays.
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
    entry: str | None = Field(
        default=None,
        sa_column=Column(String(80), ForeignKey("entry.id", ondelete="SET NULL"), nullable=True, index=True),
    )


class CatalogueRevision(SQLModel, table=True):
    """The one row whose number moves with every change to intents, entries or phrases."""

    __tablename__ = "catalogue_revision"

    id: int = Field(default=1, primary_key=True)
    revision: int = 0
