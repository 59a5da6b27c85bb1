"""Notes of answered updates, written beside the lanes: nobody's next question waits until the database takes one."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from data.telegram.ledger import MessageNumber, TelegramLedger
from handlers.telegram.wire.errors import report

_MOST: Final = 2_000  # notes that wait for a database that takes none


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be noted of an answered update; `noted` is None where Telegram has forgotten it."""

    update_id: int
    noted: int | None
    numbers: Sequence[MessageNumber]


class Notes:
    """What one poller notes; `written` is told of each. What could not be written is tried with the next."""

    def __init__(self, ledger: TelegramLedger, written: Callable[[Note], Awaitable[None]]) -> None:
        self._ledger = ledger
        self._written = written
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting: deque[Note] = deque(maxlen=_MOST)

    def put(self, note: Note) -> None:
        """Has a note written, soon."""
        task = asyncio.create_task(self._write(note))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _write(self, note: Note) -> None:
        due = [*self._waiting, note]
        self._waiting.clear()
        for number, one in enumerate(due):
            try:
                await self._ledger.answered(one.noted, one.numbers)
            except Exception as error:
                report(error, "ledger")
                self._waiting.extend(due[number:])
                return
            await self._written(one)

    async def settled(self) -> None:
        """Returns when nothing is being written."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def drop(self) -> None:
        """Gives up what is being written."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
