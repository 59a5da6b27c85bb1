"""Turns made lately: riders mostly ask the same things, and the same question out of the blue has the same answer."""

import hashlib
from datetime import date
from typing import Final

from bot.answering import Answerer
from bot.conversation import State
from bot.presenting import Turn
from bot.reply import Message

MOST: Final = 1000
"""Turns kept, about 3 MB; the one asked longest ago makes room."""

_NOTHING_YET: Final = State()


class KnownTurns:
    """Answers from one answerer, and again from memory where nothing was talked about before.

    Questions are kept as digests, never their words: half a microsecond instead of most of a millisecond.
    """

    def __init__(self, answerer: Answerer) -> None:
        self.answerer = answerer
        self._turns: dict[bytes, Turn] = {}

    def turn(self, message: Message, state: State, today: date) -> Turn:
        """See `Answerer.turn`."""
        if message.choice is not None or state != _NOTHING_YET:
            return self.answerer.turn(message, state, today)
        asked = f"{today.toordinal()} {message.region} {message.text}".encode("utf-8", "surrogatepass")
        key = hashlib.blake2b(asked, digest_size=16).digest()
        turn = self._turns.pop(key, None) or self.answerer.turn(message, state, today)
        self._turns[key] = turn  # the last in the row is the last asked
        if len(self._turns) > MOST:
            del self._turns[next(iter(self._turns))]
        return turn
