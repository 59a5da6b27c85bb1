"""What people answered to the buttons of an announcement."""

from sqlalchemy import BigInteger, Column, Index, SmallInteger
from sqlmodel import Field, SQLModel


class Signup(SQLModel, table=True):
    """Somebody signed up for what was announced.

    `number` is theirs within the announcement, in the order of signing up. `state` is in, waiting (for a place) or out.
    `note` is what the person chose to tell the union. `tell` is what the person is still to be told: promoted or
    reminder; with a question mark behind it while that is under way, and for good where nobody knows how it ended.
    """

    __tablename__ = "signup"
    __table_args__ = (Index("ix_signup_tell", "tell"), Index("ix_signup_person", "person"))

    announcement: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    person: str = Field(primary_key=True, max_length=80)
    number: int
    state: str = Field(max_length=8)
    note: str | None = Field(default=None, max_length=200)
    tell: str | None = Field(default=None, max_length=12)
    at: int = Field(sa_column=Column(BigInteger, nullable=False))


class PollVote(SQLModel, table=True):
    """What somebody chose in the poll of an announcement; `choice` counts from 0."""

    __tablename__ = "poll_vote"
    __table_args__ = (Index("ix_poll_vote_person", "person"),)

    announcement: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    person: str = Field(primary_key=True, max_length=80)
    choice: int = Field(sa_column=Column(SmallInteger, nullable=False))
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
