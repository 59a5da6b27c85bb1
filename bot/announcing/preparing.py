"""Before and after sending: the ledger fixed at the start, the states that open and close a run."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from bot.announcing.audience import Audience
from bot.announcing.hours import LATE
from bot.announcing.states import PauseReason, State, before
from bot.announcing.subscribers import Subscribers
from bot.people.roles import Right
from bot.people.staff import Staff
from data.announcing import announcements, deliveries
from data.people import audit
from data.people.audit import Actor
from data.storage.engine import Database

SYSTEM: Final = Actor("system", "sender")
"""Who acts in the audit when an announcement stops by itself."""

RANGE: Final = 5_000
"""Recipients of one transaction: on SQLite it holds all other writers up for some 40 ms."""

LOOK: Final = 20.0
"""Seconds between the few and everybody: time for refusals to show, and for somebody to press stop."""


class Preparer:
    """Announcements by number; `few` is how many get it before everybody, 0 for none. `clock` in seconds since 1970.

    Every step may be done again after a crash.
    """

    def __init__(
        self, database: Database, staff: Staff, subscribers: Subscribers, clock: Callable[[], float], few: int
    ) -> None:
        self._database = database
        self._staff = staff
        self._subscribers = subscribers
        self._clock = clock
        self._few = few

    async def delay(self, number: int, run: int) -> float | None:
        """Seconds until it goes out; None when this run is not wanted any more."""
        found = await announcements.of(self._database, number)
        if found is None or found.runs != run or found.state not in (State.SCHEDULED, State.SENDING):
            return None
        return max(0.0, (found.scheduled_at or 0) - self._clock())

    async def open(self, number: int, run: int) -> bool:
        """It goes out from now on; false when it was stopped or is too late. Long after its hour it is held."""
        now = int(self._clock())
        async with self._database.write_rows() as connection:
            standing = await announcements.hold(connection, number)
            if standing is None or standing.runs != run:
                return False
            if standing.state == State.SENDING:  # done before a crash
                return True
            if standing.state != State.SCHEDULED:
                return False
            if standing.not_after is not None and now >= standing.not_after:
                await deliveries.expire(connection, number, now)
                late = {"state": State.EXPIRED, "finished_at": now}
                await announcements.change(connection, number, late)
                return False
            if standing.started_at is None and now - (standing.scheduled_at or now) > LATE:
                held = {"state": State.PAUSED, "pause_reason": PauseReason.LATE}
                await announcements.change(connection, number, held)
                was, reason = standing.state, PauseReason.LATE
                await audit.note(connection, SYSTEM, now, "announce.pause", str(number), before=was, after=reason)
                return False
            values = {"state": State.SENDING, "started_at": now}
            return await announcements.change(connection, number, values, only_from=(State.SCHEDULED,))

    async def prepare(self, number: int) -> int:
        """Fixes who gets it, in ranges, so that memory does not grow with their number; gives how many they are."""
        found = await announcements.of(self._database, number)
        if found is None:
            return 0
        if found.prepared:
            return found.total
        audience = Audience.from_json(found.audience)
        sqlite_used = self._database.is_sqlite
        if found.prepared_to is None and audience.digest is None:
            async with self._database.write_rows() as connection:
                await deliveries.add_staff(connection, sqlite_used, number, await self._staff_keys())
        after = found.prepared_to
        conditions = self._subscribers.conditions(audience)
        if audience.digest is None and not found.urgent:
            conditions = replace(conditions, digest=False)  # they get it in the evening, with the others of the day
        while not audience.staff:
            async with self._database.write_rows() as connection:
                after = await deliveries.add_range(connection, sqlite_used, number, conditions, after, RANGE)
                if after is None:
                    break
                await announcements.change(connection, number, {"prepared_to": after})
        total = await deliveries.count(self._database, number)
        async with self._database.write_rows() as connection:
            # Once: whoever is taken for dead and comes to this later must not move rows that are being sent.
            if await announcements.close_ledger(connection, number, total) and self._few:
                await deliveries.mark_few(connection, number, self._few)
        return total

    async def look_time(self, number: int) -> float:
        """Seconds to wait between the few and everybody; 0 when that was done, or there are no few."""
        found = await announcements.of(self._database, number)
        if found is None or not self._few or found.stage >= deliveries.EVERYBODY or found.total <= self._few:
            return 0.0
        return LOOK

    async def reached(self, number: int, stage: int) -> None:
        """Notes how far it went; never back."""
        async with self._database.write_rows() as connection:
            await announcements.reach(connection, number, stage)

    async def trouble(self, number: int, run: int) -> None:
        """A step failed again and again: it waits until somebody has looked, and can be gone on with."""
        now = int(self._clock())
        async with self._database.write_rows() as connection:
            standing = await announcements.hold(connection, number)
            if standing is None or standing.runs != run:
                return
            values = {"state": State.PAUSED, "pause_reason": PauseReason.TROUBLE}
            if await announcements.change(connection, number, values, only_from=before(State.PAUSED)):
                was, reason = standing.state, PauseReason.TROUBLE
                await audit.note(connection, SYSTEM, now, "announce.pause", str(number), before=was, after=reason)

    async def finish(self, number: int, run: int) -> bool:
        """Ends it when everybody has been tried; false when somebody waits again and it still goes out."""
        async with self._database.write_rows() as connection:
            standing = await announcements.hold(connection, number)
            if standing is None or standing.runs != run or standing.state != State.SENDING:
                return True
            if await deliveries.any_waiting(connection, number):
                return False
            values = {"state": State.FINISHED, "finished_at": int(self._clock()), "runner": None}
            return await announcements.change(connection, number, values, only_from=(State.SENDING,))

    async def _staff_keys(self) -> Sequence[str]:
        return sorted(await self._staff.who_may(Right.SEND))
