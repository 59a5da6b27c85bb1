"""The one message an announcement has that tells its staff how it goes."""

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel


class ProgressCard(SQLModel, table=True):
    """Where an announcement's card stands (`chat` as in `Subscriber`), and what it shows.

    `edited_at` is when it was last changed, seconds since 1970. `shown` is a digest of what it shows. `told` is the
    state that its chat was last told of by a message of its own. `live`: it may still change.
    """

    __tablename__ = "progress_card"

    announcement: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    chat: str = Field(max_length=80)
    message_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    edited_at: float
    shown: str = Field(max_length=64)
    told: str = Field(max_length=12)
    live: bool = Field(index=True)
