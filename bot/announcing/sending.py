"""Sends one stage of an announcement: each row of the ledger is changed before its call and after it.

A row is `sending` from just before the call until its outcome is written, both in small transactions that neighbours
share. Whoever dies in between leaves rows that the next one finds as `unknown`: they may have arrived, so they are
never repeated without somebody saying so.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import replace
from enum import StrEnum

from bot.announcing.claiming import Claims
from bot.announcing.messenger import Begun, Notice, Why
from bot.announcing.outcomes import Outcomes
from bot.announcing.records import notice_of
from bot.announcing.router import Router
from bot.announcing.states import State
from bot.announcing.watch import Watch
from data.announcing import announcements, deliveries, subscribers
from data.announcing.deliveries import Waiting
from data.storage.engine import Database
from data.storage.troubles import trouble_of

_AHEAD = 200  # recipients looked up at once
_AT_ONCE = 4  # claimed in one transaction; `bot.announcing.pacing` counts on it
_IN_FLIGHT = 40  # calls at once: 30 a second at the longest usual round trip, and some that wait for a time-out
_FLUSH = 0.2  # seconds that an outcome may wait for a neighbour's transaction
_TRIED_AGAIN = 2.0  # seconds that a database in trouble is left alone
_HELD_BY_ANOTHER = 1.0  # seconds between two looks at whether another process let go


class Ending(StrEnum):
    """How the sending of a stage ended: everybody was tried, it was stopped, or this process ends."""

    DONE = "done"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"


class Sender:
    """Sends for one process; `executor` is its id. `clock` gives seconds since 1970, `sleep` waits."""

    def __init__(
        self,
        database: Database,
        router: Router,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        executor: str,
    ) -> None:
        self.database = database
        self.router = router
        self.clock = clock
        self.sleep = sleep
        self._executor = executor
        self.stopping = False
        """Set when the process ends: nothing more is claimed."""
        self._running = 0
        self._watches: dict[int, tuple[int, Watch]] = {}

    def watch_of(self, number: int, run: int) -> Watch:
        """What counts the failures of a run over its stages; another run counts anew."""
        known = self._watches.get(number)
        if known is None or known[0] != run:
            known = self._watches[number] = (run, Watch())
        return known[1]

    @property
    def busy(self) -> bool:
        """Whether something is being sent."""
        return self._running > 0

    async def deliver(self, number: int, run: int, stage: int) -> Ending:
        """Sends to everybody who waits in the stage, unless the announcement stops or another process takes over."""
        self._running += 1
        try:
            fence = await self._take(number, run)
            ending = Ending.STOPPED if fence is None else await _Stage(self, number, run, fence, stage).work()
            return Ending.INTERRUPTED if self.stopping and ending is Ending.STOPPED else ending
        finally:
            self._running -= 1

    async def _take(self, number: int, run: int) -> int | None:
        """The fencing token; None when this run is not wanted any more. Waits while another living process sends it."""
        while not self.stopping:
            async with self.database.write_rows() as connection:
                standing = await announcements.hold(connection, number)
                if standing is None or standing.state != State.SENDING or standing.runs != run:
                    return None
                fence = await announcements.take_over(connection, number, self._executor, self.clock())
                if fence is not None:
                    await deliveries.give_up_sending(connection, number, Why.CRASH)
                    return fence
            await self.sleep(_HELD_BY_ANOTHER)
        return None


class _Stage:
    """One stage being sent."""

    def __init__(self, sender: Sender, number: int, run: int, fence: int, stage: int) -> None:
        self._sender = sender
        self._number = number
        self._stage = stage
        self._ahead: deque[Waiting] = deque()
        self._following: deque[Waiting] = deque()
        self._calls: set[asyncio.Task[None]] = set()
        watch = sender.watch_of(number, run)
        self._outcomes = Outcomes(sender.router, sender.clock, staff=stage == deliveries.STAFF, watch=watch)
        self._claims = Claims(sender.database, sender.clock, self._outcomes, number, run, fence)
        self._ending: Ending | None = None
        self._version = -1
        self._urgent = False
        self._notice: Notice | None = None
        self._failure: BaseException | None = None

    async def work(self) -> Ending:
        try:
            await self._look_up()
            while self._ending is None:
                await self._through_trouble(self._some)
        except BaseException:
            # What was under way is found as unknown by whoever goes on.
            for call in self._calls:
                call.cancel()
            await asyncio.gather(*self._calls, return_exceptions=True)
            raise
        # Stopped or done, what left is written down.
        while self._calls or self._outcomes.pending:
            await self._through_trouble(self._some_outcome)
        return self._ending

    async def _some(self) -> None:
        batch = await self._next()
        if batch:
            await self._turn(batch)

    async def _through_trouble(self, work: Callable[[], Awaitable[None]]) -> None:
        """Does the work; while the database takes nothing, nobody is called, and what came back waits to be written."""
        patience = self._sender.database.patience
        try:
            await work()
        except Exception as error:
            trouble = trouble_of(error)
            if trouble is None or self._sender.stopping:
                raise
            patience.note(trouble)
            self._ahead.clear()
            self._following.clear()
            await self._sender.sleep(_TRIED_AGAIN)
        else:
            patience.went_well()

    async def _next(self) -> list[Waiting]:
        """Those whose turn it is, with a slot each; nobody when something else must be done first."""
        self._raise_failures()
        if self._outcomes.pause is not None or self._sender.stopping or self._claims.uncertain:
            await self._turn([])
            return []
        if not self._ahead:
            found = await deliveries.waiting(self._sender.database, self._number, self._stage, _AHEAD)
            self._ahead.extend(found)
            known = {one.chat for one in found}
            self._following = deque(one for one in self._following if one.chat not in known)
        if not self._ahead and not self._following:
            if self._calls or self._outcomes.pending:
                await self._some_outcome()  # which may put somebody back into the queue
            else:
                self._raise_failures()  # a call may have died while the queue was looked at
                self._ending = Ending.DONE
            return []
        if len(self._calls) >= _IN_FLIGHT:
            await self._some_outcome()
            return []
        ready = self._ready()
        if ready is None:
            soonest = min(self._wait(one) for one in (*self._following, *self._ahead))
            await self._while_flushing(self._sender.sleep(max(0.01, soonest)))
            return []
        if (outlet := self._sender.router.of(ready.chat)) is not None:
            for _ in range(self._messages(ready)):
                await self._while_flushing(outlet.pacer.slot(urgent=self._urgent))
        batch = [ready]
        while len(batch) < _AT_ONCE and (more := self._ready()) is not None:
            outlet = self._sender.router.of(more.chat)
            fits = self._messages(more) == 1
            if outlet is not None and not (fits and outlet.pacer.take_now(urgent=self._urgent)):
                self._ahead.appendleft(more)
                break
            batch.append(more)
        return batch

    def _messages(self, one: Waiting) -> int:
        """How many messages the next call to this recipient brings: a channel counts each part of an album."""
        return len(self._notice.album) if self._notice is not None and self._notice.album and not one.begun else 1

    def _ready(self) -> Waiting | None:
        """The first whose chat can take a message now; one of a channel that is held back only if there is no other.

        Whoever has the album comes before those who have nothing.
        """
        held: tuple[deque[Waiting], Waiting] | None = None
        for line in (self._following, self._ahead):
            for _ in range(len(line)):
                one = line.popleft()
                if self._wait(one) <= 0:
                    if not self._held_back(one):
                        return one
                    held = held or (line, one)
                line.append(one)
        if held is None:
            return None
        held[0].remove(held[1])
        return held[1]

    def _wait(self, one: Waiting) -> float:
        outlet = self._sender.router.of(one.chat)
        return outlet.pacer.chat_wait(one.chat) if outlet is not None else 0.0

    def _held_back(self, one: Waiting) -> bool:
        """Whether its channel takes nothing now while another one may."""
        outlet = self._sender.router.of(one.chat)
        return len(self._sender.router.outlets) > 1 and outlet is not None and outlet.pacer.announcements_wait() > 0

    async def _while_flushing(self, wait: Awaitable[None]) -> None:
        """Waits, and writes what comes in meanwhile."""
        waiting = asyncio.ensure_future(wait)
        try:
            while not waiting.done():
                await asyncio.wait({waiting}, timeout=_FLUSH)
                if not waiting.done() and self._outcomes.pending:
                    await self._turn([])
            waiting.result()
        finally:
            waiting.cancel()

    async def _some_outcome(self) -> None:
        """Lets a call under way end, and writes what came."""
        if self._calls:
            await asyncio.wait(self._calls, return_when=asyncio.FIRST_COMPLETED)
        self._raise_failures()
        if self._outcomes.pending:
            await self._turn([])

    async def _turn(self, batch: list[Waiting]) -> None:
        """One transaction: outcomes are written, and the batch is claimed if the announcement still goes out."""
        done = await self._claims.commit(batch, stopping=self._sender.stopping)
        if done.ended:
            self._ending = Ending.STOPPED
        if done.claimed:
            if done.version != self._version:  # it was corrected
                await self._look_up()
            for one in batch:
                if one.chat in done.claimed:
                    self._call(replace(one, begun=done.claimed[one.chat]))

    async def _look_up(self) -> None:
        """Reads what the announcement says."""
        found = await announcements.of(self._sender.database, self._number)
        if found is not None:
            self._notice, self._version, self._urgent = notice_of(found), found.version, found.urgent

    def _call(self, one: Waiting) -> None:
        if self._notice is None:
            return
        notice = replace(self._notice, silent=True) if one.silent else self._notice
        if one.begun:
            notice = replace(notice, album=())
        call = asyncio.create_task(self._send(one, notice, self._version))
        self._calls.add(call)
        call.add_done_callback(self._ended)

    async def _send(self, one: Waiting, notice: Notice, version: int) -> None:
        outlet = self._sender.router.of(one.chat)
        if outlet is None:
            self._outcomes.skipped(one, Why.NO_CHANNEL, version)
            return
        if one.subscriber in (subscribers.BLOCKED, subscribers.UNREACHABLE):  # since the ledger was fixed
            why = Why.BLOCKED if one.subscriber == subscribers.BLOCKED else Why.NO_CHAT
            self._outcomes.skipped(one, why, version)
            return
        outlet.pacer.sending(one.chat, max(1, len(notice.album)))
        outcome = await outlet.messenger.send(one.chat, notice)
        self._outcomes.came(one, outcome, version)
        if isinstance(outcome, Begun):  # written down before it is claimed again, at the latest in the same transaction
            self._following.append(replace(one, begun=True))

    def _ended(self, call: asyncio.Task[None]) -> None:
        self._calls.discard(call)
        if not call.cancelled() and (error := call.exception()) is not None:
            self._failure = error

    def _raise_failures(self) -> None:
        if self._failure is not None:
            raise self._failure
