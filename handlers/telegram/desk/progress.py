"""One message that says how far a long job is, and in the end what came of it."""

from typing import Final

from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import Drawn, plain
from handlers.telegram.message.turn import Turn

EVERY: Final = 3.0
"""Seconds between two edits at least: Telegram refuses more than a few in a row."""


class Progress:
    """The message of one job in the turn's chat."""

    def __init__(self, desk: Desk, turn: Turn) -> None:
        self._desk = desk
        self._turn = turn
        self._message: int | None = None
        self._said_at = 0.0

    async def say(self, text: str) -> None:
        """Begins the message, or renews it unless that was done less than `EVERY` seconds ago."""
        now = self._desk.clock()
        if self._message is None:
            self._message = await self._desk.outbox.answer(self._turn, plain(text))
        elif now - self._said_at >= EVERY:
            await self._desk.outbox.rewrite(self._turn, self._message, plain(text))
        else:
            return
        self._said_at = now

    async def end(self, drawn: Drawn) -> None:
        """Puts the result in the message's place, or says it anew when that is out of reach."""
        if self._message is None or not await self._desk.outbox.rewrite(self._turn, self._message, drawn):
            await self._desk.outbox.answer(self._turn, drawn)
