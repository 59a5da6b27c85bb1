"""A circuit breaker for one method of the Bot API: while the server fails, one call at a time tries whether it is back.

Those that wait keep their updates unanswered at Telegram, so that nothing is lost when the program ends meanwhile, and
nothing of a person is written to a disk. Once a call gets through, all others follow: who is in danger first.
"""

import asyncio
import itertools
import logging
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from bot.timing import Sleep
from handlers.telegram.wire.bot_api import ApiError
from handlers.telegram.wire.flood import back_off, wait_politely
from handlers.telegram.wire.transport import NotSent

_LOGGER = logging.getLogger(__name__)

LONGEST: Final = 15.0
"""Seconds between two tries at most: so much later than the server do answers come back."""

_MOST_BESIDE: Final = 4
_A_DAY: Final = 86_400.0  # Telegram keeps an update no longer
_LATE_AFTER: Final = 5  # failures in a row, about half a minute


@dataclass(slots=True, eq=False)
class Call:
    """One call through all its tries; `urgent` ones go before all others."""

    urgent: bool
    number: int
    began: float
    failures: int = 0
    beside: int = 0
    """So many of its failures came while other calls got through: the fault lies in what it says."""
    others: int = 0
    woken: asyncio.Future[None] | None = None
    late: bool = False
    """Whether it waited so long that its reader has gone on to other things."""


class Breaker:
    """The calls of one method, named in the log; `sleep` waits seconds by the event loop's clock or a test's."""

    def __init__(self, method: str, sleep: Sleep, jitter: random.Random) -> None:
        self._method = method
        self._sleep = sleep
        self._jitter = jitter
        self._numbers = itertools.count()
        self._failures = 0  # tries in a row that failed; above 0 the circuit is open
        self._through = 0
        self._waiting: list[Call] = []
        self._probe: Call | None = None
        self._probed = asyncio.Event()
        self._recovery: asyncio.Task[None] | None = None

    def call(self, *, urgent: bool) -> Call:
        """A new call, to be tried in `turn`."""
        now = asyncio.get_running_loop().time()
        return Call(urgent, next(self._numbers), now, others=self._through)

    def undeliverable(self, call: Call) -> bool:
        """Whether trying again is of no use: others get through beside it, or Telegram has forgotten its update."""
        return call.beside >= _MOST_BESIDE or asyncio.get_running_loop().time() - call.began > _A_DAY

    @asynccontextmanager
    async def turn(self, call: Call) -> AsyncIterator[None]:
        """One try, as soon as it is this call's turn; how the block ends tells whether the server works."""
        try:
            if self._failures:
                await self._woken(call)
            yield
        except ApiError as error:
            if error.code >= 500:
                self._failed(call, str(error.code))
            else:
                self._works()
            raise
        except NotSent:
            self._failed(call, "no connection")
            raise
        else:
            self._through += 1
            self._works()
        finally:
            if call is self._probe:
                self._probe = None
                self._probed.set()

    def _failed(self, call: Call, how: str) -> None:
        call.failures += 1
        call.beside += self._through > call.others
        call.others = self._through
        if not self._failures:
            _LOGGER.warning("%s fails (%s); what is to be said waits", self._method, how)
            self._failures = 1

    def _works(self) -> None:
        if not self._failures:
            return
        _LOGGER.warning("%s works again; %d more waited", self._method, len(self._waiting))
        for call in sorted(self._waiting, key=_place):
            self._let_go_on(call)
        self._failures = 0

    async def _woken(self, call: Call) -> None:
        call.woken = asyncio.get_running_loop().create_future()
        self._waiting.append(call)
        if self._recovery is None or self._recovery.done():
            self._recovery = asyncio.create_task(self._recover())
        try:
            await call.woken
        finally:
            if call in self._waiting:
                self._waiting.remove(call)

    async def _recover(self) -> None:
        """Lets one call after the other try, until one gets through or none waits.

        Two try in a row: the next in line, and should it fail for what it says, one that has failed less.
        """
        while self._waiting and self._failures:
            await wait_politely(self._sleep, min(LONGEST, back_off(self._failures)), self._jitter)
            first = min(self._waiting, key=_place, default=None)
            if self._failures and first is not None:
                await self._try(first)
            others = [call for call in self._waiting if call is not first]
            if self._failures and others:
                await self._try(min(others, key=lambda call: (call.failures, *_place(call))))
            if self._failures:
                self._failures += 1

    async def _try(self, call: Call) -> None:
        self._probed.clear()
        self._probe = call
        self._let_go_on(call)
        await self._probed.wait()

    def _let_go_on(self, call: Call) -> None:
        self._waiting.remove(call)
        call.late = self._failures >= _LATE_AFTER
        if call.woken is not None and not call.woken.done():
            call.woken.set_result(None)


def _place(call: Call) -> tuple[bool, int, int]:
    """Where it stands among those that wait; the lowest is next."""
    return not call.urgent, call.beside, call.number
