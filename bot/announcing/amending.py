"""Corrects or takes back what was delivered; each may be done again, so a crash costs a few repeated calls."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from bot.announcing.messenger import (
    Done,
    Moved,
    Notice,
    NotSent,
    OutcomeUnknown,
    Refused,
    SlowDown,
    Why,
    WrongToken,
)
from bot.announcing.pacing import Lane
from bot.announcing.records import notice_of
from bot.announcing.router import Router
from bot.announcing.states import State
from data.announcing import amendments, announcements
from data.announcing.amendments import Amended, Copy
from data.storage.engine import Database

FIX: Final = "fix"
RECALL: Final = "recall"

_AT_ONCE = 8
_LONGEST_CALL = 15.0  # seconds
_TRIES = 6


class Amender:
    """Amends for one process; `clock` gives seconds since 1970, `sleep` waits."""

    def __init__(
        self,
        database: Database,
        router: Router,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._database = database
        self._router = router
        self._clock = clock
        self._sleep = sleep

    async def amend(self, number: int, version: int) -> bool:
        """Does it for every delivered copy older than this version; false when a later amendment took its place."""
        after, waited = "", False
        while True:
            found = await announcements.of(self._database, number)
            if found is None or found.version != version or found.amending is None:
                return False
            recall = found.amending == RECALL
            copies = await amendments.open_copies(self._database, number, version, after, _AT_ONCE, albums=recall)
            if not copies:
                if after:
                    after = ""  # once more from the beginning: what arrived during the correction
                    continue
                if waited or found.state != State.SENDING:
                    break
                await self._sleep(_LONGEST_CALL)  # and once more for what is under way with the old text
                waited = True
                continue
            notice = notice_of(found)
            done = await asyncio.gather(*(self._one(copy, notice, version, recall=recall) for copy in copies))
            async with self._database.write_rows() as connection:
                await amendments.settle(connection, number, done)
            after = copies[-1].chat
        async with self._database.write_rows() as connection:
            return await amendments.close(connection, number, version)

    async def _one(self, copy: Copy, notice: Notice, version: int, *, recall: bool) -> Amended:
        outlet = self._router.of(copy.chat)
        if outlet is None:
            return Amended(copy.chat, version, "failed")
        if recall and copy.at < self._clock() - outlet.takes_back:
            return Amended(copy.chat, version, "too_old")
        chat, pacer = copy.chat, outlet.pacer
        for attempt in range(_TRIES):
            await pacer.slot()
            if (wait := pacer.chat_wait(chat)) > 0:
                await self._sleep(wait)
            pacer.sending(chat)
            if recall:
                outcome = await outlet.messenger.delete(chat, [*copy.earlier, *filter(None, (copy.message_id,))])
            elif copy.message_id is None:
                break
            else:
                outcome = await outlet.messenger.edit(chat, copy.message_id, notice)
            match outcome:
                case Done():
                    return Amended(copy.chat, version, "deleted" if recall else "edited")
                case Refused(Why.TOO_OLD):
                    return Amended(copy.chat, version, "too_old")
                case SlowDown(seconds):
                    pacer.refused(Lane.ANNOUNCEMENTS, chat, seconds)
                    await self._sleep(pacer.chat_wait(chat))
                case NotSent() | OutcomeUnknown() | WrongToken():
                    await self._sleep(float(2**attempt))
                case Moved(new):
                    chat = new
                case _:
                    break
        return Amended(copy.chat, version, "failed")
