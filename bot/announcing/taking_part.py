"""What people answer to the buttons of an announcement: each once, whichever process takes the press."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.announcing.asks import Asks
from bot.announcing.states import State
from data.announcing import announcements, polls, signups
from data.people import audit
from data.storage.engine import Database
from data.tables import PollVote, Signup

REMINDED_BEFORE: Final = timedelta(days=1).total_seconds()
"""Seconds before it begins in which those who signed up are reminded."""

LOOK_EVERY: Final = 60.0
"""Seconds between two looks at whether somebody is to be reminded."""

NOTES_KEPT: Final = 90 * 86_400
"""Seconds for which a word to the union is kept."""

LONGEST_NOTE: Final = 200
MOST_LISTED: Final = 5_000

_OPEN: Final = (State.SENDING, State.FINISHED)
_LOOKED_AT: Final = 200  # announcements, the newest: several a day for a month


class Closed(StrEnum):
    """Why nothing can be answered: not sent yet, taken back, over, or nothing of the kind is asked."""

    DRAFT = "draft"
    RECALLED = "recalled"
    OVER = "over"
    NOT_ASKED = "not_asked"


class NotOpen(RuntimeError):
    """The announcement takes no answer; `why` says why."""

    def __init__(self, why: Closed) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's: the number, and how far behind in the waiting list (1 is next; 0: in). `new`: since this press."""

    number: int
    waiting: int
    new: bool = False


class TakingPart:
    """Sign-ups and polls by the announcement's number and the person's key; `clock` gives seconds since 1970."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    async def sign_up(self, number: int, person: str) -> Place:
        """Takes a place, or the end of the waiting list; a second press changes nothing.

        Raises:
            NotOpen: see there.
        """
        async with self._database.write_rows() as connection:
            asks = await self._asks(connection, number)
            if not asks.signup:
                raise NotOpen(Closed.NOT_ASKED)
            found = await signups.one(connection, number, person)
            if found is not None and found[1] != signups.OUT:
                return await self._place(connection, number, *found)
            full = asks.places is not None and await signups.count(connection, number, signups.IN) >= asks.places
            state = signups.WAITING if full else signups.IN
            mine = await signups.put(connection, number, person, state, int(self._clock()))
            place = await self._place(connection, number, mine, state)
            return Place(place.number, place.waiting, new=True)

    async def cancel(self, number: int, person: str) -> bool:
        """Gives the place back, to the first who waits; false for who has none."""
        async with self._database.write_rows() as connection:
            held = await signups.held_asks(connection, number)
            found = await signups.one(connection, number, person)
            if held is None or found is None or found[1] == signups.OUT:
                return False
            await signups.leave(connection, number, person)
            places = Asks.from_json(held[2]).places
            if places is not None:
                free = places - await signups.count(connection, number, signups.IN)
                if free > 0:
                    await signups.promote(connection, number, free)
            return True

    async def tell_union(self, number: int, person: str, text: str) -> bool:
        """Keeps what somebody who signed up wants the union to know; false for who did not."""
        return await signups.note(self._database, number, person, text[:LONGEST_NOTE].strip() or None)

    async def choose(self, number: int, person: str, choice: int) -> str:
        """Chooses in the poll, in the place of what was chosen before; gives the choice in words.

        Raises:
            NotOpen: see there.
        """
        async with self._database.write_rows() as connection:
            asks = await self._asks(connection, number)
            if not 0 <= choice < len(asks.poll):
                raise NotOpen(Closed.NOT_ASKED)
            await polls.choose(
                connection,
                sqlite_used=self._database.is_sqlite,
                announcement=number,
                person=person,
                choice=choice,
                now=int(self._clock()),
            )
        return asks.poll[choice]

    async def open_for_questions(self, number: int) -> None:
        """Does nothing where people may say that something is wrong; raises NotOpen elsewhere."""
        async with self._database.write_rows() as connection:
            if not (await self._asks(connection, number, ended=False)).question:
                raise NotOpen(Closed.NOT_ASKED)

    async def counted(self, number: int) -> tuple[int, int]:
        """How many are in, and how many wait."""
        async with self._database.engine.connect() as connection:
            taken = await signups.count(connection, number, signups.IN)
            return taken, await signups.count(connection, number, signups.WAITING)

    async def tally(self, number: int) -> Mapping[int, int]:
        """How many chose each choice of the poll."""
        return await polls.tally(self._database, number)

    async def listed(self, number: int) -> Sequence[Signup]:
        """Who is in or waits, by number; for staff, who see no persons."""
        return await signups.listed(self._database, number, MOST_LISTED)

    async def signed_up(self, person: str) -> Sequence[Signup]:
        """Where this person is in or waits, or was."""
        return await signups.of_person(self._database, person)

    async def votes(self, person: str) -> Sequence[PollVote]:
        """What this person chose."""
        return await polls.of_person(self._database, person)

    async def forget(self, person: str) -> None:
        """Nothing of this person stays; places go to those who wait."""
        for row in await self.signed_up(person):
            await self.cancel(row.announcement, person)
        await signups.forget(self._database, person)
        await polls.forget(self._database, person)

    async def place(self, number: int, person: str) -> Place | None:
        """Somebody's place; None for who has none."""
        async with self._database.engine.connect() as connection:
            found = await signups.one(connection, number, person)
            if found is None or found[1] == signups.OUT:
                return None
            return await self._place(connection, number, *found)

    async def remind(self) -> None:
        """Writes down who is to be reminded now: once an announcement, on the day before it begins."""
        now = self._clock()
        for row in await announcements.newest(self._database, _LOOKED_AT, states=_OPEN):
            asks = Asks.from_json(row.asks)
            if not asks.signup or asks.at is None or not asks.at - REMINDED_BEFORE <= now < asks.at:
                continue
            async with self._database.write_rows() as connection:
                if await announcements.remind(connection, row.id or 0, int(now)):
                    await signups.remind(connection, row.id or 0)

    async def to_tell(self, most: int) -> Sequence[Signup]:
        """Those who are to be told something."""
        return await signups.to_tell(self._database, most)

    async def telling(self, row: Signup) -> bool:
        """Somebody is told now, by whoever gets true: what a dead process began is not done again."""
        return await signups.mark(self._database, row, f"{row.tell}{signups.UNDER_WAY}")

    async def told(self, row: Signup) -> None:
        """The person has it."""
        row.tell = f"{row.tell}{signups.UNDER_WAY}"
        await signups.mark(self._database, row, None)

    async def forget_notes(self) -> None:
        """What people told the union goes 90 days after they signed up."""
        await signups.forget_notes(self._database, int(self._clock()) - NOTES_KEPT)

    async def _asks(self, connection: AsyncConnection, number: int, *, ended: bool = True) -> Asks:
        """What is asked and can be answered now; the announcement is held until the transaction ends."""
        found = await signups.held_asks(connection, number)
        if found is None or found[0] not in _OPEN:
            raise NotOpen(Closed.DRAFT)
        asks = Asks.from_json(found[2])
        ends = [end for end in (found[1], asks.at) if end is not None]
        if ended and ends and self._clock() >= min(ends):
            raise NotOpen(Closed.OVER)
        if await audit.was_done(connection, "announce.recall", str(number)):
            raise NotOpen(Closed.RECALLED)
        return asks

    async def _place(self, connection: AsyncConnection, announcement: int, number: int, state: str) -> Place:
        if state == signups.IN:
            return Place(number, 0)
        return Place(number, await signups.count(connection, announcement, signups.WAITING, number))
