"""The engine of announcements in one process: what is due is sent, whoever wrote it down and whoever died over it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from bot.announcing.amending import Amender
from bot.announcing.messenger import Messenger
from bot.announcing.preparing import Preparer
from bot.announcing.records import Runner
from bot.announcing.run import Run
from bot.announcing.sending import Sender
from bot.announcing.states import State
from bot.announcing.subscribers import Subscribers
from bot.announcing.workflows import Workflows
from bot.pacing import Deadline, Pacer
from bot.staff import Staff
from data import amendments, announcements
from data.engine import Database
from data.executors import Executors
from data.flood import FloodRows

_LOGGER = logging.getLogger(__name__)

BEAT: Final = 3.0
"""Seconds between two heartbeats."""

LEASE: Final = 10.0
"""Seconds after its last heartbeat that a process counts as alive: two beats may fail."""

_LAST_CALLS = 10.0  # seconds that calls under way have when the program is told to stop


@dataclass(frozen=True, slots=True)
class Parts:
    """What the engine works with.

    `few` is how many get an announcement before everybody, 0 for none. `clock` gives seconds since 1970, `sleep` waits.
    `executor` is an id that no other process has.
    """

    database: Database
    staff: Staff
    subscribers: Subscribers
    messenger: Messenger
    pacer: Pacer
    flood: FloodRows
    clock: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]
    executor: str
    few: int = 50


class Engine:
    """`runner` is what the office hands announcements to; `look` is done every few seconds."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.pacer = parts.pacer
        self._executors = Executors(parts.database)
        self._sender = Sender(parts.database, parts.messenger, parts.pacer, parts.clock, parts.sleep, parts.executor)
        preparer = Preparer(parts.database, parts.staff, parts.subscribers, parts.clock, parts.few)
        amender = Amender(parts.database, parts.messenger, parts.pacer, parts.clock, parts.sleep)
        self._workflows = Workflows(parts.database, parts.executor, Run(preparer, self._sender), amender)
        self.runner: Runner = self._workflows
        self._writes: set[asyncio.Task[None]] = set()

    async def restore(self) -> None:
        """Takes up the waits that an earlier process was told, and keeps those to come."""
        for name, until, rate in await self._parts.flood.all():
            self._parts.pacer.restore(Deadline(name, until, rate))
        self._parts.pacer.keep = self._keep

    def _keep(self, deadline: Deadline) -> None:
        now = self._parts.clock()
        write = asyncio.ensure_future(self._parts.flood.keep(deadline.name, deadline.until, deadline.rate, now))
        self._writes.add(write)
        write.add_done_callback(self._kept)

    def _kept(self, write: asyncio.Task[None]) -> None:
        self._writes.discard(write)
        if not write.cancelled() and (error := write.exception()) is not None:
            _LOGGER.error("a wait could not be noted: %s", type(error).__name__)

    async def look(self) -> None:
        """One heartbeat: takes up what is due and what the dead left. Costs two look-ups while there is nothing."""
        database, executor = self._parts.database, self._parts.executor
        runs = await announcements.in_states(database, (State.SCHEDULED, State.SENDING))
        amended = await amendments.open_ones(database)
        if not self._workflows.launched and not runs and not amended:
            return
        now = self._parts.clock()
        answers = self._parts.pacer.answers_lately
        await self._executors.beat(executor, now + LEASE, sending=self._sender.busy, answers=answers)
        await self._workflows.launch()
        living = await self._executors.living(now)
        others = [state for name, state in living.items() if name != executor]
        sending = 1 + sum(busy for busy, _ in others)
        self._parts.pacer.share(1 / sending, sum(rate for _, rate in others))
        await self._workflows.take_up(living.keys(), runs, amended)

    async def follow(self) -> None:
        """Looks every few seconds, until cancelled."""
        while True:
            try:
                await self.look()
            except Exception as error:
                _LOGGER.error("looking after announcements failed: %s", type(error).__name__)
            await self._parts.sleep(BEAT)

    async def stop_after(self, stop: asyncio.Event) -> None:
        """Claims nobody any more once this is set."""
        await stop.wait()
        self._sender.stopping = True

    async def close(self) -> None:
        """Lets calls under way end, and leaves the rest to whoever comes next."""
        self._sender.stopping = True
        waited = 0.0
        while self._sender.busy and waited < _LAST_CALLS:
            await self._parts.sleep(0.1)
            waited += 0.1
        await self._workflows.close()
        if self._writes:
            await asyncio.wait(self._writes)
        await self._executors.leave(self._parts.executor)


@asynccontextmanager
async def running(engine: Engine, stop: asyncio.Event | None = None) -> AsyncIterator[None]:
    """The engine at work until the block ends; from `stop` on it begins no more calls."""
    await engine.restore()
    beside = [asyncio.create_task(engine.follow())]
    if stop is not None:
        beside.append(asyncio.create_task(engine.stop_after(stop)))
    try:
        yield
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        await engine.close()
