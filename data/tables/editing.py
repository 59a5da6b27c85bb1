"""What became of an entry over time, and the questions that every change is tried on."""

from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index
from sqlmodel import Field, SQLModel


class EntryRevision(SQLModel, table=True):
    """One change of one entry, numbered from 1 within it; written with the change itself and never changed.

    `actor` and `channel` are those of the audit row, `role` the actor's role at that time. `action` is add, edit,
    remove, undo or import. `before` and `after` hold the whole entry as in the files (None: there was none, or is
    none any more). `catalogue` is the catalogue's revision that the change made: a running program takes over what
    changed since its own. An entry whose newest revision ends in None was taken away by hand and does not come back by
    itself.
    """

    __tablename__ = "entry_revision"
    __table_args__ = (Index("ix_entry_revision_entry_number", "entry", "number", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    entry: str = Field(max_length=80)
    number: int
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
    actor: str = Field(max_length=80)
    role: str = Field(max_length=20)
    channel: str = Field(max_length=20)
    action: str = Field(max_length=20)
    catalogue: int = Field(index=True)
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))


class LabelledQuestion(SQLModel, table=True):
    """A question with its right answer, added by somebody who edits; changes are tried on it before they go live.

    `intent` None says that the question is none of ours; `entry` is the entry that should come first, None when any of
    the intent will do. `region` is the asker's full path, None for the home region.
    """

    __tablename__ = "labelled_question"

    id: int | None = Field(default=None, primary_key=True)
    text: str = Field(unique=True)
    intent: str | None = Field(default=None, max_length=40)
    entry: str | None = Field(default=None, max_length=80)
    region: str | None = None
    added_by: str = Field(max_length=80)
    added_at: int = Field(sa_column=Column(BigInteger, nullable=False))
