"""Who changed what, when and from where."""

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel


class AuditRow(SQLModel, table=True):
    """One act of somebody with a right; written in the transaction of the act itself and never changed.

    `actor` is a person's key, or `operator` for a command typed on the machine. `channel` is where it came from.
    `subject` is the id of what was acted on, `before` and `after` short texts (None: nothing there).
    """

    __tablename__ = "audit"

    id: int | None = Field(default=None, primary_key=True)
    at: int = Field(sa_column=Column(BigInteger, nullable=False, index=True))
    actor: str = Field(max_length=80)
    channel: str = Field(max_length=20)
    action: str = Field(max_length=40)
    subject: str = Field(max_length=120)
    before: str | None = None
    after: str | None = None
