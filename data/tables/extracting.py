"""Drafts of entries that were taken from pages, until somebody decided on them."""

from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index
from sqlmodel import Field, SQLModel


class PageDraft(SQLModel, table=True):
    """One draft; `mark` is a digest of what its page says of it, so that the same story adds nothing twice.

    `content` holds the entry, the page's words for it, and what is doubtful. `state` is open, accepted, merged or
    dropped; `entry` is the id of the entry that came of it. `actor` is the key of who brought the page, `decided_by` of
    who decided.
    """

    __tablename__ = "page_draft"
    __table_args__ = (Index("ix_page_draft_state", "state", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    mark: str = Field(max_length=64, unique=True)
    page: str = Field(max_length=80)
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    state: str = Field(max_length=10)
    entry: str | None = Field(default=None, max_length=80)
    actor: str = Field(max_length=80)
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
    decided_by: str | None = Field(default=None, max_length=80)
    decided_at: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
