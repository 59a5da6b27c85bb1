"""What people could not be told, and how much was asked: counts without persons, and one day's keyed hashes."""

from sqlalchemy import BigInteger, Column, LargeBinary, SmallInteger
from sqlmodel import Field, SQLModel


class Miss(SQLModel, table=True):
    """A normalised question that was not answered; `id` is made of its words, so that a button can name it.

    `asked` counts every time. `people` counts different people of the days that are over, each day anew; those of
    today still stand in `day_asker`. `told` says that somebody asked for it to be shown. `ignored` that an editor will
    not act on it.
    """

    __tablename__ = "miss"

    id: str = Field(primary_key=True, max_length=16)
    question: str = Field(max_length=80)
    asked: int = 0
    people: int = 0
    told: bool = False
    ignored: bool = False
    first_at: int = Field(sa_column=Column(BigInteger, nullable=False, index=True))
    last_at: int = Field(sa_column=Column(BigInteger, nullable=False))


class DayKey(SQLModel, table=True):
    """The random key that one day's persons are hashed with; deleted, with the hashes, when the day is over."""

    __tablename__ = "day_key"

    day: str = Field(primary_key=True, max_length=10)
    key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class DayAsker(SQLModel, table=True):
    """That somebody asked about something today; `asker` is a keyed hash of both, so two rows never meet.

    `about` is `q:` and a miss, `i:` and a subject, or `*` for any subject.
    """

    __tablename__ = "day_asker"

    day: str = Field(primary_key=True, max_length=10)
    about: str = Field(primary_key=True, max_length=48)
    asker: str = Field(primary_key=True, max_length=32)


class DayCount(SQLModel, table=True):
    """How often something happened on a day; `kind` is an outcome, `helpful`, `unhelpful`, or `people`.

    `intent` is empty where none was answered on, and `*` for the people who asked on any. `people` are written
    when the day is over.
    """

    __tablename__ = "day_count"

    day: str = Field(primary_key=True, max_length=10)
    intent: str = Field(primary_key=True, max_length=40)
    kind: str = Field(primary_key=True, max_length=12)
    count: int = 0


class PageVote(SQLModel, table=True):
    """What somebody thinks of one answer on the page: 1 helpful, -1 not, None taken back.

    `answer` is a keyed hash that tells neither the session nor the question, and two of one person never meet.
    """

    __tablename__ = "page_vote"

    answer: str = Field(primary_key=True, max_length=32)
    answered_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    vote: int | None = Field(default=None, sa_column=Column(SmallInteger, nullable=True))
