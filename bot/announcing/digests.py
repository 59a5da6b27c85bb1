"""One message a day for those who want it so: at half past eight in the evening, after the rush of suppers.

Each is an announcement like any other, with the same ledger; what it holds was approved before.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from html import escape
from itertools import combinations
from typing import Any, Final

from bot.announcing import words as wording
from bot.announcing.audience import Audience, Digest
from bot.announcing.content import MOST_LINKS, plain_of
from bot.announcing.drafts import UNTOUCHED
from bot.announcing.room import Room, Rooms
from bot.announcing.states import State
from bot.announcing.subscribers import Subscribers
from data.announcing import announcements, subscribers
from data.announcing.announcements import Announced
from data.people import audit
from data.people.audit import Actor
from data.storage.engine import Database

AUTHOR: Final = "digest:"
"""Begins the author of a digest; its day follows."""

HOUR, MINUTE = 20, 30

LOOK_EVERY: Final = 60.0
"""Seconds between two looks at whether one is due."""

_MOST: Final = 5
"""Announcements in one message: who is meant by which of them makes up to 31 different ones."""

_SYSTEM: Final = Actor("system", "sender")
_GAP: Final = "\n\n"


class Digests:
    """Digests of days in `zone`; `clock` gives seconds since 1970, `rooms` what the channels take.

    Each of `hearers` is told the number of every digest that is made.
    """

    def __init__(
        self, database: Database, people: Subscribers, clock: Callable[[], float], zone: tzinfo, rooms: Rooms
    ) -> None:
        self._database = database
        self._people = people
        self._clock = clock
        self._zone = zone
        self._rooms = rooms
        self.hearers: list[Callable[[int], Awaitable[None]]] = []
        self._done = ""
        self._untold: list[int] = []

    async def make(self) -> Sequence[int]:
        """Writes down those that are due, for the engine to send; gives their numbers.

        Each day's are written once, by whichever process comes first, also after the program was away in the evening.
        """
        end = self._latest_end()
        author = f"{AUTHOR}{end:%Y-%m-%d}"
        if author == self._done:
            return ()
        start = int((end - timedelta(days=1)).timestamp())
        numbers: list[int] = []
        async with self._database.write_rows() as connection:
            found = await announcements.started(connection, start, int(end.timestamp()))
            if found and not await announcements.any_of_author(connection, author):
                gone = await audit.subjects(connection, "announce.recall")
                wanted = [one for one in found if _belongs(one) and str(one.id) not in gone]
                now = int(self._clock())
                for row in _rows(wanted, self._rooms()):
                    conditions = self._people.conditions(Audience.from_json(row["audience"]))
                    if await subscribers.any_within(connection, conditions):
                        number = await announcements.add(connection, {**row, "author": author, "created_at": now})
                        await audit.note(connection, _SYSTEM, now, "announce.digest", str(number))
                        numbers.append(number)
        self._done = author
        return tuple(numbers)

    def _latest_end(self) -> datetime:
        now = datetime.fromtimestamp(self._clock(), self._zone)
        end = now.replace(hour=HOUR, minute=MINUTE, second=0, microsecond=0)
        return end if end <= now else end - timedelta(days=1)

    async def make_and_tell(self) -> None:
        """Makes those that are due and tells of each; one that could not be told of is told of the next time."""
        self._untold += await self.make()
        while self._untold:
            for hear in self.hearers:
                await hear(self._untold[0])
            del self._untold[0]


def _belongs(one: Announced) -> bool:
    """Whether an announcement waits for the evening; an urgent one came at once, and a digest holds no digest."""
    audience = Audience.from_json(one.audience)
    return not one.urgent and not audience.staff and audience.digest is None


def _rows(wanted: Sequence[Announced], rooms: Sequence[Room]) -> Iterator[dict[str, Any]]:
    """Announcements that each hold some of these, for whoever is meant by just those."""
    for start in range(0, len(wanted), _MOST):
        some = wanted[start : start + _MOST]
        for size in range(len(some), 0, -1):
            for chosen in combinations(some, size):
                others = [one for one in some if one not in chosen]
                digest = Digest(
                    of=tuple(one.id for one in chosen),
                    holds=tuple(Audience.from_json(one.audience) for one in chosen),
                    lacks=tuple(Audience.from_json(one.audience) for one in others),
                )
                yield {
                    **UNTOUCHED,
                    "html": _text(chosen, rooms),
                    "buttons": [link for one in chosen for link in one.buttons][:MOST_LINKS],
                    "audience": Audience(digest=digest).to_json(),
                    "urgent": False,
                    "state": State.SCHEDULED,
                    "runs": 1,
                }


def _text(chosen: Sequence[Announced], rooms: Sequence[Room]) -> str:
    parts = [one.html + (wording.DIGEST_FILE if one.media_kind or one.album else "") for one in chosen]
    text = _GAP.join((wording.DIGEST_HEAD, *parts))
    if all(room.over(plain_of(text), with_file=False) <= 0 for room in rooms):
        return text
    # Half of what is free: a character outside the plane counts two in some channels.
    each = min(room.longest for room in rooms) // (len(chosen) + 1) // 2
    short = [escape(plain_of(part)[:each], quote=False) + wording.DIGEST_CUT for part in parts]
    return _GAP.join((wording.DIGEST_HEAD, *short))
