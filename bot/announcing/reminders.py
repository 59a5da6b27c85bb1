"""Reminders before the end of what was announced, where its author wanted one: at ten on the day before the last day.

Each is an announcement like any other, with the same ledger, for the same people; its words were approved before.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta, tzinfo
from typing import Final

from bot.announcing import words as wording
from bot.announcing.asks import Asks
from bot.announcing.content import plain_of
from bot.announcing.drafts import UNTOUCHED
from bot.announcing.room import Rooms
from bot.announcing.states import State
from data.announcing import announcements
from data.people import audit
from data.people.audit import Actor
from data.storage.engine import Database
from data.tables import Announcement

HOUR: Final = time(10)
"""When people read it at the start of their day, and before the rush of lunch."""

LOOK_EVERY: Final = 60.0
"""Seconds between two looks at whether one is due."""

_DONE: Final = "announce.remind"
_BROUGHT: Final = (State.SENDING, State.FINISHED)
_LOOKED_AT: Final = 200  # announcements, the newest: several a day for a month
_SYSTEM: Final = Actor("system", "sender")


def reminder_time(not_after: int, zone: tzinfo) -> int:
    """When people are reminded of what ends then; both in seconds since 1970. Midnight ends the day before it."""
    last = datetime.fromtimestamp(not_after - 1, zone).date()
    return int(datetime.combine(last - timedelta(days=1), HOUR, zone).timestamp())


class Reminders:
    """Reminders of days in `zone`; `clock` gives seconds since 1970, `rooms` what the channels take."""

    def __init__(self, database: Database, clock: Callable[[], float], zone: tzinfo, rooms: Rooms) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._rooms = rooms

    async def make(self) -> None:
        """Writes down those that are due, for the engine to send: one an announcement, whichever process comes first.

        None for what was taken back, what began to go out after that hour, and what ended while nobody was there.
        """
        for found in await announcements.newest(self._database, _LOOKED_AT, states=_BROUGHT):
            if self._due(found):
                await self._write_down(found.id or 0)

    def _due(self, found: Announcement) -> bool:
        if found.not_after is None or found.started_at is None or not Asks.from_json(found.asks).remind:
            return False
        at = reminder_time(found.not_after, self._zone)
        return found.started_at < at <= self._clock() < found.not_after

    async def _write_down(self, number: int) -> None:
        now = int(self._clock())
        async with self._database.write_rows() as connection:
            if await announcements.hold(connection, number) is None:
                return
            subject = str(number)
            if await audit.was_done(connection, _DONE, subject) or await audit.was_done(
                connection, "announce.recall", subject
            ):
                return
            found = await announcements.within(connection, number)
            made = await announcements.add(
                connection,
                {
                    **UNTOUCHED,
                    "html": self._text(found),
                    "media_kind": found.media_kind,
                    "media": found.media,
                    "album": found.album,
                    "buttons": found.buttons,
                    "audience": found.audience,
                    "urgent": False,
                    "author": found.author,
                    "approver": found.approver,
                    "state": State.SCHEDULED,
                    "runs": 1,
                    "not_after": found.not_after,
                    "created_at": now,
                    "asks": replace(Asks.from_json(found.asks), remind=False, of=number).to_json(),
                },
            )
            await audit.note(connection, _SYSTEM, now, _DONE, subject, after=str(made))

    def _text(self, found: Announcement) -> str:
        """With a word before it, where there is room for one."""
        text = wording.REMINDER + found.html
        over = (room.over(plain_of(text), with_file=found.media_kind is not None) for room in self._rooms())
        return text if max(over, default=0) <= 0 else found.html
