"""Whether a station can be used at this moment, by what was written down about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.stations.hours import Calendar
from bot.stations.hours_text import WrongHours, read_hours
from data.stations.directory import GONE, StationRecord


class OpeningStatus(Enum):
    """How it is, the best for who needs one now first."""

    OPEN = 0
    UNKNOWN = 1
    SHUT = 2
    CLOSED = 3
    GONE = 4


@dataclass(frozen=True, slots=True)
class OpeningNow:
    """The state of a station; `until`: when an open one shuts (None: it does not) or a shut one opens (None: unknown).

    `CLOSED` is one that staff shut for a time, `UNKNOWN` one whose hours nobody wrote down.
    """

    state: OpeningStatus
    until: datetime | None = None


def opening_now(station: StationRecord, moment: datetime, calendar: Calendar) -> OpeningNow:
    """How a station is at this moment (local time)."""
    if station.state == GONE:
        return OpeningNow(OpeningStatus.GONE)
    if station.closed_until is not None and moment.date() <= station.closed_until:
        return OpeningNow(OpeningStatus.CLOSED)
    try:
        hours = read_hours(station.hours) if station.hours else None
    except WrongHours:
        hours = None  # written by a release that read more than this one
    if hours is None:
        return OpeningNow(OpeningStatus.UNKNOWN)
    if hours.always(moment, calendar):
        return OpeningNow(OpeningStatus.OPEN)
    shuts = hours.closes(moment, calendar)
    if shuts is not None:
        return OpeningNow(OpeningStatus.OPEN, shuts)
    return OpeningNow(OpeningStatus.SHUT, hours.opens(moment, calendar))
