"""What staff on site say of a station: shut for a time, open again, something out of order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.people.roles import Right
from bot.people.staff import Staff
from data.people import audit
from data.people.audit import Actor
from data.stations import directory as stations
from data.stations import shut_reports
from data.stations.directory import StationRecord
from data.storage.engine import Database


class NoSuchStation(LookupError):
    """No station has this number."""


@dataclass(frozen=True, slots=True)
class ToLookAfter:
    """Stations that staff should look at today: found shut by several people (with how many), shut, out of order."""

    reported: tuple[tuple[StationRecord, int], ...]
    closed: tuple[StationRecord, ...]
    faulty: tuple[StationRecord, ...]


class Attending:
    """Changes what staff on site may change; `clock` gives seconds since 1970, `today` the day."""

    def __init__(self, database: Database, staff: Staff, clock: Callable[[], float], today: Callable[[], date]) -> None:
        self._database = database
        self._staff = staff
        self._clock = clock
        self._today = today

    async def station(self, actor: Actor, code: str) -> StationRecord:
        """The station with this number.

        Raises:
            NoSuchStation: there is none.
            NotAllowed: the actor may not look after stations; so do all methods.
        """
        await self._staff.require(actor.person, Right.STATIONS)
        found = await stations.by_codes(self._database, [code])
        if not found:
            raise NoSuchStation(code)
        return found[0]

    async def close(self, actor: Actor, code: str, until: date | None) -> StationRecord:
        """Shuts a station up to and with a day; None: for today. Raises as `station` does."""
        return await self._change(actor, code, "station.close", closed_until=until or self._today())

    async def open(self, actor: Actor, code: str) -> StationRecord:
        """Opens a station again, and forgets what people reported of its door. Raises as `station` does."""
        station = await self._change(actor, code, "station.open", closed_until=None)
        await shut_reports.settle(self._database, code)
        return station

    async def fault(self, actor: Actor, code: str, fault: str | None) -> StationRecord:
        """Notes what is out of order, None: nothing any more. Raises as `station` does."""
        return await self._change(actor, code, "station.fault", fault=fault)

    async def to_look_after(self, actor: Actor, people: int, most: int) -> ToLookAfter:
        """What needs a look today; `people` who found a door shut make it one, at most `most` of each kind."""
        await self._staff.require(actor.person, Right.STATIONS)
        today = self._today()
        reported = await shut_reports.reported(self._database, today, people)
        closed, faulty = await stations.needing_care(self._database, today, most)
        return ToLookAfter(tuple(reported[:most]), tuple(closed), tuple(faulty))

    async def _change(self, actor: Actor, code: str, action: str, **changed: date | str | None) -> StationRecord:
        before = await self.station(actor, code)
        async with self._database.write_rows() as connection:
            await stations.attend(connection, code, **changed)
            was, now = (_told(getattr(before, name)) for name in changed), (_told(value) for value in changed.values())
            await audit.note(connection, actor, int(self._clock()), action, code, next(was), next(now))
        return await self.station(actor, code)


def _told(value: date | str | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
