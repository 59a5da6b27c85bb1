"""Corrects or takes back what was delivered; each may be done again, so a crash costs a few repeated calls."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from bot.announcing.messenger import (
    Done,
    FloodWait,
    Messenger,
    Moved,
    Notice,
    NotSent,
    Outcome,
    OutcomeUnknown,
    Refused,
    Why,
    WrongToken,
)
from bot.announcing.records import notice_of
from bot.announcing.states import State
from bot.pacing import Lane, Pacer
from data import amendments, announcements
from data.amendments import Amended, Copy
from data.engine import Database

FIX: Final = "fix"
RECALL: Final = "recall"

DELETABLE: Final = 48 * 3600 - 60
"""Seconds for which Telegram lets a bot delete its message, less a minute for the way there."""

_AT_ONCE = 8
_LONGEST_CALL = 15.0  # seconds
_TRIES = 6


class Amender:
    """Amends for one process; `clock` gives seconds since 1970, `sleep` waits."""

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        pacer: Pacer,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._pacer = pacer
        self._clock = clock
        self._sleep = sleep

    async def amend(self, number: int, version: int) -> bool:
        """Does it for every delivered copy older than this version; false when a later amendment took its place."""
        after, waited = "", False
        while True:
            found = await announcements.of(self._database, number)
            if found is None or found.version != version or found.amending is None:
                return False
            copies = await amendments.open_copies(self._database, number, version, after, _AT_ONCE)
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
            recall = found.amending == RECALL
            done = await asyncio.gather(*(self._one(copy, notice, version, recall=recall) for copy in copies))
            async with self._database.write_rows() as connection:
                await amendments.settle(connection, number, done)
            after = copies[-1].chat
        async with self._database.write_rows() as connection:
            return await amendments.close(connection, number, version)

    async def _one(self, copy: Copy, notice: Notice, version: int, *, recall: bool) -> Amended:
        if recall and copy.at < self._clock() - DELETABLE:
            return Amended(copy.chat, version, "too_old")
        chat = copy.chat
        for attempt in range(_TRIES):
            await self._pacer.slot()
            if (wait := self._pacer.chat_wait(chat)) > 0:
                await self._sleep(wait)
            self._pacer.sending(chat)
            outcome = await self._call(chat, copy.message_id, notice, recall=recall)
            match outcome:
                case Done():
                    return Amended(copy.chat, version, "deleted" if recall else "edited")
                case Refused(Why.TOO_OLD):
                    return Amended(copy.chat, version, "too_old")
                case FloodWait(seconds):
                    self._pacer.refused(Lane.ANNOUNCEMENTS, chat, seconds)
                    await self._sleep(self._pacer.chat_wait(chat))
                case NotSent() | OutcomeUnknown() | WrongToken():
                    await self._sleep(float(2**attempt))
                case Moved(new):
                    chat = new
                case _:
                    break
        return Amended(copy.chat, version, "failed")

    async def _call(self, chat: str, message_id: int, notice: Notice, *, recall: bool) -> Outcome:
        if recall:
            return await self._messenger.delete(chat, message_id)
        return await self._messenger.edit(chat, message_id, notice)
