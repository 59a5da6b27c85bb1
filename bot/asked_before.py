"""What was asked lately: many riders ask the same, and at the same point of a talk it has the same answer."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

import orjson

from bot.answering import Answerer
from bot.conversation import State
from bot.presenting import Turn
from bot.reply import Message
from bot.smalltalk import without_greeting

MOST: Final = 2000
"""Turns kept, about 6 MB; the one asked longest ago makes room."""


class AskedBefore:
    """Turns of one answerer, from memory where the same was asked before with the same talked about.

    A question is kept as a digest under a key that ends with the process, its turn without the question: what is kept
    tells neither the words nor who said them. A talk about stations found near somebody is left out, for what it keeps
    would tell about where.
    """

    def __init__(self, answerer: Answerer, fresh_key: Callable[[], bytes]) -> None:
        self.answerer = answerer
        self._key = fresh_key()
        self._turns: dict[bytes, tuple[Turn, bool]] = {}

    def turn(self, normalized: str, message: Message, state: State, today: date) -> Turn:
        """As `Answerer.turn_on` has it; a turn from memory gives no reasons."""
        if message.choice is not None or state.stations or not normalized:
            return self.answerer.turn_on(normalized, message, state, today)
        asked = b"%d %r %b %b" % (today.toordinal(), message.region, orjson.dumps(state), normalized.encode())
        digest = hashlib.blake2b(asked, key=self._key, digest_size=16).digest()
        known = self._turns.pop(digest, None)
        if known is None:
            turn = self.answerer.turn_on(normalized, message, state, today)
            if turn.reply.asked not in (None, without_greeting(normalized)):  # what corrects is asked in part only
                return turn
            known = replace(turn, reply=replace(turn.reply, asked=None), reasons=None), turn.reply.asked is not None
        else:
            turn, is_question = known
            if is_question:
                turn = replace(turn, reply=replace(turn.reply, asked=without_greeting(normalized)))
        self._turns[digest] = known  # the last in the row is the last asked
        if len(self._turns) > MOST:
            del self._turns[next(iter(self._turns))]
        return turn
