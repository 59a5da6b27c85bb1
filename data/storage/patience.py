"""How long an answer waits for the database: what does not come in time is done without."""

import asyncio
from collections.abc import Awaitable
from typing import Final, TypeVar

from data.storage.troubles import Trouble, log_back, log_trouble, trouble_of

T = TypeVar("T")

READS: Final = 2.0
"""Seconds that an answer waits for what it reads. A busy machine reads within one; a database that hangs never does."""

WRITES: Final = 0.5
"""Seconds that it waits until what it leaves is written, which goes on without it."""

_SHORT: Final = 0.02  # what it waits soon after another waited in vain
_SOON: Final = 5.0
_SAID_EVERY: Final = 60.0


class Patience:
    """The patience of all answers of one process with one database; says once a minute that there is trouble.

    `times` is how many times the usual seconds it waits: a test of what is kept must not depend on the machine's speed.
    """

    def __init__(self, times: float = 1.0) -> None:
        self._times = times
        self.trouble: Trouble | None = None
        """What is wrong since the last look; None once something went well."""
        self._short_until = 0.0
        self._said_at: float | None = None

    async def result(self, work: Awaitable[T], otherwise: T, seconds: float = READS) -> T:
        """What `work` gives; `otherwise` where the database is in trouble, or gives nothing within so many seconds.

        Work that takes longer goes on, and nobody hears how it ends. Errors of ours are raised.
        """
        now = asyncio.get_running_loop().time()
        task = asyncio.ensure_future(work)
        usual = seconds if now >= self._short_until else min(seconds, _SHORT)
        done, _ = await asyncio.wait({task}, timeout=usual * self._times)
        if not done:
            task.add_done_callback(_unheard)
            self._short_until = asyncio.get_running_loop().time() + _SOON
            self.note(Trouble.BUSY)
            return otherwise
        error = task.exception()
        if error is None:
            self.went_well()
            return task.result()
        trouble = trouble_of(error)
        if trouble is None:
            raise error
        self.note(trouble)
        return otherwise

    def note(self, trouble: Trouble) -> None:
        """There is trouble: said when it begins, and once a minute while it lasts."""
        now = asyncio.get_running_loop().time()
        self.trouble = trouble
        if self._said_at is None or now - self._said_at >= _SAID_EVERY:
            self._said_at = now
            log_trouble(trouble)

    def went_well(self) -> None:
        """The trouble is over, if there was one."""
        if self.trouble is not None:
            log_back()
            self.trouble, self._said_at, self._short_until = None, None, 0.0


def _unheard(task: "asyncio.Future[T]") -> None:
    if not task.cancelled():
        task.exception()
