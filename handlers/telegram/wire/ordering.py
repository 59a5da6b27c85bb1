"""One person's updates one after another, different people's at once."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable

from bot.logs.turns import begin_turn, turn_id

Job = Callable[[], Awaitable[None]]


class Lanes:
    """A queue for each key that has work; a job must not raise. Each is a turn, or goes on with that of who put it in.

    Nothing here bounds how many lanes run: whoever puts jobs in does (the poller's window, 100 updates).
    """

    def __init__(self) -> None:
        self._waiting: dict[Hashable, deque[tuple[str, Job]]] = {}
        self._running: set[asyncio.Task[None]] = set()

    def busy(self, key: Hashable) -> bool:
        """Whether a job put in under this key would have to wait."""
        return key in self._waiting

    def put(self, key: Hashable, job: Job) -> None:
        """Runs the job after those put in under the same key before."""
        if key in self._waiting:
            self._waiting[key].append((turn_id(), job))
            return
        self._waiting[key] = deque(((turn_id(), job),))
        task = asyncio.create_task(self._run(key))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _run(self, key: Hashable) -> None:
        waiting = self._waiting[key]
        try:
            while waiting:
                turn, job = waiting.popleft()
                begin_turn(turn)
                await job()
        finally:
            del self._waiting[key]

    async def idle(self) -> None:
        """Returns when no job is left."""
        while self._running:
            await asyncio.wait(self._running)

    async def drop(self) -> None:
        """Cancels what runs and forgets what waits."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
