"""Cases: what riders hand over to the union. Words, files and addresses are sealed (`data.cases.safe`)."""

from typing import Any

from sqlalchemy import BigInteger, Column, Index, LargeBinary, SmallInteger, text
from sqlmodel import Field, SQLModel

_OPEN = text("closed_at IS NULL")
_JOINED = text("matter IS NOT NULL")


def _seconds(*, nullable: bool = True) -> Any:
    return Field(default=None, sa_column=Column(BigInteger, nullable=nullable))


def _sealed() -> Any:
    return Field(default=None, sa_column=Column(LargeBinary, nullable=True))


class UnionCase(SQLModel, table=True):
    """One case; its number is `id`. Nothing here tells who opened it to whoever has not the key.

    `owner` is a keyed digest of who opened it, `address` the sealed key of the chat that answers go to; both None once
    the person took everything back or the time to keep it is over (`emptied`). `token` is of the press that made it, so
    that the same press makes one case. `state` and `urgency` as in `bot.cases.states`. `holder` is the key of whoever
    of the staff has it, `avoid` of whoever had it when it came back. `unit` is where it was handed over to.

    The clock, in minutes of duty: `span` was promised (0: nothing was), and ends at `due_at`; while the person is asked
    back, `remaining` is what is left and `due_at` None. `remind_at` is the next reminder, `reminded` counts those
    given. `in_time`: it was solved within the promise, None without one.

    `matter` is what it was joined to, `agreed` the last agreement on that which its person was told (0: none).
    """

    __tablename__ = "union_case"
    __table_args__ = (
        # Open ones only: a million closed cases cost the lists nothing.
        Index("ix_union_case_due", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_union_case_holder", "holder", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_union_case_remind", "remind_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_union_case_alike", "subject", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_union_case_matter", "matter", "agreed", sqlite_where=_JOINED, postgresql_where=_JOINED),
        Index("ix_union_case_closed", "emptied", "closed_at"),
        # Of all: the account of a month is reckoned from what came in, and what was solved in it.
        Index("ix_union_case_opened", "opened_at"),
        Index("ix_union_case_solved", "solved_at"),
        Index("ix_union_case_unsaid", "solved_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: int | None = Field(default=None, primary_key=True)
    token: str | None = Field(default=None, max_length=64, unique=True)
    owner: str | None = Field(default=None, max_length=64, index=True)
    address: bytes | None = _sealed()
    subject: str | None = Field(default=None, max_length=40)
    region: str = Field(max_length=120)
    urgency: str = Field(max_length=8)
    state: str = Field(max_length=12)
    holder: str | None = Field(default=None, max_length=80)
    avoid: str | None = Field(default=None, max_length=80)
    unit: str | None = Field(default=None, max_length=80)
    unit_since: int | None = _seconds()
    unit_until: int | None = _seconds()
    opened_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    span: int = 0
    due_at: int | None = _seconds()
    remaining: int | None = None
    remind_at: int | None = _seconds()
    reminded: int = Field(default=0, sa_column=Column(SmallInteger, nullable=False))
    solved_at: int | None = _seconds()
    in_time: bool | None = None
    reopened: bool = False
    closed_at: int | None = _seconds()
    emptied: bool = False
    matter: int | None = None
    agreed: int = 0


class CaseMatter(SQLModel, table=True):
    """What several cases say alike (议题), for the meeting where it is spoken of.

    `title` and `agreement` are sealed. `agreed` counts the agreements on it, of which the last is kept: `agreed_by` is
    the key of who wrote it, `agreed_token` of the press that did. `spread`: everybody who asked was told.
    """

    __tablename__ = "case_matter"
    __table_args__ = (Index("ix_case_matter_open", "closed_at", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    token: str | None = Field(default=None, max_length=64, unique=True)
    subject: str | None = Field(default=None, max_length=40)
    title: bytes | None = _sealed()
    opened_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    closed_at: int | None = _seconds()
    agreement: bytes | None = _sealed()
    agreed: int = 0
    agreed_at: int | None = _seconds()
    agreed_by: str | None = Field(default=None, max_length=80)
    agreed_token: str | None = Field(default=None, max_length=64)
    spread: bool = True


class CaseWord(SQLModel, table=True):
    """One message of a case: `author` is rider, staff or note (for colleagues); `person` is the key of the staff's.

    `kind` is what it is: said, asked, solved, not_ours, handed or agreed; of a file photo, spoken or document. `words`
    is sealed text, `name` the sealed name of a file, whose content stands in `CaseFile`.
    """

    __tablename__ = "case_word"
    __table_args__ = (Index("ix_case_word_of", "of_case", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    of_case: int
    token: str | None = Field(default=None, max_length=64, unique=True)
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
    author: str = Field(max_length=8)
    person: str | None = Field(default=None, max_length=80)
    kind: str = Field(max_length=12)
    words: bytes | None = _sealed()
    name: bytes | None = _sealed()


class CaseFile(SQLModel, table=True):
    """The sealed content of a file that a person sent with a case."""

    __tablename__ = "case_file"

    word: int = Field(primary_key=True)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class CaseDelivery(SQLModel, table=True):
    """The ledger of what is told about cases: one row for each message, changed before and after its call.

    `what` says which message it is, `word` whose words it brings. `recipient` is the key of somebody of the staff, None
    for the person whose case it is. `state` is queued, sending, sent, unknown or failed; `at` is when it came so far,
    `not_before` when it may be tried again. `reason` says why it failed.
    """

    __tablename__ = "case_delivery"
    __table_args__ = (
        Index(
            "ix_case_delivery_waiting",
            "state",
            "id",
            sqlite_where=text("state IN ('queued', 'sending')"),
            postgresql_where=text("state IN ('queued', 'sending')"),
        ),
        Index("ix_case_delivery_of", "of_case"),
    )

    id: int | None = Field(default=None, primary_key=True)
    of_case: int
    word: int | None = None
    what: str = Field(max_length=16)
    recipient: str | None = Field(default=None, max_length=80)
    state: str = Field(max_length=8)
    reason: str | None = Field(default=None, max_length=20)
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
    not_before: float = 0.0


class CaseDuty(SQLModel, table=True):
    """Whether somebody with the right takes new cases now, and of what: full paths and ids between commas, all if none.

    Both begin and end with a comma (`,wages,injury,`).
    """

    __tablename__ = "case_duty"

    person: str = Field(primary_key=True, max_length=80)
    on_duty: bool = False
    regions: str = ""
    subjects: str = ""


class CaseUnit(SQLModel, table=True):
    """An office of the union that cases are handed over to."""

    __tablename__ = "case_unit"

    name: str = Field(primary_key=True, max_length=80)


class CasePause(SQLModel, table=True):
    """A sender (a digest as `UnionCase.owner`) whose case was no case; nothing more is taken from there until then."""

    __tablename__ = "case_pause"

    owner: str = Field(primary_key=True, max_length=64)
    until: int = Field(sa_column=Column(BigInteger, nullable=False))


class CaseAccount(SQLModel, table=True):
    """The account of a month as it was published: `month` is `YYYY-MM`, `figures` JSON without persons or small groups.

    `changed` is what a person (`by`) wrote for everybody.
    """

    __tablename__ = "case_account"

    month: str = Field(primary_key=True, max_length=7)
    figures: str
    changed: str
    by: str = Field(max_length=80)
    at: int = Field(sa_column=Column(BigInteger, nullable=False))


class CaseKey(SQLModel, table=True):
    """Which key the sealed columns were written with: a digest that tells nothing of it; one row, numbered 1."""

    __tablename__ = "case_key"

    id: int = Field(primary_key=True)
    mark: str = Field(max_length=64)
