"""What was asked lately: many riders ask the same, and out of the blue it has the same answer."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from bot.answering import Answerer
from bot.conversation import State
from bot.presenting import Turn
from bot.reply import Message
from bot.smalltalk import without_greeting

MOST: Final = 1000
"""Turns kept, about 3 MB; the one asked longest ago makes room."""

_NOTHING_YET: Final = State()


class AskedBefore:
    """Turns of one answerer, from memory where the same was asked before and nothing was talked about.

    A question is kept as a digest under a key that ends with the process, its turn without the question: what is kept
    tells neither the words nor who said them.
    """

    def __init__(self, answerer: Answerer, fresh_key: Callable[[], bytes]) -> None:
        self.answerer = answerer
        self._key = fresh_key()
        self._turns: dict[bytes, tuple[Turn, bool]] = {}

    def turn(self, normalized: str, message: Message, state: State, today: date) -> Turn:
        """As `Answerer.turn_on` has it; a turn from memory gives no reasons."""
        if message.choice is not None or state != _NOTHING_YET or not normalized:
            return self.answerer.turn_on(normalized, message, state, today)
        asked = f"{today.toordinal()} {message.region} {normalized}".encode()
        digest = hashlib.blake2b(asked, key=self._key, digest_size=16).digest()
        known = self._turns.pop(digest, None)
        if known is None:
            turn = self.answerer.turn_on(normalized, message, state, today)
            known = replace(turn, reply=replace(turn.reply, asked=None), reasons=None), turn.reply.asked is not None
        else:
            turn, is_question = known
            if is_question:
                turn = replace(turn, reply=replace(turn.reply, asked=without_greeting(normalized)))
        self._turns[digest] = known  # the last in the row is the last asked
        if len(self._turns) > MOST:
            del self._turns[next(iter(self._turns))]
        return turn
