"""One run of an announcement from its hour to its end, as steps that may each be done again after a crash."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from bot.announcing.preparing import Preparer
from bot.announcing.sending import Ending, Sender
from data.announcing.deliveries import EVERYBODY, FEW, STAFF

T = TypeVar("T")


class Durable(Protocol):
    """What remembers how far a run came, over crashes."""

    async def step(self, name: str, work: Callable[[], Awaitable[T]]) -> T:
        """Does the work, unless a process before us did it; gives what it gave."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Waits so long from the first time on that somebody came here."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """What a run works with."""

    preparer: Preparer
    sender: Sender

    async def carry_out(self, number: int, run: int, durable: Durable) -> None:
        """Waits for the hour, fixes the ledger, sends to staff, to the few, to everybody, and closes."""
        delay = await durable.step("wait", lambda: self.preparer.delay(number, run))
        if delay is None:
            return
        if delay > 0:
            await durable.sleep(delay)
        if not await durable.step("open", lambda: self.preparer.open(number, run)):
            return
        await durable.step("prepare", lambda: self.preparer.prepare(number))
        while await self._stages(number, run, durable):
            if await durable.step("finish", lambda: self.preparer.finish(number, run)):
                return

    async def _stages(self, number: int, run: int, durable: Durable) -> bool:
        """Sends to all who wait, stage by stage; false when it was stopped."""
        for stage in (STAFF, FEW, EVERYBODY):
            if stage == EVERYBODY:
                pause = await durable.step("look", lambda: self.preparer.look_time(number))
                if pause > 0:
                    await durable.sleep(pause)
            if await durable.step(f"send {stage}", partial(self._send, number, run, stage)) == Ending.STOPPED:
                return False
        return True

    async def _send(self, number: int, run: int, stage: int) -> str:
        await self.preparer.reached(number, stage)
        ending = await self.sender.deliver(number, run, stage)
        if ending is Ending.INTERRUPTED:
            # The process ends. Whoever comes after must find this step open, so it neither returns nor fails.
            await asyncio.Event().wait()
        return str(ending)
