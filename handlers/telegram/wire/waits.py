"""How long Telegram told us to wait: taken up from an earlier process, and kept for a later one."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.announcing.pacing import Deadline, Pacer
from data.telegram.flood import FloodRows
from handlers.telegram.wire.errors import report


class Waits:
    """The waits of one pacer; `clock` gives seconds since 1970."""

    def __init__(self, rows: FloodRows, pacer: Pacer, clock: Callable[[], float]) -> None:
        self._rows = rows
        self._pacer = pacer
        self._clock = clock
        self._writes: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """The waits of before hold from now on, and those told until the block ends outlive the process."""
        for name, until, rate in await self._rows.all():
            self._pacer.restore(Deadline(name, until, rate))
        self._pacer.keep = self._keep
        try:
            yield
        finally:
            self._pacer.keep = None
            if self._writes:
                await asyncio.wait(self._writes)

    def _keep(self, deadline: Deadline) -> None:
        write = asyncio.ensure_future(self._rows.keep(deadline.name, deadline.until, deadline.rate, self._clock()))
        self._writes.add(write)
        write.add_done_callback(self._noted)

    def _noted(self, write: asyncio.Task[None]) -> None:
        self._writes.discard(write)
        if not write.cancelled() and (error := write.exception()) is not None:
            report(error, "waits")
