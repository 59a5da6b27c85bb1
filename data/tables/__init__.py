"""Every table. Times are whole seconds since 1970 (UTC); dates of the trade are text `YYYY[-MM[-DD]]`."""

from sqlalchemy import Table
from sqlmodel import SQLModel

from data.tables.announcing import Announcement, Delivery, Executor, FloodLane, Subscriber
from data.tables.audit import AuditRow
from data.tables.catalogue import Article, CatalogueRevision, Entry, Intent, Phrase
from data.tables.people import Conversation, Grant, OpenForm, Person
from data.tables.progress_cards import ProgressCard
from data.tables.telegram import AnsweredUpdate, ChatMessage

__all__ = [
    "METADATA",
    "Announcement",
    "AnsweredUpdate",
    "Article",
    "AuditRow",
    "CatalogueRevision",
    "ChatMessage",
    "Conversation",
    "Delivery",
    "Entry",
    "Executor",
    "FloodLane",
    "Grant",
    "Intent",
    "OpenForm",
    "Person",
    "Phrase",
    "ProgressCard",
    "Subscriber",
    "table_of",
]

METADATA = SQLModel.metadata


def table_of(model: type[SQLModel]) -> Table:
    """The table itself, for statements over many rows, where objects cost several times the rows."""
    return METADATA.tables[str(model.__tablename__)]
