"""What the directory is asked about stations, and why it answers nothing."""

from dataclasses import dataclass, field
from enum import Enum

from data.stations.geodesy import Point


@dataclass(frozen=True, slots=True)
class StationRequest:
    """What the directory is asked: `text` normalised, `raw` as typed, by somebody of the region `here`, a full path.

    `location`, `choice` and `person` are as in `Message`. `about`: the subject of stations was meant, and how surely.
    """

    text: str
    raw: str
    here: str
    location: Point | None = field(repr=False)
    choice: str | None
    person: str | None = field(repr=False)
    about: bool
    confidence: float


class AboutStations(Enum):
    """Why the directory answers nothing."""

    NOTHING = "nothing"
    NOT_LISTED = "not listed"
    """A station is looked for, and no list was loaded."""
