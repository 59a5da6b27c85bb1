"""Announcements: who wants them, what was written, one row for each recipient, and who is sending."""

from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, SmallInteger
from sqlmodel import Field, SQLModel


def _seconds(*, nullable: bool = True) -> Any:
    return Field(default=None, sa_column=Column(BigInteger, nullable=nullable))


class Subscriber(SQLModel, table=True):
    """A chat that asked for announcements; the row goes when it unsubscribes.

    `chat` is the channel's short name, a colon, and the chat there. `topics` is `,all,` or ids
    between commas (`,rights,benefits,`). `area` is a region's full path, None the whole country. `state` is active,
    blocked (by the person: lifted when they write or unblock) or unreachable (no such chat, no right to write there).
    `gone_since` is when the channel first said that the account is deactivated.
    """

    __tablename__ = "subscriber"

    chat: str = Field(primary_key=True, max_length=80)
    topics: str = Field(max_length=200)
    area: str | None = Field(default=None, max_length=120)
    station: str | None = Field(default=None, max_length=80)
    silent: bool = False
    digest: bool = False
    paused_until: int | None = _seconds()
    state: str = Field(max_length=12)
    gone_since: int | None = _seconds()
    since: int = Field(sa_column=Column(BigInteger, nullable=False))


class Announcement(SQLModel, table=True):
    """One announcement; `state` as in `bot.announcing.states`.

    `html` is its text with marks, `version` counts its corrections. `media_kind` is photo, document, video … and
    `media` the channel's id of the file. `album` is a list of [kind, file]. `buttons` is a list of [label, link].
    `audience` is as in `bot.announcing.audience`. `runner` is the executor that sends it and `fence` grows with
    each change of runner. `stage` is how far it went: 0 staff, 1 the few, 2 everybody. `pause_reason` says why it
    is paused. `asks` is as in `bot.announcing.asks`, `reminded_at` when those who signed up were reminded.
    """

    __tablename__ = "announcement"

    id: int | None = Field(default=None, primary_key=True)
    html: str
    media_kind: str | None = Field(default=None, max_length=12)
    media: str | None = Field(default=None, max_length=200)
    album: list[list[str]] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    buttons: list[list[str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    audience: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    urgent: bool = False
    author: str = Field(max_length=80)
    approver: str | None = Field(default=None, max_length=80)
    state: str = Field(max_length=12, index=True)
    pause_reason: str | None = Field(default=None, max_length=20)
    scheduled_at: int | None = _seconds()
    not_after: int | None = _seconds()
    created_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    started_at: int | None = _seconds()
    finished_at: int | None = _seconds()
    prepared_to: str | None = Field(default=None, max_length=80)
    prepared: bool = False
    total: int = 0
    stage: int = 0
    version: int = 0
    runs: int = 0
    runner: str | None = Field(default=None, max_length=80)
    fence: int = 0
    amending: str | None = Field(default=None, max_length=12)
    asks: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    reminded_at: int | None = _seconds()


class Delivery(SQLModel, table=True):
    """The ledger: one row for each recipient of an announcement.

    `state` is queued, sending, sent, unknown, blocked, moved, failed or expired. `reason` is a word for why (see
    `bot.announcing.messenger`). `stage` is 0 for staff, 1 for the few, 2 for everybody else. `earlier` are the
    numbers of the messages of an album, with commas between, once it stands in the chat: what is to be sent then is
    the rest. `version` is the version that stands in the chat. `amended` says how a correction or a recall ended
    there: edited, deleted, too_old or failed.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        # Serves the next ones to send and the counts; the key itself comes with it on SQLite.
        Index("ix_delivery_state", "announcement", "stage", "state", "chat"),
        # Millions of rows in the order of their key: no second tree for a hidden row number.
        {"sqlite_with_rowid": False},
    )

    announcement: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    chat: str = Field(primary_key=True, max_length=80)
    stage: int = Field(sa_column=Column(SmallInteger, nullable=False))
    state: str = Field(max_length=8)
    reason: str | None = Field(default=None, max_length=200)
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    earlier: str | None = Field(default=None, max_length=200)
    version: int = 0
    amended: str | None = Field(default=None, max_length=8)
    at: int | None = _seconds()


class Executor(SQLModel, table=True):
    """A running process that can send announcements; dead once `expires` has passed without a heartbeat.

    `sending` is whether it sends some now, `answers` how many messages a second it lately sent besides.
    """

    __tablename__ = "executor"

    id: str = Field(primary_key=True, max_length=80)
    expires: float
    sending: bool = False
    answers: float = 0.0
