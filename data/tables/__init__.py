"""Every table. Times are whole seconds since 1970 (UTC); dates of the trade are text `YYYY[-MM[-DD]]`."""

from sqlalchemy import Table
from sqlmodel import SQLModel

from data.tables.announcing import Announcement, Delivery, Executor, Subscriber
from data.tables.audit import AuditRow
from data.tables.cases import (
    CaseAccount,
    CaseDelivery,
    CaseDuty,
    CaseFile,
    CaseKey,
    CaseMatter,
    CasePause,
    CaseUnit,
    CaseWord,
    UnionCase,
)
from data.tables.catalogue import Article, CatalogueRevision, Entry, Intent, Phrase
from data.tables.editing import EntryRevision, LabelledQuestion
from data.tables.extracting import PageDraft
from data.tables.guides import GuideRow
from data.tables.learning import DayAsker, DayCount, DayKey, Miss, PageVote
from data.tables.people import Conversation, Grant, OpenForm, Person, StaffName
from data.tables.stations import PLACES, ShutReport, ShutReportKey, Station
from data.tables.taking_part import PollVote, Signup
from data.tables.telegram import PERSONAL as PERSONAL_OF_CHANNELS
from data.tables.telegram import AnsweredUpdate, ChatMessage, ClaimedUpdate, FloodLane, ProgressCard
from data.tables.web import UsedAllowance

__all__ = [
    "METADATA",
    "PERSONAL_OF_CHANNELS",
    "PLACES",
    "Announcement",
    "AnsweredUpdate",
    "Article",
    "AuditRow",
    "CaseAccount",
    "CaseDelivery",
    "CaseDuty",
    "CaseFile",
    "CaseKey",
    "CaseMatter",
    "CasePause",
    "CaseUnit",
    "CaseWord",
    "CatalogueRevision",
    "ChatMessage",
    "ClaimedUpdate",
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
    "GuideRow",
    "Intent",
    "LabelledQuestion",
    "Miss",
    "OpenForm",
    "PageDraft",
    "PageVote",
    "Person",
    "Phrase",
    "PollVote",
    "ProgressCard",
    "ShutReport",
    "ShutReportKey",
    "Signup",
    "StaffName",
    "Station",
    "Subscriber",
    "UnionCase",
    "UsedAllowance",
    "table_of",
]

METADATA = SQLModel.metadata


def table_of(model: type[SQLModel]) -> Table:
    """The table itself, for statements over many rows, where objects cost several times the rows."""
    return METADATA.tables[str(model.__tablename__)]
