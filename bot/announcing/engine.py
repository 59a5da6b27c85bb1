"""The engine of announcements in one process: what is due is sent, whoever wrote it down and whoever died over it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from bot.announcing.amending import Amender
from bot.announcing.preparing import Preparer
from bot.announcing.records import Runner
from bot.announcing.router import Outlet, Router
from bot.announcing.run import Run
from bot.announcing.sending import Sender
from bot.announcing.states import State
from bot.announcing.subscribers import Subscribers
from bot.announcing.workflows import Workflows
from bot.people.staff import Staff
from data.announcing import amendments, announcements, subscribers
from data.announcing.executors import Executors
from data.storage.engine import Database

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
    router: Router
    clock: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]
    executor: str
    few: int = 50


class Engine:
    """`runner` is what the office hands announcements to; `follow` is done every few seconds.

    It works from the moment when every channel of the router has joined until the first one leaves.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._executors = Executors(parts.database)
        self._sender = Sender(parts.database, parts.router, parts.clock, parts.sleep, parts.executor)
        preparer = Preparer(parts.database, parts.staff, parts.subscribers, parts.clock, parts.few)
        amender = Amender(parts.database, parts.router, parts.clock, parts.sleep)
        self._workflows = Workflows(parts.database, parts.executor, Run(preparer, self._sender), amender)
        self.runner: Runner = self._workflows
        self._followed = False
        self._closed = False
        self._looking: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def joined(self, channel: str, outlet: Outlet, stop: asyncio.Event | None = None) -> AsyncIterator[None]:
        """Sends through this channel too until the block ends; from `stop` on it begins no more calls.

        The end of the block waits for the calls under way: afterwards the channel may be shut.
        """
        self._parts.router.give(channel, outlet)
        stopping = asyncio.create_task(self._stop_after(stop)) if stop is not None else None
        try:
            yield
        finally:
            if stopping is not None:
                stopping.cancel()
            await self.close()
            self._parts.router.take_back(channel)

    async def look(self, *, ahead: bool = False) -> None:
        """One heartbeat: takes up what is due and what the dead left. Costs two look-ups while there is nothing.

        Where several processes may answer (on PostgreSQL) each says that it lives, so that they share the pace.

        With `ahead` DBOS is started where anybody subscribed: doing that when something is sent takes half a second of
        the processor, which riders would notice.
        """
        database, executor = self._parts.database, self._parts.executor
        runs = await announcements.in_states(database, (State.SCHEDULED, State.SENDING))
        amended = await amendments.open_ones(database)
        wanted = self._workflows.launched or bool(runs) or bool(amended)
        wanted = wanted or (ahead and await subscribers.any_at_all(database))
        if not wanted and database.is_sqlite:
            return
        now = self._parts.clock()
        pacers = [outlet.pacer for outlet in self._parts.router.outlets.values()]
        # Of all channels together: where there are several, each takes a little less than it might.
        answers = sum(pacer.answers_lately for pacer in pacers)
        await self._executors.beat(executor, now + LEASE, sending=self._sender.busy, answers=answers)
        if wanted:
            await self._workflows.launch()
        living = await self._executors.living(now)
        others = [state for name, state in living.items() if name != executor]
        sending = 1 + sum(busy for busy, _ in others)
        for pacer in pacers:
            pacer.share(1 / sending, sum(rate for _, rate in others), 1 + len(others))
        if wanted:
            await self._workflows.take_up(living.keys(), runs, amended)

    async def follow(self) -> None:
        """Looks, while every channel is there; with `ahead` from the second time on: the first belongs to the start."""
        if self._closed or not self._parts.router.complete:
            return
        ahead, self._followed = self._followed, True
        looking = self._looking = asyncio.ensure_future(self.look(ahead=ahead))
        try:
            await asyncio.wait({looking})
        finally:
            looking.cancel()
        if not looking.cancelled():  # by `close`
            looking.result()

    async def _stop_after(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._sender.stopping = True

    async def close(self) -> None:
        """Lets calls under way end, and leaves the rest to whoever comes next; does nothing the second time."""
        if self._closed:
            return
        self._closed = self._sender.stopping = True
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait({self._looking})
        waited = 0.0
        while self._sender.busy and waited < _LAST_CALLS:
            await self._parts.sleep(0.1)
            waited += 0.1
        await self._workflows.close()
        await self._executors.leave(self._parts.executor)
