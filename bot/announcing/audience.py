"""Whom an announcement is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from data.storage.shapes import Shape, as_it_was

_SHAPE: Final = Shape((as_it_was,))
_CONDITIONS: Final = frozenset(("region", "topic", "station", "staff", "digest"))


class Topic(StrEnum):
    """What a person can choose to hear about; the closed list."""

    RIGHTS = "rights"
    BENEFITS = "benefits"
    SAFETY = "safety"
    JOBS = "jobs"
    STATIONS = "stations"


@dataclass(frozen=True, slots=True)
class Digest:
    """One message for a day's announcements, for those who chose that.

    `of` are the announcements in it; whom it is for is in the audience of each of `holds` and in none of `lacks`.
    """

    of: tuple[int, ...]
    holds: tuple["Audience", ...]
    lacks: tuple["Audience", ...] = ()


@dataclass(frozen=True, slots=True)
class Audience:
    """Subscribers who meet every condition named; with none of them everybody.

    `region` is a region's full path: people of it, of a region in it, and those who chose a wider one. `staff` is the
    people with the right to send, whether they subscribed or not, and goes with no other condition, as `digest` does.
    """

    region: str | None = None
    topic: Topic | None = None
    station: str | None = None
    staff: bool = False
    digest: Digest | None = None

    def to_json(self) -> dict[str, Any]:
        """As the table keeps it."""
        return _SHAPE.stamped(self._said())

    def _said(self) -> dict[str, Any]:
        found = {"region": self.region, "topic": self.topic and str(self.topic), "station": self.station}
        kept: dict[str, Any] = {name: value for name, value in found.items() if value is not None}
        if self.digest is not None:
            kept["digest"] = {
                "of": list(self.digest.of),
                "holds": [audience._said() for audience in self.digest.holds],
                "lacks": [audience._said() for audience in self.digest.lacks],
            }
        return {**kept, "staff": True} if self.staff else kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Audience":
        """The audience that the table keeps, written by this release or an earlier one.

        Raises:
            ValueError: a later release wrote it, with a condition that this one does not know: without it the
                announcement would go to people it is not meant for.
        """
        return cls._of(_SHAPE.read(kept))

    @classmethod
    def _of(cls, kept: Mapping[str, Any]) -> "Audience":
        if unknown := kept.keys() - _CONDITIONS:
            raise ValueError(f"an audience has conditions of a later release: {', '.join(sorted(unknown))}")
        topic, digest = kept.get("topic"), kept.get("digest")
        return cls(
            region=kept.get("region"),
            topic=Topic(topic) if topic is not None else None,
            station=kept.get("station"),
            staff=bool(kept.get("staff")),
            digest=digest
            and Digest(
                of=tuple(digest["of"]),
                holds=tuple(cls._of(audience) for audience in digest["holds"]),
                lacks=tuple(cls._of(audience) for audience in digest["lacks"]),
            ),
        )
