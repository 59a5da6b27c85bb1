"""Whom an announcement is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Topic(StrEnum):
    """What a person can choose to hear about; the closed list."""

    RIGHTS = "rights"
    BENEFITS = "benefits"
    SAFETY = "safety"
    JOBS = "jobs"
    STATIONS = "stations"


@dataclass(frozen=True, slots=True)
class Audience:
    """Subscribers who meet every condition named; with none of them everybody.

    `region` is a region's full path: people of it, of a region in it, and those who chose a wider one. `staff` is the
    people with the right to send, whether they subscribed or not, and goes with no other condition.
    """

    region: str | None = None
    topic: Topic | None = None
    station: str | None = None
    staff: bool = False

    def to_json(self) -> dict[str, Any]:
        """As the table keeps it."""
        found = {"region": self.region, "topic": self.topic and str(self.topic), "station": self.station}
        kept: dict[str, Any] = {name: value for name, value in found.items() if value is not None}
        return {**kept, "staff": True} if self.staff else kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Audience":
        """The audience that the table keeps."""
        topic = kept.get("topic")
        return cls(
            region=kept.get("region"),
            topic=Topic(topic) if topic is not None else None,
            station=kept.get("station"),
            staff=bool(kept.get("staff")),
        )
