"""The little that is kept of a person, and who may do what."""

from typing import Any

from sqlalchemy import JSON, BigInteger, Column
from sqlmodel import Field, SQLModel


class Conversation(SQLModel, table=True):
    """What was last talked about with one person in one chat; ids only, never a person's words. Lives 30 minutes."""

    __tablename__ = "conversation"

    key: str = Field(primary_key=True, max_length=80)
    state: str
    updated_at: int = Field(sa_column=Column(BigInteger, nullable=False, index=True))


class Person(SQLModel, table=True):
    """What a person chose to have kept: the region. `key` is the channel's short name and the person's id there."""

    __tablename__ = "person"

    key: str = Field(primary_key=True, max_length=80)
    region: str | None = None
    since: int = Field(sa_column=Column(BigInteger, nullable=False))


class Grant(SQLModel, table=True):
    """A role or a right that a person was given; `person` is the key as in `Person`, `name` the role's or right's."""

    __tablename__ = "granted"

    person: str = Field(primary_key=True, max_length=80)
    name: str = Field(primary_key=True, max_length=20)
    given_by: str = Field(max_length=80)
    given_at: int = Field(sa_column=Column(BigInteger, nullable=False))


class StaffName(SQLModel, table=True):
    """What colleagues call somebody who works for the union; `person` is the key as in `Person`.

    `name` is None for who was asked and gave none. No two persons have the same.
    """

    __tablename__ = "staff_name"

    person: str = Field(primary_key=True, max_length=80)
    name: str | None = Field(default=None, max_length=20, unique=True)
    at: int = Field(sa_column=Column(BigInteger, nullable=False))


class OpenForm(SQLModel, table=True):
    """A dialogue of several steps that somebody with a right is in the middle of; gone when it ends or a day later.

    `key` is that of the conversation. `answers` holds what was entered so far, by step.
    """

    __tablename__ = "open_form"

    key: str = Field(primary_key=True, max_length=80)
    form: str = Field(max_length=40)
    step: str = Field(max_length=40)
    answers: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    updated_at: int = Field(sa_column=Column(BigInteger, nullable=False, index=True))
