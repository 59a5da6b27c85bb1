"""What the replicas of the web page must know of each other."""

from sqlmodel import Field, SQLModel


class UsedAllowance(SQLModel, table=True):
    """How much of what it may ask an address or a session has used; `key` is a hash by the key of the day.

    All of it is back at the second `until` since 1970, and the row may go.
    """

    __tablename__ = "used_allowance"

    key: str = Field(primary_key=True, max_length=32)
    until: float = Field(index=True)
