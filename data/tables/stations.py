"""Places where outdoor workers may rest, and what people said about their doors."""

from datetime import date

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

PLACES = "station_place"
"""The index of the stations' places: an R*Tree on SQLite, a GiST index of table `station` on PostgreSQL."""


class Station(SQLModel, table=True):
    """A station; `code` is the number on its door, by which a list that is imported again finds it.

    `latitude` and `longitude` are WGS-84 degrees; `system` is the one they were given in (wgs84, gcj02, bd09).
    `district` is a region's full path. `hours` is text that `bot.stations.hours` reads, None when unknown. `state` is
    open or gone; `closed_until` is the last day on which it stays shut (None: not shut). `fault` is what is out of
    order there.
    """

    __tablename__ = "station"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=20, unique=True)
    name: str
    kind: str = Field(max_length=20)
    address: str
    district: str = Field(index=True)
    latitude: float
    longitude: float
    system: str = Field(max_length=10)
    hours: str | None = None
    facilities: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    phone: str | None = None
    manager: str | None = None
    checked_on: date | None = None
    source: str | None = None
    state: str = Field(default="open", max_length=10)
    closed_until: date | None = None
    fault: str | None = None


class ShutReport(SQLModel, table=True):
    """Somebody found a station shut on this day; `mark` tells persons apart on that day and says nothing of who."""

    __tablename__ = "shut_report"

    day: date = Field(primary_key=True)
    station: int = Field(primary_key=True, foreign_key="station.id")
    mark: str = Field(primary_key=True, max_length=64)


class ShutReportKey(SQLModel, table=True):
    """The secret that a day's marks are made with; deleted with the day, and then nobody can make them again."""

    __tablename__ = "shut_report_key"

    day: date = Field(primary_key=True)
    secret: str = Field(max_length=64)
