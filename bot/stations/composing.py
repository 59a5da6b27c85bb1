"""What is said of one station, and of several."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.reply import Place
from bot.stations import words
from bot.stations.facilities import Facility, Kind
from bot.stations.hours import Calendar
from bot.stations.navigation import links
from bot.stations.opening_now import OpeningNow, OpeningStatus, opening_now
from data.stations.directory import StationRecord
from data.stations.geodesy import Point

DETOUR: Final = 1.3
"""Ways in a town are about a third longer than the straight line; an assumption, and said to be an estimate."""

WALKING: Final = 75.0
RIDING: Final = 250.0
"""Metres a minute, 4.5 and 15 km/h: our assumption, for a walk and for an electric bicycle between lights."""

LONGEST: Final = 90
"""Minutes on foot, or by bicycle, that are worth telling."""


@dataclass(frozen=True, slots=True)
class Near:
    """A station and how many metres away it is (None: nobody said from where)."""

    station: StationRecord
    metres: float | None = None


@dataclass(frozen=True, slots=True)
class StationComposer:
    """Puts stations into words; `moment` is the local time that they are judged by."""

    moment: datetime
    calendar: Calendar

    def state(self, station: StationRecord) -> OpeningNow:
        """How the station is now."""
        return opening_now(station, self.moment, self.calendar)

    def place(
        self, near: Near, wanted: Sequence[Facility] = (), *, number: int | None, pinned: bool, reported: bool = False
    ) -> Place:
        """One station; `number` is its place in a list, `asked` are facilities to say first."""
        station = near.station
        point = Point(station.latitude, station.longitude)
        name = words.PLACE_NAME.format(code=station.code, name=station.name)
        lead = words.PLACE_NUMBERED.format(number=number, name=name) if number is not None else name
        lines: list[str] = []
        if near.metres is not None:
            lead = words.PLACE_FAR.format(lead=lead, far=far(near.metres))
            way = near.metres * DETOUR
            if (said := _way(way)) is not None:
                lines.append(said)
        lines.append(self.opening(station))
        if reported:
            lines.append(words.PLACE_REPORTED)
        if wanted:
            lines.append("；".join(_whether_there(station, one) for one in wanted))
        brief = len(lines)
        if station.facilities:
            names = "、".join(words.FACILITY_NAMES[Facility(one)] for one in station.facilities if one in _KNOWN)
            lines.append(words.PLACE_HAS.format(facilities=names))
        if station.fault:
            lines.append(words.PLACE_FAULT.format(fault=station.fault))
        kind = words.KIND_NAMES[Kind(station.kind)] if station.kind in frozenset(Kind) else station.kind
        lines.append(words.PLACE_ADDRESS.format(kind=kind, address=station.address or words.NO_ADDRESS))
        if station.phone:
            lines.append(words.PLACE_PHONE.format(phone=station.phone))
        checked = station.checked_on.isoformat() if station.checked_on is not None else words.NEVER_CHECKED
        source = station.source or words.SOURCE_LIST
        lines.append(words.PLACE_CHECKED.format(checked=checked, source=source))
        return Place(
            lead=lead,
            lines=tuple(lines),
            title=station.name,
            address=station.address or station.district,
            latitude=station.latitude,
            longitude=station.longitude,
            links=links(station.name, point),
            pinned=pinned,
            brief=brief,
        )

    def opening(self, station: StationRecord) -> str:
        """One line: open until when, or shut and when it opens."""
        now = self.state(station)
        match now.state:
            case OpeningStatus.OPEN if now.until is None:
                return words.OPEN_ALWAYS
            case OpeningStatus.OPEN:
                return words.OPEN_UNTIL.format(until=self._when(now.until))
            case OpeningStatus.SHUT if now.until is None:
                return words.SHUT_LONG.format(hours=station.hours)
            case OpeningStatus.SHUT:
                return words.SHUT_UNTIL.format(opens=self._when(now.until), hours=station.hours)
            case OpeningStatus.CLOSED:
                return words.CLOSED_UNTIL.format(until=station.closed_until)
            case OpeningStatus.GONE:
                return words.STATION_GONE
            case OpeningStatus.UNKNOWN:
                return words.HOURS_UNKNOWN

    def _when(self, moment: datetime | None) -> str:
        if moment is None:
            return ""
        day = (moment.date() - self.moment.date()).days
        clock = f"{moment.hour}:{moment.minute:02}"
        if moment.time().isoformat() == "00:00:00" and day == 1:
            return words.CLOCK_MIDNIGHT
        if day == 0:
            return words.TODAY_AT.format(clock=clock)
        if day == 1:
            return words.TOMORROW_AT.format(clock=clock)
        return words.DAY_AT.format(month=moment.month, day=moment.day, clock=clock)


_KNOWN: Final = frozenset(Facility)


def far(metres: float) -> str:
    """A distance as people say it: 约 320 米, 约 1.2 公里."""
    if metres < 950:
        return words.METRES.format(metres=max(10, round(metres / 10) * 10))
    return words.KILOMETRES.format(kilometres=f"{metres / 1000:.1f}" if metres < 100_000 else round(metres / 1000))


def _way(metres: float) -> str | None:
    """How long it takes; None where nobody would go."""
    walk, ride = _minutes(metres / WALKING), _minutes(metres / RIDING)
    if ride > LONGEST:
        return None
    return (words.PLACE_MINUTES if walk <= LONGEST else words.PLACE_RIDE).format(walk=walk, ride=ride)


def _minutes(minutes: float) -> int:
    return max(1, round(minutes))


def _whether_there(station: StationRecord, facility: Facility) -> str:
    name = words.FACILITY_NAMES[facility]
    if facility in station.facilities:
        return words.HAS_IT.format(facility=name)
    return words.HAS_IT_NOT.format(facility=name) if station.facilities else words.HAS_IT_UNKNOWN.format(facility=name)
