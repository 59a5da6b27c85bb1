"""A keeper whose rounds a test begins one by one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.upkeep.jobs import Job, Keeper, Standing
from tests.patience import LONGEST


class Rounds:
    """One job; `waits` are the seconds after each of its rounds."""

    def __init__(self, keeper: Keeper | None = None) -> None:
        self.now = 1_800_000_000.0
        self.keeper = keeper or Keeper(lambda: self.now, self.sleep)
        self.waits: list[float] = []
        self._ended = asyncio.Semaphore(0)
        self._begin = asyncio.Semaphore(0)

    async def sleep(self, seconds: float) -> None:
        """What the keeper waits with."""
        self.waits.append(seconds)
        self._ended.release()
        await self._begin.acquire()
        self.now += seconds

    @asynccontextmanager
    async def of(self, job: Job) -> AsyncIterator[None]:
        """Keeps the job; the first round, or the wait before it, is over when the block begins."""
        async with self.keeper.keeping(job):
            await self._round_ended()
            yield

    async def next(self) -> None:
        """The next round, to its end."""
        self._begin.release()
        await self._round_ended()

    async def _round_ended(self) -> None:
        async with asyncio.timeout(LONGEST):  # a job that is done no more would be waited for without end
            await self._ended.acquire()

    @property
    def standing(self) -> Standing:
        """How the job stands."""
        (standing,) = self.keeper.standings()
        return standing
