"""Every table. Times are whole seconds since 1970 (UTC); dates of the trade are text `YYYY[-MM[-DD]]`."""

from sqlalchemy import Table
from sqlmodel import SQLModel

from data.tables.announcing import Announcement, Delivery, Executor, FloodLane, Subscriber
from data.tables.audit import AuditRow
from data.tables.catalogue import Article, CatalogueRevision, Entry, Intent, Phrase
from data.tables.editing import EntryRevision, LabelledQuestion
from data.tables.learning import DayAsker, DayCount, DayKey, Miss, PageVote
from data.tables.people import Conversation, Grant, OpenForm, Person
from data.tables.progress_cards import ProgressCard
from data.tables.stations import PLACES, ShutReport, ShutReportKey, Station
from data.tables.telegram import AnsweredUpdate, ChatMessage

__all__ = [
    "METADATA",
    "PLACES",
    "Announcement",
    "AnsweredUpdate",
    "Article",
    "AuditRow",
    "CatalogueRevision",
    "ChatMessage",
    "Conversation",
    "DayAsker",
    "DayCount",
    "DayKey",
    "Delivery",
    "Entry",
    "EntryRevision",
    "Executor",
    "FloodLane",
    "Grant",
    "Intent",
    "LabelledQuestion",
    "Miss",
    "OpenForm",
    "PageVote",
    "Person",
    "Phrase",
    "ProgressCard",
    "ShutReport",
    "ShutReportKey",
    "Station",
    "Subscriber",
    "table_of",
]

METADATA = SQLModel.metadata


def table_of(model: type[SQLModel]) -> Table:
    """The table itself, for statements over many rows, where objects cost several times the rows."""
    return METADATA.tables[str(model.__tablename__)]
