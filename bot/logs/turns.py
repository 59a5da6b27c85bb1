"""Which turn a line of the log belongs to: an id of its own, that tells nothing of whose turn it is."""

import re
import secrets
from contextvars import ContextVar
from typing import Final

# As balancers and tracers make them. Neither a number to dial nor one of an identity card has this form, nor any word.
_WELL_FORMED: Final = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_TURN: ContextVar[str] = ContextVar("turn", default="")


def begin_turn(given: str = "") -> str:
    """Begins a turn for what the running task does from now on, and what it begins; gives the turn's id.

    It goes on under the id `given`, with none under a new one of 8 hexadecimal digits.
    """
    turn = given or secrets.token_hex(4)
    _TURN.set(turn)
    return turn


def turn_id() -> str:
    """The id of the turn that is being worked on; empty outside of any."""
    return _TURN.get()


def well_formed(given: str) -> str:
    """An id from outside, when it is 32 hexadecimal digits or a UUID; else nothing."""
    return given if _WELL_FORMED.fullmatch(given) else ""
