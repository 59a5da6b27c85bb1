"""One keeper of everything that is done again and again: it goes on after an error, and says how each job stands."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from bot.logs.reporting import report_place
from data.storage.troubles import log_back, trouble_of

_LOGGER = logging.getLogger(__name__)

SLOWEST: Final = 60.0
"""Seconds after which a job that fails is tried again at the latest."""

_ROUNDS_LATE: Final = 3
_MOST_DOUBLINGS: Final = 30  # 2**30 s is beyond any job's slowest; more would overflow after years


@dataclass(frozen=True, slots=True)
class Job:
    """What is done every so many seconds; `name` is its id in logs and totals, `label` what staff read.

    It begins after `first_after`. A round that failed is tried again after `again_after` seconds, twice as long after
    each further one, up to `slowest`. The words of errors in `plain` are ours, name cause and fix, and may be logged;
    of others the class and the place are.
    """

    name: str
    label: str
    every: float
    work: Callable[[], Awaitable[None]]
    first_after: float = 0.0
    again_after: float = 1.0
    slowest: float = SLOWEST
    plain: tuple[type[Exception], ...] = ()

    def pause(self, failures: int) -> float:
        """Seconds to the next round after so many failures in a row."""
        if not failures:
            return self.every
        return float(min(self.slowest, self.again_after * 2 ** min(failures - 1, _MOST_DOUBLINGS)))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a job stands: `failures` in a row, and of which class the last was.

    `last_success` is in seconds since 1970, None before the first. `age` is the seconds since then, or since the job
    began. `late`: three rounds should have passed and none was finished.
    """

    name: str
    label: str
    last_success: float | None
    age: float
    failures: int
    error: str
    late: bool


@dataclass(slots=True)
class _Kept:
    job: Job
    began: float
    last_success: float | None = None
    failures: int = 0
    error: str = ""
    of_database: bool = False
    reported: set[str] = field(default_factory=set)


class Keeper:
    """The jobs of one process; `clock` gives seconds since 1970, `sleep` waits."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], Awaitable[None]]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._kept: dict[str, _Kept] = {}

    @asynccontextmanager
    async def keeping(self, *jobs: Job) -> AsyncIterator[None]:
        """Does these jobs, each at its own pace, until the block ends.

        Raises:
            ValueError: a job of this name is kept already.
        """
        for job in jobs:
            if job.name in self._kept:
                raise ValueError(f"{job.name} is kept already")
            self._kept[job.name] = _Kept(job, self._clock())
        tasks = [asyncio.create_task(self._keep(self._kept[job.name])) for job in jobs]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for job in jobs:
                del self._kept[job.name]

    def standings(self) -> Sequence[Standing]:
        """How each job stands now, in the order in which they were begun."""
        return [self._standing(kept) for kept in self._kept.values()]

    def _standing(self, kept: _Kept) -> Standing:
        job = kept.job
        first = job.first_after if kept.last_success is None else 0.0
        age = self._clock() - (kept.began if kept.last_success is None else kept.last_success)
        late = age > first + _ROUNDS_LATE * max(job.every, SLOWEST)
        return Standing(job.name, job.label, kept.last_success, age, kept.failures, kept.error, late)

    async def _keep(self, kept: _Kept) -> None:
        if kept.job.first_after:
            await self._sleep(kept.job.first_after)
        while True:
            try:
                await kept.job.work()
            except Exception as error:
                self._failed(kept, error)
            else:
                self._done(kept)
            await self._sleep(kept.job.pause(kept.failures))

    def _failed(self, kept: _Kept, error: Exception) -> None:
        kept.failures += 1
        kept.error = type(error).__name__
        kept.of_database = trouble_of(error) is not None
        if kept.error in kept.reported:
            return
        kept.reported.add(kept.error)
        if isinstance(error, kept.job.plain):
            _LOGGER.error("%s: %s", kept.job.name, error)
        else:
            report_place(error, kept.job.name)

    def _done(self, kept: _Kept) -> None:
        if kept.of_database:
            log_back()
        elif kept.failures:
            _LOGGER.warning("%s works again after %d failures", kept.job.name, kept.failures)
        kept.last_success = self._clock()
        kept.failures, kept.error, kept.of_database = 0, "", False
        kept.reported.clear()
