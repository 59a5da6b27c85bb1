"""Carries what the ledger holds: each row is `sending` from before its call until its outcome is written.

Whoever dies in between leaves rows that others find as unknown: they may have arrived, so they are repeated only when
somebody says so. Nothing is sent twice by itself, and what waits is sent by whichever process has a channel.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from bot.announcing.messenger import (
    Blocked,
    Done,
    Moved,
    NotSent,
    Outcome,
    OutcomeUnknown,
    Refused,
    Sent,
    SlowDown,
    Unreachable,
)
from bot.cases.records import Case, Records, Word, about, case_of
from bot.cases.states import REMINDERS, WORKED_ON, What
from bot.logs.reporting import report_place
from data.cases import deliveries
from data.cases.deliveries import Claimed
from data.tables import UnionCase

LEASE: Final = 25.0
"""Seconds after which a call is taken to have died with its process; longer than any call is waited for."""

AGAIN: Final = 3.0
"""Seconds after which what never left is tried again."""

AT_ONCE: Final = 8


@dataclass(frozen=True, slots=True)
class Told:
    """One message: what it says of which case, with whose words (None: it brings none)."""

    what: What
    case: Case
    word: Word | None


class Carrier(Protocol):
    """The channel's side: chats by key; it neither repeats nor waits, and raises nothing."""

    async def carry(self, chat: str, told: Told) -> Outcome:
        """Says it once."""
        ...


class Relay:
    """The relay of one process; it begins when a channel gives its carrier."""

    def __init__(self, records: Records, clock: Callable[[], float]) -> None:
        self._records = records
        self._clock = clock
        self._carrier: Carrier | None = None
        self._running: asyncio.Task[None] | None = None
        self._again = False

    def give(self, carrier: Carrier | None) -> None:
        """Messages go out through this from now on; None: no more."""
        self._carrier = carrier

    def kick(self) -> None:
        """Has what waits sent soon; nobody waits for it."""
        if self._carrier is None:
            return
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        else:
            self._again = True

    async def look(self) -> None:
        """Sends what others left or what had to wait; costs one small query while there is nothing."""
        if await deliveries.any_waiting(self._records.database) and self._carrier is not None:
            await deliveries.give_up(self._records.database, self._clock() - LEASE)
            self.kick()

    async def idle(self) -> None:
        """Returns when nothing is on its way from here."""
        while self._running is not None and not self._running.done():
            await asyncio.wait({self._running})

    async def close(self) -> None:
        """Begins no more calls, and returns when those under way have ended."""
        self._carrier = None
        await self.idle()

    async def _run(self) -> None:
        self._again = True
        try:
            while self._again and self._carrier is not None:
                self._again = False
                await self._send_all()
        except Exception as error:
            report_place(error, "case_relay")

    async def _send_all(self) -> None:
        while self._carrier is not None:
            claimed = await deliveries.claim(self._records.database, self._clock(), AT_ONCE)
            if not claimed:
                return
            await asyncio.gather(*(self._carry(one) for one in claimed))

    async def _carry(self, one: Claimed) -> None:
        database, carrier = self._records.database, self._carrier
        if carrier is None:  # told to close after the claim: it never left
            await deliveries.settle(database, one.id, self._clock(), state="queued")
            return
        try:
            found = await self._told(one)
        except Exception as error:  # ours, before the call: it never left, and is looked at again later
            report_place(error, "case_relay")
            await deliveries.settle(
                database, one.id, self._clock(), state="queued", not_before=self._clock() + 20 * AGAIN
            )
            return
        if found is None:
            await deliveries.settle(database, one.id, self._clock(), state="failed", reason="over")
            return
        await self._settle(one, await carrier.carry(*found))

    async def _told(self, one: Claimed) -> tuple[str, Told] | None:
        """The chat and the message; None when there is nothing to say any more."""
        async with self._records.database.read() as session:
            row = await session.get(UnionCase, one.of_case)
            words = await self._records.read_words(session, one.of_case, {}) if one.word is not None else ()
        word = next((word for word in words if word.id == one.word), None)
        if row is None or (one.word is not None and word is None):
            return None
        case, what = case_of(row), What(one.what)
        if what in (*REMINDERS, What.NEW, What.BACK) and case.state not in WORKED_ON:
            return None
        chat = one.recipient
        if chat is None:
            if row.address is None:
                return None
            chat = (await self._records.keys.safe()).open(row.address, about(one.of_case)).decode()
        return chat, Told(what, case, word)

    async def _settle(self, one: Claimed, outcome: Outcome) -> None:
        database, now = self._records.database, self._clock()
        match outcome:
            case Sent() | Done():
                await deliveries.settle(database, one.id, now, state="sent")
            case OutcomeUnknown():
                await deliveries.settle(database, one.id, now, state="unknown")
            case NotSent():
                await deliveries.settle(database, one.id, now, state="queued", not_before=now + AGAIN)
            case SlowDown(seconds):
                await deliveries.settle(database, one.id, now, state="queued", not_before=now + seconds)
            case Blocked(why) | Unreachable(why) | Refused(why):
                await self._failed(one, str(why))
            case Moved():
                await self._failed(one, "moved")
            case _:
                await self._failed(one, "wrong_token")

    async def _failed(self, one: Claimed, why: str) -> None:
        await deliveries.settle(self._records.database, one.id, self._clock(), state="failed", reason=why[:20])
        if one.recipient is None:
            async with self._records.acting(one.of_case) as act:
                if act.case.holder is not None:
                    act.tell(What.UNREACHED, [act.case.holder])
            self._again = True
