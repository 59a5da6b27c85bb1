"""What a column holds of somebody, and what becomes of it."""

from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import SQLModel


class Holds(StrEnum):
    """What a column holds of somebody."""

    KEY = "key"
    """`channel:person`."""
    TALK = "key of a talk"
    """`channel:chat:person`, and a `#` where it is of traces."""
    NUMBER = "number of the chat"
    DIGEST = "keyed digest"
    SEALED = "sealed"


class Fate(StrEnum):
    """What `/forget` does."""

    ROW = "row deleted"
    EMPTIED = "emptied"
    TRADE = "done by its trade"
    """It is not found by the key, or more follows: a place that somebody else gets."""
    RECORD = "stays: what staff did must be answered for"
    ENDS = "ends by itself"


@dataclass(frozen=True, slots=True)
class PersonalColumn:
    """One column of a table; `kept` says how long at most, where nobody forgets anything."""

    model: type[SQLModel]
    column: str
    holds: Holds
    fate: Fate
    kept: str

    @property
    def name(self) -> str:
        """As `table.column`."""
        return f"{self.model.__tablename__}.{self.column}"
