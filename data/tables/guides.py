"""Guides: what to do first in a trouble."""

from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class GuideRow(SQLModel, table=True):
    """A reviewed guide; `content` holds `version` and the fields of `data.catalogue.guides.Guide` but id and intent."""

    __tablename__ = "guide"

    id: str = Field(primary_key=True, max_length=80)
    intent: str = Field(foreign_key="intent.id", index=True)
    position: int
    content: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
